"""What the models of both layouts share: ids in the rows, column objects in the columns, nothing else."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from raci_studio.core.diff import Change
from raci_studio.core.document import Document, TaskId
from raci_studio.core.i18n import _
from raci_studio.gui.matrix.columns import Chip, Column, used_fields
from raci_studio.gui.matrix.commands import MatrixCommands, Write
from raci_studio.gui.matrix.painting import plain
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Cell, Finding

Role = Qt.ItemDataRole
_NONE = QModelIndex()
_ROLES = (Role.DisplayRole, Role.EditRole, Role.ToolTipRole, Role.AccessibleTextRole)
_MANY = 40
# Made once: joining flags takes longer than all else a view asks of a cell.
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _SHOWN | Qt.ItemFlag.ItemIsEditable


class MatrixModel(QAbstractTableModel):
    """Show the session's document as a table; the numbers 1…n are the vertical header."""

    layout_name = ""

    def __init__(self, session: Session, commands: MatrixCommands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._commands = session, commands
        self._document = session.document
        self._rows: list[TaskId] = list(self._document.order)
        self._row_of: dict[TaskId, int] = {}
        self._used: frozenset[str] = frozenset()
        self._columns: list[Column] = []
        self._findings: dict[tuple[TaskId, str], list[Finding]] = {}
        self._reset()
        session.document_changed.connect(self._document_changed)
        session.document_opened.connect(self._document_opened)
        session.findings_changed.connect(self._findings_changed)

    def make_columns(self, document: Document) -> list[Column]:
        """Return the columns of this layout."""
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

    def task_at(self, row: int) -> TaskId:
        """Return the task of a row."""
        return self._rows[row]

    def row_of(self, task: TaskId) -> int:
        """Return the row of a task, -1 where it is not shown."""
        return self._row_of.get(task, -1)

    def column_of(self, key: str) -> int:
        """Return the position of a column by its key, -1 where it is not shown."""
        return next((place for place, column in enumerate(self._columns) if column.key == key), -1)

    def index_of(self, task: TaskId, key: str) -> QModelIndex:
        """Return the index of a cell by ids, an invalid one where it is not shown."""
        row, column = self.row_of(task), self.column_of(key)
        return self.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def index_of_cell(self, cell: "Cell") -> QModelIndex:
        """Return the index where a finding's cell is shown: the task's name where it has no column here."""
        index = self.index_of(cell.task, self._key_of_cell(cell))
        return index if index.isValid() else self.index_of(cell.task, "name")

    def findings_at(self, row: int, column: int) -> "list[Finding]":
        """Return the findings about a cell, the worst first."""
        return self._findings.get((self._rows[row], self._columns[column].key), [])

    def cell(self, row: int, column: int) -> tuple[str, tuple[Chip, ...], str]:
        """Return text, chips and worst severity ("" for none): all the delegate needs, in one call."""
        task = self._document.tasks[self._rows[row]]
        held = self._columns[column]
        found = self._findings.get((task.id, held.key)) if self._findings else None
        worst = str(found[0].severity) if found else ""
        return held.text(self._document, task), held.chips(self._document, task), worst

    def remark_at(self, row: int, column: int) -> str:
        """Return the client's comment on a cell; those on cells that have no column here stand on the name."""
        return self._brought(self._document.tasks[self._rows[row]].remarks, self._columns[column].key)

    def link_at(self, row: int, column: int) -> str:
        """Return where the client's link in a cell leads, the first one where there are several."""
        links = self._brought(self._document.tasks[self._rows[row]].links, self._columns[column].key)
        return links.partition("\n")[0]

    def _brought(self, texts: Mapping[str, str], key: str) -> str:
        if not texts or key != "name":
            return texts.get(key, "")
        keys = {column.key for column in self._columns} - {"name"}
        return "\n".join(texts[held] for held in sorted(texts.keys() - keys, key=lambda held: held != "name"))

    def retranslate(self) -> None:
        """Tell the views that the headers speak another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(self._columns) - 1, 0))

    # Changes

    def _document_opened(self) -> None:
        self.beginResetModel()
        self._document = self._session.document
        self._rows = list(self._document.order)
        self._used = frozenset()
        self._reset()
        self.endResetModel()

    def _reset(self) -> None:
        self._row_of = {task: row for row, task in enumerate(self._rows)}
        self._used |= used_fields(self._document.tasks)
        self._columns = self.make_columns(self._document)
        self._index_findings()

    def _document_changed(self, change: Change) -> None:
        document = self._session.document
        self._used |= used_fields({task: document.tasks[task] for task in change.tasks | change.tasks_added})
        if [column.key for column in self.make_columns(document)] != [column.key for column in self._columns]:
            self._document_reshaped()
            return
        self._remove(change.tasks_removed)
        self._document = document
        self._sort(change)
        self._insert(change.tasks_added)
        self._tell_changed(change)

    def _document_reshaped(self) -> None:
        """Start over where columns come or go; the view brings its selection back by ids."""
        self.beginResetModel()
        self._document = self._session.document
        self._rows = list(self._document.order)
        self._reset()
        self.endResetModel()

    def _remove(self, gone: Iterable[TaskId]) -> None:
        for first, last in reversed(_ranges(self._row_of[task] for task in gone)):
            self.beginRemoveRows(_NONE, first, last)
            del self._rows[first : last + 1]
            self._row_of = {task: row for row, task in enumerate(self._rows)}
            self.endRemoveRows()

    def _sort(self, change: Change) -> None:
        rows = self._rows
        if change.tasks_order:
            rows = [task for task in self._document.order if task not in change.tasks_added]
        if rows == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        tasks = [self._rows[index.row()] for index in old]
        self._rows = rows
        self._row_of = {task: row for row, task in enumerate(rows)}
        moved = [self.index(self._row_of[task], index.column()) for task, index in zip(tasks, old, strict=True)]
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    def _insert(self, new: frozenset[TaskId]) -> None:
        if not new:
            return
        order = self._document.order
        for first, last in _ranges(row for row, task in enumerate(order) if task in new):
            self.beginInsertRows(_NONE, first, last)
            self._rows[first:first] = order[first : last + 1]
            self._row_of = {task: row for row, task in enumerate(self._rows)}
            self.endInsertRows()

    def _tell_changed(self, change: Change) -> None:
        last = len(self._columns) - 1
        if not self._rows:
            return
        if change.people:
            self._tell_people(change)
        if change.processes and (place := self.column_of("process")) >= 0:
            self.dataChanged.emit(self.index(0, place), self.index(len(self._rows) - 1, place))
        if change.tasks_order:  # the numbers of rows changed, and with them what predecessors say
            place = self.column_of("predecessors")
            self.dataChanged.emit(self.index(0, place), self.index(len(self._rows) - 1, place))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._rows) - 1)
        ranges = _ranges(self._row_of[task] for task in change.tasks)
        if len(ranges) > _MANY:
            ranges = [(ranges[0][0], ranges[-1][1])]
        for first, end in ranges:
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))

    def _tell_people(self, change: Change) -> None:
        """Refresh names: chips in the list layout, headers in the grid."""
        places = [place for place, column in enumerate(self._columns) if column.is_role]
        if places:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, places[0], places[-1])
            self.dataChanged.emit(self.index(0, places[0]), self.index(len(self._rows) - 1, places[-1]))

    def _findings_changed(self) -> None:
        before = self._findings
        self._index_findings()
        after = self._findings
        changed = {place[0] for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
        rows = [self._row_of[task] for task in changed if task in self._row_of]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(self._columns) - 1))

    def _index_findings(self) -> None:
        keys = {column.key for column in self._columns}
        found: dict[tuple[TaskId, str], list[Finding]] = {}
        for finding in self._session.findings:
            for cell in finding.cells:
                key = self._key_of_cell(cell)
                place = (cell.task, key if key in keys else "name")
                held = found.setdefault(place, [])  # the worst come first: the analysis sorts them
                if not held or held[-1] is not finding:
                    held.append(finding)
        self._findings = found

    def _key_of_cell(self, cell: "Cell") -> str:
        return cell.field

    # Qt

    def rowCount(self, parent: QModelIndex = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = _NONE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _SHOWN if self._session.read_only else _EDITABLE

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in _ROLES:
            return None
        column = self._columns[index.column()]
        text = column.text(self._document, self._document.tasks[self._rows[index.row()]])
        if role in (Role.DisplayRole, Role.EditRole):
            return text
        if role == Role.ToolTipRole:
            return plain(self._described(text, index, "\n")) or None
        return self._described(text, index, ". ") or None

    def _described(self, text: str, index: QModelIndex, joint: str) -> str:
        """Return the text with what the findings and the client say, for the tooltip and for screen readers."""
        said = [text]
        if findings := self.findings_at(index.row(), index.column()):
            from raci_studio.analysis.texts import message

            said += (f"{finding.code}: {message(finding, self._document)}" for finding in findings)
        if remark := self.remark_at(index.row(), index.column()):
            said.append(_("Client's comment: {text}").format(text=remark))
        if link := self.link_at(index.row(), index.column()):
            said.append(_("Link (Ctrl+click opens it): {link}").format(link=link))
        return joint.join(filter(None, said))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Role.DisplayRole else None
        if not 0 <= section < len(self._columns):
            return None
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self._columns[section].title(self._document)
        return self._columns[section].tooltip(self._document) if role == Role.ToolTipRole else None

    def setData(self, index: QModelIndex, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid():
            return False
        column, task = self._columns[index.column()], self._rows[index.row()]
        if str(value) == column.text(self._document, self._document.tasks[task]):
            return False
        return self._commands.write([Write(task, column, str(value))])


def _ranges(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return sorted runs (first, last) of consecutive rows."""
    runs = groupby(enumerate(sorted(rows)), key=lambda pair: pair[1] - pair[0])
    found = [[row for _place, row in run] for _key, run in runs]
    return [(run[0], run[-1]) for run in found]
