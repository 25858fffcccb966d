"""Who the process hangs on: blocked sets, expected blocked share, bus factor.

Definitions are those of the reading checklist's measures. People are bits of Python ints, so one pass over
the tasks in topological order serves everybody at once: O((n + m) · P / 64).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from raci_studio.analysis.graph import TaskGraph
from raci_studio.analysis.schedule import Schedule

BUCKETS = 20
"""Moments of absence looked at, spread evenly over the schedule."""

# Sets of people tried for an exact bus factor, times the tasks each is tried on: about a second.
_BUS_FACTOR_BUDGET = 3_000_000


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


def blockers(graph: TaskGraph, alone: Sequence[int], unfinished: Sequence[bool] | None = None) -> tuple[int, ...]:
    """Return for each task the mask of people whose absence stops it, directly or through what it waits for.

    With `unfinished`, finished tasks need nobody and hold up nothing; their mask is 0. The tasks of a
    cycle stop together.
    """
    blocked = [0] * len(graph.tasks)
    for members in graph.by_component:
        together = 0
        for task in members:
            if unfinished is not None and not unfinished[task]:
                continue
            together |= alone[task]
            for group in graph.outer_groups(task):
                if unfinished is not None and not all(unfinished[u] for u in group):
                    continue
                everywhere = blocked[group[0]]
                for alternative in group[1:]:
                    everywhere &= blocked[alternative]
                together |= everywhere
        for task in members:
            if unfinished is None or unfinished[task]:
                blocked[task] = together
    return tuple(blocked)


def shares(masks: Sequence[int], weights: Sequence[float], people: int) -> list[float]:
    """Return for each person the weight of the tasks whose mask holds them, as a share of all weight."""
    total = sum(weights)
    if not total:
        return [0.0] * people
    by_mask: dict[int, float] = {}
    for mask, weight in zip(masks, weights):
        by_mask[mask] = by_mask.get(mask, 0.0) + weight
    held = [0.0] * people
    for mask, weight in by_mask.items():
        for person in bits(mask):
            held[person] += weight
    return [weight / total for weight in held]


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
    for bucket in range(BUCKETS):
        moment = (bucket + 0.5) / BUCKETS * schedule.end
        unfinished = [finish > moment for finish in schedule.finish]
        left = [weight if open_ else 0.0 for weight, open_ in zip(weights, unfinished)]
        for person, share in enumerate(shares(blockers(graph, alone, unfinished), left, people)):
            sums[person] += share
    return [total / BUCKETS for total in sums]


@dataclass(frozen=True, slots=True)
class BusFactor:
    """The smallest set of people whose loss stops more than half of the work; `exact` or "at most"."""

    people: tuple[int, ...]
    exact: bool

    @property
    def size(self) -> int:
        """Return how many people it takes; 0 where no set of people stops half of the work."""
        return len(self.people)


def bus_factor(executors: Sequence[int], answerers: Sequence[int], weights: Sequence[float]) -> BusFactor:
    """Find the smallest set S of people such that the tasks whose executors all lie in S, or whose answerer
    and deputies all lie in S, weigh more than half (Avelino et al. 2016), without propagation.

    The masks are per task, 0 where nobody is named. Exact while the sets to try are few, else greedy.
    """
    merged: dict[tuple[int, int], float] = {}
    for pair, weight in zip(zip(executors, answerers), weights):
        merged[pair] = merged.get(pair, 0.0) + weight
    goal = sum(weights) / 2
    needs = [([mask for mask in pair if mask], weight) for pair, weight in merged.items() if weight]
    candidates = bits(_union(mask for masks, _ in needs for mask in masks))

    def stopped(lost: int) -> float:
        return sum(weight for masks, weight in needs if any(not mask & ~lost for mask in masks))

    if stopped(_union(1 << person for person in candidates)) <= goal:
        return BusFactor((), True)
    for size in range(1, len(candidates) + 1):
        if comb(len(candidates), size) * len(needs) > _BUS_FACTOR_BUDGET:
            return BusFactor(_greedy(candidates, stopped, goal), False)
        best = max(combinations(candidates, size), key=lambda chosen: stopped(_union(1 << p for p in chosen)))
        if stopped(_union(1 << person for person in best)) > goal:
            return BusFactor(best, True)
    raise AssertionError("everybody together stops more than half")


def _union(masks) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _greedy(candidates: Sequence[int], stopped, goal: float) -> tuple[int, ...]:
    """Start with everybody and let go whoever is needed least, as long as more than half stops."""
    lost = list(candidates)
    while True:
        union = _union(1 << person for person in lost)
        spare = [(stopped(union & ~(1 << person)), person) for person in lost]
        still, person = max(spare)
        if still <= goal:
            return tuple(lost)
        lost.remove(person)
