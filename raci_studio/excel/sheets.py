"""The sheets we add to a workbook, as rows of plain values in the user's language."""

from collections.abc import Callable, Iterable

from raci_studio.analysis.addresses import addresses_of
from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.checklist import STATUS_TITLES, checklist, question_text
from raci_studio.analysis.findings import Finding
from raci_studio.analysis.fixes import fix_text, fixes_of
from raci_studio.analysis.texts import SEVERITY_TITLES, STEP_TITLES, message, title, why
from raci_studio.core.document import Document, Task
from raci_studio.core.i18n import _
from raci_studio.core.predecessors import predecessors_text
from raci_studio.core.scheme import KIND_TITLES
from raci_studio.core.units import with_unit
from raci_studio.excel.details_sheets import INSTEAD, person_details, person_headers, scenario_text
from raci_studio.excel.write_back.changes import NotWritten, place_of

Row = tuple[object, ...]


def matrix_rows(document: Document, layout: str = "list") -> list[Row]:
    """Return the matrix, the header first, with a column per letter ("list") or per person ("grid").

    Texts nobody uses have no column. In a cell several names are parted by commas, several letters by slashes.
    """
    several = len(document.process_order) > 1
    rescued = any(task.scenario for task in document.tasks.values())
    texts = [(name, head) for name, head in _text_columns(document) if name in _ALWAYS or _is_used(document, name)]
    roles, header = (_people_columns if layout == "grid" else _letter_columns)(document)
    rows: list[Row] = [
        (
            "№", *([_("Process")] if several else []), _("Step"), _("Task"), *header,
            *(head for _name, head in texts), _("Predecessors"), *([_(INSTEAD)] if rescued else []),
            *document.extra_columns,
        )
    ]  # fmt: skip
    for number, task in enumerate(document.tasks_in_order(), start=1):
        process = [document.processes[task.process].name] if several else []
        rows.append(
            (
                number, *process, task.step, task.name, *roles(task), *(getattr(task, name) for name, _head in texts),
                predecessors_text(document, task.id), *([scenario_text(document, task.id)] if rescued else []),
                *(task.extras.get(name, "") for name in document.extra_columns),
            )
        )  # fmt: skip
    return rows


def _letter_columns(document: Document) -> tuple[Callable[[Task], list[str]], list[str]]:
    letters = _letters(document)

    def names(task: Task) -> list[str]:
        return [", ".join(document.people[person].name for person in task.people(letter)) for letter in letters]

    return names, letters


def _people_columns(document: Document) -> tuple[Callable[[Task], list[str]], list[str]]:
    def letters(task: Task) -> list[str]:
        return ["/".join(task.letters(person)) for person in document.people_order]

    return letters, [person.name for person in document.people_in_order()]


def legend_rows(document: Document) -> list[Row]:
    """Return the letters with what each means, the header first; a letter nobody explained stands alone."""
    kinds = document.settings.scheme.kinds
    meanings = [(letter, _(KIND_TITLES[kinds[letter]]) if letter in kinds else "") for letter in _letters(document)]
    return [(_("Letter"), _("Meaning")), *meanings]


def _text_columns(document: Document) -> list[tuple[str, str]]:
    return [
        ("deadline", _("Deadline")), ("result", _("Result")), ("format", _("Format")), ("channel", _("Channel")),
        ("notes", _("Notes")), ("inputs", _("Inputs")), ("criterion", _("Acceptance criterion")),
        ("duration", with_unit(_("Duration"), document.settings.duration_unit)), ("start", _("Start")),
    ]  # fmt: skip


def _is_used(document: Document, name: str) -> bool:
    return any(getattr(task, name) for task in document.tasks.values())


_ALWAYS = {"deadline", "result", "format", "channel", "notes"}


def _letters(document: Document) -> list[str]:
    """Return the scheme's letters and whatever other letter the marks use."""
    used = {mark.letter for task in document.tasks.values() for mark in task.marks}
    letters = list(document.settings.scheme.letters)
    return letters + sorted(used - set(letters))


def finding_rows(document: Document, analysis: Analysis) -> list[Row]:
    """Return the findings, the header first; accepted ones come last with their reason."""
    header = (
        "№",
        _("Severity"),
        _("Code"),
        _("Step"),
        _("Where"),
        _("Rows"),
        _("Who"),
        _("Finding"),
        _("Proposed fix"),
        _("Why it matters"),
        _("Accepted because"),
    )
    reasons = {item.key: item.reason for item in document.accepted}
    rows: list[Row] = [header]
    for number, finding in enumerate((*analysis.findings, *analysis.accepted), start=1):
        accepted = reasons.get(finding.key)
        reason = "" if accepted is None else accepted or _("accepted")
        severity, step = _(SEVERITY_TITLES[finding.severity]), f"{finding.step} {_(STEP_TITLES[finding.step])}"
        tasks = ", ".join(str(document.number_of(task)) for task in finding.tasks)
        matter = f"{title(finding.code)}. {why(finding.code)}"
        what = message(finding, document)
        who = ", ".join(document.people[person].name for person in finding.people)
        fix = next((fix_text(fix) for fix in fixes_of(document, finding)[:1]), "")
        place = _where(document, finding)
        rows.append((number, severity, finding.code, step, place, tasks, who, what, fix, matter, reason))
    return rows


def not_written_rows(items: Iterable[NotWritten]) -> list[Row]:
    """Return what could not be written into the client's cells, the header first: where, nothing, what, why.

    The second column is left blank so that the others stand below the findings' own texts.
    """
    header = (_("Not written"), "", _("What"), _("Why"))
    return [header, *((place_of(one), "", one.what, one.why) for one in items)]


def _where(document: Document, finding: Finding) -> str:
    """Return the addresses of a finding, the name of each sheet once: "RACI!D7, E9"."""
    by_sheet: dict[str, list[str]] = {}
    for address in addresses_of(document, finding):
        by_sheet.setdefault(address.sheet, []).append(address.cell)
    if not by_sheet and not finding.tasks and len(document.processes) > 1:
        return document.processes[finding.process].name
    return "; ".join(f"{sheet}!{', '.join(cells)}" if sheet else ", ".join(cells) for sheet, cells in by_sheet.items())


def people_rows(document: Document, analysis: Analysis) -> list[Row]:
    """Return the people with their counts by letter, blocked shares and what else is known, the header first."""
    letters = _letters(document)
    shares = (_("Blocked share"), _("Expected blocked share"))
    rows: list[Row] = [(_("Person"), *letters, *shares, *person_headers())]
    measures = analysis.people or {}
    for person in document.people_in_order():
        found = measures.get(person.id)
        counts = [found.counts.get(letter, 0) if found else 0 for letter in letters]
        share, expected = (round(found.blocked_share, 4), round(found.expected_blocked_share, 4)) if found else (0, 0)
        rows.append((person.name, *counts, share, expected, *person_details(document, person)))
    return rows


def checklist_rows(document: Document, analysis: Analysis) -> list[Row]:
    """Return the answers of the reading checklist, the header first."""
    lines = checklist(document, analysis)
    several = len({line.process for line in lines}) > 1
    header = (*([_("Process")] if several else []), _("Step"), _("Question"), _("Status"), _("Answer"), _("Findings"))
    rows: list[Row] = [header]
    for line in lines:
        process = [document.processes[line.process].name] if several else []
        step, status = f"{line.step} {_(STEP_TITLES[line.step])}", _(STATUS_TITLES[line.status])
        rows.append((*process, step, question_text(line.question), status, line.answer, len(line.findings)))
    return rows


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a sheet name that does not clash: Excel compares without case and allows 31 characters."""
    known = {name.casefold() for name in taken}
    name, number = wanted[:31], 2
    while name.casefold() in known:
        suffix = f" ({number})"
        name, number = wanted[: 31 - len(suffix)] + suffix, number + 1
    return name
