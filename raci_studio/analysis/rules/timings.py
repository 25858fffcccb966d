"""Step 5, timings: deadlines that say something, links that can be respected."""

from collections.abc import Iterator

from raci_studio.analysis.deadline import Ambiguity, DeadlineKind
from raci_studio.analysis.findings import Cell, Finding, Severity, finding_with
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import each_or_most, found, rule
from raci_studio.core.i18n import N_, NN_


@rule(
    "T501", Severity.WARNING, N_("Deadline not defined"),
    N_("A task without a deadline is done last."),
    message=N_("“{task}” has no deadline."),
    vague=N_("The deadline of “{task}” says nothing definite: “{deadline}”."),
    unknown=N_("The deadline of “{task}” was not understood: “{deadline}”. Is it definite?"),
    most=N_("{count} of {total} tasks have no deadline."),
    column=NN_("The matrix has no deadlines ({count} task).", "The matrix has no deadlines ({count} tasks)."),
)  # fmt: skip
def undefined_deadline(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks whose deadline is empty, vague or not understood (a hint).

    Why: "when?" must have an answer that two people read alike. A task with a duration has one.
    Bad: "ASAP", "—", "when possible". Good: "3 working days", "by 15.07.2026", "daily until 18:00".
    """
    kinds = {task.id: read.kind for task, read in zip(metrics.tasks, metrics.timing.deadlines)}
    empty = [task for task in metrics.tasks if kinds[task.id] is DeadlineKind.EMPTY and not task.duration.strip()]
    if len(empty) == len(metrics.tasks) > 1:
        yield found(metrics, "T501", variant="column", count=len(empty))
        return
    for task in metrics.tasks:
        cells = [Cell(task.id, "deadline")]
        words = {"deadline": task.deadline}
        if kinds[task.id] is DeadlineKind.VAGUE:
            yield found(metrics, "T501", [task], cells=cells, variant="vague", words=words)
        elif kinds[task.id] is DeadlineKind.UNKNOWN:
            yield found(metrics, "T501", [task], (), cells, Severity.HINT, "unknown", 0.5, words)
    yield from each_or_most(
        metrics, (found(metrics, "T501", [task], cells=[Cell(task.id, "deadline")]) for task in empty)
    )


@rule(
    "T502", Severity.HINT, N_("Ambiguous deadline"),
    N_("A deadline that two people read differently is late for one of them."),
    day_kind=N_("“{deadline}” for “{task}”: working or calendar days?"),
    day_kind_most=N_("{count} of {total} deadlines count days without saying whether working or calendar ones."),
    date_order=N_("“{deadline}” for “{task}”: which number is the month?"),
    date_order_most=N_("{count} of {total} deadlines are dates where day and month can be mixed up."),
    which_week=N_("“{deadline}” for “{task}”: of which week?"),
    which_week_most=N_("{count} of {total} deadlines are days of the week without saying of which week."),
)  # fmt: skip
def ambiguous_deadline(metrics: Metrics) -> Iterator[Finding]:
    """Find deadlines that can be read in two ways: the kind of day, the order of day and month, the week.

    Why: five calendar days are three working ones; "03/04" is in March or in April. What most rows of a matrix
    have is its habit: one finding for each of the three.
    Bad: "5 days", "by 03/04/2026", "by Friday". Good: "5 working days", "by 3 April", "by Friday of the same week".
    """
    for ambiguity in Ambiguity:
        variant = ambiguity.name.lower()
        each = (
            found(
                metrics, "T502", [task], cells=[Cell(task.id, "deadline")], variant=variant,
                words={"deadline": task.deadline.strip()},
            )
            for task, read in zip(metrics.tasks, metrics.timing.deadlines)
            if ambiguity in read.ambiguities
        )  # fmt: skip
        for finding in each_or_most(metrics, each, named=True):
            yield finding_with(finding, variant=f"{variant}_most") if finding.variant == "most" else finding
