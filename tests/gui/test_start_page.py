"""The start page: every way to begin, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from raci_studio.core import i18n
from raci_studio.gui import language, settings, theme


@pytest.fixture
def files(tmp_path):
    """Two recent files, of which the older one is gone."""
    there, gone = tmp_path / "there.raci", tmp_path / "gone.xlsx"
    there.touch()
    for path in (gone, there):
        settings.remember_file(path)
    return there, gone


@pytest.fixture
def page(windows, qtbot):
    window = windows.open()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window.start_page


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def names(page):
    tree = page.recent.tree
    return [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]


@pytest.mark.parametrize(("code", "name"), [("en", "onboarding.en"), ("ru", "onboarding.ru")])
def test_each_example_is_one_click_away(windows, page, qtbot, code, name):
    window = next(iter(windows))
    click(qtbot, page.examples[code])
    qtbot.waitUntil(lambda: window.session.is_open and not window.documents.is_busy, timeout=20_000)
    assert window.session.title == name


def test_new_and_paste_and_open(windows, page, qtbot, monkeypatch):
    window = next(iter(windows))
    asked = []
    monkeypatch.setattr(window.documents, "open_with_dialog", lambda: asked.append("open"))
    click(qtbot, page._open)
    assert asked == ["open"]
    QApplication.clipboard().setText("Task\tAnna\tBoris\nWrite\tR\tA\nCheck\tA\tR\nSign\tR\tA")
    click(qtbot, page._paste)
    qtbot.waitUntil(lambda: window.session.is_open and not window.documents.is_busy, timeout=20_000)
    assert [task.name for task in window.session.document.tasks_in_order()] == ["Write", "Check", "Sign"]
    other = windows.open()
    click(qtbot, other.start_page._new)
    qtbot.waitUntil(lambda: other.session.is_open)
    assert other.session.is_open and other.session.document.order == ()


def test_an_empty_list_says_why(page):
    assert page.recent is None and page._nothing_yet.isVisible() and page._nothing_yet.text()


def test_recent_files_show_folder_and_what_is_missing(files, page, qtbot):
    _there, gone = files
    qtbot.waitUntil(lambda: names(page) == ["there.raci", "gone.xlsx (not found)"])
    assert page.recent.tree.topLevelItem(1).text(1) == str(gone.parent)
    assert not page._nothing_yet.isVisible()


def test_recent_files_by_keyboard(files, page, qtbot):
    there, _gone = files
    chosen = []
    page.file_chosen.disconnect()
    page.file_chosen.connect(chosen.append)
    page._open.setFocus()
    for _step in range(20):
        if QApplication.focusWidget() is page.recent.tree:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    tree = page.recent.tree
    assert QApplication.focusWidget() is tree
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert chosen == [there.resolve()]
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert settings.recent_files() == [there.resolve()] and tree.topLevelItemCount() == 1
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert settings.recent_files() == [] and page._nothing_yet.isVisible() and not page.recent.isVisible()
    assert there.exists()


def test_the_recent_menu_shows_folders(files, windows, page):
    menu = next(iter(windows))._menus["recent"]
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [f"{path.name}  —  {path.parent}" for path in files]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_in_every_language_and_theme(files, page, qtbot, code, scheme):
    theme.set_theme(scheme)
    language.switch(code)
    assert not page.grab().isNull()
    texts = [button.text() for button in page.findChildren(QPushButton)]
    assert all(texts) and len(set(texts)) == len(texts)
