"""A text of the matrix as the value of a cell: a real date where dates stand, a number where numbers do."""

import datetime as dt
import re
from collections.abc import Iterable

from raci_studio.core.column_types import stored
from raci_studio.core.document import ColumnKind, ColumnType
from raci_studio.core.errors import UserError
from raci_studio.excel.formats import shown
from raci_studio.excel.grid import value_text
from raci_studio.excel.write_back.changes import Value

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?")
_TIMED = re.compile(r"(\S.*\S) (\d{1,2}):(\d\d)")
_FIRST_DAY = dt.date(1904, 1, 2)
"""Before it one of Excel's two ways to count days has none, or a day that never was."""


def as_value(text: str, old: object, others: Iterable[object], code: str, is_code: bool) -> Value:
    """Return what is written into a cell for a text: a text as it stands, unless the client keeps something else there.

    `old` is the cell's raw value, `others` are those of its column, which count where it is blank; `code` is its simple
    number format (`excel.formats`) and `is_code` tells that codes such as 3.10 stand there. What would read otherwise
    afterwards stays a text.
    """
    if not text:
        return None
    if old in (None, ""):
        kinds = {type(other) for other in others if other not in (None, "")}
        return _number(text, "", is_code) if kinds and kinds <= {float, int} else text
    if isinstance(old, bool):
        return {"TRUE": True, "FALSE": False}.get(text, text)
    if isinstance(old, dt.date) and not code:
        return _date(text)
    if isinstance(old, (int, float)):
        return _number(text, code, is_code)
    return text


def _number(text: str, code: str, is_code: bool) -> Value:
    plain, scale = (text[:-1], 100) if text.endswith("%") and "%" in code else (text, 1)
    if not _NUMBER.fullmatch(plain):
        return text
    value = float(plain) / scale
    return value if (shown(value, code, is_code) or value_text(value)) == text else text


def _date(text: str) -> Value:
    timed = _TIMED.fullmatch(text)
    try:
        day = dt.date.fromisoformat(stored(ColumnType(ColumnKind.DATE), timed[1] if timed else text) or "x")
        when = dt.datetime.combine(day, dt.time(int(timed[2]), int(timed[3])) if timed else dt.time())
    except (UserError, ValueError):
        return text
    return when if day >= _FIRST_DAY else text


def read_alike(text: str, wanted: str) -> bool:
    """Tell whether two texts say the same to a reader: blanks around them, and how a date is written, do not count."""
    if text == wanted or text == value_text(wanted):
        return True
    read, meant = _date(text), _date(wanted)
    return isinstance(read, dt.datetime) and read == meant
