"""Deadlines and durations in words, Russian and English: what kind each is, how long it lasts, what is unclear in it.

A small grammar over the words of ``resources/words/deadlines.toml``. What it does not know is "unknown", never a guess.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from raci_studio.analysis.deadline_words import NUMERIC_DATE, T_PLUS, TIME, grammar
from raci_studio.core.units import Unit


class DeadlineKind(StrEnum):
    """What a deadline text says."""

    EMPTY = "empty"
    DURATION = "duration"
    DATE = "date"
    RELATIVE = "relative"
    RECURRING = "recurring"
    VAGUE = "vague"
    UNKNOWN = "unknown"


class Ambiguity(StrEnum):
    """Why two people may read a deadline differently."""

    DAY_KIND = "day-kind"  # "5 days": working or calendar?
    DATE_ORDER = "date-order"  # "03/04/2026": March or April?
    WHICH_WEEK = "which-week"  # "by Friday": of which week?


# Working days in a unit: 8 hours a day, 5 days a week, 21 days a month; 7 calendar days hold 5 working days.
_WORKING_DAYS = {
    Unit.MINUTE: 1 / 480, Unit.HOUR: 1 / 8, Unit.WORKING_DAY: 1.0, Unit.CALENDAR_DAY: 5 / 7, Unit.DAY: 1.0,
    Unit.WEEK: 5.0, Unit.MONTH: 21.0, Unit.QUARTER: 63.0, Unit.YEAR: 252.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as understood.

    `days` is the upper bound in working days of a duration, None for all else. `low` to `high` of `unit` is a length
    of time the text names, in a duration or beside an event ("5 days after signing"); of several the first.
    `anchor` is what a relative one hangs on, as written but for capitals.
    """

    kind: DeadlineKind
    days: float | None = None
    low: float | None = None
    high: float | None = None
    unit: Unit | None = None
    anchor: str = ""
    ambiguities: tuple[Ambiguity, ...] = ()


FILLERS = frozenset(
    ("", "-", "–", "—", "--", "---", "n/a", "na", "н/д", "нет", "none", "no", "…", "...", ".", "/", "x", "х")
)
"""Texts that say nothing, in lower case."""

_BARE_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d+)?")

_LONGEST = 300  # characters read: a deadline says itself at once, a story about one does not get clearer

# Ways of writing that the lists cannot hold, made plain before all else.
_PLAINER = (
    (re.compile(r"[‐‑‒–—−]"), "-"),
    (re.compile(r"\s*(?:\.{2,}|…)\s*(?=\d)"), "-"),
    (re.compile(r"(?<!\w)р\s?[./]?\s?д(?:н|ней|ня)?(?!\w)"), "раб дн"),
    (re.compile(r"(?<!\w)к\s?[./]?\s?д(?:н|ней|ня)?(?!\w)"), "кал дн"),
    (re.compile(r"(одно|двух|трех|четырех|пяти|шести|семи|десяти|пол)(?=днев|дня|недел|месяч|месяц|час|год)"), r"\1 "),
    (re.compile(r"(?<!\w)одно (?=днев|недел|месяч|час)"), "один "),
    (re.compile(r"(\d)-(?=(?:day|week|month|hour|дневн|недельн|месячн|часов)\w*)"), r"\1 "),
    (re.compile(r"(?<![\d/])1/2(?=\s*[a-zа-я])"), "0.5"),
    (re.compile(r"(?<=\d)\s*\([^()]*\)(?=\s*\w)"), ""),  # "5 (five) days"
    (re.compile(r"(?<=\d)(?:-?(?:ти|ми|х|и)(?!\w)|\+)"), ""),  # «2-х недель»
)


@lru_cache(maxsize=4096)
def parse_deadline(text: str) -> Deadline:
    """Read a deadline or duration; never raises."""
    words = _plain(text)
    if words in FILLERS:
        return Deadline(DeadlineKind.EMPTY)
    words_of = grammar()
    if "?" in words or words_of.undefined.search(words):
        return Deadline(DeadlineKind.VAGUE)
    recurring = words_of.recurring.search(words) is not None
    lengths = list(words_of.length.finditer(words))
    dated = NUMERIC_DATE.search(words) is not None or words_of.date.search(words) is not None
    unclear = _ambiguities(words, lengths, dated, recurring)
    event = words_of.event.search(words)
    if recurring:
        return _with_length(DeadlineKind.RECURRING, lengths, unclear=unclear)
    if lengths and not event and words_of.only_lengths.fullmatch(words):
        return _with_length(DeadlineKind.DURATION, lengths, unclear=unclear)
    if dated:
        return Deadline(DeadlineKind.DATE, ambiguities=unclear)
    if lengths:
        kind = DeadlineKind.RELATIVE if event else DeadlineKind.DURATION
        return _with_length(kind, lengths, event[0] + words[event.end() :] if event else "", unclear)
    for definite in (T_PLUS, TIME, words_of.weekday):
        if match := definite.search(words):
            return Deadline(DeadlineKind.RELATIVE, anchor=match[0].strip(), ambiguities=unclear)
    if words_of.vague.search(words):
        return Deadline(DeadlineKind.VAGUE)
    if bare := words_of.bare_unit.fullmatch(words):
        unit = _unit(bare)
        return Deadline(DeadlineKind.DURATION, _WORKING_DAYS[unit], 1.0, 1.0, unit)
    event = event or words_of.opening.match(words) or words_of.milestone.match(words)
    if event:
        return Deadline(DeadlineKind.RELATIVE, anchor=words[event.start() :], ambiguities=unclear)
    return Deadline(DeadlineKind.UNKNOWN)


def duration_days(text: str, unit: str = "") -> float | None:
    """Return a duration in working days, None where the text is none.

    A bare number counts the `unit` (a value of `Unit`), working days where there is none.
    """
    found = deadline_in(text, unit or Unit.WORKING_DAY)
    return found.days if found.kind is DeadlineKind.DURATION else None


def deadline_in(text: str, unit: str) -> Deadline:
    """Read a deadline or duration whose bare numbers count a unit, "" where nobody says which."""
    if unit in _WORKING_DAYS and _BARE_NUMBER.fullmatch(text.strip()):
        count, known = _number(text.strip()), Unit(unit)
        unclear = (Ambiguity.DAY_KIND,) if known is Unit.DAY else ()
        return Deadline(DeadlineKind.DURATION, count * _WORKING_DAYS[known], count, count, known, "", unclear)
    return parse_deadline(text)


def _plain(text: str) -> str:
    words = " ".join(text[:_LONGEST].lower().replace("\u00a0", " ").replace("ё", "е").split()).strip(" .;,!")
    if words in FILLERS:
        return words
    for pattern, plainer in _PLAINER:
        words = pattern.sub(plainer, words)
    return " ".join(words.split())


def _with_length(
    kind: DeadlineKind, lengths: list[re.Match[str]], anchor: str = "", unclear: tuple[Ambiguity, ...] = ()
) -> Deadline:
    if not lengths:
        return Deadline(kind, anchor=anchor, ambiguities=unclear)
    first, unit = lengths[0], _unit(lengths[0])
    low, high = _number(first["low"]), _number(first["high"] or first["low"])
    days = high * _WORKING_DAYS[unit] if kind is DeadlineKind.DURATION else None
    if days is not None:  # "1 week 2 days"; not "2 days, at most 3"
        smaller = [match for match in lengths[1:] if _WORKING_DAYS[_unit(match)] < _WORKING_DAYS[unit]]
        days += sum(_number(match["high"] or match["low"]) * _WORKING_DAYS[_unit(match)] for match in smaller)
    return Deadline(kind, days, low, high, unit, anchor, unclear)


def _ambiguities(words: str, lengths: list[re.Match[str]], dated: bool, recurring: bool) -> tuple[Ambiguity, ...]:
    words_of = grammar()
    found = []
    if any(_unit(match) is Unit.DAY and not _part_of_a_day(match, recurring) for match in lengths) or (
        (match := words_of.ordinal_day.search(words)) and words_of.event.search(words, match.end())
    ):
        found.append(Ambiguity.DAY_KIND)
    if any(_either_order(match) for match in NUMERIC_DATE.finditer(words)):
        found.append(Ambiguity.DATE_ORDER)
    named = words_of.weekday.search(words)
    if named and not dated and not recurring and not words_of.which_week.search(words):
        found.append(Ambiguity.WHICH_WEEK)
    return tuple(found)


def _part_of_a_day(match: re.Match[str], recurring: bool) -> bool:
    """Tell whether the kind of day makes no difference: half a day, once a day."""
    return _number(match["low"]) < 1 or (recurring and _number(match["low"]) == 1)


def _either_order(match: re.Match[str]) -> bool:
    one, other = int(match["one"]), int(match["other"])
    return one != other and 1 <= one <= 12 and 1 <= other <= 12


def _number(text: str) -> float:
    text = text.strip()
    return grammar().numbers[text] if text in grammar().numbers else float(text.replace(",", "."))


def _unit(match: re.Match[str]) -> Unit:
    return next(unit for unit in Unit if match.groupdict().get(unit))
