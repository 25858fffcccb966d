"""Step 3, weak points: what stops when somebody is away."""

from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import fmean

from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.kept import DAYS, DOES, LINKS, measure, measure_by_row
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import FEWEST_PEOPLE, FEWEST_TASKS, each_or_most, found, role_field, rule
from raci_studio.analysis.substitutes import LEAST
from raci_studio.core.document import PersonId
from raci_studio.core.i18n import N_, NN_
from raci_studio.core.scheme import RoleKind


@rule(
    "W301", Severity.WARNING, N_("Single executor without a substitute"),
    N_("If the only executor is away and nobody stands in, the task stops."),
    message=N_("Only {people} can carry out “{task}”, and nobody stands in."),
    critical=N_(
        "Only {people} can carry out “{task}”, nobody stands in, and the task is critical: "
        "{downstream:.0%} of the work comes after it."
    ),
)  # fmt: skip
def single_executor(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks with one executor and no deputy.

    Why: two-deep cover is the common practice. It is an error where the dependencies were declared and the
    task is critical (no slack) or at least 25 % of the work waits for it (W301.downstream). By row order
    every task would be critical, so there it stays a warning.
    Bad: R = Anna, no deputy. Good: R = Anna with a deputy, or R = Anna and Boris.
    """
    yield from filter(None, _single_executor(metrics))


@measure_by_row(plan=True)
def _single_executor(metrics: Metrics, index: int) -> Finding | None:
    if not metrics.single[index]:
        return None
    task, executors = metrics.tasks[index], metrics.doing[index]
    downstream, critical = metrics.downstream[index], _is_critical(metrics, index)
    cells = [Cell(task.id, role_field(metrics, RoleKind.DOES), executors[0])]
    severity = Severity.ERROR if critical else Severity.WARNING
    variant = "critical" if critical else ""
    return found(metrics, "W301", [task], executors, cells, severity, variant, downstream=downstream)


def _is_critical(metrics: Metrics, index: int) -> bool:
    least = metrics.threshold("W301.downstream", 0.25)
    return not metrics.inferred and (metrics.schedule.critical(index) or metrics.downstream[index] >= least)


@rule(
    "W302", Severity.WARNING, N_("Person who is a bottleneck"),
    N_("The share of the remaining work that stops if this person vanishes on a random day."),
    message=NN_(
        "Without {people} {share:.0%} of the remaining work stops on average; {count} task needs them and nobody else will do.",
        "Without {people} {share:.0%} of the remaining work stops on average; {count} tasks need them and nobody else will do.",
    ),
    rows=NN_(
        "Without {people} {share:.0%} of the remaining work stops on average, if the rows follow each other; "
        "{count} task needs them and nobody else will do.",
        "Without {people} {share:.0%} of the remaining work stops on average, if the rows follow each other; "
        "{count} tasks need them and nobody else will do.",
    ),
)  # fmt: skip
def bottleneck(metrics: Metrics) -> Iterator[Finding]:
    """Find the people on whom the process hangs most.

    Why: expected blocked share of at least 25 % (W302.warning) is our judgement, 50 % (W302.error) the
    truck-factor threshold. The person must hold two gates (tasks where only they meet a requirement) or
    one on the critical path, and be among the top max(3, 5 % of the people), for without deputies the
    median person of a synthetic matrix reaches 28 %.
    By row order alone it takes eight tasks: of a few rows each is the neck of all that follow.
    Bad: one person alone approves early, and everything after waits. Good: the approver has a deputy.
    """
    if metrics.inferred and len(metrics.tasks) < FEWEST_TASKS:
        return
    ranked = sorted(metrics.people, key=lambda person: -metrics.expected_blocked_share[person])
    top = ranked[: max(3, round(0.05 * len(ranked)))]
    for person in top:
        share = metrics.expected_blocked_share[person]
        held = _gates_of(metrics, person)
        if share < metrics.threshold("W302.warning", 0.25) or not held:
            continue
        if len(held) < 2 and not metrics.schedule.critical(held[0]):
            continue
        yield found(
            metrics, "W302", [metrics.tasks[index] for index in held], [person], _gate_cells(metrics, person, held),
            Severity.ERROR if share >= metrics.threshold("W302.error", 0.50) else Severity.WARNING,
            "rows" if metrics.inferred else "", 0.6 if metrics.inferred else 1.0, share=share, count=len(held),
        )  # fmt: skip


def _gates_of(metrics: Metrics, person: PersonId) -> list[int]:
    mask = metrics.mask([person])
    return [index for index, gate in enumerate(metrics.gates) if gate & mask]


def _gate_cells(metrics: Metrics, person: PersonId, gates: list[int]) -> Iterator[Cell]:
    for index in gates:
        task = metrics.tasks[index]
        for kind in (RoleKind.DOES, RoleKind.ANSWERS):
            if person in metrics.people_of(task, kind):
                yield Cell(task.id, role_field(metrics, kind), person)


@rule(
    "W304", Severity.WARNING, N_("Bus factor of the process"),
    N_("The smallest number of people whose loss leaves more than half of the work without executor or answerer."),
    message=N_(
        "Bus factor {size}: without {people} more than half of the work has no executor or nobody who answers for it."
    ),
    bound=N_(
        "Bus factor at most {size}: without {people} more than half of the work has no executor or nobody who answers for it."
    ),
)  # fmt: skip
def low_bus_factor(metrics: Metrics) -> Iterator[Finding]:
    """Find processes that one or two people can stop.

    Why: 65 % of 133 popular projects had a truck factor of two or less (Avelino et al. 2016). One is an
    error, two (W304.limit) a warning.
    Bad: Anna alone carries out 60 % of the work. Good: it takes three people to stop half of it.
    """
    factor = metrics.bus_factor
    if not 1 <= factor.size <= metrics.threshold("W304.limit", 2):
        return
    people = [metrics.people[bit] for bit in factor.people]
    severity = Severity.ERROR if factor.size == 1 else Severity.WARNING
    yield found(
        metrics, "W304", people=people, severity=severity, variant="" if factor.exact else "bound", size=factor.size
    )


@rule(
    "W305", Severity.WARNING, N_("Nobody could stand in"),
    N_("Without anybody who knows the work a deputy is a name on paper: it takes training, hiring or somebody from outside."),
    message=N_("Only {people} can carry out “{task}”, and the matrix shows nobody else who knows this work."),
    most=N_("For {count} of {total} tasks the matrix shows nobody else who knows the work of their only executor."),
)  # fmt: skip
def nobody_could_stand_in(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks with one executor and no deputy for whom the ranking of substitutes finds nobody either.

    Why: every candidate scores below 0.3 (W305.score) or must not do it (separation of duties). The score is our own.
    From four people and eight tasks on: where there are fewer, it is plain to see.
    Bad: the only one who ever touches the press is Dan. Good: Eve is consulted when the press is set up.
    """
    if len(metrics.participants) >= FEWEST_PEOPLE and len(metrics.tasks) >= FEWEST_TASKS:
        yield from each_or_most(metrics, _without_candidates(metrics))


def _without_candidates(metrics: Metrics) -> Iterator[Finding]:
    for task, executors, nobody in zip(metrics.tasks, metrics.doing, _nobody_else(metrics)):
        if nobody:
            cells = [Cell(task.id, role_field(metrics, RoleKind.DOES), executors[0])]
            yield found(metrics, "W305", [task], executors, cells, confidence=0.7)


@measure_by_row(DOES, "name", near=True)
def _nobody_else(metrics: Metrics, index: int) -> bool:
    """Tell whether a task has one executor and nobody else who knows the work."""
    if not metrics.single[index] or _somebody_was_asked(metrics)[index]:
        return False
    least = metrics.threshold("W305.score", LEAST)
    return not metrics.substitutes.somebody(metrics.tasks[index], metrics.doing[index][0], least)


@measure_by_row()
def _somebody_was_asked(metrics: Metrics, index: int) -> bool:
    """Tell whether somebody has a letter on the task that is enough by itself, whatever else they do."""
    least = metrics.threshold("W305.score", LEAST)
    return metrics.single[index] and metrics.substitutes.knows_enough(
        metrics.tasks[index], metrics.doing[index][0], least
    )


@rule(
    "W306", Severity.HINT, N_("Complex task without a consultant"),
    N_("The more hangs together on a task, the more one head alone overlooks."),
    message=N_("“{task}” is among the most complex tasks, and {people} does it without asking anybody."),
)  # fmt: skip
def complex_without_consultant(metrics: Metrics) -> Iterator[Finding]:
    """Find the most complex quarter of the tasks where one executor works and nobody is consulted.

    Why: the horizontal reading, "no C's and I's". Complexity adds up how far duration, number of links and number of
    departments lie above the middle, each in standard deviations; the quarter is our own. Silent in small processes,
    where nobody is consulted anywhere, and where nothing of this was given.
    Bad: the task with six predecessors, R = Anna alone. Good: C = who knows the parts.
    """
    if len(metrics.participants) < FEWEST_PEOPLE or len(metrics.tasks) < FEWEST_TASKS:
        return
    if not metrics.counts(RoleKind.CONSULTS):
        return
    complexity = _complexity(metrics)
    limit = sorted(complexity)[-(-3 * len(complexity) // 4) - 1]
    for index, value in enumerate(complexity):
        # What many tasks have in common is the middle, not the top, even where it reaches the quarter.
        if value < max(limit, 1):
            continue
        task, executors = metrics.tasks[index], metrics.doing[index]
        if len(executors) == 1 and not metrics.people_of(task, RoleKind.CONSULTS):
            cells = [Cell(task.id, role_field(metrics, RoleKind.CONSULTS))]
            yield found(metrics, "W306", [task], executors, cells, confidence=0.6)


def _complexity(metrics: Metrics) -> list[float]:
    return list(map(sum, zip(_long_work(metrics), _much_linked(metrics), _many_departments(metrics))))


@measure(DOES)
def _many_departments(metrics: Metrics) -> list[float]:
    return _standard([float(len(names)) for names in metrics.departments])


@measure(DAYS)
def _long_work(metrics: Metrics) -> list[float]:
    return _standard(metrics.durations)


@measure(LINKS)
def _much_linked(metrics: Metrics) -> list[float]:
    links = [0.0] * len(metrics.tasks)
    for u, v in () if metrics.inferred else metrics.graph.edges:
        links[u] += 1
        links[v] += 1
    return _standard(links)


def _standard(values: Sequence[float]) -> list[float]:
    """Return how many standard deviations each value lies above the mean; 0 where all are the same."""
    mean = fmean(values)
    deviation = sqrt(fmean([(value - mean) ** 2 for value in values]))  # pstdev is exact and slow
    return [(value - mean) / deviation if deviation else 0.0 for value in values]


@rule(
    "W312", Severity.HINT, N_("No plan B"),
    N_("Where one person or an outsider can stop the process, somebody should have said what happens then."),
    message=N_("Nobody said what happens if {people} cannot carry out “{task}”: no deputy, no other way."),
    most=N_("For {count} of {total} tasks nobody said what happens if their only executor cannot."),
)  # fmt: skip
def no_plan_b(metrics: Metrics) -> Iterator[Finding]:
    """Find critical tasks with one executor, and tasks of outsiders, that have no alternative and no deputy.

    Why: the courier is ill, so there is a reserve list. A task is covered by a deputy of its executors, or by an
    alternative beside it that what follows may take instead, or by a row that says what happens instead.
    Bad: "Courier" (external) delivers, nothing else is foreseen. Good: a second row, "post", as its alternative.
    """
    yield from each_or_most(metrics, filter(None, _without_plan_b(metrics)))


@measure_by_row(near=True, plan=True)
def _without_plan_b(metrics: Metrics, index: int) -> Finding | None:
    task, executors, people = metrics.tasks[index], metrics.doing[index], metrics.document.people
    outside = bool(executors) and all(people[person].external for person in executors)
    if not (outside or (metrics.single[index] and _is_critical(metrics, index))):
        return None
    if index in _with_another_way(metrics) or len(metrics.with_deputies(executors)) > len(executors):
        return None
    cells = [Cell(task.id, role_field(metrics, RoleKind.DOES), person) for person in executors]
    return found(metrics, "W312", [task], executors, cells)


@measure(LINKS)
def _with_another_way(metrics: Metrics) -> set[int]:
    """Return the tasks that have an alternative beside them, or a row that says what happens instead."""
    rescued = {task.rescues for task in metrics.tasks}
    instead = {index for index, task in enumerate(metrics.tasks) if task.id in rescued}
    return instead | {u for groups in metrics.graph.groups for group in groups if len(group) > 1 for u in group}


@rule(
    "T508", Severity.ERROR, N_("Critical task on one person"),
    N_("A day this person is away is a day the whole process ends later."),
    message=N_("“{task}” has no reserve, and only {people} can carry it out."),
    most=N_("{count} of {total} tasks have no reserve and one executor without a substitute."),
)  # fmt: skip
def critical_and_single(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks on the critical path, or nearly, with one executor and no deputy.

    Why: the combination of W301 with a slack of at most one working day or 5 % of the whole (T508.share). Only where
    links were declared: by the order of the rows every task would be critical.
    Bad: the only lawyer on the critical path. Good: the lawyer has a deputy, or a week of slack.
    """
    if not metrics.inferred:
        yield from each_or_most(metrics, _critical_and_single(metrics))


def _critical_and_single(metrics: Metrics) -> Iterator[Finding]:
    little = max(1.0, metrics.threshold("T508.share", 0.05) * metrics.schedule.end)
    field = role_field(metrics, RoleKind.DOES)
    for task, executors, single, slack in zip(metrics.tasks, metrics.doing, metrics.single, metrics.schedule.slack):
        if single and slack <= little:
            cells = [Cell(task.id, field, executors[0])]
            yield found(metrics, "T508", [task], executors, cells, slack=slack)
