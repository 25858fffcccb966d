"""How bars, slack, deadlines, links and loads of a schedule look: the chart and its legend draw alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from raci_studio.core.i18n import _
from raci_studio.core.scheme import RoleKind
from raci_studio.gui import theme

if TYPE_CHECKING:
    from raci_studio.gui.pages.schedule_rows import Row

ROW = 28  # px: one line of text plus air, as in the matrix
_BAR_TOP, _BAR = 6, 10
_THIN_TOP, _THIN = 20, 4
_LEAST = 3.0  # px: what is shorter is still seen


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a schedule, by what they mean."""

    text: QColor
    dim: QColor
    line: QColor
    bar: QColor
    bar_frame: QColor
    critical: QColor
    late: QColor
    base: QColor


def look_of(colours: QPalette) -> Look:
    """Return the colours that belong to a palette."""
    dark = theme.is_dark(colours)
    frame, fill = theme.kind_colours(RoleKind.DOES, dark)
    roles = QPalette.ColorRole
    # Copies: what a palette hands out is its own.
    of = (QColor(colours.color(role)) for role in (roles.Text, roles.PlaceholderText, roles.Mid, roles.Base))
    text, dim, line, base = of
    critical, late = theme.severity_colour("warning", dark), theme.severity_colour("error", dark)
    return Look(text, dim, line, fill, frame, critical, late, base)


def draw_bar(painter: QPainter, look: Look, x: float, end: float, top: float, *, critical=False, known=True) -> None:
    """Draw when a task is done: a thick frame where it is critical, a dashed one where its length is assumed.

    What takes no time is a diamond.
    """
    pen = QPen(look.critical if critical else look.bar_frame, 2.6 if critical else 1.0)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if not known:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(look.bar)
    middle = top + _BAR_TOP + _BAR / 2
    if end <= x:
        half = _BAR / 2 + 1
        corners = ((x, middle - half), (x + half, middle), (x, middle + half), (x - half, middle))
        painter.drawPolygon(_polygon(corners))
    else:
        painter.drawRect(QRectF(x, top + _BAR_TOP, max(_LEAST, end - x), _BAR))


def draw_slack(painter: QPainter, look: Look, x: float, end: float, top: float) -> None:
    """Draw by how much a task may be late: a thin line with a stop at its end."""
    painter.setPen(QPen(look.dim, 1.0))
    middle = top + _BAR_TOP + _BAR / 2
    painter.drawLine(QPointF(x, middle), QPointF(end, middle))
    painter.drawLine(QPointF(end, middle - 3), QPointF(end, middle + 3))


def draw_levelled(painter: QPainter, look: Look, x: float, end: float, top: float) -> None:
    """Draw when a task is done if everybody does one at a time: a thin bar under the other."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.dim)
    painter.drawRect(QRectF(x, top + _THIN_TOP, max(_LEAST, end - x), _THIN))


def draw_deadline(painter: QPainter, look: Look, x: float, top: float, *, late: bool) -> None:
    """Draw a flag at the evening of a deadline: filled and red where the plan comes later."""
    colour = look.late if late else look.text
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(colour if late else look.base)
    painter.drawLine(QPointF(x, top + 3), QPointF(x, top + ROW - 4))
    corners = ((x, top + 3), (x + 8, top + 6.5), (x, top + 10))
    painter.drawPolygon(_polygon(corners))


def draw_link(painter: QPainter, look: Look, x: float, top: float, to_x: float, to_top: float) -> None:
    """Draw a right-angled line from the end of a bar to the start of another one, with an arrow."""
    painter.setPen(QPen(look.dim, 1.0))
    middle, target = top + _BAR_TOP + _BAR / 2, to_top + _BAR_TOP + _BAR / 2
    down = to_top > top
    if to_x >= x - 1:  # straight onto the bar, from above or below
        turn = to_x + 4
        tip = to_top + (_BAR_TOP if down else _BAR_TOP + _BAR)
        back = -4 if down else 4
        way: tuple[tuple[float, float], ...] = ((x, middle), (turn, middle), (turn, tip))
        arrow = ((turn, tip), (turn - 3, tip + back), (turn + 3, tip + back))
    else:  # back in time: around the end of the one and to the start of the other
        between = to_top + (1 if down else ROW - 1)
        out, into = x + 5, to_x - 7
        way = ((x, middle), (out, middle), (out, between), (into, between), (into, target), (to_x, target))
        arrow = ((to_x, target), (to_x - 4, target - 3), (to_x - 4, target + 3))
    painter.drawPolyline(_polygon(way))
    painter.setBrush(look.dim)
    painter.drawPolygon(_polygon(arrow))


def _polygon(corners: Iterable[tuple[float, float]]) -> QPolygonF:
    polygon = QPolygonF()
    for corner in corners:
        polygon.append(QPointF(*corner))
    return polygon


def draw_load(painter: QPainter, look: Look, x: float, end: float, top: float, work: float, text: str) -> None:
    """Draw how much work a person has: the darker the more; above one task, underlined. `text` where there is room."""
    colour = QColor(look.critical if work > 1 + 1e-9 else look.bar_frame)
    colour.setAlphaF(min(0.75, 0.18 + 0.15 * work))
    cell = QRectF(x, top + 4, max(1.0, end - x), ROW - 8)
    painter.fillRect(cell, colour)
    if work > 1 + 1e-9:
        painter.fillRect(QRectF(cell.left(), cell.bottom() - 3, cell.width(), 3), look.critical)
    if text and painter.fontMetrics().horizontalAdvance(text) + 4 <= cell.width():
        painter.setPen(look.text)
        painter.drawText(cell.adjusted(0, 0, 0, -2), Qt.AlignmentFlag.AlignCenter, text)


def legend_text(rows: "Sequence[Row]", *, promised: bool) -> str:
    """Return what the strokes of these rows mean, in a line of words; `promised` says that the end is promised."""
    bars = [row.bar for row in rows if row.bar is not None]
    signs = (
        (_("bar: at the earliest"), bool(bars)),
        (_("diamond: takes no time"), any(bar.finish <= bar.start for bar in bars)),
        (_("thick frame: critical"), any(bar.critical for bar in bars)),
        (_("dashed frame: length assumed"), any(not bar.known for bar in bars)),
        (_("thin line: slack"), any(0 < bar.slack < float("inf") for bar in bars)),
        (_("thin bar below: one task at a time"), bool(bars)),
        (_("flag: deadline, filled where it is missed"), any(row.due is not None for row in rows)),
        (_("dash-dotted line: promised end"), promised),
        (_("square: tasks on a day, the darker the more, underlined above one"), any(row.load for row in rows)),
    )
    line = "; ".join(said for said, is_there in signs if is_there)
    return line[:1].upper() + line[1:]
