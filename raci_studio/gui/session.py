"""The session: one open document, and the only writer of it.

Views call `apply` with an edit of `core.edits` and listen to the signals. Every change, undo and redo goes
through one door (`_show`): the recovery journal first, then the screen.

A save is begun here and ended here; in between a worker writes, and the user may go on.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.gui.analysing import Analysing
from raci_studio.gui.recording import Recording
from raci_studio.gui.saving import ChangedOnDisk, Saving, Stamp, stamp_of
from raci_studio.gui.settings import lock_folder

if TYPE_CHECKING:
    from raci_studio.analysis.audit import Analysis
    from raci_studio.analysis.findings import Finding
    from raci_studio.core.arrangement import Arrangement
    from raci_studio.core.document import Document, Settings, TaskId
    from raci_studio.files import Opened
    from raci_studio.gui.analysing import Found
    from raci_studio.project.journal import Recovered
    from raci_studio.project.locks import DocumentLock


class _Swap(QUndoCommand):
    """Swap two documents: the one undo command there is."""

    def __init__(self, session: "Session", label: str, before: "Document", after: "Document") -> None:
        super().__init__(label)
        self._session, self._before, self._after = session, before, after

    def undo(self) -> None:
        self._session._show(self._before, _("Undo: {label}").format(label=self.text()))

    def redo(self) -> None:
        self._session._show(self._after, self.text())


class Session(QObject):
    """Hold the document, its undo stack, its file, its findings, and beside them how the matrix is arranged.

    The arrangement is no part of undo: taking back a text moves no column. A changed arrangement alone does not make
    the document modified, so nobody is asked to save a column's width; it is written with the next save.
    """

    document_changed = Signal(object)  # core.diff.Change
    document_opened = Signal()  # another document altogether
    arrangement_changed = Signal(object)  # core.arrangement.Arrangement as it was
    findings_changed = Signal()
    state_changed = Signal()  # path, title, clean, read_only
    refused = Signal(object)  # UserError of an edit

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self._clean_changed)
        self.path: Path | None = None
        self.title = ""
        self.notes: tuple[str, ...] = ()
        self.imported: Any = None  # what a review of the import begins with, excel.importing.Imported
        self.is_open = False
        self.read_only = False
        self._recording = Recording(self)
        self._recording.failed.connect(self.refused)
        self._lock: DocumentLock | None = None
        self._stamp: Stamp | None = None
        self._opened = 0  # documents so far
        self._saving: Saving | None = None  # the one that runs
        self._saved: Document | None = None  # what the file holds, where the undo stack does not know
        self._analysing = Analysing(lambda: self.document, self)
        self._analysing.changed.connect(self.findings_changed)

    # Made when first asked for: a window with nothing open needs neither, and their modules take time at the start.

    @cached_property
    def document(self) -> "Document":
        """The document on the screen; an empty one until another is opened."""
        from raci_studio.core.document import Document

        return Document()

    @cached_property
    def arrangement(self) -> "Arrangement":
        """How the matrix is arranged."""
        from raci_studio.core.arrangement import Arrangement

        return Arrangement()

    # Edits

    def apply(self, label: str, edit: "Callable[..., Document]", *args: Any, **kwargs: Any) -> bool:
        """Make one undoable step of an edit; return whether the document changed.

        `edit` gets the document and the other arguments. What it refuses goes out as `refused`.
        """
        if not self.check_writable():
            return False
        try:
            after = edit(self.document, *args, **kwargs)
        except UserError as error:
            self.refused.emit(error)
            return False
        if after is self.document:
            return False
        self.undo_stack.push(_Swap(self, label, self.document, after))
        return True

    def apply_beside(self, label: str, edit: "Callable[..., Document]", *args: Any, **kwargs: Any) -> bool:
        """Do as `apply` does with an edit of thousands of cells: the window is painted meanwhile but takes no input."""
        from raci_studio.gui.background import beside

        if not self.check_writable():
            return False
        before, opened = self.document, self._opened

        def made(_document: "Document") -> "Document":
            after = beside(lambda: edit(before, *args, **kwargs))
            if self._opened != opened:
                return self.document  # it is another one
            return after if self.document is before else edit(self.document, *args, **kwargs)

        return self.apply(label, made)

    def arrange(self, arrangement: "Arrangement | None" = None, **changes: Any) -> bool:
        """Take another arrangement, or the present one with some values changed; return whether it differs."""
        from dataclasses import replace

        before = self.arrangement
        after = replace(arrangement or before, **changes)
        if after == before:
            return False
        self.arrangement = after
        self.arrangement_changed.emit(before)
        return True

    def arranged_document(self) -> "Document":
        """Return the document with its arrangement in it, as a file keeps it."""
        from raci_studio.core.arrangement import with_arrangement

        return with_arrangement(self.document, self.arrangement)

    def check_writable(self) -> bool:
        """Tell whether edits are possible; where not, the user is told why."""
        if self.read_only:
            remedy = _("Save it under another name to go on with a copy.")
            self.refused.emit(UserError(_("The document was opened read-only."), self.title, remedy))
        return not self.read_only

    def _show(self, after: "Document", label: str) -> None:
        from raci_studio.core.diff import diff

        before, was_clean = self.document, self.is_clean
        self._recording.record(before, after, label, self.path)
        self.document = after
        self.document_changed.emit(diff(before, after))
        self._analysing.start()
        if self._saved is not None and self.is_clean != was_clean:
            self._clean_changed(self.is_clean)

    def _clean_changed(self, clean: bool) -> None:
        if clean:  # undone back to what the file holds: there is nothing left to recover
            self._recording.clear()
        self.state_changed.emit()

    # Opening and saving

    def new(self, settings: "Settings | None" = None) -> None:
        """Start an empty matrix with one process."""
        from raci_studio.core.document import Document, Settings
        from raci_studio.core.edits import add_process

        self._take(add_process(Document(settings=settings or Settings()), _("Process")), None, _("New matrix"), ())

    def open(self, opened: "Opened", *, read_only: bool = False) -> None:
        """Take over what `files.open_document` read. `read_only` is for a file another window has."""
        self._take(
            opened.document, opened.path, opened.title, opened.notes, opened.imported, read_only=read_only
        )  # fmt: skip

    def try_lock(self, path: Path) -> bool:
        """Take the lock of a document's file for this window; False where another window has it."""
        from raci_studio.project.locks import DocumentLock

        if self._lock is not None and self.path == path:
            return True
        lock = DocumentLock(lock_folder(), path)
        if not lock.acquire():
            return False
        self._release()
        self._lock = lock
        return True

    def recover(self, recovered: "Recovered") -> None:
        """Take over what a journal left behind holds; it goes once a journal of ours holds the same."""
        document, path = recovered.document, recovered.path
        if path is not None and not self.try_lock(path):
            path = None
        title = path.name if path else (document.source.name if document.source else _("Recovered matrix"))
        self._take(document, path, title, ())
        self._recording.record(document, document, recovered.last_label, path)
        self._recording.wait()
        recovered.discard()
        self.undo_stack.resetClean()
        self.state_changed.emit()

    def _take(
        self, document: "Document", path: Path | None, title: str, notes: tuple[str, ...], imported: Any = None,
        *, read_only: bool = False,
    ) -> None:  # fmt: skip
        from raci_studio.core.arrangement import arrangement_of

        self._recording.clear()
        self._saving = self._saved = None
        self._opened += 1
        if path is None or read_only:
            self._release()
        self.document, self.path, self.title, self.notes = document, path, title, notes
        self.arrangement = arrangement_of(document)
        self.imported = imported
        self.read_only, self.is_open = read_only, True
        self._analysing.clear()
        self._stamp = stamp_of(path)
        self.undo_stack.clear()
        self.document_opened.emit()
        self.findings_changed.emit()
        self.state_changed.emit()
        self._analysing.start()

    def save(self, path: Path | None = None, *, overwrite: bool = False) -> None:
        """Write the document to its file, or to another one that becomes its file, before this returns.

        Raise what `begin_saving` raises, and `UserError` where the file cannot be written.
        """
        saving = self.begin_saving(path, overwrite=overwrite)
        try:
            stamp = saving.write()
        except BaseException:
            self.give_up_saving(saving)
            raise
        self.end_saving(saving, stamp)

    def begin_saving(self, path: Path | None = None, *, overwrite: bool = False) -> Saving:
        """Return a save of what is on the screen now; its `write` may run in a worker, then `end_saving` ends it.

        Raise `ChangedOnDisk` where somebody else wrote the file meanwhile (unless `overwrite`), and
        `UserError` where another window has it.
        """
        target = path or self.path
        if target is None or (path is None and self.read_only):
            raise UserError(_("The document has no file of its own yet."), remedy=_("Use Save As."))
        if target == self.path and not overwrite and self._stamp is not None and stamp_of(target) != self._stamp:
            what = _("The file was changed by another program since you opened it.")
            raise ChangedOnDisk(what, target.name, _("Overwrite it, or save under another name."))
        lock = None
        if target != self.path or self._lock is None:
            from raci_studio.project.locks import DocumentLock

            lock = DocumentLock(lock_folder(), target)
            if not lock.acquire():
                raise UserError(
                    _("The file is open in another window."), target.name, _("Save under another name.")
                )  # fmt: skip
        self._saving = Saving(self.document, self.arranged_document(), target, lock)
        return self._saving

    def end_saving(self, saving: Saving, stamp: Stamp | None) -> None:
        """The file is written: what it holds is clean, whatever was edited meanwhile is not."""
        if saving is not self._saving:
            return
        self._saving = None
        if saving.lock is not None:
            self._release()
            self._lock = saving.lock
        self.path, self.title, self.read_only = saving.path, saving.path.name, False
        self._stamp = stamp
        if self.document is saving.document:
            self._saved = None
            self._recording.clear()
            self.undo_stack.setClean()
        else:  # the journal keeps all it has: it tells of the edits since
            self._saved = saving.document
            self.undo_stack.resetClean()
        self.state_changed.emit()

    def give_up_saving(self, saving: Saving) -> None:
        """The file was not written: all stays as it was."""
        if saving is self._saving:
            self._saving = None
        if saving.lock is not None:
            saving.lock.release()

    @property
    def is_saving(self) -> bool:
        """Tell whether a save was begun and not ended."""
        return self._saving is not None

    @property
    def is_clean(self) -> bool:
        """Tell whether everything on the screen is in the file."""
        return self.undo_stack.isClean() or self.document is self._saved

    def close(self) -> None:
        """Let the document go: the user saved it or gave it up. Safe to call twice."""
        self._analysing.stop()
        self._recording.clear()
        self._recording.wait()
        self._release()
        self.is_open = False
        # The commands hold the session and the stack the commands; left to the garbage collector, this ring is
        # freed in any order, and the stack would delete commands that are gone.
        self.undo_stack.blockSignals(True)
        self.undo_stack.clear()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # Findings

    @property
    def analysis(self) -> "Analysis | None":
        """Return the last analysis, None before the first one of a document."""
        return self._analysing.analysis

    @property
    def findings(self) -> "tuple[Finding, ...]":
        """Return the findings of the last analysis, those the analyst accepted left out."""
        return self.analysis.findings if self.analysis else ()

    @property
    def accepted(self) -> "tuple[Finding, ...]":
        """Return the findings the analyst accepted."""
        return self.analysis.accepted if self.analysis else ()

    @property
    def found(self) -> "Found":
        """Return the findings by the tasks of their cells."""
        return self._analysing.found

    @property
    def found_changed(self) -> "frozenset[TaskId]":
        """Return the tasks about whose cells the last analysis says something else than the one before."""
        return self._analysing.found_changed

    @property
    def is_analysed(self) -> bool:
        """Tell whether the findings are those of the document on the screen."""
        return self._analysing.is_done
