"""How a review goes: what is remembered is applied, the dialog is shown, its answer becomes a document."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Cancelled, Progress
from raci_studio.excel.importing import Imported
from raci_studio.files import Opened, from_import
from raci_studio.gui.import_review.draft import Draft, Reviewed
from raci_studio.gui.import_review.memory import Memory, forget, recalled, remember
from raci_studio.gui.import_review.rebuild import MANY_CELLS, from_block, is_unsure, rebuilt
from raci_studio.gui.settings import data_folder

Run = Callable[[str, Callable[[Progress], Any], Callable[[Any], None], Callable[[BaseException], None]], object]
"""How long work is run beside the window: `gui.jobs.Jobs.run`."""


def with_memory(opened: Opened, progress: Progress = SILENT) -> Opened:
    """Return what was opened as the user corrected sheets of the same shape before; needs no window."""
    imported = opened.imported
    if imported is None:
        return opened
    draft, day = recalled(Memory(data_folder()), imported)
    return from_import(rebuilt(imported, draft, day, progress), opened.title) if day else opened


def open_block(text: str, progress: Progress = SILENT) -> Opened:
    """Return the import of a block of cells from the clipboard; needs no window."""
    from raci_studio.gui.matrix.clipboard import from_tsv

    imported = from_block(from_tsv(text), text, progress)
    return from_import(imported, imported.workbook.sheets[0].name)


def should_ask(opened: Opened, *, pasted: bool) -> bool:
    """Tell whether the review opens by itself: recognition is not sure, or took nothing from what was pasted."""
    imported = opened.imported
    if imported is None or isinstance(imported, Reviewed):
        return False
    return is_unsure(imported.plan) or (pasted and not imported.plan.tables)


def review(
    window: QWidget,
    opened: Opened,
    show: Callable[[Opened], None],
    run: Run,
    may_leave: Callable[[], bool] | None = None,
) -> None:
    """Open the dialog and `show` what comes of it.

    With `may_leave` the import is on the screen already: it is asked before another document replaces it,
    and nothing happens where nothing was corrected.
    """
    from raci_studio.gui.import_review.dialog import ImportReviewDialog

    imported, memory = opened.imported, Memory(data_folder())
    dialog = ImportReviewDialog(imported, window, forget=partial(forget, memory, imported))
    if may_leave is not None:
        dialog.may_finish = lambda: not dialog.is_changed or may_leave()
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.accepted.connect(
        lambda: _finish(window, opened, dialog.draft, show, run, open_already=may_leave is not None)
    )
    dialog.open()


def _finish(
    window: QWidget, opened: Opened, draft: Draft, show: Callable[[Opened], None], run: Run, *, open_already: bool
) -> None:
    imported: Imported = opened.imported
    before = imported.draft if isinstance(imported, Reviewed) else None
    if draft == before or draft.plan == imported.plan:
        if not open_already:
            show(opened)
        return
    done = partial(_finished, opened, draft, show)
    if sum(grid.height * grid.width for grid in imported.workbook.sheets) <= MANY_CELLS:
        run = _at_once
    text = _("Reading {name} as corrected…").format(name=imported.workbook.name)
    run(text, lambda progress: rebuilt(imported, draft, progress=progress), done, partial(_failed, window, opened))


def _at_once(
    _text: str,
    work: Callable[[Progress], Any],
    done: Callable[[Any], None],
    failed: Callable[[BaseException], None],
) -> None:
    try:
        result = work(SILENT)
    except Exception as error:  # it is told
        failed(error)
    else:
        done(result)


def _finished(opened: Opened, draft: Draft, show: Callable[[Opened], None], reviewed: Reviewed) -> None:
    remember(Memory(data_folder()), opened.imported, draft)
    show(from_import(reviewed, opened.title))


def _failed(window: QWidget, opened: Opened, error: BaseException) -> None:
    from raci_studio.gui.messages import as_user_error, tell

    if not isinstance(error, Cancelled):
        tell(window, as_user_error(error, _("{name} could not be opened.").format(name=opened.title)))
