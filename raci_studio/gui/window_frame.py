"""The frame of a window: menus from the table of actions, the start page or the matrix, panels around it.

What the actions do is in `main_window`.
"""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QStackedWidget, QToolBar, QWidget

from raci_studio.core.i18n import N_, _
from raci_studio.gui import actions as action_table
from raci_studio.gui import language
from raci_studio.gui.documents import Documents
from raci_studio.gui.menus import Menus, call
from raci_studio.gui.page_parts import PageParts
from raci_studio.gui.pages import MATRIX, PAGES
from raci_studio.gui.session import Session
from raci_studio.gui.start_page import StartPage
from raci_studio.gui.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QDockWidget, QLayout

    from raci_studio.analysis.findings import Finding
    from raci_studio.core.document import ProcessId, TaskId
    from raci_studio.gui.matrix_page import MatrixPage
    from raci_studio.gui.pages.frame import Pages
    from raci_studio.gui.remembered import RememberedWindow
    from raci_studio.gui.windows import Windows

_PANELS = {"outline": N_("Outline"), "inspector": N_("Row"), "findings": N_("Findings")}
_AREAS = {
    "outline": Qt.DockWidgetArea.LeftDockWidgetArea,
    "inspector": Qt.DockWidgetArea.RightDockWidgetArea,
    "findings": Qt.DockWidgetArea.BottomDockWidgetArea,
}


class WindowFrame(QMainWindow):
    """Show one session. The matrix and the panels are made when the first document is opened."""

    page: "MatrixPage"  # None before the first document, as `pages`
    pages: "Pages"

    if TYPE_CHECKING:  # what the classes made of this one do

        def open_document(self) -> None: ...
        def new_document(self) -> None: ...
        def paste_as_new(self) -> None: ...
        def open_path(self, path: Path) -> None: ...
        def review_import(self) -> None: ...
        def who_is_who(self) -> None: ...
        def commit_editing(self) -> None: ...
        def go_to_task(self, task: TaskId) -> None: ...
        def go_to_person(self, person: str) -> None: ...
        def go_to_process(self, process: ProcessId) -> None: ...
        def go_to_finding(self, finding: Finding) -> None: ...
        def go_to_address(self, address: str) -> None: ...

    def __init__(self, windows: "Windows") -> None:
        super().__init__()
        self.windows = windows
        self.session = Session(self)
        self.parts = PageParts(self.session, self, self)
        self.documents = Documents(self.session, self, self.parts)
        self.page = self.pages = None  # type: ignore[assignment]  # see above
        self.docks: dict[str, QDockWidget] = {}
        self._actions: dict[str, QAction] = {}
        self._remembered: RememberedWindow | None = None  # how this window stood last time
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.resize(1360, 860)
        self._build_start()
        self._build_actions()
        self._connect()
        language.follow(self.retranslate)
        self._show_state()
        QTimer.singleShot(0, self._decorate)

    # Building

    def _build_start(self) -> None:
        self.stack = QStackedWidget()
        self.start_page = StartPage()
        self.start_page.open_asked.connect(self.open_document)
        self.start_page.new_asked.connect(self.new_document)
        self.start_page.paste_asked.connect(self.paste_as_new)
        self.start_page.file_chosen.connect(self.open_path)
        self.stack.addWidget(self.start_page)
        self.setCentralWidget(self.stack)
        self.status = Status(self.session, self.documents.jobs, self.statusBar())

    def _build_actions(self) -> None:
        for spec in action_table.specs():
            if spec.scope == "window":
                action = self._actions[spec.id] = action_table.make_action(spec, self)
                action.triggered.connect(partial(call, getattr(self, spec.id)))
        self._menus = Menus(self, self._actions, self.open_path)
        self.tool_bar = QToolBar(self)
        self.tool_bar.setObjectName("tool_bar")
        self.tool_bar.setMovable(False)
        self.tool_bar.setIconSize(QSize(20, 20))
        self.addToolBar(self.tool_bar)
        self._fill_tool_bar()

    def _fill_tool_bar(self) -> None:
        self.tool_bar.clear()
        for name in action_table.TOOL_BAR:
            if name is None:
                self.tool_bar.addSeparator()
            elif name in self._actions:
                self.tool_bar.addAction(self._actions[name])

    def _decorate(self) -> None:
        """Give icons once the window stands: reading them is not worth waiting for."""
        from raci_studio.gui.icons import app_icon, icon

        self.setWindowIcon(app_icon())
        for spec in action_table.specs():
            if spec.icon and spec.id in self._actions:
                self._actions[spec.id].setIcon(icon(spec.icon))

    def _connect(self) -> None:
        self.session.document_opened.connect(self._opened)
        self.session.state_changed.connect(self._show_state)
        self.session.undo_stack.indexChanged.connect(self._show_undo)
        self.documents.told.connect(self.tell)
        self.documents.leaving.connect(self.remember_place_in_file)
        self.documents.arriving.connect(self._make_room)
        self.documents.opened.connect(self._return_to_place)

    def _take_page(self) -> None:
        """Take the matrix and the panels, which are made by now, with their actions."""
        parts = self.parts
        self.page, self.outline, self.inspector, self.findings = (
            parts.page, parts.outline, parts.inspector, parts.findings
        )  # fmt: skip
        self.pages = parts.pages
        self.finding_commands = parts.finding_commands
        parts.connect_parts(self._actions["show_fixes"])
        self.page.review_asked.connect(self.review_import)
        self.page.who_asked.connect(self.who_is_who)
        self.outline.who_asked.connect(self.who_is_who)
        self.findings.finding_chosen.connect(self.go_to_finding)
        self.outline.task_chosen.connect(self.go_to_task)
        self.outline.person_chosen.connect(self.go_to_person)
        self.outline.process_chosen.connect(self.go_to_process)
        self.inspector.task_chosen.connect(self.go_to_task)
        self.pages.asked.connect(self.go_to_address)
        self.pages.shown.connect(self._show_page)
        view = self.page.view
        view.layout_switched.connect(self._show_layout)
        self.session.arrangement_changed.connect(self._show_layout)
        self._actions |= view.actions_by_id
        self._menus.fill()
        self._fill_tool_bar()
        self._decorate()

    def _add_panels(self) -> None:
        layout = cast("QLayout", self.layout())
        layout.setEnabled(False)  # each panel that is shown would lay the whole window out
        self._add_dock("outline", self.outline)  # Tab goes through the parts in this order
        self.stack.addWidget(self.pages)
        for name, widget in (("inspector", self.inspector), ("findings", self.findings)):
            self._add_dock(name, widget)
        for dock in self.docks.values():
            dock.show()
        layout.setEnabled(True)
        self._menus.retranslate()
        self._name_panels()
        if self._remembered is not None:
            self.restoreState(self._remembered.panels)

    def _add_dock(self, name: str, widget: QWidget) -> None:
        from PySide6.QtWidgets import QDockWidget

        dock = self.docks[name] = QDockWidget(self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        self.addDockWidget(_AREAS[name], dock)
        self._menus["panels"].addAction(dock.toggleViewAction())
        size = {"outline": 210, "inspector": 290, "findings": 190}[name]
        side = Qt.Orientation.Vertical if name == "findings" else Qt.Orientation.Horizontal
        self.resizeDocks([dock], [size], side)

    # State

    def _make_room(self) -> None:
        """Stand ready for the document that comes in the next turn of the event loop; nothing of it is seen yet."""
        if self.page is None:
            self.parts.finish()
            self._take_page()

    def _opened(self) -> None:
        if not self.docks:
            was_made = self.parts.is_done
            self._make_room()
            self._add_panels()
            if not was_made:  # too late to hear of the document
                self.page.show_opened()
            if self._remembered is not None:
                self.pages.show_page(self._remembered.page)
            self._check_page(self.pages.current)
        else:
            self.pages.show_page(MATRIX)
        self.stack.setCurrentWidget(self.pages)
        self.pages.way_of_keys.setFocus()
        self._show_layout()

    def _show_state(self) -> None:
        session = self.session
        self.setWindowModified(session.is_open and not session.is_clean)
        mark = " — " + _("read-only") if session.read_only else ""
        self.setWindowTitle(f"{session.title}[*]{mark} — RACI Studio" if session.is_open else "RACI Studio")
        is_import = session.imported is not None
        action_table.enable_actions(
            self._actions, is_open=session.is_open, read_only=session.read_only, is_import=is_import,
            on_matrix=self.pages is None or self.pages.current == MATRIX,
        )  # fmt: skip
        self._show_undo()

    def _show_page(self, name: str) -> None:
        self._check_page(name)
        self._show_state()

    def _check_page(self, name: str) -> None:
        for other in PAGES:
            self._actions[f"page_{other}"].setChecked(other == name)

    def _show_undo(self) -> None:
        stack = self.session.undo_stack
        for name, text, label, ready in (
            ("undo", _("&Undo"), stack.undoText(), stack.canUndo()),
            ("redo", _("&Redo"), stack.redoText(), stack.canRedo()),
        ):
            self._actions[name].setText(f"{text}: {label}" if label else text)
            self._actions[name].setIconText(text.replace("&", ""))
            self._actions[name].setEnabled(ready)

    def _show_layout(self) -> None:
        for name in ("list", "grid"):
            self._actions[f"show_{name}"].setChecked(self.page is not None and self.page.view.layout_name == name)
        self._actions["wrap_texts"].setChecked(self.session.arrangement.wrap)

    def tell(self, text: str, lines: "Sequence[str]") -> None:
        """Say something in the message bar of the page that is shown; `lines` are its details."""
        (self.start_page if self.page is None else self.page).bar.show_text(text, lines)

    # What is remembered

    @property
    def is_idle(self) -> bool:
        """Tell whether the window has no document and opens none."""
        return not self.session.is_open and not self.documents.is_busy

    def stand_as(self, remembered: "RememberedWindow") -> None:
        """Stand where a window stood, with its panels."""
        self._remembered = remembered
        self.restoreGeometry(remembered.geometry)

    def as_remembered(self) -> "RememberedWindow":
        """Return how the window stands, and keep in mind where the user is in its file."""
        from raci_studio.gui.remembered import RememberedWindow

        self.remember_place_in_file()
        file = self.documents.file if self.session.is_open else None
        before = self._remembered.panels if self._remembered is not None else b""
        panels = bytes(self.saveState().data()) if self.docks else before
        page = "" if self.pages is None else self.pages.current
        return RememberedWindow(str(file or ""), bytes(self.saveGeometry().data()), panels, page)

    def remember_place_in_file(self) -> None:
        """Keep in mind where the user is in the file."""
        from raci_studio.gui.remembered import remember_place

        if self.page is not None and self.session.is_open and (file := self.documents.file) is not None:
            remember_place(file, self.page.place())

    def _return_to_place(self) -> None:
        from raci_studio.gui.remembered import place_in

        file = self.documents.file
        place = place_in(file) if file is not None else None
        if place is not None and self.page is not None:
            self.page.go_to_place(place)

    def retranslate(self) -> None:
        """Speak the current language."""
        for spec in action_table.specs():
            if spec.scope == "window":
                action_table.retranslate_action(spec, self._actions[spec.id])
        self._menus.retranslate()
        self._name_panels()
        self.tool_bar.setWindowTitle(_("Tools"))
        self._show_state()

    def _name_panels(self) -> None:
        for name, dock in self.docks.items():
            dock.setWindowTitle(_(_PANELS[name]))
            for button, text in (("floatbutton", _("Float or dock the panel")), ("closebutton", _("Hide the panel"))):
                for part in dock.findChildren(QAbstractButton, f"qt_dockwidget_{button}"):
                    part.setAccessibleName(text)  # Qt names them once, in the language of that moment
                    part.setToolTip(text)
