"""Know our own workbooks again when they come home from a client.

What we write carries a custom part (``customXml``, which spreadsheet programs keep): the ids of tasks, people and
processes, the scheme, the types of extra columns, the sheets we added, the notes we wrote. Where it is gone, the
added sheets are known by their headers, our notes by how they begin, and deleted tasks by being struck through.
"""

import io
import logging
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from typing import Any

import msgspec
from defusedxml import ElementTree

from raci_studio.core.document import ColumnType, Document, PersonId, ProcessId, TaskId, fold_name
from raci_studio.core.i18n import N_, spellings
from raci_studio.core.scheme import RoleKind, make_scheme
from raci_studio.excel.details_sheets import PROCESS_HEADER
from raci_studio.excel.grid import Grid, Place, cell_indices
from raci_studio.excel.plan import ImportPlan, TablePlan
from raci_studio.excel.reading import HELD_DOWN, oriented

log = logging.getLogger(__name__)

ADDED_HEADERS = (
    (N_("Severity"), N_("Code"), N_("Finding"), N_("Why it matters")),
    (N_("Person"), N_("Blocked share"), N_("Expected blocked share"), N_("Deputies")),
    (N_("Question"), N_("Status"), N_("Answer"), N_("Findings")),
    PROCESS_HEADER,
)
"""Words that together head one of the sheets we add."""

NAMESPACE = "urn:raci-studio:workbook:1"
_FOLDER = "customXml/"
_LARGEST = 20_000_000  # bytes of our part
_TYPES, _BOOK_RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"


@dataclass(frozen=True)
class OwnPart:
    """What we wrote down about a workbook of ours. ``tasks`` maps a sheet to (row from 1, id, name) of its tasks.

    ``deleted`` are, in the same form, the tasks that are struck through; ``reading`` is how the tables are read (see
    ``own_reading``); ``titles`` names the process of a sheet that was added for new tasks; ``aliases`` are the other
    names, folded, of people who were merged, each with the name they go by.
    """

    added: tuple[str, ...] = ()
    tasks: Mapping[str, tuple[tuple[int, TaskId, str], ...]] = field(default_factory=dict)
    people: Mapping[str, PersonId] = field(default_factory=dict)
    processes: Mapping[str, ProcessId] = field(default_factory=dict)
    notes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scheme: str = ""
    kinds: Mapping[str, RoleKind] = field(default_factory=dict)
    next_number: int = 1
    types: Mapping[str, ColumnType] = field(default_factory=dict)
    deleted: Mapping[str, tuple[tuple[int, TaskId, str], ...]] = field(default_factory=dict)
    reading: Mapping[str, Any] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def ids(self, sheet: str, rows: Sequence[tuple[int, str]]) -> dict[int, TaskId]:
        """Return the ids of tasks in (row, name): by both, else by a name that moved, else by a row renamed."""
        names = {row: fold_name(name) for row, name in rows}
        known = (*self.tasks.get(sheet, ()), *self.deleted.get(sheet, ()))
        free = {task: (row, fold_name(name)) for row, task, name in known}
        found = {row: task for task, (row, name) in free.items() if names.get(row) == name}
        free = {task: place for task, place in free.items() if place[0] not in found}
        by_name = {name: task for task, (_row, name) in reversed(free.items())}
        for row, name in names.items():
            if row not in found and name in by_name:
                found[row] = by_name.pop(name)
        left = {row: task for task, (row, _name) in free.items() if task not in found.values()}
        return found | {row: task for row, task in left.items() if row in names and row not in found}


def part_of(
    document: Document, added: Iterable[str], rows: Mapping[TaskId, tuple[str, int]],
    notes: Mapping[str, Mapping[str, str]],
) -> OwnPart:  # fmt: skip
    """Return what to write down: ``rows`` are the sheet and row of each task, ``notes`` our texts by sheet and cell."""
    tasks: dict[str, list[tuple[int, TaskId, str]]] = {}
    for task in document.tasks_in_order():
        if task.id in rows:
            sheet, row = rows[task.id]
            tasks.setdefault(sheet, []).append((row, task.id, task.name))
    scheme = document.settings.scheme
    return OwnPart(
        tuple(added),
        {sheet: tuple(held) for sheet, held in tasks.items()},
        {fold_name(person.name): person.id for person in document.people_in_order()},
        {process.name: process.id for process in document.processes.values()},
        notes, scheme.name, scheme.kinds, document.next_number, document.extra_types,
        aliases={fold_name(name): person.name for person in document.people_in_order() for name in person.aliases},
    )  # fmt: skip


# Writing and reading the part


def xml_of(part: OwnPart) -> bytes:
    """Return the part as it is stored."""
    text = escape(msgspec.json.encode(part).decode(), quote=False)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<workbook xmlns="{NAMESPACE}">{text}</workbook>'.encode()


def with_part(data: bytes, part: OwnPart) -> bytes:
    """Return an .xlsx of ours with the part in it."""
    xml = xml_of(part)
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        taken = {name.lower() for name in old.namelist()}
        name = next(n for i in range(1, 1000) if (n := f"{_FOLDER}item{i}.xml").lower() not in taken)
        for info in old.infolist():
            held = old.read(info)
            if info.filename == _BOOK_RELATIONS:
                relation = f'<Relationship Id="rIdRaciStudio" Type="{_RELATION}" Target="/{name}"/>'
                held = held.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
            elif info.filename == _TYPES and b'Extension="xml"' not in held:
                kind = f'<Override PartName="/{name}" ContentType="application/xml"/>'
                held = held.replace(b"</Types>", kind.encode() + b"</Types>")
            new.writestr(info, held)
        new.writestr(name, xml)
    return result.getvalue()


def read_part(data: bytes) -> OwnPart | None:
    """Return our part of a workbook; None where there is none, or none that can be read."""
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                small = info.filename.startswith(_FOLDER) and info.file_size <= _LARGEST
                if small and NAMESPACE.encode() in (held := archive.read(info)):
                    text = ElementTree.fromstring(held, forbid_dtd=True).text or ""
                    return msgspec.json.decode(text, type=OwnPart)
    except Exception:  # a stranger's file, or a part somebody changed: it is read like any other workbook
        log.info("our part of the workbook was not read", exc_info=True)
    return None


# What a workbook of ours is read as


def without_added(sheets: Iterable[Grid], plan: ImportPlan, part: OwnPart | None) -> ImportPlan:
    """Return the plan without the sheets we added, and with the scheme the workbook was written in."""
    ours = {grid.name for grid in sheets if is_added(grid) or (part and grid.name in part.added)}
    tables = tuple(table for table in plan.tables if table.sheet not in ours)
    return ImportPlan(tuple(_in_scheme(table, part) for table in tables) if part and part.kinds else tables)


def _in_scheme(table: TablePlan, part: OwnPart) -> TablePlan:
    if table.sheet not in part.tasks:
        return table
    scheme = make_scheme(part.scheme, part.kinds)
    letters = {letter: kind.value for letter, kind in scheme.kinds.items()}
    return replace(
        table, scheme=part.scheme, letters={**letters, **{k: v for k, v in table.letters.items() if k not in letters}}
    )


def is_added(grid: Grid) -> bool:
    """Tell whether a sheet is one that we add to workbooks, by its header in any of our languages."""
    first = set(grid.texts[0]) if grid.height else set()
    return any(all(not words.isdisjoint(first) for words in header) for header in _headers())


@cache
def _headers() -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(tuple(map(spellings, header)) for header in ADDED_HEADERS)


def without_struck(grid: Grid, plan: TablePlan) -> TablePlan:
    """Return the plan without the rows whose every text is struck through: tasks that were deleted."""
    struck: frozenset[Place] = grid.details.struck if grid.details else frozenset()
    if not struck:
        return plan
    gone = {row for row in range(plan.first_row, plan.last_row + 1) if _is_struck(grid, plan, row, struck)}
    gone -= set(plan.sections) | plan.skipped
    left = set(range(plan.first_row, plan.last_row + 1)) - gone - set(plan.sections) - plan.skipped
    return replace(plan, skipped=plan.skipped | gone, struck=plan.struck | gone) if gone and left else plan


def _is_struck(grid: Grid, plan: TablePlan, row: int, struck: frozenset[Place]) -> bool:
    """Tell whether a row is: what holds for the rows below it too, a phase or a merged cell, does not count."""
    grid = oriented(grid, plan)
    columns = [column for column, what in plan.columns.items() if what not in HELD_DOWN and grid.text(row, column)]
    merges = {column: grid.merge_of(row, column) for column in columns}
    places = [(row, column) for column in columns if (area := merges[column]) is None or area[0] == area[2]]
    if grid.transposed:
        places = [place[::-1] for place in places]
    return bool(places) and struck.issuperset(places)


def without_notes(grid: Grid, part: OwnPart | None) -> Grid:
    """Return the sheet without the notes that we wrote; what the client said in the same cell stays."""
    if grid.details is None or not grid.details.comments:
        return grid
    written = {cell_indices(cell): text for cell, text in (part.notes.get(grid.name, {}) if part else {}).items()}
    comments = {place: _their_words(text, written.get(place, "")) for place, text in grid.details.comments.items()}
    comments = {place: text for place, text in comments.items() if text}
    return grid.with_details(replace(grid.details, comments=comments)) if comments != grid.details.comments else grid


def _their_words(text: str, ours: str) -> str:
    if ours and ours in text:
        return text.replace(ours, "").strip()
    return _our_note().sub("", text).strip()


@cache
def _our_note() -> re.Pattern[str]:
    from raci_studio.analysis.texts import SEVERITY_TITLES  # it brings all rules, and few workbooks have notes

    titles = sorted(set().union(*map(spellings, SEVERITY_TITLES.values())))
    return re.compile(rf"(?:^|\n\s*)(?:{'|'.join(map(re.escape, titles))}) [A-Z]\d{{3}}: .*", re.DOTALL)
