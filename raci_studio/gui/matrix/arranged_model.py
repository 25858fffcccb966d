"""Rows and columns of the matrix as the session's arrangement has them, and how they follow every change.

What is filtered out, folded away or hidden is not in the model. After an edit a row stays where it is, whatever the
filter says, until the filter is applied again.
"""

from collections.abc import Collection

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from raci_studio.core.arranged_rows import Section, section_of, shown_tasks, sorted_tasks, with_sections
from raci_studio.core.arrangement import Arrangement
from raci_studio.core.diff import Change
from raci_studio.core.document import Document, TaskId
from raci_studio.core.i18n import _
from raci_studio.gui.matrix.columns import OPTIONAL_FIELDS, Column, used_fields
from raci_studio.gui.matrix.commands import MatrixCommands
from raci_studio.gui.matrix.rows import Rows, ranges, with_added
from raci_studio.gui.session import Session

_NONE = QModelIndex()
_MANY = 40  # runs of rows
_MANY_ROWS = 1000


class ArrangedModel(QAbstractTableModel):
    """Keep ids in the rows and column objects in the columns; what the cells hold is the part of `MatrixModel`."""

    def __init__(self, session: Session, commands: MatrixCommands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._commands = session, commands
        self._document = session.document
        self._tasks: list[TaskId] = []  # those that passed the filters, as sorted
        self._rows = Rows()
        self._used: frozenset[str] = frozenset()
        self._columns: list[Column] = []
        self._places: dict[str, int] = {}  # of the columns, by key
        self._awaits_findings = False
        self._reset()
        session.document_changed.connect(self._document_changed)
        session.document_opened.connect(self._document_opened)
        session.arrangement_changed.connect(self._arrangement_changed)

    def make_columns(self, document: Document) -> list[Column]:
        """Return the columns of this layout."""
        raise NotImplementedError

    def found_cells(self) -> set[tuple[TaskId, str]]:
        """Return the cells with findings by task and column key."""
        raise NotImplementedError

    def _forget_findings(self) -> None:
        """Drop what is kept by column key: the columns are others."""
        raise NotImplementedError

    # Ids

    @property
    def columns(self) -> list[Column]:
        """Return the columns as they stand."""
        return self._columns

    @property
    def document(self) -> Document:
        """Return the document that is shown."""
        return self._document

    @property
    def rows(self) -> Rows:
        """Return the rows as they stand; nobody else writes to them."""
        return self._rows

    @property
    def tasks(self) -> list[TaskId]:
        """Return the tasks that pass the filters, those folded away too."""
        return self._tasks

    @property
    def hidden_columns(self) -> list[Column]:
        """Return the columns of this layout that are hidden, in their order."""
        shown = {column.key for column in self._columns}
        return [column for column in self.make_columns(self._document) if column.key not in shown]

    def task_at(self, row: int) -> TaskId:
        """Return the task of a row, "" for the head of a section."""
        return self._rows.task_at(row)

    def section_at(self, row: int) -> Section | None:
        """Return the section whose head a row is, None for a task."""
        return self._rows.section_at(row)

    def section_title(self, section: Section) -> str:
        """Return what the head of a section says: its process, where there are several, and its step."""
        step = section.step or _("(no step)")
        several = len(self._document.processes) > 1
        return f"{self._document.processes[section.process].name} · {step}" if several else step

    def row_of(self, task: str) -> int:
        """Return the row of a task or of a section's head, -1 where it is not shown."""
        return self._rows.places.get(task, -1)

    def column_of(self, key: str) -> int:
        """Return the position of a column by its key, -1 where it is not shown."""
        return self._places.get(key, -1)

    def index_of(self, task: TaskId, key: str) -> QModelIndex:
        """Return the index of a cell by ids, an invalid one where it is not shown."""
        row, column = self.row_of(task), self.column_of(key)
        return self.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def show_field(self, key: str) -> None:
        """Show the column of an optional field although no task uses it yet, until another document is opened."""
        if key in OPTIONAL_FIELDS and key not in self._used:
            self._used |= {key}
            self._reshape(self._document, self._shown_columns(self._document))

    # Changes

    def _document_opened(self) -> None:
        self._used = frozenset()
        self._start_over()

    def _start_over(self) -> None:
        self.beginResetModel()
        self._document = self._session.document
        self._reset()
        self.endResetModel()

    def _reset(self) -> None:
        self._used |= used_fields(self._document.tasks.values())
        self._set_columns(self._shown_columns(self._document))
        self._filter()
        self._rows = self._grouped(self._document)

    def _set_columns(self, columns: list[Column]) -> None:
        self._columns = columns
        self._places = {column.key: place for place, column in enumerate(columns)}
        self._forget_findings()

    @property
    def arrangement(self) -> Arrangement:
        """Return how rows and columns are arranged here."""
        return self._session.arrangement

    def _shown_columns(self, document: Document) -> list[Column]:
        columns = {column.key: column for column in self.make_columns(document)}
        return [columns[key] for key in self.arrangement.shown_keys(list(columns))]

    def _filter(self) -> None:
        by_findings = any(held.findings for held in self.arrangement.filters.values())
        self._awaits_findings = by_findings and self._session.analysis is None
        found = self.found_cells() if by_findings else ()
        self._tasks = shown_tasks(self._document, self.arrangement, found)

    def _grouped(self, document: Document) -> Rows:
        return Rows(with_sections(document, self.arrangement, self._tasks))

    # Arranging

    def _arrangement_changed(self, before: Arrangement) -> None:
        after = self.arrangement
        if (after.hidden, after.order) != (before.hidden, before.order):
            self._start_over()
        elif after.filters != before.filters:
            self.filter_again()
        elif after.sort != before.sort:
            shown = set(self._tasks)
            in_order = [task for task in self._document.order if task in shown]
            self._tasks = sorted_tasks(self._document, after.sort, in_order)
            self._show(self._document, self._grouped(self._document))
        elif (after.grouped, after.collapsed) != (before.grouped, before.collapsed):
            self._show(self._document, self._grouped(self._document))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(self._columns) - 1, 0))

    def filter_again(self) -> None:
        """Show the rows that pass the filters now, sorted as they are now."""
        self._filter()
        self._show(self._document, self._grouped(self._document))

    def reveal(self, task: TaskId) -> None:
        """Show a task that is filtered out or folded away, until the filter is applied again."""
        if task not in self._document.tasks or self.row_of(task) >= 0:
            return
        if task not in set(self._tasks):
            self._keep_tasks(self._document, frozenset([task]))
            self._show(self._document, self._grouped(self._document))
        section = section_of(self._document, task)
        if section in self.arrangement.collapsed:
            self._session.arrange(collapsed=self.arrangement.collapsed - {section})

    def _keep_tasks(self, document: Document, added: frozenset[TaskId]) -> None:
        """Take the rows that are shown, those that are new and none that is gone, as far as sorting lets them stand."""
        held = document.tasks
        if not self.arrangement.filters and self.arrangement.sort is None:
            self._tasks = list(document.order)
            return
        kept = [task for task in self._tasks if task in held]
        if self.arrangement.sort is None:
            wanted = added.union(kept)
            self._tasks = [task for task in document.order if task in wanted]
        else:
            self._tasks = with_added(kept, added, document.order)

    def _document_changed(self, change: Change) -> None:
        document = self._session.document
        self._used |= used_fields([document.tasks[task] for task in change.tasks | change.tasks_added])
        if change.tasks_added or change.tasks_removed or change.tasks_order:
            self._keep_tasks(document, change.tasks_added)
        columns = self._shown_columns(document)
        if [column.key for column in columns] != list(self._places):
            self._reshape(document, columns)
            return
        moved = change.tasks_added or change.tasks_removed or change.tasks_order
        if moved or (self.arrangement.grouped and (change.tasks or change.processes)):
            self._show(document, self._grouped(document))
        self._document = document
        self._tell_changed(change)

    def _reshape(self, document: Document, columns: list[Column]) -> None:
        """Start over with the same tasks where columns come or go; the view brings its selection back by ids."""
        self.beginResetModel()
        self._document = document
        self._set_columns(columns)
        self._rows = self._grouped(document)
        self.endResetModel()

    def _show(self, document: Document, target: Rows) -> None:
        """Get from the rows on the screen to others in the smallest steps, or in one where there are many."""
        held = self._rows
        gone = ranges(held.places[key] for key in held.places.keys() - target.places.keys())
        new = ranges(target.places[key] for key in target.places.keys() - held.places.keys())
        if len(gone) + len(new) > _MANY:
            self.beginResetModel()
            self._document, self._rows = document, target
            self.endResetModel()
            return
        for first, last in reversed(gone):
            self.beginRemoveRows(_NONE, first, last)
            del held.keys[first : last + 1]
            held.count()
            self.endRemoveRows()
        self._document = document
        renamed = [key for key, section in held.sections.items() if target.sections.get(key) not in (None, section)]
        held.sections = target.sections
        self._sort([key for key in target.keys if key in held.places] if new else target.keys)
        for first, last in new:
            self.beginInsertRows(_NONE, first, last)
            held.keys[first:first] = target.keys[first : last + 1]
            held.count()
            self.endInsertRows()
        for key in renamed:
            row = held.places[key]
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))

    def _sort(self, keys: list[str]) -> None:
        rows = self._rows
        if keys == rows.keys:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [rows.keys[index.row()] for index in old]
        rows.keys = keys
        rows.count()
        moved = [self.index(rows.places[key], index.column()) for key, index in zip(held, old, strict=True)]
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    def _tell_changed(self, change: Change) -> None:
        if not self._rows.keys:
            return
        if change.people:
            self._tell_people(change)
        if "extra_types" in change.rest:
            self._tell_types()
        if "settings" in change.rest:  # the title of durations says what they count
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        if change.processes and (place := self.column_of("process")) >= 0:
            self.dataChanged.emit(self.index(0, place), self.index(len(self._rows.keys) - 1, place))
        if change.tasks_order:  # the numbers of rows changed, and with them what predecessors say
            if (place := self.column_of("predecessors")) >= 0:
                self.dataChanged.emit(self.index(0, place), self.index(len(self._rows.keys) - 1, place))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._rows.keys) - 1)
        self._tell_rows(change.tasks)
        if change.tasks:  # a row may have become a scenario: the sign stands beside its number
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._rows.keys) - 1)

    def _tell_rows(self, tasks: Collection[TaskId]) -> None:
        """Refresh whole rows; where they are many, others too."""
        places, last = self._rows.places, len(self._columns) - 1
        if len(tasks) > _MANY_ROWS:
            runs = [(0, len(self._rows.keys) - 1)]
        else:
            rows = [places[task] for task in tasks if task in places]
            runs = ranges(rows)
            if len(runs) > _MANY:
                runs = [(min(rows), max(rows))]
        for first, end in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))

    def _tell_types(self) -> None:
        """Refresh the extra columns: their texts are shown, and their headers told, in another way."""
        for place, column in enumerate(self._columns):
            if column.key.startswith("extra:"):
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)
                self.dataChanged.emit(self.index(0, place), self.index(len(self._rows.keys) - 1, place))

    def _tell_people(self, change: Change) -> None:
        """Refresh names: chips in the list layout, headers in the grid."""
        places = [place for place, column in enumerate(self._columns) if column.is_role]
        if places:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, places[0], places[-1])
            self.dataChanged.emit(self.index(0, places[0]), self.index(len(self._rows.keys) - 1, places[-1]))
