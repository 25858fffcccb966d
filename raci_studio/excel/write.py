"""A clean new workbook of the whole document."""

import io

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.findings import Severity
from raci_studio.analysis.texts import SEVERITY_TITLES
from raci_studio.core.document import Document
from raci_studio.core.i18n import _
from raci_studio.excel.sheets import finding_rows, free_name, matrix_rows, people_rows
from raci_studio.excel.styles import KIND_COLOURS, SEVERITY_FILLS, fill, fill_sheet, font


def new_workbook(document: Document, analysis: Analysis) -> bytes:
    """Return an .xlsx with the matrix in the list layout, the findings and the people."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Matrix")
    _matrix_sheet(sheet, document)
    add_sheets(book, document, analysis)
    return to_bytes(book)


def _matrix_sheet(sheet: Worksheet, document: Document) -> None:
    rows = matrix_rows(document)
    fill_sheet(sheet, rows)
    for column, head in enumerate(rows[0], start=1):
        colours = KIND_COLOURS.get(document.settings.scheme.kinds.get(str(head)))
        if colours:
            text, back = colours
            for row in range(1, len(rows) + 1):
                cell = sheet.cell(row, column)
                if cell.value:
                    cell.fill, cell.font = fill(back), font(color=text, bold=row == 1)
    sheet.freeze_panes = sheet.cell(2, rows[0].index(_("Task")) + 2)


def add_sheets(book: Workbook, document: Document, analysis: Analysis) -> tuple[str, ...]:
    """Add the sheets Findings and People at the end, under names that do not clash; return the names."""
    findings = book.create_sheet(free_name(_("Findings"), book.sheetnames))
    fill_sheet(findings, finding_rows(document, analysis), {2: 17, 4: 20, 5: 22, 6: 16, 7: 60, 8: 60})
    colours = {_(SEVERITY_TITLES[severity]): SEVERITY_FILLS[severity] for severity in Severity}
    for row in findings.iter_rows(min_row=2, min_col=2, max_col=2):
        row[0].fill = fill(colours[row[0].value])
    people = book.create_sheet(free_name(_("People"), book.sheetnames))
    rows = people_rows(document, analysis)
    fill_sheet(people, rows)
    for row in people.iter_rows(min_row=2, min_col=len(rows[0]) - 2, max_col=len(rows[0]) - 1):
        for cell in row:
            cell.number_format = "0%"
    return findings.title, people.title


def to_bytes(book: Workbook) -> bytes:
    """Return a workbook as the bytes of a file."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
