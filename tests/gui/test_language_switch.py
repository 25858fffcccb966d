"""The language and the theme switch while a window, panel or dialog is open, as if it had been opened so.

A dialog that asks something stays in the language it was asked in, but must stand the switch.
"""

import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QDockWidget, QLabel, QTableView, QWidget

from raci_studio.gui import language, theme

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import screenshots

FOLLOWING = (
    "start_page", "matrix_list", "matrix_grid", "finding_selected", "find_bar", "settings_of_program",
    "settings_of_document", "settings_without_document", "shortcuts", "about",
    "people_page", "process_page", "checklist_page", "scenarios",
)  # fmt: skip


@pytest.fixture
def stage(tmp_path, qapp):
    held = screenshots.Stage("en", tmp_path)
    yield held
    held.clear()
    theme.set_theme("light")


def settle():
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was replaced
    QCoreApplication.processEvents()


def texts(widget):
    """Return what a window says: titles, labels, buttons, choices, menus, headers of tables."""
    settle()
    found = Counter([widget.windowTitle()])
    found.update(action.text() for action in widget.findChildren(QAction))
    for part in [widget, *widget.findChildren(QWidget)]:
        if part.isVisibleTo(widget):
            found[part.accessibleName()] += 1
            if isinstance(part, QLabel | QAbstractButton):
                found[part.text()] += 1
    for box in widget.findChildren(QComboBox):
        found.update(box.itemText(place) for place in range(box.count()))
    found.update(dock.windowTitle() for dock in widget.findChildren(QDockWidget))
    for table in widget.findChildren(QTableView):
        model = table.model()
        found.update(str(model.headerData(place, Qt.Orientation.Horizontal)) for place in range(model.columnCount()))
    return found


@pytest.mark.parametrize("name", FOLLOWING)
def test_it_follows(stage, name):
    language.switch("ru")
    opened_in_russian = texts(screenshots.STATES[name](stage))
    stage.clear()
    settle()
    language.switch("en")
    widget = screenshots.STATES[name](stage)
    in_english = texts(widget)
    language.switch("ru")
    theme.set_theme("dark")
    switched = texts(widget)
    assert switched == opened_in_russian and switched != in_english
    assert theme.is_dark(widget.palette()) and not widget.grab().isNull()
    assert all(theme.is_dark(view.palette()) for view in widget.findChildren(QAbstractItemView))


@pytest.mark.parametrize("name", sorted(screenshots.STATES.keys() - set(FOLLOWING)))
def test_it_stands_the_switch(stage, name):
    widget = screenshots.STATES[name](stage)
    for code, scheme in (("ru", "dark"), ("en", "light")):
        language.switch(code)
        theme.set_theme(scheme)
        settle()
        assert not widget.grab().isNull()
        views = [view for view in widget.findChildren(QAbstractItemView) if view.isVisibleTo(widget)]
        assert all(theme.is_dark(view.palette()) == (scheme == "dark") for view in views)
