"""Help: the keys of the actions, versions and licences; both follow the language while they are open."""

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QTreeWidgetItemIterator

from raci_studio.core import i18n
from raci_studio.gui import help_dialogs, language, theme
from raci_studio.gui.actions import specs
from raci_studio.gui.help_dialogs import AboutDialog, ShortcutsDialog

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def shortcuts(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    return next(dialog for dialog in window.findChildren(ShortcutsDialog) if dialog.isVisible())


@pytest.fixture
def about(window, qtbot):
    window._actions["show_about"].trigger()
    return next(dialog for dialog in window.findChildren(AboutDialog) if dialog.isVisible())


def lines(dialog):
    found, walk = [], QTreeWidgetItemIterator(dialog.tree)
    while walk.value():
        found.append((walk.value().text(0), walk.value().text(1)))
        walk += 1
    return found


def test_every_key_of_an_action_is_listed(shortcuts):
    listed = dict(lines(shortcuts))
    for spec in specs():
        if spec.keys:
            native = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys]
            assert listed[spec.text.replace("&", "").rstrip("…")] == ", ".join(native)


def test_the_keys_follow_the_language(shortcuts):
    before = lines(shortcuts)
    language.switch("ru")
    assert shortcuts.windowTitle() == "Сочетания клавиш" and len(lines(shortcuts)) == len(before)
    assert ("Сохранить", "Ctrl+S") in lines(shortcuts)


def test_about_names_versions_and_licences(about):
    from importlib.metadata import version

    from PySide6.QtCore import qVersion

    text = about.text.toPlainText()
    for said in (qVersion(), version("openpyxl"), version("networkx"), version("PySide6_Essentials"), "CC BY-SA 3.0",
                 "OpenCorpora", "icons"):  # fmt: skip
        assert said in text


def test_about_names_whatever_the_program_needs():
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    named = {_plain(distribution) for _name, distribution, _licence in help_dialogs._MADE_OF}
    for line in needed:
        name = line.partition(">")[0].partition(";")[0].strip()
        assert _plain(name) in named, name


def _plain(name):
    return name.lower().replace("_", "-")


def test_about_follows_the_language(about):
    language.switch("ru")
    assert about.windowTitle() == "О программе RACI Studio"
    language.switch("en")
    assert about.windowTitle() == "About RACI Studio"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_in_every_language_and_theme(shortcuts, about, code, scheme):
    theme.set_theme(scheme)
    language.switch(code)
    assert not shortcuts.grab().isNull() and not about.grab().isNull()
