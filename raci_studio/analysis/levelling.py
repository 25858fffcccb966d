"""The levelled estimate: the schedule when each person does one task at a time.

Serial schedule generation: of the tasks whose predecessors are laid, the one that must be finished first (by the
earliest-start schedule) is laid next, as early as it fits between what its people already do. It is an estimate, not
the shortest plan there is: that one takes too long to find.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from operator import add

from raci_studio.analysis.calendar import WorkingDays
from raci_studio.analysis.dates import read_date
from raci_studio.analysis.graph import TaskGraph
from raci_studio.analysis.schedule import Schedule, ready
from raci_studio.core.document import Person
from raci_studio.core.progress import with_reports

Interval = tuple[float, float]
FULL_DAY = 8.0  # hours
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Worker:
    """How a person can work: `hours_per_day` of a day of eight, not in the `absences` (working days, in order, apart).

    `alone` is False for a group, which does any number of tasks at a time.
    """

    hours_per_day: float = FULL_DAY
    absences: tuple[Interval, ...] = ()
    alone: bool = True

    @property
    def pace(self) -> float:
        """Return which part of a day's work the person does in a day: at most all of it; all where none was given."""
        return min(1.0, self.hours_per_day / FULL_DAY) if self.hours_per_day > 0 else 1.0

    def capacity(self, first: float, end: float) -> float:
        """Return how many days' work the person can do in [first, end)."""
        away = sum(max(0.0, min(end, until) - max(first, since)) for since, until in self.absences)
        return self.pace * (end - first - away)


@dataclass(frozen=True, slots=True)
class Levelled:
    """Times of each task by index, in working days, and the end.

    `waited` is by how much each person held up their tasks, all together: by what else they did, by absences, by
    short days.
    """

    start: tuple[float, ...]
    finish: tuple[float, ...]
    end: float
    waited: tuple[float, ...]


def workers_of(people: Iterable[Person], days: WorkingDays | None) -> tuple[Worker, ...]:
    """Return how people can work; their absences count where the start of the process is known."""
    return tuple(Worker(person.hours_per_day, _absences(person, days), not person.group) for person in people)


def _absences(person: Person, days: WorkingDays | None) -> tuple[Interval, ...]:
    if days is None:
        return ()
    read = ((read_date(absence.first), read_date(absence.last)) for absence in person.absences)
    known = [(float(days.time_of(first)), float(days.due_time(last))) for first, last in read if first and last]
    return tuple(together([[(max(0.0, first), end) for first, end in known if end > 0]]))


def level(
    graph: TaskGraph,
    durations: Sequence[float],
    crews: Sequence[Sequence[int]],
    workers: Sequence[Worker],
    schedule: Schedule,
) -> Levelled:
    """Lay the tasks so that nobody does two at a time.

    A task takes all of its crew (indices of `workers`) from its start to its finish, at the pace of the slowest; it
    pauses while one of them is absent and never begins then. Of alternatives all are laid, for nobody knows which will
    be taken, and the first to finish is enough. The tasks of a cycle are laid one after another in row order.
    """
    return _Levelling(graph, durations, crews, workers).run(schedule)


class _Levelling:
    """The state of one run: what is laid, and when each person is busy."""

    def __init__(
        self,
        graph: TaskGraph,
        durations: Sequence[float],
        crews: Sequence[Sequence[int]],
        workers: Sequence[Worker],
    ) -> None:
        self._graph, self._durations, self._crews, self._workers = graph, durations, crews, workers
        self._start = [0.0] * len(durations)
        self._finish = [0.0] * len(durations)
        # What each person does is apart, so that both lists are in the same order.
        self._begun: list[list[float]] = [[] for _ in workers]
        self._done: list[list[float]] = [[] for _ in workers]
        self._waited = [0.0] * len(workers)
        self._pace = [worker.pace for worker in workers]
        # Most documents name no absence and no short day: then neither is asked about for every task.
        self._are_plain = not any(worker.absences for worker in workers) and all(pace == 1.0 for pace in self._pace)

    def run(self, schedule: Schedule) -> Levelled:
        components, followers = self._graph.by_component, self._graph.followers
        left = [0] * len(components)
        for of in followers:
            for follower in of:
                left[follower] += 1
        latest = list(map(add, schedule.finish, schedule.slack))
        urgency = [latest[of[0]] if len(of) == 1 else min(latest[task] for task in of) for of in components]
        queue = [(urgency[number], number) for number, count in enumerate(left) if not count]
        heapify(queue)
        for _component in with_reports(components):  # each is laid once
            _urgency, number = heappop(queue)
            self._lay(components[number])
            for follower in followers[number]:
                left[follower] -= 1
                if not left[follower]:
                    heappush(queue, (urgency[follower], follower))
        end = max((of for task, of in enumerate(self._finish) if task not in self._graph.scenarios), default=0.0)
        return Levelled(tuple(self._start), tuple(self._finish), end, tuple(self._waited))

    def _lay(self, members: Sequence[int]) -> None:
        graph, finish = self._graph, self._finish
        earliest = ready(graph, finish, members[0])
        for task in members[1:]:
            earliest = max(earliest, ready(graph, finish, task))
        for task in members:
            crew = self._crews[task]
            lay = self._lay_alone if len(crew) == 1 and self._are_plain else self._lay_together
            earliest = lay(task, crew, earliest)

    def _lay_alone(self, task: int, crew: Sequence[int], earliest: float) -> float:
        """Lay a task of one person who has neither absences nor short days, as most are: what is below in short."""
        (person,), work, begins = crew, self._durations[task], earliest
        begun, done = self._begun[person], self._done[person]
        place = bisect_left(begun, begins + work - _TINY)
        while place and done[place - 1] > begins + _TINY:
            begins = done[place - 1]
            place = bisect_left(begun, begins + work - _TINY)
        ends = begins + work
        self._waited[person] += ends - (earliest + work)
        if ends - begins > _TINY and self._workers[person].alone:
            begun.insert(place, begins)
            done.insert(place, ends)
        self._start[task], self._finish[task] = begins, ends
        return ends

    def _lay_together(self, task: int, crew: Sequence[int], earliest: float) -> float:
        begins, ends = self._fitting(task, crew, earliest)
        unhindered = earliest + self._durations[task]
        for person in crew if ends > unhindered else ():
            alone = ends if len(crew) == 1 else self._fitting(task, [person], earliest)[1]
            self._waited[person] += alone - unhindered
        for person in crew:
            if ends - begins > _TINY and self._workers[person].alone:
                insort(self._begun[person], begins)
                insort(self._done[person], ends)
        self._start[task], self._finish[task] = begins, ends
        return ends

    def _fitting(self, task: int, crew: Sequence[int], earliest: float) -> Interval:
        """Return when the task could be done by these people, from `earliest` on."""
        work, away = self._durations[task], []
        if not self._are_plain:
            work /= min([self._pace[person] for person in crew], default=1.0)
            away = together([of for person in crew if (of := self._workers[person].absences)])
        while True:
            begins, ends = worked_through(away, earliest, work) if away else (earliest, earliest + work)
            # Until when somebody does something else; a task that takes no time is done between two others.
            free = taken = begins + _TINY
            for person in crew:
                last = bisect_left(self._begun[person], ends - _TINY) - 1
                if last >= 0 and self._done[person][last] > taken:
                    taken = self._done[person][last]
            if taken == free:
                return begins, ends
            earliest = taken


def together(absences: Sequence[Sequence[Interval]]) -> list[Interval]:
    """Return when at least one of several is absent, in order and apart."""
    merged: list[Interval] = []
    for first, end in sorted(interval for of in absences for interval in of):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > first:
            merged.append((first, end))
    return merged


def worked_through(away: Sequence[Interval], start: float, work: float) -> Interval:
    """Return when some work begins and ends that can begin at `start` and pauses during absences."""
    begins, done_until = start, start
    for first, end in away:
        if end <= done_until:
            continue
        if first <= begins + _TINY:  # absent when it would begin
            begins = done_until = end
        elif first < done_until + work - _TINY:
            work -= first - done_until
            done_until = end
        else:
            break
    return begins, done_until + work
