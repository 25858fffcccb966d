"""Moving rows by dragging their numbers: a selected row is taken along, a line shows where it goes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame

if TYPE_CHECKING:
    from raci_studio.gui.matrix.keys import MatrixKeys

_EDGE = 4  # pixels at a border between two numbers that belong to its height
_THICK = 3


class RowDrag(QObject):
    """Watch the row numbers of a matrix; a drag of selected rows is one edit."""

    def __init__(self, view: "MatrixKeys") -> None:
        super().__init__(view)
        self._view, self._header = view, view.verticalHeader()
        self._from: QPoint | None = None
        self._line = QFrame(view)
        self._line.setAutoFillBackground(True)
        self._line.setBackgroundRole(QPalette.ColorRole.Accent)
        self._line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.hide()
        self._header.viewport().setMouseTracking(True)
        self._header.viewport().installEventFilter(self)
        view.installEventFilter(self)

    def _can_take(self, point: QPoint) -> bool:
        """Tell whether a whole selected row lies under the pointer, away from the borders that size it."""
        row = self._header.logicalIndexAt(point)
        if row < 0 or self._view.session.read_only:
            return False
        top = self._header.sectionViewportPosition(row)
        inside = top + _EDGE < point.y() < top + self._header.sectionSize(row) - _EDGE
        return inside and self._view.selectionModel().isRowSelected(row)

    def _goal(self, point: QPoint) -> int:
        """Return the row before which the drag would drop, the number of rows for the end."""
        row = self._header.logicalIndexAt(point)
        if row < 0:
            return 0 if point.y() < 0 else self._view.matrix_model.rowCount()
        middle = self._header.sectionViewportPosition(row) + self._header.sectionSize(row) / 2
        return row if point.y() < middle else row + 1

    def _show_goal(self, point: QPoint) -> None:
        count, goal = self._view.matrix_model.rowCount(), self._goal(point)
        header = self._header
        if goal < count:
            y = header.sectionViewportPosition(goal)
        else:
            y = header.sectionViewportPosition(count - 1) + header.sectionSize(count - 1)
        area = self._view.viewport().geometry()
        left = header.geometry().left()
        y = max(0, min(y, area.height()))
        self._line.setGeometry(left, area.top() + y - _THICK // 2, area.right() - left, _THICK)
        self._line.raise_()
        self._line.show()
        row = header.logicalIndexAt(point)
        if row >= 0:
            self._view.scrollTo(self._view.model().index(row, max(self._view.columnAt(0), 0)))

    def _drop(self, point: QPoint) -> None:
        view = self._view
        if not view.refuses_moving():
            view.commands.move_tasks_before(view.selected_tasks(), view.position_of(self._goal(point)))

    def _stop(self) -> None:
        self._from = None
        self._line.hide()
        self._header.viewport().unsetCursor()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._header.viewport():
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._line.isVisible():
            self._stop()
            return True
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        point, kind = event.position().toPoint(), event.type()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton and plain:
            if self._can_take(point):
                self._from = point
                return True
        elif kind == QEvent.Type.MouseMove and self._from is None and not event.buttons():
            if self._can_take(point):
                self._header.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            else:
                self._header.viewport().unsetCursor()
            return self._can_take(point)
        elif kind == QEvent.Type.MouseMove and self._from is not None:
            far = (point - self._from).manhattanLength() >= QApplication.startDragDistance()
            if far or self._line.isVisible():
                self._header.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self._show_goal(point)
            return True
        elif kind == QEvent.Type.MouseButtonRelease and self._from is not None:
            dragged = self._line.isVisible()
            self._stop()
            if dragged:
                self._drop(point)
            else:  # a click, not a drag: that row alone
                self._view.selectRow(self._header.logicalIndexAt(point))
            return True
        return False
