"""What all pages share: they show the session's document while somebody looks, and ask the window for other places."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from raci_studio.gui.focus import first_field
from raci_studio.gui.matrix.commands import AskNames
from raci_studio.gui.selection import Selection
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.gui.pages.figures import Figures


class Page(QWidget):
    """Show one side of the document. What changes while the page is hidden is shown when it is seen again.

    `asked` tells an address of `pages.ways`: where the window is to go.
    """

    asked = Signal(str)

    def __init__(
        self, session: Session, selection: Selection, figures: "Figures", ask: AskNames, parent: QWidget | None = None
    ) -> None:
        """`ask` asks who the names are that nobody bears."""
        super().__init__(parent)
        self.session, self.selection, self.figures, self.ask_names = session, selection, figures, ask
        self._is_stale = True

    def follow(self) -> None:
        """Follow the document from now on: at the end of the constructor of each page."""
        for signal in (self.session.document_changed, self.session.document_opened, self.session.state_changed):
            signal.connect(self.refresh_later)

    def refresh_later(self) -> None:
        """Show the document as it is now, at once where the page is seen."""
        if self.isVisible():
            self._is_stale = False
            self.refresh()
        else:
            self._is_stale = True

    def refresh(self) -> None:
        """Show the document as it is now."""
        raise NotImplementedError

    def commit(self) -> None:
        """Take over what is being typed."""

    def begin(self) -> None:
        """Put the keyboard where work on the page begins."""
        if (field := first_field(self)) is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_address(self, words: list[str]) -> None:
        """Go to a place on the page, by the rest of its address."""

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh_later()
