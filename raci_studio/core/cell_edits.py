"""The edits of cells: texts, and who has which letter. Reached through `core.edits`."""

from collections.abc import Mapping, Sequence

from raci_studio.core.document import TEXT_FIELDS, Document, Mark, PersonId, Task, TaskId, task_with
from raci_studio.core.edit_tools import in_scheme_order, with_tasks


def set_text(document: Document, task: TaskId, field: str, text: str) -> Document:
    """Set one text field of a task, or an extra column as "extra:Name"."""
    return set_texts(document, {(task, field): text})


def set_texts(document: Document, texts: Mapping[tuple[TaskId, str], str]) -> Document:
    """Set many text cells in one go; keys are (task, field) with fields as in `set_text`."""
    tasks: dict[TaskId, Task] = {}
    for (task_id, field), text in texts.items():
        task = tasks.get(task_id, document.tasks[task_id])
        if field.startswith("extra:"):
            extras = {**task.extras, field.removeprefix("extra:"): text}
            tasks[task_id] = task_with(task, extras={name: value for name, value in extras.items() if value})
        elif field in TEXT_FIELDS:
            tasks[task_id] = task_with(task, **{field: text})
        else:
            raise ValueError(f"a task has no text field {field!r}")
    return with_tasks(document, tasks.values())


def set_people(document: Document, task: TaskId, letter: str, people: Sequence[PersonId]) -> Document:
    """Set who has a letter on a task; the other letters stay as they are."""
    return set_people_of(document, letter, {task: people})


def set_people_of(document: Document, letter: str, people: Mapping[TaskId, Sequence[PersonId]]) -> Document:
    """Set who has a letter on many tasks in one go; the other letters stay as they are."""
    tasks = []
    for key, named in people.items():
        old = document.tasks[key]
        others = [mark for mark in old.marks if mark.letter != letter]
        marks = [*others, *(Mark(letter, person) for person in dict.fromkeys(named))]
        tasks.append(task_with(old, marks=in_scheme_order(document, marks)))
    return with_tasks(document, tasks)


def set_letters(document: Document, task: TaskId, person: PersonId, letters: Sequence[str]) -> Document:
    """Set which letters a person has on a task; the other people stay as they are."""
    return set_letters_of(document, person, {task: letters})


def set_letters_of(document: Document, person: PersonId, letters: Mapping[TaskId, Sequence[str]]) -> Document:
    """Set which letters a person has on many tasks in one go; the other people stay as they are."""
    tasks = []
    for key, typed in letters.items():
        old = document.tasks[key]
        if set(old.letters(person)) != set(typed):
            others = [mark for mark in old.marks if mark.person != person]
            marks = [*others, *(Mark(letter, person) for letter in dict.fromkeys(typed))]
            tasks.append(task_with(old, marks=in_scheme_order(document, marks)))
    return with_tasks(document, tasks)


def toggle_letter(document: Document, task: TaskId, person: PersonId, letter: str) -> Document:
    """Give a person a letter on a task, or take it away where they have it."""
    letters = document.tasks[task].letters(person)
    rest = [known for known in letters if known != letter]
    return set_letters(document, task, person, rest if letter in letters else [*rest, letter])
