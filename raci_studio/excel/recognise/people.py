"""Who heads the columns of a grid: people's names from headers in one or several rows."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations, pairwise

from raci_studio.excel.grid import Grid
from raci_studio.excel.marks import candidate_letters, is_nobody_mark
from raci_studio.excel.plan import FIELDS
from raci_studio.excel.recognise.blocks import DEEPEST_HEADER, Block
from raci_studio.excel.recognise.cells import MARK, NOBODY_MARK, TEXT, CellKinds
from raci_studio.excel.recognise.headers import field_of, is_placeholder, speaks_of_counts
from raci_studio.excel.recognise.letters import is_known
from raci_studio.excel.recognise.lookalikes import is_calendar
from raci_studio.excel.recognise.observations import observation

# What looks like letters in such columns ("A" for high priority, a note "x y") is no role, unless nothing else
# is in the table.
_NO_PEOPLE = frozenset(FIELDS) - {"task", "owner"}
FEWEST_CHOICES = 3
FEWEST_TICKED = 3  # columns of nothing but X
_TICKS = frozenset("XХ")
FEWEST_SOUND = 2  # columns whose letters are all roles tell that other letters are something else
STRANGE_SHARE = 0.25  # of a column's letters
_INITIALS = 3  # letters of a header that may as well be a person's initials ("AB" is German for "from")


def people_columns(
    grid: Grid, kinds: CellKinds, block: Block, rows: range, explained: Collection[str] = ()
) -> dict[int, str]:
    """Return column -> name for the people of a block, whose tasks lie within ``rows``.

    ``explained`` are the letters a legend speaks of.
    """
    counts = _count_kinds(kinds, rows)
    holders = [column for column in sorted(counts) if _holds_marks(counts[column]) and _is_near(block, column)]
    plain = [column for column in holders if not _is_coded(grid, block, column)]
    holders = plain or holders
    holders = _without_choices(grid, block, rows, _without_other_codes(grid, block, rows, holders, explained))
    if not holders:
        return {}
    empty = _empty_people(grid, block, counts, holders)
    names = name_columns(grid, block.headers, sorted({*holders, *empty}), kinds.legend)
    return {column: name for column, name in names.items() if column in holders or (name and not is_placeholder(name))}


def _count_kinds(kinds: CellKinds, rows: range) -> dict[int, Counter[str]]:
    """Return column -> how many of the rows are of each kind; a column without anything is left out."""
    counts: dict[int, Counter[str]] = {}
    for column, cells in enumerate(kinds.columns):
        found = {kind: cells.count(kind, rows.start, rows.stop) for kind in (MARK, NOBODY_MARK, TEXT)}
        if any(found.values()):
            counts[column] = Counter(found)
    return counts


def _holds_marks(counts: Counter[str]) -> bool:
    return counts[MARK] > 0 and counts[MARK] + counts[NOBODY_MARK] >= counts[TEXT]


def _is_near(block: Block, column: int) -> bool:
    return min(block.columns) - 1 <= column <= max(block.columns) + 1


@observation("columns of codes", otherwise=False)
def _is_coded(grid: Grid, block: Block, column: int) -> bool:
    """Tell whether a column of letters is a code of its own: its header says so or lists its letters."""
    header = header_text(grid, block.headers, column)
    pieces = header.replace(",", "/").split("/")
    if not is_nobody_mark(header) and len(pieces) > 1 and all(len(piece.strip()) == 1 for piece in pieces):
        return True
    guess = field_of(header)
    if guess is None or guess.strength < 3:
        return False
    return guess.field == "number" or (guess.field in _NO_PEOPLE and len(header) > _INITIALS)


@observation("columns of other codes", otherwise=lambda _grid, _block, _rows, holders, _explained: holders)
def _without_other_codes(
    grid: Grid, block: Block, rows: range, holders: list[int], explained: Collection[str]
) -> list[int]:
    """Return the columns but those at an edge with letters that nothing explains and no scheme has.

    They are priorities (M, S, C, W), traffic lights (R, A, G) or the bars of a chart (X).
    """
    letters = {column: _letters(grid, rows, column) for column in holders}
    used = set().union(*letters.values())
    unknown = {
        column: {letter for letter in found if letter not in explained and not is_known(letter, used)}
        for column, found in letters.items()
    }
    sound = [column for column in holders if not unknown[column]]
    if len(sound) < FEWEST_SOUND:
        return holders
    ticked = [column for column in holders if set(letters[column]) <= _TICKS]

    def is_other(column: int) -> bool:
        if set(letters[column]) <= _TICKS and len(ticked) < FEWEST_TICKED:
            return is_calendar([header_text(grid, block.headers, column)])
        strange = sum(letters[column][letter] for letter in unknown[column])
        named = (guess := field_of(header_text(grid, block.headers, column))) is not None and guess.strength == 3
        enough = strange >= (1 if named else STRANGE_SHARE * letters[column].total())
        return strange > 0 and enough and not sound[0] < column < sound[-1]

    return [column for column in holders if not is_other(column)]


@observation("lists of choices", otherwise=lambda _grid, _block, _rows, holders: holders)
def _without_choices(grid: Grid, block: Block, rows: range, holders: list[int]) -> list[int]:
    """Return the columns but the last if it stands apart and has each letter once: what cells can be filled with."""
    if len(holders) <= FEWEST_SOUND:
        return holders
    gaps = [right - left for left, right in pairwise(holders)]
    between = range(holders[-2] + 1, holders[-1])
    apart = gaps[-1] > max(gaps[:-1]) and not any(grid.text(row, c) for row in block.headers for c in between)
    letters = _letters(grid, rows, holders[-1])
    once = len(letters) >= FEWEST_CHOICES and set(letters.values()) == {1}
    return holders[:-1] if apart and once else holders


def _letters(grid: Grid, rows: range, column: int) -> Counter[str]:
    texts = Counter(grid.columns[column][rows.start : rows.stop])
    found: Counter[str] = Counter()
    for text, number in texts.items():
        if text and not is_nobody_mark(text):
            found.update(dict.fromkeys(candidate_letters(text), number))
    return found


def header_text(grid: Grid, headers: Sequence[int], column: int) -> str:
    """Return the header of a column: the lowest of its header cells that names a field, else the lowest filled."""
    texts = [text for row in sorted(headers, reverse=True) if (text := grid.merged_text(row, column))]
    named = [text for text in texts if (guess := field_of(text)) and guess.strength >= 2]
    return (named or texts or [""])[0]


@observation("people without marks", otherwise=lambda *_: [])
def _empty_people(grid: Grid, block: Block, counts: dict[int, Counter[str]], holders: list[int]) -> list[int]:
    """Return the columns without marks that are headed like people: between the others, or right beside them."""
    top = set(block.headers)

    def is_unused(column: int) -> bool:
        texts = [grid.text(row, column) for row in top]
        used = counts.get(column, Counter())
        header = next((text for text in texts if text), "")
        guess = field_of(header)
        other = (guess is not None and guess.strength == 3) or is_calendar([header]) or speaks_of_counts(header)
        return bool(header) and not used[TEXT] and not used[MARK] and not other

    between = [column for column in range(holders[0], holders[-1]) if column not in holders and is_unused(column)]
    beside = []
    for step, start in ((1, holders[-1] + 1), (-1, holders[0] - 1)):
        column = start
        while 0 < column < grid.width and is_unused(column):
            beside.append(column)
            column += step
    return between + beside


def name_columns(
    grid: Grid, headers: list[int], columns: list[int], legend: frozenset[tuple[int, int]]
) -> dict[int, str]:
    """Return column -> name; headers in several rows are joined where one row does not tell people apart.

    A row whose cells span several columns (a person over positions, a team over people) comes first.
    """
    rows = [
        row for row in _header_rows(grid, headers, columns) if not any((row, column) in legend for column in columns)
    ]
    texts = {row: [grid.merged_text(row, column) for column in columns] for row in rows}
    rows = [row for row in rows if not _is_counted(texts[row])] or rows
    chosen = _telling_rows(grid, rows, texts, columns)
    chosen.sort(key=lambda row: (-_spanned(grid, row, columns), row))
    names = {}
    for index, column in enumerate(columns):
        parts = dict.fromkeys(" ".join(texts[row][index].split()) for row in chosen if texts[row][index])
        name = " / ".join(parts) or next((t[index] for t in texts.values() if t[index]), "")
        names[column] = " ".join(name.split())
    return names


def _header_rows(grid: Grid, headers: list[int], columns: list[int]) -> list[int]:
    """Return the header rows and the filled rows right above that may complete them."""
    rows = list(range(min(headers), max(headers) + 1))
    rows = [row for row in rows if any(grid.text(row, column) for column in columns)]
    above = min(headers) - 1
    while above >= 0 and len(rows) < DEEPEST_HEADER and _distinct(grid, above, columns) >= 2:
        rows.insert(0, above)
        above -= 1
    return rows


def _spanned(grid: Grid, row: int, columns: list[int]) -> int:
    """Return how many columns take their text in this row from a merged cell that begins further left."""
    return sum(not grid.text(row, column) and bool(grid.merged_text(row, column)) for column in columns)


def _distinct(grid: Grid, row: int, columns: list[int]) -> int:
    return len({grid.merged_text(row, column) for column in columns} - {""})


@observation("names in several rows", otherwise=lambda _grid, rows, *_: rows[-1:])
def _telling_rows(grid: Grid, rows: list[int], texts: dict[int, list[str]], columns: list[int]) -> list[int]:
    """Return the header rows whose texts, joined, tell the people apart."""
    if not rows:
        return []
    best = max(rows, key=lambda row: (len(set(texts[row]) - {""}), row))
    chosen = [best]
    for size in range(len(rows)):
        options = [[best, *more] for more in combinations([row for row in rows if row != best], size)]
        chosen = max(options, key=lambda option: _told_apart(texts, option))
        if _told_apart(texts, chosen) >= len({column for i, column in enumerate(columns) if texts[best][i]}):
            break
    else:
        chosen = [best]
    own = [row for row in rows if row not in chosen and _is_filled_individually(grid, row, columns)]
    return chosen + own


def _is_counted(texts: list[str]) -> bool:
    """Tell whether a row holds how much of each person there is ("0.5") rather than names."""
    return any(texts) and all(not text or text.replace(".", "").replace("%", "").isdigit() for text in texts)


def _told_apart(texts: dict[int, list[str]], rows: list[int]) -> int:
    return len({key for key in zip(*(texts[row] for row in rows), strict=True) if any(key)})


def _is_filled_individually(grid: Grid, row: int, columns: list[int]) -> bool:
    own = [grid.text(row, column) for column in columns]
    filled = [text for text in own if text]
    return len(filled) >= 0.8 * len(columns) and len(set(filled)) >= 0.6 * len(columns) and len(columns) > 1
