"""The head of the left half: the sheets of the workbook, the tables found on one, a way to add another."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.i18n import _, ngettext
from raci_studio.excel.plan import LAYOUTS
from raci_studio.gui.import_review import meanings
from raci_studio.gui.theme import outlined, program_palette

_MOST_LINES = 3  # of the list of tables are in view


class TablesPanel(QWidget):
    """Choose a sheet and one of its tables, and whether the table is imported."""

    sheet_chosen = Signal(str)
    table_chosen = Signal(int)  # its place in the draft
    inclusion_said = Signal(int, bool)
    addition_said = Signal(str)  # a layout

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets = QComboBox()
        self.sheets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sheets.setAccessibleName(_("Sheet"))
        self.sheets.activated.connect(lambda _index: self.sheet_chosen.emit(self.sheets.currentData()))
        self.tables = QListWidget()
        self.tables.setAccessibleName(_("Tables on this sheet; a tick means imported"))
        self.tables.setPalette(outlined(program_palette()))
        self.tables.currentItemChanged.connect(self._chosen)
        self.tables.itemChanged.connect(self._ticked)
        self.empty = QLabel(wordWrap=True)
        self.add = QPushButton(autoDefault=False)
        self.add.setText(_("&Add a table"))
        self.add.setToolTip(_("Take the whole sheet for a table of a layout you choose"))
        menu = QMenu(self.add)
        for layout in LAYOUTS:
            menu.addAction(_(meanings.LAYOUT_TITLES[layout]), partial(self.addition_said.emit, layout))
        self.add.setMenu(menu)
        self._arrange()

    def _arrange(self) -> None:
        label = QLabel(_("&Sheet:"))
        label.setBuddy(self.sheets)
        row = QHBoxLayout()
        for widget, stretch in ((label, 0), (self.sheets, 1), (self.add, 0)):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.tables)
        column.addWidget(self.empty)

    def show_sheets(self, counts: Sequence[tuple[str, int]], current: str) -> None:
        """List the sheets with the number of their tables."""
        self.sheets.clear()
        for name, count in counts:
            found = ngettext("{n} table", "{n} tables", count).format(n=count)
            self.sheets.addItem(f"{name} — {found}", name)
        self.sheets.setCurrentIndex(self.sheets.findData(current))

    def show_tables(self, lines: Sequence[tuple[int, str, bool]], current: int | None) -> None:
        """List the tables of a sheet: place in the draft, label, whether it is imported."""
        self.tables.blockSignals(True)
        self.tables.clear()
        for place, label, included in lines:
            item = QListWidgetItem(label)
            item.setData(Qt.ItemDataRole.UserRole, place)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if included else Qt.CheckState.Unchecked)
            item.setToolTip(_("This table is imported") if included else _("This table is left out"))
            self.tables.addItem(item)
            if place == current:
                self.tables.setCurrentItem(item)
        self.tables.blockSignals(False)
        line = max(self.tables.sizeHintForRow(0), self.fontMetrics().lineSpacing())
        self.tables.setFixedHeight(min(len(lines), _MOST_LINES) * line + 2 * self.tables.frameWidth() + 2)
        self.tables.setVisible(bool(lines))
        self.empty.setVisible(not lines)

    def show_addition(self, *, possible: bool) -> None:
        """Say where no table is whether one could be added."""
        self.add.setEnabled(possible)
        text = _("No table was recognised on this sheet. Add one, and say what its columns are.")
        self.empty.setText(text if possible else _("There is nothing to read on this sheet."))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.table_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _ticked(self, item: QListWidgetItem) -> None:
        self.inclusion_said.emit(item.data(Qt.ItemDataRole.UserRole), item.checkState() == Qt.CheckState.Checked)
