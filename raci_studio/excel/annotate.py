"""The annotated copy of the client's workbook: their own file, with our notes, highlights and sheets.

Of .xlsx and .xlsm the parts are edited in place (`excel.parts`); what is of another kind, or cannot be edited safely,
becomes a new workbook with the same values at the same addresses (`excel.annotate_new`).
"""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from raci_studio.analysis.addresses import Address, addresses_of
from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.findings import Finding, Severity
from raci_studio.analysis.fixes import fix_text, fixes_of
from raci_studio.analysis.texts import SEVERITY_TITLES, message, why
from raci_studio.core.document import Document, SourceWorkbook, TaskId
from raci_studio.core.i18n import _, ngettext
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.own import NAMESPACE, part_of, xml_of
from raci_studio.excel.parts.annotating import Annotating
from raci_studio.excel.parts.cells import address_of
from raci_studio.excel.parts.errors import Untouchable
from raci_studio.excel.parts.plan import Highlight, Note, Plan

if TYPE_CHECKING:
    from openpyxl import Workbook

log = logging.getLogger(__name__)

LONGEST_NOTE = 8000
"""Characters of our note: Excel shows no more, and a longer one is no note any more."""
_FRAMES = {Severity.ERROR: "B42318", Severity.WARNING: "92400E", Severity.HINT: "175CD3"}
"""The severities' colours of the design, where a frame stands for a fill."""


def annotated_copy(
    source: SourceWorkbook, document: Document, analysis: Analysis, macros: bool, progress: Progress = SILENT
) -> tuple[bytes, tuple[str, ...]]:
    """Return the client's workbook with notes, highlights and added sheets, and lines to tell the user.

    `macros` says that the copy may carry macros (its name ends in .xlsm). A workbook that is not .xlsx or .xlsm, or
    that cannot be edited safely, becomes a new one with the same values at the same addresses.
    """
    from raci_studio.excel.annotate_new import copy_of_values

    progress.at(0.0, _("Reading the client's workbook"))
    notes = findings_by_address(document, analysis)
    reasons: tuple[str, ...] = ()
    if PurePath(source.name).suffix.lower() in (".xlsx", ".xlsm"):
        try:
            return _in_place(source, document, analysis, notes, macros, progress)
        except Untouchable as reason:
            log.info("%s cannot be annotated in place: %s", source.name, reason)
            reasons = (str(reason),)
    what = _(
        "{name} cannot be annotated in place; the copy is a new workbook with all its values at the same addresses."
    )
    data = copy_of_values(source, document, analysis, notes, progress)
    return data, (*reasons, what.format(name=source.name))


def _in_place(
    source: SourceWorkbook,
    document: Document,
    analysis: Analysis,
    notes: Mapping[Address, list[Finding]],
    macros: bool,
    progress: Progress,
) -> tuple[bytes, tuple[str, ...]]:
    from raci_studio.excel.styles import SEVERITY_FILLS
    from raci_studio.excel.write import add_sheets

    frames = {SEVERITY_FILLS[severity]: colour for severity, colour in _FRAMES.items()}
    job = Annotating(source.data, frames)
    if not macros:
        job.drop_macros()
    progress.at(0.2, _("Writing the notes"))
    highlights = [Highlight(at.sheet, at.cell, SEVERITY_FILLS[worst(found)]) for at, found in notes.items()]
    texts = [Note(at.sheet, at.cell, note_text(found, document)) for at, found in notes.items()]
    # Of several highlights of one merged cell the first counts: the worst one.
    highlights.sort(key=lambda one: list(SEVERITY_FILLS.values()).index(one.color))
    job.apply(Plan(highlights=tuple(highlights), notes=tuple(texts)), into_merges=True)

    def fill(book: "Workbook") -> Sequence[str]:
        """Add the sheets; whatever `add_sheets` makes is moved to the client's workbook."""
        return add_sheets(book, document, analysis, progress.part(0.4, 0.6))

    added = job.add_sheets(fill)
    written = {name: {address_of(place): text for place, text in of.items()} for name, of in job.written.items()}
    part = part_of(document, added, task_places(document), written)
    job.put_custom_part(NAMESPACE.encode(), xml_of(part))
    progress.at(0.7, _("Packing the workbook"))
    data = job.finished(progress.part(0.7, 1.0))
    return data, (*job.warnings, *_framed(job.framed), *(item.line() for item in job.left_out))


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


def note_text(findings: Sequence[Finding], document: Document) -> str:
    """Return our note: each finding, why it matters, and the best way out of it."""
    return "\n\n".join(_remark(finding, document) for finding in findings)[:LONGEST_NOTE]


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
