"""What each cell of a sheet could be, before any table is known: a mark, a nobody mark or text."""

from collections import Counter
from dataclasses import dataclass

from raci_studio.excel.grid import Grid
from raci_studio.excel.marks import Words, candidate_letters, explained_letters, is_nobody_mark, mark_pieces
from raci_studio.excel.words import AMBIGUOUS_WORDS, fold, role_phrases

MARK, NOBODY_MARK, TEXT = "m", "n", "t"
LONGEST_NOBODY = 4
LETTERS, WORD, EXPLAINED = "letters", "word", "explained"


@dataclass(frozen=True)
class CellKinds:
    """Per row: column -> MARK, NOBODY_MARK or TEXT; blank cells are absent. ``legend`` are its cells."""

    rows: tuple[dict[int, str], ...]
    legend: frozenset[tuple[int, int]] = frozenset()

    def at(self, row: int, column: int) -> str:
        """Return the kind of a cell, "" for a blank one."""
        return self.rows[row].get(column, "") if 0 <= row < len(self.rows) else ""


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


def _shape(text: str, words: Words) -> str:
    if len(text) <= LONGEST_NOBODY and is_nobody_mark(text):
        return NOBODY_MARK
    if not candidate_letters(text, words):
        return EXPLAINED if explained_letters(text) else TEXT
    longest = max((len(piece) for piece in text.replace("/", " ").replace(",", " ").split("(")[0].split()), default=0)
    return WORD if longest > 4 else LETTERS


def classify(grid: Grid, legend: frozenset[tuple[int, int]], words: Words = frozenset()) -> CellKinds:
    """Return the kinds of all cells; a legend's cells are text.

    Words such as "Consulted" are marks only on a sheet that has more of them than of letters, a letter
    with a remark after a dash only where bare letters are more numerous. A short upper-case text among
    headers ("SA", "CS") is a header.
    """
    shape_of = {text: _shape(text, words) for text in grid.vocabulary}
    totals: Counter[str] = Counter()
    for text, number in grid.counts.items():
        totals[shape_of[text]] += number
    marks = {LETTERS}
    marks |= {WORD} if totals[WORD] > totals[LETTERS] else set()
    marks |= {EXPLAINED} if totals[LETTERS] > totals[EXPLAINED] else set()
    kind_of = {text: _kind(shape, marks) for text, shape in shape_of.items()}
    longer = {text for text, kind in kind_of.items() if kind == MARK and len(text) > 1 and text.isalpha()}
    rows = [{column: kind_of[text] for column, text in enumerate(row) if text} for row in grid.texts]
    for row, column in legend:
        rows[row][column] = TEXT
    for number, kinds in enumerate(rows):
        if not longer.isdisjoint(grid.texts[number]):
            _without_stray_marks(grid, number, kinds)
    return CellKinds(tuple(rows), legend)


def _kind(shape: str, marks: set[str]) -> str:
    if shape in marks:
        return MARK
    return NOBODY_MARK if shape == NOBODY_MARK else TEXT


def _without_stray_marks(grid: Grid, row: int, kinds: dict[int, str]) -> None:
    marks = [column for column, kind in kinds.items() if kind == MARK]
    texts = sum(kind == TEXT for column, kind in kinds.items())
    if marks and texts >= 3 and texts > 2 * len(marks):
        for column in marks:
            if len(grid.text(row, column)) > 1 and grid.text(row, column).isalpha():
                kinds[column] = TEXT
