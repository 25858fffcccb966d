"""Who is who: what is remembered as different, and everybody replaced by those it stands for."""

import msgspec
import pytest
from helpers import matrix, people, task

from raci_studio.core import edits
from raci_studio.core.document import Absence, Person, task_with
from raci_studio.core.errors import UserError
from raci_studio.project.codec import from_json, from_parts, to_json, to_parts

TEAM = """
    task   | Anna | Boris | Clara | All
    Plan   | A/R  |       |       | I
    Build  | A    | R     |       | C/I
    Check  |      |       | R     |
"""


def test_keep_apart_is_told_once_and_both_ways_round():
    document = matrix(TEAM)
    anna, boris = people(document, "Anna", "Boris")
    kept = edits.keep_apart(document, [boris, anna])
    assert kept.people[anna].distinct_from == (boris,) and kept.people[boris].distinct_from == ()
    assert edits.keep_apart(kept, [anna, boris]) is kept
    assert edits.keep_apart(document, [anna]) is document


def test_who_is_different_follows_a_merge_and_a_deletion():
    document = matrix(TEAM)
    anna, boris, clara = people(document, "Anna", "Boris", "Clara")
    kept = edits.keep_apart(document, [anna, boris, clara])
    merged = edits.merge_people(kept, clara, [boris])
    assert merged.people[anna].distinct_from == (clara,) and merged.people[clara].distinct_from == ()
    assert edits.delete_people(kept, [clara]).people[anna].distinct_from == (boris,)
    assert edits.merge_people(kept, anna, [boris]).people[anna].distinct_from == (clara,)


def test_a_merge_loses_nothing_that_is_known():
    document = matrix(TEAM)
    anna, boris, clara = people(document, "Anna", "Boris", "Clara")
    document = edits.set_person(document, anna, channels=("mail",), deputies=(boris,))
    away = Absence("2026-01-02", "2026-01-09")
    document = edits.set_person(
        document, boris, department="Sales", manager="Clara", channels=("mail", "phone"), deputies=(clara, anna),
        absences=(away,),
    )  # fmt: skip
    merged = edits.merge_people(document, anna, [boris]).people[anna]
    assert merged.department == "Sales" and merged.manager == "Clara"
    assert merged.channels == ("mail", "phone") and merged.absences == (away,) and merged.deputies == (clara,)


def test_everybody_becomes_those_without_a_mark_on_the_task():
    document = matrix(TEAM)
    anna, boris, clara, everybody = people(document, "Anna", "Boris", "Clara", "All")
    replaced = edits.replace_by_everybody(document, everybody)
    plan, build = replaced.tasks[task(replaced, "Plan")], replaced.tasks[task(replaced, "Build")]
    assert everybody not in replaced.people
    assert (plan.letters(anna), plan.letters(boris), plan.letters(clara)) == (("R", "A"), ("I",), ("I",))
    assert (build.letters(anna), build.letters(boris), build.letters(clara)) == (("A",), ("R",), ("C", "I"))
    assert replaced.tasks[task(replaced, "Check")] == document.tasks[task(document, "Check")]


def test_everybody_is_those_of_the_process():
    document = matrix("""
        process | task | Anna | Boris | Clara | All
        One     | Plan | R    | A     |       | I
        Two     | Sell |      | R     | A     | I
    """)
    (everybody,) = people(document, "All")
    replaced = edits.replace_by_everybody(document, everybody)
    anna, boris, clara = people(replaced, "Anna", "Boris", "Clara")
    assert replaced.tasks[task(replaced, "Plan")].people("I") == ()
    assert {mark.person for mark in replaced.tasks[task(replaced, "Plan")].marks} == {anna, boris}
    assert {mark.person for mark in replaced.tasks[task(replaced, "Sell")].marks} == {boris, clara}


def test_other_words_for_everybody_get_no_marks():
    document = matrix("task | Anna | Boris | All | Everyone\nPlan | R | | I |\nSell | R | A | | I")
    everybody, everyone = people(document, "All", "Everyone")
    replaced = edits.replace_by_everybody(document, everybody, besides=[everyone])
    assert replaced.tasks[replaced.order[0]].people("I") == people(replaced, "Boris")


def test_comments_on_everybodys_marks_are_kept():
    document = matrix(TEAM)
    (everybody,) = people(document, "All")
    plan = document.order[0]
    held = task_with(document.tasks[plan], remarks={f"person:{everybody}": "by mail", "name": "first"})
    document = edits.replace(document, tasks={**document.tasks, plan: held})
    assert edits.replace_by_everybody(document, everybody).tasks[plan].remarks == {"name": "by mail\nfirst"}


def test_everybody_of_nobody_is_refused():
    document = matrix("task | All\nPlan | R")
    with pytest.raises(UserError, match="Nobody else takes part in “Process”"):
        edits.replace_by_everybody(document, document.people_order[0])


def test_what_was_answered_is_saved_and_older_files_are_read():
    document = matrix(TEAM)
    anna, boris, everybody = people(document, "Anna", "Boris", "All")
    document = edits.set_person(edits.keep_apart(document, [anna, boris]), everybody, group=True)
    assert from_json(to_json(document), None) == document == from_parts(to_parts(document), None)
    older = msgspec.json.decode(to_json(document))
    for person in older["people"]:
        person.pop("distinct_from", None)
        person.pop("group", None)
    read = from_json(msgspec.json.encode(older), None)
    assert read.people[anna] == Person(anna, "Anna") and not read.people[everybody].group


def test_a_file_that_names_nobody_as_different_is_damaged():
    document = matrix(TEAM)
    broken = edits.set_person(document, document.people_order[0], distinct_from=("p99",))
    with pytest.raises(UserError, match="damaged"):
        from_json(to_json(broken), None)


def test_a_person_is_split_by_rows():
    document = matrix(TEAM)
    anna, everybody = people(document, "Anna", "All")
    document = edits.set_person(document, everybody, department="Sales", deputies=(anna,), aliases=("Team", "Eve"))
    plan, build = task(document, "Plan"), task(document, "Build")
    split = edits.split_person(document, everybody, {"Dan": [plan], " Eve ": [plan, build], "boris": [build]})
    dan, eve = split.people[everybody], split.person_named("Eve")
    assert (dan.name, dan.deputies, dan.aliases) == ("Dan", (anna,), ("Team",))
    assert eve.department == "Sales" and eve.deputies == () and eve.id not in document.people
    order = [split.people[one].name for one in split.people_order]
    assert order == ["Anna", "Boris", "Clara", "Dan", "Eve"]

    def letters(name, key):
        return split.tasks[key].letters(split.person_named(name).id)

    assert letters("Dan", plan) == ("I",) and letters("Eve", plan) == ("I",) and letters("Boris", plan) == ()
    assert (
        letters("Dan", build) == ()
        and letters("Eve", build) == ("C", "I")
        and letters("Boris", build) == ("R", "C", "I")
    )
    assert letters("Anna", plan) == document.tasks[plan].letters(anna)


def test_a_row_that_nobody_takes_over_stays_with_the_first():
    document = matrix(TEAM)
    (everybody,) = people(document, "All")
    split = edits.split_person(document, everybody, {"Dan": [], "Eve": []})
    build = split.tasks[task(split, "Build")]
    assert build.letters(everybody) == ("C", "I") and split.person_named("Eve").id not in {
        m.person for m in build.marks
    }


@pytest.mark.parametrize(
    "parts", [{}, {"Dan": []}, {"Dan": [], "dan ": []}, {"Dan": [], " ": []}, {"Anna": [], "Dan": []}]
)
def test_who_cannot_be_split_so_is_refused(parts):
    document = matrix(TEAM)
    (everybody,) = people(document, "All")
    with pytest.raises(UserError):
        edits.split_person(document, everybody, parts)
