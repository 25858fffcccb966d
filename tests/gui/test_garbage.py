"""Garbage is looked for in the window's thread alone: a worker that deletes a window waits for ever, or crashes."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject

from raci_studio.gui import app
from raci_studio.gui.background import Background


class Ring(QObject):
    """An object of Qt that only the search for garbage finds."""

    def __init__(self, gone):
        super().__init__()
        self.ring, self.gone = self, gone

    def __del__(self):
        self.gone.append(threading.current_thread())


def many():
    """Make so many objects that Python would look for garbage several times."""
    return [[] for _number in range(50_000)]


@pytest.fixture
def gone():
    """Return the threads in which rings are deleted; two are left to be found."""
    found = []
    for _time in range(2):
        Ring(found)
    return found


def test_a_worker_deletes_no_window(gone, qtbot):
    results = []
    worker = Background()
    worker.run(many, results.append, results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert set(gone) <= {threading.main_thread()}
    qtbot.waitUntil(lambda: len(gone) == 2, timeout=10_000)  # the timer of the window's thread finds them
    assert set(gone) == {threading.main_thread()}


def test_the_application_turns_the_search_of_python_off(qapp):
    gc.enable()
    try:
        app.make_application(["x"])
        assert not gc.isenabled()
    finally:
        gc.disable()
