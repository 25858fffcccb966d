"""Read the cell of a grid: which letters it holds, and what else stands there.

"R", "r ", "A/R", "RA", "R(A)", "R et A", "R-A", "Responsible", "R (upgrades, patches)", "-".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from raci_studio.excel.words import AMBIGUOUS_WORDS, fold, role_phrases

LONGEST_MARK = 60  # characters of a cell that is still a mark, a remark in brackets not counted
NOBODY = frozenset(
    ("-", "–", "—", "−", "--", "---", "n", "n/a", "na", "n.a.", "n\\a", "/", "\\", ".", "0", "нет", "none", "н/д",
    "·", "*", "false", "ложь")
)  # fmt: skip
TICKS = frozenset(
    ("x", "х", "v", "✓", "✔", "√", "☑", "☒", "■", "●", "•", "+", "1", "yes", "да", "ja", "oui", "si", "sí", "sim", "sì",
    "true", "истина", "y")
)  # fmt: skip
LATIN_OF = dict(zip("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI", strict=True))
CYRILLIC_OF = {latin: cyrillic for cyrillic, latin in LATIN_OF.items() if latin != "I"}

Words = frozenset[tuple[str, str]]
"""Words of one sheet with the letters they stand for there, folded, besides those of ``ROLE_WORDS``."""

_ENCLOSED = {first + i: chr(65 + i) for first in (0x24B6, 0x1F130, 0x1F150, 0x1F170, 0xFF21) for i in range(26)}
_PAIRS = ("ВО", "УО")  # letters of their own in Russian schemes
_GLUED = frozenset("RASCIVQ")
_SEPARATOR = re.compile(
    r"\s*(?:[/\\,;+&|.\n\r]|\s-\s|(?<=\w)-(?=\w)|–|—|\s(?:and|et|and/or|und|e|y|и|o|ou|or)\s)\s*|\s+", re.IGNORECASE
)
_REMARK = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_EDGES = " .,;:/\\-–—*!?†‡°¹²³\n\t"
_FIRST = re.compile(r"([^\W_]+)(?=[\s/,;+&|.(]|$)")
_EXPLAINED = re.compile(r"([A-ZА-ЯЁ](?:\s?[/,&+]\s?[A-ZА-ЯЁ])?)\s*(?:\s[-–—]|[:=])\s+(\S.*)", re.DOTALL)


@dataclass(frozen=True)
class Marks:
    """What a cell holds: known letters, letters that mean nothing here, other words, look-alikes repaired."""

    letters: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    words: str = ""
    repaired: bool = False


def is_nobody_mark(text: str, alphabet: Iterable[str] = ()) -> bool:
    """Tell whether a mark says explicitly that there is nobody; a letter of the alphabet never does."""
    return text.strip().casefold() in NOBODY and text.strip().upper() not in alphabet


def is_tick(text: str) -> bool:
    """Tell whether a cell only says that what heads its column holds."""
    return text.strip().casefold() in TICKS


@lru_cache(maxsize=50_000)
def read_marks(text: str, alphabet: frozenset[str], words: Words = frozenset()) -> Marks:
    """Read a cell by an alphabet of letters (upper case, some of several characters like "AI").

    What is no letter comes back as ``unknown`` (up to two characters) or as ``words``, so that
    nothing is lost.
    """
    if not text or is_nobody_mark(text, alphabet):
        return Marks()
    text = _plain(text)
    found: list[str] = []
    remarks: list[str] = []
    for remark in _REMARK.findall(text):
        inside = None if fold(remark) in AMBIGUOUS_WORDS else _read_pieces(remark, alphabet, words)
        if inside and inside[0]:
            found.extend(inside[0])
        elif remark.strip():
            remarks.append(remark.strip())
    outside = _read_pieces(_REMARK.sub(" ", text), alphabet, words)
    if outside is None and (match := _EXPLAINED.fullmatch(text)):
        outside = _read_pieces(match[1], alphabet, words)
        remarks = [match[2]]
    if outside is None:
        return Marks(words=text)
    letters, unknown, repaired = outside
    return Marks(tuple(dict.fromkeys([*letters, *found])), tuple(dict.fromkeys(unknown)), "; ".join(remarks), repaired)


def _plain(text: str) -> str:
    """Return a text with letters in circles, in squares or of double width as plain ones."""
    return text if text.isascii() else text.translate(_ENCLOSED)


def _read_pieces(text: str, alphabet: frozenset[str], words: Words) -> tuple[list[str], list[str], bool] | None:
    """Return (letters, unknown letters, whether a look-alike was repaired), None if it is prose."""
    letters: list[str] = []
    unknown: list[str] = []
    repaired = False
    if len(text) > LONGEST_MARK:
        return None
    whole = _word_letter(text, alphabet, words)
    if whole:
        return [whole], [], False
    for piece in filter(None, _SEPARATOR.split(text.strip(_EDGES))):
        upper = piece.upper()
        twin = look_alike(upper, alphabet)
        if upper in alphabet:
            letters.append(upper)
        elif twin in alphabet:
            letters.append(twin)
            repaired = True
        elif _is_glued(twin, alphabet):
            letters.extend(twin)
            repaired = repaired or twin != upper
        elif word := _word_letter(piece, alphabet, words):
            letters.append(word)
        elif len(piece) <= 2 and piece.isalnum() and upper == piece:
            unknown.append(piece)
        elif not is_nobody_mark(piece):
            return None
    return letters, unknown, repaired


def _is_glued(text: str, alphabet: Iterable[str]) -> bool:
    return 2 <= len(text) <= 3 and len(set(text)) == len(text) and all(c in alphabet for c in text)


def _word_letter(text: str, alphabet: frozenset[str], words: Words) -> str:
    """Return the letter a full word stands for, "" if it is no role word of this alphabet."""
    letter = _meaning(fold(text), words)
    return letter if letter in alphabet else ""


def _meaning(word: str, words: Words) -> str:
    if found := dict(words).get(word):
        return found
    return "" if len(word) < 3 else role_phrases().get(word) or AMBIGUOUS_WORDS.get(word, ("",))[0]


def look_alike(text: str, alphabet: Iterable[str]) -> str:
    """Return the text with Cyrillic look-alikes made Latin where the alphabet is Latin, or the reverse."""
    cyrillic = any("А" <= letter[0] <= "Я" for letter in alphabet)
    table = CYRILLIC_OF if cyrillic else LATIN_OF
    return "".join(table.get(char, char) for char in text)


@lru_cache(maxsize=20_000)
def _piece_letters(piece: str, words: Words) -> tuple[str, ...]:
    """Return the letters one piece of a mark may stand for while the alphabet is not known, () for none."""
    upper = look_alike(piece.upper(), "R")
    if (len(piece) == 1 and piece.isalpha()) or piece in _PAIRS:
        return (piece.upper(),)
    if _is_glued(upper, _GLUED) and (piece.isupper() or len(piece) == 2):
        return tuple(upper)
    letter = _meaning(fold(piece), words)
    return (letter,) if letter else ()


def explained_letters(text: str) -> tuple[str, ...]:
    """Return the letters of a mark with a remark after a dash ("R - drafts the text"), () if it is none."""
    if len(text) < 4 or text[1].isalnum() or len(text) > LONGEST_MARK * 4:
        return ()
    match = _EXPLAINED.fullmatch(text)
    if not match or len(split_roles(text)) > 1:
        return ()
    return candidate_letters(match[1])


@lru_cache(maxsize=100_000)
def candidate_letters(text: str, words: Words = frozenset()) -> tuple[str, ...]:
    """Return the letters a cell may hold when the alphabet is not known yet, () if it is no mark."""
    if not text or len(text) > LONGEST_MARK * 4 or (text[0].isdigit() and not words):
        return ()
    text = _plain(text)
    first = _FIRST.match(text)
    if first and not _piece_letters(first[1], words):
        return ()  # quickly, for the many names of tasks
    plain = text.strip("()[]") if text.startswith(("(", "[")) else _REMARK.sub(" ", text)
    letters: list[str] = []
    lengths: set[int] = set()
    for piece in filter(None, _SEPARATOR.split(plain.strip(_EDGES))):
        found = _piece_letters(piece, words)
        lengths.add(len(piece))
        if not found or (lengths & {2, 3} and max(lengths) > 3):
            return ()  # "QA lead" is a position
        letters.extend(found)
    return tuple(dict.fromkeys(letters)) if len(letters) <= 5 else ()


def mark_pieces(text: str) -> list[str]:
    """Return the folded pieces of a text that could be a mark in words, [] for a longer text."""
    return [fold(piece) for piece in _SEPARATOR.split(text.strip(_EDGES)) if piece] if len(text) <= LONGEST_MARK else []


_ENTRY_SIGNS = frozenset(":=–-(")
_ENTRY = re.compile(r"(?:^|[\n;/|])\s*([A-ZА-Я](?:\s*[+/,&]\s*[A-ZА-Я]){0,3})\s*[:=–-]\s*(?=\S)", re.MULTILINE)


_SOME_LETTERS = r"([RASCIDVQOА-Я](?:\s?[/,&+]?\s?[RASCIDVQOА-Я]){0,2})"
_NAME_FIRST = re.compile(
    rf"([^\W\d_][^()\[\]:=]*?)\s*(?:[(\[]{_SOME_LETTERS}[)\]]|(?:\s[-–—]|\s?[:=])\s*{_SOME_LETTERS})"
)


def split_roles(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Split "R : Anna\\nA + C : Boris" into [(("R",), "Anna"), (("A", "C"), "Boris")]; [] if it is no such text.

    "Responsible: Anna", "Anna (R), Boris (A/C)" and "Anna - R; Boris - A" are such texts too.
    """
    if _ENTRY_SIGNS.isdisjoint(text):
        return []
    return _letters_first(text) or _words_first(text) or _names_first(text)


def _letters_first(text: str) -> list[tuple[tuple[str, ...], str]]:
    matches = list(_ENTRY.finditer(text))
    parts = []
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        letters = tuple(c for c in match[1] if c.isalpha())
        parts.append((letters, text[match.end() : end].strip(" \n;/|,")))
    return parts


def _words_first(text: str) -> list[tuple[tuple[str, ...], str]]:
    parts: list[tuple[tuple[str, ...], str]] = []
    for line in re.split(r"[\n;|]", text):
        word, colon, names = line.partition(":")
        letter = _meaning(fold(word), frozenset())
        if letter and colon and names.strip():
            parts.append(((letter,), names.strip()))
        elif line.strip():
            return []
    return parts


def _names_first(text: str) -> list[tuple[tuple[str, ...], str]]:
    parts: list[tuple[tuple[str, ...], str]] = []
    for part in re.split(r"[\n;,|]", text):
        if match := _NAME_FIRST.fullmatch(part.strip()):
            parts.append((tuple(c for c in match[2] or match[3] if c.isalpha()), match[1]))
        elif part.strip():
            return []
    return parts
