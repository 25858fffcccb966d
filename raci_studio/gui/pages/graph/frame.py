"""What the Graph page is made of: controls, notes, the picture, what is said of it, and the legend."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from raci_studio.core.i18n import _
from raci_studio.gui.pages.graph.bar import GraphBar
from raci_studio.gui.pages.graph.painting import legend_text
from raci_studio.gui.pages.graph.view import GraphView
from raci_studio.gui.pages.page import Page


class GraphFrame(Page):
    """Lay the parts out; the page itself fills them. `empty` stands in the place of the picture where there is none."""

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self.bar, self.view = GraphBar(), GraphView()
        self.notes, self.status, self.legend, self.empty = (QLabel(wordWrap=True) for _nth in range(4))
        self._lay_out()

    def _lay_out(self) -> None:
        for label in (self.notes, self.empty):
            label.setContentsMargins(8, 2, 8, 6)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        for label in (self.status, self.legend):
            label.setContentsMargins(8, 3, 8, 3)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.status.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 6)  # else the picture jumps under the mouse
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notes)
        column.addWidget(self.view, 1)
        column.addWidget(self.status)
        column.addWidget(self.legend)
        self.stack = QStackedWidget()
        self.stack.addWidget(drawn)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.stack, 1)

    def retranslate(self) -> None:
        """Speak the current language."""
        self.bar.retranslate()
        self.view.retranslate()
        self.notes.setAccessibleName(_("Summary"))
        self.legend.setText(legend_text())
