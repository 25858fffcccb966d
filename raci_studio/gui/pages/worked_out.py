"""What the pages share that draw one process: it is worked out beside the window, and what comes late is dropped."""

from collections.abc import Callable
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from raci_studio.core import i18n
from raci_studio.core.document import ProcessId
from raci_studio.core.i18n import _
from raci_studio.gui.background import Background
from raci_studio.gui.pages.page import Page

if TYPE_CHECKING:
    from raci_studio.analysis.audit import Analysis

_PATIENCE_MS = 150  # what is drawn sooner comes without a word

Key = tuple[object, ...]
"""What a drawing is of: equal keys have equal drawings."""


class Said(NamedTuple):
    """What stands in the place of a drawing: without any rows, while it is made, and where that failed."""

    nothing: str
    waiting: str
    failed: str


class WorkedOutPage(Page):
    """Show a drawing of one process; it follows the analysis as it comes.

    `notes` stand above the drawing, `empty` in its place where there is none; both may lead elsewhere by their links.
    """

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self.shown: Any = None
        self._process: ProcessId | None = None
        self._shown_of: Key = ()
        self._asked: Key = ()
        self._analysis: Analysis | None = None
        self._nth = 0  # counts the analyses
        self._background = Background(self)
        self.notes, self.empty = QLabel(wordWrap=True), QLabel(wordWrap=True)
        for label in (self.notes, self.empty):
            label.setContentsMargins(8, 2, 8, 6)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
            label.linkActivated.connect(self.asked)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.stack = QStackedWidget()

    def lay_out_around(self, bar: QWidget, *parts: QWidget) -> None:
        """Put the bar on top, and below it the notes and the parts of the drawing, of which the first one grows."""
        drawn = QWidget()
        column = _column(drawn)
        column.addWidget(self.notes)
        for part in parts:
            column.addWidget(part, int(part is parts[0]))
        self.stack.addWidget(drawn)
        self.stack.addWidget(self.empty)
        whole = _column(self)
        whole.addWidget(bar)
        whole.addWidget(self.stack, 1)

    # What a page says of itself

    def said(self) -> Said:
        """Return what stands in the place of a drawing, in the user's language."""
        raise NotImplementedError

    def wishes(self) -> Key:
        """Return how the drawing is wanted."""
        return ()

    def call(self, analysis: "Analysis", process: ProcessId) -> Callable[[], Any]:
        """Return what a worker is to do; its result is shown, None where there is nothing to draw."""
        raise NotImplementedError

    def take(self, key: Key, shown: Any, said: str) -> None:
        """Show what came out, or where there is nothing the text that stands there."""
        raise NotImplementedError

    # What it shows

    @property
    def is_settled(self) -> bool:
        """Tell whether what is shown is of the document on the screen."""
        return self.session.is_analysed and self._shown_of == self.key()

    def key(self) -> Key:
        """Return what a drawing would be of now; an analysis by its number, for comparing two takes long."""
        if self.session.analysis is not self._analysis:
            self._analysis = self.session.analysis
            self._nth += 1
        return self._nth, self._process, *self.wishes(), i18n.language()

    def ask(self) -> None:
        """Draw beside the window once the analysis is there."""
        analysis, key = self.session.analysis, self.key()
        if self._process is None:
            self.take(key, None, self.said().nothing)
        elif analysis is None or not self.session.is_analysed:
            if self.shown is None:
                self.take((), None, self.said().waiting)
        elif key not in (self._shown_of, self._asked):
            self._asked = key
            self._background.run(
                self.call(analysis, self._process), partial(self._made, key), partial(self._failed, key)
            )
            QTimer.singleShot(_PATIENCE_MS, self, partial(self._say_waiting, key))

    def _say_waiting(self, key: Key) -> None:
        """Say that it is being drawn, where else nothing would be seen, or the drawing of another process."""
        if self._asked == key != self._shown_of and (self.shown is None or self._shown_of[1:2] != (self._process,)):
            self._shown_of = ()  # nothing is: whoever turns back to what was shown asks for it anew
            self.empty.setText(f"<p>{self.said().waiting}</p>")
            self.stack.setCurrentWidget(self.empty)

    def _made(self, key: Key, shown: Any) -> None:
        if key == self.key():
            self.take(key, shown, "" if shown is not None else self.said().failed)

    def _failed(self, key: Key, error: BaseException) -> None:
        from raci_studio.gui.messages import as_user_error

        if key == self.key():
            self.take(key, None, escape(str(as_user_error(error, self.said().failed))))

    def retranslate(self) -> None:
        """Speak the current language."""
        self.notes.setAccessibleName(_("Summary"))


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
