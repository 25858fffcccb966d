"""The columns of the People page: what each shows of a person, how it sorts, and how a typed text becomes an edit."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from raci_studio.core import edits, process_edits
from raci_studio.core.column_types import shown
from raci_studio.core.document import Absence, ColumnKind, ColumnType, Document, Person, PersonId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import N_, _
from raci_studio.core.scheme import KIND_TITLES
from raci_studio.gui.matrix.texts import NameChoices, people_named
from raci_studio.gui.pages.numbers import exact_text, number_text, share_text

if TYPE_CHECKING:
    from raci_studio.analysis.audit import PersonMeasures
    from raci_studio.analysis.carried import Carried

_PART = re.compile(r"[;,\n]")
_DAY = ColumnType(ColumnKind.DATE)
_DAYS = re.compile(r"(.+?)\s*(?:[–—]|\s-\s|\.\.)\s*(.+)")
_MOST_HOURS, _USUAL_HOURS = 24.0, 8.0
_NO = frozenset(("", "no", "false", "0", "-", "–", "—"))
NAME = "name"
"""The key of the column of names."""


class Kind(Enum):
    """How the cells of a column are shown and edited."""

    TEXT = "text"
    LIST = "list"  # several, parted by commas
    PEOPLE = "people"  # names of people, parted by commas
    NUMBER = "number"
    FLAG = "flag"
    DAYS = "days"
    MEASURE = "measure"  # computed, read-only


class Measured(NamedTuple):
    """What the analysis says of a person, None before it did."""

    measures: "PersonMeasures | None" = None
    carried: "Carried | None" = None


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """One column; `key` is an attribute of `Person`, a measure, or "letter:R". Texts are English and marked."""

    key: str
    title: str
    kind: Kind
    tip: str = ""
    width: int = 110

    @property
    def letter(self) -> str:
        """Return the letter that is counted, "" for other columns."""
        return self.key.removeprefix("letter:") if self.key.startswith("letter:") else ""

    @property
    def is_right(self) -> bool:
        """Tell whether the texts stand at the right of their cells: they are numbers."""
        return self.kind in (Kind.NUMBER, Kind.MEASURE)


_BEFORE = (PeopleColumn(NAME, N_("Name"), Kind.TEXT, width=190),)
_MEASURES = (
    PeopleColumn("days", N_("Load, days"), Kind.MEASURE,
                 N_("Working days of the tasks they carry out; a task without a duration counts as one day, one of "
                    "several executors as a part of it"), 80),
    PeopleColumn("expected", N_("Blocks, expected"), Kind.MEASURE,
                 N_("What share of the remaining work stops if they are away from a random day on"), 96),
    PeopleColumn("blocked", N_("Blocks, in all"), Kind.MEASURE, N_("What share of all work stops without them"), 96),
    PeopleColumn("alone", N_("Only they can"), Kind.MEASURE,
                 N_("How many tasks only they can do or decide, deputies counted"), 90),
)  # fmt: skip
_AFTER = (
    PeopleColumn("deputies", N_("Deputies"), Kind.PEOPLE, N_("Who may stand in for them"), 150),
    PeopleColumn("department", N_("Department"), Kind.TEXT, width=120),
    PeopleColumn("manager", N_("Manager"), Kind.TEXT, width=130),
    PeopleColumn("channels", N_("Channels"), Kind.LIST, N_("What they can use; nothing means nobody said"), 130),
    PeopleColumn("absences", N_("Absences"), Kind.DAYS, N_("When they are away; F2 opens the dates"), 180),
    PeopleColumn("hours_per_day", N_("Hours a day"), Kind.NUMBER, N_("How long they work on this in a day"), 84),
    PeopleColumn("external", N_("From outside"), Kind.FLAG, width=90),
    PeopleColumn("observer", N_("Observer"), Kind.FLAG, N_("Only looks on, on purpose"), 80),
    PeopleColumn("group", N_("Group"), Kind.FLAG, N_("A name such as “Everybody” that is meant as it stands"), 70),
    PeopleColumn("aliases", N_("Other names"), Kind.LIST, N_("Other ways this name is written"), 150),
)  # fmt: skip


def people_columns(document: Document) -> list[PeopleColumn]:
    """Return the columns for a document: those of the letters are the letters of its scheme."""
    letters = [
        PeopleColumn(f"letter:{letter}", letter, Kind.MEASURE, KIND_TITLES[kind] if kind else "", 44)
        for letter, kind in document.settings.scheme.kinds.items()
    ]
    return [*_BEFORE, *letters, *_MEASURES, *_AFTER]


def value_of(column: PeopleColumn, document: Document, person: Person, measured: Measured) -> "str | float | bool":
    """Return what a column holds: it sorts by this; -1 for a measure that is not there yet."""
    if column.kind is Kind.MEASURE:
        return _measure(column, measured)
    held = getattr(person, column.key)
    if column.kind is Kind.PEOPLE:
        return ", ".join(document.people[other].name for other in held if other in document.people)
    if column.kind is Kind.LIST:
        return ", ".join(held)
    if column.kind is Kind.DAYS:
        return "; ".join(absence_text(away) for away in held)
    return held


def _measure(column: PeopleColumn, measured: Measured) -> float:
    measures, carried = measured
    if column.letter and measures is not None:
        return float(measures.counts.get(column.letter, 0))
    if column.key in ("expected", "blocked") and measures is not None:
        return measures.expected_blocked_share if column.key == "expected" else measures.blocked_share
    if column.key in ("days", "alone") and carried is not None:
        return carried.days if column.key == "days" else float(len(carried.alone))
    return -1.0


def text_of(column: PeopleColumn, document: Document, person: Person, measured: Measured) -> str:
    """Return a cell as text: what is shown, copied and edited; a measure of nothing is empty."""
    value = value_of(column, document, person, measured)
    if column.kind is Kind.FLAG:
        return _("yes") if value else ""
    if column.kind is Kind.NUMBER:
        return exact_text(float(value))
    if column.kind is not Kind.MEASURE:
        return str(value)
    if float(value) <= 0:
        return ""
    return share_text(float(value)) if column.key in ("expected", "blocked") else number_text(float(value))


def absence_text(away: Absence) -> str:
    """Return an absence as it is shown and typed: two days in the user's language, one day as such."""
    return " – ".join(shown(_DAY, day) for day in dict.fromkeys((away.first, away.last)))


def read_absences(text: str) -> tuple[Absence, ...]:
    """Read absences parted by ";". Raise `UserError` where a part is no day and no two days."""
    from raci_studio.analysis.dates import read_date

    found = []
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        match = _DAYS.fullmatch(part)
        days = [read_date(day) for day in (match.groups() if match else (part, part))]
        first, last = days
        if first is None or last is None:
            what = _("“{text}” is no day and no two days.").format(text=part)
            raise UserError(what, remedy=_("Type them as 2026-01-05–2026-01-09."))
        found.append(Absence(first.isoformat(), last.isoformat()))
    return tuple(found)


def parts_of(text: str) -> tuple[str, ...]:
    """Return the parts of a list, blanks trimmed, each once."""
    return tuple(dict.fromkeys(filter(None, (" ".join(part.split()) for part in _PART.split(text)))))


def write_cell(document: Document, column: PeopleColumn, person: PersonId, text: str, choices: NameChoices) -> Document:
    """Put a text into a person's cell. Raise `UserError` where it makes no sense there."""
    if column.key == NAME:
        return edits.rename_person(document, person, text)
    if column.kind is Kind.PEOPLE:
        document, named = people_named(document, text, choices)
        return edits.set_person(document, person, **{column.key: tuple(one for one in named if one != person)})
    if column.kind is Kind.DAYS:
        return process_edits.set_absences(document, person, read_absences(text))
    if column.kind is Kind.LIST:
        return edits.set_person(document, person, **{column.key: parts_of(text)})
    if column.kind is Kind.FLAG:
        return edits.set_person(document, person, **{column.key: _is_yes(text)})
    if column.kind is Kind.NUMBER:
        return edits.set_person(document, person, **{column.key: _hours(text)})
    return edits.set_person(document, person, **{column.key: " ".join(text.split())})


def _is_yes(text: str) -> bool:
    """Any sign is a yes, as in sheets with ticks, unless it says no."""
    return text.strip().casefold() not in {*_NO, _("no").casefold()}


def _hours(text: str) -> float:
    if not text.strip():
        return _USUAL_HOURS
    try:
        hours = float(text.replace(",", "."))
    except ValueError:
        hours = 0.0
    if not 0 < hours <= _MOST_HOURS:
        what = _("“{text}” is no number of hours.").format(text=text)
        raise UserError(what, remedy=_("Type a number up to 24, such as 8 or 4.5."))
    return hours
