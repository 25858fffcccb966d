"""The findings panel: group, filter, go to the cell, next and previous, mend, accept with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.findings.commands import FindingCommands
from raci_studio.gui.findings.grouping import GROUPING_TITLES, Grouping
from raci_studio.gui.findings.menu import fill_menu, show_fixes
from raci_studio.gui.findings.model import FindingsModel
from raci_studio.gui.findings.tree import FindingsTree
from raci_studio.gui.findings.wanted import Wanted
from raci_studio.gui.flow_layout import FlowLayout
from raci_studio.gui.session import Session
from raci_studio.gui.settings import settings

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding

_SEVERITIES = ("", "error", "warning", "hint")
_GROUPING, _ACCEPTED = "findings/grouping", "findings/accepted"  # in the user's settings


@dataclass(frozen=True, slots=True)
class _Problem:
    """The question of the checklist whose problems are shown; "" for none."""

    question: str = ""
    codes: frozenset[str] = frozenset()
    process: str = ""


class FindingsPanel(QWidget):
    """List the findings. `finding_chosen` asks the matrix to show one, `finding_entered` to be worked in then."""

    finding_chosen = Signal(object)  # Finding
    finding_entered = Signal()

    def __init__(self, session: Session, commands: FindingCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._commands = session, commands
        self._task = ""  # the matrix's current row
        self._current = "", ""  # key and group of the finding chosen last
        self._problem = _Problem()
        self.model = FindingsModel(session, self)
        self.tree = FindingsTree(self.model)
        self.tree.clicked.connect(self._choose)
        self.tree.doubleClicked.connect(self._enter)
        self.tree.entered_line.connect(self._enter)
        self.tree.fixes_asked.connect(self.show_fixes)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.selectionModel().currentChanged.connect(self._show_buttons)
        self.grouping, self.severity = QComboBox(), QComboBox()
        self.words = QLineEdit(clearButtonEnabled=True)
        self.only_row, self.with_accepted = QCheckBox(), QCheckBox()
        self.everything, self.fix, self.accept = QPushButton(), QPushButton(), QPushButton()
        self._count = QLabel()
        self._lay_out()
        self._connect()
        session.findings_changed.connect(self._refreshed)
        session.document_opened.connect(self.show_everything)
        language.follow(self.retranslate)
        self._group()
        self._filter()

    def _lay_out(self) -> None:
        bar = QWidget()
        flow = FlowLayout(bar, 6)
        flow.setContentsMargins(6, 4, 6, 4)
        self.words.setMinimumWidth(140)
        for widget in (
            self.grouping, self.severity, self.words, self.only_row, self.with_accepted, self._count, self.everything,
            self.fix, self.accept,
        ):  # fmt: skip
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.tree, 1)

    def _connect(self) -> None:
        held = settings()
        self.with_accepted.setChecked(bool(held.value(_ACCEPTED, True, type=bool)))
        self._fill_choices()
        chosen = str(held.value(_GROUPING, ""))
        self.grouping.setCurrentIndex(max(self.grouping.findData(chosen), 0))
        self.grouping.currentIndexChanged.connect(self._choose_grouping)
        self.severity.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.only_row.toggled.connect(self._filter)
        self.with_accepted.toggled.connect(self._show_accepted)
        self.everything.clicked.connect(self.show_everything)
        self.fix.clicked.connect(self.show_fixes)
        self.accept.clicked.connect(self.accept_finding)

    # What is shown

    def _choose_grouping(self) -> None:
        settings().setValue(_GROUPING, str(self.grouping.currentData()))
        self._group()

    def _group(self) -> None:
        grouping = Grouping(self.grouping.currentData())
        self.tree.setRootIsDecorated(grouping is not Grouping.NONE)
        self.model.group_by(grouping)
        self._refreshed()

    def _show_accepted(self, shown: bool) -> None:
        settings().setValue(_ACCEPTED, shown)
        self._filter()

    def _filter(self) -> None:
        task = self._task if self.only_row.isChecked() else ""
        severity = self.severity.currentData() or ""
        self.model.show_only(
            Wanted(
                severity, self.words.text().casefold(), task, self.with_accepted.isChecked(),
                self._problem.codes, self._problem.process,
            )
        )  # fmt: skip
        self._refreshed()

    def show_problems(self, question: str, codes: Iterable[str], process: str) -> None:
        """Show the findings that are the problems of a question of the checklist, and go to the first of them."""
        self._problem = _Problem(question, frozenset(codes), process)
        self._take_filters_away()
        index = self.model.step_from(QModelIndex(), 1)
        if index.isValid():
            self.tree.show_line(index)
            self._choose(index)

    def show_everything(self) -> None:
        """Take all filters away."""
        self._problem = _Problem()
        self._take_filters_away()

    def _take_filters_away(self) -> None:
        self.severity.setCurrentIndex(0)
        self.words.clear()
        self.only_row.setChecked(False)
        self._filter()

    def show_row(self, task: str) -> None:
        """Know the matrix's current row, "" for none: the findings may be those of it only."""
        if task != self._task:
            self._task = task
            if self.only_row.isChecked():
                self._filter()

    def _refreshed(self) -> None:
        key, group = self._current
        if key and (index := self.model.index_of(key, group)).isValid() and self.current_key() != key:
            self.tree.setCurrentIndex(index)
            self.tree.lost = False
        shown, total = self.model.shown, self.model.total
        text = ngettext("{n} finding", "{n} findings", total).format(n=total)
        if shown != total:
            text = _("{shown} of {total} findings").format(shown=shown, total=total)
        if self._problem.question:
            text = f"{self._problem.question} — {text}"
        self._count.setText(text)
        self.everything.setVisible(shown != total or bool(self._problem.question))
        self.tree.say_when_empty(self._why_empty(total))
        self.tree.viewport().update()
        self._show_buttons()

    def _why_empty(self, total: int) -> str:
        if self._session.analysis is None:
            return _("The matrix is being looked through…")
        if total:
            return _("All findings are filtered away.")
        if not self._session.document.order:
            return _("Findings about the rows will stand here.")
        return _("Nothing was found: the matrix passes all rules.")

    # Findings

    def current_finding(self) -> "Finding | None":
        """Return the finding that is current in the list."""
        return self.model.finding_at(self.tree.currentIndex())

    def current_key(self) -> str:
        """Return the key of the current finding, "" where there is none."""
        finding = self.current_finding()
        return finding.key if finding is not None else ""

    def _choose(self, index: QModelIndex) -> None:
        finding = self.model.finding_at(index)
        if finding is not None:
            self._current = finding.key, self.model.group_at(index)
            self.tree.lost = False
            self.finding_chosen.emit(finding)

    def _enter(self, index: QModelIndex) -> None:
        if self.model.finding_at(index) is not None:
            self._choose(index)
            self.finding_entered.emit()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) finding as shown, round at the ends."""
        here = self.tree.currentIndex()
        stays = self.tree.lost and by > 0 and self.model.finding_at(here) is not None
        index = here if stays else self.model.step_from(here, by)  # the next one took the place of the one that went
        if index.isValid():
            self.tree.show_line(index)
            self._choose(index)

    def accept_finding(self) -> None:
        """Accept the current finding with a reason, or take that back."""
        finding = self.current_finding()
        if finding is not None:
            (self._commands.reopen if self.model.is_accepted(finding) else self._commands.accept)(finding)

    def show_fixes(self) -> QMenu | None:
        """Show the ways out of the current finding below its line."""
        finding, index = self.current_finding(), self.tree.currentIndex()
        if finding is None:
            return None
        self.tree.scrollTo(index)
        at = self.tree.viewport().mapToGlobal(self.tree.visualRect(index.siblingAtColumn(0)).bottomLeft())
        return show_fixes([finding], at, self._commands, self)

    # Menu

    def make_menu(self) -> QMenu:
        """Return the context menu for the current line."""
        menu = QMenu(self)
        index, finding = self.tree.currentIndex(), self.current_finding()
        if finding is not None:
            menu.addAction(_("Go to the cell"), partial(self._enter, index))
            fill_menu(menu, [finding], self._commands)
        if self.model.is_grouped:
            menu.addSeparator()
            menu.addAction(_("Unfold all groups"), self.tree.unfold_all)
            menu.addAction(_("Fold all groups"), self.tree.fold_all)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(self.tree.viewport().mapToGlobal(at))

    def _show_buttons(self) -> None:
        finding = self.current_finding()
        accepted = finding is not None and self.model.is_accepted(finding)
        self.fix.setEnabled(finding is not None and not accepted)
        self.accept.setEnabled(finding is not None and not self._session.read_only)
        self.accept.setText(_("Reopen") if accepted else _("Accept…"))

    def _fill_choices(self) -> None:
        severities = (_("All severities"), _("Errors"), _("Warnings"), _("Hints"))
        groupings = {str(grouping): _(title) for grouping, title in GROUPING_TITLES.items()}
        for box, texts in ((self.grouping, groupings), (self.severity, dict(zip(_SEVERITIES, severities)))):
            chosen = max(box.currentIndex(), 0)
            box.blockSignals(True)
            box.clear()
            for value, text in texts.items():
                box.addItem(text, value)
            box.setCurrentIndex(chosen)
            box.blockSignals(False)

    def retranslate(self) -> None:
        """Speak the current language."""
        self._fill_choices()
        self.grouping.setAccessibleName(_("Group the findings"))
        self.severity.setAccessibleName(_("Show findings of this severity"))
        self.words.setPlaceholderText(_("Filter by words"))
        self.words.setAccessibleName(_("Filter by words"))
        self.only_row.setText(_("Current row only"))
        self.with_accepted.setText(_("Accepted too"))
        self.everything.setText(_("Show all"))
        self.fix.setText(_("Fix…"))
        self.fix.setToolTip(_("Fixes for this finding (Ctrl+.)"))
        self.tree.setAccessibleName(_("Findings"))
        self.model.forget_texts()
        self._refreshed()
