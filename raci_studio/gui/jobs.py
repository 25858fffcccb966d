"""Long work of a window: run beside it, shown with its progress, given up at the user's word."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from raci_studio.core.progress import Progress
from raci_studio.gui.background import Background


@dataclass(frozen=True, eq=False, slots=True)
class Job:
    """One piece of work: what it is, as a sentence, and how far."""

    text: str
    progress: Progress


class Jobs(QObject):
    """Run long work in threads. Work given up is shown no more, and ends at its next report."""

    changed = Signal()  # what `shown` returns

    def __init__(self, parent: QObject | None = None, threads: int = 3) -> None:
        super().__init__(parent)
        self._background = Background(self, threads)
        self._running: list[Job] = []

    @property
    def shown(self) -> Job | None:
        """Return the work begun last that is not given up."""
        return next((job for job in reversed(self._running) if not job.progress.is_cancelled), None)

    @property
    def is_busy(self) -> bool:
        """Tell whether a thread is still at work, be it given up or not."""
        return self._background.is_busy

    def run(
        self,
        text: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> Progress:
        """Begin work; then call `done` with its result or `failed` with its exception, in the window's thread.

        What was given up too late is done all the same: `done` may look at the progress that is returned.
        """
        job = Job(text, Progress())
        self._running.append(job)
        self._background.run(
            partial(work, job.progress), partial(self._end, job, done), partial(self._end, job, failed)
        )
        self.changed.emit()
        return job.progress

    def cancel(self) -> None:
        """Give up what is shown."""
        if (job := self.shown) is not None:
            job.progress.cancel()
            self.changed.emit()

    def wait(self) -> None:
        """Wait until all threads have come to their end."""
        self._background.wait()

    def _end(self, job: Job, tell: Callable[[Any], None], result: object) -> None:
        self._running.remove(job)
        self.changed.emit()
        tell(result)
