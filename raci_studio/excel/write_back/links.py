"""Predecessors, in the client's own identifiers: numbers, codes, or the names of tasks."""

import re
from collections.abc import Iterable, Sequence

from raci_studio.core.document import Dependency, TaskId
from raci_studio.core.i18n import _
from raci_studio.core.predecessors import predecessors_text
from raci_studio.excel.predecessors import Link, resolve, resolve_one, rows_by_name, rows_by_number
from raci_studio.excel.tasks import TableContent, TaskContent
from raci_studio.excel.write_back.changes import NO_COLUMN, NOT_SO, OTHER_TABLE
from raci_studio.excel.write_back.table import Row, Table, most_common
from raci_studio.excel.write_back.texts import said

_PARTS = re.compile(r"\s*[;,\n]\s*")
_TYPED = re.compile(r"\d\s*(fs|он)\b", re.IGNORECASE)
Wanted = frozenset[tuple[int | str, float, bool, frozenset[int | str]]]


def write_links(table: Table) -> None:
    """Write the predecessors of each task whose cell would not be read as they are now."""
    columns = table.columns_of("predecessors")
    rows = {row.now.id: row for row in table.rows if row.now is not None}
    if not columns:
        for task, row in rows.items():
            if _as_links(table, row) != _as_links(table, row, then=True):
                what = said(_("Predecessors"), predecessors_text(table.now, task))
                table.lose(task, "predecessors", what, NO_COLUMN, (row.index, table.first_column))
        return
    if not table.now.dependencies and not table.was.dependencies:
        return
    content = _content(table, columns)
    found, _notes = resolve(content)
    writer = _Writer(table, content, columns)
    for row in rows.values():
        links, lost = _wanted(table, row, rows)
        task = row.now.id if row.now else TaskId("")
        for link in lost:
            what = said(_("Predecessors"), table.now.tasks[link.before].name)
            table.lose(task, "predecessors", what, OTHER_TABLE, (row.index, columns[0]))
        label = table.grid.row_label(row.index)
        if not _same(found.get(label, []), links) or writer.names_gone(row):
            writer.write(row, links)


def _as_links(table: Table, row: Row, *, then: bool = False) -> frozenset[tuple[TaskId, float, bool, bool]]:
    document = table.was if then else table.now
    task = row.now.id if row.now else TaskId("")
    links = document.predecessors.get(task, ())
    return frozenset((one.before, one.lag_days, one.rework, bool(one.alternative)) for one in links)


def _content(table: Table, columns: Sequence[int]) -> TableContent:
    """Return the table as its changed cells will be read, as far as predecessors go."""
    numbers = table.columns_of("number")
    tasks, gone = [], []
    for row in table.rows:
        label = table.grid.row_label(row.index)
        if row.now is None:
            gone.append(label)
            continue
        number = table.line(row, numbers)[1] if numbers else ""
        name = table.line(row, names)[1] if (names := table.columns_of("task")) else row.now.name
        text = table.line(row, columns)[1]
        tasks.append(TaskContent(label, name or row.now.name, number=number, predecessors=text))
    return TableContent(table.plan.sheet, tuple(tasks), gone=tuple(gone))


def _wanted(table: Table, row: Row, rows: dict[TaskId, Row]) -> tuple[list[Link], list[Dependency]]:
    assert row.now
    links, lost = [], []
    for one in table.now.predecessors.get(row.now.id, ()):
        if one.before in rows:
            label = table.grid.row_label(rows[one.before].index)
            links.append(Link(label, one.lag_days, one.alternative, one.rework))
        else:
            lost.append(one)
    return links, lost


def _shape(links: Iterable[Link]) -> Wanted:
    links = list(links)
    groups: dict[str, set[int | str]] = {}
    for link in links:
        groups.setdefault(link.alternative, set()).add(link.row)
    return frozenset(
        (link.row, link.lag_days, link.rework, frozenset(groups[link.alternative] if link.alternative else ()))
        for link in links
    )


def _same(found: Iterable[Link], wanted: Iterable[Link]) -> bool:
    return _shape(found) == _shape(wanted)


class _Writer:
    """Write links as this sheet does."""

    def __init__(self, table: Table, content: TableContent, columns: Sequence[int]) -> None:
        self._table, self._content, self._columns = table, content, columns
        numbers, names = rows_by_number(content), rows_by_name(content.tasks)
        self._codes: dict[int | str, list[str]] = {}
        own = {task.row: task.number for task in content.tasks if task.number}
        for row, number in own.items():
            if numbers.get(number.casefold()) == row:
                self._codes.setdefault(row, []).append(number)
        for known in (numbers, names):
            for code, row in known.items():
                self._codes.setdefault(row, []).append(code)
        texts = [task.predecessors for task in content.tasks]
        self._joiner = most_common((match[0] for text in texts for match in _PARTS.finditer(text)), ", ")
        typed: Iterable[str] = (match[1] for text in texts if (match := _TYPED.search(text)))
        self._type = most_common(typed, "")
        self._rows = names | numbers
        self._before = rows_by_name(table.content.tasks) | rows_by_number(table.content)
        self._gone = {table.grid.row_label(row.index) for row in table.rows if row.now is None}

    def write(self, row: Row, links: Sequence[Link]) -> None:
        assert row.now
        table, task = self._table, row.now.id
        column, old = table.line(row, self._columns)
        what = said(_("Predecessors"), predecessors_text(table.now, task))
        for kind in dict.fromkeys((self._type, "", "FS")):
            for nth in range(2):
                text = self._text(row, old, links, kind, nth)
                if _same(self._read(row, text), links):
                    table.put_text(row, self._columns, text, what, (task, "predecessors"))
                    return
        table.lose(task, "predecessors", what, NOT_SO, (row.index, column))

    def names_gone(self, row: Row) -> bool:
        """Tell whether a cell names a task that was deleted."""
        text = self._table.line(row, self._columns)[1] if self._gone else ""
        return any(self._is_gone(part) for part in filter(None, _PARTS.split(text)))

    def _is_gone(self, part: str) -> bool:
        links, _lost = resolve_one(TaskContent("", predecessors=part), self._before)
        return bool(links) and all(link.row in self._gone for link in links)

    def _read(self, row: Row, text: str) -> list[Link]:
        label = self._table.grid.row_label(row.index)
        return resolve_one(TaskContent(label, predecessors=text), self._rows)[0] if text else []

    def _text(self, row: Row, old: str, links: Sequence[Link], kind: str, nth: int) -> str:
        """Return the new text: parts of the old one that still hold, or name no task, and the others behind them."""
        left = {link.row: link for link in links}
        parts = []
        for part in filter(None, _PARTS.split(old)):
            known = self._read(row, part)
            whole = _shape(known) <= _shape(links) and all(link.row in left for link in known)
            if whole and not self._is_gone(part):
                parts.append(part)
                left = {at: link for at, link in left.items() if at not in {one.row for one in known}}
        groups: dict[str, list[str]] = {}
        for link in left.values():
            groups.setdefault(link.alternative or f"\0{link.row}", []).append(self._one(link, kind, nth))
        return self._joiner.join([*parts, *("|".join(group) for group in groups.values())])

    def _one(self, link: Link, kind: str, nth: int) -> str:
        codes = self._codes.get(link.row) or [str(link.row)]
        code = codes[min(nth * (len(codes) - 1), len(codes) - 1)]
        lag = f"{kind}{link.lag_days:+g}d" if link.lag_days else ""
        return f"{code}{lag}{'↺' if link.rework else ''}"
