"""The critical path: earliest start, slack, alternatives, lags, cycles."""

from helpers import matrix, task

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
