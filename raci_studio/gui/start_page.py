"""The page when nothing is open: open, new, examples, recent files, a place to drop a workbook."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from raci_studio.core.i18n import _
from raci_studio.core.i18n import language as current_language
from raci_studio.core.places import resource
from raci_studio.gui import language
from raci_studio.gui.settings import recent_files

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidget

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
        self.recent: QListWidget | None = None  # made when there is a file to list
        self._nothing_yet = QLabel()
        self._nothing_yet.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._drop = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
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
        for widget in (self._recent_title, self._nothing_yet):
            column.addWidget(widget)
        self._list_place = QVBoxLayout()
        self._list_place.addStretch(1)
        column.addLayout(self._list_place, 1)
        column.addWidget(self._drop)
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
        paths = recent_files()
        self._nothing_yet.setVisible(not paths)
        if self.recent is None and not paths:
            return
        if self.recent is None:
            self._make_list()
        assert self.recent is not None
        self.recent.clear()
        for path in paths:
            self.recent.addItem(f"{path.name}    {path.parent}")
            self.recent.item(self.recent.count() - 1).setData(_PATH, path)
            self.recent.item(self.recent.count() - 1).setToolTip(str(path))
        self.recent.setAccessibleName(self._recent_title.text())

    def _make_list(self) -> None:
        from PySide6.QtWidgets import QListWidget

        self.recent = QListWidget()
        self.recent.itemActivated.connect(lambda item: self.file_chosen.emit(item.data(_PATH)))
        self._list_place.insertWidget(0, self.recent, 100)

    def _open_example(self) -> None:
        self.file_chosen.emit(example())

    def retranslate(self) -> None:
        """Speak the current language."""
        what = _(
            "Responsibilities as a table, read like source text: open a client's workbook, see what is wrong, mend it."
        )
        self._what.setText(what)
        self._open.setText(_("Open a file…"))
        self._new.setText(_("New matrix"))
        self._example.setText(_("Open the example"))
        self._recent_title.setText(_("Recent files"))
        self._nothing_yet.setText(_("Files you open will be listed here."))
        self._drop.setText(_("…or drop a workbook anywhere on this window."))
        self.refresh()


def example() -> Path:
    """Return the example in the user's language."""
    return resource("examples", f"onboarding.{current_language()}.xlsx")
