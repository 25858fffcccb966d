"""Start the window: application, language, theme, recovery, and what happens when all else fails."""

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from raci_studio.core.garbage import collect_some
from raci_studio.core.i18n import _
from raci_studio.gui import language, theme
from raci_studio.gui.settings import data_folder, journal_folder, opens_last, windows_file
from raci_studio.gui.windows import Windows

if TYPE_CHECKING:
    from logging import Logger

    from raci_studio.gui.remembered import RememberedWindow
    from raci_studio.gui.session import Session


def main(argv: Sequence[str]) -> int:
    """Open a window, with the file that is named if one is; return when the last one closes."""
    app = make_application(argv)
    if watched := os.environ.get("RACI_STUDIO_WATCHDOG"):
        from raci_studio.gui.watchdog import Watchdog

        Watchdog(Path(watched), app)
    windows = Windows()
    sys.excepthook = partial(_unexpected, windows)
    remembered = _remembered()
    window = windows.open(remembered[0] if remembered else None)
    files = [Path(word) for word in argv[1:] if not word.startswith("-")]
    if files:
        window.open_path(files[0])
    for path in files[1:]:
        windows.open().open_path(path)
    again = () if files else remembered
    QTimer.singleShot(50, partial(_bring_back, windows, again))  # once the first window is painted
    status = app.exec()
    sys.excepthook = sys.__excepthook__
    return status


_COLLECTED_MS = 250


def make_application(argv: Sequence[str]) -> QApplication:
    """Return the application with our look and language."""
    # Each of the thousand calls of a repaint may wait this long for an analysis to let go of the interpreter.
    sys.setswitchinterval(0.0001)
    app = QApplication.instance() or QApplication(list(argv))
    assert isinstance(app, QApplication)
    collect_here(app)
    app.setApplicationName("raci-studio")
    app.setApplicationDisplayName("RACI Studio")
    app.setDesktopFileName("raci-studio")
    app.setStyle("Fusion")
    theme.apply_theme()
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: theme.apply_theme())
    language.switch(language.preferred())
    return app


def collect_here(app: QApplication) -> None:
    """Look for garbage in the window's thread alone from now on.

    Python looks in whatever thread makes the next object. A worker that finds a window there deletes it: Qt's objects
    belong to one thread, and while one waits for a lock of Qt's the other waits for the interpreter, for ever.
    """
    gc.disable()
    timer = QTimer(app, interval=_COLLECTED_MS)
    timer.timeout.connect(collect_some)
    timer.start()


def _remembered() -> "tuple[RememberedWindow, ...]":
    """Return the windows of the last time."""
    if not windows_file().exists():
        return ()
    from raci_studio.gui.remembered import remembered_windows

    return remembered_windows()


def _bring_back(windows: Windows, remembered: "Sequence[RememberedWindow]") -> None:
    """Offer what a crash left behind; then open what was open last, unless another program has it open."""
    _offer_recovery(windows)
    if any(like.file for like in remembered) and opens_last() and windows.may_remember():
        from raci_studio.gui.reopening import Reopening

        Reopening(windows, remembered)


def _offer_recovery(windows: Windows) -> None:
    folder = journal_folder()
    if not folder.is_dir() or not any(folder.glob("*.journal")):
        return
    from raci_studio.gui.recovery_dialog import offer_recovery

    offer_recovery(windows)


def _unexpected(windows: Windows, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what nobody expected, save a copy of every open document, say where it is."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    _log().critical("unexpected error", exc_info=(kind, error, trace))
    copies = [copy for window in windows if (copy := _emergency_copy(window.session)) is not None]
    if os.environ.get("RACI_STUDIO_NO_DIALOGS"):
        return
    text = _("Something went wrong that should not have. Your edits are in the recovery journal.")
    where = "\n".join(map(str, copies))
    detail = _("A copy of the document: {path}").format(path=where) if copies else ""
    log = _("What happened is in {path}.").format(path=data_folder() / "raci-studio.log")
    from PySide6.QtWidgets import QMessageBox

    QMessageBox.critical(None, "RACI Studio", "\n\n".join(filter(None, (text, detail, log))))


def _emergency_copy(session: "Session") -> Path | None:
    """Save a document beside its journal; None where nothing is open or even this fails."""
    from raci_studio.project import raci_file

    if not session.is_open or session.is_clean:
        return None
    try:
        folder = data_folder() / "emergency"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{Path(session.title).stem or 'matrix'}-{os.getpid()}.raci"
        raci_file.save(session.arranged_document(), path)
    except Exception:
        _log().exception("the emergency copy failed")
        return None
    return path


def _log() -> "Logger":
    """Return the log, which is written into the data folder; set up when there is something to say."""
    import logging

    log = logging.getLogger("raci_studio")
    if not log.handlers:
        data_folder().mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(data_folder() / "raci-studio.log", encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        log.addHandler(handler)
    return log


def self_test() -> int:
    """Start the real window, open the sample, edit, export, close; print a line per step, return 0 or 1."""
    from raci_studio.gui.self_test import run

    return run()
