"""Step 4, duplicates: rows and people that say the same, and areas that overlap."""

from collections.abc import Iterator

from raci_studio.analysis.findings import Cell, Finding, Severity
from raci_studio.analysis.handed_over import object_of
from raci_studio.analysis.kept import measure
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.roles import PRESENT
from raci_studio.analysis.rules.base import FEWEST_PEOPLE, FEWEST_TASKS, found, role_field, rule
from raci_studio.analysis.task_words import words_of
from raci_studio.core.document import PersonId, Task
from raci_studio.core.i18n import N_
from raci_studio.core.scheme import RoleKind


@rule(
    "D407", Severity.WARNING, N_("Duplicate tasks"),
    N_("Work that stands in two rows is done twice, or each waits for the other."),
    message=N_("Rows {rows} are the same task, as it seems: “{task}”."),
)  # fmt: skip
def duplicate_tasks(metrics: Metrics) -> Iterator[Finding]:
    """Find rows of one step whose tasks are called the same but for the order and endings of the words.

    Why: the checklist asks whether two do the same. Words alone mislead («договор с юристом», «договор с бухгалтером»),
    so nothing may differ: no word, no number, and no result where both have one. Rows that wait for each other are two.
    Bad: "Approve the contract" and "Contract: approve" in one step. Good: "Approve contract A", "Approve contract B".
    """
    for tasks in _same_tasks(metrics):
        yield found(metrics, "D407", tasks, cells=[Cell(task.id, "name") for task in tasks], confidence=0.8)


def _same_tasks(metrics: Metrics) -> Iterator[list[Task]]:
    for same in _called_alike(metrics):
        results = {words_of(metrics.tasks[index].result) for index in same} - {frozenset()}
        linked = any(metrics.later[u] >> v & 1 for u in same for v in same) and not metrics.inferred
        if len(results) < 2 and not linked:
            yield [metrics.tasks[index] for index in same]


@measure("name", "step")
def _called_alike(metrics: Metrics) -> list[list[int]]:
    """Return the tasks of one step with the same words, by index, where there are several."""
    alike: dict[tuple[str, frozenset[str]], list[int]] = {}
    for index, task in enumerate(metrics.tasks):
        words = words_of(task.name)
        if sum(map(str.isalpha, words)) > 1:
            alike.setdefault((task.step.casefold(), words), []).append(index)
    return [same for same in alike.values() if len(same) > 1]


@rule(
    "D408", Severity.WARNING, N_("Two people do the same"),
    N_("Work that two do apart is paid for twice, and the two results differ."),
    message=N_("“{task}” stands in rows {rows} with different executors: {people}."),
)  # fmt: skip
def two_do_the_same(metrics: Metrics) -> Iterator[Finding]:
    """Find rows that are the same task (D407) and have different executors.

    Why: the checklist asks whether two people do the same thing.
    Bad: "Check the invoice" by Anna and "Invoice: check" by Boris. Good: one row, Boris as Anna's deputy.
    """
    field = role_field(metrics, RoleKind.DOES)
    for tasks in _same_tasks(metrics):
        doing = [metrics.people_of(task, RoleKind.DOES) for task in tasks]
        if all(doing) and len({frozenset(people) for people in doing}) > 1:
            people = dict.fromkeys(person for of_task in doing for person in of_task)
            cells = [Cell(task.id, field, person) for task, of_task in zip(tasks, doing) for person in of_task]
            yield found(metrics, "D408", tasks, people, cells, confidence=0.8)


@rule(
    "D409", Severity.WARNING, N_("Conflicting areas of responsibility"),
    N_("When two answer for one thing, each thinks the other decides."),
    message=N_("Rows {rows} of one step are about the same thing, and different people answer for it: {people}."),
)  # fmt: skip
def conflicting_areas(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks of one step that are about the same thing, with different people answering and no way from one to the other.

    Why: our own judgement. What a task is about are the words of its name without the verb, and all of them must be
    the same; a chain of links between two tasks is a handover. Silent by row order, where everything is a chain.
    Bad: "Update the price list" A = Anna, "Check the price list" A = Boris, side by side. Good: one of them answers.
    """
    if metrics.inferred:
        return
    for same in _about_the_same(metrics):
        loose = [u for u in same if not any(metrics.later[u] >> v & 1 or metrics.later[v] >> u & 1 for v in same)]
        answering = {u: metrics.people_of(metrics.tasks[u], RoleKind.ANSWERS) for u in loose}
        people = dict.fromkeys(person for u in loose for person in answering[u])
        if len({frozenset(answering[u]) for u in loose if answering[u]}) > 1:
            tasks = [metrics.tasks[u] for u in loose if answering[u]]
            cells = [
                Cell(metrics.tasks[u].id, role_field(metrics, RoleKind.ANSWERS), p) for u in loose for p in answering[u]
            ]
            yield found(metrics, "D409", tasks, people, cells, confidence=0.6)


@measure("name", "step")
def _about_the_same(metrics: Metrics) -> list[list[int]]:
    """Return the tasks of one step that are about the same thing, by index, where there are several."""
    about: dict[tuple[str, frozenset[str]], list[int]] = {}
    for index, task in enumerate(metrics.tasks):
        things = object_of(task.name)
        if task.step and any(map(str.isalpha, things)):
            about.setdefault((task.step.casefold(), things), []).append(index)
    return [same for same in about.values() if len(same) > 1]


@rule(
    "D410", Severity.HINT, N_("Identical columns"),
    N_("Two people with the same letters everywhere are one role, or one of them is not needed."),
    message=N_("{people} have the same letters on {count} tasks. Is one of them the other's deputy?"),
)  # fmt: skip
def identical_columns(metrics: Metrics) -> Iterator[Finding]:
    """Find people whose letters agree on 90 % (D410.share) of at least five tasks (D410.count).

    Why: the checklist asks whether each participant makes sense. Compared is which letters stand where: what both
    have as a share of what either has (Jaccard).
    Bad: "Accountant" and "Chief accountant" with an I in the same twelve rows. Good: one of them as the deputy.
    """
    least, share = metrics.threshold("D410.count", 5), metrics.threshold("D410.share", 0.90)
    if len(metrics.tasks) < FEWEST_TASKS or len(metrics.participants) < FEWEST_PEOPLE:
        return
    counted = [(letters.bit_count(), person, letters) for person, letters in _columns(metrics)]
    counted.sort(key=lambda one: one[0])
    taken: set[PersonId] = set()
    for place, (count, person, letters) in enumerate(counted):
        if person in taken or count < least:
            continue
        same = [person]
        for others_count, other, others in counted[place + 1 :]:
            if others_count * share > count:
                break  # they are sorted: whoever comes later has too many letters to be alike
            both = (letters & others).bit_count()
            alike = both >= share * (count + others_count - both)
            if alike and other not in taken and not _stand_in(metrics, person, other):
                same.append(other)
        if len(same) > 1:
            taken.update(same)
            people = [one for one in metrics.participants if one in same]
            tasks = metrics.assigned.tasks_with(person, PRESENT).bit_count()
            yield found(metrics, "D410", people=people, count=tasks)


def _stand_in(metrics: Metrics, one: PersonId, other: PersonId) -> bool:
    people = metrics.document.people
    return other in people[one].deputies or one in people[other].deputies


def _columns(metrics: Metrics) -> Iterator[tuple[PersonId, int]]:
    """Yield the letters of each participant as bits: for each kind as many as there are tasks."""
    many, masks = len(metrics.tasks), metrics.assigned.masks
    for person in metrics.participants:
        yield person, sum(masks[kind].get(person, 0) << many * n for n, kind in enumerate(PRESENT) if kind in masks)


@rule(
    "D413", Severity.HINT, N_("Who answers is below who does it"),
    N_("Nobody accepts the work of their own boss with a free mind."),
    message=N_("{answers} answers for “{task}”, which their superior {does} carries out."),
)  # fmt: skip
def answers_below_executor(metrics: Metrics) -> Iterator[Finding]:
    """Find tasks whose answerer is a subordinate of an executor, by the managers in the list of people.

    Why: our own judgement. Silent where no managers were given.
    Bad: R = the director, A = an assistant. Good: the two letters swapped.
    """
    document = metrics.document
    above: dict[PersonId, set[PersonId]] = {}
    for person in metrics.participants:
        chain: dict[PersonId, None] = {}
        boss = document.person_named(document.people[person].manager)
        while boss is not None and boss.id not in chain and boss.id != person:
            chain[boss.id] = None
            boss = document.person_named(boss.manager)
        if chain:
            above[person] = set(chain)
    for task in metrics.tasks if above else ():
        doing = metrics.people_of(task, RoleKind.DOES)
        for person in metrics.people_of(task, RoleKind.ANSWERS):
            bosses = [boss for boss in doing if boss in above.get(person, ())]
            if bosses and person not in doing:
                names = {"answers": document.people[person].name, "does": document.people[bosses[0]].name}
                cells = [Cell(task.id, role_field(metrics, RoleKind.ANSWERS), person)]
                yield found(metrics, "D413", [task], [person, bosses[0]], cells, words=names)
