"""Which findings are shown: a filter as plain values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding


@dataclass(frozen=True, slots=True)
class Wanted:
    """Findings of a severity, with a text (case folded) in rule or message, about a row, of some rules in a process.

    What is empty asks for nothing. `accepted` tells whether accepted findings are shown too.
    """

    severity: str = ""
    text: str = ""
    task: str = ""
    accepted: bool = True
    codes: frozenset[str] = frozenset()
    process: str = ""

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing is asked for, so that every finding passes."""
        return not (self.severity or self.text or self.task or self.codes or self.process)

    def passes(self, finding: "Finding", message: Callable[["Finding"], str]) -> bool:
        """Tell whether a finding is shown; `message` returns what it says, and is asked only where that matters."""
        if self.severity and finding.severity != self.severity:
            return False
        if (self.codes and finding.code not in self.codes) or (self.process and finding.process != self.process):
            return False
        task = self.task
        if task and task not in finding.tasks and all(cell.task != task for cell in finding.cells):
            return False
        return not self.text or self.text in f"{finding.code} {message(finding)}".casefold()
