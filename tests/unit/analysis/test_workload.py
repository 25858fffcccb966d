"""What each person does when: stretches, loads by day and week, unevenness."""

import random
from datetime import date

import pytest
from helpers import matrix, people, random_process

from raci_studio.analysis.calendar import WorkingDays
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.workload import (
    Stretch,
    gini,
    load_between,
    load_by_day,
    peak,
    stretches,
    week_needs,
    week_starts,
)


def test_stretches_count_what_overlaps():
    found = stretches([(0, 2), (1, 3), (5, 6), (4, 4)])
    assert found == (Stretch(0, 1, 1), Stretch(1, 2, 2), Stretch(2, 3, 1), Stretch(5, 6, 1))
    assert peak(found) == Stretch(1, 2, 2)
    assert peak(()) is None


def test_what_ends_does_not_overlap_what_begins():
    assert {stretch.tasks for stretch in stretches([(0, 0.1 + 0.2), (0.3, 1)])} == {1}


def test_the_load_of_a_day_is_in_days_of_work():
    found = stretches([(0, 2.5), (1, 2)])
    assert load_by_day(found) == pytest.approx({0: 1, 1: 2, 2: 0.5})
    assert load_between(found, 0.5, 2.25) == pytest.approx(2.75)


@pytest.mark.parametrize("seed", range(50))
def test_loads_agree_with_looking_at_every_moment(seed):
    document = random_process(random.Random(seed))
    metrics = Metrics(document, document.process_order[0])
    ticks = range(int(metrics.schedule.end * 2))  # durations and lags are half days
    for person in metrics.people:
        own = [index for index, crew in enumerate(metrics.crews) if metrics.people.index(person) in crew]
        open_ = [sum(metrics.schedule.start[i] <= tick / 2 < metrics.schedule.finish[i] for i in own) for tick in ticks]
        found = metrics.workload.get(person, ())
        assert max(open_, default=0) == getattr(peak(found), "tasks", 0)
        assert load_between(found, 0, metrics.schedule.end) == pytest.approx(sum(open_) / 2)
        assert sum(load_by_day(found).values()) == pytest.approx(sum(open_) / 2)


def test_weeks_begin_on_mondays_and_hold_the_days_that_are_worked():
    days = WorkingDays("", date(2026, 3, 4))  # a Wednesday
    assert week_starts(days, 9) == (-2, 3, 8, 13)
    assert week_starts(WorkingDays("RU", date(2026, 3, 2)), 9) == (0, 5, 9)  # Monday the 9th is a holiday there


def test_a_week_needs_what_lies_in_it_shared_among_the_crew():
    document = matrix("task | Anna | Boris | duration | after\nPlan | R | R | 4 | \nWrite | R | | 4 | 1")
    metrics = Metrics(document, document.process_order[0])
    needs = week_needs(metrics.crews, metrics.schedule, (-2, 3, 8), len(metrics.people))
    anna, boris = (metrics.people.index(person) for person in people(document, "Anna", "Boris"))
    assert needs[anna] == pytest.approx({0: 1.5, 1: 4.5})
    assert needs[boris] == pytest.approx({0: 1.5, 1: 0.5})


def test_unevenness():
    assert gini([3, 3, 3]) == pytest.approx(0)
    assert gini([0, 0, 0, 8]) == pytest.approx(3 / 4)
    assert gini([1, 3]) == pytest.approx(1 / 4)
