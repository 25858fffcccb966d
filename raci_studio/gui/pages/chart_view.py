"""One chart on the screen: a picture whose parts can be pointed at, clicked, and walked through by keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from raci_studio.core.i18n import _

if TYPE_CHECKING:
    from raci_studio.reports.charts.figure import Picture, Spot

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ChartView(QWidget):
    """Show a picture of a chart. `chosen` tells the filters of the part that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._image = QImage()
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def spots(self) -> "tuple[Spot, ...]":
        """Return the parts that can be clicked."""
        return self._picture.spots if self._picture is not None else ()

    @property
    def image(self) -> QImage:
        """Return what is shown."""
        return self._image

    def show_picture(self, title: str, picture: "Picture", scale: float) -> None:
        """Show a chart called `title`; `scale` is how many of its pixels are one of the screen's units."""
        self._picture, self._current = picture, -1
        image = QImage(picture.pixels, picture.width, picture.height, QImage.Format.Format_RGBA8888)
        self._image = image.copy()  # its own bytes: those of the picture may go
        self._image.setDevicePixelRatio(scale)
        self.setFixedHeight(round(picture.height / scale))
        self.setAccessibleName(title)
        said = "; ".join(spot.said for spot in picture.spots) or _("Nothing to show")
        self.setAccessibleDescription(said)
        self.update()

    def area(self, number: int) -> QRectF:
        """Return where a part is, in the widget."""
        left, top, width, height = self.spots[number].area
        scale = self._image.devicePixelRatio()
        return QRectF(left / scale, top / scale, width / scale, height / scale)

    def _at(self, place: QPointF) -> int:
        return next((number for number in range(len(self.spots)) if self.area(number).contains(place)), -1)

    def _go(self, number: int) -> None:
        self._current = number
        if number >= 0:
            spot = self.spots[number]
            self.setAccessibleDescription(spot.said)
            QToolTip.showText(self.mapToGlobal(self.area(number).center().toPoint()), spot.said, self)
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(600, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(QPointF(0, 0), self._image)
        if 0 <= self._current < len(self.spots) and self.hasFocus():
            painter.setPen(QPen(self.palette().text(), 2))
            painter.drawRect(self.area(self._current).adjusted(-1, -1, 1, 1))
        elif self.hasFocus():
            painter.setPen(QPen(self.palette().highlight(), 1, Qt.PenStyle.DotLine))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._current = number
            self.chosen.emit(self.spots[number].filters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.spots:
            first = 0 if _STEPS[key] > 0 else len(self.spots) - 1
            self._go((self._current + _STEPS[key]) % len(self.spots) if self._current >= 0 else first)
        elif key in _TAKING and self._current >= 0:
            self.chosen.emit(self.spots[self._current].filters)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(QPointF(event.pos()))
            said = self.spots[number].said + "\n" + _("A click shows these rows") if number >= 0 else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)
