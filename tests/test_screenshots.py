"""The pictures of every state: a slice of them comes out, in the size it was made for."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "packaging" / "screenshots.py"


def make(*words):
    return subprocess.run([sys.executable, str(SCRIPT), *map(str, words)], capture_output=True, text=True, timeout=120)


def test_a_slice_of_the_pictures(tmp_path):
    done = make(tmp_path, "start_page", "settings_of_document", "--slice", "ru-dark-1.5", "--slice", "en-light-1")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    sizes = {}
    for one in ("ru-dark-1.5", "en-light-1"):
        for name in ("start_page", "settings_of_document"):
            picture = QImage(str(tmp_path / one / f"{name}.png"))
            colours = {picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)}
            assert len(colours) > 5  # something is on it
            sizes[one, name] = picture.width()
    assert sizes["en-light-1", "start_page"] == 1360 and sizes["ru-dark-1.5", "start_page"] == 2040


def test_a_state_that_is_not_there_is_told(tmp_path):
    done = make(tmp_path, "no_such_state")
    assert done.returncode == 2 and "no such state: no_such_state" in done.stderr


def test_the_pages_are_shown_with_any_matrix(tmp_path):
    sheet = tmp_path / "small.csv"
    sheet.write_text("Task,Anna,Boris\nWrite,R,A\nSend,A,R\n", encoding="utf-8")
    done = make(tmp_path, "people_page", "graph_by_steps", "--slice", "en-light-1", "--file", sheet)
    assert done.returncode == 0 and done.stderr == ""
    made = sorted(path.name for path in (tmp_path / "en-light-1").iterdir())
    assert made == ["graph_by_steps.png", "people_page.png"]
    assert QImage(str(tmp_path / "en-light-1" / "people_page.png")).width() == 1360


def test_every_state_starts_afresh(tmp_path):
    """Where the cursor stood in the state before is no matter."""
    for names in (("calendar_of_a_cell", "row_with_a_day"), ("row_with_a_day",)):
        done = make(tmp_path / names[0], *names, "--slice", "en-light-1")
        assert done.returncode == 0 and done.stderr == ""
    matrix = QRect(220, 90, 840, 500)
    one, other = (QImage(str(path)).copy(matrix) for path in sorted(tmp_path.glob("*/*/row_with_a_day.png")))
    assert one == other


def test_a_state_of_the_example_is_not_made_with_a_file(tmp_path):
    done = make(tmp_path, "find_bar", "--file", "any.csv")
    assert done.returncode == 2 and "states of the example: find_bar" in done.stderr


def test_a_file_that_cannot_be_opened_is_told(tmp_path):
    done = make(tmp_path, "people_page", "--slice", "en-light-1", "--file", tmp_path / "gone.xlsx")
    assert done.returncode == 1 and "gone.xlsx" in done.stderr
