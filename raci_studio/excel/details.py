"""Read from a workbook's own XML what the parser of values does not tell: comments, links, formats, what is hidden.

Only for sheets that hold a table. Whatever goes wrong here costs these details and no more: one note says so,
the import goes on. A part with a DTD is refused, so that no entity is ever expanded.
"""

import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from raci_studio.excel.formats import simple_formats, struck_styles
from raci_studio.excel.grid import Place, cell_indices
from raci_studio.excel.notes import ImportNote
from raci_studio.excel.package import Package, local, places
from raci_studio.excel.plan import ImportPlan

if TYPE_CHECKING:
    from raci_studio.excel.read import Workbook

log = logging.getLogger(__name__)
T = TypeVar("T")

MOST_PLACES = 200_000  # comments, links, formats of one sheet
_LARGEST_REST = 20_000_000  # bytes of a sheet without its cells
_CELLS_BEGIN = re.compile(rb"<(?:\w+:)?sheetData[\s>]")
LONGEST_TEXT = 32_767  # characters of one cell's comments
_MOST_COLUMNS = 1 << 14
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^<>]*>")
_NUMBER_ATTRIBUTE = re.compile(rb"\b(min|max|width)=[\"']([0-9]{1,9}(?:\.[0-9]*)?)[\"']")
# A tag that never ends must not be searched again from each "<" in it: hence no "<" inside one.
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s(?=[^<>]*\bhidden=[\"'](?:1|true)[\"'])[^<>]*?\br=[\"']([0-9]{1,7})[\"']")
_STYLED = re.compile(
    rb"<(?:\w+:)?c\s(?=[^<>]*\bs=[\"']([0-9]{1,7})[\"'])[^<>]*?\br=[\"']([A-Za-z]{1,3}[0-9]{1,7})[\"'][^<>]*(?<!/)>"
)


@dataclass(frozen=True)
class SheetDetails:
    """Hold what a sheet has besides its values, all 0-based and as on the real sheet."""

    comments: Mapping[Place, str] = field(default_factory=dict)
    links: Mapping[Place, str] = field(default_factory=dict)
    formats: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[Place] = frozenset()
    notes: tuple[ImportNote, ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)  # of columns, in digits of the standard font


def with_details(workbook: "Workbook", plan: ImportPlan) -> "Workbook":
    """Return the workbook whose sheets with a table know their details, or a note why they do not.

    Sheets that have details keep them. Of kinds whose details cannot be read one note for the workbook says so.
    """
    known = {grid.name for grid in workbook.sheets if grid.details is not None}
    wanted = [name for name in dict.fromkeys(table.sheet for table in plan.tables) if name not in known]
    if not wanted or workbook.kind == "csv":
        return workbook
    if workbook.kind in ("xlsx", "xlsm"):
        found = _details(workbook, wanted)
    elif workbook.kind == "ods":  # they are read with the values
        found = {name: _not_read(name) for name in wanted}
    else:
        found = {} if known else {wanted[0]: SheetDetails(notes=(ImportNote("A1", "details-unknown"),))}
    sheets = (grid.with_details(found[grid.name]) if grid.name in found else grid for grid in workbook.sheets)
    return replace(workbook, sheets=tuple(sheets))


def _not_read(sheet: str) -> SheetDetails:
    return SheetDetails(notes=(ImportNote("A1", "details-not-read", {"sheet": sheet}),))


def _details(workbook: "Workbook", wanted: Iterable[str]) -> dict[str, SheetDetails]:
    found: dict[str, SheetDetails] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(workbook.data)) as archive:
            package = Package(archive)
            for name in wanted:
                found[name] = _of_sheet(package, name)
    except Exception:  # a damaged part raises many kinds; what was read of the other sheets is kept
        log.info("the details of %s were not read", workbook.name, exc_info=True)
        for name in wanted:
            found.setdefault(name, _not_read(name))
    return found


def _of_sheet(package: Package, name: str) -> SheetDetails:
    part = package.sheets[name]
    data = package.read(part)
    begin, end = _CELLS_BEGIN.search(data), data.rfind(b"sheetData>")
    if begin is None or end < begin.end():
        raise ValueError("a sheet without cells")
    first, last = begin.start(), end + len(b"sheetData>")
    if len(data) - (last - first) > _LARGEST_REST:
        raise ValueError("too much beside the cells")
    rest = data[:first] + data[last:]
    # Most sheets have neither; taking the XML apart takes longer than a look at its bytes.
    root = ElementTree.fromstring(rest, forbid_dtd=True) if b"hyperlink" in rest or b"hidden" in rest else None
    styles = package.styles()
    return SheetDetails(
        comments=_comments(package, part),
        links=_links(package, part, root) if root is not None else {},
        formats=dict(_styled(simple_formats(styles), data, first, last)),
        struck=frozenset(
            place for place, _struck in _styled(dict.fromkeys(struck_styles(styles), True), data, first, last)
        ),
        hidden_rows=frozenset(_hidden_rows(data, first, last)),
        hidden_columns=frozenset(islice(_hidden_columns(root), MOST_PLACES)) if root is not None else frozenset(),
        widths=dict(islice(_widths(data[:first]), _MOST_COLUMNS)),
    )


def _comments(package: Package, part: PurePosixPath) -> dict[Place, str]:
    """Return the notes of the cells; a conversation takes the place of the note Excel keeps for older programs."""
    notes = _texts(package.related(part, "comments"), "comment")
    return notes | _texts(package.related(part, "threadedComment"), "threadedComment")


def _texts(roots: Iterable[Element], kind: str) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for item in (item for root in roots for item in root.iter() if local(item) == kind):
        place = cell_indices(item.get("ref", ""))
        text = "".join(_text(item)).strip()
        if place in found and len(found[place]) < LONGEST_TEXT:
            found[place] += f"\n{text}"
        elif text and place not in found and len(found) < MOST_PLACES:
            found[place] = text[:LONGEST_TEXT]
    return found


def _text(item: Element) -> Iterator[str]:
    """Yield the pieces of a text; readings of Asian words (rPh) are no part of it."""
    for child in item:
        if local(child) in ("t", "text"):
            yield child.text or ""
        if local(child) != "rPh":
            yield from _text(child)


def _links(package: Package, part: PurePosixPath, root: Element) -> dict[Place, str]:
    outside = package.outside(part)
    found: dict[Place, str] = {}
    for item in (item for item in root.iter() if local(item) == "hyperlink"):
        identity = next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
        spot = item.get("location", "")
        target = outside.get(identity, "") + (f"#{spot}" if spot else "")
        for place in places(item.get("ref", ""), MOST_PLACES - len(found)) if target else ():
            found[place] = target
    return found


def _hidden_rows(data: bytes, first: int, last: int) -> Iterator[int]:
    if data.find(b"hidden=", first, last) >= 0:  # most sheets hide none; the pattern takes far longer
        yield from (int(match[1]) - 1 for match in _HIDDEN_ROW.finditer(data, first, last))


def _widths(head: bytes) -> Iterator[tuple[int, float]]:
    """Yield columns with their widths from what stands before the cells; a broken number is left out."""
    for tag in _COLUMN.finditer(head):
        said: dict[bytes, bytes] = dict(_NUMBER_ATTRIBUTE.findall(tag[0]))
        if b"width" in said and b"min" in said:
            first = int(float(said[b"min"]))
            last = min(int(float(said.get(b"max", said[b"min"]))), _MOST_COLUMNS)
            yield from ((column, float(said[b"width"])) for column in range(max(first, 1) - 1, last))


def _hidden_columns(root: Element) -> Iterator[int]:
    for item in root.iter():
        if local(item) == "col" and item.get("hidden") in ("1", "true"):
            first, last = int(item.get("min", "1")), int(item.get("max", "1"))
            yield from range(max(first, 1) - 1, min(last, 1 << 14))


def _styled(wanted: Mapping[int, T], data: bytes, first: int, last: int) -> Iterator[tuple[Place, T]]:
    """Yield the cells that have one of the wanted styles, with what is wanted of it."""
    if wanted:
        known = {str(style).encode(): what for style, what in wanted.items()}
        styled = (match for match in _STYLED.finditer(data, first, last) if match[1] in known)
        for match in islice(styled, MOST_PLACES):
            yield cell_indices(match[2].decode()), known[match[1]]
