"""Who the process hangs on: blocked sets and expected blocked share.

Definitions are those of the reading checklist's measures. People are bits of Python ints, so one pass over
the tasks in topological order serves everybody at once: O((n + m) · P / 64).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

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


def blockers(graph: TaskGraph, alone: Sequence[int], within: Sequence[int] | None = None) -> tuple[int, ...]:
    """Return for each task the mask of people whose absence stops it, directly or through what it waits for.

    With `within`, only the bits of a task's own mask there can stop it. The tasks of a cycle stop together.
    """
    blocked = [0] * len(graph.tasks)
    for stage in graph.stages:
        together = 0
        for task, needed, either in stage:
            own = alone[task]
            for before in needed:
                own |= blocked[before]
            for group in either:
                everywhere = -1  # all bits
                for alternative in group:
                    everywhere &= blocked[alternative]
                own |= everywhere
            together |= own & within[task] if within else own
        for task, _needed, _either in stage:
            blocked[task] = together & within[task] if within else together
    return tuple(blocked)


def shares(masks: Iterable[int], weights: Sequence[float], people: int) -> list[float]:
    """Return for each person the weight of the tasks whose mask holds them, as a share of all weight."""
    total = sum(weights)
    return [held / total for held in _held(masks, weights, people)] if total else [0.0] * people


def _held(masks: Iterable[int], weights: Sequence[float], size: int) -> list[float]:
    """Return for each of `size` bits the weight of the masks that have it."""
    by_weight: dict[float, list[int]] = {}
    for mask, weight in zip(masks, weights):
        by_weight.setdefault(weight, []).append(mask)
    held = [0.0] * size
    for weight, alike in by_weight.items():
        held = [so_far + weight * count for so_far, count in zip(held, _counts(alike, size))]
    return held


def _counts(masks: Iterable[int], size: int) -> list[int]:
    """Return for each of `size` bits how many masks have it."""
    planes = _counted(masks) or [0]
    digits = zip(*(f"{plane:0{size}b}" for plane in reversed(planes)))
    return [int("".join(number), 2) for number in digits][::-1]


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
    if not schedule.end or not people:
        return [0.0] * people
    moments = [(bucket + 0.5) / BUCKETS * schedule.end for bucket in range(BUCKETS)]
    open_at = [bisect_left(moments, finish) for finish in schedule.finish]  # so many moments, the first ones
    # All moments in one pass: bit b · people + p is person p at moment b. What is finished needs nobody and holds up
    # nothing: its bits are left out, so that an alternative that is finished frees a task by itself.
    repeated = [sum(1 << people * bucket for bucket in range(count)) for count in range(BUCKETS + 1)]
    until = [(1 << people * count) - 1 for count in range(BUCKETS + 1)]
    masks = blockers(
        graph, [mask * repeated[count] for mask, count in zip(alone, open_at)], [until[count] for count in open_at]
    )
    held = _held(masks, weights, people * BUCKETS)
    left = [sum(weight for weight, count in zip(weights, open_at) if count > bucket) for bucket in range(BUCKETS)]
    share = [sum(of / all_of for of, all_of in zip(held[person::people], left) if all_of) for person in range(people)]
    return [total / BUCKETS for total in share]
