"""Work beside the window that lets the window go first.

Two threads that want the interpreter at once hand it to and fro at each call into Qt, and each time takes a tenth of a
millisecond: a window that works beside an analysis takes twice as long for everything.
"""

import threading
import time

from raci_studio.core.progress import Progress

_LOOK_S = 0.004  # between two looks at what the window does
_GLANCE_S = 0.0003  # how long the first one takes, in which the window may go on
_REST_S = 0.003  # how long each further one takes, since whoever looks needs the interpreter too
_BUSY = 0.3  # share of a look in which the window's thread had a processor
_MOST_S = 1.0  # in all: a window that is always at work is not waited for


class GivingWay(Progress):
    """The progress of work in a worker thread that waits at its reports while the window's thread is at work."""

    def __init__(self) -> None:
        super().__init__()
        self._left = _MOST_S if hasattr(time, "pthread_getcpuclockid") else 0.0
        self._looked = time.perf_counter()

    def at(self, share: float, text: str = "") -> None:
        super().at(share, text)
        if self._left > 0 and time.perf_counter() - self._looked >= _LOOK_S:
            began = time.perf_counter()
            look = _GLANCE_S
            while self._is_window_at_work(look) and time.perf_counter() - began < self._left:
                super().at(share, text)
                look = _REST_S
            self._looked = time.perf_counter()
            self._left -= self._looked - began

    def _is_window_at_work(self, look: float) -> bool:
        clock = time.pthread_getcpuclockid(threading.main_thread().ident or 0)
        began, worked = time.perf_counter(), time.clock_gettime(clock)
        time.sleep(look)
        return time.clock_gettime(clock) - worked > _BUSY * (time.perf_counter() - began)
