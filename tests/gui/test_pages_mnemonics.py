"""No two things that are seen on a page have the same Alt key, in either language."""

import re

import pytest
from helpers import matrix
from PySide6.QtWidgets import QAbstractButton, QLabel

from raci_studio.files import Opened
from raci_studio.gui import language
from raci_studio.gui.pages import PAGES

SEVERAL = """
    process | step | task  | Anna | Boris | duration
    One     | A    | Write | R    | A     | 1
    One     | B    | Send  |      | R     | 2
    Two     | C    | File  | R    | A     | 3
"""


@pytest.fixture
def document():
    return matrix(SEVERAL)


def texts(window):
    """Return the texts that have an Alt key where they have a "&"."""
    yield from (action.text() for action in window.menuBar().actions())
    yield from (button.text() for button in window.findChildren(QAbstractButton) if button.isVisible())
    labels = (label for label in window.findChildren(QLabel) if label.isVisible() and label.buddy() is not None)
    yield from (label.text() for label in labels)


@pytest.mark.parametrize("code", ["en", "ru"])
def test_every_key_is_there_once(window, qtbot, code):
    qtbot.waitUntil(lambda: window.session.is_analysed)
    language.switch(code)
    counted = 0
    try:
        for name in PAGES:
            page = window.show_page(name)
            qtbot.waitUntil(lambda page=page: getattr(page, "is_settled", True), timeout=20_000)
            keys = [found[1].casefold() for text in texts(window) if (found := re.search("&([^&])", text))]
            assert len(keys) == len(set(keys)), (name, sorted(keys))
            counted += len(keys)
    finally:
        language.switch("en")
    assert counted > 6 * len(PAGES)  # the menus, and more on some pages


def test_a_process_is_chosen_where_several_have_tasks(window, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed)
    document = window.session.document
    first, second = dict.fromkeys(document.tasks[task].process for task in document.order)
    for name in ("graph", "what_if", "schedule"):
        page = window.show_page(name)
        qtbot.waitUntil(lambda page=page: page.is_settled, timeout=20_000)
        choice = page.bar.process if name == "graph" else page.choice
        assert choice.isVisible() and choice.current == first
        choice.field.setCurrentIndex(1)
        assert choice.current == page._process == second
        qtbot.waitUntil(lambda page=page: page.is_settled, timeout=20_000)
    window.session.open(Opened(matrix("task | Anna\nWrite | R"), "x"))
    choice = window.show_page("schedule").choice
    assert not choice.isVisible() and len(window.session.document.tasks_of(choice.current)) == 1
