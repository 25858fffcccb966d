"""What of a measured process is drawn: a box for each task or step, lanes, arrows, and the words of each.

Texts are in the language that is spoken when this is made. Nothing here says where anything stands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from raci_studio.analysis.findings import Finding
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.suggested_links import SuggestedLink
from raci_studio.core.document import Task, TaskId
from raci_studio.core.i18n import _, ngettext
from raci_studio.core.scheme import RoleKind
from raci_studio.reports.graph.drawing import HEAD_UNITS, LINE_UNITS, LINES, LINK, REWORK, SUGGESTED, Arrow, Box
from raci_studio.reports.graph.structure import Edge, Structure
from raci_studio.reports.graph.wrapping import cut, wrapped

BY_PERSON, BY_DEPARTMENT, BY_STEP, NO_LANES = "person", "department", "step", "none"
LANES = (BY_PERSON, BY_DEPARTMENT, BY_STEP, NO_LANES)

STARTS_COLLAPSED = 300
"""Boxes above which a graph is shown by steps at first; fewer can be read on a screen, with the overview beside."""

_BOTTLENECK = "W302"
_NOBODY = "/nobody"  # no name of a lane looks like this
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a graph is to be drawn: `lanes` is one of `LANES`; of collapsed steps those `opened` show their tasks."""

    lanes: str = BY_PERSON
    collapsed: bool = False
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Content:
    """Boxes and arrows without their places, lanes as (key, title), and what a layout depends on."""

    boxes: tuple[Box, ...]
    lanes: tuple[tuple[str, str], ...]
    arrows: tuple[Arrow, ...]
    structure: Structure


@dataclass(slots=True)
class _Marks:
    severities: dict[TaskId, str] = field(default_factory=dict)
    counts: Counter[TaskId] = field(default_factory=Counter)
    bottlenecks: set[TaskId] = field(default_factory=set)


def has_steps(metrics: Metrics) -> bool:
    """Tell whether collapsing by step would show anything but one box."""
    return len({_step(task) for task in metrics.tasks}) > 1


def content_of(
    metrics: Metrics, findings: Iterable[Finding], suggested: Sequence[SuggestedLink], wanted: Wanted
) -> Content:
    """Return what is drawn of a process. `findings` may be of other processes too."""
    marks = _marks(metrics, findings)
    nodes = _nodes(metrics, wanted)
    of_task = {index: place for place, members in enumerate(nodes) for index in members}
    boxes = tuple(_box(metrics, members, marks, of_step=_is_step(metrics, members, wanted)) for members in nodes)
    arrows, edges = _arrows(metrics, boxes, of_task, suggested)
    lanes, of_box = _lanes(metrics, nodes, wanted.lanes)
    return Content(boxes, lanes, arrows, Structure(of_box, len(lanes), edges))


def _marks(metrics: Metrics, findings: Iterable[Finding]) -> _Marks:
    marks = _Marks()
    for finding in findings:
        if finding.process != metrics.process.id:
            continue
        for task in dict.fromkeys(cell.task for cell in finding.cells):
            marks.counts[task] += 1
            held = marks.severities.get(task)
            if held is None or finding.severity.rank < _rank(held):
                marks.severities[task] = finding.severity.value
        if finding.code == _BOTTLENECK:
            marks.bottlenecks.update(finding.tasks)
    return marks


def _rank(severity: str) -> int:
    return ("error", "warning", "hint").index(severity)


# Boxes


def _step(task: Task) -> str:
    return " ".join(task.step.split())


def _nodes(metrics: Metrics, wanted: Wanted) -> list[list[int]]:
    """Return which tasks each box stands for, in row order."""
    found: dict[str, list[int]] = {}
    for index, task in enumerate(metrics.tasks):
        step = _step(task)
        is_one = not wanted.collapsed or step in wanted.opened
        found.setdefault(f"task/{index}" if is_one else f"step/{step}", []).append(index)
    return list(found.values())


def _is_step(metrics: Metrics, members: Sequence[int], wanted: Wanted) -> bool:
    return wanted.collapsed and _step(metrics.tasks[members[0]]) not in wanted.opened


def _box(metrics: Metrics, members: Sequence[int], marks: _Marks, *, of_step: bool) -> Box:
    tasks = [metrics.tasks[index] for index in members]
    ids = tuple(task.id for task in tasks)
    severity = min((marks.severities[task] for task in ids if task in marks.severities), key=_rank, default="")
    critical = not metrics.inferred and any(metrics.schedule.critical(index) for index in members)
    number = metrics.document.number_of(ids[0])
    if of_step:
        key, name = f"step/{_step(tasks[0])}", _step(tasks[0]) or _("Without a step")
        head = ngettext("{n} task", "{n} tasks", len(tasks)).format(n=len(tasks))
        title = f"{name}: {head}"
        executors: list[str] = []
    else:
        key, name = str(ids[0]), " ".join(tasks[0].name.split()) or _("Without a name")
        executors = [metrics.document.people[one].name for one in metrics.people_of(tasks[0], RoleKind.DOES)]
        head = f"{number} · {', '.join(executors)}" if executors else str(number)
        title = f"{number}. {name}"
    box = Box(
        key, 0.0, 0.0, cut(head, HEAD_UNITS), wrapped(name, LINE_UNITS, LINES), "", ids, of_step, critical,
        bool(marks.bottlenecks & set(ids)), severity, tasks[0].scenario if not of_step else "",
    )  # fmt: skip
    said = [title, *_box_words(box, executors, sum(marks.counts[task] for task in ids))]
    return replace(box, words="\n".join(said))


def _box_words(box: Box, executors: Sequence[str], findings: int) -> Iterator[str]:
    if executors:
        yield _("Carried out by: {people}").format(people=", ".join(executors))
    elif not box.is_step:
        yield _("Nobody carries it out.")
    if box.critical:
        yield (
            _("Tasks of it are on the critical path.")
            if box.is_step
            else _("On the critical path: if it is late, so is the end.")
        )
    if box.bottleneck:
        yield _("It hangs on somebody who is a bottleneck.")
    if box.scenario:
        yield _("Happens instead of another task; nothing waits for it.")
    if findings:
        said = {
            "error": ngettext("{n} finding, at worst an error", "{n} findings, at worst an error", findings),
            "warning": ngettext("{n} finding, at worst a warning", "{n} findings, at worst a warning", findings),
            "hint": ngettext("{n} finding, at worst a hint", "{n} findings, at worst a hint", findings),
        }
        yield said[box.severity].format(n=findings)


# Lanes


def _lanes(
    metrics: Metrics, nodes: Sequence[Sequence[int]], by: str
) -> tuple[tuple[tuple[str, str], ...], tuple[int, ...]]:
    """Return the lanes in the order of the rows, what belongs to none last, and the lane of each box; no lanes where
    nothing belongs to any.
    """
    if by == NO_LANES:
        return (), (0,) * len(nodes)
    keys = []
    for members in nodes:
        held = Counter(_lane(metrics, index, by) for index in members)
        keys.append(max(held, key=held.__getitem__))  # of equally many the first
    if set(keys) == {_NOBODY}:
        return (), (0,) * len(nodes)
    order = sorted(dict.fromkeys(keys), key=lambda key: key == _NOBODY)
    nowhere = {BY_PERSON: _("Nobody"), BY_DEPARTMENT: _("Without a department"), BY_STEP: _("Without a step")}
    names = {str(key): person.name for key, person in metrics.document.people.items()} if by == BY_PERSON else {}
    titles = {key: names.get(key, key) for key in order}
    lanes = tuple((key, nowhere[by] if key == _NOBODY else titles[key]) for key in order)
    places = {key: place for place, key in enumerate(order)}
    return lanes, tuple(places[key] for key in keys)


def _lane(metrics: Metrics, index: int, by: str) -> str:
    task = metrics.tasks[index]
    if by == BY_STEP:
        return _step(task) or _NOBODY
    executors = metrics.people_of(task, RoleKind.DOES)
    if by == BY_PERSON:
        return executors[0] if executors else _NOBODY
    departments = (metrics.document.people[one].department.strip() for one in executors)
    return next((name for name in departments if name), _NOBODY)


# Arrows


@dataclass(frozen=True, slots=True)
class _Link:
    """A link between tasks by index; `group` numbers the alternatives of which one is enough, -1 for a plain one."""

    before: int
    after: int
    kind: str
    group: int = -1
    because: str = ""


def _arrows(
    metrics: Metrics, boxes: Sequence[Box], of_task: Mapping[int, int], suggested: Sequence[SuggestedLink]
) -> tuple[tuple[Arrow, ...], tuple[Edge, ...]]:
    """Return the arrows between boxes, each once, and their edges in the same order."""
    found: dict[tuple[int, int, str], list[_Link]] = {}
    for link in _links(metrics, suggested):
        before, after = of_task[link.before], of_task[link.after]
        if before != after:
            found.setdefault((before, after, link.kind), []).append(link)
    sizes = Counter(links[0].group for (_b, after, _k), links in found.items() if not boxes[after].is_step)
    arrows, edges = [], []
    for (before, after, kind), links in found.items():
        group = links[0].group if len(links) == 1 and not boxes[after].is_step else -1
        group = group if sizes[group] > 1 else -1
        edges.append(Edge(before, after, kind, group))
        arrows.append(_arrow(metrics, boxes[before], boxes[after], links, alternative=group >= 0))
    return tuple(arrows), tuple(edges)


def _links(metrics: Metrics, suggested: Sequence[SuggestedLink]) -> Iterator[_Link]:
    groups = 0
    for after, of in enumerate(metrics.graph.groups):
        for group in of:
            groups += 1
            for before in group:
                yield _Link(before, after, LINK, groups if len(group) > 1 else -1)
    for before, after in metrics.graph.rework:
        yield _Link(before, after, REWORK)
    index = {task: place for place, task in enumerate(metrics.graph.tasks)}
    for link in suggested:
        if link.before in index and link.after in index:
            because = _("because both speak of: {words}").format(words=", ".join(link.because))
            yield _Link(index[link.before], index[link.after], SUGGESTED, because=because if link.because else "")


def _arrow(metrics: Metrics, before: Box, after: Box, links: Sequence[_Link], *, alternative: bool) -> Arrow:
    kind, inferred = links[0].kind, metrics.inferred and links[0].kind == LINK
    critical = not inferred and kind == LINK and any(_is_critical(metrics, link) for link in links)
    said = {
        LINK: _("One of several that are enough") if alternative else _("Dependency"),
        REWORK: _("Work comes back"),
        SUGGESTED: _("Suggested dependency"),
    }[kind]
    if inferred:
        said = _("By the order of the rows")
    ends = f"{_name(metrics, before)} → {_name(metrics, after)}"
    words = "\n".join(filter(None, (ends, said, links[0].because)))
    return Arrow(before.key, after.key, kind, (), critical, alternative, inferred, words)


def _is_critical(metrics: Metrics, link: _Link) -> bool:
    schedule, lag = metrics.schedule, metrics.graph.lags.get((link.before, link.after), 0.0)
    is_tight = schedule.finish[link.before] + lag >= schedule.start[link.after] - _TINY
    return is_tight and schedule.critical(link.before) and schedule.critical(link.after)


def _name(metrics: Metrics, box: Box) -> str:
    task = metrics.document.tasks[box.tasks[0]]
    if box.is_step:
        return _step(task) or _("Without a step")
    return f"{metrics.document.number_of(task.id)}. {' '.join(task.name.split())}"
