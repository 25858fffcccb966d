"""Recognise an empty grid: a sheet named after RACI with tasks and headed columns, but no letters yet."""

from raci_studio.core.scheme import RACI
from raci_studio.excel.grid import Grid
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.recognise.columns import name_other_columns
from raci_studio.excel.recognise.headers import LONGEST_HEADER, field_of, is_placeholder
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.recognise.rows import TableShape, walk_rows

DEEPEST = 20  # rows searched for a header
FEWEST_PEOPLE = 2


@observation("templates", otherwise=lambda *_: [])
def find_template(grid: Grid) -> list[TablePlan]:
    """Return the plan of a template to be filled in; [] if the sheet is none."""
    for header in range(min(DEEPEST, grid.height)):
        plan = _template_at(grid, header)
        if plan:
            return [plan]
    return []


def _template_at(grid: Grid, header: int) -> TablePlan | None:
    fields = {column: field_of(text) for column, text in grid.filled(header)}
    tasks = [column for column, guess in fields.items() if guess and guess.field == "task" and guess.strength >= 2]
    if not tasks:
        return None
    task = tasks[0]
    people = [
        c
        for c, guess in fields.items()
        if c > task and not (guess and guess.strength == 3) and _is_empty(grid, header, c)
    ]
    if len(people) < FEWEST_PEOPLE:
        return None
    lead = list(range(task + 1))
    others = [column for column in fields if column > task and column not in people]
    shape = TableShape(
        grid, header + 1, grid.height, task, tuple(lead), tuple(people), tuple(others), lambda row: False
    )
    rows = walk_rows(shape)
    if len(rows.tasks) < 2:
        return None
    named = {c: grid.text(header, c) for c in people if not is_placeholder(grid.text(header, c))}
    taken = {task: "task"} | {column: f"person:{' '.join(name.split())}" for column, name in named.items()}
    more = name_other_columns(
        grid, [header], taken, [c for c in fields if c not in taken and c not in people], rows.tasks
    )
    return TablePlan(
        grid.name, "grid", (header,), rows.tasks[0], rows.tasks[-1], dict(sorted({**taken, **more}.items())),
        rows.sections,
        frozenset(rows.skipped), frozenset(rows.continued), letters={k: v.value for k, v in RACI.kinds.items()},
        confidence=0.5,
    )  # fmt: skip


def _is_empty(grid: Grid, header: int, column: int) -> bool:
    short = len(grid.text(header, column)) <= LONGEST_HEADER
    return short and not any(grid.text(row, column) for row in range(header + 1, grid.height))
