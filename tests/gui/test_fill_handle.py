"""Filling by dragging the square at the selection's corner."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette

from raci_studio.core import edits
from raci_studio.files import Opened

Key, Mod, Button = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton


def cells(view, key):
    place = view.matrix_model.column_of(key)
    return [view.text_at(row, place) for row in range(view.matrix_model.rowCount())]


def middle(view, row, key):
    return view.visualRect(view.matrix_model.index(row, view.matrix_model.column_of(key))).center()


def drag(view, qtbot, to, modifiers=Mod.NoModifier):
    port = view.viewport()
    qtbot.mousePress(port, Button.LeftButton, Mod.NoModifier, view.fill_handle.area().center())
    assert view.fill_handle.is_dragged
    qtbot.mouseMove(port, to - QPoint(0, 3))
    qtbot.mouseMove(port, to)
    qtbot.mouseRelease(port, Button.LeftButton, modifiers, to)
    assert not view.fill_handle.is_dragged


@pytest.fixture
def start(view, session):
    def go(row, key):
        view.go_to(session.document.order[row], key)

    return go


def test_dragging_down_repeats_and_is_one_step(view, qtbot, session, start):
    start(0, "deadline")
    drag(view, qtbot, middle(view, 2, "deadline"))
    assert cells(view, "deadline") == ["3 days", "3 days", "3 days", ""]
    assert session.undo_stack.count() == 1 and view.selected_lines()[0] == [0, 1, 2]
    assert view.current_cell() == (session.document.order[0], "deadline")


def test_with_control_a_number_counts_on(view, qtbot, session, start):
    session.apply("x", edits.set_text, session.document.order[1], "deadline", "5 days")
    start(0, "deadline")
    qtbot.keyClick(view, Key.Key_Down, Mod.ShiftModifier)
    drag(view, qtbot, middle(view, 3, "deadline"), Mod.ControlModifier)
    assert cells(view, "deadline") == ["3 days", "5 days", "7 days", "9 days"]


def test_dragging_up_and_sideways(view, qtbot, start):
    view.resize(1900, 400)
    start(2, "result")
    drag(view, qtbot, middle(view, 1, "result"))
    assert cells(view, "result") == ["Draft", "Signed", "Signed", ""]
    start(0, "result")
    drag(view, qtbot, middle(view, 0, "channel"))
    assert cells(view, "format")[0] == cells(view, "channel")[0] == "Draft"
    start(0, "channel")
    drag(view, qtbot, middle(view, 0, "deadline"))
    assert cells(view, "deadline")[0] == "Draft"


def test_letters_are_filled_in_the_grid(view, qtbot, session):
    view.set_layout("grid")
    anna = session.document.people_order[0]
    view.go_to(session.document.order[0], f"person:{anna}")
    drag(view, qtbot, middle(view, 2, f"person:{anna}"))
    assert cells(view, f"person:{anna}") == ["R", "R", "R", "R"]


def test_a_double_click_fills_as_far_as_the_column_beside(view, qtbot, start):
    start(0, "deadline")
    port = view.viewport()
    qtbot.mouseDClick(port, Button.LeftButton, Mod.NoModifier, view.fill_handle.area().center())
    assert cells(view, "deadline") == ["3 days", "", "soon", ""]  # the column at its left is empty below
    start(0, "step")
    qtbot.mouseDClick(port, Button.LeftButton, Mod.NoModifier, view.fill_handle.area().center())
    assert cells(view, "step") == ["One"] * 4


def test_escape_gives_up_and_a_drag_back_fills_nothing(view, qtbot, session, start):
    start(0, "deadline")
    port = view.viewport()
    qtbot.mousePress(port, Button.LeftButton, Mod.NoModifier, view.fill_handle.area().center())
    qtbot.mouseMove(port, middle(view, 2, "deadline"))
    qtbot.keyClick(view, Key.Key_Escape)
    assert not view.fill_handle.is_dragged
    qtbot.mouseRelease(port, Button.LeftButton, Mod.NoModifier, middle(view, 2, "deadline"))
    start(0, "deadline")
    drag(view, qtbot, middle(view, 0, "deadline"))
    assert session.is_clean


def test_the_square_is_painted_and_the_cursor_says_so(view, qtbot, start):
    start(1, "name")
    point = view.fill_handle.area().center()
    accent = view.palette().color(QPalette.ColorRole.Accent)
    assert view.viewport().grab().toImage().pixelColor(point) == accent
    qtbot.mouseMove(view.viewport(), middle(view, 2, "step"))
    qtbot.mouseMove(view.viewport(), point)
    assert view.viewport().cursor().shape() == Qt.CursorShape.CrossCursor
    qtbot.mouseMove(view.viewport(), middle(view, 2, "step"))
    assert view.viewport().cursor().shape() != Qt.CursorShape.CrossCursor


def test_no_square_in_a_read_only_document(view, session, document):
    session.open(Opened(document, "x"), read_only=True)
    view.go_to(document.order[0], "name")
    assert not view.fill_handle.area().isValid()
