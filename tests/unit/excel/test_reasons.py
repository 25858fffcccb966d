"""Why a table was recognised so: sentences about rows and columns, computed from sheet and plan."""

from dataclasses import replace
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheets import book, only_table, sheet

from raci_studio.core.i18n import set_language
from raci_studio.excel.content import to_json
from raci_studio.excel.plan import FIELDS, LAYOUTS, ImportPlan, TablePlan
from raci_studio.excel.reading import oriented
from raci_studio.excel.reason_texts import SENTENCES, placed_text, reason_line, reason_text
from raci_studio.excel.recognise.reasons import Reason, explain

GRID = sheet("""
    RACI of moving | | | | |
    Task      | Anna | Boris | Clara | Due    | Colour
    Phase one |      |       |       |        |
    Pack      | R    | A     | C     | Monday | red
    Carry     | R/A  |       | C     |        |
              |      |       |       |        |
    Unpack    | A    | R     | later |        | blue
    Rest      |      |       |       |        |
    Legend    |      |       |       |        |
    R | Responsible | | | |
    A | Accountable | | | |
    C | Consulted | | | |
""")
LIST = sheet("""
    Task  | Исполнитель | Ответственный | Extra words
    Pack  | Anna | Boris |
    Carry | Boris | Anna | x
    Rest  | Anna | Boris |
""")


@pytest.fixture(autouse=True)
def english():
    set_language("en")


def told(grid, plan):
    return [reason_line(grid, reason) for reason in explain(grid, plan)]


def test_a_grid_is_explained_cell_by_cell():
    plan, _content = only_table(GRID)
    lines = told(GRID, plan)
    assert "Row 2: 3 of 6 cells are short texts over columns of letters, so this is the header." in lines
    assert "Row 2: 2 of 3 cells that head no person name a field or a role (Task, Due)." in lines
    assert any(line.startswith("Column A: Tasks, headed “Task”; filled in 4 of 4 rows") for line in lines)
    assert "Column B: A person or position, letters in 3 of 4 rows (R 2, A 2)." in lines
    assert "Column F: “Colour” names no field of a task; kept as an extra column, filled in 2 of 4 rows." in lines
    assert "Row 3: A section, “Phase one” stands alone without roles." in lines
    assert "Row 6: No task, a blank row inside the table." in lines
    assert "Row 8: The last row, 9 (“Legend”) is no task any more." in lines
    assert "C — is consulted: the legend says so in A12 (“Consulted”)." in lines
    assert "I — is informed: as in RACI." not in lines  # the legend has no such letter, and neither has the plan
    assert "Less sure: rows without any letter: 1 of 4." in lines and lines[-1].startswith("How sure")


def test_the_legend_leads_to_its_cell():
    plan, _content = only_table(GRID)
    reason = next(reason for reason in explain(GRID, plan) if reason.params.get("letter") == "R")
    assert (reason.code, reason.row, reason.column) == ("letter-legend", 9, 0)


def test_a_word_of_two_meanings_is_decided_by_another_column():
    plan, _content = only_table(LIST)
    said = told(LIST, plan)
    assert "Column B: “Исполнитель” stands for R; filled in 3 of 3 rows." in said
    assert "Column C: “Ответственный” could be R or A; another column is R already. Filled in 3 of 3 rows." in said
    alone = replace(plan, columns={0: "task", 2: "role:R"})
    assert any("could be R or A; no other column speaks for A" in line for line in told(LIST, alone))
    assert "Less sure: columns of roles: only 2." in said


def test_skipped_rows_say_why():
    grid = sheet("""
        Task  | Anna | Boris
        Pack  | R    | A
        Total | 1    | 1
              | x    |
        Carry | A    | R
        again | |
        Rest  | R    | A
    """)
    plan = TablePlan(
        "Sheet1", "grid", (0,), 1, 6, {0: "task", 1: "person:Anna", 2: "person:Boris"}, {}, frozenset({2, 3}),
        frozenset({5}), letters={"R": "does", "A": "answers"},
    )  # fmt: skip
    codes = {reason.row: reason.code for reason in explain(grid, plan) if reason.row and reason.row > 1}
    assert codes == {2: "skipped-total", 3: "skipped-unnamed", 5: "continued-row", 6: "ends-with-sheet"}


def test_a_turned_table_names_the_sheets_own_rows_and_columns():
    grid = sheet("""
        Role  | Pack | Carry | Store | Unpack
        Clerk | R    | A     | R     | R
        Chief | A    | R     | A     | A
        Guard | I    | I     | I     | I
    """)
    plan, _content = only_table(grid)
    assert plan.layout == "transposed"
    lines = told(oriented(grid, plan), plan)
    assert any(line.startswith("Row 2: A person or position, letters in 4 of 4 rows") for line in lines)
    assert any(line.startswith("Column E: The last row") for line in lines)


def test_the_answer_has_the_reasons():
    plan, content = only_table(GRID)
    (table,) = to_json(book(GRID), ImportPlan((plan,)), [content])["tables"]
    header = next(reason for reason in table["reasons"] if reason["code"] == "header-over-letters")
    assert header["row"] == 2 and "column" not in header and header["message"].startswith("3 of 6 cells")
    assert next(reason for reason in table["reasons"] if reason["code"] == "person-column")["column"] == "B"


def test_every_code_has_a_sentence_with_its_own_numbers():
    assert placed_text("", "So.") == "So." and placed_text("C", "So.") == "Column C: So."
    for code, sentence in SENTENCES.items():
        names = {name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name}
        params = {name: "does" if name == "kind" else "7" for name in names}
        text = reason_text(Reason(code, params=params))
        assert "{" not in text and (not names or "7" in text)


WORDS = st.sampled_from(
    ["", "", "R", "A", "C/I", "Task", "Anna", "x", "12", "a longer text about the work", "R: Anna", "-"]
)
MEANINGS = [
    *FIELDS,
    "person:Anna",
    "person:Boris",
    "role:R",
    "roles",
    "person",
    "role",
    "tick:R:Anna",
    "extra:x",
    "ignored",
]


@given(
    st.lists(st.lists(WORDS, max_size=5), min_size=1, max_size=8),
    st.dictionaries(st.integers(0, 6), st.sampled_from(MEANINGS), max_size=5),
    st.sampled_from(LAYOUTS),
    st.lists(st.integers(0, 9), min_size=3, max_size=6),
)
def test_whatever_a_person_says_is_explained(rows, columns, layout, places):
    grid = replace(sheet("x"), rows=tuple(map(tuple, rows)))
    first, last = sorted(places[:2])
    plan = TablePlan(
        "Sheet1", layout, tuple(sorted(set(places[2:]))), first, last, columns, {places[0]: "x"},
        frozenset(places[3:4]), frozenset(places[4:5]), letters={"R": "does", "И": "is informed"},
    )  # fmt: skip
    turned = oriented(grid, plan)
    for reason in explain(turned, plan):
        assert reason_line(turned, reason)
