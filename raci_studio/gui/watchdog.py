"""A watchdog over the event loop, for tests and for hunting slowness: off unless RACI_STUDIO_WATCHDOG names a file.

Every turn of the event loop is timed, and a timer sees to it that it turns; for each that takes long a line of JSON
goes to the file: `at` (seconds since 1970, when it began), `ms` (how long the window stood still), `worked_ms` (the
part of it in which the window's thread had a processor), `queued_ms` (the part in which it could have gone on, but
other programs had the processors; where the system tells) and `doing` (the calls most of it was spent in, the
outermost first). The rest is waiting, for the interpreter or a disk.
"""

import faulthandler
import gc
import json
import re
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Qt, QTimer

BEAT_MS = 5
LOOK_S = 0.01  # between two looks at what is being done
TOLD_MS = 20.0  # shorter waits nobody notices: they are not written
_KEPT = 2000  # looks that are kept
_CALL = re.compile(r'File "(?P<file>.*)", line \S+ in (?P<name>.*)')
_OUTERMOST = ("__main__", "cli", "app")  # modules that every call goes through


class Looker(threading.Thread):
    """Look every few milliseconds at what the window's thread is doing.

    It reads what `faulthandler` prints and holds no frame: the last holder of a frame destroys what is in it, and a
    painter or widget that is destroyed in this thread ends the program.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True, name="looker")
        self._seen: deque[tuple[float, tuple[str, ...]]] = deque(maxlen=_KEPT)
        self._head = f"0x{threading.main_thread().ident or 0:016x}"
        self._collections: deque[tuple[float, float]] = deque(maxlen=_KEPT)
        self._began = 0.0
        gc.callbacks.append(self._collecting)

    def _collecting(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.perf_counter()
        else:
            self._collections.append((self._began, time.perf_counter()))

    def run(self) -> None:
        """Look until the program ends."""
        with tempfile.TemporaryFile("w+b", buffering=0) as file:
            while True:
                file.seek(0)
                file.truncate()
                faulthandler.dump_traceback(file, all_threads=True)
                file.seek(0)
                said = file.read().decode(errors="replace")
                self._seen.append((time.perf_counter(), tuple(reversed(list(self._calls(said))))))
                time.sleep(LOOK_S)

    def _calls(self, said: str) -> Iterator[str]:
        """Yield the calls of ours in the window's thread, the innermost first."""
        _before, _head, rest = said.partition(self._head)
        for match in _CALL.finditer(rest.partition("hread 0x")[0]):
            path = Path(match["file"])
            if "raci_studio" in path.parts and path.stem not in _OUTERMOST:
                yield f"{path.stem}.{match['name']}"

    def during(self, first: float, last: float) -> str:
        """Return the calls that took a quarter or more of a time (`perf_counter`), each with its share."""
        seen = [names for at, names in tuple(self._seen) if first <= at <= last]
        counts = Counter(name for names in seen for name in dict.fromkeys(names))
        kept = [(name, count) for name, count in counts.items() if count * 4 >= len(seen)]
        kept.sort(key=lambda item: min(names.index(item[0]) for names in seen if item[0] in names))
        said = " > ".join(f"{name} {count * 100 // len(seen)} %" for name, count in kept) or "Qt itself"
        garbage = sum(end - begin for begin, end in tuple(self._collections) if first <= begin < last)
        return f"[garbage collection {garbage * 1000:.0f} ms] {said}" if garbage > 0.005 else said


class Watchdog(QObject):
    """Time the turns of the event loop and write down those that took long."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """`path` is the file that the lines are added to; a first line with 0 ms says that the watchdog runs."""
        super().__init__(parent)
        self._path = path
        self._looker = Looker()
        self._looker.start()
        self._last = self._worked = self._queued = 0.0  # until the loop begins no window could stand still
        self._tell(0.0, 0.0, 0.0, "start")
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.start(BEAT_MS)
        # Not the timer: while keys keep coming timers are put off, though each key is answered at once.
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.awake.connect(self._turned)

    def _turned(self) -> None:
        now, worked, queued = _times()
        waited = (now - self._last) * 1000 if self._last else 0.0
        if waited >= TOLD_MS:
            parts = (worked - self._worked) * 1000, (queued - self._queued) * 1000
            self._tell(waited, *parts, self._looker.during(self._last, now))
            now, worked, queued = _times()  # what the telling took is not the program's
        self._last, self._worked, self._queued = now, worked, queued

    def _tell(self, waited: float, worked: float, queued: float, doing: str) -> None:
        times = {"ms": waited, "worked_ms": worked, "queued_ms": queued}
        line = {"at": time.time() - waited / 1000, **{name: round(ms, 1) for name, ms in times.items()}, "doing": doing}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _times() -> tuple[float, float, float]:
    """Return, in seconds, the time, for how long this thread had a processor, and for how long it waited for one."""
    try:
        queued = int(_QUEUED.read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):  # only Linux tells
        queued = 0.0
    return time.perf_counter(), time.thread_time(), queued


_QUEUED = Path("/proc/thread-self/schedstat")
