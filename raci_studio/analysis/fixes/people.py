"""Fixes of step 1: who takes part."""

from collections.abc import Iterator

from raci_studio.analysis.findings import Finding
from raci_studio.analysis.fixes.base import Fix, edit, fixes, names
from raci_studio.core.document import Document
from raci_studio.core.i18n import N_
from raci_studio.core.people_edits import delete_people, keep_apart, merge_people


@fixes("H101")
def remove_ghost(document: Document, finding: Finding) -> Iterator[Fix]:
    """Take the person off the list: nothing of the matrix goes with them."""
    yield Fix(
        N_("Remove {people} from the list"),
        edit(delete_people, finding.people),
        {"people": names(document, finding.people)},
    )


@fixes("H103")
def merge_or_keep(document: Document, finding: Finding) -> Iterator[Fix]:
    """Merge under one of the names, or say that these are different people."""
    for keep in finding.people:
        others = tuple(person for person in finding.people if person != keep)
        words = {"person": document.people[keep].name, "others": names(document, others)}
        yield Fix(N_("Merge into {person} (was: {others})"), edit(merge_people, keep, others), words)
    yield Fix(N_("They are different people"), edit(keep_apart, finding.people))
