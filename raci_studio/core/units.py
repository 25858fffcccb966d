"""What lengths of time are counted in, and what the units are called beside a column's title."""

from enum import StrEnum

from raci_studio.core.i18n import N_, _


class Unit(StrEnum):
    """What a length of time is counted in; a plain `DAY` is of an unstated kind, working or calendar."""

    MINUTE = "minute"
    HOUR = "hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


UNIT_TITLES = {
    Unit.MINUTE: N_("minutes"), Unit.HOUR: N_("hours"), Unit.WORKING_DAY: N_("working days"),
    Unit.CALENDAR_DAY: N_("calendar days"), Unit.DAY: N_("days"), Unit.WEEK: N_("weeks"), Unit.MONTH: N_("months"),
}  # fmt: skip
"""What numbers without a unit may count, by the user's choice or the header of a client's column."""


def with_unit(title: str, unit: str) -> str:
    """Return the title of a column of numbers with what they count: "Duration (hours)"; "" is not said."""
    return f"{title} ({_(UNIT_TITLES[Unit(unit)])})" if unit in UNIT_TITLES else title
