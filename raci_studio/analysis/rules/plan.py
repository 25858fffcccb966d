"""Step 5, timings: dates, reserve and people against the plan that the links and durations make."""

from collections.abc import Iterator
from math import ceil, inf
from statistics import median

from raci_studio.analysis.calendar import is_working_day
from raci_studio.analysis.dates import read_date
from raci_studio.analysis.deadline import DeadlineKind, parse_deadline
from raci_studio.analysis.findings import Cell, Finding, Severity, finding_with
from raci_studio.analysis.kept import DAYS, measure
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import FEWEST_TASKS, MOST_IN_ROWS, each_or_most, found, rule
from raci_studio.analysis.schedule import earliest_schedule
from raci_studio.analysis.task_words import words_of
from raci_studio.core.document import Task
from raci_studio.core.i18n import N_, NN_
from raci_studio.core.scheme import RoleKind

_TINY = 1e-6  # of a day: sums of decimal fractions differ in the last bits


@rule(
    "T503", Severity.ERROR, N_("Due before it can be finished"),
    N_("A deadline that cannot be met from the first day on teaches everybody that deadlines mean nothing."),
    message=NN_(
        "“{task}” is due “{deadline}”, but is finished {count} working day later at the earliest.",
        "“{task}” is due “{deadline}”, but is finished {count} working days later at the earliest.",
    ),
    start=N_("“{task}” begins “{start}”, after its deadline “{deadline}”."),
    most=N_("{count} of {total} tasks are due before they can be finished."),
)  # fmt: skip
def due_too_early(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks that are due before the earliest-start schedule finishes them, or before their own start.

    Why: no negative slack (DCMA 14-point assessment). It is an error where the known durations alone say so, a
    warning where it takes a day for each task that says none. It needs a date, the start of the process and declared
    links; for a start after the deadline two dates are enough.
    Bad: begins 2 March, ten working days before it, due 6 March. Good: due 18 March.
    """
    yield from each_or_most(metrics, _due_too_early(metrics), named=True)


def _due_too_early(metrics: Metrics) -> Iterator[Finding]:
    if not any(metrics.timing.due):
        return
    planned = metrics.timing.days is not None and not metrics.inferred
    finish = metrics.schedule.finish
    known = [days or 0.0 for days in metrics.timing.known_days]
    surely = earliest_schedule(metrics.planned, known).finish if planned else finish
    for index, (task, day) in enumerate(zip(metrics.tasks, metrics.timing.due)):
        if day is None:
            continue
        cells, words = [Cell(task.id, "deadline")], {"deadline": task.deadline.strip()}
        start = read_date(task.start)
        if start is not None and start > day:
            words["start"] = task.start.strip()
            yield found(metrics, "T503", [task], cells=cells, variant="start", words=words)
        elif planned and metrics.timing.days is not None:
            limit = metrics.timing.days.due_time(day)
            late, sure = ceil(finish[index] - limit - _TINY), surely[index] > limit + _TINY
            if late > 0:
                severity = Severity.ERROR if sure else Severity.WARNING
                confidence = 1.0 if sure else 0.6
                yield found(
                    metrics, "T503", [task], (), cells, severity, confidence=confidence, words=words, count=late
                )


@rule(
    "T504", Severity.ERROR, N_("Due before what it waits for"),
    N_("A task cannot be finished before what it needs."),
    message=N_("“{task}” is due “{deadline}”, before “{before}”, which it waits for (“{other}”)."),
    most=N_("{count} of {total} tasks are due before what they wait for."),
)  # fmt: skip
def link_against_dates(metrics: Metrics) -> Iterator[Finding]:
    """Find declared links whose second task is due before the first.

    Why: the dates or the link are wrong. Of alternatives the first to be due is enough; the tasks of a cycle are
    left to T505.
    Bad: "Print" waits for "Write", and is due on the 3rd, "Write" on the 5th. Good: "Print" is due on the 8th.
    """
    if not metrics.inferred and any(metrics.timing.due):
        yield from each_or_most(metrics, _links_against_dates(metrics), named=True)


def _links_against_dates(metrics: Metrics) -> Iterator[Finding]:
    for index, (task, day) in enumerate(zip(metrics.tasks, metrics.timing.due)):
        if day is None:
            continue
        for group in metrics.planned.outer_groups[index]:
            dates = [(known, before) for before in group if (known := metrics.timing.due[before])]
            if len(dates) < len(group):
                continue
            first, before = min(dates)
            if first > day:
                earlier = metrics.tasks[before]
                words = {
                    "deadline": task.deadline.strip(), "before": earlier.name, "other": earlier.deadline.strip(),
                }  # fmt: skip
                cells = [Cell(task.id, "deadline"), Cell(earlier.id, "deadline")]
                yield found(metrics, "T504", [task], cells=cells, words=words)


@rule(
    "T507", Severity.WARNING, N_("No reserve"),
    N_("Without a reserve the first task that is late makes the whole process late."),
    message=N_("The longest chain takes {days:.0f} of the {promise:.0f} working days until the promised end: a reserve of {share:.0%}."),
    late=N_("The longest chain takes {days:.0f} working days, but the end is promised after {promise:.0f}."),
)  # fmt: skip
def no_reserve(metrics: Metrics) -> Iterator[Finding]:
    """Find processes whose promised end leaves less than 10 % of the critical path as reserve (T507.share).

    Why: 10 % is our own; some buffer is what every method of estimating asks for. It needs the promised end (a date
    where the start of the process is one, or a length of time), declared links, and durations of half of the tasks.
    Bad: a chain of 20 working days, promised in 21. Good: promised in 25.
    """
    days, promise = metrics.schedule.end, metrics.timing.promise
    if promise is None or metrics.inferred or not metrics.timing.timed or days <= 0:
        return
    share = (promise - days) / days
    if share < metrics.threshold("T507.share", 0.10) - _TINY:
        variant = "late" if promise < days - _TINY else ""
        yield found(metrics, "T507", variant=variant, days=days, promise=promise, share=share)


@rule(
    "T509", Severity.HINT, N_("Unrealistic duration"),
    N_("A duration that nobody believes is not planned with, and a day off is no deadline."),
    zero=N_("“{task}” takes no time, though it has an executor ({people}). Is it a milestone?"),
    zero_most=N_("{count} of {total} tasks take no time, though somebody carries them out."),
    long=N_("“{task}” takes {days:.0f} working days. Can it be split?"),
    long_most=N_("{count} of {total} tasks take longer than {limit:.0f} working days. Are the durations in days?"),
    short=N_("“{task}” takes {days:.3g} working days, other tasks of this name {usual:.3g}. Is that enough?"),
    short_most=N_("{count} of {total} tasks take far less time than others of their name."),
    day_off=N_("“{task}” is due “{deadline}”, which is a day off. Is the next working day meant?"),
    day_off_most=N_("{count} of {total} tasks are due on days off. Is the country of the calendar right?"),
)  # fmt: skip
def unrealistic_duration(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks of no time or of more than 44 working days (T509.days), far shorter than their like, due on a day off.

    Why: 44 working days is the limit of the DCMA 14-point assessment (high duration). Below a third (T509.share) of the
    median of at least three tasks that differ in numbers only ("Test module 2") is our own. Days off are those of the
    document's country, else Saturday and Sunday.
    Bad: "Migration, 90 days"; due on 1 January. Good: three tasks of a month; due on 12 January.
    """
    for variant, each in (
        ("zero", _without_time(metrics)), ("long", _long(metrics)), ("short", _short(metrics)),
        ("day_off", _days_off(metrics)),
    ):  # fmt: skip
        for finding in each_or_most(metrics, each, named=True):
            limit = {"limit": metrics.threshold("T509.days", 44), **finding.numbers}
            yield (
                finding_with(finding, variant=f"{variant}_most", numbers=limit)
                if finding.variant == "most"
                else finding
            )


def _duration(metrics: Metrics, task: Task, variant: str, days: float = 0.0, usual: float = 0.0) -> Finding:
    field = "duration" if task.duration.strip() else "deadline"
    people = metrics.people_of(task, RoleKind.DOES) if variant == "zero" else ()
    return found(metrics, "T509", [task], people, [Cell(task.id, field)], variant=variant, days=days, usual=usual)


def _without_time(metrics: Metrics) -> Iterator[Finding]:
    for task, days in zip(metrics.tasks, metrics.timing.known_days):
        if days == 0 and metrics.people_of(task, RoleKind.DOES):
            yield _duration(metrics, task, "zero")


def _long(metrics: Metrics) -> Iterator[Finding]:
    limit = metrics.threshold("T509.days", 44)
    for task, days in zip(metrics.tasks, metrics.timing.known_days):
        if days is not None and days > limit:
            yield _duration(metrics, task, "long", days=days)


def _short(metrics: Metrics) -> Iterator[Finding]:
    share = metrics.threshold("T509.share", 0.33)
    for usual, tasks in _usual_days(metrics):
        for index in tasks:
            days = metrics.timing.known_days[index] or 0.0
            if days < share * usual - _TINY:
                yield _duration(metrics, metrics.tasks[index], "short", days=days, usual=usual)


@measure("name", DAYS)
def _usual_days(metrics: Metrics) -> list[tuple[float, list[int]]]:
    """Return how long tasks of one name take in the middle, and which these are, where there are more than three."""
    alike: dict[frozenset[str], list[int]] = {}
    for index, (task, days) in enumerate(zip(metrics.tasks, metrics.timing.known_days)):
        if days:
            words = frozenset([word for word in words_of(task.name) if not word[0].isdigit()])
            alike.setdefault(words, []).append(index)
    many = [tasks for words, tasks in alike.items() if words and len(tasks) > 3]
    return [(median(metrics.timing.known_days[index] or 0.0 for index in tasks), tasks) for tasks in many]


def _days_off(metrics: Metrics) -> Iterator[Finding]:
    for task, day in zip(metrics.tasks, metrics.timing.due):
        if day is not None and not is_working_day(metrics.country, day):
            words = {"deadline": task.deadline.strip()}
            yield found(metrics, "T509", [task], cells=[Cell(task.id, "deadline")], variant="day_off", words=words)


@rule(
    "T510", Severity.HINT, N_("Very much slack"),
    N_("What may be late by months is rarely so in truth: a link to what needs it was forgotten."),
    message=N_("“{task}” can be {slack:.0f} working days late without moving the end. Is a link missing?"),
    most=N_("{count} of {total} tasks have very much slack: most links are missing."),
)  # fmt: skip
def much_slack(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks with a slack of more than 44 working days (T510.days) or of half of the whole (T510.share).

    Why: 44 working days is the limit of the DCMA 14-point assessment (high float), half of the whole is our own.
    Recurring tasks, what happens instead of a task, and tasks without a successor (T506 asks about those) are left out;
    silent where a third of the tasks has none. It needs declared links, eight tasks, and durations of half of them.
    Bad: a review of two days beside a chain of a year. Good: the chain waits for the review where it needs it.
    """
    ends = sum(not later for later in metrics.successors)
    linked = not metrics.inferred and ends <= MOST_IN_ROWS * len(metrics.tasks)
    if linked and metrics.timing.timed and len(metrics.tasks) >= FEWEST_TASKS:
        yield from each_or_most(metrics, _much_slack(metrics), named=True)


def _much_slack(metrics: Metrics) -> Iterator[Finding]:
    limit = min(metrics.threshold("T510.days", 44), metrics.threshold("T510.share", 0.50) * metrics.schedule.end)
    for index, (task, slack) in enumerate(zip(metrics.tasks, metrics.schedule.slack)):
        if not limit + _TINY < slack < inf or not metrics.successors[index]:
            continue
        if parse_deadline(task.deadline).kind is not DeadlineKind.RECURRING:
            yield found(metrics, "T510", [task], cells=[Cell(task.id, "predecessors")], slack=slack)


@rule(
    "T511", Severity.WARNING, N_("The people cannot keep the plan"),
    N_("A plan that needs the same person in two places at once is late from the first day."),
    message=N_("If everybody does one task at a time, the process takes {levelled:.0f} working days instead of {days:.0f}. Most waits for {people}."),
    promise=N_("If everybody does one task at a time, the process takes {levelled:.0f} working days, but the end is promised after {promise:.0f}. Most waits for {people}."),
)  # fmt: skip
def people_cannot_keep_the_plan(metrics: Metrics) -> Iterator[Finding]:
    """Find processes that take far longer once nobody does two tasks at a time.

    Why: the resource-constrained schedule. It fires where the levelled estimate is later than the promised end, or more
    than 1.2 times the critical path (T511.factor, our own). Short days and absences count; groups do any number of
    tasks at a time. It needs declared links and durations of half of the tasks; a promise that does not even hold the
    critical path is left to T507.
    Bad: three tasks of a week side by side, all by Anna. Good: by three people, or one after the other in the plan.
    """
    if metrics.inferred or not metrics.timing.timed or metrics.schedule.end <= 0:
        return
    levelled, days, promise = metrics.levelled, metrics.schedule.end, metrics.timing.promise
    kept = promise is None or not days <= promise + _TINY < levelled.end
    if levelled.end <= days + _TINY or (kept and levelled.end <= metrics.threshold("T511.factor", 1.2) * days + _TINY):
        return
    waited = sorted(zip(levelled.waited, metrics.people), key=lambda of: -of[0])
    people = [person for time, person in waited[:_NAMED] if time > _TINY]
    yield found(
        metrics, "T511", people=people, variant="" if kept else "promise",
        levelled=levelled.end, days=days, promise=promise or 0.0,
    )  # fmt: skip


_NAMED = 3  # people that stretch the plan most
