"""The Schedule page: bars over working days, by task or by person; what is critical, late, and too much at once."""

from collections.abc import Callable
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.document import PersonId, ProcessId, TaskId
from raci_studio.core.i18n import _
from raci_studio.gui import language
from raci_studio.gui.pages.inputs import INPUTS
from raci_studio.gui.pages.process_choice import ProcessChoice
from raci_studio.gui.pages.schedule_names import Names
from raci_studio.gui.pages.schedule_paint import legend_text
from raci_studio.gui.pages.schedule_view import HEAD, Chart
from raci_studio.gui.pages.worked_out import Key, Said, WorkedOutPage

if TYPE_CHECKING:
    from raci_studio.analysis.audit import Analysis
    from raci_studio.gui.pages.schedule_rows import Row, Shown


class SchedulePage(WorkedOutPage):
    """Show the plan of a process; it follows the analysis as it comes."""

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self.shown: Shown | None = None
        self._rows: tuple[Row, ...] = ()
        self.choice = ProcessChoice()
        self.by_task, self.by_person = QRadioButton(), QRadioButton()
        self.by_task.setChecked(True)
        self._switch = QButtonGroup(self)
        for button in (self.by_task, self.by_person):
            self._switch.addButton(button)
        self.zoom_out, self.zoom_in, self.fit = QToolButton(), QToolButton(), QToolButton()
        self.chart, self.names, self.legend = Chart(self), Names(self), QLabel(self)
        self._lay_out()
        self._connect()
        self.follow()
        language.follow(self.retranslate)

    def _lay_out(self) -> None:
        top = QWidget()
        bar = QHBoxLayout(top)
        bar.setContentsMargins(6, 4, 6, 4)
        for widget in (self.choice, self.by_task, self.by_person):
            bar.addWidget(widget)
        bar.addStretch(1)
        for button in (self.zoom_out, self.zoom_in, self.fit):
            button.setAutoRaise(True)
            bar.addWidget(button)
        self.legend.setWordWrap(True)
        self.legend.setContentsMargins(8, 4, 8, 4)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._head = QLabel()
        self._head.setFixedHeight(HEAD)
        self._head.setContentsMargins(8, 0, 0, 0)
        left = QWidget()
        below = QVBoxLayout(left)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._head)
        below.addWidget(self.names, 1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.chart)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([260, 740])
        self.splitter.setChildrenCollapsible(False)
        self.lay_out_around(top, self.splitter, self.legend)

    def _connect(self) -> None:
        self.choice.chosen.connect(self._chosen)
        self.by_person.toggled.connect(self._fill)
        self.zoom_in.clicked.connect(lambda: self.chart.zoom_by(1.25))
        self.zoom_out.clicked.connect(lambda: self.chart.zoom_by(0.8))
        self.fit.clicked.connect(self.chart.fit)
        one, other = self.names.verticalScrollBar(), self.chart.verticalScrollBar()
        one.valueChanged.connect(other.setValue)
        other.valueChanged.connect(one.setValue)
        self.chart.row_clicked.connect(self._click)
        self.chart.row_opened.connect(self.open_row)
        self.names.row_opened.connect(self.open_row)
        self.names.stretched.connect(self.chart.zoom_by)
        self.names.doubleClicked.connect(lambda index: self.open_row(index.row()))
        self.names.row_chosen.connect(self._row_chosen)
        self.selection.changed.connect(self._follow_selection)
        self.session.findings_changed.connect(self.refresh_later)

    # What it shows

    def said(self) -> Said:
        return Said(
            _("The bars of the tasks are drawn here once the matrix has rows."), _("The schedule is being worked out…"),
            _("The schedule could not be worked out."),
        )  # fmt: skip

    def call(self, analysis: "Analysis", process: ProcessId) -> "Callable[[], Shown | None]":
        return partial(_work_out, analysis, process)

    def refresh(self) -> None:
        self._process = self.choice.offer(self.session.document, self._process)
        self.ask()

    def take(self, key: Key, shown: "Shown | None", said: str) -> None:
        self._shown_of = self._asked = key
        self.shown = shown
        links = " · ".join(self._missing_links())
        if shown is not None and shown.is_empty:
            said = _(
                "Nothing is known yet of how long the tasks take and what each waits for, so there is no schedule."
            )
        self.empty.setText(f"<p>{said}</p><p>{links}</p>")
        self.stack.setCurrentIndex(int(bool(said)))
        for widget in (self.by_task, self.by_person, self.zoom_in, self.zoom_out, self.fit):
            widget.setEnabled(not said)
        if shown is not None:
            notes = escape(shown.summary)
            if shown.plan.inferred:
                order = _("Nobody said what waits for what: each task is taken to wait for the row above it.")
                notes = f"{escape(order)} {notes}"
            self.notes.setText(f"{notes} {links}")
        self._fill()

    def _missing_links(self) -> list[str]:
        if self.shown is None or self._process is None:
            return []
        lacking = {
            "column/duration/{process}": not self.shown.is_timed,
            "column/predecessors/{process}": self.shown.plan.inferred,
            "process/{process}/start": self.shown.plan.days is None,
        }
        enter = _("Enter: {what}")
        return [
            f'<a href="{one.address(self._process)}">{escape(enter.format(what=_(one.title)))}</a>'
            for one in INPUTS
            if lacking.get(one.place)
        ]

    def _fill(self, *_toggled: bool) -> None:
        """Fill the list and the chart, and stay at the row where the keyboard is."""
        is_by_person, shown = self.by_person.isChecked(), self.shown
        rows = () if shown is None else shown.by_person if is_by_person else shown.by_task
        links = shown.links if shown is not None and not is_by_person else ()
        self.chart.show_rows(shown, rows, links)
        self.legend.setText(legend_text(rows, promised=shown is not None and shown.plan.promise is not None))
        self._head.setText(_("Person") if is_by_person else _("Task"))
        if rows == self._rows:
            return
        here = self._rows[self.chart.current].key if 0 <= self.chart.current < len(self._rows) else ""
        scrolled = self.chart.verticalScrollBar().value()
        self._rows = rows
        self.names.fill(rows, indented=is_by_person)
        self.chart.set_current(-1)
        place = next((nth for nth, row in enumerate(rows) if row.key == here), -1)
        if place >= 0:
            self.names.go_to(place)
            self.chart.verticalScrollBar().setValue(scrolled)
        else:
            self._follow_selection()

    # Selection

    def _row_chosen(self, row: int) -> None:
        self.chart.set_current(row)
        kind, _slash, key = self._rows[row].address.partition("/") if 0 <= row < len(self._rows) else ("", "", "")
        if kind == "task":
            self.selection.choose_tasks([TaskId(key)])
        elif kind == "person":
            self.selection.choose_people([PersonId(key)])

    def _follow_selection(self) -> None:
        """Go to the task that is selected on another page."""
        wanted = {f"task/{task}" for task in self.selection.tasks}
        if 0 <= self.chart.current < len(self._rows) and (
            self._rows[self.chart.current].bar is None or self._rows[self.chart.current].address in wanted
        ):
            return
        place = next((nth for nth, row in enumerate(self._rows) if row.address in wanted), -1)
        if place >= 0:
            self.names.go_to(place)

    def _click(self, row: int) -> None:
        self.names.setFocus(Qt.FocusReason.MouseFocusReason)
        self.names.go_to(row)

    def open_row(self, row: int) -> None:
        """Go to the task in the matrix, or to the person on their page."""
        if 0 <= row < len(self._rows) and self._rows[row].address:
            self.asked.emit(self._rows[row].address)

    def _chosen(self) -> None:
        self._process = self.choice.current
        self.ask()

    def begin(self) -> None:
        self.names.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Speak the current language."""
        super().retranslate()
        self.choice.retranslate()
        self.by_task.setText(_("By tas&k"))
        self.by_person.setText(_("By per&son"))
        texts = ((self.zoom_out, "−", _("Zoom out")), (self.zoom_in, "+", _("Zoom in")), (self.fit, "", _("All of it")))
        for button, sign, text in texts:
            button.setText(sign or text)
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.names.retranslate()
        self._fill()
        self.refresh_later()


def _work_out(analysis: "Analysis", process: ProcessId) -> "Shown | None":
    from raci_studio.gui.pages.schedule_rows import shown_of

    metrics = next((of for of in analysis.metrics if of.process.id == process), None)
    return None if metrics is None else shown_of(metrics)
