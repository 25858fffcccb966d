"""The matrix that comes of a table as it is declared: tasks as rows, people as columns with their letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication

from raci_studio.core.i18n import _
from raci_studio.core.scheme import RoleKind
from raci_studio.excel.plan import FIELDS
from raci_studio.excel.reading import TableContent, TaskContent
from raci_studio.gui import theme
from raci_studio.gui.import_review import meanings

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_FIRST = ("process", "step", "task")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `kind` is "row", "field", "person" or "extra"."""

    kind: str
    name: str = ""


class ResultModel(QAbstractTableModel):
    """Show the content of one table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: Sequence[TaskContent] = ()
        self._letters: Mapping[str, str] = {}
        self.columns: tuple[Column, ...] = ()

    def show_content(self, content: TableContent | None, letters: Mapping[str, str]) -> None:
        """Show another content; `letters` maps each letter to its kind."""
        self.beginResetModel()
        self._tasks, self._letters = (content.tasks if content else ()), letters
        self.columns = _columns(content) if content else ()
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._tasks)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        task, column = self._tasks[index.row()], self.columns[index.column()]
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return self.text(task, column)
        if column.kind == "row" and role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if column.kind == "person":
            if role == _ROLE.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            if role in (_ROLE.BackgroundRole, _ROLE.ForegroundRole):
                return self._colour(task, column.name, fill=role == _ROLE.BackgroundRole)
        return None

    def text(self, task: TaskContent, column: Column) -> str:
        """Return what a cell shows."""
        if column.kind == "person":
            return "/".join(letters_of(task, column.name))
        if column.kind == "extra":
            return task.extras.get(column.name, "")
        return str(task.row) if column.kind == "row" else str(getattr(task, column.name))

    def _colour(self, task: TaskContent, name: str, *, fill: bool) -> QColor | None:
        letters = letters_of(task, name)
        if not letters:
            return None
        kind = self._letters.get(letters[0])
        dark = theme.is_dark(QGuiApplication.palette())
        return theme.kind_colours(RoleKind(kind) if kind else None, dark)[1 if fill else 0]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        if role not in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        column = self.columns[section] if section < len(self.columns) else Column("extra")
        if column.kind == "row":
            return _("Row")
        return _(meanings.COLUMN_TITLES[column.name]) if column.kind == "field" else column.name


def letters_of(task: TaskContent, name: str) -> list[str]:
    """Return the letters a person has in a task."""
    return [letter for letter, names in task.roles.items() if name in names]


def _columns(content: TableContent) -> tuple[Column, ...]:
    """Return the task, the people, and the texts that some task has."""
    used = [name for name in FIELDS if any(getattr(task, name) for task in content.tasks)]
    extras: dict[str, None] = {}
    for task in content.tasks:
        extras.update(dict.fromkeys(task.extras))
    return (
        Column("row"),
        *(Column("field", name) for name in _FIRST if name in used or name == "task"),
        *(Column("person", name) for name in content.people),
        *(Column("field", name) for name in used if name not in _FIRST),
        *(Column("extra", name) for name in extras),
    )
