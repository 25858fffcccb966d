"""Dependencies made and taken away on the graph: what may be done, and why something may not."""

from collections.abc import Sequence
from dataclasses import dataclass

from raci_studio.core import edits
from raci_studio.core.document import Dependency, Document, TaskId
from raci_studio.core.i18n import _
from raci_studio.reports.graph.drawing import REWORK, Arrow, Box


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a dependency may be made, and what is said of it while it is being drawn."""

    is_allowed: bool
    said: str


def verdict(document: Document, before: Box, after: Box | None) -> Verdict:
    """Tell what comes of a line from one box to another one, None where it ends at none."""
    if before.is_step or (after is not None and after.is_step):
        return Verdict(False, _("A dependency is between tasks: open the step first."))
    first = before.tasks[0]
    if not {first, *(after.tasks if after is not None else ())} <= document.tasks.keys():  # the picture is older
        return Verdict(False, _("This row is not there any more."))
    number = document.number_of(first)
    if after is None or after.key == before.key:
        return Verdict(False, _("Draw the line to the task that waits for row {row}.").format(row=number))
    then = after.tasks[0]
    other = document.number_of(then)
    if any(link.before == first for link in document.predecessors.get(then, ())):
        return Verdict(False, _("Row {row} waits for row {before} already.").format(row=other, before=number))
    if way := way_between(document, then, first):
        rows = " → ".join(str(document.number_of(task)) for task in (*way, then))
        return Verdict(False, _("That would be a cycle: {rows}. Nobody could begin.").format(rows=rows))
    return Verdict(True, _("Row {row} will wait for row {before}.").format(row=other, before=number))


def way_between(document: Document, first: TaskId, last: TaskId) -> tuple[TaskId, ...]:
    """Return the shortest chain of declared dependencies from one task to another one, both in it; () without any.

    Work that comes back is no wait, so it is left out.
    """
    after: dict[TaskId, list[TaskId]] = {}
    for link in document.dependencies:
        if not link.rework:
            after.setdefault(link.before, []).append(link.after)
    came: dict[TaskId, TaskId | None] = {first: None}
    reached: list[TaskId] = [first]
    for task in reached:
        for later in after.get(task, ()):
            if later not in came:
                came[later] = task
                reached.append(later)
    if last not in came:
        return ()
    way: list[TaskId] = []
    step: TaskId | None = last
    while step is not None:
        way.append(step)
        step = came[step]
    return tuple(reversed(way))


def add_link(document: Document, before: TaskId, after: TaskId) -> Document:
    """Let a task wait for one more."""
    there = document.predecessors.get(after, ())
    return edits.set_dependencies(document, {after: (*there, Dependency(before, after))})


def delete_links(document: Document, pairs: Sequence[tuple[TaskId, TaskId]], rework: bool) -> Document:
    """Take away dependencies (before, after), those that work comes back by or the others."""
    gone = set(pairs)
    left = {
        after: [
            link for link in document.predecessors.get(after, ())
            if (link.before, after) not in gone or link.rework != rework
        ]
        for after in dict.fromkeys(after for _before, after in pairs)
    }  # fmt: skip
    return edits.set_dependencies(document, left)


def pairs_of(arrow: Arrow, before: Box, after: Box, document: Document) -> tuple[tuple[TaskId, TaskId], ...]:
    """Return the dependencies of the document that an arrow between two boxes stands for."""
    firsts, thens = set(before.tasks), set(after.tasks)
    return tuple(
        (link.before, link.after)
        for link in document.dependencies
        if link.before in firsts and link.after in thens and link.rework == (arrow.kind == REWORK)
    )
