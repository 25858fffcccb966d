"""Addresses of cells, areas of them, and a value as it is written into one."""

import math
import re
from dataclasses import dataclass

from raci_studio.core.i18n import _
from raci_studio.excel.parts.errors import NotWritten
from raci_studio.excel.parts.xml import Element, escape

Place = tuple[int, int]
"""Row and column, both from 1."""
Value = str | int | float | bool | None
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The corner of a sheet of an .xlsx."""
LONGEST_TEXT = 32_767
"""Characters that a cell, or a note, can hold."""

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
# A program reads "_x0041_" as "A"; a text that really says so has its "_" written in that way.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Of the attributes of a cell, what is about its old content: its type, and numbers of other parts' items.
_OF_CONTENT = ("t", "cm", "vm", "ph")


def place_of(address: str) -> Place | None:
    """Return the place of an address such as "D7"; None for one that no sheet has."""
    match = _ADDRESS.fullmatch(address.strip())
    if not match:
        return None
    row, column = int(match[2]), column_of(match[1])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def column_of(letters: str) -> int:
    """Return the number of a column, "A" is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def address_of(place: Place) -> str:
    """Return the address of a place, (7, 4) is "D7"."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; all four are inside."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: object) -> bool:
        if not isinstance(place, tuple):
            return False
        return bool(self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right)

    @property
    def first(self) -> Place:
        """Return its top left cell."""
        return self.top, self.left


def areas_of(references: str) -> list[Area]:
    """Return the rectangles of references such as "A1:B2 C3", what is no such reference left out."""
    found = []
    for reference in references.split():
        start, _colon, end = reference.partition(":")
        first, last = place_of(start), place_of(end or start)
        if first and last:
            rows, columns = sorted((first[0], last[0])), sorted((first[1], last[1]))
            found.append(Area(rows[0], columns[0], rows[1], columns[1]))
    return found


def content(value: Value, prefix: str) -> tuple[str, str]:
    """Return the type and the elements of a value; a text is written inline and stays a text whatever it begins with.

    Raise `NotWritten` for what a cell cannot hold.
    """
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return "b", f"<{prefix}v>{int(value)}</{prefix}v>"
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise NotWritten(_("the text is longer than a cell can hold"))
        text = _LOOKS_ESCAPED.sub("_x005F_", value)
        return "inlineStr", (f'<{prefix}is><{prefix}t xml:space="preserve">{escape(text)}</{prefix}t></{prefix}is>')
    if isinstance(value, (int, float)) and abs(value) < 1e308 and math.isfinite(value):
        return "", f"<{prefix}v>{value!r}</{prefix}v>"
    raise NotWritten(_("a cell cannot hold such a value"))


def new_cell(place: Place, style: int, value: tuple[str, str], prefix: str) -> str:
    """Return a cell that did not exist; `value` as `content` returns it."""
    kind, inside = value
    styled = f' s="{style}"' if style else ""
    typed = f' t="{kind}"' if kind else ""
    head = f'<{prefix}c r="{address_of(place)}"{styled}{typed}'
    return f"{head}>{inside}</{prefix}c>" if inside else f"{head}/>"


def changed_cell(cell: Element, style: int | None, value: tuple[str, str]) -> str:
    """Return a cell with another value, and another style where one is given; its extensions stay."""
    kind, inside = value
    said = {name: text for name, text in cell.attributes().items() if name not in _OF_CONTENT}
    if style is not None:
        said["s"] = str(style)
    if kind:
        said["t"] = kind
    inside += "".join(child.source for child in cell.children() if child.name.endswith("extLst"))
    head = f"<{cell.name}" + "".join(f' {name}="{escape(text)}"' for name, text in said.items())
    return f"{head}>{inside}</{cell.name}>" if inside else f"{head}/>"
