"""Find and replace below the matrix, through real keys in the window."""

import pytest
from PySide6.QtCore import Qt

from raci_studio.core import edits
from raci_studio.gui.matrix import find_bar
from raci_studio.gui.matrix.names_dialog import NamesDialog

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def view(window):
    window.activateWindow()
    window.page.view.setFocus()
    return window.page.view


@pytest.fixture
def bar(window, view, qtbot):
    def opened(text, replace=False):
        qtbot.keyClick(window, Key.Key_H if replace else Key.Key_F, Mod.ControlModifier)
        shown = window.page.find_bar
        assert shown.isVisible() and shown.by.isVisible() == replace
        qtbot.keyClicks(shown.text, text)
        look(shown, qtbot)
        return shown

    return opened


def look(found, qtbot):
    """Wait until the search has begun, which waits for a pause between keys, and all was looked at."""
    qtbot.waitUntil(lambda: not found.is_searching)


def here(view):
    return view.currentIndex().row(), view.current_cell()[1]


def cells(view, key):
    place = view.matrix_model.column_of(key)
    return [view.text_at(row, place) for row in range(view.matrix_model.rowCount())]


def test_the_count_shows_while_typing_and_hits_are_marked(view, bar, qtbot):
    found = bar("s")
    assert found.count.text() == "8 in 8 cells"
    qtbot.keyClicks(found.text, "ign")
    assert found.count.text() == "8 in 8 cells" and found.is_searching  # a pause is waited for
    look(found, qtbot)
    assert found.count.text() == "2 in 2 cells"
    order = view.session.document.order
    assert view._delegate.hits == {(order[2], "name"), (order[2], "result")}
    qtbot.keyClicks(found.text, "z")
    look(found, qtbot)
    assert found.count.text() == "Not found" and not found.replace_all.isEnabled()
    qtbot.keyClick(found.text, Key.Key_Escape)
    assert not found.isVisible() and view.hasFocus() and not view._delegate.hits


def test_enter_and_f3_go_round(window, view, bar, qtbot):
    found = bar("anna")
    ways = []
    for _time in range(3):
        qtbot.keyClick(found.text, Key.Key_Return)
        ways.append(here(view))
    assert ways == [(0, "role:R"), (1, "role:C"), (3, "role:R")]
    qtbot.keyClick(found.text, Key.Key_Return, Mod.ShiftModifier)
    assert here(view) == (1, "role:C")
    qtbot.keyClick(found.text, Key.Key_Escape)
    qtbot.keyClick(window, Key.Key_F3)
    assert here(view) == (3, "role:R") and found.isVisible()
    qtbot.keyClick(window, Key.Key_F3)
    assert here(view) == (0, "role:R")
    qtbot.keyClick(window, Key.Key_F3, Mod.ShiftModifier)
    assert here(view) == (3, "role:R")


def test_case_whole_cell_column_and_selection(view, bar, qtbot):
    found = bar("sign")
    found.case.click()
    look(found, qtbot)
    assert found.count.text() == "Not found"
    found.case.click()
    found.whole.click()
    look(found, qtbot)
    assert found.count.text() == "1 in 1 cell"
    found.whole.click()
    view.go_to(view.session.document.order[0], "result")
    qtbot.keyClick(found.where, Key.Key_Down)
    look(found, qtbot)
    assert found.where.currentData() == "column"
    assert found._query().column == "result" and found.count.text() == "1 in 1 cell"
    view.select_lines([0, 1, 2], [view.matrix_model.column_of("name")])
    qtbot.keyClick(found.where, Key.Key_Down)
    look(found, qtbot)
    assert found.where.currentData() == "selection" and found.count.text() == "1 in 1 cell"
    found.go(1)  # going there changes the selection, not where is searched
    assert here(view) == (2, "name") and found.count.text() == "1 in 1 cell"


def test_replace_one_then_the_next(view, bar, qtbot):
    found = bar("sign", replace=True)
    found.by.setText("seal")
    view.go_to(view.session.document.order[2], "name")
    found.by.setFocus()
    qtbot.keyClick(found.by, Key.Key_Return)
    assert cells(view, "name")[2] == "seal" and cells(view, "result")[2] == "Signed" and here(view) == (2, "result")
    qtbot.keyClick(found.by, Key.Key_Return)
    assert cells(view, "result")[2] == "sealed" and found.count.text() == "Not found"


def test_replace_all_is_one_step_and_says_how_many(window, view, bar, qtbot):
    found = bar("i", replace=True)
    assert found.count.text() == "9 in 9 cells"
    found.where.setCurrentIndex(found.where.findData("column"))
    view.go_to(view.session.document.order[0], "name")
    found.where.activated.emit(1)
    look(found, qtbot)
    assert found.count.text() == "3 in 3 cells"
    found.by.setText("I")
    qtbot.mouseClick(found.replace_all, Qt.MouseButton.LeftButton)
    assert cells(view, "name") == ["WrIte", "Check", "SIgn", "ArchIve"]
    assert found.count.text() == "Replaced in 3 cells (3)"
    assert window.session.undo_stack.undoText() == "Replace “i” by “I”"
    window.session.undo_stack.undo()
    assert cells(view, "name") == ["Write", "Check", "Sign", "Archive"] and window.session.is_clean


def test_names_are_replaced_as_names_and_unknown_ones_asked_about(window, view, bar, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(NamesDialog, "exec", lambda dialog: asked.append(dialog.choices()) or True)
    found = bar("Anna", replace=True)
    found.by.setText("Boris")
    qtbot.mouseClick(found.replace_all, Qt.MouseButton.LeftButton)
    assert cells(view, "role:R") == ["Boris", "Boris", "", "Boris"] and not asked
    found.text.setText("Boris")
    look(found, qtbot)
    found.by.setText("Clara")
    qtbot.mouseClick(found.replace_all, Qt.MouseButton.LeftButton)
    assert cells(view, "role:R") == ["Clara", "Clara", "", "Clara"] and asked == [{"clara": None}]


def test_letters_in_the_grid_and_what_is_refused(window, view, bar, qtbot):
    window.show_grid()
    boris = f"person:{window.session.document.people_order[1]}"
    found = bar("A", replace=True)
    found.case.click()
    found.whole.click()
    look(found, qtbot)
    found.by.setText("I")
    qtbot.mouseClick(found.replace_all, Qt.MouseButton.LeftButton)
    assert cells(view, boris) == ["I", "R/A", "I", ""] and found.count.text() == "Replaced in 2 cells (2)"
    found.text.setText("I")
    look(found, qtbot)
    found.by.setText("Q")
    qtbot.mouseClick(found.replace_all, Qt.MouseButton.LeftButton)
    assert cells(view, boris) == ["I", "R/A", "I", ""] and found.count.text() == "Replaced in 0 cells (0)"
    assert "2 cells kept what they held" in window.page.bar.text


def test_the_count_follows_edits_and_the_layout(window, view, bar, qtbot):
    found = bar("Anna")
    assert found.count.text() == "3 in 3 cells"
    window.session.apply("x", edits.set_text, window.session.document.order[0], "notes", "Anna knows")
    qtbot.waitUntil(lambda: found.count.text() == "4 in 4 cells")
    window.show_grid()
    qtbot.waitUntil(lambda: found.count.text() == "1 in 1 cell")


def test_nothing_is_replaced_in_a_read_only_document(window, view, document):
    window.session.read_only = True
    window.replace_text()
    assert window.page.find_bar.isVisible() and not window.page.find_bar.by.isVisible()


@pytest.fixture
def unhurried(monkeypatch):
    """A search that looks at one row in each turn, as in a matrix of thousands."""
    monkeypatch.setattr(find_bar, "_SLICE", 0.0)


def test_in_a_large_matrix_all_is_replaced_once_all_is_found(window, view, bar, qtbot, unhurried):
    found = bar("Draft", replace=True)  # in the first row
    found.by.setText("Text")
    assert found.replace_all.isEnabled()
    found.replace_all.click()
    assert found.is_searching and window.session.is_clean
    qtbot.waitUntil(lambda: not window.session.is_clean)
    assert cells(view, "result")[0] == "Text"
    assert window.session.undo_stack.count() == 1
    qtbot.waitUntil(lambda: not found.is_searching)
    assert found.count.text().startswith("Replaced in ")


def test_another_text_or_closing_the_bar_takes_the_wish_to_replace_back(window, view, bar, qtbot, unhurried):
    found = bar("Write", replace=True)
    for give_up in (lambda: found.text.setText("Sign"), found.give_up):
        found.text.setText("Write")
        qtbot.waitUntil(found.replace_all.isEnabled)
        assert found.replace_all.isEnabled()
        found.replace_all.click()
        give_up()
        window.replace_text()
        qtbot.waitUntil(lambda: not found.is_searching)
        assert window.session.is_clean
