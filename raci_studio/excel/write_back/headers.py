"""Headers of columns: another name for a person or an extra column."""

from raci_studio.core.document import TaskId
from raci_studio.core.i18n import _
from raci_studio.excel.write_back.changes import IN_PIECES
from raci_studio.excel.write_back.table import Table

_DEEPEST = 5  # rows of a header above its last one
_PARTED = " / "  # as names of headers in several rows are joined


def write_header(table: Table, column: int, old: str, new: str, key: str) -> bool:
    """Write a header where one cell says the old one, or as many cells as it has parts; tell whether that was done."""
    what = _("{old}, now called {new}").format(old=old, new=new)
    last = max([row for row in table.plan.header_rows if row < table.plan.first_row] or table.plan.header_rows)
    for parts, others in (([old], [new]), (old.split(_PARTED), new.split(_PARTED))):
        rows = _rows_of(table, column, last, parts)
        if rows is None or len(parts) != len(others):
            continue
        changed = [(row, text) for row, part, text in zip(rows, parts, others) if part != text]
        if all(_is_of_one_column(table, row, column) for row, _text in changed):
            done = [table.put((row, column), text, what, (TaskId(""), key)) for row, text in changed]
            return all(done)
    table.lose(TaskId(""), key, what, IN_PIECES, (last, column))
    return False


def _rows_of(table: Table, column: int, last: int, parts: list[str]) -> list[int] | None:
    """Return the rows of the parts of a header, from the top; None where they do not stand one above another."""
    found: list[int] = []
    left = [" ".join(part.split()) for part in parts]
    for row in range(last, max(last - _DEEPEST, -1), -1):
        if left and " ".join(table.grid.merged_text(row, column).split()) == left[-1]:
            merge = table.grid.merge_of(row, column)
            found.append(merge[0] if merge else row)
            left.pop()
    return None if left else found[::-1]


def _is_of_one_column(table: Table, row: int, column: int) -> bool:
    merge = table.grid.merge_of(row, column)
    return merge is None or merge[1] == merge[3] == column
