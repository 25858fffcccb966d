"""Legends: what the sheet itself says its letters mean."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from raci_studio.core.scheme import RoleKind
from raci_studio.excel.grid import Grid
from raci_studio.excel.recognise.headers import role_word
from raci_studio.excel.words import fold

_K = RoleKind
_KIND_OF_WORD_LETTER = {
    "R": _K.DOES, "A": _K.ANSWERS, "C": _K.CONSULTS, "I": _K.INFORMED, "S": _K.SUPPORTS, "V": _K.VERIFIES,
    "Q": _K.VERIFIES, "O": _K.OUT, "D": _K.DOES,
}  # fmt: skip
_LETTER = re.compile(r"[(\[]?([A-ZА-ЯЁ]{1,2}|[1-9])[)\].:]?")
_ENTRY = re.compile(r"[(\[]?([A-ZА-ЯЁ]{1,2}|[1-9])[)\]]?\s*(?:[-–—=:]|\s{2,})\s*([^\W\d_].*)", re.DOTALL)
_HINT = re.compile(
    r"(?:^|[|;\n,]\s*)[(\[]?(?:[A-ZА-ЯЁ]{1,2}|[1-9])[)\]]?\s*(?:[-–—=:]|\s{2,})|[(\[][A-ZА-ЯЁ]{1,2}[)\]]|\s[-–—=]\s*[A-ZА-ЯЁ]\b"
)
_REVERSED = re.compile(r"([^\W\d_][\w /]*?)\s*(?:[(\[]([A-ZА-ЯЁ]{1,2})[)\]]|\s[-–—=]\s*([A-ZА-ЯЁ]))\s*:?.*", re.DOTALL)


# Words of RAPID and PARIS that are too common to stand for a letter by themselves.
_SCHEME_WORDS = {"recommend", "recommends", "agree", "agrees", "perform", "performs", "input", "sign", "signs"}
MOST_LEGENDS = 3  # how often one sheet may explain the same letter


@dataclass(frozen=True)
class Legend:
    """Letters with what the sheet says about each, and the cells that hold bare letters of the legend."""

    meanings: dict[str, str] = field(default_factory=dict)
    cells: frozenset[tuple[int, int]] = frozenset()
    rows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Entry:
    row: int
    column: int
    letter: str
    meaning: str
    bare: bool


def find_legend(grid: Grid) -> Legend:
    """Find the legend entries of a sheet: runs of at least two different letters, each with its meaning."""
    entries: list[_Entry] = []
    telling = {text for row in grid.texts for text in row if _may_define(text)}
    for row in range(grid.height):
        if not any(text in telling for text in grid.texts[row]):
            continue
        cells = list(grid.filled(row))
        for index, (column, text) in enumerate(cells):
            if len(text) <= 4:
                if index + 1 < len(cells) and len(cells[index + 1][1]) > 3 and text in telling:
                    entries.extend(_bare_entry(row, cells, index))
            elif text in telling:
                entries.extend(_written_entries(grid, row, column, text))
    entries = [entry for entry in entries if _is_plausible(entry)]
    often = Counter((entry.letter, entry.bare) for entry in entries)
    # "R - Responsible" in many cells is a mark written in full, no legend.
    entries = [entry for entry in entries if often[entry.letter, entry.bare] <= MOST_LEGENDS]
    kept = [entry for entry in entries if _has_company(entry, entries)]
    meanings: dict[str, str] = {}
    for entry in kept:
        meanings.setdefault(entry.letter, entry.meaning)
    if len(meanings) < 2:
        return Legend()
    return Legend(
        meanings,
        frozenset((e.row, e.column) for e in kept),
        frozenset(e.row for e in kept),
    )


def _may_define(text: str) -> bool:
    """Tell quickly whether a text may be a legend's letter or entry; nearly all texts of a big sheet are not."""
    return bool(_LETTER.fullmatch(text) if len(text) <= 4 else len(text) < 1000 and _HINT.search(text))


def _bare_entry(row: int, cells: list[tuple[int, str]], index: int) -> Iterable[_Entry]:
    column, text = cells[index]
    match = _LETTER.fullmatch(text)
    if match:
        next_column, meaning = cells[index + 1]
        if next_column - column <= 3 and not _LETTER.fullmatch(meaning):
            yield _Entry(row, column, match[1], meaning, True)


def _written_entries(grid: Grid, row: int, column: int, text: str) -> Iterable[_Entry]:
    following = grid.text(row, column + 1)
    for part in re.split(r"[|;\n]|,(?=\s*[A-ZА-Я]\s*[-–—=:])", text):
        part = part.strip()
        if match := _ENTRY.fullmatch(part):
            yield _Entry(row, column, match[1], f"{match[2]}. {following}", False)
        elif (match := _REVERSED.fullmatch(part)) and role_word(match[1]):
            yield _Entry(row, column, match[2] or match[3], match[1], False)


def _is_plausible(entry: _Entry) -> bool:
    words = fold(entry.meaning).split()
    if not words:
        return False
    named = role_word(" ".join(words[:3])) is not None
    return named if entry.letter.isdigit() else named or words[0].startswith(fold(entry.letter[0]))


def _has_company(entry: _Entry, entries: list[_Entry]) -> bool:
    """Tell whether another letter of the same legend stands close by."""
    near = {
        other.letter
        for other in entries
        if other.bare == entry.bare
        and ((other.column == entry.column and abs(other.row - entry.row) <= 6) or other.row == entry.row)
    }
    return len(near) >= (3 if entry.bare else 2)


def speaks_of_roles(meanings: Mapping[str, str], used: Collection[str]) -> bool:
    """Tell whether a legend explains letters of the table as roles."""
    return any(_is_role(meanings[letter]) for letter in meanings if letter in used)


def explains_others(meanings: Mapping[str, str], used: Collection[str]) -> bool:
    """Tell whether a legend explains letters of the table, but none of them as a role ("A - annual leave")."""
    explained = [meanings[letter] for letter in meanings if letter in used]
    return len(explained) >= 2 and not any(map(_is_role, explained))


def _is_role(meaning: str) -> bool:
    return kind_of_meaning(meaning) is not None or bool(_SCHEME_WORDS & set(fold(meaning).split()[:4]))


def kind_of_meaning(meaning: str, letter: str = "") -> RoleKind | None:
    """Return the kind a legend's words describe, None if they do not tell.

    A word that means two things means what its ``letter`` says, if that is one of them.
    """
    words = fold(meaning).split()
    tries = [" ".join(words[:length]) for length in (3, 2, 1)] + words[1:6]
    for phrase in tries:
        guess = role_word(phrase)
        if guess:
            meant = guess.other if not guess.sure and letter == guess.other else guess.letter
            return _KIND_OF_WORD_LETTER.get(meant)
    return None
