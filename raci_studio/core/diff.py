"""What differs between two documents, by ids, so that views refresh only what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import eq
from typing import TypeVar

from raci_studio.core.document import Document, PersonId, ProcessId, TaskId

Id = TypeVar("Id", bound=str)


@dataclass(frozen=True, slots=True)
class Change:
    """The ids that differ. A changed order alone changes no id; `*_order` says so.

    `tasks` holds changed tasks and those whose predecessors changed; added and removed ones come apart.
    `rest` names the other attributes of the document that differ ("settings", "accepted", …).
    """

    tasks: frozenset[TaskId] = frozenset()
    tasks_added: frozenset[TaskId] = frozenset()
    tasks_removed: frozenset[TaskId] = frozenset()
    tasks_order: bool = False
    people: frozenset[PersonId] = frozenset()
    people_order: bool = False
    processes: frozenset[ProcessId] = frozenset()
    rest: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return any(getattr(self, item.name) for item in fields(self))

    @property
    def structure(self) -> bool:
        """Tell whether rows or people's columns come, go or move, or columns are named otherwise."""
        return self.tasks_order or self.people_order or bool(self.rest & {"extra_columns", "settings"})


def replaced(before: Mapping[Id, object], after: Mapping[Id, object]) -> list[Id]:
    """Return the ids in both whose values are other objects; those may be equal."""
    if before is after:
        return []
    if len(before) == len(after) and all(map(eq, before, after)):  # as most edits leave it: side by side
        pairs = zip(after, before.values(), after.values())
        return [key for key, old, new in pairs if old is not new]
    return [key for key, new in after.items() if key in before and before[key] is not new]


def _changed(before: Mapping[Id, object], after: Mapping[Id, object]) -> frozenset[Id]:
    return frozenset(key for key in replaced(before, after) if before[key] != after[key])


_REST = ("dependencies", "accepted", "extra_columns", "extra_types", "settings", "tables", "source", "process_order")


def diff(before: Document, after: Document) -> Change:
    """Compare two documents; cheap where they share most of their parts."""
    if before is after:
        return Change()
    relinked = (
        set(before.dependencies) ^ set(after.dependencies) if before.dependencies is not after.dependencies else set()
    )
    changed = _changed(before.tasks, after.tasks) | {
        link.after for link in relinked if link.after in after.tasks and link.after in before.tasks
    }
    same_tasks = before.tasks.keys() == after.tasks.keys()
    old_people, new_people = before.people, after.people
    return Change(
        tasks=changed,
        tasks_added=frozenset() if same_tasks else frozenset(after.tasks.keys() - before.tasks.keys()),
        tasks_removed=frozenset() if same_tasks else frozenset(before.tasks.keys() - after.tasks.keys()),
        tasks_order=before.order != after.order,
        people=_changed(old_people, new_people) | frozenset(old_people.keys() ^ new_people.keys()),
        people_order=before.people_order != after.people_order,
        processes=_changed(before.processes, after.processes)
        | frozenset(before.processes.keys() ^ after.processes.keys()),
        rest=frozenset(
            name for name in _REST
            if (a := getattr(before, name)) is not (b := getattr(after, name)) and a != b
        ),
    )  # fmt: skip
