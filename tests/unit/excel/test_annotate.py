"""The annotated copy: notes on the flagged cells, the client's notes kept, other formats as new workbooks."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from raci_studio.analysis.audit import analyse
from raci_studio.excel import annotate
from raci_studio.excel.importing import import_workbook


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
    data, lines = annotate.annotated_copy(document.source, document, analyse(document), macros=False)
    return load_workbook(io.BytesIO(data)), lines


def test_each_flagged_cell_has_a_note_and_a_fill(tmp_path):
    book, lines = annotated(client(tmp_path))
    cell = book["RACI"]["A3"]
    assert "Nobody answers for “Build”." in cell.comment.text
    assert cell.fill.start_color.rgb == "00FDE0DD"
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


def test_a_workbook_too_heavy_for_a_copy_keeps_its_values(tmp_path, monkeypatch):
    monkeypatch.setattr(annotate, "_MOST_MERGES", -1)
    book, lines = annotated(client(tmp_path))
    assert book["RACI"]["B3"].value == "R" and book["RACI"]["A3"].comment
    assert "cannot be annotated in place" in lines[0]


def test_what_the_copy_loses_is_told(tmp_path):
    import zipfile

    path = client(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/ctrlProps/ctrlProp1.xml", "<formControlPr/>")
    _book, lines = annotated(path)
    assert lines == ("The copy lacks what could not be carried along: form controls.",)


CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "sheets"


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real sheets beside the project")
def test_every_real_sheet_gets_its_notes(tmp_path):
    for path in sorted(CORPUS.iterdir()):
        document = import_workbook(path).document
        analysis = analyse(document)
        data, _lines = annotate.annotated_copy(document.source, document, analysis, macros=False)
        book = load_workbook(io.BytesIO(data))
        assert book.worksheets[-2].max_row == len(analysis.findings) + 1, path.name
