"""What people type into the cells of the matrix: names, letters, keys of another keyboard layout."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from raci_studio.core import edits
from raci_studio.core.document import Document, PersonId, fold_name
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _

NameChoices = Mapping[str, PersonId | None]
"""What the user answered for names nobody bears, by folded name: a person who is meant, or None for a new one."""

_LATIN = "QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,."
_CYRILLIC = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
_BY_KEY = dict(zip(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN, strict=True))
# Cyrillic capitals that look like Latin ones, and back.
_LOOKS = "АВЕКМНОРСТУХІЅ", "ABEKMHOPCTYXIS"
_BY_LOOK = dict(zip("".join(_LOOKS), "".join(reversed(_LOOKS)), strict=True))
# Scan codes of set 1 of the letter keys, row by row (X11 adds 8).
_SCAN_CODES = {
    code: letter
    for first, row in ((16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM"))
    for code, letter in enumerate(row, start=first)
}


def letter_typed(letters: Iterable[str], text: str, scan_code: int = 0) -> str:
    """Return the scheme's letter that a key stands for, "" for none.

    The character itself comes first, then the key it lies on in the other layout, then its look-alike,
    then the place of the key on the keyboard (`scan_code` of set 1, for any other layout).
    """
    known = set(letters)
    char = text.upper()
    for candidate in (char, _BY_KEY.get(char, ""), _BY_LOOK.get(char, "")):
        if candidate in known:
            return candidate
    place = _SCAN_CODES.get(scan_code, "")
    for candidate in (place, _BY_KEY.get(place, "")):
        if candidate in known and char.isalpha():
            return candidate
    return ""


def read_letters(document: Document, text: str) -> tuple[str, ...]:
    """Read the letters of a grid cell: "A/R", "A, R" or "AR". Raise `UserError` for an unknown one."""
    known = _known_letters(document)
    result: list[str] = []
    for word in filter(None, re.split(r"[/\\,;+|\s]+", text.strip())):
        found = _one_letter(known, word)
        parts = [found] if found else [_one_letter(known, char) for char in word]
        if not all(parts):
            what = _("“{text}” is no letter of this matrix.").format(text=word)
            remedy = _("Its letters are {letters}; several are typed as A/R.").format(letters=", ".join(known))
            raise UserError(what, remedy=remedy)
        result += parts
    return tuple(dict.fromkeys(result))


def _one_letter(known: Sequence[str], word: str) -> str:
    upper = word.upper()
    by_upper = {letter.upper(): letter for letter in known}
    looks = "".join(_BY_LOOK.get(char, char) for char in upper)
    return by_upper.get(upper) or by_upper.get(looks) or (letter_typed(known, word) if len(word) == 1 else "")


def _known_letters(document: Document) -> list[str]:
    letters = dict.fromkeys(document.settings.scheme.letters)
    return list(letters | dict.fromkeys(mark.letter for task in document.tasks.values() for mark in task.marks))


def split_names(document: Document, text: str) -> list[str]:
    """Split a cell into names; a known name that holds a comma stays whole."""
    parts = re.split(r"([,;\n])", text)
    names: list[str] = []
    start = 0
    while start < len(parts):
        end = _longest_known(document, parts, start) or start + 1
        name = " ".join("".join(parts[start:end]).split())
        if name:
            names.append(name)
        start = end + 1  # past the separator
    return names


def _longest_known(document: Document, parts: list[str], start: int) -> int | None:
    for end in range(min(len(parts), start + 9), start + 1, -2):
        if (end - start) % 2 == 1 and document.person_named("".join(parts[start:end])):
            return end
    return None


def people_named(document: Document, text: str, choices: NameChoices) -> tuple[Document, tuple[PersonId, ...]]:
    """Return the people a cell names, and the document with those who are new."""
    people: list[PersonId] = []
    for name in split_names(document, text):
        person = document.person_named(name)
        chosen = choices.get(fold_name(name))
        if person is None and chosen is not None and chosen in document.people:
            person = document.people[chosen]
        if person is None:
            document = edits.add_person(document, name)
            person = document.people[document.people_order[-1]]
        people.append(person.id)
    return document, tuple(dict.fromkeys(people))


def unknown_names(document: Document, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names in these cells that nobody bears, each once."""
    names = (name for text in dict.fromkeys(texts) for name in split_names(document, text))
    return tuple({fold_name(name): name for name in names if document.person_named(name) is None}.values())


def names_beginning(document: Document, typed: str, besides: Collection[str] = ()) -> list[str]:
    """Return the names of people a word of whose name or alias begins as typed, the likeliest first.

    Case and «ё» do not matter. First comes the whole name, then names that begin so, then those with a later word
    that does. People named in `besides` are left out.
    """
    wanted = fold_name(typed)
    if not wanted:
        return []
    begins = re.compile(rf"(?<!\w){re.escape(wanted)}")
    found: list[tuple[int, str, str]] = []
    for person in document.people_in_order():
        ranks = [
            0 if name == wanted else 1 if name.startswith(wanted) else 2
            for name in map(fold_name, (person.name, *person.aliases))
            if begins.search(name)
        ]
        if ranks and person.name not in besides:
            found.append((min(ranks), fold_name(person.name), person.name))
    return [name for _rank, _folded, name in sorted(found)]


def by_other_layout(typed: str) -> str:
    """Return what the same keys type on the other layout, Latin or Russian: "fyyf" is «АННА»."""
    return "".join(_BY_KEY.get(char.upper(), char) for char in typed)


def similar_people(document: Document, name: str, limit: int = 5) -> list[PersonId]:
    """Return the people whose names are nearest to a name, the nearest first.

    The order of the words does not matter, and one of them may be enough: «Петрова Анна», "Smith". 60 of 100 is
    where names begin to have something in common; own judgement.
    """
    from rapidfuzz import fuzz, process

    people = document.people_in_order()
    names = {(person.id, known): fold_name(known) for person in people for known in (person.name, *person.aliases)}
    near = process.extract(fold_name(name), names, scorer=fuzz.WRatio, score_cutoff=60, limit=None)
    return list(dict.fromkeys(person for _name, _score, (person, _known) in near))[:limit]
