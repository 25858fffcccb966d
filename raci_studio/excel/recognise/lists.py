"""Recognise lists: a column per role letter, names in the cells; and one cell with all roles."""

from collections import Counter
from collections.abc import Mapping, Sequence

from raci_studio.core.scheme import RoleKind
from raci_studio.excel.grid import Grid
from raci_studio.excel.marks import candidate_letters, split_roles
from raci_studio.excel.names import is_nobody
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.recognise.columns import name_candidates, name_other_columns, task_column
from raci_studio.excel.recognise.headers import RoleGuess, field_of, role_of, scheme_columns
from raci_studio.excel.recognise.legend import Legend, kind_of_meaning
from raci_studio.excel.recognise.letters import decide_letters
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.recognise.rows import RowRoles, TableShape, walk_rows

_WORKING = frozenset(("R", "A", "D", "О", "И"))
LONGEST_LETTERS = 7  # characters of letters with slashes ("A/R", "R/A/C/I"), which are no names
NEAR = 6  # rows below a header that are looked at first: many rows of a large grid look like one


@observation("list layout", otherwise=lambda *_: [])
def find_lists(grid: Grid, legend: Legend, meanings: dict[str, str], covered: set[int]) -> list[TablePlan]:
    """Return the plans of all lists on a sheet; rows in ``covered`` belong to tables found before."""
    plans: list[TablePlan] = []
    row, height = 0, grid.height
    while row < height:
        plan = None if row in covered else _list_at(grid, row, meanings, covered, legend)
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
        if guess and not ((field := field_of(text)) and field.field == "number"):
            guesses[column] = guess
    if scheme := scheme_columns(dict(grid.filled(row))):
        return scheme
    letters = {column: guess.letter for column, guess in guesses.items() if guess.sure}
    for column, guess in guesses.items():
        if not guess.sure:
            free = [letter for letter in (guess.letter, guess.other) if letter not in letters.values()]
            if free:
                letters[column] = free[0]
    counted = {letter: [c for c in sorted(letters) if letters[c] == letter] for letter in set(letters.values())}
    return {columns[0]: letter for letter, columns in counted.items()}


def _is_working(letter: str, meanings: Mapping[str, str]) -> bool:
    """Tell whether a letter may stand for those who do the work or answer for it."""
    works = (RoleKind.DOES, RoleKind.ANSWERS)
    return letter in _WORKING or (letter in meanings and kind_of_meaning(meanings[letter], letter) in works)


def _list_at(
    grid: Grid, header: int, meanings: Mapping[str, str], covered: set[int], legend: Legend
) -> TablePlan | None:
    letters = letter_columns(grid, header)
    if len(letters) < 2 or not any(_is_working(letter, meanings) for letter in letters.values()):
        return None
    headed = _heads_tasks(grid, header)
    if not _holds_names(grid, letters, range(header + 1, min(header + NEAR, grid.height)), headed):
        return None
    if len(letters) == 2 and not headed:
        return None
    limit = next((row for row in range(header + 1, grid.height) if row in covered), grid.height)
    body = [row for row in range(header + 1, limit) if not grid.is_blank_row(row)]
    lead = list(range(min(letters)))
    headers = _headers(grid, header, letters)
    filled = {column for row in headers for column, _text in grid.filled(row)}
    after = [c for c in range(min(letters) + 1, max(filled) + 1) if c not in letters]
    task = task_column(grid, headers, name_candidates(grid, headers, lead, after), body[:200])
    if task is None or not body or not _holds_names(grid, letters, body, headed):
        return None
    explained = frozenset(row for row, column in legend.cells if column <= task)
    lead = [c for c in lead if c in filled or c == task or any(grid.text(r, c) for r in body[:50])]
    shape = TableShape(
        grid, header + 1, limit, task, tuple(sorted({*lead, task})), tuple(sorted(letters)), tuple(after),
        lambda row: row not in explained and any((t := grid.text(row, c)) and not is_nobody(t) for c in letters),
        frozenset(row for row in body if letter_columns(grid, row) == letters),
        explained,
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


@observation("names below role headers", otherwise=True)
def _holds_names(grid: Grid, letters: Mapping[int, str], body: Sequence[int], headed: bool) -> bool:
    """Tell whether the cells below are names: no numbers, no letters, no role words of a legend.

    Where the header row names tasks (``headed``) it heads no legend, and "Sponsor" or "Lead" is who has the role.
    """
    texts = [
        text for row in body[:100] for column in letters if (text := grid.text(row, column)) and not is_nobody(text)
    ]
    odd = sum(
        text.replace(".", "").replace(",", "").isdigit()
        or (role_of(text) is not None and not (headed and len(text) > 2))
        or ("/" in text and len(text) <= LONGEST_LETTERS and bool(candidate_letters(text)))
        for text in texts
    )
    return odd * 2 <= len(texts)


def _heads_tasks(grid: Grid, row: int) -> bool:
    return any((guess := field_of(text)) and guess.field == "task" for _column, text in grid.filled(row))


@observation("one cell layout", otherwise=lambda *_: [])
def find_one_cells(grid: Grid, legend: Legend, meanings: Mapping[str, str], covered: set[int]) -> list[TablePlan]:
    """Return the plans of tables that hold all roles of a task in one cell."""
    columns: dict[int, list[int]] = {}
    free = [row for row in range(grid.height) if row not in covered]
    telling = {text for text in set().union(*(grid.texts[row] for row in free)) if len(text) > 3 and split_roles(text)}
    for row in free:
        if not telling.isdisjoint(grid.texts[row]):
            for column, text in enumerate(grid.texts[row]):
                if text in telling and not ((row, column) in legend.cells and _explains(text)):
                    columns.setdefault(column, []).append(row)
    for column, rows in sorted(columns.items()):
        several = any(len(split_roles(grid.text(row, column))) > 1 for row in rows)
        plan = _one_cell(grid, column, rows, meanings) if len(rows) > 1 and several else None
        if plan:
            return [plan]
    return []


def _explains(text: str) -> bool:
    """Tell whether "R: Responsible; A: Accountable" says what letters mean rather than who has them."""
    return all(kind_of_meaning(names) is not None for _letters, names in split_roles(text))


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
