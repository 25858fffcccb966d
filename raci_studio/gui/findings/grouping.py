"""Findings by rule, step of the checklist, person or row: pure, so that it can be tested without a window."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from raci_studio.core.document import Document, PersonId, TaskId
from raci_studio.core.i18n import N_, _

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding


class Grouping(StrEnum):
    """What findings are grouped by."""

    NONE = "none"
    RULE = "rule"
    STEP = "step"
    PERSON = "person"
    ROW = "row"


GROUPING_TITLES: Mapping[Grouping, str] = {
    Grouping.NONE: N_("Not grouped"),
    Grouping.RULE: N_("By rule"),
    Grouping.STEP: N_("By step of the checklist"),
    Grouping.PERSON: N_("By person"),
    Grouping.ROW: N_("By row"),
}

MATRIX = "matrix"
"""The group of findings that name neither rows nor people."""
OTHERS = "others"
"""Grouped by person: findings that name rows only; grouped by row: those that name people only."""

Groups = Mapping[str, "list[Finding]"]
"""The findings of each group in the order they came in, by the group's key: the code of a rule, the number of a step,
the id of a person or task, `MATRIX` or `OTHERS`; the groups in the order they are shown."""


def grouped(findings: "Iterable[Finding]", grouping: Grouping, document: Document) -> Groups:
    """Return findings by groups; one that names several people or rows stands under each.

    Rules come with the worst first, steps as on the checklist, people and rows as they stand in the matrix; what is
    about the matrix as a whole comes before people and rows, what names none of them after.
    """
    if grouping is Grouping.NONE:
        return {"": list(findings)}
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        for key in _keys(finding, grouping, document):
            groups.setdefault(key, []).append(finding)
    order = _order(groups, grouping, document)
    return {key: groups[key] for key in sorted(groups, key=order.__getitem__)}


def _keys(finding: "Finding", grouping: Grouping, document: Document) -> Iterable[str]:
    if grouping is Grouping.RULE:
        return (finding.code,)
    if grouping is Grouping.STEP:
        return (str(finding.step),)
    by_person = grouping is Grouping.PERSON
    named: Iterable[str] = finding.people if by_person else finding.tasks
    held: Mapping[PersonId, object] | Mapping[TaskId, object] = document.people if by_person else document.tasks
    found = [key for key in dict.fromkeys(named) if key in held]
    return found or ((OTHERS,) if finding.tasks or finding.people else (MATRIX,))


def _order(groups: Groups, grouping: Grouping, document: Document) -> Mapping[str, tuple[int, str]]:
    if grouping is Grouping.RULE:
        worst = {key: min(finding.severity.rank for finding in held) for key, held in groups.items()}
        return {key: (worst[key], key) for key in groups}
    if grouping is Grouping.STEP:
        return {key: (0, key) for key in groups}
    shown = document.people_order if grouping is Grouping.PERSON else document.order
    places = {str(key): (place, "") for place, key in enumerate(shown)}
    return {MATRIX: (-1, ""), OTHERS: (len(places), ""), **places}


def group_title(key: str, grouping: Grouping, document: Document) -> str:
    """Return the title of a group in the user's language."""
    from raci_studio.analysis.texts import STEP_TITLES, title

    if key == MATRIX:
        return _("The matrix as a whole")
    if key == OTHERS:
        return _("No person in particular") if grouping is Grouping.PERSON else _("No row in particular")
    if grouping is Grouping.RULE:
        return f"{key} {title(key)}"
    if grouping is Grouping.STEP:
        return f"{key} {_(STEP_TITLES[int(key)])}" if key != "0" else _(STEP_TITLES[0])
    if grouping is Grouping.PERSON:
        person = document.people.get(PersonId(key))
        return person.name if person else ""
    task = document.tasks.get(TaskId(key))
    return f"{document.numbers[task.id]} {' '.join(task.name.split())}".strip() if task else ""
