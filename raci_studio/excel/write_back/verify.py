"""Read what is to be written as an import will read it, and tell where that is not what the matrix says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from raci_studio.core.document import TEXT_FIELDS, Document, PersonId, Task, TaskId
from raci_studio.core.i18n import _
from raci_studio.core.predecessors import predecessors_text
from raci_studio.excel.grid import Grid, Place
from raci_studio.excel.importing import take_tables
from raci_studio.excel.plan import ImportPlan, TablePlan
from raci_studio.excel.read import Workbook, trimmed
from raci_studio.excel.write_back.marks import keys_of
from raci_studio.excel.write_back.rows import deleted
from raci_studio.excel.write_back.table import Key, Table
from raci_studio.excel.write_back.texts import said, title_of
from raci_studio.excel.write_back.values import read_alike


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that would be read otherwise than the matrix has it: its keys, and what the matrix says."""

    table: int
    keys: tuple[Key, ...]
    what: str


def plan_after(table: Table) -> TablePlan:
    """Return the plan of a table as it will be: renamed columns, new rows, deleted tasks passed over."""
    plan = table.plan
    gone = {at for row in table.rows if row.now is None for at in row.all}
    used = {mark.letter for row in table.rows if row.now for mark in row.now.marks} if plan.letters else set()
    kinds = {letter: kind.value for letter, kind in table.now.settings.scheme.kinds.items() if letter in used}
    kinds = {letter: kind for letter, kind in kinds.items() if letter not in plan.letters}
    last = max([plan.last_row, *(row.all[-1] for row in table.rows)])
    return replace(
        plan, columns=table.columns, sections=table.sections, last_row=last, skipped=plan.skipped | gone,
        struck=plan.struck | gone, letters={**plan.letters, **kinds},
    )  # fmt: skip


def with_values(grid: Grid, values: Mapping[Place, Any]) -> Grid:
    """Return a sheet with other values in some cells, all as on the real sheet."""
    if not values:
        return grid
    rows = [list(row) for row in grid.rows]
    for (row, column), value in values.items():
        rows += [[] for _missing in range(row + 1 - len(rows))]
        rows[row] += [""] * (column + 1 - len(rows[row]))
        held = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
        rows[row][column] = "" if held is None else held
    return replace(grid, rows=trimmed(rows))


def real(table: Table, place: Place) -> Place:
    """Return a place on the real sheet."""
    return place[::-1] if table.raw.transposed else place


def read_again(workbook: Workbook, tables: Sequence[Table], added: Sequence[Table]) -> Document:
    """Return the document that the changed workbook gives; `added` are tables on sheets of their own."""
    values: dict[str, dict[Place, Any]] = {}
    for table in tables:
        held = values.setdefault(table.plan.sheet, {})
        held.update({real(table, place): edit.value for place, edit in table.edits.items()})
    sheets = [with_values(grid, values.get(grid.name, {})) for grid in workbook.sheets]
    for table in added:
        own = with_values(table.raw, {place: edit.value for place, edit in table.edits.items()})
        sheets.append(own.transpose() if own.transposed else own)
    plan = ImportPlan(tuple(plan_after(table) for table in (*tables, *added)))
    return take_tables(replace(workbook, sheets=tuple(sheets)), plan).document


def differences(now: Document, found: Document, tables: Sequence[Table]) -> Iterator[Difference]:
    """Yield what of the matrix the changed workbook would not give back; `tables` are all, in the order of `found`."""
    ids: dict[TaskId, TaskId] = {}
    pairs: list[tuple[int, Task, Task]] = []
    by_place = {(task.origin.table, task.origin.row): task for task in found.tasks.values() if task.origin}
    for number, table in enumerate(tables):
        for row in table.rows:
            read = by_place.get((number, row.index + 1))
            if row.now is None:
                continue
            if read is None:
                yield Difference(number, ((row.now.id, "name"),), said(title_of("name"), row.now.name))
                continue
            ids[read.id] = row.now.id
            pairs.append((number, row.now, read))
    people = _people(now, found, tables)
    extras = _extras(found, tables)
    for number, task, read in pairs:
        yield from _of_task(number, task, read, now, found, people, extras[number], tables[number])
        if _links(found, read.id, ids) != _links(now, task.id, {}):
            what = said(_("Predecessors"), predecessors_text(now, task.id))
            yield Difference(number, ((task.id, "predecessors"),), what)


def _of_task(
    number: int, task: Task, read: Task, now: Document, found: Document, people: Mapping[PersonId, PersonId],
    names: Mapping[str, str], table: Table,
) -> Iterator[Difference]:  # fmt: skip
    for field in TEXT_FIELDS:
        text = getattr(task, field)
        if not read_alike(getattr(read, field), text):
            yield Difference(number, ((task.id, field),), said(title_of(field), text))
    extras = {names.get(name, name): text for name, text in read.extras.items()}
    for name in dict.fromkeys((*task.extras, *extras)):
        text = task.extras.get(name, "")
        if not table.same(name, text, extras.get(name, "")) and not read_alike(extras.get(name, ""), text):
            yield Difference(number, ((task.id, f"extra:{name}"),), said(name, text))
    marks = {(mark.letter, mark.person) for mark in task.marks}
    others = {(mark.letter, people.get(mark.person, mark.person)) for mark in read.marks}
    for letter, person in sorted(marks ^ others):
        name = now.people[person].name if person in now.people else str(person)
        what = f"{letter}: {name}" if (letter, person) in marks else said(name, "")
        yield Difference(number, tuple(keys_of(task.id, letter, person)), what)
    if now.processes[task.process].name != found.processes[read.process].name and table.columns_of("process"):
        yield Difference(number, ((task.id, "process"),), said(_("Process"), now.processes[task.process].name))


def _people(now: Document, found: Document, tables: Sequence[Table]) -> dict[PersonId, PersonId]:
    """Return who the people of the new reading are."""
    known: dict[PersonId, PersonId] = {}
    for number, table in enumerate(tables):
        for label, held in found.tables[number].columns.items():
            mine = table.held_now.columns.get(label, "")
            if held.startswith("person:") and mine.startswith("person:"):
                known.setdefault(PersonId(held[7:]), PersonId(mine[7:]))
    for person in found.people.values():
        who = now.person_named(person.name)  # a name from before does not count: it should not be there any more
        if person.id not in known and who:
            known[person.id] = who.id
    return known


def _extras(found: Document, tables: Sequence[Table]) -> list[dict[str, str]]:
    """Return for each table the extra columns of the new reading, with their names in the matrix."""
    names: list[dict[str, str]] = []
    for number, table in enumerate(tables):
        held = found.tables[number].columns
        pairs = ((held.get(label, ""), mine) for label, mine in table.held_now.columns.items())
        names.append({
            read.removeprefix("extra:"): mine.removeprefix("extra:")
            for read, mine in pairs
            if read.startswith("extra:") and mine.startswith("extra:")
        })  # fmt: skip
    return names


Shape = frozenset[tuple[str, float, bool, frozenset[str]]]


def _links(document: Document, task: TaskId, ids: Mapping[TaskId, TaskId]) -> Shape:
    links = document.predecessors.get(task, ())
    groups: dict[str, set[str]] = {}
    for link in links:
        groups.setdefault(link.alternative, set()).add(ids.get(link.before, link.before))
    return frozenset(
        (
            ids.get(link.before, link.before), link.lag_days, link.rework,
            frozenset(groups[link.alternative] if link.alternative else ()),
        )
        for link in links
    )  # fmt: skip


def rows_gone(tables: Iterable[Table]) -> dict[str, tuple[tuple[int, TaskId, str], ...]]:
    """Return the deleted tasks by their sheet."""
    found: dict[str, list[tuple[int, TaskId, str]]] = {}
    for table in tables:
        if rows := deleted(table):
            found.setdefault(table.plan.sheet, []).extend(rows)
    return {sheet: tuple(rows) for sheet, rows in found.items()}
