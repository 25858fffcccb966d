"""Bring comments and links of the client's cells to the tasks they are about."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace

from raci_studio.core.document import Task, TaskId
from raci_studio.excel.grid import Grid, Place
from raci_studio.excel.plan import TablePlan

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
        tasks[task] = replace(tasks[task], remarks=remarks.get(task, {}), links=links.get(task, {}))


def _by_task(
    grid: Grid, plan: TablePlan, rows: Mapping[int, TaskId], keys: Mapping[int, str], texts: Mapping[Place, str]
) -> OwnTexts:
    found: OwnTexts = {}
    firsts = sorted(rows)
    idle = plan.skipped | set(plan.sections) | set(plan.header_rows)
    for place, text in sorted(texts.items()):
        row, column = place[::-1] if grid.transposed else place
        above = bisect_right(firsts, row)
        if column not in keys or not above or row > plan.last_row or row in idle:
            continue
        own = found.setdefault(rows[firsts[above - 1]], {})
        key = keys[column]
        held = own.get(key, "")
        if len(held) < _LONGEST and text not in held.split("\n"):
            own[key] = f"{own[key]}\n{text}" if key in own else text
    return found
