"""Correct the plan of a table: each function takes a plan and returns another, and there is no Qt.

``grid`` is always the sheet as the plan counts its rows (``excel.reading.oriented``). What makes no sense
returns the very same plan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from raci_studio.core.scheme import RACI, SCHEMES, RoleKind
from raci_studio.excel.grid import Grid
from raci_studio.excel.plan import FIELDS, TablePlan
from raci_studio.excel.recognise.columns import name_other_columns
from raci_studio.excel.recognise.people import header_text, name_columns

DEEPEST_HEADER = 5  # rows from the first header to the last; more would take for ever to be told apart
ENOUGH_ROWS = 300  # of a large table tell whether a column is filled
_ONCE = (*FIELDS, "roles", "person", "role")  # what only one column of a table can be

# Columns


def take_column(grid: Grid, table: TablePlan, column: int, meaning: str) -> TablePlan:
    """Declare what a column is: a field, "role:R", "person", "roles", "role", "extra" or "ignored".

    Where another column was that field, it becomes an extra column, so that nothing of it is lost.
    """
    if meaning_of(table, column) == meaning:
        return table
    columns = dict(table.columns)
    if meaning in _ONCE and not (meaning == "person" and table.layout != "long"):
        for other in [other for other, what in columns.items() if what == meaning and other != column]:
            columns[other] = _extra(grid, table, columns, other)
    columns[column] = _declared(grid, table, columns, column, meaning)
    return settle(replace(table, columns=dict(sorted(columns.items()))))


def meaning_of(table: TablePlan, column: int) -> str:
    """Return what a column is, as `take_column` takes it; "" for a column outside the table."""
    what = table.columns.get(column, "")
    return what.partition(":")[0] if what.startswith(("person:", "extra:")) else what


def header_of(grid: Grid, table: TablePlan, column: int) -> str:
    """Return the client's own header of a column, else its letters."""
    return " ".join(header_text(grid, table.header_rows, column).split()) or grid.column_label(column)


def _declared(grid: Grid, table: TablePlan, columns: Mapping[int, str], column: int, meaning: str) -> str:
    if meaning == "extra":
        return _extra(grid, table, columns, column)
    if meaning == "person" and table.layout != "long":
        people = [*table.columns_with("person:"), column]
        name = name_columns(grid, _top_headers(table), sorted(people), frozenset()).get(column)
        return f"person:{name or grid.column_label(column)}"
    return meaning


def _extra(grid: Grid, table: TablePlan, columns: Mapping[int, str], column: int) -> str:
    title = header_of(grid, table, column)
    others = {what for other, what in columns.items() if other != column}
    return f"extra:{title}" if f"extra:{title}" not in others else f"extra:{title} ({grid.column_label(column)})"


def _top_headers(table: TablePlan) -> list[int]:
    """Return the header rows above the tasks, without one that stands far above the others."""
    above = [row for row in table.header_rows if row < table.first_row] or list(table.header_rows[:1])
    return [row for row in above if row > above[-1] - DEEPEST_HEADER]


def settle(table: TablePlan) -> TablePlan:
    """Return the plan with letters for its roles and with the layout its columns ask for."""
    letters = dict(table.letters)
    asked = dict.fromkeys(table.columns_with("role:").values())
    people = bool(table.columns_with("person:"))
    held = people or bool(asked) or {"roles", "role"} & set(table.columns.values())
    if held and not letters:
        letters = {letter: kind.value for letter, kind in RACI.kinds.items()}
    for letter in asked:
        letters.setdefault(letter, usual_kind(letter))
    layout = table.layout
    if layout == "plan" and held:
        layout = "list" if asked else "grid" if people else "one-cell"
    return replace(table, letters=letters, layout=layout)


def usual_kind(letter: str) -> str:
    """Return what a letter means in the first scheme that has it; a letter nobody knows carries out."""
    found = (scheme.kinds[letter] for scheme in SCHEMES.values() if letter in scheme.kinds)
    return next(found, RoleKind.DOES).value


# Rows


def take_header(grid: Grid, table: TablePlan, row: int, *, more: bool = False) -> TablePlan:
    """Declare the header row, or one `more` of them; people and extra columns are named anew by it.

    One more below the first task is a header repeated inside the table.
    """
    if row in table.header_rows and (more or len(table.header_rows) == 1):
        return table
    if more and row > table.first_row:
        if row > table.last_row:
            return table
        return replace(_without_row(table, row), header_rows=tuple(sorted((*table.header_rows, row))))
    first = table.first_row if row < table.first_row else _next_filled(grid, row)
    if first is None:
        return table
    kept = table.header_rows if more else tuple(r for r in table.header_rows if r > first)
    headers = sorted({*kept, row})
    top = [r for r in headers if r < first]
    if top[-1] - top[0] >= DEEPEST_HEADER:
        return table
    moved = replace(
        _without_row(table, row), header_rows=tuple(headers), first_row=first, last_row=max(first, table.last_row)
    )
    return _named_anew(grid, moved)


def _next_filled(grid: Grid, row: int) -> int | None:
    return next((below for below in range(row + 1, grid.height) if not grid.is_blank_row(below)), None)


def _named_anew(grid: Grid, table: TablePlan) -> TablePlan:
    """Return the plan with the names of people and extra columns taken from its headers again."""
    headers = _top_headers(table)
    people = sorted(table.columns_with("person:"))
    names = name_columns(grid, headers, people, frozenset()) if people else {}
    columns = {c: what for c, what in table.columns.items() if not what.startswith("extra:")}
    columns |= {c: f"person:{names.get(c) or grid.column_label(c)}" for c in people}
    headed = {c for row in headers for c, _text in grid.filled(row)}
    rest = sorted((headed | set(table.columns_with("extra:"))) - set(columns))
    rows = range(table.first_row, min(table.last_row, table.first_row + ENOUGH_ROWS) + 1)
    columns |= name_other_columns(grid, headers, columns, rest, rows)
    return settle(replace(table, columns=dict(sorted(columns.items()))))


def start_at(grid: Grid, table: TablePlan, row: int) -> TablePlan:
    """Declare the first row of tasks; rows without a text between it and the old one are skipped."""
    if row == table.first_row or row > table.last_row:
        return table
    moved = _as_task(grid, table, row)
    return moved if moved is table else replace(moved, first_row=row, skipped=moved.skipped | _blank(grid, moved, row))


def end_at(grid: Grid, table: TablePlan, row: int) -> TablePlan:
    """Declare the last row of tasks."""
    if row == table.last_row or row < table.first_row or row >= grid.height:
        return table
    moved = _as_task(grid, table, row)
    return moved if moved is table else replace(moved, last_row=row, skipped=moved.skipped | _blank(grid, moved, row))


def take_row(grid: Grid, table: TablePlan, row: int, meaning: str) -> TablePlan:
    """Declare what a row is: a "task", a "section", or "skipped" because it is no task.

    A task beyond the table makes it reach there, and what stands between is skipped.
    """
    if row_meaning(table, row) == meaning or row >= grid.height:
        return table
    if meaning == "task":
        moved = _as_task(grid, table, row)
        if moved is table:
            return table
        between = set(range(row + 1, table.first_row)) | set(range(table.last_row + 1, row))
        between -= {*table.sections, *table.header_rows}
        first, last = min(row, table.first_row), max(row, table.last_row)
        return replace(moved, first_row=first, last_row=last, skipped=moved.skipped | between)
    if row in table.header_rows and len(table.header_rows) == 1:
        return table
    free = _without_row(table, row)
    if meaning == "skipped":
        return replace(free, skipped=free.skipped | {row})
    title = next((text for _column, text in grid.filled(row)), "")
    return replace(free, sections={**free.sections, row: title}) if title else table


def row_meaning(table: TablePlan, row: int) -> str:
    """Return what a row is: "header", "section", "skipped", "continued", "task" or "" outside the table."""
    if row in table.header_rows:
        return "header"
    if row in table.sections:
        return "section"
    if not table.first_row <= row <= table.last_row:
        return ""
    return "skipped" if row in table.skipped else "continued" if row in table.continued else "task"


def _as_task(grid: Grid, table: TablePlan, row: int) -> TablePlan:
    """Return the plan with a row free to be a task; a table keeps a header, if only the row above."""
    if table.header_rows != (row,):
        return _without_row(table, row)
    return replace(_without_row(table, row), header_rows=(row - 1,)) if row else table


def _without_row(table: TablePlan, row: int) -> TablePlan:
    return replace(
        table,
        header_rows=tuple(r for r in table.header_rows if r != row),
        sections={r: title for r, title in table.sections.items() if r != row},
        skipped=table.skipped - {row},
        continued=table.continued - {row},
    )


def _blank(grid: Grid, table: TablePlan, row: int) -> frozenset[int]:
    """Return the blank rows between a row and the table, which its tasks will span."""
    between: Iterable[int] = (*range(row, table.first_row), *range(table.last_row + 1, row + 1))
    return frozenset(r for r in between if grid.is_blank_row(r))


def tasks_for_sections(table: TablePlan) -> TablePlan:
    """Return the plan with its sections inside the table read as tasks."""
    return replace(table, sections={})


# Letters


def take_letter(table: TablePlan, letter: str, kind: str) -> TablePlan:
    """Declare what a letter means; `kind` is a word of ``core.scheme.RoleKind``."""
    return table if table.letters.get(letter) == kind else replace(table, letters={**table.letters, letter: kind})
