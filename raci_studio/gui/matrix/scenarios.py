"""Rows that say what happens instead of another row: how they are marked, and the question which row they rescue."""

from collections.abc import Sequence

from PySide6.QtWidgets import QInputDialog, QWidget

from raci_studio.core import edits
from raci_studio.core.document import Document, TaskId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.gui.session import Session

ALTERNATIVE, NEGATIVE = "alternative", "negative"
SIGNS = {ALTERNATIVE: "↪", NEGATIVE: "↯"}
"""What stands before the number of a row that is a scenario; every common font of a desktop has them."""


def scenario_said(document: Document, task: TaskId) -> str:
    """Return what a row is instead of which other, in a sentence; "" for an ordinary row."""
    row = document.tasks[task]
    if not row.scenario or row.rescues not in document.tasks:
        return ""
    number, name = document.number_of(row.rescues), " ".join(document.tasks[row.rescues].name.split())
    text = _("Another way to do row {number} “{name}”")
    if row.scenario == NEGATIVE:
        text = _("What is done if row {number} “{name}” goes wrong")
    return text.format(number=number, name=name)


def rescuers(document: Document, task: TaskId) -> tuple[TaskId, ...]:
    """Return the rows that say what happens instead of a row, in their order."""
    found = [other.id for other in document.tasks.values() if other.rescues == task and other.scenario]
    return tuple(sorted(found, key=document.number_of))


def may_be_rescued(document: Document, tasks: Sequence[TaskId]) -> tuple[TaskId, ...]:
    """Return the rows that some rows may be scenarios of: ordinary ones of the first row's process."""
    process, own = document.tasks[tasks[0]].process, set(tasks)
    return tuple(task.id for task in document.tasks_of(process) if not task.scenario and task.id not in own)


def make_scenario(session: Session, tasks: Sequence[TaskId], scenario: str, parent: QWidget) -> bool:
    """Ask which row some rows are instead of, and mark them; return whether that changed something."""
    document = session.document
    if not tasks or not session.check_writable():
        return False
    choices = may_be_rescued(document, tasks)
    if not choices:
        what = _("There is no other row of the process that this one could stand in for.")
        session.refused.emit(UserError(what, remedy=_("Add the row of the plan first.")))
        return False
    titles = [f"{document.number_of(task)} {' '.join(document.tasks[task].name.split())}" for task in choices]
    title = _("An alternative of another row")
    question = _("Which row is this another way of?")
    if scenario == NEGATIVE:
        title, question = _("What is done if a row goes wrong"), _("Which row is this for, if it goes wrong?")
    said, was_said = QInputDialog.getItem(parent, title, question, titles, _likely(document, tasks, choices), False)
    if not was_said:
        return False
    return session.apply(title, set_scenarios, tuple(tasks), choices[titles.index(said)], scenario)


def _likely(document: Document, tasks: Sequence[TaskId], choices: Sequence[TaskId]) -> int:
    """Return the place of the row that is likely meant: what it stands for already, else the nearest one above."""
    rescued = document.tasks[tasks[0]].rescues
    if rescued in choices:
        return choices.index(rescued)
    number = document.number_of(tasks[0])
    return max(sum(document.number_of(choice) < number for choice in choices) - 1, 0)


def make_ordinary(session: Session, tasks: Sequence[TaskId]) -> bool:
    """Make rows ordinary ones again; return whether that changed something."""
    return session.apply(_("An ordinary row"), set_scenarios, tuple(tasks), TaskId(""), "")


def set_scenarios(document: Document, tasks: Sequence[TaskId], rescues: TaskId, scenario: str) -> Document:
    """Say of several rows that they are scenarios of one, "" for ordinary rows. Raise `UserError` as the edit does."""
    for task in tasks:
        document = edits.set_scenario(document, task, rescues, scenario)
    return document
