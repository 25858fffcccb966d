"""A bar that shows how far a piece of long work is, once it has lasted half a second."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from raci_studio.core.progress import Progress

SHOWN_AFTER_MS = 500  # shorter work would only flicker
_LOOK_MS = 100  # between two looks at how far the work is
_STEPS = 1000


class WorkBar(QProgressBar):
    """Look at a `Progress` now and then; hidden while there is none, or the work is still short."""

    looked = Signal()  # the bar shows, and what it says may be another text than before

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, textVisible=False)
        self._progress: Progress | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self.hide()

    def watch(self, progress: Progress | None) -> None:
        """Show another piece of work, None for nothing; a bar that is to be seen goes on without a pause."""
        self._progress = progress
        if progress is None:
            self._timer.stop()
            self.hide()
        elif not self.isHidden():
            self._look()
        elif not self._timer.isActive():
            self._timer.start(SHOWN_AFTER_MS)

    def _look(self) -> None:
        if self._progress is None:
            return
        self._timer.setInterval(_LOOK_MS)
        share = self._progress.share
        self.setMaximum(_STEPS if share > 0 else 0)  # before that nobody knows how long it takes: it only moves
        self.setValue(round(share * _STEPS))
        self.setAccessibleName(self._progress.text)
        self.show()
        self.looked.emit()
