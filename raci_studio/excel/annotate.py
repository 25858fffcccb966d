"""The annotated copy of the client's workbook.

This first version writes the copy with openpyxl, which drops what it does not know (shapes, sparklines,
controls). All of that is behind `annotated_copy`; editing the parts of the file in place will replace it.
"""

import io
import logging
import re
import warnings
import zipfile
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
from raci_studio.core.i18n import N_, _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.own import part_of, with_part
from raci_studio.excel.read import read_workbook
from raci_studio.excel.sheets import free_name
from raci_studio.excel.styles import SEVERITY_FILLS, fill, write_value
from raci_studio.excel.write import add_sheets, to_bytes

log = logging.getLogger(__name__)

AUTHOR = "RACI Studio"
# Excel shows no more than this of a note, and a longer one is no note any more.
_LONGEST_NOTE = 8000


# Above this openpyxl needs minutes or gigabytes for the copy; values alone are read in seconds.
_MOST_MERGES = 10_000
_LARGEST_SHEETS = 60_000_000  # bytes of XML


def annotated_copy(
    source: SourceWorkbook, document: Document, analysis: Analysis, macros: bool, progress: Progress = SILENT
) -> tuple[bytes, tuple[str, ...]]:
    """Return the client's workbook with notes, highlights and added sheets, and lines to tell the user.

    `macros` says that the copy may carry macros (its name ends in .xlsm). A workbook that is not .xlsx or
    .xlsm, or that openpyxl cannot carry, becomes a new one with the same values at the same addresses.
    """
    progress.at(0.0, _("Reading the client's workbook"))
    notes = _notes(document, analysis)
    if PurePath(source.name).suffix.lower() in (".xlsx", ".xlsm") and not _too_heavy(source):
        try:
            # openpyxl warns of what it drops; _dropped says it in the user's words.
            with warnings.catch_warnings(action="ignore"):
                book = load_workbook(io.BytesIO(source.data), keep_vba=macros)
                if book.worksheets:  # it opens a Strict workbook as one without sheets
                    data = _finished(book, notes, document, analysis, progress.part(0.4, 1.0))
                    return data, _dropped(source.data, data)
        except Exception:
            # Whatever a stranger's file does to openpyxl, its values can still be read and annotated.
            log.info("%s cannot be annotated in place", source.name, exc_info=True)
    what = _(
        "{name} cannot be annotated in place; the copy is a new workbook with all its values at the same addresses."
    )
    progress.at(0.2)
    book = _book_of_values(source)
    return _finished(book, notes, document, analysis, progress.part(0.4, 1.0)), (what.format(name=source.name),)


def _finished(
    book: Workbook,
    notes: Mapping[Address, list[Finding]],
    document: Document,
    analysis: Analysis,
    progress: Progress,
) -> bytes:
    progress.at(0.0, _("Writing the notes"))
    written: dict[str, dict[str, str]] = defaultdict(dict)
    for address, findings in notes.items():
        sheet = _sheet(book, address)
        if sheet is not None:
            cell, text = _annotate(sheet, address.cell, findings, document)
            written[sheet.title][cell] = text
    first = book.sheetnames[0]  # a text file has one sheet without a name
    added = add_sheets(book, document, analysis, progress.part(0.2, 0.4))
    progress.at(0.4, _("Packing the workbook"))
    rows = {
        task.id: (document.tables[task.origin.table].sheet or first, task.origin.row)
        for task in document.tasks_in_order()
        if task.origin
    }
    return with_part(to_bytes(book), part_of(document, added, rows, written))


def _too_heavy(source: SourceWorkbook) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            sheets = [info for info in archive.infolist() if "worksheets/" in info.filename]
            if sum(info.file_size for info in sheets) > _LARGEST_SHEETS:
                return True
            return sum(archive.read(info).count(b"mergeCell ") for info in sheets) > _MOST_MERGES
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return True


def _dropped(before: bytes, after: bytes) -> tuple[str, ...]:
    """Return a line that names what the copy lost, by the kinds of parts in the file; nothing is lost in silence."""
    lost = sorted(_kinds(before) - _kinds(after))
    if not lost:
        return ()
    return (_("The copy lacks what could not be carried along: {kinds}.").format(kinds=", ".join(lost)),)


def _kinds(data: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kinds = {
            _(_PART_KINDS[folder]) for name in archive.namelist() for folder in name.split("/") if folder in _PART_KINDS
        }
        for name in archive.namelist():
            if (
                "drawings/" in name
                and name.endswith(".xml")
                and re.search(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[ >]", archive.read(name))
            ):
                kinds.add(_("drawn shapes"))
            if "worksheets/" in name and name.endswith(".xml") and re.search(rb"<(?:\w+:)?extLst", archive.read(name)):
                kinds.add(_("sparklines and newer formats"))
    return kinds


# Parts of a workbook that openpyxl is known to leave out, by folder. What only Excel itself uses is not told.
_PART_KINDS = {
    "ctrlProps": N_("form controls"),
    "activeX": N_("ActiveX"),
    "threadedComments": N_("threaded comments"),
    "richData": N_("pictures in cells"),
    "diagrams": N_("SmartArt"),
    "slicers": N_("slicers"),
    "timelines": N_("timelines"),
    "queryTables": N_("query tables"),
    "_xmlsignatures": N_("digital signature"),
    "embeddings": N_("embedded objects"),
}


def _notes(document: Document, analysis: Analysis) -> Mapping[Address, list[Finding]]:
    notes: dict[Address, list[Finding]] = defaultdict(list)
    for finding in analysis.findings:
        for address in addresses_of(document, finding):
            notes[address].append(finding)
    return notes


def _book_of_values(source: SourceWorkbook) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for grid in read_workbook(Path(source.name), source.data).sheets:
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


def _annotate(sheet: Worksheet, where: str, findings: list[Finding], document: Document) -> tuple[str, str]:
    """Put a note and a highlight on a cell; return the cell and our text, which follows what the client said."""
    cell = sheet.cell(*split_address(where))
    if isinstance(cell, MergedCell):
        merged = next(area for area in sheet.merged_cells.ranges if where in area)
        cell = sheet.cell(merged.min_row, merged.min_col)
    worst = min((finding.severity for finding in findings), key=lambda severity: severity.rank)
    cell.fill = fill(SEVERITY_FILLS[worst])
    texts = [f"{_(SEVERITY_TITLES[f.severity])} {f.code}: {message(f, document)}\n{why(f.code)}" for f in findings]
    ours = "\n\n".join(texts)
    if cell.comment is not None:
        texts.insert(0, cell.comment.text)
    note = Comment("\n\n".join(texts)[:_LONGEST_NOTE], AUTHOR)
    note.width, note.height = 360, min(60 + 60 * len(texts), 400)
    cell.comment = note
    return cell.coordinate, ours
