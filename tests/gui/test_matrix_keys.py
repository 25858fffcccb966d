"""Moving, extending and leaving an editor as in Excel, through real key and mouse events."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from raci_studio.core import edits

Key, Mod = Qt.Key, Qt.KeyboardModifier
_BOTH = Mod.ControlModifier | Mod.ShiftModifier


def at(view, row, key="name"):
    view.go_to(view.session.document.order[row], key)


def here(view):
    return view.currentIndex().row(), view.current_cell()[1]


def selected(view):
    rows, places = view.selected_lines()
    return rows, [view.matrix_model.columns[place].key for place in places]


def cell(view, row, key):
    model = view.matrix_model
    return view.text_at(row, model.column_of(key))


def type_over(view, text):
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, 0, Mod.NoModifier, text))
    return view._delegate.editor


def middle(view, row, key):
    return view.visualRect(view.matrix_model.index(row, view.matrix_model.column_of(key))).center()


@pytest.mark.parametrize(
    ("start", "key", "modifiers", "end"),
    [
        ((0, "deadline"), Key.Key_Down, Mod.ControlModifier, (2, "deadline")),  # over the gap to the next filled
        ((2, "deadline"), Key.Key_Down, Mod.ControlModifier, (3, "deadline")),  # nothing more: the border
        ((0, "name"), Key.Key_Down, Mod.ControlModifier, (3, "name")),  # the end of the block
        ((3, "name"), Key.Key_Up, Mod.ControlModifier, (0, "name")),
        ((0, "step"), Key.Key_Right, Mod.ControlModifier, (0, "role:A")),
        ((1, "extra:Priority"), Key.Key_Left, Mod.ControlModifier, (1, "predecessors")),
        ((2, "result"), Key.Key_Home, Mod.NoModifier, (2, "step")),
        ((2, "result"), Key.Key_End, Mod.NoModifier, (2, "extra:Priority")),
        ((2, "result"), Key.Key_Home, Mod.ControlModifier, (0, "step")),
        ((1, "result"), Key.Key_End, Mod.ControlModifier, (3, "extra:Priority")),
        ((1, "result"), Key.Key_PageDown, Mod.NoModifier, (3, "result")),
        ((2, "result"), Key.Key_PageUp, Mod.NoModifier, (0, "result")),
        ((0, "step"), Key.Key_Left, Mod.NoModifier, (0, "step")),
        ((3, "name"), Key.Key_Down, Mod.NoModifier, (3, "name")),
    ],
)
def test_where_keys_lead(view, qtbot, start, key, modifiers, end):
    at(view, *start)
    qtbot.keyClick(view, key, modifiers)
    assert here(view) == end and len(view.selected_cells()) == 1


def test_shift_extends_from_the_current_cell_which_stays(view, qtbot):
    at(view, 0, "deadline")
    qtbot.keyClick(view, Key.Key_Return)  # how one came there does not matter
    qtbot.keyClick(view, Key.Key_Down, Mod.ShiftModifier)
    qtbot.keyClick(view, Key.Key_Right, Mod.ShiftModifier)
    assert selected(view) == ([1, 2], ["deadline", "result"]) and here(view) == (1, "deadline")
    qtbot.keyClick(view, Key.Key_Up, Mod.ShiftModifier)
    qtbot.keyClick(view, Key.Key_Up, Mod.ShiftModifier)
    assert selected(view) == ([0, 1], ["deadline", "result"]) and here(view) == (1, "deadline")


def test_shift_with_control_extends_to_the_edge_of_the_block(view, qtbot):
    at(view, 0)
    qtbot.keyClick(view, Key.Key_Down, _BOTH)
    assert selected(view) == ([0, 1, 2, 3], ["name"])
    qtbot.keyClick(view, Key.Key_Home, _BOTH)
    assert selected(view) == ([0], ["step", "name"])


def test_shift_click_extends_and_a_drag_leaves_the_first_cell_current(view, qtbot):
    at(view, 0, "deadline")
    port = view.viewport()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, Mod.ShiftModifier, middle(view, 2, "result"))
    assert selected(view) == ([0, 1, 2], ["deadline", "result"]) and here(view) == (0, "deadline")
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, Mod.NoModifier, middle(view, 1, "format"))
    qtbot.mouseMove(port, middle(view, 2, "format"))
    qtbot.mouseMove(port, middle(view, 3, "channel"))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, Mod.NoModifier, middle(view, 3, "channel"))
    assert selected(view) == ([1, 2, 3], ["format", "channel"]) and here(view) == (1, "format")


def test_enter_and_tab_go_round_inside_a_selection(view, qtbot):
    at(view, 0, "deadline")
    qtbot.keyClick(view, Key.Key_Down, Mod.ShiftModifier)
    qtbot.keyClick(view, Key.Key_Right, Mod.ShiftModifier)
    ways = []
    for _time in range(4):
        qtbot.keyClick(view, Key.Key_Tab)
        ways.append(here(view))
    assert ways == [(0, "result"), (1, "deadline"), (1, "result"), (0, "deadline")]
    qtbot.keyClick(view, Key.Key_Return)
    assert here(view) == (1, "deadline")
    qtbot.keyClick(view, Key.Key_Return)
    assert here(view) == (0, "result") and len(view.selected_cells()) == 4


def test_hidden_columns_are_stepped_over(view, qtbot):
    view.setColumnHidden(view.matrix_model.column_of("result"), True)
    at(view, 0, "deadline")
    qtbot.keyClick(view, Key.Key_Right)
    assert here(view) == (0, "format")
    qtbot.keyClick(view, Key.Key_Backtab, Mod.ShiftModifier)
    assert here(view) == (0, "deadline")


def test_an_arrow_leaves_a_cell_typed_over_and_moves_the_cursor_after_f2(view, qtbot):
    at(view, 0, "format")
    editor = type_over(view, "x")
    qtbot.keyClick(editor, Key.Key_Right)
    assert cell(view, 0, "format") == "x" and here(view) == (0, "channel")
    at(view, 0, "format")
    editor = type_over(view, "y")
    qtbot.keyClick(editor, Key.Key_F2)
    qtbot.keyClick(editor, Key.Key_Left)
    qtbot.keyClicks(editor, "z")
    qtbot.keyClick(editor, Key.Key_Return, Mod.ShiftModifier)
    assert cell(view, 0, "format") == "zy" and here(view) == (0, "format")


def test_shift_enter_in_a_long_text_goes_up(view, qtbot):
    at(view, 2, "name")
    editor = type_over(view, "Seal")
    qtbot.keyClick(editor, Key.Key_Return, Mod.ShiftModifier)
    assert cell(view, 2, "name") == "Seal" and here(view) == (1, "name")


@pytest.mark.parametrize("key", ["name", "format"])
def test_control_enter_writes_into_all_selected_cells_as_one_step(view, qtbot, session, key):
    at(view, 1, key)
    qtbot.keyClick(view, Key.Key_Down, Mod.ShiftModifier)
    editor = type_over(view, "Same")
    qtbot.keyClick(editor, Key.Key_Return, Mod.ControlModifier)
    assert [cell(view, row, key) for row in (1, 2)] == ["Same", "Same"] and cell(view, 3, key) != "Same"
    assert session.undo_stack.count() == 1 and here(view) == (1, key) and len(view.selected_cells()) == 2


def test_control_enter_outside_an_editor_adds_no_row(view, qtbot, session):
    at(view, 0)
    qtbot.keyClick(view, Key.Key_Return, Mod.ControlModifier)
    assert len(session.document.order) == 4
    qtbot.keyClick(view, Key.Key_Return, _BOTH)
    assert len(session.document.order) == 5 and here(view) == (4, "name")


def test_a_refused_text_stays_in_its_editor(view, qtbot, session):
    told = []
    session.refused.connect(told.append)
    at(view, 1, "predecessors")
    editor = type_over(view, "9")
    qtbot.keyClick(editor, Key.Key_Return)
    assert view._delegate.editor is editor and editor.isVisible() and editor.whole_text() == "9"
    assert "There is no row 9" in str(told[0]) and here(view) == (1, "predecessors")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, middle(view, 3, "name"))
    assert view._delegate.editor is editor and here(view) == (1, "predecessors")
    editor.setText("1")
    qtbot.keyClick(editor, Key.Key_Return)
    assert view._delegate.editor is None and here(view) == (2, "predecessors")
    assert cell(view, 1, "predecessors") == "1"


def test_escape_gives_a_refused_text_up(view, qtbot, session):
    at(view, 1, "predecessors")
    editor = type_over(view, "9")
    qtbot.keyClick(editor, Key.Key_Tab)
    assert view._delegate.editor is editor
    qtbot.keyClick(editor, Key.Key_Escape)
    assert view._delegate.editor is None and cell(view, 1, "predecessors") == "1" and session.is_clean


def test_going_elsewhere_comes_back_to_a_refused_text(view, qtbot):
    at(view, 1, "predecessors")
    editor = type_over(view, "9")
    qtbot.keyClick(editor, Key.Key_Return)
    at(view, 3, "name")
    qtbot.waitUntil(lambda: here(view) == (1, "predecessors"))
    assert view._delegate.editor is editor and editor.whole_text() == "9"


def test_a_name_nobody_answered_for_stays_in_its_editor(view, qtbot, asked):
    asked.answers = None
    at(view, 3, "role:C")
    editor = type_over(view, "X")
    editor.setText("Xavier")
    qtbot.keyClick(editor, Key.Key_Return)
    assert view._delegate.editor is editor and editor.whole_text() == "Xavier"


def test_fill_to_the_right(view, qtbot, session):
    at(view, 0, "deadline")
    qtbot.keyClick(view, Key.Key_Right, Mod.ShiftModifier)
    qtbot.keyClick(view, Key.Key_Right, Mod.ShiftModifier)
    qtbot.keyClick(view, Key.Key_R, Mod.ControlModifier)
    assert [cell(view, 0, key) for key in ("deadline", "result", "format", "channel")] == ["3 days"] * 3 + [""]
    at(view, 1, "channel")
    session.apply("x", edits.set_text, session.document.order[1], "format", "PDF")
    qtbot.keyClick(view, Key.Key_R, Mod.ControlModifier)  # one column: from its left neighbour
    assert cell(view, 1, "channel") == "PDF"


def drag_rows(view, qtbot, row, to):
    header = view.verticalHeader()
    port = header.viewport()
    start = QPoint(8, header.sectionViewportPosition(row) + header.sectionSize(row) // 2)
    end = QPoint(8, header.sectionViewportPosition(to) + 2)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, Mod.NoModifier, start)
    qtbot.mouseMove(port, start + QPoint(0, 12))
    qtbot.mouseMove(port, end)
    return port, end


def names(view):
    return [cell(view, row, "name") for row in range(view.matrix_model.rowCount())]


def test_rows_are_moved_by_dragging_their_numbers(view, qtbot, session):
    view.select_tasks(list(session.document.order[:2]))
    port, end = drag_rows(view, qtbot, 0, 3)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, Mod.NoModifier, end)
    assert names(view) == ["Sign", "Write", "Check", "Archive"] and session.undo_stack.undoText() == "Move 2 rows"
    assert view.selected_tasks() == list(session.document.order[1:3])


def test_escape_or_a_mere_click_moves_no_row(view, qtbot, session):
    view.select_tasks(list(session.document.order[:2]))
    port, end = drag_rows(view, qtbot, 0, 3)
    qtbot.keyClick(view, Key.Key_Escape)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, Mod.NoModifier, end)
    assert names(view) == ["Write", "Check", "Sign", "Archive"]
    view.select_tasks(list(session.document.order[:2]))
    header = view.verticalHeader()
    point = QPoint(8, header.sectionViewportPosition(1) + header.sectionSize(1) // 2)
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, Mod.NoModifier, point)
    assert view.selected_tasks() == [session.document.order[1]] and session.is_clean


def test_a_click_on_a_header_selects_the_whole_row_or_column(view, qtbot, session):
    header = view.verticalHeader()
    point = QPoint(8, header.sectionViewportPosition(2) + header.sectionSize(2) // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, point)
    assert view.selected_tasks() == [session.document.order[2]]
    assert len(view.selected_cells()) == view.matrix_model.columnCount()
    at(view, 1, "deadline")
    qtbot.keyClick(view, Key.Key_Space, Mod.ControlModifier)
    assert selected(view) == ([0, 1, 2, 3], ["deadline"])


def test_arrows_reach_the_heads_of_sections_and_a_block_is_pasted_past_them(view, qtbot, session):
    session.arrange(grouped=True)
    rows = view.shown_rows()
    assert len(rows) == 4 and view.matrix_model.rowCount() > 4
    at(view, 2)
    qtbot.keyClick(view, Key.Key_Up)
    assert view.current_cell()[0] not in session.document.tasks
    qtbot.keyClick(view, Key.Key_Up)
    assert view.current_cell()[0] == session.document.order[1]
    view.paste_block([["a"], ["b"], ["c"]])
    assert [session.document.tasks[key].name for key in session.document.order] == ["Write", "a", "b", "c"]


def test_rows_are_not_dragged_while_they_are_sorted(view, qtbot, session):
    session.arrange(sort=("name", False))
    told = []
    session.refused.connect(told.append)
    view.select_tasks(list(session.document.order[:1]))
    port, end = drag_rows(view, qtbot, view.matrix_model.row_of(session.document.order[0]), 0)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, Mod.NoModifier, end)
    assert session.is_clean and "sorted" in str(told[0])
