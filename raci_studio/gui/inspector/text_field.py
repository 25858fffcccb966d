"""A text of the row: it grows with what is written in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from raci_studio.gui.growing_text import GrowingText
from raci_studio.gui.matrix.columns import Column

MOST_LINES = 12  # a longer text scrolls inside


class TextField(GrowingText):
    """A text that is written back when the focus leaves it, on Ctrl+Enter, and on Enter where it is a short one.

    Esc gives up what was typed.
    """

    left = Signal()
    given_up = Signal()

    def __init__(self, column: Column) -> None:
        super().__init__(2 if column.is_long else 1, MOST_LINES)
        self.column = column

    @property
    def is_typed_in(self) -> bool:
        """Tell whether the user changed the text since it was shown."""
        return self.document().isModified()

    def show_text(self, text: str) -> None:
        """Show what the document holds; the cursor stays where the text is the same."""
        self.document().setModified(False)
        if self.toPlainText() != text:
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self.fit()

    # Qt

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own menu is no leaving
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (not self.column.is_long or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
