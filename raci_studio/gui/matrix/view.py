"""The matrix as the user works in it: Excel's habits become commands on ids."""

import sys
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QMenu, QWidget

from raci_studio.core.document import TaskId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import actions as action_table
from raci_studio.gui import language
from raci_studio.gui.matrix.clipboard import from_tsv, to_mime
from raci_studio.gui.matrix.columns import PersonColumn
from raci_studio.gui.matrix.commands import MatrixCommands, Write
from raci_studio.gui.matrix.links import address_of, ask_and_open
from raci_studio.gui.matrix.table import MatrixTable
from raci_studio.gui.session import Session

_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTEXT_MENU = (
    "cut_cells", "copy_cells", "paste_cells", "clear_cells", "", "fill_down", "", "insert_rows", "delete_rows",
)  # fmt: skip
_TAB = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class MatrixView(MatrixTable):
    """Add keys, clipboard and the actions of the matrix to the table."""

    def __init__(self, session: Session, commands: MatrixCommands, parent: QWidget | None = None) -> None:
        super().__init__(session, commands, parent)
        self._tab_start: int | None = None
        self.actions_by_id = self._make_actions()
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
        for spec in action_table.specs():
            if spec.id in self.actions_by_id:
                action_table.retranslate_action(spec, self.actions_by_id[spec.id])
        self.matrix_model.retranslate()
        self.viewport().update()

    # Commands, named as in the table of actions

    def copy_cells(self) -> None:
        """Put the rectangle around the selection on the clipboard."""
        box, model = self._box(), self.matrix_model
        if box.isEmpty():
            return
        rows, columns = range(box.top(), box.bottom() + 1), range(box.left(), box.right() + 1)
        block = [[str(model.index(row, column).data()) for column in columns] for row in rows]
        QGuiApplication.clipboard().setMimeData(to_mime(block))

    def cut_cells(self) -> None:
        """Copy, then clear."""
        self.copy_cells()
        self.clear_cells()

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self.commands.clear(self.selected_cells())

    def paste_cells(self) -> None:
        """Paste text from the clipboard: one value over many cells, or a block that may add rows."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasText() and data.text():
            self.paste_block(from_tsv(data.text()))

    def paste_block(self, block: Sequence[Sequence[str]]) -> None:
        """Put a block at the selection as one step; it repeats where the selection is a multiple of it."""
        box, model = self._box(), self.matrix_model
        top, left = box.top(), box.left()
        if box.isEmpty():
            top, left = model.rowCount(), max(model.column_of("name"), 0)
        height, width = len(block), len(block[0])
        if box.height() % height == 0 and box.width() % width == 0 and not box.isEmpty():
            rows, columns = box.height(), box.width()
        else:
            rows, columns = height, width
        writes = []
        for row in range(top, top + rows):
            for place in range(left, min(left + columns, model.columnCount())):
                text = block[(row - top) % height][(place - left) % width]
                exists = row < model.rowCount()
                task, new_row = (model.task_at(row), 0) if exists else (None, row - model.rowCount() + 1)
                writes.append(Write(task, model.columns[place], text, new_row))
        if self.commands.write(writes, _("Paste")):
            self._select_box(top, left, rows, columns)
            self._tell_left_out(left + columns - model.columnCount())

    def _tell_left_out(self, columns: int) -> None:
        if columns > 0:
            what = ngettext(
                "{n} column of the block had no place at the right and was not pasted.",
                "{n} columns of the block had no place at the right and were not pasted.",
                columns,
            ).format(n=columns)
            self.session.refused.emit(UserError(what, remedy=_("Start further left, or add columns first.")))

    def _select_box(self, top: int, left: int, rows: int, columns: int) -> None:
        model = self.matrix_model
        last = model.index(min(top + rows, model.rowCount()) - 1, min(left + columns, model.columnCount()) - 1)
        area = QItemSelection(model.index(top, left), last)
        self.selectionModel().setCurrentIndex(model.index(top, left), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def fill_down(self) -> None:
        """Copy the first selected row into the selected rows below it; of one row, the row above into it."""
        box, model = self._box(), self.matrix_model
        if box.isEmpty() or (box.height() == 1 and box.top() == 0):
            return
        source = box.top() if box.height() > 1 else box.top() - 1
        writes = [
            Write(model.task_at(row), model.columns[place], str(model.index(source, place).data()))
            for row in range(source + 1, box.bottom() + 1)
            for place in range(box.left(), box.right() + 1)
        ]
        self.commands.write(writes, _("Fill down"))

    def edit_cell(self) -> None:
        """Edit the current cell with the cursor at its end."""
        if self.session.check_writable() and self.currentIndex().isValid():
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
        self._go_to_new(self.commands.add_tasks(row, count))

    def append_row(self) -> None:
        """Add an empty row at the end and go there."""
        self._go_to_new(self.commands.add_tasks(self.matrix_model.rowCount()))

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
        self._move(down=False)

    def move_rows_down(self) -> None:
        """Move the selected rows down by one."""
        self._move(down=True)

    def _move(self, down: bool) -> None:
        if self.commands.move_tasks(self.selected_tasks(), down):
            self.scrollTo(self.currentIndex())

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

    # Keys

    def start_typing(self, text: str) -> None:
        """Begin to edit the current cell, what it held replaced by a text."""
        if self.session.check_writable() and self.currentIndex().isValid():
            self.edit(self.currentIndex())
            if self._delegate.editor is not None:
                self._delegate.editor.begin(text)

    def _type(self, event: QKeyEvent) -> None:
        column = self.matrix_model.columns[self.currentIndex().column()]
        if not isinstance(column, PersonColumn):
            self.start_typing(event.text())
            return
        cells = [(task, held.person) for task, held in self.selected_cells() if isinstance(held, PersonColumn)]
        self.commands.letter(cells, event.text(), _scan_code(event))

    def _step(self, rows: int, columns: int) -> None:
        """Move the current cell; past the last column it goes on in the next row."""
        index, model = self.currentIndex(), self.matrix_model
        if not index.isValid() or not model.rowCount():
            return
        place = index.row() * model.columnCount() + index.column() + columns if columns else 0
        if columns:
            row, column = divmod(max(0, min(place, model.rowCount() * model.columnCount() - 1)), model.columnCount())
        else:
            row, column = max(0, min(index.row() + rows, model.rowCount() - 1)), index.column()
        self._go_to_index(model.index(row, column))

    def _enter(self, back: bool) -> None:
        if self._tab_start is not None and not back:  # after a run of Tab, Enter begins the next line below its start
            index = self.currentIndex()
            self._go_to_index(self.matrix_model.index(index.row(), self._tab_start))
        self._tab_start = None
        self._step(-1 if back else 1, 0)

    def _tab(self, back: bool) -> None:
        if self._tab_start is None:
            self._tab_start = self.currentIndex().column()
        self._step(0, -1 if back else 1)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~_KEYPAD
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, _SHIFT)
        if event.key() in _ENTER and plain:
            self._enter(bool(modifiers & _SHIFT))
        elif event.key() in _TAB and plain:
            self._tab(event.key() == Qt.Key.Key_Backtab or bool(modifiers & _SHIFT))
        elif event.key() == Qt.Key.Key_Backspace and plain:
            self.start_typing("")
        elif plain and event.text().isprintable() and event.text() and self.currentIndex().isValid():
            self._type(event)
        else:
            if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
                self._tab_start = None
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        if hint == hints.SubmitModelCache:
            self._enter(back=False)
        elif hint in (hints.EditNextItem, hints.EditPreviousItem):
            self._tab(back=hint == hints.EditPreviousItem)

    def commit_editor(self) -> None:
        """Take over what stands in an open editor, e.g. before saving."""
        editor = self._delegate.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tab_start = None
        index = self.indexAt(event.position().toPoint())
        if event.modifiers() == _CONTROL and event.button() == Qt.MouseButton.LeftButton and index.isValid():
            url = address_of(self.matrix_model.link_at(index.row(), index.column()))
            if url is not None:
                ask_and_open(self, url)
                return
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _CONTROL:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event) -> None:
        menu = QMenu(self)
        for name in _CONTEXT_MENU:
            menu.addAction(self.actions_by_id[name]) if name else menu.addSeparator()
        menu.exec(event.globalPos() if event.globalPos() != QPoint() else self.mapToGlobal(QPoint()))
        menu.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.matrix_model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            text = _("No tasks yet.\nPress Ctrl+Plus to add the first row, or paste a table copied from Excel.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, text)

    def dataChanged(self, first: QModelIndex, last: QModelIndex, roles: Sequence[int] = ()) -> None:
        super().dataChanged(first, last, roles)
        if self.wordWrap() and first.isValid() and last.row() - first.row() < 100:
            for row in range(first.row(), last.row() + 1):
                self.resizeRowToContents(row)


def _call(method: Callable[[], object], _checked: bool = False) -> None:
    method()


def _scan_code(event: QKeyEvent) -> int:
    """Return the scan code of set 1 of a key where the platform tells it, else 0."""
    platform = QGuiApplication.platformName()
    code = event.nativeScanCode()
    if platform in ("xcb", "wayland"):
        return code - 8
    return code if sys.platform == "win32" else 0
