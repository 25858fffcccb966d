"""What the window calls: light to import, all that is heavy comes with the first file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from raci_studio.core.progress import SILENT, Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from raci_studio.files import Opened
    from raci_studio.gui.import_review.flow import Run


def open_file(path: Path, password: str | None = None, progress: Progress = SILENT) -> "Opened":
    """Open a file, as the user corrected sheets of the same shape before; for a worker. Raise `UserError`.

    Where a password is needed, and none or another one is given, that is `excel.encrypted.PasswordNeeded`.
    """
    from raci_studio.files import open_document

    opened = open_document(path, password=password, progress=progress.part(0.0, 0.8))
    if opened.imported is None:
        return opened
    from raci_studio.gui.import_review import flow

    return flow.with_memory(opened, progress.part(0.8, 1.0))


def open_block(text: str, progress: Progress = SILENT) -> "Opened":
    """Import a block of cells from the clipboard; for a worker."""
    from raci_studio.gui.import_review import flow

    return flow.with_memory(flow.open_block(text, progress.part(0.0, 0.8)), progress.part(0.8, 1.0))


def should_ask(opened: "Opened", *, pasted: bool) -> bool:
    """Tell whether the review opens by itself."""
    if opened.imported is None:
        return False
    from raci_studio.gui.import_review import flow

    return flow.should_ask(opened, pasted=pasted)


def review(
    window: "QWidget",
    opened: "Opened",
    show: Callable[["Opened"], None],
    run: "Run",
    may_leave: Callable[[], bool] | None = None,
) -> None:
    """Open the dialog and `show` what comes of it; see `flow.review`."""
    from raci_studio.gui.import_review import flow

    flow.review(window, opened, show, run, may_leave)


def review_again(
    window: "QWidget",
    imported: object,
    title: str,
    show: Callable[["Opened"], None],
    run: "Run",
    may_leave: Callable[[], bool],
) -> None:
    """Open the dialog for the import on the screen; corrected, it is opened anew."""
    from raci_studio.files import from_import

    review(window, from_import(imported, title), show, run, may_leave)
