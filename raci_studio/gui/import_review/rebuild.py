"""Make an import anew from a corrected plan, or from a block of text; nothing here needs a window."""

from collections.abc import Sequence
from pathlib import Path

from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.details import with_details
from raci_studio.excel.grid import Grid
from raci_studio.excel.importing import Imported, take_tables
from raci_studio.excel.plan import ImportPlan
from raci_studio.excel.read import Workbook, trimmed
from raci_studio.excel.recognise import recognise
from raci_studio.gui.import_review.draft import Draft, Reviewed, recognised_of

MANY_CELLS = 40_000
"""A sheet of more cells is read beside the window."""
NOT_SURE = 0.7
"""Below this confidence the review opens by itself: an empty template has 0.5, a plan without a header 0.6, a
grid whose letters are all understood 0.8 or more."""


def is_unsure(plan: ImportPlan) -> bool:
    """Tell whether a table was recognised so vaguely that the user should look before the matrix opens."""
    return any(table.confidence < NOT_SURE for table in plan.tables)


def rebuilt(imported: Imported, draft: Draft, corrected_on: str = "", progress: Progress = SILENT) -> Reviewed:
    """Return the import as corrected."""
    made = _build(imported.workbook, draft.plan, progress)
    recognised = recognised_of(imported)
    return Reviewed(made.workbook, made.plan, made.contents, made.document, made.notes, recognised, draft, corrected_on)


def from_block(rows: Sequence[Sequence[str]], text: str, progress: Progress = SILENT) -> Imported:
    """Return the import of a block of cells that was copied elsewhere; `text` stands in for its file."""
    name = _("Pasted table")
    grids = (Grid(name, trimmed(rows)),)
    workbook = Workbook(f"{name}.tsv", Path(f"{name}.tsv"), "csv", grids, text.encode())
    progress.at(0.0, _("Recognising the tables"))
    return _build(workbook, recognise(workbook), progress.part(0.5, 1.0))


def _build(workbook: Workbook, plan: ImportPlan, progress: Progress) -> Imported:
    """Build the document; a table may have been added on a sheet of which only the values are known."""
    return take_tables(with_details(workbook, plan), plan, progress)
