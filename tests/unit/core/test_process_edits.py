"""The edits of what is known of a process: pairs, systems, who can use what, absences."""

import pytest
from helpers import matrix

from raci_studio.core import edits
from raci_studio.core.document import Absence
from raci_studio.core.errors import UserError
from raci_studio.core.process_edits import (
    delete_pairs,
    delete_systems,
    rename_process,
    set_absences,
    set_pair,
    set_system,
    set_use,
)


@pytest.fixture
def document():
    return matrix("task | Anna\nWrite | R\nCheck | A\nSign | A")


@pytest.fixture
def process(document):
    return document.process_order[0]


def test_a_process_is_renamed_but_not_to_another_ones_name(document, process):
    document = edits.add_process(document, "Other")
    assert rename_process(document, process, "  Order   of goods ").processes[process].name == "Order of goods"
    assert rename_process(document, process, "Process") is document
    for name in (" ", "OTHER"):
        with pytest.raises(UserError):
            rename_process(document, process, name)


def test_pairs(document, process):
    write, check, sign = document.order
    one = set_pair(document, process, None, (write, check))
    two = set_pair(one, process, None, (check, sign))
    assert two.processes[process].incompatible == ((write, check), (check, sign))
    changed = set_pair(two, process, 0, (sign, write))
    assert changed.processes[process].incompatible == ((sign, write), (check, sign))
    assert set_pair(two, process, 0, (write, check)) is two
    for place, pair in ((None, (write, write)), (None, (check, write)), (0, (sign, check))):
        with pytest.raises(UserError):
            set_pair(two, process, place, pair)
    assert delete_pairs(two, process, [0]).processes[process].incompatible == ((check, sign),)
    assert delete_pairs(two, process, [7]) is two


def test_systems_keep_their_order(document, process):
    held = set_system(document, process, None, "Jira", "IT")
    held = set_system(held, process, None, " Mail ", "")
    held = set_system(held, process, 0, "YouTrack", "IT")
    assert list(held.processes[process].systems.items()) == [("YouTrack", "IT"), ("Mail", "")]
    assert set_system(held, process, 1, "Mail", "") is held
    for place, name in ((None, "mail"), (0, "MAIL"), (None, "")):
        with pytest.raises(UserError):
            set_system(held, process, place, name, "")
    assert dict(delete_systems(held, process, [0]).processes[process].systems) == {"Mail": ""}
    assert delete_systems(held, process, []) is held


def test_who_can_use_a_channel(document):
    (anna,) = document.people_order
    held = set_use(document, anna, ["Slack"], True)
    assert held.people[anna].channels == ("Slack",)
    assert set_use(held, anna, ["slack", "слак"], True) is held
    held = set_use(held, anna, ["Mail"], True)
    assert set_use(held, anna, ["SLACK"], False).people[anna].channels == ("Mail",)
    assert set_use(document, anna, ["Mail"], False) is document


def test_absences_are_sorted_and_do_not_end_before_they_begin(document):
    (anna,) = document.people_order
    later, sooner = Absence("2026-03-01", "2026-03-02"), Absence("2026-01-01", "2026-01-01")
    assert set_absences(document, anna, [later, sooner, later]).people[anna].absences == (sooner, later)
    with pytest.raises(UserError):
        set_absences(document, anna, [Absence("2026-03-02", "2026-03-01")])
