"""Recognise all tables of a workbook."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from raci_studio.core.garbage import without_gc
from raci_studio.excel.grid import Grid
from raci_studio.excel.plan import ImportPlan, TablePlan
from raci_studio.excel.read import Workbook
from raci_studio.excel.recognise.grids import find_grids, speaks_of_matrix
from raci_studio.excel.recognise.headers import field_of, role_of
from raci_studio.excel.recognise.legend import Legend, find_legend, speaks_of_roles
from raci_studio.excel.recognise.lists import find_lists, find_one_cells
from raci_studio.excel.recognise.long import as_long
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.recognise.people import header_text
from raci_studio.excel.recognise.plans import find_plans
from raci_studio.excel.recognise.templates import find_template
from raci_studio.excel.recognise.ticks import find_ticks
from raci_studio.excel.recognise.transposed import is_transposed
from raci_studio.excel.words import fold, person_headers

SURE_LIST = 3  # columns of role letters over names
FIRST_ROWS = 10  # of a grid in which the header of a list is looked for
ENOUGH_ROWS = 300  # of a large table are looked at to tell tasks from people


@without_gc
def recognise(workbook: Workbook, ours: Mapping[str, Collection[str]] = MappingProxyType({})) -> ImportPlan:
    """Return what every sheet holds: grids, lists, one-cell tables, and plans where there is no matrix.

    ``ours`` are the sheets we wrote ourselves and hence know to hold a matrix, each with the letters of its scheme.
    """
    legends = {id(grid): find_legend(grid) for grid in workbook.sheets}
    shared: dict[str, str] = {}
    for legend in legends.values():
        for letter, meaning in legend.meanings.items():
            shared.setdefault(letter, meaning)
    tables: list[TablePlan] = []
    for grid in workbook.sheets:
        if grid.height:
            letters = frozenset(ours.get(grid.name, ()))
            tables.extend(recognise_sheet(grid, legends[id(grid)], shared, workbook.name, letters))
    return ImportPlan(tuple(tables))


def recognise_sheet(
    grid: Grid, legend: Legend, shared: dict[str, str], file_name: str = "", ours: frozenset[str] = frozenset()
) -> list[TablePlan]:
    """Return the tables of one sheet; letters it does not explain itself are looked up in ``shared``.

    ``ours`` are the letters of a sheet we wrote ourselves: other texts are no marks there, whatever they look like.
    """
    meanings = {**shared, **legend.meanings}
    ticks = find_ticks(grid, meanings)
    covered = _covered(ticks)
    hinted = bool(ours) or speaks_of_matrix(file_name) or speaks_of_matrix(grid.name) or _has_title(grid)
    grids = find_grids(grid, legend, meanings, hinted, ours)
    grids = _apart(grid, grids, _lists_over(grid, legend, meanings, grids))
    grids = [_turned(grid, legend, meanings, hinted, plan) for plan in grids]
    grids = [as_long(grid, plan) for plan in grids if not covered & _covered([plan])]
    titled = bool(ours) or speaks_of_matrix(grid.name) or _has_title(grid) or speaks_of_roles(legend.meanings, "R")
    grids = [plan for plan in grids if titled or not _is_one_column(plan)]
    covered |= _covered(grids)
    lists = find_lists(grid, legend, meanings, covered)
    covered |= _covered(lists)
    cells = find_one_cells(grid, legend, meanings, covered)
    tables = sorted([*ticks, *grids, *lists, *cells], key=lambda plan: plan.header_rows)
    return tables or find_plans(grid, covered) or (find_template(grid) if hinted else [])


@observation("tables inside tables", otherwise=lambda _grid, grids, _lists: grids)
def _apart(grid: Grid, grids: list[TablePlan], lists: list[TablePlan]) -> list[TablePlan]:
    """Leave out the grids whose header is a task of another table: its texts only look like marks ("a; b, c")."""
    kept: list[TablePlan] = []
    for plan in grids:
        inside = any(_is_task_of(plan.header_rows[-1], plan, other) for other in (*kept, *lists))
        around = any(_is_around(grid, plan, other) and _heads_tasks(grid, other) for other in lists)
        if not around and (not inside or _heads_tasks(grid, plan)):
            kept.append(plan)
    return kept


def _is_around(grid: Grid, plan: TablePlan, other: TablePlan) -> bool:
    """Tell whether the header of a sure list stands in the rows of a grid: names like "Lead" only look like marks.

    A row of bare letters with names above them is a task of the grid, and heads nothing.
    """
    rows = (*plan.header_rows, *range(plan.first_row, plan.last_row + 1))
    letters, header = other.columns_with("role:"), other.header_rows[-1]
    bare = [column for column in letters if len(grid.text(header, column)) == 1]
    above = [grid.merged_text(plan.header_rows[-1], column) for column in bare] if header >= plan.first_row else []
    named = bool(above) and all(text and role_of(text) is None for text in above)
    return len(letters) >= SURE_LIST and header in rows and not named


def _lists_over(grid: Grid, legend: Legend, meanings: dict[str, str], grids: list[TablePlan]) -> list[TablePlan]:
    """Return the lists that begin above the lowest grid or in its first rows, read no further than that."""
    end = min(grid.height, max((plan.header_rows[-1] + FIRST_ROWS for plan in grids), default=0))
    lists = find_lists(grid, legend, meanings, set(range(end, grid.height))) if end else []
    return [plan for plan in lists if plan.header_rows[-1] not in legend.rows or _heads_tasks(grid, plan)]


def _is_task_of(row: int, plan: TablePlan, other: TablePlan) -> bool:
    idle = other.skipped | set(other.sections)
    return other.first_row <= row <= other.last_row and row not in idle and bool(set(plan.columns) & set(other.columns))


def _heads_tasks(grid: Grid, plan: TablePlan) -> bool:
    """Tell whether the header of a table names the column of its tasks in so many words."""
    task = plan.column_of("task")
    guess = field_of(header_text(grid, plan.header_rows, task)) if task is not None else None
    return guess is not None and guess.field == "task" and guess.strength == 3


@observation("one column of letters", otherwise=False)
def _is_one_column(plan: TablePlan) -> bool:
    """Tell whether a grid has one column of letters only, headed by no role: a code of each row, not its person."""
    people = plan.columns_with("person:")
    if plan.layout != "grid" or len(people) > 1:
        return False
    ((column, name),) = people.items()
    return fold(name) not in person_headers() or column < (plan.column_of("task") or 0)


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
