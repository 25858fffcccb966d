"""The drawing that is always possible: boxes in a column in the order of the rows, arrows around them at the left."""

from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH
from raci_studio.reports.graph.structure import Edge, Layout, Structure

_MARGIN, _APART, _TRACK, _HEAD = 12.0, 28.0, 9.0, 24.0  # px: around all, between boxes, between arrows, for their heads


def plain_layout(structure: Structure) -> Layout:
    """Return a layout without lanes, for where the layered one fails; nothing in it can fail or overlap."""
    tracks = [0] * len(structure.edges)
    ends: list[int] = []  # the last row that each track is taken to
    spans = sorted(((*_rows(edge), nth) for nth, edge in enumerate(structure.edges)))
    for first, last, nth in spans:
        tracks[nth] = next((track for track, end in enumerate(ends) if end < first), len(ends))
        ends[tracks[nth] :] = [last, *ends[tracks[nth] + 1 :]]
    left = _MARGIN + _TRACK * len(ends) + _HEAD
    tops = [_MARGIN + row * (BOX_HEIGHT + _APART) for row in range(len(structure.lanes))]
    ways = []
    for edge, track in zip(structure.edges, tracks):
        x = left - _HEAD - track * _TRACK
        out, into = tops[edge.before] + 0.7 * BOX_HEIGHT, tops[edge.after] + 0.3 * BOX_HEIGHT
        ways.append(((left, out), (x, out), (x, into), (left, into)))
    height = (tops[-1] + BOX_HEIGHT if tops else _MARGIN) + _MARGIN
    places = tuple((left, top) for top in tops)
    return Layout(places, tuple(ways), (), left + BOX_WIDTH + _MARGIN, height, is_plain=True)


def _rows(edge: Edge) -> tuple[int, int]:
    return min(edge.before, edge.after), max(edge.before, edge.after)
