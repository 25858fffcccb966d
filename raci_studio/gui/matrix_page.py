"""The matrix page: what was recognised or refused above, the table below."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.matrix.commands import AskNames, MatrixCommands
from raci_studio.gui.matrix.filter_bar import FilterBar
from raci_studio.gui.matrix.find_bar import FindBar
from raci_studio.gui.matrix.names_dialog import ask_names
from raci_studio.gui.matrix.view import MatrixView
from raci_studio.gui.messages import MessageBar
from raci_studio.gui.session import Session


class MatrixPage(QWidget):
    """Hold the view of the matrix and its message bar."""

    review_asked = Signal()
    who_asked = Signal()

    def __init__(self, session: Session, ask: AskNames | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.commands = MatrixCommands(session, ask or partial(ask_names, self))
        self.bar = MessageBar()
        self.bar.offer_taken.connect(self.review_asked)
        self.bar.other_offer_taken.connect(self.who_asked)
        self._import_text = ""  # what the bar says of an import
        self.view = MatrixView(session, self.commands)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        self.filter_bar = FilterBar(self.view)
        column.addWidget(self.filter_bar)
        column.addWidget(self.view, 1)
        self.find_bar = FindBar(self.view)
        column.addWidget(self.find_bar)
        session.refused.connect(self.bar.show_error)
        session.document_opened.connect(self.show_opened)
        session.document_changed.connect(self._hide_refusal)
        session.findings_changed.connect(self._tell_who_is_who)

    def _hide_refusal(self) -> None:
        if not self.bar.details:
            self.bar.hide()

    def show_opened(self) -> None:
        """Say what was recognised after an import, and start at the first task."""
        self.bar.hide()
        self._import_text = ""
        session, document = self.session, self.session.document
        if session.path is None and (document.tables or session.imported is not None):
            text = self._recognised()
            if count := len(session.notes):
                text += " · " + ngettext("{n} note", "{n} notes", count).format(n=count)
            if day := getattr(session.imported, "corrected_on", ""):
                text += " · " + _("as you corrected it on {day}").format(day=day)
            self.bar.show_text(text, session.notes, _("Review…") if session.imported is not None else "")
            self._import_text = text
        self.view.go_to_first()

    def _tell_who_is_who(self) -> None:
        """Say after an import how many people may be one, as long as the bar speaks of it."""
        if not self._import_text or self.bar.said != self._import_text or self.session.analysis is None:
            return
        count = sum(finding.code == "H103" for finding in self.session.findings)
        text = ngettext(
            "{n} person may stand here under several names",
            "{n} people may stand here under several names",
            count,
        ).format(n=count)
        self.bar.add_offer(text if count else "", _("Who is who…") if count else "")

    def _recognised(self) -> str:
        document = self.session.document
        if not document.tables:
            return _("No matrix and no plan was recognised in this workbook.")
        parts = [
            ngettext("{n} table", "{n} tables", len(document.tables)).format(n=len(document.tables)),
            ngettext("{n} task", "{n} tasks", len(document.order)).format(n=len(document.order)),
            ngettext("{n} person", "{n} people", len(document.people)).format(n=len(document.people)),
        ]
        return _("Recognised: {what}").format(what=", ".join(parts))
