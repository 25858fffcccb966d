"""What pages show of the analysis besides its findings, made in a worker while some page needs it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from raci_studio.core import i18n
from raci_studio.gui import language
from raci_studio.gui.background import Background
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.analysis.audit import Analysis
    from raci_studio.analysis.carried import Carried
    from raci_studio.analysis.checklist import Line
    from raci_studio.core.document import Document, PersonId


class _Made(NamedTuple):
    lines: "tuple[Line, ...]"
    carried: "Mapping[PersonId, Carried]"


class Figures(QObject):
    """The answers of the checklist and what each person carries, of the last analysis that was asked about."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = Background(self)
        self._made_of: Analysis | None = None
        self._held = _Made((), {})
        self._is_running = False
        session.document_opened.connect(self.forget)
        language.follow(self.forget)

    @property
    def lines(self) -> "tuple[Line, ...]":
        """Return the answers of the checklist, in the user's language."""
        return self._held.lines

    @property
    def carried(self) -> "Mapping[PersonId, Carried]":
        """Return what each person carries; nobody is in it before the first analysis."""
        return self._held.carried

    @property
    def is_there(self) -> bool:
        """Tell whether there are any figures of this document yet."""
        return self._made_of is not None

    def want(self) -> None:
        """Make the figures of the findings on the screen, unless they are there; `changed` tells of them."""
        analysis, document = self._session.analysis, self._session.document
        if self._is_running or analysis is None or analysis is self._made_of or not self._session.is_analysed:
            return
        self._is_running = True
        spoken = i18n.language()

        def made(result: _Made) -> None:
            self._is_running = False
            if self._session.analysis is analysis and i18n.language() == spoken:
                self._held, self._made_of = result, analysis
                self.changed.emit()
            else:
                self.want()

        self._background.run(lambda: _make(document, analysis), made, self._failed)

    def forget(self) -> None:
        """Have nothing: the document or the language is another one."""
        self._held, self._made_of = _Made((), {}), None

    def stop(self) -> None:
        """Wait for the worker: the window goes."""
        self._background.wait()

    def _failed(self, error: BaseException) -> None:
        import logging  # not at start-up: it takes as long as a dozen modules of ours

        self._is_running = False
        logging.getLogger(__name__).error("the figures of the pages could not be made", exc_info=error)


def _make(document: "Document", analysis: "Analysis") -> _Made:
    from raci_studio.analysis.carried import carried
    from raci_studio.analysis.checklist import checklist

    return _Made(checklist(document, analysis), carried(document, analysis.metrics))
