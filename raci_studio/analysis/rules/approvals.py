"""Step 3, weak points: decisions that one person holds."""

from collections.abc import Iterator

from raci_studio.analysis.absence import AWAY
from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.kept import measure_by_row
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import found, role_field, rule
from raci_studio.core.document import PersonId
from raci_studio.core.i18n import N_, NN_
from raci_studio.core.scheme import RoleKind


@rule(
    "W303", Severity.WARNING, N_("Decisions that one person holds"),
    N_("Others wait for one person's yes. A deputy, or a time after which no answer is a yes, lets them go on."),
    message=NN_(
        "{people} alone decides on {count} task that others wait for; a week without {people} moves the end by {lost:.1f} working days on average.",
        "{people} alone decides on {count} tasks that others wait for; a week without {people} moves the end by {lost:.1f} working days on average.",
    ),
)  # fmt: skip
def approval_bottleneck(metrics: Metrics) -> Iterator[Finding]:
    """Find people without a deputy who alone answer for three tasks or more (W303.count) that others go on from.

    Why: "without whose decision does everything stop?" A day of absence must cost more than 0.1 days of the end
    (W303.delay), measured by a week away (analysis.absence). Both limits are the rule book's own. Only where links were
    declared.
    Bad: the director approves five papers that five departments wait for. Good: a deputy may sign when he is away.
    """
    if metrics.inferred:
        return
    least = metrics.threshold("W303.count", 3)
    held: dict[PersonId, list[int]] = {}
    for index, person in enumerate(_decides_alone(metrics)):
        if person is not None:
            held.setdefault(person, []).append(index)
    others_go_on = _others_go_on(metrics)
    for person, alone in held.items():
        if len(alone) < least or metrics.document.people[person].deputies:
            continue
        own = [index for index in alone if others_go_on[index]]
        if len(own) < least:
            continue
        lost = metrics.days_lost(person)
        if lost / AWAY > metrics.threshold("W303.delay", 0.1):
            tasks = [metrics.tasks[index] for index in own]
            cells = [Cell(task.id, role_field(metrics, RoleKind.ANSWERS), person) for task in tasks]
            yield found(metrics, "W303", tasks, [person], cells, count=len(own), lost=lost)


@measure_by_row()
def _decides_alone(metrics: Metrics, index: int) -> PersonId | None:
    answerers = metrics.answering[index]
    return answerers[0] if len(answerers) == 1 and index not in metrics.graph.scenarios else None


@measure_by_row(near=True)
def _others_go_on(metrics: Metrics, index: int) -> bool:
    """Tell whether somebody else than who alone decides on a task carries out what comes after it."""
    person = _decides_alone(metrics)[index]
    later = [executor for after in metrics.successors[index] for executor in metrics.crews[after]]
    return person is not None and any(metrics.people[executor] != person for executor in later)
