"""Fixes of steps 5 to 7: links, formats, channels."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from raci_studio.analysis.channels import SPOKEN, named_channels
from raci_studio.analysis.deadline_readings import readings
from raci_studio.analysis.findings import Finding
from raci_studio.analysis.fixes.base import Fix, edit, fixes, only_task
from raci_studio.analysis.result_text import read_result
from raci_studio.analysis.rules.results import is_filler
from raci_studio.core.document import Dependency, Document, PersonId, ProcessId, TaskId
from raci_studio.core.edits import set_dependencies, set_process, set_text
from raci_studio.core.i18n import N_, _
from raci_studio.core.people_edits import set_person

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
    """Fill in the main channel of the process; else offer those it uses most."""
    main = document.processes[finding.process].main_channel
    yield from _fill(document, finding, "channel", N_("Set the channel to {text}"), main)


@fixes("C704")
def write_one_way(document: Document, finding: Finding) -> Iterator[Fix]:
    """Write the channel everywhere as it is written most often; the other ways are offered too."""
    texts = {task: document.tasks[task].channel for task in finding.tasks}
    ways = Counter(name for text in texts.values() for name in named_channels(text).values())
    wanted = {part.strip("“”") for part in finding.words.get("names", "").split(", ")}
    own = [name for name, _count in ways.most_common() if name in wanted]
    for place, name in enumerate(own[:MOST_CHOICES]):
        others = [other for other in own if other != name]
        either = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, others))})(?!\w)")
        changed = {task: either.sub(name, text) for task, text in texts.items()}
        yield Fix(N_("Write “{text}” everywhere"), edit(_set_all, "channel", changed), {"text": name}, safe=not place)


@fixes("C706")
def add_written_confirmation(document: Document, finding: Finding) -> Iterator[Fix]:
    """Confirm in writing: by the main channel of the process where it is written, else by mail."""
    task = only_task(document, finding)
    if task is not None:
        main = document.processes[task.process].main_channel
        written = main if main and not named_channels(main).keys() & SPOKEN else _("e-mail")
        text = f"{task.channel}, {written}"
        yield Fix(N_("Set the channel to {text}"), edit(set_text, task.id, "channel", text), {"text": text})


@fixes("C705")
def give_access(document: Document, finding: Finding) -> Iterator[Fix]:
    """Say that the person can use the channel after all."""
    (person,) = finding.people
    channel = finding.words.get("channel", "")
    words = {"person": document.people[person].name, "channel": channel}
    channels = (*document.people[person].channels, channel)
    yield Fix(N_("{person} can use {channel}"), edit(_set_channels, person, channels), words)


def _set_channels(document: Document, person: PersonId, channels: tuple[str, ...]) -> Document:
    return set_person(document, person, channels=channels)


@fixes("Q606")
def name_as_output(document: Document, finding: Finding) -> Iterator[Fix]:
    """Say that the process gives the result to others."""
    task = only_task(document, finding)
    if task is not None:
        change = edit(_add_line, task.process, "outputs", task.result)
        yield Fix(N_("It is a result of the process"), change)


@fixes("Q607")
def name_as_input(document: Document, finding: Finding) -> Iterator[Fix]:
    """Say that the input comes from outside."""
    task, piece = only_task(document, finding), finding.words.get("input", "")
    if task is not None and piece:
        yield Fix(N_("“{text}” comes from outside"), edit(_add_line, task.process, "inputs", piece), {"text": piece})


def _add_line(document: Document, process: ProcessId, field: str, text: str) -> Document:
    before = getattr(document.processes[process], field)
    return set_process(document, process, **{field: f"{before}; {text}" if before.strip() else text})


@fixes("T512")
def drop_redundant(document: Document, finding: Finding) -> Iterator[Fix]:
    """Drop the link that other links already say."""
    after, before = finding.tasks[:2]
    row = document.number_of
    words = {"row": str(row(after)), "before": str(row(before))}
    change = edit(_drop, before, after)
    yield Fix(N_("Row {row} no longer waits for row {before}"), change, words, safe=True)


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
    if finding.variant == "rework":
        links = [link for link in links if link.rework and (link.before, link.after) == finding.tasks]

    def down(link: Dependency) -> int:
        return row(link.after) - row(link.before)

    for link in sorted(links, key=down)[:MOST_CHOICES]:
        words = {"row": str(row(link.after)), "before": str(row(link.before))}
        yield Fix(N_("Row {row} no longer waits for row {before}"), edit(_drop, link.before, link.after), words)
        if down(link) < 0 and not link.rework:
            change = edit(_as_rework, link.before, link.after)
            yield Fix(N_("Work may come back from row {before} to row {row}"), change, words)


def _as_rework(document: Document, before: TaskId, after: TaskId) -> Document:
    links = document.predecessors.get(after, ())
    back = [
        Dependency(before, after, 0.0, link.origin, rework=True) if link.before == before else link for link in links
    ]
    return set_dependencies(document, {after: back})


def _set_all(document: Document, field: str, texts: Mapping[TaskId, str]) -> Document:
    for task, text in texts.items():
        document = set_text(document, task, field, text)
    return document


def _drop(document: Document, before: TaskId, after: TaskId) -> Document:
    left = [link for link in document.predecessors.get(after, ()) if link.before != before]
    return set_dependencies(document, {after: left})
