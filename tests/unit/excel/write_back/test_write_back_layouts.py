"""What is changed in the matrix is changed in the client's cells, in every layout and in the client's own way of writing."""

import datetime as dt

import pytest
from helpers import people, task
from trips import changed_cells, client, differences, exported

from raci_studio.core import edits
from raci_studio.core.document import Dependency, Mark

GRID = """
Task      | Anna | Boris | Zoe | Deadline    | Result | Predecessors
Plan      | A    | R     | C/I | @2026-03-05 | a plan |
Build     | R    | A     | C   | #3          | code   | 1
Check     | A    | R     | I   | by Friday   | report | 2
Ship      | R    | A     |     |             | box    | 2, 3
"""


def trip(document, tmp_path):
    """Return the cells that changed, and the import of the copy; it must say what the document says."""
    again, path, summary = exported(document, tmp_path, "copy.xlsx")
    assert summary.not_written == () and differences(document, again) == []
    return changed_cells(tmp_path / document.source.name, path), again, summary


def test_nothing_changed_is_nothing_written(tmp_path):
    document = client(tmp_path, GRID)
    changed, again, summary = trip(document, tmp_path)
    assert changed == {} and again.order == document.order and summary.cells == 0


def test_letters_of_a_grid(tmp_path):
    document = client(tmp_path, GRID)
    anna, boris, zoe = people(document, "Anna", "Boris", "Zoe")
    document = edits.set_letters(document, task(document, "Build"), anna, ["A", "R"])
    document = edits.set_letters(document, task(document, "Check"), zoe, ["C", "I"])
    document = edits.set_letters(document, task(document, "Ship"), boris, [])
    changed, _again, summary = trip(document, tmp_path)
    assert changed == {"B3": "R/A", "D4": "C/I", "C5": None} and summary.cells == 3


@pytest.mark.parametrize(
    ("sheet", "letters", "written"),
    [
        ("Task|Anna|Boris\nPlan|r|a\nBuild|a|r\nCheck|r|c", ["A"], "a"),
        ("Task|Anna|Boris\nPlan|AR|C\nBuild|C|AR\nCheck|R|C", ["R", "A"], "AR"),
        ("Task|Anna|Boris\nPlan|Responsible|Accountable\nBuild|Accountable|Responsible\nCheck|Accountable|Informed",
         ["R"], "Responsible"),
        ("Task|Anna|Boris\nPlan|R|-\nBuild|A|-\nCheck|R|A\nShip|-|R", [], "-"),
        ("Задача|Анна|Борис\nПлан|О|И\nСборка|И|О\nПроверка|О|К", ["И"], "И"),
        ("Задача|Анна|Борис\nПлан|И|О\nСборка|О|И\nПроверка|И|К", ["О", "И"], "О/И"),
    ],
)  # fmt: skip
def test_a_letter_is_written_as_the_sheet_writes_it(tmp_path, sheet, letters, written):
    document = client(tmp_path, sheet)
    document = edits.set_letters(document, document.order[2], document.people_order[1], letters)
    assert trip(document, tmp_path)[0] == {"C4": written}


def test_several_letters_are_joined_as_elsewhere(tmp_path):
    document = client(tmp_path, "Task|Anna|Boris|Zoe\nPlan|A, R|C|I\nBuild|R|A|C, I\nCheck|R|A|I")
    (zoe,) = people(document, "Zoe")
    document = edits.set_letters(document, task(document, "Check"), zoe, ["A", "I"])
    assert trip(document, tmp_path)[0] in ({"D4": "I, A"}, {"D4": "A, I"})


def test_words_beside_a_letter_stay(tmp_path):
    document = client(tmp_path, "Task|Anna|Boris\nPlan|R (on call)|A\nBuild|A|R\nCheck|R|A")
    (anna,) = people(document, "Anna")
    document = edits.set_letters(document, task(document, "Plan"), anna, ["A"])
    assert trip(document, tmp_path)[0] == {"B2": "A (on call)"}


def test_texts_stay_texts_dates_dates_and_numbers_numbers(tmp_path):
    document = client(tmp_path, GRID)
    document = edits.set_texts(
        document,
        {
            (task(document, "Plan"), "deadline"): "2026-04-01",
            (task(document, "Build"), "deadline"): "5",
            (task(document, "Check"), "deadline"): "2026-05-01",
            (task(document, "Check"), "result"): "=1+1",
            (task(document, "Ship"), "result"): "",
        },
    )
    changed, _again, _summary = trip(document, tmp_path)
    assert changed == {"E2": dt.datetime(2026, 4, 1), "E3": 5, "E4": "2026-05-01", "F4": "=1+1", "F5": None}


def test_a_date_in_words_is_a_real_date_where_dates_stand(tmp_path):
    document = client(tmp_path, GRID)
    document = edits.set_text(document, task(document, "Plan"), "deadline", "1 April 2026")
    again, path, _summary = exported(document, tmp_path, "copy.xlsx")
    assert changed_cells(tmp_path / "client.xlsx", path) == {"E2": dt.datetime(2026, 4, 1)}
    assert again.tasks[task(document, "Plan")].deadline == "2026-04-01"


def test_a_person_who_heads_a_column_is_renamed(tmp_path):
    document = client(tmp_path, GRID)
    document = edits.rename_person(document, people(document, "Boris")[0], "Boris Kim")
    assert trip(document, tmp_path)[0] == {"C1": "Boris Kim"}


def test_a_name_over_two_headers(tmp_path):
    document = client(tmp_path, "Task|Anna|Boris\n|Buyer|Seller\nPlan|R|A\nBuild|A|R\nCheck|R|A")
    assert document.people[document.people_order[0]].name == "Anna / Buyer"
    renamed = edits.rename_person(document, document.people_order[0], "Vera / Buyer")
    assert trip(renamed, tmp_path)[0] == {"B1": "Vera"}
    again, _path, summary = exported(
        edits.rename_person(document, document.people_order[0], "Vera"), tmp_path, "copy.xlsx"
    )
    assert [person.name for person in again.people.values()] == ["Vera", "Boris / Seller"]  # our part tells
    assert [one.cell for one in summary.not_written] == ["B2"]


def test_an_extra_column_is_renamed(tmp_path):
    document = client(tmp_path, "Task|Anna|Boris|Budget\nPlan|R|A|ten\nBuild|A|R|six\nCheck|R|A|")
    assert document.extra_columns == ("Budget",)
    document = edits.rename_extra_column(document, "Budget", "Money")
    document = edits.set_text(document, document.order[2], "extra:Money", "two")
    assert trip(document, tmp_path)[0] == {"D1": "Money", "D4": "two"}


LIST = """
Task  | R                    | A     | C          | I   | Deadline
Plan  | Anna Smith; Boris K. | Zoe   |            | Zoe | 3 days
Build | Boris K.             | Zoe   | Anna Smith |     | 5 days
Check | Anna Smith           | Boris K. | Zoe; Boris K. | | 1 day
"""


def test_names_in_a_list(tmp_path):
    document = client(tmp_path, LIST)
    anna, boris, zoe = people(document, "Anna Smith", "Boris K.", "Zoe")
    document = edits.set_people(document, task(document, "Build"), "R", [boris, zoe])
    document = edits.set_people(document, task(document, "Plan"), "R", [boris])
    document = edits.set_people(document, task(document, "Plan"), "I", [])
    document = edits.set_people(document, task(document, "Check"), "A", [anna])
    assert trip(document, tmp_path)[0] == {"B3": "Boris K.; Zoe", "B2": "Boris K.", "E2": None, "C4": "Anna Smith"}


def test_a_person_renamed_in_a_list_is_renamed_in_each_cell(tmp_path):
    document = client(tmp_path, LIST)
    document = edits.rename_person(document, people(document, "Boris K.")[0], "Boris Kim")
    changed, _again, _summary = trip(document, tmp_path)
    assert changed == {"B2": "Anna Smith; Boris Kim", "B3": "Boris Kim", "C4": "Boris Kim", "D4": "Zoe; Boris Kim"}


def test_people_merged_keep_the_names_they_have_in_the_cells(tmp_path):
    sheet = "Task|R|A|C|I\nPlan|A. Smith|Zoe|Boris|\nBuild|Anna Smith|Zoe|Boris|\nCheck|Boris|Zoe||A. Smith"
    document = client(tmp_path, sheet)
    anna, short, boris = people(document, "Anna Smith", "A. Smith", "Boris")
    document = edits.merge_people(document, anna, [short])
    assert trip(document, tmp_path)[0] == {}
    document = edits.set_people(document, task(document, "Check"), "R", [boris, anna])
    changed, again, _summary = trip(document, tmp_path)
    assert changed == {"B4": "Boris, A. Smith"} and len(again.people) == 3


def test_names_joined_by_line_breaks_with_bullets(tmp_path):
    sheet = "Task|R|A|C\nPlan|• Anna\\n• Boris|Zoe|Boris\nBuild|Boris|Zoe|Anna\nCheck|Zoe|Anna|Boris"
    document = client(tmp_path, sheet)
    anna, boris, zoe = people(document, "Anna", "Boris", "Zoe")
    document = edits.set_people(document, task(document, "Plan"), "R", [anna, boris, zoe])
    assert trip(document, tmp_path)[0] == {"B2": "• Anna\n• Boris\n• Zoe"}


@pytest.mark.parametrize(
    ("first", "second", "written"),
    [
        ("R : Anna\\nA : Boris", "R : Boris\\nA : Anna", "R : Boris\nA : Anna\nC : Zoe"),
        ("R: Anna; A: Boris", "R: Boris; A: Anna", "R: Boris; A: Anna; C: Zoe"),
        ("Anna (R), Boris (A)", "Boris (R), Anna (A)", "Boris (R), Anna (A), Zoe (C)"),
        ("Responsible: Anna\\nAccountable: Boris\\nConsulted: Zoe", "Responsible: Boris\\nAccountable: Anna",
         "Responsible: Boris\nAccountable: Anna\nConsulted: Zoe"),
    ],
)  # fmt: skip
def test_all_roles_in_one_cell(tmp_path, first, second, written):
    document = client(tmp_path, f"Task|RACI|Deadline\nPlan|{first}|1 day\nBuild|{second}|2 days\nCheck|{first}|3 days")
    if "Zoe" not in [person.name for person in document.people.values()]:
        document = edits.add_person(document, "Zoe")
    (zoe,) = people(document, "Zoe")
    document = edits.set_people(document, task(document, "Build"), "C", [zoe])
    again, path, summary = exported(document, tmp_path, "copy.xlsx")
    assert differences(document, again) == [] and summary.not_written == ()
    assert changed_cells(tmp_path / "client.xlsx", path) == {"B3": written}


def test_a_transposed_table(tmp_path):
    sheet = "Role|Plan|Build|Check|Ship\nAnna|R|A|R|I\nBoris|A|R|A|R\nZoe|C|I|C|A"
    document = client(tmp_path, sheet)
    assert document.tables[0].layout == "transposed"
    (boris,) = people(document, "Boris")
    document = edits.set_letters(document, task(document, "Build"), boris, ["C"])
    document = edits.set_text(document, task(document, "Check"), "name", "Check it")
    document = edits.delete_tasks(document, [task(document, "Ship")])
    document = edits.add_task(document, name="Sell")
    document = edits.set_letters(document, document.order[-1], boris, ["R"])
    changed, again, summary = trip(document, tmp_path)
    assert changed == {"C3": "C", "D1": "Check it"}
    assert summary.sheets == (("RACI, new tasks", 1),) and summary.struck == 1
    assert [task.name for task in again.tasks_in_order()] == ["Plan", "Build", "Check it", "Sell"]


def test_a_long_table(tmp_path):
    rows = "Plan|Anna|R\nPlan|Boris|A\nBuild|Boris|R\nBuild|Zoe|A\nCheck|Zoe|R\nCheck|Anna|A"
    document = client(tmp_path, f"Task|Person|Role\n{rows}")
    assert document.tables[0].layout == "long"
    anna, boris, zoe = people(document, "Anna", "Boris", "Zoe")
    document = edits.set_letters(document, task(document, "Plan"), boris, ["C"])
    document = edits.delete_tasks(document, [task(document, "Build")])
    document = edits.add_task(document, name="Ship")
    document = edits.set_people(document, document.order[-1], "R", [zoe, anna])
    changed, _again, summary = trip(document, tmp_path)
    assert changed["C3"] == "C" and summary.struck == 1
    assert {changed[address] for address in ("A8", "B8", "C8", "B9", "C9")} >= {"Ship", "Zoe", "Anna", "R"}
    document = edits.set_people(document, task(document, "Check"), "C", [boris])
    _again, _path, summary = exported(document, tmp_path, "copy.xlsx")
    assert [one.why for one in summary.not_written] == ["the sheet has no free row for one more person of this task"]


def test_ticks(tmp_path):
    sheet = "Task|Person|R|A|C|I\nPlan|Anna|X|X||\nBuild|Boris|X|||\nCheck|Zoe||X||\nShip|Anna|X|||X"
    document = client(tmp_path, sheet)
    assert document.tasks[document.order[0]].marks == (
        Mark("R", document.people_order[0]),
        Mark("A", document.people_order[0]),
    )
    (boris,) = people(document, "Boris")
    document = edits.set_letters(document, task(document, "Build"), boris, ["A", "I"])
    assert trip(document, tmp_path)[0] == {"C3": None, "D3": "X", "F3": "X"}


PLAN = """
WBS | Task  | Start       | Finish      | Duration | Predecessors | Owner
1   | Plan  | @2026-03-02 | @2026-03-06 | 5 days   |              | Anna
1.1 | Write | @2026-03-02 | @2026-03-04 | 3 days   | 1            | Boris
1.2 | Check | @2026-03-05 | @2026-03-06 | 2 days   | 1.1          | Anna
2   | Build | @2026-03-09 | @2026-03-13 | 5 days   | 1.1; 1.2     | Zoe
"""


def test_predecessors_are_written_in_the_clients_own_identifiers(tmp_path):
    document = client(tmp_path, PLAN)
    assert document.tables[0].layout == "plan"
    plan, write, check, build = document.order
    document = edits.set_dependencies(
        document, {build: (Dependency(check, build), Dependency(plan, build, 2.0)), check: ()}
    )
    document = edits.set_text(document, build, "start", "2026-03-10")
    changed, _again, _summary = trip(document, tmp_path)
    assert changed == {"F5": "1.2; 1+2d", "F4": None, "C5": dt.datetime(2026, 3, 10)}
    document = edits.set_predecessors(document, build, "1|2")
    assert trip(document, tmp_path)[0]["F5"] == "1|1.1"
    assert write


def test_predecessors_by_row_number_hold_when_a_task_is_deleted(tmp_path):
    document = client(tmp_path, GRID)
    document = edits.delete_tasks(document, [task(document, "Build")])
    changed, again, _summary = trip(document, tmp_path)
    assert changed == {"G4": None, "G5": "3"}  # rows keep their numbers: the struck one counts
    assert [link.before for link in again.dependencies] == [task(document, "Check")]


def test_predecessors_by_name_follow_a_new_name(tmp_path):
    sheet = "Task|Anna|Boris|Predecessors\nPlan|R|A|\nBuild|A|R|Plan\nCheck|R|A|Build"
    document = client(tmp_path, sheet)
    document = edits.set_text(document, task(document, "Build"), "name", "Make")
    assert trip(document, tmp_path)[0]["A3"] == "Make"


SECTIONS = """
Task     | Anna | Boris
Phase 1
Plan     | R    | A
Build    | A    | R
Phase 2
Check    | R    | A
Ship     | A    | R
"""


def test_the_title_of_a_section_is_changed_where_all_its_tasks_say_so(tmp_path):
    document = client(tmp_path, SECTIONS)
    steps = [document.tasks[key].step for key in document.order]
    assert steps == ["Phase 1", "Phase 1", "Phase 2", "Phase 2"]
    document = edits.set_texts(document, {(key, "step"): "Start" for key in document.order[:2]})
    assert trip(document, tmp_path)[0] == {"A2": "Start"}
    document = edits.set_text(document, document.order[3], "step", "The end")
    again, _path, summary = exported(document, tmp_path, "copy.xlsx")
    assert [(one.cell, one.why) for one in summary.not_written] == [
        ("A7", "the sheet says it in the title of a section")
    ]
    assert again.tasks[document.order[3]].step == "Phase 2"


def test_new_tasks_get_the_title_of_their_section(tmp_path):
    document = client(tmp_path, SECTIONS)
    document = edits.add_task(document, 2, name="Design", step="Phase 1")
    document = edits.add_task(document, name="Sell", step="Phase 2")
    document = edits.add_task(document, name="Rest")
    changed, again, summary = trip(document, tmp_path)
    assert changed == {"A8": "Sell", "A9": "Phase 1", "A10": "Design", "A11": "New tasks", "A12": "Rest"}
    assert summary.rows == 3 and len(again.order) == 7


def test_a_phase_that_holds_for_the_rows_below(tmp_path):
    sheet = "Phase|Task|Anna|Boris\nStart|Plan|R|A\n|Build|A|R\n|Test|A|R\nEnd|Check|R|A\n|Ship|A|R"
    document = client(tmp_path, sheet)
    document = edits.set_text(document, task(document, "Build"), "step", "Middle")
    assert trip(document, tmp_path)[0] == {"A3": "Middle", "A4": "Start"}
    document = edits.set_texts(document, {(task(document, name), "step"): "Last" for name in ("Check", "Ship")})
    assert trip(document, tmp_path)[0] == {"A3": "Middle", "A4": "Start", "A5": "Last"}
    document = edits.delete_tasks(document, [task(document, "Check")])
    changed, again, _summary = trip(document, tmp_path)
    assert changed == {"A3": "Middle", "A4": "Start", "A6": "Last"}
    assert again.tasks[task(document, "Ship")].step == "Last"
