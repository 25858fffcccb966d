"""How our sheets look: the light column of the design's palette."""

import re
from collections.abc import Sequence
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from raci_studio.analysis.findings import Severity
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


def fill_sheet(sheet: Worksheet, rows: Sequence[Sequence[object]], widths: dict[int, float] | None = None) -> None:
    """Write rows with a frozen, filtered header, wrapped texts and columns as wide as their texts need."""
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            write_value(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = _LINE
            if number == 1:
                cell.font = Font(bold=True)
                cell.fill = _HEADER
    sheet.freeze_panes = "A2"
    if rows and len(rows) > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"
    for column in range(1, len(rows[0]) + 1):
        longest = max(len(str(row[column - 1])) for row in rows)
        width = min(max(longest + 2, 6), 48)
        sheet.column_dimensions[get_column_letter(column)].width = (widths or {}).get(column, width)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
