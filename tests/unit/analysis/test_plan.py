"""The plan as plain values for a page."""

from datetime import date

import pytest
from helpers import matrix, people

from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.plan import plan_of
from raci_studio.analysis.workload import Stretch
from raci_studio.core import edits


def plan(document):
    return plan_of(Metrics(document, document.process_order[0]))


def test_bars_loads_and_ends():
    document = matrix("""
        task  | Anna | Boris | duration | deadline   | after
        Plan  |      | R     | 5        |            |
        Write | R    |       | 5        | 31.03.2026 | 1
        Draw  | R    |       | 2        |            | 1
        Print |      | R     |          |            | 2;3
    """)
    document = edits.set_process(document, document.process_order[0], start="02.03.2026", promised_end="31.03.2026")
    anna, boris = people(document, "Anna", "Boris")
    found = plan(document)
    assert (found.end, found.levelled_end, found.promise, found.inferred) == (11, 13, 22, False)
    write, draw, last = found.bars[1:]
    assert (write.people, write.start, write.finish, write.critical) == ((anna,), 5, 10, True)
    assert (write.due, write.known, last.known) == (date(2026, 3, 31), True, False)
    assert (draw.slack, draw.critical, draw.levelled_start, draw.levelled_finish) == (3, False, 10, 12)
    assert found.load[anna] == (Stretch(5, 7, 2), Stretch(7, 10, 1))
    assert found.levelled_load[anna] == (Stretch(5, 10, 1), Stretch(10, 12, 1))
    assert found.days.date_of(int(last.start)) == date(2026, 3, 16)
    assert set(found.days_lost) == {anna, boris} and min(found.days_lost.values()) > 0


def test_without_links_start_or_durations_it_says_so():
    found = plan(matrix("task | Anna\nPlan | R\nWrite | R"))
    assert found.inferred and found.days is None and found.promise is None
    assert [bar.known for bar in found.bars] == [False, False]


@pytest.mark.parametrize("text", ["task", "task | Anna\nPlan | R"])
def test_small_processes_have_a_plan(text):
    assert len(plan(matrix(text)).bars) == text.count("\n")
