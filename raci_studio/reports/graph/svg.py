"""A drawing with its legend as SVG: one text that needs nothing else, in the light colours of exported sheets."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from raci_studio.reports.graph import strokes
from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH, SUGGESTED, Arrow, Box, Drawing, Lane, Point
from raci_studio.reports.graph.legend import Entry, legend_of
from raci_studio.reports.graph.strokes import COLOURS, MARK, Stroke

_FONT = "'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
# XML 1.0 has no place for these.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def svg_of(drawing: Drawing, title: str = "") -> str:
    """Return the drawing as the text of an SVG file; `title` is what a screen reader says of it."""
    legend = legend_of(drawing)
    width, height = _n(legend.width), _n(legend.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="{_FONT}">',
        f"<title>{_text(title)}</title>" if title else "",
        f'<rect width="{width}" height="{height}" fill="{COLOURS["paper"]}"/>',
    ]
    for nth, lane in enumerate(drawing.lanes):
        parts += _lane(lane, nth)
    for arrow in in_order(drawing.arrows):
        parts += _arrow(arrow)
    for box in drawing.boxes:
        parts += _box(box)
    for entry in legend.entries:
        parts += _entry(entry)
    return "\n".join(filter(None, (*parts, "</svg>"))) + "\n"


def in_order(arrows: Iterable[Arrow]) -> list[Arrow]:
    """Return arrows as they are painted over each other: suggestions below, what is critical on top."""
    return sorted(arrows, key=lambda arrow: (arrow.kind != SUGGESTED, arrow.critical))


def _lane(lane: Lane, nth: int) -> Iterator[str]:
    place = f'x="{_n(lane.x)}" y="{_n(lane.y)}" width="{_n(lane.width)}" height="{_n(lane.height)}"'
    fill = COLOURS["lane_fill"] if nth % 2 == 0 else COLOURS["paper"]
    yield f'<rect {place} fill="{fill}" stroke="{COLOURS["lane"]}"/>'
    x = lane.x + lane.head
    yield f'<path d="M{_n(x)} {_n(lane.y)}V{_n(lane.y + lane.height)}" stroke="{COLOURS["lane"]}"/>'
    top = lane.y + lane.height / 2 - (len(lane.lines) - 1) * 8 + 4
    for line, text in enumerate(lane.lines):
        yield _line(lane.x + 8, top + 16 * line, text, strokes.LANE_TEXT, "text", bold=True)


def _arrow(arrow: Arrow) -> Iterator[str]:
    stroke = strokes.stroke_of(arrow)
    yield f"<g><title>{_text(arrow.words)}</title>" if arrow.words else "<g>"
    yield f'<path d="M{"L".join(map(_point, arrow.points))}" fill="none"{_stroke(stroke)}/>'
    whole = Stroke(stroke.colour, stroke.width)
    for head in strokes.heads_of(arrow):
        path = f"M{'L'.join(map(_point, head))}"
        filled = f'"{COLOURS[stroke.colour]}"' if stroke.head == "filled" else '"none"'
        yield f'<path d="{path}{"Z" if stroke.head == "filled" else ""}" fill={filled}{_stroke(whole)}/>'
    if (ring := strokes.ring_of(arrow)) is not None:
        x, y = ring
        place = f'cx="{_n(x)}" cy="{_n(y)}" r="{_n(strokes.RING)}"'
        yield f'<circle {place} fill="{COLOURS["paper"]}"{_stroke(whole)}/>'
    yield "</g>"


def _box(box: Box) -> Iterator[str]:
    yield f"<g><title>{_text(box.words)}</title>"
    yield _rect((box.x, box.y, BOX_WIDTH, BOX_HEIGHT), COLOURS["box"], strokes.frame_of(box), corner=4)
    if (inner := strokes.inner_frame(box)) is not None:
        yield _rect(inner, "none", strokes.INNER)
    yield _line(box.x + strokes.TEXT_LEFT, box.y + strokes.HEAD_BASE, box.head, strokes.HEAD_TEXT, "dim")
    for nth, text in enumerate(box.lines):
        base = box.y + strokes.FIRST_BASE + nth * strokes.LINE_STEP
        yield _line(box.x + strokes.TEXT_LEFT, base, text, strokes.NAME_TEXT, "text")
    for mark in strokes.marks_of(box):
        yield _mark(*mark)
    yield "</g>"


def _entry(entry: Entry) -> Iterator[str]:
    yield '<g class="legend">'
    if entry.frame is not None:
        *sides, stroke = entry.frame
        yield _rect(tuple(sides), COLOURS["box"], stroke)
    if entry.inner_frame is not None:
        yield _rect(entry.inner_frame, "none", strokes.INNER)
    if entry.arrow is not None:
        yield from _arrow(entry.arrow)
    if entry.mark is not None:
        yield _mark(*entry.mark)
    yield _line(*entry.text_place, entry.text, strokes.HEAD_TEXT, "text")
    yield "</g>"


def _rect(sides: tuple[float, ...], fill: str, stroke: Stroke, corner: float = 2) -> str:
    x, y, width, height = map(_n, sides)
    place = f'x="{x}" y="{y}" width="{width}" height="{height}" rx="{_n(corner)}"'
    return f'<rect {place} fill="{fill}"{_stroke(stroke)}/>'


def _mark(name: str, x: float, y: float) -> str:
    colour = COLOURS[name]
    if name in ("error", "hint"):
        fill = colour if name == "error" else "none"
        middle = f'cx="{_n(x + MARK / 2)}" cy="{_n(y + MARK / 2)}" r="{_n(MARK / 2 - 0.8)}"'
        return f'<circle {middle} fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
    return f'<path d="M{"L".join(map(_point, strokes.mark_polygon(name, x, y)))}Z" fill="{colour}"/>'


def _line(x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{COLOURS[colour]}"{weight}>{_text(text)}</text>'


def _stroke(stroke: Stroke) -> str:
    dashes = f' stroke-dasharray="{" ".join(map(_n, stroke.dashes))}"' if stroke.dashes else ""
    return f' stroke="{COLOURS[stroke.colour]}" stroke-width="{_n(stroke.width)}"{dashes}'


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub(" ", text))


def _point(point: Point) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
