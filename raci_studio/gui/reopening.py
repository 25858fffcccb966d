"""Open again what was open last. What is gone or cannot be read makes one line, the rest opens."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from raci_studio.core.i18n import ngettext

if TYPE_CHECKING:
    from raci_studio.gui.main_window import MainWindow
    from raci_studio.gui.remembered import RememberedWindow
    from raci_studio.gui.windows import Windows


class Reopening:
    """Open the files of remembered windows, each in a window of its own, and tell once what did not come back."""

    def __init__(self, windows: "Windows", remembered: "Sequence[RememberedWindow]") -> None:
        self._windows = windows
        self._troubles: list[str] = []
        wanted = [like for like in remembered if like.file and not self._is_open(Path(like.file))]
        self._pending = len(wanted)
        for like in wanted:
            idle = next((window for window in windows if window.is_idle), None)
            window = idle or windows.open(like)
            if idle is not None:
                window.stand_as(like)
            window.documents.open_quietly(Path(like.file), partial(self._done, window))

    def _is_open(self, file: Path) -> bool:
        """Tell whether a window has the file, or what a crash left of edits to its import."""
        for window in self._windows:
            source = window.session.document.source
            if window.documents.file == file:
                return True
            if window.documents.file is None and source is not None and source.name == file.name:
                return True
        return False

    def _done(self, window: "MainWindow", trouble: str) -> None:
        self._pending -= 1
        if trouble:
            self._troubles.append(trouble)
            if len(list(self._windows)) > 1 and window.is_idle:
                window.close()
        if not self._pending and self._troubles:
            self._tell()

    def _tell(self) -> None:
        window = next(iter(self._windows), None)
        if window is None:
            return
        count = len(self._troubles)
        text = ngettext(
            "{n} file that was open last could not be opened again.",
            "{n} files that were open last could not be opened again.",
            count,
        ).format(n=count)
        window.tell(text, self._troubles)
