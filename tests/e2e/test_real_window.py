"""The main job in a real window: open the example, edit, undo, export, reopen; a kill loses nothing."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from desktop import Desktop, lacking, wait_for

from raci_studio.project import raci_file

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "examples" / "onboarding.en.xlsx"

pytestmark = [pytest.mark.window, pytest.mark.skipif(bool(lacking()), reason=f"no {lacking()} for a virtual screen")]


@pytest.fixture
def desktop(tmp_path):
    screen = Desktop(tmp_path)
    yield screen
    screen.close()


@pytest.fixture
def program(desktop, tmp_path):
    """Start programs that are ended when the test is over, and show the screen where it failed."""
    started = []

    def start(*words):
        started.append(desktop.start(*words))
        return started[-1]

    yield start
    desktop.picture(tmp_path / "last.png")
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def save_as(desktop, shortcut, path, question=""):
    """Answer a file dialog by keyboard, and with yes the question that follows, by the title of its window."""
    desktop.keys(shortcut)
    dialog = desktop.window("^(Save as|Export)")
    desktop.keys("ctrl+a")
    desktop.type(str(path))
    desktop.keys("Return")
    desktop.gone(dialog)
    if question:
        asked = desktop.window(question)
        desktop.keys("Return")
        desktop.gone(asked)
    wait_for(f"{path.name} to be written", lambda: path.exists() and path.stat().st_size)


def tasks_of(path):
    done = subprocess.run(
        [sys.executable, "-m", "raci_studio", "import", str(path), "--json"], capture_output=True, check=True
    )
    return json.loads(done.stdout)["tables"][0]["tasks"]


def test_open_edit_undo_export_reopen(desktop, program, tmp_path):
    process = program(EXAMPLE)
    window = desktop.window("onboarding.en")
    desktop.keys("ctrl+alt+2", "ctrl+Home", "Tab", "Tab")  # the grid: number and step, task, then the first person
    before = tasks_of(EXAMPLE)
    desktop.keys("c")
    desktop.wait_for_edits(1)
    desktop.keys("ctrl+alt+1", "ctrl+Home", "Tab")
    desktop.type("Agree the date")
    desktop.keys("Return")
    desktop.wait_for_edits(2)
    desktop.click(window, 500, 250)
    desktop.type("A text to be undone")
    desktop.keys("Return")
    desktop.wait_for_edits(3)
    desktop.keys("ctrl+z")
    desktop.wait_for_edits(4)
    save_as(desktop, "ctrl+shift+e", tmp_path / "new.xlsx")
    save_as(desktop, "ctrl+e", tmp_path / "annotated.xlsx", "^Annotated copy")

    after = tasks_of(tmp_path / "new.xlsx")
    assert after[0]["task"] == "Agree the date"
    assert set(after[0]["roles"]["C"]) == {*before[0]["roles"]["C"], "Olga Petrova"}
    assert [task["task"] for task in after[1:]] == [task["task"] for task in before[1:]]

    desktop.keys("ctrl+q")
    desktop.window("^Save the changes|RACI Studio")
    desktop.keys("alt+d")
    assert process.wait(30) == 0

    reopened = program(tmp_path / "new.xlsx")
    desktop.window("new —")
    save_as(desktop, "ctrl+shift+s", tmp_path / "own.raci")
    document = raci_file.load(tmp_path / "own.raci")
    assert document.tasks[document.order[0]].name == "Agree the date"
    desktop.keys("ctrl+q")
    assert reopened.wait(30) == 0


def test_a_killed_window_offers_its_edits_at_the_next_start(desktop, program, tmp_path):
    process = program(EXAMPLE)
    desktop.window("onboarding.en")
    desktop.keys("ctrl+alt+1", "ctrl+Home", "Tab")
    desktop.type("Typed before the crash")
    desktop.keys("Return")
    desktop.wait_for_edits(1)
    process.send_signal(signal.SIGKILL)
    process.wait(10)

    program()
    desktop.window("Unsaved edits were found")
    desktop.keys("Return")
    desktop.window("onboarding.en|Recovered")
    save_as(desktop, "ctrl+shift+s", tmp_path / "rescued.raci")
    document = raci_file.load(tmp_path / "rescued.raci")
    assert document.tasks[document.order[0]].name == "Typed before the crash"


def test_what_was_open_last_opens_again_unless_a_file_is_named(desktop, program, tmp_path):
    process = program(EXAMPLE)
    desktop.window("onboarding.en")
    save_as(desktop, "ctrl+shift+s", tmp_path / "first.raci")
    desktop.keys("ctrl+q")
    assert process.wait(30) == 0
    again = program()
    desktop.window("^first")
    desktop.keys("ctrl+q")
    assert again.wait(30) == 0
    named = program(EXAMPLE)
    desktop.window("onboarding.en")
    assert not desktop.shows("^first")
    desktop.keys("ctrl+q")
    assert named.wait(30) == 0


def test_self_test_in_a_real_window(desktop, program):
    process = program("self-test")
    _out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
