"""Who the process hangs on: blocked sets, expected blocked share, bus factor.

Definitions are those of the reading checklist's measures. People are bits of Python ints, so one pass over
the tasks in topological order serves everybody at once: O((n + m) · P / 64).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from raci_studio.analysis.graph import TaskGraph
from raci_studio.analysis.schedule import Schedule

BUCKETS = 20
"""Moments of absence looked at, spread evenly over the schedule."""

# Sets of people tried for an exact bus factor, times the groups of tasks each is tried on: some tenths of a second.
_BUS_FACTOR_BUDGET = 100_000


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


Needs = Sequence[tuple[tuple[int, ...], float]]
"""Per group of like tasks: the masks of which one must lie in S for the work to stop, and its weight."""


def bus_factor(executors: Sequence[int], answerers: Sequence[int], weights: Sequence[float]) -> BusFactor:
    """Find the smallest set S of people such that the tasks whose executors all lie in S, or whose answerer
    and deputies all lie in S, weigh more than half (Avelino et al. 2016), without propagation.

    The masks are per task, 0 where nobody is named. Exact where a branch-and-bound search of limited size
    tells, else the bound of a greedy search.
    """
    merged: dict[tuple[int, ...], float] = {}
    for pair, weight in zip(zip(executors, answerers), weights):
        masks = tuple(mask for mask in pair if mask)
        merged[masks] = merged.get(masks, 0.0) + weight
    needs = [(masks, weight) for masks, weight in merged.items() if masks and weight]
    goal = sum(weights) / 2
    if sum(weight for _masks, weight in needs) <= goal:
        return BusFactor((), True)
    bound = _greedy(needs, goal)
    budget = _BUS_FACTOR_BUDGET // len(needs)
    for size in range(1, len(bound) + 1):
        best, budget = _search(needs, goal, size, budget)
        if best:
            return BusFactor(best, True)
        if budget <= 0:
            return BusFactor(bound, size == len(bound))
    raise AssertionError("the bound itself is such a set")


def _stopped(needs: Needs, lost: int) -> float:
    return sum(weight for masks, weight in needs if any(not mask & ~lost for mask in masks))


def _greedy(needs: Needs, goal: float) -> tuple[int, ...]:
    """Start with everybody and let go whoever is needed least, as long as more than half stops."""
    lost = 0
    for masks, _weight in needs:
        for mask in masks:
            lost |= mask
    stopped = sum(weight for _masks, weight in needs)
    while True:
        # What goes on without a person: the work all of whose masks inside S hold that person.
        freed = dict.fromkeys(bits(lost), 0.0)
        for masks, weight in needs:
            holding = -1
            for mask in masks:
                if not mask & ~lost:
                    holding &= mask
            if holding >= 0:
                for person in bits(holding):
                    freed[person] += weight
        person = min(freed, key=freed.__getitem__)
        if stopped - freed[person] <= goal:
            return tuple(freed)
        lost &= ~(1 << person)
        stopped -= freed[person]


def _search(needs: Needs, goal: float, size: int, budget: int) -> tuple[tuple[int, ...], int]:
    """Look for a set of `size` people that stops more than the goal; return it (or ()) and the budget left.

    A mask of m people gives each of them 1/m of its weight, so the shares of a set add up to at least what
    it stops. Branches whose shares cannot reach the goal are cut; the budget counts the sets looked at.
    """
    share: dict[int, float] = {}
    for masks, weight in needs:
        best: dict[int, float] = {}
        for mask in masks:
            if (count := mask.bit_count()) <= size:
                for person in bits(mask):
                    best[person] = max(best.get(person, 0.0), weight / count)
        for person, part in best.items():
            share[person] = share.get(person, 0.0) + part
    ranked = sorted(share, key=share.__getitem__, reverse=True)

    def descend(start: int, chosen: tuple[int, ...], lost: int, reached: float) -> tuple[int, ...]:
        nonlocal budget
        left = size - len(chosen)
        if not left:
            budget -= 1
            return chosen if _stopped(needs, lost) > goal else ()
        for place in range(start, len(ranked) - left + 1):
            # The shares are sorted, so what follows here can add no more than the next `left` of them.
            if reached + sum(share[person] for person in ranked[place : place + left]) <= goal or budget <= 0:
                return ()
            person = ranked[place]
            found = descend(place + 1, (*chosen, person), lost | 1 << person, reached + share[person])
            if found:
                return found
        return ()

    return descend(0, (), 0, 0.0), budget
