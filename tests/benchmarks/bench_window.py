"""Work in a large matrix in the window and print how long the window stood still, what scrolling costs, and memory.

    python tests/benchmarks/bench_window.py [ROWS] [PEOPLE] [gaps|causes|scroll|memory|process]

gaps: a timer beats every few milliseconds; the longest time between two beats is how long the window stood still. It
should be at most 100 ms at 1,000 rows and 250 ms at 10,000. The second figure is the time in which the window's thread
had a processor, which tells a busy machine from a slow program. causes: the same with the calls in which most of it was spent.

scroll: the matrix is scrolled page by page beside two tables of Qt's own with the same texts and sizes and the delegate
of Qt: one over a model of strings in Python, one over Qt's own model in C++. At most 1.3 times the first.

memory: of document, models and findings, per row; at most 3 kB at 10,000 rows. Beside it what the analysis keeps so that
the next run is short: measures of all rows, and what was read in texts. process: by how much the process grows.

No test depends on it: the machine may be busy.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from functools import _lru_cache_wrapper
from pathlib import Path
from statistics import median
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["RACI_STUDIO_DATA"] = tempfile.mkdtemp()

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from raci_studio.core import edits
from raci_studio.core.document import Document, Mark, Task, TaskId
from raci_studio.files import Opened
from raci_studio.gui.app import make_application
from raci_studio.gui.watchdog import Looker
from raci_studio.project import raci_file

BEAT = 2  # milliseconds
KEPT: list[object] = []  # what must live as long as the windows


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


class Gap(NamedTuple):
    """A gap of the event loop in seconds; `worked` are those in which this very thread had the processor."""

    seconds: float
    worked: float
    first: float
    last: float


class Watchdog:
    """Beat in the event loop and keep the longest gap of each job, with what was done meanwhile."""

    def __init__(self, *, look: bool) -> None:
        self.gaps: dict[str, Gap] = {}
        self.job = ""
        self.looker = Looker()
        if look:
            self.looker.start()
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        gap = Gap(now - self._last, worked - self._worked, self._last, now)
        self.gaps[self.job] = max(self.gaps.get(self.job, gap), gap)
        self._last, self._worked = now, worked

    def during(self, job: str, work: Callable[[], object], wait: Callable[[], bool]) -> None:
        """Do a job and let the window settle; its gap counts from the first event to the last."""
        self.job, self._last, self._worked = job, time.perf_counter(), time.thread_time()
        work()
        until = time.perf_counter() + 60
        quiet = 0
        while quiet < 20 and time.perf_counter() < until:
            QApplication.processEvents()
            time.sleep(0.001)
            quiet = quiet + 1 if wait() else 0
        self._beat()


class HeldKey:
    """Do something again and again, as a key does that is held down: 30 times a second."""

    def __init__(self) -> None:
        self.left = 0
        self._timer = QTimer()
        self._timer.setInterval(33)
        self._timer.timeout.connect(self._again)

    def press(self, work: Callable[[], object], times: int) -> None:
        self.left, self._work = times, work
        self._timer.start()

    def _again(self) -> None:
        self.left -= 1
        if not self.left:
            self._timer.stop()
        self._work()


def open_window():
    """Return a window and its session."""
    application = make_application(["bench"])
    from raci_studio.gui.windows import Windows

    KEPT.append((application, windows := Windows()))
    window = windows.open()
    window.resize(1400, 900)
    return window, window.session


def causes(rows: int, people: int) -> None:
    """Print the gaps with what was done in them; to look takes time itself, the gaps are up to twice as long."""
    gaps(rows, people, look=True)


def gaps(rows: int, people: int, *, look: bool = False) -> None:
    """Print the gaps."""
    document = matrix(rows, people)
    file = Path(tempfile.mkdtemp()) / "bench.raci"
    raci_file.save(document, file)
    window, session = open_window()
    dog = Watchdog(look=look)

    held = HeldKey()

    def settled() -> bool:
        searching = window.page is not None and window.page.find_bar.is_searching
        return session.is_analysed and not window.documents.is_busy and not searching and not held.left

    dog.during("open the first file", lambda: window.open_path(file), settled)
    view = window.page.view

    def key(code: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Callable[[], None]:
        return lambda: QTest.keyClick(view, code, modifiers)

    control = Qt.KeyboardModifier.ControlModifier
    task = document.order[rows // 2]

    def paste(count: int, at: TaskId) -> None:
        line = "\t".join(["3 days", "Report", "PDF", "Mail", "x", ""])
        QApplication.clipboard().setText("\n".join([line] * count))
        view.go_to(at, "deadline")
        view.paste_cells()

    def fill_column() -> None:
        view.go_to(document.order[0], "result")
        view.select_columns()
        view.fill_down()

    def replace_all() -> None:
        window.replace_text()
        window.page.find_bar.text.setText("work")
        window.page.find_bar.by.setText("job")
        window.page.find_bar.replace_everything()

    undo, redo = session.undo_stack.undo, session.undo_stack.redo

    jobs: list[tuple[str, Callable[[], object]]] = [
        ("open the next", lambda: session.open(Opened(document, "bench", file))),
        ("go to the middle", lambda: view.go_to(task, "deadline")),
        ("type a deadline", lambda: (view.start_typing("5 days"), view.commit_editor())),
        ("switch to the grid", lambda: view.set_layout("grid")),
        ("set a letter", lambda: (view.go_to(task, f"person:{session.document.people_order[3]}"), key(Qt.Key.Key_R)())),
        ("arrow down", key(Qt.Key.Key_Down)),
        ("switch to the list", lambda: view.set_layout("list")),
        ("paste 40 x 6 cells", lambda: paste(40, task)),
        ("undo", undo),
        ("redo", redo),
        ("paste a row for each", lambda: paste(rows, document.order[0])),
        ("undo the paste", undo),
        ("fill a column down", fill_column),
        ("undo the fill", undo),
        ("select all and clear", lambda: (view.selectAll(), view.clear_cells())),
        ("undo that", undo),
        ("insert a row", lambda: (view.go_to(task), key(Qt.Key.Key_Plus, control)())),
        ("delete it", key(Qt.Key.Key_Minus, control)),
        ("move ten rows", lambda: (view.select_tasks(list(session.document.order[20:30])), view.move_rows_down())),
        ("rename a person", lambda: session.apply("x", edits.rename_person, session.document.people_order[0], "Anna")),
        ("page down", key(Qt.Key.Key_PageDown)),
        ("open the find bar", window.find_text),
        ("type into it", lambda: QTest.keyClicks(window.page.find_bar.text, "n")),
        ("type more", lambda: QTest.keyClicks(window.page.find_bar.text, "o")),
        ("find the next", window.find_next),
        ("replace everything", replace_all),
        ("undo the replacing", undo),
        ("redo the replacing", redo),
        ("close the find bar", window.page.find_bar.give_up),
        ("hold the key of undo", lambda: held.press(undo, 10)),
        ("hold the key of redo", lambda: held.press(redo, 10)),
        ("save", lambda: window.documents.save()),
    ]
    for name, work in jobs:
        dog.during(name, work, settled)
    print(f"{rows} rows, {people} people: longest gap, the thread's own time, what was done")
    for name, gap in sorted(dog.gaps.items(), key=lambda item: item[1], reverse=True):
        if name:
            print(
                f"{gap.seconds * 1000:7.0f} ms {gap.worked * 1000:6.0f} ms  {name:22} {dog.looker.during(gap.first, gap.last)}"
            )
    session.close()


def settle(session) -> None:
    """Wait for the findings and for the views."""
    until = time.perf_counter() + 60
    while not session.is_analysed and time.perf_counter() < until:
        QApplication.processEvents()
        time.sleep(0.005)
    for _time in range(40):
        QApplication.processEvents()
        time.sleep(0.005)


class Strings(QAbstractTableModel):
    """A model of plain strings."""

    def __init__(self, texts: list[list[str]]) -> None:
        super().__init__()
        self.texts = texts

    def rowCount(self, _parent=None) -> int:
        return len(self.texts)

    def columnCount(self, _parent=None) -> int:
        return len(self.texts[0])

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return self.texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def plain_table(model: QAbstractItemModel, like: QTableView) -> QTableView:
    """Return a table of Qt's own that shows a model in the sizes of another table."""
    table = QTableView()
    table.setModel(model)
    table.setWordWrap(False)
    table.setVerticalScrollMode(like.verticalScrollMode())
    table.setHorizontalScrollMode(like.horizontalScrollMode())
    table.verticalHeader().setDefaultSectionSize(like.verticalHeader().defaultSectionSize())
    for place in range(model.columnCount()):
        table.setColumnWidth(place, like.columnWidth(place))
    table.show()
    QApplication.processEvents()
    table.resize(table.size() + like.viewport().size() - table.viewport().size())
    QApplication.processEvents()
    return table


def seconds_per_page(table: QTableView, pages: int = 12) -> float:
    """Scroll from the top by pages, painting each, and return the mean time of a page."""
    bar = table.verticalScrollBar()
    bar.setValue(0)
    QApplication.processEvents()
    start = time.perf_counter()
    for _page in range(pages):
        bar.setValue(bar.value() + bar.pageStep())
        table.viewport().repaint()
    return (time.perf_counter() - start) / pages


def scroll(rows: int, people: int) -> None:
    """Print what a page of scrolling costs, and how many times that of plain strings."""
    window, session = open_window()
    session.open(Opened(matrix(rows, people), "bench"))
    window.documents.opened.emit()
    settle(session)
    view = window.page.view
    for layout in ("list", "grid"):
        view.set_layout(layout)
        model = view.matrix_model
        texts = [
            [column.text(model.document, task) for column in model.columns] for task in model.document.tasks_in_order()
        ]
        standard = QStandardItemModel(len(texts), len(texts[0]))
        for row, line in enumerate(texts):
            for place, text in enumerate(line):
                standard.setItem(row, place, QStandardItem(text))
        tables = [view, plain_table(Strings(texts), view), plain_table(standard, view)]
        took = [[seconds_per_page(table) for table in tables] for _round in range(7)]  # in turns: the machine is shared
        own, strings, qt = (median(times) for times in zip(*took))
        ratios = [median(held[0] / held[place] for held in took) for place in (1, 2)]
        print(
            f"{rows} rows, {layout}: {own * 1000:.1f} ms a page; over strings {strings * 1000:.1f} ms, "
            f"ratio {ratios[0]:.2f}; over Qt's own model {qt * 1000:.1f} ms, ratio {ratios[1]:.2f}"
        )


def resident() -> int:
    """Return the bytes the process holds, 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS")), 0)


def small_window(people: int):
    """Return the session of a window in which a small matrix was opened, so that all code is there."""
    window, session = open_window()
    session.open(Opened(matrix(100, people), "small"))
    window.documents.opened.emit()
    settle(session)
    gc.collect()
    return session


def memory(rows: int, people: int) -> None:
    """Print how much memory of Python's a row takes: document, models and findings; and what the analysis keeps."""
    from dataclasses import replace

    session = small_window(people)
    tracemalloc.start()
    session.open(Opened(matrix(rows, people), "bench"))
    opened = tracemalloc.get_traced_memory()[0]
    settle(session)
    gc.collect()
    whole = tracemalloc.get_traced_memory()[0]
    session._analysing.analysis = replace(session.analysis, metrics=(), runs={}, placed={}, letters=Counter())
    gc.unfreeze()
    for cache in [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]:
        cache.cache_clear()
    gc.collect()
    shown = tracemalloc.get_traced_memory()[0]
    parts = f"document and models {opened / rows / 1000:.2f} kB, findings the rest"
    print(f"{rows} rows, {people} people: {shown / rows / 1000:.2f} kB per row ({parts})")
    print(f"beside it the analysis keeps {(whole - shown) / rows / 1000:.2f} kB per row for its next run")


def process(rows: int, people: int) -> None:
    """Print by how much the whole process grows per row, with all that Qt and the allocator keep."""
    session = small_window(people)
    before = resident()
    session.open(Opened(matrix(rows, people), "bench"))
    settle(session)
    print(f"{rows} rows, {people} people: the process grows by {(resident() - before) / rows / 1000:.2f} kB per row")


PARTS = {part.__name__: part for part in (gaps, causes, scroll, memory, process)}

if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3] if word.isdigit()]
    rows, people = (*given, *(1000, 60)[len(given) :])
    wanted = [word for word in sys.argv[1:] if word in PARTS]
    if wanted:
        PARTS[wanted[0]](rows, people)
        sys.stdout.flush()
        os._exit(0)  # the clipboard of the platform without a screen would be freed twice
    for part in PARTS:
        subprocess.run([sys.executable, __file__, str(rows), str(people), part], check=True)
