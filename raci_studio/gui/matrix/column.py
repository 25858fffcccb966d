"""What every column of the matrix has: its title, the texts of its cells, and how a typed one is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from raci_studio.core.document import PLAIN_TEXT, ColumnType, Document, Task, TaskId
from raci_studio.core.i18n import N_, _
from raci_studio.core.scheme import RoleKind
from raci_studio.gui.matrix.texts import NameChoices

TITLES: Mapping[str, str] = {
    "process": N_("Process"),
    "step": N_("Step"),
    "name": N_("Task"),
    "deadline": N_("Deadline"),
    "result": N_("Result"),
    "format": N_("Format"),
    "channel": N_("Channel"),
    "notes": N_("Notes"),
    "predecessors": N_("After"),
    "duration": N_("Duration"),
    "start": N_("Start"),
    "inputs": N_("Inputs"),
    "criterion": N_("Acceptance criterion"),
}
TOOLTIPS: Mapping[str, str] = {
    "name": N_("What is done and how"),
    "predecessors": N_(
        "Rows this task waits for: 3 or 3;5, with a lag 3+2d, alternatives 3|5, work that comes back 3↺"
    ),
    "criterion": N_("How one can tell that the result is accepted"),
}
_WIDTHS = {"process": 120, "step": 124, "name": 280, "deadline": 124, "format": 96, "channel": 104, "predecessors": 64}
_LONG = ("name", "result", "notes", "inputs", "criterion")


@dataclass(frozen=True, slots=True)
class Chip:
    """A short text shown as a chip in the colours of a role kind (None: a letter nobody explained)."""

    text: str
    kind: RoleKind | None


class Column:
    """One column; `key` is permanent and the same as `Cell.field` of a finding where there is one."""

    centred = False
    is_role = False

    def __init__(self, key: str) -> None:
        self.key = key

    def title(self, document: Document) -> str:
        """Return the header in the current language."""
        return _(TITLES[self.key])

    def tooltip(self, document: Document) -> str:
        """Return what the header says on hovering."""
        return _(TOOLTIPS[self.key]) if self.key in TOOLTIPS else self.title(document)

    def text(self, document: Document, task: Task) -> str:
        """Return the cell as text: what is shown, copied and edited."""
        raise NotImplementedError

    def spoken(self, document: Document, task: Task) -> str:
        """Return the cell as a screen reader says it."""
        return self.text(document, task)

    def chips(self, document: Document, task: Task) -> tuple[Chip, ...]:
        """Return the cell as chips, () where it is plain text."""
        return ()

    def write(self, document: Document, texts: Mapping[TaskId, str], choices: NameChoices) -> Document:
        """Return the document with texts put into the column's cells. Raise `UserError` where one makes no sense."""
        raise NotImplementedError

    def type_in(self, document: Document) -> ColumnType:
        """Return the type of what the cells hold; all but extra columns hold text."""
        return PLAIN_TEXT

    def is_right(self, document: Document) -> bool:
        """Tell whether the texts stand at the right of their cells."""
        return False

    def complaint(self, document: Document, task: Task) -> str:
        """Return what to say of a cell whose text does not fit the column's type, "" where it does."""
        return ""

    @property
    def width(self) -> int:
        """Return the width to begin with, in pixels at 100 %."""
        return _WIDTHS.get(self.key, 150)

    @property
    def is_long(self) -> bool:
        """Tell whether the texts tend to need several lines."""
        return self.key in _LONG or self.key.startswith("extra:")
