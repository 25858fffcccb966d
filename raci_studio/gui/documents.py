"""Opening, saving and exporting as the user sees it: dialogs around the session, slow work beside the window.

The classes of dialogs are imported where they are used: each costs the start of the program a few milliseconds.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from raci_studio.core.i18n import _
from raci_studio.core.progress import Cancelled, Progress
from raci_studio.gui.import_review import door
from raci_studio.gui.jobs import Jobs
from raci_studio.gui.questions import Questions
from raci_studio.gui.session import ChangedOnDisk, Session
from raci_studio.gui.settings import remember_file

if TYPE_CHECKING:
    from raci_studio.core.document import Document
    from raci_studio.files import Opened

OPENED = "*.raci *.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv"


class Documents(Questions):
    """Open, save and export the session's document, asking the user where needed."""

    opened = Signal()
    told = Signal(str, object)  # a sentence and its details, for the message bar

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(session, window)
        self.jobs = Jobs(self)
        self._opening = Progress()  # of the file being opened
        self._left: Document | None = None  # what the user agreed to leave
        self._told_unprotected = False  # once for each document
        session.document_opened.connect(self._another_document)

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

    def _open_file(self, path: Path, password: str | None = None) -> None:
        self._open(path.name, partial(door.open_file, path, password), path, password or "")

    def paste_as_new(self) -> None:
        """Take the block of cells on the clipboard for a matrix of its own."""
        from PySide6.QtGui import QGuiApplication

        from raci_studio.core.errors import UserError

        text = QGuiApplication.clipboard().text()
        if not text.strip():
            remedy = _("Copy the cells of a matrix in a spreadsheet first.")
            self.tell(UserError(_("There is no text on the clipboard."), remedy=remedy), "")
        elif self.may_leave():
            self._open(_("what was pasted"), partial(door.open_block, text), None)

    def _open(self, name: str, read: "Callable[[Progress], Opened]", path: Path | None, password: str = "") -> None:
        """Read beside the window; `path` is None for what has no file, `password` is the one that is tried."""
        self._opening.cancel()
        self._opening = self.jobs.run(
            _("Opening {name}…").format(name=name),
            read,
            lambda opened: self._opened(progress, path, opened),
            lambda error: self._open_failed(progress, name, path, password, error),
        )
        progress = self._opening

    def cancel(self) -> None:
        """Give up what is being done: nothing is opened or written."""
        self.jobs.cancel()

    @property
    def is_busy(self) -> bool:
        """Tell whether a file is being opened or written."""
        return self.jobs.is_busy

    def _opened(self, progress: Progress, path: Path | None, opened: "Opened") -> None:
        if progress.is_cancelled:
            return
        read_only = False
        if opened.path is not None and not self._session.try_lock(opened.path):
            answer = self.ask_second_window(opened.path)
            if answer is None:
                return
            read_only = answer == "read-only"
            if answer == "copy":
                from dataclasses import replace

                opened = replace(opened, path=None, title=_("{name} (copy)").format(name=opened.title))
        if path is not None:
            remember_file(path)
        if door.should_ask(opened, pasted=path is None):
            door.review(self._window, opened, self._show, self.jobs.run)
        else:
            self._show(opened, read_only=read_only)

    def _show(self, opened: "Opened", *, read_only: bool = False) -> None:
        if self._session.document is not self._left and not self.may_leave():
            return  # it was edited while the other one was read
        self._session.open(opened, read_only=read_only)
        self.opened.emit()

    def _open_failed(self, progress: Progress, name: str, path: Path | None, tried: str, error: BaseException) -> None:
        from raci_studio.excel.encrypted import PasswordNeeded

        if progress.is_cancelled:
            return
        if isinstance(error, PasswordNeeded) and path is not None:
            self._ask_password(path, tried, is_wrong=error.is_wrong)
        else:
            self.tell(error, _("{name} could not be opened.").format(name=name))

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
            door.review_again(self._window, session.imported, session.title, self._show, self.jobs.run, self.may_leave)

    def new(self) -> None:
        """Start an empty matrix."""
        if self.may_leave():
            self._session.new()
            self.opened.emit()

    # Saving

    def may_leave(self) -> bool:
        """Ask about unsaved changes; return whether the document may go."""
        may = not self._session.is_open or self._session.is_clean
        if not may:
            answer = self.ask_save()
            may = answer == "discard" or (answer == "save" and self.save())
        self._left = self._session.document if may else None
        return may

    def save(self) -> bool:
        """Save to the document's own file, or ask for one."""
        if self._session.path is None or self._session.read_only:
            return self.save_as()
        return self._save(None)

    def save_as(self) -> bool:
        """Ask for a file name and save there."""
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

        try:
            self._session.save(path, overwrite=overwrite)
        except ChangedOnDisk as error:
            choice = self.ask_changed(error)
            if choice == "overwrite":
                return self._save(path, overwrite=True)
            return choice == "other" and self.save_as()
        except UserError as error:
            self.tell(error, "")
            return False
        if self._session.path is not None:
            remember_file(self._session.path)
        self._tell_unprotected()
        return True

    def _another_document(self) -> None:
        self._told_unprotected = False

    def _tell_unprotected(self) -> None:
        """Say once that a document made from a workbook with a password has none."""
        from raci_studio.files import came_encrypted

        if came_encrypted(self._session.document) and not self._told_unprotected:
            self._told_unprotected = True
            name = self._session.title
            self.told.emit(
                _("{name} is not protected by a password; the workbook it was made from is.").format(name=name), ()
            )

    # Exporting

    def export_with_dialog(self, suffix: str, *, annotated: bool = False, layout: str = "list") -> None:
        """Ask for a file name and write a workbook or CSV in a layout, an annotated copy, or JSON."""
        from PySide6.QtWidgets import QFileDialog

        if annotated and not self._may_write_unprotected():
            return
        stem = Path(self._session.title).stem or _("matrix")
        addition = " " + _("annotated") if annotated else ""
        first = f"{stem}{addition}{suffix}"
        name, _filter = QFileDialog.getSaveFileName(self._window, _("Export"), first, f"*{suffix}")
        if name:
            path = Path(name)
            self.export(path if path.suffix else path.with_suffix(suffix), annotated=annotated, layout=layout)

    def _may_write_unprotected(self) -> bool:
        from raci_studio.files import came_encrypted

        return not came_encrypted(self._session.document) or self.ask_unprotected()

    def annotated_suffix(self) -> str:
        """Return the extension of an annotated copy: that of a workbook with macros stays."""
        source = self._session.document.source
        return ".xlsm" if source and source.name.lower().endswith(".xlsm") else ".xlsx"

    def export(
        self, path: Path, *, annotated: bool = False, layout: str = "list", done: Callable[[], None] | None = None
    ) -> None:
        """Write the document to a file beside the window; `layout` as `files.export` takes it."""
        document = self._session.arranged_document()

        def call(progress: Progress) -> tuple[str, ...]:
            from raci_studio import files

            if annotated:
                return tuple(files.export_annotated(document, path, progress=progress))
            files.export(document, path, layout, progress)
            return ()

        def written(lines: tuple[str, ...]) -> None:
            self.told.emit(_("Written: {name}").format(name=path), lines)
            if done is not None:
                done()

        text = _("Writing {name}…").format(name=path.name)
        self.jobs.run(text, call, written, partial(self._export_failed, path))

    def _export_failed(self, path: Path, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.told.emit(_("Cancelled: {name} was not written.").format(name=path.name), ())
        else:
            self.tell(error, _("{name} could not be written.").format(name=path.name))

    def tell(self, error: BaseException, what: str) -> None:
        """Say in a dialog what went wrong with a file."""
        from raci_studio.gui.messages import as_user_error, tell

        tell(self._window, as_user_error(error, what))

    def close(self) -> None:
        """Wait for what is being written; give up what is being opened."""
        self._opening.cancel()
        self.jobs.wait()
