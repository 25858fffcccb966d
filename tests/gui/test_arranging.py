"""Filter, sort, sections and columns in the matrix: what is shown, what edits do to it, what is kept."""

import pytest
from helpers import names
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolTip

from raci_studio.core import edits
from raci_studio.core.arrangement import ANY_COLUMN, Arrangement, Filter, arrangement_of
from raci_studio.files import Opened, open_document
from raci_studio.gui.matrix.filter_bar import FilterBar
from raci_studio.gui.matrix.layouts import ListModel

Key, Mod = Qt.Key, Qt.KeyboardModifier
WARNING = QAbstractItemModelTester.FailureReportingMode.Warning  # a Qt warning fails the test


@pytest.fixture(autouse=True)
def tester(view):
    view.tester = QAbstractItemModelTester(view.matrix_model, WARNING)


def shown(view):
    model = view.matrix_model
    rows = []
    for row in range(model.rowCount()):
        section = model.section_at(row)
        rows.append(f"[{section.step} {section.tasks}]" if section else model.document.tasks[model.task_at(row)].name)
    return rows


def keys(view):
    return [column.key for column in view.matrix_model.columns]


def at(view, row, key="name"):
    view._go_to_index(view.matrix_model.index(row, view.matrix_model.column_of(key)))


def filtered(session, key, *values):
    session.arrange(filters={key: Filter(values=frozenset(values))})


# Filter


def test_a_filter_shows_some_rows_by_their_numbers_and_the_bar_says_so(view, session, qtbot):
    bar = FilterBar(view)
    qtbot.addWidget(bar)
    assert not bar.isVisibleTo(None)
    filtered(session, "step", "Two")
    assert shown(view) == ["Sign", "Archive"]
    assert view.matrix_model.headerData(0, Qt.Orientation.Vertical) == "3"
    qtbot.waitUntil(lambda: bar.text == "2 of 4 rows shown")
    bar._clear.click()
    assert shown(view) == ["Write", "Check", "Sign", "Archive"]
    qtbot.waitUntil(bar.isHidden)


def test_a_row_that_no_longer_fits_stays_until_the_filter_is_applied_again(view, session):
    filtered(session, "step", "Two")
    sign = session.document.order[2]
    session.apply("Edit", edits.set_text, sign, "step", "Three")
    assert shown(view) == ["Sign", "Archive"]
    view.filter_again()
    assert shown(view) == ["Archive"]


def test_edits_keep_a_filtered_view_in_step(view, session):
    filtered(session, "step", "Two")
    order = session.document.order
    session.apply("Add", edits.add_task, 3, name="New")
    assert shown(view) == ["Sign", "New", "Archive"]  # a new row is seen whatever the filter says
    session.apply("Delete", edits.delete_tasks, [order[0], order[2]])
    assert shown(view) == ["New", "Archive"]
    session.undo_stack.undo()
    assert shown(view) == ["Write", "Sign", "New", "Archive"]
    session.apply("Move", edits.move_tasks, [order[3]], 0)
    assert shown(view) == ["Archive", "Write", "Sign", "New"]


def test_a_findings_filter_waits_for_the_first_analysis(view, session, qtbot, document):
    arranged = edits.set_view(document, "matrix", Arrangement(filters={ANY_COLUMN: Filter(findings=True)}).to_view())
    session.open(Opened(arranged, "x"))
    assert shown(view) == []
    qtbot.waitUntil(lambda: session.is_analysed)
    flagged = {task for finding in session.findings for task in (cell.task for cell in finding.cells)}
    assert shown(view) == [document.tasks[task].name for task in document.order if task in flagged] != []


def test_only_findings_turns_on_and_off(view, session, qtbot):
    qtbot.waitUntil(lambda: session.is_analysed)
    action = view.actions_by_id["only_findings"]
    action.trigger()
    assert action.isChecked() and session.arrangement.filters == {ANY_COLUMN: Filter(findings=True)}
    action.trigger()
    assert not action.isChecked() and not session.arrangement.filters


def test_going_to_a_row_that_is_filtered_out_shows_it(view, session):
    filtered(session, "step", "Two")
    view.go_to(session.document.order[0], "result")
    assert view.current_cell() == (session.document.order[0], "result")
    assert shown(view) == ["Write", "Sign", "Archive"]


def test_a_filter_of_one_layout_holds_in_the_other(view, session):
    filtered(session, "role:R", "Anna")
    view.set_layout("grid")
    assert shown(view) == ["Write", "Archive"]


def test_an_empty_result_says_so_instead_of_the_first_steps(view, session, qtbot):
    filtered(session, "step", "Nowhere")
    assert shown(view) == [] and view.current_cell() == ("", "")
    for key in (Key.Key_Down, Key.Key_A, Key.Key_Delete, Key.Key_Return, Key.Key_F2):
        qtbot.keyClick(view, key)
    assert len(session.document.order) == 4 and not session.undo_stack.canUndo()
    view.append_row()
    assert len(session.document.order) == 5 and view.current_cell()[0] == session.document.order[-1]


# Sort


def test_sorting_is_a_view_until_it_is_made_the_order(view, session):
    at(view, 0)
    view.sort_descending()
    assert shown(view) == ["Write", "Sign", "Check", "Archive"]
    assert names(session.document, session.document.order) == ["Write", "Check", "Sign", "Archive"]
    view.sort_ascending()
    view.keep_order()
    assert names(session.document, session.document.order) == ["Archive", "Check", "Sign", "Write"] == shown(view)
    assert session.arrangement.sort is None
    session.undo_stack.undo()
    assert shown(view) == ["Write", "Check", "Sign", "Archive"]


def test_sorted_rows_do_not_move_but_new_ones_stand_before_their_task(view, session, qtbot):
    session.arrange(sort=("name", False))
    at(view, 2)
    with qtbot.waitSignal(session.refused) as refused:
        view.move_rows_up()
    assert "sorted" in str(refused.args[0])
    assert not session.undo_stack.canUndo()
    view.insert_rows()
    assert names(session.document, session.document.order) == ["Write", "Check", "", "Sign", "Archive"]
    assert shown(view) == ["Archive", "Check", "", "Sign", "Write"]
    with qtbot.waitSignal(session.refused):
        session.arrange(sort=None)
        view.keep_order()


# Rows


def test_moving_passes_the_next_visible_row(view, session):
    session.arrange(filters={"name": Filter(values=frozenset({"Write", "Archive"}))})
    at(view, 1)
    view.move_rows_up()
    assert names(session.document, session.document.order) == ["Archive", "Write", "Check", "Sign"]
    view.move_rows_down()
    assert names(session.document, session.document.order) == ["Write", "Archive", "Check", "Sign"]
    view.move_rows_down()  # there is no visible row below
    assert names(session.document, session.document.order) == ["Write", "Archive", "Check", "Sign"]


def test_inserting_above_a_visible_row_is_before_its_task(view, session):
    filtered(session, "step", "Two")
    at(view, 1)
    view.insert_rows()
    assert names(session.document, session.document.order) == ["Write", "Check", "Sign", "", "Archive"]
    assert shown(view) == ["Sign", "", "Archive"] and view.currentIndex().row() == 1


def test_pasting_and_filling_touch_visible_rows_only(view, session, qtbot):
    session.arrange(filters={"name": Filter(values=frozenset({"Write", "Archive"}))})
    at(view, 0, "format")
    QGuiApplication.clipboard().setText("PDF\nDOC")
    qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
    assert [task.format for task in session.document.tasks_in_order()] == ["PDF", "", "", "DOC"]
    view.select_lines([0, 1], [view.matrix_model.column_of("format")])
    view.fill_down()
    assert [task.format for task in session.document.tasks_in_order()] == ["PDF", "", "", "PDF"]


# Sections


@pytest.fixture
def grouped(view, session):
    view.group_rows()
    return view


def test_sections_have_heads_that_cannot_be_edited(grouped, session, qtbot):
    assert shown(grouped) == ["[One 2]", "Write", "Check", "[Two 2]", "Sign", "Archive"]
    model, head = grouped.matrix_model, grouped.matrix_model.index(0, 0)
    assert not model.flags(head) & Qt.ItemFlag.ItemIsEditable
    assert head.data(Qt.ItemDataRole.AccessibleTextRole) == "One, 2 tasks, unfolded"
    assert model.headerData(0, Qt.Orientation.Vertical) == "" and model.headerData(4, Qt.Orientation.Vertical) == "3"
    grouped._go_to_index(head)
    for key in (Key.Key_X, Key.Key_F2, Key.Key_Delete, Key.Key_Backspace):
        qtbot.keyClick(grouped, key)
    assert grouped._delegate.editor is None and not session.undo_stack.canUndo()


def test_keys_and_clicks_fold_a_section(grouped, session, qtbot):
    at(grouped, 1)
    qtbot.keyClick(grouped, Key.Key_Up)
    assert grouped.currentIndex().row() == 0
    qtbot.keyClick(grouped, Key.Key_Left)
    assert shown(grouped) == ["[One 2]", "[Two 2]", "Sign", "Archive"] and grouped.currentIndex().row() == 0
    qtbot.keyClick(grouped, Key.Key_Right)
    qtbot.keyClick(grouped, Key.Key_Return)
    assert shown(grouped) == ["[One 2]", "[Two 2]", "Sign", "Archive"]
    point = grouped.visualRect(grouped.matrix_model.index(0, 1)).center()
    qtbot.mouseClick(grouped.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert len(shown(grouped)) == 6
    qtbot.keyClick(grouped, Key.Key_Down)
    assert grouped.current_cell()[0] == session.document.order[0]
    grouped.fold_sections()
    assert shown(grouped) == ["[One 2]", "[Two 2]"]
    grouped.go_to(session.document.order[3])
    assert shown(grouped) == ["[One 2]", "[Two 2]", "Sign", "Archive"]
    grouped.unfold_sections()
    assert len(shown(grouped)) == 6


def test_a_section_moves_as_one_step(grouped, session):
    at(grouped, 3)
    grouped.move_rows_up()
    assert names(session.document, session.document.order) == ["Sign", "Archive", "Write", "Check"]
    assert grouped.matrix_model.section_at(grouped.currentIndex().row()).step == "Two"
    session.undo_stack.undo()
    assert names(session.document, session.document.order) == ["Write", "Check", "Sign", "Archive"]
    at(grouped, 0)
    grouped.move_rows_down()
    assert names(session.document, session.document.order) == ["Sign", "Archive", "Write", "Check"]
    grouped.move_rows_down()  # it is the last one
    assert session.undo_stack.count() == 1


def test_a_row_moves_within_its_section_only(grouped, session):
    at(grouped, 4)
    grouped.move_rows_up()
    assert not session.undo_stack.canUndo()
    grouped.move_rows_down()
    assert shown(grouped)[3:] == ["[Two 2]", "Archive", "Sign"]


def test_a_new_row_joins_the_section_it_is_inserted_in(grouped, session):
    at(grouped, 4)
    grouped.insert_rows()
    assert shown(grouped) == ["[One 2]", "Write", "Check", "[Two 3]", "", "Sign", "Archive"]
    assert session.document.tasks[session.document.order[2]].step == "Two"


def test_a_new_step_makes_a_section_at_once(grouped, session):
    session.apply("Edit", edits.set_text, session.document.order[1], "step", "Two")
    assert shown(grouped) == ["[One 1]", "Write", "[Two 3]", "Check", "Sign", "Archive"]
    session.undo_stack.undo()
    assert shown(grouped) == ["[One 2]", "Write", "Check", "[Two 2]", "Sign", "Archive"]


def test_heads_are_left_out_of_copies_pastes_and_selections(grouped, session, qtbot):
    grouped.selectAll()
    assert len(grouped.selected_tasks()) == 4
    at(grouped, 2, "format")
    QGuiApplication.clipboard().setText("PDF\nDOC")
    grouped.paste_cells()
    assert [task.format for task in session.document.tasks_in_order()] == ["", "PDF", "DOC", ""]
    grouped.select_lines([2, 3, 4], [grouped.matrix_model.column_of("format")])
    grouped.copy_cells()
    assert QGuiApplication.clipboard().text() == "PDF\nDOC\n"


def test_many_changes_at_once_agree_with_a_fresh_model(view, session):
    def add(document):
        for number in range(60):
            document = edits.add_task(document, None, name=f"Task {number}", step=f"Step {number % 7}")
        return document

    session.apply("Add", add)
    session.arrange(filters={"name": Filter(text="3")}, sort=("name", True), grouped=True)
    session.arrange(filters={})
    fresh = ListModel(session, None)
    assert view.matrix_model.rows.keys == fresh.rows.keys and len(fresh.rows.keys) > 64
    fresh.deleteLater()


# Columns


def test_columns_hide_and_come_back(view, session):
    at(view, 0, "deadline")
    view.hide_column()
    assert "deadline" not in keys(view) and view.matrix_model.hidden_columns[0].key == "deadline"
    menu = view.column_menu(0)
    assert "Show a hidden column" in [action.text() for action in menu.actions()]
    view.show_column("deadline")
    assert view.current_cell()[1] == "deadline"


def test_the_column_of_the_tasks_stays(view, session, qtbot):
    at(view, 0, "name")
    with qtbot.waitSignal(session.refused):
        view.hide_column()
    assert "name" in keys(view)


def test_dragging_the_header_moves_a_column(view, session, qtbot):
    before = keys(view)
    view.columns_header.moveSection(before.index("result"), 0)
    qtbot.waitUntil(lambda: keys(view)[0] == "result")
    header = view.columns_header
    assert [header.logicalIndex(place) for place in range(header.count())] == list(range(len(before)))
    view.set_layout("grid")
    assert keys(view)[0] == "result"


def test_widths_zoom_and_wrapping_are_kept_in_the_file_but_change_nothing_else(view, session, tmp_path):
    view.setColumnWidth(1, 333)
    view.set_zoom(150)
    view.set_wrap(True)
    view.set_layout("grid")
    assert session.is_clean and not session.undo_stack.canUndo()
    path = tmp_path / "kept.raci"
    session.save(path)
    kept = arrangement_of(open_document(path).document)
    assert kept == session.arrangement
    assert (kept.layout, kept.zoom, kept.wrap, kept.widths["list", "name"]) == ("grid", 150, True, 333)
    session.arrange(Arrangement())
    assert (view.layout_name, view.zoom, view.wordWrap()) == ("list", 100, False)
    session.open(open_document(path))
    assert (view.layout_name, view.zoom, view.wordWrap()) == ("grid", 150, True)
    view.set_layout("list")
    assert view.columnWidth(1) == 333 * 150 // 100


def test_rows_that_come_back_are_wrapped_like_the_others(view, session):
    session.apply("Edit", edits.set_text, session.document.order[0], "result", "many words " * 20)
    view.set_wrap(True)
    high = view.rowHeight(0)
    filtered(session, "step", "Two")
    session.arrange(filters={})
    assert view.rowHeight(0) == high > view.rowHeight(3)


def test_undoing_a_text_moves_no_column(view, session):
    session.apply("Edit", edits.set_text, session.document.order[0], "result", "x")
    at(view, 0, "deadline")
    view.hide_column()
    session.undo_stack.undo()
    assert "deadline" not in keys(view)


def test_autosize_shows_the_longest_text(view, session):
    session.apply("Edit", edits.set_text, session.document.order[0], "format", "a format with a long name " * 2)
    place = view.matrix_model.column_of("format")
    at(view, 0, "format")
    view.setColumnWidth(place, 40)
    view.autosize_column()
    wide = view.columnWidth(place)
    assert wide > view.fontMetrics().horizontalAdvance("a format with a long name")
    view.setColumnWidth(place, 40)
    view.autosize_columns()
    assert view.columnWidth(place) >= wide - 2


# Frozen columns


@pytest.fixture(params=["list", "grid"])
def scrolled(request, view, session, qtbot):
    session.arrange(layout=request.param)
    view.resize(640, 400)
    for place in range(view.matrix_model.columnCount()):
        view.setColumnWidth(place, 180)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 300)
    view.horizontalScrollBar().setValue(300)
    return view


def test_frozen_columns_stand_where_they_stood(scrolled):
    assert scrolled.frozen_count == 2 and scrolled.shift == 300
    rect = scrolled.visualRect(scrolled.matrix_model.index(1, 1))
    assert rect.left() == 180
    assert scrolled.indexAt(rect.center()).column() == 1
    assert scrolled.indexAt(QPoint(380, 5)).column() == (380 + 300) // 180
    assert scrolled.columns_header.place_at(QPoint(200, 5)) == 1
    picture = scrolled.viewport().grab(rect)
    scrolled.horizontalScrollBar().setValue(0)
    assert scrolled.viewport().grab(rect).toImage() == picture.toImage()


def test_clicking_typing_and_editing_work_in_a_frozen_cell(scrolled, qtbot):
    rect = scrolled.visualRect(scrolled.matrix_model.index(1, 1))
    qtbot.mouseClick(scrolled.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert scrolled.currentIndex().column() == 1 and scrolled.horizontalScrollBar().value() == 300
    qtbot.keyClick(scrolled, Key.Key_F2)
    editor = scrolled._delegate.editor
    assert editor.geometry().left() == 180
    qtbot.keyClick(editor, Key.Key_Return)
    assert scrolled.currentIndex().row() == 2


def test_no_key_leaves_the_current_cell_behind_the_frozen_ones(scrolled, qtbot):
    at(scrolled, 0, scrolled.matrix_model.columns[-1].key)
    for _step in range(scrolled.matrix_model.columnCount() - 3):
        qtbot.keyClick(scrolled, Key.Key_Left)
        assert scrolled.visualRect(scrolled.currentIndex()).left() >= scrolled.frozen_width
    assert scrolled.currentIndex().column() == 2


def test_freezing_follows_its_column_and_a_narrow_window_gives_way(scrolled, session):
    at(scrolled, 0, "step")
    scrolled.freeze_columns()
    assert scrolled.frozen_count == 1
    session.arrange(scrolled.arrangement.with_order(["name", "step"]))
    assert scrolled.frozen_count == 2
    scrolled.unfreeze_columns()
    assert scrolled.frozen_count == 0 and scrolled.shift == 0
    session.arrange(frozen="notes")
    assert scrolled.frozen_width <= scrolled.viewport().width() * 0.7


def test_a_click_on_a_frozen_header_means_that_column(scrolled, qtbot):
    header = scrolled.columns_header
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 8))
    assert {index.column() for index in scrolled.selectionModel().selectedIndexes()} == {1}


def drag(qtbot, header, start, end):
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(header.viewport(), left, pos=QPoint(start, 4))
    for x in (start + (end - start) // 2, end - 1, end):
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(x, 4), header.viewport().mapToGlobal(QPointF(x, 4)),
                            Qt.MouseButton.NoButton, left, Mod.NoModifier)  # fmt: skip
        QApplication.sendEvent(header.viewport(), event)
    qtbot.mouseRelease(header.viewport(), left, pos=QPoint(end, 4))


def test_a_frozen_header_is_sized_and_moved_like_the_others(scrolled, qtbot):
    drag(qtbot, scrolled.columns_header, 180 - 2, 150 - 2)
    assert scrolled.columnWidth(0) == 150
    scrolled.horizontalScrollBar().setValue(300)
    drag(qtbot, scrolled.columns_header, 40, 300)
    qtbot.waitUntil(lambda: keys(scrolled)[:2] == ["name", "step"])
    assert scrolled.arrangement.order[:2] == ("name", "step")


def test_what_hovers_over_a_frozen_header_is_about_it(scrolled, session):
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(200, 8), scrolled.mapToGlobal(QPoint(200, 8)))
    QApplication.sendEvent(scrolled.columns_header.viewport(), event)
    assert QToolTip.text() == "What is done and how"
    QToolTip.hideText()


# The window


def test_the_menus_show_what_is_on(window, qtbot):
    session, actions = window.session, window._actions
    session.arrange(wrap=True, grouped=True, arrows=True)
    assert all(actions[name].isChecked() for name in ("wrap_texts", "group_rows", "filter_arrows"))
    session.new()
    assert not any(actions[name].isChecked() for name in ("group_rows", "filter_arrows", "wrap_texts"))
    assert actions["hide_column"] in window._menus["columns"].actions()


def test_the_row_panel_shows_all_fields_whatever_is_hidden(window):
    window.session.arrange(window.session.arrangement.with_hidden("deadline"))
    window.page.view.go_to(window.session.document.order[0])
    assert "deadline" in window.inspector.fields


def test_a_filtered_document_opens_at_its_first_shown_row(window, document):
    arranged = edits.set_view(document, "matrix", Arrangement(filters={"step": Filter(text="two")}).to_view())
    window.session.open(Opened(arranged, "x"))
    assert window.page.view.current_cell() == (document.order[2], "name")
    assert window.page.view.shown_count() == (2, 4)
