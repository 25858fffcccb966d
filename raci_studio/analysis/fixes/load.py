"""Fixes of step 2: give work and control away."""

from collections.abc import Iterator

from raci_studio.analysis.findings import Finding
from raci_studio.analysis.fixes.base import Fix, edit, fixes
from raci_studio.analysis.metrics import measured
from raci_studio.analysis.rebalancing import Move, rebalance
from raci_studio.analysis.substitutes import reason_text
from raci_studio.core.document import Document, PersonId, TaskId
from raci_studio.core.edits import set_people
from raci_studio.core.i18n import N_
from raci_studio.core.scheme import RoleKind

MOST_CHOICES = 5  # RULES.md, L201: at most five moves


@fixes("L201")
@fixes("L203")
def hand_over(document: Document, finding: Finding) -> Iterator[Fix]:
    """Offer the moves that take most off this person, each on its own."""
    (person,) = finding.people
    metrics = measured(document, finding.process)
    for move in rebalance(metrics, MOST_CHOICES, person):
        if finding.code == "L201" or move.task in finding.tasks:
            yield Fix(
                N_("Row {row}: {taker} carries it out instead of {giver} ({reasons})"), *move_edit(document, move)
            )


def move_edit(document: Document, move: Move) -> tuple:
    """Return the edit of a move, and the words it is told with."""
    words = {
        "row": str(document.number_of(move.task)),
        "taker": document.people[move.taker].name,
        "giver": document.people[move.giver].name,
        "reasons": reason_text(move.substitute),
    }
    return edit(_give, move.task, move.giver, move.taker), words


def _give(document: Document, task: TaskId, giver: PersonId, taker: PersonId) -> Document:
    scheme = document.settings.scheme
    marks = document.tasks[task].marks
    for letter in dict.fromkeys(mark.letter for mark in marks if scheme.kinds.get(mark.letter) is RoleKind.DOES):
        people = document.tasks[task].people(letter)
        if giver in people:
            changed = dict.fromkeys(taker if person == giver else person for person in people)
            document = set_people(document, task, letter, tuple(changed))
    return document


@fixes("L202")
def let_executors_answer(document: Document, finding: Finding) -> Iterator[Fix]:
    """Let those answer who carry out the tasks that nothing waits for, each on its own."""
    (person,) = finding.people
    metrics = measured(document, finding.process)
    letter = document.settings.scheme.letter_of(RoleKind.ANSWERS)
    leaves = (index for index in range(len(metrics.tasks) - 1, -1, -1) if not metrics.successors[index])
    rows = leaves if not metrics.inferred else range(len(metrics.tasks) - 1, -1, -1)
    offered = 0
    for index in rows:
        task = metrics.tasks[index]
        others = [other for other in metrics.people_of(task, RoleKind.DOES) if other != person]
        if metrics.people_of(task, RoleKind.ANSWERS) == (person,) and len(others) == 1 and offered < MOST_CHOICES:
            offered += 1
            words = {"row": str(document.number_of(task.id)), "person": document.people[others[0]].name}
            change = edit(set_people, task.id, letter, (others[0],))
            yield Fix(N_("Row {row}: let {person} answer, who carries it out"), change, words)
