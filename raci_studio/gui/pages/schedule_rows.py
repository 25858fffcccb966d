"""What the Schedule page shows of a process as plain values: a row for each task or for each person, and its words.

Made in a worker: nothing here touches a widget. Times are working days from the start of the process.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale

from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.plan import Bar, Plan, plan_of
from raci_studio.analysis.workload import Stretch, peak
from raci_studio.core.document import Document, PersonId
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.pages.numbers import number_text, plural_of

_TINY = 1e-9  # sums of decimal fractions of a day differ in the last bits


@dataclass(frozen=True, slots=True)
class Row:
    """One line: of a task its `bar`, of a person the `load`; `key` is the same after an edit.

    `address` is where it leads, as in `going`, "" for those whom nobody carries out. `due` is the time by which the
    task must be finished, None where its deadline or the start is no date.
    """

    key: str
    address: str
    title: str
    words: str
    bar: Bar | None = None
    load: tuple[Stretch, ...] = ()
    due: float | None = None

    @property
    def is_late(self) -> bool:
        """Tell whether the task is finished after its deadline, even at the earliest."""
        return self.bar is not None and self.due is not None and self.bar.finish > self.due + _TINY


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is shown of a process. `links` are rows (before, after) of `by_task`; `horizon` is the last time drawn.

    `is_timed` says that enough durations are known for sums to mean something; `is_empty` that nothing is known of
    times and order at all, so that bars would only repeat the rows.
    """

    plan: Plan
    by_task: tuple[Row, ...]
    by_person: tuple[Row, ...]
    links: tuple[tuple[int, int], ...]
    horizon: float
    summary: str
    is_timed: bool
    is_empty: bool


def shown_of(metrics: Metrics) -> Shown:
    """Return what is shown of a measured process, in the language that is spoken now."""
    plan, document = plan_of(metrics), metrics.document
    by_task = tuple(_task_row(document, plan, bar) for bar in plan.bars)
    nothing_known = not any(bar.known for bar in plan.bars) and not any(row.due is not None for row in by_task)
    return Shown(
        plan=plan,
        by_task=by_task,
        by_person=tuple(_person_rows(document, plan, by_task)),
        links=metrics.planned.edges,
        horizon=_horizon(plan, by_task),
        summary=_summary(plan),
        is_timed=metrics.timing.timed,
        is_empty=nothing_known and plan.inferred,
    )


def _horizon(plan: Plan, rows: tuple[Row, ...]) -> float:
    ends = [plan.end, plan.levelled_end, 1.0, *(max(bar.finish, bar.levelled_finish) for bar in plan.bars)]
    # A deadline or a promise years later would press all bars into a corner: then only the words tell it.
    nearest = 2 * max(ends)
    wanted = (plan.promise, *(row.due for row in rows))
    return max(*ends, *(time for time in wanted if time is not None and time <= nearest))


def _task_row(document: Document, plan: Plan, bar: Bar) -> Row:
    task = document.tasks[bar.task]
    title = f"{document.number_of(task.id)}. {' '.join(task.name.split())}"
    due = None if plan.days is None or bar.due is None else float(plan.days.due_time(bar.due))
    row = Row(str(task.id), f"task/{task.id}", title, "", bar, (), due)
    words = "\n".join((title, *_bar_words(document, plan, row, bar)))
    return Row(row.key, row.address, title, words, bar, (), due)


def _bar_words(document: Document, plan: Plan, row: Row, bar: Bar) -> Iterator[str]:
    yield _("At the earliest: {when}").format(when=_span(plan, bar.start, bar.finish))
    if not bar.known:
        yield _("How long it takes is not known; a day is assumed.")
    if bar.critical:
        yield _("On the critical path: if it is late, so is the end.")
    elif math.isinf(bar.slack):
        yield _("Happens instead of another task; nothing waits for it.")
    else:
        yield _("Slack: {days}").format(days=_days(bar.slack))
    levelled = _span(plan, bar.levelled_start, bar.levelled_finish)
    yield _("One task at a time per person: {when}").format(when=levelled)
    if bar.due is not None:
        text = _("Deadline: {date}, too early for the plan") if row.is_late else _("Deadline: {date}")
        yield text.format(date=_date(bar.due))
    if bar.people:
        yield _("Carried out by: {people}").format(people=", ".join(document.people[one].name for one in bar.people))


def _person_rows(document: Document, plan: Plan, by_task: tuple[Row, ...]) -> Iterator[Row]:
    of: dict[PersonId, list[Row]] = {}
    for row in by_task:
        for person in row.bar.people if row.bar is not None else ():
            of.setdefault(person, []).append(row)
    for person in document.people_order:
        if person in of:
            name, load = document.people[person].name, plan.load.get(person, ())
            words = "\n".join((name, *_load_words(plan, load, len(of[person]))))
            yield Row(f"{person}/", f"person/{person}", name, words, load=load)
            yield from (_below(person, row) for row in of[person])
    nobodys = [row for row in by_task if row.bar is not None and not row.bar.people]
    if nobodys:
        title = _("Nobody carries them out")
        words = ngettext("{n} task", "{n} tasks", len(nobodys)).format(n=len(nobodys))
        yield Row("/", "", title, f"{title}\n{words}")
        yield from (_below("", row) for row in nobodys)


def _below(person: str, row: Row) -> Row:
    return Row(f"{person}/{row.key}", row.address, row.title, row.words, row.bar, (), row.due)


def _load_words(plan: Plan, load: tuple[Stretch, ...], tasks: int) -> Iterator[str]:
    yield ngettext("{n} task", "{n} tasks", tasks).format(n=tasks)
    most = peak(load)
    if most is not None and most.tasks > 1:
        text = ngettext("At most {n} at the same time: {when}", "At most {n} at the same time: {when}", most.tasks)
        yield text.format(n=most.tasks, when=_span(plan, most.start, most.finish))
    elif most is not None:
        yield _("Never two tasks at the same time")


def _summary(plan: Plan) -> str:
    said = [_("The end at the earliest: {when}.").format(when=_moment(plan, plan.end))]
    if plan.levelled_end > plan.end + _TINY:
        text = _("If everybody does one task at a time: {when}.")
        said.append(text.format(when=_moment(plan, plan.levelled_end)))
    if plan.promise is not None:
        text = _("Promised: {when}, which is too early.") if plan.end > plan.promise + _TINY else _("Promised: {when}.")
        said.append(text.format(when=_moment(plan, plan.promise)))
    return " ".join(said)


# Times in words


def _moment(plan: Plan, time: float) -> str:
    """Return a length of time from the start, with the day on which it ends where the start is known."""
    day = day_at(plan, max(0, math.ceil(time - _TINY) - 1))
    return _days(time) if day is None else f"{_date(day)} ({_days(time)})"


def _span(plan: Plan, start: float, finish: float) -> str:
    first = int(start + _TINY)
    last = max(first, math.ceil(finish - _TINY) - 1)
    one, other = day_at(plan, first), day_at(plan, last)
    if one is not None and other is not None:
        return _date(one) if one == other else f"{_date(one)} – {_date(other)}"
    if first == last:
        return _("day {n}").format(n=first + 1)
    return _("days {first}–{last}").format(first=first + 1, last=last + 1)


def _days(time: float) -> str:
    return ngettext("{n} working day", "{n} working days", plural_of(time)).format(n=number_text(time))


def day_at(plan: Plan, number: int) -> date | None:
    """Return the date of a working day by its number from 0, None where the start is not known."""
    return None if plan.days is None else plan.days.date_of(number)


def _date(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")
