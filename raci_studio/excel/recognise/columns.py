"""Which column holds the task names, and what the remaining columns are."""

import re
from collections.abc import Iterable, Sequence

from raci_studio.excel.grid import Grid
from raci_studio.excel.marks import candidate_letters
from raci_studio.excel.recognise.headers import FieldGuess, field_of, is_placeholder
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.recognise.people import header_text

ENOUGH_ROWS = 1000  # of a large table are looked at to find its names
_COUNTER = re.compile(r"\d+(?:\.\d+)*\.?")

# How much a header speaks for (or against) its column holding the task names.
_NAME_BONUS = {
    "task": 2.0, "step": 0.6, "result": 0.4, "process": 0.0, "description": -0.2, "phase": -0.8, "number": -1.5,
    "owner": -1.5,
    "notes": -1.0, "status": -2.0, "priority": -2.0, "deadline": -2.0, "start": -2.0, "finish": -2.0, "duration": -2.0,
    "channel": -1.0, "format": -1.0, "input": -0.5, "criterion": -0.5, "predecessors": -2.0,
}  # fmt: skip


def task_column(grid: Grid, headers: Sequence[int], candidates: Iterable[int], rows: Sequence[int]) -> int | None:
    """Return the column whose cells read most like names of tasks: filled, wordy, different from each other."""
    best: tuple[float, int] | None = None
    rows = rows[:: len(rows) // ENOUGH_ROWS + 1]
    for column in candidates:
        texts = [text for row in rows if (text := grid.text(row, column))]
        if not texts:
            continue
        filled = len(texts) / max(1, len(rows))
        words = sum(any(c.isalpha() for c in text) and not candidate_letters(text) for text in texts) / len(texts)
        length = min(sum(map(len, texts)) / len(texts), 30) / 30
        distinct = len(set(texts)) / len(texts)
        score = 1.5 * filled + words + 0.7 * length + 0.6 * distinct + _name_bonus(grid, headers, column)
        if best is None or score > best[0] + 1e-9:
            best = (score, column)
    return best[1] if best else None


@observation("tasks on the right", otherwise=lambda _grid, _headers, lead, after: lead or after)
def name_candidates(grid: Grid, headers: Sequence[int], lead: list[int], after: list[int]) -> list[int]:
    """Return the columns that may hold the names: those ``lead``ing to the roles, or those after them that say so.

    The latter count only where every leading header names something else ("Due", "No").
    """
    guesses = {column: field_of(header_text(grid, headers, column)) for column in (*lead, *after)}
    elsewhere = [c for c in after if (g := guesses[c]) and g.field == "task" and g.strength == 3]
    if elsewhere and all((g := guesses[c]) and g.strength == 3 and _NAME_BONUS.get(g.field, 0) < -0.9 for c in lead):
        return elsewhere
    return lead or after


@observation("header of the task column", otherwise=0.0)
def _name_bonus(grid: Grid, headers: Sequence[int], column: int) -> float:
    """Return how much a header speaks for, or against, its column holding the names of the tasks."""
    guess = field_of(header_text(grid, headers, column))
    return _NAME_BONUS.get(guess.field, 0.0) * guess.strength / 3 if guess else 0.0


def name_other_columns(
    grid: Grid,
    headers: Sequence[int],
    taken: dict[int, str],
    columns: Iterable[int],
    rows: Sequence[int],
    beside: frozenset[int] = frozenset(),
) -> dict[int, str]:
    """Return column -> field, "extra:HEADER" or nothing, for the columns that are not ``taken`` yet.

    A field that only makes sense once keeps its best column; the others become extra columns. A
    column with content but no header is an extra one named by its letters. What stands ``beside`` the
    table (a legend, notes) is kept as extra columns too, never as a field.
    """
    named: dict[int, str] = {}
    used = set(taken.values())
    titles: set[str] = set()
    filled = {column: any(grid.text(row, column) for row in rows) for column in columns}
    order = sorted(filled, key=lambda c: (-_strength(grid, headers, c), not filled[c], c))
    for column in order:
        header = " ".join(header_text(grid, headers, column).split())
        if not filled[column] and (not _own_header(grid, headers, column) or is_placeholder(header)):
            continue
        guess = field_of(header)
        what = _field(grid, guess, column, rows) if column not in beside else ""
        if what and what not in used:
            named[column] = what
            used.add(what)
            continue
        title = header or grid.column_label(column)
        if title in titles:
            title = f"{title} ({grid.column_label(column)})"
        titles.add(title)
        named[column] = f"extra:{title}"
    return named


def _field(grid: Grid, guess: FieldGuess | None, column: int, rows: Sequence[int]) -> str:
    """Return the field a header names surely enough, "" for none; a "Step" of mere numbers is the number."""
    if guess is None or guess.strength < 2 or guess.field == "task":
        return ""
    if guess.field not in ("step", "phase"):
        return guess.field
    texts = [text for row in rows if (text := grid.text(row, column))]
    counted = len(set(texts)) == len(texts) > 1
    return "number" if counted and all(_COUNTER.fullmatch(text) for text in texts) else guess.field


def _own_header(grid: Grid, headers: Sequence[int], column: int) -> bool:
    return any(grid.text(row, column) for row in headers)


def _strength(grid: Grid, headers: Sequence[int], column: int) -> int:
    guess = field_of(header_text(grid, headers, column))
    return guess.strength if guess else 0
