"""Fixes of step 4: exactly one answers, somebody does, nobody twice."""

from collections import Counter
from collections.abc import Iterator

from raci_studio.analysis.findings import Finding
from raci_studio.analysis.fixes.base import Fix, edit, fixes, names, only_task
from raci_studio.core.document import Document, PersonId, ProcessId, Task, TaskId
from raci_studio.core.edits import set_letters, set_people, set_process
from raci_studio.core.i18n import N_
from raci_studio.core.scheme import RoleKind

MOST_CHOICES = 3  # people offered besides those the row itself names
NEAR_ROWS = 3  # rows above and below whose people are offered

# Who has several letters keeps the strongest of them (RULES.md, D405).
_STRONGEST = (RoleKind.ANSWERS, RoleKind.DOES, RoleKind.CONSULTS, RoleKind.INFORMED)


@fixes("D401")
def name_accountable(document: Document, finding: Finding) -> Iterator[Fix]:
    """Offer the process owner, the executors of the row, and those who answer for the rows around it."""
    task, letter = only_task(document, finding), document.settings.scheme.letter_of(RoleKind.ANSWERS)
    if task is None or not letter:
        return
    owner = document.processes[task.process].owner
    own = [owner] if owner else []
    own += _with_kind(document, task, RoleKind.DOES)
    for person in _best(document, task, RoleKind.ANSWERS, own):
        words = {"person": document.people[person].name}
        yield Fix(N_("Let {person} answer for it"), edit(set_people, task.id, letter, (person,)), words)


@fixes("D402")
def keep_one_accountable(document: Document, finding: Finding) -> Iterator[Fix]:
    """Keep one of those who answer, first who carries the task out; the others are consulted."""
    task = only_task(document, finding)
    if task is None:
        return
    doing = set(_with_kind(document, task, RoleKind.DOES))
    for keep in sorted(finding.people, key=lambda person: person not in doing):
        others = tuple(person for person in finding.people if person != keep)
        words = {"person": document.people[keep].name, "others": names(document, others)}
        yield Fix(N_("Only {person} answers; consult {others}"), edit(_keep_one, task.id, keep, others), words)


def _keep_one(document: Document, task: TaskId, keep: PersonId, others: tuple[PersonId, ...]) -> Document:
    scheme = document.settings.scheme
    answers, consults = scheme.letter_of(RoleKind.ANSWERS), scheme.letter_of(RoleKind.CONSULTS)
    for person in others:
        letters = [x for x in document.tasks[task].letters(person) if scheme.kinds.get(x) is not RoleKind.ANSWERS]
        # Who carries the task out is part of it anyway.
        needs = consults in scheme.kinds and not any(scheme.kinds.get(x) is RoleKind.DOES for x in letters)
        document = set_letters(document, task, person, [*letters, consults] if needs else letters)
    held = document.tasks[task].letters(keep)
    answering = any(scheme.kinds.get(x) is RoleKind.ANSWERS for x in held)
    return document if answering else set_letters(document, task, keep, [*held, answers])


@fixes("D403")
def name_executor(document: Document, finding: Finding) -> Iterator[Fix]:
    """Offer who answers for the task, then those who carry out the rows around it."""
    task, letter = only_task(document, finding), document.settings.scheme.letter_of(RoleKind.DOES)
    if task is None or not letter:
        return
    for person in _best(document, task, RoleKind.DOES, _with_kind(document, task, RoleKind.ANSWERS)):
        words = {"person": document.people[person].name}
        letters = tuple(dict.fromkeys((letter, *task.letters(person))))
        yield Fix(N_("Let {person} carry it out"), edit(set_letters, task.id, person, letters), words)


@fixes("D405")
def keep_strongest(document: Document, finding: Finding) -> Iterator[Fix]:
    """Keep the strongest of A, R, C and I; R with A stay together, letters of other kinds stay."""
    held = list(dict.fromkeys((cell.task, cell.person) for cell in finding.cells if cell.person))
    change = edit(_keep_strongest, held)
    if len(held) > 1:
        yield Fix(N_("Leave everybody only the strongest letter"), change, safe=True)
        return
    ((task, person),) = held
    words = {"person": document.people[person].name, "letters": "/".join(_strongest(document, task, person))}
    yield Fix(N_("Leave {person} only {letters}"), change, words, safe=True)


def _keep_strongest(document: Document, held: list[tuple[TaskId, PersonId]]) -> Document:
    for task, person in held:
        document = set_letters(document, task, person, _strongest(document, task, person))
    return document


def _strongest(document: Document, task: TaskId, person: PersonId) -> tuple[str, ...]:
    kinds, letters = document.settings.scheme.kinds, document.tasks[task].letters(person)
    held = [kind for kind in _STRONGEST if kind in {kinds.get(letter) for letter in letters}]
    kept = {RoleKind.ANSWERS, RoleKind.DOES} & set(held) or set(held[:1])
    return tuple(letter for letter in letters if kinds.get(letter) in kept or kinds.get(letter) not in held)


@fixes("D406")
def let_another_answer(document: Document, finding: Finding) -> Iterator[Fix]:
    """Let the owner of the process answer instead, or those who answer for the rows around it."""
    task, letter = only_task(document, finding), document.settings.scheme.letter_of(RoleKind.ANSWERS)
    if task is None:
        return
    owner = document.processes[task.process].owner
    for person in _best(document, task, RoleKind.ANSWERS, [owner] if owner else []):
        if person not in finding.people:
            words = {"person": document.people[person].name}
            yield Fix(N_("Let {person} answer for it"), edit(set_people, task.id, letter, (person,)), words)


@fixes("D408")
def one_does_it(document: Document, finding: Finding) -> Iterator[Fix]:
    """Let one of them carry it out in all the rows."""
    letter = document.settings.scheme.letter_of(RoleKind.DOES)
    for person in finding.people[:MOST_CHOICES]:
        words = {"person": document.people[person].name}
        change = edit(_set_people, finding.tasks, letter, person)
        yield Fix(N_("Let {person} carry it out in all these rows"), change, words)


def _set_people(document: Document, tasks: tuple[TaskId, ...], letter: str, person: PersonId) -> Document:
    for task in tasks:
        document = set_people(document, task, letter, (person,))
    return document


@fixes("D411")
def choose_owner(document: Document, finding: Finding) -> Iterator[Fix]:
    """Offer those who answer most often."""
    letters = {x for x, kind in document.settings.scheme.kinds.items() if kind is RoleKind.ANSWERS}
    tasks = document.tasks_of(finding.process)
    often = Counter(mark.person for task in tasks for mark in task.marks if mark.letter in letters)
    for person, _count in often.most_common(MOST_CHOICES):
        words = {"person": document.people[person].name}
        yield Fix(N_("{person} owns the process"), edit(_set_owner, finding.process, person), words)


def _set_owner(document: Document, process: ProcessId, person: PersonId) -> Document:
    return set_process(document, process, owner=person)


@fixes("D413")
def swap_letters(document: Document, finding: Finding) -> Iterator[Fix]:
    """Let the superior answer and the subordinate carry it out."""
    task = only_task(document, finding)
    if task is not None:
        below, above = finding.people
        words = {"above": document.people[above].name, "below": document.people[below].name}
        yield Fix(N_("{above} answers, {below} carries it out"), edit(_swap, task.id, above, below), words)


def _swap(document: Document, task: TaskId, one: PersonId, other: PersonId) -> Document:
    mine, theirs = (document.tasks[task].letters(person) for person in (one, other))
    return set_letters(set_letters(document, task, one, theirs), task, other, mine)


def _with_kind(document: Document, task: Task, kind: RoleKind) -> list[PersonId]:
    return [mark.person for mark in task.marks if document.settings.scheme.kinds.get(mark.letter) is kind]


def _best(document: Document, task: Task, kind: RoleKind, first: list[PersonId]) -> list[PersonId]:
    """Return those of the row itself, then who has a role of the kind most often in the rows around it."""
    rows = document.tasks_of(task.process)
    at = next(index for index, other in enumerate(rows) if other.id == task.id)
    near = [other for other in rows[max(0, at - NEAR_ROWS) : at + NEAR_ROWS + 1] if other.id != task.id]
    often = Counter(person for other in near for person in _with_kind(document, other, kind))
    others = [person for person, _number in often.most_common() if person not in first]
    return [*dict.fromkeys(first), *others[:MOST_CHOICES]]
