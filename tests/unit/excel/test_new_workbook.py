"""A clean new workbook: what may be chosen in its cells, both layouts in one file, and how it comes home."""

import io

import pytest
from helpers import matrix
from openpyxl import load_workbook

from raci_studio.analysis.audit import analyse
from raci_studio.core import edits
from raci_studio.excel.write import new_workbook
from raci_studio.files import open_document

TEXT = """
    task  | step | Anna | Boris | Vera | after
    Write | One  | R    | C     |      |
    Check | One  | C    | A     |      | 1
    Send  | Two  | R    | A     | I    | 2
"""


def written(document, layout, tmp_path):
    data = new_workbook(document, analyse(document), layout)
    (tmp_path / "new.xlsx").write_bytes(data)
    return load_workbook(io.BytesIO(data))


def offered(book, sheet, cell):
    """Return what a cell offers to choose from, and whether anything else is refused."""
    rule = next(rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)
    if rule.formula1.startswith('"'):
        return rule.formula1.strip('"').split(","), rule.showErrorMessage
    name, cells = rule.formula1.split("!")
    return [row[0].value for row in book[name.strip("'")][cells.replace("$", "")]], rule.showErrorMessage


def test_the_grid_offers_letters(tmp_path):
    book = written(matrix(TEXT), "grid", tmp_path)
    assert offered(book, book["Matrix"], "D2") == (["R", "A", "C", "I", "A/R"], False)
    assert offered(book, book["Matrix"], "F60")[0][0] == "R"  # rows to come too


def test_the_list_offers_people(tmp_path):
    book = written(matrix(TEXT), "list", tmp_path)
    assert offered(book, book["Matrix"], "D2") == (["Anna", "Boris", "Vera"], False)


@pytest.mark.parametrize("name", ["Petrova, Anna", "A very long name of a department " * 9])
def test_names_that_fit_into_no_rule_stand_on_a_sheet_of_their_own(tmp_path, name):
    document = matrix(TEXT)
    document = edits.rename_person(document, document.people_order[0], name)
    book = written(document, "list", tmp_path)
    names, strict = offered(book, book["Matrix"], "E3")
    assert names == [" ".join(name.split()), "Boris", "Vera"] and not strict
    assert book["Lists"].sheet_state == "hidden"


@pytest.mark.parametrize("layout", ["list", "grid", "both"])
def test_it_comes_home_as_the_same_matrix(tmp_path, layout):
    document = matrix(TEXT)
    book = written(document, layout, tmp_path)
    assert ("Grid" in book.sheetnames) is (layout == "both")
    if layout == "both":
        assert book["Grid"]["D1"].value == "Anna" and book["Grid"]["D2"].value == "R"
    again = open_document(tmp_path / "new.xlsx").document
    assert [task.id for task in again.tasks_in_order()] == list(document.order)
    assert [(task.name, task.marks) for task in again.tasks.values()] == [
        (task.name, task.marks) for task in document.tasks.values()
    ]
    assert len(again.process_order) == 1 and len(again.dependencies) == 2
