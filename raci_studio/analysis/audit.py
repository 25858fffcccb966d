"""One run of all rules over a document."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from raci_studio.analysis.findings import Finding, Severity
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules import RULES, Rule
from raci_studio.analysis.texts import CRASHED
from raci_studio.core.document import Document, PersonId, ProcessId, Task
from raci_studio.core.progress import SILENT, Progress

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PersonMeasures:
    """What a person carries, over the whole document. Shares are of the weight of all tasks, 0…1."""

    counts: Mapping[str, int]
    blocked_share: float
    expected_blocked_share: float


@dataclass(frozen=True, slots=True)
class ProcessMeasures:
    """Figures of one process. `critical_path_days` and `work` (the weight of all tasks) are in working days,
    unknown durations counted as one day.
    """

    process: ProcessId
    name: str
    tasks: int
    people: int
    dependencies: int
    dependency_origin: str
    bus_factor: int
    bus_factor_exact: bool
    bus_factor_people: tuple[PersonId, ...]
    critical_path_days: float
    work: float
    blocked_shares: Mapping[PersonId, float]
    expected_blocked_shares: Mapping[PersonId, float]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The result of a run. `accepted` are findings the analyst chose to live with; they are not in `findings`."""

    findings: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    people: Mapping[PersonId, PersonMeasures] | None = None
    processes: tuple[ProcessMeasures, ...] = ()


def analyse(document: Document, rules: Mapping[str, Rule] = RULES, progress: Progress = SILENT) -> Analysis:
    """Measure every process and run the rules; pure, so it may run beside the window.

    `progress` is told before each rule, so that it can be given up there.
    """
    measured = [Metrics(document, process) for process in document.process_order]
    measured = [metrics for metrics in measured if metrics.tasks]
    everything: list[Finding] = []
    runs = [(rule, metrics) for metrics in measured for rule in rules.values()]
    for nth, (rule, metrics) in enumerate(runs):
        progress.at(nth / len(runs))
        everything += run_rule(rule, metrics)
    accepted = {item.key for item in document.accepted}
    rows = {task: row for row, task in enumerate(document.order)}
    everything.sort(key=lambda f: (f.severity.rank, min((rows[task] for task in f.tasks), default=-1), f.code))
    processes = tuple(_process_measures(metrics) for metrics in measured)
    counts = count_letters(document, document.tasks_in_order())
    return Analysis(
        findings=tuple(finding for finding in everything if not accepted or finding.key not in accepted),
        accepted=tuple(finding for finding in everything if accepted and finding.key in accepted),
        people={
            person: PersonMeasures(
                counts.get(person, {}),
                mean_share(processes, "blocked_shares", person),
                mean_share(processes, "expected_blocked_shares", person),
            )
            for person in document.people_order
        },
        processes=processes,
    )


def run_rule(rule: Rule, metrics: Metrics) -> Iterator[Finding]:
    """Run one rule; a rule that crashes becomes a finding about itself."""
    try:
        yield from list(rule.check(metrics))
    except Exception as error:
        log.exception("rule %s failed", rule.code)
        words = {"code": rule.code, "detail": f"{type(error).__name__}: {error}"}
        yield Finding(CRASHED, Severity.ERROR, metrics.process.id, words=words, variant=rule.code)


def _process_measures(metrics: Metrics) -> ProcessMeasures:
    factor = metrics.bus_factor
    return ProcessMeasures(
        process=metrics.process.id,
        name=metrics.process.name,
        tasks=len(metrics.tasks),
        people=len(metrics.participants),
        dependencies=len(metrics.graph.edges),
        dependency_origin=metrics.graph.origin,
        bus_factor=factor.size,
        bus_factor_exact=factor.exact,
        bus_factor_people=tuple(metrics.people[bit] for bit in factor.people),
        critical_path_days=metrics.schedule.end,
        work=sum(metrics.durations),
        blocked_shares=metrics.blocked_share,
        expected_blocked_shares=metrics.expected_blocked_share,
    )


def count_letters(document: Document, tasks: Iterable[Task]) -> dict[PersonId, dict[str, int]]:
    """Return on how many of the tasks each person has each letter, letters in the order of the scheme."""
    counted: dict[PersonId, Counter[str]] = {}
    for task in tasks:
        for mark in task.marks:
            counted.setdefault(mark.person, Counter())[mark.letter] += 1
    place = {letter: rank for rank, letter in enumerate(document.settings.scheme.letters)}

    def rank(item: tuple[str, int]) -> tuple[int, str]:
        return place.get(item[0], len(place)), item[0]

    return {person: dict(sorted(counts.items(), key=rank)) for person, counts in counted.items()}


def mean_share(processes: Iterable[ProcessMeasures], share: str, person: PersonId) -> float:
    """Return the mean of "blocked_shares" or "expected_blocked_shares" over processes, weighted with their work."""
    measured = [(measures.work, getattr(measures, share).get(person, 0.0)) for measures in processes]
    total = sum(work for work, _share in measured)
    return sum(work * held for work, held in measured) / total if total else 0.0
