"""A calendar that drops down from a field: arrows, Page up and down and Enter choose a day, Esc closes it."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QTableView, QToolButton, QVBoxLayout, QWidget

from raci_studio.core.i18n import N_, _

_PARTS = {
    "qt_calendar_prevmonth": N_("Previous month"),
    "qt_calendar_nextmonth": N_("Next month"),
    "qt_calendar_monthbutton": N_("Month"),
    "qt_calendar_yearbutton": N_("Year"),
}
"""The buttons above the days, by the names that Qt gave them."""


class DayCalendar(QFrame):
    """Drop down from `field`, whose child it is: a cell being edited stays open. `chosen` says which day it is to be.

    Weeks begin as the locale of the program has it.
    """

    chosen = Signal(object)  # a date

    def __init__(self, field: QWidget) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self._field = field
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setDateEditEnabled(False)  # typing is for the field
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        self.calendar.currentPageChanged.connect(self._name_parts)
        days = self.calendar.findChild(QTableView)
        assert days is not None
        self.days = days
        self.setFocusProxy(self.days)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(self.calendar)

    def drop(self, day: date | None, title: str) -> None:
        """Open below the field with a day marked, today where there is none; `title` names the field."""
        calendar, locale = self.calendar, QLocale()
        calendar.setLocale(locale)
        calendar.setFirstDayOfWeek(locale.firstDayOfWeek())
        for weekday in Qt.DayOfWeek:  # Qt's red says nothing here, and is hard to read on a dark page
            calendar.setWeekdayTextFormat(weekday, QTextCharFormat())
        calendar.setSelectedDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        self.setAccessibleName(_("{field}: calendar").format(field=title))
        calendar.setAccessibleName(self.accessibleName())
        self.days.setAccessibleName(self.accessibleName())
        self._name_parts()
        self.move(self._place())
        self.days.setFocus(Qt.FocusReason.PopupFocusReason)
        self.show()

    def _name_parts(self) -> None:
        """Name the buttons; month and year say which they are."""
        for button in self.calendar.findChildren(QToolButton):
            what = _(_PARTS[button.objectName()]) if button.objectName() in _PARTS else ""
            button.setAccessibleName(f"{what}: {button.text()}" if button.text() else what)
            button.setToolTip(what)

    def _place(self) -> QPoint:
        """Return where it stands: below the field, above it where there is no room, always on the screen."""
        self.adjustSize()
        size, room = self.size(), self._field.screen().availableGeometry()
        at = QRect(self._field.mapToGlobal(QPoint()), self._field.size())
        below = at.bottom() + 1
        top = below if below + size.height() <= room.bottom() else at.top() - size.height()
        left, lowest = min(at.left(), room.right() + 1 - size.width()), room.bottom() + 1 - size.height()
        return QPoint(max(left, room.left()), max(min(top, lowest), room.top()))

    def _take(self, day: QDate) -> None:
        if self.isVisible():  # Qt says of a click twice that a day was chosen
            self.close()
            self.chosen.emit(date(day.year(), day.month(), day.day()))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
