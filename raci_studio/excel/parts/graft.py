"""Sheets that a library made, moved to the end of the client's workbook: their parts are copied, styles appended."""

import io
import re
from collections.abc import Callable, Sequence
from posixpath import basename, dirname, splitext
from typing import TYPE_CHECKING

from raci_studio.excel.parts.book import SHEET_TYPE, Book
from raci_studio.excel.parts.package import RELATIONS_TYPE, Package, relations_of
from raci_studio.excel.parts.styles import Styles, with_attributes
from raci_studio.excel.parts.xml import Element, escape

if TYPE_CHECKING:
    from openpyxl import Workbook

Fill = Callable[["Workbook"], Sequence[str]]
"""Adds sheets at the end of a workbook, which has empty ones by the client's names, and returns their titles."""

# What differs between the two kinds of files; charts and pictures of ours use no more than these.
_STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
    ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"),
)
_CELL_STYLE = re.compile(r'(<(?:c|row)\s(?:[^>]*?\s)?s=")(\d+)(")')
_COLUMN_STYLE = re.compile(r'(<col\s(?:[^>]*?\s)?style=")(\d+)(")')
_DIFFERENTIAL = re.compile(r'(\s(?:d|headerRowD|dataD|totalsRowD)xfId=")(\d+)(")')


def graft(package: Package, book: Book, styles: Styles, fill: Fill) -> tuple[str, ...]:
    """Add the sheets that `fill` makes to a package; return their names."""
    made = Package(_generated(book.names(), fill))
    other = Book(made)
    first = len(book.sheets)
    moved = _Move(made, package, styles)
    for sheet in other.sheets[first:]:
        book.add_sheet(sheet.name, moved.part(sheet.part, SHEET_TYPE))
    text = made.part(made.book)
    held = text.child(text.root, "definedNames")
    names = []
    for element in held.children() if held else ():
        said = element.attributes()
        place = said.get("localSheetId", "")
        if place.isdecimal() and int(place) >= first:
            names.append((said["name"], int(place), element.text_inside(), said.get("hidden") == "1"))
    book.add_names(names)
    return tuple(sheet.name for sheet in other.sheets[first:])


def _generated(names: Sequence[str], fill: Fill) -> bytes:
    """Return a workbook of a library with an empty sheet for each of the client's, and the new ones."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for number, name in enumerate(names, start=1):
        # A name that the library refuses is none that a sheet of ours could have.
        allowed = 0 < len(name) <= 31 and not re.search(r"[\\*?:/\[\]]", name)
        book.create_sheet(name if allowed and name not in book.sheetnames else f"\u200b{number}")
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class _Move:
    """Copy parts of one package into another, with all they refer to."""

    def __init__(self, made: Package, package: Package, styles: Styles) -> None:
        self._made, self._package = made, package
        self._styles = _StyleMap(made, styles)
        self._moved: dict[str, str] = {}

    def part(self, name: str, kind: str = "") -> str:
        """Copy one part; return its new name."""
        if name in self._moved:
            return self._moved[name]
        stem, ending = splitext(basename(name))
        pattern = f"{dirname(name)}/{stem.rstrip('0123456789')}{{}}{ending}"
        new = self._moved[name] = self._package.free_name(pattern)
        kind = kind or self._made.kind_of(name)
        data = self._made.read(name)
        if ending == ".xml":
            data = self._fitted(data.decode(), is_sheet=kind == SHEET_TYPE).encode()
        self._package.add(new, data, kind, by_ending=ending != ".xml")
        if relations_of(name) in self._made:
            text = self._made.part(relations_of(name))
            links = text.text
            for relation in self._made.relations(name):
                if not relation.is_outside:
                    target = self.part(relation.target)
                    links = _with_target(links, relation.id, f"/{target}")
            links = self._in_kind(links)
            self._package.add(relations_of(new), links.encode(), RELATIONS_TYPE, by_ending=True)
        return new

    def _fitted(self, text: str, *, is_sheet: bool) -> str:
        if is_sheet:
            text = _renumbered(text, _CELL_STYLE, self._styles.of_cell)
            text = _renumbered(text, _COLUMN_STYLE, self._styles.of_cell)
            text = _renumbered(text, _DIFFERENTIAL, self._styles.differential)
        return self._in_kind(text)

    def _in_kind(self, text: str) -> str:
        for transitional, strict in _STRICT if self._package.is_strict else ():
            text = text.replace(transitional, strict)
        return text


def _renumbered(text: str, pattern: re.Pattern[str], number: Callable[[int], int]) -> str:
    return pattern.sub(lambda match: f"{match[1]}{number(int(match[2]))}{match[3]}", text)


def _with_target(links: str, identity: str, target: str) -> str:
    def moved(match: re.Match[str]) -> str:
        source = match[0]
        said = f'Id="{identity}"' in source
        return with_attributes(source, {"Target": escape(target)}) if said else source

    return re.sub(r"<Relationship\s[^>]*>", moved, links)


class _StyleMap:
    """Append the styles of one package that are used to those of another; the numbers there."""

    def __init__(self, made: Package, styles: Styles) -> None:
        text = made.part(made.related(made.book, "styles")[0])
        self._lists = {child.name: list(child.children()) for child in text.root.children()}
        codes = ((one.get("numFmtId"), one) for one in self._lists.get("numFmts", []))
        self._codes = {number: element.attributes()["formatCode"] for number, element in codes}
        self._styles = styles
        self._known: dict[int, int] = {0: 0}

    def of_cell(self, number: int) -> int:
        """Return the number of a cell format there; the first is each workbook's own."""
        if number not in self._known:
            self._known[number] = self._styles.append("cellXfs", self._format(number))
        return self._known[number]

    def differential(self, number: int) -> int:
        """Return the number of a differential format there."""
        return self._styles.append("dxfs", self._lists["dxfs"][number].source)

    def _format(self, number: int) -> str:
        element: Element = self._lists["cellXfs"][number]
        said = element.attributes()
        changes = {
            name: str(self._styles.append(collection, self._lists[collection][int(said.get(name, 0))].source))
            for name, collection in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
            if collection != "fills" or said.get(name, "0") not in ("0", "1")
        }
        if said.get("numFmtId", "0") in self._codes:
            changes["numFmtId"] = str(self._styles.number_format(self._codes[said["numFmtId"]]))
        # The named style it was based on stays behind; what that said must be applied here.
        applied = {"applyFont": "1", "applyFill": "1", "applyBorder": "1", "applyNumberFormat": "1"}
        return with_attributes(re.sub(r'\s+xfId="\d+"', "", element.source), changes | applied)
