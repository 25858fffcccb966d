"""Which task stands in which row of a table: those that were read, those that are new, those that were deleted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from raci_studio.core.document import Document, ProcessId, Task, TaskId
from raci_studio.core.i18n import _
from raci_studio.excel.grid import Grid, column_index
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.write_back.table import Row, Table

IsFree = Callable[[str, int, int, int, int], bool]
"""Tells of a sheet whether new rows fit: its name, then top, left, bottom and right of the area, from 1."""


def rows_read(table: Table) -> list[Row]:
    """Return the rows of the tasks that were read, those of deleted ones too."""
    plan, content = table.plan, table.content
    idle = plan.skipped | set(plan.sections) | set(plan.header_rows)
    firsts = [task.row - 1 if isinstance(task.row, int) else column_index(task.row) for task in content.tasks]
    was = {task.origin.row - 1: task for task in table.was.tasks.values() if task.origin and _is_of(table, task)}
    rows = []
    ends = [*firsts[1:], plan.last_row + 1]
    for index, end, task in zip(firsts, ends, content.tasks):
        more = tuple(row for row in range(index + 1, end) if row not in idle)
        before = was[index]
        rows.append(Row(index, more, table.now.tasks.get(before.id), before, task))
    return rows


def _is_of(table: Table, task: Task) -> bool:
    return task.origin is not None and task.origin.table == table.number


def new_tasks(now: Document, was: Document) -> dict[int | ProcessId, list[Task]]:
    """Return the tasks that were added, by the number of the table they go to, or by a process that has no table."""
    homes: dict[ProcessId, int] = {}
    for task in was.tasks.values():
        if task.origin:
            homes[task.process] = task.origin.table
    for task in now.tasks.values():
        if task.origin and task.process not in homes:
            homes[task.process] = task.origin.table
    found: dict[int | ProcessId, list[Task]] = {}
    for task in now.tasks_in_order():
        if task.origin is None:
            found.setdefault(homes.get(task.process, task.process), []).append(task)
    return found


def rows_below(table: Table, tasks: Sequence[Task], is_free: IsFree) -> list[Row] | None:
    """Return rows for new tasks below a table; None where other things stand there.

    Where the table has sections, those that do not belong to the last one get titles of sections above them.
    """
    plan, grid = table.plan, table.grid
    if plan.layout == "transposed":
        return None
    rows, titles, end = _grouped(table, tasks)
    columns = range(min(plan.columns), max(plan.columns) + 1)
    # One row is left blank below, so that what stands there is not taken for a part of the table.
    below = range(plan.last_row + 1, end + 1)
    if any(grid.merged_text(row, column) or grid.merge_of(row, column) for row in below for column in columns):
        return None
    if not is_free(plan.sheet, plan.last_row + 2, columns[0] + 1, end, columns[-1] + 1):
        return None
    _write_titles(table, titles)
    return rows


def _grouped(table: Table, tasks: Sequence[Task]) -> tuple[list[Row], dict[int, str], int]:
    """Return the rows of new tasks by section, the rows of titles between them, and the first row behind."""
    last = table.sections[max(table.sections)] if table.sections else ""
    groups: dict[str, list[Task]] = {last: []}
    for task in tasks:
        groups.setdefault(_section_for(table, task) if table.sections else "", []).append(task)
    rows: list[Row] = []
    titles: dict[int, str] = {}
    place = table.plan.last_row + 1
    for title, members in groups.items():
        if members and title != last:
            titles[place] = title
            place += 1
        rows += laid_out(table.plan, members, place)
        place = rows[-1].all[-1] + 1 if members else place
    return rows, titles, place


def _section_for(table: Table, task: Task) -> str:
    """Return the title of the section that a new task belongs to, "" for none."""
    known = [title for title in table.sections.values() if task.step == title or task.step.startswith(f"{title} / ")]
    has_column = table.columns_of("step", "phase")
    return max(known, key=len) if known else "" if has_column else task.step


def _write_titles(table: Table, titles: Mapping[int, str]) -> None:
    """Write the titles of new sections in the look of the last one that was read."""
    like = max(table.plan.sections, default=0)
    cells = [column for column, text in table.grid.filled(like) if text == table.plan.sections.get(like)]
    what = _("Step")
    for row, title in titles.items():
        shown = title or _("New tasks")
        table.sections[row], table.titles[row] = title, like
        column = cells[0] if cells else table.first_column
        table.put((row, column), shown, f"{what}: {shown}", (TaskId(""), f"section:{row}"))


def laid_out(plan: TablePlan, tasks: Sequence[Task], first: int) -> list[Row]:
    """Return rows for new tasks from a row on; in a long table each person of a task has a row."""
    rows = []
    for task in tasks:
        people = len({mark.person for mark in task.marks}) if plan.layout == "long" else 1
        more = tuple(range(first + 1, first + max(people, 1)))
        rows.append(Row(first, more, task))
        first = rows[-1].all[-1] + 1
    return rows


def write_numbers(table: Table) -> None:
    """Number new tasks on where the sheet counts them; other codes are the client's to give."""
    column = table.plan.column_of("number")
    if column is None or not table.is_counted:
        return
    last = 0
    for row in table.rows:
        text = table.text(row.index, column)
        if text.isdecimal():
            last = int(text)
        elif row.was is None and row.now is not None and not text:
            last += 1
            table.put((row.index, column), str(last), "", (row.now.id, "number"))


def is_reordered(table: Table) -> bool:
    """Tell whether tasks of a table follow one another otherwise than in the sheet."""
    places = table.now.numbers
    order = [places[row.now.id] for row in table.rows if row.now is not None and row.was is not None]
    return any(one > other for one, other in pairwise(order))


def deleted(table: Table) -> list[tuple[int, TaskId, str]]:
    """Return row from 1, id and name of the deleted tasks."""
    return [(row.index + 1, row.was.id, row.was.name) for row in table.rows if row.was is not None and row.now is None]


def struck_cells(table: Table, row: Row) -> list[tuple[int, int]]:
    """Return the filled cells of a deleted task, but for what the sheet says for other rows too."""
    found = []
    for at in row.all:
        for column, what in sorted(table.plan.columns.items()):
            merge = table.grid.merge_of(at, column)
            shared = merge is not None and not {*range(merge[0], merge[2] + 1)} <= {*row.all}
            if table.grid.text(at, column) and not shared and what not in ("process", "phase"):
                found.append((at, column))
    return found


def header_grid(grid: Grid, plan: TablePlan, name: str, height: int) -> Grid:
    """Return the header of a table as a sheet of its own with rows for tasks below it."""
    width = max(plan.columns, default=0) + 1
    heads = [
        tuple(grid.merged_text(row, column) if column in plan.columns else "" for column in range(width))
        for row in _heads(plan)
    ]
    return Grid(name, (*heads, *((("",) * width,) * height)))


def header_plan(plan: TablePlan, name: str, rows: int) -> TablePlan:
    """Return the plan of `header_grid` with so many rows below its header."""
    height = len(_heads(plan))
    return replace(
        plan, sheet=name, header_rows=tuple(range(height)), first_row=height, last_row=height + rows - 1,
        sections={}, skipped=frozenset(), continued=frozenset(), struck=frozenset(),
    )  # fmt: skip


def _heads(plan: TablePlan) -> list[int]:
    return [row for row in plan.header_rows if row < plan.first_row] or list(plan.header_rows)
