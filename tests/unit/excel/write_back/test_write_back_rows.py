"""New tasks below the matrix and deleted ones: their looks, what ends there and grows, what stands in the way."""

import datetime as dt
import io
import zipfile

import pytest
from helpers import people, task
from openpyxl import load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from trips import changed_cells, client, differences, exported

from raci_studio.core import edits
from raci_studio.core.document import SourceWorkbook
from raci_studio.excel.annotate import as_number
from raci_studio.excel.own import read_part
from raci_studio.files import export_annotated, open_document
from raci_studio.project import raci_file

GRID = "Task|Anna|Boris|Deadline\nPlan|A|R|1 day\nBuild|R|A|2 days\nCheck|A|R|3 days"


def with_new(document, *names):
    for name in names:
        document = edits.add_task(document, name=name, deadline="5 days")
        document = edits.set_letters(document, document.order[-1], document.people_order[0], ["R"])
    return document


def copy_of(document, tmp_path):
    again, path, summary = exported(document, tmp_path, "copy.xlsx")
    return again, path, summary, load_workbook(path)


def test_new_tasks_stand_below_in_the_look_of_the_last_row(tmp_path):
    def dress(book):
        sheet = book.active
        for cell in sheet[4]:
            cell.font, cell.fill = Font(bold=True, name="Arial"), PatternFill("solid", fgColor="FFEEEEEE")
        sheet.row_dimensions[4].height = 33

    document = with_new(client(tmp_path, GRID, dress), "Ship", "Sell")
    again, path, summary, book = copy_of(document, tmp_path)
    assert differences(document, again) == [] and summary.rows == 2 and summary.not_written == ()
    new = {"A5": "Ship", "B5": "R", "D5": "5 days", "A6": "Sell", "B6": "R", "D6": "5 days"}
    assert changed_cells(tmp_path / "client.xlsx", path) == new
    sheet = book["RACI"]
    assert all(sheet.cell(row, column).font.bold for row in (5, 6) for column in (1, 2, 3, 4))
    assert sheet["C6"].fill.fgColor.rgb == "FFEEEEEE" and sheet.row_dimensions[6].height == 33
    assert sheet.dimensions == "A1:D6"


def test_what_ends_at_the_last_row_grows(tmp_path):
    def rules(book):
        sheet = book.active
        sheet.conditional_formatting.add("B2:C4", CellIsRule("equal", ['"A"'], font=Font(color="FFFF0000")))
        sheet.conditional_formatting.add("F2:F4", CellIsRule("equal", ['"A"'], font=Font(color="FFFF0000")))
        letters = DataValidation(type="list", formula1='"R,A,C,I"')
        letters.add("B2:C4")
        letters.add("D2:D3")
        sheet.add_data_validation(letters)
        sheet.auto_filter.ref = "A1:D4"
        sheet.print_area = "A1:D4"
        book.create_sheet("B4").print_area = "A1:D4"

    _again, _path, _summary, book = copy_of(with_new(client(tmp_path, GRID, rules), "Ship", "Sell"), tmp_path)
    sheet = book["RACI"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["B2:C6", "F2:F4"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "B2:C6 D2:D3"
    assert sheet.auto_filter.ref == "A1:D6" and sheet.print_area == "'RACI'!$A$1:$D$6"
    assert book["B4"].print_area == "'B4'!$A$1:$D$4"


@pytest.mark.parametrize("totals", [False, True])
def test_a_table_grows_unless_its_totals_stand_below(tmp_path, totals):
    def table(book):
        sheet = book.active
        made = Table(displayName="Matrix", ref="A1:D5" if totals else "A1:D4")
        if totals:
            sheet["A5"] = "Total"
            made.totalsRowCount = 1
        sheet.add_table(made)

    document = with_new(client(tmp_path, GRID, table), "Ship")
    again, _path, summary, book = copy_of(document, tmp_path)
    assert differences(document, again) in ([], [(document.order[-1], "process", "RACI", "RACI")])
    assert book["RACI"].tables["Matrix"].ref == ("A1:D5")
    assert (summary.rows, summary.sheets) == ((0, (("RACI, new tasks", 1),)) if totals else (1, ()))


@pytest.mark.parametrize("below", ["\n\nR = Responsible", "\n|||see below"])
def test_where_something_stands_below_new_tasks_get_a_sheet_of_their_own(tmp_path, below):
    document = with_new(client(tmp_path, GRID + below), "Ship", "Sell")
    again, path, summary, book = copy_of(document, tmp_path)
    assert changed_cells(tmp_path / "client.xlsx", path) == {}
    assert summary.sheets == (("RACI, new tasks", 2),) and "RACI, new tasks" in " ".join(summary.lines())
    rows = list(book["RACI, new tasks"].iter_rows(values_only=True))
    assert rows[0] == ("Task", "Anna", "Boris", "Deadline") and rows[1] == ("Ship", "R", None, "5 days")
    assert differences(document, again) == [] and len(again.processes) == 1


def test_tasks_of_a_new_process_get_a_sheet_of_its_name(tmp_path):
    document = edits.add_process(client(tmp_path, GRID), "Selling")
    document = edits.add_task(document, process=document.process_order[-1], name="Sell")
    again, _path, summary, _book = copy_of(document, tmp_path)
    assert summary.sheets == (("Selling", 1),) and differences(document, again) == []


def test_a_formula_without_a_value_below_is_in_the_way(tmp_path):
    def formula(book):
        book.active["C5"] = "=COUNTA(C2:C4)"

    _again, _path, summary, book = copy_of(with_new(client(tmp_path, GRID, formula), "Ship"), tmp_path)
    assert summary.rows == 0 and summary.sheets and book["RACI"]["C5"].value == "=COUNTA(C2:C4)"


def test_deleted_tasks_are_struck_through_and_greyed_with_a_note(tmp_path):
    document = client(tmp_path, GRID)
    gone = task(document, "Build")
    document = edits.delete_tasks(document, [gone])
    again, path, summary, book = copy_of(document, tmp_path)
    assert changed_cells(tmp_path / "client.xlsx", path) == {} and summary.struck == 1
    sheet = book["RACI"]
    assert all(cell.font.strike and cell.font.color.rgb == "FF808080" for cell in sheet[3])
    assert not sheet["A2"].font.strike and "Removed in the matrix." in sheet["A3"].comment.text
    assert again.order == document.order and read_part(path.read_bytes()).deleted == {"RACI": ((3, gone, "Build"),)}
    for cell in sheet[3]:  # the client wants it all the same
        cell.font = Font()
    book.save(path)
    assert [one.name for one in open_document(path).document.tasks_in_order()] == ["Plan", "Build", "Check"]


def test_a_deleted_task_in_a_second_copy_stays_deleted(tmp_path):
    document = edits.delete_tasks(client(tmp_path, GRID), [])
    document = edits.delete_tasks(document, [task(document, "Build")])
    again, _path, _summary, _book = copy_of(document, tmp_path)
    again = with_new(again, "Ship")
    third, _path, summary = exported(again, tmp_path, "third.xlsx")
    assert differences(again, third) == [] and [one.name for one in third.tasks_in_order()] == ["Plan", "Check", "Ship"]
    assert (summary.rows, summary.struck) == (1, 0)


def test_numbers_go_on_and_a_deleted_one_is_not_given_again(tmp_path):
    sheet = "#|Task|Anna|Boris|Predecessors\n#1|Plan|A|R|\n#2|Build|R|A|#1\n#3|Check|A|R|#2\n#4|Pack|R|A|#3"
    document = client(tmp_path, sheet)
    assert document.extra_columns == ()
    document = edits.delete_tasks(document, [task(document, "Build")])
    document = with_new(document, "Ship")
    document = edits.set_predecessors(document, document.order[-1], "2")
    again, path, _summary, _book = copy_of(document, tmp_path)
    changed = changed_cells(tmp_path / "client.xlsx", path)
    assert (changed["A6"], changed["B6"], changed["E6"]) == (5, "Ship", 3) and changed["E4"] is None
    assert again.extra_columns == () and [one for one in differences(document, again) if one[1] != "deadline"] == []


# What the workbook does not let be written


def refusals(summary):
    return {one.cell: one.why for one in summary.not_written}


def test_what_could_not_be_written_is_listed_on_the_findings_sheet(tmp_path):
    def guard(book):
        book.active["D2"] = '="1"&" day"'
        book.active.add_table(Table(displayName="Matrix", ref="A1:D4"))

    document = client(tmp_path, GRID, guard)
    document = edits.set_text(document, task(document, "Plan"), "deadline", "9 days")
    document = edits.rename_person(document, people(document, "Boris")[0], "Boris Kim")
    document = edits.set_text(document, task(document, "Check"), "channel", "mail")
    _again, path, summary, book = copy_of(document, tmp_path)
    assert changed_cells(tmp_path / "client.xlsx", path) == {} and summary.cells == 0
    reasons = {
        "D2": "a formula stands there",
        "C1": "it is the header of a table",
        "A4": "the sheet has no column for it",
    }
    assert refusals(summary) == reasons
    texts = [[cell.value for cell in row] for row in book[summary.findings].iter_rows(min_col=5, max_col=8)]
    at = texts.index(["Not written", None, "What", "Why"])
    assert sorted(row[0] for row in texts[at + 1 :]) == ["RACI!A4", "RACI!C1", "RACI!D2"]
    assert ["RACI!A4", None, "Channel: mail", "the sheet has no column for it"] in texts
    lines = summary.lines()
    assert "RACI!D2: Deadline: 9 days: not written, because a formula stands there." in lines
    assert "3 things could not be written; the sheet “Findings” lists them." in lines


def test_a_protected_sheet_keeps_its_locked_cells(tmp_path):
    def protect(book):
        sheet = book.active
        sheet.protection.sheet = True
        sheet["D3"].protection = Protection(locked=False)

    document = client(tmp_path, GRID, protect)
    document = edits.set_texts(document, {(key, "deadline"): "9 days" for key in document.order})
    _again, path, summary, _book = copy_of(with_new(document, "Ship"), tmp_path)
    assert changed_cells(tmp_path / "client.xlsx", path) == {"D3": "9 days"}
    assert refusals(summary) == {"D2": "the sheet is protected", "D4": "the sheet is protected"} and summary.sheets


def test_a_conversation_keeps_our_note_out(tmp_path):
    document = client(tmp_path, GRID)
    thread = (
        '<?xml version="1.0"?><ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A3" id="{1}"><text>why?</text></threadedComment></ThreadedComments>'
    )
    data = io.BytesIO()
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="/xl/threadedComments/threadedComment1.xml"/></Relationships>'
    )
    with zipfile.ZipFile(tmp_path / "client.xlsx") as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/threadedComments/threadedComment1.xml", thread)
        new.writestr("xl/worksheets/_rels/sheet1.xml.rels", rels)
    document = edits.replace(document, source=SourceWorkbook("client.xlsx", data.getvalue()))
    document = edits.delete_tasks(document, [task(document, "Build")])
    _again, _path, summary, _book = copy_of(document, tmp_path)
    assert refusals(summary) == {"A3": "a conversation (threaded comment) stands there"}


def test_what_the_sheet_has_no_place_for_is_told(tmp_path):
    document = client(tmp_path, GRID)
    document = edits.add_person(document, "Zoe")
    plan, build, _check = document.order
    document = edits.set_letters(document, plan, document.people_order[-1], ["C"])
    document = edits.add_extra_column(document, "Budget")
    document = edits.set_text(document, plan, "extra:Budget", "ten")
    document = edits.set_predecessors(document, build, "1")
    document = edits.move_tasks(document, [build], 0)
    document = edits.set_process(document, document.process_order[0], name="Launch")
    document = edits.set_scenario(document, build, plan, "negative")
    document = edits.delete_people(document, people(document, "Boris"))
    _again, path, summary, _book = copy_of(document, tmp_path)
    found = {(one.cell, one.what, one.why) for one in summary.not_written}
    assert found == {
        ("A2", "C: Zoe", "the person has no column on the sheet"),
        ("A2", "Budget: ten", "the sheet has no column for it"),
        ("A3", "Predecessors: 2", "the sheet has no column for it"),
        ("A3", "Instead of row: 2", "the sheet has no column for it"),
        ("", "The order of the tasks", "the sheet keeps the order of its rows"),
        ("", "Process: Launch", "it is the name of the sheet"),
        ("C1", "Deleted person: Boris", "nothing of the client's is removed"),
    }
    assert changed_cells(tmp_path / "client.xlsx", path) == {"C2": None, "C3": None, "C4": None}


# Other files


def test_a_text_file(tmp_path):
    (tmp_path / "client.csv").write_text(GRID.replace("|", ";"), "utf-8")
    document = open_document(tmp_path / "client.csv").document
    document = edits.set_letters(document, document.order[0], document.people_order[0], ["C"])
    document = with_new(edits.delete_tasks(document, [task(document, "Build")]), "Ship")
    again, path, summary = exported(document, tmp_path)
    assert path.name == "client.xlsx" and (summary.cells, summary.rows, summary.struck) == (1, 1, 1)
    assert [one for one in differences(document, again) if one[1] != "process"] == []


def test_how_a_workbook_was_read_goes_along_with_the_document(tmp_path):
    document = client(tmp_path, GRID)
    document = edits.set_letters(document, document.order[0], document.people_order[0], ["C"])
    raci_file.save(document, tmp_path / "a.raci")
    loaded = raci_file.load(tmp_path / "a.raci")
    assert loaded.source == document.source and loaded.source.reading
    again, _path, summary = exported(loaded, tmp_path, "copy.xlsx")
    assert summary.cells == 1 and differences(document, again) == []


def test_a_file_from_before_is_recognised_again_and_used_if_it_agrees(tmp_path):
    document = client(tmp_path, GRID)
    document = edits.set_letters(document, document.order[0], document.people_order[0], ["C"])
    old = SourceWorkbook(document.source.name, document.source.data)
    _again, _path, summary = exported(edits.replace(document, source=old), tmp_path, "copy.xlsx")
    assert summary.cells == 1 and summary.not_written == ()
    tables = tuple(edits.replace(table, header_row=9) for table in document.tables)
    _again, path, summary = exported(edits.replace(document, source=old, tables=tables), tmp_path, "copy.xlsx")
    assert changed_cells(tmp_path / "client.xlsx", path) == {}
    assert [one.why for one in summary.not_written] == ["it is not known any more how the workbook was read"]


def test_formulas_are_calculated_anew_only_where_a_value_changed(tmp_path):
    def formula(book):
        book.active["H1"] = "=1+1"
        book.calculation.fullCalcOnLoad = False

    def is_calculated(document):
        _again, path, _summary = exported(document, tmp_path, "copy.xlsx")
        return load_workbook(path).calculation.fullCalcOnLoad

    document = client(tmp_path, GRID, formula)
    assert not is_calculated(document)
    assert is_calculated(edits.set_text(document, document.order[0], "deadline", "9 days"))


def test_dates_count_as_the_workbook_counts_them(tmp_path):
    def mac(book):
        book.epoch = CALENDAR_MAC_1904

    document = client(tmp_path, GRID.replace("2 days", "@2026-03-05"), mac)
    document = edits.set_text(document, task(document, "Build"), "deadline", "2026-04-01 10:30")
    again, _path, _summary, book = copy_of(document, tmp_path)
    assert book["RACI"]["D3"].value == dt.datetime(2026, 4, 1, 10, 30) and differences(document, again) == []
    assert as_number(dt.date(1900, 3, 1), dt.datetime(1899, 12, 30)) == 61 and as_number("=1", dt.datetime.min) == "=1"


def test_the_command_prints_the_summary(tmp_path, capsys):
    document = client(tmp_path, GRID)
    document = edits.set_text(document, document.order[0], "deadline", "9 days")
    lines = export_annotated(document, tmp_path / "out.xlsx")
    assert "Changed cells: 1" in lines and (tmp_path / "out.xlsx").exists()
    assert capsys.readouterr().out == ""
