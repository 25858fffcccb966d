"""The difference between two documents names just the ids that differ."""

from helpers import matrix, people, task

from raci_studio.core import edits
from raci_studio.core.diff import diff

DOCUMENT = matrix("""
    task  | Anna | Boris | after
    Plan  | R    | A     |
    Build | R    | A     | 1
""")


def test_no_difference_is_false():
    assert not diff(DOCUMENT, DOCUMENT)


def test_a_text_changes_one_task():
    plan = task(DOCUMENT, "Plan")
    change = diff(DOCUMENT, edits.set_text(DOCUMENT, plan, "deadline", "now"))
    assert change.tasks == {plan}
    assert not change.structure and not change.people and not change.tasks_added


def test_a_dependency_changes_the_task_that_waits():
    build = task(DOCUMENT, "Build")
    change = diff(DOCUMENT, edits.set_predecessors(DOCUMENT, build, ""))
    assert change.tasks == {build}
    assert change.rest == {"dependencies"}


def test_rows_that_come_go_and_move():
    added = edits.add_task(DOCUMENT)
    assert diff(DOCUMENT, added).tasks_added == {added.order[-1]}
    assert diff(added, DOCUMENT).tasks_removed == {added.order[-1]}
    moved = diff(DOCUMENT, edits.move_tasks(DOCUMENT, [DOCUMENT.order[0]], 2))
    assert moved.tasks_order and moved.structure and not moved.tasks


def test_people():
    anna, boris = people(DOCUMENT, "Anna", "Boris")
    assert diff(DOCUMENT, edits.rename_person(DOCUMENT, anna, "Ann")).people == {anna}
    merged = diff(DOCUMENT, edits.merge_people(DOCUMENT, anna, [boris]))
    assert merged.people == {anna, boris} and merged.people_order
    assert merged.tasks == set(DOCUMENT.order)
