"""What was collected of all tables, as changes of the real sheets."""

from typing import TYPE_CHECKING

from raci_studio.core.document import Document, TaskId, fold_name
from raci_studio.core.i18n import _
from raci_studio.excel.grid import Grid, cell_address
from raci_studio.excel.own_reading import reading_of
from raci_studio.excel.plan import ImportPlan
from raci_studio.excel.write_back.baseline import Baseline
from raci_studio.excel.write_back.changes import (
    NO_COLUMN,
    NO_TABLE,
    ORDER,
    CellChange,
    ChangeSet,
    NotWritten,
    RowAdded,
    RowStruck,
    SheetAdded,
    Value,
)  # fmt: skip
from raci_studio.excel.write_back.rows import is_reordered, struck_cells
from raci_studio.excel.write_back.table import Lost, Table
from raci_studio.excel.write_back.texts import said
from raci_studio.excel.write_back.verify import plan_after, real, rows_gone, with_values

if TYPE_CHECKING:
    from raci_studio.excel.write_back.collect import Work


def result_of(work: "Work", now: Document, baseline: Baseline) -> ChangeSet:
    """Return the changes of all tables, as they stand on the real sheets."""
    grids = {grid.name: grid for grid in baseline.workbook.sheets}
    cells, rows, struck = [], [], []
    places: dict[TaskId, tuple[str, int]] = {}
    for table in work.tables:
        cells += _cells(table)
        rows += _rows(table)
        struck += _struck(table)
        places |= {row.now.id: (table.plan.sheet, row.index + 1) for row in table.rows if row.now}
    sheets = []
    for table, process in work.added:
        sheets.append(_sheet(table, process))
        places |= {row.now.id: (table.plan.sheet, row.index + 1) for row in table.rows if row.now}
        grids[table.plan.sheet] = Grid(table.plan.sheet, tuple(sheets[-1].rows))
    not_written = [*_told(work, now)]
    plan = ImportPlan(tuple(plan_after(table) for table in work.all))
    edited = {name: _with_edits(grid, work) for name, grid in grids.items()}
    new = sum(1 for table in work.tables for row in table.rows if row.was is None)
    return ChangeSet(
        tuple(cells), tuple(rows), tuple(struck), tuple(sheets), tuple(dict.fromkeys(not_written)), places,
        rows_gone(work.tables), reading_of(plan, edited), new, _aliases(work, now),
        _renamed(work, now),
    )  # fmt: skip


def _aliases(work: "Work", now: Document) -> dict[str, str]:
    """Return the headers that name people otherwise than they are called, if nobody else is called so."""
    found = {}
    for table in work.all:
        for person, columns in table.people.items():
            for column in columns:
                name = table.columns[column].removeprefix("person:")
                if now.person_named(name) is None:
                    found[fold_name(name)] = now.people[person].name
    return found


def _renamed(work: "Work", now: Document) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the cells of headers that get another name of a person, with the old name, folded, and the new one."""
    found = {}
    for table in work.tables:
        for person, columns in table.people.items():
            for place, edit in table.edits.items():
                if place[1] in columns and (TaskId(""), f"person:{person}") in edit.keys:
                    old = table.plan.columns[place[1]].removeprefix("person:")
                    if now.person_named(old) is None:
                        found[table.plan.sheet, _address(table, place)] = fold_name(old), now.people[person].name
    return found


def _with_edits(grid: Grid, work: "Work") -> Grid:
    values = {
        real(table, place): edit.value
        for table in work.tables
        if table.plan.sheet == grid.name
        for place, edit in table.edits.items()
    }
    return with_values(grid, values)


def _address(table: Table, place: tuple[int, int]) -> str:
    return cell_address(*real(table, place))


def _cells(table: Table) -> list[CellChange]:
    old = {at for row in table.rows if row.was is None for at in row.all} | set(table.titles)
    edits = sorted(table.edits.items())
    return [
        CellChange(table.plan.sheet, _address(table, place), edit.value, edit.what)
        for place, edit in edits
        if place[0] not in old
    ]


def _rows(table: Table) -> list[RowAdded]:
    columns = min(table.plan.columns) + 1, max(table.plan.columns) + 1
    likes = {at: (table.like, row.now.name if row.now else "") for row in table.rows if not row.was for at in row.all}
    likes |= {at: (like, table.sections[at]) for at, like in table.titles.items()}
    found = []
    for at, (like, name) in sorted(likes.items()):
        values: dict[int, Value] = {
            place[1] + 1: edit.value for place, edit in sorted(table.edits.items()) if place[0] == at
        }
        found.append(RowAdded(table.plan.sheet, at + 1, like + 1, columns, values, said(_("Task"), name)))
    return found


def _struck(table: Table) -> list[RowStruck]:
    found = []
    for row in table.rows:
        if row.now is None and (cells := struck_cells(table, row)):
            noted = next((place for place in cells if place[1] == table.first_column), cells[0])
            addresses = tuple(_address(table, place) for place in cells)
            found.append(RowStruck(table.plan.sheet, addresses, _address(table, noted)))
    return found


def _sheet(table: Table, process: str) -> SheetAdded:
    plan = table.plan
    rows: list[list[Value]] = [list(row) for row in table.grid.texts]
    for (row, column), edit in table.edits.items():
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = edit.value
    width = max(map(len, rows))
    padded = [tuple(row + [""] * (width - len(row))) for row in rows]
    if table.raw.transposed:
        padded = list(zip(*padded, strict=True))
    return SheetAdded(plan.sheet, tuple(padded), plan.first_row, process, len(table.rows))


def _told(work: "Work", now: Document) -> list[NotWritten]:
    told = []
    for table in work.all:
        every = dict(table.lost)
        for row in table.rows:
            before = (row.was.scenario, row.was.rescues) if row.was else ("", "")
            if row.now and (row.now.scenario, row.now.rescues) != before:
                number_of = str(now.number_of(row.now.rescues)) if row.now.rescues else ""
                place = (row.index, table.first_column)
                every[row.now.id, "scenario"] = Lost(said(_("Instead of row"), number_of), NO_COLUMN, place)
        for one in every.values():
            cell = _address(table, one.place) if one.place else ""
            told.append(NotWritten(table.plan.sheet, cell, one.what, _(one.why)))
        if table in work.tables and is_reordered(table):
            told.append(NotWritten(table.plan.sheet, "", _("The order of the tasks"), _(ORDER)))
    told += [NotWritten("", "", said(_("Task"), task.name), _(NO_TABLE)) for task in work.homeless]
    return told
