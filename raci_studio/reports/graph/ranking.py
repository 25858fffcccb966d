"""In which column each box stands: after everything it waits for, as near to what waits for it as that allows."""

from collections.abc import Sequence

from raci_studio.reports.graph.drawing import LINK, REWORK
from raci_studio.reports.graph.structure import Structure


def ranks_of(structure: Structure) -> tuple[list[int], list[bool]]:
    """Return the rank of each box from 0, and whether it is linked with another one at all.

    Work that comes back and suggestions move nothing; of a cycle the link is left out by which a walk in the order of
    the rows comes back.
    """
    count = len(structure.lanes)
    linked = [False] * count
    after: list[list[int]] = [[] for _ in range(count)]
    for edge in structure.edges:
        if edge.before != edge.after and edge.kind in (LINK, REWORK):
            linked[edge.before] = linked[edge.after] = True
            if edge.kind == LINK:
                after[edge.before].append(edge.after)
    order = _cut_cycles(after)
    before: list[int] = [0] * count
    ranks = [0] * count
    for box in order:
        for later in after[box]:
            ranks[later] = max(ranks[later], ranks[box] + 1)
            before[later] += 1
    for box in reversed(order):  # what begins something late need not stand at the very left
        if after[box] and len(after[box]) > before[box]:
            ranks[box] = max(ranks[box], min(ranks[later] for later in after[box]) - 1)
    return ranks, linked


def _cut_cycles(after: Sequence[list[int]]) -> list[int]:
    """Take out of `after` what closes a cycle, and return the boxes in topological order."""
    open_, done = 1, 2
    state = [0] * len(after)
    order = []
    for root in range(len(after)):
        if state[root]:
            continue
        state[root] = open_
        stack = [(root, iter(sorted(after[root])))]
        kept: dict[int, list[int]] = {root: []}
        while stack:
            box, rest = stack[-1]
            later = next(rest, None)
            if later is None:
                stack.pop()
                state[box] = done
                after[box][:] = kept[box]
                order.append(box)
            elif state[later] != open_:
                kept[box].append(later)
                if not state[later]:
                    state[later] = open_
                    kept[later] = []
                    stack.append((later, iter(sorted(after[later]))))
    return order[::-1]
