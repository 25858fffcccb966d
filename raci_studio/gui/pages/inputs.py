"""What only the user knows and the checklist asks for: where each of these is entered, and which questions need it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from raci_studio.core.document import Document, ProcessId
from raci_studio.core.i18n import N_
from raci_studio.core.scheme import RoleKind


@dataclass(frozen=True, slots=True)
class Input:
    """`title` is English and marked. `is_given` tells whether a process has it; `questions` are ids of the checklist.

    `place` is an address as in `going`, with ``{process}`` for the id of the process.
    """

    title: str
    place: str
    questions: tuple[str, ...]
    is_given: Callable[[Document, ProcessId], bool]

    def address(self, process: ProcessId) -> str:
        """Return where a process gets it."""
        return self.place.format(process=process)


def _some(field: str) -> Callable[[Document, ProcessId], bool]:
    return lambda document, process: any(
        str(getattr(task, field)).strip() for task in document.tasks.values() if task.process == process
    )


def _half(field: str) -> Callable[[Document, ProcessId], bool]:
    """Durations count where at least half of the tasks have one, as the checklist has it."""

    def is_given(document: Document, process: ProcessId) -> bool:
        tasks = document.tasks_of(process)
        return 2 * sum(bool(getattr(task, field).strip()) for task in tasks) >= len(tasks)

    return is_given


def _told(field: str) -> Callable[[Document, ProcessId], bool]:
    return lambda document, process: bool(getattr(document.processes[process], field))


def _linked(document: Document, process: ProcessId) -> bool:
    return any(document.tasks[task].process == process for task in document.predecessors if task in document.tasks)


def _letters(*kinds: RoleKind) -> Callable[[Document, ProcessId], bool]:
    return lambda document, process: any(
        document.kind_of(mark.letter) in kinds for task in document.tasks_of(process) for mark in task.marks
    )


def _usable(document: Document, _process: ProcessId) -> bool:
    return any(person.channels for person in document.people.values())


_R, _A, _C = RoleKind.DOES, RoleKind.ANSWERS, RoleKind.CONSULTS
INPUTS: tuple[Input, ...] = (
    Input(N_("Who carries out each task"), "role/does/{process}",
          ("people", "most-r", "parallel", "single-executor", "bottlenecks"), _letters(_R)),
    Input(N_("Who answers for each task"), "role/answers/{process}", ("most-a", "control"), _letters(_A)),
    Input(N_("Who is consulted"), "role/consults/{process}", ("consultants",), _letters(_C)),
    Input(N_("What each task waits for"), "column/predecessors/{process}",
          ("parallel", "informed", "realistic", "reserve", "links", "deadline-overlap"), _linked),
    Input(N_("How long each task takes"), "column/duration/{process}",
          ("realistic", "reserve", "deadline-overlap"), _half("duration")),
    Input(N_("Deadlines"), "column/deadline/{process}", ("deadline-overlap", "realistic"), _some("deadline")),
    Input(N_("Results"), "column/result/{process}", ("what-exactly", "criteria"), _some("result")),
    Input(N_("Acceptance criteria"), "column/criterion/{process}", ("criteria",), _some("criterion")),
    Input(N_("Channels of the tasks"), "column/channel/{process}", ("channel-confusion", "main-channel"),
          _some("channel")),
    Input(N_("Owner of the process"), "process/{process}/owner", ("informed", "conflicts"), _told("owner")),
    Input(N_("Inputs"), "process/{process}/inputs", (), _told("inputs")),
    Input(N_("Outputs"), "process/{process}/outputs", (), _told("outputs")),
    Input(N_("Main channel"), "process/{process}/main_channel", ("main-channel",), _told("main_channel")),
    Input(N_("Where problems are reported"), "process/{process}/escalation", ("escalation",), _told("escalation")),
    Input(N_("Start"), "process/{process}/start", ("realistic", "reserve", "deadline-overlap"), _told("start")),
    Input(N_("Promised end"), "process/{process}/promised_end", ("reserve",), _told("promised_end")),
    Input(N_("Pairs of tasks one person must not do both"), "process/{process}/incompatible", ("conflicts",),
          _told("incompatible")),
    Input(N_("Channels and systems"), "process/{process}/systems", (), _told("systems")),
    Input(N_("Who can use which channel"), "process/{process}/channels", ("access",), _usable),
)  # fmt: skip


def missing(document: Document, process: ProcessId, question: str) -> Iterator[Input]:
    """Yield what a question needs and a process lacks."""
    return (one for one in INPUTS if question in one.questions and not one.is_given(document, process))


def input_at(field: str) -> Input:
    """Return the input that is entered in a field of the Process page."""
    return next(one for one in INPUTS if one.place == f"process/{{process}}/{field}")
