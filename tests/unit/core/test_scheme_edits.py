from dataclasses import replace

import pytest
from helpers import matrix, task

from raci_studio.core import edits
from raci_studio.core.document import SourceTable, task_with
from raci_studio.core.errors import UserError
from raci_studio.core.scheme import RACI, SCHEMES, RoleKind, make_scheme
from raci_studio.core.scheme_edits import letters_in_use, likely_heirs

TEXT = """
task  | Anna | Boris
Write | R/S  | A
Check | C    | R/A
"""


def marks(document, name):
    held = document.tasks[task(document, name)]
    return {document.people[person].name: held.letters(person) for person in document.people_order}


def test_letters_in_use_in_the_order_of_the_scheme():
    document = edits.set_scheme(matrix(TEXT, "RASCI"), RACI)
    assert dict(letters_in_use(document)) == {"R": 2, "A": 2, "C": 1, "S": 1}
    assert list(letters_in_use(document)) == ["R", "A", "C", "S"]


def test_marks_follow_the_meaning_and_the_rest_is_kept_with_its_own():
    document = matrix(TEXT, "RASCI")
    russian = SCHEMES["ОИКУ"]
    heirs = likely_heirs(document, russian)
    assert heirs == {"R": "И", "A": "О", "C": "К", "S": "S"}
    changed = edits.change_scheme(document, russian, heirs)
    assert marks(changed, "Write") == {"Anna": ("И", "S"), "Boris": ("О",)}
    assert changed.settings.scheme.letters == ("И", "О", "К", "У", "S")
    assert changed.kind_of("S") is RoleKind.SUPPORTS


def test_letters_swap_without_running_into_each_other():
    document = matrix("task | Anna\nWrite | R/A")
    paris = make_scheme("own", {"A": RoleKind.DOES, "R": RoleKind.ANSWERS})
    changed = edits.change_scheme(document, paris, {"R": "A", "A": "R"})
    assert marks(changed, "Write") == {"Anna": ("A", "R")}
    assert changed.kind_of("A") is RoleKind.DOES


def test_two_letters_that_become_one_leave_one_mark():
    document = matrix(TEXT, "RASCI")
    changed = edits.change_scheme(document, RACI, {"R": "R", "S": "R", "A": "A", "C": "C"})
    assert marks(changed, "Write")["Anna"] == ("R",) and changed.settings.scheme == RACI


def test_comments_and_the_reading_of_the_sheet_follow():
    document = matrix(TEXT)
    key = document.order[0]
    held = task_with(document.tasks[key], remarks={"role:R": "why?", "name": "n"})
    table = SourceTable("S", "list", 1, 2, 3, document.process_order[0], {"B": "role:R", "C": "name"})
    document = replace(document, tasks={**document.tasks, key: held}, tables=(table,))
    changed = edits.change_scheme(document, SCHEMES["ОИКУ"], {"R": "И"})
    assert changed.tasks[key].remarks == {"role:И": "why?", "name": "n"}
    assert changed.tables[0].columns == {"B": "role:И", "C": "name"}


def test_nothing_to_change_is_the_very_same_document():
    document = matrix(TEXT)
    assert edits.change_scheme(document, RACI, {"R": "R"}) is document


@pytest.mark.parametrize("letter", ["", "A/R", "R ", "a,b"])
def test_letters_that_could_not_be_typed_are_refused(letter):
    with pytest.raises(UserError):
        edits.change_scheme(matrix(TEXT), make_scheme("own", {letter: RoleKind.DOES}), {})


def test_a_scheme_without_letters_is_refused():
    with pytest.raises(UserError):
        edits.change_scheme(matrix(TEXT), make_scheme("own", {}), {})
