"""Editors of cells: a line with completion for short texts, a small page for long texts.

Both emit `committed` with where to go: "down", "up", "left", "right", "stay", or "all" for a text that is meant for
all selected cells. As in Excel, an arrow leaves a cell that was typed over, and moves the cursor in one opened by F2.
"""

from collections.abc import Callable, Iterable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QMouseEvent, QPainter, QPixmap, QPolygon, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QPlainTextEdit, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}


def way_out(event: QKeyEvent, *, typed_over: bool) -> str:
    """Return where a key leads out of an editor, "" where it belongs to the text."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in _ENTER:
        if modifiers & Qt.KeyboardModifier.AltModifier:
            return ""
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return "all"
        return "up" if modifiers & Qt.KeyboardModifier.ShiftModifier else "down"
    plain = modifiers == Qt.KeyboardModifier.NoModifier
    return _ARROWS.get(Qt.Key(event.key()), "") if typed_over and plain else ""


def drops_down(event: QKeyEvent) -> bool:
    """Tell whether a key opens what an editor has to choose from, as in Excel."""
    return event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


def add_arrow(line: QLineEdit, text: str, drop: Callable[[], None]) -> None:
    """Add an arrow at the right of a line that drops down what can be chosen; `text` says so."""
    drawn = QPixmap(16, 16)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(line.palette().text())
    painter.drawPolygon(QPolygon([QPoint(3, 6), QPoint(13, 6), QPoint(8, 11)]))
    painter.end()
    arrow = QAction(QIcon(drawn), text, line)
    arrow.triggered.connect(lambda: drop())
    line.addAction(arrow, QLineEdit.ActionPosition.TrailingPosition)


def fill_once(editor: QWidget, text: str) -> None:
    """Give an editor its text, once: a view asks again at each change, also of findings, and typing must survive."""
    if not editor.property(_FILLED):
        editor.setProperty(_FILLED, True)
        cast("CellEditor", editor).set_whole_text(text)


_FILLED = "filled"


class LineEditor(QLineEdit):
    """Edit one line; of `words` those that begin as the text does are offered."""

    committed = Signal(str)

    def __init__(self, parent: QWidget, words: Iterable[str] = ()) -> None:
        super().__init__(parent)
        self._typed_over = False
        self.setFrame(False)
        if known := sorted(set(words), key=str.casefold):
            completer = QCompleter(QStringListModel(known, self), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)

    def set_whole_text(self, text: str) -> None:
        """Put a text in and the cursor at its end."""
        self.setText(text)
        self.setCursorPosition(len(text))

    def begin(self, text: str) -> None:
        """Start with the first character typed."""
        self._typed_over = True
        self.set_whole_text(text)

    def whole_text(self) -> str:
        """Return what was typed."""
        return self.text()

    @property
    def is_listing(self) -> bool:
        """Tell whether the list of what may be meant is open: then its keys are not those of the matrix."""
        completer = self.completer()
        return completer is not None and cast(QAbstractItemView, completer.popup()).isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self._typed_over = not self._typed_over
        elif where := way_out(event, typed_over=self._typed_over and not self.is_listing):
            self.committed.emit(where)
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._typed_over = False
        super().mousePressEvent(event)


class PageEditor(QPlainTextEdit):
    """Edit a long text: Enter commits, Alt+Enter starts a new line, as in Excel."""

    committed = Signal(str)
    grown = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._typed_over = False
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(3)
        self.textChanged.connect(self.grown)

    def set_whole_text(self, text: str) -> None:
        """Put a text in and the cursor at its end."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def begin(self, text: str) -> None:
        """Start with the first character typed."""
        self._typed_over = True
        self.set_whole_text(text)

    def whole_text(self) -> str:
        """Return what was typed."""
        return self.toPlainText()

    def wanted_height(self) -> int:
        """Return the height that shows the whole text."""
        lines = self.document().documentLayout().documentSize().height()
        return int(lines * self.fontMetrics().lineSpacing()) + 8

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in (*_ENTER, Qt.Key.Key_F2):
            event.accept()  # Enter is ours, whatever the window's actions are
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self._typed_over = not self._typed_over
        elif where := way_out(event, typed_over=self._typed_over):
            self.committed.emit(where)
        elif event.key() in _ENTER:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._typed_over = False
        super().mousePressEvent(event)


CellEditor = LineEditor | PageEditor
