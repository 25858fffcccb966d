"""Working days: which days of a country are worked on, and the numbers of days from the start of a process.

Times of a schedule are working days since its start: 0.0 is the morning of the first one, 1.0 its evening and the
morning of the second alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from raci_studio.analysis.dates import EARLIEST, LATEST, read_date

_DAY = timedelta(days=1)


def is_working_day(country: str, day: date) -> bool:
    """Tell whether a day is worked on in a country (ISO 3166); without one, Monday to Friday are."""
    before = _worked_before(country, day.year)
    nth = day.timetuple().tm_yday - 1
    return before[nth + 1] > before[nth]


def working_days_between(country: str, first: date, end: date) -> int:
    """Return how many working days lie in [first, end); negative where the end comes before the first."""
    if end < first:
        return -working_days_between(country, end, first)
    years = sum(_worked_before(country, year)[-1] for year in range(first.year, end.year))
    return years + _worked_of_year(country, end) - _worked_of_year(country, first)


def _worked_of_year(country: str, day: date) -> int:
    return _worked_before(country, day.year)[day.timetuple().tm_yday - 1]


@lru_cache(maxsize=512)
def _worked_before(country: str, year: int) -> tuple[int, ...]:
    """Return for each day of a year, and the day after it, how many days of the year before it are worked on."""
    first = date(year, 1, 1)
    days = [first + nth * _DAY for nth in range((date(year, 12, 31) - first).days + 1)]
    return tuple(accumulate(_worked(country, days), initial=0))


def _worked(country: str, days: list[date]) -> Iterator[bool]:
    if country:
        import holidays  # a tenth of a second: only for whoever has dates and a country

        try:
            known = holidays.country_holidays(country, years=days[0].year)
        except NotImplementedError:  # a country that the library does not know, or no longer
            pass
        else:
            yield from map(known.is_working_day, days)
            return
    for day in days:
        yield day.weekday() < 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of a country, numbered from the start of a process.

    `start` need not be a working day itself; day 0 is the first one from there on.
    """

    country: str
    start: date

    def time_of(self, day: date) -> int:
        """Return the time at which a day begins: how many working days come before it; negative before the start."""
        return working_days_between(self.country, self.start, day)

    def due_time(self, day: date) -> int:
        """Return the time by which whatever is due on a day must be finished: its evening."""
        return self.time_of(day + _DAY)

    def date_of(self, number: int) -> date | None:
        """Return the date of a working day by its number from 0; None where it lies beyond the calendar."""
        wanted = working_days_between(self.country, date(self.start.year, 1, 1), self.start) + number
        year = self.start.year
        while wanted >= (worked := _worked_before(self.country, year)[-1]) or wanted < 0:
            year += 1 if wanted >= 0 else -1
            if not EARLIEST.year <= year <= LATEST.year:
                return None
            wanted += -worked if wanted >= 0 else _worked_before(self.country, year)[-1]
        # The day after which one more day is worked than before it.
        nth = next(n for n, before in enumerate(_worked_before(self.country, year)) if before > wanted) - 1
        return date(year, 1, 1) + nth * _DAY

    def is_working(self, day: date) -> bool:
        """Tell whether a day is worked on."""
        return is_working_day(self.country, day)


def working_days_from(country: str, start: str) -> WorkingDays | None:
    """Return the working days from a start as it was typed, None where it names no day."""
    first = read_date(start)
    return None if first is None else WorkingDays(country, first)
