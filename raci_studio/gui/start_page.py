"""The page when nothing is open: open, new, examples, recent files, a place to drop a workbook."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from raci_studio.core.i18n import _, language as current_language
from raci_studio.core.places import resource
from raci_studio.gui import language
from raci_studio.gui.settings import recent_files

_PATH = Qt.ItemDataRole.UserRole


class StartPage(QWidget):
    """Offer ways to begin."""

    open_asked = Signal()
    new_asked = Signal()
    file_chosen = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel("RACI Studio")
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        self._title.setFont(font)
        self._what = QLabel(wordWrap=True)
        self._open, self._new, self._example = QPushButton(), QPushButton(), QPushButton()
        self._open.setDefault(True)
        self._open.clicked.connect(self.open_asked)
        self._new.clicked.connect(self.new_asked)
        self._example.clicked.connect(self._open_example)
        self._recent_title = QLabel()
        self._recent = QListWidget()
        self._recent.itemActivated.connect(lambda item: self.file_chosen.emit(item.data(_PATH)))
        self._drop = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.refresh()
        language.follow(self.retranslate)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self._open, self._new, self._example):
            button.setMinimumHeight(32)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in (self._title, self._what):
            column.addWidget(widget)
        column.addLayout(buttons)
        for widget in (self._recent_title, self._recent, self._drop):
            column.addWidget(widget)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(720)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 32, 32, 24)
        row.addStretch(1)
        row.addWidget(middle, 4)
        row.addStretch(1)

    def refresh(self) -> None:
        """Read the recent files again."""
        self._recent.clear()
        for path in recent_files():
            item = QListWidgetItem(f"{path.name}    {path.parent}")
            item.setData(_PATH, path)
            item.setToolTip(str(path))
            self._recent.addItem(item)
        if not self._recent.count():
            self._recent.addItem(QListWidgetItem(_("Files you open will be listed here.")))
            self._recent.item(0).setFlags(Qt.ItemFlag.NoItemFlags)

    def _open_example(self) -> None:
        self.file_chosen.emit(example())

    def retranslate(self) -> None:
        """Speak the current language."""
        self._what.setText(_("Responsibilities as a table, read like source text: open a client's workbook, see what is wrong, mend it."))
        self._open.setText(_("Open a file…"))
        self._new.setText(_("New matrix"))
        self._example.setText(_("Open the example"))
        self._recent_title.setText(_("Recent files"))
        self._recent.setAccessibleName(_("Recent files"))
        self._drop.setText(_("…or drop a workbook anywhere on this window."))
        self.refresh()


def example() -> Path:
    """Return the example in the user's language."""
    return resource("examples", f"onboarding.{current_language()}.xlsx")
