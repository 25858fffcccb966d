"""Numbers as the sheet shows them: only for simple formats, and never with a digit less than the cell has."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from raci_studio.excel.grid import Grid
from raci_studio.excel.plan import TablePlan

# The formats every workbook knows by number; all others are written out in it.
_BUILT_IN = {"2": "0.00", "9": "0%", "10": "0.00%"}
_DECIMALS = re.compile(r"0\.(0{1,9})")
_PERCENT = re.compile(r"0(?:\.(0{1,9}))?%")
_DAY_AND_MONTH = re.compile(r"(d{1,2}|m{1,2})([./-])(m{1,2}|d{1,2})")
_NO_MATTER = re.compile(r"\[\$[^\]]*\]|[\\\"]|;@$|_\)|_ $")  # language, quotes, and the part for texts
# A code such as 3.10 stands in these; elsewhere 3.10 is the number 3.1.
_CODES = ("number", "step", "phase", "predecessors")


def simple_formats(styles: Element | None) -> dict[int, str]:
    """Return the number of each cell style with a simple format -> that format."""
    if styles is None:
        return {}
    codes = dict(_BUILT_IN)
    found: dict[int, str] = {}
    for element in styles:
        name = str(element.tag).rpartition("}")[2]
        if name == "numFmts":
            codes |= {item.get("numFmtId", ""): item.get("formatCode", "") for item in element}
        elif name == "cellXfs":
            for style, item in enumerate(element):
                code = _NO_MATTER.sub("", codes.get(item.get("numFmtId", ""), "")[:60]).lower()
                if _DECIMALS.fullmatch(code) or _PERCENT.fullmatch(code) or _is_day_and_month(code):
                    found[style] = code
    return found


def struck_styles(styles: Element | None) -> set[int]:
    """Return the numbers of the cell styles whose font is struck through."""
    groups = {str(group.tag).rpartition("}")[2]: group for group in styles} if styles is not None else {}
    fonts = [any(_is_on(item, "strike") for item in font) for font in groups.get("fonts", ())]
    struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    return {style for style, item in enumerate(groups.get("cellXfs", ())) if item.get("fontId") in struck}


def _is_on(item: Element, name: str) -> bool:
    return str(item.tag).rpartition("}")[2] == name and item.get("val", "1") in ("1", "true")


def _is_day_and_month(code: str) -> bool:
    match = _DAY_AND_MONTH.fullmatch(code)
    return match is not None and match[1][0] != match[3][0]


def as_shown(grid: Grid, plan: TablePlan) -> Grid:
    """Return the sheet (as the plan counts its rows) with the table's formatted numbers as the texts they show."""
    formats: Mapping[tuple[int, int], str] = grid.details.formats if grid.details else {}
    changed: dict[int, dict[int, str]] = {}
    for place, code in formats.items():
        row, column = place[::-1] if grid.transposed else place
        what = plan.columns.get(column, "ignored")
        if plan.first_row <= row <= plan.last_row and not what.startswith(("person:", "role:", "tick:")):
            text = shown(grid.raw(row, column), code, what in _CODES)
            if text:
                changed.setdefault(row, {})[column] = text
    if not changed:
        return grid
    rows = list(grid.rows)
    for row, texts in changed.items():
        rows[row] = tuple(texts.get(column, value) for column, value in enumerate(rows[row]))
    return replace(grid, rows=tuple(rows))


def shown(value: object, code: str, is_code: bool) -> str:
    """Return a value in a simple format, "" where it is read as ever."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if percent := _PERCENT.fullmatch(code):
            return _padded(round(value * 100, 10), len(percent[1] or "")) + "%"
        decimals = _DECIMALS.fullmatch(code) if is_code else None
        return _padded(value, len(decimals[1])) if decimals else ""
    match = _DAY_AND_MONTH.fullmatch(code)
    if not (is_code and match and isinstance(value, (dt.date, dt.datetime))):
        return ""
    first, second = (f"{value.day if part[0] == 'd' else value.month:0{len(part)}}" for part in (match[1], match[3]))
    return f"{first}{match[2]}{second}"


def _padded(value: float, decimals: int) -> str:
    """Return a number with at least so many decimals: a format may hide digits, the import must not."""
    text = f"{value:.{decimals}f}"
    return text if abs(float(text) - value) < 1e-9 else format(value, ".15g")
