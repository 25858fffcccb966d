"""One sheet as a plain value: raw cells at their true addresses, and how a person reads them."""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from raci_studio.excel.details import SheetDetails

# Cells covered by merges are looked up one by one; a sheet of absurd merges must not exhaust memory.
MOST_COVERED_CELLS = 1_000_000
WHOLE = 1e15  # Excel keeps 15 digits: a whole number below this is written out

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]*)")

Merge = tuple[int, int, int, int]
Place = tuple[int, int]
"""Row and column of a cell."""


def column_letters(column: int) -> str:
    """Return the letters of a 0-based column: 0 is "A", 26 is "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the 0-based column of its letters: "A" is 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_address(row: int, column: int) -> str:
    """Return the address of a 0-based cell: (6, 3) is "D7"."""
    return f"{column_letters(column)}{row + 1}"


def cell_indices(address: str) -> tuple[int, int]:
    """Return the 0-based (row, column) of an address; raise ValueError if it is none."""
    match = _ADDRESS.fullmatch(address)
    if not match:
        raise ValueError(f"not a cell address: {address!r}")
    return int(match[2]) - 1, column_index(match[1])


def value_text(value: object) -> str:
    """Return a raw value as a person reads it, in NFC and without outer blanks (nbsp included)."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        if value.isascii():
            return value.strip()
        return unicodedata.normalize("NFC", value).strip().strip("\u200b\ufeff").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, dt.datetime):
        day = value.date().isoformat()
        return day if value.time() == dt.time() else f"{day} {value:%H:%M}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if seconds else f"{hours}:{minutes:02}"
    return str(value)


def _column_texts(values: tuple[object, ...]) -> tuple[str, ...]:
    """Return ``value_text`` of a column's values, with the usual kinds of them told apart at once."""
    kinds = set(map(type, values))
    if float in kinds or bool in kinds:  # numbers hardly repeat, and true equals 1
        return tuple([
            str(int(v)) if type(v) is float and v.is_integer() and -WHOLE < v < WHOLE else value_text(v)
            for v in values
        ])  # fmt: skip
    texts = {v: v.strip() if isinstance(v, str) and v.isascii() else value_text(v) for v in set(values)}
    return tuple(map(texts.__getitem__, values))


def _number_text(value: float) -> str:
    if value.is_integer() and -WHOLE < value < WHOLE:
        return str(int(value))
    exact, rounded = repr(value), format(value, ".15g")
    # 0.1 + 0.2 reads 0.3; a true fraction keeps its digits.
    return rounded if len(rounded) <= len(exact) - 6 else exact


@dataclass(frozen=True)
class Grid:
    """Hold one sheet: rows of raw values from A1 on, all indices 0-based.

    ``rows`` may be ragged; what lies outside reads as blank. ``merges`` are (first row, first
    column, last row, last column), inclusive. ``transposed`` tells that rows and columns are
    swapped, so that addresses come out right for the real sheet. ``details`` are what the sheet has
    besides values, always as on the real sheet; None where nobody looked.
    """

    name: str
    rows: tuple[tuple[object, ...], ...] = ()
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    transposed: bool = False
    details: "SheetDetails | None" = None

    @cached_property
    def width(self) -> int:
        """The number of columns up to the last one with a value."""
        return max((len(row) for row in self.rows), default=0)

    @property
    def height(self) -> int:
        """The number of rows up to the last one with a value."""
        return len(self.rows)

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """Every cell as a person reads it, column by column; all columns are as long as there are rows."""
        return tuple(map(_column_texts, zip_longest(*self.rows, fillvalue="")))

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Every cell as a person reads it, row by row; all rows are as long as the longest of ``rows``."""
        return tuple(zip(*self.columns)) if self.columns else ((),) * self.height

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each text stands on the sheet; the empty one is left out."""
        counts = Counter(chain.from_iterable(self.texts))
        counts.pop("", None)
        return counts

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All different texts of the sheet but the empty one; far fewer than its cells."""
        return frozenset(self.counts)

    def raw(self, row: int, column: int) -> object:
        """Return the raw value of a cell, "" where there is none."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def text(self, row: int, column: int) -> str:
        """Return a cell as a person reads it, "" where it is blank."""
        if row < 0 or column < 0:
            return ""
        try:
            return self.texts[row][column]
        except IndexError:
            return ""

    def cells(self, rows: Iterable[int], columns: Iterable[int]) -> list[tuple[str, ...]]:
        """Return the texts of some rows, cut down to some columns that exist: fast for many rows."""
        pick = list(columns)
        if len(pick) < 2:
            return [tuple(self.texts[row][column] for column in pick) for row in rows]
        picked = itemgetter(*pick)
        return [picked(self.texts[row]) for row in rows]

    def filled_columns(self, rows: Iterable[int]) -> set[int]:
        """Return the columns that hold something in one of some rows."""
        lines = [self.texts[row] for row in rows]
        return {column for column in range(self.width) if any(line[column] for line in lines)}

    @cached_property
    def _covered(self) -> dict[tuple[int, int], Merge]:
        covered: dict[tuple[int, int], Merge] = {}
        for merge in self.merges:
            top, left, bottom, right = merge
            for row in range(top, min(bottom, self.height - 1) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    covered[row, column] = merge
            if len(covered) > MOST_COVERED_CELLS:
                break
        return covered

    def merge_of(self, row: int, column: int) -> Merge | None:
        """Return the merged range a cell belongs to, if any."""
        return self._covered.get((row, column))

    def merged_text(self, row: int, column: int) -> str:
        """Return a cell's text, for a merged cell that of its top-left one."""
        merge = self.merge_of(row, column)
        return self.text(merge[0], merge[1]) if merge else self.text(row, column)

    def address(self, row: int, column: int) -> str:
        """Return the cell's address on the real sheet."""
        return cell_address(column, row) if self.transposed else cell_address(row, column)

    def row_label(self, row: int) -> int | str:
        """Return what a person calls this row: its number from 1, or its column letters if transposed."""
        return column_letters(row) if self.transposed else row + 1

    def column_label(self, column: int) -> str:
        """Return what a person calls this column: its letters, or the row number if transposed."""
        return str(column + 1) if self.transposed else column_letters(column)

    def is_blank_row(self, row: int) -> bool:
        """Tell whether a row holds nothing to read."""
        return not 0 <= row < len(self.texts) or not any(self.texts[row])

    def filled(self, row: int) -> Iterator[tuple[int, str]]:
        """Yield (column, text) of the cells of a row that hold something."""
        if 0 <= row < len(self.texts):
            for column, text in enumerate(self.texts[row]):
                if text:
                    yield column, text

    def with_details(self, details: "SheetDetails") -> "Grid":
        """Return the same sheet with its details; what was worked out about it is not worked out again."""
        known = {name: value for name, value in vars(self).items() if name != "details"}
        grid = replace(self, details=details)
        vars(grid).update(known)
        return grid

    def transpose(self) -> "Grid":
        """Return the same sheet with rows and columns swapped; its addresses stay those of the sheet."""
        width = self.width
        padded = (row + ("",) * (width - len(row)) for row in self.rows)
        merges = tuple((left, top, right, bottom) for top, left, bottom, right in self.merges)
        return replace(self, rows=tuple(zip(*padded, strict=True)), merges=merges, transposed=not self.transposed)
