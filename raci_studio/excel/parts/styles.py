"""The styles part, append only: what has a number keeps it, and what is new comes behind."""

import re
from collections.abc import Callable
from functools import partial

from raci_studio.excel.parts.package import Package
from raci_studio.excel.parts.xml import Element, XmlPart, escape, local

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
# What a program takes for granted where a collection is missing.
_IMPLIED = {
    "numFmts": (), "dxfs": (),
    "fonts": ('<font><sz val="11"/><name val="Calibri"/></font>',),
    "fills": ('<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}  # fmt: skip
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_FIRST_FORMAT = 164  # number formats below are the programs' own
_FIRST_FILL = 2  # Excel draws fills 0 and 1 as "none" and "gray125" whatever the file says

_GREY = '<color rgb="FF808080"/>'
_NAMES = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}
_SHEET = re.compile(r"worksheets/[^/]*\.xml$", re.IGNORECASE)
_NAMED_FORMAT = re.compile(r"\ss(?:tyle)?=[\"'](\d+)[\"']")


class Styles:
    """Append fonts, fills, borders, number formats, cell formats and differential formats to a workbook's styles.

    All texts given and returned are without a prefix; `write` puts the part's own before them, and must be called
    once, at the end. Raise `Untouchable` where the part is damaged.
    """

    def __init__(self, package: Package, namespace: str) -> None:
        self._package = package
        found = package.related(package.book, "styles")
        if found:
            self._text: XmlPart = package.part(found[0])
        else:
            usual = "xl/styles.xml"  # some readers look nowhere else
            name = usual if usual not in package else package.free_name("xl/styles{}.xml")
            package.add(
                name, f'<?xml version="1.0" encoding="UTF-8"?>\n<styleSheet xmlns="{namespace}"/>', _STYLES_TYPE
            )
            package.relate(package.book, "styles", name)
            self._text = package.part(name)
        self._held: dict[str, Element | None] = {}
        self._counts: dict[str, int] = {}
        self._new: dict[str, list[str]] = {}
        self._known: dict[tuple[str, str], int] = {}
        self._names: dict[str, set[int]] = {}
        self._formats: list[Element] | None = None
        self._marked: dict[tuple[int, str], int] = {}

    def append(self, collection: str, item: str) -> int:
        """Append an item to "fonts", "fills" and so on; return its number. The same item twice is one.

        An item of a number by which something names an item that does not exist would become that. So formats and
        fills pass over such numbers, and for fonts and borders the first one serves.
        """
        if (collection, item) not in self._known:
            self._open(collection)
            named = self._named(collection)
            while self._counts[collection] in named:  # by something that would become what is new
                if collection in ("fonts", "borders"):
                    return 0
                self._add(collection, _IMPLIED[collection][0])
            self._known[collection, item] = self._counts[collection]
            self._add(collection, item)
        return self._known[collection, item]

    def _add(self, collection: str, item: str) -> None:
        self._new[collection].append(item)
        self._counts[collection] += 1

    def filled(self, style: int, colour: str) -> int:
        """Return the number of a cell format that is another one with a solid fill ("FFE699")."""
        return self._derived(style, "fill" + colour, partial(self._with_fill, colour))

    def framed(self, style: int, colour: str) -> int:
        """Return the number of a cell format that is another one with a medium border all around."""
        return self._derived(style, "border" + colour, partial(self._with_border, colour))

    def struck(self, style: int) -> int:
        """Return the number of a cell format that is another one with its font struck through and grey."""
        return self._derived(style, "struck", self._with_strike)

    def is_unlocked(self, style: int) -> bool:
        """Tell whether cells of a format may be changed on a protected sheet."""
        return re.search(r"<protection\s[^>]*locked\s*=\s*[\"'](?:0|false)[\"']", self._format(style)) is not None

    def filling_differentials(self) -> set[int]:
        """Return the numbers of the differential formats, those of conditional formatting, that fill a cell."""
        held = self._text.child(self._text.root, "dxfs")
        children = enumerate(held.children()) if held else ()
        return {number for number, one in children if self._text.child(one, "fill")}

    def _derived(self, style: int, how: str, change: Callable[[str], str]) -> int:
        if (style, how) not in self._marked:
            self._marked[style, how] = self.append("cellXfs", change(self._format(style)))
        return self._marked[style, how]

    def number_format(self, code: str) -> int:
        """Append a number format by its code; return its id."""
        held = self._open("numFmts")
        ids = [int(one.get("numFmtId", "0")) for one in self._text.children(held, "numFmt")] if held else []
        new = [int(match[1]) for item in self._new["numFmts"] if (match := re.search(r'numFmtId="(\d+)"', item))]
        known = ("numFmt", code)
        if known not in self._known:
            self._known[known] = max([_FIRST_FORMAT - 1, *ids, *new]) + 1
            self.append("numFmts", f'<numFmt numFmtId="{self._known[known]}" formatCode="{escape(code)}"/>')
        return self._known[known]

    def write(self) -> None:
        """Splice in what was appended."""
        for collection, items in self._new.items():
            if not items:
                continue
            new = "".join(self._prefixed(item) for item in items)
            held = self._held[collection]
            if held is None:
                tag = self._text.prefix + collection
                count = self._counts[collection]
                new = f'<{tag} count="{count}">{new}</{tag}>'
                self._text.insert_ordered(self._text.root, _ORDER, collection, new)
            else:
                self._text.append(held, new)
                if held.place_of("count"):
                    self._text.set_attribute(held, "count", str(self._counts[collection]))

    def _open(self, collection: str) -> Element | None:
        """Return a collection of the part, None where it is missing; get ready to append to it."""
        if collection not in self._new:
            held = self._text.child(self._text.root, collection)
            count = sum(1 for _child in held.children()) if held else 0
            self._held[collection] = held
            implied = list(_IMPLIED[collection])
            if collection == "fills":  # a fill of ours must not come to stand at a number Excel keeps for itself
                self._new[collection] = implied[count:]
            else:
                self._new[collection] = implied if not count else []
            self._counts[collection] = count + len(self._new[collection])
        return self._held[collection]

    def _named(self, collection: str) -> set[int]:
        """Return the numbers by which the items of a collection are named, also those of items that do not exist."""
        if collection not in self._names:
            found: set[str] = set()
            if collection == "cellXfs":
                for name in self._package.archive.names():
                    if _SHEET.search(name):
                        found.update(match[1] for match in _NAMED_FORMAT.finditer(self._package.source(name)))
            elif collection in _NAMES:
                found.update(re.findall(rf"\s{_NAMES[collection]}\s*=\s*[\"'](\d+)[\"']", self._text.text))
            self._names[collection] = set(map(int, found))
        return self._names[collection]

    def _format(self, style: int) -> str:
        """Return the cell format of a number, without prefixes; the first one where there is none of it."""
        if self._formats is None:
            held = self._open("cellXfs")
            self._formats = list(held.children()) if held else []
        if not self._formats:
            return _IMPLIED["cellXfs"][0]
        element = self._formats[style] if style < len(self._formats) else self._formats[0]
        while local(element.name) != "xf":  # one of several alternatives: the last is what all programs understand
            inner = list(element.children())
            if not inner:
                return _IMPLIED["cellXfs"][0]
            element = inner[-1]
        return self._plain(element.source)

    def _with_fill(self, colour: str, style: str) -> str:
        pattern = f'<patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill>'
        number = self.append("fills", f"<fill>{pattern}</fill>")
        return with_attributes(style, {"fillId": str(number), "applyFill": "1"})

    def _with_border(self, colour: str, style: str) -> str:
        sides = "".join(
            f'<{side} style="medium"><color rgb="FF{colour}"/></{side}>' for side in ("left", "right", "top", "bottom")
        )
        number = self.append("borders", f"<border>{sides}<diagonal/></border>")
        return with_attributes(style, {"borderId": str(number), "applyBorder": "1"})

    def _with_strike(self, style: str) -> str:
        said = re.match(r"<[^>]*?\sfontId\s*=\s*[\"'](\d+)[\"']", style)
        held = self._open("fonts")
        fonts = list(self._text.children(held, "font")) if held else []
        number = int(said[1]) if said else 0
        old = self._plain(fonts[number].source) if number < len(fonts) else _IMPLIED["fonts"][0]
        inside = re.sub(r"^<font[^>]*?(?:/>|>)|</font>$", "", old)
        inside = re.sub(r"<(strike|color)\b[^>]*?/>", "", inside)
        # The schema's order: what is bold and slanted, the strike, what else there is, the colour before the size.
        first = re.match(r"(?:<(?:b|i)\b[^>]*?/>)*", inside)
        assert first
        place = re.search(r"<(?:sz|u|vertAlign|name|family|charset|scheme)\b", inside[first.end() :])
        cut = first.end() + (place.start() if place else len(inside) - first.end())
        new = inside[: first.end()] + "<strike/>" + inside[first.end() : cut] + _GREY + inside[cut:]
        return with_attributes(style, {"fontId": str(self.append("fonts", f"<font>{new}</font>")), "applyFont": "1"})

    def _plain(self, source: str) -> str:
        return re.sub(rf"(</?){re.escape(self._text.prefix)}", r"\1", source) if self._text.prefix else source

    def _prefixed(self, source: str) -> str:
        return re.sub(r"(</?)(?=\w+[\s/>])", rf"\g<1>{self._text.prefix}", source) if self._text.prefix else source


def with_attributes(source: str, changes: dict[str, str]) -> str:
    """Return an element with attributes set in its start tag."""
    for name, value in changes.items():
        tag = re.match(r"<[^\s/>]+", source)
        assert tag
        found = re.match(rf"(<[^>]*?\s{name}\s*=\s*)(\"[^\"]*\"|'[^']*')", source)
        if found:
            source = f'{found[1]}"{value}"{source[found.end() :]}'
        else:
            source = f'{tag[0]} {name}="{value}"{source[tag.end() :]}'
    return source
