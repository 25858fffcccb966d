"""What if people are away: which tasks stop, how much later the process ends, and which deputies undo most of it.

Somebody is away for good, or in stretches of working days counted from the start of the process. A task needs one of
its executors and one of those who answer for it, each with their deputies; it pauses while one of these has nobody
left, and stops where nobody comes back. What waits for a task that stops does too, unless it may take an alternative or
what the plan says happens instead. Everything else is done as early as what it waits for allows.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite

from raci_studio.analysis.dates import read_date
from raci_studio.analysis.levelling import Interval, together, worked_through
from raci_studio.analysis.metrics import Metrics
from raci_studio.core.document import Absence, PersonId
from raci_studio.core.scheme import RoleKind

FOR_GOOD: tuple[Interval, ...] = ((0.0, inf),)
MOST_DEPUTIES = 5
_CANDIDATES = 4  # tried for each person who is away
_LOOKED_AT = 8  # tasks by which they are ranked, spread over all
_TINY = 1e-6

Absences = Mapping[PersonId, Sequence[Interval]]
Needs = list[list[tuple[PersonId, ...]]]
"""Per task what it needs: groups of people any of whom will do."""


@dataclass(frozen=True, slots=True)
class Deputy:
    """A deputy worth naming: `frees` are tasks that no longer stop, `saves` by how many days the end comes back."""

    person: PersonId
    deputy: PersonId
    frees: tuple[int, ...]
    saves: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What happens. Tasks are indices in row order, times working days.

    `stopped` are the tasks that nobody can do any more, of the plan only; `own` those of them for want of people and
    not of what they wait for; `later` maps tasks that still happen to by how much later they finish, and `delay` is by
    how much the last of those does. `deputies` come in the order of what they undo, each on top of those before it.
    """

    stopped: tuple[int, ...]
    own: tuple[int, ...]
    later: Mapping[int, float]
    delay: float
    deputies: tuple[Deputy, ...] = ()


def away_between(metrics: Metrics, absences: Sequence[Absence]) -> tuple[Interval, ...]:
    """Return absences in working days from the start of the process; for good without any, or without a start."""
    days = metrics.timing.days
    if not absences or days is None:
        return FOR_GOOD
    read = ((read_date(absence.first), read_date(absence.last)) for absence in absences)
    known = [(float(days.time_of(first)), float(days.due_time(last))) for first, last in read if first and last]
    return tuple(together([[(max(0.0, first), end) for first, end in known if end > 0]]))


def what_if(metrics: Metrics, away: Absences, deputies: int = MOST_DEPUTIES) -> WhatIf:
    """Return what happens while people are away, and at most so many deputies that undo most of it."""
    needs = _needs(metrics, {})
    finish = _finishes(metrics, needs, away)
    found = _told(metrics, needs, away, finish)
    return WhatIf(found.stopped, found.own, found.later, found.delay, tuple(_deputies(metrics, away, found, deputies)))


def _needs(metrics: Metrics, named: Mapping[PersonId, tuple[PersonId, ...]]) -> Needs:
    """Return what each task needs; `named` are deputies besides those of the document."""

    def all_of(people: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
        more = (deputy for person in people for deputy in named.get(person, ()))
        return tuple(dict.fromkeys((*metrics.with_deputies(people), *more)))

    kinds = (RoleKind.DOES, RoleKind.ANSWERS)
    groups = ([metrics.people_of(task, kind) for kind in kinds] for task in metrics.tasks)
    return [[all_of(people) for people in of if people] for of in groups]


def _unmet(needs: Sequence[tuple[PersonId, ...]], away: Absences) -> list[Interval]:
    """Return when a task has nobody for one of its needs, in order and apart."""
    absent = []
    for people in needs:
        nobody = list(away.get(people[0], ()))
        for person in people[1:]:
            nobody = _both(nobody, away.get(person, ()))
        absent.append(nobody)
    return together(absent)


def _both(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return [(first, end) for first, end in pairs if first < end]


def _finishes(metrics: Metrics, needs: Needs, away: Absences) -> list[float]:
    """Return when each task finishes; infinity for one that never does."""
    graph, scenarios = metrics.graph, metrics.graph.scenarios
    finish = [0.0] * len(metrics.tasks)

    def ready(task: int) -> float:
        earliest = 0.0
        for group in graph.outer_groups[task]:
            ends = {u: finish[u] + graph.lags.get((u, task), 0.0) for u in group}
            planned = [end for u, end in ends.items() if u not in scenarios]
            best = min(planned, default=inf)
            # What happens instead of a task is taken only where the task itself never comes.
            earliest = max(earliest, best if isfinite(best) else min(ends.values()))
        return earliest

    for members in graph.by_component:
        at = max(map(ready, members))
        for task in members:
            at = finish[task] = worked_through(_unmet(needs[task], away), at, metrics.durations[task])[1]
    return finish


def _told(metrics: Metrics, needs: Needs, away: Absences, finish: Sequence[float]) -> WhatIf:
    plan = [task for task in range(len(metrics.tasks)) if task not in metrics.graph.scenarios]
    before = metrics.schedule.finish
    stopped = tuple(task for task in plan if not isfinite(finish[task]))
    own = tuple(task for task in stopped if any(end == inf for _first, end in _unmet(needs[task], away)))
    done = [task for task in plan if isfinite(finish[task])]
    later = {task: finish[task] - before[task] for task in done if finish[task] > before[task] + _TINY}
    # What still happens is compared with the end of the whole: it may end sooner, because less of it is left.
    delay = max((finish[task] for task in done), default=0.0) - metrics.schedule.end
    return WhatIf(stopped, own, later, max(0.0, delay))


def _deputies(metrics: Metrics, away: Absences, now: WhatIf, most: int) -> list[Deputy]:
    """Name the deputy that undoes most, and so on; tasks that stop count before days."""
    candidates = _candidates(metrics, away, now)
    chosen: list[Deputy] = []
    named: dict[PersonId, tuple[PersonId, ...]] = {}
    while candidates and len(chosen) < most and (now.stopped or now.delay > _TINY):
        tried: list[tuple[int, float, int, WhatIf]] = []
        for person, deputy in candidates:
            needs = _needs(metrics, {**named, person: (*named.get(person, ()), deputy)})
            then = _told(metrics, needs, away, _finishes(metrics, needs, away))
            tried.append((len(then.stopped), then.delay, len(tried), then))
        _count, _delay, place, then = min(tried, key=lambda one: one[:3])
        freed = tuple(task for task in now.stopped if task not in set(then.stopped))
        saved = max(0.0, now.delay - then.delay)
        if not freed and saved <= _TINY:
            break
        person, deputy = candidates.pop(place)
        chosen.append(Deputy(person, deputy, freed, saved))
        named[person] = (*named.get(person, ()), deputy)
        now = then
    return chosen


def _candidates(metrics: Metrics, away: Absences, now: WhatIf) -> list[tuple[PersonId, PersonId]]:
    """Return for everybody who is away those who rank best over the tasks that wait for them."""
    waiting = (*now.own, *now.later)
    kinds = (RoleKind.DOES, RoleKind.ANSWERS)
    found = []
    for person in away:
        own = [t for t in waiting if any(person in metrics.people_of(metrics.tasks[t], kind) for kind in kinds)]
        scores: Counter[PersonId] = Counter()
        for task in own[:: max(1, -(-len(own) // _LOOKED_AT))]:
            for one in metrics.substitutes.rank(metrics.tasks[task], person):
                scores[one.person] += one.score  # type: ignore[assignment]  # a counter of shares
        free = [deputy for deputy, _score in scores.most_common() if deputy not in away]
        found += [(person, deputy) for deputy in free[:_CANDIDATES]]
    return found
