"""The bar below the matrix that finds and replaces texts in its cells.

The search runs in slices between events, so that typing never waits for it.
"""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QWidget,
)

from raci_studio.core.document import TaskId
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.matrix.commands import Outcome, Write
from raci_studio.gui.matrix.find_fields import FindFields
from raci_studio.gui.matrix.search import Hit, Query, hits
from raci_studio.gui.matrix.view import MatrixView

_SLICE = 0.012  # seconds
_PAUSE_MS = 30  # after the last key, before a search begins: keys are answered first


class FindBar(FindFields):
    """Find texts in what a matrix shows, go from one to the next, replace one or all."""

    def __init__(self, view: MatrixView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._hits: list[Hit] = []
        self._marked: set[tuple[TaskId, str]] = set()
        self._total = 0  # how many times the text stands in all hits
        self._rest: Iterator[list[Hit]] | None = None
        self._tasks: list[TaskId] = []
        self._keys: list[str] = []
        self._column = ""
        self._cells: frozenset[tuple[TaskId, str]] | None = None
        self._awaits_end = False  # all is to be replaced once all is found
        self._replacements: list[tuple[Hit, Write]] = []  # then what is to be written where
        self._said = ""  # what was replaced; stands instead of the count until the next search
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._restart = QTimer(self)
        self._restart.setSingleShot(True)
        self._restart.timeout.connect(lambda: self.search(replacing=self._awaits_end))
        self.text.textChanged.connect(self._ask_anew)
        self.case.toggled.connect(self._ask_anew)
        self.whole.toggled.connect(self._ask_anew)
        self.where.activated.connect(self._limit)
        self.previous.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))
        self.replace.clicked.connect(self.replace_one)
        self.replace_all.clicked.connect(self.replace_everything)
        self._close.clicked.connect(self.give_up)
        self.hide()
        view.session.document_changed.connect(self._search_again)
        view.layout_switched.connect(self._follow_model)
        self._follow_model()
        language.follow(self.retranslate)

    def _follow_model(self) -> None:
        model = self._view.matrix_model
        for signal in (model.layoutChanged, model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._search_again)
        self._search_again()

    # What the user does

    def open(self, *, replace: bool) -> None:
        """Show the bar, with or without the line for replacing, ready to type."""
        if not self._view.commit_editor():
            return
        writable = not self._view.session.read_only
        for widget in (self._by_label, self.by, self.replace, self.replace_all):
            widget.setVisible(replace and writable)
        self.show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()
        self.search()

    def give_up(self) -> None:
        """Close the bar and go back to the matrix."""
        self.hide()
        self._timer.stop()
        self._awaits_end = False
        self._view.mark_hits(frozenset())
        self._view.setFocus()

    def go(self, step: int) -> None:
        """Go to the next (1) or previous (-1) cell with a hit, round the end; open the bar where it is closed."""
        if not self.isVisible():
            self.open(replace=False)
        if self._restart.isActive():
            self.search()
        view = self._view
        row = {task: nth for nth, task in enumerate(self._tasks)}
        places = {key: nth for nth, key in enumerate(self._keys)}
        task, key = view.current_cell()
        here = row.get(task, -1), places.get(key, -1)

        def rank(hit: Hit) -> tuple[int, int]:  # hits come in this order
            return row[hit.task], places[hit.column.key]

        while step > 0 and self._rest is not None and (not self._hits or rank(self._hits[-1]) <= here):
            self._look_on()
        if step < 0:
            self._finish()
        nth = bisect_right(self._hits, here, key=rank) if step > 0 else bisect_left(self._hits, here, key=rank) - 1
        if nth == len(self._hits):
            nth = 0
        if self._hits:
            view.go_to(self._hits[nth].task, self._hits[nth].column.key)

    def replace_one(self) -> None:
        """Replace in the current cell where it is a hit, and go to the next one."""
        self._finish()
        hit = next((hit for hit in self._hits if (hit.task, hit.column.key) == self._view.current_cell()), None)
        if hit is not None:
            self._view.commands.write([self._replacing(hit)], _("Replace"))
            self.search()
        self.go(1)

    def replace_everything(self) -> None:
        """Replace in all cells with a hit, as one step, once the search has come to its end, and say how many."""
        self.search(replacing=True)

    def _replacing(self, hit: Hit) -> Write:
        document = self._view.session.document
        text = hit.column.text(document, document.tasks[hit.task])
        return Write(hit.task, hit.column, self._query().replaced(text, self.by.text()))

    def _replace_found(self) -> None:
        done, text = self._replacements, self._query().text
        if not self._hits:
            return
        label = _("Replace “{text}” by “{new}”").format(text=text, new=self.by.text())
        if self._view.commands.try_write([write for _hit, write in done], label) is Outcome.REFUSED:
            after = self._view.session.document
            done = [(hit, write) for hit, write in done if hit.column.text(after, after.tasks[hit.task]) == write.text]
        count = ngettext("Replaced in {n} cell", "Replaced in {n} cells", len(done)).format(n=len(done))
        self._said = f"{count} ({sum(hit.count for hit, _write in done)})"
        self.search()

    def _limit(self) -> None:
        """Search where the user says: the current column or the selected cells as they are now."""
        where = self.where.currentData()
        self._column = self._view.current_cell()[1] if where == "column" else ""
        cells = ((task, column.key) for task, column in self._view.selected_cells())
        self._cells = frozenset(cells) if where == "selection" else None
        self._ask_anew()

    # The search

    def _query(self) -> Query:
        return Query(self.text.text(), self.case.isChecked(), self.whole.isChecked(), self._column, self._cells)

    def _search_again(self, *_args: object) -> None:
        if self.isVisible():
            self._restart.start(_PAUSE_MS)

    def _ask_anew(self) -> None:
        """Look for something else in a moment: keys that waited come in one turn, each with a search of its own."""
        self._said, self._awaits_end = "", False
        self._timer.stop()
        self._restart.start(_PAUSE_MS)

    @property
    def is_searching(self) -> bool:
        """Tell whether more may be found, or replaced, yet."""
        return self._rest is not None or self._restart.isActive()

    def search(self, *, replacing: bool = False) -> None:
        """Look again for what stands in the field; large matrices are searched on between events.

        With `replacing`, what is found is replaced at the end.
        """
        self._restart.stop()
        view, model = self._view, self._view.matrix_model
        tasks = model.rows.tasks_in(view.shown_rows())
        columns = [model.columns[place] for place in view.shown_places()]
        self._tasks, self._keys = tasks, [column.key for column in columns]
        self._hits, self._marked, self._total = [], set(), 0
        self._rest = hits(model.document, tasks, columns, self._query())
        self._awaits_end, self._replacements = replacing, []
        self._timer.start(0)
        self._go_on()

    def _go_on(self) -> None:
        until = time.perf_counter() + _SLICE
        while self._rest is not None:
            self._look_on()
            if time.perf_counter() >= until:
                break
        if self._rest is None:
            self._timer.stop()
            self._view.mark_hits(self._marked)
        self._show_count()
        if self._rest is None and self._awaits_end:
            self._awaits_end = False
            self._replace_found()

    def _look_on(self) -> None:
        """Search one more row."""
        row = next(self._rest, None) if self._rest is not None else None
        if row is None:
            self._rest = None
        elif row:
            self._hits += row
            self._total += sum(hit.count for hit in row)
            self._marked.update((hit.task, hit.column.key) for hit in row)
            if self._awaits_end:
                document = self._view.session.document
                writes = ((hit, self._replacing(hit)) for hit in row)
                self._replacements += (
                    (hit, write)
                    for hit, write in writes
                    if write.text != hit.column.text(document, document.tasks[hit.task])
                )

    def _finish(self) -> None:
        """Search to the end at once."""
        if self._restart.isActive():
            self.search()
        while self._rest is not None:
            self._look_on()
        self._go_on()

    def _show_count(self) -> None:
        cells = len(self._hits)
        text = ngettext("{total} in {n} cell", "{total} in {n} cells", cells).format(total=self._total, n=cells)
        if not cells:
            text = _("Not found") if self.text.text() and self._rest is None else ""
        self.count.setText(self._said or (f"{text} …" if self._rest is not None and text else text))
        self.replace.setEnabled(bool(cells))
        self.replace_all.setEnabled(bool(cells))

    def retranslate(self) -> None:
        super().retranslate()
        self._show_count()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif enter and self.by.hasFocus():
            self.replace_one()
        elif enter:
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
