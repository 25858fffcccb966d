"""Step 6, results: the output of one task is the input of the next."""

from collections.abc import Iterator

from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.handed_over import comes_from_outside, input_pieces, things_of
from raci_studio.analysis.kept import measure_by_row
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import each_or_most, found, rule
from raci_studio.analysis.rules.results import is_filler
from raci_studio.core.i18n import N_, NN_

_MOSTLY = 0.5  # of the tasks say what they need; below that a missing input says nothing


@rule(
    "Q606", Severity.WARNING, N_("Result goes nowhere"),
    N_("A result that nobody needs was work for nothing, or the task that needs it does not say so."),
    message=N_("No other task needs the result of “{task}”: “{result}”."),
    most=N_("{count} of {total} results are needed by no other task."),
)  # fmt: skip
def result_goes_nowhere(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks in the middle of the process whose result no other task names among its inputs or in its name.

    Why: the output of one task is the input of the next. Silent unless at least half of the tasks say what they need,
    and about results that the process gives to others (its field for results).
    Bad: result "Survey of parking lots", and no task has it as an input. Good: the budget has it as an input.
    """
    yield from each_or_most(metrics, _unused_results(metrics), named=True)


def _unused_results(metrics: Metrics) -> Iterator[Finding]:
    pieces = [input_pieces(task.inputs) for task in metrics.tasks]
    if sum(map(bool, pieces)) < max(2, _MOSTLY * (len(metrics.tasks) - 1)):
        return
    outputs = metrics.outputs
    wanted = [things_of(piece) for of in (*pieces, input_pieces(metrics.process.outputs)) for piece in of]
    used = {match.task for words in wanted for match in outputs.makers(words)}
    named = [things_of(task.name) for task in metrics.tasks]
    for index, task in enumerate(metrics.tasks):
        made = outputs.made[index]
        last = not metrics.successors[index]
        if last or index in used or is_filler(task.result):
            continue
        if any(made and made <= words for other, words in enumerate(named) if other != index):
            continue
        yield found(
            metrics, "Q606", [task], cells=[Cell(task.id, "result")], confidence=0.7, words={"result": task.result}
        )


@rule(
    "Q607", Severity.WARNING, N_("Input comes from nowhere"),
    N_("Whoever starts on this task waits for something that nobody was asked to make."),
    message=N_("“{task}” needs “{input}”, but no task makes it."),
    most=N_("{count} of {total} tasks need what no task makes."),
)  # fmt: skip
def input_from_nowhere(metrics: Metrics) -> Iterator[Finding]:
    """Find inputs that no other task has as its result and that are not said to come from outside.

    Why: the output of one task is the input of the next. From outside comes what says so ("from the client"), what
    the process has as its inputs, and what the first tasks need. Silent where no input at all is the result of a task.
    Bad: input "Price list", made by nobody. Good: the same among the inputs of the process.
    """
    yield from each_or_most(metrics, _unmade_inputs(metrics), named=True)


def _unmade_inputs(metrics: Metrics) -> Iterator[Finding]:
    given = things_of(metrics.process.inputs)
    unmade = []
    linked = False
    for index, task in enumerate(metrics.tasks):
        starts = not metrics.graph.groups[index]
        for piece in input_pieces(task.inputs):
            words = things_of(piece)
            if metrics.outputs.makers(words, besides=index):
                linked = True
            elif not (starts or comes_from_outside(piece) or words <= given):
                unmade.append((task, piece))
    for task, piece in unmade if linked else ():
        yield found(metrics, "Q607", [task], cells=[Cell(task.id, "inputs")], confidence=0.7, words={"input": piece})


@rule(
    "Q610", Severity.WARNING, N_("Handover without a checklist"),
    N_("Between departments everybody understands “ready” in a way of their own; the work comes back."),
    message=N_("{here} hands the result of “{task}” over to {there}, and format and criterion are not both fixed."),
    most=N_("{count} of {total} tasks are handed over to another department without format and criterion both fixed."),
)  # fmt: skip
def handover_without_checklist(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks after which another department goes on, and whose format or criterion is empty.

    Why: handover checklists. Silent where departments or dependencies were not given; a column that nobody filled in
    is not asked for in each row (Q604 and Q605 say so), unless both are empty everywhere.
    Bad: Sales hands over "Contract", format empty. Good: format "PDF, signed", criterion "both seals".
    """
    if not metrics.inferred:
        yield from each_or_most(metrics, _unchecked_handovers(metrics))


def _unchecked_handovers(metrics: Metrics) -> Iterator[Finding]:
    if not any(_handover(metrics)):
        return
    without = _without_agreement(metrics)
    nowhere = [field for field in ("format", "criterion") if all(field in empty for empty in without)]
    left_out = nowhere if len(nowhere) == 1 else ()  # a column that nobody filled in, unless neither is
    for task, handover, empty in zip(metrics.tasks, _handover(metrics), without):
        if handover and (fields := [field for field in empty if field not in left_out]):
            here, there = handover
            cells = [Cell(task.id, field) for field in fields]
            yield found(metrics, "Q610", [task], cells=cells, words={"here": here, "there": there})


@measure_by_row()
def _without_agreement(metrics: Metrics, index: int) -> tuple[str, ...]:
    """Return which of format and criterion a task does not say."""
    task = metrics.tasks[index]
    return tuple([field for field in ("format", "criterion") if is_filler(getattr(task, field))])


@measure_by_row(near=True)
def _handover(metrics: Metrics, index: int) -> tuple[str, str] | None:
    """Return the names of the departments here and there where nobody from here goes on."""
    here, there = metrics.departments[index], metrics.departments_after[index]
    return (", ".join(sorted(here)), ", ".join(sorted(there))) if here and there and not here & there else None


@rule(
    "Q611", Severity.HINT, N_("Too many tasks in one process"),
    N_("Above fifty elements every second model of a process has an error that nobody sees any more."),
    message=NN_(
        "The process has {count} task. Should a part of it be a process of its own?",
        "The process has {count} tasks. Should a part of it be a process of its own?",
    ),
)  # fmt: skip
def too_many_tasks(metrics: Metrics) -> Iterator[Finding]:
    """Find processes of more than fifty tasks (Q611.count).

    Why: seven process modelling guidelines, G7 (Mendling, Reijers and van der Aalst 2010): above fifty elements the
    probability of an error exceeds one half.
    Bad: one process of 137 rows. Good: "Preparation", "Event" and "Closing" apart.
    """
    if len(metrics.tasks) > metrics.threshold("Q611.count", 50):
        yield found(metrics, "Q611", count=len(metrics.tasks))
