"""What the review holds: every table of the workbook, those left out too, as one value that undo can keep."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from raci_studio.excel.importing import Imported
from raci_studio.excel.plan import ImportPlan, TablePlan


@dataclass(frozen=True, slots=True)
class Entry:
    """One table. `origin` is its place among the recognised ones, None for one the user added."""

    table: TablePlan
    origin: int | None = None
    included: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """All tables in their order."""

    entries: tuple[Entry, ...] = ()

    @property
    def plan(self) -> ImportPlan:
        """Return the plan of the tables to be imported."""
        return ImportPlan(tuple(entry.table for entry in self.entries if entry.included))

    def with_table(self, index: int, table: TablePlan) -> "Draft":
        """Return the draft with another plan of one table; the very same where it is no other."""
        return (
            self if table is self.entries[index].table else self._with(index, replace(self.entries[index], table=table))
        )

    def with_included(self, index: int, included: bool) -> "Draft":
        """Return the draft with one table taken or left out."""
        entry = self.entries[index]
        return self if entry.included == included else self._with(index, replace(entry, included=included))

    def with_new(self, table: TablePlan) -> "Draft":
        """Return the draft with one more table at its end."""
        return Draft((*self.entries, Entry(table)))

    def _with(self, index: int, entry: Entry) -> "Draft":
        return Draft((*self.entries[:index], entry, *self.entries[index + 1 :]))


def as_recognised(plan: ImportPlan) -> Draft:
    """Return the draft of a plan nobody corrected yet."""
    return Draft(tuple(Entry(table, place) for place, table in enumerate(plan.tables)))


@dataclass(frozen=True, slots=True)
class Reviewed(Imported):
    """An import that was corrected: by hand, or as remembered from the day `corrected_on` (ISO)."""

    recognised: ImportPlan
    draft: Draft
    corrected_on: str = ""


def recognised_of(imported: Imported) -> ImportPlan:
    """Return what was recognised before anybody corrected it."""
    return imported.recognised if isinstance(imported, Reviewed) else imported.plan


def draft_of(imported: Imported) -> Draft:
    """Return where a review begins."""
    return imported.draft if isinstance(imported, Reviewed) else as_recognised(imported.plan)


def tables_on(draft: Draft, sheet: str) -> Sequence[int]:
    """Return the places of a sheet's tables."""
    return [place for place, entry in enumerate(draft.entries) if entry.table.sheet == sheet]


def owner_is_r(entry: Entry, recognised: ImportPlan) -> bool | None:
    """Tell whether a plan's owner is taken as R; None where there is no such question."""
    table = entry.table
    if table.layout == "plan":
        return None if table.column_of("owner") is None else False
    was_plan = entry.origin is not None and recognised.tables[entry.origin].layout == "plan"
    return True if was_plan and table.layout == "list" and table.column_of("role:R") is not None else None
