"""The document: everything one `.raci` file holds, as frozen data.

A `Document` is never changed: `core.edits` makes a new one from an old one. Mappings inside it are
plain dicts that nobody writes to after they were handed over. Every text is a `str`, "" for nothing.

What a large document has ten thousands of is a struct: a frozen dataclass takes ten times as long to make.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, NewType

import msgspec

from raci_studio.core.scheme import RACI, RoleKind, RoleScheme

TaskId = NewType("TaskId", str)
PersonId = NewType("PersonId", str)
ProcessId = NewType("ProcessId", str)


class Mark(msgspec.Struct, frozen=True):
    """One person with one role letter on a task."""

    letter: str
    person: PersonId


class SourceRow(msgspec.Struct, frozen=True):
    """The place in the client's workbook that a task was read from.

    `row` counts from 1; in a transposed table it is the number of the column. `table` indexes
    `Document.tables`.
    """

    table: int
    row: int


class Task(msgspec.Struct, frozen=True):
    """One row of the matrix. `origin` is None for a task that was added here.

    `remarks` and `links` are the comments and links of the client's cells, by a text field, "process",
    "predecessors", "extra:Priority", "role:R" or "person:p3"; several in one cell stand on lines of their own.

    A row that says what happens instead belongs to the task it `rescues`: `scenario` is then "alternative" (another
    way to the same result) or "negative" (what is done if it fails); both are empty for a task of the plan.
    """

    id: TaskId
    process: ProcessId
    name: str = ""
    step: str = ""
    marks: tuple[Mark, ...] = ()
    deadline: str = ""
    result: str = ""
    format: str = ""
    channel: str = ""
    notes: str = ""
    inputs: str = ""
    criterion: str = ""
    duration: str = ""
    start: str = ""
    extras: Mapping[str, str] = msgspec.field(default_factory=dict)
    remarks: Mapping[str, str] = msgspec.field(default_factory=dict)
    links: Mapping[str, str] = msgspec.field(default_factory=dict)
    origin: SourceRow | None = None
    scenario: str = ""
    rescues: TaskId = TaskId("")

    def people(self, letter: str) -> tuple[PersonId, ...]:
        """Return the people with this letter, in the order they were given."""
        return tuple(mark.person for mark in self.marks if mark.letter == letter)

    def letters(self, person: PersonId) -> tuple[str, ...]:
        """Return the letters this person has here, in the order they were given."""
        return tuple(mark.letter for mark in self.marks if mark.person == person)


def task_with(task: Task, **values: object) -> Task:
    """Return the task with other values in some of its fields."""
    return msgspec.structs.replace(task, **values)


TEXT_FIELDS = (
    "step", "name", "deadline", "result", "format", "channel", "notes", "inputs", "criterion", "duration", "start",
)  # fmt: skip
"""The text fields of a task, by attribute name."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A stretch of days (ISO dates, both included) on which a person is away."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Person:
    """A participant: a human, a position, a department or an external party.

    `distinct_from` are people of a similar name who the analyst said are somebody else (kept on one of the two);
    `group` says that a name such as "Everybody" is meant as it stands.
    """

    id: PersonId
    name: str
    aliases: tuple[str, ...] = ()
    department: str = ""
    manager: str = ""
    channels: tuple[str, ...] = ()
    deputies: tuple[PersonId, ...] = ()
    absences: tuple[Absence, ...] = ()
    hours_per_day: float = 8.0
    external: bool = False
    observer: bool = False
    distinct_from: tuple[PersonId, ...] = ()
    group: bool = False


@dataclass(frozen=True, slots=True)
class Process:
    """A named chain of tasks. `incompatible` are pairs of tasks one person must not do both.

    `systems` maps a channel or system in use to its owner (a person or department, as text). `refused_links` are
    suggested dependencies (before, after) that the analyst does not want to see again.
    """

    id: ProcessId
    name: str
    owner: PersonId | None = None
    inputs: str = ""
    outputs: str = ""
    main_channel: str = ""
    escalation: str = ""
    start: str = ""
    promised_end: str = ""
    incompatible: tuple[tuple[TaskId, TaskId], ...] = ()
    systems: Mapping[str, str] = field(default_factory=dict)
    refused_links: tuple[tuple[TaskId, TaskId], ...] = ()


class Dependency(msgspec.Struct, frozen=True):
    """`after` cannot start before `before` is finished (plus `lag_days` working days).

    Dependencies of one task that share a non-empty `alternative` are alternatives: one of them is enough.
    `origin` is "declared" or "accepted"; row order is never stored, the analysis infers it. `rework` says that work
    may come back this way (from `before` to the earlier `after`): `after` does not wait for it.
    """

    before: TaskId
    after: TaskId
    lag_days: float = 0.0
    origin: str = "declared"
    alternative: str = ""
    rework: bool = False


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """A finding the analyst chose to live with; `key` is `Finding.key`."""

    key: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SourceTable:
    """How one table of the client's workbook was read, so that remarks find their way back.

    `columns` maps column letters to what the column holds: a field of `Task`, "number", "predecessors",
    "role:R", "roles", "person:p3", "extra:Priority". In a transposed table the keys are row numbers.
    """

    sheet: str
    layout: str
    header_row: int
    first_row: int
    last_row: int
    process: ProcessId
    columns: Mapping[str, str]

    @property
    def transposed(self) -> bool:
        """Tell whether tasks are columns of the sheet."""
        return self.layout == "transposed"


@dataclass(frozen=True, slots=True)
class SourceWorkbook:
    """The client's workbook as it came: file name and bytes.

    `encrypted` says that it came with a password; `data` are the bytes without it. `reading` is how its tables were
    read, as plain JSON values that `excel` makes and understands; empty where that is not known any more.
    """

    name: str
    data: bytes = field(repr=False)
    encrypted: bool = False
    reading: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the analyst set for this document.

    `thresholds` maps "L201.share" and the like to numbers that differ from the rule's default.
    `severities` maps codes of rules to "error", "warning" or "hint" where they count for more or less here, or "off".
    `view` keeps the arrangement of the window (columns, widths, layout) as plain JSON values. `country` (ISO 3166,
    two letters) is whose public holidays are days off, "" for the one in the user's own settings. `duration_unit`
    (of `core.units`) is what numbers without a unit count in durations and deadlines, "" where nobody said.
    """

    scheme: RoleScheme = RACI
    thresholds: Mapping[str, float] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)
    view: Mapping[str, Any] = field(default_factory=dict)
    country: str = ""
    duration_unit: str = ""


class ColumnKind(StrEnum):
    """What the cells of an extra column hold; the values are those of the file."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class ColumnType:
    """The type of an extra column; `choices` are the values of a choice, in the order they are offered.

    How a text becomes what is stored, and what is shown of it, is in `column_types`.
    """

    kind: ColumnKind = ColumnKind.TEXT
    choices: tuple[str, ...] = ()


PLAIN_TEXT = ColumnType()


@dataclass(frozen=True)  # without slots: what is looked up often is computed once per document
class Document:
    """Everything in one file. `order`, `people_order` and `process_order` are the orders shown.

    `extra_types` are the types of extra columns by name; one that is not there holds text. `next_number` numbers new
    ids, so that an id is never used twice while the document lives.
    """

    tasks: Mapping[TaskId, Task] = field(default_factory=dict)
    order: tuple[TaskId, ...] = ()
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    people_order: tuple[PersonId, ...] = ()
    processes: Mapping[ProcessId, Process] = field(default_factory=dict)
    process_order: tuple[ProcessId, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()
    extra_columns: tuple[str, ...] = ()
    extra_types: Mapping[str, ColumnType] = field(default_factory=dict)
    settings: Settings = Settings()
    tables: tuple[SourceTable, ...] = ()
    source: SourceWorkbook | None = None
    next_number: int = 1

    def tasks_in_order(self) -> Iterator[Task]:
        """Yield the tasks as they stand in the matrix."""
        return (self.tasks[task_id] for task_id in self.order)

    def people_in_order(self) -> Iterator[Person]:
        """Yield the people as they stand in the grid's columns."""
        return (self.people[person_id] for person_id in self.people_order)

    def tasks_of(self, process: ProcessId) -> tuple[Task, ...]:
        """Return the tasks of one process in their order."""
        return tuple(task for task in self.tasks_in_order() if task.process == process)

    @cached_property
    def numbers(self) -> Mapping[TaskId, int]:
        """The number 1…n by which the user knows each task."""
        return {task: number for number, task in enumerate(self.order, start=1)}

    @cached_property
    def predecessors(self) -> Mapping[TaskId, tuple[Dependency, ...]]:
        """The dependencies that lead to each task; a task without any is left out."""
        found: dict[TaskId, list[Dependency]] = {}
        for link in self.dependencies:
            found.setdefault(link.after, []).append(link)
        return {task: tuple(links) for task, links in found.items()}

    def number_of(self, task: TaskId) -> int:
        """Return the number 1…n by which the user knows the task."""
        return self.numbers[task]

    @cached_property
    def people_by_name(self) -> Mapping[str, Person]:
        """The people by each of their names, blanks and case folded; of several with one name the first."""
        found: dict[str, Person] = {}
        for person in self.people_in_order():
            for name in (person.name, *person.aliases):
                found.setdefault(fold_name(name), person)
        return found

    def person_named(self, name: str) -> Person | None:
        """Return the person of this name or alias, blanks and case folded; None where nobody is."""
        return self.people_by_name.get(fold_name(name))

    def type_of(self, column: str) -> ColumnType:
        """Return the type of an extra column, by its name."""
        return self.extra_types.get(column, PLAIN_TEXT)

    def kind_of(self, letter: str) -> RoleKind | None:
        """Return what a letter means in this document's scheme, None where nothing says so."""
        return self.settings.scheme.kinds.get(letter)


def fold_name(name: str) -> str:
    """Return a name as it is compared: blanks collapsed, case folded, «ё» as «е»."""
    return " ".join(name.split()).casefold().replace("ё", "е")
