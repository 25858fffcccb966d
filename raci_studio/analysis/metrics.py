"""What the rules read: one process measured once per run.

Indices 0…n-1 are the tasks of the process in row order, bits and entries 0…P-1 its people in document order.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from raci_studio.analysis.absence import days_lost, has_alternatives
from raci_studio.analysis.blocking import blockers, expected_blocked_shares, gate, members, shares
from raci_studio.analysis.bus_factor import BusFactor, bus_factor
from raci_studio.analysis.graph import ROW_ORDER, TaskGraph, build_graph
from raci_studio.analysis.handed_over import Outputs
from raci_studio.analysis.kept import Kept, measure_by_row
from raci_studio.analysis.levelling import Levelled, Worker, level, workers_of
from raci_studio.analysis.roles import Roles
from raci_studio.analysis.schedule import Schedule, earliest_schedule, planned
from raci_studio.analysis.similar_work import SimilarWork
from raci_studio.analysis.substitutes import Substitutes
from raci_studio.analysis.timing import Timing
from raci_studio.analysis.workload import Stretch, stretches
from raci_studio.core.document import Document, PersonId, Process, ProcessId, Task
from raci_studio.core.scheme import RoleKind

_NONE: frozenset[str] = frozenset()  # kept once: each empty one takes a quarter of a kilobyte


class Metrics:
    """The measures of one process; each is computed when a rule first asks for it."""

    def __init__(self, document: Document, process: ProcessId, country: str = "") -> None:
        """`country` is whose holidays count where the document itself names none."""
        self.document = document
        self.process: Process = document.processes[process]
        self.tasks: tuple[Task, ...] = document.tasks_of(process)
        self.country = document.settings.country or country
        self._kinds = document.settings.scheme.kinds
        self.kept = Kept()
        self._known_masks: dict[tuple[PersonId, ...], int] = {}

    def threshold(self, name: str, default: float) -> float:
        """Return a threshold such as "L201.share", as set in the document or as given."""
        return self.document.settings.thresholds.get(name, default)

    def people_of(self, task: Task, kind: RoleKind) -> tuple[PersonId, ...]:
        """Return who has a letter of this kind on the task, each once, in order."""
        return self.assigned.by_task[task.id].get(kind, ())

    def roles(self, task: Task) -> Mapping[RoleKind, tuple[PersonId, ...]]:
        """Return who has which kind of role on the task, each once and in order."""
        return self.assigned.by_task[task.id]

    @cached_property
    def assigned(self) -> Roles:
        """Who has which kind of role where."""
        return Roles(self.tasks, self._kinds)

    @cached_property
    def doing(self) -> tuple[tuple[PersonId, ...], ...]:
        """Who carries out each task, by index."""
        return self.assigned.column(RoleKind.DOES)

    @cached_property
    def answering(self) -> tuple[tuple[PersonId, ...], ...]:
        """Who answers for each task, by index."""
        return self.assigned.column(RoleKind.ANSWERS)

    @cached_property
    def role_fields(self) -> Mapping[RoleKind, str]:
        """The column where people of each kind stand, "role:R"."""
        return {kind: f"role:{self.document.settings.scheme.letter_of(kind)}" for kind in RoleKind}

    def present(self, task: Task) -> set[PersonId]:
        """Return who takes part in the task, with whatever letter but that of those who are out of it."""
        by_kind = self.assigned.by_task[task.id]
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
        of = self.assigned.masks.get(kind, {})
        return {person: of[person].bit_count() for person in self.participants if person in of}

    # The graph and its schedule

    @cached_property
    def graph(self) -> TaskGraph:
        """The task graph of the process."""
        return build_graph(self.document, self.process.id)

    @property
    def successors(self) -> tuple[tuple[int, ...], ...]:
        """For each task those that wait for it, in row order."""
        return self.graph.successors

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
        return Timing(self.process, self.tasks, self.country, self.document.settings.duration_unit)

    @property
    @measure_by_row()
    def crews(self, task: int) -> tuple[int, ...]:
        """Who carries out each task, as indices of `people`; nobody what happens instead of a task of the plan."""
        return () if task in self.graph.scenarios else tuple([self._bit[one] for one in self.doing[task]])

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
        times = tuple(zip(self.schedule.start, self.schedule.finish))
        return {person: stretches([times[index] for index in own]) for person, own in self.carried.items()}

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
        for index, alone in enumerate(self.gates):
            for bit in members(alone) if index not in self.graph.scenarios else ():
                held.setdefault(self.people[bit], []).append(index)
        return held

    # What is handed over

    @cached_property
    def outputs(self) -> Outputs:
        """What each task makes."""
        return Outputs(self.tasks)

    @property
    @measure_by_row()
    def departments(self, task: int) -> frozenset[str]:
        """The departments of each task's executors, as far as they are known."""
        names = [name for person in self.doing[task] if (name := self._department[person])]
        return frozenset(names) if names else _NONE

    @cached_property
    def _department(self) -> dict[PersonId, str]:
        return {person: self.document.people[person].department.strip() for person in self.people}

    @property
    @measure_by_row(near=True)
    def departments_after(self, task: int) -> frozenset[str]:
        """The departments that go on after each task."""
        return _NONE.union(*[self.departments[after] for after in self.successors[task]]) or _NONE

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
        return Substitutes(self.document, self.process.id, self.doing, self.graph, self._similar_work)

    @cached_property
    def _similar_work(self) -> SimilarWork:
        return SimilarWork(self.tasks)

    def mask(self, people: Iterable[PersonId]) -> int:
        """Return people as bits."""
        return sum(1 << self._bit[person] for person in set(people))

    @cached_property
    def _bit(self) -> dict[PersonId, int]:
        return {person: bit for bit, person in enumerate(self.people)}

    @property
    @measure_by_row()
    def requirements(self, task: int) -> tuple[int, int]:
        """For each task the masks (executors with deputies, answerers with deputies)."""
        return self._met_by(self.doing[task]), self._met_by(self.answering[task])

    def _met_by(self, people: tuple[PersonId, ...]) -> int:
        if people not in self._known_masks:
            self._known_masks[people] = self.mask(self.with_deputies(people))
        return self._known_masks[people]

    @property
    @measure_by_row()
    def single(self, task: int) -> bool:
        """Whether one person alone can carry out each task: one executor and no deputy."""
        mask = self.requirements[task][0]
        return bool(mask) and not mask & (mask - 1)

    @property
    @measure_by_row()
    def gates(self, task: int) -> int:
        """For each task the mask of people who alone meet one of its requirements."""
        return gate(self.requirements[task])

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
        answerers = [answerer for _, answerer in self.requirements]
        if self._have_deputies:  # they stand in for an absence, not for good
            return bus_factor([self.mask(doing) for doing in self.doing], answerers, self.durations)
        does, answers = (self.assigned.masks.get(kind, {}) for kind in (RoleKind.DOES, RoleKind.ANSWERS))
        held = {
            bit: (does.get(person, 0), answers.get(person, 0))
            for bit, person in enumerate(self.people)
            if person in does or person in answers
        }
        return bus_factor([doing for doing, _ in self.requirements], answerers, self.durations, held)

    @cached_property
    def later(self) -> tuple[int, ...]:
        """For each task a mask with a bit for every task that comes after it; in a cycle all do."""
        below = [0] * len(self.tasks)
        for component in reversed(self.graph.by_component):
            together = self._mask_of(component)
            for task in component:
                for later in self.successors[task]:
                    together |= below[later] | 1 << later
            for task in component:
                below[task] = together
        return tuple(below)

    @cached_property
    def downstream(self) -> tuple[float, ...]:
        """For each task the share of all weight that waits for it, itself left out."""
        # Durations take few values, so weights are counted by value: bit counts instead of sums over tasks.
        alike: dict[float, int] = {}
        for task, days in enumerate(self.durations):
            alike[days] = alike.get(days, 0) | 1 << task
        others = [mask & ~(1 << task) for task, mask in enumerate(self.later)]
        after = [0.0] * len(others)
        for days, of in alike.items():
            after = [so_far + days * (mask & of).bit_count() for so_far, mask in zip(after, others)]
        total = sum(self.durations) or 1.0
        return tuple([days / total for days in after])

    @staticmethod
    def _mask_of(members: tuple[int, ...]) -> int:
        return sum(1 << task for task in members) if len(members) > 1 else 0


_last: Metrics | None = None


def measured(document: Document, process: ProcessId) -> Metrics:
    """Return the measures of a process, those of last time where the document is the same: fixes come one by one."""
    global _last
    held = _last
    if held is None or held.document is not document or held.process.id != process:
        _last = held = Metrics(document, process)
    return held
