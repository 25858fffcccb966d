"""What one header cell says: a field of the task, or a role."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from raci_studio.excel.marks import is_nobody_mark
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.words import AMBIGUOUS_WORDS, field_phrases, fold, role_phrases

LONGEST_HEADER = 80  # characters; longer texts are prose
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_COUNTS = frozenset(
    ("total", "totals", "count", "counts", "sum", "check", "validation", "итого", "всего", "количество", "сумма",
     "проверка", "anzahl", "summe", "gesamt", "totale", "somme", "conteo", "suma", "soma", "contagem", "somma")
)  # fmt: skip
_PLACEHOLDER = re.compile(
    r"^[\[<{].*[\]>}]$|^(role|name|person|stakeholder|resource|position|роль|имя|фио|участник|rolle|nom|nombre|nome)s?"
    r"( (or|и|или|ou|o|oder) (role|name|title|роль|должность|nom|rol|funcao|rolle))?( ?[#№]?\d+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FieldGuess:
    """What field a header names, and how surely: 3 whole header, 2 at an end, 1 somewhere inside."""

    field: str
    strength: int


@lru_cache(maxsize=20_000)
def field_of(header: str) -> FieldGuess | None:
    """Return the field a header names, None if it names none."""
    if not header or len(header) > LONGEST_HEADER or is_nobody_mark(header):
        return None
    phrases = field_phrases()
    whole = fold(header)
    if whole in phrases:
        return FieldGuess(phrases[whole], 3)
    outside = fold(_BRACKETED.sub(" ", header))
    if outside in phrases:
        return FieldGuess(phrases[outside], 3)
    best: tuple[int, int, str] | None = None
    tokens = (outside or whole).split()
    for length in range(min(4, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            found = phrases.get(" ".join(tokens[start : start + length]))
            if found and len(tokens) <= 6:
                at_end = start == 0 or start + length == len(tokens)
                rank = (length, 1 if found == "task" else 0, found)
                if best is None or rank[:2] > best[:2]:
                    best = rank
                    strength = 2 if at_end else 1
    return FieldGuess(best[2], strength) if best else None


@dataclass(frozen=True)
class RoleGuess:
    """Which letter a header names; ``other`` is what it means if another column has that letter."""

    letter: str
    sure: bool
    other: str = ""


_LETTER_ONLY = re.compile(r"[(\[]?([A-Za-zА-Яа-яЁё])[)\].:]?")
_LETTER_FIRST = re.compile(r"([A-ZА-ЯЁ]{1,2})\s*(?:[-–—=:.,]|\s|(?=\())\s*(\(?[^\W\d_][\w\s/,.'’()-]*)")


@lru_cache(maxsize=20_000)
def role_of(header: str) -> RoleGuess | None:
    """Return the role letter a header names: "R", "Responsible", "R - Responsible", "Responsável (Accountable)"."""
    text = header.strip()
    if not text or len(text) > LONGEST_HEADER:
        return None
    if match := _LETTER_ONLY.fullmatch(text):
        return RoleGuess(match[1].upper(), True)
    if match := re.fullmatch(r"(.+?)\s*[(\[]\s*([A-Za-zА-ЯЁ])\s*[)\]]\s*", text):
        return RoleGuess(match[2].upper(), True) if role_word(match[1]) else None
    if (match := _LETTER_FIRST.fullmatch(text)) and role_word(match[2]):
        return RoleGuess(match[1].upper(), True)
    for inside in _BRACKETED.findall(text):
        if (guess := role_word(inside)) and guess.sure:
            return guess
    return role_word(_BRACKETED.sub(" ", text))


_RAPID = {
    word + ending: letter
    for word, letter in {"recommend": "R", "agree": "A", "perform": "P", "input": "I", "decide": "D"}.items()
    for ending in ("", "s", "d", "ed", "r", "er", "rs", "ers")
}


def scheme_columns(headers: Mapping[int, str]) -> dict[int, str]:
    """Return column -> letter where the words of RAPID head columns: by itself "Input" or "Agree" says little."""
    found: dict[str, int] = {}
    for column, text in headers.items():
        if letter := _RAPID.get(text.strip().casefold()):
            found.setdefault(letter, column)
    return {column: letter for letter, column in found.items()} if len(found) >= len("RAPID") - 1 else {}


def role_word(text: str) -> RoleGuess | None:
    """Return the letter a word or short phrase stands for, looking at its words if the whole is unknown."""
    whole = fold(text)
    for phrase in (whole, *whole.split()) if len(whole.split()) <= 3 else (whole, *whole.split()[:1]):
        if phrase in role_phrases():
            return RoleGuess(role_phrases()[phrase], True)
    for phrase in (whole, *whole.split()[:1]):
        if phrase in AMBIGUOUS_WORDS:
            return RoleGuess(AMBIGUOUS_WORDS[phrase][0], False, AMBIGUOUS_WORDS[phrase][1])
    return None


@observation("headers of counts", otherwise=False)
def speaks_of_counts(header: str) -> bool:
    """Tell whether a header says that its column counts or checks the letters of a row."""
    return not _COUNTS.isdisjoint(fold(header).split())


@observation("placeholders", otherwise=False)
def is_placeholder(header: str) -> bool:
    """Tell whether a header is a template's "Name or Role", "[Role]" or "Person 3" waiting to be filled."""
    return bool(_PLACEHOLDER.fullmatch(" ".join(header.split())))
