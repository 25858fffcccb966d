"""Findings beside the field they are about: shape of the severity, message, a button that opens the fixes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from raci_studio.core.document import Document
from raci_studio.core.i18n import _
from raci_studio.gui.findings.marks import severity_icon
from raci_studio.gui.findings.sentences import explained, said
from raci_studio.gui.matrix.painting import plain

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding


class _Note(QWidget):
    """One finding."""

    def __init__(self) -> None:
        super().__init__()
        self.finding: Finding | None = None
        self.mark, self.text, self.button = QLabel(), QLabel(wordWrap=True), QToolButton()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.text.setSizePolicy(policy)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def show_finding(self, finding: "Finding", document: Document) -> None:
        from raci_studio.analysis.fixes import FIXES
        from raci_studio.analysis.texts import SEVERITY_TITLES

        self.finding = finding
        message = said(finding, document)
        severity = _(SEVERITY_TITLES[finding.severity])
        self.mark.setPixmap(severity_icon(str(finding.severity)).pixmap(QSize(16, 16)))
        self.mark.setAccessibleName(severity)
        self.text.setText(message)
        self.text.setAccessibleName(f"{severity}: {message}")
        tip = plain(explained(finding, document))
        self.mark.setToolTip(severity)
        self.text.setToolTip(tip)
        self.button.setText(_("Fix…") if finding.code in FIXES else _("Accept…"))
        self.button.setAccessibleName(f"{self.button.text()} {message}")


class FindingNotes(QWidget):
    """The findings about one field, the worst first; `fixes_asked` asks for the ways out of one."""

    fixes_asked = Signal(object, QWidget)  # Finding, the button

    def __init__(self) -> None:
        super().__init__()
        self._notes: list[_Note] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    @property
    def findings(self) -> "list[Finding]":
        """Return the findings that are shown."""
        return [note.finding for note in self._notes if not note.isHidden() and note.finding is not None]

    @property
    def texts(self) -> list[str]:
        """Return the messages that are shown."""
        return [note.text.text() for note in self._notes if not note.isHidden()]

    @property
    def buttons(self) -> list[QToolButton]:
        """Return the buttons of the findings that are shown."""
        return [note.button for note in self._notes if not note.isHidden()]

    def show_findings(self, findings: "Sequence[Finding]", document: Document) -> None:
        """Show these findings and no others."""
        while len(self._notes) < len(findings):
            self._notes.append(self._new_note())
        for place, note in enumerate(self._notes):
            if place < len(findings):
                note.show_finding(findings[place], document)
            note.setVisible(place < len(findings))
        self.setVisible(bool(findings))

    def _new_note(self) -> _Note:
        note = _Note()
        note.button.clicked.connect(lambda: self.fixes_asked.emit(note.finding, note.button))
        self._column.addWidget(note)
        return note
