"""The editor of a cell that holds a day: a line to type in, and a calendar below it (Alt+Down, or the arrow)."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from raci_studio.core.i18n import _
from raci_studio.gui.day_calendar import DayCalendar
from raci_studio.gui.matrix.days import Days
from raci_studio.gui.matrix.editors import LineEditor, add_arrow, drops_down


class DayEditor(LineEditor):
    """Type a day, or choose it: then it is written at once, and the cell stays the current one."""

    def __init__(self, parent: QWidget, words: Iterable[str], days: Days) -> None:
        super().__init__(parent, words)
        self._days = days
        self.calendar: DayCalendar | None = None  # made when first asked for: it takes longer than the line
        add_arrow(self, _("Choose a day from the calendar"), self.drop_calendar)

    def drop_calendar(self) -> None:
        """Open the calendar at the day that stands in the line."""
        if self.calendar is None:
            self.calendar = DayCalendar(self)
            self.calendar.chosen.connect(self._take)
        self.calendar.drop(self._days.read(self.text()), self.accessibleName())

    def _take(self, day: date) -> None:
        self.set_whole_text(self._days.write(day))
        self.committed.emit("stay")

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if drops_down(event):
            self.drop_calendar()
        else:
            super().keyPressEvent(event)
