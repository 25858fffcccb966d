"""Moves that lower the highest load."""

from helpers import matrix

from raci_studio.analysis.fixes import fixes_of
from raci_studio.analysis.fixes.load import move_edit
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rebalancing import MOST_MOVES, rebalance
from raci_studio.analysis.rules import RULES
from raci_studio.core import edits

BUSY = """
    task          | Anna | Boris | Clara | duration
    Plan hall     | R/A  | C     |       | 4
    Plan food     | R/A  | C     |       | 3
    Plan tickets  | R/A  | C     |       | 2
    Print tickets | A    | R     | C     | 1
    Sell tickets  | A    | C     | R     | 1
"""


def measured(document):
    return Metrics(document, document.process_order[0])


def told(document, moves):
    return [
        (document.tasks[m.task].name, document.people[m.giver].name, document.people[m.taker].name, m.before, m.after)
        for m in moves
    ]


def test_the_highest_load_falls_with_each_move_and_the_figures_are_those_of_the_matrix():
    document = matrix(BUSY)
    moves = rebalance(measured(document))
    assert told(document, moves)[0] == ("Plan hall", "Anna", "Boris", 9, 5)
    for move in moves:
        change, _words = move_edit(document, move)
        document = change(document)
    loads = {}
    metrics = measured(document)
    for task, days in zip(metrics.tasks, metrics.durations):
        for person in task.people("R"):
            loads[person] = loads.get(person, 0) + days / len(task.people("R"))
    assert max(loads.values()) == moves[-1].after < 9


def test_at_most_five_moves_and_none_where_all_is_even():
    rows = "\n".join(f"Plan part {n} | R/A | C" for n in range(12))
    document = matrix(f"task | Anna | Boris\n{rows}")
    assert len(rebalance(measured(document))) == MOST_MOVES
    assert rebalance(measured(matrix("task | Anna | Boris\nPlan | R/A | C\nPrint | C | R/A"))) == ()


def test_nobody_gets_what_must_be_kept_from_them():
    document = matrix(BUSY)
    pairs = tuple((task, document.order[3]) for task in document.order[:3])
    document = edits.set_process(document, document.process_order[0], incompatible=pairs)
    assert "Boris" not in {taker for _task, _giver, taker, *_ in told(document, rebalance(measured(document)))}


def test_the_fix_of_too_many_r_is_a_move():
    rows = "\n".join(f"Plan part {n} | R/A | C | | " for n in range(8))
    document = matrix(f"task | Anna | Boris | Clara | Dan\n{rows}\nPrint | | R/A | |\nSell | | | R/A | C")
    (finding,) = RULES["L201"].check(measured(document))
    fix = fixes_of(document, finding)[0]
    mended = fix.edit(document)
    assert mended.tasks[mended.order[0]].people("R") == (document.person_named("Boris").id,)
