"""Comments, links, hidden rows and number formats of the client's cells come along."""

import datetime as dt
import re
import time
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment

from raci_studio.excel.content import to_json
from raci_studio.excel.details import with_details
from raci_studio.excel.grid import Grid
from raci_studio.excel.importing import import_workbook, take_tables
from raci_studio.excel.read import Workbook, open_workbook
from raci_studio.excel.recognise import recognise

HEADER = ["WBS", "Task", "Anna", "Boris", "Deadline", "Done"]
ROWS = [
    [1.1, "Plan", "R", "A", "soon", 0.35],
    [3.1, "Build", "A", "R", "", 0.5],
    [dt.datetime(2024, 1, 4), "Test", "C", "R/A", "", 1],
    [2, "Ship", "R", "A", dt.datetime(2024, 5, 1), ""],
]


@pytest.fixture
def path(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Matrix"
    for row in (HEADER, *ROWS):
        page.append(row)
    for row, code in zip(range(2, 6), ("General", "0.00", 'd"."m;@', "0.0"), strict=True):
        page.cell(row, 1).number_format = code
        page.cell(row, 6).number_format = "0%"
    page["B2"].comment = Comment("Client:\nask Anna", "Client")
    page["C3"].comment = Comment("until May", "Client")
    page["C1"].comment = Comment("about a person", "Client")
    page["B3"].hyperlink = "https://example.com/a?b=1&c=2"
    page["E2"].hyperlink = "mailto:anna@example.com"
    page["B4"].hyperlink = "#Other!A1"
    page.row_dimensions[4].hidden = True
    book.create_sheet("Other").append(["nothing here"])
    book.save(tmp_path / "client.xlsx")
    return tmp_path / "client.xlsx"


def rewrite(path, part, change, new_name=None):
    """Change one part of the file as another program, or an attacker, would."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held[new_name or part] = change(held.pop(part) if new_name is None else held[part])
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)


def codes(imported):
    return [note.code for note in imported.notes]


def by_name(imported):
    return {task.name: task for task in imported.document.tasks_in_order()}


def test_comments_stand_on_the_cells_of_their_tasks(path):
    imported = import_workbook(path)
    tasks, anna = by_name(imported), imported.document.person_named("Anna").id
    assert tasks["Plan"].remarks == {"name": "Client:\nask Anna"}
    assert tasks["Build"].remarks == {f"person:{anna}": "until May"}
    assert tasks["Ship"].remarks == {}


def test_comments_that_belong_to_no_task_are_notes(path):
    book = openpyxl.load_workbook(path)
    page = book["Matrix"]
    page.insert_rows(2)  # moves the values, not the comments
    for cell in [cell for row in page.iter_rows() for cell in row if cell.comment]:
        cell.comment = None
    page["B2"], page["A9"] = "Phase 1", "R does the work"
    for cell, text in (("B2", "the first\nphase"), ("C1", "about a person"), ("A9", "a legend"), ("B4", "of a task")):
        page[cell].comment = Comment(text, "Client")
    book.save(path)
    imported = import_workbook(path)
    assert [(note.cell, note.code, note.params["text"]) for note in imported.notes if "comment" in note.code] == [
        ("C1", "comment-on-header", "about a person"),
        ("B2", "comment-on-section", "the first phase"),
        ("A9", "comment-elsewhere", "a legend"),
    ]
    assert by_name(imported)["Build"].remarks == {"name": "of a task"}
    answer = to_json(imported.workbook, imported.plan, imported.contents)
    assert [(note["cell"], note["code"]) for note in answer["notes"]] == [
        ("C1", "comment-on-header"), ("B2", "comment-on-section"), ("A9", "comment-elsewhere"),
    ]  # fmt: skip


def test_links_lead_where_they_led(path):
    tasks = by_name(import_workbook(path))
    assert tasks["Plan"].links == {"deadline": "mailto:anna@example.com"}
    assert tasks["Build"].links == {"name": "https://example.com/a?b=1&c=2"}
    assert tasks["Test"].links["name"].startswith("#")


def test_hidden_rows_are_read_and_noted(path):
    imported = import_workbook(path)
    assert len(imported.document.tasks) == 4
    (note,) = [note for note in imported.notes if note.code == "hidden-rows"]
    assert (note.cell, note.params) == ("B4", {"count": "1"})


def test_numbers_read_as_the_sheet_shows_them(path):
    (content,) = import_workbook(path).contents
    assert [task.number for task in content.tasks] == ["1.1", "3.10", "4.1", "2.0"]
    assert [task.extras.get("Done") or task.status for task in content.tasks] == ["35%", "50%", "100%", ""]
    assert content.tasks[3].deadline == "2024-05-01"


def test_a_conversation_takes_the_place_of_its_note(path):
    threads = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="B2" id="1"><text>Is it so?</text></threadedComment>'
        '<threadedComment ref="B2" id="2" parentId="1"><text>It is.</text></threadedComment></ThreadedComments>'
    )
    relation = (
        '<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"'
        ' Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    rewrite(path, rels, lambda data: data.replace(b"</Relationships>", relation.encode()))
    rewrite(path, rels, lambda _data: threads.encode(), "xl/threadedComments/threadedComment1.xml")
    assert by_name(import_workbook(path))["Plan"].remarks == {"name": "Is it so?\nIt is."}


def test_prefixed_names_are_read_too(path):
    def prefixed(data):
        data = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", data)
        return data.replace(b"xmlns=", b"xmlns:x=")

    rewrite(path, "xl/worksheets/sheet1.xml", prefixed)
    imported = import_workbook(path)
    assert by_name(imported)["Build"].links and imported.contents[0].tasks[1].number == "3.10"
    assert codes(imported) == ["hidden-rows", "comment-on-header"]


@pytest.mark.parametrize("part", ["xl/comments/comment1.xml", "xl/worksheets/_rels/sheet1.xml.rels"])
def test_a_part_with_entities_costs_the_details_and_no_more(path, part):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    rewrite(path, part, lambda _data: bomb)
    imported = import_workbook(path)
    assert len(imported.document.tasks) == 4 and not any(task.remarks for task in by_name(imported).values())
    assert codes(imported) == ["details-not-read"]


def test_a_link_over_a_huge_range_ends(path):
    rewrite(
        path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b'ref="B3"', b'ref="A1:XFD1048576"')
    )  # fmt: skip
    assert by_name(import_workbook(path))["Build"].links["name"].startswith("https://")


def test_other_kinds_of_workbooks_say_so_once(path, monkeypatch):
    from dataclasses import replace

    from raci_studio.excel import importing

    real = importing.open_workbook
    monkeypatch.setattr(importing, "open_workbook", lambda *where: replace(real(*where), kind="xls"))
    imported = import_workbook(path)
    assert codes(imported) == ["details-unknown"]
    assert codes(take_tables(with_details(imported.workbook, imported.plan), imported.plan)) == ["details-unknown"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b"<row " * 200_000 + b"</sheetData>"),
        ("xl/comments/comment1.xml", b"</commentList>", b'<comment ref="?"/></commentList>'),
        ("xl/styles.xml", b"<numFmts", b'<numFmt formatCode="' + b"[$" * 100_000 + b'"/><numFmts'),
    ],
)
def test_a_hostile_part_takes_no_time_and_no_import(path, part, old, new):
    plan = recognise(open_workbook(path))
    rewrite(path, part, lambda data: data.replace(old, new))
    start = time.perf_counter()
    found = with_details(Workbook("client.xlsx", path, "xlsx", (Grid("Matrix"),), path.read_bytes()), plan)
    assert time.perf_counter() - start < 2
    assert found.sheets[0].details is not None


def test_columns_have_the_clients_widths(path):
    def widths(data):
        return data.replace(
            b"<sheetData", b'<cols><col min="2" max="3" width="12.5"/><col width="bad" min="4"/></cols><sheetData', 1
        )

    rewrite(path, "xl/worksheets/sheet1.xml", widths)
    assert import_workbook(path).workbook.sheets[0].details.widths == {1: 12.5, 2: 12.5}
