"""The self-test: the installed program does its main job once in its real window, without a user."""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from raci_studio.core import edits
from raci_studio.core.i18n import _

_LIMIT_MS = 60_000


def run() -> int:
    """Go through the steps, print a line for each, return 0 if all went well, else 1."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["RACI_STUDIO_DATA"] = str(folder / "data")  # the user's own settings and journals stay untouched
        try:
            for step in _steps(folder):
                print(f"ok: {step}", flush=True)
        except Exception:
            traceback.print_exc()
            print(_("self-test failed"), file=sys.stderr)
            return 1
    return 0


def _steps(folder: Path) -> Iterator[str]:
    from raci_studio.gui.app import make_application
    from raci_studio.gui.start_page import example
    from raci_studio.gui.windows import Windows

    app = make_application(["raci-studio"])
    windows = Windows()
    window = windows.open()
    session = window.session
    yield _("the window stands")
    window.open_path(example())
    wait_for(lambda: session.is_open)
    yield _("the sample is open: {n} tasks").format(n=len(session.document.order))
    wait_for(lambda: session.is_analysed)
    yield _("it is analysed: {n} findings").format(n=len(session.findings))
    before, first = session.document, session.document.order[0]
    session.apply(_("Edit"), edits.set_text, first, "deadline", "3 days")
    _expect(session.document is not before and not session.is_clean)
    window.undo()
    _expect(session.document is before and session.is_clean)
    yield _("an edit was made and undone")
    for show in (window.show_grid, window.show_list):
        show()
        app.processEvents()
        _expect(not window.grab().isNull())
    yield _("both layouts were shown")
    for name, annotated in (("new.xlsx", False), ("annotated.xlsx", True)):
        target = folder / name
        window.documents.export(target, annotated=annotated)
        wait_for(lambda: not window.documents.is_busy)
        _expect(target.stat().st_size > 0)
        yield _("written: {name}").format(name=name)
    _expect(window.close())
    yield _("the window is closed")


def wait_for(ready: Callable[[], bool], limit_ms: int = _LIMIT_MS) -> None:
    """Run the event loop until something is so. Raise `TimeoutError` where it takes too long."""
    loop, timer = QEventLoop(), QTimer()
    left = limit_ms
    timer.timeout.connect(loop.quit)
    timer.start(20)
    while not ready():
        if left <= 0:
            raise TimeoutError("the window did not get ready in time")
        loop.exec()
        left -= 20


def _expect(truth: object) -> None:
    if not truth:
        raise AssertionError("the window did not do what was expected of it")
