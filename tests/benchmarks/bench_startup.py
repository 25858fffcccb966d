"""Time to first paint of our window beside a bare PySide6 window with an empty table.

Run it: ``python tests/benchmarks/bench_startup.py [RUNS]``. Both are started in turns as processes of their own;
the time goes from the start of the interpreter's work to the end of the first paint. Printed: medians, ratio.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST = 1.5

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QTableWidget())
window.resize(1360, 860)
window.show()
{watch}
app.exec()
"""

# The command as a user starts it; only the watch is put in where the application is made.
OURS = """
import sys
from raci_studio.cli import main
import raci_studio.gui.app as start
make = start.make_application
def make_and_watch(argv):
    global app
    app = make(argv)
{watch}
    return app
start.make_application = make_and_watch
main([])
"""

WATCH = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
def painted():
    print('painted', flush=True)
    os._exit(0)
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            app.removeEventFilter(self)
            QTimer.singleShot(0, painted)
        return False
app.watch = Watch()
app.installEventFilter(app.watch)
"""


def first_paint(code: str, environment: dict[str, str]) -> float:
    """Return the seconds from starting a process to its first paint."""
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    process.stdout.readline()
    seconds = time.perf_counter() - begin
    process.wait()
    return seconds


def main(runs: int = 15) -> int:
    """Measure both in turns and print the ratio; return 0 where it is small enough."""
    with tempfile.TemporaryDirectory() as data:
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "RACI_STUDIO_DATA": data}
        # As installed: modules compiled, here by the first run of each and outside the tree.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(Path(data) / "compiled")
        codes = {"bare": BARE.format(watch=WATCH), "ours": OURS.format(watch=textwrap.indent(WATCH, "    "))}
        for code in codes.values():
            first_paint(code, environment)  # fills the caches of the disk and of compiled modules
        times: dict[str, list[float]] = {name: [] for name in codes}
        for _run in range(runs):
            for name, code in codes.items():
                times[name].append(first_paint(code, environment))
    bare, ours = (statistics.median(times[name]) for name in codes)
    print(f"bare {bare * 1000:.0f} ms, ours {ours * 1000:.0f} ms, ratio {ours / bare:.2f} (at most {MOST})")
    return 0 if ours <= MOST * bare else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
