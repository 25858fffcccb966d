"""The row of controls above the graph: what is drawn, how, what is looked for, and pictures of it."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from raci_studio.core.i18n import N_, _
from raci_studio.gui.flow_layout import FlowLayout
from raci_studio.gui.pages.process_choice import ProcessChoice
from raci_studio.reports.graph.content import BY_DEPARTMENT, BY_PERSON, BY_STEP, LANES, NO_LANES

_LANE_TITLES = {
    BY_PERSON: N_("Person"), BY_DEPARTMENT: N_("Department"), BY_STEP: N_("Step"), NO_LANES: N_("No lanes")
}  # fmt: skip


class GraphBar(QWidget):
    """Choices of what is drawn; `chosen` says that one of them changed."""

    chosen = Signal()
    searched = Signal(str)  # what is looked for
    find_next = Signal(int)  # 1 or -1
    picture_asked = Signal(str)  # an extension, "" for the clipboard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.process = ProcessChoice()
        self.lanes, self._lanes_label = QComboBox(), QLabel()
        for lane in LANES:
            self.lanes.addItem("", lane)
        self.by_steps, self.suggestions = QCheckBox(), QCheckBox()
        self.suggestions.setChecked(True)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(120)
        self.zoom_out, self.zoom_in, self.fit = (QToolButton() for _nth in range(3))
        self.picture = QPushButton()  # unlike a tool button it has room for the arrow beside its text
        self.picture.setFlat(True)
        self._pictures: dict[str, QAction] = {}
        self._menu = QMenu(self.picture)
        for suffix in (".png", ".svg", ".pdf", ""):
            action = self._pictures[suffix] = QAction(self)
            action.triggered.connect(partial(self._ask_picture, suffix))
            self._menu.addAction(action)
        self.picture.setMenu(self._menu)
        self._lay_out()
        self.process.chosen.connect(self._changed)
        self.lanes.currentIndexChanged.connect(self._changed)
        self.suggestions.clicked.connect(self._changed)
        self.search.textChanged.connect(self.searched)
        self.search.installEventFilter(self)

    def _lay_out(self) -> None:
        flow = FlowLayout(self, spacing=6)
        flow.setContentsMargins(6, 4, 6, 4)
        self._lanes_label.setBuddy(self.lanes)
        self.lanes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        pair = QWidget()
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._lanes_label)
        line.addWidget(self.lanes)
        flow.addWidget(self.process)
        flow.addWidget(pair)
        flow.addWidget(self.by_steps)
        flow.addWidget(self.suggestions)
        flow.addWidget(self.search)
        for button in (self.zoom_out, self.zoom_in, self.fit):
            button.setAutoRaise(True)
            flow.addWidget(button)
        flow.addWidget(self.picture)

    def show_state(self, *, collapsed: bool, has_steps: bool, is_drawn: bool) -> None:
        """Show what is drawn; without anything drawn nothing can be done with it."""
        self.by_steps.setChecked(collapsed)
        others = (self.lanes, self.suggestions, self.search, self.zoom_in, self.zoom_out, self.fit, self.picture)
        for field in others:
            field.setEnabled(is_drawn)
        self.by_steps.setEnabled(is_drawn and has_steps)

    def _ask_picture(self, suffix: str, _checked: bool = False) -> None:
        self.picture_asked.emit(suffix)

    def _changed(self, *_value: object) -> None:
        self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.find_next.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Speak the current language."""
        self.process.retranslate()
        self._lanes_label.setText(_("&Lanes:"))
        for place, lane in enumerate(LANES):
            self.lanes.setItemText(place, _(_LANE_TITLES[lane]))
        self.search.setPlaceholderText(_("Find a task"))
        self.search.setAccessibleName(_("Find a task"))
        self.search.setToolTip(_("Enter goes to the next one, Shift+Enter to the one before"))
        self._pictures[".png"].setText(_("Save as &PNG…"))
        self._pictures[".svg"].setText(_("Save as &SVG…"))
        self._pictures[".pdf"].setText(_("Save as P&DF…"))
        self._pictures[""].setText(_("&Copy the picture"))
        said: tuple[tuple[QAbstractButton, str, str], ...] = (
            (self.by_steps, _("By steps"), _("A box for each step instead of one for each task; a click opens it")),
            (self.suggestions, _("Suggestions"), _("Show the dependencies that the texts suggest, as dashed arrows")),
            (self.zoom_out, "−", _("Zoom out")),
            (self.zoom_in, "+", _("Zoom in")),
            (self.fit, _("Fit"), _("Show the whole graph (Ctrl+0)")),
            (self.picture, _("Picture"), _("Save or copy a picture of the graph")),
        )
        for button, text, tip in said:
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip if len(text) == 1 else text)
            button.setAccessibleDescription("" if len(text) == 1 else tip)
