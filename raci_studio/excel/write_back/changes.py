"""What is to be changed in a workbook, and what of the matrix its sheets have no way to say."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from raci_studio.core.document import TaskId
from raci_studio.core.i18n import N_

Value = str | int | float | bool | dt.date | dt.datetime | None
"""What a cell is to hold; None clears it. A text stays a text, even one that looks like a formula."""

NO_COLUMN = N_("the sheet has no column for it")
NO_PERSON = N_("the person has no column on the sheet")
NO_ROW = N_("the sheet has no free row for one more person of this task")
NO_TABLE = N_("the workbook has no matrix or plan to put it into")
IN_MERGE = N_("it lies inside a merged cell")
FOR_ALL = N_("the sheet says it for several tasks at once")
SHARED = N_("one cell of the sheet says both, and the other was changed")
IN_PIECES = N_("the header is put together from several cells")
SECTION = N_("the sheet says it in the title of a section")
SHEET_NAME = N_("it is the name of the sheet")
OTHER_TABLE = N_("the other task stands in another table")
ORDER = N_("the sheet keeps the order of its rows")
KEPT = N_("nothing of the client's is removed")
NOT_SO = N_("in this sheet's way of writing it would be read as something else")
UNKNOWN_READING = N_("it is not known any more how the workbook was read")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of the client's gets another value; `what` says in the user's language what that is."""

    sheet: str
    cell: str
    value: Value
    what: str


@dataclass(frozen=True, slots=True)
class RowAdded:
    """A new task below a table: values by column from 1, in the look of the row `like`; rows count from 1.

    `columns` are the first and last one of the table.
    """

    sheet: str
    row: int
    like: int
    columns: tuple[int, int]
    values: Mapping[int, Value]
    what: str


@dataclass(frozen=True, slots=True)
class RowStruck:
    """A deleted task: the cells to be struck through, and the one that gets the note."""

    sheet: str
    cells: tuple[str, ...]
    noted: str


@dataclass(frozen=True, slots=True)
class SheetAdded:
    """New tasks on a sheet of their own, in the layout of the matrix; `header` counts its first rows.

    `process` is the process of its tasks.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    header: int
    process: str
    tasks: int


@dataclass(frozen=True, slots=True, order=True)
class NotWritten:
    """Something of the matrix that is not in the copy's cells; `cell` is "" where it has no place at all.

    `what` and `why` are in the user's language.
    """

    sheet: str
    cell: str
    what: str
    why: str


def place_of(one: NotWritten) -> str:
    """Return where something belongs: "RACI!D7", or the sheet alone."""
    return "!".join(filter(None, (one.sheet, one.cell)))


Places = Mapping[TaskId, tuple[str, int]]
"""Sheet and row from 1 of tasks; of a transposed table the number of the column."""


@dataclass(frozen=True)
class ChangeSet:
    """All that becomes of a workbook.

    `reading` is how the copy is read, as `own_reading` writes it down; `aliases` are headers, folded, that name people
    otherwise than they are called now, each with that name; `renamed` are the same for headers that are to be written,
    by sheet and cell: it counts where that cannot be.
    """

    cells: tuple[CellChange, ...] = ()
    rows: tuple[RowAdded, ...] = ()
    struck: tuple[RowStruck, ...] = ()
    sheets: tuple[SheetAdded, ...] = ()
    not_written: tuple[NotWritten, ...] = ()
    places: Places = field(default_factory=dict)
    deleted: Mapping[str, tuple[tuple[int, TaskId, str], ...]] = field(default_factory=dict)
    reading: Mapping[str, Any] = field(default_factory=dict)
    added_tasks: int = 0
    aliases: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
