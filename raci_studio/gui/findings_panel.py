"""The findings panel: filter, go to the cell, next and previous, accept with a reason."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from raci_studio.core.edits import accept_finding, reopen_finding
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.findings_model import FindingsModel
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding

_SEVERITIES = ("", "error", "warning", "hint")


class FindingsPanel(QWidget):
    """List the findings; `finding_chosen` asks the matrix to show one."""

    finding_chosen = Signal(object)  # Finding

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = FindingsModel(session, self)
        self.table = QTreeView(rootIsDecorated=False, uniformRowHeights=True, allColumnsShowFocus=True)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)
        self._severity, self._search = QComboBox(), QLineEdit(clearButtonEnabled=True)
        self._severity.currentIndexChanged.connect(self._filter)
        self._search.textChanged.connect(self._filter)
        self._accept = QPushButton()
        self._accept.clicked.connect(self.accept_finding)
        self._count = QLabel()
        self._current = ""
        self._lay_out()
        session.findings_changed.connect(self._refreshed)
        language.follow(self.retranslate)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        for widget in (self._severity, self._search, self._accept):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._count)
        self._search.setMaximumWidth(280)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.table)
        header = self.table.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, width in enumerate((150, 64, 110)):
            header.resizeSection(place, width)

    def _filter(self) -> None:
        self.model.show_only(_SEVERITIES[max(self._severity.currentIndex(), 0)], self._search.text())
        self._refreshed()

    def _refreshed(self) -> None:
        row = self.model.row_of(self._current)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        count = self.model.rowCount()
        self._count.setText(ngettext("{n} finding", "{n} findings", count).format(n=count))

    def _choose(self, index: QModelIndex) -> None:
        finding = self.model.finding_at(index.row())
        self._current = finding.key
        self.finding_chosen.emit(finding)

    def current_finding(self) -> "Finding | None":
        """Return the finding that is current in the list."""
        index = self.table.currentIndex()
        return self.model.finding_at(index.row()) if index.isValid() else None

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) finding, round at the ends."""
        count = self.model.rowCount()
        if not count:
            return
        index = self.table.currentIndex()
        row = (index.row() + by) % count if index.isValid() else (0 if by > 0 else count - 1)
        self.table.setCurrentIndex(self.model.index(row, 0))
        self._choose(self.model.index(row, 0))

    def accept_finding(self) -> None:
        """Accept the current finding with a reason, or take that back."""
        finding = self.current_finding()
        if finding is None:
            return
        if self.model.is_accepted(self.table.currentIndex().row()):
            self._session.apply(_("Reopen {code}").format(code=finding.code), reopen_finding, finding.key)
            return
        question = _("Why can {code} be lived with?").format(code=finding.code)
        reason, said = QInputDialog.getText(self, _("Accept the finding"), question)
        if said:
            label = _("Accept {code}").format(code=finding.code)
            self._session.apply(label, accept_finding, finding.key, reason.strip())

    def _show_menu(self, at) -> None:
        index = self.table.indexAt(at)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.addAction(_("Go to the cell"), lambda: self._choose(index))
        text = _("Reopen") if self.model.is_accepted(index.row()) else _("Accept with a reason…")
        menu.addAction(text, self.accept_finding)
        menu.exec(self.table.viewport().mapToGlobal(at))
        menu.deleteLater()

    def retranslate(self) -> None:
        """Speak the current language."""
        texts = (_("All severities"), _("Errors"), _("Warnings"), _("Hints"))
        chosen = max(self._severity.currentIndex(), 0)
        self._severity.blockSignals(True)
        self._severity.clear()
        self._severity.addItems(texts)
        self._severity.setCurrentIndex(chosen)
        self._severity.blockSignals(False)
        self._severity.setAccessibleName(_("Show findings of this severity"))
        self._search.setPlaceholderText(_("Filter by words"))
        self._search.setAccessibleName(_("Filter by words"))
        self._accept.setText(_("Accept…"))
        self.table.setAccessibleName(_("Findings"))
        self.model.refresh()
        self._refreshed()
