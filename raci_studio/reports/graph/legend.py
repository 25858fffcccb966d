"""The legend of a drawing: the signs that occur in it, each with a sample and what it means.

It stands below the drawing in pictures; a window says the same in words. Texts are in the language that is spoken when
this is made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from raci_studio.core.i18n import N_, _
from raci_studio.reports.graph import strokes
from raci_studio.reports.graph.drawing import LINK, REWORK, SUGGESTED, Arrow, Box, Drawing
from raci_studio.reports.graph.strokes import MARK, Stroke
from raci_studio.reports.graph.wrapping import width_of

TITLES: Mapping[str, str] = {
    "critical": N_("On the critical path"),
    "step": N_("A step: several tasks"),
    "scenario": N_("Happens instead of another task"),
    "bottleneck": N_("Hangs on a bottleneck"),
    "error": N_("Findings, at worst an error"),
    "warning": N_("Findings, at worst a warning"),
    "hint": N_("Findings, at worst a hint"),
    "link": N_("Dependency"),
    "inferred": N_("By the order of the rows"),
    "alternative": N_("One of several that are enough"),
    "rework": N_("Work comes back"),
    "suggested": N_("Suggested dependency"),
}
"""What each sign means, in the order of the legend. English and marked."""

_AROUND, _LINE, _BETWEEN = 16.0, 22.0, 26.0  # px: left of all and above, from line to line, from entry to entry
_SAMPLE, _GAP = 34.0, 8.0  # px: the room of a sample, and from it to the text
_UNIT = 6.1  # px: the width of an ordinary small letter in `strokes.HEAD_TEXT`, rather too much
_BASE = 4.0  # px: from the middle of a line down to the base of its text


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and what it means; `x` and `y` are the left of its sample and the middle of its line."""

    sign: str
    text: str
    x: float
    y: float

    @property
    def text_place(self) -> tuple[float, float]:
        """Return where the base line of the text begins."""
        return self.x + _SAMPLE + _GAP, self.y + _BASE

    @property
    def frame(self) -> tuple[float, float, float, float, Stroke] | None:
        """Return the small box of a sign of boxes, as x, y, width, height and how it is framed."""
        if self.sign not in ("critical", "step", "scenario"):
            return None
        scenario = "alternative" if self.sign == "scenario" else ""
        box = Box("", 0.0, 0.0, "", (), "", (), critical=self.sign == "critical", scenario=scenario)
        return self.x + 3, self.y - 8, _SAMPLE - 6, 16.0, strokes.frame_of(box)

    @property
    def inner_frame(self) -> tuple[float, float, float, float] | None:
        """Return the second frame of a step, as x, y, width, height."""
        return (self.x + 6, self.y - 5, _SAMPLE - 12, 10.0) if self.sign == "step" else None

    @property
    def arrow(self) -> Arrow | None:
        """Return the sample of a sign of arrows."""
        kinds = {"link": LINK, "inferred": LINK, "alternative": LINK, "rework": REWORK, "suggested": SUGGESTED}
        if self.sign not in kinds:
            return None
        points = (self.x, self.y), (self.x + _SAMPLE, self.y)
        is_one, is_inferred = self.sign == "alternative", self.sign == "inferred"
        return Arrow("", "", kinds[self.sign], points, alternative=is_one, inferred=is_inferred)

    @property
    def mark(self) -> tuple[str, float, float] | None:
        """Return the mark of a sign that stands in boxes, as (name, x, y of its upper left corner)."""
        if self.sign not in ("bottleneck", "error", "warning", "hint"):
            return None
        return self.sign, self.x + (_SAMPLE - MARK) / 2, self.y - MARK / 2


@dataclass(frozen=True, slots=True)
class Legend:
    """Entries in coordinates of the drawing that they stand below, and the size of both together."""

    entries: tuple[Entry, ...]
    width: float
    height: float


def signs_of(drawing: Drawing) -> tuple[str, ...]:
    """Return the signs that occur in a drawing, in the order of `TITLES`."""
    found = {sign for box in drawing.boxes for sign in _signs_of_box(box)}
    found |= {sign for arrow in drawing.arrows for sign in _signs_of_arrow(arrow)}
    return tuple(sign for sign in TITLES if sign in found)


def _signs_of_box(box: Box) -> Iterator[str]:
    signs = (
        ("critical", box.critical), ("step", box.is_step), ("scenario", box.scenario), ("bottleneck", box.bottleneck),
        (box.severity, box.severity),
    )  # fmt: skip
    return (sign for sign, is_there in signs if is_there)


def _signs_of_arrow(arrow: Arrow) -> Iterator[str]:
    if arrow.kind != LINK:
        yield "rework" if arrow.kind == REWORK else "suggested"
    elif arrow.critical:
        yield "critical"
    else:
        yield "inferred" if arrow.inferred else "link"
    if arrow.alternative:
        yield "alternative"


def legend_of(drawing: Drawing) -> Legend:
    """Return the legend below a drawing, as wide as it where that is enough; without any sign it takes no room."""
    texts = [(sign, _(TITLES[sign])) for sign in signs_of(drawing)]
    widths = [_SAMPLE + _GAP + width_of(text) * _UNIT for _sign, text in texts]
    if not texts:
        return Legend((), drawing.width, drawing.height)
    width = max(drawing.width, max(widths) + 2 * _AROUND)
    x, y = _AROUND, drawing.height + _AROUND
    entries = []
    for (sign, text), room in zip(texts, widths):
        if x > _AROUND and x + room > width - _AROUND:
            x, y = _AROUND, y + _LINE
        entries.append(Entry(sign, text, x, y))
        x += room + _BETWEEN
    return Legend(tuple(entries), width, y + _AROUND)
