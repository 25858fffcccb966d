"""Our own workbooks come home: with the part we wrote they are what they were, without it they are known by their looks."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from helpers import matrix
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from raci_studio.analysis.audit import analyse
from raci_studio.core import edits, i18n
from raci_studio.core.document import Absence
from raci_studio.core.scheme import SCHEMES, RoleKind, make_scheme
from raci_studio.excel.annotate import annotated_copy
from raci_studio.excel.grid import Grid
from raci_studio.excel.importing import import_workbook
from raci_studio.excel.notes import message
from raci_studio.excel.own import OwnPart, is_added, read_part, with_part
from raci_studio.excel.sheets import finding_rows, people_rows
from raci_studio.excel.write import new_workbook

SHEET = """
task       | Anna | Boris | deadline
Write it   | R    | A     | 3 days
Check it   | A    | R     |
Send it    | R    |       | 1 day
"""


@pytest.fixture
def document():
    return matrix(SHEET)


def home(tmp_path, data, name="home.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return import_workbook(path)


def without_part(data):
    """Return the workbook as a program that drops custom parts saves it."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for info in old.infolist():
            if not info.filename.startswith("customXml/"):
                held = old.read(info)
                if info.filename == "xl/_rels/workbook.xml.rels":
                    held = re.sub(rb'<Relationship [^>]*/customXml"[^>]*>', b"", held)
                new.writestr(info, held)
    return result.getvalue()


def changed(data, change):
    book = load_workbook(io.BytesIO(data))
    change(book)
    result = io.BytesIO()
    book.save(result)
    return with_part(result.getvalue(), read_part(data))


def client_workbook(tmp_path, change=lambda book: None):
    book = Workbook()
    sheet = book.active
    sheet.title = "RACI"
    for row in (["Task", "Anna", "Boris"], ["Plan", "R", "A"], ["Build", "A", "R"], ["Ship", "", "R"]):
        sheet.append(row)
    change(book)
    path = tmp_path / "client.xlsx"
    book.save(path)
    return import_workbook(path).document


def annotated(document):
    return annotated_copy(document.source, document, analyse(document), macros=False).data


# With the part


@pytest.mark.parametrize("layout", ["list", "grid"])
def test_ids_are_those_it_was_written_with(tmp_path, document, layout):
    again = home(tmp_path, new_workbook(document, analyse(document), layout)).document
    names = {task.id: task.name for task in document.tasks_in_order()}
    assert {task.id: task.name for task in again.tasks_in_order()} == names
    assert {p.id: p.name for p in again.people_in_order()} == {p.id: p.name for p in document.people_in_order()}
    assert again.next_number >= document.next_number


def test_a_task_moved_renamed_or_inserted_by_the_client(tmp_path, document):
    first, _second, third = document.order

    def change(book):
        sheet = book["Matrix"]
        sheet.insert_rows(2)
        sheet["C2"], sheet["D2"] = "A new one", "Anna"
        sheet["C4"] = "Check it twice"  # row 3 when it was written, and now renamed as well

    again = home(tmp_path, changed(new_workbook(document, analyse(document)), change)).document
    names = {task.name: task.id for task in again.tasks_in_order()}
    assert (names["Write it"], names["Send it"]) == (first, third)
    assert names["A new one"] not in (first, third)
    assert len(again.tasks) == 4 and len(set(again.order)) == 4


def test_a_task_renamed_in_its_row_keeps_its_id(tmp_path, document):
    def change(book):
        book["Matrix"]["C3"] = "Check it twice"

    again = home(tmp_path, changed(new_workbook(document, analyse(document)), change)).document
    assert again.tasks[document.order[1]].name == "Check it twice"


def test_a_scheme_of_the_users_own_comes_home(tmp_path, document):
    scheme = make_scheme("Ours", {"W": RoleKind.DOES, "Z": RoleKind.ANSWERS, "C": RoleKind.CONSULTS})
    document = edits.set_scheme(document, scheme)
    anna, boris = document.people_order
    for task in document.order:
        document = edits.set_letters(document, task, anna, ["W"])
        document = edits.set_letters(document, task, boris, ["Z"])
    for layout in ("list", "grid"):
        again = home(tmp_path, new_workbook(document, analyse(document), layout)).document
        assert again.settings.scheme == scheme
        assert [task.marks for task in again.tasks_in_order()] == [task.marks for task in document.tasks_in_order()]


def test_a_part_that_somebody_changed_is_no_trouble(tmp_path, document):
    data = new_workbook(document, analyse(document))
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for info in old.infolist():
            held = old.read(info)
            new.writestr(info, held.replace(b'"tasks":', b'"tusks":') + b"<" * info.filename.startswith("customXml/"))
    assert read_part(result.getvalue()) is None
    assert len(home(tmp_path, result.getvalue()).document.tasks) == 3


def test_the_part_is_a_relation_of_the_workbook_so_that_excel_keeps_it(document):
    data = new_workbook(document, analyse(document))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "customXml/item1.xml" in archive.namelist()
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
        assert 'relationships/customXml" Target="/customXml/item1.xml"' in relations
    assert read_part(data) == read_part(with_part(without_part(data), read_part(data)))


# Annotated copies


@pytest.mark.parametrize("strip", [lambda data: data, without_part], ids=["with the part", "without it"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_annotated_copy_is_the_same_matrix(tmp_path, strip, language):
    document = client_workbook(tmp_path)
    try:
        i18n.set_language(language)
        data = strip(annotated(document))
    finally:
        i18n.set_language("en")
    again = home(tmp_path, data).document
    assert [(t.name, t.marks, t.remarks) for t in again.tasks_in_order()] == [
        (t.name, t.marks, t.remarks) for t in document.tasks_in_order()
    ]
    assert len(again.tables) == 1 and again.order == document.order


@pytest.mark.parametrize("strip", [lambda data: data, without_part], ids=["with the part", "without it"])
def test_what_the_client_said_in_the_same_cell_stays(tmp_path, strip):
    def change(book):
        book["RACI"]["A4"].comment = Comment("Ask Boris first", "Client")  # "Ship" has nobody who answers: our note

    document = client_workbook(tmp_path, change)
    assert any("Ask Boris first" in text for text in document.tasks[document.order[2]].remarks.values())
    again = home(tmp_path, strip(annotated(document))).document
    assert again.tasks[document.order[2]].remarks == document.tasks[document.order[2]].remarks


def test_rows_struck_through_are_deleted_tasks(tmp_path):
    def change(book):
        for cell in book["RACI"][3]:
            cell.font = Font(strike=True)
        book["RACI"]["A4"].font = Font(strike=True)  # one cell only: no deletion

    assert [task.name for task in client_workbook(tmp_path, change).tasks_in_order()] == ["Plan", "Ship"]
    (note,) = import_workbook(tmp_path / "client.xlsx").notes
    assert (note.cell, message(note)) == ("A3", "“Build” is struck through; it was left out as a deleted task.")


def test_a_sheet_struck_through_as_a_whole_is_read_all_the_same(tmp_path):
    def change(book):
        for row in book["RACI"]["A2:C4"]:
            for cell in row:
                cell.font = Font(strike=True)

    assert len(client_workbook(tmp_path, change).tasks) == 3


def test_ids_follow_rows_and_names():
    part = OwnPart(tasks={"S": ((2, "t1", "One"), (3, "t2", "Two"), (4, "t3", "Same"), (5, "t4", "Same"))})
    assert part.ids("S", [(2, "One"), (3, "Two")]) == {2: "t1", 3: "t2"}
    assert part.ids("S", [(2, "two"), (3, "One")]) == {2: "t2", 3: "t1"}
    assert part.ids("S", [(4, "Same"), (5, "Same"), (6, "Same")]) == {4: "t3", 5: "t4"}
    assert part.ids("S", [(2, "Other")]) == {2: "t1"}
    assert part.ids("elsewhere", [(2, "One")]) == {}


def test_a_part_survives_as_it_was():
    scheme = SCHEMES["ОИКУ"]
    part = OwnPart(("Замечания",), {"Лист": ((2, "t1", "Задача <1> & ко"),)}, {"анна": "p1"}, {"П": "c1"},
                   {"Лист": {"D7": "Ошибка D401: нет"}}, scheme.name, scheme.kinds, 7)  # fmt: skip
    book = io.BytesIO()
    Workbook().save(book)
    assert read_part(with_part(book.getvalue(), part)) == replace(part, kinds=dict(part.kinds))


def test_our_sheets_are_known_by_their_headers(document):
    analysis = analyse(document)
    for language in i18n.LANGUAGES:
        try:
            i18n.set_language(language)
            sheets = [
                Grid("x", (rows[0],)) for rows in (finding_rows(document, analysis), people_rows(document, analysis))
            ]
        finally:
            i18n.set_language("en")
        assert all(map(is_added, sheets))
    assert not is_added(Grid("x", (("Severity", "Code", "What"),))) and not is_added(Grid("x"))


def test_the_checklist_goes_with_it_and_comes_home_as_ours(tmp_path, document):
    data = new_workbook(document, analyse(document))
    book = load_workbook(io.BytesIO(data))
    rows = list(book["Checklist"].iter_rows(values_only=True))
    assert rows[0] == ("Step", "Question", "Status", "Answer", "Findings") and len(rows) == 29
    assert home(tmp_path, data).document.order == document.order
    assert [table.sheet for table in home(tmp_path, without_part(data)).plan.tables] == ["Matrix"]


def test_people_without_a_letter_and_what_is_known_of_them_come_home(tmp_path, document):
    document = edits.add_person(document, "Zoe")
    zoe, anna = document.people_order[-1], document.people_order[0]
    document = edits.set_person(document, anna, deputies=(zoe,), absences=(Absence("2026-07-01", "2026-07-03"),))
    document = edits.set_process(document, document.process_order[0], name="Launch", owner=zoe, systems={"Jira": "IT"})
    again = home(tmp_path, new_workbook(document, analyse(document))).document
    person = again.person_named("Anna")
    assert [again.people[one].name for one in person.deputies] == ["Zoe"]
    assert person.absences == (Absence("2026-07-01", "2026-07-03"),)
    (process,) = again.processes.values()
    assert (process.name, again.people[process.owner].name, process.systems) == ("Launch", "Zoe", {"Jira": "IT"})


def test_strange_words_in_our_sheets_are_passed_over(tmp_path, document):
    def scribble(book):
        sheet = book["Process"]
        heads = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, heads["Pairs of tasks one person must not do both"]).value = "1–2; 1–99; x; 2"
        people = book["People"]
        heads = {cell.value: cell.column for cell in people[1]}
        people.cell(2, heads["Away"]).value = "in summer; 2026-07-01"
        people.cell(2, heads["Hours a day"]).value = "many"

    document = edits.set_process(document, document.process_order[0], escalation="Anna")
    data = changed(new_workbook(document, analyse(document)), scribble)
    again = home(tmp_path, data).document
    (process,) = again.processes.values()
    assert process.incompatible == ((again.order[0], again.order[1]),)
    assert again.person_named("Anna").absences == (Absence("2026-07-01", "2026-07-01"),)
    assert again.person_named("Anna").hours_per_day == 8


def test_a_full_day_is_not_written_down(document):
    hours = people_rows(document, analyse(document))
    place = hours[0].index("Hours a day")
    assert {row[place] for row in hours[1:]} == {""}
