"""Step 7, communications: where people talk about the work."""

from collections.abc import Iterator

from raci_studio.analysis.findings import Finding, Severity
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import missing, rule
from raci_studio.analysis.rules.results import is_filler
from raci_studio.core.document import Task
from raci_studio.core.i18n import N_, NN_
from raci_studio.core.scheme import RoleKind


@rule(
    "C701", Severity.WARNING, N_("No channel"),
    N_("People who must be consulted or informed need to know where."),
    message=N_("“{task}” says who is consulted or informed, but not through which channel."),
    column=NN_(
        "The matrix has no channels, though people are to be consulted, informed or handed over to ({count} task).",
        "The matrix has no channels, though people are to be consulted, informed or handed over to ({count} tasks).",
    ),
)  # fmt: skip
def no_channel(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks where people talk and no channel is named.

    Why: a C or I without a channel, or a handover to another department, is lost in somebody's mailbox.
    Bad: C = Anna, channel empty. Good: C = Anna, channel "Telegram, group Launch".
    """
    without = [task for task in metrics.tasks if is_filler(task.channel)]
    handovers = _handovers(metrics)
    talking = [task for task in without if _talks(metrics, task) or task.id in handovers]
    if talking:
        yield from missing(metrics, "C701", talking, "channel", len(without) == len(metrics.tasks))


def _talks(metrics: Metrics, task: Task) -> bool:
    return bool(metrics.people_of(task, RoleKind.CONSULTS) or metrics.people_of(task, RoleKind.INFORMED))


def _handovers(metrics: Metrics) -> set[str]:
    """Return the tasks after which executors of another department go on, where departments are known."""

    def departments(index: int) -> set[str]:
        people = metrics.people_of(metrics.tasks[index], RoleKind.DOES)
        return {name for person in people if (name := metrics.document.people[person].department)}

    return {
        metrics.tasks[u].id
        for u, v in metrics.graph.edges
        if (here := departments(u)) and (there := departments(v)) and not here & there
    }
