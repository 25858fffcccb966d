"""A document as plain JSON values and back.

Versions of the format (`document.json` says its own):

1. 0.1.0: tasks, people and processes as lists in their order; dependencies, accepted findings, settings
   and the reading of the source workbook beside them. What is empty is not written; "source_encrypted" is
   there only where that workbook came with a password, "source_reading" (how its tables were read) only where
   that is known. A file without "extra_types" is from before columns had types: all its extra columns hold text.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from raci_studio.core.diff import replaced
from raci_studio.core.document import Document, Person, Process, SourceWorkbook, Task
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _

VERSION = 1

_SHARED = ("dependencies", "accepted", "extra_columns", "extra_types", "settings", "tables", "next_number")
_READING = "source_reading"
_ORDERS = ("order", "people_order", "process_order")
_KINDS: Mapping[str, type] = {"task": Task, "person": Person, "process": Process}
_AT_ONCE = 200
"""Tasks that are encoded or decoded in one call: while it lasts, a few milliseconds, no other thread has its turn."""


def _lean(thing: object) -> dict[str, Any]:
    """Return a dataclass as a dict without its empty values."""
    values = msgspec.to_builtins(thing)
    return {name: value for name, value in values.items() if value not in ("", (), [], {}, None)}


def to_parts(document: Document) -> dict[str, Any]:
    """Split a document into named values that `msgspec` encodes, one for each task, person and process.

    The journal writes only the parts that an edit changed. The source workbook is bytes and stays apart.
    """
    parts: dict[str, Any] = {name: getattr(document, name) for name in (*_SHARED, *_ORDERS)}
    if document.source is not None and document.source.reading:
        parts[_READING] = document.source.reading
    for kind, things in (("task", document.tasks), ("person", document.people), ("process", document.processes)):
        parts |= {f"{kind}/{key}": thing for key, thing in things.items()}
    return parts


def changed_parts(before: Document, after: Document) -> dict[str, Any]:
    """Return the parts of `after` that differ from those of `before`; None for a part that is gone."""
    parts: dict[str, Any] = {}
    for name in (*_SHARED, *_ORDERS):
        if (new := getattr(after, name)) is not (old := getattr(before, name)) and new != old:
            parts[name] = new
    for kind, old_things, new_things in (
        ("task", before.tasks, after.tasks),
        ("person", before.people, after.people),
        ("process", before.processes, after.processes),
    ):
        if old_things is new_things:
            continue
        other = replaced(old_things, new_things)  # type: ignore[misc]
        parts |= {f"{kind}/{key}": new_things[key] for key in other if old_things[key] != new_things[key]}
        if old_things.keys() != new_things.keys():
            parts |= {f"{kind}/{key}": thing for key, thing in new_things.items() if key not in old_things}
            parts |= {f"{kind}/{key}": None for key in old_things if key not in new_things}
    return parts


def from_parts(parts: Mapping[str, Any], source: SourceWorkbook | None) -> Document:
    """Put a document together from what `to_parts` gave. Raise `msgspec.ValidationError` if it does not fit."""
    whole: dict[str, Any] = {}
    groups: dict[str, Any] = {kind: {} for kind in _KINDS}
    for name, value in parts.items():
        kind, slash, key = name.partition("/")
        if name == _READING:
            source = replace(source, reading=msgspec.convert(value, dict[str, Any])) if source else None
        elif slash:
            groups[kind][key] = msgspec.convert(value, _KINDS[kind])
        else:
            whole[name] = value
    document = msgspec.convert(whole, Document)
    tasks, people, processes = groups["task"], groups["person"], groups["process"]
    document = replace(document, tasks=tasks, people=people, processes=processes, source=source)
    _check(document)
    return document


def to_json(document: Document) -> bytes:
    """Return `document.json`: readable, with sorted keys, so that two versions can be compared."""
    things: dict[str, Any] = {
        "people": [_lean(document.people[key]) for key in document.people_order],
        "processes": [_lean(document.processes[key]) for key in document.process_order],
        "tasks": [],
    }
    shared = {name: msgspec.to_builtins(getattr(document, name)) for name in _SHARED}
    whole = {"format": "raci-studio", "version": VERSION, **things, **shared}
    if document.source is not None and document.source.encrypted:
        whole["source_encrypted"] = True
    if document.source is not None and document.source.reading:
        whole[_READING] = document.source.reading
    around = _readable(whole)
    order = document.order
    chunks = [order[first : first + _AT_ONCE] for first in range(0, len(order), _AT_ONCE)]
    tasks = b",\n".join(_readable([[_lean(document.tasks[key]) for key in chunk]])[5:-5] for chunk in chunks)
    return around.replace(_NO_TASKS, b'\n "tasks": [\n' + tasks + b"\n ]", 1) if chunks else around


_NO_TASKS = b'\n "tasks": []'


def _readable(whole: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(whole, order="sorted"), indent=1)


def from_json(data: bytes, source: SourceWorkbook | None) -> Document:
    """Read `document.json`. Raise `UserError` where it is no document of ours or of a later version."""
    try:
        whole = _decoded(data)
        if not isinstance(whole, dict) or whole.get("format") != "raci-studio":
            raise msgspec.ValidationError("not a RACI Studio document")
        if whole.get("version", 0) > VERSION:
            raise UserError(
                _("The file was made by a newer version of RACI Studio."), remedy=_("Update the program to open it.")
            )
        parts = {name: whole[name] for name in (*_SHARED, _READING) if name in whole}
        for kind, name, order in (
            ("task", "tasks", "order"),
            ("person", "people", "people_order"),
            ("process", "processes", "process_order"),
        ):
            parts |= {f"{kind}/{thing['id']}": thing for thing in whole[name]}
            parts[order] = [thing["id"] for thing in whole[name]]
        if source is not None and whole.get("source_encrypted"):
            source = replace(source, encrypted=True)
        return from_parts(parts, source)
    except (msgspec.MsgspecError, KeyError, TypeError, UnicodeError) as error:
        what = _("The document inside the file is damaged ({detail}).").format(detail=error)
        raise UserError(what, remedy=_("Open a backup copy of the file.")) from error


def _decoded(data: bytes) -> Any:
    """Return what JSON says, its tasks read one by one."""
    whole = msgspec.json.decode(data, type=dict[str, msgspec.Raw] | list[msgspec.Raw] | str | float | bool | None)
    if not isinstance(whole, dict):
        return whole
    values: dict[str, Any] = {}
    for name, raw in whole.items():
        if name == "tasks":
            values[name] = [msgspec.json.decode(task) for task in msgspec.json.decode(raw, type=list[msgspec.Raw])]
        else:
            values[name] = msgspec.json.decode(raw)
    return values


def _check(document: Document) -> None:
    """Raise `msgspec.ValidationError` where ids lead nowhere, so that no later code needs to ask."""
    people, tasks, processes = document.people.keys(), document.tasks.keys(), document.processes.keys()
    fits = (
        set(document.order) == tasks
        and set(document.people_order) == people
        and set(document.process_order) == processes
        and all(
            task.process in processes
            and (not task.rescues or task.rescues in tasks)
            and all(mark.person in people for mark in task.marks)
            for task in document.tasks.values()
        )
        and all(link.before in tasks and link.after in tasks for link in document.dependencies)
        and all(people >= {*person.deputies, *person.distinct_from} for person in document.people.values())
        and all(process.owner is None or process.owner in people for process in document.processes.values())
    )
    if not fits:
        raise msgspec.ValidationError("ids lead nowhere")
