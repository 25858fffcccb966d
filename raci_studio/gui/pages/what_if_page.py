"""The What-if page: who is away, for good or for some days, and what stops, moves and helps."""

from collections.abc import Mapping
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core import edits
from raci_studio.core.document import Absence, Document, PersonId, ProcessId
from raci_studio.core.i18n import _
from raci_studio.gui import language
from raci_studio.gui.background import Background
from raci_studio.gui.matrix.delegate import row_height
from raci_studio.gui.pages.numbers import share_text
from raci_studio.gui.pages.page import Page
from raci_studio.gui.pages.process_choice import ProcessChoice
from raci_studio.gui.theme import outlined, program_palette

if TYPE_CHECKING:
    from raci_studio.analysis.metrics import Metrics
    from raci_studio.analysis.what_if import WhatIf

_NAME, _AWAY, _SHARE = range(3)
Away = Mapping[PersonId, tuple[Absence, ...]]
"""Who is away when; no days say that somebody is gone for good."""


class WhatIfPage(Page):
    """Mark people as away and read what happens. Nothing of it changes the document until a deputy is kept."""

    happens = Signal(object)  # task -> sign and sentence, for the numbers of the rows in the matrix

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self.away: dict[PersonId, tuple[Absence, ...]] = {}
        self._process: ProcessId | None = None
        self._background = Background(self)
        self._asked = 0  # counts what was asked: only the last answer is shown
        self.is_settled = True
        self.choice = ProcessChoice()
        self.choice.chosen.connect(self._chosen)
        self.people = QTreeWidget(columnCount=3)
        self.people.setRootIsDecorated(False)
        self.people.setUniformRowHeights(True)
        self.people.setAllColumnsShowFocus(True)
        self.people.setPalette(outlined(program_palette()))
        self.days, self.clear = QPushButton(), QPushButton()
        self.answer = QTextBrowser()
        self.answer.setOpenLinks(False)
        self.answer.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._lay_out()
        self.people.itemChanged.connect(self._checked)
        self.people.currentItemChanged.connect(lambda *_items: self._show_buttons())
        self.days.clicked.connect(self._choose_days)
        self.clear.clicked.connect(self._clear)
        self.answer.anchorClicked.connect(self._follow_link)
        self.session.findings_changed.connect(self.refresh_later)
        self.session.document_opened.connect(self._forget)
        self.follow()
        language.follow(self.retranslate)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 4)
        bar.setSpacing(6)
        bar.addWidget(self.choice)
        bar.addStretch(1)
        for widget in (self.days, self.clear):
            bar.addWidget(widget)
        header = self.people.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for narrow in (_AWAY, _SHARE):
            header.setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.people, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.answer)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([420, 560])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    # What it shows

    def refresh(self) -> None:
        document = self.session.document
        self.away = {person: days for person, days in self.away.items() if person in document.people}
        self._process = self.choice.offer(document, self._process)
        self._show_people(document)
        self._show_buttons()
        self._ask()

    def _show_people(self, document: Document) -> None:
        shares, row = self._shares(), QSize(0, row_height(self.people))
        known = {
            mark.person for task in document.tasks.values() if task.process == self._process for mark in task.marks
        }
        known |= self.away.keys()
        people = [person for person in document.people_order if person in known]
        people.sort(key=lambda person: -shares.get(person, 0.0))
        current = self._current()
        self.people.blockSignals(True)
        self.people.clear()
        for person in people:
            share = share_text(shares[person]) if person in shares else ""
            item = QTreeWidgetItem(self.people, [document.people[person].name, self._days_text(person), share])
            item.setData(_NAME, Qt.ItemDataRole.UserRole, person)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_NAME, Qt.CheckState.Checked if person in self.away else Qt.CheckState.Unchecked)
            item.setSizeHint(_NAME, row)
            item.setToolTip(_NAME, document.people[person].name)
            item.setTextAlignment(_SHARE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if person == current or (current is None and self.people.topLevelItemCount() == 1):
                self.people.setCurrentItem(item)
        self.people.blockSignals(False)

    def _shares(self) -> Mapping[PersonId, float]:
        analysis = self.session.analysis
        measured = [of for of in analysis.processes if of.process == self._process] if analysis else []
        return measured[0].expected_blocked_shares if measured else {}

    def _days_text(self, person: PersonId) -> str:
        from raci_studio.gui.pages.people_columns import absence_text

        if person not in self.away:
            return ""
        return "; ".join(map(absence_text, self.away[person])) or _("for good")

    def _current(self) -> PersonId | None:
        item = self.people.currentItem()
        return item.data(_NAME, Qt.ItemDataRole.UserRole) if item is not None else None

    def _show_buttons(self) -> None:
        self.days.setEnabled(self._current() is not None)
        self.clear.setEnabled(bool(self.away))

    # What happens

    def _ask(self) -> None:
        """Work out beside the window what happens; an answer that comes too late is dropped."""
        self._asked += 1
        if self._process is None or not self.away:
            self.is_settled = True
            self.answer.setHtml(self._empty_text())
            self.happens.emit({})
            return
        self.is_settled = False
        asked, away, document = self._asked, dict(self.away), self.session.document
        analysis = self.session.analysis
        known = analysis.metrics if analysis is not None and analysis.document is document else ()
        call = partial(_work_out, document, self._process, known, away)
        self._background.run(call, partial(self._show_answer, asked), partial(self._failed, asked))

    def _show_answer(self, asked: int, answer: "tuple[Metrics, WhatIf, bool]") -> None:
        from raci_studio.gui.pages.what_if_text import happening, what_if_html

        if asked != self._asked:
            return
        metrics, found, needs_start = answer
        html = what_if_html(metrics, list(self.away), found, not self.session.read_only)
        if needs_start:
            said = _("Days count from the start of the process, which is not known; so these absences are for good.")
            enter = _("Enter the start")
            html += f"<p>{said} <a href='process/{self._process}/start'>{enter}</a></p>"
        self.is_settled = True
        self.answer.setHtml(html)
        self.happens.emit(happening(metrics, found))

    def _failed(self, asked: int, error: BaseException) -> None:
        from raci_studio.gui.messages import as_user_error

        if asked == self._asked:
            self.is_settled = True
            self.answer.setPlainText(str(as_user_error(error, _("What happens could not be worked out."))))

    def _empty_text(self) -> str:
        if not self.people.topLevelItemCount():
            said = escape(_("Nobody takes part yet, so nobody can be away."))
            where = f"role/does/{self._process}" if self._process is not None else "page/matrix"
            enter = escape(_("Enter: {what}").format(what=_("Who carries out each task")))
            return f"<p>{said} <a href='{where}'>{enter}</a></p>"
        said = _(
            "Tick who is away, and read here which tasks stop, how much later the process ends, and whom to name as a "
            "deputy to undo most of it. The share beside a name is how much of the remaining work stops if they vanish "
            "on a random day."
        )
        return f"<p>{said}</p>"

    # What the user does

    def _chosen(self) -> None:
        self._process = self.choice.current
        self.refresh()

    def _checked(self, item: QTreeWidgetItem) -> None:
        person = item.data(_NAME, Qt.ItemDataRole.UserRole)
        if item.checkState(_NAME) == Qt.CheckState.Checked:
            self.away.setdefault(person, ())
        else:
            self.away.pop(person, None)
        self._show_away(item, person)
        self._ask()

    def _show_away(self, item: QTreeWidgetItem, person: PersonId) -> None:
        self.people.blockSignals(True)
        item.setText(_AWAY, self._days_text(person))
        item.setCheckState(_NAME, Qt.CheckState.Checked if person in self.away else Qt.CheckState.Unchecked)
        self.people.blockSignals(False)
        self._show_buttons()

    def _choose_days(self) -> None:
        from raci_studio.gui.pages.absences_dialog import AbsencesDialog

        item, person = self.people.currentItem(), self._current()
        if item is None or person is None:
            return
        known = self.session.document.people[person]
        dialog = AbsencesDialog(known.name, self.away.get(person) or known.absences, self)
        if dialog.exec():
            self.away[person] = dialog.absences
            self._show_away(item, person)
            self._ask()
        dialog.deleteLater()

    def _clear(self) -> None:
        self.away.clear()
        self.refresh()

    def _forget(self) -> None:
        self._asked += 1
        self.away.clear()
        self.happens.emit({})

    def _follow_link(self, link: QUrl) -> None:
        kind, _slash, rest = link.toString().partition("/")
        if kind != "keep":
            self.asked.emit(link.toString())
            return
        person, _slash, deputy = rest.partition("/")
        document = self.session.document
        if person in document.people and deputy in document.people:
            deputies = (*document.people[PersonId(person)].deputies, PersonId(deputy))
            self.session.apply(_("Name a deputy"), edits.set_person, PersonId(person), deputies=deputies)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "people"):
            self.people.setPalette(outlined(program_palette()))

    def begin(self) -> None:
        self.people.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Speak the current language."""
        self.choice.retranslate()
        self.people.setHeaderLabels([_("Person"), _("Away"), _("Work that stops")])
        self.people.setAccessibleName(_("Who is away"))
        self.days.setText(_("&Days…"))
        self.days.setToolTip(_("Say from when to when the person is away; without days it is for good"))
        self.clear.setText(_("Everybody is &back"))
        self.answer.setAccessibleName(_("What happens"))
        self.refresh_later()


def _work_out(
    document: Document, process: ProcessId, known: "tuple[Metrics, ...]", away: Away
) -> "tuple[Metrics, WhatIf, bool]":
    from raci_studio.analysis.metrics import Metrics
    from raci_studio.analysis.what_if import away_between, what_if

    metrics = next((of for of in known if of.process.id == process), None) or Metrics(document, process)
    intervals = {person: away_between(metrics, days) for person, days in away.items()}
    needs_start = metrics.timing.days is None and any(away.values())
    return metrics, what_if(metrics, intervals), needs_start
