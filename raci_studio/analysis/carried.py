"""What each person carries over the whole document: days of work, and the tasks that stop without them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from raci_studio.analysis.blocking import bits
from raci_studio.analysis.metrics import Metrics
from raci_studio.core.document import Document, PersonId, TaskId


@dataclass(frozen=True, slots=True)
class Carried:
    """`days` are working days of the tasks a person carries out, unknown durations counted as one day.

    A task of several executors counts as its part for each of them. `alone` are the tasks that only this person can
    do or decide: deputies and other executors count as others.
    """

    days: float = 0.0
    alone: tuple[TaskId, ...] = ()


def carried(document: Document, measured: Iterable[Metrics]) -> Mapping[PersonId, Carried]:
    """Return what everybody carries, by the measures of the document's processes."""
    days = dict.fromkeys(document.people_order, 0.0)
    alone: dict[PersonId, list[TaskId]] = {person: [] for person in document.people_order}
    for metrics in measured:
        for index, task in enumerate(metrics.tasks):
            crew = metrics.crews[index]
            for bit in crew:
                days[metrics.people[bit]] += metrics.durations[index] / len(crew)
            for bit in bits(metrics.gates[index]):
                alone[metrics.people[bit]].append(task.id)
    return {person: Carried(days[person], tuple(alone[person])) for person in document.people_order}
