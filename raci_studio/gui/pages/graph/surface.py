"""The picture of the graph as it can be seen: zoomed, moved, with a current box, an arrow and a line between boxes.

It paints a `Drawing` itself, so that a picture of thousands of boxes costs no object of Qt's for each.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from raci_studio.gui.matrix.painting import plain
from raci_studio.gui.pages.graph.overview import Overview
from raci_studio.gui.pages.graph.painting import Painting, State, shades_of
from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH, Arrow, Box, Drawing

_LEAST_ZOOM, _MOST_ZOOM = 0.03, 4.0
_LEGIBLE = 0.6  # of the full size
_NOTHING = Drawing((), (), (), 1.0, 1.0)


class Surface(QGraphicsView):
    """Show a drawing. Boxes are told by their keys, arrows by themselves."""

    current_changed = Signal(str)  # the box that the keyboard is at, "" for none
    arrow_chosen = Signal(object, QPoint)  # an arrow, None for none, and where on the screen; a null point for nowhere
    line_over = Signal(str, str)  # a line is drawn from a box, to a box or ""
    line_drawn = Signal(str, str)
    line_ended = Signal()  # given up

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = _NOTHING
        self.state = State()
        self.line_allowed = True
        self.line: tuple[str, QPointF] | None = None  # from a box to a place of the drawing
        self.is_fitted = True
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.shades = shades_of(self.palette(), self.font())
        self._painting = Painting(self.drawing, self.shades)
        self.overview = Overview(self)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.overview.place)

    # What is shown

    def show_drawing(self, drawing: Drawing | None, *, keeps_places: bool) -> None:
        """Show a drawing; with `keeps_places` the eye stays where it is, else the current box does, or all is shown."""
        before = self.drawing.by_key.get(self.state.current)
        seen = None if before is None else self.mapFromScene(before.x, before.y)
        self.drawing = drawing or _NOTHING
        self._painting = Painting(self.drawing, self.shades)
        self.state.arrow = self._again(self.state.arrow)
        self.scene().setSceneRect(0, 0, self.drawing.width, self.drawing.height)
        if self.state.current not in self.drawing.by_key:
            self.set_current("")
        if not keeps_places:
            now = self.drawing.by_key.get(self.state.current)
            if self.is_fitted or now is None or seen is None:
                self.begin()
            else:
                moved = self.mapFromScene(now.x, now.y) - seen
                self.scroll_by(moved)
        self.give_up_line()
        self.overview.show_drawing(self.drawing)
        self.viewport().update()

    def _again(self, arrow: Arrow | None) -> Arrow | None:
        if arrow is None:
            return None
        same = (arrow.before, arrow.after, arrow.kind)
        return next((one for one in self.drawing.arrows if (one.before, one.after, one.kind) == same), None)

    @property
    def zoom(self) -> float:
        """Return how large a pixel of the drawing is on the screen."""
        return self.transform().m11()

    def zoom_by(self, factor: float, at: QPoint | None = None) -> None:
        """Show it larger or smaller around a place of the viewport, its middle where none is told."""
        at = self.viewport().rect().center() if at is None else at
        held = self.mapToScene(at)
        zoom = max(_LEAST_ZOOM, min(_MOST_ZOOM, self.zoom * factor))
        self.is_fitted = False
        self.resetTransform()
        self.scale(zoom, zoom)
        self.scroll_by(self.mapFromScene(held) - at)
        self.overview.place()

    def fit(self) -> None:
        """Show all of it, at most in its full size."""
        size = self.viewport().size()
        zoom = min(1.0, (size.width() - 4) / self.drawing.width, (size.height() - 4) / self.drawing.height)
        self.resetTransform()
        self.scale(max(_LEAST_ZOOM, zoom), max(_LEAST_ZOOM, zoom))
        self.is_fitted = True
        self.overview.place()

    def begin(self) -> None:
        """Show all of it where its texts can be read then, else its beginning, with the overview in the corner."""
        self.fit()
        if self.zoom < _LEGIBLE:
            self.resetTransform()
            self.scale(_LEGIBLE, _LEGIBLE)
            self.is_fitted = False
            self.horizontalScrollBar().setValue(0)
            self.verticalScrollBar().setValue(0)
            self.overview.place()

    def scroll_by(self, by: QPoint) -> None:
        """Move what is seen by px of the screen."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + by.x())
        down.setValue(down.value() + by.y())

    def set_current(self, key: str, *, show: bool = False) -> None:
        """Put the keyboard at a box, "" for none; with `show`, so that it is seen."""
        box = self.drawing.by_key.get(key)
        key = box.key if box is not None else ""
        if key != self.state.current:
            self.state.current = key
            self.current_changed.emit(key)
            self.setAccessibleDescription(plain(box.words) if box is not None else "")
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        if box is not None and show:
            self.show_box(box)
        self.viewport().update()

    def current_area(self) -> QRect:
        """Return where the current box is on the viewport, an empty area where none is."""
        box = self.drawing.by_key.get(self.state.current)
        if box is None:
            return QRect()
        return self.mapFromScene(QRectF(box.x, box.y, BOX_WIDTH, BOX_HEIGHT)).boundingRect()

    def show_box(self, box: Box) -> None:
        """Bring a box into sight, with some air around it."""
        was_fitted = self.is_fitted
        place = QRectF(box.x, box.y, BOX_WIDTH, BOX_HEIGHT)
        self.ensureVisible(place, 40, 40)
        self.overview.place()
        self.is_fitted = was_fitted

    def choose_arrow(self, arrow: Arrow | None, at: QPoint | None = None) -> None:
        """Choose an arrow, None for none; `at` is where on the screen it was pointed at."""
        self.state.arrow = arrow
        self.viewport().update()
        self.arrow_chosen.emit(arrow, at if at is not None else QPoint())

    # Lines between boxes

    @property
    def is_drawing_line(self) -> bool:
        """Tell whether a line is being drawn."""
        return self.line is not None

    def give_up_line(self) -> None:
        """End the line without making anything of it."""
        if self.line is not None:
            self.line = None
            self.viewport().update()
            self.line_ended.emit()

    def lead_line(self, key: str, place: QPointF) -> None:
        """Lead a line from a box to a place of the drawing."""
        self.line = key, place
        over = self.drawing.box_at(place.x(), place.y())
        self.line_over.emit(key, over.key if over is not None else "")
        self.viewport().update()

    def end_line(self) -> None:
        """Say that the line is drawn."""
        if self.line is not None:
            key, place = self.line
            self.line = None
            over = self.drawing.box_at(place.x(), place.y())
            self.line_drawn.emit(key, over.key if over is not None else "")
            self.viewport().update()

    def middle_of(self, key: str) -> QPointF:
        """Return the middle of a box in the drawing."""
        box = self.drawing.by_key[key]
        return QPointF(box.x + BOX_WIDTH / 2, box.y + BOX_HEIGHT / 2)

    # Painting

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        area = QRectF(rect)  # type: ignore[arg-type]
        painter.fillRect(area, self.shades.colours["paper"])
        self._painting.paint(painter, self.state, area, self.zoom)

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        area = QRectF(rect)  # type: ignore[arg-type]
        self._painting.paint_titles(painter, self.mapToScene(0, 0).x(), area, self.zoom)
        if self.line is None:
            return
        key, place = self.line
        if key in self.drawing.by_key:
            colour = self.shades.colours["accent" if self.line_allowed else "error"]
            box = self.drawing.by_key[key]
            painter.setPen(QPen(colour, 2.4, Qt.PenStyle.SolidLine if self.line_allowed else Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(box.right, box.y + BOX_HEIGHT / 2), place)
            painter.setBrush(colour)
            painter.drawEllipse(place, 4, 4)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_fitted:
            self.fit()
        self.overview.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.shades = shades_of(self.palette(), self.font())
            self._painting = Painting(self.drawing, self.shades)
            self.overview.show_drawing(self.drawing)
            self.viewport().update()
