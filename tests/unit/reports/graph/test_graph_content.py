"""What is drawn: boxes and their marks, lanes, arrows of each kind, steps collapsed, places kept where texts change."""

import pytest
from helpers import matrix, task

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.suggested_links import suggest_links
from raci_studio.core import edits
from raci_studio.core.document import Dependency
from raci_studio.reports.graph.content import BY_DEPARTMENT, BY_STEP, NO_LANES, Wanted, has_steps
from raci_studio.reports.graph.drawing import LINK, REWORK, SUGGESTED
from raci_studio.reports.graph.making import make
from raci_studio.reports.graph.wrapping import cut, width_of, wrapped

TEXT = """
task    | step | Anna | Boris | Clara | duration | result           | inputs           | after  | instead
Write   | One  | R    | A     |       | 2        | Plan of the fair | -                |        |
Check   | One  |      | R/A   |       | 1        | Checked          | -                | 1      |
Buy     | Two  | R    |       |       | 1        | Cloth            | -                | 2; 5↺  |
Rent    | Two  |      |       | R     | 1        | Rented cloth     | -                |        | 3
Sew     | Two  | R    |       | R     | 3        | Shirts           | -                | 3      |
Sell    |      |      |       |       | 1        | Money            | -                | 5 or 2 |
Lonely  |      |      |       | R     | 1        | Peace            | plan of the fair |        |
"""


@pytest.fixture(scope="module")
def document():
    return matrix(TEXT)


def made(document, before=None, suggested=True, **wanted):
    analysis = analyse(document)
    metrics = analysis.metrics[0]
    links = suggest_links(document, metrics.process.id) if suggested else ()
    return make(metrics, analysis.findings, links, Wanted(**wanted), before)


def arrows(drawing, kind=None):
    names = {box.key: " ".join(box.lines) for box in drawing.boxes}
    return {(names[one.before], names[one.after]) for one in drawing.arrows if kind in (None, one.kind)}


def box(drawing, name):
    return next(box for box in drawing.boxes if " ".join(box.lines) == name)


def test_boxes_say_number_executors_and_name(document):
    drawing = made(document).drawing
    write, sew, sell = (box(drawing, name) for name in ("Write", "Sew", "Sell"))
    assert (write.key, write.head, write.tasks) == (task(document, "Write"), "1 · Anna", (task(document, "Write"),))
    assert sew.head == "5 · Anna, Clara" and sell.head == "6"
    assert write.words.splitlines()[0] == "1. Write" and "Carried out by: Anna" in write.words
    assert "Nobody carries it out." in sell.words
    assert drawing.by_task[task(document, "Sew")] is sew and drawing.by_key[sew.key] is sew


def test_arrows_of_each_kind(document):
    drawing = made(document).drawing
    assert arrows(drawing, REWORK) == {("Sew", "Buy")}
    assert arrows(drawing, SUGGESTED) == {("Write", "Lonely")}
    either = {(one.before, one.after) for one in drawing.arrows if one.alternative}
    named = {(drawing.by_key[u].lines[0], drawing.by_key[v].lines[0]) for u, v in either}
    assert named == {("Sew", "Sell"), ("Check", "Sell"), ("Buy", "Sew"), ("Rent", "Sew")}
    said = {one.words for one in drawing.arrows if one.kind == SUGGESTED}
    assert any("because both speak of: " in words for words in said)
    assert not any(one.inferred for one in drawing.arrows)


def test_critical_path_and_scenarios(document):
    drawing = made(document).drawing
    assert {one.lines[0] for one in drawing.boxes if one.critical} == {"Write", "Check", "Buy", "Sew"}
    critical = {
        (drawing.by_key[a.before].lines[0], drawing.by_key[a.after].lines[0]) for a in drawing.arrows if a.critical
    }
    assert critical == {("Write", "Check"), ("Check", "Buy"), ("Buy", "Sew")}
    assert [one.lines[0] for one in drawing.boxes if one.scenario] == ["Rent"]


def test_findings_and_bottlenecks_are_marked(document):
    analysis = analyse(document)
    drawing = made(document).drawing
    worst = {}
    for finding in analysis.findings:
        for cell in finding.cells:
            known = worst.setdefault(cell.task, finding.severity)
            worst[cell.task] = min(known, finding.severity, key=lambda severity: severity.rank)
    assert {one.tasks[0]: one.severity for one in drawing.boxes} == {key: worst.get(key, "") for key in document.order}
    held = {key for finding in analysis.findings if finding.code == "W302" for key in finding.tasks}
    assert held and {one.tasks[0] for one in drawing.boxes if one.bottleneck} == held


def test_lanes_by_person_department_step_or_none(document):
    def titles(**wanted):
        return list(dict.fromkeys(lane.title for lane in made(document, **wanted).drawing.lanes))

    assert titles() == ["Anna", "Boris", "Clara", "Nobody"]
    assert titles(lanes=BY_STEP) == ["One", "Two", "Without a step"]
    assert titles(lanes=NO_LANES) == []
    anna, boris = document.people_order[:2]
    placed = edits.set_person(edits.set_person(document, anna, department="Sales"), boris, department="Audit")
    drawing = made(placed, lanes=BY_DEPARTMENT).drawing
    assert list(dict.fromkeys(lane.title for lane in drawing.lanes)) == ["Sales", "Audit", "Without a department"]
    sew = box(drawing, "Sew")
    lane = next(one for one in drawing.lanes if one.y <= sew.y and sew.bottom <= one.y + one.height)
    assert lane.title == "Sales"


def test_steps_collapse_to_boxes_and_open_again(document):
    drawing = made(document, collapsed=True).drawing
    assert [(one.key, one.head, len(one.tasks)) for one in drawing.boxes] == [
        ("step/One", "2 tasks", 2), ("step/Two", "3 tasks", 3), ("step/", "2 tasks", 2),
    ]  # fmt: skip
    assert arrows(drawing, LINK) == {("One", "Two"), ("Two", "Without a step"), ("One", "Without a step")}
    assert not any(one.alternative for one in drawing.arrows)
    opened = made(document, collapsed=True, opened=frozenset({"Two"})).drawing
    assert [one.is_step for one in opened.boxes] == [True, False, False, False, True]
    assert opened.by_task[task(document, "Sew")].lines == ("Sew",)
    metrics = analyse(document).metrics[0]
    assert has_steps(metrics) and not has_steps(analyse(matrix("task | Anna\nA | R\nB | R")).metrics[0])


def test_the_order_of_the_rows_stands_where_nothing_was_declared():
    drawing = made(matrix("task | Anna\nA | R\nB | R\nC | R")).drawing
    assert arrows(drawing) == {("A", "B"), ("B", "C")}
    assert all(one.inferred and not one.critical for one in drawing.arrows)
    assert not any(one.critical for one in drawing.boxes)


def test_places_are_kept_where_only_texts_changed(document):
    first = made(document)
    named = edits.set_text(document, task(document, "Write"), "name", "Write something much longer than it was before")
    second = made(named, before=first)
    assert second.layout is first.layout
    assert [(one.x, one.y) for one in second.drawing.boxes] == [(one.x, one.y) for one in first.drawing.boxes]
    assert second.drawing.boxes[0].lines == ("Write something much longer", "than it was before")
    link = Dependency(task(document, "Lonely"), task(document, "Write"))
    relinked = edits.set_dependencies(document, {link.after: (link,)})
    assert made(relinked, before=first).layout is not first.layout


def test_a_place_tells_its_box_and_arrow(document):
    drawing = made(document).drawing
    write = drawing.boxes[0]
    assert drawing.box_at(write.x + 5, write.y + 5) is write and drawing.box_at(1, 1) is None
    arrow = drawing.arrows[0]
    (x, y), (x2, y2) = arrow.points[:2]
    assert drawing.arrow_at((x + x2) / 2, (y + y2) / 2 + 2, 3.0) is arrow
    assert drawing.arrow_at(write.x + 20, write.y + 20, 3.0) is None


def test_an_empty_process_is_an_empty_drawing():
    document = edits.add_process(matrix("task | Anna\nA | R"), "Empty")
    from raci_studio.analysis.metrics import Metrics

    drawing = make(Metrics(document, document.process_order[-1])).drawing
    assert not drawing.boxes and not drawing.lanes and drawing.width > 0


def test_texts_are_wrapped_to_their_room():
    assert wrapped("", 10, 3) == ()
    assert wrapped("one two three", 9, 3) == ("one two", "three")
    for text in ("Wholly unbreakablewordsthatgoonandon", "Согласовать ЩЩЩЩЩЩ", "合同合同合同合同合同", "a " * 50):
        lines = wrapped(text, 12, 3)
        assert len(lines) <= 3 and all(width_of(line) <= 12 for line in lines)
    assert wrapped("a b c d e f g h", 3, 2)[-1].endswith("…")
    assert cut("short", 10) == "short" and cut("much too long a text", 8).endswith("…")
    assert width_of("WWW") > width_of("aaa") > width_of("iii")
