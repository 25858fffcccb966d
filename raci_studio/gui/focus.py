"""The way of the keyboard between the parts of a window, and between the fields of a part."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView, QWidget

from raci_studio.core.i18n import _


def fields_in_order(part: QWidget) -> Iterator[QWidget]:
    """Yield the fields of a part that Tab reaches now, in the order in which it does."""
    field = part.nextInFocusChain() or part
    while field is not part:
        reached = field.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if reached and part.isAncestorOf(field) and field.isVisible() and field.isEnabled():
            yield field
        field = field.nextInFocusChain() or part


def go_on(parts: Sequence[QWidget], step: int) -> None:
    """Give the focus to the next (1) or previous (-1) part that is shown and has a field; round the end."""
    shown = [part for part in parts if part.isVisible() and first_field(part) is not None]
    focus = QApplication.focusWidget()
    here = next(
        (nth for nth, part in enumerate(shown) if focus is not None and (part is focus or part.isAncestorOf(focus))),
        -min(step, 0),
    )
    if shown:
        field = first_field(shown[(here + step) % len(shown)])
        assert field is not None
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)


def go_into(part: QWidget) -> None:
    """Give the focus to the first field of a part, where it has any."""
    if (field := first_field(part)) is not None:
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)


def begin_with(part: QWidget, fields: Sequence[QWidget]) -> None:
    """Let Tab reach fields that were made later first of all in a part that is shown in a window already."""
    before = part.previousInFocusChain() or part
    while before is not part and (before in fields or not before.focusPolicy() & Qt.FocusPolicy.TabFocus):
        before = before.previousInFocusChain() or part
    for field in fields:  # one that takes no focus has no place in the order of Tab
        QWidget.setTabOrder(before, field)
        before = field


def name_corner(table: QTableView) -> None:
    """Give the button in the corner of a table's headers its name: it selects all."""
    for button in table.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
        button.setAccessibleName(_("Select &all").replace("&", ""))


def first_field(part: QWidget) -> QWidget | None:
    """Return where the keyboard begins in a part: the part itself where it takes keys."""
    return part if part.focusPolicy() & Qt.FocusPolicy.TabFocus else next(fields_in_order(part), None)
