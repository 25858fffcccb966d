"""A small table of texts, with an empty line at its end for a further one: pairs of rows, systems and their owners."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from raci_studio.core.i18n import _
from raci_studio.gui.focus import name_corner
from raci_studio.gui.matrix.delegate import row_height
from raci_studio.gui.matrix.editors import LineEditor, fill_once
from raci_studio.gui.matrix.list_editors import ChoiceEditor, ListingEditor
from raci_studio.gui.theme import tint_table

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_MOST_ROWS = 8  # shown at once; more of them scroll


class LinesModel(QAbstractTableModel):
    """Lines of texts. A class below it says what they are and what becomes of a text that is typed."""

    def __init__(self, columns: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._lines: list[tuple[str, ...]] = []
        self._new = [""] * columns  # the line that is not in the document yet
        self.read_only = False

    @abstractmethod
    def titles(self) -> Sequence[str]:
        """Return the headers of the columns in the user's language."""

    @abstractmethod
    def write(self, place: int | None, texts: Sequence[str]) -> bool:
        """Put the texts of a line into the document (None: a new one); return whether it took them."""

    @abstractmethod
    def remove(self, places: Sequence[int]) -> None:
        """Take lines out of the document."""

    def choices(self, column: int) -> Sequence[str] | None:
        """Return the only texts a cell may hold, None where any may."""
        return None

    def words(self, column: int) -> Sequence[str]:
        """Return what is offered while a cell is typed in."""
        return ()

    def is_whole(self, texts: Sequence[str]) -> bool:
        """Tell whether a new line has all it needs to be put into the document."""
        return bool(texts[0])

    @property
    def lines(self) -> Sequence[tuple[str, ...]]:
        """Return the texts of the lines that are in the document."""
        return self._lines

    def show_lines(self, lines: Sequence[tuple[str, ...]], *, read_only: bool) -> None:
        """Show these lines; only what differs is told to the view."""
        if len(lines) != len(self._lines) or read_only != self.read_only:
            self.beginResetModel()
            self._lines, self.read_only = list(lines), read_only
            self._new = [""] * self._columns
            self.endResetModel()
        elif list(lines) != self._lines:
            self._lines = list(lines)
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, self._columns - 1))

    def retranslate(self) -> None:
        """Say the headers in the current language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._columns - 1)

    # Qt

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._lines) + (not self.read_only)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else self._columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return shown if self.read_only else shown | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        is_new = index.row() >= len(self._lines)
        text = self._new[index.column()] if is_new else self._lines[index.row()][index.column()]
        if role == Role.AccessibleTextRole and is_new and not text:
            return _("a new line")
        if role in (Role.DisplayRole, Role.EditRole, Role.AccessibleTextRole):
            return text
        return text or None if role == Role.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if section < len(self._lines) else "+"
        return self.titles()[section] if 0 <= section < self._columns else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid() or self.read_only:
            return False
        row, text = index.row(), str(value).strip()
        place = row if row < len(self._lines) else None
        texts = list(self._new if place is None else self._lines[row])
        if texts[index.column()] == text:
            return False
        texts[index.column()] = text
        if place is not None:
            return self.write(place, texts)
        self._new = texts
        self.dataChanged.emit(index, index)
        return self.write(None, texts) if self.is_whole(texts) else True


class _Delegate(QStyledItemDelegate):
    """Make an editor that offers what a cell may hold."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = cast(LinesModel, index.model())
        choices = model.choices(index.column())
        editor = LineEditor(parent, model.words(index.column())) if choices is None else ChoiceEditor(parent, choices)
        editor.setAutoFillBackground(True)
        editor.setAccessibleName(model.titles()[index.column()])
        editor.committed.connect(lambda _where: self._commit(editor))
        return editor

    def _commit(self, editor: LineEditor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        fill_once(editor, str(index.data(Role.EditRole)))

    def setModelData(self, editor: QWidget, model, index: Index) -> None:
        text = cast(LineEditor, editor).whole_text()
        choices = model.choices(index.column())
        if choices is None or text in choices or not text:
            model.setData(index, text)
        elif len(found := [choice for choice in choices if text.casefold() in choice.casefold()]) == 1:
            model.setData(index, found[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        key = event.key() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False  # the editor says itself when it is done
        if key is not None and isinstance(watched, ListingEditor) and watched.is_listing:
            return False
        return super().eventFilter(watched, event)


class LinesTable(QTableView):
    """Show a `LinesModel` as high as its lines; Delete takes the selected lines away."""

    def __init__(self, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self.setTabKeyNavigation(False)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._fit)
        self._fit()
        tint_table(self)

    def _fit(self) -> None:
        rows = min(self.model().rowCount(), _MOST_ROWS)
        height = self.horizontalHeader().sizeHint().height() + rows * row_height(self) + 2 * self.frameWidth()
        self.setFixedHeight(height)

    def name(self, title: str) -> None:
        """Name the table for screen readers, and say its headers anew."""
        self.setAccessibleName(title)
        name_corner(self)
        cast(LinesModel, self.model()).retranslate()
        self._fit()

    def remove_selected(self) -> None:
        """Take the selected lines away."""
        model = cast(LinesModel, self.model())
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if not model.read_only and (places := [row for row in rows if row < len(model.lines)]):
            model.remove(places)

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            tint_table(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_selected()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
