"""What each person does when: how many tasks at the same time, over the days of a schedule."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from raci_studio.analysis.calendar import WorkingDays
from raci_studio.analysis.dates import LATEST
from raci_studio.analysis.schedule import Schedule

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, in working days from the start, on which a person has the same number of tasks."""

    start: float
    finish: float
    tasks: int


def stretches(intervals: Iterable[tuple[float, float]]) -> tuple[Stretch, ...]:
    """Return how many of the intervals [start, finish) are open over time, without the times when none is."""
    return _stretches(tuple(intervals))


@lru_cache(maxsize=4096)  # an edit changes those of one or two people
def _stretches(intervals: tuple[tuple[float, float], ...]) -> tuple[Stretch, ...]:
    changes: dict[float, int] = {}
    for start, finish in intervals:
        if finish - start > _TINY:
            changes[start] = changes.get(start, 0) + 1
            changes[finish] = changes.get(finish, 0) - 1
    found: list[Stretch] = []
    count, since = 0, 0.0
    for moment in sorted(changes):
        change = changes[moment]
        # Sums of decimal fractions differ in the last bits: what ends there does not overlap what begins there.
        if count and moment - since > _TINY:
            found.append(Stretch(since, moment, count))
        count, since = count + change, moment
    return tuple(found)


def peak(of: Sequence[Stretch]) -> Stretch | None:
    """Return the first of the stretches with most tasks, None where there are none."""
    return max(of, key=lambda stretch: (stretch.tasks, -stretch.start), default=None)


def load_between(of: Sequence[Stretch], first: float, end: float) -> float:
    """Return the work of a person in [first, end) in person-days: two tasks over a whole day are 2.0."""
    return sum(
        stretch.tasks * (min(stretch.finish, end) - max(stretch.start, first))
        for stretch in of
        if stretch.start < end and stretch.finish > first
    )


def load_by_day(of: Sequence[Stretch]) -> dict[int, float]:
    """Return the work of a person on each working day, in person-days, by its number from 0; idle ones are left out."""
    days: dict[int, float] = {}
    for stretch in of:
        day = int(stretch.start)
        while day < stretch.finish:
            part = min(stretch.finish, day + 1) - max(stretch.start, day)
            if part > _TINY:
                days[day] = days.get(day, 0.0) + stretch.tasks * part
            day += 1
    return days


def week_starts(days: WorkingDays, end: float) -> tuple[int, ...]:
    """Return the times at which the weeks of a schedule begin, and the one after its end, by Mondays.

    The first may lie before the start. Weeks beyond the calendar are left out.
    """
    monday = days.start - timedelta(days=days.start.weekday())
    found = [days.time_of(monday)]
    while found[-1] < end and monday < LATEST - timedelta(weeks=1):
        monday += timedelta(weeks=1)
        found.append(days.time_of(monday))
    return tuple(found)


def week_needs(
    crews: Sequence[Sequence[int]], schedule: Schedule, weeks: Sequence[int], people: int
) -> tuple[dict[int, float], ...]:
    """Return for each person 0…people-1 how many working days of work each week holds, by its index in `weeks`.

    A task is its length in days, shared among its crew.
    """
    needs: tuple[dict[int, float], ...] = tuple({} for _ in range(people))
    for crew, start, finish in zip(crews, schedule.start, schedule.finish):
        week = max(0, bisect_right(weeks, start) - 1)
        while crew and week + 1 < len(weeks) and weeks[week] < finish:
            work = (min(finish, weeks[week + 1]) - max(start, weeks[week])) / len(crew)
            for person in crew if work > 0 else ():
                needs[person][week] = needs[person].get(week, 0.0) + work
            week += 1
    return needs


def gini(amounts: Iterable[float]) -> float:
    """Return how unevenly amounts (none below 0, not all 0) are shared: 0 all alike … nearly 1 all with one."""
    ranked = sorted(amounts)
    count, total = len(ranked), sum(ranked)
    return sum((2 * rank - count - 1) * amount for rank, amount in enumerate(ranked, 1)) / (count * total)
