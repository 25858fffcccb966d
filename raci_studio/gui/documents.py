"""Opening, saving and exporting as the user sees it: dialogs around the session, slow work beside the window.

The classes of dialogs are imported where they are used: each costs the start of the program a few milliseconds.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from raci_studio.core.i18n import _
from raci_studio.gui.background import Background
from raci_studio.gui.import_review import door
from raci_studio.gui.session import ChangedOnDisk, Session
from raci_studio.gui.settings import remember_file

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from raci_studio.core.errors import UserError
    from raci_studio.files import Opened

OPENED = "*.raci *.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv"


class Documents(QObject):
    """Open, save and export the session's document, asking the user where needed."""

    busy_changed = Signal(str)  # what is being done, "" for nothing
    opened = Signal()
    told = Signal(str, object)  # a sentence and its details, for the message bar

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._background = Background(self, threads=3)  # a file given up must not hold up the next one
        self._waiting = 0  # the running open; a cancelled one has an older number

    # Opening

    def open_with_dialog(self) -> None:
        """Ask for a file and open it."""
        from PySide6.QtWidgets import QFileDialog

        filters = f"{_('Everything that can be opened')} ({OPENED});;{_('All files')} (*)"
        name, _filter = QFileDialog.getOpenFileName(self._window, _("Open"), "", filters)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a file beside the window; what is open now is saved or given up first."""
        if self.may_leave():
            self._open(path.name, partial(door.open_file, path), path)

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

    def _open(self, name: str, read: "Callable[[], Opened]", path: Path | None) -> None:
        """Read beside the window; `path` is None for what has no file."""
        self._waiting += 1
        self.busy_changed.emit(_("Opening {name}…").format(name=name))
        number = self._waiting
        self._background.run(read, partial(self._opened, number, path), partial(self._open_failed, number, name))

    def cancel(self) -> None:
        """Forget the file being opened: its result will be ignored."""
        self._waiting += 1
        self.busy_changed.emit("")

    @property
    def is_busy(self) -> bool:
        """Tell whether a file is being opened or written."""
        return self._background.is_busy

    def _opened(self, number: int, path: Path | None, opened: "Opened") -> None:
        if number != self._waiting:
            return
        self.busy_changed.emit("")
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
            door.review(self._window, opened, self._show)
        else:
            self._show(opened, read_only=read_only)

    def _show(self, opened: "Opened", *, read_only: bool = False) -> None:
        self._session.open(opened, read_only=read_only)
        self.opened.emit()

    def _open_failed(self, number: int, name: str, error: Exception) -> None:
        if number == self._waiting:
            self.busy_changed.emit("")
            self.tell(error, _("{name} could not be opened.").format(name=name))

    def review(self) -> None:
        """Show what was taken for what in the import on the screen; corrected, it is opened anew."""
        session = self._session
        if session.imported is not None:
            door.review_again(self._window, session.imported, session.title, self._show, self.may_leave)

    def ask_second_window(self, path: Path) -> str | None:
        """Tell that another window has the file; return "read-only", "copy" or None."""
        from PySide6.QtWidgets import QMessageBox

        text = _("{name} is open in another window.").format(name=path.name)
        box = self._question(text)
        read_only = box.addButton(_("Open read-only"), QMessageBox.ButtonRole.AcceptRole)
        copy = box.addButton(_("Open a copy"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return "read-only" if clicked is read_only else "copy" if clicked is copy else None

    def _question(self, text: str) -> "QMessageBox":
        from PySide6.QtWidgets import QMessageBox

        cancel = QMessageBox.StandardButton.Cancel
        return QMessageBox(QMessageBox.Icon.Question, "RACI Studio", text, cancel, self._window)

    def new(self) -> None:
        """Start an empty matrix."""
        if self.may_leave():
            self._session.new()
            self.opened.emit()

    # Saving

    def may_leave(self) -> bool:
        """Ask about unsaved changes; return whether the document may go."""
        if not self._session.is_open or self._session.is_clean:
            return True
        answer = self.ask_save()
        return answer == "discard" or (answer == "save" and self.save())

    def ask_save(self) -> str:
        """Ask what becomes of unsaved changes: "save", "discard" or "" for staying."""
        from PySide6.QtWidgets import QMessageBox

        text = _("Save the changes to “{name}”?").format(name=self._session.title)
        box = self._question(text)
        save = box.addButton(_("&Save"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(_("&Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(save)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return "save" if clicked is save else "discard" if clicked is discard else ""

    def save(self) -> bool:
        """Save to the document's own file, or ask for one."""
        if self._session.path is None or self._session.read_only:
            return self.save_as()
        return self._save(None)

    def save_as(self) -> bool:
        """Ask for a file name and save there."""
        from PySide6.QtWidgets import QFileDialog

        first = self._session.path or Path(f"{Path(self._session.title).stem or _('matrix')}.raci")
        kinds = f"{_('RACI Studio document')} (*.raci)"
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
        return True

    def ask_changed(self, error: "UserError") -> str:
        """Ask what to do about a file that somebody else changed: "overwrite", "other" or ""."""
        from PySide6.QtWidgets import QMessageBox

        box = self._question(str(error))
        box.setIcon(QMessageBox.Icon.Warning)
        overwrite = box.addButton(_("Overwrite"), QMessageBox.ButtonRole.DestructiveRole)
        other = box.addButton(_("Save under another name…"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return "overwrite" if clicked is overwrite else "other" if clicked is other else ""

    # Exporting

    def export_with_dialog(self, suffix: str, *, annotated: bool = False) -> None:
        """Ask for a file name and write a workbook, an annotated copy, CSV or JSON."""
        from PySide6.QtWidgets import QFileDialog

        stem = Path(self._session.title).stem or _("matrix")
        first = f"{stem} {_('annotated')}{suffix}" if annotated else f"{stem}{suffix}"
        name, _filter = QFileDialog.getSaveFileName(self._window, _("Export"), first, f"*{suffix}")
        if name:
            path = Path(name)
            self.export(path if path.suffix else path.with_suffix(suffix), annotated=annotated)

    def annotated_suffix(self) -> str:
        """Return the extension of an annotated copy: that of a workbook with macros stays."""
        source = self._session.document.source
        return ".xlsm" if source and source.name.lower().endswith(".xlsm") else ".xlsx"

    def export(self, path: Path, *, annotated: bool = False, done: Callable[[], None] | None = None) -> None:
        """Write the document to a file beside the window."""
        document = self._session.document
        self.busy_changed.emit(_("Writing {name}…").format(name=path.name))

        def call() -> tuple[str, ...]:
            from raci_studio import files

            if annotated:
                return tuple(files.export_annotated(document, path))
            files.export(document, path)
            return ()

        def written(lines: tuple[str, ...]) -> None:
            self.busy_changed.emit("")
            self.told.emit(_("Written: {name}").format(name=path), lines)
            if done is not None:
                done()

        self._background.run(call, written, partial(self._export_failed, path))

    def _export_failed(self, path: Path, error: Exception) -> None:
        self.busy_changed.emit("")
        self.tell(error, _("{name} could not be written.").format(name=path.name))

    def tell(self, error: Exception, what: str) -> None:
        """Say in a dialog what went wrong with a file."""
        from raci_studio.gui.messages import as_user_error, tell

        tell(self._window, as_user_error(error, what))

    def close(self) -> None:
        """Wait for what is being written; forget what is being opened."""
        self._waiting += 1
        self._background.wait()
