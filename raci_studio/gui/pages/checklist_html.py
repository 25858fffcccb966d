"""The checklist as rich text: for the page with links to what to do, for paper and the clipboard without."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from raci_studio.core.document import Document, ProcessId
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.pages.inputs import missing

if TYPE_CHECKING:
    from raci_studio.analysis.checklist import Line

SHAPES = {"ok": "✓", "problem": "▲", "unknown": "?"}
"""A sign for each status, beside its word: colour is never the only sign."""


_CELL = 5  # px around the texts of the table


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as "#RRGGBB": of texts that matter less, of lines, and of the statuses by their value."""

    dim: str
    line: str
    status: Mapping[str, str]


def checklist_html(document: Document, lines: "Sequence[Line]", look: Look, *, with_links: bool = True) -> str:
    """Return the checklist of all processes; its links are addresses as in `going`."""
    several = len({line.process for line in lines}) > 1
    parts = []
    for process, of in groupby(lines, key=lambda line: line.process):
        held = list(of)
        if several and process in document.processes:
            parts.append(f"<h2>{escape(document.processes[process].name)}</h2>")
        parts.append(f"<p style='margin-left:{_CELL}px'>{escape(summary(held))}</p>")
        parts.append(f'<table width="100%" cellspacing="0" cellpadding="{_CELL}">')
        for step, questions in groupby(held, key=lambda line: line.step):
            parts.append(_step(step))
            parts += (_line(document, line, look, with_links=with_links) for line in questions)
        parts.append("</table>")
    return "".join(parts)


def summary(lines: "Iterable[Line]") -> str:
    """Return how many questions came to what."""
    counts = dict.fromkeys(SHAPES, 0)
    for line in lines:
        counts[str(line.status)] += 1
    return "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} ".join(
        (
            f"{SHAPES['problem']} "
            + ngettext("{n} problem", "{n} problems", counts["problem"]).format(n=counts["problem"]),
            f"{SHAPES['unknown']} "
            + ngettext("{n} unknown", "{n} unknown", counts["unknown"]).format(n=counts["unknown"]),
            f"{SHAPES['ok']} " + ngettext("{n} in order", "{n} in order", counts["ok"]).format(n=counts["ok"]),
        )
    )


def _step(step: int) -> str:
    from raci_studio.analysis.texts import STEP_TITLES

    return f'<tr><td colspan="3"><h3>{step}. {escape(_(STEP_TITLES[step]))}</h3></td></tr>'


def _line(document: Document, line: "Line", look: Look, *, with_links: bool) -> str:
    from raci_studio.analysis.checklist import STATUS_TITLES, question_text

    status = str(line.status)
    word = f"{SHAPES[status]}&nbsp;{escape(_(STATUS_TITLES[line.status])).replace(' ', '&nbsp;')}"
    answer = escape(line.answer)
    if with_links and (links := " · ".join(_links(document, line))):
        answer += f"<br>{links}"
    return (
        f'<tr><td width="110" style="color:{look.status[status]}">{word}</td>'
        f'<td width="34%">{escape(question_text(line.question))}</td>'
        f"<td>{answer}</td></tr>"
    )


def _links(document: Document, line: "Line") -> Iterable[str]:
    if line.process not in document.processes:
        return
    if line.findings:
        text = ngettext("Show {n} finding", "Show {n} findings", len(line.findings)).format(n=len(line.findings))
        yield f'<a href="findings/{line.process}/{line.question}">{escape(text)}</a>'
    if str(line.status) == "unknown":
        for lacking in missing(document, ProcessId(line.process), line.question):
            text = _("Enter: {what}").format(what=_(lacking.title))
            yield f'<a href="{lacking.address(line.process)}">{escape(text)}</a>'
