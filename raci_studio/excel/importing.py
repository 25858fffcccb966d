"""Import a workbook in one call: read, recognise, take the tables, build the document."""

from dataclasses import dataclass, replace
from pathlib import Path

from raci_studio.core.document import Document
from raci_studio.core.errors import UserError
from raci_studio.core.garbage import without_gc
from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.content import TableContent, read_table
from raci_studio.excel.details import with_details
from raci_studio.excel.document import build_document
from raci_studio.excel.notes import ImportNote
from raci_studio.excel.own import read_part, without_added, without_notes, without_struck
from raci_studio.excel.own_reading import as_written
from raci_studio.excel.plan import ImportPlan
from raci_studio.excel.read import Workbook, open_workbook
from raci_studio.excel.recognise import recognise
from raci_studio.excel.remarks import lost_comments


@dataclass(frozen=True, slots=True)
class Imported:
    """A workbook as read, what was recognised in it, and the document that came of it."""

    workbook: Workbook
    plan: ImportPlan
    contents: tuple[TableContent, ...]
    document: Document
    notes: tuple[ImportNote, ...]


@without_gc
def import_workbook(
    path: Path, sheet: str | None = None, password: str | None = None, progress: Progress = SILENT
) -> Imported:
    """Import the tables of a workbook, or of one sheet. Raise `UserError` where it cannot be read.

    Where a password is needed, and none or another one is given, that is `encrypted.PasswordNeeded`.

    A workbook without a matrix or plan gives a document without tasks that still carries the workbook.

    The parser of values takes a sheet in one call, which nothing can interrupt: work given up meanwhile ends when
    that call comes back. It lets other threads run.
    """
    progress.at(0.0, _("Reading the file"))
    workbook = open_workbook(path, password, progress.part(0.0, 0.45))
    workbook, plan = recognised(workbook, sheet, progress.part(0.45, 0.65))
    return take_tables(workbook, plan, progress.part(0.65, 1.0))


def recognised(
    workbook: Workbook, sheet: str | None = None, progress: Progress = SILENT
) -> tuple[Workbook, ImportPlan]:
    """Return a workbook whose sheets with tables know their details, and the plan of its tables (or of one sheet's)."""
    progress.at(0.0, _("Recognising the tables"))
    part = read_part(workbook.data)
    ours = dict.fromkeys(part.tasks, part.kinds) if part else {}
    plan = without_added(workbook.sheets, recognise(workbook, ours), part)
    if part and part.reading:
        plan = as_written(workbook.sheets, plan, part)
    if sheet is not None:
        plan = _only(workbook, plan, sheet)
    progress.at(0.75, _("Reading comments and formats"))
    workbook = with_details_without_ours(workbook, plan)
    grids = {grid.name: grid for grid in workbook.sheets}
    return workbook, ImportPlan(tuple(without_struck(grids[table.sheet], table) for table in plan.tables))


def with_details_without_ours(workbook: Workbook, plan: ImportPlan) -> Workbook:
    """Return a workbook whose sheets with tables know their details, but for notes that we wrote."""
    part = read_part(workbook.data)
    workbook = with_details(workbook, plan)
    return replace(workbook, sheets=tuple(without_notes(grid, part) for grid in workbook.sheets))


def take_tables(workbook: Workbook, plan: ImportPlan, progress: Progress = SILENT) -> Imported:
    """Read the tables of a plan and build the document of them."""
    grids = {grid.name: grid for grid in workbook.sheets}
    contents = []
    for number, table in enumerate(plan.tables):
        part = progress.part(0.5 * number / len(plan.tables), 0.5 * (number + 1) / len(plan.tables))
        part.at(0.0, _("Reading the table on “{sheet}”").format(sheet=table.sheet or workbook.name))
        contents.append(read_table(grids[table.sheet], table, part))
    progress.at(0.5, _("Building the matrix"))
    document, notes = build_document(workbook, plan, contents, progress.part(0.5, 1.0))
    return Imported(workbook, plan, tuple(contents), document, (*notes, *lost_comments(grids, plan, contents)))


def _only(workbook: Workbook, plan: ImportPlan, sheet: str) -> ImportPlan:
    names = [grid.name for grid in workbook.sheets]
    if sheet not in names:
        what = _("There is no sheet “{sheet}”.").format(sheet=sheet)
        remedy = _("The sheets are: {names}.").format(names=", ".join(names))
        raise UserError(what, workbook.name, remedy)
    return ImportPlan(tuple(table for table in plan.tables if table.sheet == sheet))
