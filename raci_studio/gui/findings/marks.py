"""The severities' shapes as icons, in the colours of the theme."""

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from raci_studio.gui.matrix.painting import paint_mark
from raci_studio.gui.theme import is_dark

_SIZE = 16  # pixels


def severity_icon(severity: str) -> QIcon:
    """Return the mark of a severity: a filled circle, a triangle, an outlined circle."""
    return _icon(severity, is_dark(QApplication.palette()))


@lru_cache
def _icon(severity: str, dark: bool) -> QIcon:
    pixmap = QPixmap(QSize(2 * _SIZE, 2 * _SIZE))
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_mark(painter, severity, QRect(2, 2, _SIZE - 4, _SIZE - 4), dark)
    painter.end()
    icon = QIcon(pixmap)
    for mode in (QIcon.Mode.Selected, QIcon.Mode.Disabled):  # the colour means something: no tint over it
        icon.addPixmap(pixmap, mode)
    return icon
