"""Who the process hangs on: blocked sets and expected blocked share.

Definitions are those of the reading checklist's measures. People are bits of Python ints, so one pass over
the tasks in topological order serves everybody at once: O((n + m) · P / 64).
"""

from collections.abc import Iterable, Sequence
from itertools import compress

from raci_studio.analysis.graph import TaskGraph
from raci_studio.analysis.schedule import Schedule

BUCKETS = 20
"""Moments of absence looked at, spread evenly over the schedule."""


def bits(mask: int) -> list[int]:
    """Return the positions of the bits that are set."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def gates(requirements: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return for each task the people who alone meet one of its requirements.

    `requirements[t]` are masks of people any of whom will do (executors with deputies, answerer with
    deputies). An empty mask is no requirement.
    """
    masks = []
    for of_task in requirements:
        alone = 0
        for mask in of_task:
            if mask and not mask & (mask - 1):
                alone |= mask
        masks.append(alone)
    return tuple(masks)


Components = Sequence[tuple[int, ...]]


def blockers(
    graph: TaskGraph,
    alone: Sequence[int],
    unfinished: Sequence[bool] | None = None,
    components: Components | None = None,
) -> tuple[int, ...]:
    """Return for each task the mask of people whose absence stops it, directly or through what it waits for.

    With `unfinished`, finished tasks need nobody and hold up nothing; their mask is 0; `components` may then be those
    alone that have an unfinished task, in topological order. The tasks of a cycle stop together.
    """
    blocked = [0] * len(graph.tasks)
    for members in graph.by_component if components is None else components:
        open_ = members if unfinished is None else [task for task in members if unfinished[task]]
        together = 0
        for task in open_:
            together |= alone[task]
            for group in graph.outer_groups[task]:
                # What is finished has the mask 0, so an alternative that is finished frees the task by itself.
                everywhere = blocked[group[0]]
                for alternative in group[1:]:
                    everywhere &= blocked[alternative]
                together |= everywhere
        for task in open_:
            blocked[task] = together
    return tuple(blocked)


def shares(masks: Iterable[int], weights: Sequence[float], people: int) -> list[float]:
    """Return for each person the weight of the tasks whose mask holds them, as a share of all weight."""
    total = sum(weights)
    if not total:
        return [0.0] * people
    by_weight: dict[float, list[int]] = {}
    for mask, weight in zip(masks, weights):
        by_weight.setdefault(weight, []).append(mask)
    held = [0.0] * people
    for weight, alike in by_weight.items():
        for power, plane in enumerate(_counted(alike)):
            for person in bits(plane):
                held[person] += weight * (1 << power)
    return [weight / total for weight in held]


def _counted(masks: Iterable[int]) -> list[int]:
    """Count everybody's masks at once: return planes, where bit p of plane k is bit k of the count of person p."""
    planes: list[int] = []
    for carry in masks:
        for power, plane in enumerate(planes):
            planes[power], carry = plane ^ carry, plane & carry
            if not carry:
                break
        if carry:
            planes.append(carry)
    return planes


def expected_blocked_shares(
    graph: TaskGraph, alone: Sequence[int], weights: Sequence[float], schedule: Schedule, people: int
) -> list[float]:
    """Return for each person the share of the remaining work that stops if they vanish at a random moment.

    The mean over `BUCKETS` moments of the schedule of (unfinished work blocked from then on) / (unfinished
    work). The plain blocked share over-accuses whoever works first.
    """
    sums = [0.0] * people
    if not schedule.end:
        return sums
    components: Components = graph.by_component
    for bucket in range(BUCKETS):
        moment = (bucket + 0.5) / BUCKETS * schedule.end
        unfinished = [finish > moment for finish in schedule.finish]
        components = [members for members in components if any(unfinished[task] for task in members)]
        open_weights = list(compress(weights, unfinished))
        masks = compress(blockers(graph, alone, unfinished, components), unfinished)
        for person, share in enumerate(shares(masks, open_weights, people)):
            sums[person] += share
    return [total / BUCKETS for total in sums]
