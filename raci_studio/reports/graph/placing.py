"""Which cell of a grid each box stands in: columns by what waits for what, rows by lane and by what is near to what.

The layered method of Sugiyama: a column is the longest way to a box, and within its lane a box goes near to those it is
linked with (means of neighbours, swept to and fro). What is too long for a screen goes on in a further line, each with
its lanes, as a score does; boxes without any link have the last line. Nothing is random, so the same structure always
gives the same cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from raci_studio.reports.graph.drawing import SUGGESTED
from raci_studio.reports.graph.ranking import ranks_of
from raci_studio.reports.graph.structure import Cells, Edge, Structure

_SWEEPS = 8
_COLUMN, _ROW = 240.0, 104.0  # about what a column and a row take, in px
_SCREEN = 1500.0, 850.0  # what a drawing is to fit into, in px: a page of a window on an ordinary screen
_BETTER = 1.4  # times as large a drawing must become to be broken into lines
_LENGTHS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 24, 28, 32, 40, 48, 56, 64, 80, 100, 120)


@dataclass(slots=True)
class _Strip:
    """The boxes of a lane in one line, by column, in the order in which they stand below each other."""

    lane: int
    line: int
    columns: dict[int, list[int]]
    top: int = 0

    @property
    def height(self) -> int:
        return max(map(len, self.columns.values()))


def place(structure: Structure) -> Cells:
    """Return the cells of the boxes."""
    ranks, linked = ranks_of(structure)
    strips = _strips(structure, ranks, linked)
    columns, rows = [0] * len(ranks), [0] * len(ranks)
    top = 0
    for strip in strips:
        strip.top = top
        top += strip.height
        for column, boxes in strip.columns.items():
            for row, box in enumerate(boxes):
                columns[box], rows[box] = column, strip.top + row
    rows = _near_to_neighbours(structure, strips, columns, rows)
    told = tuple((strip.lane, strip.top, strip.top + strip.height, strip.line) for strip in strips)
    return Cells(tuple(columns), tuple(rows), max(columns, default=-1) + 1, top, told)


# Lines


def _strips(structure: Structure, ranks: Sequence[int], linked: Sequence[bool]) -> list[_Strip]:
    """Break the drawing into lines so that it is seen largest on a screen."""
    depth = max((rank + 1 for rank, one in zip(ranks, linked) if one), default=0)
    best, chosen = 0.0, list[_Strip]()
    for length in (max(depth, 1), *(length for length in reversed(_LENGTHS) if length < depth)):
        in_one = length >= depth
        for alone in (length, *(more for more in _LENGTHS if in_one and more > length)):
            strips = _broken(structure, ranks, linked, length, alone)
            scale = _scale(strips)
            if scale > best * (1.0 if in_one else _BETTER):
                best, chosen = max(best, scale if in_one else scale / _BETTER), strips
    return chosen


def _broken(
    structure: Structure, ranks: Sequence[int], linked: Sequence[bool], length: int, alone: int
) -> list[_Strip]:
    """Return the strips if a line has `length` columns, and `alone` where boxes without links stand."""
    found: dict[tuple[int, int], _Strip] = {}
    last = max((rank // length + 1 for rank, one in zip(ranks, linked) if one), default=0)
    counted: dict[int, int] = {}
    for box, (rank, is_linked) in enumerate(zip(ranks, linked)):
        lane = structure.lanes[box] if structure.lane_count else 0
        line, column = divmod(rank, length)
        if not is_linked:
            nth = counted[lane] = counted.get(lane, -1) + 1
            line, column = last, nth % alone
        strip = found.get((line, lane))
        if strip is None:
            strip = found[line, lane] = _Strip(lane, line, {})
        strip.columns.setdefault(column, []).append(box)
    return [found[key] for key in sorted(found)]


def _scale(strips: Sequence[_Strip]) -> float:
    if not strips:
        return 1.0
    width = _COLUMN * max(max(strip.columns) + 1 for strip in strips)
    height = sum(_ROW * strip.height for strip in strips)
    return min(1.0, _SCREEN[0] / width, _SCREEN[1] / height)


# Rows


def _near_to_neighbours(
    structure: Structure, strips: Sequence[_Strip], columns: Sequence[int], rows: list[int]
) -> list[int]:
    """Return rows in which boxes stand near to those they are linked with, within their strips."""
    left: list[list[int]] = [[] for _ in rows]
    right: list[list[int]] = [[] for _ in rows]
    for edge in _moving(structure):
        for box, other in ((edge.before, edge.after), (edge.after, edge.before)):
            if box != other:
                (left if columns[other] < columns[box] else right)[box].append(other)
    both = [[*one, *other] for one, other in zip(left, right)]
    cells = [(strip, boxes) for strip in strips for _column, boxes in sorted(strip.columns.items())]
    best, shortest = rows, _length(structure, rows)
    for sweep in range(_SWEEPS):
        rows = list(rows)
        to_the_right = sweep % 2 == 0
        sides = both if sweep >= _SWEEPS - 2 else left if to_the_right else right
        for strip, boxes in cells if to_the_right else reversed(cells):
            wanted = {box: _mean([rows[other] for other in sides[box] or both[box]], rows[box]) for box in boxes}
            ordered = sorted(boxes, key=lambda box: (wanted[box], rows[box]))
            for box, row in zip(ordered, _slots([wanted[box] for box in ordered], strip.top, strip.height)):
                rows[box] = row
        if (length := _length(structure, rows)) < shortest:
            best, shortest = rows, length
    return best


def _moving(structure: Structure) -> Iterator[Edge]:
    """Yield what draws boxes to each other: a suggestion moves nothing before it is accepted."""
    return (edge for edge in structure.edges if edge.kind != SUGGESTED)


def _mean(rows: Sequence[int], own: int) -> float:
    return sum(rows) / len(rows) if rows else float(own)


def _length(structure: Structure, rows: Sequence[int]) -> float:
    """Return how far edges go up and down, with half a row for each that is not straight."""
    spans = (abs(rows[edge.before] - rows[edge.after]) for edge in _moving(structure))
    return sum(span + 0.5 for span in spans if span)


def _slots(wanted: Sequence[float], top: int, height: int) -> list[int]:
    """Return rows for boxes that keep their order, from `top` on, with the least sum of distances to those wanted."""
    count = len(wanted)
    spare = height - count
    if not spare:
        return list(range(top, top + count))
    # best[s]: the least sum for the boxes so far, the last of them at most s rows below its highest place.
    best = [0.0] * (spare + 1)
    choices: list[list[int]] = []
    for nth, want in enumerate(wanted):
        least, chosen = float("inf"), 0
        row_of: list[int] = []
        costs: list[float] = []
        for shift in range(spare + 1):
            cost = best[shift] + abs(top + nth + shift - want)
            if cost < least:
                least, chosen = cost, shift
            costs.append(least)
            row_of.append(chosen)
        best = costs
        choices.append(row_of)
    shift, found = spare, []
    for nth in range(count - 1, -1, -1):
        shift = choices[nth][shift]
        found.append(top + nth + shift)
    return found[::-1]
