"""What an .ods sheet has besides its values comes along as it does from an .xlsx."""

import datetime as dt
import io
import time
import zipfile
from pathlib import Path

import pytest

from raci_studio.core.errors import UserError
from raci_studio.excel.importing import import_workbook
from raci_studio.excel.ods import read_ods
from raci_studio.excel.read import read_workbook

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"'
    for name, kind in (("office", "office"), ("table", "table"), ("text", "text"), ("draw", "drawing"))
)
REPEATED = "table:number-columns-repeated"


def ods(rows, *, before="", after="", columns="", manifest="", head=""):
    """Return an .ods file with one sheet."""
    body = f'{before}<table:table table:name="RACI">{columns}{rows}</table:table>{after}'
    content = (
        f'{head}<office:document-content {SPACES} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return buffer.getvalue()


def cell(text="", kind="string", more="", inside=""):
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    kind = f'office:value-type="{kind}" ' if text else ""
    return f"<table:table-cell {kind}{more}>{inside}{paragraph}</table:table-cell>"


def row(*cells, more=""):
    made = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row {more}>{made}</table:table-row>"


def note(*paragraphs):
    lines = "".join(f"<text:p>{line}</text:p>" for line in paragraphs)
    return f"<office:annotation>{lines}</office:annotation>"


def only(data):
    return read_ods(data)["RACI"]


MATRIX = (
    row("No", "Task", cell("Anna", inside=note("about a person")), "Boris", "Deadline", "Done", "Effort"),
    row(
        cell("3.10", "float", 'office:value="3.1"'),
        cell("Plan", inside=note("Client:", "ask <text:span>Anna</text:span><text:s text:c='2'/>twice")),
        "R",
        cell("A", inside=note("until May") + note("and June")),
        cell("see <text:a xlink:href='https://example.com/a?b=1&amp;c=2'>here</text:a>"),
        cell("35,0 %", "percentage", 'office:value="0.35"'),
        cell("36:30", "time", 'office:time-value="PT36H30M00S"'),
    ),
    row(
        cell("4.1", "date", 'office:date-value="2024-01-04"'), "Build", "A", "R", "",
        cell("50%", "percentage", 'office:value="0.5"'), cell("12:30", "time", 'office:time-value="PT12H30M00S"'),
        more='table:visibility="collapse"',
    ),
    row(cell("5", "float", 'office:value="5"'), "Test", "C", "R/A"),
)  # fmt: skip


@pytest.fixture
def imported(tmp_path):
    path = tmp_path / "client.ods"
    path.write_bytes(ods("".join(MATRIX)))
    return import_workbook(path)


def by_name(imported):
    return {task.name: task for task in imported.document.tasks_in_order()}


def test_comments_and_links_stand_on_the_cells_of_their_tasks(imported):
    task, boris = by_name(imported)["Plan"], imported.document.person_named("Boris").id
    assert task.remarks == {"name": "Client:\nask Anna  twice", f"person:{boris}": "until May\nand June"}
    assert task.links == {"deadline": "https://example.com/a?b=1&c=2"} and task.deadline == "see here"


def test_hidden_rows_and_comments_on_the_header_are_noted(imported):
    assert [(one.cell, one.code, *one.params.values()) for one in imported.notes] == [
        ("B3", "hidden-rows", "1"),
        ("C1", "comment-on-header", "about a person"),
    ]


def test_numbers_dates_and_times_read_as_the_sheet_shows_them(imported):
    (content,) = imported.contents
    assert [task.number for task in content.tasks] == ["3.10", "4.1", "5"]
    assert [task.extras.get("Done") or task.status for task in content.tasks] == ["35.0%", "50%", ""]
    assert [task.extras.get("Effort") or task.duration for task in content.tasks] == ["36:30", "12:30", ""]


@pytest.mark.parametrize(
    ("shown", "kind", "value", "code"),
    [
        ("04.01", "date", 'office:date-value="2024-01-04"', "dd.mm"),
        ("1/4", "date", 'office:date-value="2024-01-04T10:00:00"', "m/d"),
        ("04.01.2024", "date", 'office:date-value="2024-01-04"', None),
        ("7/8", "date", 'office:date-value="2024-01-04"', None),
        ("2.50", "float", 'office:value="2.5"', "0.00"),
        ("2,5", "float", 'office:value="2.5"', None),
        ("35%", "percentage", 'office:value="0.35"', "0%"),
    ],
)
def test_the_format_is_told_by_what_is_shown(shown, kind, value, code):
    assert only(ods(row(cell(shown, kind, value)))).details.formats == ({(0, 0): code} if code else {})


def test_merged_cells_are_known_before_anything_is_recognised():
    spanned = 'table:number-columns-spanned="2" table:number-rows-spanned="3"'
    rows = row("Task", cell("Team", more=spanned), "<table:covered-table-cell/>") + row("Plan", "R", "A")
    (grid,) = read_workbook(Path("a.ods"), ods(rows)).sheets
    assert grid.merges == ((0, 1, 2, 2),) and grid.merged_text(0, 2) == "Team"


def test_repeated_rows_columns_and_cells_count():
    columns = f'<table:table-column {REPEATED}="2"/><table:table-column table:visibility="filter" {REPEATED}="2"/>'
    rows = (
        row("a", more='table:number-rows-repeated="3"')
        + row(cell("x", more=f'{REPEATED}="2"'), cell("b", inside=note("here")))
        + row(cell("1.0", "float", f'office:value="1" {REPEATED}="2"'), more='table:number-rows-repeated="2"')
        + row("c", more='table:visibility="filter" table:number-rows-repeated="2"')
    )
    found = only(ods(rows, columns=columns)).details
    assert found.comments == {(3, 2): "here"} and found.hidden_columns == {2, 3}
    assert set(found.formats) == {(4, 0), (4, 1), (5, 0), (5, 1)} and found.hidden_rows == {6, 7}


def test_texts_that_are_no_cells_are_passed_over():
    shape = "<draw:frame><draw:text-box><text:p>9.90</text:p></draw:text-box></draw:frame>"
    inner = '<table:table table:name="Inner"><table:table-row><table:table-cell/></table:table-row></table:table>'
    old = "<table:tracked-changes><table:table-cell><text:p>old</text:p></table:table-cell></table:tracked-changes>"
    value = cell("1.0", "float", 'office:value="1"', shape + inner)
    found = read_ods(ods(row(value, cell("b", inside=note("here"))), before=old))
    assert list(found) == ["RACI"]
    assert found["RACI"].details.comments == {(0, 1): "here"} and found["RACI"].details.formats == {(0, 0): "0.0"}


def test_huge_repeats_take_neither_time_nor_memory():
    million, wide = 'table:number-rows-repeated="1048576"', f'{REPEATED}="16384"'
    columns = f'<table:table-column table:visibility="collapse" {REPEATED}="2000000000"/>' * 50
    far = row(cell("1.0", "float", f'office:value="1" {wide}', note("x" * 50_000)), more=million) * 3
    hidden = row(cell(), more=f'{million} table:visibility="collapse"') * 50
    spans = row(cell("m", more='table:number-columns-spanned="999999999" table:number-rows-spanned="999999999"'))
    start = time.perf_counter()
    sheet = only(ods(spans + far + hidden, columns=columns))
    assert time.perf_counter() - start < 2
    assert sheet.merges == ((0, 0, 1048575, 16383),) and len(sheet.details.hidden_columns) == 16384
    assert len(sheet.details.formats) == len(sheet.details.comments) == 200_000 and not sheet.details.hidden_rows
    assert len(sheet.details.comments[1, 0]) == 32_767


def test_entities_cost_the_details_and_no_more(tmp_path):
    path = tmp_path / "a.ods"
    path.write_bytes(ods("".join(MATRIX), head='<!DOCTYPE x [<!ENTITY a "aaaa">]>'))
    with pytest.raises(ValueError, match="document type"):
        read_ods(path.read_bytes())
    imported = import_workbook(path)
    assert len(imported.document.tasks) == 3 and [one.code for one in imported.notes] == ["details-not-read"]
    assert imported.notes[0].params == {"sheet": "RACI"}


def test_a_password_of_an_ods_is_one_clear_line():
    manifest = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    with pytest.raises(UserError, match=r"a\.ods: the workbook is protected by a password\. Save a copy without"):
        read_workbook(Path("a.ods"), ods(row("x"), manifest=manifest), "secret")


def test_a_long_time_is_a_value_and_a_text_like_it_is_a_text():
    rows = row(cell("30:00", "time", 'office:time-value="PT30H00M05S"'), "PT30H00M05S")
    (grid,) = read_workbook(Path("a.ods"), ods(rows)).sheets
    assert grid.rows == ((dt.timedelta(hours=30, seconds=5), "PT30H00M05S"),)
