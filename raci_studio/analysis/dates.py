"""Dates in texts: which day of the calendar a deadline, a start or a promise names, where it names just one.

What can be read in two ways, or says no year, is no date here: two days of a calendar are never guessed between.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from raci_studio.analysis.deadline import Ambiguity, DeadlineKind, parse_deadline

EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
"""Days outside of these are slips of the keyboard; inside them the holidays of any two days can be counted."""

_MONTHS = (
    ("jan", "янв"), ("feb", "фев"), ("mar", "март", "мар"), ("apr", "апр"), ("may", "май", "мая", "маю", "мае"),
    ("jun", "июн"), ("jul", "июл"), ("aug", "авг"), ("sep", "сен"), ("oct", "окт"), ("nov", "ноя"), ("dec", "дек"),
)  # fmt: skip
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_MONTH = rf"(?P<month>{_NAMES})[a-zа-я]{{0,7}}"
_YEAR = r"(?P<y>\d{4}|\d\d)(?!\d|:)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)",
        rf"(?<![\d.])(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.{_YEAR}",
        rf"(?<![\d/])(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<either>){_YEAR}",
        r"(?<![\d-])(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<either>)(?P<y>\d{4})(?!\d)",  # 26-05-06 may begin with the year
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|-?го|-?му|-?е)?[ -]+(?:of )?{_MONTH}\.?,?[ -]+{_YEAR}",
        rf"(?<![^\W\d]){_MONTH}\.?[ -]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? +|-){_YEAR}",
    )
)
_NOT_BY_THEN = re.compile(r"(?<!\w)(?:не ранее|не раньше|not before|not earlier|after|from|since|после|с|со|от)(?!\w)")


@lru_cache(maxsize=4096)
def read_date(text: str) -> date | None:
    """Return the one day that a text names with its year, None where it names none, several, or one of two."""
    words = " ".join(text[:300].lower().replace("ё", "е").split())
    if not any(map(str.isdigit, words)):
        return None
    found = {day for pattern in _PATTERNS for match in pattern.finditer(words) for day in _days(match)}
    if len(found) != 1:
        return None
    (day,) = found
    return day if EARLIEST <= day <= LATEST else None


def _days(match: re.Match[str]) -> Iterator[date]:
    """Yield what a match may mean; with slashes the month may come first."""
    named = match.groupdict()
    year, day = int(named["y"]), int(named["d"])
    month = int(named.get("m") or _NUMBER_OF[named.get("month") or "jan"])
    if len(named["y"]) == 2:
        year += 2000 if year < 69 else 1900  # as POSIX reads them
    for number, of_month in ((month, day), (day, month)) if "either" in named else ((month, day),):
        try:
            yield date(year, number, of_month)
        except ValueError:  # 31.02.2026
            continue


@lru_cache(maxsize=4096)
def due_date(deadline: str) -> date | None:
    """Return the day by which a deadline in words must be met, None where it is no date ("5 days after 01.03.2026")."""
    if not deadline or _NOT_BY_THEN.search(deadline.lower()):
        return None
    read = parse_deadline(deadline)
    if read.kind is not DeadlineKind.DATE or Ambiguity.DATE_ORDER in read.ambiguities:
        return None
    return read_date(deadline)
