"""The annotated copy of the client's workbook.

This first version writes the copy with openpyxl, which drops what it does not know (shapes, sparklines,
controls). All of that is behind `annotated_copy`; editing the parts of the file in place will replace it.
"""

import io
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path, PurePath

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from raci_studio.analysis.addresses import Address, addresses_of, split_address
from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.findings import Finding
from raci_studio.analysis.texts import SEVERITY_TITLES, message, why
from raci_studio.core.document import Document, SourceWorkbook
from raci_studio.core.i18n import _
from raci_studio.excel.read import open_workbook
from raci_studio.excel.sheets import free_name
from raci_studio.excel.styles import SEVERITY_FILLS, fill, write_value
from raci_studio.excel.write import add_sheets, to_bytes

AUTHOR = "RACI Studio"
# Excel shows no more than this of a note, and a longer one is no note any more.
_LONGEST_NOTE = 8000


def annotated_copy(
    source: SourceWorkbook, document: Document, analysis: Analysis, macros: bool
) -> tuple[bytes, tuple[str, ...]]:
    """Return the client's workbook with notes, highlights and added sheets, and lines to tell the user.

    `macros` says that the copy may carry macros (its name ends in .xlsm). A workbook that is not .xlsx or
    .xlsm, or that openpyxl cannot open, becomes a new one with the same values at the same addresses.
    """
    lines: list[str] = []
    book = _client_book(source, macros)
    if book is None:
        book = _book_of_values(source)
        what = _(
            "{name} cannot be annotated in place; the copy is a new workbook with all its values at the same addresses."
        )
        lines.append(what.format(name=source.name))
    notes = _notes(document, analysis)
    for address, findings in notes.items():
        sheet = _sheet(book, address)
        if sheet is not None:
            _annotate(sheet, address.cell, findings, document)
    add_sheets(book, document, analysis)
    return to_bytes(book), tuple(lines)


def _notes(document: Document, analysis: Analysis) -> Mapping[Address, list[Finding]]:
    notes: dict[Address, list[Finding]] = defaultdict(list)
    for finding in analysis.findings:
        for address in addresses_of(document, finding):
            notes[address].append(finding)
    return notes


def _client_book(source: SourceWorkbook, macros: bool) -> Workbook | None:
    if PurePath(source.name).suffix.lower() not in (".xlsx", ".xlsm"):
        return None
    try:
        book = load_workbook(io.BytesIO(source.data), keep_vba=macros)
        # openpyxl opens a Strict workbook as one without sheets.
        return book if book.worksheets and to_bytes(book) else None
    except Exception:
        # Whatever a stranger's file does to openpyxl, the values can still be read and annotated.
        return None


def _book_of_values(source: SourceWorkbook) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, PurePath(source.name).name)
        path.write_bytes(source.data)
        grids = open_workbook(path).sheets
    for grid in grids:
        sheet = book.create_sheet(free_name(grid.name or PurePath(source.name).stem or "Sheet", book.sheetnames))
        for row, values in enumerate(grid.rows, start=1):
            for column, value in enumerate(values, start=1):
                if value not in (None, ""):
                    write_value(sheet.cell(row, column), value)
    if not book.sheetnames:
        book.create_sheet(_("Matrix"))
    return book


def _sheet(book: Workbook, address: Address) -> Worksheet | None:
    if not address.sheet:  # a text file has one sheet without a name
        return book.worksheets[0]
    found = book[address.sheet] if address.sheet in book.sheetnames else None
    return found if isinstance(found, Worksheet) else None


def _annotate(sheet: Worksheet, where: str, findings: list[Finding], document: Document) -> None:
    cell = sheet.cell(*split_address(where))
    if isinstance(cell, MergedCell):
        merged = next(area for area in sheet.merged_cells.ranges if where in area)
        cell = sheet.cell(merged.min_row, merged.min_col)
    worst = min((finding.severity for finding in findings), key=lambda severity: severity.rank)
    cell.fill = fill(SEVERITY_FILLS[worst])
    texts = [f"{_(SEVERITY_TITLES[f.severity])} {f.code}: {message(f, document)}\n{why(f.code)}" for f in findings]
    if cell.comment is not None:
        texts.insert(0, cell.comment.text)
    note = Comment("\n\n".join(texts)[:_LONGEST_NOTE], AUTHOR)
    note.width, note.height = 360, min(60 + 60 * len(texts), 400)
    cell.comment = note
