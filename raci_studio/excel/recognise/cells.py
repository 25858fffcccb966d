"""What each cell of a sheet could be, before any table is known: a mark, a nobody mark or text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from raci_studio.excel.grid import Grid, Place
from raci_studio.excel.marks import NOBODY, Words, candidate_letters, explained_letters, is_nobody_mark, mark_pieces
from raci_studio.excel.recognise.headers import field_of
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.words import AMBIGUOUS_WORDS, fold, person_headers, role_phrases

BLANK, MARK, NOBODY_MARK, TEXT = " ", "m", "n", "t"
LONGEST_NOBODY = 4
_TASK_FIELDS = ("task", "process", "step", "phase", "result")
DEEPEST = 40  # rows in which a header of mere letters is looked for
LETTERS, WORD, EXPLAINED = "letters", "word", "explained"


@dataclass(frozen=True)
class CellKinds:
    """What each cell is, a character per cell (BLANK, MARK, NOBODY_MARK, TEXT) and a string per column.

    Strings because large sheets are searched column by column. ``legend`` are the cells of a legend, as texts.
    """

    columns: tuple[str, ...]
    legend: frozenset[Place] = frozenset()

    def marked_rows(self, columns: Iterable[int], rows: Sequence[int]) -> list[int]:
        """Return those of the ascending rows that hold a mark in one of the columns."""
        picked = [self.columns[column] for column in columns]
        if not picked or not rows:
            return []
        marked = {row for row, cells in enumerate(zip(*picked)) if MARK in cells}
        return [row for row in rows if row in marked]


@observation("words in marks", otherwise=frozenset())
def learn_words(grid: Grid) -> Words:
    """Return words that stand beside known role words in marks ("Actor/responsible") and mean their initial.

    They are learnt only if they come more than once and no companion has the same letter.
    """
    texts = Counter({text: number for text, number in grid.counts.items() if number > 1 and 8 < len(text) < 40})
    seen: Counter[tuple[str, str]] = Counter()
    for text, number in texts.items():
        pieces = mark_pieces(text)
        if not 2 <= len(pieces) <= 3 or any(len(piece) < 4 for piece in pieces):
            continue
        known = {piece: role_phrases().get(piece) or AMBIGUOUS_WORDS.get(piece, ("",))[0] for piece in pieces}
        letters = {letter for letter in known.values() if letter}
        new = [piece for piece, letter in known.items() if not letter]
        if letters and len(new) == 1 and new[0][0].upper() in set("RASCI") - letters:
            seen[new[0], new[0][0].upper()] += number
    return frozenset(seen) | _second_meanings(texts)


@observation("second meaning", otherwise=frozenset())
def _second_meanings(texts: Counter[str]) -> Words:
    """Return the words that mean two things («Ответственный») with their second meaning, where another
    word has the first («Исполнитель»).
    """
    often = {fold(text) for text in texts}
    sure = {role_phrases()[word] for word in often if word in role_phrases()}
    return frozenset(
        (word, AMBIGUOUS_WORDS[word][1])
        for word in often
        if word in AMBIGUOUS_WORDS and AMBIGUOUS_WORDS[word][0] in sure
    )


def _shapes(grid: Grid, words: Words) -> dict[str, str]:
    """Return what the different texts of a sheet look like; those that can be no marks are left out."""
    shapes: dict[str, str] = {}
    prose: dict[str, bool] = {}  # first word -> whether no mark begins with it: decides most names of tasks
    for text in grid.vocabulary:
        if text[0].isdigit() and not words and text not in NOBODY:
            continue  # the numbers of the rows
        first, blank, _rest = text.partition(" ")
        if blank and first not in prose:
            prose[first] = first.isalpha() and not candidate_letters(first, words)
        if not (blank and prose[first]) and (shape := _shape(text, words)) != TEXT:
            shapes[text] = shape
    return shapes


def _shape(text: str, words: Words) -> str:
    if len(text) <= LONGEST_NOBODY and is_nobody_mark(text):
        return NOBODY_MARK
    if text[0].isdigit() and not words:
        return TEXT
    if not candidate_letters(text, words):
        return EXPLAINED if explained_letters(text) else TEXT
    longest = max((len(piece) for piece in text.replace("/", " ").replace(",", " ").split("(")[0].split()), default=0)
    return WORD if longest > 4 else LETTERS


def classify(
    grid: Grid, legend: frozenset[Place], words: Words = frozenset(), alphabet: frozenset[str] = frozenset()
) -> CellKinds:
    """Return the kinds of all cells; a legend's cells are text.

    Words such as "Consulted" are marks only on a sheet that has more of them than of letters, a letter
    with a remark after a dash only where bare letters are more numerous. A short upper-case text among
    headers ("SA", "CS") is a header. Where the ``alphabet`` is known, no other letters are marks.
    """
    shape_of = _shapes(grid, words)
    if alphabet:
        shape_of = {
            text: shape
            for text, shape in shape_of.items()
            if shape == NOBODY_MARK or alphabet.issuperset(candidate_letters(text, words))
        }
    totals: Counter[str] = Counter()
    for text, shape in shape_of.items():
        totals[shape] += grid.counts[text]
    marks = {LETTERS}
    marks |= {WORD} if totals[WORD] > totals[LETTERS] else set()
    marks |= {EXPLAINED} if totals[LETTERS] > totals[EXPLAINED] else set()
    kind_of = _TextsBesides({text: _kind(shape, marks) for text, shape in shape_of.items()} | {"": BLANK})
    columns = [
        # A column of mere texts, such as the names of the tasks, is not read cell by cell.
        TEXT * len(texts) if kind_of.keys().isdisjoint(texts) else "".join(map(kind_of.__getitem__, texts))
        for texts in grid.columns
    ]
    changed: dict[int, list[str]] = {}
    for row, column in legend:
        changed.setdefault(column, list(columns[column]))[row] = TEXT
    for column, kinds in changed.items():
        columns[column] = "".join(kinds)
    for row, column in _lettered_headers(grid, columns) | _letters_over_numbers(grid, columns):
        columns[column] = columns[column][:row] + TEXT + columns[column][row + 1 :]
    return CellKinds(tuple(columns), legend)


class _TextsBesides(dict[str, str]):
    """The kinds of some texts; every other one is TEXT."""

    def __missing__(self, text: str) -> str:
        return TEXT


def _kind(shape: str, marks: set[str]) -> str:
    if shape in marks:
        return MARK
    return NOBODY_MARK if shape == NOBODY_MARK else TEXT


@observation("headers of mere letters", otherwise=frozenset())
def _lettered_headers(grid: Grid, columns: Sequence[str]) -> frozenset[Place]:
    """Return the cells beside the header of the tasks that look like marks, but have no text above that heads them.

    They are initials ("A", "IC") or a number's sign ("N°").
    """
    found: set[Place] = set()
    for row in range(min(DEEPEST, grid.height)):
        marks = [column for column, cells in enumerate(columns) if cells[row] == MARK]
        if not marks or not any(_heads_tasks(text) for _column, text in grid.filled(row)):
            continue
        unheaded = [column for column in marks if TEXT not in columns[column][:row]]
        if len(unheaded) * 2 > len(marks):
            found.update((row, column) for column in marks)
    return frozenset(found)


@observation("letters over numbers", otherwise=frozenset())
def _letters_over_numbers(grid: Grid, columns: Sequence[str]) -> frozenset[Place]:
    """Return the marks of rows that head counts: right below most of them stands a number."""
    rows: dict[int, list[int]] = {}
    for column, cells in enumerate(columns):
        row = cells.find(MARK + TEXT)
        while row >= 0:
            rows.setdefault(row, []).append(column)
            row = cells.find(MARK + TEXT, row + 1)
    found: set[Place] = set()
    for row, over in rows.items():
        marks = [column for column, cells in enumerate(columns) if cells[row] == MARK]
        texts = [text for column, text in grid.filled(row) if columns[column][row] == TEXT]
        # Else the row may be the last task of a table, above its totals.
        begins = all(fold(text) in person_headers() for text in texts) or not any(
            MARK in columns[column][:row] for column in marks
        )
        counted = [column for column in over if grid.text(row + 1, column).replace(".", "").isdigit()]
        if begins and len(counted) > 1 and len(counted) * 2 > len(marks):
            found.update((row, column) for column in marks)
    return frozenset(found)


def _heads_tasks(text: str) -> bool:
    guess = field_of(text)
    return guess is not None and guess.field in _TASK_FIELDS and guess.strength == 3
