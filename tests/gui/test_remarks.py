"""The client's comments and links in the matrix: seen on their cells, opened only after a question."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from raci_studio.core.document import task_with
from raci_studio.gui import theme
from raci_studio.gui.matrix.links import address_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def document(document):
    first, second = document.order[:2]
    anna = document.person_named("Anna").id
    tasks = dict(document.tasks)
    tasks[first] = task_with(
        tasks[first],
        remarks={"deadline": "by <b>May</b>", f"person:{anna}": "on leave"},
        links={"result": "https://example.com/draft"},
    )
    tasks[second] = task_with(tasks[second], links={"name": "file:///etc/passwd"})
    return replace(document, tasks=tasks)


@pytest.fixture
def opened(monkeypatch):
    found = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()))
    return found


def answer(monkeypatch, button):
    questions = []
    monkeypatch.setattr(QMessageBox, "question", lambda _parent, _title, text: questions.append(text) or button)
    return questions


def index(view, row, key):
    return view.matrix_model.index_of(view.session.document.order[row], key)


def ctrl_click(view, qtbot, row, key):
    place = view.visualRect(index(view, row, key)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CTRL, place)


def ear(view, row, key):
    """The colour in the upper left corner of a cell."""
    rect = view.visualRect(index(view, row, key))
    return view.viewport().grab().toImage().pixelColor(rect.left() + 1, rect.top() + 1)


def test_the_tooltip_says_the_comment_as_it_stands(view):
    tooltip = index(view, 0, "deadline").data(Qt.ItemDataRole.ToolTipRole)
    assert "Client&#x27;s comment: by &lt;b&gt;May&lt;/b&gt;" in tooltip
    assert "by <b>May</b>" in index(view, 0, "deadline").data(Qt.ItemDataRole.AccessibleTextRole)
    assert not index(view, 1, "deadline").data(Qt.ItemDataRole.ToolTipRole)


def test_a_comment_on_a_column_that_is_not_shown_stands_on_the_name(view, session):
    anna = f"person:{session.document.person_named('Anna').id}"
    view.set_layout("list")
    assert view.matrix_model.remark_at(0, view.matrix_model.column_of("name")) == "on leave"
    view.set_layout("grid")
    assert view.matrix_model.remark_at(0, view.matrix_model.column_of("name")) == ""
    assert view.matrix_model.remark_at(0, view.matrix_model.column_of(anna)) == "on leave"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_dog_ear_marks_the_cell(view, look):
    theme.set_theme(look)
    view.go_to(view.session.document.order[2])
    assert ear(view, 0, "deadline") != ear(view, 1, "deadline")
    theme.set_theme("light")


def test_a_link_opens_after_a_question(view, qtbot, monkeypatch, opened):
    questions = answer(monkeypatch, QMessageBox.StandardButton.Yes)
    ctrl_click(view, qtbot, 0, "result")
    assert opened == ["https://example.com/draft"] and "https://example.com/draft" in questions[0]


def test_a_no_opens_nothing(view, qtbot, monkeypatch, opened):
    questions = answer(monkeypatch, QMessageBox.StandardButton.No)
    ctrl_click(view, qtbot, 0, "result")
    assert questions and not opened


def test_a_link_to_a_file_is_shown_and_never_opened(view, qtbot, opened):
    ctrl_click(view, qtbot, 1, "name")  # a question would fail the test
    assert not opened
    assert "file:///etc/passwd" in index(view, 1, "name").data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "#Sheet2!A1", "\\\\server\\share", "C:\\run.exe", "", "ftp://a"]
)
def test_other_links_have_no_address(link):
    assert address_of(link) is None


@pytest.mark.parametrize("link", ["HTTP://example.com", " https://example.com/a b", "mailto:anna@example.com"])
def test_pages_and_mail_have_one(link):
    assert address_of(link) is not None


def test_the_keyboard_opens_the_link_of_the_current_cell(view, qtbot, monkeypatch, opened):
    questions = answer(monkeypatch, QMessageBox.StandardButton.Yes)
    view.go_to(view.session.document.order[0], "result")
    qtbot.keyClick(view, Qt.Key.Key_O, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert opened == ["https://example.com/draft"] and len(questions) == 1
    assert view.actions_by_id["open_link"].shortcut().toString() == "Ctrl+Shift+O"


def test_where_no_link_can_be_opened_the_keyboard_says_so(view, qtbot, opened):
    refused = []
    view.session.refused.connect(lambda error: refused.append(str(error)))
    for row, key in ((1, "name"), (1, "result")):  # a question would fail the test
        view.go_to(view.session.document.order[row], key)
        view.open_link()
    assert not opened and refused == [
        "This link leads to a file or to a place in the workbook; it is not opened from here. file:///etc/passwd",
        "This cell has no link.",
    ]
