"""The sheet as it looks, for a table view: its own letters and numbers, each cell coloured by what it is."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication

from raci_studio.core.i18n import _
from raci_studio.excel.grid import Grid, cell_address, column_letters
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.reading import oriented
from raci_studio.excel.reason_texts import reason_text
from raci_studio.excel.recognise.legend import find_legend
from raci_studio.excel.recognise.reasons import Reason
from raci_studio.gui import theme
from raci_studio.gui.import_review import meanings

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_NOWHERE = QModelIndex()
LONGEST_SHOWN = 400  # characters of a cell; the tip has them all


class SheetModel(QAbstractTableModel):
    """Show a grid, never turned; the headers speak of the current table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid("")
        self._tables: tuple[TablePlan, ...] = ()  # the current one first
        self._names: tuple[frozenset[int], ...] = ()  # of each table, the rows of names above its header
        self._reasons: dict[tuple[bool, int], list[str]] = {}  # of the current table, by column (True) or row
        self._legend: frozenset[tuple[int, int]] = frozenset()
        self._bold = QFont()
        self._bold.setBold(True)
        self._hidden, self._bold_hidden = QFont(), QFont(self._bold)
        self._hidden.setItalic(True)
        self._bold_hidden.setItalic(True)

    def show_sheet(self, grid: Grid) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self.grid, self._tables, self._names, self._reasons = grid, (), (), {}
        legend = find_legend(grid)
        self._legend = frozenset(
            {*legend.cells, *((row, column) for row in legend.rows for column, _text in grid.filled(row))}
        )
        self.endResetModel()

    def show_tables(self, tables: Sequence[TablePlan]) -> None:
        """Colour the cells by the tables of this sheet, of which the first is the current one."""
        self._tables = tuple(tables)
        self._names = tuple(meanings.name_rows(oriented(self.grid, table), table) for table in tables)
        self._reasons = {}
        rows, columns = self.rowCount(), self.columnCount()
        if rows and columns:
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, columns - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, rows - 1)

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Take the reasons of the current table for the tips of its columns and rows."""
        self._reasons = {}
        for reason in reasons:
            if (reason.column is None) != (reason.row is None):
                is_column = reason.column is not None
                place = is_column, reason.column if reason.column is not None else reason.row or 0
                self._reasons.setdefault(place, []).append(reason_text(reason))

    @property
    def table(self) -> TablePlan | None:
        """Return the current table."""
        return self._tables[0] if self._tables else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.grid.height

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.grid.width

    def group(self, row: int, column: int) -> str:
        """Return what a cell was taken for, a key of `meanings.GROUP_TITLES`; "" for nothing."""
        corner = self.grid.merge_of(row, column) or (row, column, row, column)
        for place in dict.fromkeys(((row, column), corner[2:])):  # a title may be merged down to its header row
            for table, names in zip(self._tables, self._names):
                spot = meanings.placed(table, *place)
                if spot.row in names and table.columns.get(spot.column, "").startswith("person:"):
                    return "header"
                if group := meanings.group_of(table, spot):
                    return group
        return "legend" if (row, column) in self._legend and self.grid.text(row, column) else ""

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _ROLE.DisplayRole:
            return self.grid.text(row, column)[:LONGEST_SHOWN]
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return self._told(row, column, tip=role == _ROLE.ToolTipRole)
        if role in (_ROLE.BackgroundRole, _ROLE.ForegroundRole):
            return _colour(self.group(row, column), fill=role == _ROLE.BackgroundRole)
        if role == _ROLE.FontRole:
            return self._font(row, column)
        if role == _ROLE.TextAlignmentRole:
            number = type(self.grid.raw(row, column)) is float
            return (Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignTop
        return None

    def _font(self, row: int, column: int) -> QFont | None:
        hidden = self.is_hidden(Qt.Orientation.Vertical, row) or self.is_hidden(Qt.Orientation.Horizontal, column)
        if self.group(row, column) in ("header", "section"):
            return self._bold_hidden if hidden else self._bold
        return self._hidden if hidden else None

    def is_hidden(self, orientation: Qt.Orientation, section: int) -> bool:
        """Tell whether the client's workbook hides a row or column."""
        details = self.grid.details
        if details is None:
            return False
        return section in (details.hidden_columns if orientation == Qt.Orientation.Horizontal else details.hidden_rows)

    def _told(self, row: int, column: int, *, tip: bool) -> str:
        text, group = self.grid.merged_text(row, column), self.group(row, column)
        title = _(meanings.GROUP_TITLES[group]) if group else _("outside the table")
        return f"{cell_address(row, column)} · {title}\n{text}" if tip else f"{text}, {title}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        horizontal = orientation == Qt.Orientation.Horizontal
        name = column_letters(section) if horizontal else str(section + 1)
        hidden = self.is_hidden(orientation, section)
        if role == _ROLE.DisplayRole:
            shown = " · ".join((name, _("hidden"))) if hidden else name
            return (
                f"{shown}\n{self.header_word(section, orientation)}" if horizontal else self._row_label(shown, section)
            )
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            word = self.header_word(section, orientation)
            said = f"{name} · {word}" if word else name
            if hidden:
                said += " · " + _("hidden in the workbook")
            if role == _ROLE.AccessibleTextRole:
                return said
            why = self._reasons.get((self.is_column(orientation), section), [])
            return "\n".join([said, *why, _("Click to say what it is")])
        if role == _ROLE.TextAlignmentRole and not horizontal:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        return None

    def _row_label(self, name: str, section: int) -> str:
        word = self.header_word(section, Qt.Orientation.Vertical)
        return f"{word}  {name}" if word else name

    def header_word(self, section: int, orientation: Qt.Orientation) -> str:
        """Return what a column or row of the sheet was taken for in the current table."""
        table = self.table
        if table is None:
            return ""
        if self.is_column(orientation):
            return meanings.title_of_column(table, section)
        return meanings.title_of_row(table, section) or (_("Header") if section in self._names[0] else "")

    def is_column(self, orientation: Qt.Orientation) -> bool:
        """Tell whether a header stands for the table's columns: the upper one does unless the table is turned."""
        turned = self.table is not None and self.table.layout == "transposed"
        return (orientation == Qt.Orientation.Horizontal) != turned


def _colour(group: str, *, fill: bool) -> QColor | None:
    if not group:
        return None
    return group_colours(group)[1 if fill else 0]


def group_colours(group: str) -> tuple[QColor, QColor]:
    """Return text and fill of a group in the look of the window."""
    names = meanings.GROUP_COLOURS[group]
    dark = theme.is_dark(QGuiApplication.palette())
    return (QColor(names[2]), QColor(names[3])) if dark else (QColor(names[0]), QColor(names[1]))
