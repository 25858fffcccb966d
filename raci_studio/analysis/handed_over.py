"""Which task makes what another one needs, told by the words of results, inputs and names.

Compared are the things a text speaks of, without what is done with them: «Договор подписан» and «подписанный договор»
both speak of a contract. Rare words say more than common ones, so each weighs log(1 + texts / texts that have it).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from raci_studio.analysis.deadline import FILLERS
from raci_studio.analysis.result_russian import parses
from raci_studio.analysis.result_text import stem
from raci_studio.analysis.result_words import WORD, listed
from raci_studio.core.document import Task

ENOUGH = 0.6  # share of the weight of the shorter text that the other must hold; our own judgement
_PIECES = re.compile(r"[;,\n•]|\s(?:и|and)\s")
_OUTSIDE = re.compile(
    r"\b(?:внешн|извне|external|outside|от (?:клиент|заказчик|поставщик|партн[её]р|контрагент)|"
    r"from (?:the )?(?:client|customer|supplier|vendor|partner))",
    re.IGNORECASE,
)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_NO_THINGS = frozenset(("INFN", "VERB", "GRND", "PRTF", "PRTS", "ADJS", "PREP", "CONJ", "PRCL", "ADVB", "NPRO"))
_LONG = 7  # letters from which on a word with one slip is the same word
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=20_000)
def things_of(text: str) -> frozenset[str]:
    """Return the stems of the things a text speaks of, and its numbers; verbs, states and little words are left out."""
    tokens = [token.lower().replace("ё", "е") for token in WORD.findall(text)]
    kept = (token for place, token in enumerate(tokens) if not _is_verb(token, opens=not place and len(tokens) > 1))
    return frozenset(map(stem, kept)) | frozenset(_NUMBER.findall(text))


def words_of_things(text: str, things: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a text that name some things (as `things_of` has them), as they stand there, each once."""
    words = [*WORD.findall(text), *_NUMBER.findall(text)]
    found = (word for word in words if word in things or stem(word.lower().replace("ё", "е")) in things)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def object_of(name: str) -> frozenset[str]:
    """Return the stems of what a task is about: the things of its name without the work («проверка», "approval")."""
    words = things_of(name)
    tokens = WORD.findall(name.lower().replace("ё", "е"))
    first = stem(tokens[0]) if tokens and tokens[0] in listed("work") else ""
    if tokens and _CYRILLIC.search(tokens[0]):
        first = stem(tokens[0]) if parses(tokens[0])[0].normal_form.replace("ё", "е") in listed("work", "ru") else ""
    return words - {first}


@lru_cache(maxsize=20_000)
def _is_verb(token: str, opens: bool) -> bool:
    """Tell whether a word is no thing; words that are verbs and nouns ("report") are verbs where they open a text."""
    if _CYRILLIC.search(token):
        return token in listed("little", "ru") or parses(token)[0].tag.POS in _NO_THINGS
    if token in listed("little") or token in listed("verbs") or (token.endswith("ed") and len(token) > 4):
        return True
    return opens and (token in listed("verbs", "either") or token.endswith("ing"))


@lru_cache(maxsize=10_000)
def input_pieces(text: str) -> tuple[str, ...]:
    """Return the inputs that a cell names, one by one; () where it says nothing."""
    pieces = (piece.strip(" .\t") for piece in _PIECES.split(text))
    return tuple(piece for piece in pieces if piece and piece.lower() not in FILLERS and things_of(piece))


def comes_from_outside(text: str) -> bool:
    """Tell whether an input says of itself that it comes from outside."""
    return _OUTSIDE.search(text) is not None


@dataclass(frozen=True, slots=True)
class Match:
    """A task, by index, whose text fits another; `share` 0…1 of the weight, `words` are what both have."""

    task: int
    share: float
    words: frozenset[str]


class Outputs:
    """What each task of a process makes, for finding who makes what somebody needs. A task without a result makes
    what its name speaks of.
    """

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.made = [things_of(task.result) or things_of(task.name) for task in tasks]
        counts = Counter(word for words in self.made for word in words)
        self._rarity = {word: log(1 + len(tasks) / count) for word, count in counts.items()}
        self._unknown = log(1 + len(tasks))
        self._makers: dict[str, list[int]] = {}
        for index, words in enumerate(self.made):
            for word in words:
                self._makers.setdefault(word, []).append(index)

    def weight(self, words: Iterable[str]) -> float:
        """Return how much some words say together."""
        return sum(self._rarity.get(word, self._unknown) for word in words)

    def makers(self, wanted: frozenset[str], besides: int = -1) -> list[Match]:
        """Return the tasks that make what is wanted, best first: the shorter of both texts lies mostly in the other."""
        known = self._known(wanted)
        found = []
        for index in {index for word in known for index in self._makers.get(word, ())} - {besides}:
            both = self.made[index] & known
            share = self.weight(both) / min(self.weight(self.made[index]), self.weight(known))
            if share >= ENOUGH:
                found.append(Match(index, share, both))
        return sorted(found, key=lambda match: (-match.share, match.task))

    def _known(self, wanted: frozenset[str]) -> frozenset[str]:
        """Return words as the results write them: one slip in a long word that nobody else writes is forgiven."""
        return frozenset(word if word in self._rarity else self._nearest(word) for word in wanted)

    def _nearest(self, word: str) -> str:
        if len(word) < _LONG:
            return word
        from rapidfuzz.distance import OSA

        near = (other for other in self._rarity if abs(len(other) - len(word)) < 2 and other[0] == word[0])
        return next((other for other in near if OSA.distance(word, other, score_cutoff=1) <= 1), word)
