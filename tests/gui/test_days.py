"""Days from a calendar: which cells offer one, how a day is written into them, by keys and by mouse."""

from datetime import date

import pytest
from helpers import matrix
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QLocale, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from raci_studio.analysis.dates import EARLIEST, LATEST, read_date
from raci_studio.core import edits
from raci_studio.core.document import ColumnKind, ColumnType
from raci_studio.gui import language
from raci_studio.gui.inspector.day_field import DayField
from raci_studio.gui.matrix.columns import ExtraColumn, TextColumn
from raci_studio.gui.matrix.day_editor import DayEditor
from raci_studio.gui.matrix.days import Days, days_of, plain_day

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
DEADLINE, DUE = TextColumn("deadline"), ExtraColumn("extra:Due")
TEXT = """
task  | Anna | deadline         | +Due       | +Note
Plan  | R    | 15.03.2026       | 2026-12-01 | 15.03.2026
Build | R    | до 20.03.2026    | soon       |
Test  | R    |                  |            |
"""


def typed(document):
    return edits.set_column_type(document, "Due", ColumnType(ColumnKind.DATE))


@pytest.fixture
def document():
    return typed(matrix(TEXT))


@pytest.fixture
def view(window, qtbot):
    window.activateWindow()
    window.page.view.setFocus()
    return window.page.view


# Which cells, and how a day is written


def test_dates_and_columns_of_dates_offer_days(document):
    plan = document.order[0]
    assert days_of(document, DEADLINE, "15.03.2026") == Days("15.03.2026")
    assert days_of(document, DEADLINE, "до 20.03.2026") is None and days_of(document, DEADLINE, "3 days") is None
    assert days_of(document, DEADLINE, "") == Days("15.03.2026")  # as the others of the column
    assert days_of(edits.set_text(document, plan, "deadline", "3 days"), DEADLINE, "") is None
    assert days_of(document, DUE, "soon") == days_of(document, DUE, "") == Days()
    assert days_of(document, ExtraColumn("extra:Note"), "15.03.2026") is None


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        ("15.03.2026", "06.05.2026"),
        ("5.3.2026", "6.5.2026"),
        ("15.03.26", "06.05.26"),
        ("15.03.2026 г.", "06.05.2026 г."),
        ("2026-03-15", "2026-05-06"),
        ("22 ноября 2026", "6 мая 2026"),
        ("22 ноября 2026 года", "6 мая 2026 года"),
        ("22 Nov 2026", "6 May 2026"),
        ("November 22, 2026", "May 6, 2026"),
        ("25/12/2026", "6 May 2026"),  # 06/05/2026 may be the fifth of June
        ("", "6 May 2026"),
    ],
)
def test_a_day_is_written_as_the_others_of_its_column_are(sample, written):
    assert Days(sample).write(date(2026, 5, 6)) == written


@pytest.mark.parametrize("text", ["03/04/2026", "22 ноября", "after 15.03.2026", "31.02.2026", "12 days", "", "2026"])
def test_what_is_no_single_day_with_its_year_is_none(text):
    assert plain_day(text) is None


days = st.dates(EARLIEST, LATEST)
forms = st.sampled_from(["15.03.2026", "5.3.2026", "15.03.26", "2026-03-15", "22 ноября 2026 г.", "Nov 22, 2026",
                         "25/12/2026", "12/25/2026", "22 Nov 2026", ""])  # fmt: skip


@given(days, forms)
def test_what_is_written_is_read_as_the_same_day(day, form):
    assert read_date(Days(form).write(day)) == day


# In the matrix


def open_editor(view, qtbot, row, key):
    view.go_to(view.session.document.order[row], key)
    qtbot.keyClick(view, Key.Key_F2)
    return view._delegate.editor


def press(key):
    """Press a key where the focus is, as the keyboard does."""
    QTest.keyClick(QApplication.focusWidget(), key)


def due(view, row):
    return view.session.document.tasks[view.session.document.order[row]].extras.get("Due", "")


@pytest.mark.parametrize(("code", "first", "shown"), [("en", "Sun", "3 Dec 2026"), ("ru", "пн", "03.12.2026")])
def test_a_day_is_chosen_by_keys(view, qtbot, code, first, shown):
    language.switch(code)
    held = open_editor(view, qtbot, 0, "extra:Due")
    assert isinstance(held, DayEditor) and held.calendar is None
    qtbot.keyClick(held, Key.Key_Down, Mod.AltModifier)
    popup = held.calendar
    assert popup.isVisible() and popup.calendar.selectedDate() == QDate(2026, 12, 1)
    assert popup.calendar.locale().language() == QLocale().language()
    assert popup.days.model().index(0, 0).data() == first
    press(Key.Key_Right)
    press(Key.Key_Right)
    press(Key.Key_Return)
    assert due(view, 0) == "2026-12-03" and view.text_at(0, view.matrix_model.column_of("extra:Due")) == shown
    assert view._delegate.editor is None and view.current_cell() == (view.session.document.order[0], "extra:Due")
    assert view.hasFocus()
    view.session.undo_stack.undo()
    assert due(view, 0) == "2026-12-01"


def test_escape_closes_the_calendar_and_not_the_editor(view, qtbot):
    held = open_editor(view, qtbot, 0, "extra:Due")
    qtbot.keyClicks(held, " soon")
    text = held.whole_text()
    qtbot.keyClick(held, Key.Key_Down, Mod.AltModifier)
    assert held.calendar.calendar.selectedDate() == QDate.currentDate()  # what stands there is no day
    press(Key.Key_Right)
    press(Key.Key_Escape)
    assert not held.calendar.isVisible() and view._delegate.editor is held and held.hasFocus()
    assert held.whole_text() == text and due(view, 0) == "2026-12-01"
    press(Key.Key_Escape)
    assert view._delegate.editor is None and view.session.is_clean


def test_typing_stays_as_it_is(view, qtbot):
    held = open_editor(view, qtbot, 2, "extra:Due")
    qtbot.keyClicks(held, "22.11.2026")
    press(Key.Key_Return)
    assert due(view, 2) == "2026-11-22" and view._delegate.editor is None


def test_a_deadline_is_chosen_by_the_mouse_and_written_as_before(view, qtbot):
    held = open_editor(view, qtbot, 0, "deadline")
    arrow = held.findChild(QToolButton)
    assert arrow.toolTip() == "Choose a day from the calendar"
    qtbot.mouseClick(arrow, Left)
    popup = held.calendar
    index = next(
        popup.days.model().index(row, column)
        for row in range(1, 7)
        for column in range(7)
        if popup.days.model().index(row, column).data() == 20
    )
    qtbot.mouseClick(popup.days.viewport(), Left, pos=popup.days.visualRect(index).center())
    assert view.session.document.tasks_in_order().__next__().deadline == "20.03.2026"
    assert view._delegate.editor is None and view.currentIndex().row() == 0
    assert view.session.undo_stack.count() == 1


def test_a_deadline_that_is_no_date_is_typed_only(view, qtbot):
    held = open_editor(view, qtbot, 1, "deadline")
    assert not isinstance(held, DayEditor) and isinstance(held, QLineEdit)
    press(Key.Key_Escape)
    assert isinstance(open_editor(view, qtbot, 2, "deadline"), DayEditor)


def test_the_calendar_says_what_it_is(view, qtbot):
    held = open_editor(view, qtbot, 0, "extra:Due")
    held.drop_calendar()
    popup = held.calendar
    names = [button.accessibleName() for button in popup.findChildren(QToolButton)]
    assert popup.days.accessibleName() == popup.accessibleName() == "Due: calendar"
    assert sorted(names) == ["Month: December", "Next month", "Previous month", "Year: 2026"]
    qtbot.mouseClick(popup.findChild(QToolButton, "qt_calendar_nextmonth"), Left)
    names = [button.accessibleName() for button in popup.findChildren(QToolButton)]
    assert "Month: January" in names and "Year: 2027" in names
    press(Key.Key_Escape)


def test_the_calendar_stays_on_the_screen(view, window, qtbot):
    held = open_editor(view, qtbot, 2, "extra:Due")
    room = held.screen().availableGeometry()
    window.move(room.right() - 60, room.bottom() - 60)
    held.drop_calendar()
    slack = room.adjusted(0, 0, 3, 3)  # the platform without a screen shifts what pops up by as much
    assert slack.contains(QRect(held.calendar.pos(), held.calendar.size()))
    press(Key.Key_Escape)


# In the row in full


def field(window, key, row):
    window.page.view.go_to(window.session.document.order[row])
    held = window.inspector.fields[key]
    assert isinstance(held, DayField)
    return held


def test_the_row_in_full_offers_the_calendar_too(window, view, qtbot):
    held = field(window, "extra:Due", 0)
    assert held.button.isVisibleTo(window) and held.button.accessibleName() == "Due: calendar"
    held.setFocus()
    qtbot.keyClick(held, Key.Key_Down, Mod.AltModifier)
    press(Key.Key_Left)
    press(Key.Key_Return)
    assert due(view, 0) == "2026-11-30" and held.toPlainText() == "30 Nov 2026" and held.hasFocus()
    assert window.session.undo_stack.count() == 1


def test_the_button_of_a_deadline_comes_and_goes_with_dates(window, qtbot):
    held = field(window, "deadline", 1)
    qtbot.waitUntil(lambda: not held.button.isVisibleTo(window))
    qtbot.keyClick(held, Key.Key_Down, Mod.AltModifier)
    assert held.calendar is None
    assert field(window, "deadline", 0) is held
    qtbot.waitUntil(lambda: held.button.isVisibleTo(window))
    qtbot.mouseClick(held.button, Left)
    held.calendar.calendar.clicked.emit(QDate(2026, 3, 31))
    assert held.toPlainText() == "31.03.2026"
    assert next(window.session.document.tasks_in_order()).deadline == "31.03.2026"


def test_escape_leaves_what_was_typed_in_the_row_in_full(window, view, qtbot):
    held = field(window, "extra:Due", 2)
    held.setFocus()
    qtbot.keyClicks(held, "22.11.2026")
    held.drop_calendar()
    assert held.calendar.calendar.selectedDate() == QDate(2026, 11, 22)
    press(Key.Key_Escape)
    assert held.toPlainText() == "22.11.2026" and due(view, 2) == "" and held.hasFocus()


def test_a_column_that_becomes_one_of_dates_offers_days(window, qtbot):
    window.session.apply("", edits.set_column_type, "Note", ColumnType(ColumnKind.DATE))
    assert not field(window, "extra:Note", 0).button.isHidden()
    language.switch("ru")
    assert field(window, "extra:Note", 0).button.toolTip() == "Выбрать день в календаре"


def test_the_button_stands_at_the_right_of_the_text(window):
    held = field(window, "deadline", 0)
    assert held.button.geometry().right() <= held.rect().right()
    assert held.viewport().geometry().right() < held.button.mapTo(held, QPoint()).x()
