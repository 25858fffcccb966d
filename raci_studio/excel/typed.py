"""Extra columns with a type in a workbook of ours: real numbers and dates, lists of values."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from raci_studio.core.column_types import as_date, as_decimal
from raci_studio.core.document import ColumnKind, ColumnType, Document
from raci_studio.core.i18n import _, language
from raci_studio.core.scheme import RoleKind
from raci_studio.excel.sheets import Row, free_name
from raci_studio.excel.styles import write_value

_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it Excel counts a day that never was, and before 1900 none at all."""
_LONGEST_LIST = 255  # characters of a list that stands in the validation itself
_MOST_DECIMALS = 6
_ROWS_TO_COME = 500
"""So many rows below the matrix take the list of values too, for tasks the client adds."""
_DATES = {"en": "d mmm yyyy", "ru": "dd.mm.yyyy"}


def with_values(document: Document, rows: Sequence[Row]) -> list[Row]:
    """Return the rows of the matrix with real numbers and dates where extra columns hold them.

    A number of more digits than Excel keeps, a date before its calendar, and what does not fit stay texts.
    """
    names = document.extra_columns
    first = len(rows[0]) - len(names)
    typed = [(first + place, document.type_of(name)) for place, name in enumerate(names)]
    typed = [(place, kind) for place, kind in typed if kind.kind in (ColumnKind.NUMBER, ColumnKind.DATE)]
    if not typed:
        return list(rows)
    changed: list[Row] = [rows[0]]
    for row in rows[1:]:
        cells = list(row)
        for place, kind in typed:
            cells[place] = _value(kind, str(cells[place]))
        changed.append(tuple(cells))
    return changed


def _value(kind: ColumnType, text: str) -> object:
    if kind.kind is ColumnKind.DATE:
        day = as_date(text)
        return text if day is None or day < _FIRST_DAY else day
    number = as_decimal(text)
    if number is None:
        return text
    value = int(number) if number == number.to_integral_value() and abs(number) < 10**15 else float(number)
    return value if Decimal(format(value, ".15g")) == number else text


def letters_to_choose(document: Document) -> tuple[str, ...]:
    """Return what a cell of the grid is most often: each letter, and who does and answers in one."""
    scheme = document.settings.scheme
    does, answers = scheme.letter_of(RoleKind.DOES), scheme.letter_of(RoleKind.ANSWERS)
    return (*scheme.letters, *([f"{answers}/{does}"] if does and answers else []))


def format_columns(
    book: Workbook, sheet: Worksheet, document: Document, width: int, height: int,
    offered: tuple[int, int, Sequence[str]] = (0, -1, ()),
) -> tuple[str, ...]:  # fmt: skip
    """Give the cells of typed columns their formats and lists; return the names of sheets that were added.

    `width` and `height` are those of the matrix in cells; its last columns are the extra ones. `offered` are the first
    and the last column of the roles with what is offered there; anything else may be typed too.
    """
    long: list[tuple[str, Sequence[str]]] = []
    free = ""  # cells where anything may be typed
    first, last, values = offered
    if values and first <= last:
        cells = f"{get_column_letter(first)}2:{get_column_letter(last)}{height + _ROWS_TO_COME}"
        if _fits_in_validation(values):
            _add_list(sheet, cells, _listed(values), strict=False)
        else:
            long.append((cells, values))
            free = cells
    for place, name in enumerate(document.extra_columns, start=width - len(document.extra_columns) + 1):
        kind, letter = document.type_of(name), get_column_letter(place)
        if kind.kind is ColumnKind.CHOICE:
            cells = f"{letter}2:{letter}{height + _ROWS_TO_COME}"
            if _fits_in_validation(kind.choices):
                _add_list(sheet, cells, _listed(kind.choices))
            else:
                long.append((cells, kind.choices))
        elif code := _code(document, name, kind):
            for row in range(2, height + 1):
                if not isinstance(sheet.cell(row, place).value, str):
                    sheet.cell(row, place).number_format = code
    return _add_lists(book, sheet, long, free)


def _code(document: Document, name: str, kind: ColumnType) -> str:
    """Return the number format of a column, "" for none: no digit of any of its numbers is hidden."""
    if kind.kind is ColumnKind.DATE:
        return _DATES[language()]
    if kind.kind is not ColumnKind.NUMBER:
        return ""
    texts = [text for task in document.tasks.values() if as_decimal(text := task.extras.get(name, "")) is not None]
    decimals = max((len(text.partition(".")[2]) for text in texts), default=0)
    if decimals > _MOST_DECIMALS:
        return ""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _fits_in_validation(choices: Sequence[str]) -> bool:
    """Tell whether a list can stand in the validation: a comma parts its values, blanks around them are lost."""
    return len(",".join(choices).replace('"', '""')) <= _LONGEST_LIST and not any("," in value for value in choices)


def _listed(values: Sequence[str]) -> str:
    return '"' + ",".join(values).replace('"', '""') + '"'


def _add_list(sheet: Worksheet, cells: str, formula: str, *, strict: bool = True) -> None:
    rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=strict)
    rule.errorTitle, rule.error = "RACI Studio", _("Choose one of the values in the list.")
    rule.add(cells)
    sheet.add_data_validation(rule)


def _add_lists(
    book: Workbook, sheet: Worksheet, lists: Sequence[tuple[str, Sequence[str]]], free: str
) -> tuple[str, ...]:
    """Put lists that are too long for a validation on a hidden sheet; in the cells `free` anything may be typed."""
    if not lists:
        return ()
    values = book.create_sheet(free_name(_("Lists"), book.sheetnames))
    values.sheet_state = "hidden"
    for place, (cells, choices) in enumerate(lists, start=1):
        for row, choice in enumerate(choices, start=1):
            write_value(values.cell(row, place), choice)
        letter = get_column_letter(place)
        formula = f"{quote_sheetname(values.title)}!${letter}$1:${letter}${len(choices)}"
        _add_list(sheet, cells, formula, strict=cells != free)
    return (values.title,)
