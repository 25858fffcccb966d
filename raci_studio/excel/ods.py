"""Read from the content of an .ods file what the parser of values does not tell: comments, links, formats, merges.

One pass over the XML; a part with a DTD is refused, so that no entity is ever expanded. One element may stand for
millions of rows or cells: only ranges are kept of those, and what is spread out is limited.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any
from xml.parsers import expat

from raci_studio.excel.details import LONGEST_TEXT, MOST_PLACES, SheetDetails
from raci_studio.excel.grid import Grid, Merge, Place

MOST_MERGES = 200_000
_LARGEST = 150_000_000  # bytes of the content
_CHUNK = 1 << 20
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14

_OFFICE, _TABLE, _TEXT, _DRAW = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 " for name in ("office", "table", "text", "drawing")
)
_VALUE_TYPE = f"{_OFFICE}value-type"
_COLUMNS_REPEATED, _COLUMNS_SPANNED = f"{_TABLE}number-columns-repeated", f"{_TABLE}number-columns-spanned"
_HREF = "http://www.w3.org/1999/xlink href"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_A_TABLE, _ANNOTATION = f"{_TABLE}table", f"{_OFFICE}annotation"
# Texts in these are not the cell's own.
_ASIDE = (_ANNOTATION, f"{_TABLE}shapes", f"{_TABLE}tracked-changes")
_LAST_ZERO = re.compile(r"-?\d+[.,](\d{0,8}0)")
_PERCENT = re.compile(r"-?\d+(?:[.,](\d{1,9}))?\s?%")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})([./-])(\d{1,2})\.?")
_LONG_TIME = re.compile(r"PT(\d{1,7})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


@dataclass(frozen=True)
class OdsSheet:
    """Hold what one sheet has besides its values; ``durations`` are times of a day and more, which are values too."""

    details: SheetDetails
    merges: tuple[Merge, ...] = ()
    durations: Mapping[Place, dt.timedelta] = field(default_factory=dict)


def read_ods(data: bytes) -> dict[str, OdsSheet]:
    """Return the sheets of an .ods file by name. Raise some exception where the file is not what it should be."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("content.xml")
        if info.file_size > _LARGEST:
            raise ValueError("the content is too large")
        reader = _Reader()
        with archive.open(info) as stream:
            reader.read(stream)
    return reader.sheets


class _Sheet:
    """One sheet while it is read."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.rows_repeated = 1
        self.last_row = -1  # the last one with a cell that holds something
        self.comments: dict[Place, str] = {}
        self.links: dict[Place, str] = {}
        self.formats: dict[Place, str] = {}
        self.merges: list[Merge] = []
        self.durations: dict[Place, dt.timedelta] = {}
        self.hidden: list[tuple[int, int]] = []
        self.hidden_columns: set[int] = set()

    def finished(self) -> OdsSheet:
        # A sheet often ends with a million hidden rows that hold nothing.
        rows = (row for first, end in self.hidden for row in range(first, min(end, self.last_row + 1)))
        details = SheetDetails(
            self.comments, self.links, self.formats, frozenset(islice(rows, MOST_PLACES)),
            frozenset(self.hidden_columns),
        )  # fmt: skip
        return OdsSheet(details, tuple(self.merges), self.durations)


class _Reader:
    """Follow the elements of the content and fill ``sheets``."""

    def __init__(self) -> None:
        self.sheets: dict[str, OdsSheet] = {}
        self._name = ""
        self._sheet = _Sheet()
        self._inside = False  # a table
        self._cell: dict[str, str] | None = None
        self._cell_repeated = 1
        self._aside = 0  # how many elements deep inside what is not the cell's own text
        self._note: list[str] | None = None  # the lines of a comment
        self._notes: list[str] = []
        self._targets: list[str] = []
        self._lines: list[str] = []
        self._pieces: list[str] | None = None  # the pieces of one paragraph
        self._starts = dict.fromkeys(_CELLS, self._start_cell) | {
            _A_TABLE: self._start_table,
            f"{_TABLE}table-column": self._column,
            f"{_TABLE}table-row": self._start_row,
            f"{_TEXT}p": self._start_paragraph,
            f"{_TEXT}a": self._link,
            f"{_TEXT}s": self._blanks,
            f"{_TEXT}tab": self._gap,
            f"{_TEXT}line-break": self._gap,
        }
        self._ends = dict.fromkeys(_CELLS, self._end_cell) | {
            _A_TABLE: self._end_table,
            f"{_TABLE}table-row": self._end_row,
            f"{_TEXT}p": self._end_paragraph,
        }

    def read(self, stream: Any) -> None:
        """Read the whole stream of bytes."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self._starts.get(name)
        if self._aside:
            self._aside += 1
            if handler is not None and self._is_comment_text(name):
                handler(attributes)
        elif handler is not None:
            handler(attributes)
        elif name in _ASIDE or name.startswith(_DRAW):
            self._aside = 1
            self._note = [] if name == _ANNOTATION else None

    def _end(self, name: str) -> None:
        handler = self._ends.get(name)
        if self._aside:
            if handler is not None and self._is_comment_text(name):
                handler()
            self._aside -= 1
            if not self._aside and self._note is not None:
                self._notes.append("\n".join(self._note).strip())
                self._note = None
        elif handler is not None:
            handler()

    def _is_comment_text(self, name: str) -> bool:
        return self._note is not None and name.startswith(_TEXT)

    # Tables, columns, rows

    def _start_table(self, attributes: dict[str, str]) -> None:
        if self._inside:  # a table in a cell
            self._aside = 1
        else:
            self._name, self._sheet, self._inside = attributes.get(f"{_TABLE}name", ""), _Sheet(), True

    def _end_table(self) -> None:
        self.sheets.setdefault(self._name, self._sheet.finished())
        self._inside = False

    def _column(self, attributes: dict[str, str]) -> None:
        first, end = self._sheet.column, self._sheet.column + _number(attributes, _COLUMNS_REPEATED)
        if _is_hidden(attributes):
            self._sheet.hidden_columns.update(range(first, min(end, _MOST_COLUMNS)))
        self._sheet.column = end

    def _start_row(self, attributes: dict[str, str]) -> None:
        sheet = self._sheet
        sheet.column, sheet.rows_repeated = 0, _number(attributes, f"{_TABLE}number-rows-repeated")
        if _is_hidden(attributes):
            sheet.hidden.append((sheet.row, sheet.row + sheet.rows_repeated))

    def _end_row(self) -> None:
        self._sheet.row += self._sheet.rows_repeated

    # Cells

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._cell_repeated = attributes, _number(attributes, _COLUMNS_REPEATED)
        if self._notes or self._targets or self._lines:
            self._notes, self._targets, self._lines = [], [], []

    def _end_cell(self) -> None:
        sheet, attributes = self._sheet, self._cell or {}
        kind = attributes.get(_VALUE_TYPE)
        if kind or self._lines or self._notes:
            sheet.last_row = sheet.row + sheet.rows_repeated - 1
        if _COLUMNS_SPANNED in attributes and len(sheet.merges) < MOST_MERGES:
            self._merge(sheet, attributes)
        if self._notes:
            self._spread(sheet.comments, "\n".join(filter(None, self._notes))[:LONGEST_TEXT])
        if self._targets:
            self._spread(sheet.links, "\n".join(dict.fromkeys(self._targets))[:LONGEST_TEXT])
        if kind and kind != "string":
            self._spread(sheet.formats, _format(kind, attributes, "".join(self._lines)))
            self._spread(sheet.durations, _long_duration(attributes.get(f"{_OFFICE}time-value", "")))
        sheet.column += self._cell_repeated
        self._cell = None

    def _merge(self, sheet: _Sheet, attributes: dict[str, str]) -> None:
        bottom = sheet.row + _number(attributes, f"{_TABLE}number-rows-spanned") - 1
        right = sheet.column + _number(attributes, _COLUMNS_SPANNED) - 1
        if (bottom, right) != (sheet.row, sheet.column):
            sheet.merges.append((sheet.row, sheet.column, min(bottom, _MOST_ROWS - 1), min(right, _MOST_COLUMNS - 1)))

    def _spread(self, held: dict[Place, Any], what: Any) -> None:
        """Note something of the cell for all the cells it stands for."""
        if what:
            for place in islice(self._places(self._sheet), MOST_PLACES - len(held)):
                held[place] = what

    def _places(self, sheet: _Sheet) -> Iterator[Place]:
        rows = range(sheet.row, min(sheet.row + sheet.rows_repeated, _MOST_ROWS))
        columns = range(sheet.column, min(sheet.column + self._cell_repeated, _MOST_COLUMNS))
        return ((row, column) for row in rows for column in columns)

    # Texts

    def _start_paragraph(self, _attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._pieces = []

    def _end_paragraph(self) -> None:
        if self._pieces is not None:
            lines = self._lines if self._note is None else self._note
            if len(lines) < LONGEST_TEXT:
                lines.append("".join(self._pieces)[:LONGEST_TEXT])
            self._pieces = None

    def _characters(self, text: str) -> None:
        if self._pieces is not None and (not self._aside or self._note is not None):
            self._pieces.append(text[:LONGEST_TEXT])

    def _link(self, attributes: dict[str, str]) -> None:
        target = attributes.get(_HREF, "")
        if target and self._note is None and len(self._targets) < LONGEST_TEXT:
            self._targets.append(target[:LONGEST_TEXT])

    def _blanks(self, attributes: dict[str, str]) -> None:
        self._characters(" " * min(_number(attributes, f"{_TEXT}c"), 100))

    def _gap(self, _attributes: dict[str, str]) -> None:
        self._characters("\n")


def _refuse(*_declaration: object) -> None:
    raise ValueError("a document type declaration")


def _number(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name)
    return max(1, int(text[:12])) if text else 1


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get(f"{_TABLE}visibility") in ("collapse", "filter")


def _format(kind: str, attributes: Mapping[str, str], shown: str) -> str:
    """Return the simple format (see ``formats``) a value is shown in, "" where none matters; its text tells it."""
    if kind == "percentage" and (percent := _PERCENT.fullmatch(shown)):
        return f"0.{'0' * len(percent[1])}%" if percent[1] else "0%"
    if kind in ("float", "currency") and (decimals := _LAST_ZERO.fullmatch(shown)):
        return f"0.{'0' * len(decimals[1])}"
    if kind == "date" and (parts := _DAY_AND_MONTH.fullmatch(shown)):
        date = attributes.get(f"{_OFFICE}date-value", "")[5:10]
        for first, second, order in (("d", "m", date[3:] + date[:2]), ("m", "d", date[:2] + date[3:])):
            if f"{parts[1]:0>2}{parts[3]:0>2}" == order:
                return f"{first * len(parts[1])}{parts[2]}{second * len(parts[3])}"
    return ""


def _long_duration(text: str) -> dt.timedelta | None:
    """Return a time of a day or more, which the parser of values leaves as PT36H00M00S; None for any other text."""
    match = _LONG_TIME.fullmatch(text)
    if match is None or int(match[1]) < 24:
        return None
    hours, minutes, seconds = map(int, match.groups())
    return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)


def completed(grid: Grid, sheet: OdsSheet) -> Grid:
    """Return a sheet of values with what else it has, and with its long durations as such."""
    rows = grid.rows
    if sheet.durations:
        changed = [list(row) for row in rows]
        for (row, column), duration in sheet.durations.items():
            if row < len(changed) and column < len(changed[row]):
                changed[row][column] = duration
        rows = tuple(map(tuple, changed))
    return replace(grid, rows=rows, merges=sheet.merges, details=sheet.details)
