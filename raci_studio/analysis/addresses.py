"""From the matrix back to the client's sheet: at which address a remark belongs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from raci_studio.analysis.findings import Cell, Finding
from raci_studio.core.document import Document, PersonId, SourceTable


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A cell of the source workbook, e.g. sheet "RACI", cell "D7"."""

    sheet: str
    cell: str


def addresses_of(document: Document, finding: Finding) -> tuple[Address, ...]:
    """Return where a finding is shown on the client's sheets, each address once.

    A finding about people without cells of its own belongs to the headers of their columns. What has no
    place on a sheet (a task added here, a column the sheet lacks altogether) gives none.
    """
    found: list[Address | None] = [address_of(document, cell) for cell in finding.cells]
    if not finding.cells:
        found += [header for person in finding.people for header in _headers(document, finding, person)]
    return tuple(dict.fromkeys(address for address in found if address is not None))


def address_of(document: Document, cell: Cell) -> Address | None:
    """Return the address of one cell of the matrix; where the sheet has no such column, the task's own cell."""
    origin = document.tasks[cell.task].origin
    if origin is None:
        return None
    table = document.tables[origin.table]
    column = _column(table, cell)
    return None if column is None else Address(table.sheet, _cell(table, column, origin.row))


def _column(table: SourceTable, cell: Cell) -> str | None:
    """Return the key of the table's column (row, if transposed) that holds the cell, or the task's name."""
    holds = {held: column for column, held in reversed(list(table.columns.items()))}
    wanted = [cell.field]
    if cell.field.startswith("role:"):
        wanted = [f"person:{cell.person}"] if cell.person else []
        wanted += [cell.field, "roles"]
    for field in (*wanted, "name", "task", "number"):
        if field in holds:
            return holds[field]
    return next(iter(table.columns), None)


def _cell(table: SourceTable, column: str, row: int) -> str:
    return f"{column_letters(row)}{column}" if table.transposed else f"{column}{row}"


def _headers(document: Document, finding: Finding, person: PersonId) -> Iterator[Address]:
    for table in document.tables:
        if table.process == finding.process:
            for column, held in table.columns.items():
                if held == f"person:{person}":
                    yield Address(table.sheet, _cell(table, column, table.header_row))


def column_letters(number: int) -> str:
    """Return the letters of a column that counts from 1: 1 is "A", 28 is "AB"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_address(cell: str) -> tuple[int, int]:
    """Return (row, column) from 1 of an address such as "D7"."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d+)", cell)
    assert match, cell
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
