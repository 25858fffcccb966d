"""The matrix as the user works in it: Excel's habits become commands on ids."""

from collections.abc import Callable, Container, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QMenu, QWidget

from raci_studio.core.diff import Change
from raci_studio.core.document import TaskId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.gui import actions as action_table
from raci_studio.gui import language
from raci_studio.gui.focus import name_corner
from raci_studio.gui.matrix.clipboard import from_mime, left_out, to_mime
from raci_studio.gui.matrix.commands import MatrixCommands, Write
from raci_studio.gui.matrix.fill_handle import FillHandle
from raci_studio.gui.matrix.frozen import Index
from raci_studio.gui.matrix.keys import MatrixKeys
from raci_studio.gui.matrix.links import address_of, ask_and_open
from raci_studio.gui.matrix.row_drag import RowDrag
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding

_CONTROL = Qt.KeyboardModifier.ControlModifier
_CONTEXT_MENU = (
    "cut_cells", "copy_cells", "paste_cells", "clear_cells", "", "fill_down", "fill_right", "",
    "insert_rows", "delete_rows", "", "make_alternative", "make_negative", "make_ordinary",
)  # fmt: skip


class MatrixView(MatrixKeys):
    """Add clipboard and the actions of the matrix to the table and its keys."""

    def __init__(self, session: Session, commands: MatrixCommands, parent: QWidget | None = None) -> None:
        super().__init__(session, commands, parent)
        self.fill_handle = FillHandle(self)
        self._row_drag = RowDrag(self)
        self.finding_actions: tuple[QAction, ...] = ()  # the window's, for the context menu of a cell with findings
        session.document_changed.connect(self._recolour)
        self.actions_by_id = self._make_actions()
        self.show_checks()
        language.follow(self.retranslate)

    def _make_actions(self) -> dict[str, QAction]:
        made: dict[str, QAction] = {}
        for spec in action_table.specs():
            if spec.scope == "matrix":
                made[spec.id] = action_table.make_action(spec, self)
                made[spec.id].triggered.connect(partial(_call, getattr(self, spec.id)))
        action_table.add_to(self, made)
        return made

    def retranslate(self) -> None:
        """Speak the current language."""
        self.setAccessibleName(_("Matrix"))
        name_corner(self)
        for spec in action_table.specs():
            if spec.id in self.actions_by_id:
                action_table.retranslate_action(spec, self.actions_by_id[spec.id])
        self.matrix_model.retranslate()
        self.viewport().update()

    def mark_hits(self, cells: Container[tuple[TaskId, str]]) -> None:
        """Mark lightly the cells that a search found, by task and column key."""
        if cells or self._delegate.hits:
            self._delegate.hits = cells
            self.viewport().update()

    def _recolour(self, change: Change) -> None:
        if "settings" in change.rest:  # letters may mean something else now
            self.viewport().update()

    # Findings

    def findings_here(self) -> "list[Finding]":
        """Return the findings about the current cell, the worst first."""
        index = self.currentIndex()
        return self.matrix_model.findings_at(index.row(), index.column()) if index.isValid() else []

    def below_current_cell(self) -> QPoint:
        """Return the place on the screen where the menu of the current cell opens."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    # Commands, named as in the table of actions

    def copy_cells(self) -> None:
        """Put the cells where selected rows and columns cross on the clipboard; one not selected there is empty."""
        rows, places = self.selected_lines()
        if not rows or not places:
            return
        chosen = self.selectionModel()
        whole = len(self.selected_areas()) == 1
        index = self.matrix_model.index
        block = [
            [self.text_at(row, place) if whole or chosen.isSelected(index(row, place)) else "" for place in places]
            for row in rows
        ]
        QGuiApplication.clipboard().setMimeData(to_mime(block))

    def cut_cells(self) -> None:
        """Copy, then clear."""
        self.copy_cells()
        self.clear_cells()

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self.commands.clear(self.selected_blocks())

    def paste_cells(self) -> None:
        """Paste a block from the clipboard: one value over many cells, or a block that may add rows."""
        data = QGuiApplication.clipboard().mimeData()
        block = from_mime(data) if data is not None else []
        if block:
            self.paste_block(block)

    def paste_block(self, block: Sequence[Sequence[str]]) -> None:
        """Put a block at the selection as one step; it repeats where the selection is a multiple of it.

        Cells that refuse their text keep what they hold and are told by their addresses.
        """
        model, all_rows, all_places = self.matrix_model, self.shown_rows(), self.shown_places()
        rows, places = self.selected_lines()
        height, width = len(block), len(block[0])
        if height == width == 1 and rows and places:
            cells = [cell for cell in self.selected_cells() if cell[0]]
            self.commands.write([Write(task, column, block[0][0]) for task, column in cells], _("Paste"))
            return
        top = all_rows.index(rows[0]) if rows else len(all_rows)
        left = all_places.index(places[0] if places else max(model.column_of("name"), 0))
        if not rows or not places or len(rows) % height or len(places) % width:
            rows, places = all_rows[top : top + height], all_places[left : left + width]
            lines = range(height)
        else:
            lines = range(len(rows))
        tasks = model.rows.tasks_in(rows)
        columns = [(nth % width, model.columns[place]) for nth, place in enumerate(places)]
        writes = [
            Write(tasks[line] if line < len(tasks) else None, column, texts[nth], max(line - len(tasks) + 1, 0))
            for line in lines
            for texts in (block[line % height],)
            for nth, column in columns
        ]
        if self.commands.write(writes, _("Paste"), left_out(left + width - len(all_places))):
            added = len(lines) - len(rows)
            self.select_lines(rows + list(range(model.rowCount() - added, model.rowCount())), places)

    def _select_box(self, top: int, left: int, rows: int, columns: int) -> None:
        model = self.matrix_model
        last_row, last_column = min(top + rows, model.rowCount()), min(left + columns, model.columnCount())
        self.select_lines(list(range(top, last_row)), list(range(left, last_column)))

    def fill_down(self) -> None:
        """Copy the first selected row into the selected rows below it; of one row, the row above into it."""
        rows, places = self.selected_lines()
        sources = rows if len(rows) > 1 else [*_before(self.shown_rows(), rows), *rows]
        model = self.matrix_model
        texts = {place: self.text_at(sources[0], place) for place in places if sources}
        writes = [
            Write(model.task_at(row), model.columns[place], text)
            for row in sources[1:]
            for place, text in texts.items()
        ]
        if writes:
            self.commands.write(writes, _("Fill down"))

    def fill_right(self) -> None:
        """Copy the first selected column into those to its right; of one column, its left neighbour into it."""
        rows, places = self.selected_lines()
        sources = places if len(places) > 1 else [*_before(self.shown_places(), places), *places]
        writes = [self._copied((row, sources[0]), (row, place)) for place in sources[1:] for row in rows]
        if writes:
            self.commands.write(writes, _("Fill to the right"))

    def _copied(self, source: tuple[int, int], target: tuple[int, int]) -> Write:
        model = self.matrix_model
        return Write(model.task_at(target[0]), model.columns[target[1]], self.text_at(*source))

    def edit_cell(self) -> None:
        """Edit the current cell with the cursor at its end."""
        if self.session.check_writable() and self.current_cell()[0]:
            self.edit(self.currentIndex())

    def open_link(self) -> None:
        """Open the link of the current cell after a question, as Ctrl+click does."""
        index = self.currentIndex()
        link = self.matrix_model.link_at(index.row(), index.column()) if index.isValid() else ""
        url = address_of(link)
        if url is not None:
            ask_and_open(self, url)
        elif link:
            what = _("This link leads to a file or to a place in the workbook; it is not opened from here.")
            self.session.refused.emit(UserError(what, remedy=link))
        else:
            self.session.refused.emit(UserError(_("This cell has no link.")))

    def insert_rows(self) -> None:
        """Insert as many rows above the selection as are selected."""
        box = self._box()
        row, count = (box.top(), box.height()) if not box.isEmpty() else (self.matrix_model.rowCount(), 1)
        self._go_to_new(self.commands.add_tasks(self.position_of(row), count, *self.section_at(row)))

    def append_row(self) -> None:
        """Add an empty row at the end and go there."""
        self._go_to_new(self.commands.add_tasks(len(self.session.document.order)))

    def _go_to_new(self, tasks: list[TaskId]) -> None:
        if tasks:
            self.go_to(tasks[0], self.current_cell()[1] or "name")

    def delete_rows(self) -> None:
        """Delete the rows with a selected cell; the row that comes up becomes current."""
        row, key = self.currentIndex().row(), self.current_cell()[1]
        if self.commands.delete_tasks(self.selected_tasks()) and (left := self.matrix_model.rowCount()):
            self.go_to(self.matrix_model.task_at(min(max(row, 0), left - 1)), key or "name")

    def move_rows_up(self) -> None:
        """Move the selected rows up by one."""
        self.move_selection(down=False)

    def move_rows_down(self) -> None:
        """Move the selected rows down by one."""
        self.move_selection(down=True)

    def select_all_cells(self) -> None:
        """Select everything."""
        self.selectAll()

    def select_rows(self) -> None:
        """Grow the selection to whole rows."""
        self.select_tasks(self.selected_tasks())

    def select_columns(self) -> None:
        """Grow the selection to whole columns."""
        box = self._box()
        if not box.isEmpty():
            self._select_box(0, box.left(), self.matrix_model.rowCount(), box.width())

    def hint(self) -> str:
        """Return why no row is shown and what to do about it."""
        if self.session.document.order:
            return _("No row passes the filter.\nPress Ctrl+Shift+K to clear it.")
        return _("No tasks yet.\nPress Ctrl+Plus to add the first row, or paste a table copied from Excel.")

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.modifiers() == _CONTROL and event.button() == Qt.MouseButton.LeftButton and index.isValid():
            url = address_of(self.matrix_model.link_at(index.row(), index.column()))
            if url is not None:
                ask_and_open(self, url)
                return
        super().mousePressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if hasattr(self, "fill_handle"):  # the table makes its first selection before there is one
            self.fill_handle.refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _CONTROL:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event) -> None:
        menu = QMenu(self)
        if self.findings_here():
            menu.addActions(self.finding_actions)
            menu.addSeparator()
        for name in _CONTEXT_MENU:
            menu.addAction(self.actions_by_id[name]) if name else menu.addSeparator()
        menu.exec(event.globalPos() if event.globalPos() != QPoint() else self.mapToGlobal(QPoint()))
        menu.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.fill_handle.paint()
        if not self.matrix_model.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.hint())

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        super().dataChanged(first, last, roles)
        if self.wordWrap() and first.isValid() and last.row() - first.row() < 100:
            for row in range(first.row(), last.row() + 1):
                self.resizeRowToContents(row)


def _before(lines: Sequence[int], chosen: Sequence[int]) -> Sequence[int]:
    """Return the line before the first chosen one, nothing where there is none."""
    place = lines.index(chosen[0]) if chosen else 0
    return lines[place - 1 : place] if place else ()


def _call(method: Callable[[], object], _checked: bool = False) -> None:
    method()
