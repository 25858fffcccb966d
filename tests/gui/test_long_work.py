"""Long work beside the window: it shows how far it is after half a second, and can be given up."""

import threading

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from raci_studio import files
from raci_studio.core import edits
from raci_studio.core.places import resource
from raci_studio.core.progress import Cancelled, Progress
from raci_studio.gui.import_review import door
from raci_studio.gui.work_bar import WorkBar

EXAMPLE = resource("examples", "onboarding.en.xlsx")
LONG = 20_000


class Held:
    """Work that reports once and then waits for the test."""

    def __init__(self):
        self.go, self.ended = threading.Event(), []

    def __call__(self, *args):
        progress = next(arg for arg in args if isinstance(arg, Progress))
        try:
            progress.at(0.4, "Recognising the tables")
            self.go.wait(20)
            progress.at(0.9)
            self.ended.append("done")
            return files.open_document(EXAMPLE)
        except Cancelled:
            self.ended.append("cancelled")
            raise


@pytest.fixture
def held():
    work = Held()
    yield work
    work.go.set()


def is_shown(window):
    status = window.status
    return bool(status._busy) and status.work.isVisible() and status.cancel.isVisible()


def test_opening_shows_how_far_it_is_and_escape_gives_it_up(windows, qtbot, monkeypatch, held):
    monkeypatch.setattr(door, "open_file", held)
    window = windows.open()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.open_path(EXAMPLE)
    assert not is_shown(window)  # it may be short
    qtbot.waitUntil(lambda: is_shown(window))
    bar = window.status.work
    qtbot.waitUntil(lambda: bar.value() == 400)
    assert bar.maximum() == 1000 and bar.accessibleName() == "Opening onboarding.en.xlsx… Recognising the tables"
    assert window.status.cancel.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not is_shown(window) and window.documents.is_busy
    held.go.set()
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=LONG)
    assert held.ended == ["cancelled"] and not window.session.is_open


def test_short_work_shows_nothing(windows, qtbot, held, monkeypatch):
    monkeypatch.setattr(door, "open_file", held)
    window = windows.open()
    seen = []
    window.open_path(EXAMPLE)
    window.status.work.looked.connect(lambda: seen.append(1))
    held.go.set()
    qtbot.waitUntil(lambda: window.session.is_open, timeout=LONG)
    assert not seen and not is_shown(window) and not window.status._escape.isEnabled()


def test_another_file_opened_meanwhile_takes_the_place_of_the_first(windows, qtbot, monkeypatch, held):
    real = door.open_file
    monkeypatch.setattr(door, "open_file", held)
    window = windows.open()
    window.open_path(EXAMPLE)
    monkeypatch.setattr(door, "open_file", real)
    window.open_path(EXAMPLE)
    qtbot.waitUntil(lambda: window.session.is_open, timeout=LONG)
    document = window.session.document
    held.go.set()
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=LONG)
    assert held.ended == ["cancelled"] and window.session.document is document


def test_what_was_typed_while_a_file_was_read_is_not_lost(window, qtbot, monkeypatch, held):
    asked = []
    monkeypatch.setattr(window.documents, "ask_save", lambda: asked.append(1) or "")
    monkeypatch.setattr(door, "open_file", held)
    window.open_path(EXAMPLE)
    window.session.apply("Edit", edits.set_text, window.session.document.order[0], "name", "Typed meanwhile")
    held.go.set()
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=LONG)
    assert asked == [1] and window.session.document.tasks[window.session.document.order[0]].name == "Typed meanwhile"


@pytest.mark.parametrize("annotated", [False, True])
def test_an_export_given_up_leaves_the_old_file(window, qtbot, tmp_path, monkeypatch, annotated):
    go, path = threading.Event(), tmp_path / "a.xlsx"
    path.write_bytes(b"the old one")
    real = files.analyse
    monkeypatch.setattr(files, "analyse", lambda document: (go.wait(20), real(document))[1])
    window.documents.export(path, annotated=annotated)
    window.documents.cancel()
    go.set()
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=LONG)
    assert path.read_bytes() == b"the old one" and [file.name for file in tmp_path.glob("*.xlsx*")] == ["a.xlsx"]
    assert not list(tmp_path.glob(".*")) and window.page.bar.text == "Cancelled: a.xlsx was not written."


@pytest.mark.parametrize("layout", ["list", "grid"])
def test_an_export_has_the_layout_on_the_screen(window, qtbot, tmp_path, monkeypatch, layout):
    window._actions[f"show_{layout}"].trigger()
    for action, name in (("export_workbook", "a.xlsx"), ("export_csv", "a.csv")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, name=name: (str(tmp_path / name), ""))
        window._actions[action].trigger()
        qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=LONG)
    heads = [cell.value for cell in load_workbook(tmp_path / "a.xlsx").worksheets[0][1]]
    assert ("Anna" in heads) is (layout == "grid") and ("R" in heads) is (layout == "list")
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[0].split(",")[: len(heads)] == heads


def test_the_bar_moves_without_a_measure_until_the_first_report(qtbot):
    bar, progress = WorkBar(), Progress()
    qtbot.addWidget(bar)
    bar.watch(progress)
    assert bar.isHidden()
    qtbot.waitUntil(lambda: not bar.isHidden())
    assert bar.maximum() == 0
    progress.at(0.25)
    qtbot.waitUntil(lambda: bar.maximum() == 1000 and bar.value() == 250)
    bar.watch(None)
    assert bar.isHidden()
