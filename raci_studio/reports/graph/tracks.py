"""Tracks in a gutter: lines that run side by side, no two of which may lie on one another.

Used for lines up and down and, with x and y exchanged, for lines across.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Place: TypeAlias = tuple[int, float]
"""Along a line: the number of a row or gutter and the distance within it."""

_SWAPS = 12  # passes over neighbours in search of fewer crossings


@dataclass(slots=True)
class Line:
    """A line along a gutter; `first` are the places where others meet it from the left (from above), `last` those where
    they do from the right (from below).
    """

    first: list[Place] = field(default_factory=list)
    last: list[Place] = field(default_factory=list)

    @property
    def low(self) -> Place:
        """Return where it begins."""
        return min((*self.first, *self.last))

    @property
    def high(self) -> Place:
        """Return where it ends."""
        return max((*self.first, *self.last))


def tracks_of(lines: Sequence[Line]) -> list[int]:
    """Return the track of each line, from 0: few crossings, and no two lines that touch on one track."""
    spans = [(line.low, line.high) for line in lines]
    order = sorted(range(len(lines)), key=lambda nth: (_lean(lines[nth]), spans[nth], nth))
    for _pass in range(_SWAPS):
        swapped = False
        for at in range(len(order) - 1):
            one, other = order[at], order[at + 1]
            if _crossings(lines, spans, other, one) < _crossings(lines, spans, one, other):
                order[at], order[at + 1] = other, one
                swapped = True
        if not swapped:
            break
    tracks = [0] * len(lines)
    ends: list[list[tuple[Place, Place]]] = []  # what lies on each track
    for nth in order:
        low, high = spans[nth]
        # The order holds only among lines that touch: others may share a track.
        track = len(ends)
        while track and not any(a <= high and low <= b for a, b in ends[track - 1]):
            track -= 1
        if track == len(ends):
            ends.append([])
        ends[track].append((low, high))
        tracks[nth] = track
    return tracks


def _lean(line: Line) -> tuple[int, float, float]:
    """Of lines that go down the one that begins highest is the last, of those that go up the first."""
    first = line.first or line.last
    last = line.last or line.first
    start = sum(map(_number, first)) / len(first)
    end = sum(map(_number, last)) / len(last)
    return (0, start, end) if end < start else (1, -start, -end)


def _number(place: Place) -> float:
    return place[0] + place[1] / 1000


def _crossings(lines: Sequence[Line], spans: Sequence[tuple[Place, Place]], one: int, other: int) -> int:
    """Return how often two lines and what meets them cross if one is before the other."""
    low, high = spans[other]
    found = sum(low < place < high for place in lines[one].last)
    low, high = spans[one]
    return found + sum(low < place < high for place in lines[other].first)
