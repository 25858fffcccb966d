"""Step 1, heads: who takes part."""

from collections.abc import Iterator

from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.names.groups import is_group
from raci_studio.analysis.names.same_people import LIKELY, MergeSuggestion, suggest_merges
from raci_studio.analysis.roles import PRESENT
from raci_studio.analysis.rules.base import FEWEST_PEOPLE, FEWEST_TASKS, found, role_field, rule
from raci_studio.core.document import PersonId
from raci_studio.core.i18n import N_, NN_
from raci_studio.core.scheme import RoleKind


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


@rule(
    "H102", Severity.HINT, N_("Only informed"),
    N_("Somebody who is only informed is part of nothing: either they need it for their own work, or it is noise."),
    message=NN_(
        "{people} is only informed ({count} task). What do they need it for?",
        "{people} is only informed ({count} tasks). What do they need it for?",
    ),
)  # fmt: skip
def only_informed(metrics: Metrics) -> Iterator[Finding]:
    """Find people whose only letter in the process is that of the informed.

    Why: our own judgement; the way out is to say what they need it for, or to mark them as an observer.
    Bad: the column "Board" with an I in two rows and nothing else. Good: the same, marked as an observer or external.
    """
    informed = metrics.counts(RoleKind.INFORMED)
    others = set().union(*(metrics.counts(kind) for kind in RoleKind if kind not in _IDLE))
    for person, count in informed.items():
        known = metrics.document.people[person]
        if person not in others and not (known.external or known.observer) and person != metrics.process.owner:
            yield found(metrics, "H102", people=[person], cells=_cells(metrics, person), count=count)


_IDLE = (RoleKind.INFORMED, RoleKind.OUT)


def _cells(metrics: Metrics, person: PersonId) -> Iterator[Cell]:
    for task in metrics.tasks:
        yield from (Cell(task.id, f"role:{letter}", person) for letter in metrics.letters_of(task, person).values())


@rule(
    "H105", Severity.HINT, N_("Neither carries out nor answers"),
    N_("Who is asked often and never does anything may be missing where work is done, or be one consultant too many."),
    message=N_("{people} is consulted on {count} tasks, but carries out and answers for none."),
)  # fmt: skip
def only_consulted(metrics: Metrics) -> Iterator[Finding]:
    """Find people who are consulted on three tasks or more (H105.count) and neither carry out nor answer anywhere.

    Why: the vertical reading asks of a column without R or A whether it should be expanded or eliminated.
    Bad: "Methodologist" with a C in nine rows. Good: the same, with an R where the method is written.
    """
    consulted = metrics.counts(RoleKind.CONSULTS)
    working = set().union(*(metrics.counts(kind) for kind in RoleKind if kind not in (*_IDLE, RoleKind.CONSULTS)))
    for person, count in consulted.items():
        if person not in working and count >= metrics.threshold("H105.count", 3):
            yield found(metrics, "H105", people=[person], cells=_cells(metrics, person), count=count)


@rule(
    "H106", Severity.WARNING, N_("Takes part in everything"),
    N_("Whoever has a letter in nearly every row is in every meeting; most of these letters are not needed."),
    message=N_("{people} has a role in {count} of {total} tasks ({share:.0%})."),
)  # fmt: skip
def no_empty_cells(metrics: Metrics) -> Iterator[Finding]:
    """Find people with a role in 80 % of the tasks or more (H106.share), from eight tasks and four people on.

    Why: the vertical reading, "no empty spaces": does this person need to be in so much? The 80 % are our own.
    Bad: a letter in 19 of 20 rows. Good: letters where the person is needed.
    """
    if len(metrics.tasks) < FEWEST_TASKS or len(metrics.participants) < FEWEST_PEOPLE:
        return
    total = len(metrics.tasks)
    for person in metrics.participants:
        count = metrics.assigned.tasks_with(person, PRESENT).bit_count()
        if count / total >= metrics.threshold("H106.share", 0.80):
            yield found(
                metrics, "H106", people=[person], cells=_cells(metrics, person), count=count, total=total,
                share=count / total,
            )  # fmt: skip


@rule(
    "H104", Severity.HINT, N_("Department or group instead of somebody"),
    N_("What a whole department answers for, nobody in it answers for."),
    message=NN_(
        "{people} is a department or group, but carries out or answers for {count} task. Who is it there?",
        "{people} is a department or group, but carries out or answers for {count} tasks. Who is it there?",
    ),
    most=N_("Most participants are departments or groups ({count} of {total}). Who in each of them is it?"),
)  # fmt: skip
def group_instead_of_somebody(metrics: Metrics) -> Iterator[Finding]:
    """Find departments and groups that carry out or answer for tasks.

    Why: what all answer for nobody answers for; being informed or consulted as a department is fine. A position
    ("head of the legal department") is somebody, and so is a group the analyst said is meant as it stands. Where most
    of those at work are departments, that is how the matrix is made, and one finding says so.
    Bad: A = «Бухгалтерия», "Sales team". Good: A = «Главный бухгалтер», "Head of sales".
    """
    kinds = (RoleKind.DOES, RoleKind.ANSWERS)
    working = {person for kind in kinds for person in metrics.counts(kind)}
    people = metrics.document.people
    groups = [one for one in metrics.people if one in working and not people[one].group and is_group(people[one].name)]
    if len(groups) >= FEWEST_PEOPLE and len(groups) > len(working) / 2:
        yield found(metrics, "H104", people=groups, variant="most", count=len(groups), total=len(working))
        return
    for one in groups:
        own = [(task, kind) for task in metrics.tasks for kind in kinds if one in metrics.people_of(task, kind)]
        cells = [Cell(task.id, role_field(metrics, kind), one) for task, kind in own]
        count = len({task.id for task, _kind in own})
        yield found(metrics, "H104", people=[one], cells=cells, confidence=0.8, count=count)
