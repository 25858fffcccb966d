"""The edits of extra columns: added, renamed, given a type, filled, deleted. Reached through `core.edits`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from raci_studio.core.cell_edits import set_texts
from raci_studio.core.column_types import converted, stored
from raci_studio.core.document import PLAIN_TEXT, ColumnKind, ColumnType, Document, TaskId, fold_name, task_with
from raci_studio.core.edit_tools import with_keys, with_tasks
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _


def add_extra_column(document: Document, name: str, kind: ColumnType = PLAIN_TEXT) -> Document:
    """Add an empty extra column."""
    name = " ".join(name.split())
    if not name or name in document.extra_columns:
        raise UserError(_("A column needs a name of its own."))
    return set_column_type(replace(document, extra_columns=(*document.extra_columns, name)), name, kind)


def rename_extra_column(document: Document, old: str, new: str) -> Document:
    """Give an extra column another name; its texts and its type come along."""
    new = " ".join(new.split())
    if new == old:
        return document
    document = add_extra_column(document, new)
    names = tuple(new if name == old else name for name in document.extra_columns[:-1])
    tasks = [
        with_keys(
            task_with(task, extras={new if name == old else name: text for name, text in task.extras.items()}),
            {f"extra:{old}": f"extra:{new}"},
        )
        for task in document.tasks_in_order()
    ]
    tables = tuple(
        replace(
            table,
            columns={key: f"extra:{new}" if held == f"extra:{old}" else held for key, held in table.columns.items()},
        )
        for table in document.tables
    )
    types = {new if name == old else name: kind for name, kind in document.extra_types.items()}
    return replace(with_tasks(document, tasks), extra_columns=names, extra_types=types, tables=tables)


def delete_extra_column(document: Document, name: str) -> Document:
    """Delete an extra column and its texts."""
    tasks = [
        with_keys(
            task_with(task, extras={other: text for other, text in task.extras.items() if other != name}),
            {f"extra:{name}": ""},
        )
        for task in document.tasks_in_order()
    ]
    return replace(
        with_tasks(document, tasks),
        extra_columns=tuple(other for other in document.extra_columns if other != name),
        extra_types={other: kind for other, kind in document.extra_types.items() if other != name},
    )


def set_column_type(document: Document, name: str, kind: ColumnType) -> Document:
    """Give an extra column a type. Texts that fit are stored as the type stores them, others stay as they are."""
    kind = _checked(kind)
    old = document.type_of(name)
    if kind == old:
        return document
    types = {other: held for other, held in document.extra_types.items() if other != name}
    if kind.kind is not ColumnKind.TEXT:
        types[name] = kind
    texts = {
        (task.id, f"extra:{name}"): converted(old, kind, text)
        for task in document.tasks_in_order()
        if (text := task.extras.get(name, ""))
    }
    return replace(set_texts(document, texts), extra_types=types)


def _checked(kind: ColumnType) -> ColumnType:
    """Return a type with each value of its list once. Raise `UserError` for a choice among nothing."""
    if kind.kind is not ColumnKind.CHOICE:
        return ColumnType(kind.kind)
    values: dict[str, str] = {}
    for value in (" ".join(choice.split()) for choice in kind.choices):
        if value:
            values.setdefault(fold_name(value), value)
    if not values:
        raise UserError(_("A choice needs at least one value."))
    return ColumnType(ColumnKind.CHOICE, tuple(values.values()))


def change_extra_column(document: Document, name: str, new: str, kind: ColumnType) -> Document:
    """Give an extra column another name and another type in one go."""
    return rename_extra_column(set_column_type(document, name, kind), name, new)


def set_column_texts(document: Document, name: str, texts: Mapping[TaskId, str]) -> Document:
    """Put typed texts into cells of an extra column. Raise `UserError` where one does not fit its type."""
    kind, year = document.type_of(name), date.today().year
    read = {text: stored(kind, text, year) for text in set(texts.values())}
    return set_texts(document, {(task, f"extra:{name}"): read[text] for task, text in texts.items()})
