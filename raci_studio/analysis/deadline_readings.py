"""The ways to read an ambiguous deadline, each said so that only one is left."""

import re

from raci_studio.analysis.deadline import Ambiguity, parse_deadline
from raci_studio.analysis.deadline_words import NUMERIC_DATE

_DAY = re.compile(r"(?<=\d)(?P<gap>\s*)(?:(?P<ru>дней|дня|день|дн\.?|д\.?)|(?P<en>days?|d))(?!\w)", re.IGNORECASE)
_RUSSIAN = {"день": ("рабочий день", "календарный день"), "дня": ("рабочих дня", "календарных дня")}
_SHORT = ("раб. дн.", "кал. дн.")
_DAYS = ("рабочих дней", "календарных дней")


def readings(text: str) -> tuple[str, ...]:
    """Return what an ambiguous deadline may mean, the likelier first; () where it is clear or cannot be said sure."""
    unclear = parse_deadline(text).ambiguities
    if unclear == (Ambiguity.DAY_KIND,) and len(_DAY.findall(text)) == 1:
        match = next(_DAY.finditer(text))
        return tuple(text[: match.start()] + " " + kind + text[match.end() :] for kind in _kinds(text, match))
    if unclear == (Ambiguity.DATE_ORDER,) and len(dates := list(NUMERIC_DATE.finditer(text))) == 1:
        return _dates(text, dates[0])
    return ()


def _kinds(text: str, match: re.Match[str]) -> tuple[str, str]:
    if match["en"]:
        plural = "" if re.search(r"(?<![\d.,])1$", text[: match.start()]) else "s"
        return f"working day{plural}", f"calendar day{plural}"
    word = match["ru"].lower()
    if word == "дня" and re.search(r"(?<!\d)1$", text[: match.start()]):
        return "рабочего дня", "календарного дня"
    return _RUSSIAN.get(word, _DAYS if word == "дней" else _SHORT)


def _dates(text: str, match: re.Match[str]) -> tuple[str, ...]:
    """Return day first and month first, as no one mixes them up: with points in Russian, else the year first."""
    one, other = int(match["one"]), int(match["other"])
    year = re.search(r"[/-](\d{4})$", match[0])
    if not year:
        return ()
    form = (
        "{day:02d}.{month:02d}.{year}" if re.search("[а-яё]", text, re.IGNORECASE) else "{year}-{month:02d}-{day:02d}"
    )
    said = (form.format(day=day, month=month, year=year[1]) for day, month in ((one, other), (other, one)))
    return tuple(text[: match.start()] + date + text[match.end() :] for date in said)
