"""The dialog that changes the role scheme."""

import pytest
from helpers import task
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from raci_studio.core.scheme import RACI, SCHEMES, RoleKind
from raci_studio.gui.matrix.scheme_dialog import SchemeDialog

Key = Qt.Key


@pytest.fixture
def dialog(window, qtbot):
    window._actions["role_scheme"].trigger()
    shown = window.findChild(SchemeDialog)
    qtbot.waitExposed(shown)
    return shown


def ok(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def letters(window, name, person):
    document = window.session.document
    return document.tasks[task(document, name)].letters(document.person_named(person).id)


def test_another_scheme_takes_the_marks_along_as_one_step(window, dialog, qtbot):
    window.show_grid()
    dialog.choice.setCurrentIndex(dialog.choice.findData("ОИКУ"))
    assert {letter: box.currentData() for letter, box in dialog.heirs.items()} == {"R": "И", "A": "О", "C": "К"}
    qtbot.mouseClick(ok(dialog), Qt.MouseButton.LeftButton)
    session = window.session
    assert session.document.settings.scheme == SCHEMES["ОИКУ"]
    assert letters(window, "Check", "Boris") == ("И", "О") and letters(window, "Check", "Anna") == ("К",)
    assert session.undo_stack.count() == 1
    window.show_list()
    assert window.page.view.matrix_model.column_of("role:И") >= 0
    session.undo_stack.undo()
    assert session.document.settings.scheme == RACI and letters(window, "Check", "Boris") == ("R", "A")


def test_a_letter_may_be_kept_or_given_to_another(window, dialog, qtbot):
    dialog.choice.setCurrentIndex(dialog.choice.findData("ОИКУ"))
    dialog.heirs["R"].setCurrentIndex(dialog.heirs["R"].findData("R"))
    dialog.heirs["C"].setCurrentIndex(dialog.heirs["C"].findData("У"))
    qtbot.mouseClick(ok(dialog), Qt.MouseButton.LeftButton)
    document = window.session.document
    assert letters(window, "Write", "Anna") == ("R",) and document.kind_of("R") is RoleKind.DOES
    assert letters(window, "Check", "Anna") == ("У",)


def test_letters_of_ones_own(window, dialog, qtbot):
    dialog.add.click()
    assert dialog.choice.currentText() == "Letters of your own" and not ok(dialog).isEnabled()  # no letter typed yet
    editor = dialog.letters.findChild(QLineEdit)
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(ok(dialog).isEnabled)
    dialog.letters.cellWidget(4, 1).setCurrentIndex(list(RoleKind).index(RoleKind.VERIFIES))
    assert dialog.choice.currentData() == "" and ok(dialog).isEnabled()
    qtbot.mouseClick(ok(dialog), Qt.MouseButton.LeftButton)
    scheme = window.session.document.settings.scheme
    assert scheme.letters == ("R", "A", "C", "I", "X") and scheme.kinds["X"] is RoleKind.VERIFIES


def test_a_letter_twice_or_none_is_told_and_not_taken(window, dialog, qtbot):
    dialog.letters.item(1, 0).setText("r")
    assert "“R” stands there twice" in dialog.trouble.text() and not ok(dialog).isEnabled()
    for _row in range(4):
        dialog.letters.setCurrentCell(0, 0)
        dialog.remove.click()
    assert "at least one letter" in dialog.trouble.text() and not ok(dialog).isEnabled()
    dialog.choice.setCurrentIndex(dialog.choice.findData("DACI"))
    assert not dialog.trouble.text() and ok(dialog).isEnabled()
    dialog.reject()
    assert window.session.document.settings.scheme == RACI


def test_pressing_ok_without_a_change_changes_nothing(window, dialog, qtbot):
    qtbot.mouseClick(ok(dialog), Qt.MouseButton.LeftButton)
    assert window.session.is_clean
