"""One table while its changes are collected: its rows as they were and are, and the cells to be changed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from raci_studio.core.column_types import converted
from raci_studio.core.document import PLAIN_TEXT, Document, PersonId, SourceTable, Task, TaskId
from raci_studio.excel.document import headings_of
from raci_studio.excel.formats import as_shown
from raci_studio.excel.grid import Grid, Place
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.reading import oriented
from raci_studio.excel.tasks import TableContent, TaskContent
from raci_studio.excel.write_back.changes import IN_MERGE, NO_COLUMN, NOT_SO, Value
from raci_studio.excel.write_back.values import as_value

Key = tuple[TaskId, str]
"""A task, "" for the table itself, and what of it: a text field, "extra:Priority", "role:R", "person:p3"…"""

_CODES = ("number", "step", "phase", "predecessors")


@dataclass(frozen=True, slots=True)
class Row:
    """One task at its place: `index` is its row as the plan counts, `more` are rows that belong to it too.

    `now` is None for a task that was deleted, `was` for one that is new.
    """

    index: int
    more: tuple[int, ...] = ()
    now: Task | None = None
    was: Task | None = None
    content: TaskContent = field(default_factory=lambda: TaskContent(0))

    @property
    def is_same(self) -> bool:
        """Tell whether the task is what it was."""
        return self.now is not None and self.now == self.was

    @property
    def all(self) -> tuple[int, ...]:
        """Return all its rows."""
        return self.index, *self.more


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell gets another text; `keys` are what it says of the matrix, `what` is that in the user's language."""

    text: str
    value: Value
    keys: frozenset[Key]
    what: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Something of the matrix that cannot be written, with the cell it belongs to if there is one."""

    what: str
    why: str
    place: Place | None = None


class Table:
    """Collect the `edits` of one table by place, and what is `lost` by key; rows and columns are those of the plan.

    Nothing is written for the keys in `refused`. What is in `follows` changes along with something else on purpose.
    """

    def __init__(
        self, number: int, grid: Grid, plan: TablePlan, content: TableContent, now: Document, was: Document,
        refused: Collection[Key] = (),
    ) -> None:  # fmt: skip
        self.number, self.plan, self.content = number, plan, content
        self.raw = oriented(grid, plan)
        self.grid = as_shown(self.raw, plan)
        self.now, self.was, self.refused = now, was, refused
        self.held_now: SourceTable = now.tables[number]
        self.held_was: SourceTable = was.tables[number]
        self.rows: list[Row] = []
        self.edits: dict[Place, Edit] = {}
        self.lost: dict[Key, Lost] = {}
        self.follows: set[Key] = set()
        self.columns: dict[int, str] = dict(plan.columns)
        self.sections: dict[int, str] = dict(plan.sections)
        self.titles: dict[int, int] = {}  # rows of new sections, with the row whose look they have
        self.was_there = True  # False for a sheet of new tasks
        self._usual: dict[int, tuple[object, ...]] = {}
        self._formats: Mapping[Place, str] = self.raw.details.formats if self.raw.details else {}
        counted = "number" in plan.columns.values() and not self._has_number_column()
        self.is_counted = counted

    def _has_number_column(self) -> bool:
        heading = headings_of(self.grid, self.plan).get("number")
        return heading is not None and heading in self.was.extra_columns

    # What the columns hold

    def columns_of(self, *fields: str) -> list[int]:
        """Return the columns of the first of some fields that has any."""
        found = ([c for c, what in sorted(self.plan.columns.items()) if what == name] for name in fields)
        return next((columns for columns in found if columns), [])

    @cached_property
    def extra_columns(self) -> dict[str, list[int]]:
        """Return the columns of each extra column, by its name as it is now."""
        found: dict[str, list[int]] = {}
        headings = headings_of(self.grid, self.plan)
        for column, what in sorted(self.plan.columns.items()):
            label = self.grid.column_label(column)
            held = self.held_now.columns.get(label, "")
            if held.startswith("extra:"):
                found.setdefault(held.removeprefix("extra:"), []).append(column)
            elif what == "number" and not self.is_counted and what in headings:
                found.setdefault(headings[what], []).append(column)
        return found

    def heading(self, field_name: str) -> str:
        """Return the extra column, as it is called now, that a field of the sheet became, "" for none."""
        for name, columns in self.extra_columns.items():
            if any(self.plan.columns[column] == field_name for column in columns):
                return name
        return ""

    @cached_property
    def people(self) -> dict[PersonId, list[int]]:
        """Return the columns of the people who have one, as they are called now; a deleted person is left out."""
        found: dict[PersonId, list[int]] = {}
        for column, what in sorted(self.plan.columns.items()):
            held = self.held_now.columns.get(self.grid.column_label(column), "")
            person = PersonId(held.removeprefix("person:"))
            if what.startswith("person:") and held.startswith("person:") and person in self.now.people:
                found.setdefault(person, []).append(column)
        return found

    @cached_property
    def orphans(self) -> dict[int, PersonId]:
        """Return the columns of people who were deleted."""
        held = {c: self.held_now.columns.get(self.grid.column_label(c), "") for c in self.plan.columns_with("person:")}
        people = {column: PersonId(what.removeprefix("person:")) for column, what in held.items()}
        return {column: person for column, person in people.items() if person not in self.now.people}

    @cached_property
    def words(self) -> frozenset[str]:
        """The extra texts that stand beside letters, by the names that head their columns."""
        own = frozenset(self.plan.columns_with("extra:").values())
        return frozenset(self.plan.columns_with("person:").values()) - own

    def section_of(self, row: Row) -> str:
        """Return the title of the section a row stands in, "" for none."""
        above = [at for at in self.sections if at < row.index]
        return self.sections[max(above)] if above else ""

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell as it is to be."""
        edit = self.edits.get((row, column))
        return self.grid.text(row, column) if edit is None else edit.text

    def line(self, row: Row, columns: Iterable[int]) -> tuple[int, str]:
        """Return the column that says a field, of several the last filled one, and its text over the task's rows."""
        columns = list(columns)
        found, text = columns[0], ""
        for column in columns:
            pieces = [piece for at in row.all if (piece := self.text(at, column))]
            if pieces:
                found, text = column, "\n".join(pieces)
        return found, text

    def same(self, extra: str, one: str, other: str) -> bool:
        """Tell whether two texts of an extra column are one: those from before it had a type count as converted."""
        return one == other or converted(PLAIN_TEXT, self.now.type_of(extra), other) == one

    # What is collected

    def lose(self, task: TaskId, key: str, what: str, why: str, place: Place | None = None) -> None:
        """Note that something cannot be written; the first reason counts."""
        self.lost.setdefault((task, key), Lost(what, why, place))

    def put(self, place: Place, text: str, what: str, *keys: Key) -> bool:
        """Change a cell; tell whether it says the text now. `what` names it to the user where it cannot."""
        row, column = place
        if self.text(row, column) == text:
            return True
        if any(key in self.refused for key in keys):
            return False
        merge = self.grid.merge_of(row, column)
        if merge and merge[:2] != (row, column):
            for task, key in keys:
                self.lose(task, key, what, IN_MERGE, place)
            return False
        before = self.edits.get(place)
        if before and before.text != text and not before.keys & set(keys):
            for task, key in keys:
                self.lose(task, key, what, NOT_SO, place)
            return False
        if before:
            keys = (*keys, *before.keys)
        self.edits[place] = Edit(text, self._value(place, text), frozenset(keys), what)
        return True

    def put_text(self, row: Row, columns: Iterable[int], text: str, what: str, *keys: Key) -> bool:
        """Write the text of a task into the column that says it, or into the first; False where that cannot be."""
        columns = list(columns)
        if not columns:
            for task, key in keys:
                self.lose(task, key, what, NO_COLUMN, (row.index, self.first_column))
            return False
        column, _old = self.line(row, columns)
        filled = [at for at in row.all if self.text(at, column)]
        lines = text.split("\n")
        if len(filled) > 1 and len(lines) == len(filled) and not any("\n" in self.text(at, column) for at in filled):
            pieces = dict(zip(filled, lines))
        else:
            first = filled[0] if filled else row.index
            pieces = {at: text if at == first else "" for at in {first, *filled}}
        done = [self.put((at, column), piece, what, *keys) for at, piece in sorted(pieces.items())]
        return all(done)

    @property
    def like(self) -> int:
        """The row of the last task that was read, whose look new ones have."""
        return max((row.index for row in self.rows if row.was is not None), default=self.plan.last_row)

    @property
    def first_column(self) -> int:
        """The column of the tasks' names, or the first one."""
        column = self.plan.column_of("task")
        return min(self.plan.columns, default=0) if column is None else column

    def _value(self, place: Place, text: str) -> Value:
        row, column = place
        if self.plan.columns.get(column, "").startswith(("person:", "role:")) or not self._is_task_row(row):
            return text or None
        real = place[::-1] if self.raw.transposed else place
        old = self.raw.raw(row, column)
        if row > self.plan.last_row:  # a new row has the look of the last one
            like = self.like, column
            old, real = self.raw.raw(*like), like[::-1] if self.raw.transposed else like
        code = self._formats.get(real, "")
        return as_value(text, old, self._others(column), code, self.plan.columns.get(column, "") in _CODES)

    def _is_task_row(self, row: int) -> bool:
        return row >= self.plan.first_row and row not in self.plan.sections

    def _others(self, column: int) -> tuple[object, ...]:
        if column not in self._usual:
            rows = range(self.plan.first_row, self.plan.last_row + 1)
            self._usual[column] = tuple(self.raw.raw(row, column) for row in rows if row not in self.plan.sections)
        return self._usual[column]


def most_common(texts: Iterable[str], otherwise: str = "") -> str:
    """Return the text that occurs most often, of several the first."""
    counted = Counter(texts)
    return max(counted, key=lambda text: counted[text]) if counted else otherwise
