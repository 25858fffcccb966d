"""Extra columns with a type go out as real numbers, dates and lists, and come home with their types."""

import datetime as dt
import io

import pytest
from helpers import matrix
from openpyxl import load_workbook

from raci_studio.analysis.audit import analyse
from raci_studio.core import edits, i18n
from raci_studio.core.document import ColumnKind, ColumnType
from raci_studio.excel.importing import import_workbook
from raci_studio.excel.own import OwnPart, read_part, with_part
from raci_studio.excel.write import new_workbook

NUMBER, DATE = ColumnType(ColumnKind.NUMBER), ColumnType(ColumnKind.DATE)
LEVELS = ColumnType(ColumnKind.CHOICE, ("low", "so-so", "high"))
TEXT = """
task     | Anna | Boris | deadline | +Fee     | +Agreed on | +Level | +Serial
Write it | R    | A     | 3 days   | 1234.5   | 2026-11-22 | high   | 007
Check it | A    | R     |          | -7       | 1850-01-02 |        | 2026-01-01
Send it  | R    |       | 1 day    | a lot    | soon       | low    |
Store it | R    | A     |          | 12345678901234567890 | | so-so  |
"""


@pytest.fixture
def document():
    document = matrix(TEXT)
    for name, kind in (("Fee", NUMBER), ("Agreed on", DATE), ("Level", LEVELS)):
        document = edits.set_column_type(document, name, kind)
    return document


@pytest.fixture(params=["en", "ru"])
def language(request):
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def book_of(document, layout="list"):
    return load_workbook(io.BytesIO(new_workbook(document, analyse(document), layout)))


def column(sheet, title):
    place = next(cell.column for cell in sheet[1] if cell.value == title)
    return [sheet.cell(row, place) for row in range(2, 6)]


def home(tmp_path, data):
    path = tmp_path / "home.xlsx"
    path.write_bytes(data)
    return import_workbook(path).document


@pytest.mark.parametrize("layout", ["list", "grid"])
def test_numbers_and_dates_are_real_ones_with_a_format(document, layout, language):
    sheet = book_of(document, layout).worksheets[0]
    fees, days = column(sheet, "Fee"), column(sheet, "Agreed on")
    assert [cell.value for cell in fees] == [1234.5, -7, "a lot", "12345678901234567890"]
    assert fees[0].number_format == "#,##0.0" and fees[2].number_format == "General"
    assert days[0].value == dt.datetime(2026, 11, 22) and days[2].value == "soon"
    assert isinstance(days[1].value, str)  # before Excel's calendar
    assert days[0].number_format == {"en": "d mmm yyyy", "ru": "dd.mm.yyyy"}[language]
    assert [cell.value for cell in column(sheet, "Serial")[:2]] == ["007", "2026-01-01"]


def test_a_choice_has_a_list_that_refuses_other_values(document):
    sheet = book_of(document).worksheets[0]
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if rule.showErrorMessage]
    letter = column(sheet, "Level")[0].column_letter
    assert rule.formula1 == '"low,so-so,high"' and str(rule.sqref).startswith(f"{letter}2:{letter}")
    assert rule.type == "list" and rule.showErrorMessage and rule.allow_blank


@pytest.mark.parametrize("choices", [("yes, but", 'say "no"'), tuple(f"value number {n}" for n in range(30))])
def test_a_list_with_commas_or_too_long_stands_on_a_hidden_sheet(tmp_path, document, choices):
    kind = ColumnType(ColumnKind.CHOICE, choices)
    document = edits.set_column_type(document, "Level", kind)
    data = new_workbook(document, analyse(document))
    book = load_workbook(io.BytesIO(data))
    rules = book.worksheets[0].data_validations.dataValidation
    (rule,) = [rule for rule in rules if rule.showErrorMessage]
    assert rule.formula1 == f"'Lists'!$A$1:$A${len(choices)}"
    assert book["Lists"].sheet_state == "hidden" and [cell.value for cell in book["Lists"]["A"]] == list(choices)
    again = home(tmp_path, data)
    assert again.type_of("Level") == kind and len(again.tables) == 1


def test_our_workbook_comes_home_with_types_and_texts(tmp_path, document, language):
    again = home(tmp_path, new_workbook(document, analyse(document)))
    assert again.extra_types == document.extra_types
    texts = [task.extras for task in again.tasks_in_order()]
    assert texts == [task.extras for task in document.tasks_in_order()]


def test_an_empty_column_comes_home_too(tmp_path, document):
    document = edits.add_extra_column(document, "Seen on", DATE)
    again = home(tmp_path, new_workbook(document, analyse(document)))
    assert again.type_of("Seen on") == DATE and again.extra_columns == document.extra_columns


def test_without_our_part_columns_hold_text(tmp_path, document):
    data = new_workbook(document, analyse(document))
    book = load_workbook(io.BytesIO(data))
    plain = io.BytesIO()
    book.save(plain)
    again = home(tmp_path, plain.getvalue())
    assert again.extra_types == {}
    assert [task.extras.get("Fee", "") for task in again.tasks_in_order()][:2] == ["1234.5", "-7"]


def test_what_the_client_typed_is_read_by_the_type(tmp_path, document):
    data = new_workbook(document, analyse(document))
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    column(sheet, "Fee")[2].value = "1,000"
    column(sheet, "Agreed on")[2].value = "5 May 2027"
    column(sheet, "Level")[1].value = "HIGH"
    changed = io.BytesIO()
    book.save(changed)
    again = home(tmp_path, with_part(changed.getvalue(), read_part(data)))
    texts = [task.extras for task in again.tasks_in_order()]
    assert (texts[2]["Fee"], texts[2]["Agreed on"], texts[1]["Level"]) == ("1000", "2027-05-05", "high")


def test_a_part_from_before_types_is_read(document):
    data = new_workbook(document, analyse(document))
    assert read_part(with_part(book_bytes(), OwnPart(scheme="RACI"))).types == {}
    assert read_part(data).types == document.extra_types


def book_bytes():
    from openpyxl import Workbook

    data = io.BytesIO()
    Workbook().save(data)
    return data.getvalue()
