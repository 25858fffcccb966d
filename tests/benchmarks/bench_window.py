"""Work in a large matrix in the window and print the longest gap of the event loop, and what caused it.

    python tests/benchmarks/bench_window.py [ROWS] [PEOPLE]

A timer beats every few milliseconds; the longest time between two beats is how long the window stood still. It should
be at most 100 ms at 1,000 rows and 250 ms at 10,000. No test depends on it: the machine may be busy.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RACI_STUDIO_DATA"] = tempfile.mkdtemp()

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from raci_studio.core import edits
from raci_studio.core.document import Document, Mark, Task, TaskId
from raci_studio.files import Opened
from raci_studio.gui.app import make_application

BEAT = 2  # milliseconds


def matrix(rows: int, people: int) -> Document:
    """Return a matrix of tasks that each have an R, an A and a few others; all texts are filled."""
    from dataclasses import replace

    document = edits.add_process(Document(), "Process")
    for number in range(people):
        document = edits.add_person(document, f"Person {number}")
    names, process = document.people_order, document.process_order[0]
    tasks = {}
    for n in range(rows):
        marks = tuple(Mark(letter, names[(n * 7 + place * 3) % people]) for place, letter in enumerate("RACCI"))
        key = TaskId(f"t{document.next_number + n}")
        tasks[key] = Task(
            key, process, f"Do the work no. {n}", f"Step {n // 25}", marks, "3 days", f"Report no. {n}", "PDF", "Mail"
        )
    return replace(document, tasks=tasks, order=tuple(tasks), next_number=document.next_number + rows)


class Watchdog:
    """Beat in the event loop and keep the longest gap of each job."""

    def __init__(self) -> None:
        self.gaps: dict[str, float] = {}
        self.job = ""
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps[self.job] = max(self.gaps.get(self.job, 0.0), now - self._last)
        self._last = now

    def during(self, job: str, work: Callable[[], object], wait: Callable[[], bool]) -> None:
        """Do a job and let the window settle; its gap counts from the first event to the last."""
        self.job, self._last = job, time.perf_counter()
        work()
        until = time.perf_counter() + 60
        quiet = 0
        while quiet < 20 and time.perf_counter() < until:
            QApplication.processEvents()
            time.sleep(0.001)
            quiet = quiet + 1 if wait() else 0
        self._beat()


def main(rows: int, people: int) -> None:
    """Print the gaps."""
    _application = make_application(["bench"])
    from raci_studio.gui.windows import Windows

    windows = Windows()
    window = windows.open()
    window.resize(1400, 900)
    dog, session = Watchdog(), window.session
    session.open(Opened(matrix(4, 3), "small"))
    window.documents.opened.emit()
    view = window.page.view

    def settled() -> bool:
        return session.is_analysed

    def key(code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Callable[[], None]:
        return lambda: QTest.keyClick(view, code, modifiers)

    control = Qt.KeyboardModifier.ControlModifier
    task = [*matrix(rows, people).order][rows // 2]

    def paste() -> None:
        line = "\t".join(["3 days", "Report", "PDF", "Mail", "x", ""])
        QApplication.clipboard().setText("\n".join([line] * 40))
        view.go_to(task, "deadline")
        view.paste_cells()

    jobs: list[tuple[str, Callable[[], object]]] = [
        ("open", lambda: session.open(Opened(matrix(rows, people), "bench"))),
        ("go to the middle", lambda: view.go_to(task, "deadline")),
        ("type a deadline", lambda: (view.start_typing("5 days"), view.commit_editor())),
        ("switch to the grid", lambda: view.set_layout("grid")),
        ("set a letter", lambda: (view.go_to(task, f"person:{session.document.people_order[3]}"), key(Qt.Key.Key_R)())),
        ("arrow down", key(Qt.Key.Key_Down)),
        ("switch to the list", lambda: view.set_layout("list")),
        ("paste 40 x 6 cells", paste),
        ("undo", lambda: session.undo_stack.undo()),
        ("redo", lambda: session.undo_stack.redo()),
        ("select all and clear", lambda: (view.selectAll(), view.clear_cells())),
        ("undo that", lambda: session.undo_stack.undo()),
        ("insert a row", lambda: (view.go_to(task), key(Qt.Key.Key_Plus, control)())),
        ("delete it", key(Qt.Key.Key_Minus, control)),
        ("move ten rows", lambda: (view.select_tasks(list(session.document.order[20:30])), view.move_rows_down())),
        ("rename a person", lambda: session.apply("x", edits.rename_person, session.document.people_order[0], "Anna")),
        ("page down", key(Qt.Key.Key_PageDown)),
        ("open the find bar", window.find_text),
        ("type into it", lambda: QTest.keyClicks(window.page.find_bar.text, "n")),
        ("type more", lambda: QTest.keyClicks(window.page.find_bar.text, "o")),
        ("find the next", window.find_next),
    ]
    for name, work in jobs:
        dog.during(name, work, settled)
    print(f"{rows} rows, {people} people")
    sys.stdout.flush()
    for name, gap in sorted(dog.gaps.items(), key=lambda item: -item[1]):
        if name:
            print(f"{gap * 1000:7.0f} ms  {name}", flush=True)
    session.close()
    os._exit(0)  # the clipboard of the platform without a screen would be freed twice


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    main(*(*given, *(1000, 60)[len(given) :]))
