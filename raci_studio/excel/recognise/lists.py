"""Recognise lists: a column per role letter, names in the cells; and one cell with all roles."""

from collections import Counter
from collections.abc import Mapping

from raci_studio.excel.grid import Grid
from raci_studio.excel.marks import split_roles
from raci_studio.excel.names import is_nobody
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.recognise.columns import name_other_columns, task_column
from raci_studio.excel.recognise.headers import RoleGuess, field_of, role_of
from raci_studio.excel.recognise.legend import Legend
from raci_studio.excel.recognise.letters import decide_letters
from raci_studio.excel.recognise.rows import RowRoles, TableShape, walk_rows


def find_lists(grid: Grid, legend: Legend, meanings: dict[str, str], covered: set[int]) -> list[TablePlan]:
    """Return the plans of all lists on a sheet; rows in ``covered`` belong to tables found before."""
    plans: list[TablePlan] = []
    row = 0
    while row < grid.height:
        plan = None if row in covered else _list_at(grid, row, meanings, covered)
        if plan:
            plans.append(plan)
            row = plan.last_row
        row += 1
    return plans


def letter_columns(grid: Grid, row: int) -> dict[int, str]:
    """Return column -> letter for a header row of roles; {} if the row is none.

    A word that means two things («Ответственный», "Responsável") gets the letter no other column has.
    """
    guesses: dict[int, RoleGuess] = {}
    for column, text in grid.filled(row):
        guess = role_of(text)
        if guess:
            guesses[column] = guess
    letters = {column: guess.letter for column, guess in guesses.items() if guess.sure}
    for column, guess in guesses.items():
        if not guess.sure:
            free = [letter for letter in (guess.letter, guess.other) if letter not in letters.values()]
            if free:
                letters[column] = free[0]
    counted = {letter: [c for c in sorted(letters) if letters[c] == letter] for letter in set(letters.values())}
    return {columns[0]: letter for letter, columns in counted.items()}


def _list_at(grid: Grid, header: int, meanings: Mapping[str, str], covered: set[int]) -> TablePlan | None:
    letters = letter_columns(grid, header)
    if len(letters) < 2 or not {"R", "A", "D", "О", "И"} & set(letters.values()):
        return None
    if len(letters) == 2 and not any((g := field_of(text)) and g.field == "task" for _c, text in grid.filled(header)):
        return None
    limit = next((row for row in range(header + 1, grid.height) if row in covered), grid.height)
    body = [row for row in range(header + 1, limit) if not grid.is_blank_row(row)]
    lead = list(range(min(letters)))
    headers = _headers(grid, header, letters)
    filled = {column for row in headers for column, _text in grid.filled(row)}
    after = [c for c in range(min(letters) + 1, max(filled) + 1) if c not in letters]
    task = task_column(grid, headers, lead or after, body[:200])
    if task is None or not body or not _holds_names(grid, letters, body):
        return None
    lead = [c for c in lead if c in filled or c == task or any(grid.text(r, c) for r in body[:50])]
    shape = TableShape(
        grid, header + 1, limit, task, tuple(lead or [task]), tuple(sorted(letters)), tuple(after),
        lambda row: any((t := grid.text(row, c)) and not is_nobody(t) for c in letters),
        frozenset(row for row in body if letter_columns(grid, row) == letters),
    )  # fmt: skip
    rows = walk_rows(shape)
    if not rows.tasks or not (any(map(shape.has_marks, rows.tasks)) or _is_template(grid, headers, letters)):
        return None
    return _plan(grid, headers, letters, task, [*lead, *after], rows, meanings)


def _is_template(grid: Grid, headers: list[int], letters: Mapping[int, str]) -> bool:
    """Tell whether headers without a single name below are those of a list waiting to be filled in."""
    fields = [field_of(text) for row in headers for _column, text in grid.filled(row)]
    return len(letters) >= 3 and any(guess and guess.field == "task" for guess in fields)


def _headers(grid: Grid, header: int, letters: Mapping[int, str]) -> list[int]:
    """Return the header rows: that of the letters, and one above it that heads the other columns."""
    above = [(column, text) for column, text in grid.filled(header - 1) if column not in letters] if header else []
    heads = [text for column, text in above if not grid.text(header, column) and field_of(text)]
    return [header - 1, header] if heads else [header]


def _plan(
    grid: Grid,
    headers: list[int],
    letters: Mapping[int, str],
    task: int,
    rest: list[int],
    rows: RowRoles,
    meanings: Mapping[str, str],
) -> TablePlan:
    taken = {task: "task"} | {column: f"role:{letter}" for column, letter in letters.items()}
    far = grid.filled_columns(rows.tasks) - {*rest, *taken}
    rest = [c for c in (*rest, *sorted(far)) if c != task]
    others = name_other_columns(grid, headers, taken, rest, rows.tasks, frozenset(far))
    scheme = decide_letters(Counter(letters.values()), meanings)
    return TablePlan(
        sheet=grid.name,
        layout="list",
        header_rows=tuple(sorted({*headers, *rows.headers})),
        first_row=rows.tasks[0],
        last_row=rows.tasks[-1],
        columns=dict(sorted({**taken, **others}.items())),
        sections=rows.sections,
        skipped=frozenset(row for row in rows.skipped | set(rows.headers) if rows.tasks[0] < row < rows.tasks[-1]),
        continued=frozenset(rows.continued),
        scheme=scheme.scheme,
        letters=scheme.kinds,
        confidence=0.95 if len(letters) >= 3 else 0.75,
    )


def _holds_names(grid: Grid, letters: Mapping[int, str], body: list[int]) -> bool:
    """Tell whether the cells below are names: no numbers, no role words of a legend."""
    texts = [
        text for row in body[:100] for column in letters if (text := grid.text(row, column)) and not is_nobody(text)
    ]
    odd = sum(text.replace(".", "").replace(",", "").isdigit() or role_of(text) is not None for text in texts)
    return odd * 2 <= len(texts)


def find_one_cells(grid: Grid, meanings: Mapping[str, str], covered: set[int]) -> list[TablePlan]:
    """Return the plans of tables that hold all roles of a task in one cell."""
    columns: dict[int, list[int]] = {}
    free = [row for row in range(grid.height) if row not in covered]
    telling = {text for text in set().union(*(grid.texts[row] for row in free)) if len(text) > 3 and split_roles(text)}
    for row in free:
        if not telling.isdisjoint(grid.texts[row]):
            for column, text in enumerate(grid.texts[row]):
                if text in telling:
                    columns.setdefault(column, []).append(row)
    for column, rows in sorted(columns.items()):
        plan = _one_cell(grid, column, rows, meanings) if len(rows) >= 2 else None
        if plan:
            return [plan]
    return []


def _one_cell(grid: Grid, column: int, rows: list[int], meanings: Mapping[str, str]) -> TablePlan | None:
    filled = [row for row in range(rows[0], rows[-1] + 1) if grid.text(row, column)]
    header = next((row for row in range(rows[0] - 1, -1, -1) if grid.text(row, column)), None)
    if header is None or len(rows) * 2 < len(filled):
        return None
    counts = Counter(letter for row in rows for part, _n in split_roles(grid.text(row, column)) for letter in part)
    letters = decide_letters(counts, meanings)
    others = [c for c in range(grid.width) if c != column]
    named = [c for c in others if (g := field_of(grid.text(header, c))) and g.field == "task"]
    task = task_column(grid, [header], named or others, rows)
    if task is None or letters.share < 0.8:
        return None
    shape = TableShape(
        grid, header + 1, grid.height, task, tuple(range(column)), (column,), tuple(c for c in others if c > column),
        lambda row: bool(split_roles(grid.text(row, column))),
    )  # fmt: skip
    roles = walk_rows(shape)
    if not roles.tasks:
        return None
    taken = {task: "task", column: "roles"}
    extra = name_other_columns(grid, [header], taken, [c for c in others if c != task], roles.tasks)
    return TablePlan(
        grid.name, "one-cell", (header,), roles.tasks[0], roles.tasks[-1], dict(sorted({**taken, **extra}.items())),
        roles.sections, frozenset(roles.skipped), frozenset(roles.continued), letters.scheme, letters.kinds,
        confidence=0.9,
    )  # fmt: skip
