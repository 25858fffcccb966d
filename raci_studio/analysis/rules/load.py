"""Step 2, the overloaded: who carries or controls too much."""

from collections.abc import Iterator
from math import log
from statistics import median

from raci_studio.analysis.findings import Cell, Finding, Severity, finding_with
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import FEWEST_PEOPLE, FEWEST_TASKS, found, role_field, rule
from raci_studio.core.document import PersonId
from raci_studio.core.i18n import N_
from raci_studio.core.scheme import RoleKind


def _too_small(metrics: Metrics) -> bool:
    return len(metrics.tasks) < FEWEST_TASKS or len(metrics.participants) < FEWEST_PEOPLE


def _about(
    metrics: Metrics, code: str, person: PersonId, kind: RoleKind, severity: Severity | None = None, **numbers: float
) -> Finding:
    """Make a finding about everything a person does (or answers for)."""
    tasks = [task for task in metrics.tasks if person in metrics.people_of(task, kind)]
    cells = [Cell(task.id, role_field(metrics, kind), person) for task in tasks]
    return found(metrics, code, tasks, [person], cells, severity, **numbers)


@rule(
    "L201", Severity.WARNING, N_("Too many tasks to carry out"),
    N_("Work that piles up on one person is late, and stops when that person is away."),
    message=N_("{people} carries out {count} of {total} tasks ({share:.0%})."),
)  # fmt: skip
def too_many_r(metrics: Metrics) -> Iterator[Finding]:
    """Find people who carry out far more tasks than the other executors, or nearly all of them.

    Why: n_R > max(4, median + 3 · 1.4826 · MAD) is a robust outlier among those who carry out anything
    (thresholds L201.least = 4, L201.deviations = 3); n_R / n > 0.70 (L201.share) is the limit published
    RACI validators use, from 4 people on.
    Bad: 14 of 20 tasks with one executor. Good: the load of executors is alike.
    """
    if _too_small(metrics):
        return
    counts = metrics.counts(RoleKind.DOES)
    if not counts:
        return
    middle = median(counts.values())
    spread = 1.4826 * median(abs(count - middle) for count in counts.values())
    limit = max(metrics.threshold("L201.least", 4), middle + metrics.threshold("L201.deviations", 3) * spread)
    total = len(metrics.tasks)
    for person, count in counts.items():
        if count > limit or count / total > metrics.threshold("L201.share", 0.70):
            yield _about(
                metrics, "L201", person, RoleKind.DOES, count=count, total=total, share=count / total, limit=limit
            )


@rule(
    "L202", Severity.WARNING, N_("Too much control on one person"),
    N_("Whoever answers for everything becomes the place where decisions wait."),
    message=N_("{people} answers for {count} of {total} tasks ({share:.0%})."),
    owner=N_("{people} owns the process and answers for {count} of {total} tasks ({share:.0%}). Could some be delegated?"),
)  # fmt: skip
def too_many_a(metrics: Metrics) -> Iterator[Finding]:
    """Find people who answer for more than five tasks and more than half of all.

    Why: accountability should be pushed down to where the work is; more than 5 (L202.count) and more than
    50 % (L202.share) are the limits of published validators. For the process owner it is a question.
    Bad: one A on 15 of 20 tasks. Good: the answerer is the nearest manager of the work.
    """
    if _too_small(metrics):
        return
    total = len(metrics.tasks)
    for person, count in metrics.counts(RoleKind.ANSWERS).items():
        if count > metrics.threshold("L202.count", 5) and count / total > metrics.threshold("L202.share", 0.50):
            owner = person == metrics.process.owner
            finding = _about(
                metrics, "L202", person, RoleKind.ANSWERS, Severity.HINT if owner else None,
                count=count, total=total, share=count / total,
            )  # fmt: skip
            yield finding_with(finding, variant="owner") if owner else finding


@rule(
    "L206", Severity.HINT, N_("In many roles at once"),
    N_("Who carries out, answers, advises and is informed in turn does not know which of it comes first."),
    message=N_("{people} is in {kinds} kinds of roles over {count} tasks, none of them clearly first ({letters})."),
)  # fmt: skip
def many_roles(metrics: Metrics) -> Iterator[Finding]:
    """Find people with three or four of R, A, C, I in like shares, who are also among the busiest quarter.

    Why: the checklist asks who is in several roles at once. Entropy of the kinds of at least 0.8 of the most there
    can be (L206.evenness) says that no role is the main one; both limits are our own.
    Bad: R on 4, A on 4, C on 5 and I on 3 of 16 tasks. Good: R on 10, C on 2.
    """
    if _too_small(metrics):
        return
    kinds = {kind: metrics.counts(kind) for kind in _MAIN}
    touches = {person: sum(counts.get(person, 0) for counts in kinds.values()) for person in metrics.participants}
    busy = sorted(touches.values(), reverse=True)[(len(touches) - 1) // 4]
    for person, count in touches.items():
        used = [counts[person] for counts in kinds.values() if person in counts]
        if len(used) < 3 or count < busy:
            continue
        evenness = -sum(n / count * log(n / count) for n in used) / log(len(used))
        if evenness >= metrics.threshold("L206.evenness", 0.8):
            letters = metrics.document.settings.scheme.letter_of
            words = {
                "letters": ", ".join(
                    f"{letters(kind)}: {kinds[kind][person]}" for kind in _MAIN if person in kinds[kind]
                )
            }
            yield found(metrics, "L206", people=[person], words=words, kinds=len(used), count=count)


_MAIN = (RoleKind.DOES, RoleKind.ANSWERS, RoleKind.CONSULTS, RoleKind.INFORMED)


@rule(
    "L208", Severity.HINT, N_("Everybody consults one person"),
    N_("Who must be asked on most tasks slows them all down."),
    message=N_("{people} is consulted on {count} of {total} tasks ({share:.0%}). Is their opinion an input of each?"),
)  # fmt: skip
def consulted_by_all(metrics: Metrics) -> Iterator[Finding]:
    """Find people who are consulted on more than 60 % of the tasks (L208.share).

    Why: the limit of a published RACI validator.
    Bad: "Lawyer" with a C in 15 of 20 rows. Good: a C where the law matters, an I elsewhere.
    """
    if _too_small(metrics):
        return
    total = len(metrics.tasks)
    for person, count in metrics.counts(RoleKind.CONSULTS).items():
        if count / total > metrics.threshold("L208.share", 0.60):
            yield _about(metrics, "L208", person, RoleKind.CONSULTS, count=count, total=total, share=count / total)


@rule(
    "L203", Severity.WARNING, N_("Parallel tasks of one executor"),
    N_("With two things at once a fifth of the time is lost to changing between them, with three two fifths (Weinberg)."),
    message=N_("{people} carries out up to {count} tasks at the same time, around day {day:.0f} of the process."),
)  # fmt: skip
def parallel_tasks(metrics: Metrics) -> Iterator[Finding]:
    """Find people who carry out three tasks at the same time (L203.warning), or five (L203.error, an error).

    Why: Weinberg's table of lost time. Tasks lie where they can begin first; by the order of the rows nothing is
    parallel, so without declared links the rule is silent. Of several executors each is counted.
    Bad: four tasks that all wait for the same one, with one executor. Good: the same by two people.
    """
    if metrics.inferred:
        return
    intervals: dict[PersonId, list[int]] = {}
    for index, task in enumerate(metrics.tasks):
        for person in metrics.people_of(task, RoleKind.DOES):
            intervals.setdefault(person, []).append(index)
    start, finish = metrics.schedule.start, metrics.schedule.finish
    for person in metrics.participants:
        own = intervals.get(person, [])
        # The most is reached where one of them begins.
        peaks = [(sum(start[i] <= start[j] < finish[i] for i in own), -start[j]) for j in own]
        count, day = max(peaks, default=(0, 0.0))
        if count >= metrics.threshold("L203.warning", 3):
            tasks = [metrics.tasks[i] for i in own if start[i] <= -day < finish[i]]
            cells = [Cell(task.id, role_field(metrics, RoleKind.DOES), person) for task in tasks]
            severity = Severity.ERROR if count >= metrics.threshold("L203.error", 5) else Severity.WARNING
            yield found(metrics, "L203", tasks, [person], cells, severity, count=count, day=1 - day)
