"""The words of deadlines (``resources/words/deadlines.toml``) as patterns, made when the first deadline is read."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from raci_studio.core.places import resource

# "03/04/2026", "03/04", "03-04-2026"; dates with points are day first everywhere.
NUMERIC_DATE = re.compile(
    r"(?<![\d/.-])(?P<one>\d{1,2})(?:/(?=\d{1,2}(?:/|(?!\d)))|-(?=\d{1,2}-\d{4}))(?P<other>\d{1,2})(?:[/-]\d{2,4})?(?![\d/-])"
)
T_PLUS = re.compile(r"(?<!\w)[tтdд]\s*[+-]\s*\d+(?!\d)")
TIME = re.compile(
    r"(?<![\d.])\d{1,2}:\d{2}(?!\d)|(?<!\d)\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m|p\.m)(?!\w)"
    r"|(?<!\d)\d{1,2}(?:[-.]\d{2})?\s+(?:утра|вечера|ночи)(?!\w)"
)
_MONTHISH = r"month|quarter|year|месяц\w*|квартал\w*|год\w*"
_DATES = (
    r"(?<!\d)\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)",
    r"(?<!\d)\d{1,2}-\d{1,2}-\d{2,4}(?!\d)",
    r"(?<![\d.,])\d{1,2}\.\d{1,2}(?![\d.])(?!\s*[a-zа-я])|(?<![\d.])\d{1,2}\.\d{1,2}\.\d{2,4}(?!\d)",
    r"(?<![^\W\d])(?:MONTHS)\.?(?!\w)|(?<!\w)(?:MONTHS)\.?-?\d",
    r"(?<!\w)(?:19|20)\d\d(?!\d)",
    r"(?<!\w)(?:q\s?[1-4]|[1-4]\s?q|h[12]|[12]h|fy\s?\d\d|wk?\d{1,2}|cw\s?\d{1,2}|eow|eom|eoq|eoy|cow)(?!\w)",
    r"(?<!\w)(?:[iv]{1,3}|[1-4]\s*-?(?:й|го|м|ый|ой|ий)?)\s*кв(?:артал\w*)?(?!\w)",
    r"(?<!\w)(?:перв|втор|треть|четверт)\w+\s+(?:квартал|полугод)\w*|(?:1|2|i|ii)-?(?:е|го)?\s+полугоди\w+",
    r"(?<!\w)(?:first|second|third|fourth|1st|2nd|3rd|4th)\s+(?:quarter|half)",
    r"(?:кон(?:ца|цу|ец|це)|начал[оае]|середин[аеуы]|истечени[яею])"
    r"(?: (?:текущ|эт|следующ|отчетн|календарн|рабоч|будущ|финансов)\w+)? (?:недел|месяц|квартал|год|полугод)\w*",
    r"(?:end|close|beginning|start|middle|mid)[ -]of[ -]"
    r"(?:(?:the|this|next|each|following|current|calendar|fiscal|financial) )*(?:week|month|quarter|year)",
    r"(?:week|month|quarter|year)[ -]?end",
    r"(?:на|до|в течение|на протяжении) (?:этой|следующей|текущей|ближайшей|будущей) недел\w+",
    r"(?:в|до|на) (?:этом|следующем|текущем|следующего|текущего|этого|будущем) (?:месяц|квартал|год)\w*",
    r"(?:this|next|coming|following) (?:week|month|quarter|year)(?!\w)",
    r"(?<!\d)\d{1,2}(?:-?го|-?му|-?е)?\s+числ\w+|(?<!\d)\d{1,2}-?(?:го|му)(?!\w)(?!\s+(?:раб|кал|дн|меся))",
    r"(?:the|by|on) \d{1,2}(?:st|nd|rd|th)(?!\w)(?! (?:working|business|calendar|day|week|month))",
    r"(?:first|last|перв\w+|последн\w+|\d{1,2}(?:st|nd|rd|th|-?й|-?го))"
    r"(?: (?:раб\w*|кал\w*|working|business|calendar))?"
    r" (?:day|день|дня|дню|числ\w+)(?: (?:of|the|each|every|following|next|current|следующ\w+|текущ\w+))*"
    rf" (?:{_MONTHISH})",
    r"нов\w+ год\w*|new year|christmas",
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of the lists; `numbers` maps number words to what they mean.

    A `length` has the groups `low`, `high` (None for one number) and one named by its unit, as `bare_unit` has;
    `only_lengths` is for a whole text that says nothing but a length.
    """

    numbers: Mapping[str, float]
    length: re.Pattern[str]
    only_lengths: re.Pattern[str]
    bare_unit: re.Pattern[str]
    ordinal_day: re.Pattern[str]
    date: re.Pattern[str]
    weekday: re.Pattern[str]
    which_week: re.Pattern[str]
    undefined: re.Pattern[str]
    recurring: re.Pattern[str]
    vague: re.Pattern[str]
    event: re.Pattern[str]
    opening: re.Pattern[str]
    milestone: re.Pattern[str]


@cache
def grammar() -> Grammar:
    """Return the patterns; the file is read once."""
    words = tomllib.loads(resource("words", "deadlines.toml").read_text("utf-8"))
    numbers = {word: float(value) for value, group in words["numbers"].items() for word in _split(group)}
    number = rf"(?:\d{{1,3}}(?:[.,]\d+)?(?![\d:])|(?:{_either(numbers)})(?!\w))"
    units = {unit: _either(_both(group)) for unit, group in words["units"].items()}
    unit = "|".join(f"(?P<{name}>(?:{pattern})\\.?)(?!\\w)" for name, pattern in units.items())
    between = r"\s*(?:-|/|до|to|or|или|and|и)\s*"
    length = rf"(?<![\w.,/])(?:от |from |с )?(?P<low>{number})(?:{between}(?P<high>{number}))?[\s-]*(?:{unit})"
    unnamed = re.sub(r"\?P<\w+>", "?:", length)
    before, after = (_either(_split(words["around"][side])) for side in ("before", "after"))
    around = rf"(?:(?:(?:{before})\s*)*(?:a |the |тот |the next )?)"
    singular = {name: _either(_both(group)) for name, group in words["units"].items()}
    bare = "|".join(f"(?P<{name}>(?:{pattern})\\.?)" for name, pattern in singular.items() if name != "day")
    months = _either(_both(words["months"]))
    return Grammar(
        numbers=numbers,
        length=re.compile(length),
        only_lengths=re.compile(
            rf"{around}{unnamed}(?:\s*,?\s*(?:и |and )?{unnamed})*(?:\s*[,(]?\s*(?:{after})\.?\)?)*"
        ),
        bare_unit=re.compile(
            r"(?:(?:в течение|за|в|во|within|in|через|до|one|a|the|не более|within the|within a|in a)\s+)*"
            rf"(?:{bare}|(?P<day>день|дня|day))(?:\s+срок)?"
        ),
        ordinal_day=re.compile(
            r"(?:\d{1,2}(?:-?(?:й|го|ый|ой|му)|st|nd|rd|th)|втор\w+|трет\w+|second|third|fifth)"
            r" (?:день|дня|дню|day)(?!\w)"
        ),
        date=re.compile("|".join(_DATES).replace("MONTHS", months)),
        weekday=_anywhere(_both(words["weekdays"])),
        which_week=_anywhere(_both(words["which_week"])),
        undefined=_anywhere(_both(words["undefined"])),
        recurring=_anywhere(_both(words["recurring"])),
        vague=_anywhere(
            _both(words["vague"]),
            r"(?!(?:\s+же)?\s+(?:of|for|after|upon|before|following|on|when|once|после|по|при|перед|с|как|следом)(?!\w))",
        ),
        event=_anywhere(_both(words["events"])),
        opening=re.compile(
            rf"(?:{_either(_both(words['openings']))})\s+(?=\w\w)|.*(?:{unit})\s+(?:до|к|by|into|in|from)\s+\w\w"
        ),
        milestone=re.compile(rf"(?:\d{{1,2}}(?:st|nd|rd|th|-?[йяе])?\s+)?(?:{_either(_both(words['milestones']))})(?=\d|(?!\w))"),
    )  # fmt: skip


def _split(listed: str) -> list[str]:
    return [word.strip() for word in listed.split(";")]


def _both(group: Mapping[str, Any]) -> list[str]:
    return [word for listed in group.values() for word in _split(listed)]


def _either(words: Iterable[str]) -> str:
    """Return words as alternatives, the longest first, as the lists write them."""
    return "|".join(map(_pattern, sorted(words, key=len, reverse=True)))


def _pattern(word: str) -> str:
    return r"\.?\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in word.split())


def _anywhere(words: list[str], then: str = "") -> re.Pattern[str]:
    """Return a pattern that finds one of the words in a text; those after "=" only as the whole of it."""
    inside = _either(word for word in words if not word.startswith("="))
    whole = [word[1:] for word in words if word.startswith("=")]
    alone = f"|^(?:{_either(whole)})$" if whole else ""
    return re.compile(rf"(?<![\w-])(?:{inside})(?!\w){then}{alone}")
