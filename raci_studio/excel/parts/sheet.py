"""One worksheet: values and styles of cells, rows and cells that were not there, what must not be overwritten."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from raci_studio.core.i18n import N_, _
from raci_studio.excel.parts.cells import (
    Area,
    Place,
    Value,
    address_of,
    areas_of,
    changed_cell,
    column_of,
    content,
    new_cell,
)  # fmt: skip
from raci_studio.excel.parts.errors import NotWritten, damaged
from raci_studio.excel.parts.package import Package
from raci_studio.excel.parts.xml import Element, XmlPart

ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""The children of a worksheet in the order of the schema."""

FORMULA = N_("a formula stands there")
ARRAY = N_("it is part of an array formula")
DATA_TABLE = N_("it belongs to a data table")
PIVOT = N_("a pivot table writes there")
TABLE_HEADER = N_("it is the header of a table")
PROTECTED = N_("the sheet is protected")
MERGED = N_("it lies inside a merged cell")

# Rules of newer kinds stand among the extensions of the sheet.
_NEWER_FORMATS = re.compile(r"<\w+:conditionalFormatting[\s>].*?</\w+:conditionalFormatting>", re.DOTALL)
_NEWER_CELLS = re.compile(r"<\w+:sqref>([^<]*)<")

Restyle = Callable[[int], int]
"""From the number of a cell format to that of the format in its place."""


@dataclass
class Changes:
    """What is asked for on one sheet: by place, a value, and what becomes of the style.

    `rows` are attributes of rows, such as a height, where those rows say nothing themselves.
    """

    values: dict[Place, Value] = field(default_factory=dict)
    styles: dict[Place, Restyle] = field(default_factory=dict)
    rows: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def places(self) -> set[Place]:
        """Return all places concerned."""
        return {*self.values, *self.styles}


class Sheet:
    """Read and edit the part of a worksheet. Raise `Untouchable` where it is damaged."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self.name = package, part
        self.text: XmlPart = package.part(part)
        root = self.text.root
        if not self.text.is_named(root, "worksheet"):
            raise damaged(part)
        self._children = {child.name: child for child in reversed(list(root.children()))}
        self._data = self._named("sheetData")

    def _named(self, name: str) -> Element | None:
        found = (child for child in self._children.values() if self.text.is_named(child, name))
        return next(found, None)

    def named(self, name: str) -> Element | None:
        """Return a child of the worksheet."""
        return self._named(name)

    # What must not be overwritten

    def merges_around(self, places: Iterable[Place]) -> dict[Place, Area]:
        """Return the merged cell that each of some places lies in, those in none left out."""
        held = self._named("mergeCells")
        by_row: dict[int, list[Place]] = {}
        for place in places:
            by_row.setdefault(place[0], []).append(place)
        rows, found = sorted(by_row), {}
        for element in self.text.children(held, "mergeCell") if held and rows else ():
            for area in areas_of(element.get("ref")):
                for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]:
                    found.update({place: area for place in by_row[row] if place in area})
        return found

    def kept_areas(self) -> list[tuple[Area, str]]:
        """Return the areas whose values are made by something else, each with the reason."""
        found: list[tuple[Area, str]] = []
        if self._data:
            for element in self._formulas():
                said = element.attributes()
                if reason := {"array": ARRAY, "dataTable": DATA_TABLE}.get(said.get("t", "")):
                    found += [(area, reason) for area in areas_of(said.get("ref", ""))]
        for part in self._package.related(self.name, "pivotTable"):
            text = self._package.part(part)
            for element in text.children(text.root, "location"):
                found += [(area, PIVOT) for area in areas_of(element.get("ref"))]
        for part in self._package.related(self.name, "table"):
            said = self._package.part(part).root.attributes()
            if said.get("headerRowCount", "1") != "0":
                areas = areas_of(said.get("ref", ""))
                found += [(Area(area.top, area.left, area.top, area.right), TABLE_HEADER) for area in areas]
        return found

    def _formulas(self) -> Iterable[Element]:
        """Yield the formulas that say what area they fill."""
        assert self._data
        name = self.text.prefix + "f"
        pattern = re.compile(rf"<{re.escape(name)}\s[^>]*?\bref\s*=[^>]*>")
        for match in pattern.finditer(self.text.text, self._data.head, self._data.tail):
            yield Element(self.text.text, name, match.start(), match.end(), match.end(), match.end())

    def coloured_areas(self, with_fill: Collection[int]) -> list[Area]:
        """Return the areas where conditional formatting may fill cells; `with_fill` are its formats that do."""
        found: list[Area] = []
        for element in self.text.children(self.text.root, "conditionalFormatting"):
            rules = list(self.text.children(element, "cfRule"))
            numbers = {_number(said) for rule in rules if (said := rule.get("dxfId"))}
            if not numbers.isdisjoint(with_fill) or any(rule.get("type") == "colorScale" for rule in rules):
                found += areas_of(element.get("sqref"))
        held = self._named("extLst")
        for block in _NEWER_FORMATS.findall(held.content) if held else ():
            if "fill>" in block or "colorScale" in block:
                found += [area for cells in _NEWER_CELLS.findall(block) for area in areas_of(cells)]
        return found

    # Editing

    def apply(self, changes: Changes) -> dict[Place, str]:
        """Splice the changes in; return why some values were left out. Styles are always set."""
        left_out: dict[Place, str] = {}
        prefix = self.text.prefix
        wanted = {place: _content_or_reason(value, prefix) for place, value in changes.values.items()}
        left_out.update({place: held for place, held in wanted.items() if isinstance(held, str)})
        kept = self.kept_areas() if wanted else []
        for place in wanted:
            if reason := next((why for area, why in kept if place in area), ""):
                left_out.setdefault(place, _(reason))
        rows: dict[int, list[int]] = {}
        for row, column in sorted(changes.places()):
            rows.setdefault(row, []).append(column)
        values = {place: held for place, held in wanted.items() if not isinstance(held, str)}
        writer = _Rows(self, changes, {k: v for k, v in values.items() if k not in left_out})
        writer.write(rows, self._data)
        left_out.update(writer.left_out)
        self._extend_dimension(writer.written)
        return left_out

    def column_style(self, column: int) -> int:
        """Return the cell format of a whole column."""
        held = self._named("cols")
        for element in self.text.children(held, "col") if held else ():
            said = element.attributes()
            if int(said.get("min", 0)) <= column <= int(said.get("max", 0)):
                return _number(said.get("style", ""))
        return 0

    def styles_of(self, places: Iterable[Place]) -> dict[Place, int]:
        """Return the cell formats of some places, of those without a cell that of their row or column."""
        wanted: dict[int, set[int]] = {}
        found: dict[Place, int] = {}
        for place in places:
            wanted.setdefault(place[0], set()).add(place[1])
            found[place] = self.column_style(place[1])
        for number, row in self.rows_in(wanted):
            if row.get("customFormat") in ("1", "true"):
                found.update({(number, column): _number(row.get("s")) for column in wanted[number]})
            column = 0
            for cell in self.text.children(row, "c"):
                column = _column(cell) or column + 1
                if column in wanted[number]:
                    found[number, column] = _number(cell.get("s"))
        return found

    def rows_in(self, wanted: Collection[int]) -> Iterator[tuple[int, Element]]:
        """Yield the rows of some numbers, with those; a row that the part does not hold is left out."""
        numbered = 0
        for row in self.text.children(self._data, "row") if self._data else ():
            numbered = _number(row.get("r")) or numbered + 1
            if numbered in wanted:
                yield numbered, row

    def _extend_dimension(self, written: list[Place]) -> None:
        held = self._named("dimension")
        areas = areas_of(held.get("ref")) if held else []
        if not held or len(areas) != 1 or not written:
            return
        rows, columns = [row for row, _column in written], [column for _row, column in written]
        area = areas[0]
        top, left = min(area.top, *rows), min(area.left, *columns)
        bottom, right = max(area.bottom, *rows), max(area.right, *columns)
        if Area(top, left, bottom, right) != area:
            self.text.set_attribute(held, "ref", f"{address_of((top, left))}:{address_of((bottom, right))}")

    def insert(self, name: str, new: str) -> None:
        """Put a new child where the schema has it."""
        self.text.insert_ordered(self.text.root, ORDER, name, new)


class _Rows:
    """Write into the rows of a sheet, in one pass over them."""

    def __init__(self, sheet: Sheet, changes: Changes, values: Mapping[Place, tuple[str, str]]) -> None:
        self._sheet, self._text, self._values = sheet, sheet.text, values
        self._styles, self._attributes = changes.styles, changes.rows
        self.left_out: dict[Place, str] = {}
        self.written: list[Place] = []

    def write(self, rows: Mapping[int, list[int]], data: Element | None) -> None:
        """Write the wanted columns of the wanted rows."""
        wanted, numbered = sorted(rows), 0
        found: dict[int, Element] = {}
        before: dict[int, int] = {}
        for row in self._text.children(data, "row") if data else ():
            numbered = _number(row.get("r")) or numbered + 1
            for number in wanted[len(before) : bisect_left(wanted, numbered)]:
                before[number] = row.start
            if numbered in rows:
                found.setdefault(numbered, row)
        added = ""
        for number in wanted:
            if number in found:
                self._into_row(found[number], number, rows[number])
            elif new := self._new_row(number, rows[number]):
                if number in before:
                    self._text.splice(before[number], before[number], new)
                else:
                    added += new
        if not added:
            return
        if data:
            self._text.append(data, added)
        else:
            tag = self._text.prefix + "sheetData"
            self._sheet.insert("sheetData", f"<{tag}>{added}</{tag}>")

    def _new_row(self, number: int, columns: list[int]) -> str:
        tag = self._text.prefix + "row"
        cells = "".join(self._new_cell((number, column), 0) for column in columns)
        more = "".join(f' {name}="{value}"' for name, value in self._attributes.get(number, {}).items())
        return f'<{tag} r="{number}"{more}>{cells}</{tag}>' if cells else ""

    def _into_row(self, row: Element, number: int, columns: list[int]) -> None:
        said = row.attributes()
        for name, text in self._attributes.get(number, {}).items():
            if name in ("ht", "customHeight") and "ht" not in said:
                self._text.set_attribute(row, name, text)
        style = _number(said.get("s", "")) if said.get("customFormat") in ("1", "true") else 0
        found: dict[int, Element] = {}
        before: dict[int, int] = {}
        column = 0
        for cell in self._text.children(row, "c"):
            column = _column(cell) or column + 1
            for wanted in columns[len(before) : bisect_left(columns, column)]:
                before[wanted] = cell.start
            if column in columns:
                found.setdefault(column, cell)
        added = ""
        for wanted in columns:
            if wanted in found:
                self._into_cell(found[wanted], (number, wanted))
            elif new := self._new_cell((number, wanted), style):
                if wanted in before:
                    self._text.splice(before[wanted], before[wanted], new)
                else:
                    added += new
        self._extend_spans(row, [wanted for wanted in columns if wanted not in found])
        if added:
            self._text.append(row, added)

    def _new_cell(self, place: Place, row_style: int) -> str:
        """Return a new cell in the style of its row or column; "" where there is nothing to write."""
        style = row_style or self._sheet.column_style(place[1])
        value = self._values.get(place, ("", ""))
        change = self._styles.get(place)
        if not change and not value[1]:
            return ""
        self.written.append(place)
        return new_cell(place, change(style) if change else style, value, self._text.prefix)

    def _into_cell(self, cell: Element, place: Place) -> None:
        change = self._styles.get(place)
        style = change(_number(cell.get("s"))) if change else None
        value = self._values.get(place)
        if value is not None and self._text.child(cell, "f"):
            self.left_out[place], value = _(FORMULA), None
        if value is not None:
            self._text.splice(cell.start, cell.end, changed_cell(cell, style, value))
        elif style is not None:
            self._text.set_attribute(cell, "s", str(style))

    def _extend_spans(self, row: Element, columns: list[int]) -> None:
        """Keep the columns a row says it spans true; what says nothing, or several spans, is no help to a reader."""
        match = re.fullmatch(r"(\d+):(\d+)", row.get("spans"))
        if match and columns:
            first, last = min(int(match[1]), *columns), max(int(match[2]), *columns)
            if (first, last) != (int(match[1]), int(match[2])):
                self._text.set_attribute(row, "spans", f"{first}:{last}")


def _content_or_reason(value: Value, prefix: str) -> tuple[str, str] | str:
    """Return a value as `cells.content` does; a sentence where a cell cannot hold it."""
    try:
        return content(value, prefix)
    except NotWritten as reason:
        return str(reason)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _column(cell: Element) -> int:
    match = re.match(r"[A-Za-z]{1,3}(?=\d)", cell.get("r"))
    return column_of(match[0]) if match else 0
