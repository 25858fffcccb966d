"""Texts put into cells of the People page: a pure edit of many cells that leaves out and lists what makes no sense."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from raci_studio.core import edits
from raci_studio.core.document import Document, PersonId, fold_name
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.matrix.texts import NameChoices, unknown_names
from raci_studio.gui.pages.people_columns import NAME, Kind, PeopleColumn, write_cell


class PersonWrite(NamedTuple):
    """A text to be put into a cell. `person` is None for somebody who is not there yet (`new_row` counts them)."""

    person: PersonId | None
    column: PeopleColumn
    text: str
    new_row: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that kept what it held, by the name of its person and the title of its column, and why."""

    name: str
    column: str
    error: UserError


def write_cells(
    document: Document, writes: Sequence[PersonWrite], choices: NameChoices, refused: list[Refusal]
) -> Document:
    """Put texts into cells, the names first: who is added by them can be a deputy in another cell.

    A cell whose text makes no sense there keeps what it holds and is added to `refused`; the others are written. Where
    the name of somebody new is refused, the other cells of that row come to nothing.
    """
    added: dict[int, PersonId] = {}
    for item in sorted(writes, key=lambda item: item.column.key != NAME):
        person = item.person or added.get(item.new_row)
        try:
            if person is not None:
                document = write_cell(document, item.column, person, item.text, choices)
            elif item.column.key == NAME:
                document = edits.add_person(document, item.text)
                added[item.new_row] = document.people_order[-1]
        except UserError as error:
            name = document.people[person].name if person is not None else item.text
            refused.append(Refusal(name, _(item.column.title), error))
    return document


def unknown_in(document: Document, writes: Iterable[PersonWrite]) -> tuple[str, ...]:
    """Return the names in cells of people that nobody bears, nor would bear with these writes; each once."""
    writes = list(writes)
    given = {fold_name(item.text) for item in writes if item.column.key == NAME}
    texts = (item.text for item in writes if item.column.kind is Kind.PEOPLE)
    return tuple(name for name in unknown_names(document, texts) if fold_name(name) not in given)


def refusal(refused: Sequence[Refusal], remark: UserError | None, *, was_one: bool) -> UserError:
    """Return what to tell about refused cells: the reason alone where one cell was edited, else where they are."""
    if was_one:
        return refused[0].error
    lines = [
        _("{name}, “{column}”: {reason}").format(name=item.name, column=item.column, reason=item.error)
        for item in refused
    ]
    lines += [str(remark)] if remark is not None else []
    count = len(refused)
    what = ngettext("{n} cell kept what it held.", "{n} cells kept what they held.", count).format(n=count)
    return UserError(f"{what} {lines[0]}", details=lines if len(lines) > 1 else ())
