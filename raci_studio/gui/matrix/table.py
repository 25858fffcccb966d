"""The table of the matrix: layouts, sizes, zoom, and cells known by ids. Keys and commands are in `view`."""

from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from raci_studio.core.document import TaskId
from raci_studio.gui.matrix.columns import Column
from raci_studio.gui.matrix.commands import MatrixCommands
from raci_studio.gui.matrix.delegate import MatrixDelegate, row_height
from raci_studio.gui.matrix.layouts import LAYOUTS
from raci_studio.gui.matrix.model import MatrixModel
from raci_studio.gui.session import Session
from raci_studio.gui.theme import is_dark

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Cell

ZOOMS = (50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
_WRAPPED_AT_ONCE = 2000
_HEADER_LINES = {"list": 1, "grid": 5}  # at most


class MatrixTable(QTableView):
    """Show one layout of the matrix at a time; cells are known to the outside by task and column key."""

    current_cell_changed = Signal(str, str)  # TaskId ("" for none), column key
    layout_switched = Signal(str)

    def __init__(self, session: Session, commands: MatrixCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.commands = session, commands
        self._widths: dict[tuple[str, str], int] = {}
        self._zoom = 100
        self._sizing = False
        self._remembered: tuple[tuple[str, str], list[tuple[str, str]]] | None = None
        self._point_size = self.font().pointSizeF()
        self._delegate = MatrixDelegate(self)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self.set_layout("list")

    def _set_up(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        self.setTabKeyNavigation(True)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(28)
        header.sectionResized.connect(self._section_resized)
        rows = self.verticalHeader()
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.setMinimumWidth(38)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._size_rows()
        self._tint_selection()

    def _tint_selection(self) -> None:
        """Tint selected cells so lightly that chips and texts keep their colours."""
        colours, dark = QApplication.palette(), is_dark(QApplication.palette())
        accent, base = colours.color(QPalette.ColorRole.Accent), colours.color(QPalette.ColorRole.Base)
        share = 0.30 if dark else 0.16
        mixed = [round(a * share + b * (1 - share)) for a, b in zip(accent.getRgb()[:3], base.getRgb()[:3])]
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            colours.setColor(group, QPalette.ColorRole.Highlight, QColor(*mixed))
            colours.setColor(group, QPalette.ColorRole.HighlightedText, colours.color(QPalette.ColorRole.Text))
        if dark:  # Fusion darkens this for the lines of the grid, which would not be seen on a dark page
            colours.setColor(QPalette.ColorRole.Window, colours.color(QPalette.ColorRole.Mid).lighter(125))
        self.setPalette(colours)

    # Layout

    @property
    def matrix_model(self) -> MatrixModel:
        """Return the model of the layout on the screen."""
        return self.model()

    @property
    def layout_name(self) -> str:
        """Return "list" or "grid"."""
        return self.matrix_model.layout_name

    def set_layout(self, name: str) -> None:
        """Switch between the list and the grid; the current cell stays current."""
        old = self.model()
        if old is not None and old.layout_name == name:
            return
        task, key = self.current_cell()
        model = LAYOUTS[name](self.session, self.commands, self)
        old_selection = self.selectionModel()
        self.setModel(model)
        for gone in (old_selection, old):
            if gone is not None:
                gone.deleteLater()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self._apply_widths()
        self._size_header()
        if task:
            self.go_to(task, key)
        if self.wordWrap():
            self.set_wrap(True)
        self.layout_switched.emit(name)

    def _apply_widths(self) -> None:
        self._sizing = True
        for place, column in enumerate(self.matrix_model.columns):
            width = self._widths.get((self.layout_name, column.key), column.width)
            self.setColumnWidth(place, width * self._zoom // 100)
        self._sizing = False

    def _size_header(self) -> None:
        lines = min(self._header_lines(), _HEADER_LINES[self.layout_name])
        wrap = Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap) if lines > 1 else Qt.AlignmentFlag(0)
        header = self.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideNone if lines > 1 else Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | wrap)
        header.setFixedHeight(self.fontMetrics().height() * lines + 10)
        self.updateGeometries()

    def _header_lines(self) -> int:
        """Return how many lines the longest title takes in its column."""
        model, metrics = self.matrix_model, self.fontMetrics()
        wrap = int(Qt.TextFlag.TextWordWrap)
        heights = [metrics.height()]
        for place, column in enumerate(model.columns):
            room = QRect(0, 0, max(self.columnWidth(place) - 8, 20), 1000)
            heights.append(metrics.boundingRect(room, wrap, column.title(model.document)).height())
        return -(-max(heights) // metrics.lineSpacing())

    def _section_resized(self, place: int, _old: int, new: int) -> None:
        if not self._sizing and place < len(self.matrix_model.columns):
            self._widths[self.layout_name, self.matrix_model.columns[place].key] = new * 100 // self._zoom

    def _size_rows(self) -> None:
        self.verticalHeader().setMinimumSectionSize(row_height(self))
        self.verticalHeader().setDefaultSectionSize(row_height(self))

    def set_wrap(self, wrap: bool) -> None:
        """Show long texts in as many lines as they need, or each row in one line."""
        self.setWordWrap(wrap)
        if wrap and self.matrix_model.rowCount() <= _WRAPPED_AT_ONCE:
            self.resizeRowsToContents()
        else:
            header = self.verticalHeader()
            header.setDefaultSectionSize(row_height(self))
            for row in range(self.matrix_model.rowCount()):
                header.resizeSection(row, row_height(self))

    @property
    def zoom(self) -> int:
        """Return the zoom in per cent."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Scale font, rows and columns."""
        self._zoom = max(ZOOMS[0], min(percent, ZOOMS[-1]))
        font = self.font()
        font.setPointSizeF(self._point_size * self._zoom / 100)
        self.setFont(font)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(font)
        self._size_rows()
        self._apply_widths()
        self._size_header()
        self.set_wrap(self.wordWrap())

    def zoom_by(self, steps: int) -> None:
        """Go to the next larger or smaller zoom."""
        place = min(range(len(ZOOMS)), key=lambda place: abs(ZOOMS[place] - self._zoom))
        self.set_zoom(ZOOMS[max(0, min(place + steps, len(ZOOMS) - 1))])

    # Cells by ids

    def current_cell(self) -> tuple[TaskId, str]:
        """Return task and column key of the current cell, ("", "") where there is none."""
        index = self.currentIndex()
        return self._cell_of(index) if index.isValid() else (TaskId(""), "")

    def _cell_of(self, index: QModelIndex) -> tuple[TaskId, str]:
        model = self.matrix_model
        return model.task_at(index.row()), model.columns[index.column()].key

    def go_to(self, task: TaskId, key: str = "name") -> None:
        """Make a cell current and bring it into view; the task's name where the column is not shown."""
        index = self.matrix_model.index_of(task, key)
        self._go_to_index(index if index.isValid() else self.matrix_model.index_of(task, "name"))

    def go_to_cell(self, cell: "Cell") -> None:
        """Go to the cell a finding is about."""
        self._go_to_index(self.matrix_model.index_of_cell(cell))

    def go_to_person(self, person: str) -> None:
        """Go to a person's column, where the layout has one."""
        place = self.matrix_model.column_of(f"person:{person}")
        if place >= 0 and self.matrix_model.rowCount():
            self._go_to_index(self.matrix_model.index(max(self.currentIndex().row(), 0), place))

    def _go_to_index(self, index: QModelIndex) -> None:
        if index.isValid():
            # Not the view's own `setCurrentIndex`: with Ctrl held down it would add to the selection.
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def selected_tasks(self) -> list[TaskId]:
        """Return the tasks with a selected cell, in their order."""
        rows = {row for area in self.selectionModel().selection() for row in range(area.top(), area.bottom() + 1)}
        return [self.matrix_model.task_at(row) for row in sorted(rows)]

    def selected_cells(self) -> list[tuple[TaskId, Column]]:
        """Return the selected cells as ids and columns."""
        model, columns = self.matrix_model, self.matrix_model.columns
        places: set[tuple[int, int]] = set()
        for area in self.selectionModel().selection():  # an index for each cell would take far longer
            places.update(product(range(area.top(), area.bottom() + 1), range(area.left(), area.right() + 1)))
        return [(model.task_at(row), columns[place]) for row, place in sorted(places)]

    def _box(self) -> QRect:
        """Return the rectangle around the selection: left and top cell, width and height in cells."""
        areas = [QRect(a.left(), a.top(), a.width(), a.height()) for a in self.selectionModel().selection()]
        box = QRect()
        for area in areas:
            box = box.united(area)
        return box

    def select_tasks(self, tasks: list[TaskId]) -> None:
        """Select whole rows."""
        model, selection = self.matrix_model, QItemSelection()
        for row in (model.row_of(task) for task in tasks if model.row_of(task) >= 0):
            selection.select(model.index(row, 0), model.index(row, model.columnCount() - 1))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _remember(self) -> None:
        """Keep the selection as ids over a reset; whole pages of it are not worth the time."""
        indexes = self.selectionModel().selectedIndexes()
        cells = [self._cell_of(index) for index in indexes] if len(indexes) <= _WRAPPED_AT_ONCE else []
        self._remembered = (self.current_cell(), cells)

    def _restore(self) -> None:
        self._apply_widths()
        self._size_header()
        current, cells = self._remembered or (("", ""), [])
        self._remembered = None
        if current[0]:
            self.go_to(TaskId(current[0]), current[1])
        elif self.matrix_model.rowCount():
            self.go_to(self.matrix_model.task_at(0))
        selection = QItemSelection()
        for task, key in cells:
            index = self.matrix_model.index_of(TaskId(task), key)
            if index.isValid():
                selection.select(index, index)
        if not selection.isEmpty():
            self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if self.wordWrap():
            self.set_wrap(True)
        task, key = self.current_cell()
        self.current_cell_changed.emit(task, key)

    def _current_changed(self, index: QModelIndex) -> None:
        task, key = self._cell_of(index) if index.isValid() else ("", "")
        self.current_cell_changed.emit(task, key)

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._tint_selection()
