"""New rows below a table: whether there is room, how they look, and what ends there and grows with them."""

import re
from collections.abc import Sequence

from raci_studio.excel.parts.book import Book
from raci_studio.excel.parts.cells import Area, Place, areas_of, column_of
from raci_studio.excel.parts.package import Package
from raci_studio.excel.parts.plan import NewRow
from raci_studio.excel.parts.sheet import Changes, Sheet
from raci_studio.excel.parts.xml import Element, XmlPart

_OF_LOOK = ("s", "customFormat", "ht", "customHeight")
_REFERENCE = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)(?::(\$?)([A-Za-z]{1,3})(\$?)(\d+))?(?![\w(!])")
_NEWER_CELLS = re.compile(r"(<(?:\w+:)?sqref>)([^<]*)(?=<)")
_GROWING_NAMES = ("_xlnm.Print_Area", "_xlnm._FilterDatabase")


def is_free(package: Package, sheet: Sheet, area: Area) -> bool:
    """Tell whether new rows fit into an area: no value, formula or merged cell there, no table, no protection."""
    if is_protected(sheet):
        return False
    columns = range(area.left, area.right + 1)
    wanted = range(area.top, area.bottom + 1)
    for _number, row in sheet.rows_in(wanted):
        if row.get("hidden") in ("1", "true"):
            return False
        column = 0
        for cell in sheet.text.children(row, "c"):
            found = re.match(r"[A-Za-z]+", cell.get("r"))
            column = column_of(found[0]) if found else column + 1
            if column in columns and any(True for _child in cell.children()):
                return False
    places: list[Place] = [(row, column) for row in wanted for column in columns]
    if sheet.merges_around(places):
        return False
    tables = (package.part(part).root.get("ref") for part in package.related(sheet.name, "table"))
    pivots = (
        place.get("ref")
        for part in package.related(sheet.name, "pivotTable")
        for place in package.part(part).children(package.part(part).root, "location")
    )
    return not any(_meet(area, other) for refs in (*tables, *pivots) for other in areas_of(refs))


def is_protected(sheet: Sheet) -> bool:
    """Tell whether cells of a sheet are locked."""
    held = sheet.named("sheetProtection")
    return held is not None and held.get("sheet") in ("1", "true")


def _meet(one: Area, other: Area) -> bool:
    return one.top <= other.bottom and other.top <= one.bottom and one.left <= other.right and other.left <= one.right


def add_rows(sheet: Sheet, new: Sequence[NewRow], changes: Changes) -> None:
    """Put new rows into the changes of a sheet: their values, and the look of the rows they are like."""
    looks: dict[int, dict[str, str]] = {}
    for row in new:
        first, last = row.columns
        styles = sheet.styles_of([(row.like, column) for column in range(first, last + 1)])
        for (_like, column), style in styles.items():
            if style or column in row.values:
                changes.styles[row.row, column] = lambda _old, style=style: style  # type: ignore[misc]
        changes.values.update({(row.row, column): value for column, value in row.values.items()})
        for _number, like in sheet.rows_in([row.like]):
            looks[row.row] = {name: text for name, text in like.attributes().items() if name in _OF_LOOK}
    changes.rows = {**changes.rows, **looks}


def extend(package: Package, book: Book, sheet: Sheet, name: str, new: Sequence[NewRow]) -> None:
    """Let what ends right above new rows end at the last of them."""
    above, below = min(row.row for row in new) - 1, max(row.row for row in new)
    columns = (min(row.columns[0] for row in new), max(row.columns[1] for row in new))
    grow = _Growing(above, below, columns)
    text = sheet.text
    for element in text.children(text.root, "conditionalFormatting"):
        grow.attribute(text, element, "sqref")
    for held in text.children(text.root, "dataValidations"):
        for element in text.children(held, "dataValidation"):
            grow.attribute(text, element, "sqref")
    if (found := sheet.named("autoFilter")) is not None:
        grow.attribute(text, found, "ref")
    if (found := sheet.named("extLst")) is not None:
        for match in _NEWER_CELLS.finditer(text.text, found.head, found.tail):
            if (refs := grow.references(match[2])) != match[2]:
                text.splice(match.start(2), match.end(2), refs)
    for part in package.related(sheet.name, "table"):
        table = package.part(part)
        if table.root.get("totalsRowCount", "0") == "0" and grow.attribute(table, table.root, "ref"):
            for element in table.children(table.root, "autoFilter"):
                grow.attribute(table, element, "ref")
    book.change_names(book.names().index(name), _GROWING_NAMES, grow.references)


class _Growing:
    """Extend references that end at one row to another, where they are about some columns."""

    def __init__(self, above: int, below: int, columns: tuple[int, int]) -> None:
        self._above, self._below, self._columns = above, below, columns

    def attribute(self, text: XmlPart, element: Element, name: str) -> bool:
        """Extend the references of an attribute; tell whether they changed."""
        refs = element.get(name)
        grown = self.references(refs)
        if grown != refs:
            text.set_attribute(element, name, grown)
        return grown != refs

    def references(self, refs: str) -> str:
        """Return references such as "A1:B5 C7", with sheet names or without, as they are to be."""
        return _REFERENCE.sub(self._grown, refs)

    def _grown(self, match: re.Match[str]) -> str:
        bottom = int(match[8] or match[4])
        left, right = column_of(match[2]), column_of(match[6] or match[2])
        if bottom != self._above or left > self._columns[1] or right < self._columns[0]:
            return match[0]
        first = f"{match[1]}{match[2]}{match[3]}{match[4]}"
        last = f"{match[5]}{match[6]}{match[7]}" if match[8] else f"{match[1]}{match[2]}{match[3]}"
        return f"{first}:{last}{self._below}"
