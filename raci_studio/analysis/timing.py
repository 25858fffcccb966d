"""What a document says about time: the start and promise of a process, deadlines that are dates, known durations."""

from datetime import date
from functools import cached_property

from raci_studio.analysis.calendar import WorkingDays, working_days_from
from raci_studio.analysis.dates import due_date, read_date
from raci_studio.analysis.deadline import Deadline, deadline_in, duration_days
from raci_studio.core.document import Process, Task


class Timing:
    """The times of one process; each is read when it is first asked for. Entries are by task, in row order."""

    def __init__(self, process: Process, tasks: tuple[Task, ...], country: str, unit: str = "") -> None:
        """`unit` is what numbers without one count, "" for working days."""
        self._process, self._tasks, self._country, self._unit = process, tasks, country, unit

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """What the deadline of each task says."""
        return tuple([deadline_in(task.deadline, self._unit) for task in self._tasks])

    @cached_property
    def known_days(self) -> tuple[float | None, ...]:
        """The duration of each task in working days, None where none is known."""
        return tuple([known_days(task, self._unit) for task in self._tasks])

    @cached_property
    def timed(self) -> bool:
        """Whether at least half of the tasks have a duration (our own judgement), so that their sums say something."""
        return 2 * sum(days is not None for days in self.known_days) >= len(self._tasks)

    @cached_property
    def days(self) -> WorkingDays | None:
        """The working days from the start of the process, None where its start is no date."""
        return working_days_from(self._country, self._process.start)

    @cached_property
    def due(self) -> tuple[date | None, ...]:
        """The day by which each task must be finished, None where its deadline is no date."""
        return tuple(due_date(task.deadline) for task in self._tasks)

    @cached_property
    def promise(self) -> float | None:
        """The promised end in working days from the start: a date where the start is one too, or a length of time."""
        day = read_date(self._process.promised_end)
        if day is None:
            return duration_days(self._process.promised_end)
        return None if self.days is None else float(self.days.due_time(day))


def known_days(task: Task, unit: str) -> float | None:
    """Return the duration of a task in working days, None where none is known; bare numbers count the unit."""
    # A deadline given as a length of time ("3 days") is the only duration many matrices have.
    days = duration_days(task.duration, unit)
    return deadline_in(task.deadline, unit).days if days is None else days
