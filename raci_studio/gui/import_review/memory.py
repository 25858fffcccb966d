"""Remember what was corrected, for the next sheet of the same shape. No Qt.

A shape is the text of a table's header rows (digits folded, so that "Week 12" is "Week 13"), its layout and
the number of its columns, all as recognised. Kept are a hash of it and what the columns were declared to be,
no text of a client's.
"""

import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from raci_studio.core.scheme import RoleKind
from raci_studio.excel.grid import Grid
from raci_studio.excel.importing import Imported
from raci_studio.excel.plan import FIELDS, LAYOUTS, TablePlan
from raci_studio.excel.reading import oriented
from raci_studio.excel.words import fold
from raci_studio.gui.import_review.corrections import meaning_of, take_column, take_header, tasks_for_sections
from raci_studio.gui.import_review.draft import Draft, Entry, as_recognised, recognised_of
from raci_studio.gui.import_review.layouts import owner_as_r, take_layout

MOST_SHAPES = 200
FILE_NAME = "import-corrections.json"
_DIGITS = re.compile(r"\d+")


def shape_of(grid: Grid, table: TablePlan) -> str:
    """Return the key of a recognised table's shape; `grid` as the table counts it."""
    above = [row for row in table.header_rows if row < table.first_row] or list(table.header_rows[:1])
    texts = [_DIGITS.sub("0", fold(grid.text(row, column))) for row in above for column in sorted(table.columns)]
    whole = json.dumps([texts, table.layout, len(table.columns)], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


class Memory:
    """The file of corrections in the data folder; a damaged or missing one is an empty one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def load(self) -> dict[str, dict[str, Any]]:
        """Return shape -> {"on": day, …}, the oldest first."""
        try:
            shapes = json.loads(self._path.read_text("utf-8"))["shapes"]
            return {key: value for key, value in shapes.items() if isinstance(value, dict)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def save(self, shapes: Mapping[str, dict[str, Any]]) -> None:
        """Write the newest shapes aside and put them in place; a folder that refuses is no trouble of the user's."""
        kept = dict(list(shapes.items())[-MOST_SHAPES:])
        aside = self._path.with_name(f"{FILE_NAME}.{os.getpid()}")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_text(json.dumps({"version": 1, "shapes": kept}, ensure_ascii=False, indent=1), "utf-8")
            aside.replace(self._path)


def remember(memory: Memory, imported: Imported, draft: Draft, today: dt.date | None = None) -> None:
    """Keep what differs from what was recognised; forget the shapes that are as recognised again."""
    shapes = before = memory.load()
    grids = {grid.name: grid for grid in imported.workbook.sheets}
    for entry in draft.entries:
        if entry.origin is None:
            continue
        recognised = recognised_of(imported).tables[entry.origin]
        key = shape_of(oriented(grids[recognised.sheet], recognised), recognised)
        shapes = {other: value for other, value in shapes.items() if other != key}
        if entry.table != recognised or not entry.included:
            shapes[key] = {"on": str(today or dt.date.today()), **_kept(recognised, entry)}
    if shapes != before:
        memory.save(shapes)


def _kept(recognised: TablePlan, entry: Entry) -> dict[str, Any]:
    table = entry.table
    return {
        "included": entry.included,
        "layout": table.layout,
        "columns": {str(column): _nameless(meaning_of(table, column)) for column in table.columns},
        "letters": dict(table.letters),
        "headers": [row - recognised.header_rows[0] for row in table.header_rows if row < table.first_row],
        "sections": bool(table.sections) or not recognised.sections,
    }


def _nameless(meaning: str) -> str:
    """Return what a column is without the name a column of ticks carries: that is recognised anew."""
    return "tick" if meaning.startswith("tick:") else meaning


def forget(memory: Memory, imported: Imported) -> None:
    """Forget what was corrected on the sheets of this workbook."""
    remember(memory, imported, as_recognised(recognised_of(imported)))


def recalled(memory: Memory, imported: Imported) -> tuple[Draft, str]:
    """Return the draft with what is remembered of its shapes, and the day of the last correction, "" for none."""
    draft, days = as_recognised(imported.plan), [""]
    shapes = memory.load()
    if not shapes:
        return draft, ""
    grids = {grid.name: grid for grid in imported.workbook.sheets}
    for place, entry in enumerate(draft.entries):
        sheet = grids[entry.table.sheet]
        kept = shapes.get(shape_of(oriented(sheet, entry.table), entry.table))
        if kept is None:
            continue
        with suppress(KeyError, ValueError, TypeError, AttributeError, IndexError):  # written by hand, or damaged
            day = dt.date.fromisoformat(kept["on"])
            table = _applied(sheet, entry.table, kept)
            draft = draft.with_table(place, table).with_included(place, bool(kept["included"]))
            days.append(str(day))
    return draft, max(days)


def _applied(sheet: Grid, recognised: TablePlan, kept: Mapping[str, Any]) -> TablePlan:
    layout = kept["layout"] if kept["layout"] in LAYOUTS else recognised.layout
    table = owner_as_r(recognised) if layout == "list" else recognised
    table = take_layout(sheet, table, layout)
    grid = oriented(sheet, table)
    rows = [recognised.header_rows[0] + int(offset) for offset in kept["headers"]]
    now = [row for row in table.header_rows if row < table.first_row]
    if rows and rows != now and all(0 <= row < grid.height for row in rows):
        for place, row in enumerate(rows):
            table = take_header(grid, table, row, more=place > 0)
    wanted = {int(column): str(meaning) for column, meaning in kept["columns"].items()}
    for column, meaning in wanted.items():
        if 0 <= column < grid.width and _is_meaning(meaning):
            table = take_column(grid, table, column, meaning)
    columns = {column: what for column, what in table.columns.items() if column in wanted}
    letters = {str(letter): RoleKind(kind).value for letter, kind in kept["letters"].items()}
    table = replace(table, columns=columns, letters=letters, layout=layout)
    return table if kept["sections"] else tasks_for_sections(table)


def _is_meaning(meaning: str) -> bool:
    return meaning in (*FIELDS, "person", "roles", "role", "extra", "ignored") or meaning.startswith("role:")
