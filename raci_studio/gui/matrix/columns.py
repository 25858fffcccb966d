"""The columns of the matrix: what each shows, and how a typed text becomes part of a document.

Both layouts are lists of columns; they differ in how they show the roles: a column per letter with names in
its cells, or a column per person with letters in its cells.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter
from weakref import ref

from raci_studio.core import edits
from raci_studio.core.column_types import KIND_TITLES as TYPE_TITLES
from raci_studio.core.column_types import complaint, fits, shown
from raci_studio.core.diff import replaced
from raci_studio.core.document import ColumnKind, ColumnType, Document, PersonId, ProcessId, Task, TaskId
from raci_studio.core.i18n import _
from raci_studio.core.predecessors import predecessors_text
from raci_studio.core.scheme import KIND_TITLES
from raci_studio.core.units import with_unit
from raci_studio.gui.matrix.column import Chip, Column
from raci_studio.gui.matrix.texts import NameChoices, people_named, read_letters

OPTIONAL_FIELDS = ("duration", "start", "inputs", "criterion")
"""Shown only where some task uses them."""


class TextColumn(Column):
    """A text field of the task."""

    def title(self, document: Document) -> str:
        title = super().title(document)
        return with_unit(title, document.settings.duration_unit) if self.key == "duration" else title

    def text(self, document: Document, task: Task) -> str:
        return getattr(task, self.key)

    def write(self, document: Document, texts: Mapping[TaskId, str], choices: NameChoices) -> Document:
        return edits.set_texts(document, {(task, self.key): text for task, text in texts.items()})


class ExtraColumn(Column):
    """A column of the client's or the user's own; key "extra:Name". What it shows and takes depends on its type."""

    @property
    def name(self) -> str:
        """Return the name of the column."""
        return self.key.removeprefix("extra:")

    def title(self, document: Document) -> str:
        return self.name

    def tooltip(self, document: Document) -> str:
        kind = document.type_of(self.name).kind
        if kind is ColumnKind.TEXT:
            return _("{name} (an extra column)").format(name=self.name)
        return _("{name} (an extra column: {type})").format(name=self.name, type=_(TYPE_TITLES[kind]).lower())

    def text(self, document: Document, task: Task) -> str:
        text = task.extras.get(self.name, "")
        kind = document.extra_types.get(self.name) if text else None
        return shown(kind, text) if kind is not None else text

    def write(self, document: Document, texts: Mapping[TaskId, str], choices: NameChoices) -> Document:
        return edits.set_column_texts(document, self.name, texts)

    def type_in(self, document: Document) -> ColumnType:
        return document.type_of(self.name)

    def is_right(self, document: Document) -> bool:
        return document.type_of(self.name).kind is ColumnKind.NUMBER

    def complaint(self, document: Document, task: Task) -> str:
        text, kind = task.extras.get(self.name, ""), document.type_of(self.name)
        return "" if fits(kind, text) else complaint(kind, text)


class ProcessColumn(Column):
    """The process a task belongs to, by name; an unknown name makes a new process, or renames a whole one."""

    def text(self, document: Document, task: Task) -> str:
        return document.processes[task.process].name

    def write(self, document: Document, texts: Mapping[TaskId, str], choices: NameChoices) -> Document:
        document = _rename_processes(document, texts)
        named: dict[str, list[TaskId]] = {}
        for task, text in texts.items():
            named.setdefault(" ".join(text.split()), []).append(task)
        for name, tasks in named.items():
            known = next((key for key in document.process_order if document.processes[key].name == name), None)
            if known is None and name:
                document = edits.add_process(document, name)
                known = document.process_order[-1]
            document = edits.set_task_process(document, tasks, known) if known else document
        return document


def _rename_processes(document: Document, texts: Mapping[TaskId, str]) -> Document:
    """Rename the processes all of whose tasks get one name that no process has.

    Whoever writes another name into every row of a process means the process: its owner and all else that is known
    of it stay. Of two that get the same new name the first is renamed, the tasks of the other move to it.
    """
    if {" ".join(text.split()) for text in texts.values()} <= {held.name for held in document.processes.values()}:
        return document
    wanted: dict[ProcessId, list[str]] = {}
    for task, text in texts.items():
        wanted.setdefault(document.tasks[task].process, []).append(" ".join(text.split()))
    whole = Counter(task.process for task in document.tasks.values())
    for process, names in wanted.items():
        taken = any(held.name == names[0] for held in document.processes.values())
        if len(set(names)) == 1 and names[0] and not taken and len(names) == whole[process]:
            document = edits.set_process(document, process, name=names[0])
    return document


class PredecessorsColumn(Column):
    """What a task waits for, as row numbers."""

    def is_right(self, document: Document) -> bool:
        return True

    def text(self, document: Document, task: Task) -> str:
        return predecessors_text(document, task.id)

    def write(self, document: Document, texts: Mapping[TaskId, str], choices: NameChoices) -> Document:
        return edits.set_predecessors_of(document, texts)


class RoleColumn(Column):
    """A letter of the scheme with the names of those who have it; key "role:R"."""

    is_role = True

    @property
    def letter(self) -> str:
        """Return the letter of the column."""
        return self.key.removeprefix("role:")

    def title(self, document: Document) -> str:
        kind = document.kind_of(self.letter)
        return f"{self.letter} · {_(KIND_TITLES[kind])}" if kind else self.letter

    def tooltip(self, document: Document) -> str:
        return self.title(document)

    def text(self, document: Document, task: Task) -> str:
        return ", ".join(document.people[person].name for person in task.people(self.letter))

    def spoken(self, document: Document, task: Task) -> str:
        text = self.text(document, task)
        return f"{self.letter}: {text}" if text else ""

    def chips(self, document: Document, task: Task) -> tuple[Chip, ...]:
        kind = document.kind_of(self.letter)
        return tuple(Chip(document.people[person].name, kind) for person in task.people(self.letter))

    def write(self, document: Document, texts: Mapping[TaskId, str], choices: NameChoices) -> Document:
        people: dict[str, tuple[PersonId, ...]] = {}
        for text in dict.fromkeys(texts.values()):
            document, people[text] = people_named(document, text, choices)
        return edits.set_people_of(document, self.letter, {task: people[text] for task, text in texts.items()})


class PersonColumn(Column):
    """A person with the letters they have; key "person:p3"."""

    centred = True
    is_role = True

    @property
    def person(self) -> PersonId:
        """Return whose column it is."""
        return PersonId(self.key.removeprefix("person:"))

    @property
    def width(self) -> int:
        return 84

    def title(self, document: Document) -> str:
        return document.people[self.person].name

    def tooltip(self, document: Document) -> str:
        person = document.people[self.person]
        return "\n".join(filter(None, (person.name, person.department, *person.aliases)))

    def text(self, document: Document, task: Task) -> str:
        return "/".join(task.letters(self.person))

    def chips(self, document: Document, task: Task) -> tuple[Chip, ...]:
        return tuple(Chip(letter, document.kind_of(letter)) for letter in task.letters(self.person))

    def write(self, document: Document, texts: Mapping[TaskId, str], choices: NameChoices) -> Document:
        letters = {text: read_letters(document, text) for text in set(texts.values())}
        return edits.set_letters_of(document, self.person, {task: letters[text] for task, text in texts.items()})


def list_columns(document: Document, used: frozenset[str]) -> list[Column]:
    """Return the columns of the list layout: a column per letter."""
    return _columns(document, [RoleColumn(f"role:{letter}") for letter in _letters(document)], used)


def grid_columns(document: Document, used: frozenset[str]) -> list[Column]:
    """Return the columns of the grid layout: a column per person."""
    return _columns(document, [PersonColumn(f"person:{person}") for person in document.people_order], used)


def _letters(document: Document) -> list[str]:
    """Return the letters of the scheme and after them any other that a task uses, so that none is hidden."""
    global _looked_through
    seen, held = _looked_through
    before = seen() if seen is not None else None
    if before is not document:
        letters = document.settings.scheme.letters
        tasks: Iterable[Task] = document.tasks.values()
        was_plain = before is not None and held == before.settings.scheme.letters == letters  # nobody had another
        if before is not None and was_plain:
            fresh = (*replaced(before.tasks, document.tasks), *(document.tasks.keys() - before.tasks.keys()))
            tasks = [document.tasks[key] for key in fresh]
        others = {mark.letter for task in tasks for mark in task.marks}.difference(letters)
        held = *letters, *sorted(others)
        _looked_through = ref(document), held
    return [*held]


_looked_through: tuple[ref[Document] | None, tuple[str, ...]] = None, ()
"""The letters of the document that was looked through last: every model asks again after each edit."""


def _columns(document: Document, roles: list[Column], used: frozenset[str]) -> list[Column]:
    process: list[Column] = [ProcessColumn("process")] if len(document.processes) > 1 else []
    before = [TextColumn(key) for key in ("step", "name")]
    after = [TextColumn(key) for key in ("deadline", "result", "format", "channel", "notes")]
    optional = [TextColumn(key) for key in OPTIONAL_FIELDS if key in used]
    extras = [ExtraColumn(f"extra:{name}") for name in document.extra_columns]
    return [*process, *before, *roles, *after, PredecessorsColumn("predecessors"), *optional, *extras]


def used_fields(tasks: Collection[Task]) -> frozenset[str]:
    """Return the optional fields that some of the tasks use."""
    return frozenset(key for key in OPTIONAL_FIELDS if any(map(attrgetter(key), tasks)))
