"""Days lost: by how much the end of a process moves when somebody is away for a week.

The definition. T is the end of the earliest-start schedule. A person is away from the moment t = (b + ½)/20 · T of it,
b = 0…19 (the moments of the expected blocked share), for five working days. What only they can do or decide (their
gates: deputies and other executors are no gates) pauses meanwhile: a task that runs at t ends five days later, one that
would begin between t and t + 5 begins at t + 5. Everything else is done as early as what it waits for allows; of
alternatives the first to finish is enough. The days lost are the mean over the moments of the end that comes out, less
T. Whoever is no gate costs nothing. A lag below nothing (an overlap) is taken as keeping its length.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from raci_studio.analysis.blocking import BUCKETS
from raci_studio.analysis.graph import TaskGraph
from raci_studio.analysis.schedule import Schedule, ready

AWAY = 5.0
"""Working days of an absence: a week."""

_TINY = 1e-9


def has_alternatives(graph: TaskGraph) -> bool:
    """Tell whether some task waits for one of several."""
    return any(graph.either)


def days_lost(
    graph: TaskGraph, durations: Sequence[float], schedule: Schedule, gates: Sequence[int], alternatives: bool
) -> float:
    """Return the working days lost, 0…5, when whoever holds the `gates` (indices of tasks) is away for a week.

    `alternatives` is what `has_alternatives` says, asked once for all people.
    """
    moments = [(bucket + 0.5) / BUCKETS * schedule.end for bucket in range(BUCKETS)]
    delays: dict[int, dict[int, float]] = {}  # by moment
    for task in gates:
        if not alternatives and schedule.slack[task] >= AWAY:
            continue  # whatever delays it leaves the end alone
        soonest = bisect_left(moments, schedule.start[task] - AWAY)
        for bucket in range(soonest, bisect_left(moments, schedule.finish[task] + _TINY)):
            if (delay := _own_delay(schedule, task, moments[bucket])) > 0:
                delays.setdefault(bucket, {})[task] = delay
    # Without alternatives every time is a longest path: a delay comes to the end less the slack of its task, and of
    # several the largest counts, for the absence is over for all of them at once. With some that is the most it can be.
    lost = 0.0
    for of in delays.values():
        most = max(delay - schedule.slack[task] for task, delay in of.items())
        if most > 0:
            lost += _end(graph, durations, schedule, of) - schedule.end if alternatives else most
    return lost / BUCKETS


def _own_delay(schedule: Schedule, task: int, moment: float) -> float:
    """Return by how much the absence itself delays a gate that lies as scheduled."""
    start = schedule.start[task]
    if start >= moment:
        return max(0.0, moment + AWAY - start)
    return AWAY if schedule.finish[task] > moment else 0.0


def _end(graph: TaskGraph, durations: Sequence[float], schedule: Schedule, delays: Mapping[int, float]) -> float:
    """Return the end of the schedule with some tasks delayed, whatever else that moves."""
    finish = list(schedule.finish)
    for members in graph.by_component[min(graph.component[task] for task in delays) :]:
        earliest = max(ready(graph, finish, task) for task in members)
        for task in members:
            late = schedule.finish[task] + delays.get(task, 0.0)
            earliest = finish[task] = max(earliest + durations[task], late)
    return max(of for task, of in enumerate(finish) if task not in graph.scenarios)
