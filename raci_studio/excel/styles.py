"""How our sheets look: the light column of the design's palette."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from raci_studio.analysis.findings import Severity
from raci_studio.core.progress import SILENT, Progress
from raci_studio.core.scheme import RoleKind

SEVERITY_FILLS = {Severity.ERROR: "FDE0DD", Severity.WARNING: "FFEBC8", Severity.HINT: "DCE9FF"}

KIND_COLOURS = {
    RoleKind.DOES: ("0B3D91", "DCE9FF"),
    RoleKind.ANSWERS: ("7C2D12", "FFE4D6"),
    RoleKind.CONSULTS: ("115E59", "D5F2EE"),
    RoleKind.INFORMED: ("374151", "ECEEF1"),
    RoleKind.SUPPORTS: ("4C1D95", "EDE4FF"),
}
"""Text and fill by role kind."""

KIND_CHART_COLOURS = {
    RoleKind.DOES: "3B73D1", RoleKind.ANSWERS: "D9713C", RoleKind.CONSULTS: "2C9C92", RoleKind.INFORMED: "9AA3B0",
    RoleKind.SUPPORTS: "8260C9", RoleKind.VERIFIES: "8AA63A", RoleKind.SIGNS: "C2477F",
}  # fmt: skip
"""The bars of charts by role kind, as in the program's own charts."""

_HEADER = PatternFill("solid", start_color="F3F4F6")
_LINE = Border(bottom=Side("thin", color="E5E7EB"))
# Characters that XML cannot carry; Excel refuses a file that holds them.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_TEXT = 32767
"""Characters a cell of a workbook can hold."""


def fill(colour: str) -> PatternFill:
    """Return a solid fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def write_value(cell: Cell, value: Any) -> None:
    """Put a value into a cell; a text stays a text, even one that looks like a formula."""
    if isinstance(value, str):
        cell.value = _FORBIDDEN.sub("", value)[:LONGEST_TEXT]
        cell.data_type = "s"
        if value[:1] in ("=", "+", "-", "@"):
            cell.quotePrefix = True
    else:
        cell.value = value


def font(**style: Any) -> Font:
    """Return the font of our sheets; one without a name is drawn with serifs by some programs."""
    return Font(name="Calibri", size=11, **style)


def fill_sheet(
    sheet: Worksheet,
    rows: Sequence[Sequence[object]],
    widths: Mapping[int, float] | None = None,
    progress: Progress = SILENT,
) -> None:
    """Write rows with a frozen, filtered header, wrapped texts, columns and rows as large as their texts need."""
    sized = [_width(column, rows, widths or {}) for column in range(1, len(rows[0]) + 1)]
    for number, row in enumerate(progress.each(rows), start=1):
        _write_row(sheet, number, 1, row, sized, is_header=number == 1)
    for column, width in enumerate(sized, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    if len(rows) > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def add_rows(sheet: Worksheet, rows: Sequence[Sequence[object]], first: int, column: int) -> None:
    """Write a second table, the header first, from a row and column of a sheet on; the columns keep their widths."""
    held = (sheet.column_dimensions[get_column_letter(column + at)].width for at in range(len(rows[0])))
    sized = list(held)
    for number, row in enumerate(rows):
        _write_row(sheet, first + number, column, row, sized, is_header=number == 0)


def _write_row(
    sheet: Worksheet, number: int, first: int, row: Sequence[object], widths: Sequence[float], *, is_header: bool
) -> None:
    for column, value in enumerate(row, start=first):
        cell = sheet.cell(number, column)
        write_value(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = _LINE
        cell.font = font(bold=is_header)
        if is_header:
            cell.fill = _HEADER
    # Only Excel fits the height of a row to its texts by itself when it opens a file.
    lines = max(_lines(str(value), width) for value, width in zip(row, widths))
    sheet.row_dimensions[number].height = min(15 * lines + 2, 400)


def _width(column: int, rows: Sequence[Sequence[object]], widths: Mapping[int, float]) -> float:
    """Return the width of a column in characters: as given, or as its longest line needs, within reason."""
    longest = max(len(line) for row in rows for line in str(row[column - 1]).split("\n"))
    return widths.get(column, min(max(longest + 3, 6), 40))


def _lines(text: str, width: float) -> int:
    """Return how many lines a wrapped text takes in a column, words that wrap early allowed for."""
    return sum(max(1, math.ceil(len(line) * 1.1 / max(width - 1, 1))) for line in text.split("\n"))
