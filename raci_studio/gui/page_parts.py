"""The matrix and the panels of a window, made while its first file is read: one part in each turn of the event loop.

Nothing of them is shown, or takes a key, before all are there. Their modules take longer than the parts themselves, and
start-up does not wait for them: those without Qt come in a worker thread, the others here, one in each turn. A class of
Qt's that is made in two threads at once ends the program (PySide makes its types when they are first touched).
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from raci_studio.core.garbage import import_for_good
from raci_studio.gui.session import Session
from raci_studio.gui.turns import Turns, import_beside

if TYPE_CHECKING:
    from raci_studio.gui.findings.commands import FindingCommands
    from raci_studio.gui.findings.panel import FindingsPanel
    from raci_studio.gui.inspector.panel import InspectorPanel
    from raci_studio.gui.matrix_page import MatrixPage
    from raci_studio.gui.outline_panel import OutlinePanel
    from raci_studio.gui.pages.frame import Pages


WITHOUT_QT = (
    "raci_studio.analysis.audit",
    "raci_studio.analysis.texts",
    "raci_studio.analysis.fixes",
    "raci_studio.core.arrangement",
    "raci_studio.core.arranged_rows",
    "raci_studio.core.column_types",
    "raci_studio.core.diff",
    "raci_studio.core.edits",
    "raci_studio.core.process_edits",
    "raci_studio.reports.graph.making",
    "raci_studio.reports.graph.svg",
)
"""What the parts need and a worker may import."""

WITH_QT = (
    "matrix.columns", "matrix.painting", "matrix.cell_painter", "matrix.arranged_model", "matrix.model",
    "matrix.editors", "matrix.list_editors", "matrix.delegate", "matrix.header", "matrix.keys", "matrix.view",
    "matrix_page", "pages.frame", "outline_panel", "findings.commands", "inspector.panel", "findings.panel",
)  # fmt: skip
"""The modules of the parts in `raci_studio.gui`, each after those it is made of."""


class PageParts(Turns):
    """Make the page and the panels of a session, then hand them over."""

    page: "MatrixPage"
    pages: "Pages"
    outline: "OutlinePanel"
    finding_commands: "FindingCommands"
    inspector: "InspectorPanel"
    findings: "FindingsPanel"

    def __init__(self, session: Session, window: QWidget, parent: QObject | None = None) -> None:
        """`window` is asked by dialogs of findings."""
        steps = (self._make_page, self._make_pages, self._make_outline, self._make_inspector, self._make_findings)
        modules = (partial(import_for_good, f"raci_studio.gui.{name}") for name in WITH_QT)
        super().__init__(partial(import_beside, WITHOUT_QT), (*modules, *steps), parent)
        self._session, self._window = session, window

    def _make_page(self) -> None:
        from raci_studio.gui.matrix_page import MatrixPage

        self.page = MatrixPage(self._session)

    def _make_pages(self) -> None:
        from raci_studio.gui.pages.frame import Pages

        self.pages = Pages(self._session, self.page)

    def _make_outline(self) -> None:
        from raci_studio.gui.outline_panel import OutlinePanel

        self.outline = OutlinePanel(self._session)

    def _make_inspector(self) -> None:
        from raci_studio.gui.findings.commands import FindingCommands
        from raci_studio.gui.inspector.panel import InspectorPanel

        self.finding_commands = FindingCommands(self._session, self._window)
        self.inspector = InspectorPanel(self.page.commands, self.finding_commands)

    def _make_findings(self) -> None:
        from raci_studio.gui.findings.panel import FindingsPanel

        self.findings = FindingsPanel(self._session, self.finding_commands)

    def stop(self) -> None:
        """Make no more, and let go of what no window took."""
        super().stop()
        if (pages := self.__dict__.get("pages")) is not None:
            pages.stop()
        for name in ("pages", "page", "outline", "inspector", "findings"):
            part: QWidget | None = self.__dict__.get(name)
            if part is not None and part.parentWidget() is None:
                part.deleteLater()

    def connect_parts(self, fixes: QAction) -> None:
        """Let the parts speak to each other; `fixes` is the action for a cell with findings."""
        view = self.page.view
        self.findings.finding_entered.connect(view.setFocus)
        view.current_cell_changed.connect(partial(_show_row, self.inspector.show_task))
        view.current_cell_changed.connect(partial(_show_row, self.findings.show_row))
        view.finding_actions = (fixes,)


def _show_row(show, task: str, _key: str) -> None:
    show(task)
