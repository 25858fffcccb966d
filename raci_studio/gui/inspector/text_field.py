"""A text of the row: it grows with what is written in it."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from raci_studio.gui.matrix.columns import Column

MOST_LINES = 12  # a longer text scrolls inside


class TextField(QPlainTextEdit):
    """A text that is written back when the focus leaves it, on Ctrl+Enter, and on Enter where it is a short one.

    Esc gives up what was typed.
    """

    left = Signal()
    given_up = Signal()

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        self._fit()

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
            self._fit()

    def _fit(self) -> None:
        lines = max(1, int(self.document().documentLayout().documentSize().height()))
        if self.column.is_long:
            lines = max(lines, 2)
        height = min(lines, MOST_LINES) * self.fontMetrics().lineSpacing() + 10
        if height != self.height():
            self.setFixedHeight(height)

    # Qt

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not source.hasUrls() and super().canInsertFromMimeData(source)  # a dropped file is for the window

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

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
