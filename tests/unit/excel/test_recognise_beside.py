"""What stands beside, between and below the people of a grid and is none of them."""

import pytest
from sheets import lines, only_table, sheet, tables

from raci_studio.excel.grid import Grid

FIRST_TWO = ["2 Plan: A Boris; I Clara; R Anna", "3 Build: A Anna; C Clara; R Boris"]


def beside(header: str, *texts: str) -> Grid:
    """Return a small matrix of three people with one more column."""
    marks = ("R | A | I", "A | R | C", "I | A | R", "R | A | I")
    tasks = ("Plan", "Build", "Test", "Ship")
    rows = [f"{task} | {mark} | {text}" for task, mark, text in zip(tasks, marks, texts)]
    return sheet("\n".join([f"Task | Anna | Boris | Clara | {header}", *rows]))


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        ("RAG", ("G", "A", "R", "R")),
        ("MoSCoW", ("M", "S", "C", "W")),
        ("Kind", ("M", "A", "M", "A")),
        ("Week 1", ("X", "X", "", "X")),
        ("2024-01-08", ("", "", "", "")),
        ("Count of R", ("", "", "", "")),
        ("Итого", ("", "", "", "")),
        ("KW 12", ("", "x", "", "")),
        ("Critical", ("Y", "", "Y", "")),
        ("RAG", ("R", "A", "A", "G")),
    ],
)  # fmt: skip
def test_a_column_of_other_codes_is_no_person(header, texts):
    plan, content = only_table(beside(header, *texts))
    assert content.people == ("Anna", "Boris", "Clara")
    assert lines(content)[:2] == FIRST_TWO and len(content.tasks) == 4
    assert not any(texts) or plan.columns[4] in (f"extra:{header}", "status", "priority")


def test_a_person_with_a_letter_nobody_knows_stays_a_person():
    _plan, content = only_table(beside("Dana", "X", "X", "", "X"))
    assert content.people[-1] == "Dana"
    _plan, content = only_table(sheet("""
        Task  | Anna | Boris | Clara
        Plan  | R    | A     | I
        Build | A    | R     | T
        Test  | R    | A     | I
        Ship  | R    | A     | C
        Sell  | R    | A     | C
    """))  # fmt: skip
    assert content.people == ("Anna", "Boris", "Clara")


def test_bars_of_a_chart_beside_the_people():
    plan, content = only_table(sheet("""
        Task  | Anna | Boris | Clara | 1st | 2nd | 3rd | 4th
        Plan  | R    | A     | I     | x   |     |     |
        Build | A    | R     | C     |     | x   | x   |
        Test  | I    | A     | R     |     |     |     | x
    """))  # fmt: skip
    assert content.people == ("Anna", "Boris", "Clara")
    assert plan.columns[4] == "extra:1st" and content.tasks[0].extras == {"1st": "x"}


@pytest.mark.parametrize("header", ["R", "Values"])
def test_a_list_of_choices_beside_the_matrix_is_no_person(header):
    first = "" if header == "Values" else "A"
    cells = ["R", "A", "C", "I"] if not first else ["A", "C", "I", ""]
    rows = [f"{task} | R | A | C | | | {cell}" for task, cell in zip(("Plan", "Build", "Test", "Ship"), cells)]
    _plan, content = only_table(sheet("\n".join([f"Task | Anna | Boris | Clara | | | {header}", *rows])))
    assert content.people == ("Anna", "Boris", "Clara") and len(content.tasks) == 4


@pytest.mark.parametrize(
    "below",
    [
        "# of R | 1 | 1 | 1\n# of A | 1 | 2 | 0\nLoad | high | low | low",
        "R | 1 | 1 | 1\nA | 1 | 2 | 0",
        "Hours | 12.5 | 30 h | 5\nCost | $1,200 | 300 € | 5 %",
        "R | Responsible | |\nA | Accountable | |\nC | Consulted | |\nI | Informed | |",
        "P = Prepared, D = Decided | | |",
        " | | |\nPerson | R | A | C\nAnna | 1 | 1 | 0\nBoris | 1 | 2 | 0",
    ],
)
def test_counts_and_legends_right_below_are_no_tasks(below):
    text = "Task | Anna | Boris | Clara\nPlan | R | A | I\nBuild | A | R | C\nTest | I | A | R\n"
    _plan, content = only_table(sheet(text + below))
    assert [task.task for task in content.tasks] == ["Plan", "Build", "Test"]
    assert content.people == ("Anna", "Boris", "Clara")


def test_counts_between_the_phases_are_no_tasks():
    plan, content = only_table(sheet("""
        Task     | Anna | Boris
        Plan     | R    | A
        Build    | A    | R
        Subtotal | 1    | 1
        Test     | R    | A
    """))  # fmt: skip
    assert [task.task for task in content.tasks] == ["Plan", "Build", "Test"]
    assert [(note.cell, note.code) for note in content.notes] == [
        ("A4", "text-not-read"), ("B4", "text-not-read"), ("C4", "text-not-read"),
    ]  # fmt: skip
    assert plan.skipped == {3}


def test_a_row_of_capacities_below_the_names_is_no_part_of_them():
    _plan, content = only_table(sheet("""
        Task  | Anna | Boris | Clara
        FTE   | 0.5  | 1     | 100%
        Plan  | R    | A     | I
        Build | A    | R     | C
    """))  # fmt: skip
    assert content.people == ("Anna", "Boris", "Clara")


@pytest.mark.parametrize("names", ["A | B | IC", "R.I. | CI | AC", "AR | RC | IA", "CEO | CIO | IA"])
def test_initials_that_look_like_marks_head_their_columns(names):
    _plan, content = only_table(sheet(f"""
        Task  | {names}
        Plan  | R | A | I
        Build | A | R | C
    """))  # fmt: skip
    assert content.people == tuple(names.split(" | "))
    assert len(content.tasks) == 2


@pytest.mark.parametrize("sign", ["N°", "N.", "S/N"])
def test_the_sign_of_a_number_column_is_no_mark(sign):
    _plan, content = only_table(sheet(f"""
        RACI | | |
        {sign} | Actividades | Ana | Luis
        1 | Plan | R | A
        2 | Obra | A | R
    """))  # fmt: skip
    assert lines(content) == ["3 Plan: A Luis; R Ana", "4 Obra: A Ana; R Luis"]


def test_tasks_of_one_letter():
    _plan, content = only_table(sheet("""
        Task | Anna | Boris
        A    | R    | A
        B    | A    | R
        C    | I    | R
    """))  # fmt: skip
    assert lines(content) == ["2 A: A Boris; R Anna", "3 B: A Anna; R Boris", "4 C: I Anna; R Boris"]


def test_sections_that_begin_with_a_letter_are_no_legend():
    plan, content = only_table(sheet("""
        Task        | Anna | Boris
        A: Analysis |      |
        Ask         | R    | A
        B: Build    |      |
        Code        | A    | R
        C: Check    |      |
        Test        | A    | R
    """))  # fmt: skip
    assert list(plan.sections.values()) == ["A: Analysis", "B: Build", "C: Check"]
    assert [task.task for task in content.tasks] == ["Ask", "Code", "Test"]


def test_the_task_column_may_stand_on_the_right():
    plan, content = only_table(sheet("""
        Due   | Anna | Boris | Task
        1 May | R    | A     | Plan
        2 May | A    | R     | Build
    """))  # fmt: skip
    assert (plan.columns[0], plan.columns[3]) == ("deadline", "task")
    assert lines(content) == ["2 Plan: A Boris; R Anna", "3 Build: A Anna; R Boris"]


def test_tables_side_by_side_may_begin_on_different_rows():
    found = tables(sheet("""
        Task  | Anna | Boris |  |      |      |
        Plan  | R    | A     |  |      |      |
        Build | A    | R     |  | Task | Dana | Eve
        Test  | I    | R     |  | Sell | R    | A
        Ship  | A    | R     |  | Pay  | A    | R
    """))  # fmt: skip
    assert [content.people for _plan, content in found] == [("Anna", "Boris"), ("Dana", "Eve")]


@pytest.mark.parametrize(
    "text",
    [
        # a log of risks, assumptions, issues and dependencies
        "ID | Type | Description | Owner\n1 | R | Fire | Anna\n2 | A | Staff | Boris\n3 | I | Power | Anna\n4 | D | Mail | Eve",
        "Entity | Clerk | Manager | Admin\nOrder | CR | RU | CRUD\nClient | C | R | CRUD\nBill | R | RU | CRUD",
        "Roles | Status\nR | Open\nA | Closed\nC | Waiting\nI | Done",
    ],
)  # fmt: skip
def test_codes_of_rows_and_rights_are_no_matrix(text):
    assert tables(sheet(text)) == []
    assert tables(sheet(text), file="RACI of the house.xlsx") == [] or "CRUD" in text


def test_a_position_that_begins_like_a_mark_heads_its_column():
    _plan, content = only_table(sheet("""
        R | Responsible | |
        A | Accountable | |
        C | Consulted | |
          | | |
        Work  | QA Lead | Anna | Boris
        Plan  | R       | A    | C
        Build | A       | R    | C
    """))  # fmt: skip
    assert content.people == ("QA Lead", "Anna", "Boris") and len(content.tasks) == 2


def test_a_legend_below_may_begin_in_the_column_of_numbers():
    _plan, content = only_table(sheet("""
        No | Task  | Anna | Boris
        1  | Plan  | R    | A
        2  | Build | A    | R
        R  | Responsible | |
        A  | Accountable | |
        I  | Informed    | |
    """))  # fmt: skip
    assert [task.task for task in content.tasks] == ["Plan", "Build"]


@pytest.mark.parametrize("mark", ["{letter} - {word}", "{word} ({letter})"])
def test_marks_written_in_full_are_no_legend(mark):
    r, a, c, i = (
        mark.format(letter=word[0], word=word) for word in ("Responsible", "Accountable", "Consulted", "Informed")
    )
    rows = [f"Task {n} | {r} | {a} | {i if n % 2 else c}" for n in range(5)]
    _plan, content = only_table(sheet("\n".join(["Task | Anna | Boris | Clara", *rows])))
    assert content.people == ("Anna", "Boris", "Clara")
    assert [len([task for task in content.tasks if task.roles[letter]]) for letter in "RACI"] == [5, 5, 3, 2]


def test_the_last_task_above_its_totals_keeps_its_letters():
    _plan, content = only_table(sheet("""
        Task  | Anna | Boris | Clara
        Plan  | R    | A     | I
              |      |       |
        Build | A    | R     | C
        Total | 2    | 2     | 2
    """))  # fmt: skip
    assert lines(content) == ["2 Plan: A Boris; I Clara; R Anna", "4 Build: A Anna; C Clara; R Boris"]


def test_a_person_beyond_one_without_letters_is_no_list_of_choices():
    _plan, content = only_table(sheet("""
        Task  | Anna | Boris | Clara | Dana
        Plan  | R    | I     |       | A
        Build | A    | R     |       | C
        Test  | A    | I     |       | R
    """))  # fmt: skip
    assert content.people == ("Anna", "Boris", "Clara", "Dana")
