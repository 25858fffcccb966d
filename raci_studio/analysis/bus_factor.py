"""The bus factor: the smallest set of people without whom more than half of the work stops.

People are bits of Python ints, as in `blocking`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from raci_studio.analysis.blocking import bits, members

# Sets of people tried for an exact answer, times the tasks each is tried on, and the fewest sets: hundredths
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


Holdings = Mapping[int, tuple[int, int]]
"""Per person the tasks, as bits, whose executors and whose answerers they are among."""


def bus_factor(
    executors: Sequence[int], answerers: Sequence[int], weights: Sequence[float], held: Holdings | None = None
) -> BusFactor:
    """Find the smallest set S of people such that the tasks whose executors all lie in S, or whose answerer
    and deputies all lie in S, weigh more than half (Avelino et al. 2016), without propagation.

    The masks are per task, 0 where nobody is named; `held` is the same by person, made here if it is not given. Exact
    where a branch-and-bound search of limited size tells, else the bound of a greedy search.
    """
    work = _Work(executors, answerers, weights, held or _holdings(executors, answerers))
    goal = sum(weights) / 2
    if work.weight(work.given[0] | work.given[1]) <= goal:
        return BusFactor((), True)
    bound = _greedy(executors, answerers, weights, work.held, goal)
    search = _Search(work, goal, max(_FEWEST_SETS, _BUDGET // len(weights)))
    for size, share in enumerate(_shares_by_size(work, len(bound)), start=1):
        best = search.of_size(size, share)
        if best:
            return BusFactor(best, True)
        if search.budget <= 0:
            return BusFactor(bound, size == len(bound))
    raise AssertionError("the bound itself is such a set")


def _holdings(executors: Sequence[int], answerers: Sequence[int]) -> Holdings:
    held: dict[int, list[int]] = {}
    for slot, masks in enumerate((executors, answerers)):
        for task, mask in enumerate(masks):
            for person in members(mask):
                held.setdefault(person, [0, 0])[slot] |= 1 << task
    return {person: (first, second) for person, (first, second) in held.items()}


class _Work:
    """The tasks as bits: who holds them, and what they weigh."""

    def __init__(
        self, executors: Sequence[int], answerers: Sequence[int], weights: Sequence[float], held: Holdings
    ) -> None:
        self.held = held
        self.by_size: tuple[dict[int, int], dict[int, int]] = {}, {}  # the tasks with so many executors, answerers
        for masks, sizes in zip((executors, answerers), self.by_size):
            for task, mask in enumerate(masks):
                if mask:
                    sizes[mask.bit_count()] = sizes.get(mask.bit_count(), 0) | 1 << task
        self.given = tuple(sum(sizes.values()) for sizes in self.by_size)  # the tasks with anybody at all
        self._alike: dict[float, int] = {}
        for task, weight in enumerate(weights):
            self._alike[weight] = self._alike.get(weight, 0) | 1 << task

    def weight(self, tasks: int) -> float:
        """Return what some tasks weigh together."""
        return sum(weight * (tasks & of).bit_count() for weight, of in self._alike.items())


def _greedy(
    executors: Sequence[int], answerers: Sequence[int], weights: Sequence[float], held: Holdings, goal: float
) -> tuple[int, ...]:
    """Start with everybody and let go whoever is needed least, as long as more than half stops.

    A mask lies in the set until the first of its people is let go.
    """
    inside = [*executors], [*answerers]  # the masks that lie in the set, 0 for the others
    freed = dict.fromkeys(sorted(held), 0.0)  # the work that goes on without each: all masks in the set hold them
    for one, other, weight in zip(*inside, weights):
        for person in members(one & other if one and other else one or other):
            freed[person] += weight
    stopped = sum(weight for one, other, weight in zip(*inside, weights) if one or other)
    while True:
        person = min(freed, key=freed.__getitem__)
        if stopped - freed[person] <= goal:
            return tuple(freed)
        stopped -= freed.pop(person)
        bit = 1 << person
        for slot in (0, 1):
            mine, others = inside[slot], inside[1 - slot]
            for task in bits(held[person][slot]):
                mask, other = mine[task], others[task]
                if not mask:
                    continue
                mine[task] = 0
                if not other:  # nothing is left that could stop it
                    lost = mask
                    gained = 0
                elif other & bit:
                    others[task] = 0
                    lost, gained = mask & other, 0
                else:
                    lost, gained = 0, other & ~mask
                for one in members(lost & ~bit):
                    if one in freed:
                        freed[one] -= weights[task]
                for one in members(gained):
                    if one in freed:
                        freed[one] += weights[task]


def _shares_by_size(work: _Work, largest: int) -> Iterator[Mapping[int, float]]:
    """Yield for sets of 1, 2, … `largest` people how much each person can add to what such a set stops, at most.

    A mask of m people gives each of them 1/m of its weight, the smallest that fits into the set where both of a
    task hold them; so the shares of a set add up to at least what it stops.
    """
    share: dict[int, float] = {}
    given = dict.fromkeys(work.held, 0)  # the tasks of which each person got their share from a smaller mask
    for size in range(1, largest + 1):
        of_size = [sizes.get(size, 0) for sizes in work.by_size]
        for person, held in work.held.items() if any(of_size) else ():
            tasks = (held[0] & of_size[0] | held[1] & of_size[1]) & ~given[person]
            if tasks:
                share[person] = share.get(person, 0.0) + work.weight(tasks) / size
                given[person] |= tasks
        yield share


class _Search:
    """A branch-and-bound search for a set that stops more than the goal; `budget` counts the sets it may look at.

    A mask lies in the set unless somebody outside the set holds it; so a set is weighed with a few operations on the
    union of what those outside hold.
    """

    def __init__(self, work: _Work, goal: float, budget: int) -> None:
        self.goal, self.budget = goal, budget
        self._work, self._held = work, work.held

    def of_size(self, size: int, share: Mapping[int, float]) -> tuple[int, ...]:
        """Return a set of `size` people that stops more than the goal, () where none was found."""
        self._ranked = sorted(share, key=share.__getitem__, reverse=True)
        self._shares = [share[person] for person in self._ranked]
        if sum(self._shares[:size]) <= self.goal:
            return ()
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
        given = self._work.given
        return self._work.weight(given[0] & ~first | given[1] & ~second)
