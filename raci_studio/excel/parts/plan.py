"""What is asked for: values, highlights, notes and sheets; from Python, or from the JSON of ``annotate``."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.excel.parts.cells import Value


@dataclass(frozen=True, slots=True)
class ValueEdit:
    """Write a value into a cell; None clears it. What is no value of a cell is left out, and told."""

    sheet: str
    cell: str
    value: Value


@dataclass(frozen=True, slots=True)
class Highlight:
    """Fill a cell with a colour such as "FFE699"."""

    sheet: str
    cell: str
    color: str


@dataclass(frozen=True, slots=True)
class Note:
    """Put a note on a cell, behind what its note says already."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Strike:
    """Strike a cell through and make it grey."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """Write values, by column from 1, into an empty row, in the look of the cells of the row `like`.

    `columns` are the first and last one that take that look. What ends at the row above the first new one (formats,
    validations, tables, a filter, the print area) is extended.
    """

    sheet: str
    row: int
    like: int
    columns: tuple[int, int]
    values: Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class NewSheet:
    """Add a sheet at the end with rows of values."""

    name: str
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is asked for. `unknown` are keys of the JSON that mean nothing here."""

    edits: tuple[ValueEdit, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    notes: tuple[Note, ...] = ()
    sheets: tuple[NewSheet, ...] = ()
    unknown: tuple[str, ...] = field(default=())
    struck: tuple[Strike, ...] = ()
    rows: tuple[NewRow, ...] = ()


_KEYS = ("edits", "highlights", "notes", "sheets")


def plan_of(data: bytes, name: str) -> Plan:
    """Return the plan that a JSON file called `name` holds. Raise `UserError` where it is no plan."""
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        detail = error.args[0] if isinstance(error, json.JSONDecodeError) else type(error).__name__
        detail = str(error) if isinstance(error, json.JSONDecodeError) else detail
        raise UserError(_("this is no JSON ({detail}).").format(detail=detail), name, _remedy()) from None
    if not isinstance(said, dict):
        raise UserError(_("a plan is a JSON object."), name, _remedy())
    lists = {key: said[key] if said.get(key) is not None else [] for key in _KEYS if key in said}
    for key, items in lists.items():
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise UserError(_("“{key}” is not a list of objects.").format(key=key), name, _remedy())
    return Plan(
        tuple(
            ValueEdit(*_place(one, "edits", name), _needed(one, "value", "edits", name))
            for one in lists.get("edits", ())
        ),
        tuple(Highlight(*_place(one, "highlights", name), _colour(one, name)) for one in lists.get("highlights", ())),
        tuple(Note(*_place(one, "notes", name), _text(one, "text", "notes", name)) for one in lists.get("notes", ())),
        tuple(_sheet(one, name) for one in lists.get("sheets", ())),
        tuple(str(key) for key in said if key not in _KEYS),
    )


def _place(item: Mapping[str, Any], key: str, name: str) -> tuple[str, str]:
    return _text(item, "sheet", key, name), _text(item, "cell", key, name)


def _colour(item: Mapping[str, Any], name: str) -> str:
    colour = _text(item, "color", "highlights", name)
    match = re.fullmatch(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", colour)
    if not match:
        what = _("“{text}” is no colour such as FFE699.").format(text=colour[:40])
        raise UserError(what, name, _remedy())
    return match[1].upper()


def _text(item: Mapping[str, Any], field_name: str, key: str, name: str) -> str:
    value = _needed(item, field_name, key, name)
    if not isinstance(value, str):
        what = _("“{field}” of an item of “{key}” is not a text.").format(field=field_name, key=key)
        raise UserError(what, name, _remedy())
    return value


def _needed(item: Mapping[str, Any], field_name: str, key: str, name: str) -> Any:
    if field_name not in item:
        what = _("an item of “{key}” has no “{field}”.").format(field=field_name, key=key)
        raise UserError(what, name, _remedy())
    return item[field_name]


def _sheet(item: Mapping[str, Any], name: str) -> NewSheet:
    rows = _needed(item, "rows", "sheets", name)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise UserError(_("“rows” of a sheet is not a list of lists."), name, _remedy())
    return NewSheet(_text(item, "name", "sheets", name), tuple(map(tuple, rows)))


def _remedy() -> str:
    return _("Correct the plan; nothing was written.")
