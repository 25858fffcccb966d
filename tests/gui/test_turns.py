"""Steps one per turn of the event loop, and the parts of a window that are made that way."""

import subprocess
import sys
import threading

import pytest

from raci_studio.core.places import resource
from raci_studio.core.progress import Cancelled, Progress
from raci_studio.gui.import_review import door
from raci_studio.gui.page_parts import WITHOUT_QT
from raci_studio.gui.turns import Turns

EXAMPLE = resource("examples", "onboarding.en.xlsx")


@pytest.fixture
def seen():
    return []


@pytest.fixture
def turns(seen, qtbot):
    held = Turns(
        lambda _progress: seen.append(threading.current_thread()), [lambda n=n: seen.append(n) for n in range(3)]
    )
    yield held
    held.stop()


def test_steps_are_done_in_their_order_after_what_a_worker_prepares(turns, seen, qtbot):
    turns.start()
    turns.start()
    assert 0 not in seen and not turns.is_done
    qtbot.waitUntil(lambda: turns.is_done)
    worker, *steps = seen
    assert worker is not threading.main_thread() and steps == [0, 1, 2]


def test_what_is_left_can_be_done_at_once(turns, seen, qtbot):
    turns._step()
    turns.finish()
    turns.finish()
    assert seen == [0, 1, 2] and turns.is_done
    turns.start()
    turns.wait(Progress())
    assert seen == [0, 1, 2]


def test_whoever_waits_can_give_up(turns):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        turns.wait(progress)


def test_what_a_worker_prepares_ends_when_the_window_goes(seen, qtbot):
    begun = threading.Event()

    def prepare(progress):
        begun.set()
        while True:
            progress.at(0.0)

    turns = Turns(prepare, [lambda: seen.append("step")])
    turns.start()
    assert begun.wait(20)
    turns.stop()  # else it waits for ever
    qtbot.wait(20)
    assert not seen


def test_nothing_of_the_page_shows_before_all_of_it_is_there(windows, qtbot, monkeypatch):
    go, opened = threading.Event(), door.open_file

    def slow(*args):
        go.wait(20)
        return opened(*args)

    monkeypatch.setattr(door, "open_file", slow)
    window = windows.open()
    window.open_path(EXAMPLE)
    qtbot.waitUntil(lambda: window.parts.is_done)
    assert window.page is None and not window.docks and window.stack.currentWidget() is window.start_page
    go.set()
    qtbot.waitUntil(lambda: window.session.is_open)
    assert window.page is window.parts.page and window.stack.currentWidget() is window.pages
    qtbot.waitUntil(lambda: all(dock.isVisible() for dock in window.docks.values()))
    view = window.page.view
    assert view.hasFocus() or view.window().focusWidget() is view
    assert view.current_cell()[0] == window.session.document.order[0]
    assert window.page.bar.text.startswith("Recognised: 1 table")


def test_a_file_read_before_the_page_is_there_waits_for_it(windows, qtbot):
    window = windows.open()
    states = []
    window.session.document_opened.connect(lambda: states.append(window.parts.is_done))
    window.open_path(EXAMPLE)
    assert not window.parts.is_done
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20_000)
    assert states == [True]


def test_a_new_matrix_comes_once_the_parts_are_made_in_turns(windows, qtbot, monkeypatch):
    window = windows.open()
    monkeypatch.setattr(window.parts, "finish", lambda: pytest.fail("the parts were made in one turn"))
    window.open_path(EXAMPLE)
    window.documents.cancel()
    window.new_document()
    assert not window.session.is_open  # the window answers meanwhile
    monkeypatch.undo()
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20_000)
    assert window.page.view.matrix_model.rowCount() == 0 and window.pages.current == "matrix"
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=20_000)
    assert window.session.path is None and not window.session.document.order


def test_a_window_closes_while_its_parts_are_made(windows, qtbot):
    window = windows.open()
    window.open_path(EXAMPLE)
    assert window.close() and not list(windows)


def test_what_a_worker_imports_is_without_qt():
    """Types of Qt that two threads make at once ended the program now and then."""
    look = "import sys, importlib; [importlib.import_module(m) for m in sys.argv[1:]]; print('PySide6' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", look, *WITHOUT_QT], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
