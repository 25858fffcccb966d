"""A workbook with a password asks for it, opens with it, and says what is not protected any more."""

import pytest
from locked import locked_file, plain_xlsx
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from raci_studio.core import edits
from raci_studio.gui import messages, settings
from raci_studio.gui.password_dialog import PasswordDialog

PASSWORD = "Пароль 1"
LONG = 20_000


@pytest.fixture
def secret(tmp_path):
    return locked_file(tmp_path / "secret.xlsx", PASSWORD)


@pytest.fixture
def window(windows, monkeypatch):
    def unexpected(_parent, error):
        raise AssertionError(error)

    monkeypatch.setattr(messages, "tell", unexpected)
    return windows.open()


def question(qtbot, window, old=None):
    """Wait for the dialog, another one than the old one, and return it."""

    def asked():
        found = [one for one in window.findChildren(PasswordDialog) if one.isVisible() and one is not old]
        return found[0] if found else None

    qtbot.waitUntil(lambda: asked() is not None, timeout=LONG)
    return asked()


def answer(qtbot, dialog, password):
    dialog.field.setText(password)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)


def opened(qtbot, window, path):
    window.open_path(path)
    answer(qtbot, question(qtbot, window), PASSWORD)
    qtbot.waitUntil(lambda: window.session.is_open and not window.documents.is_busy, timeout=LONG)


def test_it_asks_until_the_password_is_right(window, qtbot, secret):
    window.open_path(secret)
    first = question(qtbot, window)
    assert "secret.xlsx" in first.message.text() and "not right" not in first.message.text()
    assert not first.ok.isEnabled() and first.isModal()
    answer(qtbot, first, "other")
    second = question(qtbot, window, first)
    assert "The password is not right." in second.message.text()
    assert second.field.selectedText() == "other" and second.ok.isEnabled()
    assert second.focusWidget() is second.field and second.password == "other"
    answer(qtbot, second, PASSWORD)
    qtbot.waitUntil(lambda: window.session.is_open, timeout=LONG)
    assert [task.name for task in window.session.document.tasks_in_order()] == ["Plan", "Build", "Check"]
    assert settings.recent_files() == [secret.resolve()]


def test_giving_up_opens_nothing_and_says_nothing(window, qtbot, secret):
    told = []
    window.documents.told.connect(lambda *said: told.append(said))
    window.open_path(secret)
    dialog = question(qtbot, window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(PasswordDialog), timeout=LONG)
    assert not window.session.is_open and not told and not window.documents.is_busy and not settings.recent_files()


def test_a_dropped_workbook_goes_the_same_way(window, qtbot, secret):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(secret))])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), *how))
    answer(qtbot, question(qtbot, window), PASSWORD)
    qtbot.waitUntil(lambda: window.session.is_open, timeout=LONG)


def test_the_password_can_be_shown_and_has_names(qtbot):
    dialog = PasswordDialog("secret.xlsx")
    qtbot.addWidget(dialog)
    assert dialog.field.echoMode() == QLineEdit.EchoMode.Password
    dialog.show_box.click()
    assert dialog.field.echoMode() == QLineEdit.EchoMode.Normal
    dialog.show_box.click()
    assert dialog.field.echoMode() == QLineEdit.EchoMode.Password
    assert dialog.field.accessibleName() == "Password" and "secret.xlsx" in dialog.field.accessibleDescription()


def test_saving_says_once_that_the_file_is_not_protected(window, qtbot, secret, tmp_path, monkeypatch):
    opened(qtbot, window, secret)
    told = []
    window.documents.told.connect(lambda text, _lines: told.append(text))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "a.raci"), ""))
    assert window.save() and window.documents.wait_for_saving()
    window.session.apply("Edit", edits.set_text, window.session.document.order[0], "name", "Hello")
    assert window.save() and window.documents.wait_for_saving()
    (text,) = told
    assert text.startswith("a.raci is not protected by a password") and window.page.bar.text == text
    (tmp_path / "plain.xlsx").write_bytes(plain_xlsx())
    window.open_path(tmp_path / "plain.xlsx")
    qtbot.waitUntil(lambda: window.session.title == "plain" and not window.documents.is_busy, timeout=LONG)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "b.raci"), ""))
    assert window.save() and window.documents.wait_for_saving() and len(told) == 1


@pytest.mark.parametrize("said", [True, False])
def test_an_annotated_copy_without_the_password_is_written_on_request(
    window, qtbot, secret, tmp_path, monkeypatch, said
):
    opened(qtbot, window, secret)
    out, asked = tmp_path / "out.xlsx", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(out), ""))
    monkeypatch.setattr(window.documents, "ask_unprotected", lambda: asked.append(1) or said)
    monkeypatch.setattr(window.documents, "ask_to_write", lambda path, summary: True)
    window.export_annotated()
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=LONG)
    assert asked == [1] and out.exists() == said
    if said:
        assert "RACI" in load_workbook(out).sheetnames


@pytest.mark.parametrize(("button", "answered"), [("Write", True), ("Cancel", False)])
def test_the_question_about_the_copy(window, button, answered):
    def press():
        box = QApplication.activeModalWidget()
        next(one for one in box.findChildren(QPushButton) if one.text().replace("&", "") == button).click()

    QTimer.singleShot(0, press)
    assert window.documents.ask_unprotected() is answered
