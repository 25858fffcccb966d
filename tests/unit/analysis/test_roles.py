"""Who has which kind of role, by task and by person, after any edits as if read anew."""

import random

import pytest
from helpers import matrix, random_process

from raci_studio.analysis.roles import Roles
from raci_studio.core import edits
from raci_studio.core.scheme import RoleKind


def roles_of(document):
    return Roles(tuple(document.tasks_in_order()), document.settings.scheme.kinds)


def with_people(roles):
    return {kind: of for kind, of in roles.masks.items() if of}


def test_by_task_and_by_person():
    document = matrix("""
        task  | Anna | Boris
        Write | R/A  | C
        Check |      | R
    """)
    anna, boris = document.people_order
    roles = roles_of(document)
    assert roles.column(RoleKind.DOES) == ((anna,), (boris,))
    assert roles.masks[RoleKind.DOES] == {anna: 0b01, boris: 0b10}
    assert roles.tasks_with(boris, (RoleKind.DOES, RoleKind.CONSULTS)) == 0b11
    assert roles.tasks_with(anna, (RoleKind.INFORMED,)) == 0


@pytest.mark.parametrize("seed", range(30))
def test_after_edits_they_are_as_if_read_anew(seed):
    rng = random.Random(seed)
    document = random_process(rng, tasks=9, folk=4)
    roles = roles_of(document)
    for _ in range(10):
        if rng.random() < 0.5:
            assert with_people(roles) == with_people(roles_of(document))  # once asked for, they are kept
        for _ in range(rng.randint(0, 3)):
            task, person = rng.choice(document.order), rng.choice(document.people_order)
            document = edits.toggle_letter(document, task, person, rng.choice("RACI"))
        roles = roles.changed_to(tuple(document.tasks_in_order()))
        anew = roles_of(document)
        assert roles.by_task == anew.by_task and list(roles.by_task) == list(anew.by_task)
    assert with_people(roles) == with_people(anew)
