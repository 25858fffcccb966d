"""A window without a screen, with a data folder of its own and nobody to answer dialogs."""

import gc
import os
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from helpers import matrix
from PySide6.QtWidgets import QMessageBox

from raci_studio.core import i18n
from raci_studio.files import Opened
from raci_studio.gui import app, language, theme
from raci_studio.gui.matrix.commands import MatrixCommands
from raci_studio.gui.matrix.view import MatrixView
from raci_studio.gui.session import Session
from raci_studio.gui.windows import Windows

TEXT = """
step | task    | Anna | Boris | deadline | result | after | +Priority
One  | Write   | R    | A     | 3 days   | Draft  |       | high
One  | Check   | C    | A/R   |          |        | 1     |
Two  | Sign    |      | A     | soon     | Signed | 1;2   | low
Two  | Archive | R    |       |          |        | 3     |
"""


_looked = count(1)


@pytest.fixture(scope="session", autouse=True)
def garbage(qapp):
    """No worker of a test deletes the windows of another."""
    app.collect_here(qapp)


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch, qapp):
    folder = tmp_path / "data"
    monkeypatch.setenv("RACI_STUDIO_DATA", str(folder))
    qapp.setStyle("Fusion")
    theme.apply_theme()
    yield folder
    # The platform without a screen frees what is left on its clipboard a second time when the process ends.
    qapp.clipboard().clear()
    if i18n.language() != "en":
        language.switch("en")
    if next(_looked) % 20 == 0:
        gc.collect()


@pytest.fixture(autouse=True)
def no_questions(monkeypatch):
    """A dialog nobody expects fails the test instead of waiting for ever."""

    def unexpected(*args, **kwargs):
        raise AssertionError("a question nobody expected")

    for name in ("question", "warning", "critical", "information"):
        monkeypatch.setattr(QMessageBox, name, unexpected)


@pytest.fixture
def document():
    return matrix(TEXT)


@pytest.fixture
def session(document):
    held = Session()
    held.open(Opened(document, "example"))
    yield held
    held.close()


@pytest.fixture
def asked():
    """What the question about names was asked; `answers` is what it says."""

    class Asked(list):
        answers = {}

        def __call__(self, document, names):
            self.append(names)
            return self.answers

    return Asked()


@pytest.fixture
def view(session, asked, qtbot):
    table = MatrixView(session, MatrixCommands(session, asked))
    qtbot.addWidget(table)
    table.resize(1200, 400)
    table.show()
    qtbot.waitExposed(table)
    table.activateWindow()
    table.setFocus()
    return table


@pytest.fixture
def windows(qapp):
    held = Windows()
    yield held
    for window in held:
        window.session.undo_stack.setClean()
        window.close()


@pytest.fixture
def window(windows, document, qtbot):
    shown = windows.open()
    qtbot.waitExposed(shown)
    shown.session.open(Opened(document, "example"))
    shown.documents.opened.emit()
    return shown


def pytest_collection_modifyitems(items):
    """What the platform without a screen cannot do is no fault of ours; every other warning fails the test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support", extend=True))


KNOWN_RULES = frozenset(
    [
        "C701",
        "C702",
        "C703",
        "C704",
        "C707",
        "D401",
        "D402",
        "D403",
        "D404",
        "D405",
        "D412",
        "H101",
        "H102",
        "H103",
        "H105",
        "H106",
        "L201",
        "L202",
        "L206",
        "L208",
        "Q601",
        "Q605",
        "T501",
        "T505",
        "T506",
        "T512",
        "T513",
        "W301",
        "W302",
        "W304",
        "W307",
        "W308",
        "W309",
        "W310",
        "W311",
    ]
)


@pytest.fixture
def known_rules(monkeypatch):
    """Let only these rules run: what a panel does with findings does not depend on how many rules there are."""
    from raci_studio.analysis.rules import RULES

    for code in RULES.keys() - KNOWN_RULES:
        monkeypatch.delitem(RULES, code)
