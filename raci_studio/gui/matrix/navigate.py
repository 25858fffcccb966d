"""Where keys lead in a table, as in Excel. Pure: lines are counted, nothing is drawn."""

from collections.abc import Callable


def block_edge(filled: Callable[[int], bool], start: int, step: int, count: int) -> int:
    """Return where Ctrl+arrow leads from a line: the end of its block, else the next filled one, else the border.

    `filled` tells of a line 0…count-1 whether its cell holds something; `step` is 1 or -1.
    """
    border = count - 1 if step > 0 else 0
    place = start
    if place == border:
        return place
    if filled(place) and filled(place + step):
        while place != border and filled(place + step):
            place += step
        return place
    place += step
    while place != border and not filled(place):
        place += step
    return place


def wrapped(row: int, column: int, rows: int, columns: int, step: int, *, by_columns: bool) -> tuple[int, int]:
    """Return the next cell of a rectangle, row by row (Tab) or column by column (Enter), round its end."""
    if by_columns:
        column, row = divmod((column * rows + row + step) % (rows * columns), rows)
        return row, column
    return divmod((row * columns + column + step) % (rows * columns), columns)
