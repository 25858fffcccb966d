"""Help: the keys, and what the program is made of."""

import sys

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from raci_studio import __version__
from raci_studio.core.i18n import N_, _
from raci_studio.gui.actions import MENUS, ActionSpec

_KEYS_OF_THE_TABLE = (
    (N_("Move as in Excel"), N_("Arrows, Enter, Tab, Shift+Enter, Shift+Tab")),
    (N_("Type over a cell"), N_("any character")),
    (N_("Set or clear a letter in the grid"), N_("its key, on any keyboard layout")),
    (N_("To the edge of a block"), N_("Ctrl+arrows; with Shift they extend the selection")),
    (N_("First and last column, first and last cell"), N_("Home, End, Ctrl+Home, Ctrl+End")),
    (N_("New line inside a cell"), "Alt+Enter"),
    (N_("Write into all selected cells"), "Ctrl+Enter"),
    (N_("Fill by dragging"), N_("the square at the selection's corner; with Ctrl it counts on")),
    (N_("Move rows"), N_("drag the numbers of selected rows")),
    (N_("Zoom"), N_("Ctrl+mouse wheel")),
)
_MADE_OF = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("networkx", "BSD-3-Clause"),
    ("openpyxl", "MIT"),
    ("python-calamine", "MIT"),
    ("msgspec", "BSD-3-Clause"),
    ("msoffcrypto-tool", "MIT"),
    ("cryptography", "Apache-2.0 / BSD-3-Clause"),
    ("olefile", "BSD-2-Clause"),
    ("filelock", "MIT"),
    ("platformdirs", "MIT"),
    ("pymorphy3", "MIT"),
    ("pymorphy3-dicts-ru (OpenCorpora)", "CC BY-SA 3.0"),
    ("RapidFuzz", "MIT"),
)


class ShortcutsDialog(QDialog):
    """List the actions with their keys, from the table of actions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keyboard shortcuts"))
        tree = QTreeWidget(columnCount=2)
        tree.setHeaderLabels([_("Action"), _("Keys")])
        tree.setAccessibleName(_("Keyboard shortcuts"))
        table = self._group(tree, _("In the matrix"))
        for what, keys in _KEYS_OF_THE_TABLE:
            QTreeWidgetItem(table, [_(what), _(keys)])
        for _name, (title, items) in MENUS.items():
            group = self._group(tree, _(title).replace("&", ""))
            for spec in items:
                if isinstance(spec, ActionSpec) and spec.keys:
                    shown = [QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in spec.keys]
                    QTreeWidgetItem(group, [_(spec.text).replace("&", ""), ", ".join(shown)])
        tree.expandAll()
        tree.setColumnWidth(0, 360)
        _finish(self, tree)
        self.resize(640, 560)

    @staticmethod
    def _group(tree: QTreeWidget, title: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(tree, [title])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        return group


class AboutDialog(QDialog):
    """Show versions and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("About RACI Studio"))
        head = QLabel(f"<h2>RACI Studio {__version__}</h2>" + _("An editor for extended RACI matrices. MIT licence."))
        text = QTextBrowser(openExternalLinks=True)
        text.setAccessibleName(_("Licences"))
        rows = "".join(f"<tr><td>{name}&nbsp;&nbsp;</td><td>{licence}</td></tr>" for name, licence in _MADE_OF)
        python = ".".join(map(str, sys.version_info[:3]))
        note = _("Qt is used under the LGPL, version 3: you may replace its libraries by your own build of them.")
        text.setHtml(f"<p>Qt {qVersion()}, Python {python}</p><p>{note}</p><table>{rows}</table>")
        _finish(self, head, text)
        self.resize(460, 420)


def _finish(dialog: QDialog, *widgets: QWidget) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    for widget in (*widgets, buttons):
        column.addWidget(widget)
