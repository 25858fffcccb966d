"""Sheets as different clients send them, each with something a naive reader trips over."""

import pytest
from sheets import lines, only_table, sheet, tables

THREE = ("Anna", "Boris", "Clara")


def test_totals_beside_and_below_are_no_people_and_no_tasks():
    _plan, content = only_table(sheet("""
        Task    | Anna | Boris | Clara | Total R | Comment
        Plan    | R    | A     | I     | 1       | first
        Build   | A/R  | C     |       | 1       |
        Test    | C    | R     | A     | 1       | late
        Total R | 2    | 1     | 0     |         |
    """))  # fmt: skip
    assert content.people == THREE
    assert lines(content) == [
        "2 Plan: A Boris; I Clara; R Anna",
        "3 Build: A Anna; C Boris; R Anna",
        "4 Test: A Clara; C Anna; R Boris",
    ]
    assert dict(content.tasks[0].extras) == {"Total R": "1"} and content.tasks[2].notes == "late"


def test_lower_case_brackets_and_footnote_signs():
    _plan, content = only_table(sheet("""
        Task  | AB  | CD  | EF
        Plan  | (r) | [A] | r*
        Build | R** | (a) | -
        Test  | a   | R!  | C?
    """))  # fmt: skip
    assert lines(content) == ["2 Plan: A CD; R AB, EF", "3 Build: A CD; R AB", "4 Test: A AB; C EF; R CD"]


def test_a_letter_with_a_remark_after_a_dash():
    plan, content = only_table(sheet("""
        Task  | Anna        | Boris        | Clara
        Plan  | R - drafts  | A - signs    | I
        Build | R (backend) | R (frontend) | A
        Test  | C           | R            | A
    """))  # fmt: skip
    assert lines(content)[0] == "2 Plan: A Boris; I Clara; R Anna"
    assert dict(content.tasks[0].extras) == {"Anna": "drafts", "Boris": "signs"}
    assert {note.code for note in content.notes} == {"remark-in-mark"} and plan.confidence > 0.8


def test_two_tables_side_by_side():
    left, right = tables(sheet("""
        Task | Anna | Boris |  | No. | Task    | Dan | Eve
        Call | R    | A     |  | 1   | Install | R   | A
        Sell | A    | R     |  | 2   | Backup  | A   | R
        Bill | C    | R/A   |  | 3   | Restore | R   | A
    """))  # fmt: skip
    assert left[1].people == ("Anna", "Boris") and not left[1].tasks[0].extras
    assert right[1].people == ("Dan", "Eve")
    assert lines(right[1]) == ["2 Install: A Eve; R Dan", "3 Backup: A Dan; R Eve", "4 Restore: A Eve; R Dan"]
    assert [task.number for task in right[1].tasks] == ["1", "2", "3"]


def test_a_matrix_per_department_on_one_sheet():
    sales, support = tables(sheet("""
        Sales department |      |       |
        Task             | Anna | Boris | Clara
        Call             | R    | A     | I
        Sell             | A    | R     | C
                         |      |       |
        IT department    |      |       |
        Task             | Dan  | Eve   | Fay
        Install          | R    | A     | C
        Backup           | A    | R     | I
    """))  # fmt: skip
    assert [task.task for task in sales[1].tasks] == ["Call", "Sell"]
    assert support[1].people == ("Dan", "Eve", "Fay")


def test_headers_with_line_breaks_and_russian_letters():
    plan, content = only_table(sheet("""
        №\\nп/п | Наименование\\nработ | Руководитель\\nпроекта | Инженер\\nПТО | Бухгалтер | Срок\\nвыполнения
        1        | Смета                 | О                       | И             | У         | 3 дня
        2        | Закупка               | О                       | У             | И         | 5 дней
        3        | Монтаж                | К                       | И             | О         | 10 дней
    """))  # fmt: skip
    assert content.people == ("Руководитель проекта", "Инженер ПТО", "Бухгалтер")
    assert [task.deadline for task in content.tasks] == ["3 дня", "5 дней", "10 дней"]
    assert plan.columns[0] == "number"


def test_abbreviated_russian_headers():
    plan, content = only_table(sheet("""
        № | Задача  | Исп.          | Утв.     | Согл.   | Инф.  | Предш. | Срок
        1 | Смета   | Петров        | Директор | Сидоров | Все   |        | 1 день
        2 | Закупка | Петров, Котов | Директор |         | Склад | 1      | 2 дня
    """))  # fmt: skip
    assert lines(content)[1] == "3 Закупка: A Директор; I Склад; R Петров, Котов"
    assert "predecessors" in plan.columns.values() and content.tasks[0].roles["C"] == ("Сидоров",)


def test_a_letter_in_the_header_wins_over_the_word():
    plan, content = only_table(sheet("""
        Aufgabe     | Durchführung (R) | Verantwortlich (A) | Beratend | Zu informieren
        Angebot     | Müller           | Schmidt            | Recht    | Vorstand
        Vertrag     | Schmidt          | Vorstand           | Recht    |
        Archivieren | Müller und Weber | Schmidt            |          |
    """))  # fmt: skip
    assert plan.letters["A"] == "answers" and plan.letters["R"] == "does"
    assert lines(content)[2] == "4 Archivieren: A Schmidt; R Müller, Weber"


def test_a_word_of_two_meanings_beside_one_of_the_first():
    _plan, content = only_table(sheet("""
        Задача | Анна          | Борис         | Клара
        План   | Ответственный | Исполнитель   | Информируется
        Сборка | Консультирует | Ответственный | Исполнитель
        Тест   | Исполнитель   | Информируется | Ответственный
    """))  # fmt: skip
    assert lines(content)[0] == "2 План: A Анна; I Клара; R Борис"


def test_names_over_decisions_stand_upright():
    plan, content = only_table(sheet("""
        Decision      | Ann | Bob | Cid | Dee
        Choose vendor | D   | A   | C   | I
        Set price     | A   | D   | C   | C
        Hire lead     | I   | D   | A   | C
        Pick stack    | C   | A   | D   | I
    """))  # fmt: skip
    assert (plan.layout, plan.scheme) == ("grid", "DACI") and content.people == ("Ann", "Bob", "Cid", "Dee")


def test_people_in_the_rows_lie_on_the_side():
    plan, content = only_table(sheet("""
        Role   | Plan | Design | Build | Test | Close
        PM     | A    | A      | A     | I    | A/R
        Dev    | C    | R      | R     | C    |
        QA     |      | C      | C     | R    | I
        Client | C    | I      |       | A    | I
    """))  # fmt: skip
    assert plan.layout == "transposed" and content.people == ("PM", "Dev", "QA", "Client")


@pytest.mark.parametrize(
    ("letters", "scheme"),
    [("RAVSCI", "RACI-VS"), ("RAOCI", "CAIRO"), ("RASCI", "RASCI"), ("DACI", "DACI"), ("PARIS", "PARIS")],
)
def test_schemes_show_by_their_letters(letters, scheme):
    rows = [f"Task {n} | " + " | ".join(letters[n:] + letters[:n]) for n in range(len(letters))]
    people = " | ".join(f"Person {chr(65 + n)}" for n in range(len(letters)))
    plan, content = only_table(sheet("\n".join([f"Activity | {people}", *rows])))
    assert plan.scheme == scheme and len(content.tasks) == len(letters)
    assert not content.notes


def test_sixty_people_and_two_thousand_rows():
    head = "Task | " + " | ".join(f"Person {n}x" for n in range(60))
    body = [
        f"Task {r} | " + " | ".join("RACI"[(r + n) % 4] if n % 3 == 0 else "" for n in range(60)) for r in range(2000)
    ]
    _plan, content = only_table(sheet("\n".join([head, *body])))
    assert len(content.people) == 60 and len(content.tasks) == 2000


def test_two_columns_of_one_name_are_one_person_and_a_note():
    _plan, content = only_table(sheet("""
        Task  | Anna | Anna | Boris
        Plan  | R    |      | A
        Build |      | C    | R
        Test  | A    | R    | I
    """))  # fmt: skip
    assert lines(content)[1:] == ["3 Build: C Anna; R Boris", "4 Test: A Anna; I Boris; R Anna"]
    assert [(note.cell, note.code) for note in content.notes] == [("C1", "same-name-columns")]


def test_a_numbered_list_of_tasks_is_no_legend():
    plan, content = only_table(sheet("""
        № | Задача                | R    | A     | Результат
        1 | Проверка сметы        | Anna | Boris | 1
        2 | Проверка договора     | Anna | Boris | 2
        3 | Согласование договора | Anna | Clara | 3
    """))  # fmt: skip
    assert plan.layout == "list" and set(plan.letters) == {"R", "A", "C", "I"}
    assert content.tasks[2].roles["A"] == ("Clara",)
