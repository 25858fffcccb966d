"""Step 5, timings: the links between tasks."""

from collections.abc import Iterator

from raci_studio.analysis.findings import Cell, Finding, Severity, finding_with
from raci_studio.analysis.kept import measure_by_row
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import each_or_most, found, rule
from raci_studio.core.i18n import N_


@rule(
    "T505", Severity.ERROR, N_("Cycle in the dependencies"),
    N_("Tasks that wait for each other can never start."),
    message=N_("Rows {rows} wait for each other."),
    rework=N_("Work may come back from row {row} to row {before}. Who ends it, and after how many rounds?"),
)  # fmt: skip
def cycle(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks that wait for each other; a link that was declared as work coming back is only asked about.

    Why: the critical path is undefined and nobody can start.
    Bad: row 2 waits for row 3 and row 3 for row 2. Good: the weaker of the two links is dropped, or is typed "3↺".
    """
    for members in metrics.graph.cycles:
        tasks = [metrics.tasks[index] for index in members]
        cells = [Cell(task.id, "predecessors") for task in tasks]
        yield found(metrics, "T505", tasks, cells=cells, count=len(tasks))
    for last, first in metrics.graph.rework:
        tasks = [metrics.tasks[last], metrics.tasks[first]]
        words = {"before": str(metrics.document.number_of(tasks[1].id))}
        cells = [Cell(tasks[1].id, "predecessors")]
        yield found(metrics, "T505", tasks, cells=cells, severity=Severity.HINT, variant="rework", words=words)


@rule(
    "T506", Severity.HINT, N_("Task without links"),
    N_("A task that nothing waits for and that waits for nothing is either not needed or its link was forgotten."),
    message=N_("“{task}” waits for nothing and nothing waits for it."),
    start=N_("“{task}” waits for nothing. Is it where the process starts?"),
    end=N_("Nothing waits for “{task}”. Is it a final result?"),
    most=N_("{count} of {total} tasks have nothing before or nothing after them: most links are missing."),
)  # fmt: skip
def open_end(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks without a predecessor or a successor, besides one start and one end of the process.

    Why: in a schedule each task but the first and the last has both; above 5 % of the tasks (T506.share) the logic
    is missing (DCMA 14-point assessment, "missing logic"), and tasks without any link are warnings. The start is
    the one that most tasks come after, the end the one that is finished last. Silent by row order.
    Bad: five tasks in a row, and a sixth that nobody waits for in the middle of them. Good: it leads to the next.
    """
    yield from each_or_most(metrics, _open_end(metrics))


def _open_end(metrics: Metrics) -> Iterator[Finding]:
    if metrics.inferred or len(metrics.tasks) < 3:
        return
    loose = {index: finding for index, finding in enumerate(_loose_end(metrics)) if finding}
    starts = [index for index, finding in loose.items() if finding.variant != "end"]
    ends = [index for index, finding in loose.items() if finding.variant != "start"]
    start = max(starts, key=lambda index: metrics.later[index].bit_count(), default=None)
    end = max(ends, key=lambda index: (metrics.schedule.finish[index], index), default=None)

    def is_needed(index: int, variant: str) -> bool:  # somewhere the process begins, somewhere it ends
        return (variant == "end" or index == start) and (variant == "start" or index == end)

    loose = {index: finding for index, finding in loose.items() if not is_needed(index, finding.variant)}
    many = len(loose) > metrics.threshold("T506.share", 0.05) * len(metrics.tasks)
    for finding in loose.values():
        alone = not finding.variant
        yield finding_with(finding, severity=Severity.WARNING) if alone and many else finding


@measure_by_row()
def _loose_end(metrics: Metrics, index: int) -> Finding | None:
    first, last = not metrics.graph.groups[index], not metrics.successors[index]
    if not (first or last) or index in metrics.graph.scenarios:
        return None
    task, alone = metrics.tasks[index], first and last
    return found(
        metrics, "T506", [task], cells=[Cell(task.id, "predecessors")], severity=Severity.HINT,
        variant="" if alone else "start" if first else "end", confidence=1.0 if alone else 0.6,
    )  # fmt: skip


@rule(
    "T512", Severity.HINT, N_("Redundant link"),
    N_("A link that another chain of links already says is noise in every drawing of the process."),
    message=N_("Row {row} need not wait for row {before}: it waits for it through other rows anyway."),
)  # fmt: skip
def redundant_link(metrics: Metrics) -> Iterator[Finding]:
    """Find declared links whose order another path already says (transitive reduction).

    Why: drawing noise; a link that hands something over may stay, so it is a hint.
    Bad: 1 before 2, 2 before 3, and 1 before 3. Good: 1 before 2, 2 before 3.
    Links with a lag and alternatives say more than an order and are left alone, and so are cycles.
    """
    if metrics.inferred:
        return
    reach = metrics.later
    component = metrics.graph.component
    for before, of in enumerate(metrics.successors):
        for later in of if len(of) > 1 else ():
            plain = (before,) in metrics.graph.groups[later] and (before, later) not in metrics.graph.lags
            if not plain or component[before] == component[later]:
                continue
            if any(reach[other] >> later & 1 for other in of if component[other] != component[later]):
                task, earlier = metrics.tasks[later], metrics.tasks[before]
                words = {"before": str(metrics.document.number_of(earlier.id))}
                yield found(metrics, "T512", [task, earlier], cells=[Cell(task.id, "predecessors")], words=words)


@rule(
    "T513", Severity.HINT, N_("Many things must come together"),
    N_("A task that waits for many others starts late as soon as one of them is late."),
    message=N_("“{task}” waits for {count} tasks and has no slack. A reserve before it would help."),
)  # fmt: skip
def merge_risk(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks without slack that wait for five others or more (T513.count).

    Why: merge bias, the latest of many decides. Five is our own.
    Bad: the launch waits for seven tasks and stands on the critical path. Good: an intermediate milestone.
    """
    if metrics.inferred:
        return
    least = metrics.threshold("T513.count", 5)
    for index, (task, groups) in enumerate(zip(metrics.tasks, metrics.graph.groups)):
        if sum(map(len, groups)) < least:
            continue
        count = len({u for group in groups for u in group})
        if count >= least and metrics.schedule.critical(index):
            yield found(metrics, "T513", [task], cells=[Cell(task.id, "predecessors")], count=count)
