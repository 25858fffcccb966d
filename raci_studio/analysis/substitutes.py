"""Who could stand in for somebody on a task: a ranking with reasons (RULES.md, "Substitute ranking").

The weights are our own judgement: who was asked about this very task knows it best, similar work comes next,
room to do it matters more than sitting in the same department.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from raci_studio.core.document import Document, PersonId, Task, TaskId
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
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Substitute:
    """Somebody who could stand in: `score` 0…1, `reasons` by what each adds to it, the weightiest first."""

    person: PersonId
    score: float
    reasons: Mapping[Reason, float]


def rank_substitutes(document: Document, task: Task, person: PersonId) -> tuple[Substitute, ...]:
    """Return who could stand in for a person on a task, best first; nobody who must not (separation of duties)."""
    process = document.processes[task.process]
    tasks = document.tasks_of(task.process)
    doing: dict[PersonId, list[Task]] = {}
    for other in tasks:
        for holder in _doing(document, other):
            doing.setdefault(holder, []).append(other)
    links = document.dependencies
    near = {link.before for link in links if link.after == task.id} | {
        link.after for link in links if link.before == task.id
    }
    near = near or _rows_around(tasks, task)
    forbidden = {b if a == task.id else a for a, b in process.incompatible if task.id in (a, b)}
    busiest = max(map(len, doing.values()), default=1)
    place = {key: rank for rank, key in enumerate(document.people_order)}
    found = []
    for candidate in document.people_order:
        own = doing.get(candidate, [])
        known = document.people[candidate]
        if candidate == person or known.group or known.observer or any(other.id in forbidden for other in own):
            continue
        letters = task.letters(candidate)
        fitting = {
            Reason.INVOLVED: max((_involved(document, letter) for letter in letters), default=0.0),
            Reason.SIMILAR: float(any(_alike(task, other) for other in own if other.id != task.id)),
            Reason.NEIGHBOUR: float(any(other.id in near for other in own)),
            Reason.ROOM: 1.0 - len(own) / busiest if own or letters else 0.0,
            Reason.DEPARTMENT: float(bool(known.department) and known.department == document.people[person].department),
        }
        added = {reason: WEIGHTS[reason] * share for reason, share in fitting.items() if share}
        if any(reason is not Reason.ROOM for reason in added):
            reasons = dict(sorted(added.items(), key=lambda item: -item[1]))
            found.append(Substitute(candidate, round(sum(added.values()), 4), reasons))
    return tuple(sorted(found, key=lambda one: (-one.score, place[one.person])))


def reason_text(substitute: Substitute, most: int = 2) -> str:
    """Return the weightiest reasons in the user's language: "takes part in the task, has room"."""
    return ", ".join(_(REASON_TEXTS[reason]) for reason in list(substitute.reasons)[:most])


def _doing(document: Document, task: Task) -> Iterable[PersonId]:
    kinds = document.settings.scheme.kinds
    return {mark.person for mark in task.marks if kinds.get(mark.letter) is RoleKind.DOES}


def _involved(document: Document, letter: str) -> float:
    kind = document.settings.scheme.kinds.get(letter)
    return _INVOLVED.get(kind, 0.0) if kind else 0.0


def _rows_around(tasks: tuple[Task, ...], task: Task) -> set[TaskId]:
    at = next(index for index, other in enumerate(tasks) if other.id == task.id)
    return {other.id for other in tasks[max(0, at - 1) : at + 2]}


def _alike(one: Task, other: Task) -> bool:
    """Tell whether two tasks are similar work: their names share enough words."""
    mine, theirs = _words(one.name), _words(other.name)
    shorter = min(len(mine), len(theirs))
    return bool(shorter) and len(mine & theirs) / shorter >= ENOUGH_ALIKE


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    # Cut endings are enough for a ranking: «согласовать договор» meets «согласование договора».
    return frozenset(word[:5] for word in _WORD.findall(text.casefold()))
