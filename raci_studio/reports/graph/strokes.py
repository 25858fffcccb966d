"""How boxes and arrows look, for all who paint a drawing: shapes as points, strokes by meaning, light colours."""

from collections.abc import Mapping
from dataclasses import dataclass

from raci_studio.reports.graph.drawing import BOX_WIDTH, REWORK, SUGGESTED, Arrow, Box, Point

Polygon = tuple[Point, ...]

MARK = 11.0
"""The side of the square that a mark on a box stands in, px."""

_MARK_GAP = 5.0
HEAD_LENGTH, HEAD_HALF = 9.0, 4.5
RING = 4.0
"""The radius of the circle at the end of alternatives, px."""

HEAD_TEXT, NAME_TEXT, LANE_TEXT = 10.5, 12.0, 12.5
"""The sizes of texts, px: the line above, the name, the title of a lane."""

TEXT_LEFT, HEAD_BASE, FIRST_BASE, LINE_STEP = 10.0, 17.0, 34.0, 15.0
"""Where texts stand in a box, px from its corner: their left, and base lines."""

COLOURS: Mapping[str, str] = {
    "paper": "#FFFFFF", "text": "#1C2430", "dim": "#5D6778", "lane": "#D5DAE1", "lane_fill": "#F5F6F8",
    "box": "#DCE9FF", "frame": "#0B3D91", "critical": "#92400E", "link": "#5D6778", "rework": "#4C1D95",
    "suggested": "#175CD3", "bottleneck": "#7C2D12", "error": "#B42318", "warning": "#92400E", "hint": "#175CD3",
}  # fmt: skip
"""Light colours, as exported sheets have them; a window has those of its theme under the same names."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: the name of its colour, its width and dashes in px (none for a whole line), and the end it has.

    `head` is "filled", "open", or "double" for work that comes back.
    """

    colour: str
    width: float
    dashes: tuple[float, ...] = ()
    head: str = "filled"


INNER = Stroke("frame", 0.8)
"""The second frame of a box that stands for a step."""


def stroke_of(arrow: Arrow) -> Stroke:
    """Return how an arrow is drawn."""
    if arrow.kind == REWORK:
        return Stroke("rework", 1.5, (10.0, 3.0, 2.0, 3.0), "double")
    if arrow.kind == SUGGESTED:
        return Stroke("suggested", 1.4, (6.0, 4.0), "open")
    if arrow.critical:
        return Stroke("critical", 2.6)
    return Stroke("link", 1.1 if arrow.inferred else 1.4, (), "open" if arrow.inferred else "filled")


def frame_of(box: Box) -> Stroke:
    """Return how a box is framed: thick on the critical path, dashed for what happens instead of a task."""
    dashes = (5.0, 3.0) if box.scenario else ()
    return Stroke("critical", 3.0, dashes) if box.critical else Stroke("frame", 1.2, dashes)


def inner_frame(box: Box) -> tuple[float, float, float, float] | None:
    """Return the second frame of a box that stands for a step, as x, y, width, height; None for a task."""
    return (box.x + 4, box.y + 4, BOX_WIDTH - 8, box.bottom - box.y - 8) if box.is_step else None


def heads_of(arrow: Arrow) -> tuple[Polygon, ...]:
    """Return the ends of an arrow, each as three points with the tip in the middle; arrows end at the left of a box."""
    x, y = arrow.points[-1]
    tips = (x, x - 6.0) if stroke_of(arrow).head == "double" else (x,)
    return tuple(((tip - HEAD_LENGTH, y - HEAD_HALF), (tip, y), (tip - HEAD_LENGTH, y + HEAD_HALF)) for tip in tips)


def ring_of(arrow: Arrow) -> Point | None:
    """Return the middle of the open circle where alternatives come together, None for another arrow."""
    x, y = arrow.points[-1]
    return (x - HEAD_LENGTH - RING, y) if arrow.alternative else None


def marks_of(box: Box) -> tuple[tuple[str, float, float], ...]:
    """Return the marks of a box as (name, x, y of the upper left corner), from its right; a name is a severity or
    "bottleneck"."""
    names = [name for name in (box.severity, "bottleneck" if box.bottleneck else "") if name]
    right = box.right - 8 - MARK
    return tuple((name, right - nth * (MARK + _MARK_GAP), box.y + 7) for nth, name in enumerate(names))


def mark_polygon(name: str, x: float, y: float) -> Polygon:
    """Return a mark that has corners: a triangle for a warning, the neck of an hourglass for a bottleneck."""
    if name == "warning":
        return (x + MARK / 2, y), (x + MARK, y + MARK), (x, y + MARK)
    neck = 1.2
    middle, half = x + MARK / 2, y + MARK / 2
    return (
        (x, y), (x + MARK, y), (middle + neck, half), (x + MARK, y + MARK), (x, y + MARK), (middle - neck, half)
    )  # fmt: skip
