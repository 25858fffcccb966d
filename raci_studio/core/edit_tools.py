"""What the edits share: tasks put back, orders moved, marks sorted. Pure, like the edits themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from raci_studio.core.document import Document, Mark, Task, task_with

Id = TypeVar("Id", bound=str)


def with_tasks(document: Document, tasks: Iterable[Task]) -> Document:
    """Put changed tasks in the place of the old ones; the very same document where none differs."""
    changed = {task.id: task for task in tasks if document.tasks[task.id] != task}
    return replace(document, tasks={**document.tasks, **changed}) if changed else document


def with_keys(task: Task, keys: Mapping[str, str]) -> Task:
    """Return a task whose comments and links at some keys moved to others; to "" is to leave them out."""
    if not any(key in keys for key in (*task.remarks, *task.links)):
        return task
    changed: list[dict[str, str]] = []
    for texts in (task.remarks, task.links):
        held: dict[str, str] = {}
        for old, text in texts.items():
            if key := keys.get(old, old):
                held[key] = f"{held[key]}\n{text}" if key in held else text
        changed.append(held)
    return task_with(task, remarks=changed[0], links=changed[1])


def moved(order: tuple[Id, ...], moving: set[Id], position: int) -> tuple[Id, ...]:
    """Return an order with some of its ids, in their present order, before the one at `position` now."""
    ahead = [key for key in order[:position] if key not in moving]
    behind = [key for key in order[position:] if key not in moving]
    return (*ahead, *(key for key in order if key in moving), *behind)


def in_scheme_order(document: Document, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks sorted as the letters of the scheme are; unknown letters come last."""
    place = {letter: rank for rank, letter in enumerate(document.settings.scheme.letters)}
    return tuple(sorted(marks, key=lambda mark: (place.get(mark.letter, len(place)), mark.letter)))
