"""What the Graph page is made of: controls, notes, the picture, what is said of it, and the legend."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from raci_studio.gui.pages.graph.bar import GraphBar
from raci_studio.gui.pages.graph.painting import legend_text
from raci_studio.gui.pages.graph.view import GraphView
from raci_studio.gui.pages.worked_out import WorkedOutPage


class GraphFrame(WorkedOutPage):
    """Lay the parts out; the page itself fills them."""

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self.bar, self.view = GraphBar(), GraphView()
        self.status, self.legend = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label in (self.status, self.legend):
            label.setContentsMargins(8, 3, 8, 3)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.status.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 6)  # else the picture jumps under the mouse
        self.lay_out_around(self.bar, self.view, self.status, self.legend)

    def retranslate(self) -> None:
        """Speak the current language."""
        super().retranslate()
        self.bar.retranslate()
        self.view.retranslate()
        self.show_legend()

    def show_legend(self) -> None:
        """Say what the signs mean that are seen now."""
        said = legend_text(self.view.drawing, happening=bool(self.view.state.happening))
        self.legend.setText(said)
        self.legend.setVisible(bool(said))
