"""The sheets we add, in a new workbook and in the client's: links, who, fixes, charts of the people, the graph."""

import io

import pytest
from helpers import matrix
from openpyxl import Workbook, load_workbook

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.fixes import fix_text, fixes_of
from raci_studio.core import edits
from raci_studio.excel.annotate import annotated_copy
from raci_studio.excel.write import new_workbook
from raci_studio.files import open_document
from raci_studio.reports.figures import graph_figures

TEXT = """
    task  | Anna | Boris | Vera | after
    Write | R    | C     |      |
    Check | C    | A     |      | 1
    Send  | R    | A     | I    | 2
"""


@pytest.fixture(params=["new", "client"])
def copy(request, tmp_path):
    """Return a document, its analysis, the workbook made of it, and the name of the sheet with the matrix."""
    document, name = matrix(TEXT), "Matrix"
    if request.param == "client":
        book, name = Workbook(), "It's ours"
        book.active.title = name
        for row in (
            ["Task", "Anna", "Boris", "Vera", "Predecessors"], ["Write", "R", "C", None, None],
            ["Check", "C", "A", None, 1], ["Send", "R", "A", "I", 2],
        ):  # fmt: skip
            book.active.append(row)
        book.save(tmp_path / "client.xlsx")
        document = open_document(tmp_path / "client.xlsx").document
    analysis = analyse(document)
    pictures = [(figure.title, figure.png()) for figure in graph_figures(document, analysis)]
    if request.param == "new":
        data = new_workbook(document, analysis, pictures=pictures)
    else:
        data = annotated_copy(document.source, document, analysis, False, pictures=pictures).data
    return document, analysis, load_workbook(io.BytesIO(data)), name


def column(sheet, head):
    return next(cell.column for cell in sheet[1] if cell.value == head)


def test_findings_link_to_the_row_they_are_about(copy):
    document, analysis, book, name = copy
    sheet = book["Findings"]
    for number, finding in enumerate(analysis.findings, start=2):
        cells = [cell for cell in sheet[number] if cell.hyperlink is not None]
        if finding.tasks:
            assert len(cells) == 1
            sheet_name, _mark, cell = cells[0].hyperlink.location.rpartition("!")
            assert sheet_name == "'" + name.replace("'", "''") + "'"
            assert int(cell.lstrip("ABCDEFGH")) == document.number_of(finding.tasks[0]) + 1


def test_findings_say_who_and_what_to_do(copy):
    document, analysis, book, _name = copy
    sheet = book["Findings"]
    who, fix = column(sheet, "Who"), column(sheet, "Proposed fix")
    said = 0
    for number, finding in enumerate(analysis.findings, start=2):
        names = [document.people[person].name for person in finding.people]
        assert (sheet.cell(number, who).value or "") == ", ".join(names)
        fixes = fixes_of(document, finding)
        assert (sheet.cell(number, fix).value or "") == (fix_text(fixes[0]) if fixes else "")
        said += bool(fixes)
    assert said


def test_the_people_have_charts_of_their_letters_and_of_what_they_block(copy):
    _document, _analysis, book, _name = copy
    sheet = book["People"]
    letters, blocked = sheet._charts
    assert len(letters.series) == 4 and letters.grouping == "stacked"
    refs = [series.val.numRef.f for series in (*letters.series, *blocked.series)]
    assert all(ref.startswith("'People'!") and ref.endswith("$4") for ref in refs)
    assert refs[-1].split("!")[1].startswith("$" + sheet.cell(1, column(sheet, "Expected blocked share")).column_letter)


def test_the_graph_is_a_picture(copy):
    _document, _analysis, book, _name = copy
    sheet = book["Graph"]
    (image,) = sheet._images
    assert image._data().startswith(b"\x89PNG") and sheet["A1"].value


def test_without_people_or_tasks_there_is_nothing_to_draw():
    document = edits.add_process(matrix("task | Anna\n"), "Empty")
    book = load_workbook(io.BytesIO(new_workbook(document, analyse(document))))
    assert "Graph" not in book.sheetnames and len(book["People"]._charts) <= 2
    bare = edits.delete_people(document, document.people_order)
    assert not load_workbook(io.BytesIO(new_workbook(bare, analyse(bare))))["People"]._charts
