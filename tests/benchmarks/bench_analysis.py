"""How long the analysis takes beside networkx on the same graph, in the same run.

    python tests/benchmarks/bench_analysis.py [TASKS PEOPLE]

Prints the processor time of a whole run, of the refresh after an edit of each kind, and of the blockers of everybody
beside `networkx.descendants` for each person's gates. Wanted at 1,000 tasks and 80 people: a whole run below 100 ms, a
refresh below 30 ms, blockers 50 times as fast as networkx; at 10,000 and 300 a whole run below 3 s. Such limits hold
for one kind of machine; the ratios to networkx hold everywhere.
"""

import random
import sys
import time
from collections.abc import Callable

import networkx as nx

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.blocking import bits, blockers
from raci_studio.analysis.metrics import Metrics
from raci_studio.core import edits
from raci_studio.core.document import Dependency, Document, Mark, Person, PersonId, Process, ProcessId, Task, TaskId

PROCESS = ProcessId("c1")
VERBS = "prepare approve send check collect sign publish compare archive plan".split()  # noqa: SIM905
NOUNS = "report contract invoice budget schedule letter survey order booking protocol ticket".split()  # noqa: SIM905


def large_document(tasks: int, people: int, seed: int = 1) -> Document:
    """Make a process: each task with one or two executors, an answerer, some consulted and informed, links upwards."""
    rng = random.Random(seed)
    everybody = [PersonId(f"p{number}") for number in range(people)]
    made: dict[TaskId, Task] = {}
    links = []
    for row in range(tasks):
        key = TaskId(f"t{row}")
        given = {"R": rng.choice([1, 1, 2]), "A": 1, "C": rng.randint(0, 3), "I": rng.randint(0, 4)}
        marks = (Mark(letter, who) for letter, count in given.items() for who in rng.sample(everybody, count))
        thing = rng.choice(NOUNS)
        made[key] = Task(
            key, PROCESS, f"{rng.choice(VERBS)} the {thing} {row} of the {rng.choice(NOUNS)}", f"Step {row // 20}",
            tuple(marks), rng.choice(["2 days", "within 3 working days", "by Friday", "", "5 days", "T+3"]),
            rng.choice([f"{thing} approved", f"The {thing} is signed", f"Preparing the {thing}", ""]),
            rng.choice(["xlsx", "pdf", "docx", ""]), rng.choice(["e-mail", "Telegram", "Jira", ""]),
            duration=rng.choice(["1", "2", "3"]),
        )  # fmt: skip
        above = range(max(0, row - 12), row)
        links += [
            Dependency(TaskId(f"t{u}"), key) for u in rng.sample(above, min(len(above), rng.choice([0, 1, 1, 2])))
        ]
    named = {who: Person(who, f"Person {who}", department=f"Department {nth % 8}") for nth, who in enumerate(everybody)}
    return Document(
        tasks=made, order=tuple(made), people=named, people_order=tuple(everybody),
        processes={PROCESS: Process(PROCESS, "Process")}, process_order=(PROCESS,), dependencies=tuple(links),
    )  # fmt: skip


def least(call: Callable[[], object], times: int = 5) -> float:
    """Return the least processor time of some calls, in seconds."""
    found = []
    for _ in range(times):
        begin = time.process_time()
        call()
        found.append(time.process_time() - begin)
    return min(found)


def by_networkx(metrics: Metrics, model: nx.DiGraph) -> dict[PersonId, set[TaskId]]:
    """Return what each person blocks, as one would write it with networkx (there are no alternatives here)."""
    blocked: dict[PersonId, set[TaskId]] = {person: set() for person in metrics.people}
    for index, mask in enumerate(metrics.gates):
        for bit in bits(mask):
            task = metrics.graph.tasks[index]
            blocked[metrics.people[bit]] |= {task, *nx.descendants(model, task)}
    return blocked


def main(tasks: int, people: int) -> None:
    """Print all figures."""
    document = large_document(tasks, people)
    known = analyse(document)
    metrics = Metrics(document, PROCESS)
    model = metrics.graph.model
    by_us = blockers(metrics.graph, metrics.gates)
    theirs = by_networkx(metrics, model)
    for bit, person in enumerate(metrics.people):
        ours = {task for task, mask in zip(metrics.graph.tasks, by_us) if mask >> bit & 1}
        assert ours == theirs[person]
    ours_took = least(lambda: blockers(metrics.graph, metrics.gates))
    theirs_took = least(lambda: by_networkx(metrics, model), 1)
    print(f"{tasks} tasks, {people} people, {len(known.findings)} findings")
    print(
        f"blockers of all: {ours_took * 1000:.2f} ms, networkx {theirs_took * 1000:.0f} ms, ratio {theirs_took / ours_took:.0f}"
    )
    whole = least(lambda: analyse(document))
    print(f"whole analysis: {whole * 1000:.0f} ms, {whole / theirs_took:.2f} of networkx's descendants alone")
    row, person = document.order[tasks // 2], document.people_order[people // 2]
    after = {
        "result": edits.set_text(document, row, "result", "A signed contract"),
        "deadline": edits.set_text(document, row, "deadline", "7 days"),
        "name": edits.set_text(document, row, "name", "Check the letter"),
        "letter C": edits.toggle_letter(document, row, person, "C"),
        "letter R": edits.toggle_letter(document, row, person, "R"),
        "predecessors": edits.set_predecessors(document, row, "3"),
    }
    for what, edited in after.items():
        took = least(lambda: analyse(edited, before=known))  # noqa: B023
        print(f"refresh after an edit of {what}: {took * 1000:.0f} ms, {took / whole:.2f} of the whole")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3] or ("1000", "80")))
