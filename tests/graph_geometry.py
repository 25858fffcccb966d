"""What a drawing promises, computed from its geometry: nothing of the program's own layout is asked."""

from itertools import combinations, pairwise

from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH

TINY = 1e-6


def boxes_over_boxes(places):
    """Return the pairs of boxes (corners at `places`) that share an area."""
    placed = sorted(enumerate(places), key=lambda item: item[1])
    return [
        (one, other)
        for (one, (x, y)), (other, (x2, y2)) in combinations(placed, 2)
        if abs(x - x2) < BOX_WIDTH - TINY and abs(y - y2) < BOX_HEIGHT - TINY
    ]


def pieces(way):
    """Return the straight pieces of a way as (left, top, right, bottom)."""
    return [(min(x, x2), min(y, y2), max(x, x2), max(y, y2)) for (x, y), (x2, y2) in pairwise(way)]


def ways_through_boxes(places, ways):
    """Return the pairs (way, box) where a way passes the inside of a box."""
    return [
        (nth, box)
        for nth, way in enumerate(ways)
        for left, top, right, bottom in pieces(way)
        for box, (x, y) in enumerate(places)
        if left < x + BOX_WIDTH - TINY and right > x + TINY and top < y + BOX_HEIGHT - TINY and bottom > y + TINY
    ]


def slanted(ways):
    """Return the ways with a piece that is neither level nor upright."""
    return [nth for nth, way in enumerate(ways) for (x, y), (x2, y2) in pairwise(way) if x != x2 and y != y2]


def lying_on_each_other(ways):
    """Return the pairs of ways that share more than a point of a line."""
    found = []
    held = [(nth, piece) for nth, way in enumerate(ways) for piece in pieces(way)]
    for (one, a), (other, b) in combinations(held, 2):
        if one == other:
            continue
        upright = a[0] == a[2] == b[0] == b[2] and min(a[3], b[3]) - max(a[1], b[1]) > TINY
        level = a[1] == a[3] == b[1] == b[3] and min(a[2], b[2]) - max(a[0], b[0]) > TINY
        if upright or level:
            found.append((one, other))
    return found


def crossings(ways):
    """Return at how many points ways at right angles cross."""
    level = [(y, x, x2, nth) for nth, way in enumerate(ways) for x, y, x2, y2 in pieces(way) if y == y2 and x != x2]
    upright = [(x, y, y2, nth) for nth, way in enumerate(ways) for x, y, x2, y2 in pieces(way) if x == x2 and y != y2]
    return len(
        {
            (x, y)
            for x, top, bottom, one in upright
            for y, left, right, other in level
            if one != other and left < x < right and top < y < bottom
        }
    )


def straight_crossings(places, edges):
    """Return how many pairs of edges drawn as straight lines between places cross."""

    def side(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    def cross(a, b, c, d):
        return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0

    lines = [(places[u], places[v]) for u, v in edges]
    return sum(cross(*one, *other) for one, other in combinations(lines, 2))
