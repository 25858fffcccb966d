"""A scripted editor for the test that kills it: edits, undoes, and says what the journal has acknowledged."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from raci_studio.core import edits
from raci_studio.core.document import Document
from raci_studio.project.journal import Journal


def script(seed: int) -> Iterator[Document]:
    """Yield the documents of an endless run of edits and undos, the same for the same seed."""
    rng = random.Random(seed)
    document = edits.add_person(edits.add_task(Document(), name="First"), "Anna")
    history = [document]
    yield document
    while True:
        before = document
        while document is before or document == before:
            document = _step(rng, document, history)
        history.append(document)
        yield document


def _step(rng: random.Random, document: Document, history: list[Document]) -> Document:
    tasks, people = document.order, document.people_order
    match rng.randrange(7):
        case 0:
            return edits.add_task(document, rng.randrange(len(tasks) + 1), name=f"Task {rng.random()}")
        case 1:
            return edits.add_person(document, f"Person {rng.random()}")
        case 2 if tasks and people:
            return edits.toggle_letter(document, rng.choice(tasks), rng.choice(people), rng.choice("RACI"))
        case 3 if tasks:
            return edits.set_text(document, rng.choice(tasks), "deadline", f"{rng.randrange(99)} дней")
        case 4 if len(tasks) > 3:
            return edits.delete_tasks(document, [rng.choice(tasks)])
        case 5 if len(people) > 3:
            return edits.merge_people(document, people[0], [rng.choice(people[1:])])
        case 6 if len(history) > 1:
            return history[-2]  # undo
    return document


def main(folder: str, seed: int) -> None:
    """Edit for ever; after each edit that the journal has taken, print how many there were."""
    journal = Journal(Path(folder))
    states = script(seed)
    before = next(states)
    for count, after in enumerate(states, start=1):
        journal.record(before, after, f"edit {count}", None)
        print(count, flush=True)
        before = after


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
