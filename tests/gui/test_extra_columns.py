"""Extra columns: added, renamed, given a type and deleted; what is typed, pasted, filled and sorted in them."""

import pytest
from helpers import matrix
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox

from raci_studio.core import edits
from raci_studio.core.arrangement import Filter
from raci_studio.core.document import ColumnKind, ColumnType
from raci_studio.files import Opened
from raci_studio.gui import language
from raci_studio.gui.matrix.column_dialog import ColumnDialog
from raci_studio.gui.matrix.list_editors import ChoiceEditor

Key, Mod = Qt.Key, Qt.KeyboardModifier
NUMBER, DATE = ColumnType(ColumnKind.NUMBER), ColumnType(ColumnKind.DATE)
LEVELS = ColumnType(ColumnKind.CHOICE, ("low", "middle", "high"))
SPACE = "\u00a0"
TEXT = """
task  | Anna | +Cost   | +Due       | +Level
Plan  | R    | 1200    | 2026-12-01 | high
Build | R    | 90.5    | 2026-02-28 | low
Test  | R    | a lot   | soon       |
Ship  | R    |         |            | middle
"""


@pytest.fixture
def document():
    document = matrix(TEXT)
    for name, kind in (("Cost", NUMBER), ("Due", DATE), ("Level", LEVELS)):
        document = edits.set_column_type(document, name, kind)
    return document


@pytest.fixture
def view(window):
    window.activateWindow()
    window.page.view.setFocus()
    return window.page.view


def press(widget, text):
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Mod.NoModifier, text))


def enter(view, qtbot, row, key, text, last=Key.Key_Return):
    """Type over a cell and end with a key."""
    view.go_to(view.session.document.order[row], key)
    for character in text:
        held = view._delegate.editor
        press(
            held._list.popup() if getattr(held, "is_listing", False) and hasattr(held, "_list") else held or view,
            character,
        )
    held = view._delegate.editor
    qtbot.keyClick(held._list.popup() if held.is_listing and hasattr(held, "_list") else held, last)
    return view._delegate.editor


def shown(view, key):
    place = view.matrix_model.column_of(key)
    return [view.text_at(row, place) for row in range(view.matrix_model.rowCount())]


def stored(view, name):
    return [task.extras.get(name, "") for task in view.session.document.tasks_in_order()]


def answer(monkeypatch, *, name=None, kind=None, values=None, ok=True, seen=None):
    """Answer the dialog by its own fields."""

    def exec_(dialog):
        if name is not None:
            dialog.title.setText(name)
        if kind is not None:
            dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
        if values is not None:
            dialog.choices.setPlainText(values)
        if seen is not None:
            seen.append((dialog.title.text(), dialog.kind.currentText(), dialog.about.text()))
        button = QDialogButtonBox.StandardButton.Ok if ok else QDialogButtonBox.StandardButton.Cancel
        dialog.buttons.button(button).click()
        return 1

    monkeypatch.setattr(ColumnDialog, "exec", exec_)


# Typing


def test_numbers_are_typed_and_shown_as_the_language_has_them_and_stored_alike(view, qtbot):
    assert shown(view, "extra:Cost") == ["1,200", "90.5", "a lot", ""]
    enter(view, qtbot, 3, "extra:Cost", "1,234.50")
    assert stored(view, "Cost")[3] == "1234.5" and shown(view, "extra:Cost")[3] == "1,234.5"
    language.switch("ru")
    assert shown(view, "extra:Cost") == [f"1{SPACE}200", "90,5", "a lot", f"1{SPACE}234,5"]
    enter(view, qtbot, 3, "extra:Cost", "-20 000,25")
    assert stored(view, "Cost")[3] == "-20000.25" and shown(view, "extra:Cost")[3] == f"-20{SPACE}000,25"


def test_dates_are_typed_in_the_usual_forms_and_stored_as_iso(view, qtbot):
    for typed in ("22.11.2026", "22 nov 2026", "Nov 22, 2026", "11/22/2026", "2026-11-22"):
        enter(view, qtbot, 3, "extra:Due", typed)
        assert stored(view, "Due")[3] == "2026-11-22" and shown(view, "extra:Due")[3] == "22 Nov 2026"
        view.session.undo_stack.undo()
    language.switch("ru")
    for typed in ("22.11.26", "22 ноября 2026", "22/11/2026"):
        enter(view, qtbot, 3, "extra:Due", typed)
        assert stored(view, "Due")[3] == "2026-11-22" and shown(view, "extra:Due")[3] == "22.11.2026"
        view.session.undo_stack.undo()


@pytest.mark.parametrize(
    ("key", "typed", "said"), [("extra:Cost", "1,5", "1,234.5"), ("extra:Due", "31.02.2026", "22 Nov")]
)
def test_what_does_not_fit_is_refused_with_a_line_and_stays_in_the_editor(window, view, qtbot, key, typed, said):
    held = enter(view, qtbot, 0, key, typed)
    assert held is not None and held.whole_text() == typed
    assert typed in window.page.bar.text and said in window.page.bar.text
    qtbot.keyClick(held, Key.Key_Escape)
    assert view.session.is_clean


def test_a_choice_is_completed_and_other_values_are_refused(window, view, qtbot):
    assert enter(view, qtbot, 2, "extra:Level", "MI") is None  # Enter takes what the list marks
    assert stored(view, "Level")[2] == "middle" and view.currentIndex().row() == 3
    held = enter(view, qtbot, 2, "extra:Level", "huge")
    assert isinstance(held, ChoiceEditor) and not held.is_listing
    assert "low, middle, high" in window.page.bar.text and stored(view, "Level")[2] == "middle"
    qtbot.keyClick(held, Key.Key_Escape)


def test_the_list_of_a_choice_drops_down(view, qtbot):
    view.go_to(view.session.document.order[1], "extra:Level")
    qtbot.keyClick(view, Key.Key_F2)
    held = view._delegate.editor
    assert held.offered == ["low", "middle", "high"] and held._list.popup().currentIndex().row() == 0
    qtbot.keyClick(held._list.popup(), Key.Key_Down)
    qtbot.keyClick(held._list.popup(), Key.Key_Return)
    assert stored(view, "Level")[1] == "middle" and view._delegate.editor is None
    view.go_to(view.session.document.order[1], "extra:Level")
    qtbot.keyClick(view, Key.Key_F2)
    held = view._delegate.editor
    qtbot.keyClick(held._list.popup(), Key.Key_Escape)
    assert not held.is_listing and view._delegate.editor is held
    qtbot.keyClick(held, Key.Key_Down, Mod.AltModifier)
    popup = held._list.popup()
    assert held.is_listing
    line = popup.visualRect(popup.model().index(2, 0))
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=line.center())
    assert held.text() == "high"
    qtbot.keyClick(held, Key.Key_Return)
    assert stored(view, "Level")[1] == "high"


def test_paste_fill_and_replace_are_checked_and_refusals_listed(window, view, qtbot):
    view.go_to(view.session.document.order[0], "extra:Cost")
    QApplication.clipboard().setText("5\tJan 5, 2027\tHIGH\nmuch\tlate\tnone\n")
    qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
    assert stored(view, "Cost")[:2] == ["5", "90.5"] and stored(view, "Due")[:2] == ["2027-01-05", "2026-02-28"]
    assert stored(view, "Level")[:2] == ["high", "low"]
    assert "3 cells kept what they held" in window.page.bar.text and len(window.page.bar.details) == 3
    view.select_lines([2, 3], [view.matrix_model.column_of("extra:Cost")])
    qtbot.keyClick(view, Key.Key_D, Mod.ControlModifier)  # "a lot" does not fill down
    assert stored(view, "Cost")[3] == "" and "a lot" in window.page.bar.text
    bar = window.page.find_bar
    bar.open(replace=True)
    bar.text.setText("5")
    qtbot.waitUntil(lambda: not bar.is_searching)
    bar.by.setText("x")
    qtbot.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert stored(view, "Cost")[:2] == ["5", "90.5"] and bar.count.text() == "Replaced in 0 cells (0)"
    bar.by.setText("7")
    qtbot.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert stored(view, "Cost")[:2] == ["7", "90.7"] and stored(view, "Due")[0] == "2027-01-07"


def test_a_blank_in_the_search_finds_the_no_break_one(window, view, qtbot):
    language.switch("ru")
    bar = window.page.find_bar
    bar.open(replace=False)
    qtbot.keyClicks(bar.text, "1 200")
    qtbot.waitUntil(lambda: not bar.is_searching)
    assert view._delegate.hits == {(view.session.document.order[0], "extra:Cost")}


def test_ctrl_dragging_counts_numbers_and_days_on(view):
    handle = view.fill_handle
    for key, rows, target, expected in (
        ("extra:Cost", [0, 1], [2, 3], ["-1019", "-2128.5"]),
        ("extra:Due", [0], [1, 2], ["2026-12-02", "2026-12-03"]),
    ):
        place = view.matrix_model.column_of(key)
        handle._rows, handle._places, handle._target = rows, [place], (target, [place], False)
        handle._fill(series=True)
        assert [stored(view, key[6:])[row] for row in target] == expected


# What does not fit


def test_a_text_that_does_not_fit_is_marked_and_says_so(view, qtbot):
    model = view.matrix_model
    for key, words in (("extra:Cost", "“a lot” is no number"), ("extra:Due", "“soon” is no date")):
        index = model.index(2, model.column_of(key))
        assert words in index.data(Qt.ItemDataRole.ToolTipRole)
        assert words in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.siblingAtRow(0).data(Qt.ItemDataRole.ToolTipRole) == "1 Dec 2026"
    assert marked(view, "extra:Cost") == [False, False, True, False]


def marked(view, key):
    """Return for each row whether its cell shows the colour of the sign."""
    model = view.matrix_model
    view.scrollTo(model.index(0, model.column_of(key)))
    picture = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = []
    for row in range(model.rowCount()):
        area = view.visualRect(model.index(row, model.column_of(key))).adjusted(2, 2, -3, -3)
        pixels = (
            picture.pixelColor(x, y) for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom())
        )
        found.append(any(c.red() > 120 and c.red() - c.blue() > 90 for c in pixels))
    return found


# Sort and filter


def test_sorted_as_numbers_days_and_the_order_of_the_list(view):
    def order(key):
        view.go_to(view.session.document.order[0], key)
        view.sort_ascending()
        return [view.session.document.tasks[task].name for task in view.matrix_model.tasks]

    assert order("extra:Cost") == ["Build", "Plan", "Test", "Ship"]
    assert order("extra:Due") == ["Build", "Plan", "Test", "Ship"]
    assert order("extra:Level") == ["Build", "Ship", "Plan", "Test"]


def test_the_filter_lists_and_searches_what_is_shown(view, qtbot):
    language.switch("ru")
    view.go_to(view.session.document.order[0], "extra:Cost")
    popup = view.open_filter()
    lines = [popup.model.index(row).data() for row in range(1, popup.model.rowCount())]
    assert lines[:3] == ["90,5  (1)", f"1{SPACE}200  (1)", "a lot  (1)"]
    qtbot.keyClicks(popup.search, "1 2")
    assert popup.model.rowCount() == 2
    qtbot.keyClick(popup.search, Key.Key_Return)
    assert view.session.arrangement.filters["extra:Cost"] == Filter(text="1 2")
    assert len(view.matrix_model.tasks) == 1
    popup = view.open_filter()
    popup.search.clear()
    popup.model.toggle(2)
    popup.accept()
    language.switch("en")  # values are kept as they are stored: another language shows the same rows
    view.filter_again()
    assert [view.session.document.tasks[task].name for task in view.matrix_model.tasks] == ["Build", "Test", "Ship"]


# The dialog


def test_a_column_is_added_with_a_type(window, view, monkeypatch, qtbot):
    answer(monkeypatch, name="  Risk ", kind="choice", values="yes\n\n no \nyes")
    window._actions["insert_column"].trigger()
    assert window.session.document.extra_columns[-1] == "Risk" and view.current_cell()[1] == "extra:Risk"
    assert window.session.document.type_of("Risk").choices == ("yes", "no")
    window.undo()
    assert "Risk" not in window.session.document.extra_columns and not window.session.document.type_of("Risk").choices


def test_the_dialog_says_how_many_cells_do_not_fit(view, qtbot):
    dialog = ColumnDialog(view.session, "Level")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.about.text() == "" and dialog.choices.isVisible()
    qtbot.keyClick(dialog.kind, Key.Key_Up)
    assert dialog.type() == DATE and not dialog.choices.isVisible()
    assert dialog.about.text() == "3 cells do not fit this type; they stay as they are and are marked."
    qtbot.keyClick(dialog.kind, Key.Key_Down)
    dialog.choices.setPlainText("low\nhigh")
    assert dialog.about.text() == "1 cell does not fit this type; it stays as it is and is marked."
    dialog.choices.setPlainText(" ")
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled() and "at least one value" in dialog.about.text()
    dialog.choices.setPlainText("High\nLow")
    assert dialog.about.text().startswith("1 cell does not fit")  # "high" is "High" now, "middle" is none
    dialog.title.selectAll()
    qtbot.keyClicks(dialog.title, "Cost")
    assert not ok.isEnabled() and "already a column" in dialog.about.text()
    dialog.title.selectAll()
    qtbot.keyClicks(dialog.title, "Grade")
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert dialog.name == "Grade" and stored(view, "Grade") == ["High", "Low", "", "middle"]
    assert view.session.undo_stack.count() == 1


def test_a_column_of_few_texts_proposes_them_as_the_values_of_a_choice(view, qtbot):
    view.session.apply("x", edits.set_column_type, "Level", ColumnType())
    dialog = ColumnDialog(view.session, "Level")
    qtbot.addWidget(dialog)
    assert dialog.choices.toPlainText() == "high\nlow\nmiddle"


def test_a_renamed_column_keeps_its_place_width_filter_and_type(view, monkeypatch, qtbot):
    place = view.matrix_model.column_of("extra:Cost")
    view.setColumnWidth(place, 173)
    view.session.arrange(filters={"extra:Cost": Filter(text="1")}, sort=("extra:Cost", True))
    view.go_to(view.session.document.order[0], "extra:Cost")
    answer(monkeypatch, name="Price")
    view.column_type()
    now = view.session.arrangement
    assert view.matrix_model.column_of("extra:Price") == place and view.columnWidth(place) == 173
    assert view.current_cell()[1] == "extra:Price" and view.session.document.type_of("Price") == NUMBER
    assert now.filters == {"extra:Price": Filter(text="1")} and now.sort == ("extra:Price", True)
    view.session.undo_stack.undo()
    assert view.matrix_model.column_of("extra:Cost") == place and view.columnWidth(place) == 173


def test_a_filled_column_is_deleted_after_a_question_in_one_step(window, view, monkeypatch):
    answers, asked = ["Cancel", "Delete the column"], []

    def exec_(box):
        asked.append(box.text())
        wanted = answers.pop(0)
        next(button for button in box.buttons() if button.text().replace("&", "") == wanted).click()

    monkeypatch.setattr(QMessageBox, "exec", exec_)
    view.session.arrange(filters={"extra:Due": Filter(text="2")})
    view.go_to(view.session.document.order[0], "extra:Due")
    view.delete_column()
    assert asked == ["The column “Due” holds text in 3 cells. Delete it?"] and view.session.is_clean
    view.delete_column()
    assert "Due" not in view.session.document.extra_columns and not view.session.arrangement.filters
    assert view.session.undo_stack.count() == 1
    window.undo()
    assert stored(view, "Due")[0] == "2026-12-01" and view.session.document.type_of("Due") == DATE
    view.session.apply("x", edits.add_extra_column, "Empty")
    view.go_to(view.session.document.order[0], "extra:Empty")
    view.delete_column()  # nothing in it: no question
    assert "Empty" not in view.session.document.extra_columns and len(asked) == 2


def test_the_menu_of_the_header_offers_it_for_extra_columns_only(view):
    def texts(key):
        menu = view.column_menu(view.matrix_model.column_of(key))
        found = {action.text() for action in menu.actions()}
        menu.deleteLater()
        return found

    mine = {"Name and &type of the column…", "D&elete the column…"}
    assert mine <= texts("extra:Cost") and not mine & texts("result") and "Add a &column…" in texts("result")


def test_the_columns_of_every_matrix_are_neither_renamed_nor_deleted(window, view):
    view.go_to(view.session.document.order[0], "result")
    view.delete_column()
    assert "belongs to every matrix" in window.page.bar.text
    view.column_type()
    assert view.session.is_clean


def test_nothing_of_it_in_a_read_only_document(window, view, document):
    view.session.open(Opened(document, "x"), read_only=True)
    view.go_to(document.order[0], "extra:Cost")
    view.insert_column()
    view.delete_column()
    assert view.session.document is document


# The process column


@pytest.fixture
def processes(window, view):
    document = matrix("process | task | Anna\nHiring A | One | R\nHiring A | Two | R\nPaying | Three | R")
    owner = document.people_order[0]
    document = edits.set_process(document, document.tasks[document.order[0]].process, owner=owner)
    window.session.open(Opened(document, "x"))
    window.activateWindow()

    def names():
        held = window.session.document
        return [held.processes[task.process].name for task in held.tasks_in_order()]

    return names


def replace(window, qtbot, text, by, where=""):
    bar = window.page.find_bar
    bar.open(replace=True)
    bar.text.setText(text)
    bar.by.setText(by)
    if where:
        bar.where.setCurrentIndex(bar.where.findData(where))
        bar.where.activated.emit(bar.where.currentIndex())
    qtbot.waitUntil(lambda: not bar.is_searching)
    qtbot.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    return bar.count.text()


def test_replacing_in_all_rows_of_a_process_renames_it(window, qtbot, processes):
    before = window.session.document
    assert replace(window, qtbot, "Hiring", "Joining") == "Replaced in 2 cells (2)"
    after = window.session.document
    assert processes() == ["Joining A", "Joining A", "Paying"] and after.process_order == before.process_order
    renamed = after.processes[after.tasks[after.order[0]].process]
    assert renamed.owner == after.people_order[0] and window.session.undo_stack.count() == 1
    window.undo()
    assert processes() == ["Hiring A", "Hiring A", "Paying"]


def test_replacing_in_some_rows_of_a_process_moves_them(window, qtbot, processes):
    view = window.page.view
    view.select_lines([1, 2], [view.matrix_model.column_of("process")])
    replace(window, qtbot, "Hiring A", "Paying", "selection")
    assert processes() == ["Hiring A", "Paying", "Paying"]
    view.select_lines([0, 1], [view.matrix_model.column_of("process")])
    replace(window, qtbot, "Pay", "Repay", "selection")
    assert processes() == ["Hiring A", "Repaying", "Paying"]


def test_replacing_by_the_name_of_another_process_joins_it(window, qtbot, processes):
    replace(window, qtbot, "Hiring A", "Paying")
    assert processes() == ["Paying"] * 3 and window.session.undo_stack.count() == 1
