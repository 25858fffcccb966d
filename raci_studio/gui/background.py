"""Work beside the window: calls in a worker thread, their results delivered in the window's thread."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QThreadPool, Signal

from raci_studio.core.progress import Cancelled

T = TypeVar("T")


class Background(QObject):
    """Run calls in worker threads; with one thread, one after another."""

    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None, threads: int = 1) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._running = 0
        self._finished.connect(self._deliver)

    def run(
        self, call: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Run `call` in the worker; then `done` with its result or `failed` with its exception here."""

        def work() -> None:
            try:
                result = call()
            except (Exception, Cancelled) as error:  # it is handed over, not swallowed
                self._hand_over(failed, error)
            else:
                self._hand_over(done, result)

        self._running += 1
        self._pool.start(work)

    @property
    def is_busy(self) -> bool:
        """Tell whether a call was not delivered yet."""
        return self._running > 0

    def wait(self) -> None:
        """Wait until the worker has nothing to do, e.g. before the window goes."""
        self._pool.waitForDone()

    def _hand_over(self, callback: Callable[[Any], None], value: object) -> None:
        with suppress(RuntimeError):  # the window is gone, and with it whoever waited for this
            self._finished.emit(callback, value)

    def _deliver(self, callback: Callable[[Any], None], value: object) -> None:
        self._running -= 1
        callback(value)


def beside(call: Callable[[], T]) -> T:
    """Return what `call` returns, or raise what it raises; the window is painted meanwhile but takes no input.

    Keys and clicks wait, they are not lost. Anything else may happen until this returns: another document may be open.
    """
    loop, background = QEventLoop(), Background()
    results: list[T] = []
    errors: list[BaseException] = []

    def end(held: list[Any], value: Any) -> None:
        held.append(value)
        loop.quit()

    background.run(call, partial(end, results), partial(end, errors))
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if errors:
        raise errors[0]
    return results[0]
