"""What the Graph page asks a worker for, and what it gets: plain values, nothing of a window."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from raci_studio.core.document import ProcessId
from raci_studio.reports.graph.content import STARTS_COLLAPSED, Wanted, has_steps
from raci_studio.reports.graph.making import Made, make

if TYPE_CHECKING:
    from raci_studio.analysis.audit import Analysis
    from raci_studio.analysis.suggested_links import SuggestedLink


@dataclass(frozen=True, slots=True)
class Shown:
    """A drawing of a process. `inferred` says that the order of the rows stands for links nobody declared.

    `wanted` is how it was drawn in the end; `links` are what the texts suggest, of `of`, drawn or not.
    """

    made: Made
    wanted: Wanted
    has_steps: bool
    inferred: bool
    links: "tuple[SuggestedLink, ...]"
    of: "tuple[Analysis, ProcessId]"


def work_out(
    analysis: "Analysis", process: ProcessId, wanted: Wanted, *, suggestions: bool, is_first: bool, before: Shown | None
) -> Shown | None:
    """Draw a process of an analysis; None where it has no tasks. Of many boxes, `is_first` shows their steps."""
    from raci_studio.analysis.suggested_links import suggest_links

    metrics = next((of for of in analysis.metrics if of.process.id == process), None)
    if metrics is None or analysis.document is None:
        return None
    by_steps = has_steps(metrics)
    if is_first and by_steps and len(metrics.tasks) > STARTS_COLLAPSED:
        wanted = Wanted(wanted.lanes, True)
    elif not by_steps:
        wanted = Wanted(wanted.lanes)
    of = analysis, process
    known = before is not None and before.of[0] is analysis and before.of[1] == process
    links = before.links if known and before is not None else ()
    if suggestions and not (known and links):
        links = suggest_links(analysis.document, process)
    drawn = links if suggestions else ()
    made = make(metrics, analysis.findings, drawn, wanted, before.made if before is not None else None)
    return Shown(made, wanted, by_steps, metrics.inferred, links, of)
