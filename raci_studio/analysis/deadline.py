"""Deadlines and durations in words, Russian and English: what kind each is and how long it lasts.

A first grammar: durations, dates, weekdays and events, recurring and vague ones. What it does not know is
"unknown", never a guess.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class DeadlineKind(StrEnum):
    """What a deadline text says."""

    EMPTY = "empty"
    DURATION = "duration"
    DATE = "date"
    RELATIVE = "relative"
    RECURRING = "recurring"
    VAGUE = "vague"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as understood. `days` is its upper bound in working days, where it is a duration."""

    kind: DeadlineKind
    days: float | None = None


# Working days in a unit: 8 hours a day, 5 days a week, 21 days a month; 7 calendar days hold 5 working days.
_UNITS = (
    (r"(?:к\.?\s?д\.?|календ\w*\.?\s*(?:дн\w*|день|дней|сут\w*)|calendar\s+days?|сут\w*)", 5 / 7),
    (
        r"(?:р\.?\s?д\.?|раб\w*\.?\s*(?:дн\w*|день)|(?:working|business|work)\s+days?|wd|дн\w*\.?|день|д\.?|days?|d)",
        1.0,
    ),
    (r"(?:час\w*|ч\.?|hours?|hrs?|h)", 1 / 8),
    (r"(?:мин\w*\.?|minutes?|mins?)", 1 / 480),
    (r"(?:недел\w*|нед\.?|weeks?|wks?|w)", 5.0),
    (r"(?:месяц\w*|мес\.?|months?|mos?)", 21.0),
    (r"(?:квартал\w*|quarters?)", 63.0),
)
_NUMBERS = {
    "один": 1, "одна": 1, "одного": 1, "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "трёх": 3, "четыре": 4,
    "пять": 5, "пяти": 5, "десять": 10, "десяти": 10, "полдня": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "ten": 10, "a": 1, "an": 1,
}  # fmt: skip
_NUMBER = r"(?:\d+(?:[.,]\d+)?|" + "|".join(_NUMBERS) + ")"
_LENGTH = re.compile(
    rf"(?<!\w)(?P<low>{_NUMBER})(?:\s*(?:-|–|—|…|\.\.|до|to)\s*(?P<high>{_NUMBER}))?[\s\-]*(?:" + "|".join(
        f"(?P<u{n}>{unit})" for n, (unit, _) in enumerate(_UNITS)
    ) + r")(?!\w)"
)  # fmt: skip
_BARE_UNIT = re.compile(
    r"(?:(?:в течение|за|within)\s+)?(?:(?P<day>дня|день|day|суток)|(?P<week>недел[ия]|недели|week)|(?P<month>месяца?|month))"
)
_LEAD = r"(?:(?:в течение|не позднее(?: чем)?|не более|не дольше|максимум|макс\.?|до|за|около|within|up to|at most|no later than|in|max\.?|about|~|≤|<)\s*)*"
_TAIL = r"(?:\s*(?:максимум|max|включительно|inclusive)\.?)?"
_DURATION = re.compile(_LEAD + _LENGTH.pattern + _TAIL)
_T_PLUS = re.compile(r"[tт]\s*\+\s*(\d+)(?:\s*\w+\.?)?")
_MONTHS = (
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?"
)
_DATE = re.compile(
    r"\b\d{4}[-./]\d{1,2}[-./]\d{1,2}|\b\d{1,2}-\d{1,2}-\d{2,4}\b|\b\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\b|\b\d{1,2}(?:st|nd|rd|th|-?го)?[\s-]+(?:of\s+)?" + _MONTHS
    + r"|\b" + _MONTHS + r"[\s-]+(?:\d{1,2}\b|\d{4}\b)|\b(?:q[1-4]|[iv]{1,3}\s+кв\w*|[1-4]\s*-?й?\s*кв\w*)\b|(?:конц[ау]|конец)\s+\w+|end of \w+"
    + r"|\b\d{1,2}(?:-?го)?\s+числа\b|\bthe \d{1,2}(?:st|nd|rd|th)\b"
)  # fmt: skip
_WEEKDAY = re.compile(
    r"\b(?:понедельник|вторник|сред[аыу]|четверг|пятниц|суббот|воскресень|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\w*"
)
_RECURRING = re.compile(
    r"ежедневн|еженедельн|ежемесячн|ежеквартальн|ежегодн|кажд|раз в |по (?:понедельник|вторник|сред|четверг|пятниц)|регулярн|постоянн|"
    r"\b(?:daily|weekly|monthly|quarterly|yearly|annually|every|each|ongoing|continuous|per (?:day|week|month)|on \w+days)\b"
)
_RELATIVE = re.compile(
    r"\b(?:после|с момента|со дня|перед|накануне|до (?:начала|окончания|конца|старта|запуска|завершения|подписания|отправки)|"
    r"сразу|по (?:готовности|завершении|окончании|итогам|мере)|в день|сегодня|завтра|after|before|upon|on completion|from|"
    r"prior to|same day|next day|today|tomorrow|immediately after|as of)\b"
)
_VAGUE = re.compile(
    r"\b(?:asap|as soon as possible|soon|urgent\w*|tbd|tba|tbc|later|when possible|when ready|при необходимости|по необходимости|"
    r"по возможности|срочно|как можно (?:скорее|быстрее)|скоро|позже|потом|уточня\w+|уточнить|не определ\w+|неизвестно|"
    r"не задан\w*|по запросу|(?:if|as|when|where) (?:needed|required|necessary)|on request|not defined|undefined|unknown)\b|\?"
)
FILLERS = frozenset(
    ("", "-", "–", "—", "--", "---", "n/a", "na", "н/д", "нет", "none", "no", "…", "...", ".", "/", "x", "х")
)
"""Texts that say nothing, in lower case."""


@lru_cache(maxsize=4096)
def parse_deadline(text: str) -> Deadline:
    """Read a deadline or duration; never raises."""
    words = " ".join(text.lower().replace("\u00a0", " ").split()).strip(" .;,")
    if words in FILLERS:
        return Deadline(DeadlineKind.EMPTY)
    if match := _DURATION.fullmatch(words):
        return Deadline(DeadlineKind.DURATION, _days(match))
    if match := _BARE_UNIT.fullmatch(words):
        return Deadline(DeadlineKind.DURATION, 1.0 if match["day"] else 5.0 if match["week"] else 21.0)
    if _VAGUE.search(words):
        return Deadline(DeadlineKind.VAGUE)
    if _RECURRING.search(words):
        return Deadline(DeadlineKind.RECURRING)
    if _DATE.search(words):
        return Deadline(DeadlineKind.DATE)
    if _T_PLUS.search(words) or _RELATIVE.search(words) or _WEEKDAY.search(words):
        return Deadline(DeadlineKind.RELATIVE)
    if match := _LENGTH.search(words):
        return Deadline(DeadlineKind.DURATION, _days(match))
    if re.search(r"\b\d{1,2}[:.]\d{2}\b", words):
        return Deadline(DeadlineKind.RELATIVE)
    return Deadline(DeadlineKind.UNKNOWN)


def duration_days(text: str) -> float | None:
    """Return a duration in working days, None where the text is none; a bare number counts days."""
    words = text.strip().replace(",", ".")
    if re.fullmatch(r"\d{1,4}(\.\d+)?", words):
        return float(words)
    found = parse_deadline(text)
    return found.days if found.kind is DeadlineKind.DURATION else None


def _days(match: re.Match[str]) -> float:
    text = match["high"] or match["low"]
    number = _NUMBERS[text] if text in _NUMBERS else float(text.replace(",", "."))
    unit = next(per for n, (_, per) in enumerate(_UNITS) if match[f"u{n}"])
    return number * unit
