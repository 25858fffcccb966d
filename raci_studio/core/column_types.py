"""The types of extra columns: how what is typed becomes what is stored, and what is shown of it. Pure.

What is stored is a text that is the same in every language, so that a file means one thing everywhere:

- a number with "." and without groups or needless zeros: "1234.5"
- a date as ISO 8601: "2026-11-22"
- a choice as the list of the column spells it

Numbers are typed as the user's language writes them: "1 234,5" in Russian, "1,234.5" in English, thousands parted by
any blank too. A point parts decimals in Russian as well. Dates are typed as 22.11.2026, 22.11.26, 22.11 (of this
year), 2026-11-22, 22 Nov 2026, Nov 22, 2026 or 22 ноября 2026; with slashes the month comes first in English and the
day in Russian. The English date that is shown spells its month, so that nobody reads another day.

A stored text that does not fit, as it may come from a client's sheet, is kept and shown as it stands.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from raci_studio.core import i18n
from raci_studio.core.document import ColumnKind, ColumnType, Document, fold_name
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import N_, _

KIND_TITLES: Mapping[ColumnKind, str] = {
    ColumnKind.TEXT: N_("Text"),
    ColumnKind.NUMBER: N_("Numbers"),
    ColumnKind.DATE: N_("Dates"),
    ColumnKind.CHOICE: N_("Choice from a list"),
}

_STORED_NUMBER = re.compile(r"(?!-0$)-?(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{0,39}[1-9])?")
_STORED_DATE = re.compile(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]{1,2})?", re.IGNORECASE)
_GROUPED = {
    "en": re.compile(r"[+-]?[0-9]{1,3}(?:([, ])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]*)?"),
    "ru": re.compile(r"[+-]?[0-9]{1,3}(?:( )[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]*)?"),
}
_COMMA = re.compile(r"[+-]?(?:[0-9]+(?:,[0-9]*)?|,[0-9]+)")
_LONGEST = 50  # characters of a number
_MONTHS = (
    ("january", "январь", "января"), ("february", "февраль", "февраля"), ("march", "март", "марта"),
    ("april", "апрель", "апреля"), ("may", "май", "мая"), ("june", "июнь", "июня"), ("july", "июль", "июля"),
    ("august", "август", "августа"), ("september", "сентябрь", "сентября"), ("october", "октябрь", "октября"),
    ("november", "ноябрь", "ноября"), ("december", "декабрь", "декабря"),
)  # fmt: skip
_SHOWN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(r"(?P<y>[0-9]{4})[-./](?P<m>[0-9]{1,2})[-./](?P<d>[0-9]{1,2})(?: 00:00(?::00)?)?")
_DOTS = re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})(?:\.(?P<y>[0-9]{4}|[0-9][0-9])?)?(?: ?г\.?)?")
_SLASHES = {
    "en": re.compile(r"(?P<m>[0-9]{1,2})([/-])(?P<d>[0-9]{1,2})(?:\2(?P<y>[0-9]{4}|[0-9][0-9]))?"),
    "ru": re.compile(r"(?P<d>[0-9]{1,2})([/-])(?P<m>[0-9]{1,2})(?:\2(?P<y>[0-9]{4}|[0-9][0-9]))?"),
}
_DAY_FIRST = re.compile(
    r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?P<m>[^\W\d]{3,9})\.?(?:,? |-)?(?P<y>[0-9]{4}|[0-9][0-9])?(?: ?г\.?)?"
)
_MONTH_FIRST = re.compile(r"(?P<m>[^\W\d]{3,9})\.? (?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?:,? (?P<y>[0-9]{4}|[0-9][0-9]))?")


# Typed


def stored(kind: ColumnType, text: str, year: int = 0) -> str:
    """Return what is stored of a typed or pasted text, "" for nothing. Raise `UserError` where it does not fit.

    `year` is that of a date which says none; without it such a date is refused.
    """
    if kind.kind is ColumnKind.TEXT:
        return text
    typed = " ".join(text.split())
    if not typed:
        return ""
    # Two lines are two values: "1" above "234" is not 1234.
    found = "" if "\n" in text.strip() else _READERS[kind.kind](kind, typed, year)
    if not found:
        raise UserError(_WHAT[kind.kind]().format(text=typed), remedy=_remedy(kind))
    return found


def _read_number(_kind: ColumnType, text: str, _year: int) -> str:
    """Return a number as it is stored, "" where a text is none, or might be two."""
    russian = i18n.language() == "ru"
    plain = text.replace("−", "-").replace("- ", "-")
    # "1,234.5" has one meaning only, "1,234" another one in Russian.
    grouped = _GROUPED["ru" if russian and not ("," in plain and "." in plain) else "en"].fullmatch(plain)
    if grouped:
        plain = plain.replace(grouped[1], "")
    if russian and _COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    if not _PLAIN.fullmatch(plain) or len(plain) > _LONGEST:
        return ""
    number = as_stored(Decimal(plain))
    return number if _STORED_NUMBER.fullmatch(number) else ""


def _read_date(_kind: ColumnType, text: str, year: int) -> str:
    """Return a date as it is stored, "" where a text is none."""
    slashes = _SLASHES[i18n.language()]
    for pattern in (_ISO, _DOTS, slashes, _DAY_FIRST, _MONTH_FIRST):
        if match := pattern.fullmatch(text):
            month, day = _month(match["m"]), int(match["d"])
            if pattern is slashes and month > 12:  # 22/11 in English, 11/22 in Russian: no other way to read it
                month, day = day, month
            try:
                return date(_whole_year(match["y"]) or year, month, day).isoformat()
            except ValueError:  # 31.02.2026
                return ""
    return ""


def _month(text: str) -> int:
    """Return a month by its number or the beginning of its name, 0 where it is none."""
    if text.isdecimal():
        return int(text)
    word = text.casefold()
    return next((n for n, names in enumerate(_MONTHS, 1) if any(name.startswith(word) for name in names)), 0)


def _whole_year(text: str | None) -> int:
    """Return a year, 0 for none; two digits as POSIX reads them: 69…99 are of the last century."""
    if not text:
        return 0
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) >= 69 else 2000)


def _read_choice(kind: ColumnType, text: str, _year: int) -> str:
    """Return a value of the list as the list spells it, "" where it is none of them."""
    if text in kind.choices:
        return text
    return next((choice for choice in kind.choices if fold_name(choice) == fold_name(text)), "")


_READERS: Mapping[ColumnKind, Callable[[ColumnType, str, int], str]] = {
    ColumnKind.NUMBER: _read_number, ColumnKind.DATE: _read_date, ColumnKind.CHOICE: _read_choice,
}  # fmt: skip
_WHAT: Mapping[ColumnKind, Callable[[], str]] = {
    ColumnKind.NUMBER: lambda: _("“{text}” is no number."),
    ColumnKind.DATE: lambda: _("“{text}” is no date."),
    ColumnKind.CHOICE: lambda: _("“{text}” is none of the values of this column."),
}


def _remedy(kind: ColumnType) -> str:
    if kind.kind is ColumnKind.NUMBER:
        return _("Type it like this: {example}.").format(example=_number("1234.5"))
    if kind.kind is ColumnKind.DATE:
        return _("Type it like this: {example}.").format(example=_date(f"{date.today().year}-11-22"))
    return _("It may be: {values}.").format(values=", ".join(kind.choices))


# Stored


def fits(kind: ColumnType, text: str) -> bool:
    """Tell whether a stored text is one of the type; an empty one always is."""
    if not text or kind.kind is ColumnKind.TEXT:
        return True
    if kind.kind is ColumnKind.NUMBER:
        return _STORED_NUMBER.fullmatch(text) is not None
    if kind.kind is ColumnKind.DATE:
        return _day(text) is not None
    return text in kind.choices


def complaint(kind: ColumnType, text: str) -> str:
    """Return what to say of a stored text that does not fit the type, "" where it does."""
    if fits(kind, text):
        return ""
    what = UserError(_WHAT[kind.kind]().format(text=" ".join(text.split())), remedy=_remedy(kind))
    return _("{what} It stays as it is until you change it.").format(what=what)


def shown(kind: ColumnType, text: str) -> str:
    """Return what is shown of a stored text in the user's language: what does not fit, as it stands."""
    if kind.kind is ColumnKind.NUMBER and _STORED_NUMBER.fullmatch(text):
        return _number(text)
    if kind.kind is ColumnKind.DATE and _day(text) is not None:
        return _date(text)
    return text


def as_decimal(text: str) -> Decimal | None:
    """Return a stored number, None where a text is none."""
    return Decimal(text) if _STORED_NUMBER.fullmatch(text) else None


def as_stored(number: Decimal) -> str:
    """Return a number as it is stored."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def as_date(text: str) -> date | None:
    """Return a stored date, None where a text is none."""
    return _day(text)


def rank(kind: ColumnType, text: str) -> Decimal | int | None:
    """Return where a stored text stands among those of its type: by size, day or the order of the list.

    None for what does not fit, which comes last, and for columns of text.
    """
    if kind.kind is ColumnKind.NUMBER:
        return as_decimal(text)
    if kind.kind is ColumnKind.DATE:
        day = _day(text)
        return day.toordinal() if day is not None else None
    return kind.choices.index(text) if text in kind.choices else None


def _day(text: str) -> date | None:
    if not _STORED_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> str:
    whole, point, decimals = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{int(whole.removeprefix('-')):,}"
    if i18n.language() == "ru":
        grouped, point = grouped.replace(",", "\u00a0"), "," if point else ""
    return sign + grouped + point + decimals


def _date(text: str) -> str:
    year, month, day = text.split("-")
    if i18n.language() == "ru":
        return f"{day}.{month}.{year}"
    return f"{int(day)} {_SHOWN_MONTHS[int(month) - 1]} {year}"


# Columns


def texts_of(document: Document, column: str) -> list[str]:
    """Return the texts that an extra column holds, in the order of the tasks; empty cells are left out."""
    return [text for task in document.tasks_in_order() if (text := task.extras.get(column, ""))]


def count_misfits(document: Document, column: str, kind: ColumnType) -> int:
    """Return how many cells of an extra column would not fit a type."""
    old = document.type_of(column)
    return sum(not fits(kind, converted(old, kind, text)) for text in texts_of(document, column))


def converted(old: ColumnType, new: ColumnType, text: str) -> str:
    """Return what a stored text is in a column of another type: as the new type stores it, or as it stands.

    A date or number that becomes text is what was shown of it.
    """
    if new.kind is ColumnKind.TEXT:
        return shown(old, text)
    try:
        return stored(new, text) if not fits(new, text) else text
    except UserError:
        return text
