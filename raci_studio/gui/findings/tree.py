"""The tree of the findings panel: it says why it is empty, and the keys mean what they mean in an editor for code."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from raci_studio.gui.findings.lines import MESSAGE, ROWS, RULE, SEVERITY
from raci_studio.gui.findings.model import FindingsModel, Index
from raci_studio.gui.theme import program_palette, with_calm_selection

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = {ROWS: 110, RULE: 64, SEVERITY: 150}


class FindingsTree(QTreeView):
    """Show a `FindingsModel`; groups that were unfolded stay so, whatever comes and goes.

    Enter takes up a line (`entered_line`), Alt+Enter asks for its fixes; on the head of a group Enter folds it.
    """

    entered_line = Signal(QModelIndex)
    fixes_asked = Signal()

    def __init__(self, model: FindingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, uniformRowHeights=True, allColumnsShowFocus=True)
        self._unfolded: set[str] = set()
        self._empty_text = ""
        self.lost = False  # the current line is gone, another stands in its place
        self._shown = model
        model.rowsAboutToBeRemoved.connect(self._about_to_remove)  # before the view itself moves its current line
        model.rowsInserted.connect(self._inserted)
        model.modelReset.connect(self.unfold_again)
        self.setModel(model)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setRootIsDecorated(False)
        self.expanded.connect(self._keep_unfolded)
        self.collapsed.connect(self._keep_folded)
        self._calm_selection()
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        for place, width in _WIDTHS.items():
            header.resizeSection(place, width)

    def _scrolled(self, value: int) -> None:
        if value and value == self.verticalScrollBar().maximum():
            self._shown.show_more()

    def _calm_selection(self) -> None:
        self.setPalette(with_calm_selection(program_palette()))  # the severity of the selected line is seen too

    def say_when_empty(self, text: str) -> None:
        """Say why nothing is shown."""
        self._empty_text = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def show_line(self, index: QModelIndex) -> None:
        """Make a line current and bring it into view, its group unfolded."""
        if index.parent().isValid():
            self.expand(index.parent())
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.lost = False

    def unfold_again(self) -> None:
        """Unfold the groups that the user unfolded."""
        self._unfold(0, self._shown.rowCount() - 1)

    def unfold_all(self) -> None:
        """Unfold all groups."""
        rows = range(self._shown.rowCount()) if self._shown.is_grouped else range(0)
        self._unfolded |= {self._shown.group_at(self._shown.index(row, 0)) for row in rows}
        self.expandAll()  # tells of no single one

    def fold_all(self) -> None:
        """Fold all groups."""
        self._unfolded.clear()
        self.collapseAll()

    def _unfold(self, first: int, last: int) -> None:
        if self._unfolded and self._shown.is_grouped:
            for row in range(first, last + 1):
                index = self._shown.index(row, 0)
                if self._shown.group_at(index) in self._unfolded:
                    self.expand(index)

    def _inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        if not parent.isValid():
            self._unfold(first, last)

    def _about_to_remove(self, parent: QModelIndex, first: int, last: int) -> None:
        current = self.currentIndex()
        here = current if current.parent() == parent else current.parent()
        if here.isValid() and here.parent() == parent and first <= here.row() <= last:
            self.lost = True

    def _keep_unfolded(self, index: QModelIndex) -> None:
        self._unfolded.add(self._shown.group_at(index))

    def _keep_folded(self, index: QModelIndex) -> None:
        self._unfolded.discard(self._shown.group_at(index))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() not in _ENTER or not index.isValid():
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.fixes_asked.emit()
        elif self._shown.finding_at(index) is None:
            self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))
        else:
            self.entered_line.emit(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.lost = False  # the user went on by hand

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._calm_selection()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty_text and not self._shown.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = self.viewport().rect().adjusted(12, 12, -12, -12)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._empty_text)
