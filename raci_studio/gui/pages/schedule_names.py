"""The names at the left of a schedule: a list that has the keyboard and says in words what the chart paints."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from raci_studio.core.i18n import _
from raci_studio.gui import theme
from raci_studio.gui.matrix.painting import plain
from raci_studio.gui.pages.schedule_paint import ROW

if TYPE_CHECKING:
    from raci_studio.gui.pages.schedule_rows import Row

_KEYS = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8}
_Index = QModelIndex | QPersistentModelIndex
_INDENT = "\N{NO-BREAK SPACE}" * 4


class _Titles(QStyledItemDelegate):
    """Show the title of a row only: the list holds all its words, for those who hear them."""

    def __init__(self, names: "Names") -> None:
        super().__init__(names)
        self._names = names

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        row = self._names.rows[index.row()]
        is_below = row.bar is not None and self._names.is_indented
        option.text = _INDENT + row.title if is_below else row.title
        if row.bar is None:
            option.font.setBold(True)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, ROW)


class Names(QListView):
    """The list at the left of the chart, a row of it as high as one of the chart.

    `row_chosen` and `row_opened` tell the number of a row, `stretched` by what the time axis is to be stretched.
    """

    row_chosen = Signal(int)
    row_opened = Signal(int)
    stretched = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.is_indented = False
        self._held = QStringListModel(self)
        self.setModel(self._held)
        self.setItemDelegate(_Titles(self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # as high as the chart
        self.setPalette(theme.table_palette())

    def fill(self, rows: "Sequence[Row]", *, indented: bool) -> None:
        """Show these rows, those of tasks `indented` below people; none is current."""
        self.rows, self.is_indented = rows, indented
        self._held.setStringList([row.words for row in rows])

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self._held.index(row, 0))

    def retranslate(self) -> None:
        """Speak the current language."""
        self.setAccessibleName(_("Schedule"))

    # Qt

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.row_chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_opened.emit(self.currentIndex().row())
        elif not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier and Qt.Key(event.key()) in _KEYS:
            self.stretched.emit(_KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.indexAt(event.pos()).row()
            QToolTip.showText(event.globalPos(), plain(self.rows[row].words) if row >= 0 else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setPalette(theme.table_palette())
