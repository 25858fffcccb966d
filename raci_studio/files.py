"""Open and write files by their extension: what the window and the command line share."""

import csv
import io
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from raci_studio.analysis.audit import Analysis, analyse
from raci_studio.analysis.graph import ROW_ORDER
from raci_studio.core.document import Document
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import N_, _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.project import raci_file

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from raci_studio.excel.added_sheets import Pictures
    from raci_studio.excel.annotate import AnnotatedCopy
    from raci_studio.reports.sections import Section

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")
"""What can be imported, by extension."""
_MOST_GRAPHS = 6  # processes whose graph is drawn in a workbook
_MOST_PRINTED = 14  # people whose columns fit on a page; more stand as names under the letters
_ANALYSED, _WRITTEN = 0.2, 0.95  # shares of the work of an export


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that was opened. `path` is where Save writes; None for an import, which is never overwritten.

    `notes` are sentences about cells that were not understood, each with its address; `tables` counts the
    tables that were recognised. `imported` is the `excel.importing.Imported` a review begins with; None for a
    document of ours.
    """

    document: Document
    title: str
    path: Path | None = None
    notes: tuple[str, ...] = ()
    tables: int = 0
    imported: Any = None


def open_document(
    path: Path, sheet: str | None = None, password: str | None = None, progress: Progress = SILENT
) -> Opened:
    """Open a `.raci` file, or import a workbook (of it one sheet, if named). Raise `UserError`.

    Where a password is needed, and none or another one is given, that is `excel.encrypted.PasswordNeeded`.
    """
    if path.suffix.lower() == raci_file.SUFFIX:
        document = raci_file.load(path)
        return Opened(document, path.stem, path, tables=len(document.tables))
    from raci_studio.excel.importing import import_workbook

    return from_import(import_workbook(path, sheet, password, progress), path.stem)


def came_encrypted(document: Document) -> bool:
    """Tell whether the document was made from a workbook with a password; what we write of it has none."""
    return document.source is not None and document.source.encrypted


def from_import(imported: Any, title: str) -> Opened:
    """Return an import as a document that was opened."""
    from raci_studio.excel.notes import message

    notes = tuple(f"{note.cell}: {message(note)}" for note in imported.notes)
    return Opened(imported.document, title, None, notes, len(imported.document.tables), imported)


def export(document: Document, path: Path, layout: str = "list", progress: Progress = SILENT) -> None:
    """Write a document by the extension of `path`: .raci, .xlsx, .csv, .json, .md, .html, .graphml. Raise `UserError`.

    `layout` says whether a table has a column per letter ("list") or per person ("grid"). Work given up leaves the
    file at `path` as it was.
    """
    suffix = path.suffix.lower()
    if suffix in _WRITERS:
        data = _WRITERS[suffix](document, layout, progress)
        progress.at(_WRITTEN, _("Writing the file"))
        raci_file.write_aside(path, data)
        return
    known = ", ".join(_WRITERS)
    raise UserError(
        _("A file named *{suffix} cannot be written.").format(suffix=suffix), path.name, _write_remedy(known)
    )


def _write_remedy(known: str) -> str:
    return _("Give it one of these extensions: {known}.").format(known=known)


def export_annotated(
    document: Document, path: Path, analysis: Analysis | None = None, progress: Progress = SILENT
) -> tuple[str, ...]:
    """Write the annotated copy of the document's source workbook; return lines to tell the user.

    Work given up leaves the file at `path` as it was. Raise `UserError`.
    """
    copy = annotated(document, path, analysis, progress.part(0.0, _WRITTEN))
    progress.at(_WRITTEN, _("Writing the file"))
    raci_file.write_aside(path, copy.data)
    return copy.summary.lines()


def annotated(
    document: Document, path: Path, analysis: Analysis | None = None, progress: Progress = SILENT
) -> "AnnotatedCopy":
    """Return the annotated copy of the document's source workbook, with what it holds; nothing is written.

    `path` is where it is to be written. A document without a source gives a new workbook. Raise `UserError`.
    """
    from raci_studio.excel.annotate import AnnotatedCopy, annotated_copy
    from raci_studio.excel.summary import Summary
    from raci_studio.excel.write import new_workbook

    suffix = path.suffix.lower()
    source = document.source
    allowed = (".xlsx", ".xlsm") if source and source.name.lower().endswith(".xlsm") else (".xlsx",)
    if suffix not in allowed:
        raise UserError(_("An annotated copy is an Excel workbook."), path.name, _write_remedy(", ".join(allowed)))
    progress.at(0.0, _("Analysing the matrix"))
    analysis = analysis or analyse(document)
    made = progress.part(_ANALYSED, 1.0)
    if source is None:
        line = _("The document has no source workbook; the copy is a new workbook.")
        data = new_workbook(document, analysis, progress=made, pictures=_graph_pictures(document, analysis))
        return AnnotatedCopy(data, Summary(warnings=(line,)))
    pictures = _graph_pictures(document, analysis)
    return annotated_copy(source, document, analysis, macros=suffix == ".xlsm", progress=made, pictures=pictures)


def _graph_pictures(document: Document, analysis: Analysis) -> "Pictures":
    """Return the pictures of the sheet Graph, none where they cannot be drawn: the rest is worth more."""
    from raci_studio.reports.figures import graph_figures

    try:
        return [(figure.title, figure.png()) for figure in graph_figures(document, analysis)[:_MOST_GRAPHS]]
    except Exception:
        log.exception("the pictures of the graph could not be drawn")
        return []


def _to_workbook(document: Document, layout: str, progress: Progress) -> bytes:
    from raci_studio.excel.write import new_workbook

    progress.at(0.0, _("Analysing the matrix"))
    analysis = analyse(document)
    made = progress.part(_ANALYSED, _WRITTEN)
    return new_workbook(document, analysis, layout, made, _graph_pictures(document, analysis))


def _to_csv(document: Document, layout: str, progress: Progress) -> bytes:
    """Return the matrix as CSV in UTF-8 with a byte order mark, as Excel expects it.

    A text that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    from raci_studio.excel.sheets import matrix_rows

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    progress.at(0.0, _("Collecting the rows"))
    rows = matrix_rows(document, layout)
    writer.writerows([_inert(value) for value in row] for row in progress.part(0.5, _WRITTEN).each(rows))
    return buffer.getvalue().encode("utf-8-sig")


def _inert(value: object) -> object:
    risky = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") and len(value) > 1
    return f"'{value}" if risky else value


def _to_json(document: Document, _layout: str, _progress: Progress) -> bytes:
    from raci_studio.project.codec import to_json

    return to_json(document)


def _sections(document: Document, analysis: Analysis, layout: str) -> "list[Section]":
    """Return what a report says: the checklist, the findings, accepted ones apart, the people, the matrix."""
    from raci_studio.excel import sheets
    from raci_studio.reports.sections import Section

    head, *rows = sheets.finding_rows(document, analysis)
    found, accepted = rows[: len(analysis.findings)], rows[len(analysis.findings) :]
    sections = [
        Section(_("Checklist"), sheets.checklist_rows(document, analysis)),
        Section(_("Findings"), [head, *found] if found else [], "" if found else _("Nothing was found.")),
        Section(_("Accepted findings"), [head, *accepted]) if accepted else None,
        Section(_("People"), sheets.people_rows(document, analysis)),
        Section(_("Matrix"), sheets.matrix_rows(document, layout)),
        Section(_("Legend"), sheets.legend_rows(document)),
    ]
    return [section for section in sections if section is not None]


def _to_markdown(document: Document, layout: str, progress: Progress) -> bytes:
    from raci_studio.reports.markdown import markdown
    from raci_studio.reports.sections import summary

    progress.at(0.0, _("Analysing the matrix"))
    analysis = analyse(document)
    return markdown(_title(document), summary(document, analysis), _sections(document, analysis, layout)).encode()


def _to_html(document: Document, layout: str, progress: Progress) -> bytes:
    from raci_studio.reports.html import html_page
    from raci_studio.reports.sections import summary

    progress.at(0.0, _("Analysing the matrix"))
    analysis = analyse(document)
    progress.at(_ANALYSED, _("Drawing the pictures"))
    sections = _with_figures(document, analysis, _sections(document, analysis, layout))
    return html_page(_title(document), summary(document, analysis), sections, _marked_words()).encode()


def _to_pdf(document: Document, layout: str, progress: Progress) -> bytes:
    from raci_studio.reports.pdf import pdf
    from raci_studio.reports.sections import summary

    progress.at(0.0, _("Analysing the matrix"))
    analysis = analyse(document)
    progress.at(_ANALYSED, _("Laying out the pages"))
    layout = "list" if len(document.people) > _MOST_PRINTED else layout
    sections = _with_figures(document, analysis, _sections(document, analysis, layout))
    made = progress.part(_ANALYSED, _WRITTEN)
    return pdf(_title(document), summary(document, analysis), sections, _marked_words(), made)


def _with_figures(document: Document, analysis: Analysis, sections: "Sequence[Section]") -> "list[Section]":
    """Return the sections with the graph and the charts behind the checklist."""
    from raci_studio.reports.figures import chart_figures, graph_figures
    from raci_studio.reports.sections import Section

    graphs, charts = graph_figures(document, analysis), chart_figures(document, analysis)
    by_rows = any(process.dependency_origin == ROW_ORDER for process in analysis.processes)
    said = _("No dependencies were declared: the tasks follow each other as the rows do.") if by_rows else ""
    pictures = [
        Section(_("Graph"), said=said, figures=graphs) if graphs else None,
        Section(_("Charts"), figures=charts) if charts else None,
    ]
    return [*sections[:1], *(section for section in pictures if section is not None), *sections[1:]]


def _marked_words() -> dict[str, str]:
    """Return which words of a report are coloured as what."""
    from raci_studio.analysis.checklist import STATUS_TITLES, Status
    from raci_studio.analysis.texts import SEVERITY_TITLES

    marked = {_(title): severity.value for severity, title in SEVERITY_TITLES.items()}
    return marked | {_(STATUS_TITLES[Status.PROBLEM]): "error", _(STATUS_TITLES[Status.UNKNOWN]): "hint"}


def _title(document: Document) -> str:
    names = [document.processes[process].name for process in document.process_order]
    return ", ".join(filter(None, names)) or _("Matrix")


def _to_graphml(document: Document, _layout: str, progress: Progress) -> bytes:
    from raci_studio.analysis.graphml import graphml

    progress.at(0.0, _("Analysing the matrix"))
    return graphml(document, analyse(document))


_WRITERS: Mapping[str, Callable[[Document, str, Progress], bytes]] = {
    ".raci": lambda document, _layout, _progress: raci_file.to_bytes(document),
    ".xlsx": _to_workbook,
    ".csv": _to_csv,
    ".json": _to_json,
    ".md": _to_markdown,
    ".html": _to_html,
    ".pdf": _to_pdf,
    ".graphml": _to_graphml,
}

FILE_KINDS: Mapping[str, str] = {
    ".raci": N_("RACI Studio document"),
    ".xlsx": N_("Excel workbook"),
    ".csv": N_("Comma-separated values"),
    ".json": N_("JSON"),
    ".md": N_("Markdown"),
    ".html": N_("Report for a browser"),
    ".pdf": N_("Report as PDF"),
    ".graphml": N_("Graph of the tasks"),
}
"""What the extensions we write are called."""
