"""Tables of letters that are no responsibilities: calendars, grades, CRUD, traffic lights.

Each is told by something a matrix never has. A title or a legend that speaks of responsibilities
overrules them all.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.words import fold

_WEEKDAYS = (
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday пн вт ср чт пт сб вс "
    "понедельник вторник среда четверг пятница суббота воскресенье mo di mi do fr sa so montag dienstag mittwoch "
    "donnerstag freitag samstag sonntag lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi "
    "dimanche lunes martes miercoles jueves viernes sabado domingo seg ter qua qui sex segunda terca quarta quinta "
    "sexta lunedi martedi mercoledi giovedi venerdi"
)
_MONTHS = (
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september "
    "october november december янв фев мар апр май июн июл авг сен сент окт ноя дек январь февраль март апрель июнь "
    "июль август сентябрь октябрь ноябрь декабрь januar februar marz mai juni juli oktober dezember janvier fevrier "
    "mars avril juin juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio "
    "agosto septiembre octubre noviembre diciembre janeiro fevereiro marco maio junho julho setembro outubro "
    "novembro dezembro gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre"
)
_CALENDAR = frozenset(f"{_WEEKDAYS} {_MONTHS}".split())
_PERIOD = re.compile(
    r"\d{1,4}([./-]\d{1,2}){1,2}( \d\d \d\d)?|\d{1,2}|q[1-4]|[1-4]q|кв\w* ?\d|\d ?кв\w*|"
    r"(week|day|w|kw|неделя|нед|день|woche|tag|semaine|jour|semana|dia|settimana|giorno|shift|смена) ?\d{1,3}"
)
_CRUD = ("CRUD", "CRU", "CUD", "RUD", "CU", "RU", "UD")
FEWEST_RIGHTS = 2  # cells
ONE_DRIVER = 0.7  # of the rows of a DACI table have exactly one D


@observation("calendars", otherwise=False)
def is_calendar(names: Collection[str]) -> bool:
    """Tell whether the columns are days, weeks or months rather than people."""
    filled = [name for name in names if name]
    hits = sum(_is_period(name) for name in filled)
    return hits > 0 and hits >= 0.6 * len(filled)


def _is_period(name: str) -> bool:
    if _PERIOD.fullmatch(name.strip().casefold()):
        return True
    words = [word for word in fold(name).split() if not word.isdigit()]
    return bool(words) and all(word in _CALENDAR for word in words)


@observation("rights", otherwise=False)
def is_crud(counts: Mapping[str, int]) -> bool:
    """Tell whether cells (text -> how many) grant rights to create, read, update and delete."""
    return sum(counts.get(text, 0) for text in _CRUD) >= FEWEST_RIGHTS


@observation("look-alikes", otherwise=False)
def is_lookalike(letters: Iterable[str], rows: Sequence[Sequence[str]], names: Collection[str]) -> bool:
    """Tell whether a table with these Latin letters, rows of cells and column names is of another kind."""
    used = set(letters)
    if is_calendar(names):
        return True
    if used <= set("CRUD") and used & set("UD"):
        return True  # create, read, update, delete
    if "G" in used and not used & set("CI"):
        return True  # red, amber, green
    return "D" in used and "R" not in used and not _is_daci(used, rows)


def _is_daci(used: set[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether every decision has one driver, and somebody approves: grades and levels have not."""
    drivers = Counter(sum("D" in text.upper() for text in row) for row in rows if any(row))
    return "A" in used and not used & set("BEF") and drivers[1] >= ONE_DRIVER * sum(drivers.values())
