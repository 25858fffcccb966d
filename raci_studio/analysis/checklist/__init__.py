"""The seven-step reading checklist: every question answered for a process, in words, with names and numbers.

A question is a problem where one of its rules found something that was not accepted, unknown where the matrix lacks
what the answer needs (the answer then says what), and otherwise ok.
"""

from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.checklist import people, work
from raci_studio.analysis.checklist.base import QUESTIONS, STATUS_TITLES, Facts, Line, Question, Status, Unknown
from raci_studio.analysis.findings import Finding
from raci_studio.analysis.metrics import Metrics
from raci_studio.core.document import Document
from raci_studio.core.i18n import _

__all__ = ["QUESTIONS", "STATUS_TITLES", "Line", "Status", "checklist", "people", "question_text", "work"]


def checklist(document: Document, analysis: Analysis) -> tuple[Line, ...]:
    """Return the lines of every process that has tasks, in the order of the processes and questions."""
    lines: list[Line] = []
    fresh = (Metrics(document, process) for process in document.process_order)
    for metrics in analysis.metrics if analysis.document is document else fresh:
        found: dict[str, list[Finding]] = {}
        for finding in analysis.findings:
            if finding.process == metrics.process.id:
                found.setdefault(finding.code, []).append(finding)
        facts = Facts(metrics, {code: tuple(of) for code, of in found.items()})
        lines.extend(_line(facts, key, asked) for key, asked in QUESTIONS.items() if metrics.tasks)
    return tuple(lines)


def _line(facts: Facts, key: str, asked: Question) -> Line:
    problems = facts.about(*asked.rules)
    status = Status.PROBLEM if problems else Status.OK
    try:
        answer = asked.answer(facts)
    except Unknown as lacking:
        answer = str(lacking)
        # A rule that fired knew enough, whatever else is missing.
        status = Status.PROBLEM if problems else Status.UNKNOWN
    return Line(facts.metrics.process.id, asked.step, key, status, answer, problems)


def question_text(key: str) -> str:
    """Return a question in the user's language."""
    return _(QUESTIONS[key].text)
