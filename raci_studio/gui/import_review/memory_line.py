"""The line of the review that says the corrections of an earlier day were used."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from raci_studio.core.i18n import _


class MemoryLine(QWidget):
    """Say when the sheet was corrected; its button asks to forget that, which hides the line."""

    forget_asked = Signal()

    def __init__(self, day: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = QLabel(_("The sheet is read as you corrected it on {day}.").format(day=day))
        self.forget = QPushButton(_("&Forget the corrections"), autoDefault=False)
        self.forget.clicked.connect(self.hide)
        self.forget.clicked.connect(self.forget_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text, 1)
        row.addWidget(self.forget)
