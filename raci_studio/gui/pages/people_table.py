"""The table of the People page: its editors and keys."""

from collections.abc import Sequence
from itertools import product
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from raci_studio.core.document import PersonId
from raci_studio.core.i18n import _
from raci_studio.gui.focus import name_corner
from raci_studio.gui.matrix.delegate import row_height
from raci_studio.gui.matrix.editors import LineEditor, fill_once
from raci_studio.gui.matrix.frozen import FrozenTable, Strip
from raci_studio.gui.matrix.header import ColumnHeader
from raci_studio.gui.matrix.list_editors import ListingEditor
from raci_studio.gui.pages.people_clipboard import PeopleClipboard
from raci_studio.gui.pages.people_columns import Kind, PeopleColumn
from raci_studio.gui.pages.people_model import PeopleModel, PeopleSorted
from raci_studio.gui.pages.words_editor import WordsEditor
from raci_studio.gui.theme import tint_table

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PeopleTable(FrozenTable):
    """Show and edit people; the names stay in place. `days_asked` asks for the dates of a person's absences."""

    days_asked = Signal(str)  # PersonId

    def __init__(self, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people_model, self.shown = model, PeopleSorted(self)
        self.shown.setSourceModel(model)
        self.setModel(self.shown)
        self.clipboard = PeopleClipboard(self)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(True)
        self.setWordWrap(False)
        header = ColumnHeader(self, arrows=False)
        self.setHorizontalHeader(header)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        self.setSortingEnabled(True)
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        model.modelReset.connect(self._size)
        self._size()
        self.set_frozen(1)
        self._tint_selection()

    def _tint_selection(self) -> None:
        tint_table(self)

    def _size(self) -> None:
        for place, column in enumerate(self.people_model.columns):
            title = self.fontMetrics().horizontalAdvance(column.letter or _(column.title)) + 30
            self.setColumnWidth(place, max(column.width, title))

    def retranslate(self) -> None:
        """Speak the current language."""
        self.setAccessibleName(_("People"))
        name_corner(self)
        self.people_model.retranslate()
        self._size()

    def paint_cells(
        self, painter: QPainter, rows: Sequence[Strip], columns: Sequence[Strip], current: QRect | None
    ) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        for (place, left, width), (row, top, height) in product(columns, rows):
            option.rect = QRect(left, top, width - 1, height - 1)
            self._delegate.paint(painter, option, self.shown.index(row, place))
        if current is not None:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(current.adjusted(1, 1, -1, -1))

    # People by ids

    def person_of(self, index: Index) -> PersonId | None:
        """Return whose row an index is in."""
        source = self.shown.mapToSource(index)
        return self.people_model.person_at(source.row()).id if source.isValid() else None

    def selected_people(self) -> list[PersonId]:
        """Return the people with a selected cell, as they stand."""
        rows = {row for area in self.selected_areas() for row in range(area.top(), area.bottom() + 1)}
        found = (self.person_of(self.shown.index(row, 0)) for row in sorted(rows))
        return [person for person in found if person is not None]

    def column_at(self, index: Index) -> PeopleColumn:
        """Return the column of an index."""
        return self.people_model.columns[index.column()]

    def go_to(self, person: PersonId, key: str = "") -> None:
        """Make a person's cell current and bring it into view; the column stays where none is named."""
        row = self.shown.mapFromSource(self.people_model.index(self.people_model.row_of(person), 0)).row()
        if row < 0:
            return
        keys = [column.key for column in self.people_model.columns]
        place = keys.index(key) if key in keys else max(self.currentIndex().column(), 0)
        index = self.shown.index(row, place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def select_people(self, people: Sequence[PersonId]) -> None:
        """Select the rows of people; the first of them becomes current."""
        rows = [self.shown.mapFromSource(self.people_model.index(self.people_model.row_of(one), 0)) for one in people]
        rows = [index for index in rows if index.isValid()]
        if not rows:
            return
        last, chosen = self.shown.columnCount() - 1, QItemSelection()
        for index in rows:
            chosen.select(index, index.siblingAtColumn(last))
        current = rows[0].siblingAtColumn(max(self.currentIndex().column(), 0))
        self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(current)

    # What keys do

    def selected_cells(self) -> set[tuple[int, int]]:
        """Return the selected cells as (row, place)."""
        return {(index.row(), index.column()) for index in self.selectedIndexes()}

    def select_cells(self, cells: set[tuple[int, int]]) -> None:
        """Select cells that make up a block."""
        if cells:
            rows, places = {row for row, _place in cells}, {place for _row, place in cells}
            first, last = self.shown.index(min(rows), min(places)), self.shown.index(max(rows), max(places))
            chosen = QItemSelection(first, last)
            self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def person_in(self, row: int) -> PersonId | None:
        """Return whose row this is."""
        return self.person_of(self.shown.index(row, 0))

    def text_of_cell(self, row: int, place: int) -> str:
        """Return the text of a cell as it is shown and copied."""
        return self.people_model.text_at(self.shown.mapToSource(self.shown.index(row, place)))

    def commit_editor(self) -> None:
        """Take over what is being typed."""
        if self._delegate.editor is not None:
            self._delegate.finish(self._delegate.editor)

    # Qt

    def edit(self, index: Index, trigger=None, event=None) -> bool:  # type: ignore[override]  # two forms in one
        if trigger is None:
            super().edit(index)
            return True
        starts = trigger in (self.EditTrigger.DoubleClicked, self.EditTrigger.EditKeyPressed)
        is_days = index.isValid() and self.column_at(index).kind is Kind.DAYS
        if starts and is_days and (person := self.person_of(index)) is not None:
            self.days_asked.emit(person)
            return True
        return super().edit(index, trigger, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint_selection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = (
            (QKeySequence.StandardKey.Copy, self.clipboard.copy),
            (QKeySequence.StandardKey.Cut, self.clipboard.cut),
            (QKeySequence.StandardKey.Paste, self.clipboard.paste),
        )
        act = next((act for key, act in acts if event.matches(key)), None)
        if act is not None:
            act()
        elif event.key() == Qt.Key.Key_Delete:  # as a standard key it would be Ctrl+D too
            self.clipboard.clear()
        elif event.key() in _ENTER and self.state() != self.State.EditingState:
            below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Make editors that complete what is known of people, departments and channels."""

    def __init__(self, table: PeopleTable) -> None:
        super().__init__(table)
        self._table = table
        self.editor: LineEditor | None = None

    def finish(self, editor: LineEditor) -> None:
        """Take the text of an editor and close it."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _words(self, column: PeopleColumn) -> list[str]:
        document = self._table.people_model._session.document
        people = list(document.people_in_order())
        if column.key == "channels":
            from raci_studio.analysis.channel_use import channels_in_use

            used = (channels_in_use(document, process) for process in document.process_order)
            return list(dict.fromkeys(names[0] for of in used for names in of.values()))
        if column.key in ("deputies", "manager"):
            return [person.name for person in people]
        return [person.department for person in people] if column.key == "department" else []

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._table.column_at(index)
        words = self._words(column)
        editor = WordsEditor(parent, words) if column.kind in (Kind.LIST, Kind.PEOPLE) else LineEditor(parent, words)
        if column.is_right:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAutoFillBackground(True)
        editor.setAccessibleName(_(column.title))
        editor.committed.connect(lambda where: self._leave(editor, where))
        editor.destroyed.connect(lambda: self._forget(editor))
        self.editor = editor
        return editor

    def _leave(self, editor: LineEditor, where: str) -> None:
        self.finish(editor)
        steps = {"down": (1, 0), "up": (-1, 0), "left": (0, -1), "right": (0, 1)}
        down, right = steps.get(where, (0, 0))
        here = self._table.currentIndex()
        there = here.sibling(here.row() + down, here.column() + right)
        if there.isValid():
            self._table.setCurrentIndex(there)

    def _forget(self, editor: QWidget) -> None:
        if self.editor is editor:
            self.editor = None

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        fill_once(editor, str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model, index: Index) -> None:
        model.setData(index, cast(LineEditor, editor).whole_text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        editor.setGeometry(rect.left(), rect.top(), max(rect.width(), 120), rect.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        key = event.key() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if key in _ENTER:
            return False  # the editor says itself when it is done
        if key is not None and isinstance(watched, ListingEditor) and watched.is_listing:
            return False
        return super().eventFilter(watched, event)
