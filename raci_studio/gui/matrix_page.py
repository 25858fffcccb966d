"""The matrix page: what was recognised or refused above, the table below."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from raci_studio.core.arrangement import LAYOUTS
from raci_studio.core.document import TaskId
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.matrix.commands import AskNames, MatrixCommands
from raci_studio.gui.matrix.filter_bar import FilterBar
from raci_studio.gui.matrix.find_bar import FindBar
from raci_studio.gui.matrix.names_dialog import ask_names
from raci_studio.gui.matrix.view import MatrixView
from raci_studio.gui.messages import MessageBar
from raci_studio.gui.remembered import Place
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
        self._recognised = (0, 0, 0)  # tables, tasks and people of the import
        self.view = MatrixView(session, self.commands)
        self._place = Place()
        self._settled = QTimer(self)  # goes off once a page that was just made has its size
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._scroll)
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
        language.follow(self.retranslate)

    def _hide_refusal(self) -> None:
        if not self.bar.details:
            self.bar.hide()

    def show_opened(self) -> None:
        """Say what was recognised after an import, and start at the first task."""
        self.bar.hide()
        self._import_text = ""
        session, document = self.session, self.session.document
        self._recognised = (len(document.tables), len(document.order), len(document.people))
        if session.path is None and (document.tables or session.imported is not None):
            self._tell_import()
        self.view.go_to_first()

    def _tell_import(self) -> None:
        session = self.session
        text = self._what_was_recognised()
        if count := len(session.notes):
            text += " · " + ngettext("{n} note", "{n} notes", count).format(n=count)
        if day := getattr(session.imported, "corrected_on", ""):
            text += " · " + _("as you corrected it on {day}").format(day=day)
        self.bar.show_text(text, session.notes, _("Review…") if session.imported is not None else "")
        self._import_text = text

    def retranslate(self) -> None:
        """Say what was recognised in the current language, as long as the bar speaks of it."""
        if self._import_text and self.bar.said == self._import_text and not self.bar.isHidden():
            self._tell_import()
            self._tell_who_is_who()

    def place(self) -> Place:
        """Return where the user is."""
        view, model = self.view, self.view.matrix_model
        task, column = view.current_cell()
        rows = range(max(view.rowAt(0), 0), model.rowCount())
        top = next(filter(None, map(model.task_at, rows)), "")  # a section's head is no task
        left = view.horizontalScrollBar().value()
        return Place(view.layout_name, self.session.arrangement.zoom, task, column, top, left)

    def go_to_place(self, place: Place) -> None:
        """Return to where the user was; a row that is gone, filtered out or folded away is left alone."""
        layout = place.layout if place.layout in LAYOUTS else self.session.arrangement.layout
        self.session.arrange(layout=layout)
        self.view.set_zoom(place.zoom)
        if self.view.matrix_model.row_of(place.task) >= 0:
            self.view.go_to(TaskId(place.task), place.column or "name")
        self._place = place
        self._settled.start()

    def _scroll(self) -> None:
        place = self._place
        top = self.view.matrix_model.row_of(place.top)
        if top >= 0:
            self.view.verticalScrollBar().setValue(self.view.verticalHeader().sectionPosition(top))
        self.view.horizontalScrollBar().setValue(place.left)

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

    def _what_was_recognised(self) -> str:
        tables, tasks, people = self._recognised
        if not tables:
            return _("No matrix and no plan was recognised in this workbook.")
        parts = [
            ngettext("{n} table", "{n} tables", tables).format(n=tables),
            ngettext("{n} task", "{n} tasks", tasks).format(n=tasks),
            ngettext("{n} person", "{n} people", people).format(n=people),
        ]
        return _("Recognised: {what}").format(what=", ".join(parts))
