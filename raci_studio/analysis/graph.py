"""The task graph of one process: who waits for whom.

An edge u→v says that v cannot start before u is finished; a task waits for all its predecessors, of
alternatives for one. networkx is the model (cycles, order); the passes run on index arrays, where task i
of the process is bit or entry i.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

import networkx as nx

from raci_studio.core.document import Document, ProcessId, TaskId

ROW_ORDER = "row-order"
Groups = tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True)  # without slots: what every rule asks for is computed once
class TaskGraph:
    """The graph on indices 0…n-1 of `tasks`, in the order of the rows.

    `groups[v]` holds the groups of predecessors of v: a group is met when one of its tasks is finished, so
    a plain dependency is a group of one. `lags[u, v]` is in working days. `origin` is "declared",
    "accepted", "mixed" or "row-order" (nothing was declared, so each row waits for the one above).
    `component[v]` numbers the strongly connected components in topological order; more than one task in a
    component is a cycle, listed in `cycles` by index in row order. `rework` are the links (before, after) by which
    work may come back; nothing waits for them. `scenarios` are the tasks that say what happens instead of another: such
    a row waits for what that one waits for, and what waits for that one may take either.
    """

    tasks: tuple[TaskId, ...]
    groups: Groups
    lags: Mapping[tuple[int, int], float]
    origin: str
    component: tuple[int, ...]
    cycles: tuple[tuple[int, ...], ...]
    rework: tuple[tuple[int, int], ...] = ()
    scenarios: frozenset[int] = frozenset()

    @cached_property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """The edges (before, after) by index."""
        return tuple((u, v) for v, groups in enumerate(self.groups) for group in groups for u in group)

    @cached_property
    def successors(self) -> tuple[tuple[int, ...], ...]:
        """For each task those that wait for it, in row order."""
        after: list[list[int]] = [[] for _ in self.tasks]
        for before, later in self.edges:
            after[before].append(later)
        return tuple(map(tuple, after))

    def linked(self, task: int) -> set[int]:
        """Return the tasks to or from which a declared link of a task leads, rework too."""
        found = {one for link in self.rework if task in link for one in link if one != task}
        if self.origin != ROW_ORDER:
            found.update(self.successors[task], *self.groups[task])
        return found

    @property
    def model(self) -> nx.DiGraph:
        """Return the graph as networkx knows it, with the task ids as nodes."""
        model = nx.DiGraph()
        model.add_nodes_from(self.tasks)
        model.add_edges_from(
            (self.tasks[u], self.tasks[v], {"lag_days": self.lags.get((u, v), 0.0)}) for u, v in self.edges
        )
        return model

    @cached_property
    def by_component(self) -> tuple[tuple[int, ...], ...]:
        """The tasks of each component, components in topological order."""
        if not self.cycles:  # each is one of its own
            order = sorted(range(len(self.component)), key=self.component.__getitem__)
            return tuple([(task,) for task in order])
        members: list[list[int]] = [[] for _ in range(max(self.component, default=-1) + 1)]
        for task, component in enumerate(self.component):
            members[component].append(task)
        return tuple(map(tuple, members))

    @cached_property
    def outer_groups(self) -> Groups:
        """The groups of predecessors of each task without those of the task's own cycle.

        Inside a cycle everybody waits for everybody; what is computed there holds until it is broken.
        """
        if not self.cycles:
            return self.groups
        return tuple(self._outer(task) for task in range(len(self.tasks)))

    @cached_property
    def needed(self) -> tuple[tuple[int, ...], ...]:
        """Of `outer_groups` the tasks that each task needs, whatever else there is."""
        return tuple([tuple([group[0] for group in groups if len(group) == 1]) for groups in self.outer_groups])

    @cached_property
    def either(self) -> Groups:
        """Of `outer_groups` those of several tasks, of which one is enough."""
        return tuple([tuple([group for group in groups if len(group) > 1]) for groups in self.outer_groups])

    @cached_property
    def stages(self) -> tuple[tuple[tuple[int, tuple[int, ...], tuple[tuple[int, ...], ...]], ...], ...]:
        """For each component, in topological order, its tasks with what they need and what is enough (`either`)."""
        return tuple([tuple([(task, self.needed[task], self.either[task]) for task in of]) for of in self.by_component])

    @cached_property
    def followers(self) -> tuple[frozenset[int], ...]:
        """For each component those that wait for it."""
        after: list[set[int]] = [set() for _ in self.by_component]
        for u, v in self.edges:
            if self.component[u] != self.component[v]:
                after[self.component[u]].add(self.component[v])
        return tuple(map(frozenset, after))

    def _outer(self, task: int) -> tuple[tuple[int, ...], ...]:
        own = self.component[task]
        outer = (tuple(u for u in group if self.component[u] != own) for group in self.groups[task])
        return tuple(group for group in outer if group)


def build_graph(document: Document, process: ProcessId) -> TaskGraph:
    """Build the graph of a process from the dependencies between its tasks, or from the order of its rows."""
    rows = document.tasks_of(process)
    tasks = tuple(task.id for task in rows)
    index = {task: number for number, task in enumerate(tasks)}
    scenarios = {n: index[task.rescues] for n, task in enumerate(rows) if task.rescues in index}
    links = [link for link in document.dependencies if link.before in index and link.after in index]
    rework = tuple((index[link.before], index[link.after]) for link in links if link.rework)
    links = [link for link in links if not link.rework]
    if not links:
        plan = [n for n in range(len(tasks)) if n not in scenarios]
        before = dict(zip(plan[1:], plan))
        chain = tuple(((before[n],),) if n in before else () for n in range(len(tasks)))
        groups = _with_scenarios(chain, scenarios)
        component, cycles = _components(groups)
        return TaskGraph(tasks, groups, {}, ROW_ORDER, component, cycles, rework, frozenset(scenarios))
    grouped: list[dict[str, list[int]]] = [{} for _ in tasks]
    for link in links:
        key = f"={link.alternative}" if link.alternative else link.before
        grouped[index[link.after]].setdefault(key, []).append(index[link.before])
    declared = tuple([tuple([tuple(group) for group in of.values()]) for of in grouped])
    groups = _with_scenarios(declared, scenarios)
    lags = {(index[link.before], index[link.after]): link.lag_days for link in links if link.lag_days}
    origins = {link.origin for link in links}
    component, cycles = _components(groups)
    origin = origins.pop() if len(origins) == 1 else "mixed"
    return TaskGraph(tasks, groups, lags, origin, component, cycles, rework, frozenset(scenarios))


def _with_scenarios(groups: Groups, scenarios: Mapping[int, int]) -> Groups:
    """Let each scenario wait for what the task waits for that it rescues, and be an alternative to that task."""
    if not scenarios:
        return groups
    instead: dict[int, list[int]] = {}
    for scenario, rescued in scenarios.items():
        instead.setdefault(rescued, []).append(scenario)

    def either(task: int, group: tuple[int, ...]) -> tuple[int, ...]:
        more = (other for u in group for other in instead.get(u, ()) if other != task)
        return tuple(dict.fromkeys((*group, *more)))

    own = (groups[scenarios[n]] if n in scenarios and not of else of for n, of in enumerate(groups))
    return tuple(tuple(either(n, group) for group in of) for n, of in enumerate(own))


def _components(groups: Groups) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    order = _topological(groups)
    if len(order) == len(groups):
        component = [0] * len(groups)
        for number, task in enumerate(order):
            component[task] = number
        return tuple(component), ()
    return _condensed(groups)


def _topological(groups: Groups) -> list[int]:
    """Return the tasks in topological order, of several that are free the first row first; without those in cycles."""
    after: list[list[int]] = [[] for _ in groups]
    waits = [0] * len(groups)
    for v, of in enumerate(groups):
        for group in of:
            waits[v] += len(group)
            for u in group:
                after[u].append(v)
    free = [task for task, count in enumerate(waits) if not count]
    order = []
    while free:
        task = heappop(free)
        order.append(task)
        for later in after[task]:
            waits[later] -= 1
            if not waits[later]:
                heappush(free, later)
    return order


def _condensed(groups: Groups) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    model = nx.DiGraph()
    model.add_nodes_from(range(len(groups)))
    model.add_edges_from((u, v) for v, of in enumerate(groups) for group in of for u in group)
    condensed = nx.condensation(model)
    # Among tasks that do not depend on each other the rows keep their order.
    first_row = {node: min(members) for node, members in condensed.nodes("members")}
    order = nx.lexicographical_topological_sort(condensed, key=first_row.__getitem__)
    component = [0] * len(groups)
    cycles = []
    for number, node in enumerate(order):
        members = sorted(condensed.nodes[node]["members"])
        for task in members:
            component[task] = number
        if len(members) > 1 or model.has_edge(members[0], members[0]):
            cycles.append(tuple(members))
    return tuple(component), tuple(cycles)
