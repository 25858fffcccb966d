"""What a result text may turn out to be, and the word lists it is told by (``resources/words/results.toml``)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from raci_studio.core.places import resource


class ResultKind(StrEnum):
    """What a result text speaks of: work being done, what is there when it is done, or nothing one can be sure of."""

    ACTIVITY = "activity"
    OUTCOME = "outcome"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class ResultText:
    """A result text as understood; `confidence` is 0…1 and 0 for an unclear one.

    `outcome` says an activity as an outcome ("Report prepared"), "" where the grammar is not sure. `stated` tells an
    outcome that says what state something is in ("Report approved") from one that names a thing ("Report").
    """

    kind: ResultKind
    confidence: float = 0.0
    outcome: str = ""
    stated: bool = False


UNCLEAR = ResultText(ResultKind.UNCLEAR)
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def activity(confidence: float, outcome: str = "") -> ResultText:
    """Return a text that speaks of work."""
    return ResultText(ResultKind.ACTIVITY, confidence, outcome)


def outcome(confidence: float, stated: bool = False) -> ResultText:
    """Return a text that speaks of what is there."""
    return ResultText(ResultKind.OUTCOME, confidence, stated=stated)


@cache
def words(group: str, language: str) -> Mapping[str, str]:
    """Return a group's words, each with what stands after its ">", "" where nothing does."""
    listed = _file()[group][language]
    pairs = (word.partition(">") for word in listed.split(";"))
    return {word.strip(): more.strip() for word, _, more in pairs}


@cache
def listed(group: str, language: str = "en") -> frozenset[str]:
    """Return a group's words without what stands after them."""
    return frozenset(words(group, language))


@cache
def _file() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resource("words", "results.toml").read_text("utf-8"))


def first_clause(text: str) -> str:
    """Return a text up to where its first statement ends."""
    return re.split(r"[;\n(]|\.\s|:\s|\s[-–—]\s", text.strip(), maxsplit=1)[0].strip(" .,")


def is_one_phrase(text: str) -> bool:
    """Tell whether a text is one plain phrase, so that a reworded one keeps all of it."""
    return (
        re.fullmatch(r"[\w\s«»\"“”’'№/-]+\.?", text.strip()) is not None and " и " not in text and " and " not in text
    )


def capital(text: str) -> str:
    """Return a text with a capital first letter, the rest as it stands."""
    return text[:1].upper() + text[1:]
