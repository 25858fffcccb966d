"""Do two names mean one participant? Each answer comes with its reason and how sure it is.

Precision matters more than recall: a name that could be either of two is none. Confidences are our own judgement:
0.9 and more is as good as certain, below 0.8 is a question.
"""

from dataclasses import dataclass
from enum import IntFlag, StrEnum

from raci_studio.analysis.names.forms import NameForm, Word, forms_of, is_cyrillic, is_short_word, is_trade_word, sound
from raci_studio.analysis.names.humans import Match, match_humans
from raci_studio.analysis.names.words import everybody_names, given_names

SIMILARITY = 0.92
"""Similarity of two names, by Jaro-Winkler or by slips per letter, from which they differ by a slip (RULES.md)."""

_LONG_ENOUGH = 6  # letters from which a lost or wrong one is believed to be a slip
_LONG_WORD = 9  # letters from which two slips in one word are believed
SHORTEST_SLIP = 4
"""Letters of a word below which one letter more or less makes another word. Own judgement."""

_SHORTEST_STUMP = 3  # letters before a dot that say which word was shortened
_CONTRACTED = {"гл": "главн", "ст": "старш", "мл": "младш", "sr": "senior", "jr": "junior", "mgr": "manager"}
# Abbreviations that everybody reads in one way, by the word they begin with.
_FIXED = {"it": "inform", "hr": "human", "pr": "public", "qa": "quality", "ux": "user", "ит": "информ", "ип": "индив"}


class Reason(StrEnum):
    """Why two names look like one participant's."""

    SPELLING = "spelling"
    LOOKS = "looks"
    ORDER = "order"
    CASE = "case"
    MAYBE_CASE = "maybe-case"
    INITIALS = "initials"
    PART = "part"
    SOUND = "sound"
    SLIP = "slip"
    NUMBER = "number"
    SHORTENED = "shortened"
    ABBREVIATION = "abbreviation"
    POSITION = "position"
    BEARER = "bearer"


class Vaguer(IntFlag):
    """Which of two names says less, so that it may mean several others."""

    NONE = 0
    FIRST = 1
    SECOND = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two names are alike, how sure it is (0…1), and which of the two could mean somebody else too."""

    reasons: tuple[Reason, ...]
    confidence: float
    vaguer: Vaguer = Vaguer.NONE


def likeness(one: NameForm, other: NameForm, similarity: float = SIMILARITY) -> Likeness | None:
    """Compare two names; None where nothing says that they mean one participant."""
    if _labels(one) != _labels(other):
        return None  # "Team 1" and "Team 2", "C++ developer" and "C# developer"
    if one.key == other.key:
        return Likeness((Reason.SPELLING,), 0.98)
    if one.looks == other.looks:
        return Likeness((Reason.LOOKS,), 0.97)
    if one.who or other.who:
        return _with_position(one, other)
    if one.human and other.human:
        match = match_humans(one, other)
        if match is not None:
            return _of_humans(one, other, match)
    return _of_words(one, other) or _abbreviation(one, other) or _slip(one, other, similarity)


def _labels(name: NameForm) -> list[str]:
    """Return what makes a name another one however small it is: numbers, signs, the A of "Team A"."""
    return [
        word.text
        for word in name.words
        if not word.text.isalpha() or (len(word.text) == 1 and not word.initial and not is_short_word(word.text))
    ]


def _with_position(one: NameForm, other: NameForm) -> Likeness | None:
    if one.who and other.who:
        same = one.position == other.position
        found = likeness(one.who, other.who) if same and one.who.key != other.who.key else None
        return found if found and Reason.SLIP not in found.reasons else None
    if other.who:
        found = _with_position(other, one)
        return found and Likeness(found.reasons, found.confidence, _swapped(found.vaguer))
    assert one.who is not None
    if one.who.key == other.key:
        return Likeness((Reason.POSITION,), 0.85, Vaguer.SECOND)
    if one.position == " ".join(word.text for word in other.words):
        sure = one.who.human > 1 and len(one.who.words) > 1
        return Likeness((Reason.BEARER,), 0.55, Vaguer.SECOND) if sure else None
    found = likeness(one.who, other) if other.human else None
    if found is None or found.confidence < 0.8 or Reason.SLIP in found.reasons:
        return None
    return Likeness((Reason.POSITION, *found.reasons), min(found.confidence, 0.82), found.vaguer | Vaguer.SECOND)


def _swapped(vaguer: Vaguer) -> Vaguer:
    first, second = Vaguer.FIRST in vaguer, Vaguer.SECOND in vaguer
    return (Vaguer.SECOND if first else Vaguer.NONE) | (Vaguer.FIRST if second else Vaguer.NONE)


def _of_humans(one: NameForm, other: NameForm, match: Match) -> Likeness | None:
    """Judge how two humans' names fit together, None where they do not."""
    if match.conflict:
        return None
    judged: list[tuple[Reason, float]] = []
    if match.case == "other":
        judged.append((Reason.CASE, 0.95 if match.matched > 1 or match.pairs else 0.92))
    elif match.case == "maybe":
        if match.matched > 1 or match.left:
            return None
        judged.append((Reason.MAYBE_CASE, 0.5))
    if match.sounds:
        judged.append((Reason.SOUND, 0.88 if match.matched > 1 or match.pairs else 0.82))
    if match.opened:  # an initial stands for a word
        by_surname = match.matched > 1 or not match.by_given_name
        judged.append((Reason.INITIALS, (0.92 if match.pairs + match.matched > 2 else 0.85) if by_surname else 0.7))
    if match.left and not match.opened:
        if match.matched > 1:
            judged.append((Reason.PART, 0.93))
        elif match.pairs:
            judged.append((Reason.PART, 0.85))
        else:
            judged.append((Reason.PART, 0.6 if match.by_given_name else 0.8))
    if not judged:  # the same words and initials: in another order
        judged.append((Reason.ORDER, 0.92 if max(one.human, other.human) > 1 else 0.8))
    vaguer = (Vaguer.FIRST if match.first_vaguer else Vaguer.NONE) | (
        Vaguer.SECOND if match.second_vaguer else Vaguer.NONE
    )
    return Likeness(tuple(reason for reason, _ in judged), min(sure for _, sure in judged), vaguer)


def _of_words(one: NameForm, other: NameForm) -> Likeness | None:
    """Compare word by word: another grammatical case, one and many, shortened words, the other alphabet."""
    if len(one.words) != len(other.words) or (one.human and other.human and max(one.human, other.human) > 1):
        return None
    found: dict[Reason, float] = {}
    vaguer = Vaguer.NONE
    for a, b in zip(one.words, other.words):
        if a.text == b.text:
            continue
        reason = _of_word(a.text, b.text)
        if _is_shortened(a, b):
            reason, vaguer = Reason.SHORTENED, vaguer | Vaguer.FIRST
        elif _is_shortened(b, a):
            reason, vaguer = Reason.SHORTENED, vaguer | Vaguer.SECOND
        if reason is None:
            return None
        found[reason] = _WORD_CONFIDENCE[reason]
    if Reason.SOUND in found and len(one.words) > 1:
        found[Reason.SOUND] = 0.88
    if not found or (len(found) > 1 and Reason.MAYBE_CASE in found):
        return None
    return Likeness(tuple(found), min(found.values()), vaguer)


def _is_shortened(short: Word, long: Word) -> bool:
    if not short.dotted:
        return False
    stump = _CONTRACTED.get(short.text) or (short.text if len(short.text) >= _SHORTEST_STUMP else "")
    return bool(stump) and long.text.startswith(stump)


_WORD_CONFIDENCE = {
    Reason.CASE: 0.95, Reason.MAYBE_CASE: 0.5, Reason.NUMBER: 0.65, Reason.SHORTENED: 0.82, Reason.SOUND: 0.82,
}  # fmt: skip


def _of_word(a: str, b: str) -> Reason | None:
    if is_cyrillic(a) != is_cyrillic(b):
        if len(a) < SHORTEST_SLIP or not (is_cyrillic(a) or is_cyrillic(b)):
            return None
        sounds = {sound(form.base) for form in forms_of(a)} & {sound(form.base) for form in forms_of(b)}
        return Reason.SOUND if sounds else None
    if not is_cyrillic(a):
        short, long = sorted((a, b), key=len)
        plural = len(short) > 3 and long in (f"{short}s", f"{short}es") and a.isalpha() and b.isalpha()
        return Reason.NUMBER if plural else None
    first, second = forms_of(a), forms_of(b)
    own = [{(form.lemma, form.gender, form.plural) for form in forms if form.nominative} for forms in (first, second)]
    if any((lemma, gender, not plural) in own[1] for lemma, gender, plural in own[0]):
        return Reason.NUMBER
    bases = {form.base for form in first} & {form.base for form in second}
    if not bases:
        return None
    if not all(own):
        return Reason.CASE
    # «Лапина» may be Лапин's, but «аналитика» and «аналитик» are two words.
    return Reason.MAYBE_CASE if all(any(form.proper for form in forms) for forms in (first, second)) else None


def _abbreviation(one: NameForm, other: NameForm) -> Likeness | None:
    for short, long, vaguer in ((one, other, Vaguer.FIRST), (other, one, Vaguer.SECOND)):
        words = [word.text for word in long.words]
        if len(short.words) != 1 or not short.words[0].short_capitals or len(words) < 2:
            continue
        if long.human or any(word.short_capitals and len(word.text) < 4 for word in long.words):
            continue
        if short.key in abbreviations(words) and words[0].startswith(_FIXED.get(short.key, "")):
            return Likeness((Reason.ABBREVIATION,), 0.6, vaguer)
    return None


def abbreviations(words: list[str]) -> set[str]:
    """Return the first letters of words, with and without small words such as "of"."""
    return {"".join(word[0] for word in words), "".join(word[0] for word in words if not is_short_word(word))}


def _slip(one: NameForm, other: NameForm, similarity: float) -> Likeness | None:
    """Find a slip of the finger in one word; two words that both exist differ on purpose."""
    if len(one.words) != len(other.words):
        return None
    different = [(a, b) for a, b in zip(one.words, other.words) if a.text != b.text]
    if len(different) != 1 or any(word.short_capitals and len(word.text) < 4 for word in different[0]):
        return None
    a, b = different[0][0].text, different[0][1].text
    alone = len(one.words) == 1
    if min(len(a), len(b)) < SHORTEST_SLIP + alone or is_cyrillic(a) != is_cyrillic(b):
        return None
    from rapidfuzz.distance import OSA, JaroWinkler

    limit = 2 if max(len(a), len(b)) >= _LONG_WORD else 1
    if OSA.distance(a, b, score_cutoff=limit) > limit:
        return None
    whole = [" ".join(word.text for word in name.words) for name in (one, other)]
    if max(JaroWinkler.similarity(*whole), OSA.normalized_similarity(*whole)) < similarity or _only_ending(a, b):
        return None
    known = [is_known_word(a), is_known_word(b)]
    if all(known) or {form.lemma for form in forms_of(a)} & {form.lemma for form in forms_of(b)}:
        return None
    confidence = _slip_confidence(a, b, any(known), alone)
    return Likeness((Reason.SLIP,), confidence, Vaguer.FIRST | Vaguer.SECOND) if confidence else None


def _slip_confidence(a: str, b: str, known: bool, alone: bool) -> float:
    """Return how sure it is that two words are one, 0 where the slip is not believed. Own judgement."""
    swapped = sorted(a) == sorted(b)
    if known and is_cyrillic(a):
        return 0.88
    doubled = swapped or _without_doubles(a) == _without_doubles(b)
    if a[0] != b[0] or (max(len(a), len(b)) < _LONG_ENOUGH and not doubled):
        return 0.0  # "tool" and "pool": many short words have such a neighbour
    if known:
        return 0.86 if swapped or len(a) != len(b) else 0.72
    # Names that nobody lists: John Davis and John Davies are two, Sarah Miler and Sarah Miller are one.
    from rapidfuzz.distance import OSA

    if OSA.distance(a, b) > 1:
        return 0.0
    if alone:
        return 0.65 if doubled else 0.0
    return 0.82 if doubled else 0.7


def _without_doubles(word: str) -> str:
    return "".join(letter for letter, before in zip(word, " " + word) if letter != before)


def _only_ending(a: str, b: str) -> bool:
    """Tell whether two words differ in their last letter only: Paul and Paula, trainer and trainee.

    A last letter typed twice is a slip all the same.
    """
    short, long = sorted((a, b), key=len)
    return short[:-1] == long[:-1] or (long[:-1] == short and long[-1] != short[-1])


def is_known_word(word: str) -> bool:
    """Tell whether a word is one we know, so that it is no slip."""
    if is_cyrillic(word):
        return any(form.known for form in forms_of(word)) or is_trade_word(word)
    return is_trade_word(word) or word in given_names() or word in _everybody_words()


def _everybody_words() -> frozenset[str]:
    return frozenset(word for name in everybody_names() for word in name.split())
