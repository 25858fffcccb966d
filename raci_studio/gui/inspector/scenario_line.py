"""What the row is instead of, or what happens instead of it, with links to those rows and a way back."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from raci_studio.core.document import Document, TaskId
from raci_studio.core.i18n import _
from raci_studio.gui.matrix.scenarios import NEGATIVE, rescuers, scenario_said


class ScenarioLine(QWidget):
    """Say how a row and its scenarios belong together. `task_chosen` asks for another row, `ordinary_asked` to make
    this one an ordinary one."""

    task_chosen = Signal(str)
    ordinary_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text, self.ordinary = QLabel(wordWrap=True), QPushButton()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.text.setSizePolicy(policy)
        self.text.linkActivated.connect(self.task_chosen)
        self.ordinary.clicked.connect(self.ordinary_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(self.text, 1)
        row.addWidget(self.ordinary, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_task(self, document: Document, task: TaskId, *, read_only: bool) -> None:
        """Show what is to be said of a row; nothing where it is an ordinary one without scenarios."""
        lines: list[tuple[str, TaskId]] = []
        if task in document.tasks:
            if said := scenario_said(document, task):
                lines.append((said, document.tasks[task].rescues))
            for other in rescuers(document, task):
                is_negative = document.tasks[other].scenario == NEGATIVE
                title = _("If it goes wrong") if is_negative else _("Another way")
                name = " ".join(document.tasks[other].name.split())
                lines.append((f"{title}: {document.numbers[other]} {name}", other))
        self.text.setText("<br>".join(f'<a href="{target}">{escape(text)}</a>' for text, target in lines))
        self.text.setAccessibleName("; ".join(text for text, _target in lines))
        self.ordinary.setText(_("An ordinary row"))
        self.ordinary.setVisible(bool(lines) and bool(document.tasks[task].scenario) and not read_only)
        self.setVisible(bool(lines))
