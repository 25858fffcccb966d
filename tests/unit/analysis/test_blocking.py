"""Blocked sets against a simulation of each absence; expected share and bus factor against their definitions."""

import random
from itertools import combinations

import pytest
from helpers import matrix, people, task

from raci_studio.analysis.blocking import BUCKETS, bits, blockers
from raci_studio.analysis.bus_factor import bus_factor
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules import RULES
from raci_studio.core import edits
from raci_studio.core.document import Dependency


def metrics_of(document):
    return Metrics(document, document.process_order[0])


def random_document(rng, tasks=12, folk=6):
    """Make a process with random marks, deputies, durations, dependencies and alternatives, without cycles."""
    document = edits.add_process(edits.Document(), "Random")
    for number in range(folk):
        document = edits.add_person(document, f"P{number}")
    for number in range(tasks):
        document = edits.add_task(document, name=f"T{number}", duration=rng.choice(["", "2", "3 days", "1 week"]))
        for letter in "RA":
            chosen = rng.sample(document.people_order, rng.choice([0, 1, 1, 1, 2]))
            document = edits.set_people(document, document.order[-1], letter, chosen)
    for person in document.people_order:
        deputies = tuple(other for other in document.people_order if other != person and rng.random() < 0.12)
        document = edits.set_person(document, person, deputies=deputies)
    for row in range(1, tasks):
        after = document.order[row]
        before = rng.sample(document.order[:row], min(row, rng.choice([0, 1, 1, 2, 3])))
        group = f"{after}/1" if len(before) > 1 and rng.random() < 0.4 else ""
        links = [Dependency(u, after, rng.choice([0, 0, 1]), "declared", group) for u in before]
        document = edits.set_dependencies(document, {after: links})
    return document


def can_be_done(document, absent, finished=()):
    """Simulate an absence: return the tasks that still come to pass, waiting for one another as declared."""
    done = set(finished)
    while True:
        more = {
            task.id
            for task in document.tasks_in_order()
            if task.id not in done and _has_hands(document, task, absent) and _may_start(document, task.id, done)
        }
        if not more:
            return done
        done |= more


def _has_hands(document, task, absent):
    for letter in "RA":
        asked = set(task.people(letter))
        asked |= {deputy for person in asked for deputy in document.people[person].deputies}
        if asked and not asked - {absent}:
            return False
    return True


def _may_start(document, task, done):
    groups = {}
    for link in document.dependencies:
        if link.after == task:
            groups.setdefault(link.alternative or link.before, []).append(link.before)
    return all(any(before in done for before in group) for group in groups.values())


def test_blocked_sets_agree_with_a_simulation_of_each_absence_on_300_graphs():
    rng = random.Random(20261121)
    for _ in range(300):
        document = random_document(rng)
        if not document.dependencies:
            continue
        metrics = metrics_of(document)
        for bit, person in enumerate(metrics.people):
            blocked = {metrics.tasks[i].id for i, mask in enumerate(metrics.blockers) if bit in bits(mask)}
            assert blocked == set(document.order) - can_be_done(document, person)


def test_expected_blocked_share_agrees_with_its_definition():
    """Cut the finished tasks out of the document at each moment and simulate the absence on what is left."""
    rng = random.Random(7)
    for _ in range(300):
        document = random_document(rng, tasks=8, folk=4)
        if not document.dependencies:
            continue
        metrics = metrics_of(document)
        end = metrics.schedule.end
        for person in metrics.people:
            total = 0.0
            for bucket in range(BUCKETS):
                moment = (bucket + 0.5) / BUCKETS * end
                left = [i for i in range(len(metrics.tasks)) if metrics.schedule.finish[i] > moment]
                finished = {metrics.tasks[i].id for i in range(len(metrics.tasks)) if i not in left}
                done = can_be_done(document, person, finished)
                blocked = sum(metrics.durations[i] for i in left if metrics.tasks[i].id not in done)
                total += blocked / sum(metrics.durations[i] for i in left)
            assert metrics.expected_blocked_share[person] == pytest.approx(total / BUCKETS)


def test_everything_after_a_single_approver_is_blocked():
    document = matrix("""
        task    | Anna | Boris | Zoe | after
        Write   | R    |       |     |
        Approve |      | A     | R   | 1
        Print   | R    |       | R   | 2
        Side    |      |       | R   |
    """)
    metrics = metrics_of(document)
    _anna, boris, _zoe = people(document, "Anna", "Boris", "Zoe")
    assert metrics.blocked_share[boris] == pytest.approx(2 / 4)
    document = edits.set_person(document, boris, deputies=people(document, "Zoe"))
    assert metrics_of(document).blocked_share[boris] == 0


def test_whoever_works_first_is_not_a_bottleneck_for_ever():
    """Anna alone does the first of ten tasks in a row; then nobody needs her."""
    rows = "\n".join(f"T{n} | | R | R | {n - 1}" for n in range(2, 11))
    document = matrix(f"task | Anna | B | C | after\nT1 | R | | | \n{rows}")
    metrics = metrics_of(document)
    (anna,) = people(document, "Anna")
    assert metrics.blocked_share[anna] == 1.0
    assert metrics.expected_blocked_share[anna] == pytest.approx(0.1)


def test_an_alternative_keeps_the_work_going():
    document = matrix(
        """
        task  | Anna | Boris | Zoe | after
        Mail  | R    |       |     |
        Call  |      | R     |     |
        Close |      | R     | R   | 1|2
    """.replace("1|2", "")
    )
    close = task(document, "Close")
    document = edits.set_predecessors(document, close, "1|2")
    metrics = metrics_of(document)
    anna, boris = people(document, "Anna", "Boris")
    assert metrics.blocked_share[anna] == pytest.approx(1 / 3)
    assert metrics.blocked_share[boris] == pytest.approx(1 / 3)


PLANTED = """
    task                 | Initiator | Director | Manager | Producer | Coordinator | Designer | Editor | Printer | after
    Propose the festival | R         |          | A       |          |             |          |        |         |
    Collect ideas        |           |          | A       | R        |             |          |        |         | 1
    Approve the concept  |           | R/A      | C       |          |             |          |        |         | 2
    Plan the budget      |           |          | R/A     |          |             |          |        |         | 3
    Plan the dates       |           |          | A       |          | R           |          |        |         | 3
    Approve the budget   |           | R/A      | C       |          |             |          |        |         | 4;5
    Find the hall        |           |          | A       | R        |             |          |        |         | 6
    Find the artists     |           |          | A       | R        |             |          |        |         | 6
    Write the texts      |           |          |         | A        |             |          | R      | C       | 6
    Draw the posters     |           |          |         | A        |             | R        | C      |         | 9
    Draw the site        |           |          |         | A        |             | R        | C      |         | 9
    Check the texts      |           |          |         | R/A      |             |          | C      |         | 10;11
    Approve the posters  |           | R/A      |         | C        |             | C        |        |         | 12;7;8
    Print the posters    |           |          |         | A        |             |          |        | R       | 13
    Hang the posters     |           |          |         |          | R/A         |          |        |         | 14
    Sell tickets         |           |          | A       |          | R           |          |        |         | 13
    Invite the press     |           |          |         | A        | R           |          | R      |         | 13
    Order the stage      |           |          |         | R/A      |             |          |        |         | 13
    Plan the day         |           |          | A       |          | R           |          |        |         | 15;16;17;18
    Approve the day      |           | R/A      | C       |          |             |          |        |         | 19
    Set up the stage     |           |          |         | A        | R           |          |        |         | 20
    Hold the festival    |           |          | A       | R        | R           |          |        |         | 21
    Pay the artists      |           |          | R/A     |          |             |          |        |         | 22
    Report               |           |          | A       |          | R           |          |        |         | 22
"""


def test_who_approves_four_gates_alone_comes_first_and_who_only_begins_does_not():
    document = matrix(PLANTED)
    initiator, director, manager, producer, coordinator = document.people_order[:5]
    for person, deputy in ((manager, producer), (producer, coordinator), (coordinator, manager)):
        document = edits.set_person(document, person, deputies=(deputy,))
    metrics = metrics_of(document)
    shares = metrics.expected_blocked_share
    ranked = sorted(shares, key=lambda person: -shares[person])
    assert ranked[0] == director and shares[director] > 0.5
    assert shares[initiator] < 0.1 < metrics.blocked_share[initiator]
    (finding, *_others) = RULES["W302"].check(metrics)
    assert finding.people == (director,)


def test_the_tasks_of_a_cycle_stop_together():
    document = matrix("""
        task | Anna | Boris | after
        One  | R    |       | 2
        Two  |      | R     | 1
    """)
    metrics = metrics_of(document)
    assert list(metrics.blocked_share.values()) == [1.0, 1.0]


def brute_bus_factor(executors, answerers, weights, folk):
    for size in range(1, folk + 1):
        for chosen in combinations(range(folk), size):
            lost = sum(1 << person for person in chosen)
            stopped = sum(
                w for e, a, w in zip(executors, answerers, weights) if (e and not e & ~lost) or (a and not a & ~lost)
            )
            if stopped > sum(weights) / 2:
                return size
    return 0


def test_bus_factor_agrees_with_trying_everything():
    rng = random.Random(5)
    for _ in range(300):
        folk = rng.randrange(1, 7)
        masks = [[rng.randrange(1 << folk) if rng.random() < 0.8 else 0 for _ in range(9)] for _ in "RA"]
        weights = [rng.choice([1.0, 2.0, 5.0]) for _ in range(9)]
        found = bus_factor(*masks, weights)
        assert found.exact
        assert found.size == brute_bus_factor(*masks, weights, folk)


def test_a_large_process_gets_a_bound_that_holds():
    rng = random.Random(11)
    executors = [sum(1 << person for person in rng.sample(range(90), 6)) for _ in range(300)]
    found = bus_factor(executors, [0] * 300, [1.0] * 300)
    assert not found.exact
    lost = sum(1 << person for person in found.people)
    assert sum(not mask & ~lost for mask in executors) > 150


def test_blockers_of_nothing():
    metrics = metrics_of(matrix("task | Anna\nOnly | R"))
    assert blockers(metrics.graph, [0]) == (0,)
