"""Excel's habits in the view, through real key events."""

import pytest
from helpers import task
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit

from raci_studio.core import edits
from raci_studio.core.arrangement import Filter
from raci_studio.files import Opened
from raci_studio.gui import language

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def name(session):
    return lambda row: session.document.tasks[session.document.order[row]].name


def letters(session, row, person):
    document = session.document
    return "/".join(document.tasks[document.order[row]].letters(document.person_named(person).id))


def press(view, text, key=0, scan=0):
    """A key of any layout; QTest types ASCII only."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Mod.NoModifier, scan, 0, 0, text)
    QApplication.sendEvent(view, event)


def at(view, row, key="name"):
    view.go_to(view.session.document.order[row], key)


def test_typing_replaces_and_enter_moves_down(view, qtbot, session, name):
    at(view, 0)
    press(view, "N")
    editor = view._delegate.editor
    qtbot.keyClicks(editor, "ew")
    qtbot.keyClick(editor, Key.Key_Return)
    assert name(0) == "New" and view.currentIndex().row() == 1
    assert session.undo_stack.undoText() == "Edit “Task”"


def test_f2_keeps_the_text_and_escape_gives_up(view, qtbot, name):
    at(view, 0)
    qtbot.keyClick(view, Key.Key_F2)
    qtbot.keyClicks(view._delegate.editor, "r")
    qtbot.keyClick(view._delegate.editor, Key.Key_Escape)
    assert name(0) == "Write"
    qtbot.keyClick(view, Key.Key_F2)
    qtbot.keyClicks(view._delegate.editor, "r")
    qtbot.keyClick(view._delegate.editor, Key.Key_Return)
    assert name(0) == "Writer"


def test_tab_runs_and_enter_returns_to_where_they_began(view, qtbot, session):
    at(view, 0, "deadline")
    press(view, "5")
    qtbot.keyClick(view._delegate.editor, Key.Key_Tab)
    assert view.current_cell()[1] == "result"
    press(view, "x")
    qtbot.keyClick(view._delegate.editor, Key.Key_Return)
    assert view.current_cell() == (session.document.order[1], "deadline")
    assert session.document.tasks[session.document.order[0]].deadline == "5"


def test_tab_wraps_into_the_next_row(view, qtbot, session):
    at(view, 0, "extra:Priority")
    qtbot.keyClick(view, Key.Key_Tab)
    assert view.current_cell() == (session.document.order[1], "step")
    qtbot.keyClick(view, Key.Key_Backtab, Mod.ShiftModifier)
    assert view.current_cell() == (session.document.order[0], "extra:Priority")


def test_delete_clears_all_selected_in_one_step(view, qtbot, session):
    at(view, 0, "deadline")
    view._select_box(0, view.matrix_model.column_of("deadline"), 3, 2)
    qtbot.keyClick(view, Key.Key_Delete)
    assert all(not item.deadline and not item.result for item in session.document.tasks.values())
    session.undo_stack.undo()
    assert session.document.tasks[session.document.order[0]].deadline == "3 days" and session.is_clean


def test_copy_and_paste_with_lines_and_quotes(view, qtbot, session):
    at(view, 0, "deadline")
    QGuiApplication.clipboard().setText('soon\t"two\nlines"\nlate\t"a ""quoted"" word"\n')
    qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
    first, second = (session.document.tasks[key] for key in session.document.order[:2])
    assert (first.deadline, first.result) == ("soon", "two\nlines")
    assert (second.deadline, second.result) == ("late", 'a "quoted" word')
    assert session.undo_stack.count() == 1
    qtbot.keyClick(view, Key.Key_C, Mod.ControlModifier)
    assert QGuiApplication.clipboard().text() == 'soon\t"two\nlines"\nlate\t"a ""quoted"" word"\n'
    assert "<td" in QGuiApplication.clipboard().mimeData().html()


def test_a_block_beyond_the_last_row_appends_tasks(view, qtbot, session, name):
    at(view, 3)
    QGuiApplication.clipboard().setText("a\nb\nc")
    qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
    assert [name(row) for row in range(3, 6)] == ["a", "b", "c"]
    session.undo_stack.undo()
    assert len(session.document.order) == 4


def test_one_value_over_many_cells(view, qtbot, session):
    at(view, 0, "format")
    view._select_box(0, view.matrix_model.column_of("format"), 4, 1)
    QGuiApplication.clipboard().setText("PDF")
    qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
    assert {item.format for item in session.document.tasks.values()} == {"PDF"}


def test_cut(view, qtbot, session):
    at(view, 0, "deadline")
    qtbot.keyClick(view, Key.Key_X, Mod.ControlModifier)
    assert session.document.tasks[session.document.order[0]].deadline == ""
    assert QGuiApplication.clipboard().text() == "3 days\n"


def test_fill_down(view, qtbot, session):
    at(view, 0, "deadline")
    view._select_box(0, view.matrix_model.column_of("deadline"), 3, 1)
    qtbot.keyClick(view, Key.Key_D, Mod.ControlModifier)
    assert [session.document.tasks[key].deadline for key in session.document.order] == ["3 days"] * 3 + [""]


def test_rows_are_inserted_deleted_and_moved(view, qtbot, session, name):
    at(view, 1)
    qtbot.keyClick(view, Key.Key_Plus, Mod.ControlModifier)
    assert [name(row) for row in range(3)] == ["Write", "", "Check"] and view.currentIndex().row() == 1
    qtbot.keyClick(view, Key.Key_Minus, Mod.ControlModifier)
    assert name(1) == "Check" and view.currentIndex().row() == 1
    qtbot.keyClick(view, Key.Key_Up, Mod.AltModifier)
    assert [name(row) for row in range(2)] == ["Check", "Write"] and view.currentIndex().row() == 0
    qtbot.keyClick(view, Key.Key_Down, Mod.AltModifier)
    qtbot.keyClick(view, Key.Key_Down, Mod.AltModifier)
    assert [name(row) for row in range(3)] == ["Write", "Sign", "Check"]
    session.undo_stack.setIndex(0)
    assert [name(row) for row in range(4)] == ["Write", "Check", "Sign", "Archive"]


def test_shift_space_selects_the_row(view, qtbot):
    at(view, 1)
    qtbot.keyClick(view, Key.Key_Space, Mod.ShiftModifier)
    assert len(view.selected_cells()) == view.matrix_model.columnCount()


@pytest.mark.parametrize(
    ("text", "scan"), [("r", 0), ("R", 0), ("к", 0), ("К", 0)], ids=["latin", "shift", "russian", "russian shift"]
)
def test_a_key_sets_and_clears_a_letter(view, session, text, scan):
    view.set_layout("grid")
    anna = session.document.person_named("Anna").id
    at(view, 2, f"person:{anna}")
    press(view, text, scan=scan)
    assert letters(session, 2, "Anna") == "R" and session.undo_stack.undoText() == "Letter R"
    press(view, text, scan=scan)
    assert letters(session, 2, "Anna") == ""


def test_two_letters_by_typing_both_and_russian_look_alikes(view, session):
    view.set_layout("grid")
    at(view, 2, f"person:{session.document.person_named('Anna').id}")
    press(view, "к")  # the key of R
    press(view, "А")  # looks like A
    press(view, "ш")  # the key of I
    assert letters(session, 2, "Anna") == "R/A/I"
    press(view, "я")
    assert letters(session, 2, "Anna") == "R/A/I"


def test_a_letter_over_a_selection_is_one_step(view, session):
    view.set_layout("grid")
    at(view, 0)
    view._select_box(0, view.matrix_model.column_of(f"person:{session.document.people_order[0]}"), 4, 2)
    press(view, "i")
    assert all("I" in letters(session, row, who) for row in range(4) for who in ("Anna", "Boris"))
    assert session.undo_stack.count() == 1


def test_letters_typed_in_the_editor_of_a_grid_cell(view, qtbot, session):
    view.set_layout("grid")
    at(view, 2, f"person:{session.document.person_named('Anna').id}")
    qtbot.keyClick(view, Key.Key_F2)
    qtbot.keyClicks(view._delegate.editor, "a/r")
    qtbot.keyClick(view._delegate.editor, Key.Key_Return)
    assert letters(session, 2, "Anna") == "R/A"
    told = []
    session.refused.connect(told.append)
    at(view, 2, f"person:{session.document.person_named('Anna').id}")
    qtbot.keyClick(view, Key.Key_F2)
    view._delegate.editor.setText("Q")
    qtbot.keyClick(view._delegate.editor, Key.Key_Return)
    assert letters(session, 2, "Anna") == "R/A" and "Q" in str(told[0])


def test_an_unknown_name_is_asked_about(view, qtbot, session, asked):
    at(view, 2, "role:R")
    press(view, "C")
    editor = view._delegate.editor
    assert isinstance(editor, QLineEdit)
    editor.setText("Clara, anna")
    qtbot.keyClick(editor, Key.Key_Return)
    assert asked == [("Clara",)]
    signed = session.document.tasks[task(session.document, "Sign")]
    assert [session.document.people[person].name for person in signed.people("R")] == ["Clara", "Anna"]


def test_an_unknown_name_may_be_a_known_one_or_nobody(view, qtbot, session, asked):
    boris = session.document.person_named("Boris").id
    asked.answers = {"borya": boris}
    at(view, 3, "role:R")
    press(view, "B")
    view._delegate.editor.setText("Borya")
    qtbot.keyClick(view._delegate.editor, Key.Key_Return)
    archive = task(session.document, "Archive")
    assert session.document.tasks[archive].people("R") == (boris,)
    asked.answers = None
    at(view, 3, "role:R")
    press(view, "X")
    qtbot.keyClick(view._delegate.editor, Key.Key_Return)
    assert session.document.tasks[archive].people("R") == (boris,)


def test_switching_the_layout_keeps_the_cell(view, session):
    at(view, 2, "result")
    view.set_layout("grid")
    assert view.current_cell() == (session.document.order[2], "result")
    at(view, 2, f"person:{session.document.people_order[1]}")
    view.set_layout("list")
    assert view.current_cell() == (session.document.order[2], "name")


def test_the_selection_survives_a_new_column(view, session):
    at(view, 2, "result")
    view.setColumnWidth(view.matrix_model.column_of("result"), 222)
    session.apply("Column", edits.add_extra_column, "More")
    assert view.current_cell() == (session.document.order[2], "result")
    assert view.columnWidth(view.matrix_model.column_of("result")) == 222


def test_zoom_and_wrapping(view, session):
    height = view.rowHeight(0)
    view.zoom_by(2)
    assert view.zoom == 125 and view.rowHeight(0) > height
    view.set_zoom(100)
    session.apply("Long", edits.set_text, session.document.order[0], "name", "word " * 60)
    view.set_wrap(True)
    assert view.rowHeight(0) > 2 * height
    view.set_wrap(False)
    assert view.rowHeight(0) == height


def test_long_texts_take_lines_with_alt_enter(view, qtbot, name):
    at(view, 0)
    press(view, "a")
    qtbot.keyClick(view._delegate.editor, Key.Key_Return, Mod.AltModifier)
    qtbot.keyClicks(view._delegate.editor, "b")
    qtbot.keyClick(view._delegate.editor, Key.Key_Return)
    assert name(0) == "a\nb"


def test_a_read_only_document_refuses_with_a_word(view, qtbot, session, document):
    session.open(Opened(document, "x"), read_only=True)
    told = []
    session.refused.connect(told.append)
    at(view, 0)
    press(view, "a")
    qtbot.keyClick(view, Key.Key_Delete)
    assert session.document is document and len(told) == 2


def test_findings_that_arrive_do_not_disturb_typing(view, qtbot, session, name):
    at(view, 0)
    press(view, "N")
    qtbot.waitUntil(lambda: session.is_analysed)
    model = view.matrix_model
    model.dataChanged.emit(model.index(0, 0), model.index(3, model.columnCount() - 1))
    assert view._delegate.editor.whole_text() == "N"
    qtbot.keyClicks(view._delegate.editor, "ew")
    qtbot.keyClick(view._delegate.editor, Key.Key_Return)
    assert name(0) == "New"


def test_what_has_no_place_at_the_right_is_told(view, qtbot, session):
    last = view.matrix_model.columns[-1].key
    at(view, 0, last)
    QGuiApplication.clipboard().setText("one\ttwo\tthree\n")
    with qtbot.waitSignal(session.refused) as signal:
        qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
    assert signal.args[0].what.startswith("2 columns")
    assert session.document.tasks[session.document.order[0]].extras["Priority"] == "one"


def test_no_title_is_cut_in_a_column_nobody_sized(view, session):
    model, header = view.matrix_model, view.horizontalHeader()
    for code in ("en", "ru"):
        language.switch(code)
        view.set_layout("grid")
        view.set_layout("list")
        model = view.matrix_model
        for place, column in enumerate(model.columns):
            title = column.title(session.document)
            assert header.fontMetrics().horizontalAdvance(title) < view.columnWidth(place)
    session.apply("", edits.rename_person, session.document.people_order[0], "Konstantinopolskaya-Sinitsyna")
    view.set_layout("grid")
    place = view.matrix_model.column_of(f"person:{session.document.people_order[0]}")
    words = header.fontMetrics().horizontalAdvance("Konstantinopolskaya-")
    assert words < view.columnWidth(place) < 2 * words  # it goes on in the next line


def test_a_width_somebody_chose_stays_whatever_the_title(view, session):
    session.arrange(widths={("list", "role:A"): 60})
    assert view.columnWidth(view.matrix_model.column_of("role:A")) == 60


def test_an_empty_matrix_says_why_it_is_and_nothing_crosses_that(view, session):
    width = view.frozen_width
    edge = view.palette().color(QPalette.ColorRole.Shadow)

    def crossed():
        image = view.viewport().grab().toImage()
        return image.pixelColor(width - 1, image.height() - 5) == edge

    assert crossed()
    session.arrange(filters={"name": Filter(text="no such task")})
    assert view.hint() == "No row passes the filter.\nPress Ctrl+Shift+K to clear it." and not crossed()
    session.arrange(filters={})
    session.apply("", edits.delete_tasks, session.document.order)
    assert view.hint().startswith("No tasks yet.") and not crossed()


def test_the_numbers_of_the_rows_are_as_wide_as_qt_would_make_them(window, qtbot):
    session, header = window.session, window.page.view.verticalHeader()
    assert header.sizeHint().width() == QHeaderView.sizeHint(header).width()
    session.apply("", edits.add_tasks, None, 120)
    assert header.sizeHint().width() == QHeaderView.sizeHint(header).width()
    first, second, *_others = session.document.order
    session.apply("", edits.set_scenario, second, first, "alternative")
    said = header.sizeHint().width()
    session.apply(
        "", edits.move_tasks, [second], len(session.document.order)
    )  # now the sign stands beside three digits
    assert QHeaderView.sizeHint(header).width() == said == header.sizeHint().width()


def test_no_row_is_asked_for_its_number_to_lay_the_table_out(window, monkeypatch):
    asked, model = [], window.page.view.matrix_model
    monkeypatch.setattr(model, "_row_header", lambda key, role: asked.append(key) or "1")
    model.headerDataChanged.emit(Qt.Orientation.Vertical, 0, model.rowCount() - 1)
    window.page.view.updateGeometries()
    assert not asked
