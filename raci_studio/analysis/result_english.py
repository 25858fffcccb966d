"""English results: "Report preparation" and "Prepare the report" are work, "Report approved" and "Contract" are not."""

import re
from functools import cache, lru_cache

from raci_studio.analysis.result_words import (
    UNCLEAR,
    ResultText,
    activity,
    capital,
    first_clause,
    is_one_phrase,
    listed,
    outcome,
    words,
)

_WORD = re.compile(r"[a-z]+(?:[-'’][a-z]+)*")


def english_result(text: str) -> ResultText:
    """Tell work from outcome; silent where the words do not decide."""
    tokens = _WORD.findall(first_clause(text).lower())
    if len(tokens) > 1 and tokens[0] == "to":
        tokens = tokens[1:]
    if not tokens or re.match(r"[\d≥>~%]", text.strip()):
        return UNCLEAR
    return _by_first_word(text, tokens) or _by_state(tokens) or _by_head(text, tokens)


def _by_first_word(text: str, tokens: list[str]) -> ResultText | None:
    first, then = tokens[0], tokens[1] if len(tokens) > 1 else ""
    opens = first in listed("openers") or (first == "work" and then in ("on", "with"))
    if opens and then and not any(map(_is_done, tokens)) and not _is_thing(_head(tokens)):
        return activity(0.7)
    if len(tokens) > 2 and then in ("up", "out", "down", "off", "over") and not any(map(_is_done, tokens[2:])):
        if first in words("verbs", "en") or first in words("verbs", "either"):
            return activity(0.9, _reworded(text, f"{first} {then}", 2))
        if first.endswith("ing") and _base(first):
            return activity(0.9, _reworded(text, f"{_base(first)} {then}", 2))
    if first.endswith("ing") and then in listed("determiners") and _base(first):
        return activity(0.9, _reworded(text, _base(first)))
    if first.endswith("ing") and len(first) > 4 and first not in listed("not_gerunds"):
        if then in listed("determiners") or then == "of":
            return activity(0.9, _reworded(text, _base(first)))
        if any(map(_is_done, tokens[1:])) and (first in listed("noun_gerunds") or not _base(first)):
            return outcome(0.9, stated=True)
        if first in listed("noun_gerunds"):
            return activity(0.8) if not then or then in listed("prepositions") else None
        if len(tokens) == 2 and _base(first) in words("verbs", "either") and _is_thing(then) and then[-1] != "s":
            return None  # "Packing list"
        return activity(0.85, _reworded(text, _base(first))) if _base(first) else None
    if first in words("verbs", "en") and then:
        past = _is_done(first) or (len(tokens) == 2 and _is_done(then))
        return None if past else activity(0.95, _reworded(text, first))
    if first in words("verbs", "either") and then:
        if any(map(_is_done, tokens[1:])) and then not in listed("determiners"):
            return None
        if then in listed("determiners") - {"with"}:
            return activity(0.85, _reworded(text, first))
        if first in words("verbs", "lean") and then not in listed("prepositions") and tokens[-1].endswith("s"):
            return activity(0.65, _reworded(text, first)) if not _is_thing(tokens[-1]) else None
    return None


def _by_state(tokens: list[str]) -> ResultText | None:
    if any(map(_is_done, tokens[1:])):
        return None if tokens[-1] in words("work", "en") and _head(tokens) == tokens[-1] else outcome(0.9, stated=True)
    if _is_done(tokens[0]) and tokens[0] not in listed("no_state_first") and tokens[0] not in words("verbs", "either"):
        return outcome(0.85, stated=True)
    return outcome(0.8, stated=True) if {"in", "place"} <= set(tokens) else None


def _by_head(text: str, tokens: list[str]) -> ResultText:
    head = _head(tokens)
    named = words("work", "en")
    preposition = tokens[tokens.index(head) + 1 : tokens.index(head) + 2]
    if head in words("either", "en"):
        of = preposition == ["of"]
        return activity(0.65, _reworded_noun(text, named.get(head, ""))) if of else UNCLEAR
    if _is_thing(head) and head not in named:
        return outcome(0.8)
    if head in named:
        return activity(0.85, _reworded_noun(text, named[head]))
    if (
        head.endswith("ing")
        and len(head) > 4
        and head not in listed("not_gerunds")
        and (_base(head) or head in listed("noun_gerunds"))
    ):
        return activity(0.85, _reworded_noun(text, _base(head)))
    return UNCLEAR


def _head(tokens: list[str]) -> str:
    """Return the noun that the first phrase is about: "preparation" of "report preparation for the board"."""
    end = next((n for n, token in enumerate(tokens) if token in listed("prepositions") and n), len(tokens))
    return tokens[end - 1]


def _is_thing(word: str) -> bool:
    return word in words("things", "en") or (word.endswith("s") and word[:-1] in words("things", "en"))


@lru_cache(maxsize=5_000)
def _is_done(word: str) -> bool:
    if word in listed("states") or word in _participles():
        return True
    return word.endswith("ed") and len(word) > 4 and word not in listed("not_done")


@cache
def _participles() -> frozenset[str]:
    verbs = {**words("verbs", "en"), **words("verbs", "either")}
    return frozenset(done for done in verbs.values() if done) - {"set", "run", "cut", "put"}


@lru_cache(maxsize=5_000)
def _base(gerund: str) -> str:
    """Return the verb of a gerund where the lists have it: "prepare" of "preparing"."""
    stem = gerund.removesuffix("ing")
    verbs = {**words("verbs", "en"), **words("verbs", "either")}
    return next((verb for verb in (stem, stem + "e", stem[:-1]) if verb in verbs), "")


def _participle(verb: str) -> str:
    verbs = {**words("verbs", "en"), **words("verbs", "either")}
    if verbs.get(verb):
        return verbs[verb]
    if " " in verb:
        first, rest = verb.split(" ", 1)
        return f"{_participle(first)} {rest}"
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeou" else verb + "ed"


# Rewording: only one plain phrase of a verb and what it is done to.


def _reworded(text: str, verb: str, length: int = 1) -> str:
    """Return "Report prepared" for "Preparing the report" and "Prepare the report"."""
    rest = text.strip().rstrip(".").split()[length:]
    if rest and rest[0].lower() == "of":
        rest = rest[1:]
    return _done(text, rest, verb)


def _reworded_noun(text: str, verb: str) -> str:
    """Return "Report prepared" for "Report preparation" and "Preparation of the report"."""
    said = text.strip().rstrip(".").split()
    lower = [word.lower() for word in said]
    if "of" in lower:
        return _done(text, said[lower.index("of") + 1 :], verb) if lower.index("of") == 1 else ""
    end = next((n for n, word in enumerate(lower) if word in listed("prepositions")), len(lower))
    return _done(text, said[: end - 1] + said[end:], verb)


def _done(text: str, rest: list[str], verb: str) -> str:
    while rest and rest[0].lower() in listed("determiners") - {"new", "with"}:
        rest = rest[1:]
    if not verb or verb in listed("no_end") or not rest or len(rest) > 8 or not is_one_phrase(text):
        return ""
    lower = [word.lower() for word in rest]
    end = next((n for n, word in enumerate(lower) if word in listed("prepositions") - {"of"}), len(rest))
    if end == 0 or lower[end - 1] in listed("determiners") or not lower[end - 1].isalpha() or not lower[0].isalpha():
        return ""
    if any(_is_done(word) for word in lower[end:]) or lower[0] in ("to", "that", "whether", "how", "if"):
        return ""
    return capital(" ".join([*rest[:end], _participle(verb), *rest[end:]]))
