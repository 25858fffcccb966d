"""Saving beside the window: the user goes on meanwhile, and nothing is lost whatever happens then."""

import threading

import pytest
from PySide6.QtWidgets import QFileDialog

from raci_studio.core import edits
from raci_studio.core.errors import UserError
from raci_studio.files import open_document
from raci_studio.gui import messages
from raci_studio.gui.settings import journal_folder
from raci_studio.project import raci_file
from raci_studio.project.journal import left_behind


class Disk:
    """A disk that writes when it is told to, or refuses."""

    def __init__(self, save):
        self.go, self.begun, self._save = threading.Event(), threading.Event(), save
        self.refuses = False

    def __call__(self, *args):
        self.begun.set()
        assert self.go.wait(20)
        if self.refuses:
            raise UserError("The disk is full.")
        self._save(*args)


@pytest.fixture
def disk(monkeypatch):
    held = Disk(raci_file.save)
    monkeypatch.setattr(raci_file, "save", held)
    yield held
    held.go.set()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.raci"


@pytest.fixture
def saved(window, path):
    """A window whose document has a file."""
    window.session.save(path)
    return window


def rename(window, name):
    window.session.apply("Edit", edits.set_text, window.session.document.order[0], "name", name)


def name_in(path):
    document = open_document(path).document
    return document.tasks[document.order[0]].name


def journals():
    return list(journal_folder().glob("*.journal"))


def test_an_edit_made_while_a_save_runs_stays_unsaved_and_recoverable(saved, path, disk, qtbot):
    rename(saved, "One")
    assert saved.save() and saved.session.is_saving and saved.isWindowModified()
    disk.begun.wait(20)
    rename(saved, "Two")
    disk.go.set()
    qtbot.waitUntil(lambda: not saved.documents.is_busy)
    assert name_in(path) == "One" and saved.isWindowModified() and not saved.session.is_saving
    assert len(journals()) == 1
    saved.session._recording.journal._lock.release()  # as the system does when the process dies
    [recovered] = left_behind(journal_folder())
    assert recovered.document == saved.session.document
    saved.undo()
    assert not saved.isWindowModified() and not journals(), "back at what the file holds"
    saved.undo()
    assert saved.isWindowModified() and len(journals()) == 1, "the file holds something newer"


def test_what_the_first_save_missed_the_second_writes(saved, path, disk, qtbot):
    rename(saved, "One")
    saved.save()
    disk.begun.wait(20)
    rename(saved, "Two")
    disk.go.set()
    assert saved.save() and saved.documents.wait_for_saving()
    assert name_in(path) == "Two" and saved.session.is_clean and not journals()


def test_closing_waits_for_the_save_that_runs(saved, path, disk):
    rename(saved, "One")
    saved.save()
    threading.Timer(0.1, disk.go.set).start()
    assert saved.close()  # nothing is asked: what runs is all there is
    assert name_in(path) == "One" and not journals()


def test_closing_asks_about_what_a_running_save_misses(saved, path, disk, monkeypatch):
    rename(saved, "One")
    saved.save()
    rename(saved, "Two")
    asked = []
    monkeypatch.setattr(saved.documents, "ask_save", lambda: asked.append(1) or "save")
    threading.Timer(0.1, disk.go.set).start()
    assert saved.close() and asked == [1]
    assert name_in(path) == "Two"


def test_a_save_that_fails_keeps_the_window_and_the_mark(saved, path, disk, monkeypatch):
    told = []
    monkeypatch.setattr(messages, "tell", lambda parent, error: told.append(str(error)))
    monkeypatch.setattr(saved.documents, "ask_save", lambda: "save")
    rename(saved, "One")
    disk.refuses = True
    disk.go.set()
    assert not saved.close()
    assert saved.isWindowModified() and told == ["The disk is full."] and len(journals()) == 1
    disk.refuses = False
    assert saved.close() and name_in(path) == "One"


def test_save_as_that_fails_keeps_the_file_of_before(saved, path, disk, monkeypatch, tmp_path):
    monkeypatch.setattr(messages, "tell", lambda parent, error: None)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "b.raci"), ""))
    disk.refuses = True
    disk.go.set()
    assert saved.save_as() and not saved.documents.wait_for_saving()
    assert saved.session.path == path and saved.session.title == "a.raci"
    disk.refuses = False
    assert saved.save_as() and saved.documents.wait_for_saving()
    assert saved.session.path == tmp_path / "b.raci" and saved.session.is_clean


def test_a_save_given_up_writes_nothing(saved, path, disk, qtbot):
    rename(saved, "One")
    saved.save()
    disk.begun.wait(20)
    saved.documents.cancel()
    disk.go.set()
    qtbot.waitUntil(lambda: not saved.documents.is_busy)
    assert name_in(path) != "One" and saved.isWindowModified()
    assert saved.page.bar.text == "Cancelled: a.raci was not written."
