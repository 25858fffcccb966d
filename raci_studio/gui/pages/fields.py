"""Fields of pages: a line and a text that are written when they are left, and a line for a day with a calendar."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QDate, QEvent, QLocale, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCalendarWidget,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from raci_studio.core.i18n import _
from raci_studio.gui.growing_text import GrowingText

_MOST_LINES = 8  # a longer text scrolls inside


class LineField(QLineEdit):
    """One line of text: `left` says that it is to be written, on Enter and when the focus goes. Esc gives it up."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = ""
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not written yet."""
        return self.isModified() and self.text() != self._held

    def offer(self, words: Iterable[str]) -> None:
        """Complete these words."""
        self._words.setStringList(sorted(set(filter(None, words)), key=str.casefold))

    def show_text(self, text: str) -> None:
        """Show what the document holds; what is being typed over it is given up."""
        self._held = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)

    # Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_for_window(event, self.is_changed):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.is_changed:  # its own list is no leaving
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_changed:
            self.show_text(self._held)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            cast(QAbstractItemView, self.completer().popup()).hide()
            if self.is_changed:
                self.left.emit()
        else:
            super().keyPressEvent(event)


class TextField(GrowingText):
    """Several lines of text: `left` says that it is to be written, on Ctrl+Enter and when the focus goes."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(2, _MOST_LINES, parent)
        self._held = ""

    def text(self) -> str:
        """Return what stands there."""
        return self.toPlainText()

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not written yet."""
        # Qt changes some blanks of a text that it merely shows, so a difference alone says nothing.
        return self.document().isModified() and self.toPlainText() != self._held

    def show_text(self, text: str) -> None:
        """Show what the document holds; what is being typed over it is given up."""
        self._held = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self.document().setModified(False)

    # Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_for_window(event, self.is_changed):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.is_changed:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.is_changed:
            self.show_text(self._held)
        else:
            super().keyPressEvent(event)


def _is_for_window(event: QEvent, is_changed: bool) -> bool:
    """Tell whether a key takes back the last edit of the document: where nothing is typed there is nothing else to."""
    undoes = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return isinstance(event, QKeyEvent) and not is_changed and any(map(event.matches, undoes))


class DayField(QWidget):
    """A line for a day, with a calendar beside it; any other text is possible too ("after the holidays")."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line, self.button = LineField(), QToolButton()
        self.line.left.connect(self.left)
        self.calendar: QCalendarWidget | None = None
        self._menu = QMenu(self.button)
        self._menu.aboutToShow.connect(self._show_calendar)
        self.button.setText("▾")
        self.button.setMenu(self._menu)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """Return what stands there."""
        return self.line.text()

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not written yet."""
        return self.line.is_changed

    def show_text(self, text: str) -> None:
        """Show what the document holds."""
        self.line.show_text(text)

    def setReadOnly(self, read_only: bool) -> None:
        """Let nothing be typed or chosen."""
        self.line.setReadOnly(read_only)
        self.button.setEnabled(not read_only)

    def name(self, title: str) -> None:
        """Name the parts for screen readers."""
        self.line.setAccessibleName(title)
        self.button.setAccessibleName(_("{field}: calendar").format(field=title))
        self.button.setToolTip(_("Choose a day from the calendar"))

    def _show_calendar(self) -> None:
        from raci_studio.analysis.dates import read_date

        if self.calendar is None:  # made when first asked for: it takes longer than all other fields together
            self.calendar = QCalendarWidget()
            self.calendar.clicked.connect(self._take)
            self.calendar.activated.connect(self._take)
            holder = QWidgetAction(self._menu)
            holder.setDefaultWidget(self.calendar)
            self._menu.addAction(holder)
        self.calendar.setLocale(QLocale())
        self.calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        day = read_date(self.text())
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())

    def _take(self, day: QDate) -> None:
        self._menu.hide()
        text = day_text(day)
        if text != self.text():
            self.line.setText(text)
            self.line.setModified(True)
            self.left.emit()


def day_text(day: QDate) -> str:
    """Return a day as it is written into the document: as Russians write it, else year first, which nobody misreads."""
    is_russian = QLocale().language() == QLocale.Language.Russian
    return day.toString("dd.MM.yyyy") if is_russian else day.toString(Qt.DateFormat.ISODate)
