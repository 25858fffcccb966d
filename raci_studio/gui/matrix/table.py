"""The table of the matrix: its layouts, and cells known by ids. Keys and commands are in the classes above it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from raci_studio.core.arrangement import Arrangement
from raci_studio.core.document import TaskId
from raci_studio.gui.matrix.columns import Column
from raci_studio.gui.matrix.commands import MatrixCommands
from raci_studio.gui.matrix.delegate import MatrixDelegate
from raci_studio.gui.matrix.frozen import Strip
from raci_studio.gui.matrix.layouts import LAYOUTS
from raci_studio.gui.matrix.painting import paint_section
from raci_studio.gui.matrix.sized_table import WRAPPED_AT_ONCE, SizedTable
from raci_studio.gui.matrix.writes import Block
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Cell


class MatrixTable(SizedTable):
    """Show one layout of the matrix at a time; cells are known to the outside by task and column key.

    Layout, sizes, zoom and wrapping are those of the session's arrangement: setting one arranges the session.
    """

    current_cell_changed = Signal(str, str)  # TaskId ("" for none), column key
    layout_switched = Signal(str)

    def __init__(self, session: Session, commands: MatrixCommands, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.commands = commands
        self._remembered: tuple[tuple[TaskId, str], list[tuple[TaskId, str]]] | None = None
        self._delegate = MatrixDelegate(self)
        self.setItemDelegate(self._delegate)
        self._show_layout(session.arrangement.layout)
        self._arrangement_changed(Arrangement())
        session.arrangement_changed.connect(self._arrangement_changed)
        session.document_opened.connect(self._document_opened)

    # Layout

    def set_layout(self, name: str) -> None:
        """Switch between the list and the grid; the current cell stays current."""
        self.session.arrange(layout=name)

    def _document_opened(self) -> None:
        self._arrangement_changed(replace(self.session.arrangement, layout=self.layout_name, zoom=self._zoom))
        if self._zoom != self.session.arrangement.zoom or self.wordWrap() != self.session.arrangement.wrap:
            self._show_sizes()

    def _arrangement_changed(self, before: Arrangement) -> None:
        """Follow the session's arrangement; rows and columns are the model's part."""
        now = self.session.arrangement
        if self.layout_name != now.layout:
            self._show_layout(now.layout)
        if (before.zoom, before.wrap) != (now.zoom, now.wrap) or self._zoom != now.zoom:
            self._show_sizes()
        elif before.widths != now.widths:
            self._apply_widths()
        self._show_frozen()

    def _show_layout(self, name: str) -> None:
        old = self.model()
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
            self._wrap_rows()
        self._show_frozen()
        self.layout_switched.emit(name)

    # Cells by ids

    def current_cell(self) -> tuple[TaskId, str]:
        """Return task and column key of the current cell, ("", "") where there is none."""
        index = self.currentIndex()
        return self._cell_of(index) if index.isValid() else (TaskId(""), "")

    def _cell_of(self, index: QModelIndex) -> tuple[TaskId, str]:
        model = self.matrix_model
        return model.task_at(index.row()), model.columns[index.column()].key

    def go_to(self, task: TaskId, key: str = "name") -> None:
        """Make a cell current and bring it into view; the task's name where the column is not shown.

        A row that is filtered out or folded away is shown again.
        """
        self.matrix_model.reveal(task)
        index = self.matrix_model.index_of(task, key)
        self._go_to_index(index if index.isValid() else self.matrix_model.index_of(task, "name"))

    def go_to_first(self) -> None:
        """Go to the first row that is shown."""
        self._go_to_index(self.matrix_model.index(0, max(self.matrix_model.column_of("name"), 0)))

    def go_to_cell(self, cell: "Cell") -> None:
        """Go to the cell a finding is about; its row is shown again where it is filtered out or folded away."""
        self.matrix_model.reveal(cell.task)
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
        rows = {row for area in self.selected_areas() for row in range(area.top(), area.bottom() + 1)}
        return [task for row in sorted(rows) if (task := self.matrix_model.task_at(row))]

    def selected_cells(self) -> list[tuple[TaskId, Column]]:
        """Return the selected cells as ids and columns."""
        model, columns = self.matrix_model, self.matrix_model.columns
        places: set[tuple[int, int]] = set()
        for area in self.selected_areas():  # an index for each cell would take far longer
            places.update(product(range(area.top(), area.bottom() + 1), range(area.left(), area.right() + 1)))
        cells = [(model.task_at(row), columns[place]) for row, place in sorted(places)]
        return [cell for cell in cells if cell[0]] if model.rows.sections else cells

    def selected_blocks(self) -> list[Block]:
        """Return the selected cells as few blocks of tasks and columns: a large selection is not taken apart."""
        model, rows = self.matrix_model, dict[tuple[int, int], dict[int, None]]()
        for area in self.selected_areas():
            held = rows.setdefault((area.left(), area.right()), {})
            held.update(dict.fromkeys(range(area.top(), area.bottom() + 1)))
        return [(model.rows.tasks_in(held), model.columns[left : right + 1]) for (left, right), held in rows.items()]

    def _box(self) -> QRect:
        """Return the rectangle around the selection: left and top cell, width and height in cells."""
        areas = [QRect(a.left(), a.top(), a.width(), a.height()) for a in self.selected_areas()]
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
        cells = [self._cell_of(index) for index in indexes] if len(indexes) <= WRAPPED_AT_ONCE else []
        self._remembered = (self.current_cell(), cells)

    def _restore(self) -> None:
        self._apply_widths()
        self._size_header()
        current, cells = self._remembered or ((TaskId(""), ""), [])
        self._remembered = None
        if current[0] and self.matrix_model.row_of(current[0]) >= 0:
            self.go_to(*current)
        else:
            self.go_to_first()
        selection = QItemSelection()
        for task, key in cells:
            index = self.matrix_model.index_of(task, key)
            if index.isValid():
                selection.select(index, index)
        if not selection.isEmpty():
            self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if self.wordWrap():
            self._wrap_rows()
        self._show_frozen()
        task, key = self.current_cell()
        self.current_cell_changed.emit(task, key)

    def _current_changed(self, index: QModelIndex) -> None:
        task, key = self._cell_of(index) if index.isValid() else ("", "")
        self.current_cell_changed.emit(task, key)

    def paint_cells(
        self, painter: QPainter, rows: Sequence[Strip], columns: Sequence[Strip], current: QRect | None
    ) -> None:
        self._delegate.paint_cells(painter, rows, columns, current)

    def _paint_sections(self, painter: QPainter, area: QRect) -> None:
        """Paint the heads of sections across the whole width, their titles where they are always seen."""
        model, current = self.matrix_model, self.currentIndex().row()
        for row in self.rows_between(area):
            if (section := model.section_at(row)) is not None:
                band = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row) - 1)
                title = model.section_title(section)
                paint_section(painter, band, title, section, self.palette(), is_current=row == current)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.matrix_model.rows.sections:
            self._paint_sections(QPainter(self.viewport()), event.rect())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx and self.matrix_model.rows.sections:
            self.viewport().update()
