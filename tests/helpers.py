"""A few lines of text become a document, so that a test reads like the matrix it is about."""

from raci_studio.core import edits
from raci_studio.core.document import TEXT_FIELDS, Document, TaskId
from raci_studio.core.scheme import SCHEMES

_FIELDS = {**{name: name for name in TEXT_FIELDS}, "task": "name"}


def matrix(text: str, scheme: str = "RACI") -> Document:
    """Make a document of one process from a table in text.

    The first line names the columns: `task`, `step`, `deadline`… are fields, `process` names the process,
    `after` holds predecessors by row number ("2 or 3" for alternatives), "+Name" is an extra column, "role R" a list of names, and
    any other name a person with letters such as "A/R" below. Columns are parted by "|"::

        task      | Anna | Boris | deadline | after
        Write     | R    | A     | 3 days   |
        Check     |      | A/R   |          | 1
    """
    lines = [line.strip().strip("|") for line in text.strip().splitlines()]
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in lines if line]
    document = edits.set_scheme(Document(), SCHEMES[scheme])
    document = edits.add_process(document, "Process")
    special = {"process", "after", *_FIELDS}
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
