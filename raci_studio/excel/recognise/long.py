"""Recognise the long layout: one mark per row, the person in a column of its own, tasks repeated."""

from dataclasses import replace

from raci_studio.excel.grid import Grid
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.recognise.people import header_text
from raci_studio.excel.words import fold, person_headers

MOST_NEW_TASKS = 0.8  # of the rows may begin a new task


@observation("long layout", otherwise=lambda _grid, plan: plan)
def as_long(grid: Grid, plan: TablePlan) -> TablePlan:
    """Return the plan of a grid with one column of letters as a long table, if it is one; else as it is."""
    letters = list(plan.columns_with("person:"))
    task = plan.column_of("task")
    if len(letters) != 1 or task is None:
        return plan
    people = [
        c
        for c in plan.columns
        if c not in (task, letters[0]) and fold(header_text(grid, plan.header_rows, c)) in person_headers()
    ]
    rows = range(plan.first_row, plan.last_row + 1)
    if not people or not _repeats(grid, task, rows):
        return plan
    # In a grid a row without a task is none; here it goes on with the task above.
    skipped = frozenset(row for row in plan.skipped if not grid.text(row, letters[0]))
    on = [r for r in range(plan.last_row, grid.height) if _goes_on(grid, plan.last_row, r, letters[0], people[0])]
    last = max(on, default=plan.last_row)
    columns = {**plan.columns, people[0]: "person", letters[0]: "role"}
    return replace(plan, layout="long", columns=columns, skipped=skipped, last_row=last)


def _repeats(grid: Grid, task: int, rows: range) -> bool:
    names = [grid.text(row, task) for row in rows]
    new = {name for name in names if name}
    return len(new) <= MOST_NEW_TASKS * len(names)


def _goes_on(grid: Grid, last: int, row: int, letter: int, person: int) -> bool:
    return all(grid.text(r, letter) and grid.text(r, person) for r in range(last, row + 1))
