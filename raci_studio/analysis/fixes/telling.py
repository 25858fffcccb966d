"""Fixes of step 3: who is told or asked, and who need not be."""

from collections.abc import Iterable, Iterator

from raci_studio.analysis.findings import Finding
from raci_studio.analysis.fixes.base import Fix, edit, fixes, names, only_task
from raci_studio.analysis.metrics import measured
from raci_studio.core.document import Document, PersonId, Task, TaskId
from raci_studio.core.edits import set_letters
from raci_studio.core.i18n import N_
from raci_studio.core.people_edits import set_person
from raci_studio.core.scheme import RoleKind

MOST_CHOICES = 3


@fixes("H102")
def mark_observer(document: Document, finding: Finding) -> Iterator[Fix]:
    """Say that the person is an observer."""
    (person,) = finding.people
    words = {"person": document.people[person].name}
    yield Fix(N_("{person} is an observer"), edit(_set_flag, person, "observer"), words)
    yield Fix(N_("{person} is from outside"), edit(_set_flag, person, "external"), words)


def _set_flag(document: Document, person: PersonId, flag: str) -> Document:
    return set_person(document, person, **{flag: True})


@fixes("W308")
@fixes("W309")
def inform(document: Document, finding: Finding) -> Iterator[Fix]:
    """Inform who carries on with the work, or owns it."""
    yield from _inform(document, finding.tasks[:1], finding.people, safe=True)


@fixes("W311")
def inform_next_executors(document: Document, finding: Finding) -> Iterator[Fix]:
    """Inform who carries out the tasks that wait for this one."""
    task = only_task(document, finding)
    if task is not None:
        after = [document.tasks[link.after] for link in document.dependencies if link.before == task.id]
        here = set(_with_kind(document, task, RoleKind.DOES))
        people = dict.fromkeys(person for later in after for person in _with_kind(document, later, RoleKind.DOES))
        yield from _inform(document, [task.id], [person for person in people if person not in here], safe=True)


@fixes("W313")
def inform_system_owner(document: Document, finding: Finding) -> Iterator[Fix]:
    """Inform the owner of the system where it is one person of the matrix."""
    owner = document.person_named(finding.words.get("owner", ""))
    if owner is not None:
        yield from _inform(document, finding.tasks, [owner.id], safe=False)


def _inform(document: Document, tasks: Iterable[TaskId], people: Iterable[PersonId], safe: bool) -> Iterator[Fix]:
    people, letter = tuple(people), document.settings.scheme.letter_of(RoleKind.INFORMED)
    if people and letter in document.settings.scheme.kinds:
        change = edit(_give_letter, tuple(tasks), people, letter)
        yield Fix(N_("Inform {people}"), change, {"people": names(document, people)}, safe)


def _give_letter(document: Document, tasks: Iterable[TaskId], people: Iterable[PersonId], letter: str) -> Document:
    for task in tasks:
        for person in people:
            held = document.tasks[task].letters(person)
            if not held:
                document = set_letters(document, task, person, [letter])
    return document


@fixes("W306")
def consult(document: Document, finding: Finding) -> Iterator[Fix]:
    """Consult one of those who know such work best."""
    task, letter = only_task(document, finding), document.settings.scheme.letter_of(RoleKind.CONSULTS)
    if task is None or letter not in document.settings.scheme.kinds:
        return
    ranked = measured(document, task.process).substitutes.rank(task, finding.people[0])
    for one in [one for one in ranked if not task.letters(one.person)][:MOST_CHOICES]:
        change = edit(_give_letter, (task.id,), (one.person,), letter)
        yield Fix(N_("Consult {person}"), change, {"person": document.people[one.person].name})


@fixes("W307")
@fixes("W310")
def ask_fewer(document: Document, finding: Finding) -> Iterator[Fix]:
    """Let those who are consulted only be informed, and take those off the row who are only informed."""
    task, letters = only_task(document, finding), document.settings.scheme.letter_of
    if task is None:
        return
    consulted = _with_kind(document, task, RoleKind.CONSULTS)
    if finding.code == "W307":
        for person in consulted:
            words = {"person": document.people[person].name}
            change = edit(_replace_letter, task.id, person, RoleKind.CONSULTS, letters(RoleKind.INFORMED))
            yield Fix(N_("Only inform {person}"), change, words)
        return
    for person in _with_kind(document, task, RoleKind.INFORMED):
        words = {"person": document.people[person].name}
        yield Fix(N_("Do not inform {person}"), edit(_replace_letter, task.id, person, RoleKind.INFORMED, ""), words)


def _replace_letter(document: Document, task: TaskId, person: PersonId, kind: RoleKind, by: str) -> Document:
    kinds = document.settings.scheme.kinds
    held = document.tasks[task].letters(person)
    kept = [letter for letter in held if kinds.get(letter) is not kind]
    return set_letters(document, task, person, kept or ([by] if by in kinds else []))


def _with_kind(document: Document, task: Task, kind: RoleKind) -> list[PersonId]:
    kinds = document.settings.scheme.kinds
    return list(dict.fromkeys(mark.person for mark in task.marks if kinds.get(mark.letter) is kind))
