"""Editors of cells: a line with completion for names and short texts, a small page for long texts."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QWidget


class LineEditor(QLineEdit):
    """Edit one line; `several` completes the name after the last comma, else the whole text."""

    committed = Signal()

    def __init__(self, parent: QWidget, words: Iterable[str], *, several: bool) -> None:
        super().__init__(parent)
        self._several = several
        self.setFrame(False)
        words = sorted(set(words), key=str.casefold)
        completer = QCompleter(QStringListModel(words, self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        if several:
            completer.setWidget(self)
            completer.activated[str].connect(self._insert_name)
            self.textEdited.connect(self._complete_name)
        elif words:
            self.setCompleter(completer)
        self._names = completer

    def set_whole_text(self, text: str) -> None:
        """Put a text in and the cursor at its end."""
        self.setText(text)
        self.setCursorPosition(len(text))

    def begin(self, text: str) -> None:
        """Start with the first character typed."""
        self.set_whole_text(text)
        if self._several:
            self._complete_name()

    def whole_text(self) -> str:
        """Return what was typed."""
        return self.text()

    def _start_of_name(self) -> int:
        before = self.text()[: self.cursorPosition()]
        return max(before.rfind(","), before.rfind(";")) + 1

    def _complete_name(self) -> None:
        prefix = self.text()[self._start_of_name() : self.cursorPosition()].strip()
        self._names.setFilterMode(Qt.MatchFlag.MatchStartsWith)
        self._names.setCompletionPrefix(prefix)
        begins = self._names.completionCount() > 0
        if not begins:
            self._names.setFilterMode(Qt.MatchFlag.MatchContains)
            self._names.setCompletionPrefix(prefix)
        if prefix and self._names.completionCount() and self._names.currentCompletion() != prefix:
            self._names.complete()
            # Enter takes the proposal only where the name begins so; a new name that is part of another stays.
            first = self._names.completionModel().index(0, 0)
            self._names.popup().setCurrentIndex(first if begins else QModelIndex())
        else:
            self._names.popup().hide()

    def _insert_name(self, name: str) -> None:
        start, rest = self._start_of_name(), self.text()[self.cursorPosition() :]
        head = self.text()[:start] + (" " if start else "") + name
        self.setText(head + rest)
        self.setCursorPosition(len(head))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.committed.emit()
            return
        super().keyPressEvent(event)


class PageEditor(QPlainTextEdit):
    """Edit a long text: Enter commits, Alt+Enter or Shift+Enter starts a new line, as in Excel."""

    committed = Signal()
    grown = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
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
        self.set_whole_text(text)

    def whole_text(self) -> str:
        """Return what was typed."""
        return self.toPlainText()

    def wanted_height(self) -> int:
        """Return the height that shows the whole text."""
        lines = self.document().documentLayout().documentSize().height()
        return int(lines * self.fontMetrics().lineSpacing()) + 8

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_override and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # Enter is ours, whatever the window's actions are
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier):
                self.insertPlainText("\n")
            else:
                self.committed.emit()
            return
        super().keyPressEvent(event)


CellEditor = LineEditor | PageEditor
