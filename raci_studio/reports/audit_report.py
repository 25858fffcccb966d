"""The audit as text and as JSON; the keys of the JSON are fixed, keys may be added."""

from collections.abc import Iterable
from typing import Any

from raci_studio.analysis.addresses import addresses_of, column_letters
from raci_studio.analysis.audit import Analysis, ProcessMeasures, count_letters, mean_share
from raci_studio.analysis.checklist import Line, checklist
from raci_studio.analysis.findings import Finding
from raci_studio.analysis.texts import SEVERITY_TITLES, message, title
from raci_studio.core.document import Document, ProcessId
from raci_studio.core.i18n import _, ngettext


def as_json(file: str, document: Document, analysis: Analysis) -> dict[str, Any]:
    """Return the audit by table of the source; a document without a source is one table without a sheet."""
    lines = checklist(document, analysis)
    if not document.tables:
        everything = [_finding_json(document, finding, None) for finding in analysis.findings]
        tables = (
            [_table_json(document, analysis, "", document.process_order, everything, lines)] if document.order else []
        )
        return {"file": file, "tables": tables}
    tables = []
    for number, table in enumerate(document.tables):
        processes = _processes_of(document, number)
        findings = [
            _finding_json(document, finding, number)
            for finding in analysis.findings
            if finding.process in processes
        ]  # fmt: skip
        tables.append(_table_json(document, analysis, table.sheet, processes, findings, lines))
    return {"file": file, "tables": tables}


def _processes_of(document: Document, table: int) -> tuple[ProcessId, ...]:
    """Return the processes that a table was split into; several tables may share one, the first has it."""
    first: dict[ProcessId, int] = {}
    for number, source in enumerate(document.tables):
        first.setdefault(source.process, number)
    for task in document.tasks_in_order():
        if task.origin is not None:
            first.setdefault(task.process, task.origin.table)
    return tuple(process for process in document.process_order if first.get(process, 0) == table)


def _table_json(
    document: Document, analysis: Analysis, sheet: str, processes: Iterable[ProcessId], findings: list[dict[str, Any]],
    lines: Iterable[Line],
) -> dict[str, Any]:  # fmt: skip
    measured = [measures for measures in analysis.processes if measures.process in processes]
    return {
        "sheet": sheet,
        "findings": findings,
        "people": _people_json(document, measured),
        "processes": [_process_json(document, measures) for measures in measured],
        "checklist": [
            {
                "process": document.processes[line.process].name,
                "step": line.step,
                "question": line.question,
                "status": str(line.status),
                "findings": len(line.findings),
                "answer": line.answer,
            }
            for line in lines
            if line.process in processes
        ],
    }


def _finding_json(document: Document, finding: Finding, table: int | None) -> dict[str, Any]:
    rows: list[int | str] = []
    for task in finding.tasks:
        origin = document.tasks[task].origin
        if table is None:
            rows.append(document.number_of(task))
        elif origin is not None:
            rows.append(column_letters(origin.row) if document.tables[origin.table].transposed else origin.row)
    return {
        "code": finding.code,
        "step": finding.step,
        "severity": str(finding.severity),
        "title": title(finding.code),
        "message": message(finding, document),
        "task_rows": rows,
        "cells": [address.cell for address in addresses_of(document, finding)],
        "people": [document.people[person].name for person in finding.people],
        "numbers": dict(finding.numbers),
        "confidence": finding.confidence,
    }


def _people_json(document: Document, measured: list[ProcessMeasures]) -> list[dict[str, Any]]:
    here = {measures.process for measures in measured}
    counted = count_letters(document, (task for task in document.tasks_in_order() if task.process in here))
    people: list[dict[str, Any]] = []
    for person in document.people_in_order():
        counts = counted.get(person.id, {})
        listed = any(
            f"person:{person.id}" in table.columns.values() and table.process in here for table in document.tables
        )
        if not counts and not listed and document.tables:
            continue
        people.append(
            {
                "name": person.name,
                "counts": counts,
                "blocked_share": round(mean_share(measured, "blocked_shares", person.id), 6),
                "expected_blocked_share": round(mean_share(measured, "expected_blocked_shares", person.id), 6),
                "deputies": [document.people[deputy].name for deputy in person.deputies],
            }
        )
    return people


def _process_json(document: Document, measures: ProcessMeasures) -> dict[str, Any]:
    return {
        "name": measures.name,
        "tasks": measures.tasks,
        "people": measures.people,
        "dependencies": measures.dependencies,
        "dependency_origin": measures.dependency_origin,
        "bus_factor": measures.bus_factor,
        "bus_factor_exact": measures.bus_factor_exact,
        "bus_factor_people": [document.people[person].name for person in measures.bus_factor_people],
        "critical_path_days": round(measures.critical_path_days, 6),
    }


def as_text(file: str, document: Document, analysis: Analysis) -> list[str]:
    """Return the audit as lines for a terminal."""
    if not document.order:
        return [_("{file}: no matrix was recognised.").format(file=file)]
    tasks = ngettext("{count} task", "{count} tasks", len(document.order)).format(count=len(document.order))
    people = ngettext("{count} person", "{count} people", len(document.people)).format(count=len(document.people))
    lines = [f"{file}: {tasks}, {people}", ""]
    for measures in analysis.processes:
        lines.append(_process_line(document, measures))
    lines.append("")
    for finding in analysis.findings:
        head = f"{_(SEVERITY_TITLES[finding.severity])} {finding.code} {_where(document, finding)}"
        lines.append(f"{head}: {message(finding, document)}")
    if not analysis.findings:
        lines.append(_("No findings."))
    if analysis.accepted:
        lines.append(
            ngettext("{count} finding was accepted.", "{count} findings were accepted.", len(analysis.accepted)).format(
                count=len(analysis.accepted)
            )
        )
    return lines


def _process_line(document: Document, measures: ProcessMeasures) -> str:
    line = _("{name}: bus factor {factor}; dependencies: {origin}")
    origin = {
        "row-order": _("row order, none declared"),
        "declared": _("declared"),
        "accepted": _("accepted suggestions"),
    }
    names = ", ".join(document.people[person].name for person in measures.bus_factor_people)
    factor = f"{measures.bus_factor} ({names})" if names else "–"
    if not measures.bus_factor_exact:
        factor = _("at most {factor}").format(factor=factor)
    return line.format(name=measures.name, factor=factor, origin=origin.get(measures.dependency_origin, _("mixed")))


def _where(document: Document, finding: Finding) -> str:
    addresses = addresses_of(document, finding)
    if addresses:
        more = f" +{len(addresses) - 1}" if len(addresses) > 1 else ""
        return f"{addresses[0].sheet}!{addresses[0].cell}{more}" if addresses[0].sheet else addresses[0].cell + more
    rows = ", ".join(str(document.number_of(task)) for task in finding.tasks[:5])
    if rows:
        return _("row {rows}").format(rows=rows)
    return document.processes[finding.process].name if len(document.processes) > 1 else _("matrix")
