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
from raci_studio.excel.added_sheets import Pictures, add_sheets
from raci_studio.excel.annotate import REMOVED, note_texts, own_part, summary_of, worst
from raci_studio.excel.own import with_part
from raci_studio.excel.parts.annotating import AUTHOR
from raci_studio.excel.parts.book import free_sheet_name
from raci_studio.excel.read import read_workbook
from raci_studio.excel.styles import SEVERITY_FILLS, fill, font, write_value
from raci_studio.excel.summary import Summary
from raci_studio.excel.write import add_new_tasks, to_bytes
from raci_studio.excel.write_back.changes import ChangeSet


def copy_of_values(
    source: SourceWorkbook,
    document: Document,
    analysis: Analysis,
    notes: Mapping[Address, list[Finding]],
    changes: ChangeSet,
    progress: Progress,
    pictures: Pictures = (),
) -> tuple[bytes, Summary]:
    """Return a new .xlsx with the values of all sheets, notes, highlights, changes and added sheets, and what is in it.

    Raise `UserError`.
    """
    progress.at(0.2)
    book = _book_of_values(source)
    progress.at(0.4, _("Writing the notes"))
    written: dict[str, dict[str, str]] = defaultdict(dict)
    for address, text in note_texts(notes, document).items():
        sheet = _sheet(book, address.sheet)
        _annotate(sheet, address.cell, notes[address], text)
        written[sheet.title][address.cell] = text
    count = sum(map(len, written.values()))
    _change(book, changes, written)
    first = book.sheetnames[0]
    add_new_tasks(book, changes.sheets)
    added = add_sheets(book, document, analysis, progress.part(0.5, 0.7), changes.not_written, pictures)
    progress.at(0.7, _("Packing the workbook"))
    data = with_part(to_bytes(book), own_part(document, changes, added, written, first))
    return data, summary_of(changes, count, changes.not_written, added)


def _sheet(book: Workbook, name: str) -> Worksheet:
    """Return a sheet by its name; a text file has one without a name."""
    return book[name] if name in book.sheetnames else book.worksheets[0]


def _change(book: Workbook, changes: ChangeSet, written: dict[str, dict[str, str]]) -> None:
    """Write what was changed in the matrix; there are no formulas here, and no looks to keep."""
    for one in changes.cells:
        write_value(_sheet(book, one.sheet).cell(*split_address(one.cell)), one.value)
    for row in changes.rows:
        for column, value in row.values.items():
            write_value(_sheet(book, row.sheet).cell(row.row, column), value)
    for gone in changes.struck:
        sheet = _sheet(book, gone.sheet)
        for address in gone.cells:
            sheet.cell(*split_address(address)).font = font(strike=True, color="808080")
        cell = sheet.cell(*split_address(gone.noted))
        text = "\n\n".join(filter(None, (cell.comment.text if cell.comment else "", _(REMOVED))))
        cell.comment = Comment(text, AUTHOR)
        written[sheet.title][gone.noted] = text


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


def _annotate(sheet: Worksheet, where: str, findings: list[Finding], text: str) -> None:
    """Put a note and a highlight on a cell."""
    cell = sheet.cell(*split_address(where))
    cell.fill = fill(SEVERITY_FILLS[worst(findings)])
    note = Comment(text, AUTHOR)
    note.width, note.height = 360, min(60 + 60 * len(findings), 400)
    cell.comment = note
