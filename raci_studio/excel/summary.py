"""What an annotated copy holds, to be told before it is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from raci_studio.core.i18n import N_, _, ngettext
from raci_studio.excel.parts.annotating import LeftOut
from raci_studio.excel.write_back.changes import ChangeSet, NotWritten, place_of

_KINDS = {"notes": N_("Note"), "highlights": N_("Highlight"), "struck": N_("Deleted task")}


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of what is in the copy; `sheets` are those with new tasks and how many, `findings` is where the rest is.

    `warnings` are lines about the whole file.
    """

    notes: int = 0
    cells: int = 0
    rows: int = 0
    struck: int = 0
    sheets: tuple[tuple[str, int], ...] = ()
    not_written: tuple[NotWritten, ...] = ()
    findings: str = ""
    warnings: tuple[str, ...] = ()

    def counts(self) -> list[str]:
        """Return a line for each kind of thing that is there."""
        lines = [_("Cells with our notes: {count}").format(count=self.notes)]
        if self.cells:
            lines.append(_("Changed cells: {count}").format(count=self.cells))
        if self.rows:
            lines.append(_("New tasks below the matrix: {count}").format(count=self.rows))
        for name, count in self.sheets:
            what = _("New tasks on a sheet of their own, “{sheet}”, because other things stand below: {count}")
            lines.append(what.format(sheet=name, count=count))
        if self.struck:
            lines.append(_("Deleted tasks, struck through: {count}").format(count=self.struck))
        if self.not_written:
            what = ngettext(
                "{count} thing could not be written; the sheet “{sheet}” lists it.",
                "{count} things could not be written; the sheet “{sheet}” lists them.",
                len(self.not_written),
            )
            lines.append(what.format(count=len(self.not_written), sheet=self.findings))
        return lines

    def details(self) -> list[str]:
        """Return a line for each thing that could not be written."""
        return [line_of(one) for one in self.not_written]

    def lines(self) -> tuple[str, ...]:
        """Return all there is to tell; of a workbook that is new altogether that is no more than the warnings."""
        return self.warnings if not self.findings else (*self.counts(), *self.details(), *self.warnings)


def line_of(one: NotWritten) -> str:
    """Return one line of what could not be written."""
    place = place_of(one)
    text = _("{what}: not written, because {why}.").format(what=one.what, why=one.why)
    return f"{place}: {text}" if place else text


def left_out(items: Iterable[LeftOut], changes: ChangeSet) -> list[NotWritten]:
    """Return what the workbook itself does not let be written: formulas, headers of tables, conversations…"""
    what = {(one.sheet, one.cell): one.what for one in changes.cells}
    return [
        NotWritten(item.sheet, item.cell, _(_KINDS[item.what]) if item.what in _KINDS else _what(item, what), item.why)
        for item in items
    ]


def _what(item: LeftOut, what: dict[tuple[str, str], str]) -> str:
    return what.get((item.sheet, item.cell)) or _("Value")
