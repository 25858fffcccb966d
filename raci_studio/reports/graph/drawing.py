"""A drawing of the task graph as plain values.

Lengths are in pixels of the drawing (1/96 inch where a page counts), x to the right and y down from its upper left
corner. Whoever paints it needs nothing but this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from raci_studio.core.document import TaskId

Point = tuple[float, float]

BOX_WIDTH, BOX_HEIGHT = 188.0, 72.0
LINES = 3
"""Lines of a name in a box; what is left over is told where a box is pointed at."""

LINE_UNITS = 25.0
"""How much a line of a box holds: about as many letters of ordinary width (see `wrapping`)."""

HEAD_UNITS = 23.0
"""The same for the line above it, beside which the marks stand."""

LANE_UNITS = 18.0
"""The same for the title of a lane."""

LINK, REWORK, SUGGESTED = "link", "rework", "suggested"


@dataclass(frozen=True, slots=True)
class Box:
    """A task, or all tasks of a step; its upper left corner is at (`x`, `y`).

    `key` is ``t3`` for a task and ``step/One`` for a step. `head` is the small line above the `lines` of the name.
    `severity` is that of its worst finding, "" without any; `scenario` says that it happens instead of a task. `words`
    say all of it.
    """

    key: str
    x: float
    y: float
    head: str
    lines: tuple[str, ...]
    words: str
    tasks: tuple[TaskId, ...]
    is_step: bool = False
    critical: bool = False
    bottleneck: bool = False
    severity: str = ""
    scenario: str = ""

    @property
    def right(self) -> float:
        """Return where it ends."""
        return self.x + BOX_WIDTH

    @property
    def bottom(self) -> float:
        """Return where it ends below."""
        return self.y + BOX_HEIGHT


@dataclass(frozen=True, slots=True)
class Lane:
    """A strip of boxes that belong together, its title in the first `head` pixels; a long drawing has it several times.

    `lines` are the title, wrapped.
    """

    key: str
    title: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    head: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """From box to box by their keys; `points` are the corners of its way, which runs at right angles.

    `kind` is `LINK`, `REWORK` (work comes back) or `SUGGESTED`. `alternative` says that one of several is enough;
    these end at the same point. `inferred` says that the order of the rows stands for it.
    """

    before: str
    after: str
    kind: str
    points: tuple[Point, ...]
    critical: bool = False
    alternative: bool = False
    inferred: bool = False
    words: str = ""


@dataclass(frozen=True)  # without slots: what is looked up often is computed once
class Drawing:
    """All that is drawn; nothing of it is outside of `width` × `height`."""

    boxes: tuple[Box, ...]
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float

    @cached_property
    def by_key(self) -> Mapping[str, Box]:
        """The boxes by their keys."""
        return {box.key: box for box in self.boxes}

    @cached_property
    def by_task(self) -> Mapping[TaskId, Box]:
        """The box that stands for each task."""
        return {task: box for box in self.boxes for task in box.tasks}

    def box_at(self, x: float, y: float) -> Box | None:
        """Return the box at a place, None where none is."""
        return next((box for box in self.boxes if box.x <= x <= box.right and box.y <= y <= box.bottom), None)

    def arrow_at(self, x: float, y: float, near: float) -> Arrow | None:
        """Return the arrow that passes a place at the least distance, at most `near`; None where none does."""
        found = min(((_distance(arrow.points, x, y), nth) for nth, arrow in enumerate(self.arrows)), default=None)
        return self.arrows[found[1]] if found is not None and found[0] <= near else None


def _distance(points: tuple[Point, ...], x: float, y: float) -> float:
    """Return how far a place is from a way at right angles."""
    least = float("inf")
    for (x0, y0), (x1, y1) in pairwise(points):
        aside = max(min(x0, x1) - x, 0.0, x - max(x0, x1))
        above = max(min(y0, y1) - y, 0.0, y - max(y0, y1))
        least = min(least, aside + above)
    return least
