"""Collect what the analyst changed in the matrix as changes of the client's workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from raci_studio.core.document import TEXT_FIELDS, Document, Mark, PersonId, ProcessId, Task
from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.grid import Grid
from raci_studio.excel.own_reading import reading_of
from raci_studio.excel.parts.book import free_sheet_name
from raci_studio.excel.tasks import TableContent
from raci_studio.excel.write_back.baseline import Baseline
from raci_studio.excel.write_back.changes import (
    NO_COLUMN,
    NOT_SO,
    UNKNOWN_READING,
    ChangeSet,
    NotWritten,
)  # fmt: skip
from raci_studio.excel.write_back.links import write_links
from raci_studio.excel.write_back.marks import Marks
from raci_studio.excel.write_back.result import result_of
from raci_studio.excel.write_back.rows import (
    IsFree,
    header_grid,
    header_plan,
    laid_out,
    new_tasks,
    rows_below,
    rows_read,
    write_numbers,
)  # fmt: skip
from raci_studio.excel.write_back.table import Edit, Key, Lost, Table
from raci_studio.excel.write_back.texts import write_headers, write_texts
from raci_studio.excel.write_back.verify import (
    Difference,
    differences,
    read_again,
)  # fmt: skip

_NOT_READ = ("process", "scenario")  # what no reading of the copy tells
_ROUNDS = 4
"""So often changes that do not read back are taken away, with more of what stands beside them each time."""


def _always(*_area: object) -> bool:
    return True


def changes_of(
    document: Document, baseline: Baseline | None, is_free: IsFree = _always, progress: Progress = SILENT
) -> ChangeSet:
    """Return what becomes of the source workbook so that it says what the document says.

    `baseline` is what it said when it was imported, None where that is not known: then nothing is changed and one line
    says why. `is_free` tells of a sheet whether new rows fit into an area.
    """
    if baseline is None:
        known = document.source is None or not document.tables
        what = _("What was changed in the matrix")
        return ChangeSet(not_written=() if known else (NotWritten("", "", what, _(UNKNOWN_READING)),))
    if _is_same(document, baseline.document):
        return ChangeSet(reading=reading_of(baseline.plan, {grid.name: grid for grid in baseline.workbook.sheets}))
    refused: set[Key] = set()
    lost: dict[int, dict[Key, Lost]] = {}
    for number in range(_ROUNDS):
        progress.at(number / _ROUNDS)
        work = Work.of(document, baseline, is_free, refused, everything=number < _ROUNDS - 1)
        found = read_again(baseline.workbook, work.tables, [table for table, _process in work.added])
        differing = list(differences(document, found, work.all))
        new = _to_refuse(work, differing, lost, number)
        if not new - refused:
            break
        refused |= new
    for number, table in enumerate(work.all):
        left = {key for one in differing if one.table == number for key in one.keys}
        every = table.lost | {key: one for key, one in lost.get(number, {}).items() if key not in table.lost}
        # What was given up for something else, and reads right all the same, is not lost.
        table.lost = {key: one for key, one in every.items() if key in left or not key[0] or key[1] in _NOT_READ}
    return result_of(work, document, baseline)


def _is_same(now: Document, then: Document) -> bool:
    """Tell whether two documents say the same of what stands in sheets."""
    people = [[(one.id, one.name, one.aliases) for one in of.people.values()] for of in (now, then)]
    processes = [[(one.id, one.name) for one in of.processes.values()] for of in (now, then)]
    same = now.tasks == then.tasks and now.order == then.order and now.dependencies == then.dependencies
    return same and people[0] == people[1] and processes[0] == processes[1] and now.tables == then.tables


@dataclass
class Work:
    """All tables while the changes are collected; `added` are those on sheets of their own, with their processes."""

    tables: list[Table]
    added: list[tuple[Table, str]] = field(default_factory=list)
    homeless: list[Task] = field(default_factory=list)

    @property
    def all(self) -> list[Table]:
        return [*self.tables, *(table for table, _process in self.added)]

    @classmethod
    def of(cls, now: Document, baseline: Baseline, is_free: IsFree, refused: set[Key], *, everything: bool) -> "Work":
        """Collect; without `everything` no cell is changed, so that what is left is sure to be right."""
        grids = {grid.name: grid for grid in baseline.workbook.sheets}
        parts = zip(baseline.plan.tables, baseline.contents, strict=True)
        work = cls([
            Table(number, grids[plan.sheet], plan, content, now, baseline.document, refused)
            for number, (plan, content) in enumerate(parts)
        ])  # fmt: skip
        habits = {table.number: Marks(table) for table in work.tables}
        new = new_tasks(now, baseline.document)
        for table in work.tables:
            table.rows = rows_read(table)
            if tasks := new.pop(table.number, None):
                below = rows_below(table, tasks, is_free)
                table.rows += below or []
                if below is None:
                    name = _("{sheet}, new tasks").format(sheet=table.plan.sheet)
                    work._add_sheet(table, tasks, name, tasks[0].process, now, grids)
        for home, tasks in new.items():
            if work.tables and isinstance(home, str):
                work._add_sheet(work.tables[0], tasks, now.processes[home].name, home, now, grids)
            else:
                work.homeless += tasks
        for table in work.all if everything else ():
            write_headers(table)
            write_texts(table)
            own = habits[table.number] if table in work.tables else Marks(table)
            own.letters, own.names = habits[table.number].letters, habits[table.number].names
            own.write()
            write_numbers(table)
            write_links(table)
        return work

    def _add_sheet(
        self, like: Table, tasks: Sequence[Task], wanted: str, process: ProcessId, now: Document,
        grids: dict[str, Grid],
    ) -> None:  # fmt: skip
        taken = [*grids, *(table.plan.sheet for table, _process in self.added)]
        name = free_sheet_name(wanted, taken, _("Sheet"))
        first = header_plan(like.plan, name, 1).first_row
        rows = laid_out(like.plan, tasks, first)
        height = rows[-1].all[-1] + 1 - first
        grid = replace(header_grid(like.grid, like.plan, name, height), transposed=like.grid.transposed)
        plan = header_plan(like.plan, name, height)
        table = Table(like.number, grid, plan, TableContent(name), like.now, like.was, like.refused)
        table.rows, table.is_counted, table.was_there = rows, like.is_counted, False
        self.added.append((table, now.processes[process].name))


def _to_refuse(work: Work, differing: Sequence[Difference], lost: dict[int, dict[Key, Lost]], number: int) -> set[Key]:
    """Return the keys of changes that would be read otherwise; remember what is lost with them."""
    tables = work.all
    refused: set[Key] = set()
    for difference in differing:
        table = tables[difference.table]
        known = {*table.lost, *table.follows, *lost.get(difference.table, {})}
        keys = set(difference.keys)
        edits = [edit for edit in table.edits.values() if edit.keys & keys]
        is_new = keys.isdisjoint(known)
        others: list[Edit] = []
        if is_new and not edits and number == 0 and _is_unchanged(table, difference.keys[0]):
            # Something else brought it about: what else was written of that kind.
            kinds = {key for _task, key in keys}
            others = [edit for edit in table.edits.values() if any(key in kinds for _task, key in edit.keys)]
        if others:
            edits = others
        elif is_new:
            place = next((place for place, edit in table.edits.items() if edit.keys & keys), None)
            why = _reason(table, difference.keys[0]) if not edits else NOT_SO
            row = next((row for row in table.rows if row.now and row.now.id == difference.keys[0][0]), None)
            place = place or ((row.index, table.first_column) if row else None)
            lost.setdefault(difference.table, {})[difference.keys[0]] = Lost(difference.what, why, place)
        if is_new:
            refused |= {key for edit in edits for key in edit.keys}
            for place, edit in table.edits.items():
                for key in edit.keys if edit in edits else ():
                    lost.setdefault(difference.table, {}).setdefault(key, Lost(edit.what, NOT_SO, place))
    return refused


def _is_unchanged(table: Table, key: Key) -> bool:
    row = next((row for row in table.rows if row.now and row.now.id == key[0]), None)
    if row is None or row.was is None or row.now is None:
        return False
    kind, _colon, name = key[1].partition(":")
    if kind == "extra":
        return row.now.extras.get(name, "") == row.was.extras.get(name, "")
    if kind == "mark":
        letter, _colon, person = name.rpartition(":")
        mark = Mark(letter, PersonId(person))
        return (mark in row.now.marks) == (mark in row.was.marks)
    return kind in TEXT_FIELDS and getattr(row.now, kind) == getattr(row.was, kind)


def _reason(table: Table, key: Key) -> str:
    column = key[1].removeprefix("extra:")
    return NO_COLUMN if key[1].startswith("extra:") and column not in table.extra_columns else NOT_SO
