"""The corrections of a plan: pure functions, tried on small sheets and read again."""

from dataclasses import replace

import pytest

from raci_studio.excel.grid import Grid
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.read import trimmed
from raci_studio.excel.reading import oriented, read_table
from raci_studio.gui.import_review import corrections, layouts, meanings

LETTERS = {"R": "does", "A": "answers", "C": "consults", "I": "is informed"}


def sheet(text, **kwargs):
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return Grid("S", trimmed(rows), **kwargs)


GRID = sheet(
    """
    Matrix   |         |      |
    Task     | When    | Anna | Boris
    Write    | Monday  | R    | A
    Phase 2  |         |      |
    Check    | Tuesday | C    | R/A
             |         |      |
    Sign     | Friday  |      | A
    """
)
TABLE = TablePlan(
    "S", "grid", (1,), 2, 6, {0: "task", 1: "deadline", 2: "person:Anna", 3: "person:Boris"}, {3: "Phase 2"},
    frozenset({5}), letters=LETTERS,
)  # fmt: skip


def roles(grid, table):
    return {task.task: {k: v for k, v in task.roles.items() if v} for task in read_table(grid, table).tasks}


def test_a_field_stands_once_and_the_other_column_becomes_an_extra():
    changed = corrections.take_column(GRID, TABLE, 2, "deadline")
    assert changed.columns == {0: "task", 1: "extra:When", 2: "deadline", 3: "person:Boris"}
    task = read_table(GRID, changed).tasks[0]
    assert (task.deadline, task.extras) == ("R", {"When": "Monday"})


def test_the_same_meaning_changes_nothing():
    assert corrections.take_column(GRID, TABLE, 1, "deadline") is TABLE
    assert corrections.take_column(GRID, TABLE, 2, "person") is TABLE
    assert corrections.take_letter(TABLE, "R", "does") is TABLE
    assert corrections.take_row(GRID, TABLE, 2, "task") is TABLE
    assert corrections.take_header(GRID, TABLE, 1) is TABLE


def test_an_ignored_column_can_be_a_person_again():
    without = corrections.take_column(GRID, TABLE, 2, "ignored")
    assert read_table(GRID, without).people == ("Boris",)
    again = corrections.take_column(GRID, without, 2, "person")
    assert again.columns == TABLE.columns


def test_two_extra_columns_of_one_title_are_told_apart():
    grid = sheet("Task | More | More\nDo | a | b")
    table = TablePlan("S", "plan", (0,), 1, 1, {0: "task", 1: "extra:More"})
    assert corrections.take_column(grid, table, 2, "extra").columns[2] == "extra:More (C)"


def test_a_role_column_gives_a_plan_letters_and_makes_it_a_list():
    grid = sheet("Task | Who | Start\nDo | Anna, Boris | 2026-01-01")
    table = TablePlan("S", "plan", (0,), 1, 1, {0: "task", 1: "owner", 2: "start"})
    changed = corrections.take_column(grid, table, 1, "role:R")
    assert changed.layout == "list" and set(changed.letters) == {"R", "A", "C", "I"}
    assert roles(grid, changed) == {"Do": {"R": ("Anna", "Boris")}}


def test_a_letter_nobody_knew_gets_a_kind():
    assert corrections.take_letter(TABLE, "X", "signs").letters["X"] == "signs"
    assert corrections.usual_kind("S") == "supports" and corrections.usual_kind("Ж") == "does"


def test_the_header_row_names_people_and_extras():
    grid = sheet("Task | Old | Old\nJob | Anna | Prio\nDo | R | high\nGo | A | low")
    table = TablePlan("S", "grid", (0,), 1, 3, {0: "task", 1: "person:Old", 2: "extra:Old"}, letters=LETTERS)
    changed = corrections.take_header(grid, table, 1)
    assert (changed.header_rows, changed.first_row) == ((1,), 2)
    assert changed.columns[1] == "person:Anna" and changed.columns[2] == "priority"


def test_one_more_header_row_completes_the_names():
    grid = sheet("      | Anna | Boris\nTask | Lead | Tester\nDo | R | A\nGo | A | R")
    table = TablePlan("S", "grid", (1,), 2, 3, {0: "task", 1: "person:Lead", 2: "person:Tester"}, letters=LETTERS)
    changed = corrections.take_header(grid, table, 0, more=True)
    assert changed.header_rows == (0, 1) and changed.first_row == 2
    assert changed.columns == {0: "task", 1: "person:Anna / Lead", 2: "person:Boris / Tester"}


def test_a_header_below_all_rows_is_refused():
    assert corrections.take_header(GRID, TABLE, GRID.height - 1) is TABLE


def test_a_header_repeated_inside_the_table():
    grid = sheet("Task | Anna\nDo | R\nTask | Anna\nGo | A")
    table = TablePlan("S", "grid", (0,), 1, 3, {0: "task", 1: "person:Anna"}, letters=LETTERS)
    changed = corrections.take_header(grid, table, 2, more=True)
    assert changed.header_rows == (0, 2) and [task.task for task in read_table(grid, changed).tasks] == ["Do", "Go"]
    assert corrections.take_row(grid, changed, 2, "task").header_rows == (0,)


def test_headers_far_apart_are_refused():
    """Telling people apart by many header rows would take for ever."""
    grid = sheet("\n".join(["Task | Anna", *(f"Note {n} | x" for n in range(20)), "Task | Boris", "Do | R"]))
    table = TablePlan("S", "grid", (21,), 22, 22, {0: "task", 1: "person:Boris"}, letters=LETTERS)
    assert corrections.take_header(grid, table, 0, more=True) is table
    assert corrections.take_header(grid, table, 0).header_rows == (0,)


def test_a_long_sheet_is_not_turned():
    grid = sheet("\n".join(["Task | Anna", *(f"Do {n} | R" for n in range(1000))]))
    table = TablePlan("S", "grid", (0,), 1, 1000, {0: "task", 1: "person:Anna"}, letters=LETTERS)
    assert layouts.take_layout(grid, table, "transposed") is table and layouts.new_table(grid, "transposed") is None


def test_first_and_last_row_move():
    cut = corrections.end_at(GRID, corrections.start_at(GRID, TABLE, 4), 4)
    assert [task.task for task in read_table(GRID, cut).tasks] == ["Check"]
    grown = corrections.end_at(GRID, cut, 6)
    assert [task.task for task in read_table(GRID, grown).tasks] == ["Check", "Sign"]
    assert 5 in grown.skipped
    assert corrections.start_at(GRID, TABLE, 7) is TABLE and corrections.end_at(GRID, TABLE, 99) is TABLE


def test_a_table_keeps_a_header_when_its_only_one_becomes_a_task():
    changed = corrections.start_at(GRID, TABLE, 1)
    assert changed.header_rows == (0,) and changed.first_row == 1
    top = TablePlan("S", "grid", (0,), 1, 1, {0: "task"})
    assert corrections.start_at(sheet("Task\nDo"), top, 0) is top


def test_rows_are_tasks_sections_or_skipped():
    as_task = corrections.take_row(GRID, TABLE, 3, "task")
    assert [task.task for task in read_table(GRID, as_task).tasks] == ["Write", "Phase 2", "Check", "Sign"]
    back = corrections.take_row(GRID, as_task, 3, "section")
    assert back.sections == {3: "Phase 2"} and read_table(GRID, back).tasks[1].step == "Phase 2"
    without = corrections.take_row(GRID, TABLE, 4, "skipped")
    assert [task.task for task in read_table(GRID, without).tasks] == ["Write", "Sign"]
    assert corrections.take_row(GRID, TABLE, 5, "section") is TABLE  # a blank row has no title
    assert corrections.take_row(GRID, TABLE, 1, "skipped") is TABLE  # the only header stays


def test_a_task_beyond_the_table_is_taken_in_alone():
    cut = corrections.end_at(GRID, TABLE, 2)
    far = corrections.take_row(GRID, cut, 6, "task")
    assert [task.task for task in read_table(GRID, far).tasks] == ["Write", "Sign"]


def test_the_owner_of_a_plan_becomes_r_and_back():
    grid = sheet("Task | Owner | Start\nDo | Anna | Monday")
    plan = TablePlan("S", "plan", (0,), 1, 1, {0: "task", 1: "owner", 2: "start"})
    as_list = layouts.owner_as_r(plan)
    assert as_list.layout == "list" and roles(grid, as_list) == {"Do": {"R": ("Anna",)}}
    assert layouts.r_as_owner(as_list) == plan
    assert layouts.owner_as_r(TABLE) is TABLE and layouts.r_as_owner(TABLE) is TABLE


def test_a_grid_is_read_as_a_list_where_its_headers_are_roles():
    grid = sheet("Task | Responsible | Accountable\nDo | Anna | Boris\nGo | Boris | Anna")
    table = TablePlan(
        "S", "grid", (0,), 1, 2, {0: "task", 1: "person:Responsible", 2: "person:Accountable"}, letters=LETTERS
    )
    changed = layouts.take_layout(grid, table, "list")
    assert changed.layout == "list"
    assert roles(grid, changed)["Do"] == {"R": ("Anna",), "A": ("Boris",)}


def test_a_grid_is_read_turned():
    grid = sheet("Who | Write | Check | Sign\nAnna | R | C | I\nBoris | A | R | R\nClara | I | A | A")
    table = layouts.new_table(grid, "grid")
    assert [task.task for task in read_table(grid, table).tasks] == ["Anna", "Boris", "Clara"]
    turned = layouts.take_layout(grid, table, "transposed")
    content = read_table(grid, turned)
    assert turned.layout == "transposed" and content.people == ("Anna", "Boris", "Clara")
    assert [task.task for task in content.tasks] == ["Write", "Check", "Sign"]
    assert layouts.take_layout(grid, turned, "grid").layout == "grid"


def test_a_grid_read_as_a_plan_keeps_its_columns_as_extras():
    changed = layouts.take_layout(GRID, TABLE, "plan")
    assert changed.layout == "plan" and not changed.letters
    assert read_table(GRID, changed).tasks[0].extras == {"Anna": "R", "Boris": "A"}


@pytest.mark.parametrize("layout", ["grid", "list", "one-cell", "transposed", "long", "plan"])
def test_a_table_can_be_added_in_every_layout(layout):
    odd = sheet("What is done | By whom\n\nFirst thing | all of us\nSecond thing | nobody yet")
    table = layouts.new_table(odd, layout)
    assert table.layout == layout and table.sheet == "S" and table.confidence == 1.0
    read_table(odd, table)
    assert layouts.new_table(sheet("only one"), layout) is None


def test_added_rows_without_a_task_are_skipped_and_noted():
    grid = sheet("Task | Remark\nDo something | quickly\n | left alone\nDo more | slowly")
    table = layouts.new_table(grid, "grid")
    content = read_table(grid, table)
    assert [task.task for task in content.tasks] == ["Do something", "Do more"]
    assert [note.cell for note in content.notes] == ["B3"]


def test_every_layout_of_every_layout_can_be_read():
    """Whatever the user chooses in the combo, the table can be read."""
    for layout in ("grid", "list", "one-cell", "transposed", "long", "plan"):
        for other in ("list", "one-cell", "transposed", "long", "plan", "grid"):
            table = layouts.take_layout(GRID, layouts.take_layout(GRID, TABLE, layout), other)
            assert table.layout == other
            read_table(GRID, table)
            grid = oriented(GRID, table)
            for meaning in ("task", "person", "role:R", "roles", "extra", "ignored", "owner"):
                read_table(GRID, corrections.take_column(grid, table, 1, meaning))


def test_rows_of_names_above_the_header_are_found():
    grid = Grid("S", (("", "x", "y"), ("", "Anna", "Boris"), ("Task", "Chief", "Clerk"), ("Pack", "R", "A")))
    columns = {0: "task", 1: "person:Anna / Chief", 2: "person:Boris / Clerk"}
    table = TablePlan("S", "grid", (2,), 3, 3, columns)
    assert meanings.name_rows(grid, table) == {1}
    named_once = replace(table, columns={0: "task", 1: "person:Chief", 2: "person:Clerk"})
    assert meanings.name_rows(grid, named_once) == frozenset()
