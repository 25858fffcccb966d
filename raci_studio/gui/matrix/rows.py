"""The rows of the matrix on the screen, and what they mean for the order of the process. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import cast

from raci_studio.core.arranged_rows import Row, Section, section_tasks
from raci_studio.core.document import Document, TaskId


class Rows:
    """Tasks and heads of sections by key: a task's id, or a section's key."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self.sections = {row.key: row for row in rows if isinstance(row, Section)}
        self.keys: list[str] = (
            [row.key if isinstance(row, Section) else row for row in rows]
            if self.sections
            else [*cast("Sequence[TaskId]", rows)]
        )
        self.places: dict[str, int] = {}
        self.count()

    def count(self) -> None:
        """Find again where each key stands, after `keys` changed."""
        self.places = dict(zip(self.keys, range(len(self.keys))))

    def section_at(self, row: int) -> Section | None:
        """Return the section whose head a row is, None for a task."""
        return self.sections.get(self.keys[row]) if self.sections else None

    def task_at(self, row: int) -> TaskId:
        """Return the task of a row, "" for the head of a section."""
        key = self.keys[row]
        return TaskId("" if self.sections and key in self.sections else key)

    def tasks_in(self, rows: Iterable[int]) -> list[TaskId]:
        """Return the tasks of some rows; the heads of sections are left out."""
        keys, sections = self.keys, self.sections
        return [TaskId(keys[row]) for row in rows if keys[row] not in sections]

    def position(self, document: Document, row: int) -> int:
        """Return where in the order of the process a task stands that is inserted above a row."""
        for place in range(row, len(self.keys)):
            if task := self.task_at(place):
                return document.number_of(task) - 1
        return len(document.order)


def move_position(document: Document, rows: Rows, tasks: Sequence[TaskId], down: bool) -> int | None:
    """Return before which place of the process to move tasks so that they pass their next visible neighbour.

    None where there is none, or the head of a section is in the way.
    """
    places = sorted(rows.places[task] for task in tasks if task in rows.places)
    if not places:
        return None
    next_row = places[-1] + 1 if down else places[0] - 1
    neighbour = rows.task_at(next_row) if 0 <= next_row < len(rows.keys) else ""
    return document.number_of(TaskId(neighbour)) - (0 if down else 1) if neighbour else None


def section_move(document: Document, rows: Rows, key: str, down: bool) -> tuple[list[TaskId], int] | None:
    """Return the tasks of a section and before which place of the process they pass the next section."""
    heads = list(rows.sections)
    place = heads.index(key) + (1 if down else -1)
    if not 0 <= place < len(heads):
        return None
    others = section_tasks(document, heads[place])
    position = document.number_of(others[-1]) if down else document.number_of(others[0]) - 1
    return section_tasks(document, key), position


def with_added(tasks: Sequence[TaskId], added: frozenset[TaskId], order: Sequence[TaskId]) -> list[TaskId]:
    """Return sorted rows with new tasks, each before the task it precedes in the process, else at the end."""
    result = list(tasks)
    for place in range(len(order) - 1, -1, -1):
        if order[place] in added:
            after = order[place + 1] if place + 1 < len(order) else None
            result.insert(result.index(after) if after in result else len(result), order[place])
    return result


def ranges(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return sorted runs (first, last) of consecutive rows, each of which is given once."""
    held = sorted(rows)
    if held and held[-1] - held[0] == len(held) - 1:
        return [(held[0], held[-1])]
    ends = [place for place, (row, after) in enumerate(pairwise(held)) if after != row + 1]
    firsts, lasts = [0, *(place + 1 for place in ends)], [*ends, len(held) - 1]
    return [(held[first], held[last]) for first, last in zip(firsts, lasts)] if held else []
