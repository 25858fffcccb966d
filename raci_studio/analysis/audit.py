"""One run of all rules over a document."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from raci_studio.analysis.findings import OFF, Finding, Severity, finding_with
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.refresh import RULE_READS, Aspects, changed_aspects, refreshed
from raci_studio.analysis.rules import RULES, Rule
from raci_studio.analysis.texts import CRASHED
from raci_studio.core.diff import replaced
from raci_studio.core.document import Document, Mark, PersonId, ProcessId, Task
from raci_studio.core.garbage import without_gc
from raci_studio.core.progress import SILENT, Progress, reporting_to, with_reports

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


Runs = Mapping[tuple[str, ProcessId], tuple[Finding, ...]]
Placed = tuple[Finding, int]
"""A finding and its place in the list of all."""
Letters = Counter[Mark]
"""On how many tasks each letter of each person stands."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The result of a run. `accepted` are findings the analyst chose to live with; they are not in `findings`.

    `document` is what was analysed, `metrics` are the measures of its processes that have tasks, `runs` what each rule
    found by itself, `placed` and `letters` what it was sorted and counted by: the next run begins with them.
    """

    findings: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    people: Mapping[PersonId, PersonMeasures] | None = None
    processes: tuple[ProcessMeasures, ...] = ()
    document: Document | None = field(default=None, repr=False)
    metrics: tuple[Metrics, ...] = field(default=(), repr=False)
    runs: Runs = field(default_factory=dict, repr=False)
    placed: Mapping[tuple[str, ProcessId], list[Placed]] = field(default_factory=dict, repr=False)
    letters: Letters = field(default_factory=Counter, repr=False)


@without_gc
def analyse(
    document: Document,
    rules: Mapping[str, Rule] = RULES,
    progress: Progress = SILENT,
    country: str = "",
    before: Analysis | None = None,
) -> Analysis:
    """Measure every process and run the rules; pure, so it may run beside the window.

    `progress` is told now and then, so that it can be given up there. `country` is whose holidays are days off
    where the document names none. With `before`, the analysis of an earlier state, only what the edits since can have
    changed is done again.
    """
    with reporting_to(progress):
        return _analysed(document, rules, progress, country, before)


def _analysed(
    document: Document, rules: Mapping[str, Rule], progress: Progress, country: str, before: Analysis | None
) -> Analysis:
    measured, known = _measured(document, country, before)
    severities = document.settings.severities
    pairs = [(rule, metrics) for metrics in measured for rule in rules.values() if severities.get(rule.code) != OFF]
    runs: dict[tuple[str, ProcessId], tuple[Finding, ...]] = {}
    placed: dict[tuple[str, ProcessId], list[Placed]] = {}
    places = _Places(document, before)
    for nth, (rule, metrics) in enumerate(pairs):
        progress.at(nth / len(pairs))
        key = rule.code, metrics.process.id
        runs[key] = found = known[key] if key in known else tuple(run_rule(rule, metrics))
        chosen = _as_chosen(found, severities[rule.code]) if rule.code in severities else found
        placed[key] = places.of(key, chosen, is_known=key in known)
    in_order = sorted(chain.from_iterable(placed.values()), key=itemgetter(1))
    everything = tuple([finding for finding, _place in in_order])
    keys = {item.key for item in document.accepted}
    accepted = tuple(finding for finding in everything if finding.key in keys) if keys else ()
    processes = tuple(_process_measures(metrics) for metrics in measured)
    letters = _letters(document, before)
    counts = _by_person(letters, document)
    return Analysis(
        findings=tuple(finding for finding in everything if finding.key not in keys) if accepted else everything,
        accepted=accepted,
        people={
            person: PersonMeasures(
                counts.get(person, {}),
                mean_share(processes, "blocked_shares", person),
                mean_share(processes, "expected_blocked_shares", person),
            )
            for person in document.people_order
        },
        processes=processes,
        document=document,
        metrics=measured,
        runs=runs,
        placed=placed,
        letters=letters,
    )


class _Places:
    """What findings are sorted by: the worst first, then by rows, then by rules."""

    def __init__(self, document: Document, before: Analysis | None) -> None:
        self._rows = {task: row for row, task in enumerate(document.order, start=1)}
        old = before.document if before else None
        same = old and old.order == document.order and old.settings.severities == document.settings.severities
        self._before = before.placed if before and same else {}

    def of(self, key: tuple[str, ProcessId], findings: Iterable[Finding], *, is_known: bool) -> list[Placed]:
        """Return what a rule found with the places, which are taken from the run before where they are known."""
        before = self._before.get(key, [])
        if is_known and self._before:
            return before
        known = {id(placed[0]): placed for placed in before}  # to compare findings takes longer than to place them
        return [known.get(id(of)) or (of, self._place(of)) for of in findings]

    def _place(self, finding: Finding) -> int:
        named = finding.tasks
        row = self._rows[named[0]] if len(named) == 1 else min(map(self._rows.__getitem__, named), default=0)
        return (finding.severity.rank * (len(self._rows) + 1) + row) << _CODE_BITS | _code_number(finding.code)


_CODE_BITS = 64


@lru_cache
def _code_number(code: str) -> int:
    """Return a number that sorts as the code does, which has up to eight letters."""
    return int.from_bytes(code.encode().ljust(_CODE_BITS // 8, b"\0"), "big")


def _letters(document: Document, before: Analysis | None) -> Letters:
    """Return how often each letter of each person stands, from that of the state before where rows only changed."""
    if before is None or before.document is None or before.document.tasks.keys() != document.tasks.keys():
        return Counter(mark for task in document.tasks.values() for mark in task.marks)
    counted = before.letters.copy()
    for key in replaced(before.document.tasks, document.tasks):
        counted.subtract(before.document.tasks[key].marks)
        counted.update(document.tasks[key].marks)
    return +counted


def _measured(document: Document, country: str, before: Analysis | None) -> tuple[tuple[Metrics, ...], Runs]:
    """Return the measures of the processes that have tasks, and what rules found before and would find again."""
    changed = changed_aspects(before.document, document) if before and before.document else None
    if (
        before is None
        or changed is None
        or any(of.country != (document.settings.country or country) for of in before.metrics)
    ):
        fresh = (Metrics(document, process, country) for process in document.process_order)
        return tuple(metrics for metrics in fresh if metrics.tasks), {}
    nothing: Aspects = frozenset()
    measured = tuple(refreshed(of, document, changed.get(of.process.id, nothing)) for of in before.metrics)
    known = {
        (code, process): found
        for (code, process), found in before.runs.items()
        if code in RULE_READS and RULE_READS[code].isdisjoint(changed.get(process, nothing))
    }
    return measured, known


def _as_chosen(findings: Iterable[Finding], severity: str) -> Iterator[Finding]:
    """Yield findings with the severity that the analyst chose for their rule; one that nobody knows changes nothing."""
    known = severity in set(Severity)
    return (finding_with(finding, severity=Severity(severity)) if known else finding for finding in findings)


def run_rule(rule: Rule, metrics: Metrics) -> Iterator[Finding]:
    """Run one rule; a rule that crashes becomes a finding about itself."""
    try:
        yield from list(with_reports(rule.check(metrics)))
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
    return _by_person(Counter(mark for task in tasks for mark in task.marks), document)


def _by_person(letters: Letters, document: Document) -> dict[PersonId, dict[str, int]]:
    counted: dict[PersonId, dict[str, int]] = {}
    for mark, count in letters.items():
        counted.setdefault(mark.person, {})[mark.letter] = count
    place = {letter: rank for rank, letter in enumerate(document.settings.scheme.letters)}

    def rank(item: tuple[str, int]) -> tuple[int, str]:
        return place.get(item[0], len(place)), item[0]

    return {person: dict(sorted(counts.items(), key=rank)) for person, counts in counted.items()}


def mean_share(processes: Iterable[ProcessMeasures], share: str, person: PersonId) -> float:
    """Return the mean of "blocked_shares" or "expected_blocked_shares" over processes, weighted with their work."""
    measured = [(measures.work, getattr(measures, share).get(person, 0.0)) for measures in processes]
    total = sum(work for work, _share in measured)
    return sum(work * held for work, held in measured) / total if total else 0.0
