"""The Schedule page: rows by task and by person, what the chart paints where, selection, keys, and what is missing."""

import pytest
from helpers import matrix
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from raci_studio.core import edits
from raci_studio.core.errors import UserError
from raci_studio.files import Opened
from raci_studio.gui import language, theme
from raci_studio.gui.pages import schedule_paint as paint
from raci_studio.gui.pages.schedule_page import SchedulePage
from raci_studio.gui.pages.schedule_view import HEAD

PLAN = """
    task            | Anna | Petrova | Boris | duration | deadline   | after
    Write the plan  | R    | C       |       | 2        |            |
    Approve it      | C    | R/A     |       | 1        | 2026-03-03 | 1
    Buy             | R    |         |       | 3        | 2026-03-20 | 1
    Sew             | R    |         | R     | 4        |            | 1
    Archive         |      | A       |       |          |            | 3
"""
UNTIMED = """
    task  | Anna | Boris
    Write | R    |
    Send  |      | R
"""


@pytest.fixture
def document():
    """March 2, 2026 is a Monday."""
    document = matrix(PLAN)
    return edits.set_process(document, document.process_order[0], start="2026-03-02")


def shown_page(window, qtbot):
    shown = window.show_page("schedule")
    assert isinstance(shown, SchedulePage)
    qtbot.waitUntil(lambda: shown.is_settled, timeout=10_000)
    return shown


@pytest.fixture
def page(window, qtbot):
    return shown_page(window, qtbot)


def titles(page):
    return [page.names.model().index(row, 0).data().splitlines()[0] for row in range(page.names.model().rowCount())]


def words(page, row):
    """Return what a screen reader says of a row."""
    cell = QAccessible.queryAccessibleInterface(page.names).child(row)
    return cell.text(QAccessible.Text.Name)


def middle(page, row, time):
    """Return the place on the chart where a row is at a time."""
    return QPoint(round(page.chart.x_of(time)), page.chart.top_of(row) + 11)


def picture(page):
    return page.chart.viewport().grab().toImage()


def colours_at(page, row, first, end, dy=(0, paint.ROW - 2)):
    """Return the colours of the pixels of a row between two times."""
    image, top = picture(page), page.chart.top_of(row)
    xs = range(round(page.chart.x_of(first)), round(page.chart.x_of(end)))
    return {image.pixelColor(x, top + y).name() for x in xs for y in range(*dy)}


def open_text(window, qtbot, text, **of_process):
    document = matrix(text)
    if of_process:
        document = edits.set_process(document, document.process_order[0], **of_process)
    window.session.open(Opened(document, "other"))
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)
    return shown_page(window, qtbot)


def test_key_and_tab_lead_to_the_page(window):
    window.activateWindow()
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.current == "schedule" and window._actions["page_schedule"].isChecked()
    assert window.focusWidget() is window.pages.page.names


def test_each_row_says_its_bar_in_words(page):
    assert titles(page) == ["1. Write the plan", "2. Approve it", "3. Buy", "4. Sew", "5. Archive"]
    said = words(page, 1)
    assert "At the earliest: 4 Mar 2026" in said and "Slack: 3 working days" in said and "Petrova" in said
    assert "3 Mar 2026, too early for the plan" in said
    assert "critical path" in words(page, 0) and "2 Mar 2026 – 3 Mar 2026" in words(page, 0)
    assert "Deadline: 20 Mar 2026" in words(page, 2) and "too early" not in words(page, 2)
    assert "a day is assumed" in words(page, 4)
    assert "8 May" not in page.notes.text() and "9 Mar 2026 (6 working days)" in page.notes.text()
    assert "one task at a time: 12 Mar 2026 (9 working days)" in page.notes.text()


def test_bars_stand_where_their_days_are(page):
    look, base = paint.look_of(page.chart.palette()), page.chart.palette().base().color().name()
    fill = look.bar.name()
    assert fill in colours_at(page, 1, 2.2, 2.8, (9, 13)) and fill not in colours_at(page, 1, 0.1, 1.8, (9, 13))
    assert colours_at(page, 1, 0.2, 1.0, (12, 18)) == {base}
    # What is critical has a frame that others lack; the levelled bar is below its own.
    assert look.critical.name() in colours_at(page, 0, 0.2, 1.8, (4, 9))
    assert look.critical.name() not in colours_at(page, 1, 2.2, 2.8, (4, 9))
    levelled = page.shown.by_task[3].bar
    assert levelled.levelled_start >= 5 and look.dim.name() in colours_at(page, 3, 8, 8.8, (20, 24))
    # A deadline that is missed is a filled flag in the colour of errors, one that is kept is none.
    assert look.late.name() in colours_at(page, 1, 1.9, 2.5)
    assert look.late.name() not in colours_at(page, 2, 0.0, 15.0)
    due = page.shown.by_task[2].due
    assert due == 15.0 and look.text.name() in colours_at(page, 2, due - 0.1, due + 0.3)


def test_links_are_drawn_between_tasks_only(page):
    look = paint.look_of(page.chart.palette())
    assert page.shown.links == ((0, 1), (0, 2), (0, 3), (2, 4))
    turn = page.chart.x_of(2) + 4
    image = picture(page)
    column = [image.pixelColor(round(turn), page.chart.top_of(0) + y) for y in range(12, paint.ROW)]
    near = sum(abs(one.lightness() - look.dim.lightness()) < 60 for one in column)
    assert near > 8
    page.by_person.click()
    assert page.chart._links == ()


def test_by_person_shows_the_load_of_each_day(page, qtbot):
    qtbot.mouseClick(page.by_person, Qt.MouseButton.LeftButton, pos=QPoint(8, page.by_person.height() // 2))
    assert titles(page) == [
        "Anna", "1. Write the plan", "3. Buy", "4. Sew", "Petrova", "2. Approve it", "Boris", "4. Sew",
        "Nobody carries them out", "5. Archive",
    ]  # fmt: skip
    assert "3 tasks" in words(page, 0) and "At most 2 at the same time: 4 Mar 2026 – 6 Mar 2026" in words(page, 0)
    assert "Never two tasks at the same time" in words(page, 4)
    look = paint.look_of(page.chart.palette())
    # Two tasks on one day are underlined too, so that colour is not the only sign.
    assert look.critical.name() in colours_at(page, 0, 2.2, 2.8) and look.critical.name() not in colours_at(
        page, 0, 0, 1
    )
    page.chart.zoom_by(0.1)
    assert page.chart.zoom < 6 and look.critical.name() in colours_at(page, 0, 2, 5)


def test_a_click_selects_and_a_double_click_goes_to_the_row(page, window, qtbot):
    port, order = page.chart.viewport(), window.session.document.order
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=middle(page, 2, 3))
    assert window.pages.selection.tasks == (order[2],) and page.chart.current == 2
    assert page.names.currentIndex().row() == 2 and page.names.hasFocus()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(40, 5))  # the axis is no row
    assert page.chart.current == 2
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=middle(page, 3, 3))
    assert window.pages.current == "matrix" and window.page.view.current_cell()[0] == order[3]


def test_keys_move_and_enter_goes_to_the_row(page, window):
    order = window.session.document.order
    page.begin()
    QTest.keyClick(page.names, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.names, Qt.Key.Key_Down)
    assert window.pages.selection.tasks == (order[1],) and page.chart.current == 1
    QTest.keyClick(page.names, Qt.Key.Key_Return)
    assert window.pages.current == "matrix" and window.page.view.current_cell()[0] == order[1]


def test_a_person_leads_to_their_page(page, window):
    page.by_person.click()
    page.names.go_to(6)
    boris = window.session.document.people_order[2]
    assert window.pages.selection.people == (boris,)
    QTest.keyClick(page.names, Qt.Key.Key_Return)
    assert window.pages.current == "people"


def test_what_is_selected_elsewhere_is_the_current_row(window, qtbot):
    order = window.session.document.order
    window.page.view.go_to(order[3])
    page = shown_page(window, qtbot)
    assert page.chart.current == 3
    window.pages.selection.choose_tasks([order[1]])
    assert page.chart.current == 1


def test_the_wheel_stretches_time_around_the_mouse(page):
    chart, at = page.chart, QPointF(200, 100)
    page.zoom_out.click()
    before, time = chart.zoom, (200 - chart.x_of(0)) / chart.zoom
    event = QWheelEvent(at, chart.viewport().mapToGlobal(at), QPoint(), QPoint(0, 1200), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(chart.viewport(), event)
    assert chart.zoom > before and chart.x_of(time) == pytest.approx(200, abs=1)
    page.begin()
    QTest.keyClick(page.names, Qt.Key.Key_Minus)
    QTest.keyClick(page.names, Qt.Key.Key_Minus)
    assert chart.zoom == pytest.approx(60 * 0.8**2)
    page.zoom_in.click()
    page.fit.click()
    assert chart.is_fitted and chart.horizontalScrollBar().maximum() == 0


def test_it_follows_edits_and_keeps_the_row(page, window, qtbot):
    page.names.go_to(2)
    task = window.session.document.order[2]
    window.session.apply("", edits.set_text, task, "duration", "10")
    qtbot.waitUntil(lambda: page.is_settled and page.shown.plan.end == 13, timeout=10_000)
    assert page.chart.current == 2 and "critical path" in words(page, 2)
    window.session.apply("", edits.add_tasks, 0, 1)
    qtbot.waitUntil(lambda: page.is_settled and len(titles(page)) == 6, timeout=10_000)
    assert page.chart.current == 3 and page.chart._rows[3].address == f"task/{task}"


def test_list_and_chart_scroll_together(window, qtbot):
    document = matrix("task | Anna | duration\n" + "\n".join(f"Task {n} | R | 1" for n in range(80)))
    window.session.open(Opened(document, "long"))
    page = shown_page(window, qtbot)
    QApplication.processEvents()
    one, other = page.names.verticalScrollBar(), page.chart.verticalScrollBar()
    assert one.maximum() == other.maximum() > 0
    other.setValue(500)
    assert one.value() == 500
    page.names.go_to(79)
    assert other.value() == one.value() == one.maximum()
    assert page.names.visualRect(page.names.currentIndex()).top() + HEAD == page.chart.top_of(79)


def test_without_a_start_days_are_numbered_and_the_order_of_rows_is_told(window, qtbot):
    page = open_text(window, qtbot, UNTIMED.replace("| Boris", "| Boris | duration").replace("R    |", "R | | 3"))
    process = window.session.document.process_order[0]
    said = page.notes.text()
    assert "taken to wait for the row above it" in said and f"process/{process}/start" in said
    assert f"column/predecessors/{process}" in said
    assert "days 1–3" in words(page, 0) and "day 4" in words(page, 1)
    assert page.chart._label(4) == ("Working day", "5")
    page.notes.linkActivated.emit(f"process/{process}/start")
    assert window.pages.current == "process"


def test_dates_are_on_the_axis_where_the_start_is_known(page):
    assert page.chart._label(0) == ("2026", "2 Mar") and page.chart._label(5) == ("2026", "9 Mar")


def test_where_nothing_is_known_it_says_what_is_missing(window, qtbot):
    page = open_text(window, qtbot, UNTIMED)
    process = window.session.document.process_order[0]
    assert page.empty.isVisible() and not page.chart.isVisible() and not page.by_person.isEnabled()
    for address in (f"column/duration/{process}", f"column/predecessors/{process}", f"process/{process}/start"):
        assert address in page.empty.text()
    page.empty.linkActivated.emit(f"column/duration/{process}")
    assert window.pages.current == "matrix" and window.page.view.current_cell()[1] == "duration"
    window.session.apply("", edits.set_text, window.session.document.order[0], "duration", "2")
    page = shown_page(window, qtbot)
    assert page.chart.isVisible() and page.by_person.isEnabled()


def test_a_matrix_without_rows_says_so(window, qtbot):
    window.session.open(Opened(edits.add_process(type(window.session.document)(), "Other"), "other"))
    page = window.show_page("schedule")
    assert "once the matrix has rows" in page.empty.text() and titles(page) == []


def test_of_several_processes_one_is_chosen(window, qtbot):
    page = open_text(window, qtbot, """
        process | task  | Anna | duration
        One     | Write | R    | 1
        Two     | Send  | R    | 2
    """)  # fmt: skip
    assert page.choice.isVisible() and titles(page) == ["1. Write"]
    page.choice.field.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.is_settled and titles(page) == ["2. Send"], timeout=10_000)


@pytest.mark.parametrize("text", [
    "task | Anna | duration | after | instead\nA | R | 1 | 2 |\nB | R | 1 | 1 |\nC | R | 0 | 2 |\nD | | | | 3!",
    "task | Anna | duration\nA | R | 99999999\nB | R | 0.25",
])  # fmt: skip
def test_cycles_scenarios_and_odd_lengths_are_painted(window, qtbot, text):
    page = open_text(window, qtbot, text, start="2026-03-02", promised_end="2026-03-03")
    for button in (page.by_person, page.by_task):
        button.click()
        for _turn in range(12):
            page.zoom_in.click()
            assert not picture(page).isNull()
    assert "Promised: 3 Mar 2026" in page.notes.text()


def test_names_of_the_client_are_no_markup(window, qtbot):
    page = open_text(window, qtbot, "task | Anna | duration\n<b>Bold</b> & co | R | 2\nSend | R | 1")
    assert words(page, 0).startswith("1. <b>Bold</b> & co")
    assert "&lt;b&gt;" in page.chart.tip_at(middle(page, 0, 0.5))


def test_it_speaks_russian_and_is_seen_in_the_dark(page, qtbot):
    try:
        language.switch("ru")
        theme.set_theme("dark")
        qtbot.waitUntil(lambda: page.is_settled, timeout=10_000)
        assert page.chart._label(0)[1].startswith("2 мар")
        assert paint.look_of(page.chart.palette()).bar.name() in colours_at(page, 1, 2.2, 2.8, (9, 13))
    finally:
        theme.set_theme("light")


def test_controls_have_names(page):
    for widget in (page.names, page.zoom_in, page.zoom_out, page.fit, page.by_task, page.by_person, page.legend):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget


def test_the_legend_says_what_is_seen_and_no_more(page, window, qtbot):
    said = page.legend.text()
    assert said.startswith("Bar: at the earliest; thick frame: critical; dashed frame: length assumed")
    assert "flag: deadline" in said and "diamond" not in said and "promised" not in said and "square" not in said
    assert page._head.text() == "Task"
    page.by_person.click()
    assert "square: tasks on a day" in page.legend.text() and page._head.text() == "Person"
    page.by_task.click()
    process = window.session.document.process_order[0]
    window.session.apply("x", edits.set_process, process, promised_end="2026-04-30")
    window.session.apply("x", edits.set_text, window.session.document.order[4], "duration", "0")
    qtbot.waitUntil(lambda: page.is_settled, timeout=10_000)
    assert "dash-dotted line: promised end" in page.legend.text() and "diamond" in page.legend.text()


def test_a_failure_is_told_in_words(window, qtbot, monkeypatch):
    from raci_studio.gui.pages import schedule_rows

    def broken(_metrics):
        raise UserError("The plan is torn.")

    monkeypatch.setattr(schedule_rows, "shown_of", broken)
    page = shown_page(window, qtbot)
    assert "The plan is torn." in page.empty.text() and page.empty.isVisible()
    assert not page.by_person.isEnabled()


def test_where_one_cannot_scroll_no_date_is_cut(page):
    width = page.chart.viewport().width()
    assert page.chart.is_fitted and page.chart.has_room(width) and not page.chart.has_room(width + 1)
    page.zoom_in.click()
    assert page.chart.has_room(width + 1)


def test_of_many_rows_only_those_in_sight_are_painted(window, qtbot, monkeypatch):
    rows = "\n".join(f"Task {number} | {'R | ' if number % 2 else ' | R'} | 2" for number in range(400))
    page = open_text(window, qtbot, f"task | Anna | Boris | duration\n{rows}")
    painted = []
    whole = page.chart._paint_row
    monkeypatch.setattr(page.chart, "_paint_row", lambda *args: painted.append(1) or whole(*args))
    for button in (page.by_task, page.by_person):
        button.click()
        painted.clear()
        picture(page)
        assert 0 < len(painted) <= page.chart.viewport().height() // paint.ROW + 2
