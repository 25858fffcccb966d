"""A drawing as PNG or PDF, painted by matplotlib in the light colours of exported sheets."""

import io
import warnings
from typing import TYPE_CHECKING

from raci_studio.reports.graph import strokes
from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH, Arrow, Box, Drawing, Lane
from raci_studio.reports.graph.strokes import COLOURS, MARK
from raci_studio.reports.graph.svg import in_order

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

_INCH = 96.0  # px of a drawing
_POINT = 72.0 / _INCH  # points of a pixel, for lines and texts
_MOST = 12_000  # px of a side of a PNG: more takes longer than it shows, and hundreds of megabytes


def picture_of(drawing: Drawing, *, dpi: float = 192.0) -> bytes:
    """Return the drawing as a PNG; `dpi` is lowered where a side would have more than 12,000 px."""
    side = max(drawing.width, drawing.height) / _INCH
    return _painted(drawing, "png", min(dpi, _MOST / side))


def pdf_of(drawing: Drawing) -> bytes:
    """Return the drawing as a PDF of one page of its own size."""
    return _painted(drawing, "pdf", _INCH)


def _painted(drawing: Drawing, kind: str, dpi: float) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # Text of a PDF stays text; nothing in it says when it was made, so the same drawing is the same file.
    with rc_context({"pdf.fonttype": 42, "font.family": ["DejaVu Sans"]}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)  # a box stands for it, as everywhere
        figure = Figure(figsize=(drawing.width / _INCH, drawing.height / _INCH), facecolor=COLOURS["paper"])
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_axis_off()
        axes.set_xlim(0, drawing.width)
        axes.set_ylim(drawing.height, 0)
        _paint(axes, drawing)
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
    from matplotlib.patches import Rectangle

    frame = strokes.frame_of(box)
    area = Rectangle(
        (box.x, box.y), BOX_WIDTH, BOX_HEIGHT, facecolor=COLOURS["box"], edgecolor=COLOURS[frame.colour],
        linewidth=frame.width * _POINT, zorder=4,
    )  # fmt: skip
    if frame.dashes:
        area.set_linestyle((0.0, tuple(length / frame.width for length in frame.dashes)))
    axes.add_patch(area)
    if (inner := strokes.inner_frame(box)) is not None:
        x, y, width, height = inner
        edge, thin = COLOURS["frame"], 0.8 * _POINT
        axes.add_patch(Rectangle((x, y), width, height, facecolor="none", edgecolor=edge, linewidth=thin, zorder=5))
    left = box.x + strokes.TEXT_LEFT
    _text(axes, left, box.y + strokes.HEAD_BASE, box.head, strokes.HEAD_TEXT - 1, "dim", clip=area)
    for nth, text in enumerate(box.lines):
        base = box.y + strokes.FIRST_BASE + nth * strokes.LINE_STEP
        _text(axes, left, base, text, strokes.NAME_TEXT - 1, "text", clip=area)
    for name, x, y in strokes.marks_of(box):
        axes.add_patch(_mark(name, x, y))


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
