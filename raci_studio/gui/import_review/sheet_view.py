"""The view of the sheet: merged cells as they are, and menus that say what a column or a row is."""

from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QTableView, QWidget

from raci_studio.core.i18n import N_, _
from raci_studio.excel.grid import Grid, column_letters
from raci_studio.gui.focus import name_corner
from raci_studio.gui.import_review import meanings
from raci_studio.gui.import_review.corrections import meaning_of, row_meaning
from raci_studio.gui.import_review.sheet_model import LONGEST_SHOWN, SheetModel, group_colours
from raci_studio.gui.theme import tint_table

MOST_SPANS = 5_000  # merged cells shown as such
LOOKED_AT = 200  # rows that decide widths, and whose heights fit their texts
_NARROWEST, _WIDEST, _MOST_LINES = 44, 260, 3

_ASKING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space, Qt.Key.Key_Menu)

# What a column can be, in the groups of the menu.
_COLUMN_MENU = (
    ("task", "step", "process", "phase", "number", "description"),
    ("deadline", "duration", "start", "finish", "predecessors", "owner"),
    ("result", "format", "channel", "notes", "input", "criterion", "status", "priority"),
    ("extra", "ignored"),
)
_ROW_MENU = (
    ("header", N_("The header row")), ("more-header", N_("One more header row")),
    ("first", N_("The first task")), ("last", N_("The last task")),
    ("task", N_("A task")), ("section", N_("The title of a section")), ("skipped", N_("No task")),
)  # fmt: skip


class SheetView(QTableView):
    """Ask what columns and rows are; `column_said` and `row_said` carry the answer in the table's own counting."""

    column_said = Signal(int, str)
    row_said = Signal(int, str)

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = model
        self.setModel(model)
        self.setAccessibleName(_("The sheet"))
        name_corner(self)
        tint_table(self)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab goes on to the next control, arrows move
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(True)
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            header.sectionClicked.connect(partial(self._header_clicked, header))
            header.customContextMenuRequested.connect(partial(self._header_menu, header))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            tint_table(self)

    def show_sheet(self, grid: Grid) -> None:
        """Show another sheet with its merges, columns as wide as their texts want."""
        self.clearSpans()
        self.sheet.show_sheet(grid)
        for top, left, bottom, right in grid.merges[:MOST_SPANS]:
            height, width = min(bottom, grid.height - 1) - top + 1, min(right, grid.width - 1) - left + 1
            if height > 0 and width > 0 and height * width > 1:
                self.setSpan(top, left, height, width)
        self.fit()

    def fit(self) -> None:
        """Give columns the client's widths, or those of their texts, and rows the heights of theirs, within bounds."""
        bold = QFont(self.font())
        bold.setBold(True)  # headers and sections are, and any row may be said to be one
        grid, metrics = self.sheet.grid, QFontMetrics(bold)
        rows = range(min(LOOKED_AT, grid.height))
        for column in range(grid.width):
            texts = (grid.text(row, column) for row in rows if not _is_wide(grid, row, column))
            known = grid.details.widths.get(column) if grid.details else None
            if known is None:
                wanted = max((metrics.horizontalAdvance(text[:60]) for text in texts), default=0) + 14
            else:  # the client's own
                wanted = int(known * metrics.horizontalAdvance("0")) + 5
            self.setColumnWidth(column, min(_WIDEST, max(_NARROWEST, wanted)))
        self.widen()
        self._let_titles_flow()
        line = metrics.lineSpacing()
        self.verticalHeader().setDefaultSectionSize(line + 8)
        for row in rows:
            self.setRowHeight(row, self._lines(row, metrics) * line + 8)

    def _let_titles_flow(self) -> None:
        """Let a text alone in its row above the table flow over the empty cells at its right, as in Excel."""
        grid, table = self.sheet.grid, self.sheet.table
        above = 0 if table is None or table.layout == "transposed" else min(table.header_rows, default=0)
        for row in range(min(above, LOOKED_AT)):
            filled = [column for column, _text in grid.filled(row)]
            width = grid.width - filled[0] if len(filled) == 1 else 0
            if width > 1 and not any(grid.merge_of(row, column) for column in range(filled[0], grid.width)):
                self.setSpan(row, filled[0], 1, width)

    def widen(self) -> None:
        """Make room for the words of the headers, which change with what the user says."""
        metrics = QFontMetrics(self.font())
        for column in range(min(self.sheet.grid.width, LOOKED_AT)):
            lines = str(self.sheet.headerData(column, Qt.Orientation.Horizontal)).split("\n")
            head = max(map(metrics.horizontalAdvance, lines)) * 1.1 + 14
            if self.columnWidth(column) < min(head, _WIDEST):
                self.setColumnWidth(column, int(min(head, _WIDEST)))

    def _lines(self, row: int, metrics: QFontMetrics) -> int:
        """Return how many lines the texts of a row need; merged cells are as wide as they look."""
        most = 1
        for column, text in self.sheet.grid.filled(row):
            merge = self.sheet.grid.merge_of(row, column)
            if merge and merge[2] > merge[0]:
                continue  # it has several rows to fill
            width = sum(map(self.columnWidth, range(column, column + self.columnSpan(row, column))))
            parts = (metrics.horizontalAdvance(part) for part in text[:LONGEST_SHOWN].split("\n"))
            most = max(most, sum(1 if part < width - 6 else 1 + int(part * 1.1 / (width - 6)) for part in parts))
        return min(most, _MOST_LINES)

    def go_to(self, row: int, column: int) -> None:
        """Show a cell and make it the current one."""
        index = self.sheet.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QTableView.ScrollHint.PositionAtCenter)

    def show_part(self, *, row: int | None = None, column: int | None = None) -> None:
        """Select a row or a column of the sheet and bring it into view."""
        flags = QItemSelectionModel.SelectionFlag
        line = flags.Rows if row is not None else flags.Columns
        index = self.sheet.index(row or 0, column or 0)
        # Not `selectRow`, which does something else while Ctrl or Shift is held.
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | line)
        self.scrollTo(index, QTableView.ScrollHint.PositionAtCenter)

    # Menus

    def _header_clicked(self, header, section: int) -> None:
        start = header.sectionViewportPosition(section)
        horizontal = header.orientation() == Qt.Orientation.Horizontal
        place = QPoint(start, header.height()) if horizontal else QPoint(header.width(), start)
        self._ask(header.orientation(), section, header.mapToGlobal(place))

    def _header_menu(self, header, place: QPoint) -> None:
        section = header.logicalIndexAt(place)
        if section >= 0:
            self._ask(header.orientation(), section, header.mapToGlobal(place))

    def _ask(self, orientation: Qt.Orientation, section: int, place: QPoint) -> None:
        menu = self.header_menu(orientation, section)
        if menu is not None:
            menu.popup(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer both menus of the current cell."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.ask_of_cell(None if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter ask instead of closing the dialog."""
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in _ASKING_KEYS or (event.key() == Qt.Key.Key_F10 and shifted):
            self.ask_of_cell()
        else:
            super().keyPressEvent(event)

    def ask_of_cell(self, place: QPoint | None = None) -> None:
        """Offer both menus of the current cell, at a place of the screen or below the cell."""
        index = self.currentIndex()
        if not index.isValid() or self.sheet.table is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for orientation, section in (
            (Qt.Orientation.Horizontal, index.column()), (Qt.Orientation.Vertical, index.row()),
        ):  # fmt: skip
            if (part := self.header_menu(orientation, section, menu)) is not None:
                menu.addMenu(part)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(place or self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def header_menu(self, orientation: Qt.Orientation, section: int, parent: QWidget | None = None) -> QMenu | None:
        """Return the menu of a column or row of the sheet, None where there is no table."""
        if self.sheet.table is None:
            return None
        menu = QMenu(parent or self)
        if parent is None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        horizontal = orientation == Qt.Orientation.Horizontal
        title = _("Column {name} is") if horizontal else _("Row {name} is")
        menu.setTitle(title.format(name=column_letters(section) if horizontal else section + 1))
        if self.sheet.is_column(orientation):
            self._fill_column_menu(menu, section)
        else:
            self._fill_row_menu(menu, section)
        return menu

    def _fill_column_menu(self, menu: QMenu, column: int) -> None:
        table = self.sheet.table
        assert table is not None
        now, group = meaning_of(table, column), QActionGroup(menu)
        letters = [f"role:{letter}" for letter in table.letters or ("R", "A", "C", "I")]
        letters += ["role:S"] if "role:S" not in letters else []
        people = {"long": ["person", "role"], "list": [*letters, "person"]}.get(table.layout, ["person", *letters])
        for place, part in enumerate((_COLUMN_MENU[0], (*people, "roles"), *_COLUMN_MENU[1:])):
            if place:
                menu.addSeparator()
            for meaning in part:
                title = meanings.column_title(meaning)
                self._add(menu, group, title, meaning == now, partial(self.column_said.emit, column, meaning))

    def _fill_row_menu(self, menu: QMenu, row: int) -> None:
        table = self.sheet.table
        assert table is not None
        group, now = QActionGroup(menu), {row_meaning(table, row)}
        now |= {"first"} if row == table.first_row else set()
        now |= {"last"} if row == table.last_row else set()
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        for place, (meaning, title) in enumerate(_ROW_MENU):
            if place in (2, 4):
                menu.addSeparator()
            self._add(menu, group, _(title), meaning in now, partial(self.row_said.emit, row, meaning))

    def _add(self, menu: QMenu, group: QActionGroup, title: str, checked: bool, say) -> None:
        action = QAction(title, menu, checkable=True, checked=checked)
        action.triggered.connect(lambda _checked: say())
        group.addAction(action)
        menu.addAction(action)


def _is_wide(grid: Grid, row: int, column: int) -> bool:
    merge = grid.merge_of(row, column)
    return merge is not None and merge[3] > merge[1]


class GroupStrip(QLabel):
    """The words of the colours, below the sheet; it wraps where they do not fit in a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True, textFormat=Qt.TextFormat.RichText)
        words = []
        for group, title in meanings.GROUP_TITLES.items():
            text, fill = group_colours(group)
            word = escape(_(title)).replace(" ", "&nbsp;")
            style = f"color: {text.name()}; background-color: {fill.name()}"
            words.append(f'<span style="{style}">&nbsp;&nbsp;{word}&nbsp;&nbsp;</span>')
        self.setText(" ".join(words))
        self.setAccessibleName(", ".join(_(title) for title in meanings.GROUP_TITLES.values()))
