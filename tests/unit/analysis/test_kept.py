"""What a run keeps for the next: of measures by row only those rows are renewed that an edit can have changed."""

import pytest
from helpers import matrix

from raci_studio.analysis.kept import DOES, measure, measure_by_row
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.refresh import changed_aspects, refreshed
from raci_studio.core import edits

PROCESS = """
    task    | Anna | Boris | duration | after
    Write   | R    |       | 2        |
    Check   |      | R     | 1        | 1
    Print   | R    |       | 1        | 2
    Deliver |      | R     | 1        | 3
"""
looked: list[int] = []


@measure(DOES)
def executors(metrics):
    looked.append(-1)
    return metrics.doing


@measure_by_row()
def names(metrics, row):
    looked.append(row)
    return metrics.tasks[row].name


@measure_by_row(near=True)
def next_names(metrics, row):
    looked.append(row)
    return [metrics.tasks[after].name for after in metrics.successors[row]]


@measure_by_row(plan=True)
def slack(metrics, row):
    looked.append(row)
    return metrics.schedule.slack[row]


@measure_by_row(DOES)
def everybody(metrics, row):
    looked.append(row)
    return len(set(metrics.doing))


@pytest.fixture
def document():
    looked.clear()
    return matrix(PROCESS)


def after(metrics, document):
    changed = changed_aspects(metrics.document, document)
    looked.clear()
    return refreshed(metrics, document, changed[metrics.process.id])


def measured(document):
    metrics = Metrics(document, document.process_order[0])
    for made in (executors, names, next_names, slack, everybody):
        made(metrics)
    return metrics


def test_a_measure_is_made_once(document):
    metrics = measured(document)
    looked.clear()
    assert names(metrics) == ["Write", "Check", "Print", "Deliver"] and executors(metrics) == metrics.doing
    assert looked == []


def test_only_the_row_that_changed_is_looked_at(document):
    metrics = after(measured(document), edits.set_text(document, document.order[1], "name", "Read"))
    assert names(metrics) == ["Write", "Read", "Print", "Deliver"] and looked == [1]


def test_what_looks_at_the_next_rows_looks_at_those_too(document):
    metrics = after(measured(document), edits.set_text(document, document.order[1], "name", "Read"))
    assert next_names(metrics) == [["Read"], ["Print"], ["Deliver"], []] and sorted(looked) == [0, 1, 2]


def test_what_is_linked_otherwise_is_another_row(document):
    metrics = after(measured(document), edits.set_predecessors(document, document.order[3], "1"))
    assert next_names(metrics) == [["Check", "Deliver"], ["Print"], [], []]


def test_what_moves_in_the_plan_is_looked_at(document):
    document = edits.set_predecessors(document, document.order[3], "1")
    metrics = measured(document)
    assert slack(metrics) == [0, 0, 0, 1]
    metrics = after(metrics, edits.set_text(document, document.order[2], "duration", "2"))
    assert slack(metrics) == [0, 0, 0, 2] and 3 in looked
    looked.clear()
    assert names(metrics) and looked == [2]


def test_what_reads_of_the_whole_is_made_anew_where_that_changed(document):
    edited = edits.toggle_letter(document, document.order[1], document.people_order[0], "R")
    metrics = after(measured(document), edited)
    assert everybody(metrics) == [3] * 4 and looked == [0, 1, 2, 3]


def test_rows_that_nobody_asked_about_are_renewed_later(document):
    first = edits.set_text(document, document.order[1], "name", "Read")
    second = edits.set_text(first, document.order[3], "name", "Send")
    metrics = after(after(measured(document), first), second)
    assert names(metrics) == ["Write", "Read", "Print", "Send"] and sorted(looked) == [1, 3]
