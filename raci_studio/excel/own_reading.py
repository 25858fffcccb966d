"""How the tables of a workbook of ours are read: as we wrote it down, where the client left them as they were.

A matrix that was corrected or filled in by the analyst is not always recognised from its looks alone: a task from
which all letters were taken looks like the title of a section. So the reading goes along with the copy.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from raci_studio.core.document import fold_name
from raci_studio.excel.grid import Grid, column_index
from raci_studio.excel.own import OwnPart
from raci_studio.excel.plan import ImportPlan, TablePlan, as_json, from_json
from raci_studio.excel.reading import oriented, read_table


def reading_of(plan: ImportPlan, grids: Mapping[str, Grid]) -> dict[str, Any]:
    """Return what is written down: the plan, what was struck through left to be seen anew, and the headers."""
    tables = tuple(replace(table, skipped=table.skipped - table.struck, struck=frozenset()) for table in plan.tables)
    return {**as_json(ImportPlan(tables)), "heads": [_head(grids[table.sheet], table) for table in tables]}


def _head(grid: Grid, plan: TablePlan) -> list[list[str]]:
    grid = oriented(grid, plan)
    return [[grid.text(row, column) for column in sorted(plan.columns)] for row in plan.header_rows]


def as_written(sheets: Iterable[Grid], plan: ImportPlan, part: OwnPart) -> ImportPlan:
    """Return the plan with the tables of each sheet that still is as we wrote it read as we wrote down.

    It still is where headers are the same and no task moved; rows that were added below are recognised as ever.
    """
    written, heads = from_json(part.reading), part.reading.get("heads", [])
    if written is None or len(heads) != len(written.tables):
        return plan
    grids = {grid.name: grid for grid in sheets}
    tables: dict[str, list[TablePlan]] = {}
    for table in plan.tables:
        tables.setdefault(table.sheet, []).append(table)
    by_sheet: dict[str, list[tuple[TablePlan, Any]]] = {}
    for table, head in zip(written.tables, heads):
        by_sheet.setdefault(table.sheet, []).append((table, head))
    for sheet, known in by_sheet.items():
        if sheet in grids and all(_is_same(grids[sheet], table, head, part) for table, head in known):
            tables[sheet] = [_with_rows_below(table, tables.get(sheet, [])) for table, _head in known]
    order = list(grids)
    return ImportPlan(tuple(one for sheet in sorted(tables, key=order.index) for one in tables[sheet]))


def _is_same(grid: Grid, plan: TablePlan, head: object, part: OwnPart) -> bool:
    if head != _head(grid, plan):
        return False
    rows = range(plan.first_row + 1, plan.last_row + 2)
    known = (*part.tasks.get(plan.sheet, ()), *part.deleted.get(plan.sheet, ()))
    expected = {row: fold_name(name) for row, _task, name in known if row in rows}
    found = {_number(task.row): fold_name(task.task) for task in read_table(grid, plan).tasks}
    counted, wanted = Counter(found.values()), Counter(expected.values())
    moved = (name for row, name in expected.items() if found.get(row) != name)
    return all(counted[name] < wanted[name] for name in moved)


def _number(row: int | str) -> int:
    return row if isinstance(row, int) else column_index(row) + 1


def _with_rows_below(table: TablePlan, recognised: Iterable[TablePlan]) -> TablePlan:
    for other in recognised:
        apart = other.layout != table.layout or other.column_of("task") != table.column_of("task")
        if apart or not table.first_row <= other.first_row <= table.last_row < other.last_row:
            continue
        below = range(table.last_row + 1, other.last_row + 1)
        return replace(
            table,
            last_row=other.last_row,
            sections={**table.sections, **{row: text for row, text in other.sections.items() if row in below}},
            skipped=table.skipped | {row for row in other.skipped if row in below},
            continued=table.continued | {row for row in other.continued if row in below},
        )
    return table
