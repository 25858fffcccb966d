"""How a drawing looks in a window: the shapes of `reports.graph.strokes` in the colours of the theme."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QPolygonF

from raci_studio.core.document import TaskId
from raci_studio.core.i18n import N_, _
from raci_studio.core.scheme import RoleKind
from raci_studio.gui import theme
from raci_studio.gui.pages.what_if_text import STOPS
from raci_studio.reports.graph import strokes
from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH, Arrow, Box, Drawing, Lane
from raci_studio.reports.graph.legend import signs_of
from raci_studio.reports.graph.strokes import MARK, Stroke
from raci_studio.reports.graph.svg import in_order

_READABLE = 0.32  # of the size: texts that are smaller are left out, for they would only be grey
_NUMBER = 38  # px: the number of a row where its other texts are too small
_SMALL = 0.1  # of the size: so small, marks are not told from each other

Polygon = strokes.Polygon


@dataclass(frozen=True, slots=True)
class Shades:
    """The colours that belong to a palette, by the names of `strokes.COLOURS`, and the fonts of the texts."""

    colours: Mapping[str, QColor]
    head: QFont
    name: QFont
    lane: QFont
    number: QFont


def shades_of(palette: QPalette, font: QFont) -> Shades:
    """Return colours and fonts for a palette."""
    dark = theme.is_dark(palette)
    roles = QPalette.ColorRole
    frame, fill = theme.kind_colours(RoleKind.DOES, dark)
    colours = {
        "paper": roles.Base, "text": roles.Text, "dim": roles.PlaceholderText, "lane": roles.Mid,
        "lane_fill": roles.AlternateBase, "link": roles.PlaceholderText, "accent": roles.Accent,
    }  # fmt: skip
    found = {name: QColor(palette.color(role)) for name, role in colours.items()}  # copies: a palette's are its own
    found |= {
        "box": fill, "frame": frame, "hit": theme.hit_colour(dark),
        "critical": theme.severity_colour("warning", dark), "suggested": theme.severity_colour("hint", dark),
        "rework": theme.kind_colours(RoleKind.SUPPORTS, dark)[0],
        "bottleneck": theme.kind_colours(RoleKind.ANSWERS, dark)[0],
        **{name: theme.severity_colour(name, dark) for name in ("error", "warning", "hint")},
    }  # fmt: skip
    fonts = []
    sizes = (strokes.HEAD_TEXT, False), (strokes.NAME_TEXT, False), (strokes.LANE_TEXT, True), (_NUMBER, False)
    for size, bold in sizes:
        held = QFont(font)
        held.setPixelSize(round(size))
        held.setBold(bold)
        fonts.append(held)
    return Shades(found, *fonts)


@dataclass(slots=True)
class State:
    """What stands out for now: boxes by their keys, an arrow, and what happens to tasks if people are away."""

    selected: Collection[str] = ()
    found: Collection[str] = ()
    current: str = ""
    arrow: Arrow | None = None
    happening: Mapping[TaskId, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Way:
    """An arrow as Qt takes it: the way, the ends, and what it covers."""

    arrow: Arrow
    stroke: Stroke
    line: QPolygonF
    heads: tuple[QPolygonF, ...]
    area: QRectF


class Painting:
    """Paint a drawing; what stays the same between two paintings is made once."""

    def __init__(self, drawing: Drawing, shades: Shades) -> None:
        self._drawing, self._shades = drawing, shades
        self._ways = tuple(map(_way, in_order(drawing.arrows)))
        self._areas = tuple(QRectF(box.x, box.y, BOX_WIDTH, BOX_HEIGHT) for box in drawing.boxes)

    def paint(self, painter: QPainter, state: State, area: QRectF, scale: float) -> None:
        """Paint what lies in an area, in coordinates of the drawing; `scale` is how large they come to be."""
        drawing, shades = self._drawing, self._shades
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, scale >= _SMALL)
        for nth, lane in enumerate(drawing.lanes):
            if area.intersects(QRectF(lane.x, lane.y, lane.width, lane.height)):
                _paint_lane(painter, lane, nth, shades, scale)
        chosen = None
        for way in self._ways:
            if way.arrow is state.arrow:
                chosen = way
            elif way.area.intersects(area):
                _paint_arrow(painter, way, shades, scale)
        if chosen is not None:
            _paint_arrow(painter, chosen, shades, scale, chosen=True)
        wide = area.adjusted(-6, -6, 6, 6)
        for box, place in zip(drawing.boxes, self._areas):
            if wide.intersects(place):
                _paint_box(painter, box, place, shades, state, scale)

    def paint_titles(self, painter: QPainter, left: float, area: QRectF, scale: float) -> None:
        """Repeat the titles of lanes at the left of what is seen, where their own place is out of sight."""
        veil = QColor(self._shades.colours["lane_fill"])
        veil.setAlphaF(0.94)
        for lane in self._drawing.lanes:
            title = QRectF(left, lane.y, lane.head * 0.9, lane.height)
            if left > lane.x + lane.head / 4 and title.intersects(area) and scale >= _READABLE:
                painter.fillRect(title, veil)
                _paint_title(painter, lane, left, self._shades)


def _way(arrow: Arrow) -> _Way:
    line, stroke = polygon(arrow.points), strokes.stroke_of(arrow)
    heads = tuple(map(polygon, strokes.heads_of(arrow)))
    return _Way(arrow, stroke, line, heads, line.boundingRect().adjusted(-6, -6, 6, 6))


def _paint_lane(painter: QPainter, lane: Lane, nth: int, shades: Shades, scale: float) -> None:
    painter.setPen(QPen(shades.colours["lane"], 1.0))
    painter.setBrush(shades.colours["lane_fill" if nth % 2 == 0 else "paper"])
    painter.drawRect(QRectF(lane.x, lane.y, lane.width, lane.height))
    x = lane.x + lane.head
    painter.drawLine(QPointF(x, lane.y), QPointF(x, lane.y + lane.height))
    if scale >= _READABLE / 2:
        _paint_title(painter, lane, lane.x, shades)


def _paint_title(painter: QPainter, lane: Lane, x: float, shades: Shades) -> None:
    painter.setFont(shades.lane)
    painter.setPen(shades.colours["text"])
    metrics = QFontMetricsF(shades.lane)
    top = lane.y + lane.height / 2 - (len(lane.lines) - 1) * 8 + 4
    for line, text in enumerate(lane.lines):
        painter.drawText(QPointF(x + 8, top + 16 * line), _cut(metrics, text, lane.head - 14))


def pen_of(stroke: Stroke, colour: QColor, wider: float = 0.0) -> QPen:
    """Return the pen for a stroke; Qt counts dashes in widths of the line."""
    width = stroke.width + wider
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if stroke.dashes:
        pen.setDashPattern([length / width for length in stroke.dashes])
    return pen


def _paint_arrow(painter: QPainter, way: _Way, shades: Shades, scale: float, *, chosen: bool = False) -> None:
    stroke = way.stroke
    colour = shades.colours["accent" if chosen else stroke.colour]
    wider = 1.6 if chosen else 0.0
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if scale < _SMALL:
        painter.setPen(QPen(colour, 0 if stroke.width + wider < 2 else stroke.width + wider))
        painter.drawPolyline(way.line)
        return
    painter.setPen(pen_of(stroke, colour, wider))
    painter.drawPolyline(way.line)
    if stroke.dashes:
        painter.setPen(pen_of(Stroke(stroke.colour, stroke.width), colour, wider))
    if stroke.head == "filled":
        painter.setBrush(colour)
    for head in way.heads:
        if stroke.head == "filled":
            painter.drawPolygon(head)
        else:
            painter.drawPolyline(head)
    if (ring := strokes.ring_of(way.arrow)) is not None:
        painter.setBrush(shades.colours["paper"])
        painter.drawEllipse(QPointF(*ring), strokes.RING, strokes.RING)


def _paint_box(painter: QPainter, box: Box, area: QRectF, shades: Shades, state: State, scale: float) -> None:
    frame = strokes.frame_of(box)
    happening = state.happening
    happens = next((happening[task] for task in box.tasks if task in happening), None) if happening else None
    is_chosen = box.key in state.selected or box.key == state.current
    if scale < _SMALL and happens is None and not is_chosen:
        # So small, a box is a spot.
        found = box.key in state.found
        painter.fillRect(area, shades.colours["error" if found else frame.colour])
        return
    painter.setPen(pen_of(frame, shades.colours[frame.colour]))
    painter.setBrush(shades.colours["hit" if box.key in state.found else "box"])
    painter.drawRoundedRect(area, 4, 4)
    if happens is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        hatch = QColor(shades.colours["error"])
        hatch.setAlphaF(0.3)
        painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(area if happens[0] == STOPS else area.adjusted(2, BOX_HEIGHT - 16, -2, -2))
    if (inner := strokes.inner_frame(box)) is not None:
        painter.setPen(QPen(shades.colours["frame"], 0.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(*inner))
    if scale >= _READABLE:
        _paint_texts(painter, box, shades)
    elif scale >= _SMALL:
        painter.setFont(shades.number)
        painter.setPen(shades.colours["text"])
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, box.head.partition(" ")[0])
    if scale >= _SMALL:
        for name, x, y in strokes.marks_of(box):
            _paint_mark(painter, name, x, y, shades)
        if happens is not None:
            _paint_sign(painter, happens[0], box, shades)
    if is_chosen:
        painter.setPen(QPen(shades.colours["accent"], 2.2 / max(min(scale, 1.0), 0.3)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(-4, -4, 4, 4), 6, 6)


def _paint_texts(painter: QPainter, box: Box, shades: Shades) -> None:
    left, room = box.x + strokes.TEXT_LEFT, BOX_WIDTH - 2 * strokes.TEXT_LEFT
    taken = len(strokes.marks_of(box)) * (MARK + 5)
    painter.setFont(shades.head)
    painter.setPen(shades.colours["dim"])
    text = _cut(QFontMetricsF(shades.head), box.head, room - taken)
    painter.drawText(QPointF(left, box.y + strokes.HEAD_BASE), text)
    painter.setFont(shades.name)
    painter.setPen(shades.colours["text"])
    metrics = QFontMetricsF(shades.name)
    for nth, line in enumerate(box.lines):
        base = box.y + strokes.FIRST_BASE + nth * strokes.LINE_STEP
        painter.drawText(QPointF(left, base), _cut(metrics, line, room + 4))


def _cut(metrics: QFontMetricsF, text: str, room: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


def _paint_mark(painter: QPainter, name: str, x: float, y: float, shades: Shades) -> None:
    colour = shades.colours[name]
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(QColor(Qt.GlobalColor.transparent) if name == "hint" else colour)
    if name in ("error", "hint"):
        painter.drawEllipse(QRectF(x, y, MARK, MARK).adjusted(0.8, 0.8, -0.8, -0.8))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(polygon(strokes.mark_polygon(name, x, y)))


def _paint_sign(painter: QPainter, sign: str, box: Box, shades: Shades) -> None:
    """Put the sign of what happens if people are away into the lower right corner."""
    place = QRectF(box.right - 24, box.bottom - 21, 18, 16)
    painter.setPen(QPen(shades.colours["error"], 1.2))
    painter.setBrush(shades.colours["paper"])
    painter.drawRoundedRect(place, 3, 3)
    painter.setFont(shades.name)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sign)


def polygon(corners: Polygon) -> QPolygonF:
    """Return corners as Qt takes them."""
    held = QPolygonF()
    for corner in corners:
        held.append(QPointF(*corner))
    return held


_IN_WORDS: Mapping[str, str] = {
    "critical": N_("thick frame: critical"), "step": N_("double frame: a step"),
    "scenario": N_("dashed frame: instead of another task"), "bottleneck": N_("hourglass: a bottleneck"),
    "error": N_("circle: an error"), "warning": N_("triangle: a warning"), "hint": N_("ring: a hint"),
    "alternative": N_("ring at an arrow: one is enough"), "rework": N_("double head: work comes back"),
    "suggested": N_("dashed arrow: suggested"),
}  # fmt: skip


def legend_text(drawing: Drawing, *, happening: bool) -> str:
    """Return what the signs that occur in a drawing mean, in a line of words; "" where none needs any.

    `happening` says that something happens to tasks because people are away.
    """
    said = [_(_IN_WORDS[sign]) for sign in signs_of(drawing) if sign in _IN_WORDS]
    said += [_("hatched: stops or is late if people are away")] if happening else []
    line = "; ".join(said)
    return line[:1].upper() + line[1:]
