"""Who could stand in for somebody on a task: a ranking with reasons (RULES.md, "Substitute ranking").

The weights are our own judgement: who was asked about this very task knows it best, similar work comes next,
room to do it matters more than sitting in the same department.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from operator import mul

from raci_studio.analysis.graph import TaskGraph, build_graph
from raci_studio.analysis.similar_work import SimilarWork
from raci_studio.core.document import Document, PersonId, ProcessId, Task, TaskId
from raci_studio.core.i18n import N_, _
from raci_studio.core.scheme import RoleKind


class Reason(StrEnum):
    """Why somebody could stand in."""

    INVOLVED = "involved"
    SIMILAR = "similar"
    NEIGHBOUR = "neighbour"
    ROOM = "room"
    DEPARTMENT = "department"


WEIGHTS: Mapping[Reason, float] = {
    Reason.INVOLVED: 0.30, Reason.SIMILAR: 0.25, Reason.NEIGHBOUR: 0.15, Reason.ROOM: 0.20, Reason.DEPARTMENT: 0.10,
}  # fmt: skip
REASON_TEXTS = {
    Reason.INVOLVED: N_("takes part in the task"),
    Reason.SIMILAR: N_("does similar work"),
    Reason.NEIGHBOUR: N_("works on the tasks before or after it"),
    Reason.ROOM: N_("has room"),
    Reason.DEPARTMENT: N_("is in the same department"),
}
_WEIGHTS = tuple(WEIGHTS.values())
LEAST = 0.3  # RULES.md, W305: below this nobody can really stand in
_INVOLVED = {
    RoleKind.DOES: 1.0, RoleKind.SUPPORTS: 1.0, RoleKind.CONSULTS: 1.0, RoleKind.ANSWERS: 0.8, RoleKind.VERIFIES: 0.6,
    RoleKind.SIGNS: 0.4, RoleKind.INFORMED: 0.3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Substitute:
    """Somebody who could stand in: `score` 0…1, `reasons` by what each adds to it, the weightiest first."""

    person: PersonId
    score: float
    reasons: Mapping[Reason, float]


class Substitutes:
    """Who could stand in for whom in a process: what is the same for all its tasks is looked at once."""

    def __init__(
        self,
        document: Document,
        process: ProcessId,
        doing: Sequence[Collection[PersonId]] | None = None,
        graph: TaskGraph | None = None,
        similar: SimilarWork | None = None,
    ) -> None:
        """`doing` is who carries out each task of the process, by row; what is not given is found out here."""
        self._document = document
        tasks = document.tasks_of(process)
        kinds = document.settings.scheme.kinds
        self._involved = {letter: _INVOLVED[kind] for letter, kind in kinds.items() if kind in _INVOLVED}
        self._row = {task.id: row for row, task in enumerate(tasks)}
        self._doing = doing if doing is not None else _executors(tasks, kinds)
        self._graph = graph or build_graph(document, process)
        self._alike = similar or SimilarWork(tasks)
        self._kept_apart: dict[TaskId, set[int]] = {}
        for one, other in document.processes[process].incompatible:
            for task, apart in ((one, other), (other, one)):
                self._kept_apart.setdefault(task, set()).update([self._row[apart]] if apart in self._row else [])
        carried = Counter(chain.from_iterable(self._doing))
        busiest = max(carried.values(), default=1)
        self._room = {person: 1.0 - count / busiest for person, count in carried.items()}
        self._cannot = {person.id for person in document.people.values() if person.group or person.observer}
        self._similar_doers: dict[int, frozenset[PersonId]] = {}

    def rank(self, task: Task, person: PersonId) -> tuple[Substitute, ...]:
        """Return who could stand in for a person on a task, best first; nobody who must not (separation of duties)."""
        near, similar, involved = self._near(task), self._similar(task), self._part_in(task)
        found = []
        for candidate in self._document.people_order:
            if candidate == person or not self._may(task, candidate):
                continue
            shares = self._shares(candidate, person, involved, near, similar)
            added = {reason: weight * share for (reason, weight), share in zip(WEIGHTS.items(), shares) if share}
            if any(reason is not Reason.ROOM for reason in added):
                reasons = dict(sorted(added.items(), key=lambda item: -item[1]))
                found.append(Substitute(candidate, round(sum(added.values()), 4), reasons))
        return tuple(sorted(found, key=lambda one: -one.score))

    def somebody(self, task: Task, person: PersonId, least: float) -> bool:
        """Tell whether the ranking has anybody of at least this score; most often it need not be made for that."""
        involved, near = self._part_in(task), self._near(task)
        at_hand = {*involved, *near}
        if self._reaches(least, at_hand, task, person, involved, near, frozenset()):
            return True
        similar = self._similar(task)
        others = {*at_hand, *similar, *self._colleagues(person)}
        return self._reaches(least, others, task, person, involved, near, similar)

    def knows_enough(self, task: Task, person: PersonId, least: float) -> bool:
        """Tell whether a letter on the task is enough for this score; never where duties are kept apart."""
        return task.id not in self._kept_apart and any(
            WEIGHTS[Reason.INVOLVED] * self._involved.get(mark.letter, 0.0) >= least
            and mark.person != person
            and mark.person not in self._cannot
            for mark in task.marks
        )

    def _reaches(
        self,
        least: float,
        people: Iterable[PersonId],
        task: Task,
        person: PersonId,
        involved: Mapping[PersonId, float],
        near: Collection[PersonId],
        similar: Collection[PersonId],
    ) -> bool:
        """Tell whether one of the people scores as much."""
        for one in people:
            if one != person and self._may(task, one):
                shares = self._shares(one, person, involved, near, similar)
                if round(sum(map(mul, _WEIGHTS, shares)), 4) >= least:
                    return True
        return False

    def _shares(
        self,
        candidate: PersonId,
        person: PersonId,
        involved: Mapping[PersonId, float],
        near: Collection[PersonId],
        similar: Collection[PersonId],
    ) -> tuple[float, ...]:
        """Return how far each reason, in the order of `WEIGHTS`, speaks for a candidate, 0…1."""
        people = self._document.people
        department = people[person].department
        part = involved.get(candidate)
        return (
            part or 0.0,
            float(candidate in similar),
            float(candidate in near),
            self._room.get(candidate, 0.0 if part is None else 1.0),
            float(bool(department) and people[candidate].department == department),
        )

    def _part_in(self, task: Task) -> dict[PersonId, float]:
        """Return how much those with a letter on a task know of it, 0…1."""
        part: dict[PersonId, float] = {}
        for mark in task.marks:
            share = self._involved.get(mark.letter, 0.0)
            if share >= part.get(mark.person, 0.0):
                part[mark.person] = share
        return part

    def _may(self, task: Task, candidate: PersonId) -> bool:
        if candidate in self._cannot:
            return False
        apart = self._kept_apart.get(task.id) if self._kept_apart else None
        return not apart or all(candidate not in self._doing[row] for row in apart)

    def _doers(self, rows: Iterable[int]) -> frozenset[PersonId]:
        return frozenset().union(*[self._doing[row] for row in rows])

    def _colleagues(self, person: PersonId) -> list[PersonId]:
        people = self._document.people
        department = people[person].department
        return [one.id for one in people.values() if one.department == department] if department else []

    def _near(self, task: Task) -> frozenset[PersonId]:
        """Return who carries out what comes before or after a task: by the links, without any by the rows."""
        row = self._row[task.id]
        return self._doers(self._graph.linked(row) or range(max(0, row - 1), min(row + 2, len(self._doing))))

    def _similar(self, task: Task) -> frozenset[PersonId]:
        """Return who carries out similar work."""
        row = self._row[task.id]
        if row not in self._similar_doers:
            self._similar_doers[row] = self._doers(self._alike.rows(row))
        return self._similar_doers[row]


def _executors(tasks: Iterable[Task], kinds: Mapping[str, RoleKind]) -> list[set[PersonId]]:
    return [{mark.person for mark in task.marks if kinds.get(mark.letter) is RoleKind.DOES} for task in tasks]


def reason_text(substitute: Substitute, most: int = 2) -> str:
    """Return the weightiest reasons in the user's language: "takes part in the task, has room"."""
    return ", ".join(_(REASON_TEXTS[reason]) for reason in list(substitute.reasons)[:most])
