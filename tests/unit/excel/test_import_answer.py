"""The answer of `import --json`, predecessors, and the document that is built."""

from pathlib import Path

import pytest
from sheets import book, only_table, sheet

from raci_studio.core.i18n import set_language
from raci_studio.excel.content import TableContent, TaskContent, read_table, to_json
from raci_studio.excel.document import build_document
from raci_studio.excel.notes import SENTENCES, ImportNote, message
from raci_studio.excel.predecessors import Link, resolve
from raci_studio.excel.read import Workbook
from raci_studio.excel.recognise import recognise

MATRIX = """
    RACI of buying | | | | |
    ID  | Task      | Anna | Boris | Due    | Depends on | Priority
        | Phase 1   |      |       |        |            |
    T-1 | Ask       | R    | A     | 2 days |            | high
    T-2 | Compare   | R    | A/C   |        | T-1        | low
    T-3 | Buy       | A    | R     |        | T-1, T-2+2d | low
"""


@pytest.fixture
def matrix_book():
    grids = (sheet(MATRIX, name="RACI"),)
    return Workbook("buying.xlsx", Path("buying.xlsx"), "xlsx", grids, b"the client's bytes")


def whole(workbook):
    plan = recognise(workbook)
    grids = {grid.name: grid for grid in workbook.sheets}
    return plan, [read_table(grids[table.sheet], table) for table in plan.tables]


def test_the_answer(matrix_book):
    answer = to_json(matrix_book, *whole(matrix_book))
    (table,) = answer["tables"]
    assert answer["file"] == "buying.xlsx"
    assert (table["sheet"], table["layout"], table["header_row"]) == ("RACI", "grid", 2)
    assert (table["first_task_row"], table["last_task_row"], table["scheme"]) == (4, 6, "RACI")
    assert table["scheme_kinds"]["R"] == "does" and table["people"] == ["Anna", "Boris"]
    assert table["columns"]["B"] == "task" and table["columns"]["C"] == "person:Anna"
    assert table["tasks"][1] == {
        "row": 5, "process": "", "step": "Phase 1", "task": "Compare", "roles": {"R": ["Anna"], "A": ["Boris"],
        "C": ["Boris"], "I": []},
        "deadline": "", "result": "", "format": "", "channel": "", "notes": "", "number": "T-2", "priority": "low",
        "predecessors": [{"row": 4, "lag_days": 0.0}], "extras": {}, "predecessors_text": "T-1",
    }  # fmt: skip
    assert table["tasks"][2]["predecessors"] == [{"row": 4, "lag_days": 0.0}, {"row": 5, "lag_days": 2.0}]


def test_the_document(matrix_book):
    document, notes = build_document(matrix_book, *whole(matrix_book))
    assert [task.name for task in document.tasks_in_order()] == ["Ask", "Compare", "Buy"]
    assert [person.name for person in document.people_in_order()] == ["Anna", "Boris"]
    ask, compare, buy = document.tasks_in_order()
    assert [(mark.letter, document.people[mark.person].name) for mark in compare.marks] == [
        ("R", "Anna"), ("A", "Boris"), ("C", "Boris"),
    ]  # fmt: skip
    assert (ask.deadline, ask.step, dict(ask.extras)) == ("2 days", "Phase 1", {"ID": "T-1", "Priority": "high"})
    assert [(link.before, link.after, link.lag_days) for link in document.dependencies] == [
        (ask.id, compare.id, 0.0), (ask.id, buy.id, 0.0), (compare.id, buy.id, 2.0),
    ]  # fmt: skip
    assert [process.name for process in document.processes.values()] == ["RACI"]
    (table,) = document.tables
    assert (table.header_row, table.first_row, table.last_row, ask.origin.row) == (2, 4, 6, 4)
    assert table.columns["B"] == "name" and table.columns["C"] == f"person:{document.people_order[0]}"
    assert table.columns["G"] == "extra:Priority" and document.extra_columns == ("ID", "Priority")
    assert document.source.data == b"the client's bytes" and notes == ()


def test_a_process_column_makes_processes():
    grid = sheet("""
        Process | Task | Anna | Boris
        Buy     | Ask  | R    | A
                | Pay  | R    | A
        Sell    | Call | A    | R
    """)  # fmt: skip
    workbook = Workbook("a.csv", Path("a.csv"), "csv", (grid,))
    document, _notes = build_document(workbook, *whole(workbook))
    assert [(p.name, len(document.tasks_of(p.id))) for p in document.processes.values()] == [("Buy", 2), ("Sell", 1)]


def test_nothing_recognised_still_carries_the_workbook():
    workbook = Workbook("a.xlsx", Path("a.xlsx"), "xlsx", (sheet("a text"),), b"bytes")
    document, _notes = build_document(workbook, *whole(workbook))
    assert not document.tasks and document.source.data == b"bytes"
    assert to_json(workbook, *whole(workbook)) == {"file": "a.xlsx", "tables": [], "notes": []}


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("1", [(2, 0)]), ("1fs", [(2, 0)]), ("1FS+2 days", [(2, 2)]), ("1, 2", [(2, 0), (3, 0)]),
        ("1;2", [(2, 0), (3, 0)]),
        ("1 - Plan", [(2, 0)]), ("Plan", [(2, 0)]), ("1+1w", [(2, 5)]), ("2ОН-1д", [(3, -1)]), ("-", []),
        ("7", []), ("3", []),
    ],
)  # fmt: skip
def test_predecessors(typed, rows):
    _plan, content = only_table(sheet(f"""
        ID | Task  | Anna | Boris | Predecessors
        1  | Plan  | R    | A     |
        2  | Draw  | R    | A     |
        3  | Build | A    | R     | {typed}
    """))  # fmt: skip
    links, notes = resolve(content)
    assert [(link.row, link.lag_days) for link in links.get(4, [])] == rows
    assert [note.code for note in notes] == (["unresolved-predecessor"] if typed in ("7", "3") else [])


def test_alternatives():
    tasks = (TaskContent(2, "Plan"), TaskContent(3, "Draw"), TaskContent(4, "Build", predecessors="1|2; 1"))
    links, _notes = resolve(TableContent("S", tasks))
    assert links == {4: [Link(2, 0.0, "0"), Link(3, 0.0, "0")]}


def test_every_note_can_be_said():
    set_language("en")
    for code in SENTENCES:
        params = dict.fromkeys(("letter", "text", "name", "columns", "count", "sheet"), "Q")
        assert message(ImportNote("D7", code, params)).endswith(".")


def test_a_workbook_is_a_value():
    assert book(sheet("a")).sheets[0] == sheet("a")
