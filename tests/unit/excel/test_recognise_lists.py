"""Lists and one-cell tables in the shapes clients send them, and marks and letters written in unusual ways."""

import pytest
from sheets import lines, only_table, sheet, tables

from raci_studio.excel.marks import split_roles

TWO = ["2 Plan: A Boris; C Clara; R Anna", "3 Build: A Anna; I Clara; R Boris"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("R: Anna; A: Boris; C: Clara", "R: Boris; A: Anna; I: Clara"),
        ("Anna (R), Boris (A), Clara (C)", "Boris (R), Anna (A), Clara (I)"),
        ("Anna - R; Boris - A; Clara - C", "Boris – R; Anna – A; Clara – I"),
        ("Anna: R\\nBoris: A\\nClara: C", "Boris: R\\nAnna: A\\nClara: I"),
        ("Responsible: Anna\\nAccountable: Boris\\nConsulted: Clara", "Responsible: Boris; Accountable: Anna; Informed: Clara"),
    ],
)  # fmt: skip
def test_all_roles_in_one_cell(first, second):
    plan, content = only_table(sheet(f"Step | Who | Due\nPlan | {first} | May\nBuild | {second} | June"))
    assert plan.layout == "one-cell" and lines(content) == TWO
    assert [task.deadline for task in content.tasks] == ["May", "June"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Anna (R/A), Boris (C)", [(("R", "A"), "Anna"), (("C",), "Boris")]),
        ("Anna (Ltd.), Boris (C)", []), ("Phase A - Boris", []), ("Due: May", []), ("Anna (R), and others", []),
        ("Responsible: Anna\nelse", []), ("Responsible:", []),
    ],
)  # fmt: skip
def test_what_is_a_list_of_roles(text, parts):
    assert split_roles(text) == parts


def test_codes_after_a_dash_are_no_roles():
    assert tables(sheet("""
        Room   | Block
        Office | North - A
        Store  | South - C
        Yard   | East - R
    """)) == []  # fmt: skip


def test_a_legend_in_cells_is_no_table_of_its_own():
    plan, content = only_table(sheet("""
        Aufgabe | Leiter | Team | Kunde
        Auftrag | V | M | E
        Plan    | V | D | I
        Bau     | V | D | I
        V = Verantwortlich | D = Durchführung | M = Mitwirkung | I = Information
        E = Entscheidung | | |
    """))  # fmt: skip
    assert [task.task for task in content.tasks] == ["Auftrag", "Plan", "Bau"]
    assert plan.layout == "grid"


def test_the_words_of_rapid_head_a_list():
    plan, content = only_table(sheet("""
        Decision | Recommend | Agree | Perform | Input | Decide
        Vendor   | Anna      | Boris | Clara   | Dana  | Eve
        Budget   | Boris     | Anna  | Clara   |       | Eve
    """))  # fmt: skip
    assert (plan.layout, plan.scheme) == ("list", "RAPID")
    assert lines(content)[0] == "2 Vendor: A Boris; D Eve; I Dana; P Clara; R Anna"


@pytest.mark.parametrize("lead", ["Due", "No"])
def test_the_tasks_of_a_list_may_stand_on_the_right(lead):
    plan, content = only_table(sheet(f"""
        {lead} | Responsible | Task  | Accountable | Informed
        1      | Anna        | Plan  | Boris       | Clara
        2      | Boris       | Build | Anna        | Clara
    """))  # fmt: skip
    assert lines(content) == ["2 Plan: A Boris; I Clara; R Anna", "3 Build: A Anna; I Clara; R Boris"]
    assert plan.columns[0] == ("deadline" if lead == "Due" else "number")


def test_people_who_are_called_like_roles():
    plan, content = only_table(sheet("""
        Activity | Responsible | Accountable | Consulted | Informed
        Charter  | Manager     | Sponsor     | Consultant | Support team
        Plan     | Lead        | Owner       | Advisor    | Participants
    """))  # fmt: skip
    assert plan.layout == "list"
    assert lines(content)[1] == "3 Plan: A Owner; C Advisor; I Participants; R Lead"


def test_a_legend_below_a_list_is_no_task():
    _plan, content = only_table(sheet("""
        Task  | R     | A     | C
        Plan  | Anna  | Boris |
        Build | Boris | Anna  | Clara
              |       |       |
        R | Responsible | |
        A | Accountable | |
        C | Consulted   | |
    """))  # fmt: skip
    assert [task.task for task in content.tasks] == ["Plan", "Build"]


def test_empty_boxes_are_nobody():
    _plan, content = only_table(sheet("""
        Task  | Responsible | Accountable | Consulted
        Plan  | TRUE        | FALSE       | TRUE
        Build | FALSE       | TRUE        | FALSE
        Test  | TRUE        | ЛОЖЬ        | ИСТИНА
    """))  # fmt: skip
    assert content.people == ()
    assert [(note.cell, note.code) for note in content.notes] == [
        (cell, "tick-without-person") for cell in ("B2", "D2", "C3", "B4", "D4")
    ]


def test_a_responsible_person_makes_a_plan():
    plan, content = only_table(sheet("""
        No | Raised | Action | Responsible | Target date
        1  | May 1  | Call   | Anna        | May 5
        2  | May 2  | Sign   | Boris       | May 9
    """))  # fmt: skip
    assert plan.layout == "plan" and [task.owner for task in content.tasks] == ["Anna", "Boris"]


def test_letters_in_circles():
    _plan, content = only_table(sheet("""
        Task  | Anna | Boris | Clara
        Plan  | Ⓡ    | Ⓐ     | Ⓘ
        Build | 🅐    | Ｒ    | 🄲
    """))  # fmt: skip
    assert lines(content) == ["2 Plan: A Boris; I Clara; R Anna", "3 Build: A Anna; C Clara; R Boris"]


def test_a_remark_of_one_word_gives_no_second_letter():
    _plan, content = only_table(sheet("""
        Task  | Anna     | Boris | Clara
        Plan  | R (lead) | A     | I
        Build | A        | R     | C
    """))  # fmt: skip
    assert content.tasks[0].roles["A"] == ("Boris",) and content.tasks[0].extras == {"Anna": "lead"}


def test_raci_typed_letter_by_letter_in_russian():
    plan, _content = only_table(sheet("""
        Задача | Анна | Борис | Вера
        План   | Р    | А     | И
        Код    | К    | Р     | А
    """))  # fmt: skip
    assert [plan.letters[letter] for letter in "РАКИ"] == ["does", "answers", "consults", "is informed"]


def test_the_one_who_answers_does_where_nobody_else_can():
    plan, content = only_table(sheet("""
        Задача | Анна | Борис | Вера
        План   | О    | У     | К
        Код    | К    | О     | У
    """))  # fmt: skip
    assert [plan.letters[letter] for letter in "ОУК"] == ["does", "answers", "consults"]
    assert lines(content)[0] == "2 План: К Вера; О Анна; У Борис"


def test_numbers_explained_by_words_with_two_meanings():
    plan, _content = only_table(sheet("""
        Задача | Анна | Борис | Вера
        План   | 1    | 2     | 3
        Код    | 2    | 1     | 3
               |      |       |
        1 | Исполнитель   | |
        2 | Ответственный | |
        3 | Консультант   | |
    """))  # fmt: skip
    assert [plan.letters[letter] for letter in "123"] == ["does", "answers", "consults"]


def test_people_in_the_rows_under_a_corner_that_names_both():
    plan, content = only_table(sheet("""
        Role / Task     | Meet | Ask | Build
        Project manager | A    | R   | I
        Sponsor         | I    | A   | C
        Developer       | C    | I   | A/R
    """))  # fmt: skip
    assert plan.layout == "transposed" and [task.task for task in content.tasks] == ["Meet", "Ask", "Build"]


def test_words_of_a_matrix_of_documents():
    _plan, content = only_table(sheet("""
        Документ | Отдел          | Юрист     | Директор
        Договор  | Разрабатывает  | Согласует | Утверждает
        Отчёт    | Подготавливает | Согласует | Утверждает
    """))  # fmt: skip
    assert lines(content)[0] == "2 Договор: A Директор; C Юрист; R Отдел"


def test_pairs_of_letters_without_a_legend():
    plan, content = only_table(sheet("""
        Задача | Анна | Борис | Вера
        План   | ВО   | И     | УО
        Код    | И    | ВО    | К
    """))  # fmt: skip
    assert lines(content)[0] == "2 План: ВО Анна; И Борис; УО Вера" and plan.letters["ВО"] == "answers"


def test_a_legend_makes_any_pair_a_letter():
    _plan, content = only_table(sheet("""
        R - Responsible, A - Accountable, SO - Signs off | | |
        Task  | Anna | Boris | Clara
        Plan  | R    | A     | SO
        Build | A    | R     | so
    """))  # fmt: skip
    assert lines(content) == ["3 Plan: A Boris; R Anna; SO Clara", "4 Build: A Anna; R Boris; SO Clara"]


def test_the_sign_of_a_number_is_no_role():
    plan, _content = only_table(sheet("N. | Attività | R | A\n1 | Piano | Anna | Luca\n2 | Casa | Luca | Anna"))
    assert plan.columns[0] == "number"


@pytest.mark.parametrize(
    ("above", "header"),
    [
        ("Project: | Alpha | | Date: | May", "Responsible | Accountable | Consulted | Informed"),
        ("| RACI | | |", "R - Responsible | A - Accountable | C - Consulted | I - Informed"),
        ("R | Responsible\nA | Accountable\nC | Consulted", "Responsable (R) | Autorité (A) | Consulté (C) | Informé (I)"),
    ],
)  # fmt: skip
def test_names_that_are_role_words_make_no_grid(above, header):
    _plan, content = only_table(sheet(f"""
{above}
        Task | {header}
        Plan | Consultant | Sponsor | Support    | Owner
        Code | Support    | Owner   | Consultant | Sponsor
        Test | Sponsor    | Support | Owner      | Consultant
    """))  # fmt: skip
    assert dict(content.tasks[0].roles) == {
        "R": ("Consultant",), "A": ("Sponsor",), "C": ("Support",), "I": ("Owner",),
    }  # fmt: skip
    assert [task.task for task in content.tasks] == ["Plan", "Code", "Test"]


def test_a_row_of_a_grid_heads_no_list():
    """Its lone letters are no role headers where letters stand below them too."""
    plan, content = only_table(sheet("""
        № | Step | Task       | Line manager | Ivanov I. | Boris K. | Lawyer | Result
        1 | Two  | Contract a | I            | A/I/S     | R        | V/S    | review of the report
        2 | Two  | Contract b |              | V         |          | R/V    | client
        3 | One  | Contract c | C/I          | R         | C/V      | V      | plan
        4 | Two  | Contract d |              | A/S       | A/V      | R/S    | list
        5 | Two  | Contract e | A            | R         | I/V      | R/I/V  | plan
    """))  # fmt: skip
    assert (plan.layout, plan.header_rows, len(content.tasks)) == ("grid", (0,), 5)
