"""Recognise all tables of a workbook."""

from dataclasses import replace

from raci_studio.excel.grid import Grid
from raci_studio.excel.plan import ImportPlan, TablePlan
from raci_studio.excel.quiet import without_gc
from raci_studio.excel.read import Workbook
from raci_studio.excel.recognise.grids import find_grids, speaks_of_matrix
from raci_studio.excel.recognise.legend import Legend, find_legend
from raci_studio.excel.recognise.lists import find_lists, find_one_cells
from raci_studio.excel.recognise.long import as_long
from raci_studio.excel.recognise.people import header_text
from raci_studio.excel.recognise.plans import find_plans
from raci_studio.excel.recognise.templates import find_template
from raci_studio.excel.recognise.ticks import find_ticks
from raci_studio.excel.recognise.transposed import is_transposed

ENOUGH_ROWS = 300  # of a large table are looked at to tell tasks from people


@without_gc
def recognise(workbook: Workbook) -> ImportPlan:
    """Return what every sheet holds: grids, lists, one-cell tables, and plans where there is no matrix."""
    legends = {id(grid): find_legend(grid) for grid in workbook.sheets}
    shared: dict[str, str] = {}
    for legend in legends.values():
        for letter, meaning in legend.meanings.items():
            shared.setdefault(letter, meaning)
    tables: list[TablePlan] = []
    for grid in workbook.sheets:
        if grid.height:
            tables.extend(recognise_sheet(grid, legends[id(grid)], shared, workbook.name))
    return ImportPlan(tuple(tables))


def recognise_sheet(grid: Grid, legend: Legend, shared: dict[str, str], file_name: str = "") -> list[TablePlan]:
    """Return the tables of one sheet; letters it does not explain itself are looked up in ``shared``."""
    meanings = {**shared, **legend.meanings}
    ticks = find_ticks(grid, meanings)
    covered = _covered(ticks)
    hinted = speaks_of_matrix(file_name) or speaks_of_matrix(grid.name) or _has_title(grid)
    grids = [_turned(grid, legend, meanings, hinted, plan) for plan in find_grids(grid, legend, meanings, hinted)]
    grids = [as_long(grid, plan) for plan in grids if not covered & _covered([plan])]
    covered |= _covered(grids)
    lists = find_lists(grid, legend, meanings, covered)
    covered |= _covered(lists)
    cells = find_one_cells(grid, meanings, covered)
    tables = sorted([*ticks, *grids, *lists, *cells], key=lambda plan: plan.header_rows)
    return tables or find_plans(grid, covered) or (find_template(grid) if hinted else [])


def _has_title(grid: Grid) -> bool:
    return any(speaks_of_matrix(text) for row in range(min(8, grid.height)) for _column, text in grid.filled(row))


def _covered(plans: list[TablePlan]) -> set[int]:
    return {
        row for plan in plans if plan.layout != "transposed" for row in range(plan.header_rows[0], plan.last_row + 1)
    }


def _turned(grid: Grid, legend: Legend, meanings: dict[str, str], hinted: bool, plan: TablePlan) -> TablePlan:
    """Return the plan of the same table read sideways if its rows rather than its columns are people."""
    task = plan.column_of("task")
    rows = [
        row for row in range(plan.first_row, plan.last_row + 1) if row not in plan.skipped and row not in plan.sections
    ]
    rows = rows[:: len(rows) // ENOUGH_ROWS + 1]
    labels = [grid.text(row, task) for row in rows if task is not None]
    people = plan.columns_with("person:")
    corner = header_text(grid, plan.header_rows, task) if task is not None else ""
    marks = grid.cells(rows, people)
    if not is_transposed(labels, list(people.values()), corner, marks):
        return plan
    turned = grid.transpose()
    cells = frozenset((column, row) for row, column in legend.cells)
    options = find_grids(turned, Legend(legend.meanings, cells), meanings, hinted)
    best = max(
        options,
        key=lambda option: len(option.columns_with("person:")) * (option.last_row - option.first_row + 1),
        default=None,
    )
    return replace(best, layout="transposed") if best else plan
