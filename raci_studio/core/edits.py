"""The edits: pure functions from an old document to a new one, one verb each.

This is the only place that makes a document from a document. Undo, recovery journal, findings and every
view follow from the difference between the two, so a new edit is one new function here and nothing else.
An edit that changes nothing returns the very same document. Edits raise `UserError` for what cannot be done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from raci_studio.core.document import (
    TEXT_FIELDS,
    AcceptedFinding,
    Dependency,
    Document,
    Mark,
    PersonId,
    Process,
    ProcessId,
    Task,
    TaskId,
    task_with,
)  # fmt: skip
from raci_studio.core.edit_tools import in_scheme_order, moved, with_keys, with_tasks
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.core.people_edits import (  # noqa: F401  the edits of people are edits like the others
    add_person,
    delete_people,
    keep_apart,
    merge_people,
    move_people,
    rename_person,
    replace_by_everybody,
    set_person,
)
from raci_studio.core.predecessors import parse_predecessors
from raci_studio.core.scheme import RoleScheme
from raci_studio.core.scheme_edits import change_scheme  # noqa: F401

# Tasks


def add_task(
    document: Document, position: int | None = None, process: ProcessId | None = None, **texts: str
) -> Document:
    """Add a task before `position` (0-based; at the end by default), with texts for its fields.

    It joins `process`, or the process of its upper neighbour, or a new one where there is none.
    """
    place = len(document.order) if position is None else max(0, min(position, len(document.order)))
    if process is None and document.order:
        process = document.tasks[document.order[max(place - 1, 0)]].process
    if process is None and document.process_order:
        process = document.process_order[0]
    if process is None:
        document = add_process(document, _("Process"))
        process = document.process_order[-1]
    task = Task(TaskId(f"t{document.next_number}"), process, **texts)
    order = (*document.order[:place], task.id, *document.order[place:])
    return replace(document, tasks={**document.tasks, task.id: task}, order=order, next_number=document.next_number + 1)


def delete_tasks(document: Document, tasks: Iterable[TaskId]) -> Document:
    """Delete tasks together with the dependencies and incompatible pairs they are in."""
    gone = set(tasks) & document.tasks.keys()
    if not gone:
        return document
    processes = {
        key: replace(process, incompatible=tuple(pair for pair in process.incompatible if not gone & set(pair)))
        for key, process in document.processes.items()
    }
    return replace(
        document,
        tasks={key: task for key, task in document.tasks.items() if key not in gone},
        order=tuple(key for key in document.order if key not in gone),
        dependencies=tuple(link for link in document.dependencies if not gone & {link.before, link.after}),
        processes=processes if processes != document.processes else document.processes,
    )


def move_tasks(document: Document, tasks: Iterable[TaskId], position: int) -> Document:
    """Move tasks, in their present order, before the row that stands at `position` now."""
    order = moved(document.order, set(tasks), position)
    return replace(document, order=order) if order != document.order else document


def order_tasks(document: Document, order: Sequence[TaskId]) -> Document:
    """Put all tasks into another order; `order` names every task once."""
    if len(order) != len(document.order) or set(order) != document.tasks.keys():
        raise ValueError("an order names every task once")
    return replace(document, order=tuple(order)) if tuple(order) != document.order else document


def set_text(document: Document, task: TaskId, field: str, text: str) -> Document:
    """Set one text field of a task, or an extra column as "extra:Name"."""
    return set_texts(document, {(task, field): text})


def set_texts(document: Document, texts: Mapping[tuple[TaskId, str], str]) -> Document:
    """Set many text cells in one go; keys are (task, field) with fields as in `set_text`."""
    tasks: dict[TaskId, Task] = {}
    for (task_id, field), text in texts.items():
        task = tasks.get(task_id, document.tasks[task_id])
        if field.startswith("extra:"):
            extras = {**task.extras, field.removeprefix("extra:"): text}
            tasks[task_id] = task_with(task, extras={name: value for name, value in extras.items() if value})
        elif field in TEXT_FIELDS:
            tasks[task_id] = task_with(task, **{field: text})
        else:
            raise ValueError(f"a task has no text field {field!r}")
    return with_tasks(document, tasks.values())


def set_task_process(document: Document, tasks: Iterable[TaskId], process: ProcessId) -> Document:
    """Put tasks under another process."""
    return with_tasks(document, [task_with(document.tasks[task], process=process) for task in tasks])


# Roles


def set_people(document: Document, task: TaskId, letter: str, people: Sequence[PersonId]) -> Document:
    """Set who has a letter on a task; the other letters stay as they are."""
    return set_people_of(document, letter, {task: people})


def set_people_of(document: Document, letter: str, people: Mapping[TaskId, Sequence[PersonId]]) -> Document:
    """Set who has a letter on many tasks in one go; the other letters stay as they are."""
    tasks = []
    for key, named in people.items():
        old = document.tasks[key]
        others = [mark for mark in old.marks if mark.letter != letter]
        marks = [*others, *(Mark(letter, person) for person in dict.fromkeys(named))]
        tasks.append(task_with(old, marks=in_scheme_order(document, marks)))
    return with_tasks(document, tasks)


def set_letters(document: Document, task: TaskId, person: PersonId, letters: Sequence[str]) -> Document:
    """Set which letters a person has on a task; the other people stay as they are."""
    return set_letters_of(document, person, {task: letters})


def set_letters_of(document: Document, person: PersonId, letters: Mapping[TaskId, Sequence[str]]) -> Document:
    """Set which letters a person has on many tasks in one go; the other people stay as they are."""
    tasks = []
    for key, typed in letters.items():
        old = document.tasks[key]
        if set(old.letters(person)) != set(typed):
            others = [mark for mark in old.marks if mark.person != person]
            marks = [*others, *(Mark(letter, person) for letter in dict.fromkeys(typed))]
            tasks.append(task_with(old, marks=in_scheme_order(document, marks)))
    return with_tasks(document, tasks)


def toggle_letter(document: Document, task: TaskId, person: PersonId, letter: str) -> Document:
    """Give a person a letter on a task, or take it away where they have it."""
    letters = document.tasks[task].letters(person)
    rest = [known for known in letters if known != letter]
    return set_letters(document, task, person, rest if letter in letters else [*rest, letter])


def set_scheme(document: Document, scheme: RoleScheme) -> Document:
    """Change which letters exist and what they mean; marks stay as they are."""
    if scheme == document.settings.scheme:
        return document
    return replace(document, settings=replace(document.settings, scheme=scheme))


# Dependencies


def set_predecessors(document: Document, task: TaskId, text: str) -> Document:
    """Set what a task waits for, from text with row numbers (see `core.predecessors`)."""
    return set_predecessors_of(document, {task: text})


def set_predecessors_of(document: Document, texts: Mapping[TaskId, str]) -> Document:
    """Set what many tasks wait for in one go, from texts with row numbers."""
    return set_dependencies(document, {task: parse_predecessors(document, task, text) for task, text in texts.items()})


def set_dependencies(document: Document, links: Mapping[TaskId, Sequence[Dependency]]) -> Document:
    """Set the dependencies that lead to each of some tasks."""
    changed = {task: found for task, found in links.items() if document.predecessors.get(task, ()) != tuple(found)}
    if not changed:
        return document
    others = tuple(link for link in document.dependencies if link.after not in changed)
    return replace(document, dependencies=(*others, *(link for found in changed.values() for link in found)))


# Processes, columns, findings, settings


def add_process(document: Document, name: str) -> Document:
    """Add a process after the others."""
    process = Process(ProcessId(f"c{document.next_number}"), name)
    return replace(
        document,
        processes={**document.processes, process.id: process},
        process_order=(*document.process_order, process.id),
        next_number=document.next_number + 1,
    )


def set_process(document: Document, process: ProcessId, **values: object) -> Document:
    """Set attributes of a process: name, owner, main channel, escalation…"""
    old = document.processes[process]
    new = replace(old, **values)  # type: ignore[arg-type]
    return document if new == old else replace(document, processes={**document.processes, process: new})


def add_extra_column(document: Document, name: str) -> Document:
    """Add an empty extra column."""
    name = " ".join(name.split())
    if not name or name in document.extra_columns:
        raise UserError(_("A column needs a name of its own."))
    return replace(document, extra_columns=(*document.extra_columns, name))


def rename_extra_column(document: Document, old: str, new: str) -> Document:
    """Give an extra column another name; its texts come along."""
    new = " ".join(new.split())
    if new == old:
        return document
    document = add_extra_column(document, new)
    names = tuple(new if name == old else name for name in document.extra_columns[:-1])
    tasks = [
        with_keys(
            task_with(task, extras={new if name == old else name: text for name, text in task.extras.items()}),
            {f"extra:{old}": f"extra:{new}"},
        )
        for task in document.tasks_in_order()
    ]
    tables = tuple(
        replace(
            table,
            columns={key: f"extra:{new}" if held == f"extra:{old}" else held for key, held in table.columns.items()},
        )
        for table in document.tables
    )
    return replace(with_tasks(document, tasks), extra_columns=names, tables=tables)


def delete_extra_column(document: Document, name: str) -> Document:
    """Delete an extra column and its texts."""
    tasks = [
        with_keys(
            task_with(task, extras={other: text for other, text in task.extras.items() if other != name}),
            {f"extra:{name}": ""},
        )
        for task in document.tasks_in_order()
    ]
    return replace(
        with_tasks(document, tasks), extra_columns=tuple(other for other in document.extra_columns if other != name)
    )


def accept_finding(document: Document, key: str, reason: str) -> Document:
    """Accept a finding with a reason (or give another reason)."""
    others = tuple(accepted for accepted in document.accepted if accepted.key != key)
    return replace(document, accepted=(*others, AcceptedFinding(key, reason)))


def reopen_finding(document: Document, key: str) -> Document:
    """Take back that a finding was accepted."""
    return replace(document, accepted=tuple(accepted for accepted in document.accepted if accepted.key != key))


def set_threshold(document: Document, name: str, value: float | None) -> Document:
    """Set a threshold such as "L201.share" for this document; None brings the default back."""
    thresholds = {key: old for key, old in document.settings.thresholds.items() if key != name}
    if value is not None:
        thresholds[name] = value
    return replace(document, settings=replace(document.settings, thresholds=thresholds))


def set_view(document: Document, name: str, value: object) -> Document:
    """Keep one piece of the window's arrangement in the document."""
    return replace(document, settings=replace(document.settings, view={**document.settings.view, name: value}))
