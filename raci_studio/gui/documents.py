"""Opening and saving as the user sees it: dialogs around the session, slow work beside the window.

The classes of dialogs are imported where they are used: each costs the start of the program a few milliseconds.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEventLoop, QTimer, Signal
from PySide6.QtWidgets import QWidget

from raci_studio.core.i18n import _
from raci_studio.core.progress import Progress
from raci_studio.gui.exporting import Exporting
from raci_studio.gui.import_review import door
from raci_studio.gui.saving import ChangedOnDisk, Saving, Stamp
from raci_studio.gui.session import Session
from raci_studio.gui.settings import new_scheme, remember_file

if TYPE_CHECKING:
    from raci_studio.core.document import Document
    from raci_studio.files import Opened
    from raci_studio.gui.page_parts import PageParts

OPENED = "*.raci *.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv"


Told = Callable[[str], None]

_NEXT_TURN_MS = 1  # with 0 it would be one of the posted events, and all of them make one turn, painting too


class _Attempt(NamedTuple):  # made in no time at the program's start, unlike a dataclass
    """A file that is being opened; `path` is None for what has no file, `password` is the one that is tried.

    `told` is for files that nobody asked for just now: instead of a question or a dialog it is called once, with
    what went wrong ("" for nothing).
    """

    name: str
    path: Path | None = None
    password: str | None = None
    told: Told | None = None

    def end(self, trouble: str = "") -> None:
        """Tell what came of it, where somebody waits for it."""
        if self.told is not None:
            self.told(trouble)


class Documents(Exporting):
    """Open, save and export the session's document, asking the user where needed."""

    leaving = Signal()  # another document is about to be taken
    arriving = Signal()  # the first document of the window comes in the next turn of the event loop
    opened = Signal()
    saving_ended = Signal()  # well or not

    def __init__(self, session: Session, window: QWidget, parts: "PageParts") -> None:
        """`parts` are what the window shows a document in: made while the first one is read."""
        super().__init__(session, window)
        self._parts = parts
        self._opening = Progress()  # of the file being opened
        self._file: Path | None = None  # the workbook on the screen
        self._left: Document | None = None  # what the user agreed to leave
        self._told_unprotected = False  # once for each document
        self._is_saved = True  # what was last to be saved
        self._arriving: Opened | None = None  # what is shown in the next turn of the event loop
        session.document_opened.connect(self._another_document)

    @property
    def file(self) -> Path | None:
        """Return the file on the screen: the document's own, or the workbook it was just made from."""
        return self._session.path or self._file

    # Opening

    def open_with_dialog(self) -> None:
        """Ask for a file and open it."""
        from PySide6.QtWidgets import QFileDialog

        known, all_files = _("Everything that can be opened"), _("All files")  # inside an f-string no tool finds them
        filters = f"{known} ({OPENED});;{all_files} (*)"
        name, _filter = QFileDialog.getOpenFileName(self._window, _("Open"), "", filters)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a file beside the window; what is open now is saved or given up first."""
        if self.may_leave():
            self._open_file(path)

    def open_quietly(self, path: Path, told: Told) -> None:
        """Open a file that nobody asked for just now, in a window without a document: nothing is asked.

        `told` is called once: with "" where it is open or was given up, else with a line that says why it is not.
        """
        self._open_file(path, told=told)

    def _open_file(self, path: Path, password: str | None = None, told: Told | None = None) -> None:
        self._open(_Attempt(path.name, path, password, told), partial(door.open_file, path, password))

    def paste_as_new(self) -> None:
        """Take the block of cells on the clipboard for a matrix of its own."""
        from PySide6.QtGui import QGuiApplication

        from raci_studio.core.errors import UserError

        text = QGuiApplication.clipboard().text()
        if not text.strip():
            remedy = _("Copy the cells of a matrix in a spreadsheet first.")
            self.tell(UserError(_("There is no text on the clipboard."), remedy=remedy), "")
        elif self.may_leave():
            self._open(_Attempt(_("what was pasted")), partial(door.open_block, text))

    def _open(self, attempt: _Attempt, read: "Callable[[Progress], Opened]") -> None:
        """Read beside the window, which meanwhile makes what it shows a document in."""

        def call(progress: Progress) -> "Opened":
            opened = read(progress)
            self._parts.wait(progress)
            return opened

        self._opening.cancel()
        self._parts.start()
        self._opening = self.jobs.run(
            _("Opening {name}…").format(name=attempt.name),
            call,
            lambda opened: self._opened(progress, attempt, opened),
            lambda error: self._open_failed(progress, attempt, error),
        )
        progress = self._opening

    def cancel(self) -> None:
        """Give up what is being done: nothing is opened or written."""
        self.jobs.cancel()

    @property
    def is_busy(self) -> bool:
        """Tell whether a file is being opened or written."""
        return self._arriving is not None or self.jobs.is_busy

    def _opened(self, progress: Progress, attempt: _Attempt, opened: "Opened") -> None:
        path, read_only = attempt.path, False
        if progress.is_cancelled:
            attempt.end()
            return
        if opened.path is not None and not self._session.try_lock(opened.path):
            if attempt.told is not None:
                attempt.end(_("{name} is open in another window.").format(name=attempt.name))
                return
            answer = self.ask_second_window(opened.path)
            if answer is None:
                return
            read_only = answer == "read-only"
            if answer == "copy":
                from dataclasses import replace

                opened = replace(opened, path=None, title=_("{name} (copy)").format(name=opened.title))
        if path is not None and attempt.told is None:
            remember_file(path)
        if door.should_ask(opened, pasted=path is None):
            door.review(self._window, opened, partial(self._show, file=path), self.jobs.run)
            attempt.end()
        else:
            self._show(opened, read_only=read_only, file=path, then=attempt.end)

    def _show(
        self,
        opened: "Opened",
        *,
        read_only: bool = False,
        file: Path | None = None,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Show what was read, at once or in a moment; `then` is called when that is done, or given up."""
        self.wait_for_saving()
        if self._session.is_open and self._session.document is not self._left and not self.may_leave():
            then()  # it was edited while the other one was read
            return
        self.leaving.emit()
        self._arriving = opened
        take = partial(self._take, opened, read_only, file, then)
        if self._session.is_open:
            take()
        else:  # the window makes room first: both in one turn of the event loop take too long
            self.arriving.emit()
            QTimer.singleShot(_NEXT_TURN_MS, self, take)

    def _take(self, opened: "Opened", read_only: bool, file: Path | None, then: Callable[[], None]) -> None:
        if opened is self._arriving:
            self._arriving = None
            self._session.open(opened, read_only=read_only)
            self._file = file
            self.opened.emit()
        then()

    def _open_failed(self, progress: Progress, attempt: _Attempt, error: BaseException) -> None:
        from raci_studio.excel.encrypted import PasswordNeeded
        from raci_studio.gui.messages import as_user_error

        what = _("{name} could not be opened.").format(name=attempt.name)
        if progress.is_cancelled:
            attempt.end()
        elif attempt.told is not None:
            if isinstance(error, PasswordNeeded):
                error.remedy = _("Open it by hand to type the password.")
            attempt.end(str(as_user_error(error, what)))
        elif isinstance(error, PasswordNeeded) and attempt.path is not None:
            self._ask_password(attempt.path, attempt.password or "", is_wrong=error.is_wrong)
        else:
            self.tell(error, what)

    def _ask_password(self, path: Path, tried: str, *, is_wrong: bool) -> None:
        """Ask for the password of a workbook and open it; nothing happens where the user gives up."""
        from raci_studio.gui.password_dialog import PasswordDialog

        dialog = PasswordDialog(path.name, self._window, tried=tried, is_wrong=is_wrong)
        dialog.accepted.connect(lambda: self._open_file(path, dialog.password))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def review(self) -> None:
        """Show what was taken for what in the import on the screen; corrected, it is opened anew."""
        session = self._session
        if session.imported is not None:
            show = partial(self._show, file=self.file)
            door.review_again(self._window, session.imported, session.title, show, self.jobs.run, self.may_leave)

    def new(self) -> None:
        """Start an empty matrix with the scheme that the user's settings name, once it can be shown."""
        if not self.may_leave():
            return
        if self._parts.is_done:
            self._new()
            return
        self._opening.cancel()
        self._parts.start()
        self._opening = progress = self.jobs.run(
            _("Opening {name}…").format(name=_("New matrix")),
            self._parts.wait,
            lambda _made: None if progress.is_cancelled else self._new(),
            lambda error: self._open_failed(progress, _Attempt(_("New matrix")), error),
        )

    def _new(self) -> None:
        from raci_studio.core.document import Settings

        self.leaving.emit()
        self._session.new(Settings(scheme=new_scheme()))
        self.opened.emit()

    # Saving

    def may_leave(self) -> bool:
        """Ask about unsaved changes; return whether the document may go. A save that runs is waited for."""
        self.wait_for_saving()
        may = not self._session.is_open or self._session.is_clean
        if not may:
            answer = self.ask_save()
            may = answer == "discard" or (answer == "save" and self.save() and self.wait_for_saving())
        self._left = self._session.document if may and self._session.is_open else None
        return may

    def save(self) -> bool:
        """Begin to save to the document's own file, or to one that is asked for; return whether it was begun."""
        if self._session.path is None or self._session.read_only:
            return self.save_as()
        return self._save(None)

    def save_as(self) -> bool:
        """Ask for a file name and begin to save there; return whether it was begun."""
        from PySide6.QtWidgets import QFileDialog

        stem, kind = Path(self._session.title).stem or _("matrix"), _("RACI Studio document")
        first, kinds = self._session.path or Path(f"{stem}.raci"), f"{kind} (*.raci)"
        name, _filter = QFileDialog.getSaveFileName(self._window, _("Save as"), str(first), kinds)
        if not name:
            return False
        path = Path(name)
        return self._save(path if path.suffix.lower() == ".raci" else path.with_name(f"{path.name}.raci"))

    def _save(self, path: Path | None, *, overwrite: bool = False) -> bool:
        from raci_studio.core.errors import UserError

        self.wait_for_saving()
        try:
            saving = self._session.begin_saving(path, overwrite=overwrite)
        except ChangedOnDisk as error:
            choice = self.ask_changed(error)
            if choice == "overwrite":
                return self._save(path, overwrite=True)
            return choice == "other" and self.save_as()
        except UserError as error:
            self.tell(error, "")
            return False
        self._is_saved = False
        text = _("Writing {name}…").format(name=saving.path.name)
        self.jobs.run(text, saving.write, partial(self._written, saving), partial(self._not_written, saving))
        return True

    def wait_for_saving(self) -> bool:
        """Wait for the save that runs, if any; the window is painted meanwhile but takes no input.

        Return whether the last one went well.
        """
        if self._session.is_saving:
            loop = QEventLoop()
            self.saving_ended.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return self._is_saved

    def _written(self, saving: Saving, stamp: Stamp | None) -> None:
        self._session.end_saving(saving, stamp)
        self._is_saved = True
        self.saving_ended.emit()
        remember_file(saving.path)
        self._tell_unprotected()

    def _not_written(self, saving: Saving, error: BaseException) -> None:
        self._session.give_up_saving(saving)
        self.saving_ended.emit()
        self._export_failed(saving.path, error)

    def _another_document(self) -> None:
        self._told_unprotected = False
        self._file = None

    def _tell_unprotected(self) -> None:
        """Say once that a document made from a workbook with a password has none."""
        from raci_studio.files import came_encrypted

        if came_encrypted(self._session.document) and not self._told_unprotected:
            self._told_unprotected = True
            name = self._session.title
            self.told.emit(
                _("{name} is not protected by a password; the workbook it was made from is.").format(name=name), ()
            )

    def close(self) -> None:
        """Wait for what is being written; give up what is being opened."""
        self._opening.cancel()
        self._arriving = None
        self._parts.stop()
        self.jobs.wait()
