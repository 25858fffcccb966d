"""Days lost per week of absence: against a simulation of each absence, task by task."""

import random

import pytest
from helpers import SlowGraph, matrix, people, random_process

from raci_studio.analysis.metrics import Metrics
from raci_studio.core import edits


def metrics_of(document):
    return Metrics(document, document.process_order[0])


def slow_days_lost(document, person):
    """Let the person be away from each of the twenty moments on, as the definition says it."""
    metrics, graph = metrics_of(document), SlowGraph(document)
    days = dict(zip(document.order, metrics.durations))
    gated = {key for key in document.order if _needs(document, key, person)}
    planned = graph.finishes(lambda key, ready: ready + days[key])
    end, lost = max(planned.values()), 0.0
    for bucket in range(20):
        moment = (bucket + 0.5) / 20 * end

        def lasts(key, ready, moment=moment):
            if key not in gated:
                return ready + days[key]
            if ready < moment:
                return ready + days[key] + (5 if ready + days[key] > moment else 0)
            return max(ready, moment + 5) + days[key]

        lost += max(graph.finishes(lasts).values()) - end
    return lost / 20


def _needs(document, key, person):
    for letter in "RA":
        asked = set(document.tasks[key].people(letter))
        asked |= {deputy for one in asked for deputy in document.people[one].deputies}
        if asked == {person}:
            return True
    return False


@pytest.mark.parametrize("seed", range(300))
def test_days_lost_agree_with_a_simulation(seed):
    rng = random.Random(seed)
    document = random_process(rng)
    if rng.random() < 0.3:
        document = edits.set_person(document, document.people_order[0], deputies=(document.people_order[1],))
    if len(document.order) > 1:
        metrics = metrics_of(document)
        for person in metrics.people:
            assert metrics.days_lost(person) == pytest.approx(slow_days_lost(document, person))


def test_the_random_processes_lose_days_in_every_way():
    """Cycles and alternatives are among them, and absences that cost nothing, something and everything."""
    cycles = alternatives = 0
    costs = []
    for seed in range(300):
        metrics = metrics_of(random_process(random.Random(seed)))
        cycles += bool(metrics.graph.cycles)
        alternatives += any(len(group) > 1 for groups in metrics.graph.outer_groups for group in groups)
        costs += [metrics.days_lost(person) for person in metrics.people]
    assert min(cycles, alternatives) > 30
    assert min(costs) == 0 and any(0 < cost < 5 for cost in costs) and max(costs) == pytest.approx(5)


def test_whoever_does_everything_alone_costs_the_whole_week():
    metrics = metrics_of(matrix("task | Anna | duration | after\nPlan | R | 10 | \nWrite | R | 10 | 1"))
    assert metrics.days_lost(metrics.people[0]) == pytest.approx(5)


def test_a_deputy_saves_the_week():
    document = matrix("task | Anna | Boris | duration\nPlan | R | | 10\nWrite | R | | 10")
    anna, boris = people(document, "Anna", "Boris")
    metrics = metrics_of(edits.set_person(document, anna, deputies=(boris,)))
    assert metrics.days_lost(anna) == metrics.days_lost(boris) == 0


def test_whoever_does_nothing_costs_nothing():
    document = edits.add_person(matrix("task | Anna\nPlan | R"), "Zoe")
    assert metrics_of(document).days_lost(*people(document, "Zoe")) == 0
