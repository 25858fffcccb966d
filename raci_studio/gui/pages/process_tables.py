"""The tables of the Process page: pairs of tasks, channels and systems, who can use which channel."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from raci_studio.core import process_edits
from raci_studio.core.document import Document, PersonId, ProcessId, TaskId
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.focus import name_corner
from raci_studio.gui.matrix.delegate import row_height
from raci_studio.gui.pages.lines_table import LinesModel
from raci_studio.gui.session import Session
from raci_studio.gui.theme import tint_table

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_MOST_PEOPLE = 14  # rows shown at once; more of them scroll


class _OfProcess(LinesModel):
    """Lines that belong to one process of the session's document."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(2, parent)
        self._session = session
        self._process = ProcessId("")

    def show_process(self, process: ProcessId) -> None:
        """Show the lines of a process."""
        self._process = process
        document = self._session.document
        lines = self.lines_of(document, process) if process in document.processes else []
        self.show_lines(lines, read_only=self._session.read_only)

    def lines_of(self, document: Document, process: ProcessId) -> list[tuple[str, ...]]:
        """Return the lines of a process as texts."""
        raise NotImplementedError


class PairsModel(_OfProcess):
    """Pairs of tasks that one person must not do both of."""

    def titles(self) -> Sequence[str]:
        return _("Whoever does this…"), _("…must not do this")

    def lines_of(self, document: Document, process: ProcessId) -> list[tuple[str, ...]]:
        pairs = document.processes[process].incompatible
        return [(_row_text(document, one), _row_text(document, other)) for one, other in pairs]

    def choices(self, column: int) -> Sequence[str]:
        return list(self._rows())

    def _rows(self) -> dict[str, TaskId]:
        document = self._session.document
        return {_row_text(document, task.id): task.id for task in document.tasks_of(self._process)}

    def is_whole(self, texts: Sequence[str]) -> bool:
        return all(texts)

    def write(self, place: int | None, texts: Sequence[str]) -> bool:
        rows = self._rows()
        if not all(texts):
            self.remove([place] if place is not None else [])
            return True
        one, other = (rows[text] for text in texts)
        label = _("Pair of tasks for two people")
        return self._session.apply(label, process_edits.set_pair, self._process, place, (one, other))

    def remove(self, places: Sequence[int]) -> None:
        label = ngettext("Delete {n} pair", "Delete {n} pairs", len(places)).format(n=len(places))
        self._session.apply(label, process_edits.delete_pairs, self._process, places)


class SystemsModel(_OfProcess):
    """Channels and systems in use, with their owners."""

    def titles(self) -> Sequence[str]:
        return _("Channel or system"), _("Owner")

    def lines_of(self, document: Document, process: ProcessId) -> list[tuple[str, ...]]:
        return list(document.processes[process].systems.items())

    def words(self, column: int) -> Sequence[str]:
        document = self._session.document
        if column == 0:
            return [task.channel for task in document.tasks_of(self._process) if task.channel]
        people = document.people.values()
        return [*(person.name for person in people), *filter(None, (person.department for person in people))]

    def write(self, place: int | None, texts: Sequence[str]) -> bool:
        system, owner = texts
        if not system and place is not None:
            self.remove([place])
            return True
        label = _("Channel or system")
        return self._session.apply(label, process_edits.set_system, self._process, place, system, owner)

    def remove(self, places: Sequence[int]) -> None:
        label = ngettext("Delete {n} channel or system", "Delete {n} channels or systems", len(places))
        self._session.apply(label.format(n=len(places)), process_edits.delete_systems, self._process, places)


def _row_text(document: Document, task: TaskId) -> str:
    """Return a row by its number and name; the number makes it unlike any other."""
    name = " ".join(document.tasks[task].name.split())
    return f"{document.numbers[task]} {name}".strip()


class UseModel(QAbstractTableModel):
    """Who can use which channel: people down, the channels of a process across, a tick where they can."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._people: list[PersonId] = []
        self._channels: Mapping[str, tuple[str, ...]] = {}
        self._keys: list[str] = []

    def show_process(self, process: ProcessId) -> None:
        """Show the channels of a process and everybody who takes part in the document."""
        from raci_studio.analysis.channel_use import channels_in_use

        document = self._session.document
        channels = channels_in_use(document, process) if process in document.processes else {}
        people = list(document.people_order) if channels else []
        if people != self._people or list(channels) != self._keys:
            self.beginResetModel()
            self._people, self._channels, self._keys = people, channels, list(channels)
            self.endResetModel()
        elif people:
            self._channels = channels
            self.dataChanged.emit(self.index(0, 0), self.index(len(people) - 1, len(self._keys) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(people) - 1)

    def _said(self, index: Index) -> tuple[str, str, bool]:
        from raci_studio.analysis.channel_use import usable

        person = self._session.document.people[self._people[index.row()]]
        key = self._keys[index.column()]
        return person.name, self._channels[key][0], key in usable(person)

    # Qt

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def flags(self, index: Index) -> Qt.ItemFlag:
        shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return shown if self._session.read_only else shown | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or self._people[index.row()] not in self._session.document.people:
            return None
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if self._said(index)[2] else Qt.CheckState.Unchecked
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            name, channel, can = self._said(index)
            text = _("{name} can use {channel}") if can else _("{name}: {channel} is not ticked")
            return text.format(name=name, channel=channel)
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not index.isValid():
            return False
        from raci_studio.analysis.channel_use import ways_written

        key, document = self._keys[index.column()], self._session.document
        person = document.people[self._people[index.row()]]
        name = self._channels[key][0]
        uses = Qt.CheckState(value) == Qt.CheckState.Checked
        label = f"{person.name}: {name}"
        names = (name,) if uses else ways_written(person, key)
        return self._session.apply(label, process_edits.set_use, person.id, names, uses)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role not in (Role.DisplayRole, Role.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._channels[self._keys[section]][0] if 0 <= section < len(self._keys) else None
        people = self._session.document.people
        known = 0 <= section < len(self._people) and self._people[section] in people
        return people[self._people[section]].name if known else None


class UseTable(QTableView):
    """The ticks of who can use what, as high as the people up to a limit."""

    def __init__(self, model: UseModel) -> None:
        super().__init__()
        self.setModel(model)
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self.horizontalHeader().setHighlightSections(False)
        self.setTabKeyNavigation(False)
        model.modelReset.connect(self._fit)
        self._fit()
        tint_table(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            tint_table(self)

    def _fit(self) -> None:
        rows = min(self.model().rowCount(), _MOST_PEOPLE)
        header = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(header + rows * row_height(self) + 2 * self.frameWidth() + bar)
        self.resizeColumnsToContents()

    def name(self, title: str) -> None:
        """Name the table for screen readers."""
        self.setAccessibleName(title)
        name_corner(self)
