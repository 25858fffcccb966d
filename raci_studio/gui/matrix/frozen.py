"""A table whose first columns stay in place: one view, which paints them where they stand when the others scroll.

There is no second view to keep in step: where a frozen cell lies is told by `visualRect`, and which cell lies under
the pointer by `indexAt`; Qt asks both for editors, the mouse and what is to be painted anew.
"""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView

_MOST_SHARE = 0.7  # of the width: more frozen columns than fit into it would leave no room to scroll in


class FrozenTable(QTableView):
    """Keep the first columns in place; how many, `set_frozen` says."""

    _frozen = 0

    def set_frozen(self, count: int) -> None:
        """Freeze the first columns."""
        self._frozen = count
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    @property
    def frozen_count(self) -> int:
        """Return how many columns stay in place: fewer than were asked for in a narrow window."""
        count = min(self._frozen, self.model().columnCount() if self.model() is not None else 0)
        room = self.viewport().width() * _MOST_SHARE
        while count and self._width_of(count) > room:
            count -= 1
        return count

    def _width_of(self, count: int) -> int:
        return sum(self.columnWidth(place) for place in range(count))

    @property
    def frozen_width(self) -> int:
        """Return the width of the columns that stay in place, in pixels."""
        return self._width_of(self.frozen_count)

    @property
    def shift(self) -> int:
        """Return by how many pixels the frozen columns stand to the right of where they would scroll to."""
        return self.horizontalHeader().offset() if self._frozen else 0

    def _update_frozen(self, more: int = 0) -> None:
        if self.shift or more:
            self.viewport().update(0, 0, self.frozen_width + more + 1, self.viewport().height())

    def _paint_frozen(self, painter: QPainter, area: QRect) -> None:
        strip = QRect(0, 0, self.frozen_width, self.viewport().height()).intersected(area)
        if strip.isEmpty():
            return
        model, delegate, chosen = self.model(), self.itemDelegate(), self.selectionModel()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        lines = QColor.fromRgba(
            self.style().styleHint(QStyle.StyleHint.SH_Table_GridLineColor, option, self) & 0xFFFFFFFF
        )
        painter.setClipRect(strip)
        painter.fillRect(strip, self.palette().color(QPalette.ColorRole.Base))
        for row in self.rows_between(strip.top(), strip.bottom()):
            top, height, left = self.rowViewportPosition(row), self.rowHeight(row), 0
            for place in range(self.frozen_count):
                width, index = self.columnWidth(place), model.index(row, place)
                cell = QStyleOptionViewItem(option)
                cell.rect = QRect(left, top, width - 1, height - 1)
                if chosen.isSelected(index):
                    cell.state |= QStyle.StateFlag.State_Selected
                    painter.fillRect(cell.rect, self.palette().color(QPalette.ColorRole.Highlight))
                delegate.paint(painter, cell, index)
                painter.fillRect(left, top + height - 1, width, 1, lines)
                painter.fillRect(left + width - 1, top, 1, height, lines)
                left += width
        painter.setClipping(False)

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows that lie between two heights of the viewport."""
        first, last = self.rowAt(max(top, 0)), self.rowAt(bottom)
        count = self.model().rowCount() if self.model() is not None else 0
        return range(first, (last if last >= 0 else count - 1) + 1) if first >= 0 else range(0)

    def paint_edge(self, painter: QPainter, height: int) -> None:
        """Paint the line where the frozen columns end."""
        if self.frozen_count:
            painter.fillRect(self.frozen_width - 1, 0, 1, height, self.palette().color(QPalette.ColorRole.Shadow))

    # Qt

    def visualRect(self, index: QModelIndex) -> QRect:
        rect = super().visualRect(index)
        shift = self.shift
        return rect.translated(shift, 0) if shift and 0 <= index.column() < self.frozen_count else rect

    def indexAt(self, point: QPoint) -> QModelIndex:
        shift = self.shift
        return super().indexAt(point - QPoint(shift, 0) if shift and 0 <= point.x() < self.frozen_width else point)

    def scrollTo(self, index: QModelIndex, hint=QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        bar = self.horizontalScrollBar()
        before, count = bar.value(), self.frozen_count
        super().scrollTo(index, hint)
        if index.column() < count:
            bar.setValue(before)  # it is seen wherever the others are scrolled to
        elif (covered := self.frozen_width - self.columnViewportPosition(index.column())) > 0:
            bar.setValue(bar.value() - covered)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx and self._frozen:
            self._update_frozen(abs(dx))
            self.horizontalHeader().viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._update_frozen()

    def dataChanged(self, first: QModelIndex, last: QModelIndex, roles: Sequence[int] = ()) -> None:
        super().dataChanged(first, last, roles)
        self._update_frozen()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.shift:
            self._paint_frozen(painter, event.rect())
        self.paint_edge(painter, self.viewport().height())
