"""A person with a letter as a chip that can be taken away."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from raci_studio.core.i18n import _
from raci_studio.core.scheme import RoleKind
from raci_studio.gui.theme import is_dark, kind_colours

_PAD = 6
_CROSS = 16  # pixels at the right that take the chip away
_REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ChipButton(QAbstractButton):
    """A letter and a name in the colours of the letter's kind; its cross, Delete or Backspace take it away.

    `stepped` asks for the chip before (-1) or after (1) it, `typed` for a text to be typed beside it.
    """

    removed = Signal()
    stepped = Signal(int)
    typed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._letter, self._removable = "", True
        self._kind: RoleKind | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the arrows lead here: Tab goes from field to field
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_person(self, name: str, letter: str, kind: RoleKind | None, *, removable: bool) -> None:
        """Show a person with a letter."""
        self._letter, self._kind, self._removable = letter, kind, removable
        self.setText(name)
        self.setToolTip(_("{name}: the cross or Delete takes {letter} away").format(name=name, letter=letter))
        self.setAccessibleName(f"{letter} {name}")
        self.updateGeometry()
        self.update()

    def _cross(self) -> QRect:
        return QRect(self.width() - _CROSS - 1, 0, _CROSS, self.height()) if self._removable else QRect()

    # Qt

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self._letter) + 6 + metrics.horizontalAdvance(self.text())
        return QSize(words + 2 * _PAD + 4 + (_CROSS if self._removable else 0), metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        text, fill = kind_colours(self._kind, is_dark(self.palette()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self.palette().color(QPalette.ColorRole.Accent) if self.hasFocus() else fill
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
        painter.setPen(QPen(text, 1.3))
        room = self.rect().adjusted(_PAD, 0, -_PAD - (_CROSS - 4 if self._removable else 0), 0)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, middle, self._letter)
        room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(self._letter) + 5)
        painter.setFont(self.font())
        name = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, name)
        if self._removable:
            centre = QPointF(self._cross().center()) + QPointF(0.5, 0.5)
            for side in (1, -1):
                painter.drawLine(centre + QPointF(-3, -3 * side), centre + QPointF(3, 3 * side))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._cross().contains(event.position().toPoint()):
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVES and self._removable:
            self.removed.emit()
        elif event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            event.ignore()
