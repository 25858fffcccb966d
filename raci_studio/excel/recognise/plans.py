"""Recognise plans and work breakdowns: tasks with dates, durations, owners, but no role letters."""

from raci_studio.excel.grid import Grid
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.recognise.columns import name_other_columns, task_column
from raci_studio.excel.recognise.headers import field_of
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.recognise.people import header_text

_TIME = {"start", "finish", "duration", "predecessors", "deadline"}
_WORK = _TIME | {"owner", "number", "status", "phase", "priority", "step", "process"}
DEEPEST = 40  # rows searched for a header


@observation("plans", otherwise=lambda *_: [])
def find_plans(grid: Grid, covered: set[int]) -> list[TablePlan]:
    """Return the plan of the first table with a task column and columns of planning; [] if there is none."""
    best: tuple[int, int] | None = None
    for row in range(min(DEEPEST, grid.height)):
        fields = _fields(grid, row)
        if row not in covered and _is_plan(fields) and (best is None or len(fields) > best[0]):
            best = (len(fields), row)
    plan = _plan(grid, best[1], covered) if best else None
    return [plan] if plan else []


def _fields(grid: Grid, row: int) -> dict[str, int]:
    fields: dict[str, int] = {}
    for column, text in grid.filled(row):
        guess = field_of(text)
        if guess and guess.strength >= 2:
            fields.setdefault(guess.field, column)
    return fields


def _is_plan(fields: dict[str, int]) -> bool:
    names = {"task", "step", "process"} & set(fields)
    return bool(names) and bool(_TIME & set(fields)) and len(_WORK & set(fields)) >= 2


def _plan(grid: Grid, header: int, covered: set[int]) -> TablePlan | None:
    headers = [header]
    columns = [column for column, _text in grid.filled(header)]
    body = [row for row in range(header + 1, grid.height) if row not in covered and not grid.is_blank_row(row)]
    named = [c for c in columns if (g := field_of(grid.text(header, c))) and g.field == "task"]
    task = task_column(grid, headers, named or columns, body)
    if task is None:
        return None
    names = [*_outline_columns(grid, header, task, body), task]
    tasks = [row for row in body if any(grid.text(row, column) for column in names)]
    if len(tasks) < 2:
        return None
    taken = dict.fromkeys(names, "task")
    last = max(c for row in (header, *tasks) for c, _text in grid.filled(row))
    extra = name_other_columns(grid, headers, taken, [c for c in range(last + 1) if c not in taken], tasks)
    between = set(range(tasks[0], tasks[-1] + 1)) - set(tasks)
    return TablePlan(
        grid.name, "plan", tuple(headers), tasks[0], tasks[-1], dict(sorted({**taken, **extra}.items())),
        skipped=frozenset(between),
        letters={}, confidence=0.8 if header_text(grid, headers, task) else 0.6,
    )  # fmt: skip


@observation("outline over columns", otherwise=lambda *_: [])
def _outline_columns(grid: Grid, header: int, task: int, body: list[int]) -> list[int]:
    """Return the columns left of the task column that hold the names of upper levels of an outline.

    They have texts, but never on a row where the next level has one, and no header of their own.
    """
    found: list[int] = []
    column = task - 1
    while column >= 0:
        rows = [row for row in body if grid.text(row, column)]
        wordy = sum(any(c.isalpha() for c in grid.text(row, column)) for row in rows)
        if grid.text(header, column) or wordy * 2 < len(rows) or not rows:
            break
        if any(grid.text(row, other) for row in rows for other in (task, *found)):
            break
        found.insert(0, column)
        column -= 1
    return found
