"""Lists, one-cell, transposed and long tables, plans, and what is none of them."""

import pytest
from sheets import lines, only_table, sheet, tables


def test_a_list():
    plan, content = only_table(sheet("""
        Activity | Responsible | Accountable | Consulted     | Informed | Deadline
        Plan     | Anna        | Boris       | Clara, QA/QC  | -        | 2 days
        Build    | Boris;Anna  | Boris       |               | Clara    |
    """))  # fmt: skip
    assert plan.layout == "list"
    assert lines(content) == ["2 Plan: A Boris; C Clara, QA/QC; R Anna", "3 Build: A Boris; I Clara; R Boris, Anna"]
    assert content.people == ("Anna", "Boris", "Clara", "QA/QC")
    assert content.tasks[0].cells["role", "A"] == "C2" and content.tasks[0].deadline == "2 days"


@pytest.mark.parametrize(
    ("header", "letters"),
    [
        ("Tarefa | Executa (Responsible) | Responsável (Accountable) | Informado", "RAI"),
        ("Задача | Исполнитель | Ответственный | Информируется", "RAI"),
        ("Задача | Ответственный | Утверждает | Информируется", "RAI"),
        ("Aufgabe | Verantwortlich | Rechenschaftspflichtig | Informiert", "RAI"),
        ("Task | A | R | I", "ARI"),
        ("task | role_accountable | role_responsible | role_informed", "ARI"),
    ],
)
def test_ambiguous_headers_are_decided_by_the_others(header, letters):
    plan, _content = only_table(sheet(f"""
        {header}
        Plan  | Anna  | Boris | Clara
        Build | Boris | Anna  | Clara
    """))  # fmt: skip
    assert "".join(plan.columns_with("role:").values()) == letters


def test_an_empty_list_is_a_table_without_marks():
    plan, content = only_table(sheet("""
        Activity | Responsible | Accountable | Consulted | Informed
        Plan     | | | |
        Build    | | | |
    """))  # fmt: skip
    assert plan.layout == "list" and [task.task for task in content.tasks] == ["Plan", "Build"]


def test_all_roles_in_one_cell():
    plan, content = only_table(sheet("""
        Phase | Task  | Actors                | Output
        One   | Plan  | R : Anna\\nA : Boris  | Plan
        One   | Build | A : Boris\\nR : Clara | House
        Two   | Sell  | R + A : Anna          | Money
    """))  # fmt: skip
    assert plan.layout == "one-cell"
    assert lines(content) == ["2 Plan: A Boris; R Anna", "3 Build: A Boris; R Clara", "4 Sell: A Anna; R Anna"]
    assert content.tasks[2].result == "Money" and content.tasks[2].step == "Two"


def test_a_transposed_grid():
    plan, content = only_table(sheet("""
        Role            | Create order | Check order | Ship goods | Send invoice
        Project Manager | A            | A           | A          | I
        Lead Developer  | R            | C           | I          | A
        Finance Team    | C            | R           | R          | R
    """))  # fmt: skip
    assert plan.layout == "transposed"
    assert content.people == ("Project Manager", "Lead Developer", "Finance Team")
    assert lines(content)[0] == "B Create order: A Project Manager; C Finance Team; R Lead Developer"
    assert content.tasks[0].cells["person", "Finance Team"] == "B4"


def test_a_long_table():
    plan, content = only_table(sheet("""
        Task  | Person | Role | Remark
        Plan  | Anna   | R    | draft
              | Boris  | A    | final
        Build | Clara  | R    |
        Build | Anna   | A    |
    """))  # fmt: skip
    assert plan.layout == "long"
    assert lines(content) == ["2 Plan: A Boris; R Anna", "4 Build: A Anna; R Clara"]
    assert content.tasks[0].notes == "draft\nfinal"


def test_one_column_of_letters_is_a_grid_of_one():
    plan, content = only_table(sheet("""
        Area | Step  | Role
        One  | Plan  | R
             | Build | A/R
        Two  | Sell  | C
    """))  # fmt: skip
    assert (plan.layout, content.people) == ("grid", ("Role",))
    assert [task.phase for task in content.tasks] == ["One", "One", "Two"]


def test_a_plan_has_tasks_but_no_roles():
    plan, content = only_table(sheet("""
        Project | Kitchen | | | |
        WBS | Task name | Assigned to | Start      | Duration | Predecessors
        1   | Prepare   |             | 2026-03-01 | 3 days   |
        1.1 | Measure   | Anna        | 2026-03-01 | 1 day    |
        1.2 | Order     | Boris       | 2026-03-02 | 2 days   | 1.1
    """))  # fmt: skip
    assert plan.layout == "plan" and content.people == ()
    assert [(t.number, t.task, t.owner, t.duration) for t in content.tasks][1] == ("1.1", "Measure", "Anna", "1 day")


def test_a_plan_with_names_indented_over_columns():
    _plan, content = only_table(sheet("""
        WBS |        |         | Task name | Owner | Start
        1   | House  |         |           |       | 2026-03-01
        1.1 |        | Kitchen |           |       | 2026-03-01
        1.2 |        |         | Measure   | Anna  | 2026-03-01
    """))  # fmt: skip
    assert [task.task for task in content.tasks] == ["House", "Kitchen", "Measure"]


@pytest.mark.parametrize(
    "text",
    [
        # a traffic-light report
        "Project | Scope | Time | Budget\nAlpha | R | A | G\nBeta | G | G | A\nGamma | A | G | G\nDelta | G | R | G",
        # access rights
        "Entity | Clerk | Manager | Admin\nOrder | C | R | CRUD\nCustomer | CR | RU | CRUD\nInvoice | R | R | CRUD",
        # attendance
        "Name | Mon | Tue | Wed\nAnna | P | P | A\nBoris | A | P | P\nClara | P | P | P",
        # grades
        "Student | Maths | Physics | Art\nAnna | A | B | C\nBoris | C | A | A\nClara | B | B | A",
        # sizes
        "Story | Design | Code | Test\nLogin | S | M | L\nSearch | M | L | S\nPay | S | S | M",
        # traceability
        "Case | Req 1 | Req 2 | Req 3\nEmpty | X | | X\nLong | | X |\nShort | X | X |",
        # effort
        "Package | Anna | Boris | Clara\nDesign | 2 | 3 | 1\nCode | 5 | 8 | 3\nTest | 1 | 1 | 2",
        # risks
        "Risk | Category | Probability | Impact | Level\nFire | Site | 2 | 5 | High\nFlood | Site | 1 | 4 | Low",
        # a legend on its own
        "Letter | Meaning\nR | Responsible\nA | Accountable\nC | Consulted\nI | Informed",
        # a glossary
        "Term | Description\nAPI | Interface\nKPI | Indicator",
        "",
        "just a text",
    ],
)  # fmt: skip
def test_what_is_no_matrix_is_left_alone(text):
    assert tables(sheet(text)) == []


def test_a_hidden_sheet_counts_and_an_empty_one_does_not():
    found = tables(sheet("", name="Empty"), sheet("Task | Anna | Boris\nPlan | R | A\nBuild | A | R", name="Old"))
    assert [plan.sheet for plan, _content in found] == ["Old"]
