"""The pictures of a report: the graph of each process, and the charts; drawn in the light colours of paper."""

from functools import partial

from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.metrics import Metrics
from raci_studio.core.document import Document
from raci_studio.reports.charts.content import charts_of
from raci_studio.reports.charts.figure import saved
from raci_studio.reports.graph.content import STARTS_COLLAPSED, Wanted, has_steps
from raci_studio.reports.graph.drawing import Drawing
from raci_studio.reports.graph.making import make
from raci_studio.reports.graph.picture import picture_of
from raci_studio.reports.graph.svg import svg_of
from raci_studio.reports.sections import Figure


def chart_figures(document: Document, analysis: Analysis) -> tuple[Figure, ...]:
    """Return the charts that have something to show."""
    charts = [chart for chart in charts_of(document, analysis) if not chart.is_empty]
    return tuple(
        Figure(chart.title, partial(saved, chart, ".svg"), partial(saved, chart, ".png"), says_title=True)
        for chart in charts
    )


def graph_figures(document: Document, analysis: Analysis) -> tuple[Figure, ...]:
    """Return the graph of each process that has tasks; a large one by steps, as the window begins."""
    return tuple(_graph_figure(document, analysis, metrics) for metrics in analysis.metrics)


def _graph_figure(document: Document, analysis: Analysis, metrics: Metrics) -> Figure:
    title = document.processes[metrics.process.id].name

    def drawing() -> Drawing:
        collapsed = len(metrics.tasks) > STARTS_COLLAPSED and has_steps(metrics)
        return make(metrics, analysis.findings, wanted=Wanted(collapsed=collapsed)).drawing

    return Figure(title, lambda: svg_of(drawing(), title).encode(), lambda: picture_of(drawing(), dpi=150))
