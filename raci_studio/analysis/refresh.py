"""What an edit can change: so that after it only those rules and measures run again that read what it changed.

Everything a rule or measure reads of tasks and links is named here: who "does", who "answers", the "other" roles, the
"links" (dependencies), the "days" a task takes, the day it is "due", and the text fields of a task. Whatever else
changes (people, who takes part, processes, the order of the rows, thresholds, a row added), all run. A rule that is not
listed always runs. tests/unit/analysis/test_refresh.py compares with a whole run.
"""

from collections.abc import Mapping

from raci_studio.analysis.dates import due_date
from raci_studio.analysis.kept import ANSWERS, DAYS, DOES, DUE, LINKS, OTHERS
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.timing import known_days
from raci_studio.core.diff import replaced
from raci_studio.core.document import TEXT_FIELDS, Document, Mark, PersonId, ProcessId, Settings, Task
from raci_studio.core.scheme import RoleKind

Aspects = frozenset[str]


def _of(*names: str) -> Aspects:
    return frozenset(names)


_ROLES = _of(DOES, ANSWERS, OTHERS)
_BOTH = _of(DOES, ANSWERS)
_PLAN = _of(LINKS, DAYS)

RULE_READS: Mapping[str, Aspects] = {
    **dict.fromkeys(("D405", "D410", "H101", "H102", "H105", "H106", "L206", "W307"), _ROLES),
    **dict.fromkeys(("D403", "D412", "D413", "H104"), _BOTH),
    **dict.fromkeys(("D404", "L201"), _of(DOES)),
    **dict.fromkeys(("D401", "D402", "L202"), _of(ANSWERS)),
    **dict.fromkeys(("L208", "W310"), _of(OTHERS)),
    **dict.fromkeys(("W301", "W312", "T508", "L203", "L205", "T511"), _PLAN | {DOES}),
    **dict.fromkeys(("W302", "W303"), _PLAN | _BOTH),
    **dict.fromkeys(("T506", "T507", "T510", "T513"), _PLAN),
    **dict.fromkeys(("T505", "T512"), _of(LINKS)),
    **dict.fromkeys(("Q601", "Q602", "Q609"), _of("result")),
    **dict.fromkeys(("Q603", "Q604"), _of("result", "criterion")),
    **dict.fromkeys(("C702", "C703", "C704"), _of("channel")),
    **dict.fromkeys(("Q606", "Q607"), _of("inputs", "result", "name", LINKS)),
    **dict.fromkeys(("C707", "D411", "Q611"), _of()),
    "C701": _of("channel", DOES, OTHERS, LINKS),
    "C705": _ROLES | {"channel"},
    "C706": _of("channel", "name"),
    "C708": _of("channel", "format"),
    "D406": _ROLES | {LINKS, "name"},
    "D407": _of("name", "step", "result", LINKS),
    "D408": _of("name", "step", "result", LINKS, DOES),
    "D409": _of("name", "step", LINKS, ANSWERS),
    "L204": _of(DOES, ANSWERS, DUE, "deadline"),
    "L207": _of(DOES, DAYS),
    "Q605": _of("format", "result", "name"),
    "Q608": _of("result", "name"),
    "Q610": _of(DOES, LINKS, "format", "criterion"),
    "T501": _of("deadline", DAYS),
    "T502": _of("deadline"),
    "T503": _PLAN | {DUE, "deadline", "start"},
    "T504": _of(LINKS, DUE, "deadline", "name"),
    "T509": _PLAN | {DOES, DUE, "deadline", "name"},
    "W304": _BOTH | {DAYS},
    "W305": _ROLES | {LINKS, "name"},
    "W306": _PLAN | {DOES, OTHERS},
    "W308": _ROLES | {LINKS, "name"},
    "W309": _ROLES | {LINKS},
    "W311": _of(DOES, OTHERS, LINKS),
    "W313": _ROLES | {LINKS, "channel", "format"},
}
"""What each rule reads, by its code."""

_MEASURE_READS: Mapping[str, Aspects] = {
    # All run where these change.
    **dict.fromkeys(("participants", "people", "_bit", "_have_deputies", "_department", "_known_masks"), _of()),
    "doing": _of(DOES),
    "answering": _of(ANSWERS),
    "workers": _of(),
    **dict.fromkeys(("graph", "planned", "later", "_has_alternatives"), _of(LINKS)),
    **dict.fromkeys(("schedule", "downstream"), _PLAN),
    "carried": _of(DOES, LINKS),
    **dict.fromkeys(("_held", "blockers"), _BOTH | {LINKS}),
    **dict.fromkeys(("workload", "levelled"), _PLAN | {DOES}),
    **dict.fromkeys(("blocked_share", "expected_blocked_share"), _PLAN | _BOTH),
    "durations": _of(DAYS),
    "timing": _of(DAYS, DUE, "deadline", "duration", "start"),
    "bus_factor": _BOTH | {DAYS},
    "outputs": _of("result", "name"),
    "substitutes": _of(DOES, LINKS, "name"),
    "_similar_work": _of("name"),
}
"""What each measure reads, by the name of the cached property of `Metrics`; others are not kept."""


def changed_aspects(before: Document, after: Document) -> Mapping[ProcessId, Aspects] | None:
    """Return what an edit changed in each process it touched, None where all must run."""
    same = before.settings.scheme == after.settings.scheme and before.settings.country == after.settings.country
    same = same and before.settings.thresholds == after.settings.thresholds
    same = same and before.settings.duration_unit == after.settings.duration_unit
    for name in ("people", "people_order", "processes", "process_order", "order", "tables"):
        old, new = getattr(before, name), getattr(after, name)
        same = same and (old is new or old == new)
    if not same:
        return None
    found: dict[ProcessId, set[str]] = {}
    touched: set[tuple[PersonId, ProcessId]] = set()
    for key in replaced(before.tasks, after.tasks):
        old, new = before.tasks[key], after.tasks[key]
        if (old.process, old.rescues) != (new.process, new.rescues):
            return None
        found.setdefault(new.process, set()).update(_changed(old, new, after.settings))
        if old.marks != new.marks:
            touched |= {(mark.person, new.process) for mark in set(old.marks) ^ set(new.marks)}
    if any(_takes_part(before, *one) != _takes_part(after, *one) for one in touched):
        return None
    if before.dependencies is not after.dependencies and before.dependencies != after.dependencies:
        for process in after.process_order:
            found.setdefault(process, set()).add(LINKS)
    return {process: frozenset(names) for process, names in found.items()}


def _changed(old: Task, new: Task, settings: Settings) -> set[str]:
    kinds, unit = settings.scheme.kinds, settings.duration_unit
    changed = {name for name in TEXT_FIELDS if getattr(old, name) != getattr(new, name)}
    if changed & {"deadline", "duration"} and known_days(old, unit) != known_days(new, unit):
        changed.add(DAYS)
    if "deadline" in changed and due_date(old.deadline) != due_date(new.deadline):
        changed.add(DUE)
    for kind, aspect in ((RoleKind.DOES, DOES), (RoleKind.ANSWERS, ANSWERS)):
        if _marks(old, kinds, kind) != _marks(new, kinds, kind):
            changed.add(aspect)
    main = (RoleKind.DOES, RoleKind.ANSWERS)
    if [m for m in old.marks if kinds.get(m.letter) not in main] != [
        m for m in new.marks if kinds.get(m.letter) not in main
    ]:
        changed.add(OTHERS)
    return changed


def _marks(task: Task, kinds: Mapping[str, RoleKind], kind: RoleKind) -> list[Mark]:
    return [mark for mark in task.marks if kinds.get(mark.letter) is kind]


def _takes_part(document: Document, person: PersonId, process: ProcessId) -> bool:
    """Tell whether a person has a role in a process; out of it is none."""
    kinds = document.settings.scheme.kinds
    return any(
        mark.person == person and kinds.get(mark.letter) is not RoleKind.OUT and task.process == process
        for task in document.tasks.values()
        for mark in task.marks
    )


def refreshed(metrics: Metrics, document: Document, changed: Aspects) -> Metrics:
    """Return the measures of another state of the document, with what an edit cannot have changed."""
    fresh = Metrics(document, metrics.process.id, metrics.country)
    for name, value in vars(metrics).items():
        if name in _MEASURE_READS and _MEASURE_READS[name].isdisjoint(changed):
            vars(fresh)[name] = value
    fresh.assigned = metrics.assigned.changed_to(fresh.tasks)
    if LINKS not in changed or fresh.inferred == metrics.inferred:
        fresh.kept = metrics.kept.after(changed, _changed_rows(metrics, fresh), _replanned(metrics, fresh))
    return fresh


def _changed_rows(before: Metrics, after: Metrics) -> frozenset[int]:
    """Return the rows, by index, that are others or are linked with others than before."""
    rows = {row for row, (old, new) in enumerate(zip(before.tasks, after.tasks)) if old is not new}
    if before.graph is not after.graph:
        for old, new in ((before.graph.groups, after.graph.groups), (before.successors, after.successors)):
            rows |= {row for row, (links, others) in enumerate(zip(old, new)) if links != others}
        rows.update(*set(before.graph.rework).symmetric_difference(after.graph.rework))
    return frozenset(rows)


def _replanned(before: Metrics, after: Metrics) -> frozenset[int]:
    """Return the rows, by index, whose slack or whose share of later work is another one."""
    known, now = vars(before), vars(after)
    if all(name in now and known.get(name) is now[name] for name in ("schedule", "downstream")):
        return frozenset()
    rows: set[int] = set()
    for old, new in ((before.schedule.slack, after.schedule.slack), (before.downstream, after.downstream)):
        rows |= {row for row, (one, other) in enumerate(zip(old, new)) if one != other}
    return frozenset(rows)
