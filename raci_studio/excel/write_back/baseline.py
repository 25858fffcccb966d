"""The workbook as it was imported: what the analyst changed is the difference to it."""

from dataclasses import dataclass
from pathlib import Path

from raci_studio.core.document import Document, SourceTable
from raci_studio.excel.importing import recognised, take_tables, with_details_without_ours
from raci_studio.excel.plan import ImportPlan, from_json
from raci_studio.excel.read import Workbook, read_workbook
from raci_studio.excel.tasks import TableContent


@dataclass(frozen=True)
class Baseline:
    """A workbook with the plan by which it was read, and the document that came of it."""

    workbook: Workbook
    plan: ImportPlan
    contents: tuple[TableContent, ...]
    document: Document


def baseline_of(document: Document) -> Baseline | None:
    """Return what a document was when its source was imported; None where that is not known any more.

    The reading is kept with the source; where it is not (older files), the source is recognised again, and that
    counts only if it has the tables of the document. Raise `UserError` where the source cannot be read.
    """
    source = document.source
    if source is None:
        return None
    workbook = read_workbook(Path(source.name), source.data)
    plan = from_json(source.reading) if source.reading else None
    if plan is None:
        workbook, plan = recognised(workbook)
    elif {table.sheet for table in plan.tables} <= {grid.name for grid in workbook.sheets}:
        workbook = with_details_without_ours(workbook, plan)
    else:
        return None
    imported = take_tables(workbook, plan)
    found = Baseline(workbook, plan, imported.contents, imported.document)
    return found if _agree(document, imported.document) else None


def _agree(now: Document, then: Document) -> bool:
    """Tell whether a document has the tables of another, and no task from a row that the other does not have."""
    if len(now.tables) != len(then.tables):
        return False
    rows = {(task.origin, task.id) for task in then.tasks.values()}
    return all(map(_is_same, now.tables, then.tables)) and all(
        (task.origin, task.id) in rows for task in now.tasks.values() if task.origin
    )


def _is_same(one: SourceTable, other: SourceTable) -> bool:
    """Compare all but the names of people and columns, which may have changed since."""
    places = [(of.sheet, of.layout, of.header_row, of.first_row, of.last_row) for of in (one, other)]
    kinds = [{label: held.partition(":")[0] for label, held in of.columns.items()} for of in (one, other)]
    return places[0] == places[1] and kinds[0] == kinds[1]
