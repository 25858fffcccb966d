"""The edits of people: who takes part, under which name, and who is who. Reached through `core.edits`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from raci_studio.core.document import Document, Mark, Person, PersonId, ProcessId, Task, TaskId, fold_name, task_with
from raci_studio.core.edit_tools import in_scheme_order, moved, with_keys, with_tasks
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.core.scheme import RoleKind


def add_person(document: Document, name: str) -> Document:
    """Add a person as the last column; the name must not be taken."""
    name = _free_name(document, name)
    person = Person(PersonId(f"p{document.next_number}"), name)
    return replace(
        document,
        people={**document.people, person.id: person},
        people_order=(*document.people_order, person.id),
        next_number=document.next_number + 1,
    )


def _free_name(document: Document, name: str, besides: PersonId | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError(_("A person needs a name."))
    other = document.person_named(name)
    if other is not None and other.id != besides:
        what = _("There is already a person named “{name}”.").format(name=other.name)
        raise UserError(what, remedy=_("To make one of two, merge them."))
    return name


def rename_person(document: Document, person: PersonId, name: str) -> Document:
    """Give a person another name; the name must not be another person's."""
    name = _free_name(document, name, besides=person)
    return set_person(document, person, name=name)


def set_person(document: Document, person: PersonId, **values: object) -> Document:
    """Set attributes of a person: department, manager, deputies, external…"""
    old = document.people[person]
    new = replace(old, **values)  # type: ignore[arg-type]
    return document if new == old else replace(document, people={**document.people, person: new})


def merge_people(document: Document, keep: PersonId, others: Iterable[PersonId]) -> Document:
    """Make one person of several: their marks, names, deputies, absences and what else is known go to `keep`."""
    gone = [person for person in dict.fromkeys(others) if person != keep]
    if not gone:
        return document
    kept = document.people[keep]
    names = [
        *kept.aliases,
        *(name for person in gone for name in (document.people[person].name, *document.people[person].aliases)),
    ]
    aliases = {fold_name(name): name for name in names if fold_name(name) != fold_name(kept.name)}
    everyone = [kept, *(document.people[person] for person in gone)]
    merged = replace(
        kept,
        aliases=tuple(aliases.values()),
        department=next((person.department for person in everyone if person.department), ""),
        manager=next((person.manager for person in everyone if person.manager), ""),
        **{name: _together(everyone, name) for name in ("channels", "deputies", "absences", "distinct_from")},
    )
    return _replace_people(replace(document, people={**document.people, keep: merged}), dict.fromkeys(gone, keep))


def split_person(document: Document, person: PersonId, parts: Mapping[str, Collection[TaskId]]) -> Document:
    """Make several people of one; `parts` are their names, each with the tasks whose letters it takes over.

    The first stays who the person was, with deputies and all else; of the others each is whoever has that name, or
    a new person beside them. A task that no part names stays with the first.
    """
    named = {" ".join(name.split()): tasks for name, tasks in parts.items()}
    if len({fold_name(name) for name in named}) < 2 or len(named) < len(parts) or "" in named:
        raise UserError(_("To split somebody takes two different names or more."))
    folded = set(map(fold_name, named))
    old = document.people[person]
    aliases = tuple(alias for alias in old.aliases if fold_name(alias) not in folded)
    document = rename_person(set_person(document, person, aliases=aliases), person, next(iter(named)))
    holders: dict[PersonId, Collection[TaskId]] = {person: next(iter(named.values()))}
    for name, tasks in list(named.items())[1:]:
        known = document.person_named(name)
        if known is None:
            document = add_person(document, name)
            known = replace(document.people[document.people_order[-1]], department=old.department, manager=old.manager)
            document = replace(document, people={**document.people, known.id: known})
            place = document.people_order.index(person) + len(holders)
            document = move_people(document, [known.id], place)
        holders[known.id] = {*holders.get(known.id, ()), *tasks}
    return with_tasks(document, (_split(document, task, person, holders) for task in document.tasks.values()))


def _split(document: Document, task: Task, person: PersonId, holders: Mapping[PersonId, Collection[TaskId]]) -> Task:
    if not any(mark.person == person for mark in task.marks):
        return task
    own = [one for one, tasks in holders.items() if task.id in tasks] or [person]
    new = (Mark(mark.letter, one) for mark in task.marks for one in (own if mark.person == person else [mark.person]))
    return task_with(task, marks=in_scheme_order(document, dict.fromkeys(new)))


def _together(people: Iterable[Person], name: str) -> Any:
    return tuple(dict.fromkeys(item for person in people for item in getattr(person, name)))


def keep_apart(document: Document, people: Iterable[PersonId]) -> Document:
    """Remember that no two of these are one person, so that merging them is not suggested again."""
    chosen = set(people)
    ordered = [person for person in document.people_order if person in chosen]
    for place, person in enumerate(ordered):
        known = document.people[person].distinct_from
        document = set_person(document, person, distinct_from=tuple(dict.fromkeys((*known, *ordered[place + 1 :]))))
    return document


def replace_by_everybody(document: Document, person: PersonId, besides: Collection[PersonId] = ()) -> Document:
    """Replace "Everybody" by the people it stands for, and take it out of the document.

    Each of its marks becomes one of the same letter for every other participant of the task's process who has no
    mark on the task yet; `besides` are left out, e.g. other words for everybody. Comments and links on its marks
    move to the tasks' names. Raise `UserError` where nobody else takes part.
    """
    kinds = document.settings.scheme.kinds
    present: dict[ProcessId, set[PersonId]] = {}
    for task in document.tasks.values():
        takes_part = (mark.person for mark in task.marks if kinds.get(mark.letter) is not RoleKind.OUT)
        present.setdefault(task.process, set()).update(takes_part)
    tasks: list[Task] = []
    for task in document.tasks_in_order():
        letters = task.letters(person)
        if not letters:
            continue
        others = [other for other in document.people_order if other in present[task.process] - {person, *besides}]
        if not others:
            what = _("Nobody else takes part in “{process}” yet.").format(process=document.processes[task.process].name)
            raise UserError(what, remedy=_("Add the people first."))
        busy = {mark.person for mark in task.marks}
        new = [Mark(letter, other) for letter in letters for other in others if other not in busy]
        marks = in_scheme_order(document, (*(mark for mark in task.marks if mark.person != person), *new))
        tasks.append(with_keys(task_with(task, marks=marks), {f"person:{person}": "name"}))
    return delete_people(with_tasks(document, tasks), [person])


def delete_people(document: Document, people: Iterable[PersonId]) -> Document:
    """Take people out of the document with every mark they have."""
    return _replace_people(document, dict.fromkeys(people))


def _replace_people(document: Document, heirs: Mapping[PersonId, PersonId | None]) -> Document:
    """Put an heir (or nobody) in the place of each person of `heirs`, everywhere."""

    def heirs_of(people: Iterable[PersonId]) -> tuple[PersonId, ...]:
        return tuple(dict.fromkeys(heir for person in people if (heir := heirs.get(person, person)) is not None))

    def marks_of(task: Task) -> tuple[Mark, ...]:
        if not any(mark.person in heirs for mark in task.marks):
            return task.marks
        new = (Mark(mark.letter, heir) for mark in task.marks for heir in heirs_of([mark.person]))
        return in_scheme_order(document, dict.fromkeys(new))

    keys = {f"person:{person}": f"person:{heir}" if heir else "" for person, heir in heirs.items()}

    def left(person: Person) -> Person:
        deputies = tuple(deputy for deputy in heirs_of(person.deputies) if deputy != person.id)
        distinct = tuple(other for other in heirs_of(person.distinct_from) if other != person.id)
        return replace(person, deputies=deputies, distinct_from=distinct)

    def table_columns(columns: Mapping[str, str]) -> dict[str, str]:
        return {
            column: f"person:{heirs_of([PersonId(held[7:])])[0]}"
            if held.startswith("person:") and heirs_of([PersonId(held[7:])])
            else held
            for column, held in columns.items()
        }

    return replace(
        document,
        tasks={
            key: with_keys(task if task.marks == (marks := marks_of(task)) else task_with(task, marks=marks), keys)
            for key, task in document.tasks.items()
        },
        people={key: left(person) for key, person in document.people.items() if key not in heirs},
        people_order=tuple(key for key in document.people_order if key not in heirs),
        processes={
            key: replace(process, owner=next(iter(heirs_of([process.owner])), None))
            if process.owner is not None and process.owner in heirs
            else process
            for key, process in document.processes.items()
        },
        tables=tuple(replace(table, columns=table_columns(table.columns)) for table in document.tables),
    )


def move_people(document: Document, people: Iterable[PersonId], position: int) -> Document:
    """Move people's columns, in their present order, before the one at `position` now."""
    order = moved(document.people_order, set(people), position)
    return replace(document, people_order=order) if order != document.people_order else document
