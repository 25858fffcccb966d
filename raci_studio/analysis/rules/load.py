"""Step 2, the overloaded: who carries or controls too much."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import log
from statistics import median
from typing import Any, cast

from raci_studio.analysis.findings import Cell, Finding, Severity, finding_with
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import FEWEST_PEOPLE, FEWEST_TASKS, found, role_field, rule
from raci_studio.analysis.workload import gini, peak, week_needs, week_starts
from raci_studio.core.document import PersonId, Task
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
    return found(metrics, code, tasks, [person], cells, severity, **cast("dict[str, Any]", numbers))


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
    start, finish = metrics.schedule.start, metrics.schedule.finish
    for person in metrics.participants:
        most = peak(metrics.workload.get(person, ()))
        if most is None or most.tasks < metrics.threshold("L203.warning", 3):
            continue
        own = [metrics.tasks[index] for index in metrics.carried[person] if start[index] <= most.start < finish[index]]
        cells = [Cell(task.id, role_field(metrics, RoleKind.DOES), person) for task in own]
        severity = Severity.ERROR if most.tasks >= metrics.threshold("L203.error", 5) else Severity.WARNING
        yield found(metrics, "L203", own, [person], cells, severity, count=most.tasks, day=most.start + 1)


@rule(
    "L204", Severity.WARNING, N_("Deadlines pile up"),
    N_("What is due on the same day is done on the same day, some of it badly."),
    message=N_("{people} has {count} deadlines on one day (“{deadline}”)."),
    week=N_("{people} has {count} deadlines in one week (the first: “{deadline}”)."),
    everybody=N_("{count} of {total} people have many deadlines on one day or in one week."),
)  # fmt: skip
def deadlines_pile_up(metrics: Metrics) -> Iterator[Finding]:
    """Find people with three deadlines or more on one day (L204.day), or four in one week (L204.week).

    Why: both limits are our own. What somebody carries out and what they answer for counts, once. Only deadlines that
    are dates; of each person the fullest day or week. What half of the people have is a habit of the plan: one finding.
    Bad: four reports due on 31 March by one person. Good: one each week of March.
    """
    if any(metrics.timing.due):
        yield from _one_by_one_or_all(metrics, "L204", list(_piles(metrics)), len(_busy(metrics)))


def _busy(metrics: Metrics) -> set[PersonId]:
    return {*metrics.counts(RoleKind.DOES), *metrics.counts(RoleKind.ANSWERS)}


def _piles(metrics: Metrics) -> Iterator[Finding]:
    due: dict[PersonId, list[tuple[date, Task]]] = {}
    for task, day in zip(metrics.tasks, metrics.timing.due):
        if day is not None:
            own = (*metrics.people_of(task, RoleKind.DOES), *metrics.people_of(task, RoleKind.ANSWERS))
            for person in dict.fromkeys(own):
                due.setdefault(person, []).append((day, task))
    for person in metrics.participants:
        for variant, least, when in (
            ("", metrics.threshold("L204.day", 3), date.toordinal), ("week", metrics.threshold("L204.week", 4), _week),
        ):  # fmt: skip
            together: dict[int, list[tuple[date, Task]]] = {}
            for day, task in due.get(person, ()):
                together.setdefault(when(day), []).append((day, task))
            pile = max(together.values(), key=len, default=[])
            if len(pile) >= least:
                tasks, first = [task for _day, task in pile], min(pile, key=lambda of: of[0])[1]
                cells = [Cell(task.id, "deadline") for task in tasks]
                words = {"deadline": first.deadline.strip()}
                yield found(metrics, "L204", tasks, [person], cells, variant=variant, words=words, count=len(tasks))
                break


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7  # the first day of the calendar was a Monday


def _one_by_one_or_all(metrics: Metrics, code: str, each: list[Finding], total: int) -> Iterator[Finding]:
    """Yield findings about single people, or one that counts them where it is so for half of many."""
    if len(each) >= FEWEST_PEOPLE and 2 * len(each) > total:
        cells = dict.fromkeys(cell for finding in each for cell in finding.cells)
        people = [person for finding in each for person in finding.people]
        yield found(metrics, code, (), people, cells, variant="everybody", count=len(each), total=total)
    else:
        yield from each


@rule(
    "L205", Severity.HINT, N_("More work than the week holds"),
    N_("Who has more to do than there are days does some of it late."),
    message=N_("{people} may need {need:.1f} working days in the week of day {day:.0f} of the process, which has {capacity:.1f}."),
    everybody=N_("{count} of {total} executors may need more working days in a week than it has."),
)  # fmt: skip
def over_capacity(metrics: Metrics) -> Iterator[Finding]:
    """Find people whose tasks of one week may take more days than they have (L205.share of them).

    Why: the limit is our own. Nobody says how much work a task is, so its duration, shared among its executors, stands
    for it: the most it can be, therefore a question. Capacity leaves out holidays, absences and the short days of who
    works less than eight hours. It needs the start of the process, declared links, and durations of half of the tasks.
    Bad: two tasks of a week at the same time, both by Anna. Good: one after the other, or with Boris.
    """
    if metrics.timing.days is not None and not metrics.inferred and metrics.timing.timed:
        each = list(_over_capacity(metrics, week_starts(metrics.timing.days, metrics.schedule.end)))
        yield from _one_by_one_or_all(metrics, "L205", each, len(metrics.counts(RoleKind.DOES)))


def _over_capacity(metrics: Metrics, weeks: Sequence[int]) -> Iterator[Finding]:
    needs = week_needs(metrics.crews, metrics.schedule, weeks, len(metrics.people))
    limit = metrics.threshold("L205.share", 1.0)
    for person, worker, need in zip(metrics.people, metrics.workers, needs):
        over = [
            (work - capacity, week, work, capacity)
            for week, work in sorted(need.items())
            if work > limit * (capacity := worker.capacity(weeks[week], weeks[week + 1])) + _TINY
        ]
        if over:
            _over, week, work, capacity = max(over, key=lambda of: of[0])
            first, end = weeks[week], weeks[week + 1]
            own = [
                metrics.tasks[index]
                for index in metrics.carried[person]
                if metrics.schedule.start[index] < end and metrics.schedule.finish[index] > first
            ]
            cells = [Cell(task.id, role_field(metrics, RoleKind.DOES), person) for task in own]
            yield found(
                metrics, "L205", own, [person], cells, confidence=0.6, need=work, capacity=capacity,
                day=max(0, weeks[week]) + 1,
            )  # fmt: skip


@rule(
    "L207", Severity.HINT, N_("Work unevenly shared"),
    N_("Where a few carry nearly everything, they are late and the others wait."),
    message=N_("{share:.0%} of the work is with {people}, though {total} people share it. Can some of it be passed on?"),
)  # fmt: skip
def uneven_work(metrics: Metrics) -> Iterator[Finding]:
    """Find processes where a few of at least five executors do most of the work: Gini above 0.5 (L207.gini).

    Why: the limit is our own. The work of a task is its duration, shared among its executors; 0 is the same for
    everybody, 1 all by one. Those who together do half of the work are named.
    Bad: of six executors one does 30 of 40 tasks. Good: each does five to nine.
    """
    work: dict[PersonId, float] = {}
    for crew, days in zip(metrics.crews, metrics.durations):
        for executor in crew:
            one = metrics.people[executor]
            work[one] = work.get(one, 0.0) + days / len(crew)
    total = sum(work.values())
    if len(metrics.tasks) < FEWEST_TASKS or len(work) < _FEWEST_EXECUTORS or not total:
        return
    if gini(work.values()) > metrics.threshold("L207.gini", 0.5):
        people: list[PersonId] = []
        share = 0.0
        for person in sorted(work, key=lambda one: -work[one]):
            if share < total / 2:
                people.append(person)
                share += work[person]
        yield found(metrics, "L207", people=people, share=share / total, total=len(work))


_FEWEST_EXECUTORS = 5  # RULES.md, L207
_TINY = 1e-6  # of a day
