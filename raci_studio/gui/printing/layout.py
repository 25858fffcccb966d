"""Which rows and columns of a table go on which page. Pure; lengths are points, 1/72 inch, heights of texts lines."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

NORMAL_SIZE, SMALLEST_SIZE = 9.0, 7.0
"""Points of the font: what a page is read with at arm's length, and below which it strains the eyes."""
SQUEEZED = 0.6
"""To this share columns are narrowed before a second strip of pages begins: their texts wrap a little more."""
MOST_STRETCHED = 1.6
"""Times its width that a column grows at most where there is room: a short text far from the next is hard to follow."""
WIDEST_SHARE = 0.4
"""Of a page's width that the repeated column, or the longest word of another one, may take at most."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The columns that stand side by side on a page, by place, and their widths."""

    columns: tuple[int, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of a row that stand on one page: all of them but where the row is higher than a page."""

    row: int
    first: int
    end: int  # behind the last one


def font_size(widths: Sequence[float], room: float) -> float:
    """Return the font size in points for columns that are as wide as `widths` in the normal one."""
    total = sum(widths) * (1 + SQUEEZED) / 2  # half by narrower columns, half by smaller letters
    return max(SMALLEST_SIZE, min(NORMAL_SIZE, NORMAL_SIZE * room / total if total else NORMAL_SIZE))


def strips(widths: Sequence[float], least: Sequence[float], repeated: int, room: float) -> tuple[Strip, ...]:
    """Share columns out over as few strips as they need, about equally, none wider than `room`.

    `widths` are wanted, `least` is what the longest word of each column needs; `repeated` is the place of the column
    that stands on every strip, -1 for none. Every other column is in exactly one strip, in the given order.
    """
    most = room * WIDEST_SHARE
    floors = [max(width * SQUEEZED, min(word, most)) for width, word in zip(widths, least, strict=True)]
    if repeated >= 0:
        floors[repeated] = min(floors[repeated], most)
    parts, narrower = _shared(floors, repeated, room), room
    while (narrower := narrower * 0.98) > room / 2 and len(closer := _shared(floors, repeated, narrower)) == len(parts):
        parts = closer
    return tuple(_filled(part, widths, floors, room) for part in parts)


def _shared(floors: Sequence[float], repeated: int, room: float) -> list[list[int]]:
    """Return the columns of each strip, as many as fit into the room after another."""
    fixed = floors[repeated] if repeated >= 0 else 0.0
    parts: list[list[int]] = [[]]
    used = fixed
    for place, width in enumerate(floors):
        added = 0.0 if place == repeated else width
        if used + added > room and any(held != repeated for held in parts[-1]):
            parts.append([])
            used = fixed
        parts[-1].append(place)
        used += added
    return [part if repeated in part or repeated < 0 else [repeated, *part] for part in parts]


def _filled(columns: Sequence[int], widths: Sequence[float], floors: Sequence[float], room: float) -> Strip:
    """Return a strip whose columns are as wide as wanted, wider where there is room, narrower where there is none."""
    least = [floors[place] for place in columns]
    wanted = [max(widths[place], floors[place]) for place in columns]
    total, lowest = sum(wanted), sum(least)
    if lowest >= room:
        return Strip(tuple(columns), tuple(width * room / lowest for width in least))
    if total > room:
        share = (room - lowest) / (total - lowest)
        return Strip(tuple(columns), tuple(low + (width - low) * share for low, width in zip(least, wanted)))
    share = min(room / total, MOST_STRETCHED) if total else 1.0
    return Strip(tuple(columns), tuple(width * share for width in wanted))


def pages(
    lines: Sequence[int], pitch: float, pad: float, rooms: tuple[float, float], heads: Collection[int] = ()
) -> tuple[tuple[Piece, ...], ...]:
    """Share rows out over pages downwards.

    `lines` says how many lines, at least one, each row has; a line is `pitch` high and a row has `pad` above and
    below. `rooms` are the heights for rows on the first page and on the others. A row stays whole where a page can
    hold it, else it goes on over the pages. `heads` are rows that never come last on a page, as far as that is
    possible. There is one page at least.
    """
    result: list[list[Piece]] = [[]]
    room = rooms[0]

    def turn() -> None:
        nonlocal room
        result.append([])
        room = rooms[1]

    for row, count in enumerate(lines):
        wanted = count * pitch + 2 * pad
        follower = (
            min(lines[row + 1] * pitch + 2 * pad, rooms[1] - wanted) if row in heads and row + 1 < len(lines) else 0
        )
        if result[-1] and wanted + max(follower, 0) > room and wanted <= rooms[1]:
            turn()
        first = 0
        while first < count:
            fitting = int((room - 2 * pad) // pitch)
            if fitting < 1 and result[-1]:
                turn()
                continue
            end = min(count, first + max(fitting, 1))
            result[-1].append(Piece(row, first, end))
            room -= (end - first) * pitch + 2 * pad
            first = end
            if first < count:
                turn()
    return tuple(tuple(page) for page in result)
