"""The graph under mouse and keyboard: boxes and arrows chosen, lines drawn from box to box, zoomed and moved."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from raci_studio.core.i18n import _
from raci_studio.gui.matrix.painting import plain
from raci_studio.gui.pages.graph import walking
from raci_studio.gui.pages.graph.surface import Surface
from raci_studio.reports.graph.drawing import Box

_STEP = 1.25  # of the zoom
_NEAR = 6.0  # px on the screen from an arrow that a click still means it
_WALKS = {
    Qt.Key.Key_Left: walking.LEFT, Qt.Key.Key_Right: walking.RIGHT,
    Qt.Key.Key_Up: walking.UP, Qt.Key.Key_Down: walking.DOWN,
}  # fmt: skip


class GraphView(Surface):
    """Tell what is done to boxes and arrows; the page says what comes of it."""

    clicked = Signal(str)  # a box
    opened = Signal(str)  # a box, by a double click
    entered = Signal(str)  # a box, by Enter
    delete_asked = Signal(object)  # an arrow
    menu_asked = Signal(QPoint)  # on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_line_by_key = False
        self._pressed: tuple[QPoint, str] | None = None  # where, and on which box
        self._panned: QPoint | None = None
        self._is_space_down = False
        self.viewport().setMouseTracking(True)

    def begin_line(self, key: str = "") -> None:
        """Begin a line at a box, by default the current one; the keyboard leads it from box to box."""
        key = key or self.state.current
        if key in self.drawing.by_key:
            self._is_line_by_key = True
            self.lead_line(key, self.middle_of(key))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        place = self.mapToScene(at)
        box = self.drawing.box_at(place.x(), place.y())
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and (self._is_space_down or box is None)):
            self._panned = at
            self._pressed = (at, "") if left and not self._is_space_down else None
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif left and box is not None:
            self._pressed = at, box.key
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self.line is not None:
            self.lead_line(self.line[0], self.mapToScene(at))
        elif self._panned is not None:
            self.is_fitted = False
            self.scroll_by(self._panned - at)
            self._panned = at
        elif self._pressed is not None and self._is_far(at):
            self._is_line_by_key = False
            self.lead_line(self._pressed[1], self.mapToScene(at))

    def _is_far(self, at: QPoint) -> bool:
        return self._pressed is not None and (
            (at - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance()
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at, pressed = event.position().toPoint(), self._pressed
        is_click = pressed is not None and not self._is_far(at)
        self._pressed = self._panned = None
        self.viewport().unsetCursor()
        if self.line is not None and not self._is_line_by_key:
            self.lead_line(self.line[0], self.mapToScene(at))
            self.end_line()
        elif pressed is not None and is_click:
            self._click(pressed[1], at)

    def _click(self, key: str, at: QPoint) -> None:
        if key:
            self.give_up_line()
            self.set_current(key)
            self.choose_arrow(None)
            self.clicked.emit(key)
            return
        place = self.mapToScene(at)
        arrow = self.drawing.arrow_at(place.x(), place.y(), _NEAR / self.zoom)
        self.choose_arrow(arrow, self.viewport().mapToGlobal(at) if arrow is not None else None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.mapToScene(event.position().toPoint())
        box = self.drawing.box_at(place.x(), place.y())
        if box is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(box.key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            key = self.state.current
            middle = self.mapFromScene(self.middle_of(key)) if key else self.viewport().rect().center()
            at = self.viewport().mapToGlobal(middle)
        else:
            place = self.mapToScene(self.viewport().mapFromGlobal(at))
            if (box := self.drawing.box_at(place.x(), place.y())) is not None:
                self.set_current(box.key)
                self.state.arrow = None
            else:
                self.state.arrow = self.drawing.arrow_at(place.x(), place.y(), _NEAR / self.zoom)
        self.menu_asked.emit(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP ** (event.angleDelta().y() / 120), event.position().toPoint())
            event.accept()
        else:
            self.is_fitted = False
            super().wheelEvent(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Space:
            self._is_space_down = True
        elif key == Qt.Key.Key_0 and control:
            self.fit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif control and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self.choose_arrow(walking.next_arrow(self.drawing, self.state.current, self.state.arrow, step))
        elif key in _WALKS:
            self._walk(walking.next_box(self.drawing, self._here(), _WALKS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.drawing.boxes:
            self._walk(self.drawing.boxes[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Delete and self.state.arrow is not None:
            self.delete_asked.emit(self.state.arrow)
        elif key == Qt.Key.Key_Insert:
            self.begin_line()
        elif key == Qt.Key.Key_Escape and (self.line is not None or self.state.arrow is not None):
            self.give_up_line()
            self.choose_arrow(None)
        else:
            super().keyPressEvent(event)

    def _here(self) -> str:
        """Return the box from which the arrow keys go on: the end of a line that is being drawn."""
        if self.line is None:
            return self.state.current
        over = self.drawing.box_at(self.line[1].x(), self.line[1].y())
        return over.key if over is not None else self.line[0]

    def _walk(self, box: Box | None) -> None:
        if box is None:
            return
        if self.line is not None:
            self.lead_line(self.line[0], self.middle_of(box.key))
            self.show_box(box)
            return
        self.state.arrow = None
        self.set_current(box.key, show=True)

    def _enter(self) -> None:
        if self.line is not None:
            self.end_line()
        elif self.state.arrow is not None:
            self.choose_arrow(self.state.arrow, self.viewport().mapToGlobal(self.viewport().rect().center()))
        elif self.state.current:
            self.entered.emit(self.state.current)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._is_space_down = False
        super().keyReleaseEvent(event)

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.state.current and self.drawing.boxes and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.set_current(self.drawing.boxes[0].key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._is_space_down = False
        super().focusOutEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, at: QPoint) -> str:
        """Return what a place of the viewport shows, in words."""
        place = self.mapToScene(at)
        box = self.drawing.box_at(place.x(), place.y())
        if box is not None:
            happens = [self.state.happening[task][1] for task in box.tasks if task in self.state.happening]
            return plain("\n".join((box.words, *happens)))
        arrow = self.drawing.arrow_at(place.x(), place.y(), _NEAR / self.zoom)
        return plain(arrow.words) if arrow is not None else ""

    def retranslate(self) -> None:
        """Speak the current language."""
        self.setAccessibleName(_("Graph of the tasks"))
        self.overview.setToolTip(_("The whole graph: click to go there"))
