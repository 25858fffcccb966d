"""Who could stand in for somebody on a task: a ranking with reasons (RULES.md, "Substitute ranking").

The weights are our own judgement: who was asked about this very task knows it best, similar work comes next,
room to do it matters more than sitting in the same department.
"""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from raci_studio.analysis.result_text import content
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
ENOUGH_ALIKE = 0.4  # share of the words of the shorter text
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

    def __init__(self, document: Document, process: ProcessId) -> None:
        self._document = document
        self._tasks = document.tasks_of(process)
        kinds = document.settings.scheme.kinds
        self._involved = {letter: _INVOLVED[kind] for letter, kind in kinds.items() if kind in _INVOLVED}
        self._kept_apart: dict[TaskId, set[TaskId]] = {}
        for one, other in document.processes[process].incompatible:
            self._kept_apart.setdefault(one, set()).add(other)
            self._kept_apart.setdefault(other, set()).add(one)
        self._doing: dict[PersonId, set[TaskId]] = {}
        self._alike: dict[frozenset[str], list[TaskId]] = {}  # the tasks whose names have the same words
        self._by_word: dict[str, list[frozenset[str]]] = {}
        self._nearly: dict[frozenset[str], frozenset[PersonId]] = {}
        self._by_task: dict[TaskId, set[PersonId]] = {}
        for task in self._tasks:
            self._by_task[task.id] = {mark.person for mark in task.marks if kinds.get(mark.letter) is RoleKind.DOES}
            for person in self._by_task[task.id]:
                self._doing.setdefault(person, set()).add(task.id)
            words = _words(task)
            if words not in self._alike:
                for word in words:
                    self._by_word.setdefault(word, []).append(words)
            self._alike.setdefault(words, []).append(task.id)
        self._busiest = max(map(len, self._doing.values()), default=1)
        self._place = {person: rank for rank, person in enumerate(document.people_order)}
        self._linked: dict[TaskId, set[TaskId]] = {}
        for link in document.dependencies:
            self._linked.setdefault(link.after, set()).add(link.before)
            self._linked.setdefault(link.before, set()).add(link.after)
        self._row = {task.id: row for row, task in enumerate(self._tasks)}

    def rank(self, task: Task, person: PersonId) -> tuple[Substitute, ...]:
        """Return who could stand in for a person on a task, best first; nobody who must not (separation of duties)."""
        near, similar = self._doers(self._near(task)), self._similar(task)
        found = []
        for candidate in self._document.people:
            fitting = self._fitting(task, candidate, person, near, similar)
            added = {reason: WEIGHTS[reason] * share for reason, share in fitting.items()}
            if any(reason is not Reason.ROOM for reason in added):
                reasons = dict(sorted(added.items(), key=lambda item: -item[1]))
                found.append(Substitute(candidate, round(sum(added.values()), 4), reasons))
        return tuple(sorted(found, key=lambda one: (-one.score, self._place[one.person])))

    def _fitting(
        self, task: Task, candidate: PersonId, person: PersonId, near: Set[PersonId], similar: Set[PersonId]
    ) -> dict[Reason, float]:
        """Return how far each reason speaks for a candidate, 0…1; {} for one who must not, or is no single person."""
        known, own = self._document.people[candidate], self._doing.get(candidate, frozenset())
        if candidate == person or not self._may(task, candidate):
            return {}
        letters = task.letters(candidate)
        department = self._document.people[person].department
        shares = {
            Reason.INVOLVED: max((self._involved.get(letter, 0.0) for letter in letters), default=0.0),
            Reason.SIMILAR: float(candidate in similar),
            Reason.NEIGHBOUR: float(candidate in near),
            Reason.ROOM: 1.0 - len(own) / self._busiest if own or letters else 0.0,
            Reason.DEPARTMENT: float(bool(department) and known.department == department),
        }
        return {reason: share for reason, share in shares.items() if share}

    def _may(self, task: Task, candidate: PersonId) -> bool:
        known, apart = self._document.people[candidate], self._kept_apart.get(task.id)
        kept_apart = apart and not apart.isdisjoint(self._doing.get(candidate, ()))
        return not (known.group or known.observer or kept_apart)

    def _doers(self, tasks: Set[TaskId]) -> frozenset[PersonId]:
        return frozenset().union(*(self._by_task[task] for task in tasks if task in self._by_task))

    def _colleagues(self, person: PersonId) -> list[PersonId]:
        department = self._document.people[person].department
        return [one.id for one in self._document.people.values() if department and one.department == department]

    def somebody(self, task: Task, person: PersonId, least: float) -> bool:
        """Tell whether the ranking has anybody of at least this score; most often it need not be made for that."""
        for mark in task.marks:  # who has a letter that is enough by itself
            enough = WEIGHTS[Reason.INVOLVED] * self._involved.get(mark.letter, 0.0) >= least
            if enough and mark.person != person and self._may(task, mark.person):
                return True
        near = self._doers(self._near(task))
        at_hand = dict.fromkeys((*(mark.person for mark in task.marks), *near))
        if any(self._score(task, one, person, near, frozenset()) >= least for one in at_hand):
            return True
        similar = self._similar(task)
        everybody = {**at_hand, **dict.fromkeys(similar), **dict.fromkeys(self._colleagues(person))}
        return any(self._score(task, one, person, near, similar) >= least for one in everybody)

    def _score(self, task: Task, one: PersonId, person: PersonId, near: Set[PersonId], similar: Set[PersonId]) -> float:
        fitting = self._fitting(task, one, person, near, similar)
        return round(sum(WEIGHTS[reason] * share for reason, share in fitting.items()), 4)

    def _near(self, task: Task) -> set[TaskId]:
        if task.id in self._linked:
            return self._linked[task.id]
        row = self._row[task.id]
        return {other.id for other in self._tasks[max(0, row - 1) : row + 2]}

    def _similar(self, task: Task) -> frozenset[PersonId]:
        """Return who carries out similar work: tasks whose names share enough words with this one's."""
        mine = _words(task)
        if mine not in self._nearly:
            shared = Counter(words for word in mine for words in self._by_word[word])
            near = [w for w, count in shared.items() if count / min(len(mine), len(w)) >= ENOUGH_ALIKE and w != mine]
            self._nearly[mine] = self._doers({other for words in near for other in self._alike[words]})
        same = self._doers({other for other in self._alike[mine] if other != task.id}) if mine else frozenset()
        return self._nearly[mine] | same


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(word for word in content(name) if not word.isdigit())


def _words(task: Task) -> frozenset[str]:
    """Return what the work of a task is called by, without its numbers."""
    return _words_of(task.name)


def reason_text(substitute: Substitute, most: int = 2) -> str:
    """Return the weightiest reasons in the user's language: "takes part in the task, has room"."""
    return ", ".join(_(REASON_TEXTS[reason]) for reason in list(substitute.reasons)[:most])
