"""Fixes of steps 5 to 7: links, formats, channels."""

from collections import Counter
from collections.abc import Iterator, Mapping

from raci_studio.analysis.deadline_readings import readings
from raci_studio.analysis.findings import Finding
from raci_studio.analysis.fixes.base import Fix, edit, fixes, only_task
from raci_studio.analysis.result_text import read_result
from raci_studio.analysis.rules.results import is_filler
from raci_studio.core.document import Dependency, Document, TaskId
from raci_studio.core.edits import set_dependencies, set_text
from raci_studio.core.i18n import N_

MOST_CHOICES = 3


@fixes("Q605")
def fill_format(document: Document, finding: Finding) -> Iterator[Fix]:
    """Fill in the format the text itself names; else offer those that the process uses most."""
    yield from _fill(document, finding, "format", N_("Set the format to {text}"), finding.words.get("format", ""))


@fixes("Q602")
def say_outcome(document: Document, finding: Finding) -> Iterator[Fix]:
    """Say the work as its outcome, «Отчёт подготовлен» for «Подготовка отчёта», where the grammar is sure of it."""
    task = only_task(document, finding)
    if task is None:
        reworded = {cell.task: read_result(document.tasks[cell.task].result).outcome for cell in finding.cells}
        sure = {one: text for one, text in reworded.items() if text}
        if sure:
            yield Fix(
                N_("Reword results as outcomes: {count}"), edit(_set_all, "result", sure), {"count": str(len(sure))}
            )
    elif text := read_result(task.result).outcome:
        yield Fix(N_("Change the result to “{text}”"), edit(set_text, task.id, "result", text), {"text": text})


@fixes("T502")
def say_which(document: Document, finding: Finding) -> Iterator[Fix]:
    """Offer each way to read an ambiguous number of days or date; for a matrix full of days one kind for them all."""
    task = only_task(document, finding)
    if task is None:
        if finding.variant == "day_kind_most":
            ways = {cell.task: readings(document.tasks[cell.task].deadline) for cell in finding.cells}
            for kind, text in enumerate((N_("Count all in working days"), N_("Count all in calendar days"))):
                yield Fix(text, edit(_set_all, "deadline", {one: said[kind] for one, said in ways.items() if said}))
        return
    for reading in readings(task.deadline):
        yield Fix(N_("Set the deadline to {text}"), edit(set_text, task.id, "deadline", reading), {"text": reading})


@fixes("C701")
def fill_channel(document: Document, finding: Finding) -> Iterator[Fix]:
    """Offer the channels that the process uses most."""
    yield from _fill(document, finding, "channel", N_("Set the channel to {text}"), "")


def _fill(document: Document, finding: Finding, field: str, text: str, sure: str) -> Iterator[Fix]:
    task = only_task(document, finding)
    if task is None:
        return
    if sure:  # first: who takes the safe way out of many findings asks for no more
        yield Fix(text, edit(set_text, task.id, field, sure), {"text": sure}, safe=True)
    said = [getattr(other, field) for other in document.tasks_of(task.process)]
    for one, _number in Counter(one for one in said if not is_filler(one)).most_common(MOST_CHOICES):
        if one != sure:
            yield Fix(text, edit(set_text, task.id, field, one), {"text": one})


@fixes("T505")
def cut_cycle(document: Document, finding: Finding) -> Iterator[Fix]:
    """Offer to drop one link of the cycle, first those that lead upwards: most work is written down in its order."""
    members = set(finding.tasks)
    links = [link for link in document.dependencies if link.before in members and link.after in members]
    row = document.number_of

    def down(link: Dependency) -> int:
        return row(link.after) - row(link.before)

    for link in sorted(links, key=down)[:MOST_CHOICES]:
        words = {"row": str(row(link.after)), "before": str(row(link.before))}
        yield Fix(N_("Row {row} no longer waits for row {before}"), edit(_drop, link.before, link.after), words)


def _set_all(document: Document, field: str, texts: Mapping[TaskId, str]) -> Document:
    for task, text in texts.items():
        document = set_text(document, task, field, text)
    return document


def _drop(document: Document, before: TaskId, after: TaskId) -> Document:
    left = [link for link in document.predecessors.get(after, ()) if link.before != before]
    return set_dependencies(document, {after: left})
