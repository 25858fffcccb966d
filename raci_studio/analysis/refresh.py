"""What an edit can change: so that after it only those rules and measures run again that read what it changed.

Everything a rule or measure reads of tasks and links is named here: "roles" (the marks), "links" (dependencies) and the
text fields of a task. Whatever else changes (people, processes, the order of the rows, thresholds, a row added), all
run. A rule that is not listed always runs. tests/unit/analysis/test_refresh.py compares with a whole run.
"""

from collections.abc import Mapping

from raci_studio.analysis.metrics import Metrics
from raci_studio.core.document import TEXT_FIELDS, Document, ProcessId

Aspects = frozenset[str]
ROLES, LINKS = "roles", "links"


def _of(*names: str) -> Aspects:
    return frozenset(field for name in names for field in (_TIME if name == "time" else (name,)))


_TIME = ("deadline", "duration", "start")

RULE_READS: Mapping[str, Aspects] = {
    **dict.fromkeys(
        "D401 D402 D403 D404 D405 D410 D412 D413 H101 H102 H104 H105 H106 L201 L202 L206 L208 W307 W310".split(),  # noqa: SIM905
        _of(ROLES),
    ),
    **dict.fromkeys("W301 W302 W303 W306 W312 T508 T511 L203 L205".split(), _of(ROLES, LINKS, "time")),  # noqa: SIM905
    **dict.fromkeys("T503 T506 T507 T510 T513".split(), _of(LINKS, "time")),  # noqa: SIM905
    **dict.fromkeys(("L204", "L207", "W304"), _of(ROLES, "time")),
    **dict.fromkeys(("W309", "W311"), _of(ROLES, LINKS)),
    **dict.fromkeys(("W305", "W308", "D406"), _of(ROLES, LINKS, "name")),
    **dict.fromkeys(("T505", "T512"), _of(LINKS)),
    "T501": _of("deadline", "duration"),
    "T502": _of("deadline"),
    **dict.fromkeys(("Q601", "Q602", "Q609"), _of("result")),
    **dict.fromkeys(("Q603", "Q604"), _of("result", "criterion")),
    **dict.fromkeys(("C702", "C703", "C704"), _of("channel")),
    **dict.fromkeys(("Q606", "Q607"), _of("inputs", "result", "name", LINKS)),
    **dict.fromkeys(("C707", "D411", "Q611"), _of()),
    "C701": _of("channel", ROLES, LINKS),
    "C705": _of("channel", ROLES),
    "C706": _of("channel", "name"),
    "C708": _of("channel", "format"),
    "D407": _of("name", "step", "result", LINKS),
    "D408": _of("name", "step", "result", LINKS, ROLES),
    "D409": _of("name", "step", LINKS, ROLES),
    "Q605": _of("format", "result", "name"),
    "Q608": _of("result", "name"),
    "Q610": _of(ROLES, LINKS, "format", "criterion"),
    "T504": _of(LINKS, "time", "name"),
    "T509": _of(ROLES, LINKS, "time", "name"),
    "W313": _of(ROLES, LINKS, "channel", "format"),
}
"""What each rule reads, by its code."""

_MEASURE_READS: Mapping[str, Aspects] = {
    **dict.fromkeys(
        (
            "participants", "people", "_by_kind", "_counts", "_departments", "_have_deputies", "_bit", "requirements",
            "single", "gates", "workers",
        ),
        _of(ROLES),
    ),
    **dict.fromkeys(("graph", "successors", "planned", "later", "_has_alternatives"), _of(LINKS)),
    **dict.fromkeys(("durations", "timing"), _of("time")),
    **dict.fromkeys(("schedule", "downstream"), _of(LINKS, "time")),
    **dict.fromkeys(("crews", "carried", "_held", "blockers"), _of(ROLES, LINKS)),
    **dict.fromkeys(
        ("workload", "levelled", "blocked_share", "expected_blocked_share"), _of(ROLES, LINKS, "time")
    ),
    "bus_factor": _of(ROLES, "time"),
    "outputs": _of("result", "name"),
    "substitutes": _of(ROLES, LINKS, "name"),
}  # fmt: skip
"""What each measure reads, by the name of the cached property of `Metrics`; others are not kept."""


def changed_aspects(before: Document, after: Document) -> Mapping[ProcessId, Aspects] | None:
    """Return what an edit changed in each process it touched, None where all must run."""
    same = before.settings.scheme == after.settings.scheme and before.settings.country == after.settings.country
    same = same and before.settings.thresholds == after.settings.thresholds
    for name in ("people", "people_order", "processes", "process_order", "order", "tables"):
        old, new = getattr(before, name), getattr(after, name)
        same = same and (old is new or old == new)
    if not same:
        return None
    found: dict[ProcessId, set[str]] = {}
    for key, new_task in after.tasks.items():
        old_task = before.tasks[key]
        if old_task is new_task:
            continue
        if (old_task.process, old_task.rescues) != (new_task.process, new_task.rescues):
            return None
        changed = found.setdefault(new_task.process, set())
        changed.update(name for name in TEXT_FIELDS if getattr(old_task, name) != getattr(new_task, name))
        if old_task.marks != new_task.marks:
            changed.add(ROLES)
    if before.dependencies is not after.dependencies and before.dependencies != after.dependencies:
        for process in after.process_order:
            found.setdefault(process, set()).add(LINKS)
    return {process: frozenset(names) for process, names in found.items()}


def refreshed(metrics: Metrics, document: Document, changed: Aspects) -> Metrics:
    """Return the measures of another state of the document, with what an edit cannot have changed."""
    fresh = Metrics(document, metrics.process.id, metrics.country)
    for name, value in vars(metrics).items():
        if name in _MEASURE_READS and _MEASURE_READS[name].isdisjoint(changed):
            vars(fresh)[name] = value
    return fresh
