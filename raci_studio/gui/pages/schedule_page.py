"""The Schedule page: bars over working days, by task or by person; what is critical, late, and too much at once."""

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core import i18n
from raci_studio.core.document import PersonId, ProcessId, TaskId
from raci_studio.core.i18n import _
from raci_studio.gui import language
from raci_studio.gui.background import Background
from raci_studio.gui.pages.inputs import INPUTS
from raci_studio.gui.pages.page import Page
from raci_studio.gui.pages.schedule_names import Names
from raci_studio.gui.pages.schedule_paint import legend_text
from raci_studio.gui.pages.schedule_view import HEAD, Chart

if TYPE_CHECKING:
    from raci_studio.analysis.audit import Analysis
    from raci_studio.gui.pages.schedule_rows import Row, Shown


class SchedulePage(Page):
    """Show the plan of a process; it follows the analysis as it comes."""

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self.shown: Shown | None = None
        self._shown_of: tuple[object, ...] = ()
        self._wanted: tuple[object, ...] = ()
        self._process: ProcessId | None = None
        self._analysis: Analysis | None = None
        self._nth = 0  # counts the analyses
        self._rows: tuple[Row, ...] = ()
        self._background = Background(self)
        self.choice, self._choice_label = QComboBox(), QLabel()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(24)
        self._choice_label.setBuddy(self.choice)
        self.by_task, self.by_person = QRadioButton(), QRadioButton()
        self.by_task.setChecked(True)
        self._switch = QButtonGroup(self)
        for button in (self.by_task, self.by_person):
            self._switch.addButton(button)
        self.zoom_out, self.zoom_in, self.fit = QToolButton(), QToolButton(), QToolButton()
        self.notes = QLabel(wordWrap=True)
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.chart, self.names, self.legend = Chart(self), Names(self), QLabel(self)
        self._lay_out()
        self._connect()
        self.follow()
        language.follow(self.retranslate)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 4)
        for widget in (self._choice_label, self.choice, self.by_task, self.by_person):
            bar.addWidget(widget)
        bar.addStretch(1)
        for button in (self.zoom_out, self.zoom_in, self.fit):
            button.setAutoRaise(True)
            bar.addWidget(button)
        self.legend.setWordWrap(True)
        self.legend.setContentsMargins(8, 4, 8, 4)
        for label in (self.notes, self.empty):
            label.setContentsMargins(8, 2, 8, 6)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
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
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notes)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.legend)
        self.stack = QStackedWidget()
        self.stack.addWidget(drawn)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(self._chosen)
        self.by_person.toggled.connect(self._fill)
        self.zoom_in.clicked.connect(lambda: self.chart.zoom_by(1.25))
        self.zoom_out.clicked.connect(lambda: self.chart.zoom_by(0.8))
        self.fit.clicked.connect(self.chart.fit)
        for label in (self.notes, self.empty):
            label.linkActivated.connect(self.asked)
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

    @property
    def is_settled(self) -> bool:
        """Tell whether what is shown is of the document on the screen."""
        return self.session.is_analysed and self._shown_of == self._key()

    def _key(self) -> tuple[object, ...]:
        """Return what a plan is of; an analysis by its identity, for comparing two takes long."""
        if self.session.analysis is not self._analysis:
            self._analysis = self.session.analysis
            self._nth += 1
        return self._nth, self._process, i18n.language()

    def refresh(self) -> None:
        document = self.session.document
        with_tasks = {task.process for task in document.tasks.values()}
        keys = [key for key in document.process_order if key in with_tasks]
        if self._process not in keys:
            self._process = keys[0] if keys else None
        self.choice.blockSignals(True)
        self.choice.clear()
        for key in keys:
            self.choice.addItem(document.processes[key].name, key)
        self.choice.setCurrentIndex(self.choice.findData(self._process))
        self.choice.blockSignals(False)
        for widget in (self._choice_label, self.choice):
            widget.setVisible(len(keys) > 1)
        self._ask()

    def _ask(self) -> None:
        """Work out the plan beside the window once the analysis is there; what comes too late is dropped."""
        analysis, key = self.session.analysis, self._key()
        if self._process is None:
            self._take(key, None, _("The bars of the tasks are drawn here once the matrix has rows."))
        elif analysis is None or not self.session.is_analysed:
            if self.shown is None:
                self._take((), None, _("The schedule is being worked out…"))
        elif key not in (self._shown_of, self._wanted):
            self._wanted = key
            call = partial(_work_out, analysis, self._process)
            self._background.run(call, partial(self._made, key), partial(self._failed, key))

    def _made(self, key: tuple[object, ...], shown: "Shown | None") -> None:
        if key == self._key():
            self._take(key, shown, "")

    def _failed(self, key: tuple[object, ...], error: BaseException) -> None:
        from raci_studio.gui.messages import as_user_error

        if key == self._key():
            self._take(key, None, escape(str(as_user_error(error, _("The schedule could not be worked out.")))))

    def _take(self, key: tuple[object, ...], shown: "Shown | None", said: str) -> None:
        """Show a plan, or the text that stands where there is none."""
        self._shown_of = self._wanted = key
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
        self._process = self.choice.currentData()
        self._ask()

    def begin(self) -> None:
        self.names.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Speak the current language."""
        self._choice_label.setText(_("&Process:"))
        self.by_task.setText(_("By &task"))
        self.by_person.setText(_("By p&erson"))
        texts = ((self.zoom_out, "−", _("Zoom out")), (self.zoom_in, "+", _("Zoom in")), (self.fit, "", _("All of it")))
        for button, sign, text in texts:
            button.setText(sign or text)
            button.setToolTip(text)
            button.setAccessibleName(text)
        self._head.setText(_("Task"))
        self.notes.setAccessibleName(_("Summary"))
        self.names.retranslate()
        self.legend.setText(legend_text())
        self.refresh_later()


def _work_out(analysis: "Analysis", process: ProcessId) -> "Shown | None":
    from raci_studio.gui.pages.schedule_rows import shown_of

    metrics = next((of for of in analysis.metrics if of.process.id == process), None)
    return None if metrics is None else shown_of(metrics)
