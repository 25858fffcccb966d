"""The edits of what is known of a process beside its tasks: pairs nobody must do both of, systems, who can use what.

Names are already known people: whoever asks about unknown ones does so before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from raci_studio.core.document import Absence, Document, PersonId, Process, ProcessId, TaskId, fold_name
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.core.people_edits import set_person

Pair = tuple[TaskId, TaskId]


def _with_process(document: Document, process: Process) -> Document:
    if document.processes[process.id] == process:
        return document
    return replace(document, processes={**document.processes, process.id: process})


def rename_process(document: Document, process: ProcessId, name: str) -> Document:
    """Give a process another name. Raise `UserError` where it has none or another process has it."""
    name = " ".join(name.split())
    if not name:
        raise UserError(_("A process needs a name."))
    taken = (other for other in document.processes.values() if other.id != process)
    if any(fold_name(other.name) == fold_name(name) for other in taken):
        raise UserError(_("There is already a process named “{name}”.").format(name=name))
    return _with_process(document, replace(document.processes[process], name=name))


def set_pair(document: Document, process: ProcessId, place: int | None, pair: Pair) -> Document:
    """Set the pair of tasks at a place (0-based; None for a new one) that one person must not do both of.

    Raise `UserError` where both are one task, or the pair is there already, in whatever order.
    """
    one, other = pair
    if one == other:
        raise UserError(_("A pair needs two different rows."))
    old = document.processes[process]
    others = [known for at, known in enumerate(old.incompatible) if at != place]
    if any(set(known) == set(pair) for known in others):
        raise UserError(_("This pair is there already."))
    pairs = [*old.incompatible, pair]
    if place is not None:
        pairs = [pair if at == place else known for at, known in enumerate(old.incompatible)]
    return _with_process(document, replace(old, incompatible=tuple(pairs)))


def delete_pairs(document: Document, process: ProcessId, places: Iterable[int]) -> Document:
    """Delete pairs by their places (0-based)."""
    old, gone = document.processes[process], set(places)
    left = tuple(pair for at, pair in enumerate(old.incompatible) if at not in gone)
    return _with_process(document, replace(old, incompatible=left))


def set_system(document: Document, process: ProcessId, place: int | None, system: str, owner: str) -> Document:
    """Set name and owner of the channel or system at a place (0-based; None for a new one).

    Raise `UserError` where it has no name, or another one has it.
    """
    system, owner = " ".join(system.split()), " ".join(owner.split())
    old = document.processes[process]
    lines = list(old.systems.items())
    if not system:
        raise UserError(_("A channel or system needs a name."))
    if any(fold_name(name) == fold_name(system) for at, (name, _owner) in enumerate(lines) if at != place):
        raise UserError(_("“{name}” is there already.").format(name=system))
    if place is None:
        lines.append((system, owner))
    else:
        lines[place] = system, owner
    systems = dict(lines)
    same = list(old.systems.items()) == list(systems.items())
    return document if same else _with_process(document, replace(old, systems=systems))


def delete_systems(document: Document, process: ProcessId, places: Iterable[int]) -> Document:
    """Delete channels and systems by their places (0-based)."""
    old, gone = document.processes[process], set(places)
    left = dict(item for at, item in enumerate(old.systems.items()) if at not in gone)
    return document if left == old.systems else _with_process(document, replace(old, systems=left))


def set_use(document: Document, person: PersonId, names: Sequence[str], uses: bool) -> Document:
    """Say whether a person can use a channel; `names` are the ways it is written, the first for a person new to it."""
    folded = set(map(fold_name, names))
    held = document.people[person].channels
    others = tuple(name for name in held if fold_name(name) not in folded)
    if uses:
        return document if len(others) < len(held) else set_person(document, person, channels=(*held, names[0]))
    return set_person(document, person, channels=others)


def set_absences(document: Document, person: PersonId, absences: Iterable[Absence]) -> Document:
    """Set when a person is away, sorted by the first day. Raise `UserError` where one ends before it begins."""
    held = sorted(set(absences), key=lambda away: (away.first, away.last))
    if any(away.last < away.first for away in held):
        raise UserError(_("An absence cannot end before it begins."))
    return set_person(document, person, absences=tuple(held))
