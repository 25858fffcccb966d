"""What a user can do about findings: mend, mend all of a kind, accept with a reason, reopen; each as one undo step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from raci_studio.core.edits import accept_finding, reopen_finding
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding
    from raci_studio.analysis.fixes import Fix


class FindingCommands:
    """Turn what the user does about findings into edits of the session's document."""

    def __init__(self, session: Session, window: QWidget | None = None) -> None:
        """`window` is what questions stand before."""
        self.session = session
        self._window = window

    def show_menu(self, findings: "Sequence[Finding]", at: QPoint, parent: QWidget) -> QMenu | None:
        """Show the ways out of findings at a place of the screen; None where there is no finding."""
        from raci_studio.gui.findings.menu import show_fixes

        return show_fixes(findings, at, self, parent)

    def fixes(self, finding: "Finding") -> "tuple[Fix, ...]":
        """Return the ways out of a finding, best first."""
        from raci_studio.analysis.fixes import fixes_of

        return fixes_of(self.session.document, finding)

    def apply(self, fix: "Fix") -> bool:
        """Take a way out; the undo step says which."""
        return self.session.apply(fix_label(fix), fix.edit)

    def alike(self, finding: "Finding") -> "list[Finding]":
        """Return the findings of the same kind, of one rule and variant: what is safe for one is safe for all."""
        kind = finding.code, finding.variant
        return [other for other in self.session.findings if (other.code, other.variant) == kind]

    def mend_all(self, finding: "Finding") -> bool:
        """Take the safe way out of all findings of a kind, as one step."""
        from raci_studio.analysis.fixes import safe_fixes
        from raci_studio.analysis.texts import title

        alike = self.alike(finding)
        label = ngettext("Mend {n} finding: {rule}", "Mend {n} findings: {rule}", len(alike))
        return self.session.apply(label.format(n=len(alike), rule=title(finding.code)), safe_fixes, alike)

    def is_accepted(self, finding: "Finding") -> bool:
        """Tell whether the analyst chose to live with a finding."""
        return any(item.key == finding.key for item in self.session.document.accepted)

    def accept(self, finding: "Finding") -> None:
        """Ask for a reason and accept a finding with it."""
        if not self.session.check_writable():
            return
        question = _("Why can {code} be lived with?").format(code=finding.code)
        reason, was_said = QInputDialog.getText(self._window, _("Accept the finding"), question)
        if was_said:
            label = _("Accept {code}").format(code=finding.code)
            self.session.apply(label, accept_finding, finding.key, reason.strip())

    def reopen(self, finding: "Finding") -> None:
        """Take back that a finding was accepted."""
        self.session.apply(_("Reopen {code}").format(code=finding.code), reopen_finding, finding.key)


def fix_label(fix: "Fix") -> str:
    """Return what an undo step says of a fix: its line in the menu without the reasons for it."""
    from raci_studio.analysis.fixes import fix_text

    if "reasons" not in fix.words:
        return fix_text(fix)
    bare = fix_text(replace(fix, words={**fix.words, "reasons": ""}))
    return bare.removesuffix("()").rstrip(" :")  # languages part the reasons in different ways
