"""How two humans' names fit together: words, initials, missing parts, in any order and grammatical case."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from raci_studio.analysis.names.forms import NameForm, Word, forms_of, is_cyrillic, name_form, sound
from raci_studio.analysis.names.russian import WordForm
from raci_studio.analysis.names.words import given_names

_GENDERS = ("masc", "femn")


@dataclass(frozen=True, slots=True)
class Match:
    """How two names fit. Counts: `matched` words they share, `pairs` of an initial with a word or an initial,
    `opened` such pairs where one side is a word, `left` parts that only one of them has.

    `case` is "" where both are nominative, "other" where one stands in another case, "maybe" where that one could
    also be a nominative of the other gender. `conflict` says that they are two humans.
    """

    matched: int = 0
    pairs: int = 0
    opened: int = 0
    left: int = 0
    case: str = ""
    sounds: bool = False
    by_given_name: bool = False
    first_vaguer: bool = False
    second_vaguer: bool = False
    conflict: bool = False


_CONFLICT = Match(conflict=True)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A name read in one case and gender: for each full word its nominatives."""

    nominative: bool
    gender: str
    bases: tuple[frozenset[str], ...]


def match_humans(one: NameForm, other: NameForm) -> Match | None:
    """Fit two names together; None where they share no word, or differ in whole words (which may be a slip)."""
    found: list[Match] = []
    for a in readings(one.text):
        for b in readings(other.text):
            if a.gender == b.gender and (a.nominative or b.nominative or one.full_words == other.full_words):
                match = _fit(one, other, a, b)
                if match is not None:
                    found.append(match)
    if not found:
        return None
    if max(one.human, other.human) < 2 and not _only_order(found[0]):
        return None  # two words by two words, nothing tells that these are humans
    return min(found, key=lambda match: (match.conflict, ("", "other", "maybe").index(match.case)))


def _only_order(match: Match) -> bool:
    return not (match.conflict or match.left or match.pairs or match.case)


@lru_cache(maxsize=10_000)
def readings(text: str) -> tuple[_Reading, ...]:
    """Return in which cases (nominative or another) and genders a name can be read as a whole."""
    words = name_form(text).full_words
    found = []
    for nominative in (True, False):
        for gender in _GENDERS:
            bases = tuple(_bases(word, nominative, gender) for word in words)
            if all(bases):
                found.append(_Reading(nominative, gender, bases))
    return tuple(found) or tuple(
        _Reading(True, gender, tuple(frozenset([word]) for word in words)) for gender in _GENDERS
    )


def _bases(word: str, nominative: bool, gender: str) -> frozenset[str]:
    forms: Sequence[WordForm] = forms_of(word)
    if any(form.proper for form in forms):
        forms = [form for form in forms if form.proper]
    if not is_cyrillic(word):
        return frozenset([word]) if nominative else frozenset()
    return frozenset(
        form.base for form in forms if form.nominative == nominative and not form.plural and form.gender in (gender, "")
    )


def _fit(one: NameForm, other: NameForm, a: _Reading, b: _Reading) -> Match | None:
    bases = dict(zip(range(len(b.bases)), b.bases))
    shared: list[tuple[str, bool]] = []
    rest_a: list[tuple[Word, frozenset[str]]] = []
    numbers = iter(range(len(a.bases)))
    for word in one.words:
        mine = frozenset([word.text]) if word.initial else a.bases[next(numbers)]
        hit = None if word.initial else next((n for n, theirs in bases.items() if _same(mine, theirs)), None)
        if hit is None:
            rest_a.append((word, mine))
        else:
            shared.append((word.text, not mine & bases.pop(hit)))
    numbers = iter(range(len(b.bases)))
    rest_b = []
    for word in other.words:
        number = -1 if word.initial else next(numbers)
        if word.initial or number in bases:
            rest_b.append((word, frozenset([word.text]) if word.initial else b.bases[number]))
    if not shared:
        return None
    opened_a = opened_b = 0
    for (word_a, bases_a), (word_b, bases_b) in zip(rest_a, rest_b):
        if not word_a.initial and not word_b.initial:
            return None
        if not _same_letter(bases_a, bases_b):
            return _CONFLICT
        opened_a += word_a.initial and not word_b.initial
        opened_b += word_b.initial and not word_a.initial
    case = ""
    if a.nominative != b.nominative:
        oblique = other if a.nominative else one
        case = "maybe" if any(reading.nominative for reading in readings(oblique.text)) else "other"
        if case == "maybe" and len(shared) > 1:
            return _CONFLICT  # «Иванова Александра» is a woman of her own beside «Иванов Александр»
    return Match(
        matched=len(shared),
        pairs=min(len(rest_a), len(rest_b)),
        opened=opened_a + opened_b,
        left=abs(len(rest_a) - len(rest_b)),
        case=case,
        sounds=any(by_sound for _, by_sound in shared),
        by_given_name=all(_is_given(word) for word, _ in shared),
        first_vaguer=opened_a > 0 or len(rest_a) < len(rest_b) or case == "maybe",
        second_vaguer=opened_b > 0 or len(rest_b) < len(rest_a) or case == "maybe",
    )


def _same(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    if mine & theirs:
        return True
    scripts = {is_cyrillic(word) for word in (*mine, *theirs)}
    return len(scripts) == 2 and bool({sound(word) for word in mine} & {sound(word) for word in theirs})


def _same_letter(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool({sound(word)[:1] or word for word in mine} & {sound(word)[:1] or word for word in theirs})


def _is_given(word: str) -> bool:
    if is_cyrillic(word):
        return all(form.given for form in forms_of(word) if form.proper)
    return word in given_names()
