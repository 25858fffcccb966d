"""The modules of the pages come once the first findings are there, so that no page waits for them."""

import subprocess
import sys
from pathlib import Path

from raci_studio.gui import pages
from raci_studio.gui.pages.ahead import WITH_QT, WITHOUT_QT

FOLDER = Path(pages.__file__).parent
OF_DIALOGS = {"absences_dialog", "split_dialog"}
OF_THE_WINDOW = {"ahead", "figures", "frame", "page"}  # what the row of tabs needs itself


def test_every_module_of_a_page_is_named():
    files = {".".join(file.relative_to(FOLDER).with_suffix("").parts) for file in FOLDER.rglob("*.py")}
    modules = {name for name in files if not name.endswith("__init__")}
    assert modules - OF_DIALOGS - OF_THE_WINDOW == set(WITH_QT)


def test_they_come_after_the_first_findings(window, qtbot):
    asked = window.pages.modules
    assert window.session.analysis is None and not asked.is_begun
    qtbot.waitUntil(lambda: asked.is_begun)
    assert window.session.analysis is not None
    qtbot.waitUntil(lambda: asked.is_done)
    assert window.pages.made("graph") is None


def test_a_window_closes_while_they_come(window, windows, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed)
    window.session.undo_stack.setClean()
    assert window.close() and not list(windows)


def test_what_a_worker_imports_is_without_qt():
    """Types of Qt that two threads make at once ended the program now and then."""
    look = "import sys, importlib; [importlib.import_module(m) for m in sys.argv[1:]]; print('PySide6' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", look, *WITHOUT_QT], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_each_comes_after_those_it_is_made_of():
    """Else one turn of the event loop would import many."""
    look = (
        "import sys, importlib\n"
        "of_pages = lambda: {m for m in sys.modules if m.startswith('raci_studio.gui.pages.')}\n"
        "import raci_studio.gui.pages.frame, raci_studio.gui.pages.graph\n"
        "for name in sys.argv[1:]:\n"
        "    before = of_pages()\n"
        "    importlib.import_module('raci_studio.gui.pages.' + name)\n"
        "    more = of_pages() - before - {'raci_studio.gui.pages.' + name}\n"
        "    print(name, *more) if more else None\n"
    )
    said = subprocess.run([sys.executable, "-c", look, *WITH_QT], capture_output=True, text=True, check=True)
    assert said.stdout == ""
