"""The small square at the selection's corner: dragging it fills the cells beside, as in Excel.

Dragging repeats what is selected; with Ctrl held it counts on. A double click fills down as far as the column
beside goes.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette, QPen

from raci_studio.core.document import ColumnKind
from raci_studio.core.i18n import _
from raci_studio.gui.matrix.fill import filled, filled_typed
from raci_studio.gui.matrix.writes import Write

if TYPE_CHECKING:
    from raci_studio.gui.matrix.keys import MatrixKeys

_SIZE = 6
_REACH = 3  # pixels around the square that count as it
_SCROLL_MS = 60


class FillHandle(QObject):
    """Paint the handle of a matrix and turn its drags into one edit each."""

    def __init__(self, view: "MatrixKeys") -> None:
        super().__init__(view)
        self._view = view
        self._corner = QPersistentModelIndex()
        self._rows: list[int] = []  # of the source, while it is dragged
        self._places: list[int] = []
        self._target: tuple[list[int], list[int], bool] = ([], [], False)  # rows, columns to fill, backwards
        self._pointer = QPoint()
        self._hovered = False
        self._timer = QTimer(self)
        self._timer.setInterval(_SCROLL_MS)
        self._timer.timeout.connect(self._scroll)
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    @property
    def is_dragged(self) -> bool:
        """Tell whether the user drags the handle now."""
        return bool(self._rows)

    def area(self) -> QRect:
        """Return the square in the viewport, an empty one where the selection is no rectangle in one piece."""
        view = self._view
        areas = view.selected_areas()
        if len(areas) != 1 or view.session.read_only:
            return QRect()
        last = areas[0].bottomRight()
        cell = view.visualRect(last)
        square = QRect(cell.right() - _SIZE + 1, cell.bottom() - _SIZE + 1, _SIZE, _SIZE)
        covered = view.indexAt(square.center()) != last  # by frozen columns
        return QRect() if covered or not view.matrix_model.task_at(last.row()) else square

    def refresh(self) -> None:
        """Have the square painted where the selection ends now, and no longer where it ended."""
        view, areas = self._view, self._view.selected_areas()
        if self._corner.isValid():
            view.viewport().update(view.visualRect(view.model().index(self._corner.row(), self._corner.column())))
        self._corner = QPersistentModelIndex(areas[0].bottomRight()) if areas else QPersistentModelIndex()
        if self._corner.isValid():
            view.viewport().update(view.visualRect(areas[0].bottomRight()))

    def paint(self) -> None:
        """Paint the square, and the outline of what will be filled."""
        area = self.area()
        if not area.isValid():
            return
        painter = QPainter(self._view.viewport())
        accent = self._view.palette().color(QPalette.ColorRole.Accent)
        painter.fillRect(area.adjusted(-1, -1, 0, 0), self._view.palette().color(QPalette.ColorRole.Base))
        painter.fillRect(area, accent)
        rows, places, _back = self._target
        if self.is_dragged and rows and places:
            index, rect = self._view.model().index, self._view.visualRect
            outline = rect(index(rows[0], places[0])).united(rect(index(rows[-1], places[-1])))
            painter.setPen(QPen(accent, 2, Qt.PenStyle.DashLine))
            painter.drawRect(outline.adjusted(1, 1, -1, -1))
        painter.end()

    # Dragging

    def _begin(self) -> None:
        self._rows, self._places = self._view.selected_lines()
        self._target = ([], [], False)
        self._timer.start()

    def _aim(self) -> None:
        """Find what would be filled: the cells between the source and the pointer, downwards or sideways."""
        view, point = self._view, self._pointer
        index = view.model().index
        first = view.visualRect(index(self._rows[0], self._places[0]))
        last = view.visualRect(index(self._rows[-1], self._places[-1]))
        below, above = point.y() - last.bottom(), first.top() - point.y()
        right, left = point.x() - last.right(), first.left() - point.x()
        across, along = max(right, left), max(below, above)
        self._target = ([], [], False)
        if max(across, along) > 0 and along >= across:
            row = view.rowAt(max(0, min(point.y(), view.viewport().height() - 1)))
            row = view.model().rowCount() - 1 if row < 0 else row
            shown = view.shown_rows()
            rows = _between(shown, self._rows, max((line for line in shown if line <= row), default=shown[0]))
            self._target = (rows, self._places, above > 0)
        elif across > 0:
            inside = QPoint(max(0, min(point.x(), view.viewport().width() - 1)), max(first.top(), 0) + 1)
            shown, place = view.shown_places(), view.indexAt(inside).column()
            places = _between(shown, self._places, shown[-1] if place < 0 else place)
            self._target = (self._rows, places, left > 0)
        view.viewport().update()

    def _scroll(self) -> None:
        """Move on while the pointer is held beyond the border."""
        view, point = self._view, self._pointer
        if not view.viewport().rect().contains(point) and not point.isNull():
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + _beyond(point.y(), view.viewport().height()) * 20)
            bar = view.horizontalScrollBar()
            bar.setValue(bar.value() + _beyond(point.x(), view.viewport().width()) * 20)
            self._aim()

    def _end(self) -> None:
        self._timer.stop()
        self._rows, self._places, self._target = [], [], ([], [], False)
        self._view.viewport().update()

    def _fill(self, series: bool) -> None:
        view, (rows, places, back) = self._view, self._target
        source_rows, source_places = self._rows, self._places
        self._end()
        if not rows or not places:
            return
        texts: dict[tuple[int, int], str] = {}
        if places == source_places:
            for place in places:
                held = [view.text_at(row, place) for row in source_rows]
                nearest = rows[::-1] if back else rows
                kind = view.matrix_model.columns[place].type_in(view.session.document)
                if kind.kind is ColumnKind.TEXT:
                    found = filled(held, len(rows), series=series, back=back)
                else:
                    found = filled_typed(kind, held, len(rows), series=series, back=back)
                texts.update({(row, place): text for row, text in zip(nearest, found)})
        else:
            for row in rows:
                held = [view.text_at(row, place) for place in source_places]
                nearest = places[::-1] if back else places
                found = filled(held, len(places), series=series, back=back)
                texts.update({(row, place): text for place, text in zip(nearest, found)})
        model = view.matrix_model
        writes = [Write(model.task_at(row), model.columns[place], text) for (row, place), text in texts.items()]
        if view.commands.write(writes, _("Fill by dragging")):
            columns = {*places, *source_places}
            view.select_lines(sorted({*rows, *source_rows}), [p for p in view.shown_places() if p in columns])

    def _fill_down(self) -> None:
        """Fill down as far as the column beside the selection is filled, the one at its left first."""
        view = self._view
        rows, places = view.selected_lines()
        all_rows, all_places = view.shown_rows(), view.shown_places()
        end = start = all_rows.index(rows[-1]) + 1
        for beside in (all_places.index(places[0]) - 1, all_places.index(places[-1]) + 1):
            if end == start and 0 <= beside < len(all_places):
                while end < len(all_rows) and view.text_at(all_rows[end], all_places[beside]):
                    end += 1
        self._rows, self._places = rows, places
        self._target = (all_rows[start:end], places, False)
        self._fill(series=False)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            return self._mouse(event)
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and self.is_dragged:
            self._end()
            return True
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        point, kind = event.position().toPoint(), event.type()
        if self.is_dragged:
            if kind == QEvent.Type.MouseMove:
                self._pointer = point
                self._aim()
            elif kind == QEvent.Type.MouseButtonRelease:
                self._fill(series=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            return True
        reach = (-_REACH, -_REACH, _REACH, _REACH)
        over = self.area().isValid() and self.area().adjusted(*reach).contains(point)
        left = event.button() == Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseMove and over != self._hovered and not event.buttons():
            self._hovered = over
            if over:
                self._view.viewport().setCursor(Qt.CursorShape.CrossCursor)
            else:
                self._view.viewport().unsetCursor()
        if over and left and kind == QEvent.Type.MouseButtonPress:
            self._pointer = point
            self._begin()
            return True
        if over and left and kind == QEvent.Type.MouseButtonDblClick:
            self._fill_down()
            return True
        return False


def _between(shown: list[int], source: list[int], to: int) -> list[int]:
    """Return the shown lines after the source as far as another line, or before it where that one lies before."""
    if to not in shown or to in source:
        return []
    first, last, end = shown.index(source[0]), shown.index(source[-1]), shown.index(to)
    return shown[last + 1 : end + 1] if end > last else shown[end:first]


def _beyond(place: int, length: int) -> int:
    return -1 if place < 0 else 1 if place >= length else 0
