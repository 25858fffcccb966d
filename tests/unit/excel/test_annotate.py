"""The annotated copy: notes on the flagged cells, the client's notes kept, other formats as new workbooks."""

import io
import zipfile
from pathlib import Path

import pytest
import python_calamine
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from raci_studio.analysis.audit import analyse
from raci_studio.core.document import SourceWorkbook
from raci_studio.excel import annotate
from raci_studio.excel.importing import import_workbook
from raci_studio.excel.own import read_part


def client(tmp_path, change=lambda _sheet: None, name="client.xlsx"):
    book = Workbook()
    sheet = book.active
    sheet.title = "RACI"
    for row in [
        ["Task", "Anna", "Boris", "Zoe"],
        ["Plan", "A", "R", "C"],
        ["Build", "R", "C", "C"],
        ["Check", "A", "R", "I"],
    ]:
        sheet.append(row)
    change(sheet)
    path = tmp_path / name
    book.save(path)
    return path


def annotated(path):
    document = import_workbook(path).document
    data, lines = copy_of(document)
    return load_workbook(io.BytesIO(data)), lines


def copy_of(document, source=None):
    copy = annotate.annotated_copy(source or document.source, document, analyse(document), macros=False)
    return copy.data, copy.summary.warnings


def test_each_flagged_cell_has_a_note_and_a_fill(tmp_path):
    book, lines = annotated(client(tmp_path))
    cell = book["RACI"]["A3"]
    assert "Nobody answers for “Build”." in cell.comment.text
    assert cell.fill.start_color.rgb == "FFFDE0DD"
    assert lines == ()


def test_a_note_of_the_client_stays_first(tmp_path):
    def note(sheet):
        sheet["A3"].comment = Comment("Ask Zoe", "Client")

    book, _lines = annotated(client(tmp_path, note))
    assert book["RACI"]["A3"].comment.text.startswith("Ask Zoe\n\n")


def test_a_finding_inside_a_merge_goes_to_its_first_cell(tmp_path):
    def merge(sheet):
        sheet.insert_cols(2)
        for row in range(1, 5):
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)

    book, _lines = annotated(client(tmp_path, merge))
    assert book["RACI"]["A3"].comment


def test_the_added_sheets_do_not_clash(tmp_path):
    def rename(sheet):
        sheet.parent.create_sheet("findings")

    book, _lines = annotated(client(tmp_path, rename))
    assert book.sheetnames == ["RACI", "findings", "Findings (2)", "Checklist", "People"]


def test_a_text_file_becomes_a_workbook_with_its_values_in_place(tmp_path):
    path = tmp_path / "client.csv"
    path.write_text("Task;Anna;Boris\nPlan;A;R\nBuild;R;C\n", "utf-8")
    book, lines = annotated(path)
    sheet = book.worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][2] == ["Build", "R", "C"]
    assert sheet["A3"].comment
    assert len(lines) == 1 and "client.csv" in lines[0]


def test_a_workbook_that_cannot_be_edited_safely_keeps_its_values(tmp_path):
    path = client(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/Styles.xml", "<styleSheet/>")  # twice, but for the case
    book, lines = annotated(path)
    assert book["RACI"]["B3"].value == "R" and book["RACI"]["A3"].comment
    assert len(lines) == 2 and "twice" in lines[0] and "cannot be annotated in place" in lines[1]


def test_parts_that_no_library_knows_are_carried_along(tmp_path):
    path = client(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/ctrlProps/ctrlProp1.xml", "<formControlPr/>")
    document = import_workbook(path).document
    data, lines = copy_of(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("xl/ctrlProps/ctrlProp1.xml") == b"<formControlPr/>"
    assert lines == ()


def test_a_note_says_what_why_and_what_to_do(tmp_path):
    book, _lines = annotated(client(tmp_path))
    lines = book["RACI"]["A3"].comment.text.split("\n")
    assert lines[0].startswith("Error D") and len(lines[1]) > 20
    assert any(line.startswith("Proposed: ") for line in lines)


def test_a_fill_that_conditional_formatting_would_hide_is_a_frame(tmp_path):
    def colour(sheet):
        red = PatternFill("solid", bgColor="FFFF0000")
        sheet.conditional_formatting.add("A2:D4", FormulaRule(["TRUE"], fill=red))

    book, lines = annotated(client(tmp_path, colour))
    cell = book["RACI"]["A3"]
    assert cell.border.left.color.rgb == "FFB42318" and cell.fill.fill_type is None
    assert len(lines) == 1 and "framed" in lines[0]


def test_a_second_copy_renews_our_part_of_the_first(tmp_path):
    document = import_workbook(client(tmp_path)).document
    once, _lines = copy_of(document)
    again, _lines = copy_of(document, SourceWorkbook("c.xlsx", once))
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert [name for name in archive.namelist() if name.startswith("customXml/")] == ["customXml/item1.xml"]
    assert "Findings (2)" in read_part(again).added


CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "sheets"


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real sheets beside the project")
def test_every_real_sheet_gets_its_notes(tmp_path):
    for path in sorted(CORPUS.iterdir()):
        document = import_workbook(path).document
        analysis = analyse(document)
        macros = path.suffix == ".xlsm"
        copy = annotate.annotated_copy(document.source, document, analysis, macros=macros)
        data, not_written = copy.data, copy.summary.not_written
        in_place = not any("cannot be annotated in place" in line for line in copy.summary.warnings)
        assert in_place == (path.suffix in (".xlsx", ".xlsm")), path.name
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        findings = book.get_sheet_by_name(read_part(data).added[0])
        below = len(not_written) + 2 if not_written else 0
        assert findings.height == len(analysis.findings) + len(analysis.accepted) + 1 + below, path.name
