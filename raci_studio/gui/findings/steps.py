"""How one gets from a list of things to another: runs of rows that go, and runs that come. Equal is who is the same."""

from collections.abc import Sequence
from operator import is_

from raci_studio.gui.matrix.rows import ranges

Runs = list[tuple[int, int]]
"""First and last row of each run."""


def steps(held: Sequence[object], wanted: Sequence[object], *, most: int) -> tuple[Runs, Runs]:
    """Return the rows of `held` that go, and the rows of `wanted` that come once they are gone.

    Where that takes more than `most` runs, or what stays stands in another order, all go and all come.
    """
    if same(held, wanted):
        return [], []
    before, after = set(map(id, held)), set(map(id, wanted))
    gone = ranges([row for row, thing in enumerate(held) if id(thing) not in after])
    new = ranges([row for row, thing in enumerate(wanted) if id(thing) not in before])
    if len(gone) + len(new) > most or not same(_without(held, gone), _without(wanted, new)):
        return ranges(range(len(held))), ranges(range(len(wanted)))
    return gone, new


def same(some: Sequence[object], others: Sequence[object]) -> bool:
    """Tell whether these are the very same things in the same order."""
    return len(some) == len(others) and all(map(is_, some, others))


def _without(things: Sequence[object], runs: Runs) -> list[object]:
    """Return the things that stand outside of some runs of rows."""
    left = list(things)
    for first, last in reversed(runs):
        del left[first : last + 1]
    return left
