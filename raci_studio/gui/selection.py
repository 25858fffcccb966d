"""What is selected: tasks and people by their ids, one set for the matrix and all pages of a window."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from raci_studio.core.document import PersonId, TaskId
from raci_studio.gui.session import Session


class Selection(QObject):
    """The tasks and people selected in a window, in the order they were chosen; ids that are gone are left out."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks: tuple[TaskId, ...] = ()
        self._people: tuple[PersonId, ...] = ()
        session.document_opened.connect(self._forget)

    @property
    def tasks(self) -> tuple[TaskId, ...]:
        """Return the tasks that are selected."""
        return tuple(task for task in self._tasks if task in self._session.document.tasks)

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Return the people who are selected."""
        return tuple(person for person in self._people if person in self._session.document.people)

    def choose_tasks(self, tasks: Iterable[TaskId]) -> None:
        """Select these tasks and no others; the people stay."""
        self._choose(tuple(tasks), self._people)

    def choose_people(self, people: Iterable[PersonId]) -> None:
        """Select these people and no others; the tasks stay."""
        self._choose(self._tasks, tuple(people))

    def _choose(self, tasks: tuple[TaskId, ...], people: tuple[PersonId, ...]) -> None:
        if (tasks, people) != (self._tasks, self._people):
            self._tasks, self._people = tasks, people
            self.changed.emit()

    def _forget(self) -> None:
        self._choose((), ())
