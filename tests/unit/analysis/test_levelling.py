"""The levelled estimate: against one that looks at every half day, and the rules it keeps."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from helpers import SlowGraph, matrix, people, random_process

from raci_studio.analysis.metrics import Metrics
from raci_studio.core import edits
from raci_studio.core.document import Absence, Document


def metrics_of(document):
    return Metrics(document, document.process_order[0])


def with_conditions(rng, document):
    """Give some people half days, absences of a few days, or make them a group; the process starts on a Monday."""
    folk = {}
    for key, person in document.people.items():
        first = rng.randint(2, 13)
        absences = (Absence(f"2026-03-{first:02}", f"2026-03-{first + rng.randint(0, 6):02}"),)
        folk[key] = replace(
            person, hours_per_day=rng.choice([8.0, 8.0, 4.0]), group=rng.random() < 0.15,
            absences=absences if rng.random() < 0.5 else (),
        )  # fmt: skip
    (process,) = document.processes.values()
    return replace(document, people=folk, processes={process.id: replace(process, start="2026-03-02")})


def slow_levelled(document: Document) -> dict:
    """Lay the tasks on half days by the words of the definition; return their starts and finishes."""
    metrics, graph = metrics_of(document), SlowGraph(document)
    days = dict(zip(document.order, metrics.durations))
    urgency = {
        key: finish + slack
        for key, finish, slack in zip(document.order, metrics.schedule.finish, metrics.schedule.slack)
    }
    away = {}  # half days of absence; only weekdays of March 2026, which begins on a Sunday, count
    for key, person in document.people.items():
        dates = [
            day
            for of in person.absences
            for day in range(int(of.first[-2:]), int(of.last[-2:]) + 1)
            if (day - 2) % 7 < 5
        ]
        numbers = [(day - 2) // 7 * 5 + (day - 2) % 7 for day in dates]
        away[key] = {2 * number + half for number in numbers for half in (0, 1)}
    laid, busy = {}, {key: [] for key in document.people}
    # The order of components among equals is that of the graph.
    left = [list(members) for members in metrics.graph.by_component]
    while left:
        eligible = [
            of for of in left
            if all(link.before in laid for i in of for group in graph.groups(document.order[i]) for link in group)
        ]  # fmt: skip
        chosen = min(eligible, key=lambda of: min(urgency[document.order[i]] for i in of))
        left.remove(chosen)
        own = [document.order[i] for i in chosen]
        groups = [group for key in own for group in graph.groups(key)]
        ready = max([0.0, *(min(laid[link.before][1] + link.lag_days for link in group) for group in groups)])
        for key in own:
            crew = document.tasks[key].people("R")
            slow = any(document.people[person].hours_per_day == 4 for person in crew)
            halves = round(2 * days[key] * (2 if slow else 1))
            start = round(2 * ready)
            while (finish := _ends(start, halves, [away[person] for person in crew])) is None or any(
                begun < max(finish, start) and done > start for person in crew for begun, done in busy[person]
            ):
                start += 1
            for person in crew:
                if finish > start and not document.people[person].group:
                    busy[person].append((start, finish))
            laid[key], ready = (start / 2, finish / 2), finish / 2
    return laid


def _ends(start, halves, away):
    """Return when so many half days of work end, None where somebody is absent when they would begin."""
    gone = set().union(*away)
    if start in gone:
        return None
    while halves:
        halves -= start not in gone
        start += 1
    return start


@pytest.mark.parametrize("seed", range(300))
def test_levelling_agrees_with_looking_at_every_half_day(seed):
    rng = random.Random(seed)
    document = with_conditions(rng, random_process(rng))
    if len(document.order) < 2:
        return
    found, slow = metrics_of(document).levelled, slow_levelled(document)
    assert list(found.start) == pytest.approx([slow[key][0] for key in document.order])
    assert list(found.finish) == pytest.approx([slow[key][1] for key in document.order])


@pytest.mark.parametrize("seed", range(100))
def test_nobody_does_two_things_at_once_and_nothing_is_early(seed):
    document = random_process(random.Random(seed))
    metrics = metrics_of(document)
    found = metrics.levelled
    assert all(late >= early for late, early in zip(found.start, metrics.schedule.start))
    for own in metrics.carried.values():
        spans = sorted((found.start[i], found.finish[i]) for i in own if found.finish[i] > found.start[i])
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert (found.end > metrics.schedule.end) <= (sum(found.waited) > 0)


def test_the_more_urgent_task_goes_first():
    document = matrix("""
        task  | Anna | Boris | duration | after
        Small | R    |       | 2        |
        Big   | R    |       | 2        |
        Long  |      | R     | 9        | 2
    """)
    assert metrics_of(document).levelled.start == (2, 0, 2)


def test_who_is_waited_for_is_told():
    document = matrix("task | Anna | Boris | duration | after\nA | R | | 2 | \nB | R | | 3 | \nC | | R | 1 | 1;2")
    found = metrics_of(document)
    assert dict(zip(found.people, found.levelled.waited)) == dict(zip(people(document, "Anna", "Boris"), (2, 0)))
    assert found.levelled.end == 6


def test_absences_count_from_the_start_of_the_process_only_where_it_is_known():
    document = matrix("task | Anna | duration | after\nA | R | 2 | \nB | R | 1 | 1")
    document = edits.set_person(document, *people(document, "Anna"), absences=(Absence("2026-03-03", "2026-03-09"),))
    assert metrics_of(document).levelled.finish == (2, 3)
    document = edits.set_process(document, document.process_order[0], start="02.03.2026")
    assert metrics_of(document).levelled.finish == (7, 8)
    document = edits.set_process(document, document.process_order[0], start="2027-01-01")
    assert metrics_of(document).levelled.finish == (2, 3)


def test_an_absence_without_a_date_is_none():
    document = matrix("task | Anna | duration\nA | R | 2")
    document = edits.set_person(document, *people(document, "Anna"), absences=(Absence("summer", "2026-03-09"),))
    document = edits.set_process(document, document.process_order[0], start="2026-03-02")
    assert metrics_of(document).levelled.end == 2
