"""Bring comments and links of the client's cells to the tasks they are about."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from raci_studio.core.document import Task, TaskId, task_with
from raci_studio.excel.grid import Grid, Place, cell_address
from raci_studio.excel.notes import ImportNote
from raci_studio.excel.plan import ImportPlan, TablePlan
from raci_studio.excel.reading import oriented
from raci_studio.excel.tasks import TableContent

_LONGEST = 32_767  # characters of one cell of a task
OwnTexts = dict[TaskId, dict[str, str]]


def with_remarks(
    grid: Grid, plan: TablePlan, ids: Mapping[int | str, TaskId], keys: Mapping[int, str], tasks: dict[TaskId, Task]
) -> None:
    """Give the tasks of a table their comments and links.

    ``ids`` are the tasks by the label of their row, ``keys`` say what each column of the plan became in the
    document; what belongs to no shown column is put on the task's name.
    """
    if grid.details is None or not (grid.details.comments or grid.details.links):
        return
    rows = {
        row: ids[label] for row in range(plan.first_row, plan.last_row + 1) if (label := grid.row_label(row)) in ids
    }
    remarks = _by_task(grid, plan, rows, keys, grid.details.comments)
    links = _by_task(grid, plan, rows, keys, grid.details.links)
    for task in remarks.keys() | links.keys():
        tasks[task] = task_with(tasks[task], remarks=remarks.get(task, {}), links=links.get(task, {}))


def _by_task(
    grid: Grid, plan: TablePlan, rows: Mapping[int, TaskId], keys: Mapping[int, str], texts: Mapping[Place, str]
) -> OwnTexts:
    found: OwnTexts = {}
    firsts = sorted(rows)
    for place, text in sorted(texts.items()):
        row = _task_row(grid, plan, firsts, place)
        column = _turned(grid, place)[1]
        if row is None or column not in keys:
            continue
        own = found.setdefault(rows[row], {})
        key = keys[column]
        held = own.get(key, "")
        if len(held) < _LONGEST and text not in held.split("\n"):
            own[key] = f"{own[key]}\n{text}" if key in own else text
    return found


def _turned(grid: Grid, place: Place) -> Place:
    return (place[1], place[0]) if grid.transposed else place


def _task_row(grid: Grid, plan: TablePlan, firsts: Sequence[int], place: Place) -> int | None:
    """Return the first row of the task that a cell of the real sheet belongs to; None where that is no task's."""
    row, column = _turned(grid, place)
    above = bisect_right(firsts, row)
    idle = row in plan.skipped or row in plan.sections or row in plan.header_rows
    if column not in plan.columns or not above or row > plan.last_row or idle:
        return None
    return firsts[above - 1]


def lost_comments(
    grids: Mapping[str, Grid], plan: ImportPlan, contents: Sequence[TableContent]
) -> tuple[ImportNote, ...]:
    """Return a note for each comment that no task of its sheet could take: on a header, a section, outside."""
    notes: list[ImportNote] = []
    for name in dict.fromkeys(table.sheet for table in plan.tables):
        details = grids[name].details
        if details is None or not details.comments:
            continue
        here = [(table, content) for table, content in zip(plan.tables, contents) if table.sheet == name]
        codes = [_Codes(oriented(grids[name], table), table, content) for table, content in here]
        for place, text in sorted(details.comments.items()):
            said = [code.of(place) for code in codes]
            if "" not in said:
                code = next((one for one in said if one != "comment-elsewhere"), "comment-elsewhere")
                notes.append(ImportNote(cell_address(*place), code, {"text": " ".join(text.split())}))
    return tuple(notes)


class _Codes:
    """Tell how a table sees the comments of its sheet."""

    def __init__(self, grid: Grid, plan: TablePlan, content: TableContent) -> None:
        labels = {task.row for task in content.tasks}
        self._grid, self._plan = grid, plan
        self._firsts = [row for row in range(plan.first_row, plan.last_row + 1) if grid.row_label(row) in labels]

    def of(self, place: Place) -> str:
        """Return the code of the note about a comment, "" where a task has it."""
        row = _turned(self._grid, place)[0]
        if _task_row(self._grid, self._plan, self._firsts, place) is not None:
            return ""
        if row in self._plan.header_rows:
            return "comment-on-header"
        return "comment-on-section" if row in self._plan.sections else "comment-elsewhere"
