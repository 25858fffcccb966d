"""Step 4, duplicates and responsibility: exactly one answers, somebody does, nobody twice."""

from collections.abc import Iterator
from itertools import chain

from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.kept import measure_by_row
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import each_or_most, found, missing, role_field, rule
from raci_studio.analysis.task_words import speaks_of_control
from raci_studio.core.i18n import N_, NN_
from raci_studio.core.scheme import RoleKind


@rule(
    "D401", Severity.ERROR, N_("Nobody is accountable"),
    N_("Without one person who answers for it, a task is nobody's."),
    message=N_("Nobody answers for “{task}”."),
    column=NN_(
        "The matrix names nobody who answers for the result ({count} task).",
        "The matrix names nobody who answers for the result ({count} tasks).",
    ),
)  # fmt: skip
def no_accountable(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks without an A.

    Why: the core of RACI, one and only one answers. Where no task of the process has an A, the matrix
    does without the letter and one finding says so.
    Bad: R = Anna, no A. Good: R = Anna, A = Boris.
    """
    without = [task for task, answering in zip(metrics.tasks, metrics.answering) if not answering]
    nowhere = len(without) == len(metrics.tasks)
    yield from missing(metrics, "D401", without, role_field(metrics, RoleKind.ANSWERS), nowhere)


@rule(
    "D402", Severity.ERROR, N_("Several are accountable"),
    N_("Where several answer, nobody does: each may wait for the other."),
    message=NN_("{count} person answers for “{task}”: {people}.", "{count} people answer for “{task}”: {people}."),
)  # fmt: skip
def several_accountable(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks with more than one A.

    Why: the core of RACI, one and only one answers.
    Bad: A = Anna, Boris. Good: A = Anna, C = Boris.
    """
    field = role_field(metrics, RoleKind.ANSWERS)
    for task, people in zip(metrics.tasks, metrics.answering):
        if len(people) > 1:
            cells = [Cell(task.id, field, person) for person in people]
            yield found(metrics, "D402", [task], people, cells, count=len(people))


@rule(
    "D403", Severity.ERROR, N_("Nobody carries it out"),
    N_("A task without an executor may never be done."),
    message=N_("Nobody carries out “{task}”."),
    answerer=N_("Nobody carries out “{task}”; {people} answers for it. Do they do it themselves?"),
    column=NN_(
        "The matrix names nobody who carries out the work ({count} task).",
        "The matrix names nobody who carries out the work ({count} tasks).",
    ),
)  # fmt: skip
def no_executor(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks without an R.

    Why: the core of RACI, "the job may not get done". A task with an A alone asks whether they do it
    themselves; the matrix does not say so, hence it stays an error.
    Bad: A = Boris, no R. Good: R/A = Boris.
    """
    field = role_field(metrics, RoleKind.DOES)
    without = [task for task, doing in zip(metrics.tasks, metrics.doing) if not doing]
    if len(without) == len(metrics.tasks):
        yield from missing(metrics, "D403", without, field, nowhere=True)
        return
    for task in without:
        answerers = metrics.people_of(task, RoleKind.ANSWERS)
        variant = "answerer" if answerers else ""
        yield found(metrics, "D403", [task], answerers, [Cell(task.id, field)], variant=variant)


_EXCLUSIVE = (RoleKind.ANSWERS, RoleKind.DOES, RoleKind.CONSULTS, RoleKind.INFORMED)


@rule(
    "D405", Severity.WARNING, N_("Redundant double role"),
    N_("Who carries out or answers for a task is consulted and informed anyway; two letters blur who does what."),
    message=N_("{people} has {letters} on “{task}”; one is enough."),
    most=N_("On {count} of {total} tasks somebody has two letters where one is enough."),
)  # fmt: skip
def redundant_double_role(metrics: Metrics) -> Iterator[Finding]:
    """Find people with two or more of R, A, C, I on one task, other than R with A.

    Why: the core of RACI; C and I are implied by R and A.
    Bad: R/C = Anna. Good: R/A = Anna, or R = Anna.
    """
    yield from each_or_most(metrics, chain.from_iterable(_double_roles(metrics)))


@measure_by_row()
def _double_roles(metrics: Metrics, index: int) -> list[Finding]:
    task = metrics.tasks[index]
    people = [mark.person for mark in task.marks]
    doubled = [person for person in people if people.count(person) > 1] if len(set(people)) < len(people) else ()
    each = []
    for person in dict.fromkeys(doubled):
        letters = {kind: letter for kind, letter in metrics.letters_of(task, person).items() if kind in _EXCLUSIVE}
        if len(letters) < 2 or letters.keys() == {RoleKind.DOES, RoleKind.ANSWERS}:
            continue
        cells = [Cell(task.id, f"role:{letter}", person) for letter in letters.values()]
        words = {"letters": "/".join(letters.values())}
        each.append(found(metrics, "D405", [task], [person], cells, words=words, count=len(letters)))
    return each


@rule(
    "D404", Severity.WARNING, N_("Too many carry it out"),
    N_("What many do together nobody finishes: the task may be several, or one of them leads."),
    message=N_("{count} people carry out “{task}”: {people}. Is it several tasks?"),
)  # fmt: skip
def many_executors(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks with more than three executors (D404.hint, a hint) or more than five (D404.warning).

    Why: the horizontal reading, "lots of R's: should it be split?"; three and five are the limits of published
    validators. Two executors are normal.
    Bad: six R in one row. Good: a row for each part, or one R and the others supporting.
    """
    field, some, many = (
        role_field(metrics, RoleKind.DOES), metrics.threshold("D404.hint", 3), metrics.threshold("D404.warning", 5)
    )  # fmt: skip
    for task, people in zip(metrics.tasks, metrics.doing):
        if len(people) > some:
            cells = [Cell(task.id, field, person) for person in people]
            severity = Severity.WARNING if len(people) > many else Severity.HINT
            yield found(metrics, "D404", [task], people, cells, severity, count=len(people))


@rule(
    "D406", Severity.HINT, N_("Executor controls themselves"),
    N_("Who accepts their own work sees their own mistakes last; where money or a handover follows, others pay for it."),
    message=N_("{people} carries out “{task}” and answers for it alone. Should somebody else accept it?"),
    apart=N_("{people} carries out “{task}” and answers for it alone, though it is one that needs two."),
    most=N_("On {count} of {total} tasks of control, money or handover the executor answers for the result."),
)  # fmt: skip
def controls_themselves(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks of control or money, or before a handover, whose executor also answers for them.

    Why: the final control stays with who answers; one person in both is usual and right on small tasks, so only
    control, money and what others go on with are asked about. A warning for tasks declared incompatible with another.
    Bad: "Check the invoice" R/A = Anna. Good: R = Anna, A = Boris; or "Write the draft" R/A = Anna.
    """
    yield from each_or_most(metrics, filter(None, _control_of_oneself(metrics)))


@measure_by_row(near=True)
def _control_of_oneself(metrics: Metrics, index: int) -> Finding | None:
    task, doing = metrics.tasks[index], metrics.doing[index]
    both = [person for person in metrics.answering[index] if person in doing]
    if not both or len(doing) > 1:
        return None
    later = {person for n in metrics.successors[index] for person in metrics.doing[n]}
    handover = not metrics.inferred and bool(later) and not later & set(doing)
    strict = any(task.id in pair for pair in metrics.process.incompatible)
    if not (strict or handover or speaks_of_control(task.name)):
        return None
    cells = [Cell(task.id, f"role:{letter}", both[0]) for letter in metrics.letters_of(task, both[0]).values()]
    return found(
        metrics, "D406", [task], both, cells, Severity.WARNING if strict else None, "apart" if strict else "",
        1.0 if strict or handover else 0.7,
    )  # fmt: skip


@rule(
    "D411", Severity.ERROR, N_("No owner of the process"),
    N_("A process without exactly one owner is changed by everybody and mended by nobody."),
    message=N_("Nobody owns the process “{process}”, though other things about it were said."),
)  # fmt: skip
def no_owner(metrics: Metrics) -> Iterator[Finding]:
    """Find processes that were described (a channel, an escalation, a start or end) and have no owner.

    Why: exactly one owner. Silent where nothing of the process was given: then the question is unknown.
    Bad: promised end 1 December, owner empty. Good: owner Anna.
    """
    process = metrics.process
    said = (
        process.main_channel,
        process.escalation,
        process.start,
        process.promised_end,
        process.inputs,
        process.outputs,
    )
    if any(text.strip() for text in said) and process.owner is None:
        yield found(metrics, "D411", words={"process": process.name})


@rule(
    "D412", Severity.ERROR, N_("Separation of duties broken"),
    N_("One person asks and grants, or orders and pays: nobody sees a mistake, or worse."),
    message=N_("{people} has a part in both “{task}” and “{other}”, which one person must not do."),
)  # fmt: skip
def duties_not_separated(metrics: Metrics) -> Iterator[Finding]:
    """Find people who carry out one of two incompatible tasks and carry out or answer for the other.

    Why: separation of duties (request and approve, order and pay, do and accept). Pairs are those the analyst
    declared for the process; without any the rule is silent.
    Bad: «Заявка на оплату» and «Оплата» with one executor. Good: two people.
    """
    tasks = {task.id: task for task in metrics.tasks}
    for one, other in metrics.process.incompatible:
        if one not in tasks or other not in tasks:
            continue
        first, second = tasks[one], tasks[other]
        doing = [set(metrics.people_of(task, RoleKind.DOES)) for task in (first, second)]
        either = [doing[n] | set(metrics.people_of(task, RoleKind.ANSWERS)) for n, task in enumerate((first, second))]
        guilty = (doing[0] & either[1]) | (doing[1] & either[0])
        for person in (person for person in metrics.participants if person in guilty):
            cells = [
                Cell(task.id, f"role:{letter}", person)
                for task in (first, second)
                for kind, letter in metrics.letters_of(task, person).items()
                if kind in (RoleKind.DOES, RoleKind.ANSWERS)
            ]
            yield found(metrics, "D412", [first, second], [person], cells, words={"other": second.name})
