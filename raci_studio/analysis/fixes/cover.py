"""Fixes of step 3: cover for those on whom the process hangs."""

from collections import Counter
from collections.abc import Iterator

from raci_studio.analysis.findings import Finding
from raci_studio.analysis.fixes.base import Fix, edit, fixes, only_task
from raci_studio.analysis.metrics import measured
from raci_studio.analysis.substitutes import LEAST, Substitutes, reason_text
from raci_studio.core.document import Document, PersonId
from raci_studio.core.i18n import N_
from raci_studio.core.people_edits import set_person

MOST_CHOICES = 3  # RULES.md, W301: the best three
LEAST_ON_AVERAGE = LEAST / 2  # nobody knows all the tasks of a bottleneck
MOST_LOOKED_AT = 8  # tasks by which a deputy is chosen, spread over all: each takes 4 ms in a matrix of 1,000 rows


@fixes("W301")
@fixes("W312")
@fixes("T508")
def name_substitute(document: Document, finding: Finding) -> Iterator[Fix]:
    """Name one of the best three substitutes as the deputy of the only executor."""
    task = only_task(document, finding)
    if task is None:
        return
    person = finding.people[0]
    for one in measured(document, task.process).substitutes.rank(task, person)[:MOST_CHOICES]:
        if one.score >= LEAST:
            words = {
                "deputy": document.people[one.person].name,
                "person": document.people[person].name,
                "reasons": reason_text(one),
            }
            yield Fix(N_("Let {deputy} stand in for {person}: {reasons}"), edit(_add_deputy, person, one.person), words)


@fixes("W302")
def name_deputy(document: Document, finding: Finding) -> Iterator[Fix]:
    """Name as deputy whoever ranks best over the tasks that only this person can do or decide."""
    (person,) = finding.people
    tasks = finding.tasks[:: max(1, -(-len(finding.tasks) // MOST_LOOKED_AT))]
    scores: Counter[PersonId] = Counter()
    substitutes = Substitutes(document, finding.process)
    for key in tasks:
        for one in substitutes.rank(document.tasks[key], person):
            scores[one.person] += one.score  # type: ignore[assignment]  # a counter of shares
    for deputy, score in scores.most_common(MOST_CHOICES):
        if score / len(tasks) >= LEAST_ON_AVERAGE:
            words = {"deputy": document.people[deputy].name, "person": document.people[person].name}
            yield Fix(N_("Let {deputy} stand in for {person}"), edit(_add_deputy, person, deputy), words)


@fixes("D410")
def make_deputies(document: Document, finding: Finding) -> Iterator[Fix]:
    """Make one the deputy of the other."""
    for deputy in finding.people[:MOST_CHOICES]:
        for person in finding.people[:MOST_CHOICES]:
            if person != deputy:
                words = {"deputy": document.people[deputy].name, "person": document.people[person].name}
                yield Fix(N_("Let {deputy} stand in for {person}"), edit(_add_deputy, person, deputy), words)


def _add_deputy(document: Document, person: PersonId, deputy: PersonId) -> Document:
    deputies = document.people[person].deputies
    return set_person(document, person, deputies=(*deputies, deputy)) if deputy not in deputies else document
