"""How a review goes: what is remembered is applied, the dialog is shown, its answer becomes a document."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from raci_studio.core.errors import UserError
from raci_studio.excel.importing import Imported
from raci_studio.files import Opened, from_import
from raci_studio.gui.import_review.draft import Draft, Reviewed
from raci_studio.gui.import_review.memory import Memory, forget, recalled, remember
from raci_studio.gui.import_review.rebuild import from_block, is_unsure, rebuilt
from raci_studio.gui.settings import data_folder


def with_memory(opened: Opened) -> Opened:
    """Return what was opened as the user corrected sheets of the same shape before; needs no window."""
    imported = opened.imported
    if imported is None:
        return opened
    draft, day = recalled(Memory(data_folder()), imported)
    return from_import(rebuilt(imported, draft, day), opened.title) if day else opened


def open_block(text: str) -> Opened:
    """Return the import of a block of cells from the clipboard; needs no window."""
    from raci_studio.gui.matrix.clipboard import from_tsv

    imported = from_block(from_tsv(text), text)
    return from_import(imported, imported.workbook.sheets[0].name)


def should_ask(opened: Opened, *, pasted: bool) -> bool:
    """Tell whether the review opens by itself: recognition is not sure, or took nothing from what was pasted."""
    imported = opened.imported
    if imported is None or isinstance(imported, Reviewed):
        return False
    return is_unsure(imported.plan) or (pasted and not imported.plan.tables)


def review(
    window: QWidget, opened: Opened, show: Callable[[Opened], None], may_leave: Callable[[], bool] | None = None
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
    dialog.accepted.connect(lambda: _finish(window, opened, dialog.draft, show, open_already=may_leave is not None))
    dialog.open()


def _finish(
    window: QWidget, opened: Opened, draft: Draft, show: Callable[[Opened], None], *, open_already: bool
) -> None:
    imported: Imported = opened.imported
    before = imported.draft if isinstance(imported, Reviewed) else None
    if draft == before or draft.plan == imported.plan:
        if not open_already:
            show(opened)
        return
    try:
        reviewed = rebuilt(imported, draft)
    except UserError as error:
        from raci_studio.gui.messages import tell

        tell(window, error)
        return
    remember(Memory(data_folder()), imported, draft)
    show(from_import(reviewed, opened.title))
