"""The critical path: earliest start, slack, alternatives, lags, cycles."""

import random

import pytest
from helpers import SlowGraph, matrix, people, random_process, task

from raci_studio.analysis.metrics import Metrics
from raci_studio.core import edits


def schedule(document):
    return Metrics(document, document.process_order[0]).schedule


def test_the_longest_chain_is_critical():
    found = schedule(
        matrix("""
        task   | Anna | duration | after
        Start  | R    | 2        |
        Long   | R    | 1 week   | 1
        Short  | R    | 1 day    | 1
        Finish | R    | 3        | 2;3
    """)
    )
    assert found.end == 10
    assert found.start == (0, 2, 2, 7)
    assert found.slack == (0, 0, 4, 0)


def test_without_declared_links_the_rows_follow_each_other():
    document = matrix("task | deadline\nA | 2 дня\nB | \nC | до пятницы")
    metrics = Metrics(document, document.process_order[0])
    assert metrics.inferred and metrics.graph.origin == "row-order"
    assert metrics.schedule.end == 4


def test_the_first_alternative_to_finish_is_enough():
    document = matrix("task | duration | after\nMail | 1 | \nCourier | 5 | \nClose | 1 | 1")
    document = edits.set_predecessors(document, task(document, "Close"), "1|2")
    found = schedule(document)
    assert found.start[2] == 1
    assert found.critical(1) and not found.critical(0)


def test_a_lag_delays():
    assert schedule(matrix("task | duration | after\nPour | 1 | \nWalk | 1 | 1+3d")).start == (0, 4)


def test_a_cycle_ends_and_what_follows_waits_for_it():
    found = schedule(matrix("task | duration | after\nOne | 1 | 2\nTwo | 2 | 1\nThen | 1 | 2"))
    assert found.end == 4
    assert found.start[2] == 3


def test_an_overlap_begins_nothing_before_the_process():
    found = schedule(matrix("task | duration | after\nPour | 1 | \nWalk | 1 | 1-3d"))
    assert found.start == (0, 0) and found.end == 1


def test_what_happens_instead_of_a_task_moves_nothing():
    document = matrix("""
        task    | Anna | duration | after | instead
        Plan    | R    | 2        |       |
        Courier | R    | 5        | 1     |
        Post    | R    | 1        |       | 2
        Carry   | R    | 99       |       | 2!
        Close   | R    | 1        | 2     |
    """)
    metrics = Metrics(document, document.process_order[0])
    found = metrics.schedule
    assert found.end == metrics.levelled.end == 8
    assert found.start == (0, 2, 2, 2, 7)
    assert [found.critical(task) for task in range(5)] == [True, True, False, False, True]
    assert metrics.days_lost(*people(document, "Anna")) == pytest.approx(5)
    assert [stretch.tasks for stretch in metrics.workload[people(document, "Anna")[0]]] == [1, 1, 1]


def days_of(document):
    metrics = Metrics(document, document.process_order[0])
    return dict(zip(document.order, metrics.durations))


def slow_end(document, days):
    return max(SlowGraph(document).finishes(lambda key, ready: ready + days[key]).values())


@pytest.mark.parametrize("seed", range(300))
def test_the_schedule_agrees_with_a_walk_along_the_links(seed):
    document = random_process(random.Random(seed))
    if len(document.order) < 2:
        return
    days = days_of(document)
    slow = SlowGraph(document).finishes(lambda key, ready: ready + days[key])
    found = schedule(document)
    assert dict(zip(document.order, found.finish)) == pytest.approx(slow)
    assert found.end == pytest.approx(max(slow.values()))


@pytest.mark.parametrize("seed", range(300))
def test_slack_is_just_what_a_task_may_be_late(seed):
    """Of alternatives the one that is finished first is held to be needed: there the slack is safe, if not the most."""
    alternatives = seed % 2 == 0
    document = random_process(random.Random(seed), alternatives=alternatives)
    if len(document.order) < 2:
        return
    days, found = days_of(document), schedule(document)
    for key, slack in zip(document.order, found.slack):
        assert slow_end(document, {**days, key: days[key] + slack}) == pytest.approx(found.end)
        if not alternatives:
            assert slow_end(document, {**days, key: days[key] + slack + 1}) == pytest.approx(found.end + 1)
