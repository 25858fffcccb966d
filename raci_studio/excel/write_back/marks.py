"""Who has which letter, written as the layout has it: letters in a grid, names in a list, ticks, a row per person."""

from collections.abc import Callable, Iterable, Sequence

from raci_studio.core.document import Mark, PersonId, TaskId
from raci_studio.core.i18n import N_, _
from raci_studio.excel.marks import is_tick, read_marks
from raci_studio.excel.write_back.changes import FOR_ALL, NO_COLUMN, NO_PERSON, NO_ROW, NOT_SO
from raci_studio.excel.write_back.entries import Letters
from raci_studio.excel.write_back.names import Names
from raci_studio.excel.write_back.one_cell import Entries
from raci_studio.excel.write_back.table import Key, Row, Table, most_common
from raci_studio.excel.write_back.texts import said

_NOBODY = N_("nobody")
_TICK = "X"


class Marks:
    """Write the marks of a table's tasks; `letters` and `names` are how its sheet writes them."""

    def __init__(self, table: Table) -> None:
        plan, content = table.plan, range(table.plan.first_row, table.plan.last_row + 1)
        self._table = table
        self._people, self._letters = table.people, _by_value(plan.columns_with("role:"))
        self._ticks = {column: tick.partition(":")[::2] for column, tick in plan.columns_with("tick:").items()}
        self._person, self._role = plan.column_of("person"), plan.column_of("role")
        self._is_long = plan.layout == "long" and self._person is not None and self._role is not None
        rows = [row for row in content if row not in plan.sections and row not in plan.skipped]
        self._alphabet = frozenset(plan.letters) | {*table.now.settings.scheme.letters}
        self._words = frozenset(plan.words.items())
        heads = [*plan.columns_with("person:"), *([] if self._role is None else [self._role])]
        marks = (table.grid.text(row, column) for row in rows for column in heads)
        self.letters = Letters(marks, self._alphabet, self._words)
        named = [*plan.columns_with("role:"), *([] if self._person is None else [self._person])]
        self.names = Names((table.grid.text(row, column) for row in rows for column in named), table.now, table.was)
        self._roles = plan.column_of("roles")
        self._entries = Entries(
            [table.grid.text(row, self._roles) for row in rows] if self._roles is not None else [],
            self.names, table.now.settings.scheme.letters,
        )  # fmt: skip
        self._tick = most_common(
            (text for row in rows for column in self._ticks if is_tick(text := table.grid.text(row, column))), _TICK
        )

    def write(self) -> None:
        """Write what differs, task by task."""
        writers: list[tuple[bool, Callable[[Row], None]]] = [
            (bool(self._people), self._write_grid),
            (bool(self._table.orphans), self._clear_orphans), (bool(self._letters), self._write_list),
            (bool(self._ticks), self._write_ticks), (self._is_long, self._write_long),
            (self._roles is not None, self._write_one_cell),
        ]  # fmt: skip
        names = [
            [(one.id, one.name, one.aliases) for one in of.people.values()] for of in (self._table.now, self._table.was)
        ]
        for row in self._table.rows:
            if row.now is None or (row.is_same and names[0] == names[1]):
                continue
            for is_so, write in writers:
                if is_so:
                    write(row)
            self._tell_homeless(row)

    def _was(self, row: Row) -> list[Mark]:
        """Return the marks a row had, of the people who are still there, under their ids of now."""
        marks = [] if row.was is None else row.was.marks
        named = ((mark.letter, self._table.was.people[mark.person].name) for mark in marks)
        found = ((letter, self.names.person(name)) for letter, name in named)
        return [Mark(letter, person) for letter, person in found if person]

    def _tell_homeless(self, row: Row) -> None:
        """Tell of new marks that no column of the sheet has."""
        assert row.now
        if self._ticks or self._roles is not None or self._is_long:
            return
        for mark in row.now.marks:
            if mark.person in self._people or mark.letter in self._letters or mark in self._was(row):
                continue
            name = self._table.now.people[mark.person].name
            why = NO_PERSON if self._people else NO_COLUMN
            self._lose(row, [_pair(row, mark)], f"{mark.letter}: {name}", why)

    def _lose(self, row: Row, keys: Iterable[Key], what: str, why: str, column: int | None = None) -> None:
        place = (row.index, self._table.first_column if column is None else column)
        for task, key in keys:
            self._table.lose(task, key, what, why, place)

    def _name(self, person: PersonId) -> str:
        return self._table.now.people[person].name

    # A column per person

    def _write_grid(self, row: Row) -> None:
        assert row.now
        table = self._table
        for person, columns in self._people.items():
            wanted = [letter for letter in row.now.letters(person) if not self._is_listed(row, letter, person)]
            spoken = {column: table.plan.columns[column].removeprefix("person:") for column in columns}
            held = {column: self._read(row, column) for column in columns}
            words = {column: row.now.extras.get(name, "") for column, name in spoken.items() if name in table.words}
            before = row.was.extras if row.was else {}
            changed = {column for column in words if words[column] != before.get(spoken[column], "")}
            if {letter for letters in held.values() for letter in letters} == set(wanted) and not changed:
                continue
            left = list(wanted)
            for column in columns:
                kept = [letter for letter in held[column] if letter in wanted]
                held[column] = tuple(kept)
                left = [letter for letter in left if letter not in kept]
            held[columns[0]] = (*held[columns[0]], *left)
            for column, letters in held.items():
                self._put_letters(row, person, column, letters, words.get(column) if column in changed else None)

    def _clear_orphans(self, row: Row) -> None:
        """Take the letters away of people who were deleted; what stands beside them stays."""
        assert row.now
        for column, person in self._table.orphans.items():
            name = self._table.plan.columns[column].removeprefix("person:")
            if self._read(row, column):
                text = self.letters.cell((), self._table.text(row.index, column)) or ""
                self._table.put((row.index, column), text, said(name, ""), (row.now.id, f"person:{person}"))

    def _is_listed(self, row: Row, letter: str, person: PersonId) -> bool:
        """Tell whether a list beside the grid names a person for a letter already."""
        columns = self._letters.get(letter, [])
        listed = {token for column in columns for token in self.names.tokens(self._table.grid.text(row.index, column))}
        return any(self.names.person(token) == person for token in listed)

    def _read(self, row: Row, column: int) -> tuple[str, ...]:
        marks = read_marks(self._table.text(row.index, column), self._alphabet, self._words)
        return (*marks.letters, *marks.unknown)

    def _put_letters(self, row: Row, person: PersonId, column: int, letters: Sequence[str], words: str | None) -> None:
        assert row.now
        if words is None and set(self._read(row, column)) == set(letters):
            return
        old, what = self._table.text(row.index, column), said(self._name(person), "/".join(letters))
        text = self.letters.cell(letters, old) if words is None else self.letters.with_words(letters, words, old)
        keys: list[Key] = [(row.now.id, f"person:{person}")]
        if words is not None:
            keys.append((row.now.id, f"extra:{self._table.plan.columns[column].removeprefix('person:')}"))
        if text is None:
            self._lose(row, keys, what, NOT_SO, column)
        else:
            self._table.put((row.index, column), text, what, *keys)

    # A column per letter

    def _write_list(self, row: Row) -> None:
        assert row.now
        table = self._table
        for letter, columns in self._letters.items():
            wanted = [
                person
                for person in row.now.people(letter)
                if person not in self._people or self._is_listed(row, letter, person)
            ]
            texts = {column: table.text(row.index, column) for column in columns}
            tokens = {column: self.names.tokens(text) for column, text in texts.items()}
            held = {column: [self.names.person(token) for token in of] for column, of in tokens.items()}
            there = {person for people in held.values() for person in people if person}
            gone = any(None in people for people in held.values())
            if there == set(wanted) and not gone and not any(map(self.names.is_old, texts.values())):
                continue
            left = [person for person in wanted if person not in there]
            for column in columns:
                people = [person for person in held[column] if person in wanted]
                if column == columns[0]:
                    people += left
                self._put_names(row, column, letter, [person for person in people if person], texts[column])

    def _put_names(self, row: Row, column: int, letter: str, people: Sequence[PersonId], old: str) -> None:
        assert row.now
        what = said(letter, ", ".join(map(self._name, people)) or _(_NOBODY))
        text = self.names.cell(people, old) if people else ""
        key = (row.now.id, f"role:{letter}")
        if text is None or is_tick(old):
            self._lose(row, [key], what, NOT_SO, column)
        elif text != old and (people or self.names.tokens(old)):
            self._table.put((row.index, column), text, what, key)

    # A column per letter and person, or per letter beside a column of people

    def _write_ticks(self, row: Row) -> None:
        assert row.now
        by_head = {(letter, name): column for column, (letter, name) in self._ticks.items()}
        heads = {(letter, self.names.person(name)): column for (letter, name), column in by_head.items() if name}
        for (letter, person), column in heads.items():
            if person:
                wanted = Mark(letter, person) in row.now.marks
                keys: list[Key] = [(row.now.id, f"person:{person}")]
                self._put_tick(row, column, wanted, f"{letter}: {self._name(person)}", keys)
        plain = {letter: column for (letter, name), column in by_head.items() if not name}
        if plain and self._person is not None:
            self._write_ticks_of_row(row, plain, self._person)
        for mark in row.now.marks:
            if (mark.letter, mark.person) not in heads and mark.letter not in plain and mark not in self._was(row):
                self._lose(row, [_pair(row, mark)], f"{mark.letter}: {self._name(mark.person)}", NO_PERSON)

    def _write_ticks_of_row(self, row: Row, plain: dict[str, int], column: int) -> None:
        """Write the ticks beside a column of people: each of them has the letters ticked in their row."""
        assert row.now
        table = self._table
        at_row = {at: self._people_at(at) for at in row.all}
        homeless = [mark.person for mark in row.now.marks if not any(mark.person in held for held in at_row.values())]
        for person in dict.fromkeys(homeless):
            letters = set(row.now.letters(person)) & set(plain)
            free = [at for at, held in at_row.items() if not held]
            alike = [at for at, held in at_row.items() if all(set(row.now.letters(one)) == letters for one in held)]
            if letters and (free or alike):
                at_row[(free or alike)[0]].append(person)
            elif letters:
                self._lose(row, [(row.now.id, f"person:{person}")], self._said(row, person), NO_ROW)
        for at, held in at_row.items():
            staying = [person for person in held if row.now.letters(person)] or held
            keys: list[Key] = [(row.now.id, f"person:{person}") for person in (*held, *self._people_at(at))]
            what = "; ".join(self._said(row, person) for person in held)
            wanted = {frozenset(row.now.letters(person)) for person in staying}
            if len(wanted) > 1:
                self._lose(row, keys, what, FOR_ALL)
                continue
            old = table.grid.merged_text(at, column)
            if set(staying) != set(self._people_at(at)) or self.names.is_old(old):
                text = self.names.cell(staying, old)
                if text is None:
                    self._lose(row, keys, what, NOT_SO, column)
                    continue
                table.put((at, column), text, what, *keys)
            for letter, tick in plain.items():
                self._put_tick(Row(at), tick, bool(wanted) and letter in next(iter(wanted)), what, keys)

    def _people_at(self, at: int) -> list[PersonId]:
        assert self._person is not None
        tokens = self.names.tokens(self._table.grid.merged_text(at, self._person))
        return [person for token in tokens if (person := self.names.person(token))]

    def _said(self, row: Row, person: PersonId) -> str:
        assert row.now
        return said(self._name(person), "/".join(row.now.letters(person)))

    def _put_tick(self, row: Row, column: int, wanted: bool, what: str, keys: Sequence[Key]) -> None:
        if is_tick(self._table.text(row.index, column)) != wanted:
            self._table.put((row.index, column), self._tick if wanted else "", what, *keys)

    # A row per person and letter

    def _write_long(self, row: Row) -> None:
        assert row.now and self._person is not None and self._role is not None
        table, was = self._table, self._was(row)
        for at in row.all:
            old = table.text(at, self._person)
            if self.names.is_old(old) and (text := self.names.cell(self._people_at(at), old)) is not None:
                keys: list[Key] = [(row.now.id, f"person:{person}") for person in self._people_at(at)]
                table.put((at, self._person), text, text, *keys)
        if {*row.now.marks} == {*was}:
            return
        free = []
        there: dict[PersonId, int] = {}
        for at in row.all:
            person = self._only_person(at)
            if person is None and not table.text(at, self._person) and not table.text(at, self._role):
                free.append(at)
            elif person is not None:
                there.setdefault(person, at)
        everybody = dict.fromkeys((*there, *(mark.person for mark in row.now.marks)))
        for person in everybody:
            letters = row.now.letters(person)
            key = (row.now.id, f"person:{person}")
            rows = [at for at in row.all if self._only_person(at) == person]
            said_now = {letter for at in rows for letter in self._read(Row(at), self._role)}
            if said_now == set(letters):
                continue
            what = said(self._name(person), "/".join(letters))
            if not rows and not free:
                self._lose(row, [key], what, NO_ROW)
                continue
            rows = rows or [free.pop(0)]
            self._put_rows(rows, letters, person, what, key)

    def _put_rows(self, rows: list[int], letters: Sequence[str], person: PersonId, what: str, key: Key) -> None:
        assert self._person is not None and self._role is not None
        left = [letter for letter in letters if not any(letter in self._read(Row(at), self._role) for at in rows)]
        for at in rows:
            old = self._table.text(at, self._role)
            kept = [letter for letter in self._read(Row(at), self._role) if letter in letters]
            wanted = [*kept, *left] if at == rows[0] else kept
            text = self.letters.cell(wanted, old) if wanted else ""
            if text is None:
                self._table.lose(*key, what, NOT_SO, (at, self._role))
                continue
            self._table.put((at, self._role), text, what, key)
            if not wanted:
                self._table.put((at, self._person), "", what, key)
            elif not self._table.text(at, self._person):
                self._table.put((at, self._person), self.names.spelling(person), what, key)

    def _only_person(self, at: int) -> PersonId | None:
        assert self._person is not None
        tokens = self.names.tokens(self._table.text(at, self._person))
        return self.names.person(tokens[0]) if len(tokens) == 1 else None

    # All in one cell

    def _write_one_cell(self, row: Row) -> None:
        assert row.now and self._roles is not None
        was = self._was(row)
        old = self._table.text(row.index, self._roles)
        if {*row.now.marks} == {*was} and not self._entries.is_old(old):
            return
        what = "; ".join(f"{mark.letter}: {self._name(mark.person)}" for mark in row.now.marks) or _(_NOBODY)
        keys: list[Key] = [_pair(row, mark) for mark in {*row.now.marks, *was}] or [(row.now.id, "roles")]
        text = self._entries.cell(row.now.marks, old)
        if text is None:
            self._lose(row, keys, what, NOT_SO, self._roles)
        else:
            self._table.put((row.index, self._roles), text, what, *keys)


def _pair(row: Row, mark: Mark) -> Key:
    assert row.now
    return row.now.id, f"mark:{mark.letter}:{mark.person}"


def keys_of(task: TaskId, letter: str, person: PersonId) -> list[Key]:
    """Return all keys under which a mark may have been written or lost."""
    return [(task, f"mark:{letter}:{person}"), (task, f"person:{person}"), (task, f"role:{letter}"), (task, "roles")]


def _by_value(columns: dict[int, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for column, value in columns.items():
        found.setdefault(value, []).append(column)
    return found
