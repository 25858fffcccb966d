"""All roles of a task in one cell: "R : Anna\\nA + C : Boris", "Responsible: Anna", "Anna (R), Boris (A/C)"."""

import re
from collections import Counter
from collections.abc import Sequence

from raci_studio.core.document import Mark, PersonId
from raci_studio.excel.marks import split_roles
from raci_studio.excel.write_back.names import Names
from raci_studio.excel.write_back.table import most_common

_LETTERS_FIRST = re.compile(r"(?:^|[\n;/|]\s*)[A-ZА-Я](?:\s*[+/,&]\s*[A-ZА-Я]){0,3}(\s*[:=–-]\s*)(?=\S)")
_WORDS_FIRST = re.compile(r"(?:^|[\n;|])\s*([^\W\d_]{2,}(?: [^\W\d_]+)*)(\s*:\s*)(?=\S)")
_NAMES_FIRST = re.compile(
    r"[^\W\d_][^()\[\]:=]*?(\s*[(\[]|\s[-–—]\s|\s?[:=]\s?)[A-ZА-Я](?:\s?[/,&+]?\s?[A-ZА-Я])*([)\]]?)"
)
_NEXT = re.compile(r"\s*[\n;|]\s*")
_BREAK = "\n"


class Entries:
    """The way of one table: what comes first, what stands between letters and names, and between two entries."""

    def __init__(self, cells: Sequence[str], names: Names, order: Sequence[str]) -> None:
        self._names, self._order = names, order
        texts = [text for text in cells if split_roles(text)]
        self._colon, self._words, self._close, self._names_first = ": ", {}, "", False
        colons: Counter[str] = Counter()
        words: dict[str, Counter[str]] = {}
        for text in texts:
            colons.update(match[1] for match in _LETTERS_FIRST.finditer(text))
            for match in _WORDS_FIRST.finditer(text):
                for letters, _who in split_roles(f"{match[1]}: x"):
                    words.setdefault(letters[0], Counter())[match[1]] += 1
                colons[match[2]] += 1
        if colons:
            self._colon = most_common(colons.elements())
            self._words = {letter: most_common(found.elements()) for letter, found in words.items()}
        elif found := next(filter(None, map(_NAMES_FIRST.match, texts)), None):
            self._names_first = True
            self._colon, self._close = found[1], found[2]
        nexts = (match[0] for text in texts if len(split_roles(text)) > 1 for match in _NEXT.finditer(text))
        self._next = most_common(nexts, ", " if self._names_first else _BREAK)

    def is_old(self, text: str) -> bool:
        """Tell whether a cell names somebody as they are not called any more."""
        return any(self._names.is_old(names) for _letters, names in split_roles(text))

    def cell(self, marks: Sequence[Mark], old: str) -> str | None:
        """Return the cell of some marks; None where it would be read as something else, or other words are in it."""
        parts = split_roles(old)
        if old and not parts:
            return None
        wanted = {(mark.letter, mark.person) for mark in marks}
        for between in dict.fromkeys((self._next, _BREAK, "; ")):
            text = between.join(self._entries(marks, parts))
            read = split_roles(text)
            found = {
                (letter, self._names.person(name))
                for letters, names in read
                for letter in letters
                for name in self._names.tokens(names)
            }
            if found == wanted or not marks:
                return text
        return None

    def _entries(self, marks: Sequence[Mark], parts: Sequence[tuple[tuple[str, ...], str]]) -> list[str]:
        if self._names_first:
            people: dict[PersonId, list[str]] = {}
            for mark in marks:
                people.setdefault(mark.person, []).append(mark.letter)
            return [
                f"{self._names.spelling(person)}{self._colon}{'/'.join(letters)}{self._close}"
                for person, letters in people.items()
            ]
        by_letter: dict[str, list[PersonId]] = {}
        for mark in marks:
            by_letter.setdefault(mark.letter, []).append(mark.person)
        entries = []
        for letters, names in parts:
            same = {tuple(by_letter.get(letter, ())) for letter in letters}
            groups = [letters] if len(same) == 1 else [(letter,) for letter in letters]
            for group in groups:
                people_of = by_letter.get(group[0], [])
                if people_of and all(letter in by_letter for letter in group):
                    entries.append(self._entry(group, people_of, names))
                for letter in group:
                    by_letter.pop(letter, None)
        return entries + [self._entry((letter,), people_of, "") for letter, people_of in by_letter.items()]

    def _entry(self, letters: Sequence[str], people: Sequence[PersonId], old: str) -> str:
        head = "/".join(self._words.get(letter, letter) for letter in letters)
        head = " + ".join(letters) if len(letters) > 1 else head
        return f"{head}{self._colon}{self._names.cell(people, old) or ''}"
