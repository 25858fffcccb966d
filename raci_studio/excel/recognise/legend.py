"""Legends: what the sheet itself says its letters mean."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from raci_studio.core.scheme import RoleKind
from raci_studio.excel.grid import Grid
from raci_studio.excel.recognise.headers import role_word
from raci_studio.excel.recognise.observations import observation
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
_HINT_SIGNS = frozenset("-–—=:([\n\t\u00a0")
_REVERSED = re.compile(r"([^\W\d_][\w /]*?)\s*(?:[(\[]([A-ZА-ЯЁ]{1,2})[)\]]|\s[-–—=]\s*([A-ZА-ЯЁ]))\s*:?.*", re.DOTALL)


# Words of RAPID and PARIS that are too common to stand for a letter by themselves.
_SCHEME_WORDS = {"recommend", "recommends", "agree", "agrees", "perform", "performs", "input", "sign", "signs"}
REACH = 500  # rows: a legend of a large sheet stands near its top or its end
_SIGNING = {"signs", "подписывает", "подписывают", "визирует", "визируют"}  # no letter of RACI stands for it
MOST_LEGENDS = 3  # how often one sheet may explain the same letter


@dataclass(frozen=True)
class Legend:
    """Letters with what the sheet says about each, and the cells that hold the letters and the meanings beside them."""

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
    beside: int  # column of the meaning, the same where both are in one cell


@observation("legend", otherwise=lambda _grid: Legend())
def find_legend(grid: Grid) -> Legend:
    """Find the legend entries of a sheet: runs of at least two different letters, each with its meaning."""
    entries: list[_Entry] = []
    rows = [*range(min(REACH, grid.height)), *range(max(REACH, grid.height - REACH), grid.height)]
    telling = {text for text in set().union(*(grid.texts[row] for row in rows)) if _may_define(text)}
    for row in rows:
        if telling.isdisjoint(grid.texts[row]):
            continue
        texts = (*grid.texts[row], "", "", "")
        for column, text in enumerate(texts):
            if text not in telling:
                continue
            if len(text) > 4:
                entries.extend(entry for entry in _written_entries(grid, row, column, text) if _is_plausible(entry))
            elif len(meaning := texts[column + 1] or texts[column + 2] or texts[column + 3]) > 3:
                beside = texts.index(meaning, column + 1)
                entries.extend(_bare_entry(row, column, text, meaning, beside))
    often = Counter((entry.letter, entry.bare) for entry in entries)
    # "R - Responsible" in many cells is a mark written in full, no legend.
    full = {bare for (_letter, bare), number in often.items() if number > MOST_LEGENDS and not bare}
    entries = [
        entry
        for entry in entries
        if often[entry.letter, entry.bare] <= MOST_LEGENDS
        and not (entry.bare in full and grid.counts[grid.text(entry.row, entry.column)] > 1)
    ]
    kept = [entry for entry in entries if _has_company(entry, entries)]
    if not _is_code(kept):
        kept = [entry for entry in kept if not entry.letter.isdigit()]
    meanings: dict[str, str] = {}
    for entry in kept:
        meanings.setdefault(entry.letter, entry.meaning)
    if len(meanings) < 2:
        return Legend()
    return Legend(
        meanings,
        frozenset((e.row, column) for e in kept for column in (e.column, e.beside)),
        frozenset(e.row for e in kept),
    )


@observation("numeric codes", otherwise=False)
def _is_code(entries: list[_Entry]) -> bool:
    """Tell whether the numbers among the entries stand for roles: each for another one, in so many words.

    A numbered list of tasks ("1 Review the offer", "2 Approval") explains nothing.
    """
    meanings = {entry.letter: entry.meaning for entry in entries if entry.letter.isdigit()}
    kinds = set(kinds_of(meanings).values())
    short = all(len(fold(re.split(r"[.,:;(–—-]", meaning)[0]).split()) <= 2 for meaning in meanings.values())
    return short and len(kinds) == len(meanings) >= 3 and _K.DOES in kinds


def _may_define(text: str) -> bool:
    """Tell quickly whether a text may be a legend's letter or entry; nearly all texts of a big sheet are not."""
    if len(text) <= 4:
        return bool(_LETTER.fullmatch(text))
    may = not _HINT_SIGNS.isdisjoint(text) or "  " in text
    return may and len(text) < 1000 and bool(_HINT.search(text))


def _bare_entry(row: int, column: int, text: str, meaning: str, beside: int) -> Iterable[_Entry]:
    match = _LETTER.fullmatch(text)
    if match and not _LETTER.fullmatch(meaning) and _explains(match[1], meaning):
        yield _Entry(row, column, match[1], meaning, True, beside)


def _written_entries(grid: Grid, row: int, column: int, text: str) -> Iterable[_Entry]:
    following = grid.text(row, column + 1)
    for part in re.split(r"[|;\n]|,(?=\s*[A-ZА-Я]{1,2}\s*[-–—=:])", text):
        part = part.strip()
        if match := _ENTRY.fullmatch(part):
            yield _Entry(row, column, match[1], f"{match[2]}. {following}", False, column)
        elif (match := _REVERSED.fullmatch(part)) and role_word(match[1]):
            yield _Entry(row, column, match[2] or match[3], match[1], False, column)


def _is_plausible(entry: _Entry) -> bool:
    return _explains(entry.letter, entry.meaning)


@lru_cache(maxsize=20_000)
def _explains(letter: str, meaning: str) -> bool:
    words = fold(meaning).split()
    if not words:
        return False
    named = any(role_word(" ".join(words[:length])) for length in (3, 2))
    return named if letter.isdigit() else named or words[0].startswith(fold(letter[0]))


def _has_company(entry: _Entry, entries: list[_Entry]) -> bool:
    """Tell whether another letter of the same legend stands close by."""
    near = {
        other.letter
        for other in entries
        if other.bare == entry.bare
        and ((other.column == entry.column and abs(other.row - entry.row) <= 6) or other.row == entry.row)
    }
    return len(near) >= (3 if entry.bare else 2)


@observation("legend of roles", otherwise=False)
def speaks_of_roles(meanings: Mapping[str, str], used: Collection[str]) -> bool:
    """Tell whether a legend explains letters of the table as roles."""
    return any(_is_role(meanings[letter]) for letter in meanings if letter in used)


@observation("legend of something else", otherwise=False)
def explains_others(meanings: Mapping[str, str], used: Collection[str]) -> bool:
    """Tell whether a legend explains letters of the table, but none of them as a role ("A - annual leave")."""
    explained = [meanings[letter] for letter in meanings if letter in used]
    return len(explained) >= 2 and not any(map(_is_role, explained))


def _is_role(meaning: str) -> bool:
    return kind_of_meaning(meaning) is not None or bool(_SCHEME_WORDS & set(fold(meaning).split()[:4]))


def kinds_of(meanings: Mapping[str, str]) -> dict[str, RoleKind | None]:
    """Return code -> kind; a word that means two things has its second meaning beside one of its first."""
    words = {code: role_word(" ".join(fold(meaning).split()[:2])) for code, meaning in meanings.items()}
    sure = {guess.letter for guess in words.values() if guess and guess.sure}
    second = {code: guess.other for code, guess in words.items() if guess and not guess.sure and guess.letter in sure}
    return {code: kind_of_meaning(meaning, second.get(code, code)) for code, meaning in meanings.items()}


def kind_of_meaning(meaning: str, letter: str = "") -> RoleKind | None:
    """Return the kind a legend's words describe, None if they do not tell.

    A word that means two things means what its ``letter`` says, if that is one of them.
    """
    words = fold(meaning).split()
    if words and words[0] in _SIGNING:
        return _K.SIGNS
    tries = [" ".join(words[:length]) for length in (3, 2, 1)] + words[1:6]
    for phrase in tries:
        guess = role_word(phrase)
        if guess:
            meant = guess.other if not guess.sure and letter == guess.other else guess.letter
            return _KIND_OF_WORD_LETTER.get(meant)
    return None
