"""Read a table as another layout, add a table nobody recognised, take a plan's owner as R. No Qt.

The recogniser is asked first for a table of the wished layout on the same sheet; where it sees none, the
columns are told by what stands in them.
"""

from dataclasses import replace

from raci_studio.core.scheme import RACI
from raci_studio.excel.grid import Grid
from raci_studio.excel.marks import candidate_letters, split_roles
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.recognise.columns import name_other_columns, task_column
from raci_studio.excel.recognise.grids import find_grids
from raci_studio.excel.recognise.headers import role_of
from raci_studio.excel.recognise.legend import Legend, find_legend
from raci_studio.excel.recognise.lists import find_lists, find_one_cells
from raci_studio.excel.recognise.long import as_long
from raci_studio.excel.recognise.plans import find_plans
from raci_studio.gui.import_review.corrections import settle, take_column

DEEPEST_HEADER = 20  # rows searched for a header
MOST_TURNED = 500  # rows of a sheet that can be read turned: each is a person, or something told of a task
ENOUGH_ROWS = 300  # of a large table tell what stands in a column


def take_layout(sheet: Grid, table: TablePlan, layout: str) -> TablePlan:
    """Read the table as another layout; `sheet` is the sheet itself, not turned."""
    if layout == table.layout or (layout == "transposed" and not can_turn(sheet)):
        return table
    found = _recognised(sheet, layout)
    turned = "transposed" in (layout, table.layout)
    if found:
        near = max(found, key=lambda other: 0 if turned else _shared_rows(other, table))
        return replace(near, confidence=table.confidence)
    return new_table(sheet, layout) or table if turned else _converted(sheet, table, layout)


def can_turn(sheet: Grid) -> bool:
    """Tell whether a sheet can be read turned: one of thousands of rows is no row of people."""
    return sheet.height <= MOST_TURNED


def _shared_rows(one: TablePlan, other: TablePlan) -> int:
    return min(one.last_row, other.last_row) - max(one.first_row, other.first_row)


def _recognised(sheet: Grid, layout: str) -> list[TablePlan]:
    legend = find_legend(sheet)
    if layout in ("grid", "long"):
        grids = find_grids(sheet, legend, legend.meanings, True)
        return grids if layout == "grid" else [p for g in grids if (p := as_long(sheet, g)).layout == "long"]
    if layout == "transposed":
        turned = Legend(legend.meanings, frozenset((column, row) for row, column in legend.cells))
        plans = find_grids(sheet.transpose(), turned, legend.meanings, True)
        return [replace(plan, layout="transposed") for plan in plans]
    if layout == "list":
        return find_lists(sheet, legend, legend.meanings, set())
    return find_one_cells(sheet, legend, legend.meanings, set()) if layout == "one-cell" else find_plans(sheet, set())


def _converted(grid: Grid, table: TablePlan, layout: str) -> TablePlan:
    """Declare the columns that hold roles anew; all others stay what they are."""
    held = [c for c, what in table.columns.items() if what in ("roles", "role", "person")]
    held += [*table.columns_with("role:"), *table.columns_with("person:")]
    if layout == "one-cell":
        held += list(table.columns_with("extra:"))
    letters = {} if layout == "plan" else table.letters
    changed = replace(table, layout="plan", letters={})  # no layout is asked for until all columns are declared
    for column in sorted(held):
        changed = take_column(grid, changed, column, "extra")
    changed = replace(changed, layout=layout, letters=letters)
    for column, meaning in _roles_by_content(grid, changed, held, layout).items():
        changed = take_column(grid, changed, column, meaning)
    return settle(changed)


def _roles_by_content(grid: Grid, table: TablePlan, columns: list[int], layout: str) -> dict[int, str]:
    """Return column -> "person", "role:R", "roles" for the columns that hold roles in a layout."""
    rows = range(table.first_row, min(table.last_row, table.first_row + ENOUGH_ROWS) + 1)
    found: dict[int, str] = {}
    for column in columns:
        texts = [text for row in rows if (text := grid.text(row, column))]
        if layout == "list":
            heads = [role_of(grid.merged_text(row, column)) for row in table.header_rows]
            guess = next((head for head in heads if head), None)
            if guess:
                found[column] = f"role:{guess.letter}"
        elif layout in ("grid", "transposed"):
            if texts and sum(bool(candidate_letters(text)) for text in texts) * 2 >= len(texts):
                found[column] = "person"
        elif layout == "one-cell" and texts and any(split_roles(text) for text in texts) and not found:
            found[column] = "roles"
    return found


def new_table(sheet: Grid, layout: str) -> TablePlan | None:
    """Return a table of the whole used range; None where the sheet holds less than a header and a task."""
    if layout == "transposed" and not can_turn(sheet):
        return None
    found = _recognised(sheet, layout)
    if found:
        return replace(max(found, key=lambda plan: plan.last_row - plan.first_row), confidence=1.0)
    grid = sheet.transpose() if layout == "transposed" else sheet
    filled = [row for row in range(grid.height) if not grid.is_blank_row(row)]
    if len(filled) < 2:
        return None
    header = max(filled[:DEEPEST_HEADER], key=lambda row: (len(list(grid.filled(row))), -row))
    body = [row for row in filled if row > header]
    if not body:
        header, body = filled[0], filled[1:]
    columns = sorted(grid.filled_columns([header, *body]))
    task = task_column(grid, [header], columns, body)
    task = columns[0] if task is None else task
    body = [row for row in body if grid.merged_text(row, task)]
    if not body:
        return None
    blank = frozenset(range(body[0], body[-1] + 1)) - set(body)
    table = TablePlan(grid.name, layout, (header,), body[0], body[-1], {task: "task"}, skipped=blank)
    others = [column for column in columns if column != task]
    for column, meaning in _roles_by_content(grid, table, others, layout).items():
        table = take_column(grid, table, column, meaning)
    rest = [column for column in others if column not in table.columns]
    named = name_other_columns(grid, [header], dict(table.columns), rest, body[:ENOUGH_ROWS])
    return settle(replace(table, layout=layout, columns=dict(sorted({**table.columns, **named}.items()))))


def owner_as_r(table: TablePlan) -> TablePlan:
    """Turn a plan with an owner column into a list whose owner is R: only ever at the user's word."""
    owner = table.column_of("owner")
    if table.layout != "plan" or owner is None:
        return table
    letters = {letter: kind.value for letter, kind in RACI.kinds.items()}
    return replace(table, layout="list", scheme=RACI.name, letters=letters, columns={**table.columns, owner: "role:R"})


def r_as_owner(table: TablePlan) -> TablePlan:
    """Take `owner_as_r` back."""
    owner = table.column_of("role:R")
    if table.layout != "list" or owner is None:
        return table
    return replace(table, layout="plan", letters={}, columns={**table.columns, owner: "owner"})
