"""What the window calls: light to import, all that is heavy comes with the first file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from raci_studio.files import Opened


def open_file(path: Path, password: str | None = None) -> "Opened":
    """Open a file, as the user corrected sheets of the same shape before; for a worker. Raise `UserError`.

    Where a password is needed, and none or another one is given, that is `excel.encrypted.PasswordNeeded`.
    """
    from raci_studio.files import open_document

    opened = open_document(path, password=password)
    if opened.imported is None:
        return opened
    from raci_studio.gui.import_review import flow

    return flow.with_memory(opened)


def open_block(text: str) -> "Opened":
    """Import a block of cells from the clipboard; for a worker."""
    from raci_studio.gui.import_review import flow

    return flow.with_memory(flow.open_block(text))


def should_ask(opened: "Opened", *, pasted: bool) -> bool:
    """Tell whether the review opens by itself."""
    if opened.imported is None:
        return False
    from raci_studio.gui.import_review import flow

    return flow.should_ask(opened, pasted=pasted)


def review(
    window: "QWidget", opened: "Opened", show: Callable[["Opened"], None], may_leave: Callable[[], bool] | None = None
) -> None:
    """Open the dialog and `show` what comes of it; see `flow.review`."""
    from raci_studio.gui.import_review import flow

    flow.review(window, opened, show, may_leave)


def review_again(
    window: "QWidget", imported: object, title: str, show: Callable[["Opened"], None], may_leave: Callable[[], bool]
) -> None:
    """Open the dialog for the import on the screen; corrected, it is opened anew."""
    from raci_studio.files import from_import

    review(window, from_import(imported, title), show, may_leave)
