"""A few lines of text become a document, so that a test reads like the matrix it is about."""

from raci_studio.core import edits
from raci_studio.core.document import (
    TEXT_FIELDS,
    Dependency,
    Document,
    Mark,
    Person,
    PersonId,
    Process,
    ProcessId,
    Task,
    TaskId,
)
from raci_studio.core.scheme import SCHEMES

_FIELDS = {**{name: name for name in TEXT_FIELDS}, "task": "name"}


def matrix(text: str, scheme: str = "RACI") -> Document:
    """Make a document of one process from a table in text.

    The first line names the columns: `task`, `step`, `deadline`… are fields, `process` names the process,
    `after` holds predecessors by row number ("2 or 3" for alternatives, "3↺" for rework), `instead` the row that a
    scenario rescues ("2", or "2!" for a negative one), "+Name" is an extra column, "role R" a list of names, and
    any other name a person with letters such as "A/R" below. Columns are parted by "|"::

        task      | Anna | Boris | deadline | after
        Write     | R    | A     | 3 days   |
        Check     |      | A/R   |          | 1
    """
    lines = [line.strip().strip("|") for line in text.strip().splitlines()]
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in lines if line]
    document = edits.set_scheme(Document(), SCHEMES[scheme])
    document = edits.add_process(document, "Process")
    special = {"process", "after", "instead", *_FIELDS}
    for name in header:
        if name.startswith("+"):
            document = edits.add_extra_column(document, name[1:])
        elif name not in special and not name.startswith("role "):
            document = edits.add_person(document, name)
    for row in rows:
        document = _add_row(document, dict(zip(header, row)))
    for task, row in zip(document.order, rows):
        after = dict(zip(header, row)).get("after", "").replace(" or ", "|")
        document = edits.set_predecessors(document, task, after)
        if rescued := dict(zip(header, row)).get("instead", ""):
            of = document.order[int(rescued.rstrip("!")) - 1]
            scenario = "negative" if rescued.endswith("!") else "alternative"
            document = edits.set_scenario(document, task, of, scenario)
    return document


def _add_row(document: Document, row: dict[str, str]) -> Document:
    process = document.process_order[0]
    if row.get("process"):
        named = [key for key in document.process_order if document.processes[key].name == row["process"]]
        if not named:
            document = edits.add_process(document, row["process"])
        process = named[0] if named else document.process_order[-1]
    texts = {_FIELDS[name]: text for name, text in row.items() if name in _FIELDS}
    document = edits.add_task(document, process=process, **texts)
    task = document.order[-1]
    for name, text in row.items():
        if name.startswith("+"):
            document = edits.set_text(document, task, f"extra:{name[1:]}", text)
        elif name.startswith("role ") and text:
            for person in map(str.strip, text.split(",")):
                if document.person_named(person) is None:
                    document = edits.add_person(document, person)
            people = [document.person_named(person.strip()).id for person in text.split(",")]
            document = edits.set_people(document, task, name.removeprefix("role "), people)
        elif (person := document.person_named(name)) is not None and text and name not in _FIELDS:
            document = edits.set_letters(document, task, person.id, text.replace("/", " ").split())
    return document


def task(document: Document, name: str) -> TaskId:
    """Return the id of the first task of this name."""
    return next(item.id for item in document.tasks_in_order() if item.name == name)


def people(document: Document, *names: str) -> tuple:
    """Return the ids of people by name."""
    return tuple(document.person_named(name).id for name in names)


def names(document: Document, ids) -> list[str]:
    """Return the names of people or tasks."""
    return [(document.people.get(key) or document.tasks.get(key)).name for key in ids]


def random_process(rng, tasks: int = 9, folk: int = 4, cycles: bool = True, alternatives: bool = True) -> Document:
    """Make a process of one to `tasks` tasks with random links, durations of half days (0 too), lags, R and A.

    At least one link is declared where there are two tasks, so that the order of the rows says nothing.
    """
    ids = [TaskId(f"t{number}") for number in range(rng.randint(1, tasks))]
    people = {PersonId(f"p{number}"): Person(PersonId(f"p{number}"), f"P{number}") for number in range(folk)}
    process = ProcessId("process")
    made = {}
    for key in ids:
        marks = [Mark("R", person) for person in rng.sample(list(people), rng.choice([0, 1, 1, 1, 2]))]
        marks += [Mark("A", person) for person in rng.sample(list(people), rng.choice([0, 1, 1, 2]))]
        duration = rng.choice(["", "0", "0.5", "1", "2", "3.5", "8"])
        made[key] = Task(key, process, f"Task {key}", marks=tuple(marks), duration=duration)
    links = []
    for row, key in enumerate(ids):
        others = [other for other in ids if other != key] if cycles and rng.random() < 0.15 else ids[:row]
        before = rng.sample(others, min(len(others), rng.choice([0, 1, 1, 2, 3])))
        if row == 1 and not before:
            before = [ids[0]]
        group = f"{key}/1" if alternatives and len(before) > 1 and rng.random() < 0.5 else ""
        links += [Dependency(other, key, rng.choice([0.0, 0.0, 0.0, 1.0, 2.5]), "declared", group) for other in before]
    return Document(
        tasks=made, order=tuple(ids), people=people, people_order=tuple(people),
        processes={process: Process(process, "Process")}, process_order=(process,), dependencies=tuple(links),
    )  # fmt: skip


class SlowGraph:
    """The links of a process, walked by recursion: what the fast passes over a graph are compared with.

    `cycle_of` are the tasks in a cycle with a task (itself alone, mostly), in row order; they run one after another.
    """

    def __init__(self, document: Document) -> None:
        self.document, self.order = document, list(document.order)
        after = {(link.before, link.after) for link in document.dependencies}
        for middle in self.order:
            after |= {(u, v) for u in self.order for v in self.order if {(u, middle), (middle, v)} <= after}
        self.cycle_of = {
            key: [other for other in self.order if other == key or {(key, other), (other, key)} <= after]
            for key in self.order
        }

    def groups(self, key: TaskId) -> list:
        """Return the links to a task from outside of its cycle, alternatives together."""
        found = {}
        for link in self.document.dependencies:
            if link.after == key and link.before not in self.cycle_of[key]:
                found.setdefault(link.alternative or link.before, []).append(link)
        return list(found.values())

    def finishes(self, lasts) -> dict:
        """Return when each task finishes if `lasts(key, ready)` says when it does, once it could begin at `ready`."""
        found = {}

        def finish(key):
            if key not in found:
                own = self.cycle_of[key]
                groups = [group for member in own for group in self.groups(member)]
                ready = max([0.0, *(min(finish(link.before) + link.lag_days for link in group) for group in groups)])
                for member in own:
                    ready = found[member] = lasts(member, ready)
            return found[key]

        return {key: finish(key) for key in self.order}
