"""What the charts show, as plain values: who carries how much, what stops, where findings are, what is spoken where."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.channels import named_channels
from raci_studio.analysis.findings import Severity
from raci_studio.analysis.texts import SEVERITY_TITLES
from raci_studio.core.arrangement import ANY_COLUMN, Filter
from raci_studio.core.document import Document, PersonId
from raci_studio.core.i18n import _, ngettext
from raci_studio.core.scheme import KIND_TITLES, RoleKind

MOST = 30
"""Bars of a chart, and rows and columns of a map: more cannot be read on a page."""
ROLES, STEPS, CHANNELS = "roles", "step", "channel"
Filters = Mapping[str, Filter]
"""What a click on a part asks the matrix to show, by the key of the column."""


@dataclass(frozen=True, slots=True)
class Series:
    """One part of every bar: its title, and what it means ("kind:does", "severity:error", "" for nothing special)."""

    title: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with a value for each series, and the filters that show the rows it counts."""

    label: str
    values: tuple[float, ...]
    filters: tuple[Filters, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars one below the other; `percent` says that the values are shares 0…1. `note` says what is left out, or why
    there is nothing to show; `lacks` is the column that would have to be filled then: one of `ROLES`, `STEPS`,
    `CHANNELS`, or "".
    """

    id: str
    title: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    percent: bool = False
    note: str = ""
    lacks: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not self.bars


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Counts by row and column; `values[row][column]`, and the filters that show the rows they count.

    `note` and `lacks` as of a `BarChart`.
    """

    id: str
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    filters: tuple[tuple[Filters, ...], ...] = field(repr=False, default=())
    note: str = ""
    lacks: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not self.rows


Chart = BarChart | HeatMap


def charts_of(document: Document, analysis: Analysis) -> tuple[Chart, ...]:
    """Return all charts of a document, each with what it has to show."""
    return (
        load_by_person(document, analysis),
        blocked_work(document, analysis),
        findings_by_step(document, analysis),
        people_by_step(document),
        communication(document),
    )


def load_by_person(document: Document, analysis: Analysis) -> BarChart:
    """Return on how many tasks each person has each letter; who has none is left out, the busiest come first."""
    measured = analysis.people or {}
    counts = {person: measured[person].counts for person in document.people_order if person in measured}
    busy = sorted((person for person in counts if counts[person]), key=lambda person: -sum(counts[person].values()))
    used = set().union(*(counts[person] for person in busy)) if busy else set()
    scheme = document.settings.scheme
    letters = [*(letter for letter in scheme.letters if letter in used), *sorted(used - set(scheme.letters))]
    bars = []
    for person in busy[:MOST]:
        name = document.people[person].name
        filters = tuple({f"role:{letter}": Filter(values=frozenset([name]))} for letter in letters)
        bars.append(Bar(name, tuple(float(counts[person].get(letter, 0)) for letter in letters), filters))
    series = tuple(_letter_series(letter, scheme.kinds.get(letter)) for letter in letters)
    title = _("Tasks by person and letter")
    if not busy:
        return BarChart("load", title, series, (), note=_("Nobody has a letter yet."), lacks=ROLES)
    return BarChart("load", title, series, tuple(bars), note=_left_out(len(busy)))


def _letter_series(letter: str, kind: RoleKind | None) -> Series:
    return Series(f"{letter}: {_(KIND_TITLES[kind])}", f"kind:{kind}") if kind is not None else Series(letter)


def blocked_work(document: Document, analysis: Analysis) -> BarChart:
    """Return which share of the remaining work stops if somebody vanishes on a random day; the worst come first."""
    measured = analysis.people or {}
    shares = {person: measured[person].expected_blocked_share for person in document.people_order if person in measured}
    held = sorted((person for person in shares if shares[person] > 0), key=lambda person: -shares[person])
    bars = tuple(
        Bar(document.people[person].name, (shares[person],), (_everything_of(document, person),))
        for person in held[:MOST]
    )
    note, lacks = _left_out(len(held)), ""
    if not held and any(task.marks for task in document.tasks.values()):
        note = _("No work depends on one person alone.")
    elif not held:
        note, lacks = _("Nobody has a letter yet."), ROLES
    series = (Series(_("Expected blocked share")),)
    title = _("Work that stops without somebody")
    return BarChart("blocked", title, series, bars, percent=True, note=note, lacks=lacks)


def _everything_of(document: Document, person: PersonId) -> Filters:
    return {ANY_COLUMN: Filter(values=frozenset([document.people[person].name]), any_role=True)}


def findings_by_step(document: Document, analysis: Analysis) -> BarChart:
    """Return how many findings of each severity the rows of each step have, in the order of the process.

    A finding counts once in each step that it names rows of; what is about the matrix as a whole is left out.
    """
    steps = _steps(document)
    counted: dict[str, Counter[Severity]] = {step: Counter() for step in steps}
    elsewhere = 0
    for finding in analysis.findings:
        named = {document.tasks[task].step for task in finding.tasks}
        elsewhere += not named
        for step in named:
            counted[step][finding.severity] += 1
    found = [step for step in steps if counted[step]]
    bars = tuple(
        Bar(
            _step_title(step), tuple(float(counted[step][severity]) for severity in Severity), (_findings_in(step),) * 3
        )
        for step in found[:MOST]
    )
    series = tuple(Series(_(SEVERITY_TITLES[severity]), f"severity:{severity}") for severity in Severity)
    whole = ngettext(
        "{n} finding is about the matrix as a whole.", "{n} findings are about the matrix as a whole.", elsewhere
    ).format(n=elsewhere)
    note = " ".join(filter(None, (_left_out(len(found)), whole if elsewhere else "")))
    note = note if found or elsewhere else _("Nothing was found.")
    return BarChart("findings", _("Findings by step and severity"), series, bars, note=note)


def _findings_in(step: str) -> Filters:
    return {"step": Filter(values=frozenset([step])), ANY_COLUMN: Filter(findings=True)}


def people_by_step(document: Document) -> HeatMap:
    """Return how many letters each person has in each step; only what somebody or something of is there.

    Where no task has a step it is empty: one column would only repeat `load_by_person`.
    """
    title, steps = _("Letters by person and step"), _steps(document)
    if not any(task.marks for task in document.tasks.values()):
        return HeatMap("map", title, (), (), (), note=_("Nobody has a letter yet."), lacks=ROLES)
    if not any(step.strip() for step in steps):
        return HeatMap("map", title, (), (), (), note=_("No task has a step yet."), lacks=STEPS)
    counts: Counter[tuple[PersonId, str]] = Counter(
        (mark.person, task.step) for task in document.tasks.values() for mark in task.marks
    )
    by_person: Counter[PersonId] = Counter()
    for (person, _step), count in counts.items():
        by_person[person] += count
    everybody = [person for person in document.people_order if by_person[person]]
    most = set(sorted(everybody, key=lambda person: -by_person[person])[:MOST])
    people = [person for person in everybody if person in most]
    shown = [step for step in steps if any((person, step) in counts for person in people)][:MOST]
    values = tuple(tuple(float(counts[person, step]) for step in shown) for person in people)
    filters = tuple(
        tuple({"step": Filter(values=frozenset([step])), **_everything_of(document, person)} for step in shown)
        for person in people
    )
    note = " ".join(filter(None, (_left_out(len(everybody)), _left_out(len(steps)))))
    names = tuple(document.people[person].name for person in people)
    return HeatMap("map", title, names, tuple(map(_step_title, shown)), values, filters, note)


def communication(document: Document) -> BarChart:
    """Return on how many tasks each channel is used, the most used first; a task with several counts in each."""
    names: dict[str, str] = {}
    texts: dict[str, set[str]] = {}  # the cells that name each channel, in whatever way
    counts: Counter[str] = Counter()
    without = 0
    for task in document.tasks.values():
        channels = named_channels(task.channel)
        without += not channels
        for key, name in channels.items():
            names.setdefault(key, name)
            texts.setdefault(key, set()).add(task.channel)
            counts[key] += 1
    ranked = [key for key, _count in counts.most_common()]
    bars = [
        Bar(names[key], (float(counts[key]),), ({"channel": Filter(values=frozenset(texts[key]))},))
        for key in ranked[: MOST - 1]
    ]
    if bars and without:
        bars.append(Bar(_("(no channel)"), (float(without),), ({"channel": Filter(values=frozenset([""]))},)))
    note = _left_out(len(ranked)) if bars else _("No task names a channel yet.")
    title, lacks = _("Tasks by channel"), "" if bars else CHANNELS
    return BarChart("channels", title, (Series(_("Tasks")),), tuple(bars), note=note, lacks=lacks)


def _steps(document: Document) -> Sequence[str]:
    """Return the steps in the order of the process, each once."""
    return tuple(dict.fromkeys(task.step for task in document.tasks_in_order()))


def _step_title(step: str) -> str:
    return " ".join(step.split()) or _("(no step)")


def _left_out(count: int) -> str:
    return _("The first {shown} of {count} are shown.").format(shown=MOST, count=count) if count > MOST else ""
