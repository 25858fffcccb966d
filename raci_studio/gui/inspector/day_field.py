"""A text of the row that may be a day: where it is, a calendar drops down from it (Alt+Down, or the button)."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QToolButton

from raci_studio.core.i18n import _
from raci_studio.gui.day_calendar import DayCalendar
from raci_studio.gui.inspector.text_field import TextField
from raci_studio.gui.matrix.columns import Column
from raci_studio.gui.matrix.days import Days
from raci_studio.gui.matrix.editors import drops_down


class DayField(TextField):
    """A text field; while it holds days, one that is chosen from the calendar is written at once."""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self._days: Days | None = None
        self.calendar: DayCalendar | None = None  # made when first asked for
        self.button = QToolButton(self)
        self.button.setText("▾")
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Alt+Down
        self.button.setCursor(Qt.CursorShape.ArrowCursor)
        self.button.clicked.connect(self.drop_calendar)
        self.show_days(None)

    def show_days(self, days: Days | None) -> None:
        """Offer the calendar, or not (None)."""
        self._days = days
        self.button.setVisible(days is not None)
        self.button.setToolTip(_("Choose a day from the calendar"))
        self.button.setAccessibleName(_("{field}: calendar").format(field=self.accessibleName()))
        self.setViewportMargins(0, 0, self.button.sizeHint().width() if days is not None else 0, 0)

    def drop_calendar(self) -> None:
        """Open the calendar at the day that stands in the field."""
        if self._days is None:
            return
        if self.calendar is None:
            self.calendar = DayCalendar(self)
            self.calendar.chosen.connect(self._take)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.calendar.drop(self._days.read(self.toPlainText()), self.accessibleName())

    def _take(self, day: date) -> None:
        if self._days is not None:
            whole = QTextCursor(self.document())
            whole.select(QTextCursor.SelectionType.Document)
            whole.insertText(self._days.write(day))  # as if typed: `setPlainText` would say that nothing was
            self.left.emit()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if drops_down(event) and self._days is not None:
            self.drop_calendar()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room, size = self.rect().adjusted(1, 1, -1, -1), self.button.sizeHint()
        self.button.setGeometry(
            room.right() - size.width() + 1, room.top(), size.width(), min(size.height(), room.height())
        )
