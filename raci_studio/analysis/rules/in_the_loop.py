"""Step 3, weak points: who needs to be asked or told, and who does not."""

import re
from collections.abc import Iterator, Set
from itertools import chain

from raci_studio.analysis.channels import named_channels
from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.kept import measure_by_row
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import each_or_most, found, role_field, rule
from raci_studio.core.document import PersonId, Task, fold_name
from raci_studio.core.i18n import N_
from raci_studio.core.scheme import RoleKind

_HEARD = (
    RoleKind.DOES, RoleKind.ANSWERS, RoleKind.CONSULTS, RoleKind.INFORMED, RoleKind.SUPPORTS, RoleKind.VERIFIES,
    RoleKind.SIGNS,
)  # fmt: skip
MANY_PEOPLE = 8  # from here on a share of the people says something (RULES.md, W310)


def _in_the_loop(metrics: Metrics, task: Task) -> set[PersonId]:
    return {person for kind, people in metrics.roles(task).items() if kind in _HEARD for person in people}


@rule(
    "W307", Severity.WARNING, N_("Too many are asked"),
    N_("Every member of a group above seven makes it slower and its decisions worse."),
    message=N_("{total} people carry out, answer for or are consulted on “{task}”, {consulted} of them consulted."),
    most=N_("On {count} of {total} tasks too many are asked."),
)  # fmt: skip
def too_many_consulted(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks with more than seven people at work (W307.people) or more than four consulted (W307.consulted).

    Why: each member above seven takes about 10 % of a group's effectiveness in decisions (Blenko, Mankins and
    Rogers 2010); more than four consulted is the limit of published validators.
    Bad: R, A and seven C. Good: R, A and two C, the others informed.
    """
    yield from each_or_most(metrics, filter(None, _too_many(metrics)))


@measure_by_row()
def _too_many(metrics: Metrics, index: int) -> Finding | None:
    task = metrics.tasks[index]
    most_people, most_consulted = metrics.threshold("W307.people", 7), metrics.threshold("W307.consulted", 4)
    consulted = metrics.people_of(task, RoleKind.CONSULTS)
    working = {*metrics.doing[index], *metrics.answering[index], *consulted}
    if len(working) <= most_people and len(consulted) <= most_consulted:
        return None
    field = role_field(metrics, RoleKind.CONSULTS)
    cells = [Cell(task.id, field, person) for person in consulted] or [Cell(task.id, field)]
    return found(metrics, "W307", [task], consulted, cells, total=len(working), consulted=len(consulted))


@rule(
    "W308", Severity.WARNING, N_("The next executor does not know"),
    N_("Work that is handed over to somebody who does not hear of it lies on a desk."),
    message=N_("{people} carries on with “{next}” after “{task}”, but has no part in it and is not informed."),
)  # fmt: skip
def next_not_informed(metrics: Metrics) -> Iterator[Finding]:
    """Find handovers where somebody who carries out the next task has no letter on the one before it.

    Why: the checklist asks whether everybody is informed who needs to be. Only dependencies that were declared or
    accepted count: by row order every row would fire.
    Bad: Anna writes, Boris prints after her and has no letter where she writes. Good: Boris is informed there.
    """
    if not metrics.inferred:
        yield from chain.from_iterable(_next_not_informed(metrics))


@measure_by_row(near=True)
def _next_not_informed(metrics: Metrics, index: int) -> list[Finding]:
    task, later = metrics.tasks[index], metrics.successors[index]
    heard = _in_the_loop(metrics, task) if later else set()
    field = role_field(metrics, RoleKind.INFORMED)
    each = []
    for after in later if heard else ():
        for person in metrics.doing[after]:
            if person not in heard:
                heard.add(person)
                cells, words = [Cell(task.id, field, person)], {"next": metrics.tasks[after].name}
                each.append(found(metrics, "W308", [task, metrics.tasks[after]], [person], cells, words=words))
    return each


@rule(
    "W309", Severity.WARNING, N_("The owner does not hear of the end"),
    N_("Whoever owns the process must learn that it is finished, or finds out by asking."),
    message=N_("{people} owns the process, but has no part in its last task “{task}” and is not informed."),
)  # fmt: skip
def owner_not_informed(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks that nothing waits for and where the owner of the process has no letter.

    Why: the checklist asks whether everybody is informed who needs to be. Silent where no owner was named.
    Bad: owner Anna, the last task has R = Boris alone. Good: Anna is informed of it.
    """
    owner = metrics.process.owner
    if not owner:
        return
    for index, task in enumerate(metrics.tasks):
        if not metrics.successors[index] and owner not in _in_the_loop(metrics, task):
            cells = [Cell(task.id, role_field(metrics, RoleKind.INFORMED), owner)]
            yield found(metrics, "W309", [task], [owner], cells)


@rule(
    "W310", Severity.HINT, N_("Too many are informed"),
    N_("What is sent to everybody is read by nobody; a channel where those look who need it does better."),
    message=N_("{count} people are informed of “{task}”. Would a channel do?"),
    most=N_("On {count} of {total} tasks too many are informed. Would a channel do?"),
)  # fmt: skip
def too_many_informed(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks with more than seven informed (W310.people), or more than half of everybody from eight people on.

    Why: the horizontal reading, "lots of I's"; half of the people (W310.share) is our own limit.
    Bad: an I in 12 of 14 columns. Good: two I and a channel.
    """
    yield from each_or_most(metrics, _too_many_informed(metrics))


def _too_many_informed(metrics: Metrics) -> Iterator[Finding]:
    field = role_field(metrics, RoleKind.INFORMED)
    total, share = len(metrics.participants), metrics.threshold("W310.share", 0.5)
    most = metrics.threshold("W310.people", 7)
    for task in metrics.tasks:
        people = metrics.people_of(task, RoleKind.INFORMED)
        many = total >= MANY_PEOPLE and len(people) / total > share
        if many or len(people) > most:
            cells = [Cell(task.id, field, person) for person in people]
            yield found(metrics, "W310", [task], people, cells, count=len(people))


@rule(
    "W311", Severity.HINT, N_("Nobody else knows"),
    N_("Where another department goes on with the work, somebody there should hear of it."),
    message=N_("Nobody is consulted or informed on “{task}”, though {department} goes on with it."),
)  # fmt: skip
def nobody_knows(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks without C and I after which executors of another department go on.

    Why: the horizontal reading, "no C's and I's". Silent where departments or dependencies were not given.
    Bad: R = Anna (Sales), the next task is done in Finance, no C, no I. Good: I = the executor in Finance.
    """
    if not metrics.inferred:
        yield from filter(None, _nobody_knows(metrics))


@measure_by_row(near=True)
def _nobody_knows(metrics: Metrics, index: int) -> Finding | None:
    task, here = metrics.tasks[index], metrics.departments[index]
    others = metrics.departments_after[index] - here
    if metrics.people_of(task, RoleKind.CONSULTS) or metrics.people_of(task, RoleKind.INFORMED):
        return None
    if not here or not others:
        return None
    cells = [Cell(task.id, role_field(metrics, RoleKind.INFORMED))]
    return found(metrics, "W311", [task], cells=cells, words={"department": ", ".join(sorted(others))})


@rule(
    "W313", Severity.HINT, N_("The owner of the system is out of the loop"),
    N_("Who runs a system often has what is about to be bought or built again, and is asked last."),
    message=N_("“{task}” uses {system}, which {owner} runs, but {owner} has no part in it or in what comes before."),
    most=N_("On {count} of {total} tasks who runs the system has no part in them."),
)  # fmt: skip
def system_owner_left_out(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks whose channel or format is a system whose owner has no role on the task or on one before it.

    Why: a service was bought without asking the department that already ran the exchange it needed. Owners stand in
    the process's directory of channels and systems, a person or a department; without any the rule is silent.
    Bad: channel "Jira" (owner IT), nobody of IT has a letter. Good: IT is informed.
    """
    yield from each_or_most(metrics, _without_system_owner(metrics))


def _without_system_owner(metrics: Metrics) -> Iterator[Finding]:
    document = metrics.document
    before: list[list[int]] = [[] for _ in metrics.tasks]
    for u, v in metrics.graph.edges:
        before[v].append(u)
    for system, owner in metrics.process.systems.items():
        named = document.person_named(owner)
        folded = fold_name(owner)
        owning = {
            p.id for p in document.people.values() if p == named or (folded and fold_name(p.department) == folded)
        }
        keys = named_channels(system).keys()
        for index, task in enumerate(metrics.tasks) if owner.strip() else ():
            uses = [field for field in ("channel", "format") if _names(getattr(task, field), system, keys)]
            near = [task, *(metrics.tasks[other] for other in before[index])]
            if uses and not any(owning & metrics.present(other) for other in near):
                cells = [Cell(task.id, field) for field in uses]
                yield found(metrics, "W313", [task], cells=cells, words={"system": system, "owner": owner})


def _names(text: str, system: str, keys: Set[str]) -> bool:
    """Tell whether a text names a system, in one of its known ways to be written or as it stands."""
    whole = rf"(?<!\w){re.escape(system.strip())}(?!\w)"
    return bool(text) and (
        bool(named_channels(text).keys() & keys) or re.search(whole, text, re.IGNORECASE) is not None
    )
