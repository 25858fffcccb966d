"""The bus factor: the smallest set of people without whom more than half of the work stops.

People are bits of Python ints, as in `blocking`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from raci_studio.analysis.blocking import bits

# Sets of people tried for an exact answer, times the groups of tasks each is tried on, and the fewest sets: hundredths
# of a second. Small processes, where an exact answer matters most, get most sets.
_BUDGET, _FEWEST_SETS = 100_000, 200


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
"""Per group of like tasks: one or two masks of which one must lie in S for the work to stop, and its weight."""


def bus_factor(executors: Sequence[int], answerers: Sequence[int], weights: Sequence[float]) -> BusFactor:
    """Find the smallest set S of people such that the tasks whose executors all lie in S, or whose answerer
    and deputies all lie in S, weigh more than half (Avelino et al. 2016), without propagation.

    The masks are per task, 0 where nobody is named. Exact where a branch-and-bound search of limited size
    tells, else the bound of a greedy search.
    """
    merged: dict[tuple[int, ...], float] = {}
    for doing, answering, weight in zip(executors, answerers, weights):
        masks = (doing, answering) if doing and answering else (doing or answering,) if doing or answering else ()
        merged[masks] = merged.get(masks, 0.0) + weight
    needs = [(masks, weight) for masks, weight in merged.items() if masks and weight]
    goal = sum(weights) / 2
    if sum(weight for _masks, weight in needs) <= goal:
        return BusFactor((), True)
    bound = _greedy(needs, goal)
    search = _Search(needs, goal, max(_FEWEST_SETS, _BUDGET // len(needs)))
    for size, share in enumerate(_shares_by_size(needs, len(bound)), start=1):
        best = search.of_size(size, share)
        if best:
            return BusFactor(best, True)
        if search.budget <= 0:
            return BusFactor(bound, size == len(bound))
    raise AssertionError("the bound itself is such a set")


def _greedy(needs: Needs, goal: float) -> tuple[int, ...]:
    """Start with everybody and let go whoever is needed least, as long as more than half stops."""
    holders = [masks for masks, _weight in needs]
    freed: dict[int, float] = {}  # person -> the work that goes on without them: all masks inside S hold them
    served: dict[int, list[int]] = {}  # person -> the groups of tasks one of whose masks holds them
    for number, (masks, weight) in enumerate(needs):
        for mask in masks:
            for person in _members(mask):
                served.setdefault(person, []).append(number)
                freed.setdefault(person, 0.0)
        for person in _members(_common(masks)):
            freed[person] += weight
    stopped = sum(weight for _masks, weight in needs)
    left = sorted(freed)
    while True:
        person = min(left, key=freed.__getitem__)
        if stopped - freed[person] <= goal:
            return tuple(left)
        left.remove(person)
        bit = 1 << person
        stopped -= freed[person]
        for number in served[person]:
            held, weight = holders[number], needs[number][1]
            inside = tuple([mask for mask in held if not mask & bit])
            if len(inside) < len(held):
                before = _common(held)
                if inside:
                    for other in _members(_common(inside) & ~before):
                        freed[other] += weight
                else:
                    for other in _members(before):
                        freed[other] -= weight
                holders[number] = inside


@lru_cache(maxsize=10_000)
def _members(mask: int) -> tuple[int, ...]:
    """Return who is in a mask: the same few masks come again and again."""
    return tuple(bits(mask))


def _common(masks: tuple[int, ...]) -> int:
    """Return who is in all of the masks, nobody where there is none."""
    common = masks[0] if masks else 0
    for mask in masks[1:]:
        common &= mask
    return common


def _shares_by_size(needs: Needs, largest: int) -> Iterator[Mapping[int, float]]:
    """Yield for sets of 1, 2, … `largest` people how much each person can add to what such a set stops, at most.

    A mask of m people gives each of them 1/m of its weight, the smallest that fits into the set where several of a
    group hold them; so the shares of a set add up to at least what it stops.
    """
    by_count: dict[int, list[tuple[int, int]]] = {}
    for number, (masks, _weight) in enumerate(needs):
        for mask in masks:
            by_count.setdefault(mask.bit_count(), []).append((number, mask))
    share: dict[int, float] = {}
    given = [0] * len(needs)  # per group of tasks who got their share from a smaller mask
    for size in range(1, largest + 1):
        for number, mask in by_count.get(size, ()):
            for person in _members(mask & ~given[number]):
                share[person] = share.get(person, 0.0) + needs[number][1] / size
            given[number] |= mask
        yield share


Holdings = Mapping[int, tuple[int, int]]
"""Per person the groups of tasks, as bits, whose first and whose second mask holds them."""


def _holdings(needs: Needs) -> Holdings:
    held: dict[int, list[int]] = {}
    for number, (masks, _weight) in enumerate(needs):
        for slot, mask in enumerate(masks):
            for person in _members(mask):
                held.setdefault(person, [0, 0])[slot] |= 1 << number
    return {person: (first, second) for person, (first, second) in held.items()}


class _Search:
    """A branch-and-bound search for a set that stops more than the goal; `budget` counts the sets it may look at.

    A mask lies in the set unless somebody outside the set holds it; groups of tasks are bits, so a set is weighed
    with a few operations on the union of what those outside hold.
    """

    def __init__(self, needs: Needs, goal: float, budget: int) -> None:
        self.goal, self.budget = goal, budget
        self._held = _holdings(needs)
        self._given = tuple(sum(1 << n for n, (masks, _) in enumerate(needs) if len(masks) > slot) for slot in (0, 1))
        self._alike: dict[float, int] = {}
        for number, (_masks, weight) in enumerate(needs):
            self._alike[weight] = self._alike.get(weight, 0) | 1 << number

    def of_size(self, size: int, share: Mapping[int, float]) -> tuple[int, ...]:
        """Return a set of `size` people that stops more than the goal, () where none was found."""
        self._ranked = sorted(share, key=share.__getitem__, reverse=True)
        self._shares = [share[person] for person in self._ranked]
        # What everybody from a place on holds, and at the end those who are in no set of this size.
        rest = [0, 0]
        for person in self._held.keys() - share.keys():
            rest = [mask | more for mask, more in zip(rest, self._held[person])]
        self._after = [tuple(rest)]
        for person in reversed(self._ranked):
            rest = [mask | more for mask, more in zip(rest, self._held[person])]
            self._after.append(tuple(rest))
        self._after.reverse()
        return self._descend(0, (), (0, 0), 0.0, size)

    def _descend(
        self, start: int, chosen: tuple[int, ...], outside: tuple[int, int], reached: float, left: int
    ) -> tuple[int, ...]:
        """Try those from a place on; `outside` is what those hold who were passed over, `reached` the sum of shares."""
        if not left:
            self.budget -= 1
            first, second = self._after[start]
            return chosen if self._stopped(outside[0] | first, outside[1] | second) > self.goal else ()
        for place in range(start, len(self._ranked) - left + 1):
            # The shares are sorted, so what follows here can add no more than the next `left` of them.
            if reached + sum(self._shares[place : place + left]) <= self.goal or self.budget <= 0:
                return ()
            person = self._ranked[place]
            found = self._descend(place + 1, (*chosen, person), outside, reached + self._shares[place], left - 1)
            if found:
                return found
            first, second = self._held[person]
            outside = outside[0] | first, outside[1] | second
        return ()

    def _stopped(self, first: int, second: int) -> float:
        without = self._given[0] & ~first | self._given[1] & ~second
        return sum(weight * (without & of).bit_count() for weight, of in self._alike.items())
