"""Splitting a participant: names found in theirs, rows ticked by mouse and keys, one step that undo takes back."""

import pytest
from helpers import matrix
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QDialogButtonBox

from raci_studio.gui.pages import split_dialog
from raci_studio.gui.pages.split_dialog import SplitDialog, names_in

TEXT = """
    task  | Sales / Marketing | Anna
    Plan  | R                 | A
    Write | C                 | R/A
    Sell  |                   | R
"""


@pytest.fixture
def document():
    return matrix(TEXT)


@pytest.fixture
def dialog(document, qtbot, qtmodeltester):
    shown = SplitDialog(document, document.people_order[0])
    qtbot.addWidget(shown)
    shown.show()
    qtmodeltester.check(shown.model)
    return shown


def tick(dialog, row, column):
    index = dialog.model.index(row, column)
    dialog.table.setCurrentIndex(index)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)


def numbers(dialog, name):
    document = dialog.model._document
    return sorted(document.number_of(task) for task in dialog.parts[name])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Sales / Marketing", ["Sales", "Marketing"]), ("Юрист и бухгалтер", ["Юрист", "бухгалтер"]),
        ("Anna Petrova", ["Anna Petrova"]), ("A, B; a", ["A", "B"]), ("Sand and Sea & Co", ["Sand", "Sea", "Co"]),
    ],
)  # fmt: skip
def test_names_are_found_in_a_name(name, found):
    assert names_in(name) == found


def test_every_row_goes_to_all_at_first(dialog):
    assert numbers(dialog, "Sales") == numbers(dialog, "Marketing") == [1, 2]
    assert dialog.model.index(0, 0).data() == "1 Plan  (R)"


def test_a_row_is_ticked_off_but_keeps_somebody(dialog):
    tick(dialog, 0, 2)
    assert numbers(dialog, "Marketing") == [2]
    tick(dialog, 0, 1)  # nobody else is left
    assert numbers(dialog, "Sales") == [1, 2]
    tick(dialog, 0, 2)
    assert numbers(dialog, "Marketing") == [1, 2]


def test_names_are_typed_and_ticks_stay_with_them(dialog):
    tick(dialog, 1, 1)
    dialog.names.setPlainText("Design\nSales\n\n sales ")
    assert list(dialog.parts) == ["Design", "Sales"] and numbers(dialog, "Sales") == [1]
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert ok.isEnabled()
    dialog.names.setPlainText("Sales")
    assert not ok.isEnabled() and ok.toolTip()


def test_the_page_splits_in_one_step(window, qtbot, monkeypatch):
    def answer(dialog):
        tick(dialog, 0, 2)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(split_dialog.SplitDialog, "exec", answer)
    page = window.show_page("people")
    before = window.session.document
    page.table.go_to(before.people_order[1])
    page.table.go_to(before.people_order[0])
    QTest.mouseClick(page.split, Qt.MouseButton.LeftButton)
    after = window.session.document
    assert [after.people[one].name for one in after.people_order] == ["Sales", "Marketing", "Anna"]
    plan, write = after.order[0], after.order[1]
    marketing = after.person_named("Marketing").id
    assert after.tasks[plan].letters(marketing) == () and after.tasks[write].letters(marketing) == ("C",)
    window.session.undo_stack.undo()
    assert window.session.document is before
