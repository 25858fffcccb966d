"""The answer of ``raci-studio import --json``: what was recognised, in the form of DESIGN section 5."""

from collections.abc import Sequence
from typing import Any

from raci_studio.excel.grid import Grid
from raci_studio.excel.notes import ImportNote, message
from raci_studio.excel.plan import ImportPlan, TablePlan
from raci_studio.excel.predecessors import Link, resolve
from raci_studio.excel.read import Workbook
from raci_studio.excel.reading import oriented
from raci_studio.excel.reason_texts import reason_text
from raci_studio.excel.recognise.reasons import Reason, explain
from raci_studio.excel.remarks import lost_comments
from raci_studio.excel.tasks import TableContent, TaskContent

_TEXTS = ("deadline", "result", "format", "channel", "notes")
_MORE = (
    "number", "phase", "description", "duration", "start", "finish", "owner", "input", "criterion", "status",
    "priority",
)  # fmt: skip


def to_json(workbook: Workbook, plan: ImportPlan, contents: Sequence[TableContent]) -> dict[str, Any]:
    """Return the tables as plain JSON values; the "notes" beside them are about the workbook, not one table."""
    grids = {grid.name: grid for grid in workbook.sheets}
    tables = []
    for table, content in zip(plan.tables, contents, strict=True):
        grid = oriented(grids[table.sheet], table)
        tables.append(_table(grid, table, content))
    notes = [note for grid in workbook.sheets if grid.details for note in grid.details.notes]
    notes.extend(lost_comments(grids, plan, contents))
    return {"file": workbook.name, "tables": tables, "notes": [_note(note) for note in notes]}


def _note(note: ImportNote) -> dict[str, str]:
    return {"cell": note.cell, "code": note.code, "message": message(note)}


def _reason(grid: Grid, reason: Reason) -> dict[str, str | int]:
    answer: dict[str, str | int] = {"code": reason.code, "message": reason_text(reason)}
    if reason.row is not None:
        answer["row"] = grid.row_label(reason.row)
    if reason.column is not None:
        answer["column"] = grid.column_label(reason.column)
    return answer


def _table(grid: Grid, plan: TablePlan, content: TableContent) -> dict[str, Any]:
    links, notes = resolve(content)
    return {
        "sheet": plan.sheet,
        "layout": plan.layout,
        "header_row": plan.header_rows[-1] + 1 if plan.layout == "plan" else _header_row(plan) + 1,
        "first_task_row": grid.row_label(plan.first_row),
        "last_task_row": grid.row_label(plan.last_row),
        "scheme": plan.scheme,
        "scheme_kinds": {letter: str(kind) for letter, kind in plan.letters.items()},
        "confidence": plan.confidence,
        "people": list(content.people),
        "columns": {grid.column_label(column): what for column, what in sorted(plan.columns.items())},
        "sections": {str(grid.row_label(row)): title for row, title in sorted(plan.sections.items())},
        "tasks": [_task(plan, task, links.get(task.row, [])) for task in content.tasks],
        "notes": [_note(note) for note in (*content.notes, *notes)],
        "reasons": [_reason(grid, reason) for reason in explain(grid, plan)],
    }


def _header_row(plan: TablePlan) -> int:
    above = [row for row in plan.header_rows if row < plan.first_row]
    return (above or list(plan.header_rows))[-1]


def _task(plan: TablePlan, task: TaskContent, links: list[Link]) -> dict[str, Any]:
    answer: dict[str, Any] = {"row": task.row, "process": task.process, "step": task.step, "task": task.task}
    answer["roles"] = {} if plan.layout == "plan" else {letter: list(names) for letter, names in task.roles.items()}
    answer.update({name: getattr(task, name) for name in _TEXTS})
    answer.update({name: text for name in _MORE if (text := getattr(task, name))})
    answer["predecessors"] = [{"row": link.row, "lag_days": link.lag_days} for link in links]
    answer["extras"] = dict(task.extras)
    if task.predecessors:
        answer["predecessors_text"] = task.predecessors
    return answer
