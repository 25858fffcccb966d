"""The pages of a window: a row of tabs, the message bar below it, and the page that is chosen.

A page is made when it is first shown: nothing of it is worth waiting for when a file is opened. What it is made of is
imported once the first findings are there.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from raci_studio.core.i18n import _
from raci_studio.gui import language
from raci_studio.gui.pages import MATRIX, PAGES
from raci_studio.gui.pages.ahead import modules_ahead
from raci_studio.gui.pages.figures import Figures
from raci_studio.gui.pages.page import Page
from raci_studio.gui.selection import Selection
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.core.document import TaskId
    from raci_studio.gui.matrix_page import MatrixPage


class Pages(QWidget):
    """Show one page at a time. `asked` tells an address of `pages.ways` that a page leads to."""

    shown = Signal(str)  # the id of a page
    asked = Signal(str)
    happening_changed = Signal(object)  # what `happening` holds

    def __init__(self, session: Session, matrix: "MatrixPage", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.matrix = session, matrix
        self.selection = Selection(session, self)
        self.figures = Figures(session, self)
        self.modules = modules_ahead(self)
        self.happening: Mapping[TaskId, tuple[str, str]] = {}  # sign and sentence, if people are away
        self._made: dict[str, QWidget] = {MATRIX: matrix}
        self.tabs = QTabBar()
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        for name in PAGES:
            self.tabs.setTabData(self.tabs.addTab(""), name)
        self._stack = QStackedWidget()
        self._stack.addWidget(matrix)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(matrix.bar)  # what an edit refuses is told whatever page it is made on
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._tab_chosen)
        matrix.view.current_cell_changed.connect(self._cell_chosen)
        session.findings_changed.connect(self._import_ahead)
        language.follow(self.retranslate)

    @property
    def current(self) -> str:
        """Return the id of the page that is shown."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    @property
    def page(self) -> QWidget:
        """Return the page that is shown."""
        return self._made[self.current]

    @property
    def way_of_keys(self) -> QWidget:
        """Return the part of the page that F6 leads to."""
        return self.matrix.view if self.current == MATRIX else self.page

    def made(self, name: str) -> QWidget | None:
        """Return a page that was shown before, None where it was not."""
        return self._made.get(name)

    def show_page(self, name: str) -> QWidget:
        """Show a page and return it; one that nobody knows is the matrix."""
        name = name if name in PAGES else MATRIX
        self.tabs.setCurrentIndex(list(PAGES).index(name))
        return self._made[name]

    def show_happening(self, happening: "Mapping[TaskId, tuple[str, str]]") -> None:
        """Let pages mark what happens to tasks if people are away."""
        self.happening = happening
        self.happening_changed.emit(happening)

    def commit(self) -> bool:
        """Take over what is being typed on the page that is shown; False where it was refused."""
        page = self.page
        if isinstance(page, Page):
            page.commit()
            return True
        return self.matrix.view.commit_editor()

    def stop(self) -> None:
        """Wait for the workers: the window goes."""
        self.modules.stop()
        self.figures.stop()

    def _import_ahead(self) -> None:
        if self._session.analysis:  # opening tells of findings too: of none
            self.modules.start()

    def _tab_chosen(self, place: int) -> None:
        name = str(self.tabs.tabData(place))
        left = cast(QWidget, self._stack.currentWidget())
        if isinstance(left, Page):
            left.commit()
        else:
            self.matrix.view.commit_editor()
            self.selection.choose_tasks(self.matrix.view.selected_tasks())
        if left.isAncestorOf(QApplication.focusWidget() or self):
            self.tabs.setFocus()  # else it would pass through fields of the panels
        if name not in self._made:
            self._add(name)
        self._stack.setCurrentWidget(self._made[name])
        if name == MATRIX:
            self._follow_selection()
        self.shown.emit(name)

    def _add(self, name: str) -> None:
        page = self._made[name] = _MAKERS[name](self)
        page.asked.connect(self.asked)
        self._stack.addWidget(page)
        before: QWidget = self.matrix.bar.buttons[-1]
        for field in _fields(page):  # they were added behind all panels
            QWidget.setTabOrder(before, field)
            before = field

    def _cell_chosen(self, task: str, key: str) -> None:
        from raci_studio.core.document import PersonId, TaskId

        self.selection.choose_tasks([TaskId(task)] if task else [])
        if key.startswith("person:"):
            self.selection.choose_people([PersonId(key.removeprefix("person:"))])

    def _follow_selection(self) -> None:
        """Go in the matrix to what was selected on another page."""
        tasks, view = self.selection.tasks, self.matrix.view
        if tasks and view.current_cell()[0] not in tasks:
            view.go_to(tasks[0])

    def retranslate(self) -> None:
        """Speak the current language."""
        self.tabs.setAccessibleName(_("Pages"))
        for place, title in enumerate(PAGES.values()):
            self.tabs.setTabText(place, _(title))
            self.tabs.setTabToolTip(place, f"{_(title)} (Ctrl+{place + 1})")


def _fields(page: QWidget) -> list[QWidget]:
    """Return the fields of a page in the order of Tab, shown or not."""
    found, field = [], page.nextInFocusChain()
    while field is not None and field is not page:
        takes_focus = field.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if takes_focus and page.isAncestorOf(field):
            found.append(field)
        field = field.nextInFocusChain()
    return found


def _graph(pages: Pages) -> Page:
    from raci_studio.gui.pages.graph.page import GraphPage

    page = GraphPage(*_needs(pages))
    page.show_happening(pages.happening)
    pages.happening_changed.connect(page.show_happening)
    return page


def _people(pages: Pages) -> Page:
    from raci_studio.gui.pages.people_page import PeoplePage

    return PeoplePage(*_needs(pages))


def _process(pages: Pages) -> Page:
    from raci_studio.gui.pages.process_page import ProcessPage

    return ProcessPage(*_needs(pages))


def _checklist(pages: Pages) -> Page:
    from raci_studio.gui.pages.checklist_page import ChecklistPage

    return ChecklistPage(*_needs(pages))


def _what_if(pages: Pages) -> Page:
    from raci_studio.gui.pages.what_if_page import WhatIfPage

    page = WhatIfPage(*_needs(pages))
    page.happens.connect(pages.matrix.view.matrix_model.show_happening)
    page.happens.connect(pages.show_happening)
    return page


def _schedule(pages: Pages) -> Page:
    from raci_studio.gui.pages.schedule_page import SchedulePage

    return SchedulePage(*_needs(pages))


def _charts(pages: Pages) -> Page:
    from raci_studio.gui.pages.charts_page import ChartsPage

    return ChartsPage(*_needs(pages))


def _needs(pages: Pages):
    return pages._session, pages.selection, pages.figures, pages.matrix.commands.ask_names


_MAKERS: dict[str, Callable[[Pages], Page]] = {
    "graph": _graph, "people": _people, "process": _process, "what_if": _what_if, "checklist": _checklist,
    "schedule": _schedule, "charts": _charts,
}  # fmt: skip
