"""What a user can do to the matrix, each as one undo step: ids in, one `session.apply` out.

The edits below join those of `core.edits`; the commands ask what only the user knows (who an unknown name
is) before the edit runs, so that an edit stays a pure function.
"""

from collections.abc import Callable, Sequence
from enum import Enum

from raci_studio.core import edits
from raci_studio.core.document import Document, PersonId, ProcessId, TaskId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.matrix.columns import RoleColumn
from raci_studio.gui.matrix.texts import NameChoices, letter_typed, unknown_names
from raci_studio.gui.matrix.writes import Block, Refusal, Write, clear_blocks, refusal, write_cells
from raci_studio.gui.session import Session

AskNames = Callable[[Document, tuple[str, ...]], NameChoices | None]
"""Ask who the unknown names are; None where the user gives up."""


_MANY_CELLS = 2000
"""To write more of them takes over 20 ms."""


class Outcome(Enum):
    """What became of texts put into cells."""

    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"  # all or some of it; the user was told


class MatrixCommands:
    """Turn what the user does into edits of the session's document."""

    def __init__(self, session: Session, ask_names: AskNames) -> None:
        self.session, self.ask_names = session, ask_names

    def write(self, writes: Sequence[Write], label: str = "", remark: UserError | None = None) -> bool:
        """Put texts into cells, asking first about names nobody bears. Return whether something changed."""
        document = self.session.document
        self.try_write(writes, label, remark)
        return self.session.document is not document

    def try_write(self, writes: Sequence[Write], label: str = "", remark: UserError | None = None) -> Outcome:
        """Put texts into cells as `write` does, and return what became of it.

        Cells that refuse their text keep what they hold; the others are written, and the user is told which.
        `remark` is something else to be told once it is done.
        """
        document = self.session.document
        texts = (item.text for item in writes if isinstance(item.column, RoleColumn))
        unknown = unknown_names(document, texts)
        choices: NameChoices | None = {}
        if unknown and not self.session.read_only:
            choices = self.ask_names(document, unknown)
        if choices is None:
            return Outcome.REFUSED
        refused: list[Refusal] = []
        changed = self._apply_for(len(writes))(
            label or _write_label(document, writes), write_cells, writes, choices, refused=refused
        )
        if refused:
            self.session.refused.emit(refusal(refused, remark, was_one=len(writes) == 1))
        elif changed and remark is not None:
            self.session.refused.emit(remark)
        if refused or (not changed and self.session.read_only):
            return Outcome.REFUSED
        return Outcome.CHANGED if changed else Outcome.SAME

    def clear(self, blocks: Sequence[Block]) -> bool:
        """Empty cells."""
        count = sum(len(tasks) * len(columns) for tasks, columns in blocks)
        label = ngettext("Clear {n} cell", "Clear {n} cells", count).format(n=count)
        return self._apply_for(count)(label, clear_blocks, blocks)

    def _apply_for(self, cells: int) -> Callable[..., bool]:
        return self.session.apply_beside if cells > _MANY_CELLS else self.session.apply

    def letter(self, cells: Sequence[tuple[TaskId, PersonId]], text: str, scan_code: int = 0) -> str:
        """Set a letter in cells of the grid, or take it away where all have it; return it, "" for no letter."""
        letters = self.session.document.settings.scheme.letters
        letter = letter_typed(letters, text, scan_code)
        if letter and cells:
            self.session.apply(_("Letter {letter}").format(letter=letter), toggle_letters, cells, letter)
        return letter

    def add_tasks(
        self, position: int, count: int = 1, process: ProcessId | None = None, step: str = ""
    ) -> list[TaskId]:
        """Insert empty rows and return their ids."""
        label = ngettext("Insert {n} row", "Insert {n} rows", count).format(n=count)
        self.session.apply(label, edits.add_tasks, position, count, process, step=step)
        return list(self.session.document.order[position : position + count])

    def delete_tasks(self, tasks: Sequence[TaskId]) -> bool:
        """Delete rows."""
        label = ngettext("Delete {n} row", "Delete {n} rows", len(tasks)).format(n=len(tasks))
        return self.session.apply(label, edits.delete_tasks, tasks)

    def move_tasks_before(self, tasks: Sequence[TaskId], position: int) -> bool:
        """Move rows before the row that stands at a position of the document's order now."""
        label = ngettext("Move {n} row", "Move {n} rows", len(tasks)).format(n=len(tasks))
        return self.session.apply(label, edits.move_tasks, tasks, position)

    def move_tasks(self, tasks: Sequence[TaskId], down: bool) -> bool:
        """Move rows past their next neighbour."""
        order = self.session.document.order
        rows = sorted(order.index(task) for task in tasks)
        if not rows or (rows[-1] + 1 >= len(order) if down else rows[0] == 0):
            return False
        position = rows[-1] + 2 if down else rows[0] - 1
        return self.move_tasks_before(tasks, position)


def _write_label(document: Document, writes: Sequence[Write]) -> str:
    titles = {item.column.key: item.column.title(document) for item in writes}
    if len(writes) == 1:
        return _("Edit “{column}”").format(column=next(iter(titles.values())))
    return ngettext("Change {n} cell", "Change {n} cells", len(writes)).format(n=len(writes))


def toggle_letters(document: Document, cells: Sequence[tuple[TaskId, PersonId]], letter: str) -> Document:
    """Give a letter to all of these, or take it from all where all of them have it."""
    tasks = document.tasks
    everywhere = all(letter in tasks[task].letters(person) for task, person in cells)
    wanted: dict[PersonId, dict[TaskId, list[str]]] = {}
    for task, person in cells:
        others = [known for known in tasks[task].letters(person) if known != letter]
        wanted.setdefault(person, {})[task] = others if everywhere else [*others, letter]
    for person, letters in wanted.items():
        document = edits.set_letters_of(document, person, letters)
    return document
