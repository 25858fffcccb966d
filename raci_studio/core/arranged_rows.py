"""The rows of the matrix as an arrangement has them: filtered, sorted, in sections. Pure, and quick for many tasks."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from raci_studio.core.arrangement import ANY_COLUMN, Arrangement, Filter
from raci_studio.core.column_types import rank, shown
from raci_studio.core.document import TEXT_FIELDS, Document, ProcessId, Task, TaskId
from raci_studio.core.predecessors import predecessors_text


@dataclass(frozen=True, slots=True)
class Section:
    """The head of the tasks of one process and step; `tasks` counts those that are shown or folded away."""

    key: str
    process: ProcessId
    step: str
    tasks: int
    collapsed: bool


Row = TaskId | Section


# Values


def values_reader(document: Document, key: str) -> Callable[[Task], tuple[str, ...]] | None:
    """Return what gives the values of a task in a column: one text, or names or letters; None for no such column.

    An empty cell gives ("",). It does not matter in which layout the column is. Values of a column with a type are
    as they are stored: `value_shower` tells what is shown of them.
    """
    kind, _colon, name = key.partition(":")
    people = document.people
    if key in TEXT_FIELDS:
        return lambda task: (getattr(task, key),)
    if key == "process":
        return lambda task: (document.processes[task.process].name,)
    if key == "predecessors":
        return lambda task: (predecessors_text(document, task.id),)
    if kind == "role":
        return lambda task: tuple(people[person].name for person in task.people(name)) or ("",)
    if kind == "person" and name in people:
        return lambda task: tuple(mark.letter for mark in task.marks if mark.person == name) or ("",)
    if kind == "extra" and name in document.extra_columns:
        return lambda task: (task.extras.get(name, ""),)
    return None


def value_shower(document: Document, key: str) -> Callable[[str], str]:
    """Return what tells how a value of a column is shown in the user's language."""
    kind = document.extra_types.get(key.removeprefix("extra:")) if key.startswith("extra:") else None
    return (lambda value: shown(kind, value)) if kind is not None else str


def _value_rank(document: Document, key: str) -> Callable[[str], tuple[Any, ...]]:
    """Return the sort key of a column's values: by its type, what does not fit after what does."""
    kind = document.extra_types.get(key.removeprefix("extra:")) if key.startswith("extra:") else None
    if kind is None:
        return natural
    return lambda value: (0, place) if (place := rank(kind, value)) is not None else (1, natural(value))


def _everybody(document: Document) -> Callable[[Task], tuple[str, ...]]:
    return lambda task: tuple(document.people[mark.person].name for mark in task.marks) or ("",)


def counted_values(
    document: Document, tasks: Iterable[TaskId], key: str, *, any_role: bool = False
) -> list[tuple[str, int]]:
    """Return the values of a column with the number of tasks that have them, sorted as people expect, "" last.

    With `any_role` they are the people under all letters, whatever the column.
    """
    read = _everybody(document) if any_role else values_reader(document, key)
    counts: dict[str, int] = {}
    for task in tasks if read else ():
        for value in dict.fromkeys(read(document.tasks[task])) if read else ():
            counts[value] = counts.get(value, 0) + 1
    place = _value_rank(document, key)
    return sorted(counts.items(), key=lambda pair: (not pair[0], place(pair[0])))


def natural(text: str) -> tuple[str | int, ...]:
    """Return a key that sorts case folded and numbers by size: "Step 2" before "step 10"."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(re.split(r"(\d+)", text.casefold())))


# Rows


def visible_rows(
    document: Document, arrangement: Arrangement, found: Collection[tuple[TaskId, str]] = frozenset()
) -> list[Row]:
    """Return the rows to show: tasks that pass the filters, as sorted, under the heads of their sections if grouped.

    `found` are the cells with findings, by task and column key.
    """
    return with_sections(document, arrangement, shown_tasks(document, arrangement, found))


def shown_tasks(
    document: Document, arrangement: Arrangement, found: Collection[tuple[TaskId, str]] = frozenset()
) -> list[TaskId]:
    """Return the tasks that pass the filters, as sorted."""
    passed = passing(document, arrangement, found)
    return sorted_tasks(document, arrangement.sort, [task for task in document.order if task in passed])


def passing(
    document: Document, arrangement: Arrangement, found: Collection[tuple[TaskId, str]] = frozenset()
) -> frozenset[TaskId]:
    """Return the tasks that pass the filters."""
    tests = [test for key, wanted in arrangement.filters.items() for test in _tests(document, key, wanted, found)]
    if not tests:
        return frozenset(document.order)
    return frozenset(key for key, task in document.tasks.items() if all(test(task) for test in tests))


def _tests(
    document: Document, key: str, wanted: Filter, found: Collection[tuple[TaskId, str]]
) -> list[Callable[[Task], bool]]:
    """Return the tests of one filter; none for a column that is no more."""
    tests: list[Callable[[Task], bool]] = []
    if wanted.findings:
        tasks = {task for task, held in found if key in (held, ANY_COLUMN)}
        tests.append(lambda task: task.id in tasks)
    read = _everybody(document) if wanted.any_role else values_reader(document, key)
    if read is None:
        return tests
    values, text = wanted.values, with_plain_blanks(wanted.text).casefold()
    show = value_shower(document, key)
    if values is not None:
        tests.append(lambda task: not values.isdisjoint(read(task)))
    if text:
        tests.append(lambda task: text in with_plain_blanks(", ".join(map(show, read(task)))).casefold())
    return tests


def with_plain_blanks(text: str) -> str:
    """Return a text as it is searched: nobody types the no-break blanks between thousands."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def with_sections(document: Document, arrangement: Arrangement, tasks: Sequence[TaskId]) -> list[Row]:
    """Return tasks under the heads of their sections, if grouped; the sections stand as in the process."""
    if not arrangement.grouped:
        return list(tasks)
    shown = set(tasks)
    held = document.tasks
    places = dict.fromkeys((held[key].process, held[key].step) for key in document.order if key in shown)
    groups: dict[tuple[ProcessId, str], list[TaskId]] = {place: [] for place in places}
    for key in tasks:
        groups[held[key].process, held[key].step].append(key)
    rows: list[Row] = []
    for (process, step), members in groups.items():
        section = section_key(process, step)
        collapsed = section in arrangement.collapsed
        rows.append(Section(section, process, step, len(members), collapsed))
        rows += () if collapsed else members
    return rows


def section_tasks(document: Document, key: str) -> list[TaskId]:
    """Return all tasks of a section, filtered out or not, in the order of the process."""
    return [task for task in document.order if section_of(document, task) == key]


def section_key(process: ProcessId, step: str) -> str:
    """Return the key of a section; it is no task's id."""
    return f"{process}/{step}"


def section_of(document: Document, task: TaskId) -> str:
    """Return the key of the section of a task."""
    held = document.tasks[task]
    return section_key(held.process, held.step)


def sorted_tasks(document: Document, sort: tuple[str, bool] | None, tasks: Sequence[TaskId]) -> list[TaskId]:
    """Return tasks sorted by a column; empty cells come last in either direction."""
    read = values_reader(document, sort[0]) if sort is not None else None
    if sort is None or read is None:
        return list(tasks)
    texts = {task: ", ".join(read(document.tasks[task])) for task in tasks}
    filled = [task for task in tasks if texts[task]]
    place = _value_rank(document, sort[0])
    filled.sort(key=lambda task: place(texts[task]), reverse=sort[1])
    if value_shower(document, sort[0]) is not str:  # what does not fit its type is last in either direction
        filled.sort(key=lambda task: place(texts[task])[0])
    return filled + [task for task in tasks if not texts[task]]
