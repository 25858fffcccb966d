"""A table whose first columns stay in place: one view, which paints them where they stand when the others scroll.

There is no second view to keep in step: where a frozen cell lies is told by `visualRect`, and which cell lies under
the pointer by `indexAt`; Qt asks both for editors, the mouse and what is to be painted anew.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import cast

from PySide6.QtCore import QItemSelection, QItemSelectionRange, QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView

Index = QModelIndex | QPersistentModelIndex
Strip = tuple[int, int, int]
"""A row or column on the screen: its place in the model, where it begins and how large it is, in pixels."""
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

    def paint_cells(
        self, painter: QPainter, rows: Sequence[Strip], columns: Sequence[Strip], current: QRect | None
    ) -> None:
        """Paint what cells hold where rows and columns cross; `current` is where the current one of them is."""
        raise NotImplementedError

    def _paint_part(self, painter: QPainter, part: QRect, places: Iterable[int], shift: int) -> None:
        """Paint some columns in a part of the viewport, moved to the right by `shift`: selection, cells, grid."""
        rows = [(row, self.rowViewportPosition(row), self.rowHeight(row)) for row in self.rows_between(part)]
        columns = [(place, self.columnViewportPosition(place) + shift, self.columnWidth(place)) for place in places]
        columns = [strip for strip in columns if strip[1] <= part.right() and strip[1] + strip[2] > part.left()]
        rows = [strip for strip in rows if strip[2]]
        columns = [strip for strip in columns if strip[2]]
        if not rows or not columns:
            return
        colours, option = self.palette(), QStyleOptionViewItem()
        self.initViewItemOption(option)
        hint = self.style().styleHint(QStyle.StyleHint.SH_Table_GridLineColor, option, self)
        for area in self.selected_areas():
            across = [strip for strip in columns if area.left() <= strip[0] <= area.right()]
            down = [strip for strip in rows if area.top() <= strip[0] <= area.bottom()] if across else []
            for (_place, left, width), (_row, top, height) in product(across, down):
                painter.fillRect(left, top, width, height, colours.color(QPalette.ColorRole.Highlight))
        self.paint_cells(painter, rows, columns, self._current_rect(rows, columns))
        lines, edge, foot = QColor.fromRgba(hint & 0xFFFFFFFF), max(c[1] + c[2] for c in columns), rows[-1]
        start, head = min(strip[1] for strip in columns), rows[0][1]
        for _row, top, height in rows:
            painter.fillRect(start, top + height - 1, edge - start, 1, lines)
        for _place, left, width in columns:
            painter.fillRect(left + width - 1, head, 1, foot[1] + foot[2] - head, lines)

    def _current_rect(self, rows: Sequence[Strip], columns: Sequence[Strip]) -> QRect | None:
        index = self.currentIndex()
        across = next((strip for strip in columns if strip[0] == index.column()), None)
        down = next((strip for strip in rows if strip[0] == index.row()), None)
        return QRect(across[1], down[1], across[2] - 1, down[2] - 1) if across and down else None

    def selected_areas(self) -> list[QItemSelectionRange]:
        """Return the rectangles of the selection."""
        return list(cast("Iterable[QItemSelectionRange]", self.selectionModel().selection()))

    def rows_between(self, part: QRect) -> range:
        """Return the rows that lie in a part of the viewport."""
        first, last = self.rowAt(max(part.top(), 0)), self.rowAt(part.bottom())
        count = self.model().rowCount() if self.model() is not None else 0
        return range(first, (last if last >= 0 else count - 1) + 1) if first >= 0 else range(0)

    def paint_edge(self, painter: QPainter, height: int) -> None:
        """Paint the line where the frozen columns end."""
        if self.frozen_count:
            painter.fillRect(self.frozen_width - 1, 0, 1, height, self.palette().color(QPalette.ColorRole.Shadow))

    # Qt

    def visualRect(self, index: Index) -> QRect:
        rect = super().visualRect(index)
        shift = self.shift
        return rect.translated(shift, 0) if shift and 0 <= index.column() < self.frozen_count else rect

    def indexAt(self, point: QPoint) -> QModelIndex:
        shift = self.shift
        return super().indexAt(point - QPoint(shift, 0) if shift and 0 <= point.x() < self.frozen_width else point)

    def scrollTo(self, index: Index, hint=QAbstractItemView.ScrollHint.EnsureVisible) -> None:
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

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        super().dataChanged(first, last, roles)
        self._update_frozen()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self.viewport()), event.rect()
        frozen = self.frozen_count if self.shift else 0
        self._paint_part(painter, area, range(frozen, self.model().columnCount()), 0)
        strip = QRect(0, 0, self.frozen_width, self.viewport().height()).intersected(area)
        if frozen and not strip.isEmpty():
            painter.fillRect(strip, self.palette().color(QPalette.ColorRole.Base))
            self._paint_part(painter, strip, range(frozen), self.shift)
        if self.model().rowCount():  # it would cross what an empty matrix says
            self.paint_edge(painter, self.viewport().height())
