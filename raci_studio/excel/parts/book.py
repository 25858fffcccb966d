"""The workbook's own part: its sheets, names and how it calculates."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from raci_studio.excel.parts.errors import damaged
from raci_studio.excel.parts.package import OFFICE_RELATIONS, Package
from raci_studio.excel.parts.xml import XmlPart, escape

_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_FORMULA = re.compile(r"<(?:\w+:)?f[\s/>]")
_LONGEST_NAME = 31
_SHEET_NAMES = re.compile(r"('(?:[^']|'')*'!|[^\s,()'!]+!)")
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
"""The content type of a worksheet."""


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet by its name, its part ("" where that is missing) and what it is: "worksheet", "chartsheet"…"""

    name: str
    part: str
    kind: str


class Book:
    """Read and extend the workbook part of a package. Raise `Untouchable` where it has no sheets."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._text: XmlPart = package.part(package.book)
        found = self._text.child(self._text.root, "sheets")
        if found is None:
            raise damaged(package.book)
        self._sheets = found
        elements = list(self._text.children(found, "sheet"))
        self._ids = [int(one) for element in elements if (one := element.get("sheetId")).isdecimal()]
        relations = {one.id: one for one in package.relations(package.book) if not one.is_outside}
        self._id = self._text.prefix_for(*OFFICE_RELATIONS)
        self.sheets: list[SheetPlace] = []
        for element in elements:
            said = element.attributes()
            identity = next((said[name] for name in said if name.endswith(":id")), "")
            relation = relations.get(identity)
            part = relation.target if relation and relation.target in package else ""
            self.sheets.append(SheetPlace(said.get("name", ""), part, relation.kind if relation else ""))
        self._count = len(self.sheets)

    def names(self) -> list[str]:
        """Return the names of all sheets, in order."""
        return [sheet.name for sheet in self.sheets]

    def find(self, name: str) -> SheetPlace | None:
        """Return a sheet by its name; Excel compares without case, an exact match comes first."""
        exact = (sheet for sheet in self.sheets if sheet.name == name)
        folded = (sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold())
        return next(exact, None) or next(folded, None)

    def add_sheet(self, name: str, part: str) -> None:
        """Put a worksheet, whose part exists, behind all others."""
        relation = self._package.relate(self._package.book, "worksheet", part)
        number = max(self._ids, default=0) + 1
        self._ids.append(number)
        # Where the root binds no prefix for relations, the element binds one itself.
        prefix = self._id or "r:"
        bound = "" if self._id else f' xmlns:r="{OFFICE_RELATIONS[self._package.is_strict]}"'
        new = f'<{self._text.prefix}sheet{bound} name="{escape(name)}" sheetId="{number}" {prefix}id="{relation}"/>'
        self._text.append(self._sheets, new)
        self.sheets.append(SheetPlace(name, part, "worksheet"))

    def add_names(self, names: Iterable[tuple[str, int, str, bool]]) -> None:
        """Define names of sheets: each its name, the number of its sheet from 0, its formula, and whether it hides."""
        tag, new = f"{self._text.prefix}definedName", ""
        for name, sheet, formula, is_hidden in names:
            hidden = ' hidden="1"' if is_hidden else ""
            new += f'<{tag} name="{escape(name)}" localSheetId="{sheet}"{hidden}>{escape(formula)}</{tag}>'
        if not new:
            return
        held = self._text.child(self._text.root, "definedNames")
        if held is not None:
            self._text.append(held, new)
        else:
            tag = f"{self._text.prefix}definedNames"
            self._text.insert_ordered(self._text.root, _ORDER, "definedNames", f"<{tag}>{new}</{tag}>")

    def change_names(self, sheet: int, wanted: Collection[str], change: Callable[[str], str]) -> None:
        """Change the formulas of some names that belong to a sheet, by its number from 0."""
        held = self._text.child(self._text.root, "definedNames")
        for element in self._text.children(held, "definedName") if held else ():
            said = element.attributes()
            if said.get("name") in wanted and said.get("localSheetId") == str(sheet):
                old = element.text_inside()
                # The sheet's own name may look like the address of a cell.
                new = "".join(
                    piece if piece.endswith("!") else change(piece) for piece in _SHEET_NAMES.split(old) if piece
                )
                if new != old:
                    self._text.splice(element.head, element.tail, escape(new))

    @property
    def starts_in_1904(self) -> bool:
        """Tell whether days are counted from 1904."""
        held = self._text.child(self._text.root, "workbookPr")
        return held is not None and held.get("date1904") in ("1", "true")

    def calculate_on_load(self) -> None:
        """Let the next program calculate everything, where the workbook holds formulas: a value has changed."""
        if not self._has_formulas():
            return
        held = self._text.child(self._text.root, "calcPr")
        if held is not None:
            self._text.set_attribute(held, "fullCalcOnLoad", "1")
        else:
            new = f'<{self._text.prefix}calcPr fullCalcOnLoad="1"/>'
            self._text.insert_ordered(self._text.root, _ORDER, "calcPr", new)

    def _has_formulas(self) -> bool:
        if self._package.related(self._package.book, "calcChain"):
            return True
        parts = (sheet.part for sheet in self.sheets[: self._count] if sheet.part and sheet.kind == "worksheet")
        return any(_FORMULA.search(self._package.source(part)) for part in parts)


def free_sheet_name(wanted: str, taken: Iterable[str], fallback: str) -> str:
    """Return an allowed name that does not clash: no case, 31 characters, none of ``[]:*?/\\``, no "'" at an end.

    These are Excel's rules; "History" is a name it keeps for itself.
    """
    known = {name.casefold() for name in taken} | {"history"}
    clean = (
        re.sub(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff\ud800-\udfff]", "_", wanted).strip().strip("'").strip() or fallback
    )
    name, number = clean[:_LONGEST_NAME].rstrip("' "), 2
    while name.casefold() in known:
        suffix = f" ({number})"
        name, number = clean[: _LONGEST_NAME - len(suffix)].rstrip("' ") + suffix, number + 1
    return name
