"""Things done one in each turn of the event loop, so that the window answers in between."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from raci_studio.core.garbage import import_for_good
from raci_studio.core.progress import Progress
from raci_studio.gui.background import Background

_LOOK_S = 0.02  # between two looks of a waiting worker at whether its work was given up


class Turns(QObject):
    """Do steps in their order, once: begun by `start`, or all that is left at once by `finish`."""

    def __init__(
        self,
        prepare: Callable[[Progress], object],
        steps: Iterable[Callable[[], object]],
        parent: QObject | None = None,
        progress: Progress | None = None,
    ) -> None:
        """`prepare` is done first, in a worker thread; what it raises, a step will meet again.

        It reports to `progress`, so that it ends early where the window goes.
        """
        super().__init__(parent)
        self._prepare, self._steps = prepare, deque(steps)
        self._progress = progress or Progress()
        self._background = Background(self)
        self.is_begun = False
        self._done = threading.Event()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left."""
        return self._done.is_set()

    def start(self) -> None:
        """Begin, unless it was begun before."""
        if not self.is_begun:
            self.is_begun = True
            self._background.run(partial(self._prepare, self._progress), self._go_on, self._go_on)

    def finish(self) -> None:
        """Do at once what is left."""
        self.is_begun = True
        while not self.is_done:
            self._step()

    def wait(self, progress: Progress) -> None:
        """Wait, in a worker thread, until nothing is left. Raise `Cancelled` where the work is given up meanwhile."""
        while not self._done.wait(_LOOK_S):
            progress.at(0.0)

    def stop(self) -> None:
        """Do no more: the window goes."""
        self._timer.stop()
        self._steps.clear()
        self._progress.cancel()
        self._background.wait()

    def _go_on(self, _result: object) -> None:
        if self._steps:
            self._timer.start(0)

    def _step(self) -> None:
        if self._steps:
            self._steps.popleft()()
        if not self._steps:
            self._timer.stop()
            self._done.set()


def import_beside(names: Iterable[str], progress: Progress) -> None:
    """Import modules in a worker thread."""
    for name in names:
        progress.at(0.0)
        import_for_good(name)
