"""A proposal of a few moves that lowers the highest load most.

The load of a person is the sum of the durations of their tasks, each shared by its executors, in working days. A move
gives one person's part of a task to somebody else who can do it (the ranking of substitutes, at least 0.3) and must
not be kept from it (separation of duties). Moves are chosen one after the other: of all moves away from whoever has
most, the one after which the loads are most even. "Most even" is the least sum of squared loads, which falls with the
highest load and also where several share it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.substitutes import LEAST, Substitute
from raci_studio.core.document import PersonId, TaskId
from raci_studio.core.scheme import RoleKind

MOST_MOVES = 5
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Move:
    """Give the giver's part of a task to the taker: `days` less for the one, more for the other.

    `before` and `after` are the highest load of all around this move, in working days. `substitute` says why them.
    """

    task: TaskId
    giver: PersonId
    taker: PersonId
    before: float
    after: float
    days: float
    substitute: Substitute


Refused = frozenset[tuple[TaskId, PersonId, PersonId]]


def rebalance(
    metrics: Metrics, most: int = MOST_MOVES, giver: PersonId | None = None, refused: Refused = frozenset()
) -> tuple[Move, ...]:
    """Return at most so many moves, in their order; with `giver` only away from that person.

    `refused` are moves (task, giver, taker) that nobody wants.
    """
    doing = {task.id: list(metrics.people_of(task, RoleKind.DOES)) for task in metrics.tasks}
    days = {task.id: metrics.durations[index] for index, task in enumerate(metrics.tasks)}
    load = dict.fromkeys(metrics.participants, 0.0)
    for task, people in doing.items():
        for person in people:
            load[person] = load.get(person, 0.0) + days[task] / len(people)
    ranked: dict[tuple[TaskId, PersonId], tuple[Substitute, ...]] = {}
    moves: list[Move] = []
    while len(moves) < most and load:
        busiest = giver or max(load, key=load.__getitem__)
        possible = _moves(metrics, doing, days, load, busiest, ranked)
        wanted = (move for move in possible if (move[1], busiest, move[2].person) not in refused)
        best = min(wanted, key=lambda move: move[0], default=None)
        if best is None:
            break
        _evenness, task, substitute, part = best
        before = max(load.values())
        load[busiest] -= part
        load[substitute.person] = load.get(substitute.person, 0.0) + part
        doing[task] = [substitute.person if person == busiest else person for person in doing[task]]
        moves.append(Move(task, busiest, substitute.person, before, max(load.values()), part, substitute))
    return tuple(moves)


def _moves(
    metrics: Metrics,
    doing: dict[TaskId, list[PersonId]],
    days: dict[TaskId, float],
    load: dict[PersonId, float],
    giver: PersonId,
    ranked: dict[tuple[TaskId, PersonId], tuple[Substitute, ...]],
) -> Iterator[tuple[float, TaskId, Substitute, float]]:
    """Yield the moves away from somebody that make the loads more even, with by how much (less is better).

    `ranked` keeps who could stand in for whom from move to move: that does not depend on the loads.
    """
    for task in metrics.tasks:
        people = doing[task.id]
        if giver not in people:
            continue
        apart = {b if a == task.id else a for a, b in metrics.process.incompatible if task.id in (a, b)}
        part = days[task.id] / len(people)
        if (task.id, giver) not in ranked:
            ranked[task.id, giver] = metrics.substitutes.rank(task, giver)
        for substitute in ranked[task.id, giver]:
            taker = substitute.person
            if substitute.score < LEAST:
                break
            held = load.get(taker, 0.0)
            # The change of the sum of squares; below nothing only where the taker stays below the giver.
            change = (load[giver] - part) ** 2 + (held + part) ** 2 - load[giver] ** 2 - held**2
            kept_from = any(taker in doing.get(other, ()) for other in apart)
            if (
                change < -_TINY
                and taker not in people
                and not kept_from
                and not metrics.document.people[taker].external
            ):
                yield change, task.id, substitute, part
