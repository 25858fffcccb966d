"""Step 1, heads: who takes part."""

from collections.abc import Iterator

from raci_studio.analysis.findings import Finding, Severity
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.names.same_people import LIKELY, MergeSuggestion, suggest_merges
from raci_studio.analysis.rules.base import found, rule
from raci_studio.core.document import PersonId
from raci_studio.core.i18n import N_


@rule(
    "H101", Severity.WARNING, N_("Ghost participant"),
    N_("Somebody who is listed without any role is either not needed or was forgotten."),
    message=N_("{people} is listed but has no role in any task of the process."),
)  # fmt: skip
def ghost(metrics: Metrics) -> Iterator[Finding]:
    """Find people who are listed and have no role.

    Why: the classic vertical reading, "no R's or A's at all": does this person belong here?
    Bad: a column "Legal" without a letter in it. Good: every column has at least one letter.
    Deputies and process owners take part without a letter, so they are no ghosts.
    """
    document = metrics.document
    busy = {deputy for person in document.people_in_order() for deputy in person.deputies}
    busy |= {process.owner for process in document.processes.values() if process.owner}
    for person in document.people_order:
        if person in metrics.participants or person in busy:
            continue
        if _listed_here(metrics, person):
            yield found(metrics, "H101", people=[person])


def _listed_here(metrics: Metrics, person: PersonId) -> bool:
    """Tell whether a person is listed in this process: in its table, or nowhere else at all."""
    tables = [table for table in metrics.document.tables if f"person:{person}" in table.columns.values()]
    if tables:
        return any(table.process == metrics.process.id for table in tables)
    has_role = any(mark.person == person for task in metrics.document.tasks.values() for mark in task.marks)
    return not has_role and metrics.document.process_order[0] == metrics.process.id


@rule(
    "H103", Severity.WARNING, N_("Same person under two names"),
    N_("One person counted as two is overloaded unseen, and has a substitute who is themselves."),
    message=N_("{people} look like one and the same."),
)  # fmt: skip
def two_names(metrics: Metrics) -> Iterator[Finding]:
    """Find people who are one under two names.

    Why: every count of heads and loads is wrong until they are merged; so it stands before all others.
    Bad: «Лапин И.К.» and «Илья Лапин», "Project manager" and "Project-Manager". Good: each under one name.
    Names must be alike by the form of the words, the letters or a slip (Jaro-Winkler from H103.similarity, 0.92,
    as in RULES.md); suggestions surer than H103.confidence fire (0.8, own judgement), the rest are questions in
    the dialog. Names are compared over the whole document; the finding belongs to the first process they are in.
    """
    for suggestion in suggest_merges(metrics.document):
        if suggestion.confidence >= metrics.threshold("H103.confidence", LIKELY) and _is_first(metrics, suggestion):
            yield found(metrics, "H103", people=suggestion.people, confidence=suggestion.confidence)


def _is_first(metrics: Metrics, suggestion: MergeSuggestion) -> bool:
    """Tell whether this is the first process with tasks in which one of these people takes part (or nobody does)."""
    document, people = metrics.document, set(suggestion.people)
    with_them = {task.process for task in document.tasks.values() if any(mark.person in people for mark in task.marks)}
    with_tasks = with_them or {task.process for task in document.tasks.values()}
    return next((key for key in document.process_order if key in with_tasks), None) == metrics.process.id
