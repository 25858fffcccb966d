"""Words that occur in the names of participants, in seven languages.

The lists stand in ``resources/words``: people.toml has positions and departments, names.toml the words for
everybody, further words of trades, and given names. All are compared as `plain` makes them.
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache

from raci_studio.core.places import resource

_BLANKS = re.compile(r"[^\w+#*&]+|_+")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return a text as names are compared: lower case, «ё» as «е», Latin letters without accents, blanks collapsed.

    "+", "#", "*" and "&" stay: "C++", "C#" and footnote marks tell names apart.
    """
    letters = (_bare(letter) for letter in text.casefold())
    return _BLANKS.sub(" ", "".join(letters)).strip()


def _bare(letter: str) -> str:
    if letter.isascii() or "а" <= letter <= "я":
        return letter
    if letter == "ё":
        return "е"
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


@cache
def everybody_names() -> frozenset[str]:
    """Return the names that stand for everybody who takes part."""
    return _words("names.toml", "everybody")


@cache
def given_names() -> frozenset[str]:
    """Return common given names in Latin letters."""
    return _words("names.toml", "given")


@cache
def trade_words() -> frozenset[str]:
    """Return the words of positions, departments, trades and organisations."""
    return _words("people.toml", "positions") | _words("names.toml", "ordinary")


@cache
def group_words() -> dict[str, frozenset[str]]:
    """Return the words for departments and groups: "heads" with other words beside them, "alone" without any."""
    return {kind: _words("groups.toml", kind) for kind in ("heads", "alone")}


@cache
def single_words() -> frozenset[str]:
    """Return the words that make a name that of somebody, whatever else stands in it."""
    return _words("groups.toml", "somebody")


def _words(file: str, group: str) -> frozenset[str]:
    listed = tomllib.loads(resource("words", file).read_text("utf-8"))[group]
    return frozenset(plain(word) for words in listed.values() for word in words.split(";"))
