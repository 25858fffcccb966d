"""The pictures of every state: a slice of them comes out, in the size it was made for."""

import subprocess
import sys
from pathlib import Path

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
