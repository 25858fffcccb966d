"""How cells look: chips, marks of severity, where chips stand in a cell."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen, QPolygonF

from raci_studio.core.arranged_rows import Section
from raci_studio.core.i18n import ngettext
from raci_studio.gui.matrix.columns import Chip
from raci_studio.gui.theme import kind_colours, severity_colour

PAD = 6
_CHIP_PAD = 5
_GAP = 3
_EAR = 7
MORE = 14  # pixels kept for the sign that more chips follow
MISFIT = 16  # pixels of the sign of a text that does not fit the column's type, at the right of its cell
_MOST_WIDTHS = 4000  # texts


class Measure:
    """How large texts are in one font. Widths are kept: the same words stand in thousands of cells."""

    def __init__(self, metrics: QFontMetrics) -> None:
        self._metrics = metrics
        self.height, self._ascent = metrics.height(), metrics.ascent()
        self._widths: dict[str, int] = {}
        self._characters = _Widths(metrics)

    def advance(self, text: str) -> int:
        """Return the width of a text in one line, in pixels."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            width = self._widths[text] = self._metrics.horizontalAdvance(text)
        return width

    def elided(self, text: str, room: int) -> str:
        """Return a text, cut with an ellipsis where it is wider than `room` pixels."""
        # Characters side by side take about as much as the text: to ask for it takes ten times as long.
        if sum(map(self._characters.__getitem__, text)) <= room:
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def baseline(self, area: QRect) -> int:
        """Return at which height a line is drawn that stands in the middle of an area."""
        return area.top() + (area.height() - self.height) // 2 + self._ascent


class _Widths(dict[str, int]):
    """The widths of single characters, measured as they are asked for."""

    def __init__(self, metrics: QFontMetrics) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, character: str) -> int:
        width = self[character] = self._metrics.horizontalAdvance(character)
        return width


def chip_height(measure: Measure) -> int:
    """Return the height of a chip for a font."""
    return measure.height + 2


def place_chips(chips: Sequence[Chip], area: QRect, measure: Measure, centred: bool, wrap: bool) -> list[QRect]:
    """Return where each chip stands in a cell: in one line, or in as many as it takes."""
    height = chip_height(measure)
    inner = area.adjusted(PAD - 2, 0, -(PAD - 2), 0)
    widths = [min(measure.advance(chip.text) + 2 * _CHIP_PAD, max(inner.width(), 12)) for chip in chips]
    lines: list[list[int]] = [[]]
    used = 0
    for place, width in enumerate(widths):
        if wrap and lines[-1] and used + width > inner.width():
            lines.append([])
            used = 0
        lines[-1].append(place)
        used += width + _GAP
    top = inner.top() + max((inner.height() - len(lines) * (height + _GAP) + _GAP) // 2, 1)
    rects: list[QRect] = []
    for line in lines:
        total = sum(widths[place] + _GAP for place in line) - _GAP
        left = inner.left() + max((inner.width() - total) // 2, 0) if centred else inner.left()
        for place in line:
            rects.append(QRect(left, top, widths[place], height))
            left += widths[place] + _GAP
        top += height + _GAP
    return rects


def paint_chip(painter: QPainter, chip: Chip, area: QRect, measure: Measure, dark: bool) -> None:
    """Paint a chip over an area."""
    text, fill = kind_colours(chip.kind, dark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(text, 1, Qt.PenStyle.DotLine) if chip.kind is None else Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(area, 4, 4)
    painter.setPen(text)
    shown = measure.elided(chip.text, area.width() - 2 * _CHIP_PAD + 4)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, shown)


def paint_mark(painter: QPainter, severity: str, area: QRect, dark: bool) -> None:
    """Paint the mark of a severity into a square: a filled circle, a triangle, an outlined circle."""
    colour = severity_colour(severity, dark)
    box = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.4, box.width() / 8)))
    painter.setBrush(QColor(Qt.GlobalColor.transparent) if severity == "hint" else colour)
    if severity == "warning":
        tip = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([tip, box.bottomRight(), box.bottomLeft()]))
    else:
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def paint_cell_mark(painter: QPainter, severity: str, area: QRect, dark: bool) -> None:
    """Mark a flagged cell: a line below in the severity's colour and its shape in the upper right corner."""
    painter.fillRect(QRect(area.left(), area.bottom() - 1, area.width(), 2), severity_colour(severity, dark))
    paint_mark(painter, severity, QRect(area.right() - 9, area.top() + 2, 7, 7), dark)


def paint_misfit(painter: QPainter, area: QRect, dark: bool) -> None:
    """Mark a cell whose text does not fit the type of its column: a circle struck through, at its right."""
    box = QRectF(area.right() - MISFIT + 3.5, area.center().y() - 4.5, 10, 10)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(severity_colour("warning", dark), 1.5))
    painter.drawEllipse(box)
    painter.drawLine(box.topRight() + QPointF(-1.5, 1.5), box.bottomLeft() + QPointF(1.5, -1.5))
    painter.restore()


def paint_dog_ear(painter: QPainter, area: QRect, colour: QColor) -> None:
    """Mark a cell that carries a comment of the client's: its upper left corner, in a neutral colour."""
    corner = QPointF(area.topLeft())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([corner, corner + QPointF(_EAR, 0), corner + QPointF(0, _EAR)]))
    painter.restore()


def paint_section(
    painter: QPainter, band: QRect, title: str, section: Section, colours: QPalette, *, is_current: bool
) -> None:
    """Paint the head of a section: a triangle that says whether it is folded, its title, how many tasks it has."""
    painter.save()
    painter.fillRect(band, colours.color(QPalette.ColorRole.Midlight))
    middle, left = band.center().y() + 0.5, band.left() + PAD + 1
    points = ((0, -4), (6, 0), (0, 4)) if section.collapsed else ((-1, -3), (8, -3), (3.5, 3))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.color(QPalette.ColorRole.PlaceholderText))
    painter.drawPolygon(QPolygonF([QPointF(left + right, middle + down) for right, down in points]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    area = band.adjusted(PAD + 16, 0, -PAD, 0)
    painter.setPen(colours.color(QPalette.ColorRole.Text))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    drawn = painter.drawText(area, flags, title.replace("\n", " "))
    font.setBold(False)
    painter.setFont(font)
    painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
    count = ngettext("{n} task", "{n} tasks", section.tasks).format(n=section.tasks)
    painter.drawText(area.adjusted(drawn.width() + 12, 0, 0, 0), flags, count)
    if is_current:
        painter.setPen(QPen(colours.color(QPalette.ColorRole.Accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(band.adjusted(1, 1, -1, -1))
    painter.restore()


def plain(tooltip: str) -> str:
    """Return a tooltip that shows its text as it stands: Qt takes what looks like HTML for HTML, images included."""
    return f'<p style="white-space: pre-wrap">{escape(tooltip)}</p>' if "<" in tooltip else tooltip
