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
from raci_studio.gui import language
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
    ("Python", "", "PSF-2.0"),
    ("Qt", "", "LGPL-3.0"),
    ("PySide6, Shiboken", "PySide6_Essentials", "LGPL-3.0"),
    ("charset-normalizer", "charset-normalizer", "MIT"),
    ("contourpy", "contourpy", "BSD-3-Clause"),
    ("cryptography", "cryptography", "Apache-2.0 / BSD-3-Clause"),
    ("cycler", "cycler", "BSD-3-Clause"),
    ("defusedxml", "defusedxml", "PSF-2.0"),
    ("et-xmlfile", "et_xmlfile", "MIT"),
    ("filelock", "filelock", "MIT"),
    ("fontTools", "fonttools", "MIT"),
    ("holidays", "holidays", "MIT"),
    ("kiwisolver", "kiwisolver", "BSD-3-Clause"),
    ("matplotlib", "matplotlib", "PSF-2.0"),
    ("msgspec", "msgspec", "BSD-3-Clause"),
    ("msoffcrypto-tool", "msoffcrypto-tool", "MIT"),
    ("networkx", "networkx", "BSD-3-Clause"),
    ("NumPy", "numpy", "BSD-3-Clause"),
    ("olefile", "olefile", "BSD-2-Clause"),
    ("openpyxl", "openpyxl", "MIT"),
    ("packaging", "packaging", "Apache-2.0 / BSD-2-Clause"),
    ("Pillow", "pillow", "MIT-CMU"),
    ("platformdirs", "platformdirs", "MIT"),
    ("pymorphy3", "pymorphy3", "MIT"),
    ("pymorphy3-dicts-ru (OpenCorpora)", "pymorphy3-dicts-ru", "CC BY-SA 3.0"),
    ("pyparsing", "pyparsing", "MIT"),
    ("python-calamine", "python-calamine", "MIT"),
    ("python-dateutil", "python-dateutil", "Apache-2.0 / BSD-3-Clause"),
    ("RapidFuzz", "rapidfuzz", "MIT"),
    ("ReportLab", "reportlab", "BSD-3-Clause"),
)
"""What the program is made of: name, the distribution that knows its version, licence."""


class ShortcutsDialog(QDialog):
    """List the actions with their keys, from the table of actions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tree = QTreeWidget(columnCount=2)
        self.tree.setColumnWidth(0, 360)
        _finish(self, self.tree)
        self.resize(720, 560)
        language.follow(self.retranslate)

    def retranslate(self) -> None:
        """Speak the current language."""
        self.setWindowTitle(_("Keyboard shortcuts"))
        tree = self.tree
        tree.clear()
        tree.setHeaderLabels([_("Action"), _("Keys")])
        tree.setAccessibleName(_("Keyboard shortcuts"))
        for menu, (title, items) in MENUS.items():
            with_keys = [spec for spec in items if isinstance(spec, ActionSpec) and spec.keys]
            others = _KEYS_OF_THE_TABLE if menu == "matrix" else ()
            if not with_keys and not others:
                continue
            group = self._group(_plain(title))
            for what, keys in others:
                QTreeWidgetItem(group, [_(what), _(keys)])
            for spec in with_keys:
                shown = [QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in spec.keys]
                QTreeWidgetItem(group, [_plain(spec.text), ", ".join(shown)])
        tree.expandAll()

    def _group(self, title: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self.tree, [title])
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        return group


class AboutDialog(QDialog):
    """Show versions and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._head = QLabel()
        self.text = QTextBrowser(openExternalLinks=True)
        _finish(self, self._head, self.text)
        self.resize(560, 560)
        language.follow(self.retranslate)

    def retranslate(self) -> None:
        """Speak the current language."""
        self.setWindowTitle(_("About RACI Studio"))
        about = _("An editor for extended RACI matrices. MIT licence.")
        self._head.setText(f"<h2>RACI Studio {__version__}</h2>{about}")
        self.text.setAccessibleName(_("Versions and licences"))
        cells = (_("Made of"), _("Version"), _("Licence"))
        rows = [f"<tr>{''.join(f'<th align=left>{cell}&nbsp;&nbsp;</th>' for cell in cells)}</tr>"]
        for name, distribution, licence in _MADE_OF:
            line = (name, _version(name, distribution), licence)
            rows.append(f"<tr>{''.join(f'<td>{cell}&nbsp;&nbsp;</td>' for cell in line)}</tr>")
        notes = (
            _("Qt is used under the LGPL, version 3: you may replace its libraries by your own build of them."),
            _("The Russian dictionary is that of the project OpenCorpora (opencorpora.org), under CC BY-SA 3.0."),
            _("The names of countries are those of Unicode CLDR, under the Unicode License v3."),
            _("The icons were drawn for RACI Studio and are under its MIT licence."),
        )
        self.text.setHtml(f"<table>{''.join(rows)}</table>" + "".join(f"<p>{note}</p>" for note in notes))


def _plain(text: str) -> str:
    """Return a text of a menu in the current language, without what only a menu needs."""
    return _(text).replace("&", "").rstrip("…")


def _version(name: str, distribution: str) -> str:
    """Return the version of a part that runs, "" where nothing says it."""
    from importlib import metadata

    if name == "Python":
        return ".".join(map(str, sys.version_info[:3]))
    if name == "Qt":
        return qVersion()
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _finish(dialog: QDialog, *widgets: QWidget) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    for widget in (*widgets, buttons):
        column.addWidget(widget)
