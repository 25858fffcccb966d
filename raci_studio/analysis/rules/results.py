"""Step 6, results: what comes out, and in what form."""

import re
import textwrap
from collections.abc import Iterator
from functools import lru_cache

from raci_studio.analysis.deadline import FILLERS
from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.result_text import is_immeasurable, read_result, repeats, several_results, vague_words
from raci_studio.analysis.result_words import ResultKind
from raci_studio.analysis.rules.base import each_or_most, found, missing, rule
from raci_studio.core.document import Task
from raci_studio.core.i18n import N_, NN_

_SEE_ABOVE = re.compile(r"(?:см\.?|смотри(?:те)?|see)\s+(?:выше|ниже|above|below)\.?|то же(?: самое)?|same|ditto|\"|″")

# File formats and programs named in a task or result, as people write them.
_FORMATS = re.compile(
    r"\b(?:excel|xlsx?|эксел\w*|word|docx?|ворд\w*|pdf|пдф|powerpoint|pptx?|презентаци\w+|csv|json|xml|visio|vsdx?|google\s*sheets?|"
    r"google\s*docs?|гугл[\s-]?(?:таблиц|док)\w*|confluence|jira|miro|figma|email|e-mail|электронн\w+ письм\w+)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def is_filler(text: str) -> bool:
    """Tell whether a text says nothing: empty, a dash, "see above"."""
    words = " ".join(text.lower().split()).strip(" .;,")
    return words in FILLERS or _SEE_ABOVE.fullmatch(words) is not None


@rule(
    "Q601", Severity.ERROR, N_("No result"),
    N_("A task whose result nobody can name can neither be finished nor accepted."),
    message=N_("“{task}” has no result."),
    column=NN_("The matrix has no results ({count} task).", "The matrix has no results ({count} tasks)."),
)  # fmt: skip
def no_result(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks whose result is empty or a filler.

    Why: the output of one task is the input of the next.
    Bad: "—", "see above". Good: "Contract signed by both parties".
    """
    without = [task for task in metrics.tasks if is_filler(task.result)]
    yield from missing(metrics, "Q601", without, "result", len(without) == len(metrics.tasks))


@rule(
    "Q602", Severity.WARNING, N_("Activity, not outcome"),
    N_("Work can go on for ever; only what is there when it is done can be accepted."),
    message=N_("The result of “{task}” is an activity, not an outcome: “{result}”."),
    most=N_("{count} of {total} results are activities, not outcomes."),
)  # fmt: skip
def activity_not_outcome(metrics: Metrics) -> Iterator[Finding]:
    """Find results that speak of work being done; a hint where the words leave a doubt (below Q602.confidence).

    Why: a result is what is there when the work is over, so that somebody can accept it. The confidence is our own
    judgement of how often each kind of wording means work.
    Bad: «Подготовка отчёта», "Preparing the report". Good: «Отчёт подготовлен», "Report approved", "Signed contract".
    """
    yield from each_or_most(metrics, _activities(metrics), named=True)


def _activities(metrics: Metrics) -> Iterator[Finding]:
    sure = metrics.threshold("Q602.confidence", 0.80)
    for task in metrics.tasks:
        read = read_result(task.result)
        if read.kind is ResultKind.ACTIVITY:
            severity = Severity.WARNING if read.confidence >= sure else Severity.HINT
            yield found(
                metrics, "Q602", [task], (), [Cell(task.id, "result")], severity, "", read.confidence, _said(task)
            )


@rule(
    "Q603", Severity.HINT, N_("Vague words"),
    N_("What each reader understands in a way of their own cannot be checked."),
    message=N_("Who accepts “{result}” cannot check “{vague}” (task “{task}”). How will it be checked?"),
    most=N_("{count} of {total} results have words that cannot be checked."),
)  # fmt: skip
def vague_result(metrics: Metrics) -> Iterator[Finding]:
    """Find results with words such as "timely" or "good", where no acceptance criterion explains them.

    Why: INCOSE's guide to writing requirements, rule R7: avoid vague terms.
    Bad: «Качественный отчёт», "Report etc.". Good: «Отчёт без замечаний главбуха», "Report, 5 pages".
    """
    vague = (
        found(
            metrics,
            "Q603",
            [task],
            (),
            [Cell(task.id, "result")],
            None,
            "",
            0.7,
            {**_said(task), "vague": ", ".join(words)},
        )
        for task in metrics.tasks
        if is_filler(task.criterion) and (words := vague_words(task.result))
    )
    yield from each_or_most(metrics, vague, named=True)


@rule(
    "Q604", Severity.HINT, N_("Not measurable"),
    N_("Without a figure, a date or a document nobody can say whether the result is there."),
    message=N_("“{result}” of “{task}” has no criterion. By what will it be accepted?"),
    most=N_("{count} of {total} results have no criterion by which they could be accepted."),
)  # fmt: skip
def not_measurable(metrics: Metrics) -> Iterator[Finding]:
    """Find results that only name a good thing: no figure, no state, no document, and no acceptance criterion.

    Why: "better motivation" is never there and never missing.
    Bad: «Повышение лояльности», "Customer satisfaction". Good: «NPS не ниже 40», "Customer satisfaction above 90 %".
    """
    open_ended = (
        found(metrics, "Q604", [task], (), [Cell(task.id, "result")], None, "", 0.7, _said(task))
        for task in metrics.tasks
        if is_filler(task.criterion) and is_immeasurable(task.result)
    )
    yield from each_or_most(metrics, open_ended, named=True)


@rule(
    "Q608", Severity.WARNING, N_("Result repeats the task"),
    N_("A result that only says the task again does not tell when it is done."),
    message=N_("The result of “{task}” says the task again: “{result}”."),
    most=N_("{count} of {total} results only say the task again."),
)  # fmt: skip
def result_repeats_task(metrics: Metrics) -> Iterator[Finding]:
    """Find results that hold Q608.share of the words of the task and hardly any other; "…is done" is another.

    Why: the result column should add what the task does not say. The share is our own.
    Bad: task «Подготовить отчёт», result «Подготовка отчёта». Good: result «Отчёт подготовлен», "Report".
    """
    share = metrics.threshold("Q608.share", 0.90)
    again = (
        found(metrics, "Q608", [task], (), [Cell(task.id, "result"), Cell(task.id, "name")], None, "", 0.9, _said(task))
        for task in metrics.tasks
        if not is_filler(task.result) and repeats(task.result, task.name) >= share
    )
    yield from each_or_most(metrics, again, named=True)


@rule(
    "Q609", Severity.HINT, N_("Several results in one"),
    N_("Of two results in one cell one may be there and the other not: is the task done?"),
    message=N_("The result of “{task}” holds several: “{results}”. Should it be several tasks?"),
    most=N_("{count} of {total} results hold several results."),
)  # fmt: skip
def several_results_in_one(metrics: Metrics) -> Iterator[Finding]:
    """Find results that are two or more statements about different things, each with a verb of its own.

    Why: one task, one result that can be checked as a whole. Two verbs about one thing are one result.
    Bad: «Договор подписан и счёт оплачен». Good: «Договор согласован и подписан», "Contract signed".
    """
    several = (
        found(
            metrics, "Q609", [task], (), [Cell(task.id, "result")], None, "", 0.8,
            {"results": "; ".join(results)}, count=len(results),
        )
        for task in metrics.tasks
        if (results := several_results(task.result))
    )  # fmt: skip
    yield from each_or_most(metrics, several, named=True)


def _said(task: Task) -> dict[str, str]:
    return {"result": textwrap.shorten(task.result, 80, placeholder="…")}


@rule(
    "Q605", Severity.WARNING, N_("Format of the result not fixed"),
    N_("Without a format every executor delivers something else."),
    message=N_("The format of the result of “{task}” is not fixed."),
    inferred=N_("The format of the result of “{task}” is not fixed; the text speaks of {format}."),
    column=NN_(
        "The matrix has no formats of results ({count} task).", "The matrix has no formats of results ({count} tasks)."
    ),
)  # fmt: skip
def no_format(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks whose result has no format; where the text names one it is a hint.

    Why: "an Excel file by this template" can be checked, "a report" cannot.
    Bad: result "Report", format empty. Good: result "Report", format "Excel, template 4".
    """
    without = [task for task in metrics.tasks if is_filler(task.format)]
    if len(without) == len(metrics.tasks):
        yield from missing(metrics, "Q605", without, "format", nowhere=True)
        return
    for task in without:
        cells = [Cell(task.id, "format")]
        named = _named_format(task)
        if named:
            yield found(metrics, "Q605", [task], (), cells, Severity.HINT, "inferred", 0.8, {"format": named})
        else:
            yield found(metrics, "Q605", [task], cells=cells)


def _named_format(task: Task) -> str:
    return named_format(task.result) or named_format(task.name)


def named_format(text: str) -> str:
    """Return the file format or program that a text names, "" for none."""
    match = _FORMATS.search(text)
    return match[0] if match else ""
