"""A virtual X server with a window manager, and the program on it, driven by keyboard and mouse events."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import ImageGrab

T = TypeVar("T")
PATIENCE = 60  # seconds until a thing that does not happen fails the test; nothing waits that long otherwise
_REST, _IDLE = 0.4, 0.25  # seconds between two looks, and the share of a processor that an idle program may take there
# X11 key codes of the letter keys, row by row.
_BETWEEN_KEYS_MS = 25  # as fast as a key repeats that is held; nobody types faster
_KEY_CODES = {
    letter: code
    for first, row in ((24, "qwertyuiop"), (38, "asdfghjkl"), (52, "zxcvbnm"))
    for code, letter in enumerate(row, start=first)
}


def lacking() -> str:
    """Return which program the virtual screen lacks, "" if none."""
    return ", ".join(name for name in ("Xvfb", "xdotool", "openbox", "setxkbmap") if shutil.which(name) is None)


def wait_for(what: str, look: Callable[[], T | None], patience: float | None = None) -> T:
    """Return what `look` finds as soon as it finds something; `patience` in seconds, by default `PATIENCE`."""
    end = time.monotonic() + (PATIENCE if patience is None else patience)
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


def _ticks(process: int) -> int:
    """Return how long a process used a processor, in ticks."""
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


class Desktop:
    """A virtual screen; `environment` is what programs on it need."""

    def __init__(self, folder: Path) -> None:
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as said:
            display = f":{said.readline().strip()}"
        self.data = folder / "data"
        self.environment = {
            **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "RACI_STUDIO_DATA": str(self.data),
            "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORMTHEME": "",
        }  # fmt: skip
        self.environment.pop("WAYLAND_DISPLAY", None)
        self._manager = subprocess.Popen(
            ["openbox"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def start(self, *words: str | Path) -> subprocess.Popen:
        """Start the program."""
        command = [sys.executable, "-m", "raci_studio", *map(str, words)]
        return subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True)

    def window(self, title: str) -> str:
        """Wait for a window whose title holds a text, bring it to the front, return its id."""

        def look() -> str | None:
            found = self._xdotool("search", "--onlyvisible", "--name", title).split()
            return found[-1] if found else None

        window = wait_for(f"a window “{title}”", look)
        self._xdotool("windowactivate", "--sync", window)
        return window

    def shows(self, title: str) -> bool:
        """Tell whether a window is there now."""
        return bool(self._xdotool("search", "--onlyvisible", "--name", title).split())

    def gone(self, window: str) -> None:
        """Wait until a window is closed."""
        wait_for(
            f"window {window} to close",
            lambda: window not in self._xdotool("search", "--onlyvisible", "--name", ".*").split(),
        )

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other."""
        if keys:
            self._xdotool("key", "--clearmodifiers", "--delay", str(_BETWEEN_KEYS_MS), *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", str(_BETWEEN_KEYS_MS), text)

    def press_places(self, *letters: str) -> None:
        """Press the keys that bear these letters on an American keyboard, whatever the layout gives for them."""
        for letter in letters:
            self._xdotool("key", str(_KEY_CODES[letter]))

    def set_keyboard(self, layout: str) -> None:
        """Choose the keyboard layout of the screen, e.g. "us" or "ru"."""
        subprocess.run(["setxkbmap", layout], env=self.environment, check=True)

    def own_clipboard(self, block: list[list[str]], folder: Path) -> subprocess.Popen:
        """Start another program that has a block of cells on the clipboard until it is ended."""
        path = folder / "clipboard.json"
        path.write_text(json.dumps(block), encoding="utf-8")
        command = [sys.executable, str(Path(__file__).with_name("clipboard_owner.py")), str(path)]
        owner = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)
        assert owner.stdout is not None and owner.stdout.readline() == "ready\n"
        return owner

    def click(self, window: str, x: int, y: int) -> None:
        """Click at a place inside a window."""
        self._xdotool("mousemove", "--window", window, str(x), str(y), "click", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the mouse at one place of the screen, move it in steps to another one, and let it go."""
        self._xdotool("mousemove", "--sync", *map(str, start), "mousedown", "1")
        for part in (0.1, 0.3, 0.6, 0.9, 1.0):
            at = (str(round(first + (last - first) * part)) for first, last in zip(start, end))
            self._xdotool("mousemove", "--sync", *at)
        self._xdotool("mouseup", "1")

    def pixels(self) -> np.ndarray:
        """Return what the screen shows: rows of pixels of red, green and blue."""
        return np.asarray(ImageGrab.grab(xdisplay=self.environment["DISPLAY"]).convert("RGB"))

    def wait_until_idle(self, process: subprocess.Popen) -> None:
        """Wait until a program uses next to no processor time: whatever it had to do is done, in all its threads."""

        def look() -> bool:
            used = _ticks(process.pid)
            time.sleep(_REST)
            return (_ticks(process.pid) - used) / os.sysconf("SC_CLK_TCK") < _REST * _IDLE

        wait_for("the program to have nothing to do", look)

    def picture(self, path: Path) -> None:
        """Write a picture of the screen for somebody to look at, where ImageMagick is installed."""
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=False)

    def edits(self) -> int:
        """Return how many edits the recovery journals hold."""
        total = 0
        for file in self.data.rglob("*.journal"):
            try:
                base = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
                total += base.execute("SELECT count(*) FROM edit").fetchone()[0]
                base.close()
            except sqlite3.Error:
                continue
        return total

    def wait_for_edits(self, count: int) -> None:
        """Wait until the journals hold this many edits."""
        wait_for(f"{count} edits in the journal", lambda: self.edits() == count)

    def close(self) -> None:
        """End the window manager and the server."""
        for process in (self._manager, self._server):
            process.send_signal(signal.SIGTERM)
            process.wait(10)

    def _xdotool(self, *words: str) -> str:
        return subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False
        ).stdout
