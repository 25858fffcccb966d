"""Each edit does what its name says, and an edit that changes nothing returns the very same document."""

import pytest
from helpers import matrix, names, people, task

from raci_studio.core import edits
from raci_studio.core.document import Document, SourceTable
from raci_studio.core.errors import UserError
from raci_studio.core.predecessors import predecessors_text

LAUNCH = """
    task   | Anna | Boris | deadline | after | +Cost
    Plan   | A/R  |       | 2 days   |       | 10
    Build  | C    | R     |          | 1     |
    Check  | A    | R/I   | Friday   | 1;2   |
"""


def test_add_task_joins_the_process_of_its_upper_neighbour():
    document = matrix("task|process\nA|One\nB|Two")
    added = edits.add_task(document, 1, name="New")
    assert names(added, added.order) == ["A", "New", "B"]
    assert added.processes[added.tasks[added.order[1]].process].name == "One"


def test_add_task_to_nothing_makes_a_process():
    document = edits.add_task(Document(), name="First")
    assert len(document.process_order) == 1


def test_ids_are_never_used_twice():
    document = edits.add_task(Document())
    first = document.order[0]
    document = edits.add_task(edits.delete_tasks(document, [first]))
    assert document.order[0] != first


def test_delete_tasks_takes_their_dependencies_along():
    document = matrix(LAUNCH)
    left = edits.delete_tasks(document, [task(document, "Build")])
    assert names(left, left.order) == ["Plan", "Check"]
    assert predecessors_text(left, task(left, "Check")) == "1"


@pytest.mark.parametrize(
    ("moving", "position", "order"),
    [
        (["Check"], 0, ["Check", "Plan", "Build"]),
        (["Plan"], 3, ["Build", "Check", "Plan"]),
        (["Plan", "Check"], 2, ["Build", "Plan", "Check"]),
        (["Build"], 1, ["Plan", "Build", "Check"]),
        (["Build"], 2, ["Plan", "Build", "Check"]),
    ],
)
def test_move_tasks(moving, position, order):
    document = matrix(LAUNCH)
    moved = edits.move_tasks(document, [task(document, name) for name in moving], position)
    assert names(moved, moved.order) == order


def test_predecessors_follow_a_moved_row():
    document = matrix(LAUNCH)
    moved = edits.move_tasks(document, [task(document, "Plan")], 3)
    assert predecessors_text(moved, task(moved, "Build")) == "3"


def test_set_texts_sets_fields_and_extras_in_one_go():
    document = matrix(LAUNCH)
    plan, build = document.order[:2]
    changed = edits.set_texts(
        document, {(plan, "name"): "Plan well", (build, "extra:Cost"): "5", (plan, "extra:Cost"): ""}
    )
    assert changed.tasks[plan].name == "Plan well"
    assert (changed.tasks[plan].extras, changed.tasks[build].extras) == ({}, {"Cost": "5"})
    with pytest.raises(ValueError, match="no text field"):
        edits.set_text(document, plan, "marks", "R")


def test_roles_from_both_layouts_are_the_same_roles():
    document = matrix(LAUNCH)
    anna, boris = people(document, "Anna", "Boris")
    build = task(document, "Build")
    by_letter = edits.set_people(document, build, "A", [anna, boris])
    by_person = edits.set_letters(edits.set_letters(document, build, anna, ["C", "A"]), build, boris, ["R", "A"])
    assert set(by_letter.tasks[build].marks) == set(by_person.tasks[build].marks)
    assert by_letter.tasks[build].people("A") == (anna, boris)


def test_toggle_letter_gives_and_takes():
    document = matrix(LAUNCH)
    (anna,) = people(document, "Anna")
    build = task(document, "Build")
    given = edits.toggle_letter(document, build, anna, "R")
    assert given.tasks[build].letters(anna) == ("R", "C")
    assert edits.toggle_letter(given, build, anna, "R").tasks[build] == document.tasks[build]


def test_names_are_unique_whatever_their_case():
    document = matrix(LAUNCH)
    (boris,) = people(document, "Boris")
    with pytest.raises(UserError, match="already a person"):
        edits.rename_person(document, boris, "  ANNA ")
    with pytest.raises(UserError, match="needs a name"):
        edits.add_person(document, "  ")
    assert edits.rename_person(document, boris, "Boris").people[boris].name == "Boris"


def test_merge_people_moves_marks_deputies_owner_and_names():
    document = matrix(LAUNCH)
    anna, boris = people(document, "Anna", "Boris")
    document = edits.set_person(document, anna, deputies=(boris,))
    process = document.process_order[0]
    document = edits.set_process(document, process, owner=boris)
    table = SourceTable("S", "grid", 1, 2, 4, process, {"B": f"person:{anna}", "C": f"person:{boris}"})
    document = edits.replace(document, tables=(table,))
    merged = edits.merge_people(document, anna, [boris])
    assert merged.people_order == (anna,)
    assert merged.people[anna].aliases == ("Boris",)
    assert merged.people[anna].deputies == ()
    assert merged.processes[process].owner == anna
    assert merged.tasks[task(merged, "Check")].letters(anna) == ("R", "A", "I")
    assert set(merged.tables[0].columns.values()) == {f"person:{anna}"}
    assert merged.person_named("boris").id == anna


def test_delete_people_takes_their_marks():
    document = matrix(LAUNCH)
    (boris,) = people(document, "Boris")
    left = edits.delete_people(document, [boris])
    assert boris not in left.people
    assert not left.tasks[task(left, "Build")].people("R")


def test_predecessors_as_typed():
    document = matrix(LAUNCH)
    check = task(document, "Check")
    for typed, read in [
        ("2", "2"),
        ("1, 2", "1; 2"),
        ("1|2", "1|2"),
        ("2+3d", "2+3d"),
        ("1+1,5 дн", "1+1.5d"),
        ("", ""),
    ]:
        assert predecessors_text(edits.set_predecessors(document, check, typed), check) == read


@pytest.mark.parametrize(("typed", "complaint"), [("9", "no row 9"), ("3", "cannot wait for itself"), ("two", "“two”")])
def test_predecessors_that_cannot_be(typed, complaint):
    document = matrix(LAUNCH)
    with pytest.raises(UserError, match=complaint):
        edits.set_predecessors(document, task(document, "Check"), typed)


def test_extra_columns():
    document = matrix(LAUNCH)
    renamed = edits.rename_extra_column(document, "Cost", "Price")
    assert renamed.extra_columns == ("Price",)
    assert renamed.tasks[task(renamed, "Plan")].extras == {"Price": "10"}
    assert edits.delete_extra_column(renamed, "Price").tasks[task(renamed, "Plan")].extras == {}
    with pytest.raises(UserError):
        edits.add_extra_column(document, "Cost")


def test_comments_follow_what_they_are_about():
    document = matrix(LAUNCH)
    anna, boris = document.people_order
    plan = task(document, "Plan")
    said = {"name": "first", f"person:{anna}": "one", f"person:{boris}": "two", "extra:Cost": "net"}
    tasks = {**document.tasks, plan: edits.task_with(document.tasks[plan], remarks=said, links={"extra:Cost": "#A1"})}
    document = edits.replace(document, tasks=tasks)

    merged = edits.merge_people(document, anna, [boris]).tasks[plan].remarks
    assert merged == {"name": "first", f"person:{anna}": "one\ntwo", "extra:Cost": "net"}
    assert f"person:{boris}" not in edits.delete_people(document, [boris]).tasks[plan].remarks
    renamed = edits.rename_extra_column(document, "Cost", "Price").tasks[plan]
    assert renamed.remarks["extra:Price"] == "net" and renamed.links == {"extra:Price": "#A1"}
    assert edits.delete_extra_column(document, "Cost").tasks[plan].links == {}


def test_accepting_and_reopening_a_finding():
    document = edits.accept_finding(matrix(LAUNCH), "D401:c1:t3", "agreed with the client")
    assert document.accepted[0].reason == "agreed with the client"
    assert edits.reopen_finding(document, "D401:c1:t3").accepted == ()


def test_an_edit_that_changes_nothing_returns_the_same_document():
    document = matrix(LAUNCH)
    anna, boris = people(document, "Anna", "Boris")
    plan, build, _check = document.order
    assert edits.set_text(document, plan, "name", "Plan") is document
    assert edits.set_people(document, build, "R", [boris]) is document
    assert edits.set_letters(document, build, anna, ["C"]) is document
    assert edits.move_tasks(document, [plan], 1) is document
    assert edits.set_predecessors(document, build, "1") is document
    assert edits.rename_person(document, anna, "Anna") is document
    assert edits.merge_people(document, anna, [anna]) is document
    assert edits.delete_tasks(document, []) is document


def test_many_cells_in_one_go_are_the_same_as_one_by_one():
    document = matrix("task | Anna | Boris\nPlan | R | A\nBuild | | R\nShip | |")
    anna, boris = document.people_order
    plan, build, ship = document.order
    one = edits.set_people(edits.set_people(document, plan, "R", [boris]), ship, "R", [anna, boris])
    assert edits.set_people_of(document, "R", {plan: [boris], ship: [anna, boris]}) == one
    one = edits.set_letters(edits.set_letters(document, plan, anna, ["C"]), build, anna, ["A", "R"])
    assert edits.set_letters_of(document, anna, {plan: ["C"], build: ["A", "R"], ship: []}) == one
    one = edits.set_predecessors(edits.set_predecessors(document, build, "1"), ship, "1;2")
    assert edits.set_predecessors_of(document, {build: "1", ship: "1;2"}) == one
    assert edits.set_predecessors_of(one, {build: "1", ship: "1;2"}) is one


def test_clearing_cells_is_the_same_as_emptying_them_one_by_one():
    document = matrix(
        "task | Anna | Boris | deadline | after | +Cost\nPlan | A/R | R | now | | 5\nBuild | C | A | now | 1 | 6"
    )
    anna, boris = document.people_order
    plan, build = document.order
    one = edits.set_texts(document, {(plan, "deadline"): "", (plan, "extra:Cost"): ""})
    assert edits.clear_cells(document, [plan], ["deadline", "extra:Cost"]) == one
    one = edits.set_people_of(edits.set_people_of(document, "R", {plan: ()}), "C", {build: ()})
    assert edits.clear_cells(document, [plan, build], ["role:R", "role:C"]) == one
    one = edits.set_letters_of(document, anna, {plan: (), build: ()})
    assert edits.clear_cells(document, [plan, build], [f"person:{anna}"]) == one and one.tasks[plan].letters(boris)
    assert edits.clear_cells(document, [build], ["predecessors"]) == edits.set_predecessors(document, build, "")
    assert edits.clear_cells(document, [plan], ["predecessors", "notes", "role:X"]) is document


def test_several_tasks_are_added_as_one_after_the_other():
    document = matrix("task|process\nA|One\nB|Two")
    one = edits.add_task(edits.add_task(document, 1, step="New"), 2, step="New")
    assert edits.add_tasks(document, 1, 2, step="New") == one
