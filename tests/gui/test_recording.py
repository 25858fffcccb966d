"""Edits written down: small ones at once, large ones beside the window, all in their order."""

import threading

import pytest
from helpers import matrix

from raci_studio.core import edits
from raci_studio.files import Opened
from raci_studio.gui.recording import _MANY_THINGS
from raci_studio.gui.session import Session
from raci_studio.gui.settings import journal_folder
from raci_studio.project import journal
from raci_studio.project.journal import Journal

ROWS = _MANY_THINGS + 10


@pytest.fixture
def large():
    held = Session()
    held.open(Opened(matrix("task | Anna\n" + "\n".join(f"Task {n} | R" for n in range(ROWS))), "large"))
    yield held
    held.close()


def written():
    [file] = journal_folder().glob("*.journal")
    return journal._read(file)


def everywhere(document, text):
    return edits.set_texts(document, {(task, "notes"): text for task in document.order})


@pytest.fixture
def slow(monkeypatch):
    """A journal that waits for the test."""
    go, record = threading.Event(), Journal.record

    def wait_first(*args):
        assert go.wait(20)
        record(*args)

    monkeypatch.setattr(Journal, "record", wait_first)
    yield go
    go.set()


def test_edits_after_a_large_one_are_written_after_it(large, slow):
    large.apply("All", everywhere, "x")
    for text in "ab":
        large.apply("One", edits.set_text, large.document.order[0], "name", text)
    slow.set()
    large._recording.wait()
    assert written().document == large.document and written().edits == 3


def test_a_small_edit_is_on_the_disk_before_it_is_on_the_screen(large, qtbot):
    large.apply("All", everywhere, "x")
    qtbot.waitUntil(lambda: not large._recording._background.is_busy)
    large.document_changed.connect(lambda _change: seen.append(written().last_label))
    seen = []
    large.apply("Small", edits.set_text, large.document.order[0], "name", "New")
    assert seen == ["Small"]


def test_what_was_saved_meanwhile_is_forgotten(large, slow, tmp_path, qtbot):
    large.apply("All", everywhere, "x")
    large.apply("One", edits.set_text, large.document.order[0], "name", "New")
    large.save(tmp_path / "a.raci")
    slow.set()
    qtbot.waitUntil(lambda: not large._recording._background.is_busy)
    assert large.is_clean and not list(journal_folder().glob("*.journal"))
    large.apply("Later", edits.set_text, large.document.order[0], "name", "Newer")
    large._recording.wait()
    assert written().document == large.document and written().edits == 1


def test_a_large_edit_that_is_not_written_is_told(large, monkeypatch, qtbot, caplog):
    def full(*args):
        raise OSError("disk full")

    monkeypatch.setattr(Journal, "record", full)
    told = []
    large.refused.connect(told.append)
    large.apply("All", everywhere, "x")
    large.apply("All", everywhere, "y")
    qtbot.waitUntil(lambda: not large._recording._background.is_busy)
    assert len(told) == 1 and "disk full" in str(told[0])
