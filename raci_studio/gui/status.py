"""The status bar: how large the matrix is, what is wrong, whom it hangs on, and what is being done."""

from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.jobs import Jobs
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from raci_studio.analysis.findings import Finding

_LONGEST_TEXT = 420  # pixels of what is being done


class Status(QObject):
    """Fill a window's status bar.

    Work beside the window shows after half a second: what it is, a bar, and a button that gives it up. Escape gives
    it up too while it shows, unless a cell is being edited, where it ends that as always.
    """

    def __init__(self, session: Session, jobs: Jobs, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._session, self._jobs, self._bar = session, jobs, bar
        self.figures, self.risk = QLabel(), QLabel()
        bar.setContentsMargins(6, 0, 0, 0)
        bar.addWidget(self.figures)
        bar.addPermanentWidget(self.risk)
        self._counted: Sequence[Finding] = ()
        self._counts: Counter[str] = Counter()
        self._busy: tuple[QWidget, ...] = ()  # made when something takes time
        jobs.changed.connect(self._show_jobs)
        session.document_changed.connect(self.refresh)
        session.document_opened.connect(self.refresh)
        session.findings_changed.connect(self.refresh)
        language.follow(self.refresh)

    def _show_jobs(self) -> None:
        job = self._jobs.shown
        if job is not None and not self._busy:
            self._make_busy()
        if self._busy:
            self.work.watch(job.progress if job else None)
        if job is None:
            self._set_busy(False)

    def _show_progress(self) -> None:
        """Say what is being done beside the window."""
        job = self._jobs.shown
        if job is None:
            return
        text = f"{job.text} {job.progress.text}".strip()
        self._doing.setText(self._doing.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, _LONGEST_TEXT))
        self._doing.setToolTip(text)
        self.work.setAccessibleName(text)
        self.cancel.setText(_("Cancel"))
        self.cancel.setToolTip(_("Give it up: nothing is opened or written (Esc)"))
        self._set_busy(True)

    def _set_busy(self, shown: bool) -> None:
        for widget in self._busy:
            widget.setVisible(shown)
        if self._busy:
            self._escape.setEnabled(shown)

    def _make_busy(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut
        from PySide6.QtWidgets import QPushButton

        from raci_studio.gui.work_bar import WorkBar

        self.work, self._doing, self.cancel = WorkBar(), QLabel(), QPushButton()
        self.work.setFixedWidth(160)
        self.work.looked.connect(self._show_progress)
        self.cancel.clicked.connect(self._jobs.cancel)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._bar.window(), self._jobs.cancel)
        self._busy = (self._doing, self.cancel)
        for widget in (self._doing, self.work, self.cancel):
            self._bar.addPermanentWidget(widget)
        self.work.hide()
        self._set_busy(False)

    def refresh(self) -> None:
        """Count again."""
        if not self._session.is_open:
            return
        document, findings = self._session.document, self._session.findings
        parts = [
            ngettext("{n} task", "{n} tasks", len(document.order)).format(n=len(document.order)),
            ngettext("{n} person", "{n} people", len(document.people)).format(n=len(document.people)),
        ]
        if self._session.analysis is not None:
            if self._counted is not findings:  # they stay the same over many edits
                self._counted, self._counts = findings, Counter(map(attrgetter("severity"), findings))
            errors, warnings = self._counts["error"], self._counts["warning"]
            parts += [
                "● " + ngettext("{n} error", "{n} errors", errors).format(n=errors),
                "▲ " + ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
            ]
        self.figures.setText("    ".join(parts))
        self.risk.setText("    ".join(self._risk()))
        self.risk.setToolTip(self._who())

    def _risk(self) -> list[str]:
        """Return the smallest bus factor and whether dependencies are inferred."""
        processes = self._session.analysis.processes if self._session.analysis else ()
        texts = []
        known = [process for process in processes if process.bus_factor]
        if known:
            worst = min(known, key=lambda process: process.bus_factor)
            text = _("bus factor {n}") if worst.bus_factor_exact else _("bus factor at most {n}")
            texts.append(text.format(n=worst.bus_factor))
        if any(process.dependency_origin == "row-order" for process in processes):
            texts.append(_("dependencies: row order (nothing declared)"))
        return texts

    def _who(self) -> str:
        processes = self._session.analysis.processes if self._session.analysis else ()
        people = self._session.document.people
        return "\n".join(
            f"{process.name}: " + ", ".join(people[key].name for key in process.bus_factor_people if key in people)
            for process in processes
            if process.bus_factor
        )
