"""The keys of the matrix: moving, extending, typing and leaving an editor, as in Excel."""

import sys

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

from raci_studio.core.i18n import _
from raci_studio.gui.matrix.columns import PersonColumn
from raci_studio.gui.matrix.commands import MatrixCommands, Outcome, Write
from raci_studio.gui.matrix.delegate import REFUSED
from raci_studio.gui.matrix.editors import CellEditor
from raci_studio.gui.matrix.frozen import Index
from raci_studio.gui.matrix.lines import MatrixLines
from raci_studio.gui.matrix.navigate import block_edge, wrapped
from raci_studio.gui.session import Session

_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAB = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_STAY = QItemSelectionModel.SelectionFlag.NoUpdate
_Hint = QAbstractItemDelegate.EndEditHint
# rows and columns that an arrow moves by
_ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
_KEY_OF_WAY = {"left": Qt.Key.Key_Left, "right": Qt.Key.Key_Right}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_MOVES = (*_ARROWS, *_PAGES, Qt.Key.Key_Home, Qt.Key.Key_End)


class MatrixKeys(MatrixLines):
    """Add keys to the table. The current cell stays while Shift extends the selection from it."""

    def __init__(self, session: Session, commands: MatrixCommands, parent: QWidget | None = None) -> None:
        super().__init__(session, commands, parent)
        self._tab_start: int | None = None
        self._pressed = QPersistentModelIndex()
        self._delegate.done.connect(self._finish_editor)

    # Moving

    def _target(self, key: int, control: bool, start: QModelIndex) -> QModelIndex:
        """Return the cell that a key leads to from another one."""
        model, rows, places = self.matrix_model, list(range(self.matrix_model.rowCount())), self.shown_places()
        if start.row() not in rows or start.column() not in places:
            return start
        row, place = rows.index(start.row()), places.index(start.column())
        if key in _ARROWS:
            down, right = _ARROWS[Qt.Key(key)]
            if control and down:
                document, column = model.document, model.columns[start.column()]
                tasks = [document.tasks.get(model.task_at(at)) for at in rows]  # None for the head of a section
                row = block_edge(
                    lambda at: bool((task := tasks[at]) and column.text(document, task)), row, down, len(rows)
                )
            elif control:
                place = block_edge(lambda at: bool(self.text_at(start.row(), places[at])), place, right, len(places))
            else:
                row, place = row + down, place + right
        elif key in _PAGES:
            row += _PAGES[Qt.Key(key)] * max(self.viewport().height() // max(self.rowHeight(start.row()), 1) - 1, 1)
        else:
            home = key == Qt.Key.Key_Home
            place = 0 if home else len(places) - 1
            row = row if not control else 0 if home else len(rows) - 1
        row, place = max(0, min(row, len(rows) - 1)), max(0, min(place, len(places) - 1))
        return model.index(rows[row], places[place])

    def _move_by_key(self, key: int, control: bool, shift: bool) -> None:
        current = self.currentIndex()
        if not current.isValid():
            if self.matrix_model.rowCount():
                self._go_to_index(self.matrix_model.index(0, 0))
        elif shift:
            self._extend_to(self._target(key, control, self._far_corner()))
        else:
            self._go_to_index(self._target(key, control, current))

    def _far_corner(self) -> QModelIndex:
        """Return the corner of the selected rectangle that lies across from the current cell: Shift moves it."""
        current, areas = self.currentIndex(), self.selected_areas()
        area = next((area for area in areas if area.contains(current)), None)
        if area is None:
            return current
        row = area.top() if current.row() == area.bottom() else area.bottom()
        column = area.left() if current.column() == area.right() else area.right()
        return self.matrix_model.index(row, column)

    def _extend_to(self, corner: QModelIndex) -> None:
        current, model = self.currentIndex(), self.matrix_model
        rows, columns = sorted((current.row(), corner.row())), sorted((current.column(), corner.column()))
        area = QItemSelection(model.index(rows[0], columns[0]), model.index(rows[1], columns[1]))
        self.selectionModel().select(area, _SELECT)
        self.scrollTo(corner)

    def _step(self, down: int, right: int) -> None:
        """Move the current cell; past the last column it goes on in the next row. Inside a selection it goes round."""
        index, model = self.currentIndex(), self.matrix_model
        rows, places = self.shown_rows(), self.shown_places()
        inside = self._has_block()
        if inside:
            rows, places = self.selected_lines()
        if index.row() not in rows or index.column() not in places:
            return
        row, place = rows.index(index.row()), places.index(index.column())
        if inside:
            row, place = wrapped(row, place, len(rows), len(places), down or right, by_columns=bool(down))
            self.selectionModel().setCurrentIndex(model.index(rows[row], places[place]), _STAY)
            self.scrollTo(self.currentIndex())
            return
        if right:
            last = len(rows) * len(places) - 1
            row, place = divmod(max(0, min(row * len(places) + place + right, last)), len(places))
        row = max(0, min(row + down, len(rows) - 1))
        self._go_to_index(model.index(rows[row], places[place]))

    def _enter(self, back: bool) -> None:
        start, index = self._tab_start, self.currentIndex()
        self._tab_start = None
        if start is not None and not back and not self._has_block():
            # after a run of Tab, Enter begins the next line below its start
            self._go_to_index(self.matrix_model.index(index.row(), start))
        self._step(-1 if back else 1, 0)

    def _has_block(self) -> bool:
        """Tell whether the current cell stands in a selected rectangle of several cells."""
        areas = self.selected_areas()
        return len(areas) == 1 and areas[0].contains(self.currentIndex()) and areas[0].width() * areas[0].height() > 1

    def _tab(self, back: bool) -> None:
        if self._tab_start is None and not self._has_block():
            self._tab_start = self.currentIndex().column()
        self._step(0, -1 if back else 1)

    # Typing

    def start_typing(self, text: str) -> None:
        """Begin to edit the current cell, what it held replaced by a text."""
        if self.session.check_writable() and self.current_cell()[0]:
            self.edit(self.currentIndex())
            if self._delegate.editor is not None:
                self._delegate.editor.begin(text)

    def _type(self, event: QKeyEvent) -> None:
        column = self.matrix_model.columns[self.currentIndex().column()]
        if not isinstance(column, PersonColumn):
            self.start_typing(event.text())
            return
        cells = [(task, held.person) for task, held in self.selected_cells() if isinstance(held, PersonColumn)]
        self.commands.letter([cell for cell in cells if cell[0]], event.text(), _scan_code(event))

    # Editors

    def _finish_editor(self, editor: CellEditor, where: str) -> None:
        if where == "all":
            self._delegate.mark(editor, self._write_to_selection(editor.whole_text()))
        else:
            self.commitData(editor)
        if editor.property(REFUSED):
            return
        self.closeEditor(editor, _Hint.NoHint)
        if where in ("all", "stay"):
            return
        if where in ("down", "up"):
            self._enter(back=where == "up")
        else:
            self._tab_start = None
            self._go_to_index(self._target(_KEY_OF_WAY[where], False, self.currentIndex()))

    def _write_to_selection(self, text: str) -> Outcome:
        model, edited = self.matrix_model, self._delegate.edited
        cells = [cell for cell in self.selected_cells() if cell[0]]
        if (here := (model.task_at(edited.row()), model.columns[edited.column()])) not in cells:
            cells = [here]
        label = _("Fill the selected cells") if len(cells) > 1 else ""
        return self.commands.try_write([Write(task, column, text) for task, column in cells], label)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        leaves = hint in (_Hint.EditNextItem, _Hint.EditPreviousItem)
        if editor.property(REFUSED) and hint != _Hint.RevertModelCache:
            if leaves:
                editor.setFocus()
            return  # the text stays until it makes sense or Esc gives it up
        self._delegate.forget(editor)
        super().closeEditor(editor, _Hint.NoHint)
        if leaves:
            self._tab(back=hint == _Hint.EditPreviousItem)

    def commit_editor(self) -> bool:
        """Take over what stands in an open editor, e.g. before saving; False where it was refused and stays open."""
        editor = self._delegate.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, _Hint.NoHint)
        return self._delegate.editor is None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        editor = self._delegate.editor
        if editor is not None and editor.property(REFUSED):
            QTimer.singleShot(0, self._return_to_editor)

    def _return_to_editor(self) -> None:
        editor, edited = self._delegate.editor, self._delegate.edited
        if editor is not None and editor.property(REFUSED) and edited.isValid():
            self._go_to_index(self.matrix_model.index(edited.row(), edited.column()))
            editor.setFocus()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~_KEYPAD
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, _SHIFT)
        if self.section_key_pressed(event):
            return
        if event.key() in _ENTER and plain:
            self._enter(bool(modifiers & _SHIFT))
        elif event.key() in _TAB and plain:
            self._tab(event.key() == Qt.Key.Key_Backtab or bool(modifiers & _SHIFT))
        elif event.key() in _MOVES and not modifiers & ~(_SHIFT | _CONTROL):
            self._tab_start = None
            self._move_by_key(event.key(), bool(modifiers & _CONTROL), bool(modifiers & _SHIFT))
        elif event.key() == Qt.Key.Key_Backspace and plain:
            self.start_typing("")
        elif plain and event.text().isprintable() and event.text() and self.currentIndex().isValid():
            self._type(event)
        else:
            if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
                self._tab_start = None
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tab_start = None
        if not self.commit_editor():
            self._return_to_editor()
            return
        pressed = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and event.modifiers() == _SHIFT and pressed.isValid() and self.currentIndex().isValid():
            self._extend_to(pressed)
            return
        self._pressed = QPersistentModelIndex(pressed)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed = self.matrix_model.index(self._pressed.row(), self._pressed.column())
        if pressed.isValid() and pressed != self.currentIndex() and self.selectionModel().isSelected(pressed):
            self.selectionModel().setCurrentIndex(pressed, _STAY)  # what is typed goes where the block began
        self._pressed = QPersistentModelIndex()


def _scan_code(event: QKeyEvent) -> int:
    """Return the scan code of set 1 of a key where the platform tells it, else 0."""
    platform = QGuiApplication.platformName()
    code = event.nativeScanCode()
    if platform in ("xcb", "wayland"):
        return code - 8
    return code if sys.platform == "win32" else 0
