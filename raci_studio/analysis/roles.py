"""Who has which kind of role on the tasks of a process: by task, and by person with the tasks as bits."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from raci_studio.core.document import PersonId, Task, TaskId
from raci_studio.core.scheme import RoleKind

OfTask = Mapping[RoleKind, tuple[PersonId, ...]]
PRESENT = tuple(kind for kind in RoleKind if kind is not RoleKind.OUT)
"""The kinds of those who take part in a task."""

Masks = dict[RoleKind, dict[PersonId, int]]


class Roles:
    """The roles on some tasks, in the order of their rows. Bit i of a mask is the task with index i."""

    def __init__(self, tasks: Sequence[Task], kinds: Mapping[str, RoleKind]) -> None:
        """`kinds` are those of the letters; a letter of none is no role."""
        self._tasks, self._kinds = tasks, kinds
        self.by_task: dict[TaskId, OfTask] = {task.id: _of_task(task, kinds) for task in tasks}

    def changed_to(self, tasks: Sequence[Task]) -> "Roles":
        """Return the roles on the same rows in another state; only those are read whose marks changed."""
        changed = [n for n, (old, new) in enumerate(zip(self._tasks, tasks)) if old.marks is not new.marks]
        if not changed:
            return self
        after = Roles((), self._kinds)
        after._tasks = tasks
        after.by_task = {**self.by_task, **{tasks[n].id: _of_task(tasks[n], self._kinds) for n in changed}}
        if "masks" in vars(self):
            masks = {kind: dict(of) for kind, of in self.masks.items()}
            self._leave_out(masks, changed)
            after._count_in(masks, changed)
            after.masks = masks
        return after

    def column(self, kind: RoleKind) -> tuple[tuple[PersonId, ...], ...]:
        """Return who has this kind of role on each task, by index, each once and in order."""
        return tuple([of.get(kind, ()) for of in self.by_task.values()])

    @cached_property
    def masks(self) -> Masks:
        """For each kind the tasks of each person who has it, as bits; who has it nowhere is left out."""
        masks: Masks = {}
        self._count_in(masks, range(len(self.by_task)))
        return masks

    def tasks_with(self, person: PersonId, kinds: Iterable[RoleKind]) -> int:
        """Return, as bits, on which tasks a person has a role of one of these kinds."""
        tasks = 0
        for kind in kinds:
            tasks |= self.masks.get(kind, {}).get(person, 0)
        return tasks

    def _count_in(self, masks: Masks, rows: Iterable[int]) -> None:
        for row in rows:
            for kind, people in self.by_task[self._tasks[row].id].items():
                of = masks.setdefault(kind, {})
                for person in people:
                    of[person] = of.get(person, 0) | 1 << row

    def _leave_out(self, masks: Masks, rows: Iterable[int]) -> None:
        for row in rows:
            for kind, people in self.by_task[self._tasks[row].id].items():
                for person in people:
                    masks[kind][person] &= ~(1 << row)
                    if not masks[kind][person]:
                        del masks[kind][person]


def _of_task(task: Task, kinds: Mapping[str, RoleKind]) -> OfTask:
    of: dict[RoleKind, tuple[PersonId, ...]] = {}
    for mark in task.marks:
        kind = kinds.get(mark.letter)
        if kind is not None:
            before = of.get(kind, ())
            of[kind] = before if mark.person in before else (*before, mark.person)
    return of
