"""What a table holds as it was read: its tasks with the cell of every value."""

from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from raci_studio.excel.cellmap import CellKey
from raci_studio.excel.notes import ImportNote


# A struct because a frozen dataclass of so many fields takes ten times as long to make.
class TaskContent(msgspec.Struct, frozen=True):
    """One task as the sheet has it; texts as written, "" where there is nothing.

    ``row`` is the Excel row from 1, the column letters in a transposed table. ``roles`` maps letters
    to names. ``cells`` maps a field, ("role", letter) or ("person", name) to the cell's address.
    """

    row: int | str
    task: str = ""
    process: str = ""
    step: str = ""
    phase: str = ""
    section: str = ""
    number: str = ""
    description: str = ""
    deadline: str = ""
    duration: str = ""
    start: str = ""
    finish: str = ""
    owner: str = ""
    result: str = ""
    format: str = ""
    channel: str = ""
    notes: str = ""
    input: str = ""
    criterion: str = ""
    predecessors: str = ""
    status: str = ""
    priority: str = ""
    roles: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    extras: Mapping[str, str] = msgspec.field(default_factory=dict)
    cells: Mapping[CellKey, str] = msgspec.field(default_factory=dict)


TEXTS = tuple(name for name in TaskContent.__struct_fields__ if name not in ("row", "roles", "extras", "cells"))
"""The texts of a task in the order of its fields."""


@dataclass(frozen=True)
class TableContent:
    """A table as read: ``people`` in the order of their columns, or of their first mention in a list.

    ``gone`` are the rows of tasks that were deleted, and are struck through.
    """

    sheet: str
    tasks: tuple[TaskContent, ...] = ()
    people: tuple[str, ...] = ()
    notes: tuple[ImportNote, ...] = ()
    gone: tuple[int | str, ...] = ()

    def places(self) -> list[int]:
        """Return the place of each task from 1, deleted ones counted too: so a client counts the rows."""
        gone = sorted(map(_position, self.gone))
        return [place + bisect(gone, _position(task.row)) for place, task in enumerate(self.tasks, start=1)]


def _position(row: int | str) -> tuple[int, int | str]:
    return (0, row) if isinstance(row, int) else (len(row), row)
