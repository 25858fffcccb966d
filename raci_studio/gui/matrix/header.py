"""The header of the columns: an arrow that opens filter and sort, marks where they are on, frozen sections.

And that of the rows, which knows its width.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QHeaderView, QStyle, QStyleOptionHeader, QWidget

from raci_studio.gui.matrix.frozen import FrozenTable

_ARROW = 15  # pixels of the arrow's square
_HANDLE = 5  # pixels at a border that size the column


class RowHeader(QHeaderView):
    """Show the numbers of the rows.

    Qt asks 200 rows for their headers whenever a table is laid out, to find the widest; `widest` returns one as wide.
    """

    def __init__(self, widest: Callable[[], str], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._widest = widest
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    def sizeHint(self) -> QSize:
        option = QStyleOptionHeader()
        self.initStyleOption(option)
        font = self.font()
        font.setBold(True)  # that of the current row
        option.fontMetrics, option.text = QFontMetrics(font), self._widest()
        return self.style().sizeFromContents(QStyle.ContentsType.CT_HeaderSection, option, QSize(), self)


class ColumnHeader(QHeaderView):
    """Show the titles of the columns; `show_marks` says which columns filter and sort."""

    filter_asked = Signal(int)  # place of the column
    menu_asked = Signal(int, QPoint)  # place of the column (-1 beside them), where on the screen

    def __init__(self, table: FrozenTable, *, arrows: bool = True) -> None:
        """Without `arrows` a click on a title does what the table makes of it, e.g. sort."""
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table, self._arrows = table, arrows
        self._hovered = -1
        self._in_frozen = False
        self._pressed = QPoint()
        self.filtered: frozenset[int] = frozenset()
        self.sorted_place, self.descending = -1, False
        self.pinned = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)

    def show_marks(self, filtered: frozenset[int], sorted_place: int, descending: bool, pinned: bool) -> None:
        """Mark the columns that filter, and the one that sorts; `pinned` shows all arrows all the time."""
        self.filtered, self.sorted_place, self.descending, self.pinned = filtered, sorted_place, descending, pinned
        self.viewport().update()

    def arrow_rect(self, place: int) -> QRect:
        """Return where the arrow of a column is, in the viewport."""
        left = self.sectionViewportPosition(place) + (self._table.shift if place < self._table.frozen_count else 0)
        return self._arrow_in(QRect(left, 0, self.sectionSize(place), self.height()))

    def _arrow_in(self, section: QRect) -> QRect:
        """Return the arrow's square: beside a title of one line, below one of several."""
        left, several = section.right() - _HANDLE - _ARROW + 1, section.height() > 2 * _ARROW
        top = section.bottom() - _ARROW if several else section.center().y() - _ARROW // 2
        return QRect(left, top, _ARROW, _ARROW)

    def place_at(self, point: QPoint) -> int:
        """Return the column under a point of the viewport, -1 where there is none."""
        return self.logicalIndexAt(self._moved(point, frozen=self._is_frozen(point)).x())

    def _is_frozen(self, point: QPoint) -> bool:
        return bool(self._table.shift) and point.x() < self._table.frozen_width

    def _moved(self, point: QPoint, *, frozen: bool) -> QPoint:
        return point - QPoint(self._table.shift, 0) if frozen else point

    def _shifted(self, event: QMouseEvent) -> QMouseEvent:
        """Return a mouse event where the sections under it really are: frozen ones are painted elsewhere."""
        if not self._in_frozen:
            return event
        shift = QPointF(self._table.shift, 0)
        return QMouseEvent(
            event.type(), event.position() - shift, event.globalPosition() - shift,
            event.button(), event.buttons(), event.modifiers(), event.pointingDevice(),
        )  # fmt: skip

    def _at_border(self, point: QPoint) -> bool:
        """Tell whether a point is where a frozen column is sized."""
        edges = (self.sectionPosition(place) + self.sectionSize(place) for place in range(self._table.frozen_count))
        return any(abs(point.x() - edge) < _HANDLE for edge in edges)

    def _scroll_back(self) -> None:
        """Let frozen sections be painted where they are: Qt drags no section that has scrolled out of sight."""
        self._table.horizontalScrollBar().setValue(0)
        self._in_frozen = False

    # Qt

    def setSelectionModel(self, _of_the_table: QItemSelectionModel) -> None:
        """Know no selection: it is not shown here, and to find wholly selected columns Qt asks for every cell."""
        old = self.selectionModel()
        super().setSelectionModel(QItemSelectionModel(self.model(), self))
        if old is not None and old.parent() is self:
            old.deleteLater()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._is_frozen(event.pos()):
            event = QHelpEvent(event.type(), self._moved(event.pos(), frozen=True), event.globalPos())
        return super().viewportEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:
        painter.save()
        super().paintSection(painter, rect, place)
        painter.restore()
        active = place in self.filtered or place == self.sorted_place
        if not self._arrows or (not active and not self.pinned and place != self._hovered):
            return
        square = self._arrow_in(rect)
        colours = self.palette()
        painter.save()
        painter.fillRect(square.adjusted(-2, 0, 0, 0), colours.color(QPalette.ColorRole.Button))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        role = QPalette.ColorRole.Accent if active else QPalette.ColorRole.PlaceholderText
        _paint_sign(
            painter, square, colours.color(role), funnel=place in self.filtered,
            sort=0 if place != self.sorted_place else -1 if self.descending else 1,
        )  # fmt: skip
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._table.shift:
            for place in range(self._table.frozen_count):
                left = self.sectionPosition(place)
                self.paintSection(painter, QRect(left, 0, self.sectionSize(place), self.height()), place)
        self._table.paint_edge(painter, self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self._in_frozen, self._pressed = self._is_frozen(point), point
        place = self.place_at(point)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if self._arrows and is_left and place >= 0 and self.arrow_rect(place).contains(point):
            self.filter_asked.emit(place)
            return
        if self._in_frozen and self._at_border(point):
            self._scroll_back()
        super().mousePressEvent(self._shifted(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if not event.buttons():
            self._in_frozen = self._is_frozen(point)
            self._hover(self.place_at(point))
            if self._in_frozen:
                at_border = self._at_border(point)
                self.setCursor(Qt.CursorShape.SplitHCursor if at_border else Qt.CursorShape.ArrowCursor)
                return
        elif self._in_frozen and (point - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._scroll_back()
        super().mouseMoveEvent(self._shifted(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._shifted(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        place = self.place_at(point)
        if place < 0 or not self.arrow_rect(place).contains(point):
            super().mouseDoubleClickEvent(self._shifted(event))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(self.place_at(event.pos()), event.globalPos())


def _paint_sign(painter: QPainter, square: QRect, colour: QColor, *, funnel: bool, sort: int) -> None:
    """Paint a funnel, an arrow up (`sort` 1) or down (-1), both, or the triangle that opens the list."""
    painter.setBrush(colour)
    x, y = square.left(), square.top()
    if funnel:
        painter.drawPolygon(_polygon(x, y, (2, 3), (13, 3), (9, 8), (9, 13), (6, 11), (6, 8)))
    elif not sort:
        painter.drawPolygon(_polygon(x, y, (3, 5), (12, 5), (7.5, 10)))
    if sort:
        x -= 9 if funnel else 0
        points = ((3, 8), (7.5, 3), (12, 8)) if sort > 0 else ((3, 8), (7.5, 13), (12, 8))
        painter.drawPolygon(_polygon(x, y, *points))
        painter.drawRect(x + 7, y + 3, 1, 10)


def _polygon(x: int, y: int, *points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x + right, y + down) for right, down in points])
