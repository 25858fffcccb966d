"""Resolve the predecessors a client typed: task numbers, WBS codes or ids, "2fs", "3FS+2 days", "1.1.1 Title"."""

import re

import msgspec

from raci_studio.excel.names import folded, is_nobody
from raci_studio.excel.notes import ImportNote
from raci_studio.excel.tasks import TableContent, TaskContent

_ITEM = re.compile(
    r"(?P<id>[A-Za-zА-Яа-я]*[-_]?\d+(?:[._-]\d+)*)\s*(?P<type>fs|ss|ff|sf|он|нн|оо|но)?\s*(?P<lag>[+-]\s*\d+(?:[.,]\d+)?)?\s*"
    r"(?P<unit>d|days?|w|weeks?|h|hours?|ed|д|дн|дней|дня|день|н|нед|ч|t|tage?|j|jours?)?\.?(?P<rework>\s*↺)?(?=$|\s|[-–—:(])",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"\d+\.\d+")
_PREFIX = re.compile(r"^\s*(\d+(?:\.\d+)*)[.)]?(?:\s|$)")


class Link(msgspec.Struct, frozen=True):
    """A task waits for the task in ``row``; links of one non-empty ``alternative`` are alternatives.

    By a link with ``rework`` work comes back from that row; nothing waits for it.
    """

    row: int | str
    lag_days: float = 0.0
    alternative: str = ""
    rework: bool = False


Links = dict[int | str, list[Link]]


def resolve(content: TableContent) -> tuple[Links, list[ImportNote]]:
    """Return row -> its links, and notes about what is no task of this table."""
    waiting = [t for t in content.tasks if (p := t.predecessors) and (p.isdigit() or not is_nobody(p))]
    rows = rows_by_number(content) if waiting else {}
    if any(task.predecessors not in rows for task in waiting):
        rows = rows_by_name(content.tasks) | rows
    links: Links = {}
    notes: list[ImportNote] = []
    for task in waiting:
        found, lost = resolve_one(task, rows)
        if found:
            links[task.row] = found
        if lost:
            cell = task.cells.get("predecessors", "")
            notes.extend(ImportNote(cell, "unresolved-predecessor", {"text": text}) for text in lost)
    return links, notes


def rows_by_number(content: TableContent) -> dict[str, int | str]:
    """Return the rows by the tasks' own numbers, or by their place where they have none."""
    rows: dict[str, int | str] = {}
    tasks, places = content.tasks, content.places()
    numbered = any(task.number for task in tasks)
    for index, task in zip(places, tasks):
        if task.number.isdigit():  # nearly every one of a large table
            rows.setdefault(task.number, task.row)
            continue
        match = None if task.number else _PREFIX.match(task.task)
        identity = task.number or (match[1] if match else "" if numbered else str(index))
        if identity:
            rows.setdefault(identity.casefold(), task.row)
            rows.setdefault(identity.casefold().removesuffix(".0"), task.row)
    for task in tasks:  # 3.10 may be called 3.1 where nothing else is
        if task.number.endswith("0") and _FRACTION.fullmatch(task.number):
            rows.setdefault(task.number.rstrip("0").rstrip("."), task.row)
    if not numbered:
        for index, task in zip(places, tasks):
            rows.setdefault(str(index), task.row)
    return rows


def rows_by_name(tasks: tuple[TaskContent, ...]) -> dict[str, int | str]:
    """Return the rows by the tasks' names, folded; of several of one name the first."""
    return {folded(task.task): task.row for task in reversed(tasks)}


def resolve_one(task: TaskContent, rows: dict[str, int | str]) -> tuple[list[Link], list[str]]:
    """Return the links of one task, and the parts that name none of the rows, which are by number or folded name."""
    row = rows.get(task.predecessors) if task.predecessors.isdigit() else None
    if row is not None and row != task.row:
        return [Link(row)], []
    found: dict[int | str, Link] = {}
    lost = []
    for number, part in enumerate(re.split(r"[;,\n]", task.predecessors)):
        choices = [choice.strip() for choice in part.split("|") if choice.strip()]
        for choice in choices:
            match = _ITEM.match(choice)
            row = rows.get(folded(choice)) or (rows.get(match["id"].casefold()) if match else None)
            if row is None or row == task.row:
                lost.append(choice)
            else:
                rework = match is not None and match["rework"] is not None
                found.setdefault(row, Link(row, _lag_days(match), str(number) if len(choices) > 1 else "", rework))
    return list(found.values()), lost


def _lag_days(match: re.Match[str] | None) -> float:
    if match is None or not match["lag"]:
        return 0.0
    lag = float(match["lag"].replace(" ", "").replace(",", "."))
    unit = (match["unit"] or "d").casefold()
    if unit.startswith(("w", "н")):
        return lag * 5
    return lag / 8 if unit.startswith(("h", "ч")) else lag
