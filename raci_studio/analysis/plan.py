"""The plan of a process as plain values: what a page of bars and loads shows.

Times are working days from the start; `Plan.days` turns them into dates where the start is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from raci_studio.analysis.calendar import WorkingDays
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.workload import Stretch, stretches
from raci_studio.core.document import PersonId, TaskId
from raci_studio.core.scheme import RoleKind


@dataclass(frozen=True, slots=True)
class Bar:
    """One task: from `start` to `finish` at the earliest, `slack` by which it may be late, and where levelling lays it.

    `slack` is infinite for what happens instead of a task of the plan; it is laid, but nothing waits for it.
    `known` says that the duration was given, not taken as a day; `due` is the day of its deadline, where it is one.
    """

    task: TaskId
    people: tuple[PersonId, ...]
    start: float
    finish: float
    slack: float
    critical: bool
    levelled_start: float
    levelled_finish: float
    known: bool
    due: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The bars in row order, what each person does when, and the ends of the whole.

    `load` is by the earliest-start schedule, `levelled_load` by the levelled one; who carries out nothing is in
    neither. `days_lost` is what a week without a person costs, by everybody who takes part. `inferred` says that the
    order of the rows stands for links that nobody declared.
    """

    bars: tuple[Bar, ...]
    load: Mapping[PersonId, tuple[Stretch, ...]]
    levelled_load: Mapping[PersonId, tuple[Stretch, ...]]
    days_lost: Mapping[PersonId, float]
    end: float
    levelled_end: float
    promise: float | None
    days: WorkingDays | None
    inferred: bool


def plan_of(metrics: Metrics) -> Plan:
    """Return the plan of a measured process."""
    schedule, levelled, timing = metrics.schedule, metrics.levelled, metrics.timing
    bars = tuple(
        Bar(
            task.id, metrics.people_of(task, RoleKind.DOES),
            schedule.start[index], schedule.finish[index], schedule.slack[index], schedule.critical(index),
            levelled.start[index], levelled.finish[index], timing.known_days[index] is not None, timing.due[index],
        )
        for index, task in enumerate(metrics.tasks)
    )  # fmt: skip
    levelled_load = {
        person: stretches((levelled.start[index], levelled.finish[index]) for index in own)
        for person, own in metrics.carried.items()
    }
    return Plan(
        bars=bars,
        load=metrics.workload,
        levelled_load=levelled_load,
        days_lost={person: metrics.days_lost(person) for person in metrics.people},
        end=schedule.end,
        levelled_end=levelled.end,
        promise=timing.promise,
        days=timing.days,
        inferred=metrics.inferred,
    )
