"""Grids in the shapes clients send them: each test is the sheet it is about."""

import pytest
from sheets import lines, only_table, sheet, tables


def test_a_plain_grid():
    plan, content = only_table(sheet("""
        Task   | Anna | Boris | Clara
        Plan   | R    | A     | I
        Build  | A    | R     | C
    """))  # fmt: skip
    assert (plan.layout, plan.header_rows, plan.first_row, plan.last_row, plan.scheme) == ("grid", (0,), 1, 2, "RACI")
    assert content.people == ("Anna", "Boris", "Clara")
    assert lines(content) == ["2 Plan: A Boris; I Clara; R Anna", "3 Build: A Anna; C Clara; R Boris"]
    assert content.tasks[0].cells["person", "Anna"] == "B2" and content.tasks[0].cells["task"] == "A2"


def test_no_corner_titles_above_and_an_empty_first_column():
    plan, content = only_table(sheet("""
        | RACI of the project | | |
        | | | |
        | | Anna | Boris |
        | Plan | R | A |
        | Build | A | R |
    """))  # fmt: skip
    assert plan.header_rows == (2,)
    assert lines(content) == ["4 Plan: A Boris; R Anna", "5 Build: A Anna; R Boris"]


def test_the_extended_row():
    _plan, content = only_table(sheet("""
        №  | Process | Task | Anna | Boris | Deadline | Result | Format | Channel | Budget | Notes
        1  | Buying  | Ask  | R    | A     | 2 days   | Offer  | PDF    | Mail    | 100    | soon
        2  |         | Pay  | A    | R     | 1 day    | Paid   |        | Bank    | 200    |
    """))  # fmt: skip
    first, second = content.tasks
    assert (first.number, first.process, first.task, first.deadline, first.result) == (
        "1",
        "Buying",
        "Ask",
        "2 days",
        "Offer",
    )
    assert (first.format, first.channel, first.notes, dict(first.extras)) == ("PDF", "Mail", "soon", {"Budget": "100"})
    assert second.process == "Buying"


def test_a_group_row_over_the_people_is_no_name():
    plan, content = only_table(sheet("""
        WBS | Task   | Project team |       |
            |        | Anna         | Boris | Clara
        1   | Plan   | R            | A     | I
        2   | Build  | A            | R     | C
    """, merges="A1:A2 B1:B2 C1:E1"))  # fmt: skip
    assert content.people == ("Anna", "Boris", "Clara")
    assert [task.task for task in content.tasks] == ["Plan", "Build"]
    assert 1 in plan.header_rows


def test_a_group_row_below_the_people_holds_the_task_header():
    _plan, content = only_table(sheet("""
                 |        | Anna  | Boris | Clara
        Activity | Status | Board |       | Guests
        Plan     | done   | R     | A     | I
        Build    |        | A     | R     | C
    """, merges="C2:D2"))  # fmt: skip
    assert content.people == ("Anna", "Boris", "Clara")
    assert [(task.task, task.status) for task in content.tasks] == [("Plan", "done"), ("Build", "")]


def test_names_over_positions_are_joined():
    _plan, content = only_table(sheet("""
              | Anna    |        | Boris
              | Sponsor | Tester | Tester
        Plan  | R       |        | A
        Build |         | R      | A
    """, merges="B1:C1"))  # fmt: skip
    assert content.people == ("Anna / Sponsor", "Anna / Tester", "Boris / Tester")


def test_section_words_are_sections_and_unassigned_tasks_stay_tasks():
    plan, content = only_table(sheet("""
        Task       | Anna | Boris
        Phase 1    |      |
        Plan       | R    | A
        Phase 2    |      |
        To be done |      |
        Phase 3    |      |
        Build      | A    | R
    """))  # fmt: skip
    assert list(plan.sections.values()) == ["Phase 1", "Phase 2", "Phase 3"]
    assert [(task.step, task.task) for task in content.tasks] == [
        ("Phase 1", "Plan"), ("Phase 2", "To be done"), ("Phase 3", "Build"),
    ]  # fmt: skip


def test_plain_titles_are_sections_where_the_table_begins_with_one():
    plan, _content = only_table(sheet("""
        Task       | Anna | Boris
        Design     |      |
        Draw       | R    | A
        Discuss    | R    | A
        Production |      |
        Build      | A    | R
    """))  # fmt: skip
    assert list(plan.sections.values()) == ["Design", "Production"]


def test_rows_without_letters_are_tasks_elsewhere():
    plan, content = only_table(sheet("""
        Task    | Anna | Boris
        Draw    | R    | A
        Discuss |      |
        Build   | A    | R
        Clean   |      |
    """))  # fmt: skip
    assert not plan.sections
    assert [task.task for task in content.tasks] == ["Draw", "Discuss", "Build", "Clean"]


def test_outline_numbers_make_sections_and_a_phase_with_letters_is_a_task():
    plan, content = only_table(sheet("""
        Task          | Anna | Boris
        1.0 Start     |      |
        1.1 Plan      | R    | A
        2.0 Work      | A    | R
        2.1 Build     | A    | R
    """))  # fmt: skip
    assert list(plan.sections.values()) == ["1.0 Start"]
    assert [task.task for task in content.tasks] == ["1.1 Plan", "2.0 Work", "2.1 Build"]


def test_indented_outlines_keep_their_milestones():
    plan, content = only_table(sheet("""
        Task               | Anna | Boris
        Project            | R    | A
        ␣␣Plan             | R    | A
        ␣␣␣␣Ask            | R    | A
        ␣␣␣␣Plan ready     |      |
        ␣␣Build            |      |
        ␣␣␣␣Weld           | A    | R
    """))  # fmt: skip
    assert list(plan.sections.values()) == ["Build"]
    assert "Plan ready" in [task.task for task in content.tasks]


def test_a_repeated_header_is_no_task():
    plan, content = only_table(sheet("""
        Stage 1 | |
        Task  | PM | PO
        Plan  | R  | A
        Draw  | R  | A

        Stage 2 | |
        Task  | PM | PO
        Build | A  | R
        Check | A  | R
    """))  # fmt: skip
    assert plan.header_rows == (1, 6)
    assert [(task.step, task.task) for task in content.tasks][2:] == [("Stage 2", "Build"), ("Stage 2", "Check")]


def test_footers_and_notes_below_are_no_tasks():
    _plan, content = only_table(sheet("""
        Task   | Anna | Boris
        Plan   | R    | A
        Build  | A    | R
        Insert new rows above this one | |
    """))  # fmt: skip
    assert len(content.tasks) == 2
    _plan, content = only_table(sheet("""
        Task   | Anna | Boris
        Plan   | R    | A
        Build  | A    | R
        * Anna is away in August | |
    """))  # fmt: skip
    assert len(content.tasks) == 2


def test_a_row_of_nobody_marks_without_a_name_is_no_task():
    _plan, content = only_table(sheet("""
        Task   | Anna | Boris
        Plan   | R    | N
        Build  | N    | R/A
        Check  | A    | R
        N      | N    | N
    """))  # fmt: skip
    assert lines(content) == ["2 Plan: R Anna", "3 Build: A Boris; R Boris", "4 Check: A Anna; R Boris"]


@pytest.mark.parametrize(
    "legend",
    [
        "R = Responsible | A = Accountable | I = Informed",
        "Responsible (R) | Accountable (A) | Informed (I)",
    ],
)
def test_a_legend_above(legend):
    _plan, content = only_table(sheet(f"""
        {legend}
        Task   | Anna | Boris
        Plan   | R    | A
        Build  | A    | R
    """))  # fmt: skip
    assert lines(content) == ["3 Plan: A Boris; R Anna", "4 Build: A Anna; R Boris"]


def test_a_legend_right_below_in_the_columns_of_people():
    _plan, content = only_table(sheet("""
        Task   | Anna | Boris
        Plan   | R    | A
        Build  | A    | R
               | R    | Responsible
               | A    | Accountable
               | C    | Consulted
               | I    | Informed
    """))  # fmt: skip
    assert lines(content) == ["2 Plan: A Boris; R Anna", "3 Build: A Anna; R Boris"]


def test_a_legend_beside_and_remarks_are_kept_but_mean_no_role():
    _plan, content = only_table(sheet("""
        Task   | Anna | Boris | | |
        Plan   | R    | A     | | R | Responsible for the work
        Build  | A    | R     | | A | Accountable
        Check  | A    | I     | | C | Consulted
        Send   | R    | I     | | I | Informed
    """))  # fmt: skip
    assert content.people == ("Anna", "Boris")
    assert dict(content.tasks[0].extras) == {"E": "R", "F": "Responsible for the work"}


def test_a_count_table_below_is_left_alone():
    _plan, content = only_table(sheet("""
              | Anna | Boris | Clara | Dora
        Plan  | R    | A     | I     | I
        Build | A    | R     | C     | I

              | R | A | C | I
        Anna  | 1 | 1 | 0 | 0
        Boris | 1 | 1 | 0 | 0
    """))  # fmt: skip
    assert len(content.tasks) == 2


def test_two_tables_on_one_sheet_and_several_sheets():
    found = tables(
        sheet("""
        Task  | Anna | Boris
        Plan  | R    | A
        Build | A    | R


        Task  | Clara | Dora | Emil
        Sell  | R     | A    | I
        Post  | A     | R    | I
        """),
        sheet("""
        Task | Fritz | Gerda
        Cook | R     | A
        Wash | A     | R
        """, name="Sheet2"),
    )  # fmt: skip
    assert [(plan.sheet, len(content.tasks), content.people) for plan, content in found] == [
        ("Sheet1", 2, ("Anna", "Boris")), ("Sheet1", 2, ("Clara", "Dora", "Emil")), ("Sheet2", 2, ("Fritz", "Gerda")),
    ]  # fmt: skip


def test_merged_cells_two_columns_a_person():
    _plan, content = only_table(sheet("""
        Task  | | Anna | | Boris |
        Plan  | | R    | | A     |
        Build | | A    | | R     |
    """, merges="A1:B1 C1:D1 E1:F1 A2:B2 C2:D2 E2:F2 A3:B3 C3:D3 E3:F3"))  # fmt: skip
    assert content.people == ("Anna", "Boris")
    assert lines(content) == ["2 Plan: A Boris; R Anna", "3 Build: A Anna; R Boris"]


def test_a_task_that_goes_on_in_the_next_row():
    _plan, content = only_table(sheet("""
        Task          | Anna | Boris
        Plan the work | R    | A
        in two weeks  |      |
        Build         | A    | R
    """, merges="B2:B3 C2:C3"))  # fmt: skip
    assert [task.task for task in content.tasks] == ["Plan the work\nin two weeks", "Build"]


def test_unused_placeholders_are_no_people_but_named_ones_are():
    _plan, content = only_table(sheet("""
        Task  | Anna | Name or Role | Boris | Clara | [Role]
        Plan  | R    |              | A     |       |
        Build | A    |              | R     |       |
    """))  # fmt: skip
    assert content.people == ("Anna", "Boris", "Clara")


def test_codes_of_other_columns_are_no_roles():
    _plan, content = only_table(sheet("""
        Priority | M/O/C | Task  | Anna | Boris
        A        | M     | Plan  | R    | A
        C        | C     | Build | A    | R
    """))  # fmt: skip
    assert content.people == ("Anna", "Boris")
    assert content.tasks[1].priority == "C" and dict(content.tasks[1].extras) == {"M/O/C": "C"}


def test_russian_letters_and_what_the_legend_makes_of_them():
    plan, content = only_table(sheet("""
                    | Орлов | Белова | Ким
        Собрать     | И     | К      |
        Проверить   | И     |        | Н
        Утвердить   | O     | И      | Н

        И - Исполнитель
        К - Консультант
        Н - Наблюдатель
        О - Ответственный
    """))  # fmt: skip
    assert plan.letters == {"О": "answers", "И": "does", "К": "consults", "Н": "is informed"}
    assert lines(content)[2] == "4 Утвердить: И Белова; Н Ким; О Орлов"


def test_russian_raci_word_for_word():
    plan, _content = only_table(sheet("""
        Задача    | Орлов | Белова | Ким
        Собрать   | О     | У      | И
        Проверить | К     | О      | У
    """))  # fmt: skip
    assert plan.letters == {"О": "does", "У": "answers", "К": "consults", "И": "is informed"}


def test_a_cyrillic_look_alike_becomes_latin_with_a_note():
    _plan, content = only_table(sheet("""
        Задача    | Орлов | Белова
        Собрать   | R     | С
        Проверить | А     | R
    """))  # fmt: skip
    assert lines(content) == ["2 Собрать: C Белова; R Орлов", "3 Проверить: A Орлов; R Белова"]
    assert [(note.cell, note.code) for note in content.notes] == [
        ("C2", "look-alike-letter"),
        ("B3", "look-alike-letter"),
    ]


def test_a_letter_that_is_not_understood_is_kept_with_a_note():
    plan, content = only_table(sheet("""
        RACI  |      |
        Task  | Anna | Boris
        Plan  | R    | A
        Build | A    | R
        Check | X    | R
        Sell  | R    | to be agreed
    """))  # fmt: skip
    assert lines(content)[2:] == ["5 Check: R Boris; X Anna", "6 Sell: R Anna"]
    assert dict(content.tasks[3].extras) == {"Boris": "to be agreed"}
    assert [(note.cell, note.code) for note in content.notes] == [("B5", "unknown-letter"), ("C6", "unknown-mark")]
    assert plan.confidence < 1


def test_a_token_of_two_letters_that_the_legend_explains():
    plan, content = only_table(sheet("""
        R = Responsible | A = Accountable | AI = AI performs the task
        Task  | Anna | Robot
        Plan  | R    | AI
        Build | A    | AI
    """))  # fmt: skip
    assert plan.letters["AI"] == "does"
    assert lines(content)[0] == "3 Plan: AI Robot; R Anna"


def test_other_schemes():
    plan, _content = only_table(sheet("""
        Task  | Anna | Boris | Clara
        Plan  | R    | A     | S
        Build | A    | R     | C
    """))  # fmt: skip
    assert (plan.scheme, plan.letters["S"]) == ("RASCI", "supports")
    plan, _content = only_table(sheet("""
        Task  | Anna | Boris | Clara
        Plan  | V    | M     | I
        Build | M    | V     | I
        V = Verantwortlich | | |
        M = Unterstützt | | |
        I = Informiert | | |
    """))  # fmt: skip
    assert plan.letters == {"V": "does", "M": "supports", "I": "is informed"}


def test_whole_words():
    _plan, content = only_table(sheet("""
        Task  | Anna              | Boris       | Clara
        Plan  | Responsible       | Accountable | informed
        Build | Actor/responsable | Consulted   |
        Sell  | Actor/responsable |             | Actor
    """))  # fmt: skip
    assert lines(content) == [
        "2 Plan: A Boris; I Clara; R Anna",
        "3 Build: A Anna; C Boris; R Anna",
        "4 Sell: A Anna, Clara; R Anna",
    ]


def test_numbers_that_a_legend_explains():
    plan, content = only_table(sheet("""
        Task  | Anna | Boris | Clara
        Plan  | 1    | 2     | 3
        Build | 2    | 1     | 3

        1 = Responsible
        2 = Accountable
        3 = Consulted
    """))  # fmt: skip
    assert plan.letters == {"1": "does", "2": "answers", "3": "consults"}
    assert lines(content)[0] == "2 Plan: 1 Anna; 2 Boris; 3 Clara"


def test_duplicate_task_names_stay_apart():
    _plan, content = only_table(sheet("""
        Task  | Anna | Boris
        Check | R    | A
        Check | A    | R
    """))  # fmt: skip
    assert len(content.tasks) == 2


def test_an_empty_template_is_a_table_without_marks():
    plan, content = only_table(sheet("""
        RACI matrix | | |
        Task  | Manager | [Role] | Tester
        Plan  | | |
        Build | | |
    """))  # fmt: skip
    assert plan.layout == "grid" and content.people == ("Manager", "Tester")
    assert lines(content) == ["3 Plan: ", "4 Build: "]


def test_fields_headed_below_the_people():
    plan, content = only_table(sheet("""
              |                  | Team        | Anna Lee | Boris Orr |
        Phase | Task name        | Description |          |           | Deadline
        Start | Draw up the plan | with care   | R        | A         | 3 days
        Start | Build the shed   | by hand     | A        | R         | 5 days
    """))  # fmt: skip
    people = {3: "person:Anna Lee", 4: "person:Boris Orr"}
    assert plan.columns == {0: "phase", 1: "task", 2: "description", **people, 5: "deadline"}
    assert [task.deadline for task in content.tasks] == ["3 days", "5 days"]
