"""What if people are away: against a slow simulation, and in the words of a matrix."""

import random
from math import inf

import pytest
from helpers import SlowGraph, matrix, random_process

from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.what_if import FOR_GOOD, what_if
from raci_studio.core import edits

APPROVALS = """
    task            | Anna | Petrova | Boris | duration | after
    Write the plan  | R    | C       |       | 2        |
    Approve it      | C    | R/A     | C     | 1        | 1
    Buy             | R    |         |       | 3        | 2
    Sew             | R    |         | R     | 4        | 1
    Approve samples | C    | R/A     | C     | 1        | 3;4
    Send            |      |         | R     | 1        | 5
"""


def measured(document):
    return Metrics(document, document.process_order[0])


def person(document, name):
    return document.person_named(name).id


def rows(document, indices):
    return [document.tasks[document.order[index]].name for index in indices]


def test_who_is_gone_for_good_stops_what_needs_them_and_what_follows():
    document = matrix(APPROVALS)
    found = what_if(measured(document), {person(document, "Petrova"): FOR_GOOD})
    assert rows(document, found.own) == ["Approve it", "Approve samples"]
    assert rows(document, found.stopped) == ["Approve it", "Buy", "Approve samples", "Send"]
    assert (found.delay, found.later) == (0, {})
    (deputy,) = found.deputies
    assert deputy.person == person(document, "Petrova") and deputy.deputy != deputy.person
    assert deputy.frees == found.stopped


def test_a_stretch_of_days_moves_the_end_by_what_it_takes():
    document = matrix(APPROVALS)
    found = what_if(measured(document), {person(document, "Petrova"): [(2.0, 7.0)]})
    assert found.stopped == ()
    assert found.later == {1: 5, 2: 5, 4: 5, 5: 5} and found.delay == 5
    (deputy,) = found.deputies
    assert (deputy.frees, deputy.saves) == ((), 5)


def test_a_deputy_of_the_document_needs_no_other():
    document = matrix(APPROVALS)
    petrova, boris = person(document, "Petrova"), person(document, "Boris")
    document = edits.set_person(document, petrova, deputies=(boris,))
    assert what_if(measured(document), {petrova: FOR_GOOD}).stopped == ()
    both = what_if(measured(document), {petrova: FOR_GOOD, boris: FOR_GOOD})
    assert rows(document, both.own) == ["Approve it", "Approve samples", "Send"]


def test_what_happens_instead_is_taken_where_the_task_never_comes():
    document = matrix("""
        task    | Courier | Anna | after | instead
        Bake    |         | R/A  |       |
        Deliver | R       | A    | 1     |
        Post    |         | R/A  |       | 2!
        Eat     |         | R/A  | 2     |
    """)
    found = what_if(measured(document), {person(document, "Courier"): FOR_GOOD})
    assert rows(document, found.stopped) == ["Deliver"]


def slow(document, away):
    """Return when each task finishes, in steps of a quarter of a day."""
    graph = SlowGraph(document)
    durations = dict(zip(document.order, measured(document).durations))

    def absent(who, at):
        return any(first <= at < end for first, end in away.get(who, ()))

    def lasts(key, ready):
        if ready == inf:
            return inf
        task = document.tasks[key]
        needs = [people for people in (task.people("R"), task.people("A")) if people]
        at, left, idle = ready, durations[key], 0
        waits = any(all(absent(who, at) for who in people) for people in needs)
        while left > 0 or (waits and not durations[key]):  # what takes no time needs them all the same
            left -= 0 if waits else 0.25
            idle += waits
            if idle > 4000:
                return inf
            at += 0.25
            waits = any(all(absent(who, at) for who in people) for people in needs)
        return at

    return graph.finishes(lasts)


@pytest.mark.parametrize("seed", range(150))
def test_agrees_with_a_slow_simulation(seed):
    rng = random.Random(seed)
    document = random_process(rng, tasks=7)
    metrics = measured(document)
    away = {
        who: FOR_GOOD
        if rng.random() < 0.3
        else [(first := rng.choice([0.0, 1.0, 2.5]), first + rng.choice([1.0, 5.0]))]
        for who in rng.sample(list(document.people), rng.choice([1, 2]))
    }
    finish = slow(document, away)
    found = what_if(metrics, away, deputies=0)
    assert found.stopped == tuple(n for n, key in enumerate(document.order) if finish[key] == inf)
    late = {
        n: finish[key] - metrics.schedule.finish[n]
        for n, key in enumerate(document.order)
        if finish[key] < inf and finish[key] > metrics.schedule.finish[n]
    }
    assert found.later == pytest.approx(late)
