"""The status bar: how large the matrix is, what is wrong, whom it hangs on, and what is being done."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.session import Session


class Status(QObject):
    """Fill a window's status bar."""

    cancelled = Signal()

    def __init__(self, session: Session, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._session, self._bar = session, bar
        self.figures, self.risk = QLabel(), QLabel()
        bar.addWidget(self.figures)
        bar.addPermanentWidget(self.risk)
        self._busy: tuple[QWidget, ...] = ()  # made when something takes time
        session.document_changed.connect(self.refresh)
        session.document_opened.connect(self.refresh)
        session.findings_changed.connect(self.refresh)
        language.follow(self.refresh)

    def show_busy(self, text: str) -> None:
        """Say what is being done beside the window, "" for nothing."""
        if not self._busy:
            self._make_busy()
        self._doing.setText(text)
        self._cancel.setText(_("Cancel"))
        for widget in self._busy:
            widget.setVisible(bool(text))

    def _make_busy(self) -> None:
        from PySide6.QtWidgets import QProgressBar, QPushButton

        progress = QProgressBar(maximum=0, textVisible=False)
        progress.setFixedWidth(120)
        self._doing, self._cancel = QLabel(), QPushButton()
        self._cancel.clicked.connect(self.cancelled)
        self._busy = (self._doing, progress, self._cancel)
        for widget in self._busy:
            self._bar.addPermanentWidget(widget)

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
            errors = sum(finding.severity == "error" for finding in findings)
            warnings = sum(finding.severity == "warning" for finding in findings)
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
