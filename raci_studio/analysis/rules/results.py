"""Step 6, results: what comes out, and in what form."""

import re
from collections.abc import Iterator

from raci_studio.analysis.deadline import FILLERS
from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules.base import found, missing, rule
from raci_studio.core.document import Task
from raci_studio.core.i18n import N_, NN_

_SEE_ABOVE = re.compile(r"(?:см\.?|смотри(?:те)?|see)\s+(?:выше|ниже|above|below)\.?|то же(?: самое)?|same|ditto|\"|″")

# File formats and programs named in a task or result, as people write them.
_FORMATS = re.compile(
    r"\b(?:excel|xlsx?|эксел\w*|word|docx?|ворд\w*|pdf|пдф|powerpoint|pptx?|презентаци\w+|csv|json|xml|visio|vsdx?|google\s*sheets?|"
    r"google\s*docs?|гугл[\s-]?(?:таблиц|док)\w*|confluence|jira|miro|figma|email|e-mail|электронн\w+ письм\w+)\b",
    re.IGNORECASE,
)


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
    match = _FORMATS.search(task.result) or _FORMATS.search(task.name)
    return match[0] if match else ""
