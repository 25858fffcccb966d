"""What numbers in a client's column of durations count, by its header; and how it comes home."""

import pytest
from openpyxl import Workbook, load_workbook

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.metrics import Metrics
from raci_studio.core import edits
from raci_studio.core.i18n import set_language
from raci_studio.core.units import UNIT_TITLES
from raci_studio.excel.annotate import annotated_copy
from raci_studio.excel.words import unit_of
from raci_studio.excel.write import new_workbook
from raci_studio.files import open_document


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Estimated Duration (In Days)", "day"), ("Длительность  (часы)", "hour"), ("Duración (horas)", "hour"),
        ("Durée (jour)", "day"), ("Duration (Month)", "month"), ("Трудоёмкость, чел.-час", "hour"),
        ("Длительность, раб. дн.", "working_day"), ("Dauer [Std]", "hour"), ("Effort, h", "hour"), ("Срок, дн.", "day"),
        ("Duration", ""), ("Work hours", ""), ("Deadline (date)", ""), ("Week", ""), ("Duration (Rev. 2)", ""),
    ],
)  # fmt: skip
def test_a_unit_stands_in_brackets_or_after_a_comma(header, unit):
    assert unit_of(header) == unit


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Work hours", "hour"), ("Длительность дней план", "day"), ("Duration working days", "working_day"),
        ("man hours", "hour"), ("Aufwand PT", "day"), ("Time", ""), ("Estimate", ""), ("d", ""),
    ],
)  # fmt: skip
def test_the_header_of_a_duration_may_say_it_anywhere(header, unit):
    assert unit_of(header, anywhere=True) == unit


def opened(tmp_path, *sheets):
    """Return the document of a workbook with a grid for each header of the column of durations."""
    book = Workbook()
    book.remove(book.active)
    for number, header in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Plan {number}")
        sheet.append(["Task", "Anna", "Boris", header])
        for task, *cells in (("Write", "R", "A", 24), ("Check", "A", "R", 8), ("Send", "R", "A", "2 days")):
            sheet.append([f"{task} the report", *cells])
    book.save(tmp_path / "plan.xlsx")
    return open_document(tmp_path / "plan.xlsx").document


def days(document):
    return Metrics(document, document.process_order[0]).durations


def test_the_header_says_what_numbers_count(tmp_path):
    document = opened(tmp_path, "Duration (hours)")
    assert document.settings.duration_unit == "hour"
    assert [task.duration for task in document.tasks_in_order()] == ["24", "8", "2 days"]
    assert days(document) == (3.0, 1.0, 2.0)
    assert days(opened(tmp_path, "Duration")) == (24.0, 8.0, 2.0)


def test_tables_that_count_otherwise_leave_it_open(tmp_path):
    assert opened(tmp_path, "Duration (hours)", "Duration").settings.duration_unit == "hour"
    assert opened(tmp_path, "Duration (hours)", "Duration (days)").settings.duration_unit == ""


@pytest.mark.parametrize("unit", [unit.value for unit in UNIT_TITLES])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_unit_comes_home_from_a_new_workbook(tmp_path, language, unit):
    document = edits.change_settings(opened(tmp_path, "Duration"), {}, "", {}, unit)
    set_language(language)
    try:
        (tmp_path / "new.xlsx").write_bytes(new_workbook(document, analyse(document), "list"))
    finally:
        set_language("en")
    home = open_document(tmp_path / "new.xlsx").document
    assert home.settings.duration_unit == unit and days(home) == days(document) and home.extra_columns == ()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_new_workbook_says_it_and_comes_home(tmp_path, language):
    document = opened(tmp_path, "Duration (hours)")
    set_language(language)
    try:
        (tmp_path / "new.xlsx").write_bytes(new_workbook(document, analyse(document), "grid"))
    finally:
        set_language("en")
    headers = [cell.value for cell in load_workbook(tmp_path / "new.xlsx").worksheets[0][1]]
    assert {"en": "Duration (hours)", "ru": "Длительность (часы)"}[language] in headers
    home = open_document(tmp_path / "new.xlsx").document
    assert home.settings.duration_unit == "hour" and days(home) == (3.0, 1.0, 2.0)
    assert home.extra_columns == ()


def test_the_client_s_cells_stay_numbers(tmp_path):
    document = opened(tmp_path, "Duration (hours)")
    document = edits.set_text(document, document.order[0], "notes", "new")
    copy = annotated_copy(document.source, document, analyse(document), macros=False)
    (tmp_path / "annotated.xlsx").write_bytes(copy.data)
    assert [cell.value for cell in load_workbook(tmp_path / "annotated.xlsx")["Plan 1"]["D"][:3]] == [
        "Duration (hours)", 24, 8,
    ]  # fmt: skip
