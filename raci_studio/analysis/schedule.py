"""The earliest-start schedule and the slack of a task graph, in working days from its start.

Forward and backward pass of the critical path method. Of alternatives the earliest to finish is enough.
The tasks of a cycle are laid one after another in row order, until the cycle is broken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from raci_studio.analysis.graph import TaskGraph

# Sums of decimal fractions of a day differ in the last bits; anything below this is no slack.
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Schedule:
    """Times of each task by index, in working days; `end` is the end of the whole."""

    start: tuple[float, ...]
    finish: tuple[float, ...]
    slack: tuple[float, ...]
    end: float

    def critical(self, task: int) -> bool:
        """Tell whether a delay of the task delays the end."""
        return self.slack[task] <= _TINY


def earliest_schedule(graph: TaskGraph, durations: Sequence[float]) -> Schedule:
    """Lay each task as early as its predecessors allow; `durations` are in working days."""
    count = len(graph.tasks)
    start, finish = [0.0] * count, [0.0] * count
    components = graph.by_component
    for members in components:
        ready = max((_ready(graph, finish, task) for task in members), default=0.0)
        for task in members:
            start[task] = ready
            ready = finish[task] = ready + durations[task]
    end = max(finish, default=0.0)
    latest = _latest_finishes(graph, durations, finish, end)
    slack = tuple(max(0.0, late - early) for late, early in zip(latest, finish))
    return Schedule(tuple(start), tuple(finish), slack, end)


def _ready(graph: TaskGraph, finish: Sequence[float], task: int) -> float:
    groups = graph.outer_groups[task]
    return max((min(finish[u] + graph.lags.get((u, task), 0.0) for u in group) for group in groups), default=0.0)


def _latest_finishes(graph: TaskGraph, durations: Sequence[float], finish: Sequence[float], end: float) -> list[float]:
    """Return how late each task may finish without moving the end."""
    latest = [end] * len(graph.tasks)
    for members in reversed(graph.by_component):
        # The cycle's tasks run in row, so the last one's limit holds for the row as a whole.
        limit = min(latest[task] for task in members)
        for task in reversed(members):
            latest[task] = limit
            limit -= durations[task]
        for task in members:
            for group in graph.outer_groups[task]:
                # Only the alternative that is finished first carries the task.
                carrier = min(group, key=lambda u: finish[u] + graph.lags.get((u, task), 0.0))
                latest[carrier] = min(latest[carrier], limit - graph.lags.get((carrier, task), 0.0))
    return latest
