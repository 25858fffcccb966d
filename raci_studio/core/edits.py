"""The edits: pure functions from an old document to a new one, one verb each.

This is the only place that makes a document from a document. Undo, recovery journal, findings and every
view follow from the difference between the two, so a new edit is one new function here and nothing else.
An edit that changes nothing returns the very same document. Edits raise `UserError` for what cannot be done.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from raci_studio.core.cell_edits import (  # noqa: F401  and so are those of single cells
    set_letters,
    set_letters_of,
    set_people,
    set_people_of,
    set_text,
    set_texts,
    toggle_letter,
)
from raci_studio.core.column_edits import (  # noqa: F401  and those of extra columns
    add_extra_column,
    change_extra_column,
    delete_extra_column,
    rename_extra_column,
    set_column_texts,
    set_column_type,
)
from raci_studio.core.document import (
    TEXT_FIELDS,
    AcceptedFinding,
    Dependency,
    Document,
    Process,
    ProcessId,
    Task,
    TaskId,
    task_with,
)  # fmt: skip
from raci_studio.core.edit_tools import moved, with_tasks
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
    split_person,
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
    return add_tasks(document, position, 1, process, **texts)


def add_tasks(
    document: Document, position: int | None, count: int, process: ProcessId | None = None, **texts: str
) -> Document:
    """Add tasks before `position`, all with the same texts; they join a process as `add_task` says."""
    place = len(document.order) if position is None else max(0, min(position, len(document.order)))
    if process is None and document.order:
        process = document.tasks[document.order[max(place - 1, 0)]].process
    if process is None and document.process_order:
        process = document.process_order[0]
    if process is None:
        document = add_process(document, _("Process"))
        process = document.process_order[-1]
    end = document.next_number + count
    fields = cast("dict[str, Any]", texts)  # those of a task
    new = {key: Task(key, process, **fields) for key in (TaskId(f"t{n}") for n in range(document.next_number, end))}
    order = (*document.order[:place], *new, *document.order[place:])
    return replace(document, tasks={**document.tasks, **new}, order=order, next_number=end)


def delete_tasks(document: Document, tasks: Iterable[TaskId]) -> Document:
    """Delete tasks together with the dependencies and pairs they are in; what rescued them becomes a plain row."""
    gone = set(tasks) & document.tasks.keys()
    if not gone:
        return document
    processes = {
        key: replace(
            process,
            incompatible=tuple(pair for pair in process.incompatible if not gone & set(pair)),
            refused_links=tuple(pair for pair in process.refused_links if not gone & set(pair)),
        )
        for key, process in document.processes.items()
    }
    left = {key: task for key, task in document.tasks.items() if key not in gone}
    left |= {key: task_with(task, rescues="", scenario="") for key, task in left.items() if task.rescues in gone}
    return replace(
        document,
        tasks=left,
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


def set_task_process(document: Document, tasks: Iterable[TaskId], process: ProcessId) -> Document:
    """Put tasks under another process."""
    return with_tasks(document, [task_with(document.tasks[task], process=process) for task in tasks])


def set_scheme(document: Document, scheme: RoleScheme) -> Document:
    """Change which letters exist and what they mean; marks stay as they are."""
    if scheme == document.settings.scheme:
        return document
    return replace(document, settings=replace(document.settings, scheme=scheme))


# Cells


def clear_cells(document: Document, tasks: Collection[TaskId], keys: Iterable[str]) -> Document:
    """Empty the cells where tasks and columns cross, in one pass over the tasks.

    Keys are those of `set_text`, "predecessors", "role:R" for a letter and "person:p3" for a person's letters.
    """
    wanted = set(keys)
    texts = {key: "" for key in TEXT_FIELDS if key in wanted}
    extras, letters, people = (
        {key.removeprefix(kind) for key in wanted if key.startswith(kind)} for kind in ("extra:", "role:", "person:")
    )
    changed = []
    for key in tasks:
        task = document.tasks[key]
        marks, others = task.marks, task.extras
        if marks and (letters or people):
            marks = tuple([mark for mark in marks if mark.letter not in letters and mark.person not in people])
        if others and extras:
            others = {name: text for name, text in others.items() if name not in extras}
        changed.append(task_with(task, marks=marks, extras=others, **texts))
    document = with_tasks(document, changed)
    return set_dependencies(document, dict.fromkeys(tasks, ())) if "predecessors" in wanted else document


def set_scenario(document: Document, task: TaskId, rescues: TaskId, scenario: str) -> Document:
    """Say that a row is an "alternative" or "negative" scenario of another task of its process; "" for neither.

    Raise `UserError` where it would rescue itself, or a row that is a scenario itself.
    """
    if scenario and (rescues == task or document.tasks[rescues].scenario):
        what = _("A scenario belongs to a row of the plan, not to itself or to another scenario.")
        raise UserError(what, remedy=_("Choose the task that it rescues."))
    own = [other.id for other in document.tasks.values() if other.rescues == task]
    if scenario and own:
        what = _("Row {row} has scenarios of its own.").format(row=document.number_of(task))
        raise UserError(what, remedy=_("Let them rescue another row first."))
    chosen = rescues if scenario else TaskId("")
    return with_tasks(document, [task_with(document.tasks[task], rescues=chosen, scenario=scenario)])


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


def accept_links(document: Document, pairs: Iterable[tuple[TaskId, TaskId]]) -> Document:
    """Make suggested dependencies (before, after) real, as "accepted" ones; what is there already stays as it is."""
    there = {(link.before, link.after) for link in document.dependencies}
    new = [Dependency(*pair, origin="accepted") for pair in dict.fromkeys(pairs) if pair not in there]
    return replace(document, dependencies=(*document.dependencies, *new)) if new else document


def refuse_links(document: Document, pairs: Iterable[tuple[TaskId, TaskId]]) -> Document:
    """Remember that suggested dependencies (before, after) are not wanted."""
    for before, after in pairs:
        process = document.tasks[after].process
        refused = document.processes[process].refused_links
        if (before, after) not in refused:
            document = set_process(document, process, refused_links=(*refused, (before, after)))
    return document


# Processes, findings, settings


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


def change_settings(
    document: Document,
    thresholds: Mapping[str, float],
    country: str,
    severities: Mapping[str, str],
    duration_unit: str = "",
) -> Document:
    """Set the thresholds and severities of this document that differ from those of the rules, its country, and what
    numbers without a unit count.
    """
    settings = replace(
        document.settings, thresholds=dict(thresholds), country=country, severities=dict(severities),
        duration_unit=duration_unit,
    )  # fmt: skip
    return replace(document, settings=settings) if settings != document.settings else document


def set_view(document: Document, name: str, value: object) -> Document:
    """Keep one piece of the window's arrangement in the document."""
    return replace(document, settings=replace(document.settings, view={**document.settings.view, name: value}))
