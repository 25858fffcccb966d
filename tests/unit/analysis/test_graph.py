"""The task graph: alternatives, scenarios, work that comes back."""

import pytest
from helpers import matrix

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.graph import build_graph
from raci_studio.analysis.metrics import Metrics
from raci_studio.core import edits
from raci_studio.core.errors import UserError


def graph(document):
    return build_graph(document, document.process_order[0])


def test_work_that_comes_back_is_no_cycle():
    document = matrix("""
        task  | Anna | after
        Write | R/A  | 3↺
        Print | R/A  | 1
        Check | R/A  | 2
    """)
    found = graph(document)
    assert found.groups == ((), ((0,),), ((1,),))
    assert found.rework == ((2, 0),) and found.cycles == ()
    (hint,) = [finding for finding in analyse(document).findings if finding.code == "T505"]
    assert hint.severity == "hint" and hint.variant == "rework"


def test_rework_alone_leaves_the_order_of_the_rows():
    document = matrix("""
        task  | Anna | after
        Write | R/A  | 2↺
        Check | R/A  |
    """)
    assert graph(document).origin == "row-order"
    assert graph(document).groups == ((), ((0,),))


def test_a_scenario_is_taken_instead_of_its_task():
    document = matrix("""
        task            | Anna | Boris | after | instead
        Bake            | R/A  |       |       |
        Courier brings  | R    | A     | 1     |
        Reserve courier | A    | R     |       | 2!
        Serve           | R/A  |       | 2     |
    """)
    found = graph(document)
    assert found.groups == ((), ((0,),), ((0,),), ((1, 2),))
    assert found.scenarios == {2}
    metrics = Metrics(document, document.process_order[0])
    assert metrics.schedule.end == 3


def test_scenarios_are_left_out_of_the_order_of_the_rows():
    document = matrix("""
        task  | Anna | instead
        Bake  | R/A  |
        Send  | R/A  |
        Carry | R/A  | 2
        Serve | R/A  |
    """)
    assert graph(document).groups == ((), ((0,),), ((0,),), ((1, 2),))


def test_who_alone_does_a_task_with_a_scenario_does_not_block_what_follows():
    document = matrix("""
        task  | Anna | Boris | Clara | after | instead
        Bake  | R    |       | R/A   |       |
        Send  | R    |       | R/A   | 1     |
        Post  |      | R     | A     |       | 2
        Serve |      |       | R/A   | 2     |
    """)
    metrics = Metrics(document, document.process_order[0])
    assert metrics.blocked_share[document.person_named("Boris").id] == 0.25


def test_a_scenario_belongs_to_a_row_of_the_plan():
    document = matrix("""
        task  | Anna | instead
        Send  | R/A  |
        Carry | R/A  | 1
    """)
    send, carry = document.order
    for task, rescued in ((send, send), (send, carry)):
        with pytest.raises(UserError):
            edits.set_scenario(document, task, rescued, "alternative")


def test_what_rescued_a_deleted_row_becomes_a_plain_one():
    document = matrix("""
        task  | Anna | instead
        Send  | R/A  |
        Carry | R/A  | 1
    """)
    left = edits.delete_tasks(document, document.order[:1])
    (task,) = left.tasks.values()
    assert (task.rescues, task.scenario) == ("", "")
