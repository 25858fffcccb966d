"""Who the process hangs on: blocked sets and expected blocked share.

Definitions are those of the reading checklist's measures. People are bits of Python ints, so one pass over
the tasks in topological order serves everybody at once: O((n + m) · P / 64).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

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


@lru_cache(maxsize=10_000)
def members(mask: int) -> tuple[int, ...]:
    """Return the positions of the bits of a mask of people: the same few masks come again and again."""
    return tuple(bits(mask))


def gate(requirements: Iterable[int]) -> int:
    """Return the people who alone meet one of a task's requirements.

    These are masks of people any of whom will do (executors with deputies, answerers with deputies). An empty mask is
    no requirement.
    """
    alone = 0
    for mask in requirements:
        if mask and not mask & (mask - 1):
            alone |= mask
    return alone


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
            blocked[task] = own & within[task] if within else own
            together |= blocked[task]
        if len(stage) > 1:
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
    planes = _counted(masks)
    counts = [0] * size
    for first in range(0, len(planes), 8):  # eight planes make one byte for each bit
        together = sum(_spread(plane, size) << power for power, plane in enumerate(planes[first : first + 8]))
        parts = together.to_bytes(size, "little")
        counts = [count + (part << first) for count, part in zip(counts, parts)] if first else list(parts)
    return counts


def _spread(plane: int, size: int) -> int:
    """Return a number whose bytes are the bits of another: the quickest way from bits to a list leads over text."""
    return int.from_bytes(f"{plane:0{size}b}".encode(), "big") & _ones(size)


@lru_cache(maxsize=64)
def _ones(size: int) -> int:
    return int.from_bytes(b"\1" * size, "big")


def _counted(masks: Iterable[int]) -> list[int]:
    """Count everybody's masks at once: return planes, where bit p of plane k is bit k of the count of person p.

    Three masks at a time are added to a sum and a carry (a carry-save adder): five operations for each mask in all.
    """
    planes: list[int] = []
    adding = list(masks)
    while adding:
        carries = []
        while len(adding) > 2:
            one, other, third = adding.pop(), adding.pop(), adding.pop()
            either = one ^ other
            adding.append(either ^ third)
            carries.append(one & other | either & third)
        if len(adding) == 2:
            one, other = adding
            adding = [one ^ other]
            carries.append(one & other)
        planes.append(adding[0])
        adding = carries
    while planes and not planes[-1]:
        planes.pop()
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
    finishing = [0.0] * (BUCKETS + 1)  # by how many moments the work is open at
    for weight, count in zip(weights, open_at):
        finishing[count] += weight
    left = list(accumulate(reversed(finishing[1:])))[::-1]
    found = [0.0] * people
    for bucket, all_of in enumerate(left):
        if all_of:
            here = held[bucket * people : (bucket + 1) * people]
            found = [so_far + of / all_of for so_far, of in zip(found, here)]
    return [total / BUCKETS for total in found]
