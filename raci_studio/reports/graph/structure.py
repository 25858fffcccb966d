"""What a layout depends on, and what comes of it: numbers of boxes, nothing of their texts.

Two graphs with equal structures have the same picture, whatever their boxes say.
"""

from dataclasses import dataclass

from raci_studio.reports.graph.drawing import Point


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from box to box by their places; `kind` as in `drawing`. Edges to one box with the same `group` (0 or more)
    are alternatives and end together; -1 for an edge by itself.
    """

    before: int
    after: int
    kind: str
    group: int = -1


@dataclass(frozen=True, slots=True)
class Structure:
    """Boxes in the order of the rows: `lanes[i]` is the lane 0…`lane_count`-1 of box i; without lanes it is 0."""

    lanes: tuple[int, ...]
    lane_count: int
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """Where boxes stand on a grid: `columns[i]` and `rows[i]` of box i; no two share a cell.

    `strips` are (lane, first row, end of its rows, number of its line) from top to bottom.
    """

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    column_count: int
    row_count: int
    strips: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Upper left corners of the boxes, corners of the ways of the edges, strips as (lane, y, height), and the size.

    `is_plain` says that this is the simple drawing that stands in where the layered one failed.
    """

    places: tuple[Point, ...]
    ways: tuple[tuple[Point, ...], ...]
    strips: tuple[tuple[int, float, float], ...]
    width: float
    height: float
    is_plain: bool = False
