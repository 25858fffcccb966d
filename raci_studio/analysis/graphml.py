"""The task graph as GraphML, for programs that draw and measure graphs."""

import io
import re

from raci_studio.analysis.audit import Analysis
from raci_studio.core.document import Document

# XML 1.0 has no place for these, and GraphML no way to write them.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def graphml(document: Document, analysis: Analysis) -> bytes:
    """Return one graph of all processes: a node for each task with its number, name, step, process, letters, days,
    slack and whether it is critical; an edge for each dependency with its lag, its origin and whether work comes back.
    Where nothing was declared the edges are those of the row order, with the origin "row-order".
    """
    import networkx as nx

    graph = nx.DiGraph()
    for metrics in analysis.metrics:
        for index, task in enumerate(metrics.tasks):
            letters = {letter: task.people(letter) for letter in dict.fromkeys(mark.letter for mark in task.marks)}
            slack = metrics.schedule.slack[index]
            held = {
                f"role {letter}": ", ".join(document.people[person].name for person in people)
                for letter, people in letters.items()
            }
            graph.add_node(
                task.id, number=document.number_of(task.id), label=_clean(task.name), step=_clean(task.step),
                process=_clean(metrics.process.name), days=metrics.durations[index],
                critical=metrics.schedule.critical(index), scenario=task.scenario,
                **({"slack": slack} if slack != float("inf") else {}),
                **{_clean(name): _clean(text) for name, text in held.items()},
            )  # fmt: skip
        ids = metrics.graph.tasks
        origins = {(link.before, link.after): link.origin for link in document.dependencies}
        for edges, rework in ((metrics.graph.edges, False), (metrics.graph.rework, True)):
            for u, v in edges:
                lag, origin = metrics.graph.lags.get((u, v), 0.0), origins.get((ids[u], ids[v]), metrics.graph.origin)
                graph.add_edge(ids[u], ids[v], lag_days=lag, origin=origin, rework=rework)
    buffer = io.BytesIO()
    nx.write_graphml_xml(graph, buffer, encoding="utf-8", prettyprint=True)
    return buffer.getvalue()


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub(" ", text)
