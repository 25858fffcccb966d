"""What the rules read: one process measured once per run.

Indices 0…n-1 are the tasks of the process in row order, bits and entries 0…P-1 its people in document order.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from raci_studio.analysis.absence import days_lost, has_alternatives
from raci_studio.analysis.blocking import bits, blockers, expected_blocked_shares, gates, shares
from raci_studio.analysis.bus_factor import BusFactor, bus_factor
from raci_studio.analysis.graph import ROW_ORDER, TaskGraph, build_graph
from raci_studio.analysis.handed_over import Outputs
from raci_studio.analysis.levelling import Levelled, Worker, level, workers_of
from raci_studio.analysis.schedule import Schedule, earliest_schedule, planned
from raci_studio.analysis.substitutes import Substitutes
from raci_studio.analysis.timing import Timing
from raci_studio.analysis.workload import Stretch, stretches
from raci_studio.core.document import Document, PersonId, Process, ProcessId, Task, TaskId
from raci_studio.core.scheme import RoleKind


class Metrics:
    """The measures of one process; each is computed when a rule first asks for it."""

    def __init__(self, document: Document, process: ProcessId, country: str = "") -> None:
        """`country` is whose holidays count where the document itself names none."""
        self.document = document
        self.process: Process = document.processes[process]
        self.tasks: tuple[Task, ...] = document.tasks_of(process)
        self.country = document.settings.country or country
        self._kinds = document.settings.scheme.kinds

    def threshold(self, name: str, default: float) -> float:
        """Return a threshold such as "L201.share", as set in the document or as given."""
        return self.document.settings.thresholds.get(name, default)

    def people_of(self, task: Task, kind: RoleKind) -> tuple[PersonId, ...]:
        """Return who has a letter of this kind on the task, each once, in order."""
        return self._by_kind[task.id].get(kind, ())

    def roles(self, task: Task) -> Mapping[RoleKind, tuple[PersonId, ...]]:
        """Return who has which kind of role on the task, each once and in order."""
        return self._by_kind[task.id]

    @cached_property
    def _by_kind(self) -> dict[TaskId, dict[RoleKind, tuple[PersonId, ...]]]:
        return {task.id: _by_kind_of(task, self._kinds) for task in self.tasks}

    def take_roles(self, before: "Metrics") -> None:
        """Take over who has which kind of role from the measures of another state, where the marks are the same."""
        marks = {task.id: task.marks for task in before.tasks}
        changed = [task for task in self.tasks if marks.get(task.id) is not task.marks]
        self._by_kind = {**before._by_kind, **{task.id: _by_kind_of(task, self._kinds) for task in changed}}

    @cached_property
    def doing(self) -> tuple[tuple[PersonId, ...], ...]:
        """Who carries out each task, by index."""
        return tuple(held.get(RoleKind.DOES, ()) for held in self._by_kind.values())

    @cached_property
    def answering(self) -> tuple[tuple[PersonId, ...], ...]:
        """Who answers for each task, by index."""
        return tuple(held.get(RoleKind.ANSWERS, ()) for held in self._by_kind.values())

    @cached_property
    def role_fields(self) -> Mapping[RoleKind, str]:
        """The column where people of each kind stand, "role:R"."""
        return {kind: f"role:{self.document.settings.scheme.letter_of(kind)}" for kind in RoleKind}

    def present(self, task: Task) -> set[PersonId]:
        """Return who takes part in the task, with whatever letter but that of those who are out of it."""
        by_kind = self._by_kind[task.id]
        if RoleKind.OUT not in by_kind:
            return set().union(*by_kind.values())
        return set().union(*(people for kind, people in by_kind.items() if kind is not RoleKind.OUT))

    def letters_of(self, task: Task, person: PersonId) -> dict[RoleKind, str]:
        """Return the kinds of a person's letters on the task, each with its letter."""
        return {kind: letter for letter in task.letters(person) if (kind := self._kinds.get(letter)) is not None}

    @cached_property
    def participants(self) -> tuple[PersonId, ...]:
        """The people with at least one role here, in document order."""
        out = {letter for letter, kind in self._kinds.items() if kind is RoleKind.OUT}
        present = {mark.person for task in self.tasks for mark in task.marks if mark.letter not in out}
        return tuple(person for person in self.document.people_order if person in present)

    @cached_property
    def people(self) -> tuple[PersonId, ...]:
        """The people counted in masks: participants and their deputies, in document order."""
        known = set(self.participants)
        known |= {deputy for person in self.participants for deputy in self.document.people[person].deputies}
        return tuple(person for person in self.document.people_order if person in known)

    def counts(self, kind: RoleKind) -> dict[PersonId, int]:
        """Return on how many tasks each person has a role of this kind; who has none is left out."""
        return self._counts.get(kind, {})

    @cached_property
    def _counts(self) -> dict[RoleKind, dict[PersonId, int]]:
        counted: dict[RoleKind, dict[PersonId, int]] = {}
        for task in self.tasks:
            for kind, people in self._by_kind[task.id].items():
                of = counted.setdefault(kind, {})
                for person in people:
                    of[person] = of.get(person, 0) + 1
        return counted

    # The graph and its schedule

    @cached_property
    def graph(self) -> TaskGraph:
        """The task graph of the process."""
        return build_graph(self.document, self.process.id)

    @cached_property
    def successors(self) -> tuple[tuple[int, ...], ...]:
        """For each task those that wait for it, in row order."""
        after: list[list[int]] = [[] for _ in self.tasks]
        for before, later in self.graph.edges:
            after[before].append(later)
        return tuple(map(tuple, after))

    @property
    def inferred(self) -> bool:
        """Whether nothing was declared, so that the order of the rows is the graph."""
        return self.graph.origin == ROW_ORDER

    @cached_property
    def durations(self) -> tuple[float, ...]:
        """The duration of each task in working days, 1 where none is known; also the tasks' weights."""
        return tuple(1.0 if days is None else days for days in self.timing.known_days)

    @cached_property
    def schedule(self) -> Schedule:
        """The earliest-start schedule."""
        return earliest_schedule(self.planned, self.durations)

    @cached_property
    def planned(self) -> TaskGraph:
        """The task graph as it is planned, without what happens instead of a task."""
        return planned(self.graph)

    # Who does what when

    @cached_property
    def timing(self) -> Timing:
        """What the document says about dates and lengths of time."""
        return Timing(self.process, self.tasks, self.country)

    @cached_property
    def crews(self) -> tuple[tuple[int, ...], ...]:
        """Who carries out each task, as indices of `people`; nobody what happens instead of a task of the plan."""
        return tuple(
            () if index in self.graph.scenarios else tuple([self._bit[one] for one in doing])
            for index, doing in enumerate(self.doing)
        )

    @cached_property
    def carried(self) -> dict[PersonId, list[int]]:
        """The tasks of the plan that each person carries out, by index; who carries out none has no entry."""
        found: dict[PersonId, list[int]] = {}
        for index, crew in enumerate(self.crews):
            for person in crew:
                found.setdefault(self.people[person], []).append(index)
        return found

    @cached_property
    def workload(self) -> dict[PersonId, tuple[Stretch, ...]]:
        """What each person does over the earliest-start schedule; who carries out nothing has no entry."""
        return {
            person: stretches((self.schedule.start[index], self.schedule.finish[index]) for index in own)
            for person, own in self.carried.items()
        }

    @cached_property
    def workers(self) -> tuple[Worker, ...]:
        """How each of `people` can work."""
        return workers_of((self.document.people[person] for person in self.people), self.timing.days)

    @cached_property
    def levelled(self) -> Levelled:
        """The schedule where each person does one task at a time; its `waited` is by `people`."""
        return level(self.planned, self.durations, self.crews, self.workers, self.schedule)

    def days_lost(self, person: PersonId) -> float:
        """Return by how many working days the end moves on average when a person is away for a week."""
        held = self._held.get(person, ())
        return days_lost(self.planned, self.durations, self.schedule, held, self._has_alternatives)

    @cached_property
    def _has_alternatives(self) -> bool:
        return has_alternatives(self.planned)

    @cached_property
    def _held(self) -> dict[PersonId, list[int]]:
        held: dict[PersonId, list[int]] = {}
        for index, gate in enumerate(self.gates):
            for bit in bits(gate) if index not in self.graph.scenarios else ():
                held.setdefault(self.people[bit], []).append(index)
        return held

    # What is handed over

    @cached_property
    def outputs(self) -> Outputs:
        """What each task makes."""
        return Outputs(self.tasks)

    def departments(self, task: int) -> frozenset[str]:
        """Return the departments of a task's executors, as far as they are known."""
        return self._departments[task]

    @cached_property
    def _departments(self) -> tuple[frozenset[str], ...]:
        of = {person: self.document.people[person].department.strip() for person in self.people}
        if not any(of.values()):
            return (frozenset(),) * len(self.tasks)
        return tuple(frozenset([name for person in doing if (name := of[person])]) for doing in self.doing)

    # Who the process hangs on

    def with_deputies(self, people: Iterable[PersonId]) -> tuple[PersonId, ...]:
        """Return people followed by whoever may stand in for them."""
        people = tuple(people)
        if not self._have_deputies:
            return people
        return tuple(
            dict.fromkeys((*people, *(deputy for person in people for deputy in self.document.people[person].deputies)))
        )

    @cached_property
    def _have_deputies(self) -> bool:
        return any(person.deputies for person in self.document.people.values())

    @cached_property
    def substitutes(self) -> Substitutes:
        """Who could stand in for whom."""
        return Substitutes(self.document, self.process.id)

    def mask(self, people: Iterable[PersonId]) -> int:
        """Return people as bits."""
        return sum(1 << self._bit[person] for person in set(people))

    @cached_property
    def _bit(self) -> dict[PersonId, int]:
        return {person: bit for bit, person in enumerate(self.people)}

    @cached_property
    def requirements(self) -> tuple[tuple[int, int], ...]:
        """For each task the masks (executors with deputies, answerers with deputies)."""
        known: dict[tuple[PersonId, ...], int] = {(): 0}

        def met_by(people: tuple[PersonId, ...]) -> int:
            if people not in known:
                known[people] = self.mask(self.with_deputies(people))
            return known[people]

        return tuple((met_by(doing), met_by(answering)) for doing, answering in zip(self.doing, self.answering))

    @cached_property
    def single(self) -> tuple[bool, ...]:
        """Whether one person alone can carry out each task: one executor and no deputy."""
        return tuple(bool(mask) and not mask & (mask - 1) for mask, _answerers in self.requirements)

    @cached_property
    def gates(self) -> tuple[int, ...]:
        """For each task the mask of people who alone meet one of its requirements."""
        return gates(self.requirements)

    @cached_property
    def blockers(self) -> tuple[int, ...]:
        """For each task the mask of people whose absence stops it."""
        return blockers(self.graph, self.gates)

    @cached_property
    def blocked_share(self) -> dict[PersonId, float]:
        """The share of all work that stops without each person."""
        return dict(zip(self.people, shares(self.blockers, self.durations, len(self.people))))

    @cached_property
    def expected_blocked_share(self) -> dict[PersonId, float]:
        """The share of the remaining work that stops if a person vanishes on a random day."""
        found = expected_blocked_shares(self.graph, self.gates, self.durations, self.schedule, len(self.people))
        return dict(zip(self.people, found))

    @cached_property
    def bus_factor(self) -> BusFactor:
        """The smallest set of people without whom more than half of the work has no executor or no answerer."""
        executors = [doing for doing, _ in self.requirements]
        if self._have_deputies:  # they stand in for an absence, not for good
            executors = [self.mask(doing) for doing in self.doing]
        answerers = [answerer for _, answerer in self.requirements]
        return bus_factor(executors, answerers, self.durations)

    @cached_property
    def later(self) -> tuple[int, ...]:
        """For each task a mask with a bit for every task that comes after it; in a cycle all do."""
        below = [0] * len(self.tasks)
        for members in reversed(self.graph.by_component):
            together = self._mask_of(members)
            for task in members:
                for later in self.successors[task]:
                    together |= below[later] | 1 << later
            for task in members:
                below[task] = together
        return tuple(below)

    @cached_property
    def downstream(self) -> tuple[float, ...]:
        """For each task the share of all weight that waits for it, itself left out."""
        # Durations take few values, so weights are counted by value: bit counts instead of sums over tasks.
        alike: dict[float, int] = {}
        for task, days in enumerate(self.durations):
            alike[days] = alike.get(days, 0) | 1 << task
        total = sum(self.durations) or 1.0
        others = (mask & ~(1 << task) for task, mask in enumerate(self.later))
        return tuple(sum(days * (mask & of).bit_count() for days, of in alike.items()) / total for mask in others)

    @staticmethod
    def _mask_of(members: tuple[int, ...]) -> int:
        return sum(1 << task for task in members) if len(members) > 1 else 0


def _by_kind_of(task: Task, kinds: Mapping[str, RoleKind]) -> dict[RoleKind, tuple[PersonId, ...]]:
    of: dict[RoleKind, tuple[PersonId, ...]] = {}
    for mark in task.marks:
        kind = kinds.get(mark.letter)
        if kind is not None:
            before = of.get(kind, ())
            of[kind] = before if mark.person in before else (*before, mark.person)
    return of


_last: Metrics | None = None


def measured(document: Document, process: ProcessId) -> Metrics:
    """Return the measures of a process, those of last time where the document is the same: fixes come one by one."""
    global _last
    held = _last
    if held is None or held.document is not document or held.process.id != process:
        _last = held = Metrics(document, process)
    return held
