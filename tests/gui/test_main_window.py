"""The window: open, edit, save, reopen, findings, panels, languages, recovery."""

import json
from pathlib import Path

import pytest
from helpers import matrix
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
)
from shiboken6 import isValid

from raci_studio.core import edits, i18n
from raci_studio.core.places import resource
from raci_studio.files import Opened
from raci_studio.gui import app, language, messages, settings, theme
from raci_studio.gui.matrix.names_dialog import NamesDialog
from raci_studio.gui.recovery_dialog import RecoveryDialog, offer_recovery
from raci_studio.project.journal import Journal, left_behind

EXAMPLE = resource("examples", "onboarding.en.xlsx")


def analysed(qtbot, window):
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)


def opened(qtbot, window, path):
    window.open_path(path)
    qtbot.waitUntil(lambda: window.session.is_open and not window.documents.is_busy, timeout=20_000)


def test_open_edit_save_reopen(windows, qtbot, tmp_path, monkeypatch):
    window = windows.open()
    assert window.page is None and window.stack.currentWidget() is window.start_page
    opened(qtbot, window, EXAMPLE)
    assert window.page.bar.text.startswith("Recognised: 1 table, 25 tasks")
    assert window.stack.currentWidget() is window.pages and window.pages.page is window.page
    task = window.session.document.order[0]
    window.session.apply("Edit “Task”", edits.set_text, task, "name", "Hello")
    assert window.isWindowModified() and window._actions["undo"].text() == "&Undo: Edit “Task”"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "a"), ""))
    window._actions["save"].trigger()
    qtbot.waitUntil(lambda: not window.documents.is_busy)
    assert (tmp_path / "a.raci").exists() and not window.isWindowModified()
    assert window.windowTitle().startswith("a.raci")
    other = windows.open()
    monkeypatch.setattr(other.documents, "ask_second_window", lambda path: "read-only")
    opened(qtbot, other, tmp_path / "a.raci")
    assert other.session.read_only and "read-only" in other.windowTitle()
    assert other.session.document == window.session.document
    assert not other._actions["paste_cells"].isEnabled() and other._actions["copy_cells"].isEnabled()
    assert settings.recent_files()[0] == (tmp_path / "a.raci").resolve()


def test_a_file_that_cannot_be_opened_is_told(windows, qtbot, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(messages, "tell", lambda parent, error: told.append(error))
    window = windows.open()
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"no workbook")
    window.open_path(bad)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "bad.xlsx" in str(told[0]) and not window.session.is_open


def test_opening_can_be_cancelled(windows, qtbot):
    window = windows.open()
    window.open_path(EXAMPLE)
    window.documents.cancel()
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=20_000)
    assert not window.session.is_open


def test_what_is_being_typed_is_saved_too(window, qtbot, tmp_path):
    window.session.save(tmp_path / "a.raci")
    view = window.page.view
    view.go_to(window.session.document.order[0], "name")
    view.start_typing("Half")
    assert window.save() and window.documents.wait_for_saving()
    assert window.session.document.tasks[window.session.document.order[0]].name == "Half" and window.session.is_clean


@pytest.mark.parametrize(
    ("answer", "closed", "name"),
    [("", False, "Draft"), ("discard", True, "Draft"), ("save", True, "Draft")],
)
def test_closing_asks(window, qtbot, monkeypatch, tmp_path, answer, closed, name):
    path = tmp_path / "a.raci"
    window.session.save(path)
    before = path.read_bytes()
    window.session.apply("Edit", edits.set_text, window.session.document.order[0], "name", name)
    monkeypatch.setattr(window.documents, "ask_save", lambda: answer)
    assert window.close() is closed
    assert (path.read_bytes() != before) is (answer == "save")


def test_the_outline_renames_merges_and_deletes(window, qtbot, monkeypatch):
    outline, session = window.outline, window.session
    outline.refresh()

    def item(name):
        return outline.tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]

    item("Anna").setText(0, "Anne")
    assert session.document.person_named("Anne") is not None
    outline.refresh()
    item("Anne").setText(0, "Boris")
    assert "Boris" in window.page.bar.text and session.document.person_named("Anne") is not None
    outline.refresh()
    for name in ("Anne", "Boris"):
        item(name).setSelected(True)
    monkeypatch.setattr(QInputDialog, "getItem", lambda *args: ("Boris", True))
    outline.merge_people()
    assert [person.name for person in session.document.people_in_order()] == ["Boris"]
    monkeypatch.setattr(QInputDialog, "getText", lambda *args: ("Clara", True))
    window._actions["add_person"].trigger()
    window._actions["add_process"].trigger()
    assert session.document.person_named("Clara") is not None and len(session.document.processes) == 2
    outline.refresh()
    outline._chosen(item("Two"))
    assert window.page.view.current_cell()[0] == session.document.order[2]
    assert outline.make_menu().actions()


def test_the_first_document_is_shown_in_the_next_turn(windows, document, qtbot):
    window, told = windows.open(), []
    window.documents._show(Opened(document, "example"), then=lambda: told.append(window.session.is_open))
    assert window.documents.is_busy and not window.session.is_open and not told
    qtbot.waitUntil(lambda: window.session.is_open)
    assert told == [True] and not window.documents.is_busy


def test_a_window_that_closes_before_shows_nothing(windows, document, qtbot):
    window, told = windows.open(), []
    window.documents._show(Opened(document, "example"), then=lambda: told.append(window.session.is_open))
    session = window.session
    assert window.close() and not list(windows)
    qtbot.waitUntil(lambda: not isValid(window))
    assert not session.is_open and True not in told


def test_findings_that_come_leave_a_name_that_is_typed_alone(window, qtbot):
    outline, session = window.outline, window.session
    qtbot.waitUntil(lambda: session.is_analysed)
    outline.refresh()
    anna = outline.tree.findItems("Anna", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
    outline.tree.editItem(anna, 0)
    (editor,) = outline.tree.viewport().findChildren(QLineEdit)
    qtbot.keyClicks(editor, "Clara")
    session.apply("Edit", edits.delete_tasks, session.document.order[:1])  # other shares: the line is another one
    qtbot.waitUntil(lambda: session.is_analysed)
    outline.refresh()
    assert editor.text() == "Clara"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.document.person_named("Clara") is not None)
    qtbot.waitUntil(lambda: outline._shown == (outline._processes(), outline._people()))


def test_the_status_bar_says_row_order(windows, qtbot):
    window = windows.open()
    window.session.open(Opened(matrix("task | Anna | Boris\nA | R | A\nB | R | A"), "x"))
    window.documents.opened.emit()
    analysed(qtbot, window)
    assert "2 tasks" in window.status.figures.text() and "error" in window.status.figures.text()
    assert "dependencies: row order (nothing declared)" in window.status.risk.text()


def test_a_dropped_file_opens(windows, qtbot):
    window = windows.open()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(EXAMPLE))])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), *how)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), *how))
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20_000)
    assert window.session.title == "onboarding.en"
    qtbot.waitUntil(lambda: not window.documents.is_busy)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_export(window, qtbot, tmp_path, monkeypatch, suffix):
    name = tmp_path / f"out{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(name), ""))
    window._actions[{".xlsx": "export_workbook", ".csv": "export_csv", ".json": "export_json"}[suffix]].trigger()
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=20_000)
    assert name.stat().st_size and str(name) in window.page.bar.text
    if suffix == ".json":
        assert json.loads(name.read_text("utf-8"))["format"] == "raci-studio"


def test_annotated_copy(windows, qtbot, tmp_path):
    window = windows.open()
    opened(qtbot, window, EXAMPLE)
    window.documents.export(tmp_path / "a.xlsx", annotated=True)
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=20_000)
    assert (tmp_path / "a.xlsx").stat().st_size


def test_layouts_and_view_actions(window):
    for name in ("show_grid", "show_list", "show_grid", "wrap_texts", "zoom_in", "zoom_out", "zoom_reset"):
        window._actions[name].trigger()
    assert window.page.view.layout_name == "grid" and window.page.view.zoom == 100
    assert window._actions["show_grid"].isChecked() and not window._actions["show_list"].isChecked()
    window._actions["show_grid"].trigger()
    assert window._actions["show_grid"].isChecked()


def test_a_new_matrix_is_filled_by_pasting(windows, qtbot):
    window = windows.open()
    window.new_document()
    qtbot.waitUntil(lambda: window.session.is_open)
    assert window.session.document.order == ()
    window.page.view.paste_block([["Write", ""], ["Check", ""]])
    assert [task.name for task in window.session.document.tasks_in_order()] == ["Write", "Check"]
    window.page.view.append_row()
    assert len(window.session.document.order) == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_every_panel_and_dialog_in_every_language(windows, document, qtbot, code, scheme, tmp_path):
    theme.set_theme(scheme)
    window = windows.open()
    language.switch(code)
    window.session.open(Opened(document, "x", notes=("D7: ?",)))
    window.documents.opened.emit()
    analysed(qtbot, window)
    language.switch("en")
    language.switch(code)
    assert window.menuBar().actions()[0].text() == {"en": "&File", "ru": "&Файл"}[code]
    for name in ("show_grid", "show_list"):
        window._actions[name].trigger()
        assert not window.grab().isNull()
    window._actions["show_shortcuts"].trigger()
    window._actions["show_about"].trigger()
    window.page.bar.show_text("done", ["a", "b"])
    window.page.bar.show_details()
    held = [NamesDialog(document, ("Ana", "Борис"), window), RecoveryDialog([], window)]
    for dialog in held:
        dialog.open()
    dialogs = [widget for widget in window.findChildren(QDialog) if widget.isVisible()]
    assert len(dialogs) == 5
    for dialog in dialogs:
        assert dialog.windowTitle() and not dialog.grab().isNull()
        dialog.close()
    for widget in window.findChildren(QPushButton) + window.findChildren(QLabel):
        assert "{" not in widget.text()


def test_names_dialog_proposes_who_is_meant(document, qtbot):
    dialog = NamesDialog(document, ("Ana",))
    qtbot.addWidget(dialog)
    box = dialog._boxes["Ana"]
    assert box.itemText(1) == "The same as Anna"
    box.setCurrentIndex(1)
    assert dialog.choices() == {"ana": document.person_named("Anna").id}


def test_recovery_offers_what_was_left_behind(windows, document, monkeypatch):
    journal = Journal(settings.journal_folder())
    after = edits.set_text(document, document.order[0], "name", "Saved from the crash")
    journal.record(document, after, "Edit", None)
    journal._lock.release()
    window = windows.open()
    monkeypatch.setattr(RecoveryDialog, "exec", lambda dialog: dialog.restore.click())
    offer_recovery(windows)
    assert window.session.document == after and window.isWindowModified()
    assert not list(left_behind(settings.journal_folder()))


def test_the_unexpected_leaves_a_copy(windows, window, monkeypatch, data, caplog):
    told = []
    monkeypatch.setattr(QMessageBox, "critical", lambda *args: told.append(args[2]))
    window.session.apply("Edit", edits.set_text, window.session.document.order[0], "name", "Draft")
    app._unexpected(windows, ValueError, ValueError("boom"), None)
    [copy] = (data / "emergency").glob("*.raci")
    assert str(copy) in told[0] and "boom" in (data / "raci-studio.log").read_text("utf-8")
    assert [record.getMessage() for record in caplog.records] == ["unexpected error"]


def test_tell_shows_where_and_what(qtbot, monkeypatch):
    from raci_studio.core.errors import UserError

    shown = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append((box.text(), box.informativeText())))
    messages.tell(None, UserError("It is empty.", "a.xlsx", "Open another."))
    assert shown == [("a.xlsx: It is empty.", "Open another.")]


def test_every_icon_of_the_actions_is_there():
    from raci_studio.gui.actions import specs

    names = {spec.icon for spec in specs() if spec.icon}
    assert names and all(Path(resource("icons", f"{name}.svg")).is_file() for name in names)


def test_shortcuts_are_used_once():
    from collections import Counter

    from PySide6.QtGui import QKeySequence

    from raci_studio.gui.actions import specs

    keys = Counter(QKeySequence(key).toString() for spec in specs() for key in set(spec.keys))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize(("key", "answer"), [("D", "discard"), ("S", "save"), ("Escape", "")])
def test_the_question_about_changes_is_answered_by_keyboard(window, qtbot, key, answer):
    def press():
        box = QApplication.activeModalWidget()
        if key == "Escape":
            qtbot.keyClick(box, Qt.Key.Key_Escape)
        else:
            [button] = [button for button in box.buttons() if button.text().startswith(f"&{key}")]
            qtbot.keyClick(button, Qt.Key.Key_Space)

    QTimer.singleShot(50, press)
    assert window.documents.ask_save() == answer
