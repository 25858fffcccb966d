"""Cells that hold days: which of them can take one from a calendar, and how it is written into them."""

import re
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale

from raci_studio.core.column_types import as_date, shown, stored
from raci_studio.core.document import ColumnKind, ColumnType, Document
from raci_studio.core.errors import UserError
from raci_studio.gui.matrix.columns import Column

_DATE = ColumnType(ColumnKind.DATE)
_FORMS = (
    "yyyy-MM-dd", "yyyy.MM.dd", "yyyy/MM/dd", "dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy", "d.M.yy", "dd.MM.yyyy 'г.'",
    "d MMMM yyyy", "d MMMM yyyy 'г.'", "d MMMM yyyy 'года'", "d MMM yyyy", "dd MMM yyyy", "MMMM d, yyyy", "MMM d, yyyy",
    "dd/MM/yyyy", "d/M/yyyy", "MM/dd/yyyy", "M/d/yyyy",
)  # fmt: skip
_LOCALES = QLocale("en"), QLocale("ru")  # of the names of months, whatever the language of the program
_MAY_BE_DAY = re.compile(r"\d{4}|\d[./]\d\d?[./]\d")  # a year, or all parts: spares other texts the long way


@dataclass(frozen=True, slots=True)
class Days:
    """How the days of a cell are read and written: as `sample`, a text of its column, or as its type has them ("")."""

    sample: str = ""

    def read(self, text: str) -> date | None:
        """Return the day that a text is, None where it is none."""
        if self.sample:
            return plain_day(text)
        try:
            return as_date(stored(_DATE, text, date.today().year))
        except UserError:
            return None

    def write(self, day: date) -> str:
        """Return a day as a text that is read as that very day again."""
        form = _form_of(self.sample)
        text = form[0].toString(QDate(day.year, day.month, day.day), form[1]) if form else ""
        return text if _read(text) == day else shown(_DATE, day.isoformat())  # "03/04/2026" may be two days


def may_hold_days(document: Document, column: Column) -> bool:
    """Tell whether some cells of a column may take a day from a calendar."""
    return column.key == "deadline" or column.type_in(document).kind is ColumnKind.DATE


def days_of(document: Document, column: Column, text: str) -> Days | None:
    """Return how days are written into a cell that holds a text, None for a cell that holds something else.

    Columns of type date hold days, and so do deadlines that are nothing but a date; an empty one does where others
    of its column are.
    """
    if column.type_in(document).kind is ColumnKind.DATE:
        return Days()
    if not may_hold_days(document, column):
        return None
    if text.strip():
        return Days(text.strip()) if plain_day(text) else None
    texts = dict.fromkeys(column.text(document, task).strip() for task in document.tasks_in_order())
    sample = next(filter(plain_day, texts), "")
    return Days(sample) if sample else None


def plain_day(text: str) -> date | None:
    """Return the day of a text that is a date and nothing else, None for any other."""
    return _read(text) if _form_of(text.strip()) else None


def _form_of(text: str) -> tuple[QLocale, str] | None:
    """Return how a date is written: the one form that gives the very text again, None where there is none."""
    if (day := _read(text)) is None:
        return None
    held = QDate(day.year, day.month, day.day)
    forms = ((locale, form) for form in _FORMS for locale in _LOCALES)
    return next((form for form in forms if form[0].toString(held, form[1]) == text), None)


def _read(text: str) -> date | None:
    if not _MAY_BE_DAY.search(text):
        return None
    from raci_studio.analysis.dates import read_date  # its words take a moment to come

    return read_date(text)
