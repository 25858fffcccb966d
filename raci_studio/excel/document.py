"""Build the document from the tables of a workbook: processes, people, tasks, dependencies, the way back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from operator import attrgetter

from raci_studio.core.column_edits import set_column_type
from raci_studio.core.document import (
    ColumnType,
    Dependency,
    Document,
    Mark,
    Person,
    PersonId,
    Process,
    ProcessId,
    Settings,
    SourceRow,
    SourceTable,
    SourceWorkbook,
    Task,
    TaskId,
    fold_name,
)
from raci_studio.core.garbage import without_gc
from raci_studio.core.progress import SILENT, Progress
from raci_studio.core.scheme import RACI, SCHEMES, RoleKind, RoleScheme, make_scheme
from raci_studio.excel.details_sheets import with_details
from raci_studio.excel.grid import Grid, column_index
from raci_studio.excel.notes import ImportNote
from raci_studio.excel.own import OwnPart, is_added, read_part
from raci_studio.excel.plan import FIELDS, ImportPlan, TablePlan, as_json
from raci_studio.excel.predecessors import resolve
from raci_studio.excel.read import Workbook
from raci_studio.excel.reading import oriented
from raci_studio.excel.recognise.people import header_text
from raci_studio.excel.remarks import with_remarks
from raci_studio.excel.tasks import TableContent, TaskContent
from raci_studio.excel.words import unit_of

# Fields of a sheet that a task has too, under the task's own name for them; all others become extras.
TASK_FIELDS = {
    "task": "name", "step": "step", "deadline": "deadline", "result": "result", "format": "format",
    "channel": "channel",
    "notes": "notes", "input": "inputs", "criterion": "criterion", "duration": "duration", "start": "start",
}  # fmt: skip
_PROCESS_SECTION = re.compile(r"^\s*(process|процесс|prozess|processus|proceso|processo)\b", re.IGNORECASE)


class _Marks(dict[tuple[str, tuple[str, ...]], tuple[Mark, ...]]):
    """The marks of a letter and the names that have it: the same few come again and again."""

    def __init__(self, ids: Mapping[str, PersonId]) -> None:
        super().__init__()
        self._ids = ids

    def __missing__(self, key: tuple[str, tuple[str, ...]]) -> tuple[Mark, ...]:
        letter, names = key
        people = dict.fromkeys(self._ids[name] for name in names)  # two spellings of one person make one mark
        self[key] = tuple(Mark(letter, person) for person in people)
        return self[key]

    def of(self, roles: Mapping[str, tuple[str, ...]]) -> tuple[Mark, ...]:
        """Return the marks of a row."""
        return tuple(chain.from_iterable([self[held] for held in roles.items() if held[1]]))


@dataclass
class _Draft:
    """The document while it grows."""

    tasks: dict[TaskId, Task] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)  # by folded name
    processes: dict[str, Process] = field(default_factory=dict)  # by name
    dependencies: list[Dependency] = field(default_factory=list)
    extras: dict[str, str] = field(default_factory=dict)  # their names, with any of their texts
    tables: list[SourceTable] = field(default_factory=list)
    notes: list[ImportNote] = field(default_factory=list)
    next_number: int = 1
    rows: int = 0  # of the tables so far, those of deleted tasks too
    part: OwnPart = field(default_factory=OwnPart)  # what we wrote down, where the workbook is one of ours

    def number(self, prefix: str) -> str:
        """Return a new id."""
        self.next_number += 1
        return f"{prefix}{self.next_number - 1}"

    def person(self, name: str) -> PersonId:
        """Return the id of a person, who is added on first mention."""
        key, main = fold_name(name), self.part.aliases.get(fold_name(name))
        if main is not None and key not in self.part.people:  # one of two people whom the analyst merged
            return self._other_name(main, " ".join(name.split()))
        if key not in self.people:
            known = self.part.people.get(key)
            self.people[key] = Person(known or PersonId(self.number("p")), " ".join(name.split()))
        return self.people[key].id

    def _other_name(self, main: str, name: str) -> PersonId:
        who, key = self.person(main), fold_name(main)
        aliases = dict.fromkeys((*self.people[key].aliases, name))
        self.people[key] = replace(self.people[key], aliases=tuple(aliases))
        return who

    def process(self, name: str) -> ProcessId:
        """Return the id of a process, which is added on first mention."""
        if name not in self.processes:
            self.processes[name] = Process(self.part.processes.get(name) or ProcessId(self.number("c")), name)
        return self.processes[name].id


@without_gc
def build_document(
    workbook: Workbook, plan: ImportPlan, contents: Sequence[TableContent], progress: Progress = SILENT
) -> tuple[Document, tuple[ImportNote, ...]]:
    """Return the document of all tables, and the notes of their reading.

    Each table is a process of its own, unless a process column or sections named as processes split
    it. No role is invented: the owner column of a plan stays an extra column.
    """
    part = read_part(workbook.data) or OwnPart()
    draft = _Draft(part=part, next_number=part.next_number)
    draft.notes = [note for grid in workbook.sheets if grid.details for note in grid.details.notes]
    grids = {grid.name: grid for grid in workbook.sheets}
    for table, content in zip(plan.tables, contents, strict=True):
        _add_table(draft, workbook, oriented(grids[table.sheet], table), table, content, progress)
    document = Document(
        tasks=draft.tasks,
        order=tuple(draft.tasks),
        people={person.id: person for person in draft.people.values()},
        people_order=tuple(person.id for person in draft.people.values()),
        processes={process.id: process for process in draft.processes.values()},
        process_order=tuple(process.id for process in draft.processes.values()),
        dependencies=tuple(draft.dependencies),
        extra_columns=tuple(draft.extras),
        settings=Settings(scheme=merged_scheme(plan.tables), duration_unit=_duration_unit(grids, plan.tables)),
        tables=tuple(draft.tables),
        source=SourceWorkbook(workbook.name, workbook.data, workbook.encrypted, as_json(plan)),
        next_number=draft.next_number,
    )
    document = _with_types(document, part.types)
    added = [grid for grid in workbook.sheets if grid.name in part.added or is_added(grid)]
    return with_details(document, added) if added else document, tuple(draft.notes)


def _duration_unit(grids: Mapping[str, Grid], tables: Sequence[TablePlan]) -> str:
    """Return what numbers without a unit count by the headers of durations, else of deadlines; "" where they differ."""
    for field_name in ("duration", "deadline"):
        headers = [
            header_text(oriented(grids[table.sheet], table), table.header_rows, column)
            for table in tables
            for column, what in table.columns.items()
            if what == field_name
        ]
        said = {unit_of(header, anywhere=field_name == "duration") for header in headers} - {""}
        if said:
            return said.pop() if len(said) == 1 else ""
    return ""


def _with_types(document: Document, types: Mapping[str, ColumnType]) -> Document:
    """Return the document with the types its extra columns had where we wrote the workbook; others hold text."""
    for name in document.extra_columns:
        if name in types:
            document = set_column_type(document, name, types[name])
    return document


def merged_scheme(tables: Sequence[TablePlan]) -> RoleScheme:
    """Return one scheme for all tables; where they disagree about a letter, the first one wins."""
    kinds: dict[str, RoleKind] = {}
    names: list[str] = []
    for table in tables:
        if table.letters:
            names.append(table.scheme)
        for letter, kind in table.letters.items():
            kinds.setdefault(letter, RoleKind(kind))
    if not kinds:
        return RACI
    known = SCHEMES.get(names[0])
    return known if known and dict(known.kinds) == kinds else make_scheme(names[0], kinds)


def _add_table(
    draft: _Draft, workbook: Workbook, grid: Grid, plan: TablePlan, content: TableContent, progress: Progress
) -> None:
    title = draft.part.titles.get(plan.sheet) or _free_title(draft, _table_title(workbook, plan))
    names = {name: draft.person(name) for name in content.people}
    headings = headings_of(grid, plan)
    counted = _are_counted(content, draft.rows)
    draft.rows += len(content.tasks) + len(content.gone)
    if counted:
        headings.pop("number", None)  # the numbers the user sees anyway
    made = _tasks(draft, content, _known_ids(draft, plan.sheet, content), title, _Marks(names), headings, progress)
    draft.tasks.update((task.id, task) for task in made)
    for extras in {id(task.extras): task.extras for task in made}.values():
        draft.extras.update(extras)
    ids = {task.row: one.id for task, one in zip(content.tasks, made)}
    ours = [name for name in (*plan.columns_with("extra:").values(), *headings.values()) if name in draft.part.types]
    draft.extras.update((name, "") for name in ours if name not in draft.extras)  # those without a text too
    keys = {column: _remark_key(what, names, headings) for column, what in plan.columns.items()}
    with_remarks(grid, plan, ids, keys, draft.tasks)
    links, notes = resolve(content)
    for row, waits in links.items():
        for link in waits:
            alternative = f"{ids[row]}/{link.alternative}" if link.alternative else ""
            before, after = ids[link.row], ids[row]
            draft.dependencies.append(Dependency(before, after, link.lag_days, "declared", alternative, link.rework))
    draft.notes.extend((*content.notes, *notes))
    first = next(iter(ids.values()), None)
    process = draft.tasks[first].process if first else draft.process(title)
    draft.tables.append(_source_table(grid, plan, process, names, headings))


def _known_ids(draft: _Draft, sheet: str, content: TableContent) -> dict[int | str, TaskId]:
    """Return the ids that the rows of a table had when we wrote it; no id is given twice."""
    if sheet not in draft.part.tasks:
        return {}
    rows = {_row_number(task.row): task for task in content.tasks}
    found = draft.part.ids(sheet, [(row, task.task) for row, task in rows.items()])
    return {rows[row].row: known for row, known in found.items() if known not in draft.tasks}


def _are_counted(content: TableContent, before: int) -> bool:
    """Tell whether the tasks are numbered one by one, deleted ones and those of tables before this one counted in."""
    return all(task.number == str(before + place) for place, task in zip(content.places(), content.tasks))


def _table_title(workbook: Workbook, plan: TablePlan) -> str:
    return plan.sheet.strip() or workbook.path.stem


def _free_title(draft: _Draft, title: str) -> str:
    number, free = 2, title
    while free in draft.processes:
        free = f"{title} ({number})"
        number += 1
    return free


def process_name(task: TaskContent) -> str:
    """Return the process that a row names, by its column or its section; "" where the table is one process."""
    return task.process or (task.section if task.section and _PROCESS_SECTION.match(task.section) else "")


def headings_of(grid: Grid, plan: TablePlan) -> dict[str, str]:
    """Return field -> the client's own header, for the fields that become extra columns."""
    headings: dict[str, str] = {}
    extras = set(plan.columns_with("extra:").values())
    for column, what in sorted(plan.columns.items()):
        if what not in FIELDS or what in headings or what in TASK_FIELDS or what in ("process", "predecessors"):
            continue
        heading = " ".join(header_text(grid, plan.header_rows, column).split()) or grid.column_label(column)
        headings[what] = heading if heading not in extras else f"{heading} ({grid.column_label(column)})"
    return headings


_texts_of = attrgetter(*TASK_FIELDS)
_NOTHING: Mapping[str, str] = {}


def _tasks(
    draft: _Draft, content: TableContent, known: Mapping[int | str, TaskId], title: str, marks: _Marks,
    headings: Mapping[str, str], progress: Progress,
) -> list[Task]:  # fmt: skip
    """Return the tasks of a table, made column by column: a large table takes half the time so."""
    if not content.tasks:
        return []
    places = [
        (draft.process(process_name(task) or title), known.get(task.row) or TaskId(draft.number("t")))
        for task in progress.each(content.tasks)
    ]
    processes, ids = zip(*places)
    names, steps, deadlines, *texts = zip(*map(_texts_of, content.tasks))
    rows = [_row_number(task.row) for task in content.tasks]
    # By position, because it is fast: TASK_FIELDS are in the order of the fields of a task.
    return list(
        map(
            Task, ids, processes, names, steps, [marks.of(task.roles) for task in content.tasks],
            [deadline or task.finish for deadline, task in zip(deadlines, content.tasks)], *texts,
            [_extras(task, headings) if headings else task.extras for task in content.tasks],
            repeat(_NOTHING), repeat(_NOTHING), map(SourceRow, repeat(len(draft.tables)), rows),
        )
    )  # fmt: skip


def _extras(task: TaskContent, headings: Mapping[str, str]) -> Mapping[str, str]:
    """Return the texts of the extra columns; fields of the sheet that tasks do not have are some of them."""
    extras = dict(task.extras)
    for field_name, heading in headings.items():
        text = getattr(task, field_name)
        if text and not (field_name == "phase" and task.step == text):
            extras[heading] = text
    return extras


def _row_number(row: int | str) -> int:
    return row if isinstance(row, int) else column_index(row) + 1


def _source_table(
    grid: Grid, plan: TablePlan, process: ProcessId, names: Mapping[str, PersonId], headings: Mapping[str, str]
) -> SourceTable:
    above = [row for row in plan.header_rows if row < plan.first_row] or list(plan.header_rows)
    columns = {grid.column_label(column): _held(what, names, headings) for column, what in sorted(plan.columns.items())}
    return SourceTable(
        plan.sheet, plan.layout, above[-1] + 1, plan.first_row + 1, plan.last_row + 1, process,
        {label: held for label, held in columns.items() if held},
    )  # fmt: skip


def _held(what: str, names: Mapping[str, PersonId], headings: Mapping[str, str]) -> str:
    """Return what a column holds in the document's words: a field of ``Task``, a person's id, an extra column."""
    if what.startswith("person:"):
        return f"person:{names[what.removeprefix('person:')]}"
    if what in TASK_FIELDS:
        return TASK_FIELDS[what]
    if what.startswith("tick:"):
        return ""
    if what in ("number", "predecessors", "roles") or ":" in what:
        return what
    return f"extra:{headings[what]}" if what in headings else ""


def _remark_key(what: str, names: Mapping[str, PersonId], headings: Mapping[str, str]) -> str:
    """Return where a comment on a cell of a column is kept; on the task's name where the column is not shown."""
    if what.startswith("tick:"):
        return f"role:{what.split(':')[1]}"
    if what in headings:
        return f"extra:{headings[what]}"
    held = _held(what, names, headings) or (what if what == "process" else "")
    return held if held not in ("", "number", "roles") else "name"
