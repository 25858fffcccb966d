"""How long the drawing of a graph takes beside layouts of networkx on the same graph, in the same run.

    python tests/benchmarks/bench_graph.py

Prints seconds for 200 boxes and for 2,000 tasks collapsed by step (all of it: what is drawn, where, which way), beside
`multipartite_layout`, which only places points, and `spring_layout`, which looks for places as well. Wanted: 200
boxes below 0.5 s, 2,000 tasks collapsed below 2 s. Such limits hold for one kind of machine; the ratios hold everywhere.
"""

import time

import networkx as nx
from bench_analysis import PROCESS, large_document

from raci_studio.analysis.metrics import Metrics
from raci_studio.reports.graph.content import Wanted
from raci_studio.reports.graph.making import make


def seconds(call) -> float:
    """Return the shortest of three runs."""
    found = []
    for _run in range(3):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return min(found)


def main() -> None:
    """Print a line for each size."""
    for tasks, wanted in ((200, Wanted()), (2000, Wanted()), (2000, Wanted(collapsed=True))):
        metrics = Metrics(large_document(tasks, max(8, tasks // 25)), PROCESS)
        held = metrics.graph, metrics.schedule  # the analysis made them before
        drawing = make(metrics, wanted=wanted).drawing
        ours = seconds(lambda: make(metrics, wanted=wanted))  # noqa: B023  called at once
        del held
        model = nx.DiGraph()
        model.add_nodes_from(box.key for box in drawing.boxes)
        model.add_edges_from((arrow.before, arrow.after) for arrow in drawing.arrows)
        columns = {box.key: round(box.x) for box in drawing.boxes}
        nx.set_node_attributes(model, columns, "subset")
        placed = seconds(lambda: nx.multipartite_layout(model))  # noqa: B023
        line = f"{tasks:5} tasks, {len(drawing.boxes):4} boxes, {len(drawing.arrows):4} arrows: {ours:.3f} s;"
        line += f" multipartite_layout {placed:.4f} s"
        if len(drawing.boxes) <= 200:
            searched = seconds(lambda: nx.spring_layout(model, seed=1))  # noqa: B023
            line += f"; spring_layout {searched:.2f} s, {searched / ours:.0f} times as long"
        print(line)


if __name__ == "__main__":
    main()
