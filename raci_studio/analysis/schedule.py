"""The earliest-start schedule and the slack of a task graph, in working days from its start.

Forward and backward pass of the critical path method. Of alternatives the earliest to finish is enough.
The tasks of a cycle are laid one after another in row order, until the cycle is broken.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from raci_studio.analysis.graph import TaskGraph

# Sums of decimal fractions of a day differ in the last bits; anything below this is no slack.
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Schedule:
    """Times of each task by index, in working days; `end` is the end of the whole.

    `slack` is by how much a task may be late without moving the end, if nothing else is. Where it feeds alternatives,
    the one that is finished first is held to be needed, so that the slack may in truth be larger. What happens instead
    of a task of the plan has infinite slack.
    """

    start: tuple[float, ...]
    finish: tuple[float, ...]
    slack: tuple[float, ...]
    end: float

    def critical(self, task: int) -> bool:
        """Tell whether a delay of the task delays the end."""
        return self.slack[task] <= _TINY


def planned(graph: TaskGraph) -> TaskGraph:
    """Return the graph as it is planned: for rows that say what happens instead of a task nothing waits."""
    if not graph.scenarios:
        return graph

    def of_the_plan(group: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(u for u in group if u not in graph.scenarios) or group

    return replace(graph, groups=tuple(tuple(map(of_the_plan, groups)) for groups in graph.groups))


def earliest_schedule(graph: TaskGraph, durations: Sequence[float]) -> Schedule:
    """Lay each task of a planned graph as early as its predecessors allow; `durations` are in working days.

    What happens instead of a task is laid too, but is not part of the whole: it moves no end.
    """
    count = len(graph.tasks)
    start, finish = [0.0] * count, [0.0] * count
    components = graph.by_component
    for members in components:
        earliest = ready(graph, finish, members[0])
        for task in members[1:]:
            earliest = max(earliest, ready(graph, finish, task))
        for task in members:
            start[task] = earliest
            earliest = finish[task] = earliest + durations[task]
    end = max((of for task, of in enumerate(finish) if task not in graph.scenarios), default=0.0)
    latest = _latest_finishes(graph, durations, finish, end)
    slack = [max(0.0, late - early) for late, early in zip(latest, finish)]
    for task in graph.scenarios:
        slack[task] = math.inf
    return Schedule(tuple(start), tuple(finish), tuple(slack), end)


def ready(graph: TaskGraph, finish: Sequence[float], task: int) -> float:
    """Return when a task may begin, given when those before it finish; what is in a cycle with it is left out."""
    earliest, lags = 0.0, graph.lags  # an overlap (a lag below nothing) begins nothing before the process
    for before in graph.needed[task]:
        since = finish[before] + lags.get((before, task), 0.0) if lags else finish[before]
        if since > earliest:
            earliest = since
    for group in graph.either[task]:
        earliest = max(earliest, min([finish[u] + lags.get((u, task), 0.0) for u in group]))
    return earliest


def _latest_finishes(graph: TaskGraph, durations: Sequence[float], finish: Sequence[float], end: float) -> list[float]:
    """Return how late each task may finish without moving the end."""
    latest, lags = [end] * len(graph.tasks), graph.lags
    for members in reversed(graph.by_component):
        # The tasks of a cycle run in row, so each must leave room for the next.
        limit = end
        for task in reversed(members):
            limit = latest[task] = min(latest[task], limit)
            limit -= durations[task]
        for task in members:
            carriers = graph.needed[task]
            if graph.either[task]:  # only the alternative that is finished first carries the task
                first = [min(group, key=lambda u: finish[u] + lags.get((u, task), 0.0)) for group in graph.either[task]]
                carriers = (*carriers, *first)
            for before in carriers:
                until = limit - lags.get((before, task), 0.0) if lags else limit
                if until < latest[before]:
                    latest[before] = until
    return latest
