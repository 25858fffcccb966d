"""The question before an annotated copy is written: it says what is in it, and no is no."""

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from raci_studio.core import edits
from raci_studio.excel.summary import Summary
from raci_studio.excel.write_back.changes import NotWritten
from raci_studio.gui.copy_dialog import CopyDialog, ask_to_write

LONG = 20_000


@pytest.fixture
def window(windows, qtbot, tmp_path):
    book = Workbook()
    book.active.title = "RACI"
    for row in (["Task", "Anna", "Boris", "Deadline"], ["Plan", "A", "R", "1 day"], ["Build", "R", "A", "2 days"]):
        book.active.append(row)
    book.save(tmp_path / "client.xlsx")
    window = windows.open()
    window.open_path(tmp_path / "client.xlsx")
    qtbot.waitUntil(lambda: window.session.is_open and not window.documents.is_busy, timeout=LONG)
    first = window.session.document.order[0]
    window.session.apply("Edit", edits.set_text, first, "deadline", "9 days")
    window.session.apply("Edit", edits.set_text, first, "channel", "mail")
    return window


@pytest.mark.parametrize("said", [True, False])
def test_the_copy_is_written_only_after_a_yes(window, qtbot, tmp_path, monkeypatch, said):
    out, asked = tmp_path / "out.xlsx", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(out), ""))
    monkeypatch.setattr(window.documents, "ask_to_write", lambda path, summary: asked.append(summary) or said)
    window.export_annotated()
    qtbot.waitUntil(lambda: bool(asked) and not window.documents.is_busy, timeout=LONG)
    (summary,) = asked
    assert (summary.cells, [one.what for one in summary.not_written]) == (1, ["Channel: mail"])
    assert out.exists() == said
    if said:
        assert load_workbook(out)["RACI"]["D2"].value == "9 days"
        assert str(out) in window.page.bar.text
    else:
        assert "was not written" in window.page.bar.text


@pytest.mark.parametrize(("button", "answer"), [("Write", True), ("Cancel", False)])
def test_the_answers(window, button, answer):
    def press():
        box = QApplication.activeModalWidget()
        next(one for one in box.findChildren(QPushButton) if one.text().replace("&", "") == button).click()

    QTimer.singleShot(0, press)
    assert ask_to_write(window, "out.xlsx", Summary(findings="Findings")) is answer


def test_it_lists_what_could_not_be_written_and_why(qtbot):
    items = (NotWritten("RACI", "D2", "Deadline: 9 days", "a formula stands there"), NotWritten("RACI", "", "x", "y"))
    dialog = CopyDialog("out.xlsx", Summary(2, 1, not_written=items, findings="Findings", warnings=("Signed.",)))
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "out.xlsx will hold:" in texts and "•  Changed cells: 1" in texts and "Signed." in texts
    found = [[dialog.list.topLevelItem(row).text(column) for column in range(3)] for row in range(2)]
    assert found == [["RACI!D2", "Deadline: 9 days", "a formula stands there"], ["RACI", "x", "y"]]
