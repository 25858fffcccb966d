"""The page when nothing is open: open, new, paste, examples, recent files, a place to drop a workbook."""

from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from raci_studio.core.i18n import LANGUAGES, _
from raci_studio.core.i18n import language as current_language
from raci_studio.core.places import resource
from raci_studio.gui import language
from raci_studio.gui.settings import recent_files

if TYPE_CHECKING:
    from raci_studio.gui.messages import MessageBar
    from raci_studio.gui.recent_list import RecentList


class StartPage(QWidget):
    """Offer ways to begin."""

    open_asked = Signal()
    new_asked = Signal()
    paste_asked = Signal()
    file_chosen = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel("RACI Studio")
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        self._title.setFont(font)
        self._what = QLabel(wordWrap=True)
        self._open, self._new, self._paste = QPushButton(), QPushButton(), QPushButton()
        self._open.setDefault(True)
        self._open.clicked.connect(self.open_asked)
        self._new.clicked.connect(self.new_asked)
        self._paste.clicked.connect(self.paste_asked)
        self._examples_title = QLabel()
        self.examples = {code: QPushButton() for code in LANGUAGES}
        for code, button in self.examples.items():
            button.clicked.connect(partial(self._open_example, code))
        self._recent_title = QLabel()
        self.recent: RecentList | None = None  # made when there is a file to list
        self._nothing_yet = QLabel()
        self._nothing_yet.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._drop = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        language.follow(self.retranslate)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in (self._title, self._what):
            column.addWidget(widget)
        column.addLayout(_in_a_row(self._open, self._new, self._paste))
        column.addLayout(_in_a_row(self._examples_title, *self.examples.values()))
        for widget in (self._recent_title, self._nothing_yet):
            column.addWidget(widget)
        self._list_place = QVBoxLayout()
        self._list_place.addStretch(1)
        column.addLayout(self._list_place, 1)
        column.addWidget(self._drop)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(720)
        row = QHBoxLayout()
        row.setContentsMargins(32, 32, 32, 24)
        row.addStretch(1)
        row.addWidget(middle, 4)
        row.addStretch(1)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addLayout(row, 1)

    @property
    def bar(self) -> "MessageBar":
        """Return the message bar of the page; it is made when there is something to tell."""
        if not hasattr(self, "_bar"):
            from raci_studio.gui.messages import MessageBar

            self._bar = MessageBar()
            self._whole.insertWidget(0, self._bar)
            first, *others = self._bar.buttons
            page = self._open, self._new, self._paste, *self.examples.values()
            # The bar stands above the rest. Qt leaves a field that comes next already, so the page follows first.
            for before, after in (*pairwise((first, *page)), *pairwise((first, *others))):
                self.setTabOrder(before, after)
        return self._bar

    def refresh(self) -> None:
        """Read the recent files again."""
        paths = recent_files()
        self._nothing_yet.setVisible(not paths)
        if self.recent is None and paths:
            from raci_studio.gui.recent_list import RecentList

            self.recent = RecentList()
            self.recent.chosen.connect(self.file_chosen)
            self.recent.changed.connect(self.refresh)
            self._list_place.insertWidget(0, self.recent, 100)
        if self.recent is not None:
            self.recent.show_files(paths)
            self.recent.setVisible(bool(paths))

    def _open_example(self, code: str) -> None:
        self.file_chosen.emit(example(code))

    def retranslate(self) -> None:
        """Speak the current language."""
        what = _(
            "Responsibilities as a table, read like source text: open a client's workbook, see what is wrong, mend it."
        )
        self._what.setText(what)
        self._open.setText(_("Open a file…"))
        self._new.setText(_("New matrix"))
        self._paste.setText(_("Paste as a new matrix"))
        self._paste.setToolTip(_("Takes the cells that were copied in a spreadsheet"))
        self._examples_title.setText(_("Examples to look at:"))
        for code, text in (("en", _("Example in English")), ("ru", _("Example in Russian"))):
            self.examples[code].setText(text)
        self._recent_title.setText(_("Recent files"))
        self._nothing_yet.setText(_("Files you open will be listed here."))
        self._drop.setText(_("…or drop a workbook anywhere on this window."))
        self.refresh()

    # Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self.isVisible():
            self.refresh()  # another window may have opened a file
        return super().event(event)


def _in_a_row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        if isinstance(widget, QPushButton):
            widget.setMinimumHeight(32)
        row.addWidget(widget)
    row.addStretch(1)
    return row


def example(code: str = "") -> Path:
    """Return the example in a language, that of the user where none is named."""
    return resource("examples", f"onboarding.{code or current_language()}.xlsx")
