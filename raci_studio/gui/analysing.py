"""The analysis of the open document beside the window: begun a moment after an edit, never shown for another one."""

import gc
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from raci_studio.core.progress import Cancelled, Progress
from raci_studio.gui import settings
from raci_studio.gui.background import Background
from raci_studio.gui.giving_way import GivingWay

if TYPE_CHECKING:
    from raci_studio.analysis.audit import Analysis
    from raci_studio.analysis.findings import Cell, Finding
    from raci_studio.core.document import Document, TaskId

    Found = Mapping[TaskId, tuple[tuple[Finding, Cell], ...]]
    """What the findings say about the cells of each task, the worst first; a task without any is left out."""

ANALYSIS_DELAY_MS = 80
_LARGE = 500  # tasks


class _Result(NamedTuple):
    """What one run in the worker gives: all that views would else have to make of the findings in the window."""

    document: "Document"
    analysis: "Analysis"
    found: "Found"
    changed: "frozenset[TaskId]"


class Analysing(QObject):
    """Keep the analysis of a document: `start` after each change of it, `clear` for another document."""

    changed = Signal()

    def __init__(self, document: "Callable[[], Document]", parent: QObject | None = None) -> None:
        """`document` returns the document on the screen."""
        super().__init__(parent)
        self.analysis: Analysis | None = None
        self.found: Found = {}
        self.found_changed: frozenset[TaskId] = frozenset()  # tasks about whose cells the last run says other things
        self._document = document
        self._background = Background(self)
        self._running = self._is_stopped = False
        self._progress = Progress()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ANALYSIS_DELAY_MS)
        self._timer.timeout.connect(self._analyse)

    @property
    def is_done(self) -> bool:
        """Tell whether the findings are those of the document on the screen."""
        return self.analysis is not None and not self._timer.isActive() and not self._running

    def start(self) -> None:
        """Analyse once no edit has come for a moment; what runs is about another document and gives up."""
        self._is_stopped = False
        self._progress.cancel()
        self._timer.start()

    def clear(self) -> None:
        """Forget the findings: another document is opened."""
        gc.unfreeze()
        self._set_aside()
        self.found_changed = frozenset(self.found)
        self.analysis, self.found = None, {}

    def stop(self) -> None:
        """Analyse no more; wait for the worker, which gives up at the next rule."""
        self._is_stopped = True
        self._timer.stop()
        self._progress.cancel()
        self._background.wait()

    def _analyse(self) -> None:
        if self._running:
            return  # its end starts the next run
        self._running = True
        document, before, known = self._document(), self.analysis, self.found
        progress, country = GivingWay(), settings.calendar_country()
        self._progress = progress

        def call() -> "tuple[_Result, Found]":
            import raci_studio.project.journal  # noqa: F401  so that the first edit does not wait for it

            return _run(document, before, known, progress, country), known

        self._background.run(call, self._take, self._failed)

    def _take(self, results: "tuple[_Result, Found]") -> None:
        self._running = False
        result, known = results
        if result.document is not self._document() or known is not self.found:
            self._go_on()  # stale: it is about a document that is no longer ours
            return
        if self.analysis is None:
            self._set_aside()
        self.analysis, self.found, self.found_changed = result.analysis, result.found, result.changed
        self.changed.emit()

    def _go_on(self) -> None:
        """Begin the next run, unless one is about to begin or nobody wants any."""
        if not self._is_stopped and not self._timer.isActive():
            self._timer.start()

    def _set_aside(self) -> None:
        """Keep a large document and its findings out of what the garbage collector looks through.

        There is nothing to collect in them, and to look through 10,000 rows takes 80 ms, in which nothing else runs.
        """
        if len(self._document().order) >= _LARGE:
            gc.freeze()

    def _failed(self, error: BaseException) -> None:
        import logging  # not at start-up: it takes as long as a dozen modules of ours

        self._running = False
        if isinstance(error, Cancelled):
            self._go_on()
            return
        logging.getLogger(__name__).error("the analysis failed", exc_info=error)


def _run(document: "Document", before: "Analysis | None", known: "Found", progress: Progress, country: str) -> _Result:
    from raci_studio.analysis.audit import analyse

    analysis = _with_known_findings(analyse(document, progress=progress, country=country, before=before), before)
    found = found_by_task(analysis.findings)
    changed = frozenset(task for task in found.keys() | known.keys() if found.get(task) != known.get(task))
    return _Result(document, analysis, found, changed)


def _with_known_findings(analysis: "Analysis", before: "Analysis | None") -> "Analysis":
    """Return the analysis with the old findings where they are equal: views then see at once what is new."""
    from dataclasses import replace

    known = {finding.key: finding for finding in before.findings} if before else {}
    findings = []
    for finding in analysis.findings:
        old = known.get(finding.key)
        findings.append(old if old is not None and old == finding else finding)
    return replace(analysis, findings=tuple(findings))


def found_by_task(findings: "Iterable[Finding]") -> "Found":
    """Return the findings by the tasks of their cells, in the order they come in."""
    found: dict[TaskId, list[tuple[Finding, Cell]]] = {}
    for finding in findings:
        for cell in finding.cells:
            found.setdefault(cell.task, []).append((finding, cell))
    return {task: tuple(pairs) for task, pairs in found.items()}
