"""Rows this one waits for, or that wait for it, as links."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel

from raci_studio.core.document import Document, TaskId
from raci_studio.core.i18n import ngettext

MOST_LINKS = 12  # further ones are counted
_LONGEST = 70  # characters of a name


class RowLinks(QLabel):
    """Links to rows by number and name; `linkActivated` tells the id of the task."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._shown: object = None

    def show_rows(self, document: Document, tasks: Sequence[TaskId], title: str) -> None:
        """Show links to these rows, nothing where there is none; `title` names them for screen readers."""
        texts = [_text(document, task) for task in tasks[:MOST_LINKS]]
        more = len(tasks) - len(texts)
        wanted = tasks, texts, title
        if wanted == self._shown:
            return
        self._shown = wanted
        lines = [f'<a href="{task}">{escape(text)}</a>' for task, text in zip(tasks, texts)]
        rest = [ngettext("and {n} more row", "and {n} more rows", more).format(n=more)] if more else []
        self.setText("<br>".join((*lines, *rest)))
        self.setAccessibleName(f"{title}: {'; '.join((*texts, *rest))}")
        self.setVisible(bool(tasks))

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.focusNextPrevChild(True)  # on the first link, not before it


def _text(document: Document, task: TaskId) -> str:
    name = " ".join(document.tasks[task].name.split())
    name = name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
    return f"{document.numbers[task]} {name}".strip()
