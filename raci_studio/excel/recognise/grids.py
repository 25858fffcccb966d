"""Recognise grids: a column per person, letters in the cells."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import chain

from raci_studio.excel.grid import Grid
from raci_studio.excel.marks import Words, candidate_letters, is_nobody_mark, read_marks
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.recognise.blocks import Block, find_blocks
from raci_studio.excel.recognise.cells import CellKinds, classify, learn_words
from raci_studio.excel.recognise.columns import name_candidates, name_other_columns, task_column
from raci_studio.excel.recognise.legend import Legend, explains_others, speaks_of_roles
from raci_studio.excel.recognise.letters import Letters, decide_letters, is_matrix_alphabet
from raci_studio.excel.recognise.lookalikes import is_crud, is_lookalike
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.recognise.people import people_columns
from raci_studio.excel.recognise.rows import RowRoles, TableShape, walk_rows
from raci_studio.excel.words import fold

FEWEST_MARKS = 3
_TITLE = re.compile(
    r"\b(r?a[srv]?ci[a-z]{0,2}|rasic|daci|rapid|paris|raci vs|responsibility (assignment )?(matrix|chart)|ram|"
    r"матриц\w* (\w+ )?ответственност\w*|"
    r"verantwortlichkeitsmatrix|matrice des responsabilites|matriz de responsabilidad\w*)\b"
)


@observation("title", otherwise=False)
def speaks_of_matrix(text: str) -> bool:
    """Tell whether a title, a sheet or a file is named after a responsibility matrix."""
    return len(text) < 200 and bool(_TITLE.search(fold(text)))


def find_grids(
    grid: Grid, legend: Legend, meanings: dict[str, str], hinted: bool, alphabet: frozenset[str] = frozenset()
) -> list[TablePlan]:
    """Return the plans of all grids on a sheet, from top to bottom; marks are of ``alphabet`` where it is known."""
    words = learn_words(grid) | {(fold(letter), letter) for letter in meanings if letter.isdigit() or len(letter) > 1}
    kinds = classify(grid, legend.cells, words, alphabet)
    if not hinted and is_crud(grid.counts):
        return []
    blocks = [block for block in find_blocks(grid, kinds) if sum(run.count for run in block.runs) >= FEWEST_MARKS]
    plans = []
    for block in blocks:
        limit = min(
            (b.headers[0] for b in blocks if b.headers[0] > block.last and _overlap(b, block)), default=grid.height
        )
        plan = _plan(grid, kinds, block, limit, meanings, hinted, words)
        if plan:
            plans.append(plan)
    return plans


def _overlap(one: Block, other: Block) -> bool:
    return min(one.columns) <= max(other.columns) and min(other.columns) <= max(one.columns)


def _plan(
    grid: Grid, kinds: CellKinds, block: Block, limit: int, meanings: dict[str, str], hinted: bool, words: Words
) -> TablePlan | None:
    first = max(block.headers) + 1
    people = people_columns(grid, kinds, block, range(first, block.last + 1), meanings)
    marked = kinds.marked_rows(people, range(first, block.last + 1))
    if not people or not marked:
        return None
    left, right = _extent(grid, block, people, marked)
    lead = list(range(left, min(people)))
    after = [column for column in range(min(people), right + 1) if column not in people]
    inner = _contiguous(after, people, grid.filled_columns([*block.headers, *marked]))
    task = task_column(grid, block.headers, name_candidates(grid, block.headers, lead, inner), marked)
    if task is None:
        return None
    shape = TableShape(
        grid, first, limit, task, tuple(sorted({*lead, task})), tuple(people), tuple(inner),
        frozenset(kinds.marked_rows(people, range(first, limit))).__contains__, frozenset(block.repeats),
        frozenset(row for row, column in kinds.legend if column <= task),
    )  # fmt: skip
    rows = walk_rows(shape)
    beside = frozenset(after) - frozenset(inner)
    return _finish(grid, block, people, task, [*lead, *after], beside, rows, meanings, hinted, kinds, words)


def _extent(grid: Grid, block: Block, people: dict[int, str], marked: list[int]) -> tuple[int, int]:
    """Return the first and last column of a table: as far as something stands on its header or task rows."""
    rows = [*block.headers, *marked]
    filled = {column for column in grid.filled_columns(rows) if block.left <= column < block.right}
    return min(filled, default=0), max(filled | set(people))


def _contiguous(after: list[int], people: dict[int, str], filled: set[int]) -> list[int]:
    """Return the columns after the people up to the first empty one; what is beyond stands beside the table."""
    gap = next((c for c in after if c > max(people) and c not in filled), None)
    return [c for c in after if gap is None or c < gap]


def _finish(
    grid: Grid, block: Block, people: dict[int, str], task: int, rest: list[int], beside: frozenset[int],
    rows: RowRoles,
    meanings: dict[str, str], hinted: bool, kinds: CellKinds, words: Words,
) -> TablePlan | None:  # fmt: skip
    cells = grid.cells(rows.tasks, people)
    texts = Counter(chain.from_iterable(cells))
    counts = count_letters(texts, words, meanings)
    letters = decide_letters(counts, meanings)
    hinted = hinted or speaks_of_roles(meanings, counts)
    if not rows.tasks or not is_matrix_alphabet(letters, counts, hinted):
        return None
    if not hinted and (is_lookalike(counts, cells, people.values()) or explains_others(meanings, counts)):
        return None
    taken = {task: "task"} | {column: f"person:{name or grid.column_label(column)}" for column, name in people.items()}
    far = grid.filled_columns(rows.tasks) - {*rest, *taken}
    far = {c for c in far if block.left <= c < block.right}
    rest = [c for c in (*rest, *sorted(far)) if c != task]
    headers = sorted({*block.headers, *rows.headers})
    above = [row for row in headers if row < rows.tasks[0]]  # the fields may be headed below the people
    others = name_other_columns(grid, above, taken, rest, rows.tasks, beside | far)
    return TablePlan(
        sheet=grid.name,
        layout="grid",
        header_rows=tuple(headers),
        first_row=rows.tasks[0],
        last_row=rows.tasks[-1],
        columns=dict(sorted({**taken, **others}.items())),
        sections=rows.sections,
        skipped=frozenset(row for row in rows.skipped | set(rows.headers) if rows.tasks[0] < row < rows.tasks[-1]),
        continued=frozenset(rows.continued),
        scheme=letters.scheme,
        letters=letters.kinds,
        words=dict(words),
        confidence=_confidence(texts, letters, counts, people, rows, kinds, words),
    )


def count_letters(texts: Mapping[str, int], words: Words, meanings: dict[str, str]) -> Counter[str]:
    """Count the letters of marks, given with how often each stands there, before the alphabet is known."""
    counts: Counter[str] = Counter()
    for text, number in texts.items():
        if not is_nobody_mark(text, meanings):
            counts.update(dict.fromkeys(candidate_letters(text, words), number))
    return counts


def _confidence(
    texts: Mapping[str, int],
    letters: Letters,
    counts: Counter[str],
    people: dict[int, str],
    rows: RowRoles,
    kinds: CellKinds,
    words: Words,
) -> float:
    """Return how sure the recognition is: understood letters, people with names, rows that assign somebody."""
    named = sum(bool(name) for name in people.values()) / len(people)
    assigned = len(kinds.marked_rows(people, rows.tasks)) / len(rows.tasks)
    strange = sum(number for text, number in texts.items() if _is_strange(text, letters, words))
    odd = strange / max(1, sum(counts.values()))
    return round(max(0.0, min(1.0, letters.share * named * (0.6 + 0.4 * assigned) - odd)), 2)


def _is_strange(text: str, letters: Letters, words: Words) -> bool:
    marks = read_marks(text, letters.alphabet, words)
    return bool(marks.words) and not marks.letters
