"""The stage that states are set up on, and the list of them.

A state is a function that returns the widget to be taken.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from raci_studio.gui.main_window import MainWindow


class Stage:
    """A program in which states are set up, each in windows of its own."""

    def __init__(self, language: str, folder: Path, file: Path | None = None) -> None:
        """`file` is shown in place of the example, and nothing is added to it."""
        from raci_studio.gui.start_page import example
        from raci_studio.gui.windows import Windows

        self.language, self.folder = language, folder
        self.windows = Windows()
        self.is_example = file is None
        self.example = file or example(language)

    def start(self) -> "MainWindow":
        """Return a window with its start page."""
        window = self.windows.open()
        window.resize(1360, 860)
        return window

    def matrix(self, layout: str = "list") -> "MainWindow":
        """Return a window with the example, analysed."""
        window = self.start()
        told: list[str] = []
        window.documents.open_quietly(self.example, told.append)
        wait_for(lambda: bool(told) and not window.documents.is_busy)
        if told[0]:
            raise SystemExit(told[0])
        if not window.session.is_open:  # it is asked what was recognised
            dialog_of(window).accept()
        wait_for(lambda: window.session.is_open and window.session.is_analysed)
        window.page.view.set_layout(layout)
        return window

    def clear(self) -> None:
        """Close everything, so that the next state starts afresh."""
        for window in self.windows:
            window.session.undo_stack.setClean()
            window.close()
        for place in (self.folder / "data").glob("places.json"):
            place.unlink()


STATES: dict[str, Callable[[Stage], "QWidget"]] = {}
OF_ANY_FILE: list[str] = []


def state(make: Callable[[Stage], "QWidget"]) -> Callable[[Stage], "QWidget"]:
    """Add a state: a function that returns the widget to be taken, named as its picture."""
    STATES[make.__name__] = make
    return make


def state_of_any_file(make: Callable[[Stage], "QWidget"]) -> Callable[[Stage], "QWidget"]:
    """Add a state that any matrix can be shown in, not the example alone."""
    OF_ANY_FILE.append(make.__name__)
    return state(make)


def dialog_of(window: "MainWindow") -> "QWidget":
    """Return the dialog that a window has open."""
    from PySide6.QtWidgets import QDialog

    return next(dialog for dialog in reversed(window.findChildren(QDialog)) if dialog.isVisible())


def wait_for(ready: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    from raci_studio.gui import self_test

    self_test.wait_for(ready)
