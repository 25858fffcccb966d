"""The Graph page: boxes and arrows under mouse and keyboard, edits by drag, suggestions, steps, marks, pictures."""

import threading
from dataclasses import replace

import pytest
from helpers import matrix, task
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from raci_studio.core import edits
from raci_studio.core.arrangement import Filter
from raci_studio.core.errors import UserError
from raci_studio.files import Opened
from raci_studio.gui import language, theme
from raci_studio.gui.pages.graph.page import GraphPage
from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH, REWORK, SUGGESTED
from raci_studio.reports.graph.legend import legend_of

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
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
ROWS = "task | step | Anna | Boris\nWrite | One | R |\nSend | One | | R\nFile | Two | R |"


@pytest.fixture
def document():
    return matrix(TEXT)


def settled(window, qtbot):
    shown = window.show_page("graph")
    assert isinstance(shown, GraphPage)
    qtbot.waitUntil(lambda: shown.is_settled, timeout=10_000)
    return shown


@pytest.fixture
def page(window, qtbot):
    window.resize(1500, 950)
    shown = settled(window, qtbot)
    shown.view.fit()
    return shown


def open_document(window, qtbot, document):
    window.session.open(Opened(document, "other"))
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)
    return settled(window, qtbot)


def wait(page, qtbot):
    qtbot.waitUntil(lambda: page.is_settled, timeout=10_000)


def box(page, name):
    return next(one for one in page.view.drawing.boxes if " ".join(one.lines) == name)


def arrow(page, before, after, kind=None):
    first, then = box(page, before).key, box(page, after).key
    arrows = page.view.drawing.arrows
    return next((a for a in arrows if (a.before, a.after) == (first, then) and kind in (None, a.kind)), None)


def place(page, name):
    """Return the middle of a box on the viewport."""
    held = box(page, name)
    return page.view.mapFromScene(held.x + BOX_WIDTH / 2, held.y + BOX_HEIGHT / 2)


def on_arrow(page, held):
    """Return a place on the viewport where an arrow runs and no other one does, far from boxes."""
    view, drawing = page.view, page.view.drawing
    for (x, y), (x2, y2) in zip(held.points, held.points[1:], strict=False):
        for part in range(1, 20):
            at = QPointF(x + (x2 - x) * part / 20, y + (y2 - y) * part / 20)
            others = [one for one in drawing.arrows if one is not held]
            near = [one for one in others if type(drawing)((), (), (one,), 1, 1).arrow_at(at.x(), at.y(), 8)]
            if not near and drawing.box_at(at.x(), at.y()) is None:
                return view.mapFromScene(at)
    raise AssertionError("no place is this arrow's own")


def click(page, at):
    QTest.mouseClick(page.view.viewport(), LEFT, pos=at)


def drag(page, first, then, *, release=True):
    port = page.view.viewport()
    QTest.mousePress(port, LEFT, pos=first)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(port, first + (then - first) * part)
    if release:
        QTest.mouseRelease(port, LEFT, pos=then)


def key(page, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
    page.window().activateWindow()
    page.view.setFocus()
    for one in keys:
        QTest.keyClick(page.view, one, modifiers)


def tick(box):
    QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))


def links(page):
    document = page.session.document
    return {(document.tasks[one.before].name, document.tasks[one.after].name) for one in document.dependencies}


def actions(menu):
    return [action.text().replace("&", "") for action in menu.actions()]


def choose(menu, text):
    next(one for one in menu.actions() if one.text().replace("&", "") == text).trigger()
    menu.close()


# The page


def test_key_and_tab_lead_to_the_page(window, qtbot):
    window.activateWindow()
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_2, CTRL)
    assert window.pages.current == "graph" and window._actions["page_graph"].isChecked()
    assert window.focusWidget() is window.pages.page.view
    wait(window.pages.page, qtbot)
    assert [" ".join(one.lines) for one in window.pages.page.view.drawing.boxes][:3] == ["Write", "Check", "Buy"]


def test_drawn_in_a_worker_and_dropped_where_it_comes_too_late(window, qtbot, monkeypatch):
    from raci_studio.gui.pages.graph import working

    page = settled(window, qtbot)
    threads, make = [], working.make
    monkeypatch.setattr(working, "make", lambda *args: threads.append(threading.current_thread()) or make(*args))
    first, last = window.session.document.order[0], window.session.document.order[-1]
    window.session.apply("", edits.set_text, first, "name", "Written once")
    window.session.apply("", edits.set_text, last, "name", "Written twice")
    wait(page, qtbot)
    assert threads and threading.main_thread() not in threads
    assert box(page, "Written twice") and box(page, "Written once")


def test_a_drawing_that_takes_long_says_so_until_it_is_there(window, qtbot, monkeypatch):
    from raci_studio.gui.pages.graph import working

    make, go = working.make, threading.Event()
    monkeypatch.setattr(working, "make", lambda *args: go.wait(20) and make(*args))
    window.activateWindow()
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)
    try:
        page = window.show_page("graph")
        qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
        assert page.empty.text() == "<p>The graph is being drawn…</p>" and not page.is_settled
    finally:
        go.set()
    wait(page, qtbot)
    assert page.stack.currentWidget() is not page.empty and page.view.drawing.boxes and page.view.hasFocus()


def test_who_turns_back_before_another_process_is_drawn_sees_the_first_again(window, qtbot, monkeypatch):
    from raci_studio.gui.pages.graph import working

    document = matrix("task | process | Anna\nWrite | One | R\nPrint | Two | R")
    page, make, go = open_document(window, qtbot, document), working.make, threading.Event()
    one, two = (document.tasks[key].process for key in document.order)
    monkeypatch.setattr(working, "make", lambda *args: go.wait(20) and make(*args))
    try:
        page._turn_to(two)
        page.ask()
        qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
        page._turn_to(one)
        page.ask()
    finally:
        go.set()
    wait(page, qtbot)
    assert page.stack.currentWidget() is not page.empty and box(page, "Write")


def test_a_failure_is_told_in_words(window, qtbot, monkeypatch):
    from raci_studio.gui.pages.graph import working

    def fail(*_args):
        raise UserError("No <room>.")

    page = settled(window, qtbot)
    monkeypatch.setattr(working, "make", fail)
    window.session.apply("", edits.set_text, window.session.document.order[0], "name", "New")
    wait(page, qtbot)
    assert page.stack.currentWidget() is page.empty and "No &lt;room&gt;." in page.empty.text()
    monkeypatch.undo()
    window.session.undo_stack.undo()
    wait(page, qtbot)
    assert page.stack.currentWidget() is not page.empty


def test_where_the_layout_fails_a_plain_picture_and_a_line_say_so(page, qtbot, monkeypatch, caplog):
    from raci_studio.reports.graph import making

    def fail(_structure):
        raise ZeroDivisionError

    monkeypatch.setattr(making, "place", fail)
    drag(page, place(page, "Write"), place(page, "Lonely"))
    wait(page, qtbot)
    assert len(page.view.drawing.boxes) == 7 and not page.view.drawing.lanes
    assert "could not be laid out in lanes" in page.notes.text() and "layout failed" in caplog.text


def test_an_empty_page_says_where_to_begin(window, qtbot):
    page = settled(window, qtbot)
    window.session.new()
    window.show_page("graph")
    assert page.stack.currentWidget() is page.empty and "drawn here" in page.empty.text()
    assert not page.bar.picture.isEnabled()
    page.empty.linkActivated.emit("page/matrix")
    assert "page/matrix" in page.empty.text() and window.pages.current == "matrix"


def test_the_order_of_the_rows_is_told_with_the_way_to_enter_more(window, qtbot):
    page = open_document(window, qtbot, matrix(ROWS))
    assert "each task is taken to wait for the row above it" in page.notes.text()
    address = f"column/predecessors/{window.session.document.process_order[0]}"
    assert address in page.notes.text()
    page.notes.linkActivated.emit(address)
    assert window.page.view.current_cell()[1] == "predecessors"


def test_one_process_at_a_time(window, qtbot):
    page = open_document(
        window, qtbot, matrix("process | task | Anna\nA | One | R\nA | Two | R\nB | Three | R\nB | Four | R")
    )
    assert page.bar.process.isVisible() and [b.lines for b in page.view.drawing.boxes] == [("One",), ("Two",)]
    page.bar.process.field.setFocus()
    QTest.keyClick(page.bar.process.field, Qt.Key.Key_Down)
    wait(page, qtbot)
    assert [b.lines for b in page.view.drawing.boxes] == [("Three",), ("Four",)]
    assert not open_document(window, qtbot, matrix(ROWS)).bar.process.isVisible()


def test_a_row_of_another_process_brings_that_process(window, qtbot):
    document = matrix("process | task | Anna\nA | One | R\nA | Two | R\nB | Three | R\nB | Four | R")
    page = open_document(window, qtbot, document)
    window.show_page("matrix")
    window.page.view.go_to(task(document, "Four"))
    window.show_page("graph")
    wait(page, qtbot)
    assert [b.lines for b in page.view.drawing.boxes] == [("Three",), ("Four",)]
    assert page._current.lines == ("Four",) and page.bar.process.field.currentText() == "B"


def test_lanes_by_person_department_step_or_none(page, qtbot):
    def titles():
        return list(dict.fromkeys(lane.title for lane in page.view.drawing.lanes))

    assert titles() == ["Anna", "Boris", "Clara", "Nobody"]
    page.bar.lanes.setFocus()
    found = []
    for _nth in range(3):
        QTest.keyClick(page.bar.lanes, Qt.Key.Key_Down)
        wait(page, qtbot)
        found.append(titles())
    assert found == [[], ["One", "Two", "Without a step"], []]


def test_lanes_that_nobody_filled_in_are_told_with_the_way_there(page, window, qtbot):
    page.bar.lanes.setFocus()
    QTest.keyClick(page.bar.lanes, Qt.Key.Key_Down)
    wait(page, qtbot)
    assert "No department is known" in page.notes.text() and "people/department" in page.notes.text()
    page.notes.linkActivated.emit("people/department")
    assert window.pages.current == "people"
    page = open_document(window, qtbot, matrix("task | Anna\nWrite | A\nSend | A"))
    page.bar.lanes.setCurrentIndex(0)
    wait(page, qtbot)
    assert "Nobody carries out any task" in page.notes.text() and "role/does/" in page.notes.text()


# Selection


def test_a_click_goes_to_the_row_and_back(page, window, qtbot):
    document = window.session.document
    click(page, place(page, "Sew"))
    sew, buy = task(document, "Sew"), task(document, "Buy")
    assert page.view.state.current == sew and page.selection.tasks == (sew,)
    assert window.page.view.current_cell()[0] == sew and window.pages.current == "graph"
    assert window.inspector.fields["name"].toPlainText() == "Sew"
    window.show_page("matrix")
    assert window.page.view.current_cell()[0] == sew
    window.page.view.go_to(buy)
    window.show_page("graph")
    assert page.view.state.current == buy and page.view.state.selected == {buy}


def test_a_click_leaves_a_filter_as_it_is(page, window, qtbot):
    document = window.session.document
    write, sew = task(document, "Write"), task(document, "Sew")
    window.session.arrange(filters={"name": Filter(values=frozenset({"Write"}))})
    window.page.view.go_to(write)
    click(page, place(page, "Sew"))
    assert page.selection.tasks == (sew,) and window.inspector.fields["name"].toPlainText() == "Sew"
    assert not window.page.view.matrix_model.index_of(sew, "name").isValid()
    assert window.page.view.current_cell()[0] == write


def test_a_double_click_opens_the_row_in_full(page, window):
    window.docks["inspector"].hide()
    QTest.mouseDClick(page.view.viewport(), LEFT, pos=place(page, "Buy"))
    assert window.docks["inspector"].isVisible() and window.inspector.fields["name"].toPlainText() == "Buy"
    assert window.inspector.isAncestorOf(window.focusWidget())


def test_keys_walk_along_links_and_enter_goes_to_the_row(page, window):
    page.view.set_current(box(page, "Write").key)
    walked = []
    for way in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        key(page, way)
        walked.append(page._current.lines[0])
    assert walked == ["Check", "Buy", "Sew", "Buy", "Check"]
    key(page, Qt.Key.Key_Up)
    assert page._current.y < box(page, "Check").y
    key(page, Qt.Key.Key_End)
    assert page._current.lines == ("Lonely",)
    key(page, Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert window.pages.current == "matrix"
    assert window.page.view.current_cell()[0] == task(window.session.document, "Write")


def test_the_current_box_is_said(page):
    page.view.set_current(box(page, "Sew").key)
    heard = QAccessible.queryAccessibleInterface(page.view)
    assert heard.text(QAccessible.Text.Name) == "Graph of the tasks"
    said = heard.text(QAccessible.Text.Description)
    assert said.startswith("5. Sew") and "Carried out by: Anna, Clara" in said and "critical path" in said
    assert page.status.text().startswith("5. Sew · Carried out by: Anna, Clara")
    assert "5. Sew" in page.view.tip_at(place(page, "Sew"))


# Dependencies


def test_a_drag_from_box_to_box_makes_a_dependency(page, qtbot):
    assert ("Write", "Lonely") not in links(page)
    drag(page, place(page, "Write"), place(page, "Lonely"), release=False)
    assert page.view.is_drawing_line and page.view.line_allowed
    assert page.status.text() == "Row 7 will wait for row 1." and ("Write", "Lonely") not in links(page)
    QTest.mouseRelease(page.view.viewport(), LEFT, pos=place(page, "Lonely"))
    assert ("Write", "Lonely") in links(page) and not page.view.is_drawing_line
    wait(page, qtbot)
    assert arrow(page, "Write", "Lonely") is not None
    page.session.undo_stack.undo()
    wait(page, qtbot)
    assert ("Write", "Lonely") not in links(page) and arrow(page, "Write", "Lonely", "link") is None
    page.session.undo_stack.redo()
    assert ("Write", "Lonely") in links(page)


def test_a_cycle_is_told_before_the_button_is_let_go(page):
    before = page.session.document
    drag(page, place(page, "Sew"), place(page, "Write"), release=False)
    assert not page.view.line_allowed
    assert page.status.text() == "That would be a cycle: 1 → 2 → 3 → 5 → 1. Nobody could begin."
    red = page.view.shades.colours["error"].name()
    image = page.view.viewport().grab().toImage()
    at = place(page, "Write")
    near = {image.pixelColor(at + QPoint(x, y)).name() for x in range(-3, 4) for y in range(-3, 4)}
    assert red in near
    QTest.mouseRelease(page.view.viewport(), LEFT, pos=at)
    assert page.session.document is before and "cycle" in page.status.text()


def test_a_line_that_says_nothing_new_or_ends_nowhere_changes_nothing(page):
    before = page.session.document
    drag(page, place(page, "Write"), place(page, "Check"))
    assert page.status.text() == "Row 2 waits for row 1 already."
    drag(page, place(page, "Write"), QPoint(3, 3))
    drag(page, place(page, "Write"), place(page, "Write") + QPoint(30, 5))
    assert page.session.document is before


def test_work_that_comes_back_is_no_cycle(page):
    """Sew may come back to Buy, so that Buy before Sew is no cycle; Rent may wait for Sew."""
    drag(page, place(page, "Sew"), place(page, "Rent"))
    assert ("Sew", "Rent") in links(page)


def test_a_line_by_keyboard(page):
    page.view.set_current(box(page, "Lonely").key)
    key(page, Qt.Key.Key_Insert)
    assert page.view.is_drawing_line
    key(page, Qt.Key.Key_Escape)
    assert not page.view.is_drawing_line
    key(page, Qt.Key.Key_Insert, Qt.Key.Key_Home)
    assert page.status.text() == "Row 1 will wait for row 7."
    key(page, Qt.Key.Key_Return)
    assert ("Lonely", "Write") in links(page)


def test_delete_takes_the_chosen_arrow_away(page, qtbot):
    click(page, on_arrow(page, arrow(page, "Write", "Check")))
    assert page.view.state.arrow == arrow(page, "Write", "Check")
    assert page.status.text() == "1. Write → 2. Check · Dependency"
    key(page, Qt.Key.Key_Delete)
    assert ("Write", "Check") not in links(page)
    wait(page, qtbot)
    assert arrow(page, "Write", "Check") is None and page.view.state.arrow is None
    page.session.undo_stack.undo()
    assert ("Write", "Check") in links(page)


def test_arrows_are_reached_and_deleted_by_keyboard(page, qtbot):
    page.view.set_current(box(page, "Buy").key)
    reached = []
    for _nth in range(3):
        key(page, Qt.Key.Key_Right, modifiers=CTRL)
        reached.append(page.status.text().split(" · ")[0])
    assert reached == ["2. Check → 3. Buy", "5. Sew → 3. Buy", "3. Buy → 5. Sew"]
    key(page, Qt.Key.Key_Left, modifiers=CTRL)
    assert page.view.state.arrow.kind == REWORK
    key(page, Qt.Key.Key_Delete)
    left = {(page.session.document.tasks[o.before].name, o.rework) for o in page.session.document.dependencies}
    assert ("Sew", True) not in left and ("Buy", False) in left


def test_an_arrow_of_the_row_order_is_not_deleted(window, qtbot):
    page = open_document(window, qtbot, matrix(ROWS))
    before = window.session.document
    page.view.choose_arrow(arrow(page, "Write", "Send"))
    key(page, Qt.Key.Key_Delete)
    assert window.session.document is before and "nothing to delete" in page.status.text()


def test_what_a_scenario_implies_is_not_deleted(page):
    before = page.session.document
    page.view.choose_arrow(arrow(page, "Rent", "Sew"))
    key(page, Qt.Key.Key_Delete)
    assert page.session.document is before and "instead of another" in page.status.text()


def test_read_only_documents_are_not_edited(page, window):
    before = window.session.document
    window.session.read_only = True
    drag(page, place(page, "Write"), place(page, "Lonely"))
    assert window.session.document is before and window.page.bar.isVisible()
    assert "will wait" not in page.status.text()


# Suggestions


def test_a_suggestion_is_accepted_on_the_spot(page, qtbot):
    dashed = arrow(page, "Write", "Lonely", SUGGESTED)
    assert "1 dependency is suggested" in page.notes.text()
    click(page, on_arrow(page, dashed))
    qtbot.waitUntil(lambda: page.menu is not None and page.menu.isVisible())
    assert actions(page.menu) == ["Accept the dependency", "Refuse the dependency"]
    choose(page.menu, "Accept the dependency")
    document = page.session.document
    assert [one.origin for one in document.dependencies if one.after == task(document, "Lonely")] == ["accepted"]
    wait(page, qtbot)
    assert arrow(page, "Write", "Lonely").kind == "link" and "suggested" not in page.notes.text()


def test_a_suggestion_is_refused_on_the_spot_or_by_delete(page, qtbot):
    dashed = arrow(page, "Write", "Lonely", SUGGESTED)
    click(page, on_arrow(page, dashed))
    choose(page.menu, "Refuse the dependency")
    document = page.session.document
    pair = (task(document, "Write"), task(document, "Lonely"))
    assert document.processes[document.process_order[0]].refused_links == (pair,)
    wait(page, qtbot)
    assert arrow(page, "Write", "Lonely") is None
    page.session.undo_stack.undo()
    wait(page, qtbot)
    page.view.choose_arrow(arrow(page, "Write", "Lonely"))
    key(page, Qt.Key.Key_Delete)
    assert page.session.document.processes[document.process_order[0]].refused_links == (pair,)


def test_suggestions_can_be_left_out(page, qtbot):
    tick(page.bar.suggestions)
    wait(page, qtbot)
    assert arrow(page, "Write", "Lonely") is None
    tick(page.bar.suggestions)
    wait(page, qtbot)
    assert arrow(page, "Write", "Lonely") is not None


# Steps


def test_steps_collapse_and_a_click_opens_one(page, qtbot):
    tick(page.bar.by_steps)
    wait(page, qtbot)
    assert [(one.lines[0], one.head) for one in page.view.drawing.boxes] == [
        ("One", "2 tasks"), ("Two", "3 tasks"), ("Without a step", "2 tasks"),
    ]  # fmt: skip
    click(page, place(page, "Two"))
    wait(page, qtbot)
    assert [one.lines[0] for one in page.view.drawing.boxes] == ["One", "Buy", "Rent", "Sew", "Without a step"]
    drag(page, place(page, "Buy"), place(page, "One"), release=False)
    assert "open the step first" in page.status.text() and not page.view.line_allowed
    QTest.mouseRelease(page.view.viewport(), LEFT, pos=place(page, "One"))
    page.view.set_current(box(page, "One").key)
    key(page, Qt.Key.Key_Return)
    wait(page, qtbot)
    assert box(page, "Write") and box(page, "Check")
    tick(page.bar.by_steps)
    wait(page, qtbot)
    assert not any(one.is_step for one in page.view.drawing.boxes)


def many(count, steps):
    rows = "\n".join(f"Task {n} | {f'Step {n * steps // count}' if steps else ''} | R" for n in range(count))
    return matrix(f"task | step | Anna\n{rows}")


def test_above_300_boxes_it_starts_collapsed(window, qtbot):
    page = open_document(window, qtbot, many(301, 7))
    assert len(page.view.drawing.boxes) == 7 and page.bar.by_steps.isChecked()
    tick(page.bar.by_steps)
    wait(page, qtbot)
    assert len(page.view.drawing.boxes) == 301 and not page.bar.by_steps.isChecked()
    window.session.apply("", edits.set_text, window.session.document.order[0], "name", "Other")
    wait(page, qtbot)
    assert len(page.view.drawing.boxes) == 301


def test_at_300_boxes_or_without_steps_it_does_not(window, qtbot):
    assert len(open_document(window, qtbot, many(300, 7)).view.drawing.boxes) == 300
    page = open_document(window, qtbot, many(301, 0))
    assert len(page.view.drawing.boxes) == 301 and not page.bar.by_steps.isEnabled()


# The picture


def test_the_picture_stays_where_only_a_text_changed(page, qtbot):
    page.view.zoom_by(2.0)
    page.view.horizontalScrollBar().setValue(120)
    layout, zoom = page.shown.made.layout, page.view.zoom
    held = page.view.mapFromScene(box(page, "Sew").x, box(page, "Sew").y)
    sew = task(page.session.document, "Sew")
    page.session.apply("", edits.set_text, sew, "name", "Sew all shirts and put them into the box")
    wait(page, qtbot)
    assert page.view.drawing.by_key[sew].lines == ("Sew all shirts and put them", "into the box")
    now = page.view.drawing.by_key[sew]
    assert page.shown.made.layout is layout and page.view.zoom == zoom
    assert page.view.mapFromScene(now.x, now.y) == held
    page.session.apply("", edits.set_predecessors, sew, "3; 7")
    wait(page, qtbot)
    assert page.shown.made.layout is not layout


def test_zoom_by_wheel_and_keys_and_fit(page):
    at = QPointF(200, 150)
    held, zoom = page.view.mapToScene(at.toPoint()), page.view.zoom
    wheel = QWheelEvent(
        at, page.view.viewport().mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    for _nth in range(3):
        QApplication.sendEvent(page.view.viewport(), wheel)
    assert page.view.zoom > 2 * zoom
    assert (page.view.mapToScene(at.toPoint()) - held).manhattanLength() < 60
    key(page, Qt.Key.Key_Minus)
    smaller = page.view.zoom
    key(page, Qt.Key.Key_Plus)
    assert page.view.zoom > smaller
    key(page, Qt.Key.Key_0, modifiers=CTRL)
    drawing, port = page.view.drawing, page.view.viewport().rect()
    assert port.contains(page.view.mapFromScene(1, 1))
    assert port.contains(page.view.mapFromScene(drawing.width - 1, drawing.height - 1))
    zoom = page.view.zoom
    QTest.mouseClick(page.bar.zoom_in, LEFT)
    assert page.view.zoom > zoom
    QTest.mouseClick(page.bar.fit, LEFT)
    assert page.view.zoom == zoom


def test_pan_by_middle_button_space_and_background(page):
    view, port = page.view, page.view.viewport()
    view.zoom_by(3.0)
    empty = next(
        QPoint(x, y)
        for x in range(60, port.width(), 7)
        for y in range(60, port.height(), 7)
        if not view.drawing.box_at(view.mapToScene(x, y).x(), view.mapToScene(x, y).y())
    )
    for button, space, start in (
        (Qt.MouseButton.MiddleButton, False, QPoint(100, 100)), (LEFT, True, QPoint(100, 100)), (LEFT, False, empty),
    ):  # fmt: skip
        view.horizontalScrollBar().setValue(200)
        if space:
            view.setFocus()
            QTest.keyPress(view, Qt.Key.Key_Space)
        QTest.mousePress(port, button, pos=start)
        QTest.mouseMove(port, start - QPoint(30, 0))
        QTest.mouseRelease(port, button, pos=start - QPoint(30, 0))
        QTest.keyRelease(view, Qt.Key.Key_Space)
        assert view.horizontalScrollBar().value() == 230 and not view.is_drawing_line


def test_the_overview_shows_the_whole_and_leads_there(page):
    overview = page.view.overview
    assert not overview.isVisible()
    page.view.zoom_by(4.0)
    assert overview.isVisible()
    QTest.mouseClick(overview, LEFT, pos=QPoint(2, 2))
    assert page.view.horizontalScrollBar().value() == 0
    QTest.mouseClick(overview, LEFT, pos=QPoint(overview.width() - 3, overview.height() // 2))
    assert page.view.horizontalScrollBar().value() == page.view.horizontalScrollBar().maximum()
    key(page, Qt.Key.Key_0, modifiers=CTRL)
    assert not overview.isVisible()


def test_the_overview_never_hides_the_current_box(page):
    page.view.zoom_by(4.0)
    key(page, Qt.Key.Key_Home)
    corners = set()
    for one in page.view.drawing.boxes:
        page.view.set_current(one.key, show=True)
        overview = page.view.overview
        at = page.view.current_area().translated(page.view.viewport().pos())
        assert overview.isVisible() and not overview.geometry().intersects(at)
        corners.add(overview.x())
    assert len(corners) == 2


def test_search_marks_boxes_and_goes_from_one_to_the_next(page):
    page.bar.search.setFocus()
    QTest.keyClicks(page.bar.search, "SE")
    found = {box(page, "Sew").key, box(page, "Sell").key}
    assert set(page.view.state.found) == found and page.status.text() == "2 boxes found"
    QTest.keyClick(page.bar.search, Qt.Key.Key_Return)
    first = page.view.state.current
    QTest.keyClick(page.bar.search, Qt.Key.Key_Return)
    assert {first, page.view.state.current} == found and page.bar.search.hasFocus()
    QTest.keyClick(page.bar.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.view.state.current == first
    QTest.keyClick(page.bar.search, Qt.Key.Key_Escape)
    assert page.bar.search.text() == "" and not page.view.state.found


def test_search_finds_tasks_inside_collapsed_steps(page, qtbot):
    tick(page.bar.by_steps)
    wait(page, qtbot)
    page.bar.search.setText("sew")
    assert list(page.view.state.found) == ["step/Two"]


def colours_in(page, name, dx=(0, BOX_WIDTH), dy=(0, BOX_HEIGHT)):
    """Return the colours of the pixels of a part of a box, by how often they come."""
    held, found = box(page, name), {}
    page.view.centerOn(held.x, held.y)
    image = page.view.viewport().grab().toImage()
    first = page.view.mapFromScene(held.x + dx[0], held.y + dy[0])
    last = page.view.mapFromScene(held.x + dx[1], held.y + dy[1])
    for x in range(first.x(), last.x()):
        for y in range(first.y(), last.y()):
            colour = image.pixelColor(x, y).name()
            found[colour] = found.get(colour, 0) + 1
    return found


def test_marks_are_painted_in_shape_and_colour(page):
    colours = page.view.shades.colours
    critical, frame = colours["critical"].name(), colours["frame"].name()
    edge = {"dx": (-3, 3), "dy": (20, 50)}
    page.view.zoom_by(2 / page.view.zoom)
    page.view.set_current("")
    page.selection.choose_tasks([])
    assert critical in colours_in(page, "Buy", **edge) and critical not in colours_in(page, "Lonely", **edge)
    assert frame in colours_in(page, "Lonely", **edge)
    marks = {"dx": (BOX_WIDTH - 22, BOX_WIDTH - 4), "dy": (4, 22)}
    severity = box(page, "Write").severity
    assert colours[severity].name() in colours_in(page, "Write", **marks)


def test_titles_of_lanes_stay_in_sight(page):
    view = page.view
    view.zoom_by(2.0 / view.zoom)
    bar = view.horizontalScrollBar()

    def ink(at):
        bar.setValue(at)
        image = view.viewport().grab().toImage()
        text = view.shades.colours["text"].name()
        lane = view.drawing.lanes[0]
        middle = view.mapFromScene(0, lane.y + lane.height / 2).y()
        return sum(image.pixelColor(x, y).name() == text for x in range(60) for y in range(middle - 12, middle + 12))

    view.verticalScrollBar().setValue(0)
    assert ink(0) > 20 and ink(bar.maximum()) > 20


def test_small_boxes_show_their_numbers(page):
    page.view.zoom_by(0.25 / page.view.zoom)
    page.view.set_current("")
    page.selection.choose_tasks([])
    text = page.view.shades.colours["text"]
    inside = {"dx": (BOX_WIDTH / 2 - 40, BOX_WIDTH / 2 + 40), "dy": (12, BOX_HEIGHT - 12)}
    found = colours_in(page, "Lonely", **inside)
    assert min(abs(text.lightness() - QColor(name).lightness()) for name in found) < 60
    page.view.zoom_by(0.08 / page.view.zoom)
    assert len(colours_in(page, "Lonely", **inside)) <= 2


def test_boxes_that_stop_are_hatched_and_say_so(page, window, qtbot):
    before = colours_in(page, "Check")
    what_if = window.show_page("what_if")
    qtbot.waitUntil(lambda: window.session.is_analysed)
    boris = window.session.document.people_order[1]
    what_if.away[boris] = ()
    what_if.refresh()
    qtbot.waitUntil(lambda: what_if.is_settled)
    window.show_page("graph")
    wait(page, qtbot)
    check = task(window.session.document, "Check")
    assert page.view.state.happening[check][0] == "■"
    page.view.set_current("")
    page.selection.choose_tasks([])
    after = colours_in(page, "Check")
    assert len(after) > len(before) + 3
    page.view.set_current(check)
    assert "Stops: nobody is left for it" in page.status.text()
    assert "Stops: nobody is left for it" in page.view.tip_at(place(page, "Check"))
    what_if._clear()
    qtbot.waitUntil(lambda: not page.view.state.happening)


def test_a_page_made_late_knows_who_is_away(window, qtbot):
    window.pages.show_happening({window.session.document.order[0]: ("■", "Stops.")})
    page = settled(window, qtbot)
    assert page.view.state.happening == {window.session.document.order[0]: ("■", "Stops.")}


# Pictures


@pytest.mark.parametrize("suffix, start", [(".png", b"\x89PNG"), (".svg", b"<svg"), (".pdf", b"%PDF")])
def test_pictures_are_saved(page, qtbot, monkeypatch, tmp_path, suffix, start):
    asked = []

    def answer(_parent, _title, name, kinds, first):
        asked.append(name)
        return str(tmp_path / "picture"), first

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    menu = page.bar.picture.menu()
    menu.actions()[[".png", ".svg", ".pdf"].index(suffix)].trigger()
    path = tmp_path / f"picture{suffix}"
    qtbot.waitUntil(lambda: page.status.text() == f"Written: {path}", timeout=20_000)
    assert asked == [f"Process{suffix}"] and path.read_bytes().startswith(start)


def test_a_picture_that_cannot_be_written_is_told(page, qtbot, window, tmp_path):
    page.pictures.save(page.view.drawing, "x", tmp_path / "none" / "x.svg")
    qtbot.waitUntil(lambda: window.page.bar.isVisible(), timeout=10_000)
    assert "x.svg: The file cannot be written" in window.page.bar.text and page.status.text() != "Writing x.svg…"


def test_a_picture_goes_to_the_clipboard(page, qtbot):
    page.bar.picture.menu().actions()[3].trigger()
    qtbot.waitUntil(lambda: page.status.text() == "The picture is on the clipboard.", timeout=20_000)
    image = QGuiApplication.clipboard().image()
    whole = legend_of(page.view.drawing)
    assert abs(image.width() - 2 * whole.width) <= 2 and abs(image.height() - 2 * whole.height) <= 2


# Language and look


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["en", "ru"])
def test_in_every_language_and_theme(page, qtbot, code, scheme):
    theme.set_theme(scheme)
    language.switch(code)
    wait(page, qtbot)
    base = page.view.palette().base().color().name()
    image = page.view.viewport().grab().toImage()
    assert page.view.shades.colours["paper"].name() == base
    assert image.pixelColor(image.width() - 2, image.height() - 2).name() == base
    theme.set_theme("light")


def test_menus_of_boxes(page, window):
    page.view.set_current(box(page, "Buy").key)
    page.view.menu_asked.emit(page.mapToGlobal(QPoint(5, 5)))
    assert actions(page.menu) == ["Go to the row", "Show in full", "Draw a dependency"]
    choose(page.menu, "Draw a dependency")
    assert page.view.is_drawing_line
    page.view.give_up_line()
    page.view.choose_arrow(arrow(page, "Write", "Check"))
    page.view.menu_asked.emit(page.mapToGlobal(QPoint(5, 5)))
    choose(page.menu, "Delete the dependency")
    assert ("Write", "Check") not in links(page)


def test_the_legend_says_what_is_seen_and_no_more(page, window, qtbot):
    said = page.legend.text()
    for part in ("Thick frame: critical", "dashed frame", "ring at an arrow", "double head", "dashed arrow"):
        assert part in said
    assert "double frame" not in said and "hatched" not in said
    page.show_happening({window.session.document.order[0]: ("■", "Stops")})
    assert page.legend.text().endswith("hatched: stops or is late if people are away")
    page.show_happening({})
    page.bar.by_steps.click()
    wait(page, qtbot)
    assert "double frame: a step" in page.legend.text()


def test_without_signs_there_is_no_legend(window, qtbot):
    page = open_document(window, qtbot, matrix(ROWS))
    drawing = page.view.drawing
    plain = tuple(replace(box, severity="", bottleneck=False, critical=False) for box in drawing.boxes)
    page.view.show_drawing(replace(drawing, boxes=plain, arrows=()), keeps_places=True)
    page.show_legend()
    assert page.legend.text() == "" and not page.legend.isVisible()
