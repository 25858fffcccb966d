"""Import a workbook in one call: read, recognise, take the tables, build the document."""

from dataclasses import dataclass
from pathlib import Path

from raci_studio.core.document import Document
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.excel.content import TableContent, read_table
from raci_studio.excel.details import with_details
from raci_studio.excel.document import build_document
from raci_studio.excel.notes import ImportNote
from raci_studio.excel.plan import ImportPlan
from raci_studio.excel.quiet import without_gc
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
def import_workbook(path: Path, sheet: str | None = None, password: str | None = None) -> Imported:
    """Import the tables of a workbook, or of one sheet. Raise `UserError` where it cannot be read.

    Where a password is needed, and none or another one is given, that is `encrypted.PasswordNeeded`.

    A workbook without a matrix or plan gives a document without tasks that still carries the workbook.
    """
    workbook = open_workbook(path, password)
    plan = recognise(workbook)
    if sheet is not None:
        plan = _only(workbook, plan, sheet)
    return take_tables(with_details(workbook, plan), plan)


def take_tables(workbook: Workbook, plan: ImportPlan) -> Imported:
    """Read the tables of a plan and build the document of them."""
    grids = {grid.name: grid for grid in workbook.sheets}
    contents = tuple(read_table(grids[table.sheet], table) for table in plan.tables)
    document, notes = build_document(workbook, plan, contents)
    return Imported(workbook, plan, contents, document, (*notes, *lost_comments(grids, plan, contents)))


def _only(workbook: Workbook, plan: ImportPlan, sheet: str) -> ImportPlan:
    names = [grid.name for grid in workbook.sheets]
    if sheet not in names:
        what = _("There is no sheet “{sheet}”.").format(sheet=sheet)
        remedy = _("The sheets are: {names}.").format(names=", ".join(names))
        raise UserError(what, workbook.name, remedy)
    return ImportPlan(tuple(table for table in plan.tables if table.sheet == sheet))
