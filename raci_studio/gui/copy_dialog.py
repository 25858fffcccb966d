"""The question before an annotated copy is written: what is in it, and what could not be written and why."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.i18n import _
from raci_studio.excel.write_back.changes import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from raci_studio.excel.summary import Summary
    from raci_studio.excel.write_back.changes import NotWritten

_WIDE, _NARROW, _LIST_HEIGHT = 760, 480, 200


class CopyDialog(QDialog):
    """Show a summary; accepted is to write the copy called `name`."""

    def __init__(self, name: str, summary: "Summary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Annotated copy"))
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addWidget(self._label(_("{name} will hold:").format(name=name)))
        for line in summary.counts():
            count = self._label(f"•  {line}")
            count.setContentsMargins(12, 0, 0, 0)
            column.addWidget(count)
        for warning in summary.warnings:
            column.addWidget(self._label(warning))
        self.list = _list(summary.not_written)
        if summary.not_written:
            title = self._label(_("Not &written into the client's cells:"))
            title.setBuddy(self.list)
            column.addWidget(title)
            column.addWidget(self.list, 1)
        buttons = QDialogButtonBox()
        write = buttons.addButton(_("Write"), QDialogButtonBox.ButtonRole.AcceptRole)  # first, so that Tab goes on
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        write.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        write.setFocus()
        width, more = (_WIDE, _LIST_HEIGHT // 2) if summary.not_written else (_NARROW, 0)
        self.resize(width, column.totalHeightForWidth(width) + more)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        return label


def _list(items: "Sequence[NotWritten]") -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(_("What could not be written"))
    tree.setRootIsDecorated(False)
    tree.setAlternatingRowColors(True)
    tree.setWordWrap(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setHeaderLabels([_("Where"), _("What"), _("Why")])
    for one in items:
        texts = [place_of(one), one.what, one.why]
        item = QTreeWidgetItem(tree, texts)
        for column, text in enumerate(texts):
            item.setToolTip(column, text)
    header = tree.header()
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    tree.setMinimumHeight(_LIST_HEIGHT // 2)
    return tree


def ask_to_write(parent: QWidget, name: str, summary: "Summary") -> bool:
    """Show the dialog; tell whether the copy is to be written."""
    dialog = CopyDialog(name, summary, parent)
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()
