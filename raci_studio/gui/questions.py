"""The questions about files: what becomes of unsaved changes, of a file in use, of a password that is gone.

The class of the boxes is imported where it is used: it costs the start of the program a few milliseconds.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from raci_studio.core.i18n import _
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from raci_studio.core.errors import UserError


class Questions(QObject):
    """Ask the user about the session's document."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

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

    def ask_unprotected(self) -> bool:
        """Ask whether an annotated copy may be written without the password that the workbook has."""
        from PySide6.QtWidgets import QMessageBox

        box = self._question(_("The copy will not be protected by a password. Write it?"))
        write = box.addButton(_("Write"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return clicked is write
