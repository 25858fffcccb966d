"""The offer of what an earlier run left behind: restore, discard, or ask again later."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.settings import journal_folder
from raci_studio.gui.theme import outlined, program_palette

if TYPE_CHECKING:
    from raci_studio.gui.windows import Windows
    from raci_studio.project.journal import Recovered


class RecoveryDialog(QDialog):
    """List the documents with edits that were never saved; `chosen` holds those ticked after Restore."""

    def __init__(self, found: "list[Recovered]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Unsaved edits were found"))
        self._found = found
        self.chosen: list[Recovered] = []
        said = _("RACI Studio ended without saving. These documents can be brought back as they were:")
        text = QLabel(said, wordWrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.windowTitle())
        self.list.setPalette(outlined(program_palette()))
        for recovered in found:
            item = QListWidgetItem(_describe(recovered))
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        buttons = QDialogButtonBox()
        self.restore = QPushButton(_("Restore"), default=True)
        self.discard, self.later = QPushButton(_("Discard")), QPushButton(_("Later"))
        buttons.addButton(self.restore, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.discard, QDialogButtonBox.ButtonRole.DestructiveRole)
        buttons.addButton(self.later, QDialogButtonBox.ButtonRole.RejectRole)
        self.restore.clicked.connect(self._restore)
        self.discard.clicked.connect(self._discard)
        self.later.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (text, self.list, buttons):
            column.addWidget(widget)
        self.resize(560, 280)

    def _ticked(self) -> "list[Recovered]":
        states = [self.list.item(row).checkState() for row in range(self.list.count())]
        return [recovered for recovered, state in zip(self._found, states) if state == Qt.CheckState.Checked]

    def _restore(self) -> None:
        self.chosen = self._ticked()
        self.accept()

    def _discard(self) -> None:
        for recovered in self._ticked():
            recovered.discard()
        self.accept()


def _describe(recovered: "Recovered") -> str:
    source = recovered.document.source
    name = str(recovered.path) if recovered.path else source.name if source else _("New matrix")
    at = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(recovered.at)), QLocale.FormatType.ShortFormat)
    edits = ngettext("{n} edit", "{n} edits", recovered.edits).format(n=recovered.edits)
    last = _("last: {label}").format(label=recovered.last_label)
    return f"{name}\n{at} · {edits} · {last}"


def offer_recovery(windows: "Windows") -> None:
    """Show the dialog where something was left behind, and open what is chosen, each in a window."""
    from raci_studio.project.journal import left_behind

    found = list(left_behind(journal_folder()))
    if not found:
        return
    first = next(iter(windows), None)
    dialog = RecoveryDialog(found, first)
    dialog.exec()
    for recovered in dialog.chosen:
        idle = next((w for w in windows if not w.session.is_open and not w.documents.is_busy), None)
        window = idle or windows.open()
        window.session.recover(recovered)
    dialog.deleteLater()
