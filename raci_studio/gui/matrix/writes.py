"""Texts put into cells: pure edits of many cells that leave out, and list, what makes no sense."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from raci_studio.core import edits
from raci_studio.core.document import Document, TaskId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.matrix.columns import Column
from raci_studio.gui.matrix.texts import NameChoices


class Write(NamedTuple):  # made ten thousand times for one paste
    """A text to be put into a cell. `task` is None for a row that does not exist yet (`new_row` counts them)."""

    task: TaskId | None
    column: Column
    text: str
    new_row: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that kept what it held, by the number of its row and the title of its column, and why."""

    number: int
    column: str
    error: UserError


Block = tuple[Sequence[TaskId], Sequence[Column]]
"""The cells where some tasks and columns cross."""


def clear_blocks(document: Document, blocks: Sequence[Block]) -> Document:
    """Empty the cells of blocks; the process of a task stays."""
    for tasks, columns in blocks:
        document = edits.clear_cells(document, tasks, [column.key for column in columns if column.key != "process"])
    return document


def write_cells(document: Document, writes: Sequence[Write], choices: NameChoices, refused: list[Refusal]) -> Document:
    """Put texts into cells, column by column in one go each, adding the rows that do not exist yet.

    A cell whose text makes no sense there keeps what it holds and is added to `refused`; the others are written.
    """
    last = max((item.new_row for item in writes), default=0)
    first_new = len(document.order)
    document = edits.add_tasks(document, first_new, last) if last else document
    columns: dict[str, Column] = {}
    texts: dict[str, dict[TaskId, str]] = {}
    for item in writes:
        columns[item.column.key] = item.column
        task = item.task or document.order[first_new + item.new_row - 1]
        texts.setdefault(item.column.key, {})[task] = item.text
    for key, column in columns.items():
        document = _write_what_fits(document, column, texts[key], choices, refused)
    return document


def _write_what_fits(
    document: Document, column: Column, texts: Mapping[TaskId, str], choices: NameChoices, refused: list[Refusal]
) -> Document:
    """Write a column's texts; halves of what is refused are tried again, so that few bad ones cost little."""
    try:
        return column.write(document, texts, choices)
    except UserError as error:
        tasks = list(texts)
        if len(tasks) == 1:
            refused.append(Refusal(document.number_of(tasks[0]), column.title(document), error))
            return document
    middle = len(tasks) // 2
    for half in (tasks[:middle], tasks[middle:]):
        document = _write_what_fits(document, column, {task: texts[task] for task in half}, choices, refused)
    return document


def refusal(refused: Sequence[Refusal], remark: UserError | None = None, *, was_one: bool) -> UserError:
    """Return what to tell about refused cells: the reason alone where one cell was edited, else all addresses."""
    if was_one:
        return refused[0].error
    lines = [
        _("Row {number}, “{column}”: {reason}").format(number=item.number, column=item.column, reason=item.error)
        for item in sorted(refused, key=lambda item: item.number)
    ]
    lines += [str(remark)] if remark is not None else []
    what = ngettext("{n} cell kept what it held.", "{n} cells kept what they held.", len(refused)).format(
        n=len(refused)
    )
    return UserError(f"{what} {lines[0]}", details=lines if len(lines) > 1 else ())
