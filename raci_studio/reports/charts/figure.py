"""Charts as pictures, drawn by matplotlib: for the page, a file, the clipboard, a report. Nothing here knows Qt.

matplotlib is imported when the first chart is drawn: it takes half a second. Figures are made without its `pyplot`,
which keeps a global state, so that a worker may draw.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from raci_studio.core.scheme import RoleKind
from raci_studio.reports.charts.content import BarChart, Chart, Filters, HeatMap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = {".png": "PNG", ".svg": "SVG", ".pdf": "PDF"}
"""What a chart can be saved as, by the ending of the file."""
_BAR, _AROUND, _WIDTH = 0.30, 1.25, 9.0  # inches: the height of a bar, of what stands around all, the width
_CELL = 0.34  # inches: the height of a line of a map
_LETTER = 0.075  # inches: how wide a letter below a map is, about
_LONGEST = 34  # characters of a label
_PRINTED_DPI = 150.0


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a chart as "#RRGGBB"; `meanings` are those of series that mean something."""

    page: str
    text: str
    dim: str
    line: str
    accent: str
    meanings: Mapping[str, str] = field(default_factory=dict)


LIGHT = Colours(
    "#FFFFFF", "#1C2430", "#5D6778", "#D5DAE1", "#2563C9",
    {
        f"kind:{RoleKind.DOES}": "#3B73D1", f"kind:{RoleKind.ANSWERS}": "#D9713C",
        f"kind:{RoleKind.CONSULTS}": "#2C9C92", f"kind:{RoleKind.INFORMED}": "#9AA3B0",
        f"kind:{RoleKind.SUPPORTS}": "#8260C9",
        f"kind:{RoleKind.VERIFIES}": "#8AA63A", f"kind:{RoleKind.SIGNS}": "#C2477F", f"kind:{RoleKind.OUT}": "#C9CED6",
        "severity:error": "#B42318", "severity:warning": "#C77D12", "severity:hint": "#4C83DB",
    },
)  # fmt: skip
DARK = Colours(
    "#181B20", "#E4E8EE", "#98A2B3", "#3A414C", "#6099F5",
    {
        f"kind:{RoleKind.DOES}": "#5D93EC", f"kind:{RoleKind.ANSWERS}": "#E8895A",
        f"kind:{RoleKind.CONSULTS}": "#45B3A8", f"kind:{RoleKind.INFORMED}": "#8893A3",
        f"kind:{RoleKind.SUPPORTS}": "#A184E0",
        f"kind:{RoleKind.VERIFIES}": "#A8C255", f"kind:{RoleKind.SIGNS}": "#DB6A9B", f"kind:{RoleKind.OUT}": "#566070",
        "severity:error": "#FF8A80", "severity:warning": "#FFC266", "severity:hint": "#8AB8FF",
    },
)  # fmt: skip
_HATCHES = ("", "//", "..", "xx", "\\\\", "++", "oo", "--")
"""So that the parts of a bar differ by more than their colour."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a picture that can be clicked: pixels from the top left (left, top, width, height); what it says."""

    area: tuple[float, float, float, float]
    said: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart in pixels: RGBA bytes, row by row, and its spots in the order they are read."""

    width: int
    height: int
    pixels: bytes = field(repr=False)
    spots: tuple[Spot, ...] = ()


def picture(chart: Chart, colours: Colours, width: int, dpi: float) -> Picture:
    """Draw a chart as wide as `width` pixels, with texts as large as `dpi` (pixels per inch) says."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure, parts = _drawn(chart, colours, max(width, 200) / dpi)
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    wide, high = canvas.get_width_height()
    spots = tuple(_spot(part, high) for part in parts)
    return Picture(wide, high, bytes(canvas.buffer_rgba()), spots)


def saved(chart: Chart, suffix: str, colours: Colours = LIGHT) -> bytes:
    """Return a chart as a file of one of `FORMATS`."""
    figure, _parts = _drawn(chart, colours, _WIDTH)
    buffer = io.BytesIO()
    metadata = {"Date": None} if suffix == ".svg" else {"CreationDate": None} if suffix == ".pdf" else {}
    with _lasting_names():
        figure.savefig(buffer, format=suffix[1:], dpi=_PRINTED_DPI, facecolor=colours.page, metadata=metadata)
    return buffer.getvalue()


def _lasting_names():
    """Let an SVG of the same chart be the same file each time, with its texts as texts."""
    from matplotlib import rc_context

    return rc_context({"svg.hashsalt": "raci-studio", "svg.fonttype": "none", "pdf.fonttype": 42})


# Drawing

_Part = tuple[Any, str, Filters]  # the artist, what it says, what a click shows


def _drawn(chart: Chart, colours: Colours, width: float) -> "tuple[Figure, list[_Part]]":
    """Return a figure so many inches wide, and its parts that can be clicked."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, _height(chart)), facecolor=colours.page, layout="constrained")
    axes = figure.add_subplot(facecolor=colours.page)
    parts = _draw_bars(axes, chart, colours) if isinstance(chart, BarChart) else _draw_map(axes, chart, colours)
    axes.set_title(
        chart.title, loc="left", color=colours.text, fontsize=11, fontweight="bold", parse_math=False,
        pad=26 if _has_legend(chart) else 8,
    )  # fmt: skip
    if chart.note:
        axes.set_xlabel(chart.note, loc="left", color=colours.dim, fontsize=8.5, parse_math=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return figure, parts


def _has_legend(chart: Chart) -> bool:
    return isinstance(chart, BarChart) and len(chart.series) > 1 and bool(chart.bars)


def _height(chart: Chart) -> float:
    if isinstance(chart, HeatMap):
        return _AROUND + _CELL * max(len(chart.rows), 1) + (1.2 if chart.rows else 0)
    return _AROUND + _BAR * max(len(chart.bars), 1)


def _draw_bars(axes: "Axes", chart: BarChart, colours: Colours) -> list[_Part]:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    if not chart.bars:
        axes.set_axis_on()
        axes.set_xticks([])
        axes.set_yticks([])
        return []
    places = range(len(chart.bars))
    reached = [0.0] * len(chart.bars)
    parts: list[_Part] = []
    for number, series in enumerate(chart.series):
        colour = colours.meanings.get(series.meaning, colours.accent)
        values = [bar.values[number] for bar in chart.bars]
        drawn = axes.barh(
            places, values, left=reached, height=0.72, color=colour, edgecolor=colours.page, linewidth=0.6,
            label=series.title if any(values) else "_",  # what begins so is left out of the legend
            hatch=_HATCHES[number % len(_HATCHES)] if len(chart.series) > 1 else "",
        )  # fmt: skip
        for artist, bar, value in zip(drawn, chart.bars, values):
            if value:
                parts.append((artist, _said(chart, bar.label, series.title, value), bar.filters[number]))
        reached = [so_far + value for so_far, value in zip(reached, values)]
    most = max(reached)
    for place, total in zip(places, reached):
        axes.text(total + most * 0.008, place, _number(chart, total), va="center", color=colours.text, fontsize=8.5)
    axes.set_yticks(places, [_short(bar.label) for bar in chart.bars], color=colours.text, fontsize=9, parse_math=False)
    axes.set_ylim(len(chart.bars) - 0.5, -0.5)  # the first on top; matplotlib's own margin grows with the bars
    axes.set_xlim(0, most * 1.06)
    axes.xaxis.set_major_locator(MaxNLocator(integer=not chart.percent, nbins=8))
    if chart.percent:
        axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.tick_params(axis="both", length=0, colors=colours.dim, labelsize=8.5)
    axes.tick_params(axis="y", labelcolor=colours.text, labelsize=9)
    axes.grid(axis="x", color=colours.line, linewidth=0.6)
    axes.set_axisbelow(True)
    if _has_legend(chart):
        legend = axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(chart.series), frameon=False, fontsize=8.5,
            borderaxespad=0.2, handlelength=1.4, columnspacing=1.2,
        )  # fmt: skip
        for text in legend.get_texts():
            text.set_color(colours.text)
            text.set_parse_math(False)
    return parts


def _draw_map(axes: "Axes", chart: HeatMap, colours: Colours) -> list[_Part]:
    from matplotlib.colors import LinearSegmentedColormap, to_rgb
    from matplotlib.patches import Rectangle

    axes.set_xticks([])
    axes.set_yticks([])
    if not chart.rows:
        return []
    shades = LinearSegmentedColormap.from_list("shades", [colours.page, colours.accent])
    most = max(max(row) for row in chart.values) or 1.0
    parts: list[_Part] = []
    for row, values in enumerate(chart.values):
        for column, value in enumerate(values):
            fill = shades(0.08 + 0.92 * value / most if value else 0.0)
            cell = Rectangle((column, row), 1, 1, facecolor=fill, edgecolor=colours.line, linewidth=0.5)
            axes.add_patch(cell)
            if value:
                ink = _readable(to_rgb(fill[:3]), colours)
                axes.text(column + 0.5, row + 0.5, f"{value:g}", ha="center", va="center", color=ink, fontsize=8.5)
                said = f"{chart.rows[row]}, {chart.columns[column]}: {value:g}"
                parts.append((cell, said, chart.filters[row][column]))
    axes.set_xlim(0, len(chart.columns))
    axes.set_ylim(len(chart.rows), 0)
    axes.set_yticks(
        [row + 0.5 for row in range(len(chart.rows))], [_short(name) for name in chart.rows], parse_math=False
    )
    room = cast("Figure", axes.figure).get_figwidth() * 0.8 / len(chart.columns) / _LETTER  # letters side by side
    slant = any(len(name) > room for name in chart.columns)
    axes.set_xticks(
        [column + 0.5 for column in range(len(chart.columns))], [_short(name, 26) for name in chart.columns],
        rotation=40 if slant else 0, ha="right" if slant else "center", parse_math=False,
    )  # fmt: skip
    axes.tick_params(axis="both", length=0, labelcolor=colours.text, labelsize=8.5)
    return parts


def _said(chart: BarChart, label: str, series: str, value: float) -> str:
    number = _number(chart, value)
    return f"{label}, {series}: {number}" if len(chart.series) > 1 else f"{label}: {number}"


def _number(chart: BarChart, value: float) -> str:
    if chart.percent:
        return "< 1%" if 0 < value < 0.005 else f"{value:.0%}"
    return f"{value:g}"


def _short(text: str, limit: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _readable(fill: Sequence[float], colours: Colours) -> str:
    """Return which of text and page colour stands out more on a fill (relative luminance, WCAG 2)."""
    return max((colours.text, colours.page), key=lambda ink: _contrast(_luminance(fill), _luminance(_rgb(ink))))


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _luminance(colour: Sequence[float]) -> float:
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _spot(part: _Part, height: int) -> Spot:
    artist, said, filters = part
    box = artist.get_window_extent()
    return Spot((box.x0, height - box.y1, box.width, box.height), said, filters)
