"""Long work says how far it is and may be given up: no window and no thread here, and a no-op where nobody listens.

The work calls `Progress.at` now and then. Whoever started it reads `share` and `text` from any thread, and may call
`cancel`: the work then ends at its next report, before it has opened or written anything. What happens inside one
call of another library ends only when that call comes back.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

ROWS_BETWEEN = 1000  # of a long loop, from one report to the next
_FEW = 32  # of a loop whose every step takes long


class Cancelled(BaseException):
    """The user gave the work up.

    No `Exception`, like the standard library's own for this, so that nothing on its way takes it for a damaged file.
    """


class Progress:
    """How far one piece of work is: `share` from 0 to 1, and `text`, in the user's language, what is being done."""

    def __init__(self) -> None:
        self.share = 0.0
        self.text = ""
        self.is_cancelled = False

    def cancel(self) -> None:
        """Ask the work to end."""
        self.is_cancelled = True

    def at(self, share: float, text: str = "") -> None:
        """Report; without a text the last one stays. Raise `Cancelled` where the user gave up."""
        if self.is_cancelled:
            raise Cancelled
        self.share = max(self.share, share)  # a part looked at twice does not take it back
        self.text = text or self.text

    def part(self, first: float, last: float) -> "Progress":
        """Return what a part of the work reports to: its own 0 to 1 is `first` to `last` of this."""
        return _Part(self, first, last)

    def each(self, items: Sequence[T]) -> Iterator[T]:
        """Yield all items, with a report every `ROWS_BETWEEN` of them."""
        for start in range(0, len(items), ROWS_BETWEEN):
            self.at(start / len(items))
            yield from items[start : start + ROWS_BETWEEN]


class _Part(Progress):
    def __init__(self, whole: Progress, first: float, last: float) -> None:
        super().__init__()
        self._whole, self._first, self._last = whole, first, last

    def at(self, share: float, text: str = "") -> None:
        self._whole.at(self._first + share * (self._last - self._first), text)


class _Silent(Progress):
    def at(self, share: float, text: str = "") -> None:
        """Tell nobody."""

    def part(self, first: float, last: float) -> Progress:
        return self

    def each(self, items: Sequence[T]) -> Iterator[T]:
        return iter(items)


SILENT: Progress = _Silent()
"""Where nobody listens."""


# What is deep in the work needs not be handed what it reports to.

_work = threading.local()


@contextmanager
def reporting_to(progress: Progress) -> Iterator[None]:
    """Let `with_reports` in this thread report to `progress`."""
    before = getattr(_work, "progress", SILENT)
    _work.progress = progress
    try:
        yield
    finally:
        _work.progress = before


def with_reports(items: Iterable[T]) -> Iterator[T]:
    """Yield all items; every few of them the work that this thread does reports as far as it is known to be."""
    progress: Progress = getattr(_work, "progress", SILENT)
    for nth, item in enumerate(items):
        if nth % _FEW == 0:
            progress.at(progress.share)
        yield item
