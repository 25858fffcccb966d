"""The annotated copy of the client's workbook: their own file, with our notes, highlights, changes and sheets.

Of .xlsx and .xlsm the parts are edited in place (`excel.parts`); what is of another kind, or cannot be edited safely,
becomes a new workbook with the same values at the same addresses (`excel.annotate_new`).
"""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from raci_studio.analysis.addresses import Address, addresses_of
from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.findings import Finding, Severity
from raci_studio.analysis.fixes import fix_text, fixes_of
from raci_studio.analysis.texts import SEVERITY_TITLES, message, why
from raci_studio.core.document import Document, SourceWorkbook, TaskId
from raci_studio.core.i18n import N_, _, ngettext
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.own import NAMESPACE, OwnPart, part_of, xml_of
from raci_studio.excel.parts.annotating import Annotating
from raci_studio.excel.parts.cells import Area, address_of
from raci_studio.excel.parts.errors import Untouchable
from raci_studio.excel.parts.plan import Highlight, NewRow, Note, Plan, Strike, ValueEdit
from raci_studio.excel.summary import Summary, left_out
from raci_studio.excel.write_back.baseline import Baseline, baseline_of
from raci_studio.excel.write_back.changes import ChangeSet, NotWritten, Value
from raci_studio.excel.write_back.collect import changes_of

if TYPE_CHECKING:
    from openpyxl import Workbook

    from raci_studio.excel.added_sheets import Pictures

log = logging.getLogger(__name__)

LONGEST_NOTE = 8000
"""Characters of our note: Excel shows no more, and a longer one is no note any more."""
REMOVED = N_("Removed in the matrix.")
"""Our note on a task that was deleted."""
_FRAMES = {Severity.ERROR: "B42318", Severity.WARNING: "92400E", Severity.HINT: "175CD3"}
"""The severities' colours of the design, where a frame stands for a fill."""


@dataclass(frozen=True, slots=True)
class AnnotatedCopy:
    """The bytes of a copy that nobody has written yet, and what is in it."""

    data: bytes
    summary: Summary


def annotated_copy(
    source: SourceWorkbook, document: Document, analysis: Analysis, macros: bool, progress: Progress = SILENT,
    pictures: "Pictures" = (),
) -> AnnotatedCopy:  # fmt: skip
    """Return the client's workbook with notes, highlights, added sheets and what was changed in the matrix.

    `pictures` are those of the sheet Graph. `macros` says that the copy may carry macros (its name ends in .xlsm). A
    workbook that is not .xlsx or .xlsm, or that cannot be edited safely, becomes a new one with the same values at the
    same addresses. Raise `UserError` where the source cannot be read.
    """
    from raci_studio.excel.annotate_new import copy_of_values

    progress.at(0.0, _("Reading the client's workbook"))
    notes = findings_by_address(document, analysis)
    baseline = baseline_of(replace(document, source=source))
    reasons: tuple[str, ...] = ()
    if PurePath(source.name).suffix.lower() in (".xlsx", ".xlsm"):
        try:
            return _in_place(source, document, analysis, notes, baseline, macros, progress, pictures)
        except Untouchable as reason:
            log.info("%s cannot be annotated in place: %s", source.name, reason)
            reasons = (str(reason),)
    what = _(
        "{name} cannot be annotated in place; the copy is a new workbook with all its values at the same addresses."
    )
    changes = changes_of(document, baseline)
    data, summary = copy_of_values(source, document, analysis, notes, changes, progress, pictures)
    return AnnotatedCopy(data, replace(summary, warnings=(*reasons, what.format(name=source.name))))


def _in_place(
    source: SourceWorkbook, document: Document, analysis: Analysis, notes: Mapping[Address, list[Finding]],
    baseline: Baseline | None, macros: bool, progress: Progress, pictures: "Pictures",
) -> AnnotatedCopy:  # fmt: skip
    from raci_studio.excel.added_sheets import add_sheets
    from raci_studio.excel.styles import SEVERITY_FILLS
    from raci_studio.excel.write import add_new_tasks

    frames = {SEVERITY_FILLS[severity]: colour for severity, colour in _FRAMES.items()}
    job = Annotating(source.data, frames)
    if not macros:
        job.drop_macros()
    progress.at(0.1, _("Comparing with the client's workbook"))
    changes = changes_of(document, baseline, lambda sheet, *area: job.is_free(sheet, Area(*area)))
    progress.at(0.2, _("Writing the notes"))
    highlights = [Highlight(at.sheet, at.cell, SEVERITY_FILLS[worst(found)]) for at, found in notes.items()]
    texts = [Note(at.sheet, at.cell, text) for at, text in note_texts(notes, document).items()]
    texts += [Note(row.sheet, row.noted, _(REMOVED)) for row in changes.struck]
    # Of several highlights of one merged cell the first counts: the worst one.
    highlights.sort(key=lambda one: list(SEVERITY_FILLS.values()).index(one.color))
    start = _STARTS_1904 if job.book.starts_in_1904 else _STARTS
    plan = Plan(
        tuple(ValueEdit(one.sheet, one.cell, as_number(one.value, start)) for one in changes.cells),
        tuple(highlights),
        tuple(texts),
        struck=tuple(Strike(row.sheet, cell) for row in changes.struck for cell in row.cells),
        rows=tuple(
            NewRow(
                row.sheet, row.row, row.like, row.columns,
                {column: as_number(value, start) for column, value in row.values.items()},
            )
            for row in changes.rows
        ),
    )  # fmt: skip
    job.apply(plan, into_merges=True, keep_locked=True)
    not_written = (*changes.not_written, *left_out(job.left_out, changes))

    def fill(book: "Workbook") -> Sequence[str]:
        """Add the sheets; whatever `add_sheets` makes is moved to the client's workbook."""
        new = add_new_tasks(book, changes.sheets)
        return (*new, *add_sheets(book, document, analysis, progress.part(0.4, 0.6), not_written, pictures))

    added = job.add_sheets(fill)[len(changes.sheets) :]
    written = {name: {address_of(place): text for place, text in of.items()} for name, of in job.written.items()}
    refused = {(one.sheet, one.cell) for one in job.left_out if one.what == "edits"}
    kept = dict(names for place, names in changes.renamed.items() if place in refused)
    changes = replace(changes, aliases={**changes.aliases, **kept})
    job.put_custom_part(NAMESPACE.encode(), xml_of(own_part(document, changes, added, written)))
    progress.at(0.7, _("Packing the workbook"))
    data = job.finished(progress.part(0.7, 1.0))
    cells = sum((one.sheet, one.cell) not in refused for one in changes.cells)
    summary = summary_of(changes, sum(map(len, written.values())) - len(changes.struck), not_written, added)
    warnings = (*job.warnings, *_framed(job.framed))
    return AnnotatedCopy(data, replace(summary, cells=cells, warnings=warnings))


def summary_of(changes: ChangeSet, notes: int, not_written: Sequence[NotWritten], added: Sequence[str]) -> Summary:
    """Return what there is to tell of a copy; the first of the sheets that were `added` lists what was not written."""
    sheets = tuple((sheet.name, sheet.tasks) for sheet in changes.sheets)
    return Summary(
        max(notes, 0), len(changes.cells), changes.added_tasks, len(changes.struck), sheets, tuple(not_written),
        added[0] if added else "",
    )  # fmt: skip


def own_part(
    document: Document, changes: ChangeSet, added: Sequence[str], notes: Mapping[str, Mapping[str, str]],
    unnamed: str = "",
) -> OwnPart:  # fmt: skip
    """Return what goes along with the copy; `unnamed` stands for the sheet of a text file."""
    places = {task: (sheet or unnamed, row) for task, (sheet, row) in changes.places.items()}
    part = part_of(document, added, places or task_places(document, unnamed), notes)
    titles = {sheet.name: sheet.process for sheet in changes.sheets}
    aliases = {**changes.aliases, **part.aliases}
    return replace(part, deleted=changes.deleted, reading=changes.reading, titles=titles, aliases=aliases)


def as_number(value: Value, start: dt.datetime) -> str | int | float | bool | None:
    """Return a value with a date as the number of its day, as the workbook counts days."""
    if not isinstance(value, dt.date):
        return value
    when = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    days = (when - start) / dt.timedelta(days=1)
    return int(days) if days.is_integer() else days


_STARTS, _STARTS_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)


def _framed(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    what = ngettext(
        "{count} cell is framed instead of filled: conditional formatting would hide the fill.",
        "{count} cells are framed instead of filled: conditional formatting would hide the fill.",
        count,
    )
    return (what.format(count=count),)


# What a note says and where, for both kinds of copies


def findings_by_address(document: Document, analysis: Analysis) -> Mapping[Address, list[Finding]]:
    """Return the findings of each cell that has any."""
    notes: dict[Address, list[Finding]] = defaultdict(list)
    for finding in analysis.findings:
        for address in addresses_of(document, finding):
            notes[address].append(finding)
    return notes


def worst(findings: Sequence[Finding]) -> Severity:
    """Return the severity that decides the highlight of a cell."""
    return min((finding.severity for finding in findings), key=lambda severity: severity.rank)


def note_texts(notes: Mapping[Address, Sequence[Finding]], document: Document) -> dict[Address, str]:
    """Return our note for each cell: each finding, why it matters, and the best way out of it."""
    # A finding may concern many cells, and to find the best way out of it may take long.
    remarks = {id(one): one for found in notes.values() for one in found}
    texts = {key: _remark(finding, document) for key, finding in remarks.items()}
    return {at: "\n\n".join(texts[id(one)] for one in found)[:LONGEST_NOTE] for at, found in notes.items()}


def _remark(finding: Finding, document: Document) -> str:
    lines = [
        f"{_(SEVERITY_TITLES[finding.severity])} {finding.code}: {message(finding, document)}",
        why(finding.code),
    ]
    fixes = fixes_of(document, finding)
    if fixes:
        lines.append(_("Proposed: {fix}").format(fix=fix_text(fixes[0])))
    return "\n".join(lines)


def task_places(document: Document, unnamed: str = "") -> dict[TaskId, tuple[str, int]]:
    """Return the sheet and row of each task; `unnamed` stands for the sheet of a text file."""
    tasks = [task for task in document.tasks_in_order() if task.origin]
    return {
        task.id: (document.tables[task.origin.table].sheet or unnamed, task.origin.row) for task in tasks if task.origin
    }
