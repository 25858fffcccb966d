"""The open windows, each with a document of its own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer

from raci_studio.gui.settings import windows_file

if TYPE_CHECKING:
    from raci_studio.gui.main_window import MainWindow
    from raci_studio.gui.remembered import RememberedWindow

REMEMBER_AFTER_MS = 1000


class Windows(QObject):
    """Keep windows alive until they are closed, and in mind which files they show.

    What is open is written down a moment after it changes, and before a window closes: so a crash forgets nothing,
    and of windows that close together all are remembered. Of several programs one writes.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._windows: list[MainWindow] = []
        self._leaving = False
        self._just_closed = False
        self._lock: QLockFile | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REMEMBER_AFTER_MS)
        self._timer.timeout.connect(self.remember)

    def open(self, like: "RememberedWindow | None" = None) -> "MainWindow":
        """Open another window with its start page, where a remembered one stood if one is given."""
        from raci_studio.gui.main_window import MainWindow

        window = MainWindow(self)
        self._windows.append(window)
        window.documents.opened.connect(self._timer.start)
        window.session.state_changed.connect(self._timer.start)
        if like is not None:
            window.stand_as(like)
        window.show()
        return window

    def __iter__(self):
        return iter(tuple(self._windows))

    def about_to_close(self, window: "MainWindow") -> None:
        """Write down what is open before a window goes; where several go together, before the first of them."""
        if self._leaving or self._just_closed:
            window.remember_place_in_file()
        else:
            self.remember()

    def closed(self, window: "MainWindow") -> None:
        """Forget a window that was closed."""
        if window in self._windows:
            self._windows.remove(window)
        if not self._windows:
            self._timer.stop()  # the last one is what the next start brings back
            self._let_go()
        elif not self._leaving:
            self._just_closed = True  # the system may be closing one after the other
            self._timer.start()

    def close_all(self) -> bool:
        """Close every window; stop at the first that stays."""
        for window in self:
            window.documents.wait_for_saving()  # what is being written belongs to the file it is saved as
        self.remember()
        self._leaving = True
        gone = all(window.close() for window in self)
        self._leaving = False
        if not gone:
            self._timer.start()
        return gone

    # What is remembered

    def remember(self) -> None:
        """Write down what is open where, unless another program does."""
        from raci_studio.gui.remembered import remember_windows

        self._timer.stop()
        self._just_closed = False
        if self._windows and self.may_remember():
            remember_windows(tuple(window.as_remembered() for window in self._windows))

    def may_remember(self) -> bool:
        """Tell whether this program, of those that run, is the one that keeps in mind what is open."""
        if self._lock is None:
            windows_file().parent.mkdir(parents=True, exist_ok=True)
            self._lock = QLockFile(str(windows_file().with_suffix(".lock")))
            self._lock.setStaleLockTime(0)  # it is held as long as the program runs
        return self._lock.isLocked() or self._lock.tryLock(0)

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
