"""Blocks of cells of the People table: copied and cut as Excel does, pasted, cleared; each change is one step."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.matrix.clipboard import from_mime, left_out, to_mime
from raci_studio.gui.pages.people_columns import NAME, Kind
from raci_studio.gui.pages.people_writes import PersonWrite

if TYPE_CHECKING:
    from raci_studio.gui.pages.people_table import PeopleTable

Cell = tuple[int, int, str]
"""A row and a place of the table as it is shown, and a text; a row may be beyond the last one."""


class PeopleClipboard:
    """What the keys of the clipboard do in a table of people."""

    def __init__(self, table: "PeopleTable") -> None:
        self._table = table

    def copy(self) -> None:
        """Put the selected cells on the clipboard as a block; one not selected in it is empty."""
        cells = self._table.selected_cells()
        rows, places = _lines(cells)
        if cells:
            held = self._table.text_of_cell
            block = [[held(row, place) if (row, place) in cells else "" for place in places] for row in rows]
            QGuiApplication.clipboard().setMimeData(to_mime(block))

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self.clear()

    def clear(self) -> None:
        """Empty the selected cells. Names stay where other cells are selected too; measures always do."""
        columns = self._table.people_model.columns
        cells = [cell for cell in sorted(self._table.selected_cells()) if columns[cell[1]].kind is not Kind.MEASURE]
        others = [cell for cell in cells if columns[cell[1]].key != NAME]
        writes = [
            PersonWrite(person, columns[place], "")
            for row, place in others or cells
            if (person := self._table.person_in(row)) is not None
        ]
        label = ngettext("Clear {n} cell", "Clear {n} cells", len(writes)).format(n=len(writes))
        self._table.people_model.write(writes, label)

    def paste(self) -> None:
        """Put the block on the clipboard at the selection; it repeats where the selection is a multiple of it.

        Lines below the last row add people where the block holds their names. What has no place is told.
        """
        data = QGuiApplication.clipboard().mimeData()
        block = from_mime(data) if data is not None else []
        chosen = self._table.selected_cells()
        if not block or not chosen:
            return
        if len(block) == len(block[0]) == 1:
            cells = [(row, place, block[0][0]) for row, place in sorted(chosen)]
        else:
            cells = list(spread(block, *_lines(chosen)))
        self._write(cells)

    def _write(self, cells: Sequence[Cell]) -> None:
        table, columns = self._table, self._table.people_model.columns
        there = table.shown.rowCount()
        new = [cell for cell in cells if cell[0] >= there and cell[1] < len(columns)]
        filled = sorted({row for row, _place, text in new if text.strip()})
        names_people = any(columns[place].key == NAME for _row, place, _text in new)
        beyond = max((place for _row, place, _text in cells), default=0) + 1 - len(columns)
        writes, is_computed = [], False
        for row, place, text in cells:
            if place >= len(columns):
                continue
            if columns[place].kind is Kind.MEASURE:
                is_computed = is_computed or (row < there and text.strip() != table.text_of_cell(row, place))
            elif row < there:
                writes.append(PersonWrite(table.person_in(row), columns[place], text))
            elif names_people and row in filled:
                writes.append(PersonWrite(None, columns[place], text, filled.index(row) + 1))
        below = _no_place_below(0 if names_people else len(filled))
        computed = UserError(_("Computed columns were left as they are.")) if is_computed else None
        told = [remark for remark in (below, _no_place_beside(beyond), computed) if remark is not None]
        table.people_model.write(writes, _("Paste"), _together(told))
        last = there + len(filled) if names_people else there
        table.select_cells({(row, place) for row, place, _text in cells if row < last and place < len(columns)})


def spread(block: Sequence[Sequence[str]], rows: Sequence[int], places: Sequence[int]) -> Iterator[Cell]:
    """Yield where the texts of a block go: over all of the rows and places where they are a multiple of it, else from
    the first of them on.
    """
    height, width = len(block), len(block[0])
    if len(rows) % height or len(places) % width:
        rows, places = range(rows[0], rows[0] + height), range(places[0], places[0] + width)
    for nth, row in enumerate(rows):
        for number, place in enumerate(places):
            yield row, place, block[nth % height][number % width]


def _lines(cells: set[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return sorted({row for row, _place in cells}), sorted({place for _row, place in cells})


def _no_place_below(rows: int) -> UserError | None:
    if not rows:
        return None
    what = ngettext(
        "{n} row of the block had no place below and was not pasted.",
        "{n} rows of the block had no place below and were not pasted.",
        rows,
    ).format(n=rows)
    return UserError(what, remedy=_("A block that holds the names too adds people."))


def _no_place_beside(columns: int) -> UserError | None:
    told = left_out(columns)
    return None if told is None else UserError(told.what, remedy=_("Start further left."))


def _together(told: Sequence[UserError]) -> UserError | None:
    return told[0] if len(told) == 1 else UserError(" ".join(map(str, told))) if told else None
