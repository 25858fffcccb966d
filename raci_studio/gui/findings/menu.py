"""The menu of fixes: under each finding's message its ways out, and accepting it with a reason."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget, QWidgetAction

from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.findings.commands import FindingCommands
from raci_studio.gui.findings.marks import severity_icon
from raci_studio.gui.findings.sentences import explained, said

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding

MOST_FINDINGS = 6  # in one menu; the panel has them all
_WIDEST = 460  # pixels of a message; it goes on in the next line
_LONGEST_LINE = 620  # pixels of a fix


def show_fixes(findings: "Sequence[Finding]", at: QPoint, commands: FindingCommands, parent: QWidget) -> QMenu | None:
    """Show the ways out of findings at a place of the screen, the first one chosen; None where there is no finding."""
    if not findings:
        return None
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fill_menu(menu, findings, commands)
    menu.popup(at)
    first = next((action for action in menu.actions() if action.isEnabled() and not action.isSeparator()), None)
    if first is not None:
        menu.setActiveAction(first)
    return menu


def fill_menu(menu: QMenu, findings: "Sequence[Finding]", commands: FindingCommands) -> None:
    """Add the ways out of findings to a menu, the worst finding first."""
    menu.setToolTipsVisible(True)
    menu.setAccessibleName(_("Fixes"))
    for finding in findings[:MOST_FINDINGS]:
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(_Head(menu, finding, commands))
        _add_ways_out(menu, finding, commands)
    if len(findings) > MOST_FINDINGS:
        more = len(findings) - MOST_FINDINGS
        menu.addSeparator()
        text = ngettext("{n} more finding is in the panel", "{n} more findings are in the panel", more)
        menu.addAction(text.format(n=more)).setEnabled(False)


def _add_ways_out(menu: QMenu, finding: "Finding", commands: FindingCommands) -> None:
    from raci_studio.analysis.fixes import fix_text

    is_writable = not commands.session.read_only
    if commands.is_accepted(finding):
        menu.addAction(_("Reopen"), partial(commands.reopen, finding)).setEnabled(is_writable)
        return
    fixes = commands.fixes(finding)
    added: list[QAction] = [_line(menu, fix_text(fix), partial(commands.apply, fix)) for fix in fixes]
    if not fixes:
        menu.addAction(_("No fix is known for this")).setEnabled(False)
    if any(fix.safe for fix in fixes) and (count := len(commands.alike(finding))) > 1:
        text = ngettext("Mend {n} of this kind", "Mend all {n} of this kind", count).format(n=count)
        added.append(_line(menu, text, partial(commands.mend_all, finding)))
    added.append(_line(menu, _("Accept with a reason…"), partial(commands.accept, finding)))
    for action in added:
        action.setEnabled(is_writable)


def _line(menu: QMenu, text: str, take) -> QAction:
    shown = menu.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, _LONGEST_LINE)
    action = menu.addAction(shown.replace("&", "&&"), take)
    action.setToolTip(text if shown != text else "")
    return action


class _Head(QWidgetAction):
    """The message of a finding as the head of its ways out: read, not chosen."""

    def __init__(self, menu: QMenu, finding: "Finding", commands: FindingCommands) -> None:
        super().__init__(menu)
        document = commands.session.document
        text = said(finding, document)
        self.setText(text.replace("&", "&&"))  # for screen readers; the widget is what is seen
        self.setToolTip(explained(finding, document))
        widget = QWidget(menu)
        row = QHBoxLayout(widget)
        row.setContentsMargins(8, 4, 12, 4)
        row.setSpacing(6)
        mark, message = QLabel(), QLabel(text)
        mark.setPixmap(severity_icon(str(finding.severity)).pixmap(QSize(16, 16)))
        message.setTextFormat(Qt.TextFormat.PlainText)
        message.setWordWrap(True)
        font = message.font()
        font.setBold(True)
        message.setFont(font)
        message.ensurePolished()
        width = min(message.fontMetrics().horizontalAdvance(text) + 4, _WIDEST)
        message.setFixedSize(width, message.heightForWidth(width))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(message)
        row.addStretch(1)
        self.setDefaultWidget(widget)
        self.setEnabled(False)
        widget.setEnabled(True)  # it cannot be chosen, but it is there to be read
