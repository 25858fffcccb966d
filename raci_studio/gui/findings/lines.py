"""What the lines of the findings say, look like and tell a screen reader."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from raci_studio.core.i18n import N_, _, ngettext
from raci_studio.gui.findings.marks import severity_icon
from raci_studio.gui.findings.sentences import SIGNS, Sentences, explained
from raci_studio.gui.matrix.painting import plain
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding

Role = Qt.ItemDataRole
MESSAGE, ROWS, RULE, SEVERITY = range(4)
HEADERS = (N_("What is wrong"), N_("Rows"), N_("Rule"), N_("Severity"))
_ROWS_SHOWN = 6


class FindingLines:
    """The data of lines by column and role, made when they are shown."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sentences = Sentences()

    def forget(self) -> None:
        """Say everything anew: the language is another one."""
        self._sentences.forget()

    def message(self, finding: "Finding") -> str:
        """Return what a finding says."""
        return self._sentences.of(finding, self._session.document)

    def _where(self, finding: "Finding") -> str:
        """Return the row numbers; for a finding about a process among several, its name."""
        document = self._session.document
        if not finding.tasks and len(document.processes) > 1:
            return document.processes[finding.process].name if finding.process in document.processes else ""
        numbers = sorted(document.numbers[task] for task in finding.tasks if task in document.numbers)
        shown = ", ".join(map(str, numbers[:_ROWS_SHOWN]))
        return f"{shown}…" if len(numbers) > _ROWS_SHOWN else shown

    def _severity_title(self, finding: "Finding", accepted: bool) -> str:
        from raci_studio.analysis.texts import SEVERITY_TITLES

        return _("Accepted") if accepted else _(SEVERITY_TITLES[finding.severity])

    def finding(self, finding: "Finding", column: int, role: int, *, accepted: bool) -> Any:
        """Return what a role of a finding's line holds."""
        if role == Role.DisplayRole:
            if column == MESSAGE:
                return self.message(finding)
            return (self._where(finding), finding.code, self._severity_title(finding, accepted))[column - 1]
        if role == Role.DecorationRole and column == MESSAGE:
            return severity_icon(str(finding.severity))
        if role == Role.ToolTipRole:
            return plain(explained(finding, self._session.document))
        if role == Role.AccessibleTextRole and column == MESSAGE:
            return f"{self._severity_title(finding, accepted)}: {self.message(finding)}"
        if role == Role.FontRole and accepted:
            font = QApplication.font()
            font.setStrikeOut(column < SEVERITY)
            return font
        return None

    def group(self, title: str, counts: Mapping[str, int], column: int, role: int) -> Any:
        """Return what a role of a group's head holds; `counts` are its findings by severity, the worst first."""
        if role == Role.DisplayRole and column == MESSAGE:
            return f"{title}  ({sum(counts.values())})"
        if role == Role.DisplayRole and column == SEVERITY:
            return "  ".join(f"{SIGNS[severity]} {count}" for severity, count in counts.items())
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            counted = ", ".join(_counted(*item) for item in counts.items()) or _("all accepted")
            said = f"{title}: {counted}"
            return plain(said) if role == Role.ToolTipRole else said
        if role == Role.FontRole and column == MESSAGE:
            font = QApplication.font()
            font.setBold(True)
            return font
        return None


def _counted(severity: str, count: int) -> str:
    texts = {
        "error": ngettext("{n} error", "{n} errors", count),
        "warning": ngettext("{n} warning", "{n} warnings", count),
        "hint": ngettext("{n} hint", "{n} hints", count),
    }
    return texts[severity].format(n=count)
