"""Recognise tables of ticks: an X under a role letter, with the person above it, below it or in the row.

::

          | Anna      | Boris           | Responsible  | Accountable       Task | Person | R | A
    Task  | R   A     | R   A     Task  | Anna  Boris  | Anna  Boris       Plan | Anna   | X |
    Plan  | X         |     X     Plan  | X            |       X                | Boris  |   | X
"""

from collections import Counter
from collections.abc import Mapping

from raci_studio.excel.grid import Grid
from raci_studio.excel.marks import TICKS, is_tick
from raci_studio.excel.names import is_nobody
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.recognise.columns import name_other_columns, task_column
from raci_studio.excel.recognise.headers import field_of, role_of
from raci_studio.excel.recognise.letters import decide_letters
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.recognise.rows import TableShape, walk_rows
from raci_studio.excel.words import fold, person_headers

FEWEST_TICKS = 3
_WRITTEN_TICKS = frozenset(way for tick in TICKS for way in (tick, tick.upper(), tick.capitalize()))
Ticks = dict[int, tuple[str, str]]  # column -> (letter, person); "" for the person named in the row


@observation("ticks", otherwise=lambda *_: [])
def find_ticks(grid: Grid, meanings: Mapping[str, str]) -> list[TablePlan]:
    """Return the plans of all tables of ticks on a sheet, from top to bottom."""
    plans: list[TablePlan] = []
    ticked = _ticked_rows(grid)
    row = 0
    while ticked and row < grid.height:
        near = any(below in ticked for below in range(row + 1, row + 6))
        plan = _ticks_at(grid, row, meanings) if near else None
        if plan:
            plans.append(plan)
            row = plan.last_row
        row += 1
    return plans


def _ticked_rows(grid: Grid) -> set[int]:
    """Return the rows that hold a tick; numbers alone may be anything."""
    ticks = grid.vocabulary & _WRITTEN_TICKS
    if ticks <= {"1"}:
        return set()
    return {row for row, texts in enumerate(grid.texts) if not ticks.isdisjoint(texts)}


def _roles(grid: Grid, row: int) -> dict[int, str]:
    """Return column -> letter of the cells of a row that name a role."""
    guesses = {column: role_of(text) for column, text in grid.filled(row)}
    return {column: guess.letter for column, guess in guesses.items() if guess}


def _ticks_at(grid: Grid, row: int, meanings: Mapping[str, str]) -> TablePlan | None:
    roles = _roles(grid, row)
    if len(set(roles.values())) < 2 or not {"R", "A", "D", "О", "И"} & set(roles.values()):
        return None
    options: list[tuple[int, Ticks, int | None]] = []
    if len(set(roles.values())) < len(roles):
        options.append((row, _people_above(grid, row, roles), None))
    options.append((row + 1, _people_below(grid, row, roles), None))
    person = next((c for c, text in grid.filled(row) if c not in roles and fold(text) in person_headers()), None)
    if person is not None:
        options.append((row, {column: (letter, "") for column, letter in roles.items()}, person))
    for header, ticks, column in options:
        if ticks and _holds_ticks(grid, header + 1, ticks):
            return _plan(grid, row, header, ticks, column, meanings)
    return None


def _people_above(grid: Grid, row: int, roles: Mapping[int, str]) -> Ticks:
    """Return the ticks of a row of letters under names, each of which stands for the columns up to the next."""
    ticks: Ticks = {}
    name = ""
    for column in range(min(roles), max(roles) + 1):
        name = grid.merged_text(row - 1, column) or name
        if column in roles:
            ticks[column] = (roles[column], " ".join(name.split()))
    ok = all(name and role_of(name) is None for _letter, name in ticks.values())
    return ticks if ok and len(set(ticks.values())) == len(ticks) else {}


def _people_below(grid: Grid, row: int, roles: Mapping[int, str]) -> Ticks:
    """Return the ticks of a row of names under roles, each of which stands for the columns up to the next."""
    ticks: Ticks = {}
    letter = ""
    for column in range(min(roles), grid.width):
        letter = roles.get(column, "") or ("" if grid.text(row, column) else letter)
        name = " ".join(grid.text(row + 1, column).split())
        if letter and name:
            ticks[column] = (letter, name)
    names = [name for _letter, name in ticks.values()]
    ok = len(set(names)) < len(names) and not any(role_of(name) or is_tick(name) for name in names)
    return ticks if ok and len(set(ticks.values())) == len(ticks) else {}


def _holds_ticks(grid: Grid, first: int, ticks: Ticks) -> bool:
    texts = [
        text
        for row in range(first, min(first + 200, grid.height))
        for column in ticks
        if (text := grid.text(row, column))
    ]
    hits = sum(is_tick(text) for text in texts)
    odd = sum(not is_tick(text) and not is_nobody(text) for text in texts)
    return hits >= FEWEST_TICKS and odd <= 0.2 * hits


def _plan(
    grid: Grid, top: int, header: int, ticks: Ticks, person: int | None, meanings: Mapping[str, str]
) -> TablePlan | None:
    above = top - 1 if person is None and header == top else top
    headers = list(range(above, header + 1))
    body = [row for row in range(header + 1, grid.height) if not grid.is_blank_row(row)]
    lead = [c for c in range(min(ticks)) if c != person]
    named = [c for c in lead if any((g := field_of(grid.text(r, c))) and g.field == "task" for r in headers)]
    task = task_column(grid, headers, named or lead, body[:200])
    if task is None:
        return None
    after = [c for c in range(min(ticks), grid.width) if c not in ticks and c != person]
    shape = TableShape(
        grid, header + 1, grid.height, task, tuple(lead), tuple(sorted(ticks)), tuple(after),
        lambda row: any(is_tick(grid.text(row, column)) for column in ticks),
    )  # fmt: skip
    rows = walk_rows(shape)
    if not rows.tasks:
        return None
    taken = {task: "task"} | {column: f"tick:{letter}:{name}" for column, (letter, name) in ticks.items()}
    if person is not None:
        taken[person] = "person"
    more = name_other_columns(grid, headers, taken, [c for c in (*lead, *after) if c != task], rows.tasks)
    scheme = decide_letters(Counter(letter for letter, _name in ticks.values()), meanings)
    skipped, last = rows.skipped | set(rows.headers), rows.tasks[-1]
    if person is not None:
        # A row without a task goes on with the task above.
        going_on = {row for row in skipped if shape.has_marks(row)}
        skipped, last = skipped - going_on, max({last} | going_on)
    return TablePlan(
        grid.name, "grid" if person is None else "long", tuple(sorted({*headers, *rows.headers})), rows.tasks[0],
        last, dict(sorted({**taken, **more}.items())), rows.sections,
        frozenset(row for row in skipped if rows.tasks[0] < row < last), frozenset(rows.continued),
        scheme.scheme, scheme.kinds, confidence=0.9,
    )  # fmt: skip
