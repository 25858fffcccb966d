"""Put values, highlights, notes and sheets into a copy of a workbook; nothing else of it changes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from raci_studio.core.i18n import N_, _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.parts import gate
from raci_studio.excel.parts.book import Book, SheetPlace, free_sheet_name
from raci_studio.excel.parts.cells import Area, Place, Value, address_of, content, place_of
from raci_studio.excel.parts.errors import NotWritten, Untouchable
from raci_studio.excel.parts.graft import Fill, graft
from raci_studio.excel.parts.notes import Notes
from raci_studio.excel.parts.package import Package
from raci_studio.excel.parts.plan import NewRow, Plan
from raci_studio.excel.parts.rows import add_rows, extend, is_free, is_protected
from raci_studio.excel.parts.sheet import MERGED, PROTECTED, Changes, Restyle, Sheet
from raci_studio.excel.parts.styles import Styles

if TYPE_CHECKING:
    from openpyxl import Workbook

AUTHOR = "RACI Studio"
_MACROS = "macroEnabled"
_PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
NO_SHEET = N_("there is no such sheet")
NO_CELLS = N_("this sheet has no cells")
NO_CELL = N_("there is no such cell")
TWICE = N_("the plan says so twice; the last one counts")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Say that something was not written: `what` is "edits", "highlights", "notes" or "struck".

    `why` is in the user's words.
    """

    what: str
    sheet: str
    cell: str
    why: str

    def line(self) -> str:
        """Return it as one line."""
        texts = {
            "edits": _("{place}: the value was not written, because {why}."),
            "rows": _("{place}: the value was not written, because {why}."),
            "highlights": _("{place}: the highlight was not set, because {why}."),
            "notes": _("{place}: the note was not written, because {why}."),
            "struck": _("{place}: the cell was not struck through, because {why}."),
            "sheets": _("{place}: the value was left out, because {why}."),
        }
        return " ".join(texts[self.what].format(place=f"{self.sheet}!{self.cell}", why=self.why).split())


@dataclass
class _Asked:
    """What is asked for on one sheet, by place."""

    values: dict[Place, Value] = field(default_factory=dict)
    colours: dict[Place, str] = field(default_factory=dict)
    notes: dict[Place, list[str]] = field(default_factory=dict)
    struck: dict[Place, str] = field(default_factory=dict)
    rows: list[NewRow] = field(default_factory=list)


class Annotating:
    """Edit one workbook: `apply` a plan, `add_sheets`, then `finished` gives the bytes. Raise `Untouchable`.

    `left_out` says what could not be written; `warnings` are lines about the whole file.
    """

    def __init__(self, data: bytes, frames: Mapping[str, str] | None = None) -> None:
        """Open a workbook. With `frames`, from fill to frame colour, a fill that would not be seen becomes a frame."""
        self._data, self._frames = data, frames or {}
        self.framed = 0
        self.package = Package(data)
        self.book = Book(self.package)
        self._opened_styles: Styles | None = None
        self.left_out: list[LeftOut] = []
        self.warnings: list[str] = []
        self.written: dict[str, dict[Place, str]] = {}
        self._values: dict[str, dict[Place, Value]] = {}
        self._added: tuple[str, ...] = ()
        if any(name.lower().startswith("_xmlsignatures/") for name in self.package.names()):
            self.warnings.append(_("The workbook is signed; the signature does not hold for the copy."))

    @property
    def _styles(self) -> Styles:
        """Open the styles when they are needed: where no style changes, they may be missing or damaged."""
        if self._opened_styles is None:
            self._opened_styles = Styles(self.package, self.package.part(self.package.book).namespace)
        return self._opened_styles

    def is_free(self, sheet: str, area: Area) -> bool:
        """Tell whether new rows fit into an area of a sheet."""
        found = self.book.find(sheet)
        is_sheet = found is not None and found.part and found.kind == "worksheet"
        return bool(is_sheet) and is_free(self.package, Sheet(self.package, found.part), area)  # type: ignore[union-attr]

    def apply(self, plan: Plan, *, into_merges: bool = False, keep_locked: bool = False) -> None:
        """Write values, highlights and notes, strike cells, add rows; call it once.

        With `into_merges` notes and highlights meant for the inside of a merged cell go to the cell that shows. With
        `keep_locked` a protected sheet keeps the values of its locked cells.
        """
        asked: dict[str, _Asked] = {}
        sheets: dict[str, Sheet] = {}
        for what, sheet, address, item in _items(plan):
            place, found = place_of(address), self.book.find(sheet)
            if found is None or not found.part or found.kind != "worksheet" or place is None:
                why = _unknown(found)
                self.left_out.append(LeftOut(what, sheet, address, _(why)))
                continue
            held = asked.setdefault(found.name, _Asked())
            if found.name not in sheets:
                sheets[found.name] = Sheet(self.package, found.part)
            if what == "rows":
                held.rows.append(item)  # type: ignore[arg-type]
                continue
            if what == "notes":
                held.notes.setdefault(place, []).append(str(item))
                continue
            kinds: dict[str, dict[Place, Any]]
            kinds = {"edits": held.values, "highlights": held.colours, "struck": held.struck}
            known = kinds[what]
            if place in known:
                self.left_out.append(LeftOut(what, sheet, address, _(TWICE)))
            known[place] = item
        for name, wanted in asked.items():
            if keep_locked and is_protected(sheets[name]):
                self._keep_locked(name, sheets[name], wanted)
            self._apply(name, sheets[name], wanted, into_merges)
        if any(self._values.values()):
            self.book.calculate_on_load()

    def _apply(self, name: str, sheet: Sheet, asked: _Asked, into_merges: bool) -> None:
        merges = sheet.merges_around({*asked.values, *asked.colours, *asked.notes, *asked.struck})
        inner = {place: area.first for place, area in merges.items() if place != area.first}
        by_kind: dict[str, dict[Place, Any]] = {"edits": asked.values}
        if into_merges:
            asked = _moved(asked, inner)
        else:
            by_kind |= {"highlights": asked.colours, "notes": asked.notes}
        for what, places in by_kind.items():
            for place in [place for place in places if place in inner]:
                del places[place]
                self._leave_out(what, name, place, _(MERGED))
        changes = Changes(asked.values, self._styling(sheet, asked.colours, asked.struck))
        if asked.rows:
            add_rows(sheet, asked.rows, changes)
            extend(self.package, self.book, sheet, name, asked.rows)
        refused = sheet.apply(changes)
        for place, why in refused.items():
            self._leave_out("edits", name, place, why)
        self._values[name] = {place: value for place, value in asked.values.items() if place not in refused}
        notes = {place: "\n\n".join(texts) for place, texts in asked.notes.items()}
        refused = Notes(self.package, sheet, AUTHOR).add(notes) if notes else {}
        for place, why in refused.items():
            self._leave_out("notes", name, place, why)
        self.written[name] = {place: text for place, text in notes.items() if place not in refused}

    def _keep_locked(self, name: str, sheet: Sheet, asked: _Asked) -> None:
        for place, style in sheet.styles_of(asked.values).items():
            if not self._styles.is_unlocked(style):
                del asked.values[place]
                self._leave_out("edits", name, place, _(PROTECTED))

    def _styling(
        self, sheet: Sheet, colours: Mapping[Place, str], struck: Collection[Place] = ()
    ) -> dict[Place, Restyle]:
        """Return what becomes of the styles: fills, or frames where a fill would be hidden and frames are wanted."""
        hidden = sheet.coloured_areas(self._styles.filling_differentials()) if self._frames else []
        found: dict[Place, Restyle] = {}
        for place, colour in colours.items():
            if any(place in area for area in hidden):
                found[place] = partial(self._styles.framed, colour=self._frames.get(colour, colour))
                self.framed += 1
            else:
                found[place] = partial(self._styles.filled, colour=colour)
        for place in struck:
            before = found.get(place)
            found[place] = partial(_in_turn, before, self._styles.struck) if before else self._styles.struck
        return found

    def _leave_out(self, what: str, sheet: str, place: Place, why: str) -> None:
        self.left_out.append(LeftOut(what, sheet, address_of(place), why))

    def add_sheets(self, fill: Fill) -> tuple[str, ...]:
        """Add the sheets that `fill` puts at the end of a workbook; return their names. Call it once."""
        self._added = graft(self.package, self.book, self._styles, fill)
        return self._added

    def put_custom_part(self, marker: bytes, data: bytes) -> None:
        """Add a part of our own that programs carry along, or renew the one that holds `marker`."""
        for name in self.package.archive.names():
            if name.lower().startswith("customxml/") and marker in self.package.read(name):
                self.package.replace(name, data)
                return
        name = self.package.free_name("customXml/item{}.xml")
        self.package.add(name, data, "application/xml")
        self.package.relate(self.package.book, "customXml", name)

    def drop_macros(self) -> None:
        """Make the workbook one without macros, as its new name says; `warnings` tells. Raise `Untouchable`."""
        if any(sheet.kind.lower().endswith("macrosheet") for sheet in self.book.sheets):
            what = _("the workbook has sheets of macros, which an .xlsx cannot hold.")
            raise Untouchable(what, remedy=_("Give the copy the extension .xlsm."))
        if _MACROS in self.package.kind_of(self.package.book):
            self.package.retype(self.package.book, _PLAIN_BOOK)
            if self.package.related(self.package.book, "vbaProject"):
                self.package.drop(self.package.book, "vbaProject")
                self.warnings.append(_("The macros were left out: an .xlsx cannot hold them, an .xlsm can."))

    def edited(self) -> bytes:
        """Return the bytes of the copy as they are, not checked; call this or `finished`, once."""
        if self._opened_styles:
            self._opened_styles.write()
        return self.package.result()

    def finished(self, progress: Progress = SILENT) -> bytes:
        """Return the bytes of the copy, read again and compared. Raise `Untouchable` where that does not agree."""
        data = self.edited()
        progress.at(0.5, _("Checking the copy"))
        gate.check(self.package, data, self._data, self._values, self._added)
        return data


def annotate(data: bytes, plan: Plan, progress: Progress = SILENT) -> tuple[bytes, list[str]]:
    """Return a workbook with all that a plan asks for, and a line for each thing that could not be written.

    Raise `Untouchable` for a workbook that cannot be changed safely.
    """
    job = Annotating(data)
    job.apply(plan)
    progress.at(0.3)
    if plan.sheets:
        job.add_sheets(lambda book: _fill_sheets(book, plan, job))
    progress.at(0.5)
    result = job.finished(progress.part(0.5, 1.0))
    unknown = [_("The plan's “{key}” means nothing here.").format(key=key) for key in plan.unknown]
    return result, [*job.warnings, *unknown, *(item.line() for item in job.left_out)]


def _in_turn(first: Restyle, second: Restyle, style: int) -> int:
    return second(first(style))


def _items(plan: Plan) -> Iterator[tuple[str, str, str, Value | NewRow]]:
    for edit in plan.edits:
        yield "edits", edit.sheet, edit.cell, edit.value
    for highlight in plan.highlights:
        yield "highlights", highlight.sheet, highlight.cell, highlight.color
    for note in plan.notes:
        yield "notes", note.sheet, note.cell, note.text
    for strike in plan.struck:
        yield "struck", strike.sheet, strike.cell, None
    for row in plan.rows:
        yield "rows", row.sheet, address_of((row.row, row.columns[0])), row


def _unknown(found: SheetPlace | None) -> str:
    if found is None:
        return NO_SHEET
    return NO_CELLS if not found.part or found.kind != "worksheet" else NO_CELL


def _moved(asked: _Asked, inner: dict[Place, Place]) -> _Asked:
    moved = _Asked(values=asked.values, rows=asked.rows)
    for place in asked.struck:
        if place not in inner:
            moved.struck[place] = asked.struck[place]
    for place, colour in asked.colours.items():
        moved.colours.setdefault(inner.get(place, place), colour)
    for place, texts in asked.notes.items():
        moved.notes.setdefault(inner.get(place, place), []).extend(texts)
    return moved


def _fill_sheets(book: "Workbook", plan: Plan, job: Annotating) -> tuple[str, ...]:
    from raci_studio.excel.styles import write_value

    titles = []
    for new in plan.sheets:
        sheet = book.create_sheet(free_sheet_name(new.name, book.sheetnames, _("Sheet")))
        titles.append(sheet.title)
        for row, values in enumerate(new.rows, start=1):
            for column, value in enumerate(values, start=1):
                try:
                    content(value, "")
                except NotWritten as reason:
                    job.left_out.append(LeftOut("sheets", sheet.title, address_of((row, column)), str(reason)))
                    continue
                if value is not None and value != "":
                    write_value(sheet.cell(row, column), value)
    return tuple(titles)
