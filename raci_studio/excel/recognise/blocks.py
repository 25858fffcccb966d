"""Find where marks stand under headers: the raw shape of a grid, before its columns are named.

In every column the marks form runs; a run's header is the text right above it. Runs that share a
header row are one block. Headers in several rows, repeated headers and stray texts among the marks
are sorted out here.
"""

import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field

from raci_studio.excel.grid import Grid
from raci_studio.excel.recognise.cells import MARK, TEXT, CellKinds
from raci_studio.excel.recognise.headers import field_of
from raci_studio.excel.recognise.observations import observation

DEEPEST_HEADER = 4  # rows a header may span
WIDEST_GAP = 3  # columns between marks of one table
_RUN = re.compile(f"{TEXT}[^{TEXT}{MARK}]*({MARK}(?:[^{TEXT}]*{MARK})?)")


@dataclass(frozen=True)
class Run:
    """Marks in one column, uninterrupted by text: rows first..last under the text in row ``header``."""

    column: int
    header: int
    first: int
    last: int
    count: int


@dataclass
class Block:
    """Runs of one table; rows are 0-based. ``repeats`` are rows that repeat the header.

    ``left`` and ``right`` bound the columns of the table where another one stands beside it.
    """

    headers: list[int]
    runs: list[Run] = field(default_factory=list)
    repeats: list[int] = field(default_factory=list)
    left: int = 0
    right: int = sys.maxsize

    @property
    def columns(self) -> set[int]:
        """The columns with marks."""
        return {run.column for run in self.runs}

    @property
    def first(self) -> int:
        """The first row with a mark."""
        return min(run.first for run in self.runs)

    @property
    def last(self) -> int:
        """The last row with a mark."""
        return max(run.last for run in self.runs)


def find_runs(kinds: CellKinds) -> list[Run]:
    """Return all runs of marks that have a text above them."""
    return [
        Run(column, found.start(), found.start(1), found.end(1) - 1, found[1].count(MARK))
        for column, cells in enumerate(kinds.columns)
        for found in _RUN.finditer(cells)
    ]


def find_blocks(grid: Grid, kinds: CellKinds) -> list[Block]:
    """Return the blocks of a sheet from top to bottom."""
    groups: dict[int, list[Run]] = defaultdict(list)
    for run in find_runs(kinds):
        groups[run.header].append(run)
    blocks: list[Block] = []
    for header in sorted(groups):
        for left, right, runs in _side_by_side(grid, groups[header]):
            home = next((block for block in reversed(blocks) if _belongs(grid, kinds, block, header, runs)), None)
            if home is None:
                blocks.append(Block([header], list(runs), left=left, right=right))
            else:
                _add(grid, home, header, runs)
    return blocks


def _side_by_side(grid: Grid, runs: list[Run]) -> list[tuple[int, int, list[Run]]]:
    """Split runs under one header row into tables that stand apart, each with the bounds of its columns."""
    parts: list[tuple[int, int, list[Run]]] = []
    for run in sorted(runs, key=lambda run: run.column):
        previous = parts[-1][2][-1].column if parts else 0
        start = _second_start(grid, run.header, previous, run.column) if parts else 0
        if start:
            left, _right, before = parts[-1]
            parts[-1] = (left, start, before)
            parts.append((start, sys.maxsize, [run]))
        elif parts and run.column - previous <= WIDEST_GAP + 9:
            parts[-1][2].append(run)
        else:
            parts.append((0, sys.maxsize, [run]))
    return parts


@observation("side by side", otherwise=0)
def _second_start(grid: Grid, header: int, before: int, column: int) -> int:
    """Return the column between two runs where a second table begins with its own task column, 0 for none."""
    names = [c for c in range(before + 1, column) if _is_field(grid, header, c, ("task",))]
    if not names or not any(_is_field(grid, header, c, ("task",)) for c in range(before)):
        return 0
    start = names[0]
    while start - 1 > before and _is_field(grid, header, start - 1, ("number", "phase", "process", "step")):
        start -= 1
    return start


def _is_field(grid: Grid, row: int, column: int, fields: tuple[str, ...]) -> bool:
    guess = field_of(grid.text(row, column))
    return guess is not None and guess.strength == 3 and guess.field in fields


def _belongs(grid: Grid, kinds: CellKinds, block: Block, header: int, runs: list[Run]) -> bool:
    columns = {run.column for run in runs}
    left, right = min(block.columns), max(block.columns)
    if min(columns) < block.left or max(columns) >= block.right:
        return False
    if max(columns) < left - WIDEST_GAP or min(columns) > right + WIDEST_GAP:
        return False
    if _is_header_continued(block, header):
        return True
    if _repeats(grid, block, header, columns):
        return True
    if len(columns) > 1 and not columns & block.columns:
        return False
    # A text among the marks of a table is a remark, no header, unless it stands over most columns.
    return header <= block.last and len(columns & block.columns) < max(2, len(block.columns) / 2)


@observation("header in several rows", otherwise=False)
def _is_header_continued(block: Block, header: int) -> bool:
    """Tell whether a text right above the marks, but below the first header row, belongs to the header."""
    return header < block.first and header - block.headers[0] < DEEPEST_HEADER


@observation("header repeated", otherwise=False)
def _repeats(grid: Grid, block: Block, header: int, columns: set[int]) -> bool:
    """Tell whether a row repeats the header: its own texts stand over most of the marks."""
    pairs = [(column, top) for column in columns for top in block.headers if grid.text(top, column)]
    same = sum(grid.text(header, column).casefold() == grid.text(top, column).casefold() for column, top in pairs)
    return same >= max(1, len(columns) * 0.6) and len(columns & block.columns) >= max(2, len(columns) * 0.6)


def _add(grid: Grid, block: Block, header: int, runs: list[Run]) -> None:
    if _is_header_continued(block, header):
        block.headers.append(header)
    elif _repeats(grid, block, header, {run.column for run in runs}):
        block.repeats.append(header)
    else:
        runs = [run for run in runs if run.column in block.columns]
    block.runs.extend(runs)
