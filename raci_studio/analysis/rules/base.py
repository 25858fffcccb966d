"""What a rule is, and what rules share."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.metrics import Metrics
from raci_studio.core.document import PersonId, Task
from raci_studio.core.scheme import RoleKind

Text = str | tuple[str, str]
Check = Callable[[Metrics], Iterator[Finding]]

# Rules that compare people or tasks with each other say nothing about very small processes.
FEWEST_TASKS = 8
FEWEST_PEOPLE = 4

# From so many tasks on a finding on more than a third of them is one about the matrix (our own judgement).
FEWEST_IN_GENERAL = 4
MOST_IN_ROWS = 1 / 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its texts, all English and marked for translation.

    `messages` maps a finding's `variant` to its sentence, or to the pair for one and many that its number
    `count` chooses from. Parameters are {people}, {task}, {row}, {rows}, the finding's numbers and words.
    """

    code: str
    severity: Severity
    title: str
    why: str
    messages: Mapping[str, Text]
    check: Check


RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity, title: str, why: str, **messages: Text) -> Callable[[Check], Check]:
    """Register a check under a permanent code; `messages` are named by variant, "message" is the plain one."""

    def register(check: Check) -> Check:
        assert code not in RULES and check.__doc__
        texts = {"" if variant == "message" else variant: text for variant, text in messages.items()}
        RULES[code] = Rule(code, severity, title, why, texts, check)
        return check

    return register


def found(
    metrics: Metrics,
    code: str,
    tasks: Iterable[Task] = (),
    people: Iterable[PersonId] = (),
    cells: Iterable[Cell] = (),
    severity: Severity | None = None,
    variant: str = "",
    confidence: float = 1.0,
    words: Mapping[str, str] | None = None,
    **numbers: float,
) -> Finding:
    """Make a finding of a rule in this process; its severity is the rule's unless given."""
    return Finding(
        code, severity or RULES[code].severity, metrics.process.id, tuple([task.id for task in tasks]), tuple(people),
        tuple(cells), numbers, words or {}, variant, confidence,
    )  # fmt: skip


def each_or_most(metrics: Metrics, findings: Iterable[Finding], named: bool = False) -> Iterator[Finding]:
    """Yield findings about single tasks, or one about the matrix (variant "most") where a third of it has them.

    What nearly every row has is a habit of the matrix: one line says so, where thirty would hide all others.
    Small matrices keep their rows. ``named`` keeps the tasks in that one finding, for those who read it row by row.
    """
    each = list(findings)
    if not each:
        return
    tasks = {task for finding in each for task in finding.tasks}
    if len(metrics.tasks) < FEWEST_IN_GENERAL or len(tasks) <= MOST_IN_ROWS * len(metrics.tasks):
        yield from each
        return
    cells = dict.fromkeys(cell for finding in each for cell in finding.cells)
    worst = min((finding.severity for finding in each), key=lambda severity: severity.rank)
    of = [task for task in metrics.tasks if task.id in tasks] if named else []
    yield found(
        metrics, each[0].code, of, cells=cells, severity=worst, variant="most",
        count=len(tasks), total=len(metrics.tasks),
    )  # fmt: skip


def role_field(metrics: Metrics, kind: RoleKind) -> str:
    """Return the column where people of a kind stand, "role:R"."""
    return metrics.role_fields[kind]


def missing(metrics: Metrics, code: str, tasks: list[Task], field: str, nowhere: bool) -> Iterator[Finding]:
    """Yield a finding for each task that lacks something, or one about the matrix where nobody has it.

    `nowhere` says that no task of the process has it: then the sheet lacks the column, and one finding
    (variant "column") says so instead of one per row.
    """
    if nowhere and len(metrics.tasks) > 1:
        yield found(metrics, code, variant="column", count=len(tasks))
        return
    for task in tasks:
        yield found(metrics, code, [task], cells=[Cell(task.id, field)])
