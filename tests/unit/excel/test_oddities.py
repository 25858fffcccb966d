"""What clients do to their sheets, and what the importer makes of it: a line per oddity, and a case per line.

several sheets hold a matrix — each gives a table
several tables stand on one sheet — each gives a table, with its own people
two tables stand side by side — each gives a table
a title block stands above — the header is found below it
a title is merged over the table — it is no header
names stand over positions — the name is both, joined by a slash
a team is merged over its people — it is no part of their names
the header is repeated inside — it is no task
a phase is merged over the whole table — it is a section
a phase row has no letters — it is a section, the step of its tasks
a phase is merged down its column — every row below it has it
an outline is numbered — a parent without letters is a section
a legend stands beside — it is no part of the table
a legend stands above — it is no header
a legend stands right below — it is no task
a side table stands to the right — its texts are kept, its headers are no people
a footer says where to insert rows — the table ends above it
letters are counted below and beside — counts are neither tasks nor people
a status is given in letters — its column is no person
bars of a chart stand to the right — their weeks are no people
the choices of the cells are listed beside — they are no person
a row is hidden — it is a task all the same, and a note says so
a column is hidden — it is read like the others
a row has no letter — it is a task all the same
two tasks have one name — they stay two
a column stands for each letter — a list of names
words stand for letters — they count as the letters
one cell holds all roles — a name after each letter
a column stands for each letter and person — a cross is a mark
tasks are the columns — the table is read sideways
a row stands for each mark — the rows of a task are one
numbers stand for letters — the legend says for which
a cell has several letters — each is a mark
letters are small or padded — they count as capitals
the scheme is another one — its letters keep their own meaning
letters are Russian — they stay Russian
letters are pairs — a pair is a letter of its own
letters are typed in the other alphabet — they become those of the table, with a note
a mark says that there is nobody — there is none
a legend gives a letter another meaning — the legend is right
a name begins with a letter — it is no mark
a letter is explained as a token of two — it is no two letters
a letter is unknown — it is kept, with a note
a mark has a remark — the remark is kept beside it
headers are English — fields are known
headers are Russian — fields are known
headers are German — fields are known
headers are French — fields are known
headers are Spanish — fields are known
headers are Portuguese — fields are known
headers are Italian — fields are known
a word means two roles — another column decides
a word means two roles and stands alone — its first meaning holds
one letter means two roles — the other letters decide
a column is unknown — it is kept under its header
names are listed in many ways — each is a person
everybody is meant — the word stands as written
a header waits for a name — it is no person
a template is empty — a table without marks
initials look like marks — they are the headers they stand in
the tasks stand on the right — their header tells
a plan has no letters — a table of tasks with owners, dates, durations and predecessors
a code became a date — the code is read as it is shown
a code became a number — its zero at the end is kept
a cell has a comment — the task has it as a remark
fields are parted by semicolons — so the file is read
letters are no responsibilities — no table
a sheet is neither matrix nor plan — no table
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from sheets import book, lines, only_table, sheet, tables

from raci_studio.excel.grid import Grid
from raci_studio.excel.importing import Imported, import_workbook
from raci_studio.excel.recognise import recognise

CASES: dict[str, Callable[[Path], None]] = {}
PLAIN = ["2 Plan: A Boris; R Anna", "3 Build: A Anna; R Boris"]


def odd(what: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register the case of one oddity; it gets an empty folder."""

    def register(case: Callable[[Path], None]) -> Callable[[Path], None]:
        assert what not in CASES
        CASES[what] = case
        return case

    return register


def reads(what: str, text: str, *wanted: str, people: str = "", sections: str = "", layout: str = "", merges: str = ""):
    """Register a case that is a sheet of one table: its tasks with their marks, its people, its sections."""

    def case(_folder: Path) -> None:
        plan, content = only_table(sheet(text, merges=merges))
        assert lines(content) == list(wanted)
        assert not people or ", ".join(content.people) == people
        assert ", ".join(plan.sections.values()) == sections
        assert not layout or plan.layout == layout

    odd(what)(case)


def saved(folder: Path, rows: list[list[object]], **formats: str) -> Path:
    """Save a workbook of one sheet with number formats by address; return where."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for address, code in formats.items():
        made.active[address].number_format = code
    made.save(folder / "sheet.xlsx")
    return folder / "sheet.xlsx"


def changed(path: Path, change: Callable[[object], None]) -> Imported:
    """Change the sheet of a workbook and import it."""
    made = openpyxl.load_workbook(path)
    change(made.active)
    made.save(path)
    return import_workbook(path)


PAIR: list[list[object]] = [["Task", "Anna", "Boris"], ["Plan", "R", "A"], ["Build", "A", "R"]]


@odd("several sheets hold a matrix")
def several_sheets(_folder):
    one, two = "Task | Anna | Boris\nPlan | R | A\nBuild | A | R", "Task | Dana | Eve\nSell | R | A\nPay | A | R"
    found = tables(sheet(one, "First"), sheet("Please fill in", "Help"), sheet(two, "Second"))
    assert [(plan.sheet, content.people) for plan, content in found] == [
        ("First", ("Anna", "Boris")), ("Second", ("Dana", "Eve")),
    ]  # fmt: skip


@odd("several tables stand on one sheet")
def stacked(_folder):
    found = tables(sheet("""
        Design | |
        Task  | Anna | Boris
        Plan  | R    | A
        Build | A    | R
              |      |
        Sale | |
        Task  | Dana | Eve
        Sell  | R    | A
        Pay   | A    | R
    """))  # fmt: skip
    assert [lines(content) for _plan, content in found] == [
        ["3 Plan: A Boris; R Anna", "4 Build: A Anna; R Boris"], ["8 Sell: A Eve; R Dana", "9 Pay: A Dana; R Eve"],
    ]  # fmt: skip


@odd("two tables stand side by side")
def side_by_side(_folder):
    found = tables(sheet("""
        Task  | Anna | Boris | | Task | Dana | Eve
        Plan  | R    | A     | | Sell | R    | A
        Build | A    | R     | | Pay  | A    | R
    """))  # fmt: skip
    assert [lines(content) for _plan, content in found] == [PLAIN, ["2 Sell: A Eve; R Dana", "3 Pay: A Dana; R Eve"]]


reads("a title block stands above", """
    Project: | A house | |
    Date:    | 1 May   | |
             |         | |
    Task     | Anna    | Boris
    Plan     | R       | A
    Build    | A       | R
""", "5 Plan: A Boris; R Anna", "6 Build: A Anna; R Boris")  # fmt: skip
reads("a title is merged over the table", """
    Who does what | |
    Task     | Anna | Boris
    Plan     | R    | A
    Build    | A    | R
""", "3 Plan: A Boris; R Anna", "4 Build: A Anna; R Boris", merges="A1:C1", people="Anna, Boris")  # fmt: skip
reads("names stand over positions", """
    Task  | Anna    | Boris
          | Manager | Builder
    Plan  | R       | A
    Build | A       | R
""", "3 Plan: A Boris / Builder; R Anna / Manager", "4 Build: A Anna / Manager; R Boris / Builder")  # fmt: skip
reads("a team is merged over its people", """
    Task  | Our team |       |
          | Anna     | Boris | Clara
    Plan  | R        | A     | I
    Build | A        | R     | C
""", "3 Plan: A Boris; I Clara; R Anna", "4 Build: A Anna; C Clara; R Boris", merges="B1:D1 A1:A2")  # fmt: skip
reads("the header is repeated inside", """
    Task  | Anna | Boris
    Plan  | R    | A
    Task  | Anna | Boris
    Build | A    | R
    Test  | I    | R
""", "2 Plan: A Boris; R Anna", "4 Build: A Anna; R Boris", "5 Test: I Anna; R Boris")  # fmt: skip
reads("a phase is merged over the whole table", """
    Task  | Anna | Boris
    Before | |
    Plan  | R    | A
    After | |
    Build | A    | R
""", "3 Plan: A Boris; R Anna", "5 Build: A Anna; R Boris", sections="Before, After", merges="A2:C2 A4:C4")  # fmt: skip


@odd("a phase row has no letters")
def phase_rows(_folder):
    _plan, content = only_table(sheet("Task | Anna | Boris\nPhase 1 | |\nPlan | R | A\nPhase 2 | |\nBuild | A | R"))
    assert [(task.step, task.task) for task in content.tasks] == [("Phase 1", "Plan"), ("Phase 2", "Build")]


@odd("a phase is merged down its column")
def phase_column(_folder):
    text = "Phase | Task | Anna | Boris\nFirst | Plan | R | A\n | Build | A | R\nLast | Sell | R | A"
    _plan, content = only_table(sheet(text, merges="A2:A3"))
    assert [task.phase for task in content.tasks] == ["First", "First", "Last"]


reads("an outline is numbered", """
    No  | Task  | Anna | Boris
    1   | House |      |
    1.1 | Plan  | R    | A
    1.2 | Build | A    | R
""", "3 Plan: A Boris; R Anna", "4 Build: A Anna; R Boris", sections="House")  # fmt: skip
reads("a legend stands beside", """
    Task  | Anna | Boris | | Legend |
    Plan  | R    | A     | | R | Responsible
    Build | A    | R     | | A | Accountable
    Test  | I    | R     | | I | Informed
""", *PLAIN, "4 Test: I Anna; R Boris", people="Anna, Boris")  # fmt: skip
reads("a legend stands above", """
    R | Responsible | A | Accountable | I | Informed
    Task  | Anna | Boris | | |
    Plan  | R    | A     | | |
    Build | A    | R     | | |
""", "3 Plan: A Boris; R Anna", "4 Build: A Anna; R Boris", people="Anna, Boris")  # fmt: skip
reads("a legend stands right below", """
    Task  | Anna | Boris
    Plan  | R    | A
    Build | A    | R
    R | Responsible |
    A | Accountable |
    I | Informed    |
""", *PLAIN)  # fmt: skip


@odd("a side table stands to the right")
def side_table(_folder):
    plan, content = only_table(sheet("""
        Task  | Anna | Boris | | Name  | Phone
        Plan  | R    | A     | | Anna  | 12-34
        Build | A    | R     | | Boris | 56-78
    """))  # fmt: skip
    assert lines(content) == PLAIN and content.people == ("Anna", "Boris")
    assert content.tasks[1].extras == {"Name": "Boris", "Phone": "56-78"} and plan.columns[5] == "extra:Phone"


reads("a footer says where to insert rows", """
    Task  | Anna | Boris
    Plan  | R    | A
    Build | A    | R
    Insert new rows above this line | |
""", *PLAIN)  # fmt: skip
reads("letters are counted below and beside", """
    Task  | Anna | Boris | Count of A
    Plan  | R    | A     | 1
    Build | A    | R     | 1
    Sum   | 2    | 2     | 2
""", *PLAIN, people="Anna, Boris")  # fmt: skip
reads("a status is given in letters", """
    Task  | Anna | Boris | Health
    Plan  | R    | A     | R
    Build | A    | R     | G
""", *PLAIN, people="Anna, Boris")  # fmt: skip
reads("bars of a chart stand to the right", """
    Task  | Anna | Boris | Week 1 | Week 2
    Plan  | R    | A     | x      |
    Build | A    | R     |        |
""", *PLAIN, people="Anna, Boris")  # fmt: skip
reads("the choices of the cells are listed beside", """
    Task  | Anna | Boris | | Choices
    Plan  | R    | A     | | R
    Build | A    | R     | | A
    Test  | I    | R     | | I
""", *PLAIN, "4 Test: I Anna; R Boris", people="Anna, Boris")  # fmt: skip


@odd("a row is hidden")
def hidden_row(folder):
    found = changed(saved(folder, PAIR), lambda page: setattr(page.row_dimensions[3], "hidden", True))
    assert lines(found.contents[0]) == PLAIN
    assert [(note.cell, note.code) for note in found.notes] == [("A3", "hidden-rows")]


@odd("a column is hidden")
def hidden_column(folder):
    found = changed(saved(folder, PAIR), lambda page: setattr(page.column_dimensions["C"], "hidden", True))
    assert lines(found.contents[0]) == PLAIN


reads("a row has no letter", "Task | Anna | Boris\nPlan | R | A\nRest | |\nBuild | A | R",
      "2 Plan: A Boris; R Anna", "3 Rest: ", "4 Build: A Anna; R Boris")  # fmt: skip
reads("two tasks have one name", "Task | Anna | Boris\nPlan | R | A\nPlan | A | R\nPlan | R | I",
      "2 Plan: A Boris; R Anna", "3 Plan: A Anna; R Boris", "4 Plan: I Boris; R Anna")  # fmt: skip
reads("a column stands for each letter", "Task | R | A | C\nPlan | Anna | Boris | Clara\nBuild | Boris | Anna |",
      "2 Plan: A Boris; C Clara; R Anna", "3 Build: A Anna; R Boris", layout="list")  # fmt: skip
reads("words stand for letters", """
    Task  | Anna        | Boris       | Clara
    Plan  | Responsible | Accountable | Informed
    Build | Accountable | Responsible | Consulted
""", "2 Plan: A Boris; I Clara; R Anna", "3 Build: A Anna; C Clara; R Boris", layout="grid")  # fmt: skip
reads("one cell holds all roles", "Task | Who\nPlan | R: Anna / A: Boris\nBuild | R: Boris / A: Anna",
      *PLAIN, layout="one-cell")  # fmt: skip
reads("a column stands for each letter and person", """
    Task  | Anna |   | Boris |
          | R    | A | R     | A
    Plan  | x    |   |       | x
    Build |      | x | x     |
""", "3 Plan: A Boris; R Anna", "4 Build: A Anna; R Boris", merges="B1:C1 D1:E1")  # fmt: skip
reads("tasks are the columns", """
    Role      | Plan | Build | Test
    Sponsor   | A    | A     | I
    Manager   | R    | C     | A
    Developer | C    | R     | R
""", "B Plan: A Sponsor; C Developer; R Manager", "C Build: A Sponsor; C Manager; R Developer",
      "D Test: A Manager; I Sponsor; R Developer", layout="transposed")  # fmt: skip
reads("a row stands for each mark", """
    Task  | Person | Role
    Plan  | Anna   | R
    Plan  | Boris  | A
    Build | Boris  | R
    Build | Anna   | A
""", "2 Plan: A Boris; R Anna", "4 Build: A Anna; R Boris", layout="long")  # fmt: skip
reads("numbers stand for letters", """
    1 - Responsible | 2 - Accountable | 3 - Informed
    Task  | Anna | Boris
    Plan  | 1    | 2
    Build | 2    | 1
    Test  | 3    | 1
""", "3 Plan: 1 Anna; 2 Boris", "4 Build: 1 Boris; 2 Anna", "5 Test: 1 Boris; 3 Anna")  # fmt: skip


@odd("a cell has several letters")
def several_letters(_folder):
    marks = ("A/R", "RA", "R, A", "R(A)", "R et A", "R-A", "R & A", "A; R")
    rows = [f"Task {n} | {mark} | I" for n, mark in enumerate(marks)]
    _plan, content = only_table(sheet("\n".join(["Task | Anna | Boris", *rows])))
    assert all(task.roles["R"] == task.roles["A"] == ("Anna",) for task in content.tasks)
    assert len(content.tasks) == len(marks) and not content.notes


reads("letters are small or padded", "Task | Anna | Boris\nPlan | r | ␣A␣\nBuild | a | r␣", *PLAIN)


@odd("the scheme is another one")
def another_scheme(_folder):
    plan, content = only_table(sheet("Decision | Anna | Boris\nName | D | A\nPrice | D | C\nPlace | A | D"))
    assert (plan.scheme, plan.letters["D"]) == ("DACI", "does")
    assert lines(content)[0] == "2 Name: A Boris; D Anna"


@odd("letters are Russian")
def russian_letters(_folder):
    plan, content = only_table(sheet("Задача | Анна | Борис | Вера\nПлан | И | О | К\nКод | О | И | Н"))
    assert lines(content) == ["2 План: И Анна; К Вера; О Борис", "3 Код: И Борис; Н Вера; О Анна"]
    assert [plan.letters[letter] for letter in "ИОКН"] == ["does", "answers", "consults", "is informed"]


@odd("letters are pairs")
def pairs(_folder):
    plan, content = only_table(sheet("""
        ВО - ответственный, УО - утверждает, И - исполнитель | | |
        Задача | Анна | Борис | Вера
        План   | ВО   | И     | УО
        Код    | И    | ВО    | УО
        Тест   | И    | ВО    | УО
    """))  # fmt: skip
    assert lines(content)[0] == "3 План: ВО Анна; И Борис; УО Вера" and plan.letters["ВО"] == "answers"


@odd("letters are typed in the other alphabet")
def other_alphabet(_folder):
    _plan, content = only_table(sheet("Task | Anna | Boris\nPlan | R | А\nBuild | A | R\nTest | С | R"))
    assert [content.tasks[n].roles[letter] for n, letter in ((0, "A"), (2, "C"))] == [("Boris",), ("Anna",)]
    assert [(note.cell, note.code) for note in content.notes] == [
        ("C2", "look-alike-letter"), ("B4", "look-alike-letter"),
    ]  # fmt: skip


reads("a mark says that there is nobody", "Task | Anna | Boris\nPlan | R | -\nBuild | N/A | R\nTest | A | /\nShip | N | A",
      "2 Plan: R Anna", "3 Build: R Boris", "4 Test: A Anna", "5 Ship: A Boris")  # fmt: skip


@odd("a legend gives a letter another meaning")
def another_meaning(_folder):
    plan, _content = only_table(sheet("""
        Task  | Anna | Boris
        Plan  | R    | A
        Build | A    | R
              |      |
        R - Reviewer | |
        A - Responsible | |
    """))  # fmt: skip
    assert (plan.letters["R"], plan.letters["A"]) == ("verifies", "does")


reads("a name begins with a letter", "Task | R | A\nPlan | Ivan | Anna\nBuild | Anna | Ivan",
      "2 Plan: A Anna; R Ivan", "3 Build: A Ivan; R Anna", people="Ivan, Anna")  # fmt: skip


@odd("a letter is explained as a token of two")
def token_of_two(_folder):
    _plan, content = only_table(sheet("""
        R - Responsible, A - Accountable, I - Informed, AI - Assists and informs | | |
        Task  | Anna | Boris | Clara
        Plan  | R    | A     | AI
        Build | A    | R     | I
    """))  # fmt: skip
    assert lines(content)[0] == "3 Plan: A Boris; AI Clara; R Anna"


@odd("a letter is unknown")
def unknown_letter(_folder):
    _plan, content = only_table(sheet("Task | Anna | Boris\nPlan | R | A\nBuild | A | R\nTest | Z | R\nShip | A | R"))
    assert content.tasks[2].roles["Z"] == ("Anna",)
    assert [(note.cell, note.code) for note in content.notes] == [("B4", "unknown-letter")]


@odd("a mark has a remark")
def remark_in_mark(_folder):
    _plan, content = only_table(sheet("Task | Anna | Boris\nPlan | R (from May) | A\nBuild | A | R\nTest | I | R"))
    assert content.tasks[0].roles["R"] == ("Anna",) and content.tasks[0].extras == {"Anna": "from May"}
    assert [(note.cell, note.code) for note in content.notes] == [("B2", "remark-in-mark")]


FIELDS = ("number", "process", "phase", "task", "description", "deadline", "duration", "start", "result", "input",
          "format", "channel", "predecessors", "criterion", "status", "priority", "notes")  # fmt: skip
HEADERS = {
    "English": "No | Process | Phase | Task | Description | R | A | Deadline | Duration | Start | Result | Input | Format | "
    "Channel | Predecessors | Acceptance criterion | Status | Priority | Notes",
    "Russian": "№ | Процесс | Фаза | Задача | Описание | R | A | Срок | Длительность | Начало | Результат | Вход | Формат | "
    "Канал | Предшественники | Критерий приёмки | Статус | Приоритет | Примечания",
    "German": "Nr. | Prozess | Projektphase | Aufgabe | Beschreibung | R | A | Frist | Dauer | Beginn | Ergebnis | Eingang | "
    "Dateiformat | Kanal | Vorgänger | Abnahmekriterium | Status | Priorität | Bemerkung",
    "French": "N° | Processus | Étape | Tâche | Descriptif | R | A | Échéance | Durée | Début | Résultat | Entrée | Format | "
    "Canal | Prédécesseurs | Critère d'acceptation | Statut | Priorité | Remarques",
    "Spanish": "N.º | Proceso | Fase | Tarea | Descripción | R | A | Plazo | Duración | Inicio | Resultado | Entrada | "
    "Formato | Canal | Predecesoras | Criterio de aceptación | Estado | Prioridad | Observaciones",
    "Portuguese": "Nº | Processo | Fase | Tarefa | Descrição | R | A | Prazo | Duração | Início | Resultado | Entrada | "
    "Formato | Canal | Predecessoras | Critério de aceitação | Situação | Prioridade | Observações",
    "Italian": "N. | Processo | Fase | Attività | Descrizione | R | A | Scadenza | Durata | Inizio | Risultato | Ingresso | "
    "Formato | Canale | Predecessori | Criterio di accettazione | Stato | Priorità | Note",
}  # fmt: skip


def fields_are_known(header: str) -> None:
    names = [f"text {n}" for n in range(17)]
    row = " | ".join([*names[:5], "Anna", "Boris", *names[5:]])
    plan, content = only_table(sheet(f"{header}\n{row}\n{row}"))
    assert {field: getattr(content.tasks[0], field) for field in FIELDS} == dict(zip(FIELDS, names, strict=True))
    assert plan.layout == "list" and lines(content)[0] == "2 text 3: A Boris; R Anna"


for language, header in HEADERS.items():
    odd(f"headers are {language}")(lambda _folder, header=header: fields_are_known(header))

reads("a word means two roles", "Задача | Исполнитель | Ответственный\nПлан | Анна | Борис\nКод | Борис | Анна",
      "2 План: A Борис; R Анна", "3 Код: A Анна; R Борис")  # fmt: skip
reads("a word means two roles and stands alone", """
    Atividade | Responsável | Aprovador | Informado
    Planejar  | Ana         | Bruno     | Davi
    Construir | Bruno       | Ana       | Davi
""", "2 Planejar: A Bruno; I Davi; R Ana", "3 Construir: A Ana; I Davi; R Bruno")  # fmt: skip


@odd("one letter means two roles")
def letter_of_two_roles(_folder):
    performs, _content = only_table(sheet("Задача | Анна | Борис\nПлан | И | О\nКод | О | И\nТест | Н | И"))
    is_told, _content = only_table(sheet("Задача | Анна | Борис\nПлан | И | О\nКод | О | У\nТест | У | И"))
    assert (performs.letters["И"], is_told.letters["И"]) == ("does", "is informed")


@odd("a column is unknown")
def unknown_column(_folder):
    plan, content = only_table(sheet("Task | Anna | Boris | Budget\nPlan | R | A | 100\nBuild | A | R | 200"))
    assert plan.columns[3] == "extra:Budget" and content.tasks[1].extras == {"Budget": "200"}


@odd("names are listed in many ways")
def lists_of_names(_folder):
    cells = ("Anna, Boris", "Anna; Boris", "Anna\\nBoris", "• Anna\\n• Boris", "- Anna\\n- Boris", "Anna and Boris",
             "Anna и Boris", "Anna e Boris", "Anna et Boris", "Anna / Boris", "Anna & Boris")  # fmt: skip
    rows = [f"Task {n} | {cell} | Boris" for n, cell in enumerate(cells)]
    _plan, content = only_table(sheet("\n".join(["Task | R | A", "First | Anna | QA/QC", *rows])))
    assert content.people == ("Anna", "QA/QC", "Boris")
    assert all(task.roles["R"] == ("Anna", "Boris") for task in content.tasks[1:])


reads("everybody is meant", "Task | R | A | I\nPlan | Anna | Boris | All\nBuild | Boris | Anna | Все",
      "2 Plan: A Boris; I All; R Anna", "3 Build: A Anna; I Все; R Boris")  # fmt: skip
reads("a header waits for a name", "RACI | | |\nTask | Anna | Boris | [Name]\nPlan | R | A |\nBuild | A | R |",
      "3 Plan: A Boris; R Anna", "4 Build: A Anna; R Boris", people="Anna, Boris")  # fmt: skip
reads("a template is empty", "RACI | | |\nTask | Manager | Team | [Role]\nAsk | | |\nAnswer | | |",
      "3 Ask: ", "4 Answer: ", people="Manager, Team", layout="grid")  # fmt: skip
reads("initials look like marks", "Task | AR | IC | CI\nPlan | R | A | I\nBuild | A | R | C",
      "2 Plan: A IC; I CI; R AR", "3 Build: A AR; C CI; R IC", people="AR, IC, CI")  # fmt: skip
reads(
    "the tasks stand on the right", "Due | R | A | Task\nMay | Anna | Boris | Plan\nJune | Boris | Anna | Build", *PLAIN
)


@odd("a plan has no letters")
def plan_without_letters(_folder):
    plan, content = only_table(sheet("""
        No | Task  | Owner | Start | Finish | Duration | Predecessors
        1  | Plan  | Anna  | May 1 | May 5  | 5 days   |
        2  | Build | Boris | May 8 | May 9  | 2 days   | 1FS+2d
    """))  # fmt: skip
    build = content.tasks[1]
    assert plan.layout == "plan" and not any(build.roles.values())
    assert (build.owner, build.start, build.finish, build.duration) == ("Boris", "May 8", "May 9", "2 days")
    assert build.predecessors == "1FS+2d"


@odd("a code became a date")
def code_as_date(folder):
    rows = [["WBS", *map(str, PAIR[0])], [datetime(2024, 1, 1), *PAIR[1]], [datetime(2024, 2, 1), *PAIR[2]]]
    found = import_workbook(saved(folder, rows, A2="d.m", A3="d.mm"))
    assert [task.number for task in found.contents[0].tasks] == ["1.1", "1.02"]


@odd("a code became a number")
def code_as_number(folder):
    found = import_workbook(saved(folder, [["WBS", *PAIR[0]], [3.9, *PAIR[1]], [3.1, *PAIR[2]]], A3="0.00"))
    assert [task.number for task in found.contents[0].tasks] == ["3.9", "3.10"]


@odd("a cell has a comment")
def comment(folder):
    found = changed(saved(folder, PAIR), lambda page: setattr(page["B2"], "comment", Comment("from May", "Client")))
    assert [list(task.remarks.values()) for task in found.document.tasks_in_order()] == [["from May"], []]


@odd("fields are parted by semicolons")
def semicolons(folder):
    path = folder / "matrix.csv"
    path.write_bytes('Задача;Анна;Борис\nПлан;R;A\n"Код;\nтест";A;R\n'.encode("cp1251"))
    (content,) = import_workbook(path).contents
    assert lines(content) == ["2 План: A Борис; R Анна", "3 Код;\nтест: A Анна; R Борис"]


@odd("letters are no responsibilities")
def other_letters(_folder):
    assert tables(sheet("Name | Mon | Tue | Wed\nAnna | P | A | P\nBoris | A | P | P\nClara | P | A | R")) == []


@odd("a sheet is neither matrix nor plan")
def neither(_folder):
    grids: tuple[Grid, ...] = (sheet("Name | Phone\nAnna | 12-34\nBoris | 56-78"), sheet("Dear all,\nsee below."))
    assert recognise(book(*grids)).tables == ()


def documented() -> list[str]:
    """Return what the lines of the table above say that sheets do."""
    return [line.split(" — ")[0] for line in (__doc__ or "").split("\n") if " — " in line]


@pytest.mark.parametrize("what", documented())
def test_an_oddity(what, tmp_path):
    CASES[what](tmp_path)


def test_every_oddity_has_one_case_and_every_case_a_line():
    assert sorted(documented()) == sorted(CASES)
