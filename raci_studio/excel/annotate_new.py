"""The annotated copy of what cannot be edited in place: a new workbook with the same values at the same addresses."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path, PurePath

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from raci_studio.analysis.addresses import Address, split_address
from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.findings import Finding
from raci_studio.core.document import Document, SourceWorkbook
from raci_studio.core.i18n import _
from raci_studio.core.progress import Progress
from raci_studio.excel.annotate import note_text, task_places, worst
from raci_studio.excel.own import part_of, with_part
from raci_studio.excel.parts.annotating import AUTHOR
from raci_studio.excel.parts.book import free_sheet_name
from raci_studio.excel.read import read_workbook
from raci_studio.excel.styles import SEVERITY_FILLS, fill, write_value
from raci_studio.excel.write import add_sheets, to_bytes


def copy_of_values(
    source: SourceWorkbook,
    document: Document,
    analysis: Analysis,
    notes: Mapping[Address, list[Finding]],
    progress: Progress,
) -> bytes:
    """Return a new .xlsx with the values of all sheets, notes, highlights and added sheets. Raise `UserError`."""
    progress.at(0.2)
    book = _book_of_values(source)
    progress.at(0.4, _("Writing the notes"))
    written: dict[str, dict[str, str]] = defaultdict(dict)
    for address, findings in notes.items():
        # A text file has one sheet without a name.
        sheet = book[address.sheet] if address.sheet in book.sheetnames else book.worksheets[0]
        written[sheet.title][address.cell] = _annotate(sheet, address.cell, findings, document)
    first = book.sheetnames[0]
    added = add_sheets(book, document, analysis, progress.part(0.5, 0.7))
    progress.at(0.7, _("Packing the workbook"))
    return with_part(to_bytes(book), part_of(document, added, task_places(document, first), written))


def _book_of_values(source: SourceWorkbook) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for grid in read_workbook(Path(source.name), source.data).sheets:
        wanted = grid.name or PurePath(source.name).stem
        sheet = book.create_sheet(free_sheet_name(wanted, book.sheetnames, _("Sheet")))
        for row, values in enumerate(grid.rows, start=1):
            for column, value in enumerate(values, start=1):
                if value not in (None, ""):
                    write_value(sheet.cell(row, column), value)
    if not book.sheetnames:
        book.create_sheet(_("Matrix"))
    return book


def _annotate(sheet: Worksheet, where: str, findings: list[Finding], document: Document) -> str:
    """Put a note and a highlight on a cell; return our text."""
    cell = sheet.cell(*split_address(where))
    cell.fill = fill(SEVERITY_FILLS[worst(findings)])
    text = note_text(findings, document)
    note = Comment(text, AUTHOR)
    note.width, note.height = 360, min(60 + 60 * len(findings), 400)
    cell.comment = note
    return text
