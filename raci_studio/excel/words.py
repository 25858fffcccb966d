"""The words people head columns with, in seven languages.

The lists stand in ``resources/words``: fields.toml maps what a column can be to its headers, roles.toml
a letter to the words that stand for it (as headers, as marks and in legends), people.toml holds words
about people. All are compared folded (``fold``): lower case, no accents, no punctuation. Words that mean
different letters in different sheets stand in ``AMBIGUOUS_WORDS``; the other columns decide.
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache

from raci_studio.core.places import resource

_BLANKS = re.compile(r"[\W_]+")
Lists = dict[str, dict[str, str]]  # meaning -> language -> phrases parted by ";"


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return a text as headers are compared: lower case, without accents and punctuation, «ё» as «е»."""
    if text.strip() in ("#", "№", "N°", "Nº"):
        return "#"
    letters = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return _BLANKS.sub(" ", letters).strip()


# In these the first letter is what the word says, the second what it means beside a column of the first.
AMBIGUOUS_WORDS: dict[str, tuple[str, str]] = {
    fold(word): letters
    for letters, words in {
        ("R", "A"): (
            "responsável; responsáveis; responsable; responsables; responsabile; responsabili; ответственный; "
            "ответственные; ответственная; ответственен; ответственность; ответственное лицо; отв; ответств; "
            "verantwortlich; verantwortlicher; verantwortliche; verantwortung; responsibility; "
            "owner; owners; владелец; verantwoordelijk; responsabilite; responsabilidad; responsabilidade"
        ),
        ("C", "A"): (
            "согласует; согласующий; согласующие; согласование; согласовывает; согл; согласующее лицо; agrees; "
            "abstimmung; stimmt zu"
        ),
        ("A", "R"): "lead; leads; leader",
    }.items()
    for word in words.split(";")
}  # fmt: skip


@cache
def field_phrases() -> dict[str, str]:
    """Return folded header phrase -> field, the first field that lists a phrase winning."""
    return _phrases(_lists("fields.toml"))


@cache
def role_phrases() -> dict[str, str]:
    """Return folded role word -> letter (ambiguous words are not in it)."""
    return _phrases(_lists("roles.toml"))


@cache
def person_headers() -> frozenset[str]:
    """Return the folded headers of a column of people."""
    return frozenset(phrase for phrase, group in _phrases(_lists("people.toml")).items() if group == "headers")


@cache
def position_words() -> frozenset[str]:
    """Return the folded words that occur in the names of positions and departments."""
    listed = _lists("people.toml")["positions"]
    return frozenset(_phrases({"positions": listed}))


_APART = re.compile(r"[(\[]([^()\[\]]*)[)\]]|,(.*)")
_IN = ("in", "в", "en", "em")  # "duration in days"


def unit_of(header: str, *, anywhere: bool = False) -> str:
    """Return the unit (of `core.units`) that a header gives numbers, "" for none.

    It stands in brackets or after a comma ("Duration, h"); `anywhere` is for the header of a column that can be nothing
    but a length of time ("Work hours").
    """
    phrases = _unit_phrases()
    for match in _APART.finditer(header):
        words = fold(match[1] or match[2] or "").split()
        if unit := phrases.get(" ".join(words[1:] if words and words[0] in _IN else words)):
            return unit
    words = [word for word in fold(header).split() if len(word) > 1] if anywhere else []
    parts = (" ".join(words[at : at + size]) for size in (3, 2, 1) for at in range(len(words) - size + 1))
    return next((phrases[part] for part in parts if part in phrases), "")


@cache
def _unit_phrases() -> dict[str, str]:
    return _phrases(_lists("units.toml"))


def _lists(name: str) -> Lists:
    return tomllib.loads(resource("words", name).read_text("utf-8"))


def _phrases(lists: Lists) -> dict[str, str]:
    phrases: dict[str, str] = {}
    for meaning, languages in lists.items():
        for listed in languages.values():
            for phrase in listed.split(";"):
                phrases.setdefault(fold(phrase), meaning)
    phrases.pop("", None)
    return phrases
