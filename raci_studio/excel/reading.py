"""Read a table by its plan: a pure function from sheet and plan to tasks, with the cell of every value."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

from msgspec.structs import replace

from raci_studio.core.garbage import without_gc
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.cellmap import CellKey, CellMap
from raci_studio.excel.formats import as_shown
from raci_studio.excel.grid import Grid
from raci_studio.excel.joining import both, joined_step
from raci_studio.excel.marks import is_tick, read_marks, split_roles
from raci_studio.excel.names import is_nobody, known_names, repeated_names, split_names
from raci_studio.excel.notes import ImportNote
from raci_studio.excel.plan import FIELDS, TablePlan
from raci_studio.excel.tasks import TEXTS, TableContent, TaskContent

_AT = {name: at for at, name in enumerate(TEXTS)}
_TASK, _STEP, _PHASE, _SECTION = _AT["task"], _AT["step"], _AT["phase"], _AT["section"]

HELD_DOWN = ("process", "phase")
"""Fields whose text holds for the rows below too, until another one stands there."""


def oriented(grid: Grid, plan: TablePlan) -> Grid:
    """Return the sheet as the plan counts its rows: turned for a transposed table."""
    return grid.transpose() if plan.layout == "transposed" and not grid.transposed else grid


@without_gc
def read_table(grid: Grid, plan: TablePlan, progress: Progress = SILENT) -> TableContent:
    """Read one table of the sheet the plan was made for."""
    return _Reader(as_shown(oriented(grid, plan), plan), plan).read(progress)


def _picker(columns: Iterable[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return a fast function from a line to its texts in some columns."""
    wanted = list(columns)
    if len(wanted) > 1:
        return itemgetter(*wanted)
    return itemgetter(slice(wanted[0], wanted[0] + 1) if wanted else slice(0))


class _Reader:
    """Collect tasks and notes row by row."""

    def __init__(self, grid: Grid, plan: TablePlan) -> None:
        self.grid, self.plan = grid, plan
        self.alphabet = frozenset(plan.letters)
        self.words = frozenset(plan.words.items())
        self.notes: list[ImportNote] = []
        self.people: dict[str, None] = dict.fromkeys(plan.columns_with("person:").values())
        self.fields = {c: what for c, what in plan.columns.items() if what in FIELDS}
        self.firsts = {what: c for c, what in reversed(self.fields.items())}  # field -> its first column
        self.further = [(c, what) for c, what in self.fields.items() if self.firsts[what] != c]
        self.extras = plan.columns_with("extra:")
        self.persons = plan.columns_with("person:")
        self.letters = plan.columns_with("role:")
        self.known = known_names([text for row in self._rows() for c in self.letters if (text := grid.text(row, c))])
        self.ticks = {column: tick.split(":", 1) for column, tick in plan.columns_with("tick:").items()}
        self.people.update({name: None for _letter, name in self.ticks.values() if name})
        self.roles_column = plan.column_of("roles")
        self.task_column = plan.column_of("task")
        self.labels = {column: grid.column_label(column) for column in plan.columns}
        self.usual = self._usual_cells()
        # A corrected plan may name any column; behind them all there is a blank.
        self.beyond = ("",) * max(max(plan.columns, default=0) + 2 - grid.width, 1)
        self.pick_texts = itemgetter(*(self.firsts.get(name, -1) for name in TEXTS))  # -1: the blank at the end
        self.pick_extras, self.pick_marks = _picker(self.extras), _picker(self.persons)
        self.held = [_AT[name] for name in HELD_DOWN if name in self.firsts]
        self.only_people = not (self.letters or self.ticks or self.roles_column is not None or plan.layout == "long")
        self.names = tuple(self.persons.values())
        self.plain: dict[str, tuple[str, ...]] = {"": ()}  # mark -> its letters, where there is nothing to note
        self.roles_of: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}
        self.running: dict[int, str] = {}
        self.section = ""

    def _usual_cells(self) -> dict[CellKey, str]:
        """Return what the columns hold, with their labels: the first column of each field."""
        usual: dict[CellKey, str] = {}
        for column, name in self.fields.items():
            usual.setdefault(name, self.labels[column])
        usual.update({f"extra:{name}": self.labels[column] for column, name in self.extras.items()})
        usual.update({("person", name): self.labels[column] for column, name in self.persons.items()})
        usual.update({("role", letter): self.labels[column] for column, letter in self.letters.items()})
        return usual

    def _address(self, row: int, column: int) -> str:
        """Return ``grid.address``, faster for the many cells of a table."""
        label = self.labels[column]
        return f"{self.grid.row_label(row)}{label}" if self.grid.transposed else f"{label}{row + 1}"

    def _rows(self) -> list[int]:
        plan = self.plan
        idle = plan.skipped | plan.continued | set(plan.sections) | set(plan.header_rows)
        end = min(plan.last_row + 1, self.grid.height)  # rows at the end may have been emptied since
        return [row for row in range(plan.first_row, end) if row not in idle]

    def read(self, progress: Progress = SILENT) -> TableContent:
        """Return the table."""
        tasks: list[TaskContent] = []
        sections, struck = sorted(self.plan.sections), sorted(row for row in self.plan.struck if row < self.grid.height)
        for row in progress.each(self._rows()):
            while sections and sections[0] < row:
                self.section = self.plan.sections[sections.pop(0)]
            while struck and struck[0] < row:
                self._pass_over(struck.pop(0))
            if self.plan.layout == "long" and tasks and self._is_same_task(row, tasks[-1]):
                tasks[-1] = self._with_mark(tasks[-1], row)
            else:
                tasks.append(self._task(row))
        self._note_unread_rows()
        self._note_twins()
        self._note_hidden(tasks)
        gone = tuple(map(self.grid.row_label, sorted(self.plan.struck - self.plan.continued)))
        return TableContent(self.plan.sheet, tuple(tasks), tuple(self.people), tuple(self.notes), gone)

    def _pass_over(self, row: int) -> None:
        """Take from a deleted task what holds for the rows below it too."""
        line = self.pick_texts(self.grid.texts[row] + self.beyond)
        for at in self.held:
            self._held_down(at, line[at])

    def _note_unread_rows(self) -> None:
        """Note the texts of rows that are no tasks, but for titles of sections: nothing is lost silently."""
        for row in sorted(self.plan.skipped | set(self.plan.sections)):
            if row in self.plan.header_rows or not self.plan.first_row <= row <= self.plan.last_row:
                continue
            if self._is_struck(row):
                name = {"text": self.grid.text(row, self.task_column or 0)}
                self.notes.append(ImportNote(self._address(row, self.task_column or 0), "struck-through", name))
                continue
            for column in self.labels:
                text = self.grid.text(row, column)
                # A section without a title is one of ours for new tasks; what stands there is only said to a reader.
                if text and self.plan.sections.get(row) not in (text, "") and not is_nobody(text):
                    self.notes.append(ImportNote(self._address(row, column), "text-not-read", {"text": text}))

    def _is_struck(self, row: int) -> bool:
        place = (row, self.task_column or 0)
        struck = self.grid.details.struck if self.grid.details else frozenset()
        return (place[::-1] if self.grid.transposed else place) in struck

    def _note_hidden(self, tasks: Sequence[TaskContent]) -> None:
        """Note how many tasks stand where the sheet shows nothing: the client may not mean them any more."""
        details = self.grid.details
        if details is None:
            return
        hidden = details.hidden_columns if self.grid.transposed else details.hidden_rows
        labels = {self.grid.row_label(row): row for row in hidden}
        unseen = [labels[task.row] for task in tasks if task.row in labels]
        if unseen:
            address = self.grid.address(unseen[0], self.task_column or 0)
            self.notes.append(ImportNote(address, "hidden-rows", {"count": str(len(unseen))}))

    def _note_twins(self) -> None:
        """Note columns headed by one and the same name: they became one person."""
        row = max((r for r in self.plan.header_rows if r < self.plan.first_row), default=self.plan.first_row)
        for column in repeated_names(self.persons):
            params = {"name": self.persons[column]}
            self.notes.append(ImportNote(self._address(row, column), "same-name-columns", params))

    def _task(self, row: int) -> TaskContent:
        line = self._line(row)
        texts = list(self.pick_texts(line))
        cells: dict[CellKey, str] = {}
        for column, name in self.further:
            if line[column]:
                texts[_AT[name]] = line[column]
                cells[name] = self._address(row, column)
        for at in self.held:
            texts[at] = self._held_down(at, texts[at])
        extras = {name: text for name, text in zip(self.extras.values(), self.pick_extras(line)) if text}
        if not texts[_TASK]:
            texts[_TASK] = self._fallback_name(row)
        texts[_SECTION] = self.section
        texts[_STEP] = joined_step(self.section, texts[_STEP] or texts[_PHASE])
        roles = self._roles(row, extras, cells)
        label = self.grid.row_label(row)
        # One text for each name in TEXTS, which a checker of types cannot count.
        return TaskContent(label, *texts, roles=roles, extras=extras, cells=CellMap(self.usual, label, cells))  # type: ignore[misc]

    def _held_down(self, at: int, text: str) -> str:
        if text:
            self.running[at] = text
        return self.running.get(at, "")

    def _line(self, row: int) -> Sequence[str]:
        """Return the texts of a row, with those of the rows that continue it."""
        line: Sequence[str] = self.grid.texts[row] + self.beyond
        below = row + 1
        while below in self.plan.continued:
            more = self.grid.texts[below] + self.beyond
            line = [f"{one}\n{other}" if one and other else one or other for one, other in zip(line, more)]
            below += 1
        return line

    def _fallback_name(self, row: int) -> str:
        column = self.task_column
        text = self.grid.merged_text(row, column) if column is not None else ""
        others = (
            self.grid.text(row, c)
            for c, what in sorted(self.fields.items())
            if what in ("phase", "step", "description")
        )
        return text or next((other for other in others if other), "")

    def _roles(self, row: int, extras: dict[str, str], cells: dict[CellKey, str]) -> dict[str, tuple[str, ...]]:
        marks = self.pick_marks(self.grid.texts[row] + self.beyond)
        if marks in self.roles_of:  # the same few people do the same again and again
            return self.roles_of[marks]
        roles: dict[str, list[str]] = {letter: [] for letter in self.plan.letters}
        if self.only_people and all(map(self.plain.__contains__, marks)):
            for name, text in zip(self.names, marks):
                if text:
                    for letter in self.plain[text]:
                        roles[letter].append(name)
            self.roles_of[marks] = {letter: tuple(names) for letter, names in roles.items()}
            return self.roles_of[marks]
        for column, name in self.persons.items():
            for letter in self._marks(row, column, name, extras):
                roles.setdefault(letter, []).append(name)
        for column, letter in self.letters.items():
            text = self.grid.text(row, column)
            if is_tick(text):
                self._keep_tick(row, column, letter, extras)
            else:
                self._give(roles, letter, () if is_nobody(text) else split_names(text, self.known))
        for column, (letter, name) in self.ticks.items():
            self._read_tick(row, column, letter, name, roles, extras, cells)
        if self.plan.layout == "long":
            self._read_long(row, roles, extras, cells)
        if self.roles_column is not None:
            self._read_one_cell(row, self.roles_column, roles, extras, cells)
        return {letter: tuple(names) if names else () for letter, names in roles.items()}

    def _is_same_task(self, row: int, task: TaskContent) -> bool:
        column = self.task_column
        text = self.grid.merged_text(row, column) if column is not None else ""
        return not text or text == task.task

    def _with_mark(self, task: TaskContent, row: int) -> TaskContent:
        """Return the task with the person and letter of one more row, whose other texts are kept too."""
        more = self._task(row)
        roles = {
            letter: tuple(dict.fromkeys((*task.roles.get(letter, ()), *more.roles.get(letter, ()))))
            for letter in {**task.roles, **more.roles}
        }
        extras = {
            name: both(task.extras.get(name, ""), more.extras.get(name, "")) for name in {**task.extras, **more.extras}
        }
        texts: dict[str, Any] = {n: both(getattr(task, n), getattr(more, n)) for n in FIELDS if n != "task"}
        return replace(task, roles=roles, extras=extras, **texts)

    def _give(self, roles: dict[str, list[str]], letter: str, names: tuple[str, ...]) -> None:
        roles.setdefault(letter, []).extend(names)
        self.people.update(dict.fromkeys(names))

    def _marks(self, row: int, column: int, name: str, extras: dict[str, str]) -> tuple[str, ...]:
        text = self.grid.text(row, column)
        if not text:
            return ()
        marks = read_marks(text, self.alphabet, self.words)
        if not (marks.unknown or marks.words or marks.repaired):
            self.plain[text] = marks.letters
            return marks.letters
        address = self._address(row, column)
        for letter in marks.unknown:
            self.notes.append(ImportNote(address, "unknown-letter", {"letter": letter}))
        if marks.words:
            extras[name] = marks.words
            code = "remark-in-mark" if marks.letters else "unknown-mark"
            self.notes.append(ImportNote(address, code, {"text": marks.words}))
        if marks.repaired:
            self.notes.append(
                ImportNote(address, "look-alike-letter", {"text": text, "letter": "/".join(marks.letters)})
            )
        return (*marks.letters, *marks.unknown)

    def _read_tick(
        self, row: int, column: int, letter: str, name: str, roles: dict[str, list[str]], extras: dict[str, str],
        cells: dict[CellKey, str]
    ) -> None:  # fmt: skip
        text = self.grid.text(row, column)
        person = self.plan.column_of("person")
        names = (name,) if name or person is None else split_names(self.grid.merged_text(row, person), self.known)
        if is_tick(text) and not names:
            self._keep_tick(row, column, letter, extras)
        elif is_tick(text):
            cells["role", letter] = self._address(row, column)
            self._give(roles, letter, names)
        elif text and not is_nobody(text):
            extras[f"{name} {letter}".strip()] = text
            self.notes.append(ImportNote(self._address(row, column), "unknown-mark", {"text": text}))

    def _keep_tick(self, row: int, column: int, letter: str, extras: dict[str, str]) -> None:
        """Keep a tick that says what is done and not by whom: the analyst has to ask."""
        text = self.grid.text(row, column)
        extras[letter] = text
        self.notes.append(ImportNote(self._address(row, column), "tick-without-person", {"text": text}))

    def _read_long(
        self, row: int, roles: dict[str, list[str]], extras: dict[str, str], cells: dict[CellKey, str]
    ) -> None:
        person, letter = self.plan.column_of("person"), self.plan.column_of("role")
        if person is None or letter is None:
            return
        names = split_names(self.grid.text(row, person), self.known)
        for mark in self._marks(row, letter, ", ".join(names), extras):
            cells["role", mark] = self._address(row, letter)
            self._give(roles, mark, names)

    def _read_one_cell(
        self, row: int, column: int, roles: dict[str, list[str]], extras: dict[str, str], cells: dict[CellKey, str]
    ) -> None:
        text = self.grid.text(row, column)
        parts = split_roles(text)
        for letters, names in parts:
            for letter in letters:
                cells["role", letter] = self._address(row, column)
                self._give(roles, letter, split_names(names))
        if text and not parts and not is_nobody(text):
            extras[self.grid.column_label(column)] = text
            self.notes.append(ImportNote(self._address(row, column), "names-without-letter", {"text": text}))
