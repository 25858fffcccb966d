"""The ways of the edges between boxes on a grid, at right angles.

Between any two columns and any two rows there is a gutter without boxes. A line runs up and down in the gutter right
of its first box, or left of its last one; across in a gutter between rows, or over cells where no box stands. So no
way can pass through a box, whatever the graph is. In a gutter each line has a track of its own, and it is as wide as
its tracks: lines lie on one another only where they leave the same box, or are alternatives that end together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH, LINK, REWORK, SUGGESTED, Point
from raci_studio.reports.graph.structure import Cells, Edge, Layout, Structure
from raci_studio.reports.graph.tracks import Line, Place, tracks_of

LANE_HEAD = 136.0
MARGIN = 12.0
_TRACK = 9.0  # between two lines side by side
_LEAVE, _ARRIVE = 12.0, 20.0  # before the first track, and after the last one: the head of an arrow stands there
_LEAST_DOWN, _LEAST_ACROSS = 40.0, 24.0  # gutters without any line
_BETWEEN_LINES = 22.0  # where a new line of lanes begins
_OUT = {LINK: 0.0, REWORK: -16.0, SUGGESTED: 16.0}  # where edges leave, from the middle of a box's right side
_PORTS, _MOST_UP = 11.0, 29.3  # between two ends at the left side of a box, and the farthest from its middle


@dataclass(slots=True)
class _Way:
    """How an edge runs: over the row of its last box, over that of its first one, or across in a `gutter`."""

    edge: Edge
    straight: bool = False  # over the row of its last box
    over_own: bool = False  # over the row of its first box
    gutter: int = -1  # between rows
    port: float = 0.0  # where it ends, from the middle of the box's left side


@dataclass(slots=True)
class _Gutters:
    """Lines of all gutters of one direction, each by a key of its own, in the order in which they are asked for."""

    lines: dict[int, dict[tuple, Line]] = field(default_factory=dict)
    tracks: dict[int, dict[tuple, int]] = field(default_factory=dict)

    def line(self, gutter: int, key: tuple) -> Line:
        return self.lines.setdefault(gutter, {}).setdefault(key, Line())

    def give_tracks(self) -> None:
        for gutter, lines in self.lines.items():
            bent = {key: line for key, line in lines.items() if line.low != line.high}
            self.tracks[gutter] = dict(zip(bent, tracks_of(list(bent.values()))))

    def track(self, gutter: int, key: tuple) -> int:
        return self.tracks[gutter].get(key, 0)

    def count(self, gutter: int) -> int:
        return max(self.tracks.get(gutter, {}).values(), default=-1) + 1


def lay_out(structure: Structure, cells: Cells) -> Layout:
    """Return where the boxes stand and how the edges run."""
    ways = _ways(structure, cells)
    _give_ports(ways, cells)
    down, across = _Gutters(), _Gutters()
    for way in ways:
        _lines_down(way, cells, down)
    down.give_tracks()
    for way in ways:
        _lines_across(way, cells, down, across)
    across.give_tracks()
    return _drawn(structure, cells, ways, down, across)


# Which way


def _ways(structure: Structure, cells: Cells) -> list[_Way]:
    columns, rows = cells.columns, cells.rows
    taken: dict[tuple[int, int], tuple] = dict.fromkeys(zip(rows, columns), ("box",))
    ways = [_Way(edge) for edge in structure.edges]
    # The shortest choose first: a long one more easily finds another way.
    for way in sorted(ways, key=lambda way: abs(columns[way.edge.after] - columns[way.edge.before])):
        before, after = way.edge.before, way.edge.after
        first, last = columns[before] + 1, columns[after]
        if last < first:
            way.gutter = _gutter(cells, rows[before], rows[after], is_back=True)
        elif _take(taken, rows[after], first, last, ("to", after)):
            way.straight = True
        elif _take(taken, rows[before], first, last, ("from", before, way.edge.kind)):
            way.over_own = True
        else:
            way.gutter = _gutter(cells, rows[before], rows[after], is_back=False)
    return ways


def _take(taken: dict[tuple[int, int], tuple], row: int, first: int, end: int, who: tuple) -> bool:
    """Take the cells of a row from one column to before another one, if nobody else has any of them."""
    cells = [(row, column) for column in range(first, end)]
    if any(taken.get(cell, who) != who for cell in cells):
        return False
    taken.update(dict.fromkeys(cells, who))
    return True


def _gutter(cells: Cells, before: int, after: int, *, is_back: bool) -> int:
    """Return the gutter between rows (k is above row k) next to the last box; what comes back goes above it.

    To another line of lanes it is the one between the lines, where nothing else stands in the way.
    """
    (begin, _end), (first, end) = _line_of(cells, before), _line_of(cells, after)
    if begin != first:
        return first if after > before else end
    if after > before:
        return after
    if after < before:
        return after + 1
    return before if is_back else before + 1


def _line_of(cells: Cells, row: int) -> tuple[int, int]:
    """Return the rows [first, end) of the line of lanes that a row is in."""
    number = next(line for _lane, top, end, line in cells.strips if top <= row < end)
    own = [(top, end) for _lane, top, end, line in cells.strips if line == number]
    return own[0][0], own[-1][1]


def _give_ports(ways: Sequence[_Way], cells: Cells) -> None:
    """Let what arrives from above end above the middle, and so on; alternatives end at one point."""
    arriving: dict[int, dict[tuple, list[_Way]]] = {}
    for nth, way in enumerate(ways):
        key = ("either", way.edge.group) if way.edge.group >= 0 else ("one", nth)
        arriving.setdefault(way.edge.after, {}).setdefault(key, []).append(way)
    for after, groups in arriving.items():
        row = cells.rows[after]
        come = {key: sum(_comes(way, cells) for way in group) / len(group) for key, group in groups.items()}
        ordered = sorted(groups, key=lambda key: (come[key], key))
        above = sum(come[key] < row for key in ordered)
        # The middle is for one that comes straight: nothing else leaves a box at the left at that height.
        straight = next((key for key in ordered if len(groups[key]) == 1 and _is_level(groups[key][0], cells)), None)
        if straight is not None:
            above = ordered.index(straight)
        steps = max(above, len(ordered) - above - (straight is not None), 1)
        step = min(_PORTS, _MOST_UP / steps)
        for nth, key in enumerate(ordered):
            at = nth - above + (straight is None and nth >= above)
            for way in groups[key]:
                way.port = 0.0 if key == straight else at * step


def _comes(way: _Way, cells: Cells) -> float:
    """Return from which height an edge comes to its last box, in rows."""
    return way.gutter - 0.5 if way.gutter >= 0 else float(cells.rows[way.edge.before])


def _is_level(way: _Way, cells: Cells) -> bool:
    is_level = way.straight and cells.rows[way.edge.before] == cells.rows[way.edge.after]
    return is_level and not _OUT[way.edge.kind]


# Lines in gutters: places along them count a row as 2·row + 1 and the gutter above it as 2·row


def _leaves(way: _Way, cells: Cells) -> Place:
    return 2 * cells.rows[way.edge.before] + 1, _OUT[way.edge.kind]


def _arrives(way: _Way, cells: Cells) -> Place:
    return 2 * cells.rows[way.edge.after] + 1, way.port


def _trunk(way: _Way, cells: Cells) -> tuple[int, tuple]:
    """Return gutter and key of the line up and down beside the first box, shared by all that leave it."""
    return cells.columns[way.edge.before] + 1, ("out", way.edge.before, way.edge.kind)


def _drop(way: _Way, cells: Cells) -> tuple[int, tuple]:
    """Return gutter and key of the line up and down beside the last box."""
    return cells.columns[way.edge.after], ("in", way.edge.after, way.edge.before, way.edge.kind)


def _lines_down(way: _Way, cells: Cells, down: _Gutters) -> None:
    leaves, arrives = _leaves(way, cells), _arrives(way, cells)
    if way.straight:
        line = down.line(*_trunk(way, cells))
        line.first.append(leaves)
        line.last.append(arrives)
    elif way.over_own:
        line = down.line(*_drop(way, cells))
        line.first.append(leaves)
        line.last.append(arrives)
    else:
        turn = 2 * way.gutter, 0.0
        trunk, drop = down.line(*_trunk(way, cells)), down.line(*_drop(way, cells))
        is_back = cells.columns[way.edge.after] <= cells.columns[way.edge.before]
        trunk.first.append(leaves)
        (trunk.first if is_back else trunk.last).append(turn)
        (drop.last if is_back else drop.first).append(turn)
        drop.last.append(arrives)


def _bus(way: _Way) -> tuple[int, tuple]:
    """Return gutter and key of the line across, shared by all that leave a box for the same gutter."""
    return way.gutter, ("across", way.edge.before, way.edge.kind)


def _lines_across(way: _Way, cells: Cells, down: _Gutters, across: _Gutters) -> None:
    if way.gutter < 0:
        return
    line = across.line(*_bus(way))
    for (gutter, key), box in ((_trunk(way, cells), way.edge.before), (_drop(way, cells), way.edge.after)):
        place = gutter, float(down.track(gutter, key))
        (line.first if cells.rows[box] < way.gutter else line.last).append(place)


# Where that is


def _drawn(structure: Structure, cells: Cells, ways: Sequence[_Way], down: _Gutters, across: _Gutters) -> Layout:
    if not cells.columns:
        return Layout((), (), (), 2 * MARGIN, 2 * MARGIN)
    grid = _Grid(structure, cells, down, across)
    points = tuple(_points(way, cells, grid) for way in ways)
    places = tuple((grid.lefts[column], grid.tops[row]) for column, row in zip(cells.columns, cells.rows))
    strips = () if not structure.lane_count else tuple(
        (lane, grid.begins[top], grid.ends[end] - grid.begins[top]) for lane, top, end, _line in cells.strips
    )  # fmt: skip
    return Layout(places, points, strips, grid.width, grid.height)


class _Grid:
    """Where columns, rows and tracks are: `begins` and `ends` are those of a strip below and above a gutter."""

    def __init__(self, structure: Structure, cells: Cells, down: _Gutters, across: _Gutters) -> None:
        self.down, self.across = down, across
        self.lefts: list[float] = []
        self._first_x: list[float] = []
        x = MARGIN + (LANE_HEAD if structure.lane_count else 0.0)
        for column in range(cells.column_count + 1):
            is_inside = 0 < column < cells.column_count
            tracks = down.count(column)
            room = _LEAVE + _ARRIVE + (tracks - 1) * _TRACK if tracks else MARGIN
            self._first_x.append(x + _LEAVE)
            x += max(room, _LEAST_DOWN if is_inside else 0.0)
            self.lefts.append(x)
            x += BOX_WIDTH if column < cells.column_count else 0.0
        self.width = x + MARGIN
        starts = {below[1] for above, below in zip(cells.strips, cells.strips[1:]) if above[3] != below[3]}
        self.tops: list[float] = []
        self.begins: list[float] = []
        self.ends: list[float] = []
        self._first_y: list[float] = []
        y = MARGIN
        for row in range(cells.row_count + 1):
            apart = _BETWEEN_LINES if row in starts else 0.0
            taken = max(0, across.count(row) - 1) * _TRACK
            room = max(_LEAST_ACROSS, 2 * _LEAVE + taken) + apart
            self._first_y.append(y + (room - taken) / 2)
            self.ends.append(y + room if row == cells.row_count else y + room / 2 - apart / 4)
            self.begins.append(y if row == 0 else y + room / 2 + apart / 4)
            y += room
            self.tops.append(y)
            y += BOX_HEIGHT if row < cells.row_count else 0.0
        self.height = y + MARGIN

    def x(self, gutter: int, key: tuple) -> float:
        """Return where a line up and down runs."""
        return self._first_x[gutter] + self.down.track(gutter, key) * _TRACK

    def y(self, gutter: int, key: tuple) -> float:
        """Return where a line across runs."""
        return self._first_y[gutter] + self.across.track(gutter, key) * _TRACK


def _points(way: _Way, cells: Cells, grid: _Grid) -> tuple[Point, ...]:
    before, after = way.edge.before, way.edge.after
    middle = BOX_HEIGHT / 2
    x, y = grid.lefts[cells.columns[before]] + BOX_WIDTH, grid.tops[cells.rows[before]] + middle + _OUT[way.edge.kind]
    to_x, to_y = grid.lefts[cells.columns[after]], grid.tops[cells.rows[after]] + middle + way.port
    if way.gutter >= 0:
        out, into, turn = grid.x(*_trunk(way, cells)), grid.x(*_drop(way, cells)), grid.y(*_bus(way))
        return (x, y), (out, y), (out, turn), (into, turn), (into, to_y), (to_x, to_y)
    if y == to_y:
        return (x, y), (to_x, y)
    turn = grid.x(*(_trunk(way, cells) if way.straight else _drop(way, cells)))
    return (x, y), (turn, y), (turn, to_y), (to_x, to_y)
