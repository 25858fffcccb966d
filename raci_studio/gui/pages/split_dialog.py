"""The question how one participant becomes several: their names, and who takes over which rows."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.document import Document, PersonId, TaskId, fold_name
from raci_studio.core.i18n import _
from raci_studio.gui.theme import outlined, program_palette, table_palette

_BETWEEN = re.compile(r"\s*(?:[/,;&+|\n]|\s(?:and|и|или|or)\s)\s*", re.IGNORECASE)
Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


def names_in(name: str) -> list[str]:
    """Return the names that one holds: "Sales / Marketing" two, "Anna Petrova" one."""
    return _distinct(_BETWEEN.split(name))


def _distinct(names: Iterable[str]) -> list[str]:
    """Return names without blanks around, of several spellings of one the first."""
    found: dict[str, str] = {}
    for name in (" ".join(name.split()) for name in names):
        if name:
            found.setdefault(fold_name(name), name)
    return list(found.values())


class SplitRows(QAbstractTableModel):
    """A line for each row of the person, a box to tick for each name; every row keeps at least one."""

    def __init__(self, document: Document, person: PersonId, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self.tasks = [task for task in document.tasks_in_order() if task.letters(person)]
        self._person = person
        self.names: list[str] = []
        self.left_out: set[tuple[str, TaskId]] = set()  # names as they are compared

    def set_names(self, names: list[str]) -> None:
        self.beginResetModel()
        self.names = names
        self.endResetModel()

    def parts(self) -> dict[str, frozenset[TaskId]]:
        """Return who takes over the letters on which tasks."""
        return {
            name: frozenset(task.id for task in self.tasks if (fold_name(name), task.id) not in self.left_out)
            for name in self.names
        }

    # Qt

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.tasks)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.names) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        task = self.tasks[index.row()]
        letters = "/".join(task.letters(self._person))
        title = f"{self._document.number_of(task.id)} {' '.join(task.name.split())}"
        if index.column() == 0:
            texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return f"{title}  ({letters})" if role in texts else None
        name = self.names[index.column() - 1]
        if role == Qt.ItemDataRole.CheckStateRole:
            out = (fold_name(name), task.id) in self.left_out
            return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
        return f"{name}, {title}" if role == Qt.ItemDataRole.AccessibleTextRole else None

    def setData(self, index: Index, value, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.column():
            return False
        task = self.tasks[index.row()].id
        key = fold_name(self.names[index.column() - 1]), task
        if key in self.left_out:
            self.left_out.discard(key)
        elif sum((fold_name(name), task) not in self.left_out for name in self.names) > 1:
            self.left_out.add(key)
        else:
            return False  # nobody would be left on the row
        self.dataChanged.emit(index, index)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.names[section - 1] if section else _("Row")
        return None


class SplitDialog(QDialog):
    """Ask into whom a person is split. `parts` are the names, each with the tasks it takes over."""

    def __init__(self, document: Document, person: PersonId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        held = document.people[person]
        self.setWindowTitle(_("Split “{name}”").format(name=held.name))
        label = QLabel(_("&Names, one on each line:"))
        self.names = QPlainTextEdit()
        self.names.setTabChangesFocus(True)
        self.names.setPlainText("\n".join(names_in(held.name)))
        self.names.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 14)
        self.names.setAccessibleName(_("Names, one on each line"))
        label.setBuddy(self.names)
        self.model = SplitRows(document, person, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setPalette(outlined(table_palette()) if self.model.tasks else program_palette())
        self.table.verticalHeader().hide()
        self.table.setAccessibleName(_("Who takes over which row"))
        self.table.setTabKeyNavigation(False)
        self._said = QLabel(_("Who takes over which row? Every row keeps at least one of them."), wordWrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (label, self.names, self._said, self.table, self.buttons):
            column.addWidget(widget)
        column.setStretchFactor(self.table, 1)
        self.names.textChanged.connect(self._follow_names)
        self._follow_names()
        self.resize(620, 480)

    @property
    def parts(self) -> dict[str, frozenset[TaskId]]:
        """Return who takes over the letters on which tasks."""
        return self.model.parts()

    def _follow_names(self) -> None:
        names = _distinct(self.names.toPlainText().splitlines())
        self.model.set_names(names)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(len(names) > 1)
        ok.setToolTip("" if len(names) > 1 else _("To split somebody takes two different names or more."))
