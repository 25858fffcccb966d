"""The graphs of real workbooks: no box over another, no arrow through a box, fewer crossings than a peer draws."""

from functools import cache
from pathlib import Path

import graph_geometry as geometry
import networkx as nx
import pytest

from raci_studio.analysis.metrics import Metrics
from raci_studio.core.errors import UserError
from raci_studio.excel.importing import import_workbook
from raci_studio.reports.graph.content import LANES, Wanted, has_steps
from raci_studio.reports.graph.making import make

SHEETS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "sheets"
FILES = sorted(SHEETS.glob("*"))


@cache
def processes(path):
    """Return the measures of the processes of a workbook that have a task, none of one that is no matrix."""
    try:
        document = import_workbook(path).document
    except UserError:
        return ()
    return tuple(Metrics(document, key) for key in document.process_order if document.tasks_of(key))


@pytest.mark.skipif(not FILES, reason=f"no corpus of real sheets at {SHEETS}")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_real_graph_keeps_the_promise(path):
    for metrics in processes(path):
        for lanes in LANES:
            for collapsed in (False, True) if has_steps(metrics) else (False,):
                layout = make(metrics, wanted=Wanted(lanes, collapsed)).layout
                assert not geometry.boxes_over_boxes(layout.places)
                assert not geometry.ways_through_boxes(layout.places, layout.ways)


@pytest.mark.skipif(not FILES, reason=f"no corpus of real sheets at {SHEETS}")
def test_fewer_crossings_than_networkx_draws(capsys):
    ours = theirs = graphs = 0
    for path in FILES:
        for metrics in processes(path):
            layout = make(metrics).layout
            ours += geometry.crossings(layout.ways)
            theirs += geometry.straight_crossings(multipartite(metrics.graph), metrics.graph.edges)
            graphs += 1
    with capsys.disabled():
        print(
            f"\n{graphs} graphs of real workbooks: {ours} crossings in lanes, {theirs} by networkx' multipartite_layout"
        )
    assert ours < theirs


def multipartite(graph):
    """Return where networkx puts the tasks, in layers by what waits for what."""
    model = nx.DiGraph()
    model.add_nodes_from(range(len(graph.tasks)))
    model.add_edges_from(graph.edges)
    condensed = nx.condensation(model)
    for layer, components in enumerate(nx.topological_generations(condensed)):
        for component in components:
            for task in condensed.nodes[component]["members"]:
                model.nodes[task]["subset"] = layer
    return nx.multipartite_layout(model)
