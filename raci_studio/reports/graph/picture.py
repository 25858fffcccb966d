"""A drawing with its legend as PNG or PDF, painted by matplotlib in the light colours of exported sheets."""

import io
import warnings
from typing import TYPE_CHECKING

from raci_studio.reports.graph import strokes
from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH, Arrow, Box, Drawing, Lane
from raci_studio.reports.graph.legend import Entry, legend_of
from raci_studio.reports.graph.strokes import COLOURS, MARK, Stroke
from raci_studio.reports.graph.svg import in_order

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch, Rectangle

_INCH = 96.0  # px of a drawing
_POINT = 72.0 / _INCH  # points of a pixel, for lines and texts
_MOST = 12_000  # px of a side of a PNG: more takes longer than it shows, and hundreds of megabytes


def picture_of(drawing: Drawing, *, dpi: float = 192.0) -> bytes:
    """Return the drawing as a PNG; `dpi` is lowered where a side would have more than 12,000 px."""
    legend = legend_of(drawing)
    side = max(legend.width, legend.height) / _INCH
    return _painted(drawing, "png", min(dpi, _MOST / side))


def pdf_of(drawing: Drawing) -> bytes:
    """Return the drawing as a PDF of one page of their own size."""
    return _painted(drawing, "pdf", _INCH)


def _painted(drawing: Drawing, kind: str, dpi: float) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    legend = legend_of(drawing)
    # Text of a PDF stays text; nothing in it says when it was made, so the same drawing is the same file.
    with rc_context({"pdf.fonttype": 42, "font.family": ["DejaVu Sans"]}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)  # a box stands for it, as everywhere
        figure = Figure(figsize=(legend.width / _INCH, legend.height / _INCH), facecolor=COLOURS["paper"])
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0, legend.width)
        axes.set_ylim(legend.height, 0)
        _paint(axes, drawing)
        for entry in legend.entries:
            _entry(axes, entry)
        buffer = io.BytesIO()
        metadata = {"CreationDate": None} if kind == "pdf" else {}
        figure.savefig(buffer, format=kind, dpi=dpi, metadata=metadata)
    return buffer.getvalue()


def _paint(axes: "Axes", drawing: Drawing) -> None:
    for nth, lane in enumerate(drawing.lanes):
        _lane(axes, lane, nth)
    for arrow in in_order(drawing.arrows):
        _arrow(axes, arrow)
    for box in drawing.boxes:
        _box(axes, box)


def _lane(axes: "Axes", lane: Lane, nth: int) -> None:
    from matplotlib.patches import Rectangle

    fill = COLOURS["lane_fill"] if nth % 2 == 0 else COLOURS["paper"]
    for width, colour in ((lane.width, fill), (lane.head, "none")):
        corner, edge = (lane.x, lane.y), COLOURS["lane"]
        axes.add_patch(Rectangle(corner, width, lane.height, facecolor=colour, edgecolor=edge, linewidth=_POINT))
    top = lane.y + lane.height / 2 - (len(lane.lines) - 1) * 8 + 4
    for number, text in enumerate(lane.lines):
        _text(axes, lane.x + 8, top + 16 * number, text, strokes.LANE_TEXT - 1, "text", weight="bold")


def _arrow(axes: "Axes", arrow: Arrow) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Polygon

    stroke = strokes.stroke_of(arrow)
    colour, width = COLOURS[stroke.colour], stroke.width * _POINT
    xs, ys = zip(*arrow.points)
    # Matplotlib counts dashes in widths of the line.
    line = Line2D(xs, ys, color=colour, linewidth=width)
    if stroke.dashes:
        line.set_linestyle((0.0, tuple(length / stroke.width for length in stroke.dashes)))
    axes.add_line(line)
    for head in strokes.heads_of(arrow):
        if stroke.head == "filled":
            axes.add_patch(Polygon(head, closed=True, facecolor=colour, edgecolor=colour, linewidth=width / 2))
        else:
            axes.add_line(Line2D(*zip(*head), color=colour, linewidth=width))
    if (ring := strokes.ring_of(arrow)) is not None:
        axes.add_patch(
            Circle(ring, strokes.RING, facecolor=COLOURS["paper"], edgecolor=colour, linewidth=width, zorder=3)
        )


def _box(axes: "Axes", box: Box) -> None:
    area = _rect((box.x, box.y, BOX_WIDTH, BOX_HEIGHT), COLOURS["box"], strokes.frame_of(box), 4)
    axes.add_patch(area)
    if (inner := strokes.inner_frame(box)) is not None:
        axes.add_patch(_rect(inner, "none", strokes.INNER, 5))
    left = box.x + strokes.TEXT_LEFT
    _text(axes, left, box.y + strokes.HEAD_BASE, box.head, strokes.HEAD_TEXT - 1, "dim", clip=area)
    for nth, text in enumerate(box.lines):
        base = box.y + strokes.FIRST_BASE + nth * strokes.LINE_STEP
        _text(axes, left, base, text, strokes.NAME_TEXT - 1, "text", clip=area)
    for name, x, y in strokes.marks_of(box):
        axes.add_patch(_mark(name, x, y))


def _rect(sides: tuple[float, ...], fill: str, stroke: Stroke, zorder: int) -> "Rectangle":
    from matplotlib.patches import Rectangle

    x, y, width, height = sides
    area = Rectangle(
        (x, y), width, height, facecolor=fill, edgecolor=COLOURS[stroke.colour], linewidth=stroke.width * _POINT,
        zorder=zorder,
    )  # fmt: skip
    if stroke.dashes:
        area.set_linestyle((0.0, tuple(length / stroke.width for length in stroke.dashes)))
    return area


def _entry(axes: "Axes", entry: Entry) -> None:
    if entry.frame is not None:
        *sides, stroke = entry.frame
        axes.add_patch(_rect(tuple(sides), COLOURS["box"], stroke, 4))
    if entry.inner_frame is not None:
        axes.add_patch(_rect(entry.inner_frame, "none", strokes.INNER, 5))
    if entry.arrow is not None:
        _arrow(axes, entry.arrow)
    if entry.mark is not None:
        axes.add_patch(_mark(*entry.mark))
    _text(axes, *entry.text_place, entry.text, strokes.HEAD_TEXT - 1, "text")


def _mark(name: str, x: float, y: float) -> "Patch":
    from matplotlib.patches import Circle, Polygon

    colour = COLOURS[name]
    if name not in ("error", "hint"):
        return Polygon(strokes.mark_polygon(name, x, y), closed=True, facecolor=colour, zorder=6)
    fill = colour if name == "error" else "none"
    middle = x + MARK / 2, y + MARK / 2
    return Circle(middle, MARK / 2 - 0.8, facecolor=fill, edgecolor=colour, linewidth=1.5 * _POINT, zorder=6)


def _text(axes: "Axes", x: float, y: float, text: str, size: float, colour: str, *, weight="normal", clip=None) -> None:
    # DejaVu Sans is wider than the fonts of desktops, so a size less is asked for; "$" would begin a formula.
    shown = axes.text(
        x, y, text, fontsize=size * _POINT, color=COLOURS[colour], weight=weight, parse_math=False, zorder=6,
        verticalalignment="baseline",
    )  # fmt: skip
    if clip is not None:
        shown.set_clip_path(clip)
