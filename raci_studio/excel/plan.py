"""What was recognised on the sheets, as a value a person can correct before it is read.

All rows and columns are 0-based. For layout "transposed" they are those of the transposed sheet
(``Grid.transpose``): its rows are the real sheet's columns, so that reading is the same for both.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec

LAYOUTS = ("grid", "list", "one-cell", "transposed", "long", "plan")

# What a column can be, besides "role:R", "person:NAME" and "extra:HEADER".
FIELDS = (
    "task", "number", "step", "process", "phase", "description", "deadline", "duration", "start", "finish",
    "owner", "result", "format", "channel", "notes", "input", "criterion", "predecessors", "status", "priority",
)  # fmt: skip


@dataclass(frozen=True)
class TablePlan:
    """Say what each row and column of one table is.

    ``columns`` maps a column to one of FIELDS, "role:R" (list), "roles" (one-cell), "person:NAME"
    (grid), "person" and "role" (long: who, and the letter), "tick:R:NAME" (an X means that NAME has R;
    without a NAME the person is named in the row's "person" column), "extra:HEADER" or "ignored".
    Several columns may be "task": an outline indented over columns.
    ``sections`` maps a row to its title; ``skipped`` are other rows inside the table that are no
    tasks, and those of them in ``struck`` are tasks that were deleted, which still count where rows are
    numbered; ``continued`` are rows whose words belong to the task above. ``letters`` maps each letter
    to its kind (does, answers, supports, consults, is informed, verifies, signs, is out); ``words``
    maps words of this sheet, folded, to the letters they stand for.
    """

    sheet: str
    layout: str
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    columns: Mapping[int, str]
    sections: Mapping[int, str] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    continued: frozenset[int] = frozenset()
    scheme: str = "RACI"
    letters: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 1.0
    struck: frozenset[int] = frozenset()

    def column_of(self, field_name: str) -> int | None:
        """Return the first column that holds a field, None if there is none."""
        return next((column for column, what in sorted(self.columns.items()) if what == field_name), None)

    def columns_with(self, prefix: str) -> dict[int, str]:
        """Return column -> what follows the prefix, e.g. the names for ``columns_with("person:")``."""
        return {c: what[len(prefix) :] for c, what in sorted(self.columns.items()) if what.startswith(prefix)}


@dataclass(frozen=True)
class ImportPlan:
    """Hold the tables found in one workbook, in the order of its sheets and rows."""

    tables: tuple[TablePlan, ...] = ()


def as_json(plan: ImportPlan) -> dict[str, Any]:
    """Return a plan as plain JSON values, what is empty left out; `from_json` reads them."""
    return {"tables": [_lean(asdict(table)) for table in plan.tables]}


def _lean(values: dict[str, Any]) -> dict[str, Any]:
    lean: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            value = {str(key): held for key, held in value.items()}
        elif isinstance(value, (frozenset, tuple)):
            value = sorted(value) if isinstance(value, frozenset) else list(value)
        if value or isinstance(value, int):
            lean[name] = value
    return lean


def from_json(values: Mapping[str, Any]) -> ImportPlan | None:
    """Return the plan that `as_json` made these values of; None where they are of no plan."""
    try:
        return ImportPlan(msgspec.convert(values.get("tables"), tuple[TablePlan, ...], strict=False))
    except msgspec.ValidationError:
        return None
