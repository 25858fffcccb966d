"""The open windows, each with a document of its own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from raci_studio.gui.main_window import MainWindow


class Windows(QObject):
    """Keep windows alive until they are closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._windows: list[MainWindow] = []

    def open(self) -> "MainWindow":
        """Open another window with its start page."""
        from raci_studio.gui.main_window import MainWindow

        window = MainWindow(self)
        self._windows.append(window)
        window.show()
        return window

    def __iter__(self):
        return iter(tuple(self._windows))

    def closed(self, window: "MainWindow") -> None:
        """Forget a window that was closed."""
        if window in self._windows:
            self._windows.remove(window)

    def close_all(self) -> bool:
        """Close every window; stop at the first that stays."""
        return all(window.close() for window in self)
