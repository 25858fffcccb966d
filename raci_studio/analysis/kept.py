"""What is made of the measures once a run, and kept after an edit that changed nothing of what it was made of.

`measure` is for what is made as a whole, `measure_by_row` for what is made of each row apart. What they read is named
in the words of `analysis.refresh`: "does", "links", "name" …
"""

from collections.abc import Callable, Collection, Iterable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

from raci_studio.core.progress import with_reports

if TYPE_CHECKING:
    from raci_studio.analysis.metrics import Metrics

Value = TypeVar("Value")

LINKS, DAYS, DUE = "links", "days", "due"
DOES, ANSWERS, OTHERS = "does", "answers", "others"

_READS: dict[str, frozenset[str]] = {}  # by the name of a measure; of one by row what concerns all rows
_NEAR: set[str] = set()  # the measures by row that look at the rows before and after, too
_PLAN: set[str] = set()  # those that look at what the plan says of the row


class Kept:
    """What was made for one state of a document, and what is still good of that of the states before."""

    def __init__(self) -> None:
        self.made: dict[str, object] = {}
        self._before: dict[str, tuple[list[object], frozenset[int]]] = {}  # what was made by row, and the rows to renew
        self._near: dict[frozenset[int], frozenset[int]] = {}

    def after(self, changed: Collection[str], rows: frozenset[int], replanned: frozenset[int]) -> "Kept":
        """Return what an edit leaves that `changed` these aspects, of these rows, and moved these in the plan."""
        kept = Kept()
        for name, value in self.made.items():
            if not _READS[name].isdisjoint(changed):
                continue
            renewed = rows | replanned if name in _PLAN else rows
            if isinstance(value, _ByRow) and renewed:
                kept._before[name] = value, renewed
            else:
                kept.made[name] = value
        for name, (value, older) in self._before.items():
            if name not in self.made and _READS[name].isdisjoint(changed):
                kept._before[name] = value, older | (rows | replanned if name in _PLAN else rows)
        return kept

    def by_row(self, name: str, make: "Callable[[Metrics, int], object]", metrics: "Metrics") -> "_ByRow":
        """Return what is made of each row; only rows that an edit can have changed are looked at again."""
        if name not in self._before:
            return _ByRow([make(metrics, row) for row in with_reports(range(len(metrics.tasks)))])
        before, rows = self._before[name]
        after = _ByRow(before)
        for row in self._with_near(rows, metrics.graph.edges) if name in _NEAR else rows:
            after[row] = make(metrics, row)
        return after

    def _with_near(self, rows: frozenset[int], links: Iterable[tuple[int, int]]) -> frozenset[int]:
        if rows not in self._near:
            self._near[rows] = rows.union(*(link for link in links if not rows.isdisjoint(link)))
        return self._near[rows]


class _ByRow(list[object]):
    """A value for each row."""


def measure(*reads: str) -> "Callable[[Callable[[Metrics], Value]], Callable[[Metrics], Value]]":
    """Let a function of the measures be called once a run, and not at all where nothing changed that it reads."""

    def wrap(make: "Callable[[Metrics], Value]") -> "Callable[[Metrics], Value]":
        name = f"{make.__module__}.{make.__qualname__}"
        _READS[name] = frozenset(reads)

        @wraps(make)
        def once(metrics: "Metrics") -> Value:
            made = metrics.kept.made
            if name not in made:
                made[name] = make(metrics)
            return cast("Value", made[name])

        return once

    return wrap


def measure_by_row(
    *reads: str, near: bool = False, plan: bool = False
) -> "Callable[[Callable[[Metrics, int], Value]], Callable[[Metrics], list[Value]]]":
    """Let a function of a row (its index) give a list over all rows, of which an edit renews those it touched.

    The function may read everything of its own row and its links, and of the whole only what `reads` names. With `near`
    it may look at the rows next to its own in the graph as well, with `plan` at the slack of its own and at how much
    comes after it.
    """

    def wrap(make: "Callable[[Metrics, int], Value]") -> "Callable[[Metrics], list[Value]]":
        name = f"{make.__module__}.{make.__qualname__}"
        _READS[name] = frozenset(reads)
        if near:
            _NEAR.add(name)
        if plan:
            _PLAN.add(name)

        @wraps(make)
        def once(metrics: "Metrics") -> list[Value]:
            made = metrics.kept.made
            if name not in made:
                made[name] = metrics.kept.by_row(name, make, metrics)
            return cast("list[Value]", made[name])

        return once

    return wrap
