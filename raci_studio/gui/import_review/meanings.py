"""What a cell, a column or a row was taken for: in one word, and in a colour. No widgets.

The colours are a group's only where its word stands beside: in the strip below the sheet, the second line of
a column's header and beside a row's number.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from raci_studio.core.i18n import N_, _
from raci_studio.excel.grid import Grid
from raci_studio.excel.plan import FIELDS, TablePlan
from raci_studio.gui.import_review.corrections import DEEPEST_HEADER, meaning_of, row_meaning

COLUMN_TITLES: Mapping[str, str] = {
    "task": N_("Task"), "step": N_("Step"), "process": N_("Process"), "phase": N_("Phase"), "number": N_("Number"),
    "description": N_("Description"), "deadline": N_("Deadline"), "duration": N_("Duration"), "start": N_("Start"),
    "finish": N_("Finish"), "owner": N_("Owner"), "result": N_("Result"), "format": N_("Format"),
    "channel": N_("Channel"), "notes": N_("Notes"), "input": N_("Inputs"), "criterion": N_("Acceptance criterion"),
    "predecessors": N_("Predecessors"), "status": N_("Status"), "priority": N_("Priority"),
    "person": N_("Person"), "roles": N_("All roles in one cell"), "role": N_("Role letter"),
    "extra": N_("Extra column"), "ignored": N_("Ignored"),
}  # fmt: skip
ROW_TITLES: Mapping[str, str] = {
    "header": N_("Header"), "section": N_("Section"), "skipped": N_("No task"), "continued": N_("Goes on"),
    "task": N_("Task"),
}  # fmt: skip
LAYOUT_TITLES: Mapping[str, str] = {
    "grid": N_("Grid: a column per person"), "list": N_("List: a column per role"),
    "one-cell": N_("All roles in one cell"), "transposed": N_("Turned: a row per person"),
    "long": N_("Long: a row per role"), "plan": N_("Plan without roles"),
}  # fmt: skip
GROUP_TITLES: Mapping[str, str] = {
    "header": N_("Header"), "task": N_("Task"), "person": N_("Person"), "role": N_("Roles"),
    "section": N_("Section"), "text": N_("Text of the task"), "extra": N_("Extra column"), "legend": N_("Legend"),
    "ignored": N_("Ignored"),
}  # fmt: skip

# group: (light text, light fill, dark text, dark fill)
GROUP_COLOURS: Mapping[str, tuple[str, str, str, str]] = {
    "header": ("#1C2430", "#D5DAE1", "#E4E8EE", "#454D5A"),
    "task": ("#0B3D91", "#DCE9FF", "#BBD4FF", "#17305E"),
    "person": ("#4C1D95", "#EDE4FF", "#D9C8FF", "#35206A"),
    "role": ("#115E59", "#D5F2EE", "#A9E6DF", "#103F3B"),
    "section": ("#3F5210", "#ECF3D6", "#D3E5A2", "#35420F"),
    "text": ("#7C2D12", "#FFF0E6", "#FFD3BB", "#47271A"),
    "extra": ("#6B4E00", "#FFF7D6", "#F5DE96", "#3D3312"),
    "legend": ("#831843", "#FCE4EF", "#F9C4DC", "#551231"),
    "ignored": ("#616B7B", "#F0F1F3", "#98A2B3", "#262A31"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A cell as its table counts it: turned for a transposed table."""

    row: int
    column: int


def placed(table: TablePlan, row: int, column: int) -> Place:
    """Return a cell of the sheet as the table counts it."""
    return Place(column, row) if table.layout == "transposed" else Place(row, column)


def column_title(what: str) -> str:
    """Return what a column is in the user's language; `what` as in a plan or as `take_column` takes it."""
    kind, _colon, rest = what.partition(":")
    if kind == "role" and rest:
        return _("Role {letter}").format(letter=rest)
    if kind == "tick":
        letter, _colon, name = rest.partition(":")
        return _("Role {letter}").format(letter=f"{letter} · {name}" if name else letter)
    return _(COLUMN_TITLES[kind]) if kind in COLUMN_TITLES else ""


def title_of_column(table: TablePlan, column: int) -> str:
    """Return the second line of a column's header, "" outside the table."""
    what = table.columns.get(column, "")
    if not what and is_between(table, column):
        return column_title("ignored")
    return column_title(what if what.startswith("tick:") else meaning_of(table, column))


def title_of_row(table: TablePlan, row: int) -> str:
    """Return what stands beside a row's number; a task, as most are, needs no word."""
    what = row_meaning(table, row)
    return _(ROW_TITLES[what]) if what not in ("", "task") else ""


def name_rows(grid: Grid, table: TablePlan) -> frozenset[int]:
    """Return the rows above the header whose texts became part of people's names; ``grid`` as the table counts."""
    people = table.columns_with("person:")
    top = min(table.header_rows, default=0)
    rows: set[int] = set()
    for row in range(top - 1, max(top - DEEPEST_HEADER, -1), -1):
        texts = {column: " ".join(grid.merged_text(row, column).split()) for column in people}
        if not any(text and text in people[column].split(" / ") for column, text in texts.items()):
            break
        rows.add(row)
    return frozenset(rows)


def is_between(table: TablePlan, column: int) -> bool:
    """Tell whether a column stands between those of the table."""
    return bool(table.columns) and min(table.columns) <= column <= max(table.columns)


def group_of(table: TablePlan, place: Place) -> str:
    """Return the group of a cell, a key of `GROUP_TITLES`; "" outside the table."""
    row = row_meaning(table, place.row)
    what = table.columns.get(place.column, "")
    if not row or not (what or is_between(table, place.column)):
        return ""
    if row in ("header", "section"):
        return row
    if row == "skipped":
        return "ignored"
    return _group_of_column(what)


def _group_of_column(what: str) -> str:
    kind = what.partition(":")[0]
    if kind in ("task", "person", "extra"):
        return kind
    if kind in ("role", "roles", "tick"):
        return "role"
    return "text" if kind in FIELDS else "ignored"


def label_of_table(grid: Grid, table: TablePlan) -> str:
    """Return a line that names a table: its layout and its rows on the sheet."""
    layout = _(LAYOUT_TITLES[table.layout])
    first, last = grid.row_label(table.first_row), grid.row_label(table.last_row)
    if table.layout == "transposed":
        return _("{layout}, columns {first} to {last}").format(layout=layout, first=first, last=last)
    return _("{layout}, rows {first} to {last}").format(layout=layout, first=first, last=last)
