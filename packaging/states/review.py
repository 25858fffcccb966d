"""What was recognised in a sheet, before it becomes a matrix."""

from typing import TYPE_CHECKING

from states.base import Stage, dialog_of, state, state_of_any_file

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@state_of_any_file
def import_review(stage: Stage) -> "QWidget":
    """What was taken for what."""
    window = stage.matrix()
    window.review_import()
    dialog = dialog_of(window)
    dialog.resize(1300, 820)
    return dialog


@state
def letters_menu(stage: Stage) -> "QWidget":
    """The menu of a column of the sheet in the review."""
    from PySide6.QtCore import Qt

    dialog = import_review(stage)
    menu = dialog.sheet.header_menu(Qt.Orientation.Horizontal, 3)
    menu.popup(dialog.pos())
    return menu
