"""Who could stand in, and why."""

import random
from dataclasses import replace

import pytest

from raci_studio.analysis.substitutes import Reason, Substitutes
from raci_studio.core import edits
from raci_studio.core.document import Document
from tests.helpers import matrix, random_process

CONTRACT = """
    task               | Anna | Boris | Clara | Dan | Eve
    Approve a contract | R    | A     | C     |     |
    Print the leaflet  |      | A     |       | R   |
    Approve the budget |      | A     |       |     | R
"""


def ranked(document: Document, row: int = 1, person: int = 0) -> list[tuple[str, set[Reason]]]:
    task, who = document.tasks[document.order[row - 1]], document.people_order[person]
    return [
        (document.people[one.person].name, set(one.reasons)) for one in Substitutes(document, task.process).rank(task, who)
    ]  # fmt: skip


def test_who_was_consulted_comes_first_then_who_does_similar_work() -> None:
    assert ranked(matrix(CONTRACT)) == [
        ("Clara", {Reason.INVOLVED, Reason.ROOM}),
        ("Boris", {Reason.INVOLVED, Reason.ROOM}),
        ("Eve", {Reason.SIMILAR}),
        ("Dan", {Reason.NEIGHBOUR}),
    ]


def test_separation_of_duties_is_a_veto() -> None:
    document = matrix(CONTRACT)
    pair = (document.order[0], document.order[2])
    document = edits.set_process(document, document.process_order[0], incompatible=(pair,))
    assert "Eve" not in dict(ranked(document))


def test_same_department_counts_and_groups_do_not() -> None:
    document = matrix(CONTRACT)
    anna, _boris, clara, dan, _eve = document.people_order
    for person in (anna, dan):
        document = edits.set_person(document, person, department="Legal")
    document = edits.set_person(document, clara, group=True)
    names = dict(ranked(document))
    assert names["Dan"] == {Reason.NEIGHBOUR, Reason.DEPARTMENT}
    assert "Clara" not in names


def test_who_is_busiest_has_no_room() -> None:
    document = matrix("""
        task  | Anna | Boris | Clara
        Plan  | R    | C     | C
        Write |      | R     |
        Check |      | R     |
    """)
    assert dict(ranked(document)) == {
        "Clara": {Reason.INVOLVED, Reason.ROOM}, "Boris": {Reason.INVOLVED, Reason.NEIGHBOUR},
    }  # fmt: skip


def test_declared_links_are_the_neighbours() -> None:
    document = matrix("""
        task    | Anna | Boris | Clara | after
        Plan    | R    |       |       |
        Write   |      | R     |       |
        Deliver |      |       | R     | 1
    """)
    assert ranked(document) == [("Clara", {Reason.NEIGHBOUR})]
    without = replace(document, dependencies=())
    assert ranked(without) == [("Boris", {Reason.NEIGHBOUR})]


@pytest.mark.parametrize("seed", range(60))
def test_the_short_way_agrees_with_the_ranking(seed: int) -> None:
    rng = random.Random(seed)
    document = random_process(rng, folk=6)
    for person in document.people_order[::2]:
        document = edits.set_person(document, person, department="Sales", observer=rng.random() < 0.2)
    substitutes = Substitutes(document, document.process_order[0])
    for task in document.tasks.values():
        for person in document.people_order:
            best = max((one.score for one in substitutes.rank(task, person)), default=0.0)
            for least in (0.15, 0.3, 0.45):
                assert substitutes.somebody(task, person, least) == (best >= least)
