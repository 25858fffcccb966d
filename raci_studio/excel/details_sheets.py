"""The sheets People and Process: what the document knows beside the matrix, written and read back.

One row per person and per process. In a cell several things are parted by ";", a pair of rows or days is joined by
"–", a system and its owner by ":". Headers are known in every language of ours; unknown ones are passed over.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from raci_studio.core import edits
from raci_studio.core.document import Absence, Document, Person, PersonId, Process, TaskId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import N_, _, spellings
from raci_studio.excel.grid import Grid

PERSON, PROCESS = N_("Person"), N_("Process")
PROCESS_HEADER = (PROCESS, N_("Owner of the process"), N_("Where problems are reported"))
"""Words that together head the sheet Process."""

_OUTSIDE, _OBSERVER, _GROUP = N_("from outside"), N_("observer"), N_("group")
_FLAGS = {_OUTSIDE: "external", _OBSERVER: "observer", _GROUP: "group"}
_FULL_DAY = 8.0  # hours; what a person has where nobody said otherwise
_DASH = re.compile(r"\s*[–—-]\s*(?=\S)")
_ISO_PAIR = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:\s*[–—-]\s*(\d{4}-\d{2}-\d{2}))?\s*")

# Writing


def person_details(document: Document, person: Person) -> list[object]:
    """Return the cells of a person, in the order of `person_headers`."""
    deputies = (document.people[deputy].name for deputy in person.deputies)
    absences = (f"{of.first}–{of.last}" if of.last != of.first else of.first for of in person.absences)
    flags = (_(word) for word, flag in _FLAGS.items() if getattr(person, flag))
    hours = "" if person.hours_per_day == _FULL_DAY else person.hours_per_day
    return [
        _joined(deputies), person.department, person.manager, _joined(person.aliases), _joined(person.channels), hours,
        _joined(absences), _joined(flags),
    ]  # fmt: skip


def person_headers() -> list[str]:
    """Return the headers of what is known of a person, in the user's language."""
    return [_(head) for head in _PERSON_READERS]


def process_rows(document: Document) -> list[tuple[object, ...]]:
    """Return a row for each process, the header first; nothing where nothing was said of any process."""
    header = tuple(_(head) for head in (PROCESS, *_PROCESS_READERS))
    rows = [(process.name, *_process_cells(document, process)) for process in document.processes.values()]
    return [header, *rows] if any(any(row[1:]) for row in rows) else []


def _process_cells(document: Document, process: Process) -> list[str]:
    number = document.number_of
    return [
        document.people[process.owner].name if process.owner else "", process.inputs, process.outputs,
        process.main_channel, process.escalation, process.start, process.promised_end,
        _joined(f"{number(one)}–{number(other)}" for one, other in process.incompatible),
        _joined(f"{system}: {owner}" for system, owner in process.systems.items()),
    ]  # fmt: skip


def scenario_text(document: Document, task: TaskId) -> str:
    """Return what a row is instead of, "3 (if it fails)"; "" for a row of the plan."""
    row = document.tasks[task]
    if not row.scenario:
        return ""
    number = document.number_of(row.rescues)
    return f"{number} ({_(IF_IT_FAILS)})" if row.scenario == "negative" else str(number)


IF_IT_FAILS = N_("if it fails")
INSTEAD = N_("Instead of row")


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(texts)


# Reading


def with_details(document: Document, sheets: Iterable[Grid]) -> Document:
    """Return a document that was read from our own workbook with what its sheets People and Process say."""
    for grid in sheets:
        columns = _columns(grid, (PERSON, *_PERSON_READERS))
        if PERSON in columns and len(columns) > 2:
            document = _with_people(document, grid, columns)
        columns = _columns(grid, (PROCESS, *_PROCESS_READERS))
        if columns.keys() >= set(PROCESS_HEADER):
            document = _with_processes(document, grid, columns)
    return _with_scenarios(document)


def _columns(grid: Grid, heads: Iterable[str]) -> dict[str, int]:
    """Return the columns of a sheet by their header, as it stands in the code."""
    first = [grid.text(0, column).strip() for column in range(grid.width)] if grid.height else []
    return {head: first.index(word) for head in heads for word in _spelt(head) if word in first}


@cache
def _spelt(text: str) -> frozenset[str]:
    return spellings(text)


def _with_people(document: Document, grid: Grid, columns: Mapping[str, int]) -> Document:
    rows = [row for row in range(1, grid.height) if grid.text(row, columns[PERSON]).strip()]
    for row in rows:
        document, _anybody = _person(document, grid.text(row, columns[PERSON]))
    for row in rows:
        document, person = _person(document, grid.text(row, columns[PERSON]))
        for head, column in columns.items():
            if head != PERSON and (text := grid.text(row, column).strip()):
                document = _PERSON_READERS[head](document, person, text)
    return document


def _person(document: Document, name: str) -> tuple[Document, PersonId]:
    known = document.person_named(name)
    if known is None:
        document = edits.add_person(document, name)
        return document, document.people_order[-1]
    return document, known.id


def _deputies(document: Document, person: PersonId, text: str) -> Document:
    deputies = []
    for name in _parts(text):
        document, deputy = _person(document, name)
        deputies.append(deputy)
    return edits.set_person(document, person, deputies=tuple(one for one in dict.fromkeys(deputies) if one != person))


def _hours(document: Document, person: PersonId, text: str) -> Document:
    number = text.replace(",", ".")
    hours = float(number) if re.fullmatch(r"\d{1,2}(\.\d+)?", number) else 0.0
    return edits.set_person(document, person, hours_per_day=hours) if 0 < hours <= 24 else document


def _absences(document: Document, person: PersonId, text: str) -> Document:
    pairs = (_ISO_PAIR.fullmatch(part) for part in _parts(text))
    return edits.set_person(document, person, absences=tuple(Absence(m[1], m[2] or m[1]) for m in pairs if m))


def _flags(document: Document, person: PersonId, text: str) -> Document:
    said = set(_parts(text))
    flags = {flag: True for word, flag in _FLAGS.items() if said & _spelt(word)}
    return edits.set_person(document, person, **flags)


def _texts(field: str) -> "Callable[[Document, PersonId, str], Document]":
    return lambda document, person, text: edits.set_person(document, person, **{field: tuple(_parts(text))})


def _text(field: str) -> "Callable[[Document, PersonId, str], Document]":
    return lambda document, person, text: edits.set_person(document, person, **{field: text})


_PERSON_READERS: Mapping[str, Callable[[Document, PersonId, str], Document]] = {
    N_("Deputies"): _deputies, N_("Department"): _text("department"), N_("Manager"): _text("manager"),
    N_("Other names"): _texts("aliases"), N_("Channels they can use"): _texts("channels"), N_("Hours a day"): _hours,
    N_("Away"): _absences, N_("Special"): _flags,
}  # fmt: skip


def _with_processes(document: Document, grid: Grid, columns: Mapping[str, int]) -> Document:
    rows = [row for row in range(1, grid.height) if grid.text(row, columns[PROCESS]).strip()]
    by_name = {process.name: process.id for process in document.processes.values()}
    for row in rows:
        name = grid.text(row, columns[PROCESS]).strip()
        if len(rows) == len(by_name) == 1:  # a workbook of one process does not say its name in each row
            document = edits.set_process(document, document.process_order[0], name=name)
            by_name = {name: document.process_order[0]}
        if name not in by_name:
            continue
        for head, column in columns.items():
            if head != PROCESS and (text := grid.text(row, column).strip()):
                document = _set_process(document, document.processes[by_name[name]], _PROCESS_READERS[head], text)
    return document


def _set_process(document: Document, process: Process, field: str, text: str) -> Document:
    value: object = text
    if field == "owner":
        document, value = _person(document, text)
    elif field == "incompatible":
        value = tuple(_pairs(document, text))
    elif field == "systems":
        value = {name.strip(): owner.strip() for part in _parts(text) for name, _colon, owner in [part.partition(":")]}
    return edits.set_process(document, process.id, **{field: value})


def _pairs(document: Document, text: str) -> Iterator[tuple[TaskId, TaskId]]:
    for part in _parts(text):
        numbers = [int(number) for number in _DASH.split(part) if number.strip().isdigit()]
        if len(numbers) == 2 and all(1 <= number <= len(document.order) for number in numbers):
            yield document.order[numbers[0] - 1], document.order[numbers[1] - 1]


_PROCESS_READERS: Mapping[str, str] = {
    N_("Owner of the process"): "owner",
    N_("Inputs of the process"): "inputs",
    N_("Results of the process"): "outputs",
    N_("Main channel"): "main_channel",
    N_("Where problems are reported"): "escalation",
    N_("Start of the process"): "start",
    N_("Promised end"): "promised_end",
    N_("Pairs of tasks one person must not do both"): "incompatible",
    N_("Channels and systems with their owners"): "systems",
}


def _with_scenarios(document: Document) -> Document:
    """Turn the column that says what a row is instead of back into scenarios."""
    column = next((name for name in document.extra_columns if name in _spelt(INSTEAD)), None)
    if column is None:
        return document
    for task in document.order:
        match = re.match(r"\s*(\d+)\s*(\()?", document.tasks[task].extras.get(column, ""))
        if match and 1 <= int(match[1]) <= len(document.order):
            scenario = "negative" if match[2] else "alternative"
            try:
                document = edits.set_scenario(document, task, document.order[int(match[1]) - 1], scenario)
            except UserError:  # somebody typed a row there that cannot be rescued: it stays a plain row
                continue
    return edits.delete_extra_column(document, column)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
