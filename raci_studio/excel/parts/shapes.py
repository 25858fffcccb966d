"""The shapes of notes: without its shape, in a drawing of the old kind (VML), a note is not shown."""

import re

from raci_studio.excel.parts.cells import LAST_COLUMN, LAST_ROW, Place
from raci_studio.excel.parts.errors import damaged
from raci_studio.excel.parts.package import OFFICE_RELATIONS, Package
from raci_studio.excel.parts.sheet import Sheet
from raci_studio.excel.parts.xml import Element, XmlPart, escape

_V, _O, _X = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office", "urn:schemas-microsoft-com:office:excel"  # fmt: skip  # noqa: E501
_KIND, _TYPE = "vmlDrawing", "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NEW = (
    f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{}"/></o:shapelayout></xml>'
)
_BLOCK = 1024
"""Numbers of shapes in a block; a drawing says which blocks are its own, and no two share one."""
_IDMAP = re.compile(r"<(?:\w+:)?idmap\s[^>]*?\bdata\s*=\s*[\"']([\d,\s]*)[\"']")
_NUMBER = re.compile(r"_x0000_s(\d+)")
_NOTED = re.compile(
    r"ObjectType\s*=\s*[\"']Note[\"'](?:(?!ObjectType).)*?<(?:\w+:)?Row>\s*(\d+)\s*<.*?<(?:\w+:)?Column>\s*(\d+)",
    re.DOTALL,
)
_WIDTH = 4
"""Columns that a note covers."""
_LETTERS_PER_LINE, _MOST_LINES = 40, 24


class Shapes:
    """Give the notes of a sheet their shapes, in the drawing it has or in a new one. Raise `Untouchable`."""

    def __init__(self, package: Package, sheet: Sheet) -> None:
        self._package, self._sheet = package, sheet
        self._blocks = _used_blocks(package)
        self._left = 0
        self._number = 0
        self._own: list[int] = []
        found = sheet.named("legacyDrawing")
        part = _target(package, sheet, found) if found else ""
        if part:
            self._text: XmlPart = package.loose_part(part)
        else:
            self._take_block()
            part = package.free_name("xl/drawings/vmlDrawing{}.vml")
            package.add(part, _NEW.format(self._own[0]), _TYPE, by_ending=True)
            relation = package.relate(sheet.name, _KIND, part)
            self._text = package.part(part)
            self._refer(found, relation)
        self.held: set[Place] = {(int(row) + 1, int(column) + 1) for row, column in _NOTED.findall(self._text.text)}
        self._new: list[str] = []

    def add(self, place: Place, text: str) -> None:
        """Give the note of a cell a shape as large as its text needs."""
        if not self._left:
            self._take_block()
        self._left -= 1
        self._number += 1
        self._new.append(_shape(self._number, place, text))
        self.held.add(place)

    def write(self) -> None:
        """Splice in what was added; call it once."""
        if not self._new:
            return
        text = self._text
        kind = "" if 'id="_x0000_t202"' in text.text else _SHAPE_KIND
        bound = "".join(
            f' xmlns:{prefix}="{uri}"' for prefix, uri in (("v", _V), ("o", _O), ("x", _X))
            if text.prefix_for(uri) != f"{prefix}:"
        )  # fmt: skip
        shapes = kind + "".join(self._new)
        if bound:
            shapes = re.sub(r"(<v:shape(?:type)?)(?=\s)", rf"\1{bound}", shapes)
        text.append(text.root, shapes)
        idmap = _IDMAP.search(text.text)
        if idmap:
            known = [int(one) for one in re.findall(r"\d+", idmap[1])]
            blocks = ",".join(map(str, dict.fromkeys([*known, *self._own])))
            if len({*known, *self._own}) > len(known):
                text.splice(*idmap.span(1), blocks)

    def _take_block(self) -> None:
        block = max(self._blocks, default=0) + 1
        self._blocks.add(block)
        self._own.append(block)
        self._number, self._left = block * _BLOCK, _BLOCK - 1

    def _refer(self, held: Element | None, relation: str) -> None:
        """Let the sheet name its drawing."""
        text = self._sheet.text
        prefix = text.prefix_for(*OFFICE_RELATIONS)
        if held:  # it named one that is not in the package
            name = next((name for name in held.attributes() if name.endswith(":id")), "")
            if not name:
                raise damaged(self._sheet.name)
            text.set_attribute(held, name, relation)
            return
        bound = "" if prefix else f' xmlns:r="{OFFICE_RELATIONS[self._package.is_strict]}"'
        self._sheet.insert("legacyDrawing", f'<{text.prefix}legacyDrawing{bound} {prefix or "r:"}id="{relation}"/>')


def _target(package: Package, sheet: Sheet, element: Element) -> str:
    identity = next((value for name, value in element.attributes().items() if name.endswith(":id")), "")
    found = (one.target for one in package.relations(sheet.name) if one.id == identity and not one.is_outside)
    return next((target for target in found if target in package), "")


def _used_blocks(package: Package) -> set[int]:
    """Return the blocks of shape numbers that any drawing of the workbook uses."""
    used: set[int] = set()
    for name in package.names():
        if name.lower().endswith(".vml") or package.kind_of(name) == _TYPE:
            text = package.loose_part(name)
            for source in (text.text, *(splice.new for splice in text.splices)):
                used.update(int(number) // _BLOCK for number in _NUMBER.findall(source))
                used.update(int(one) for found in _IDMAP.findall(source) for one in re.findall(r"\d+", found))
    return used


_SHAPE_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def _shape(number: int, place: Place, text: str) -> str:
    row, column = place[0] - 1, place[1] - 1
    lines = sum(1 + len(line) // _LETTERS_PER_LINE for line in text.split("\n"))
    height = min(lines, _MOST_LINES) + 2
    left = column + 1 if column + 1 + _WIDTH < LAST_COLUMN else column - 1 - _WIDTH
    top = min(max(row - 1, 0), LAST_ROW - 1 - height)
    anchor = f"{left}, 15, {top}, 2, {left + _WIDTH}, 15, {top + height}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{escape(anchor)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
