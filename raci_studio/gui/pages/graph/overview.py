"""The small picture of the whole graph in a corner of the view, with a frame around what is seen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH, Drawing

if TYPE_CHECKING:
    from raci_studio.gui.pages.graph.surface import Surface

_WIDTH, _HEIGHT, _AWAY = 160, 110, 10  # px: at most so large, and so far from the corner
_SEEN = 0.98  # of the drawing: where this much is seen, an overview says nothing new


class Overview(QWidget):
    """Show boxes as spots; a click or drag moves the view there. It is shown where not all of the graph is seen."""

    def __init__(self, view: "Surface") -> None:
        super().__init__(view)
        self._view = view
        self._picture = QPixmap()
        self._scale = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def show_drawing(self, drawing: Drawing) -> None:
        """Make the picture anew."""
        self._scale = min(_WIDTH / drawing.width, _HEIGHT / drawing.height)
        size = QSize(max(1, round(drawing.width * self._scale)), max(1, round(drawing.height * self._scale)))
        self.setFixedSize(size + QSize(2, 2))
        colours = self._view.shades.colours
        ratio = self.devicePixelRatioF()
        self._picture = QPixmap(size * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(colours["paper"])
        painter = QPainter(self._picture)
        painter.scale(self._scale, self._scale)
        for box in drawing.boxes:
            colour = colours["critical" if box.critical else "frame"]
            painter.fillRect(QRectF(box.x, box.y, BOX_WIDTH, BOX_HEIGHT), colour)
        painter.end()
        self.place()

    def place(self) -> None:
        """Stand in the lower right corner, or the left one where the current box is there, if not all is seen."""
        seen, whole = self._seen(), self._view.sceneRect()
        inside = seen.intersected(whole)
        is_all = inside.width() * inside.height() >= _SEEN * whole.width() * whole.height()
        self.setVisible(bool(self._view.drawing.boxes) and not is_all)
        area = self._view.viewport().geometry()
        place = QRect(self.rect())
        place.moveBottomRight(area.bottomRight() - QPoint(_AWAY, _AWAY))
        if place.intersects(self._view.current_area().translated(area.topLeft())):
            place.moveLeft(area.left() + _AWAY)
        self.move(place.topLeft())
        self.update()

    def _seen(self) -> QRectF:
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = self._view.shades.colours
        painter.drawPixmap(1, 1, self._picture)
        painter.setPen(QPen(colours["dim"], 1))
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))
        seen = self._seen()
        painter.setPen(QPen(colours["accent"], 1.6))
        frame = QRectF(seen.x() * self._scale, seen.y() * self._scale, seen.width() * self._scale,
                       seen.height() * self._scale)  # fmt: skip
        painter.drawRect(frame.translated(1, 1).intersected(QRectF(1, 1, self.width() - 2, self.height() - 2)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        place = event.position() - QPointF(1, 1)
        self._view.centerOn(place / self._scale)
        event.accept()
