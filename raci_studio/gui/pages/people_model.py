"""The model of the People page: a row per person, sorted and filtered by a proxy over it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from raci_studio.core.document import Person, PersonId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.gui.matrix.commands import AskNames
from raci_studio.gui.matrix.painting import plain
from raci_studio.gui.pages.figures import Figures
from raci_studio.gui.pages.people_columns import Kind, Measured, PeopleColumn, people_columns, text_of, value_of
from raci_studio.gui.pages.people_writes import PersonWrite, Refusal, refusal, unknown_in, write_cells
from raci_studio.gui.session import Session

Role = Qt.ItemDataRole
SORT_ROLE = Role.UserRole
Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE, _CHECKABLE = _SHOWN | Qt.ItemFlag.ItemIsEditable, _SHOWN | Qt.ItemFlag.ItemIsUserCheckable


class PeopleModel(QAbstractTableModel):
    """Everybody in the order of the document. It follows the document when it is told to, see `refresh`."""

    def __init__(self, session: Session, figures: Figures, ask: AskNames, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._figures, self._ask = session, figures, ask
        self._people: list[PersonId] = []
        self.columns: list[PeopleColumn] = []

    def refresh(self) -> None:
        """Show the people as they are now; their rows come, go and move one by one where they are few."""
        document = self._session.document
        columns, people = people_columns(document), list(document.people_order)
        if columns != self.columns or (people != self._people and not self._added_or_gone(people)):
            self.beginResetModel()
            self.columns, self._people = columns, people
            self.endResetModel()
        elif people:
            self.dataChanged.emit(self.index(0, 0), self.index(len(people) - 1, len(columns) - 1))

    def _added_or_gone(self, people: list[PersonId]) -> bool:
        """Add those at the end and take away those that are gone; False where the order is another one."""
        left = set(people)
        kept = [person for person in self._people if person in left]
        if kept != people[: len(kept)]:
            return False
        for row in range(len(self._people) - 1, -1, -1):
            if self._people[row] not in left:
                self.beginRemoveRows(_NONE, row, row)
                del self._people[row]
                self.endRemoveRows()
        if len(people) > len(kept):
            self.beginInsertRows(_NONE, len(kept), len(people) - 1)
            self._people = people
            self.endInsertRows()
        return True

    def person_at(self, row: int) -> Person:
        """Return the person of a row, by its name's last known state where they are gone."""
        key = self._people[row]
        return self._session.document.people.get(key) or Person(key, "")

    def row_of(self, person: PersonId) -> int:
        """Return the row of a person, -1 where they are not shown."""
        return self._people.index(person) if person in self._people else -1

    def measured(self, person: PersonId) -> Measured:
        """Return what the analysis says of a person."""
        analysis = self._session.analysis
        people = analysis.people if analysis is not None else None
        return Measured(people.get(person) if people else None, self._figures.carried.get(person))

    def text_at(self, index: Index) -> str:
        """Return the text of a cell."""
        person = self.person_at(index.row())
        return text_of(self.columns[index.column()], self._session.document, person, self.measured(person.id))

    def put(self, column: PeopleColumn, person: PersonId, text: str) -> bool:
        """Put a text into a cell as one step; see `write`."""
        label = _("Edit “{column}”").format(column=_(column.title))
        return self.write([PersonWrite(person, column, text)], label)

    def write(self, writes: Sequence[PersonWrite], label: str, remark: UserError | None = None) -> bool:
        """Put texts into cells as one step, asking first about names nobody bears; return whether something changed.

        Cells that refuse their text keep what they hold, and the user is told which. `remark` is something else to be
        told then.
        """
        document, session = self._session.document, self._session
        choices = {}
        if unknown := unknown_in(document, writes):
            said = self._ask(document, unknown) if session.check_writable() else None
            if said is None:
                return False
            choices = dict(said)
        refused: list[Refusal] = []
        changed = session.apply(label, write_cells, writes, choices, refused=refused)
        if refused:
            session.refused.emit(refusal(refused, remark, was_one=len(writes) == 1))
        elif remark is not None and not session.read_only:
            session.refused.emit(remark)
        return changed

    def retranslate(self) -> None:
        """Say the headers in the current language."""
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    # Qt

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        kind = self.columns[index.column()].kind
        if self._session.read_only or kind is Kind.MEASURE:
            return _SHOWN
        return _CHECKABLE if kind is Kind.FLAG else _EDITABLE

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if column.kind is Kind.FLAG:
            return self._flag(index, column, role)
        if role in (Role.DisplayRole, Role.EditRole):
            return self.text_at(index)
        if role == Role.ToolTipRole:
            return plain(self.text_at(index)) or None
        if role == Role.AccessibleTextRole:
            return f"{_(column.title)}: {self.text_at(index)}"
        if role == SORT_ROLE:
            person = self.person_at(index.row())
            return value_of(column, self._session.document, person, self.measured(person.id))
        return int(_RIGHT) if role == Role.TextAlignmentRole and column.is_right else None

    def _flag(self, index: Index, column: PeopleColumn, role: int) -> Any:
        on = bool(getattr(self.person_at(index.row()), column.key))
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Role.AccessibleTextRole:
            said = _("yes") if on else _("no")
            return f"{_(column.title)}: {said}"
        return int(on) if role == SORT_ROLE else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if not index.isValid() or role not in (Role.EditRole, Role.CheckStateRole):
            return False
        column, person = self.columns[index.column()], self.person_at(index.row())
        if role == Role.CheckStateRole:
            return self.put(column, person.id, "yes" if Qt.CheckState(value) == Qt.CheckState.Checked else "")
        if str(value) == self.text_at(index):
            return False
        return self.put(column, person.id, str(value))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return str(section + 1) if role == Role.DisplayRole else None
        column = self.columns[section]
        title = column.letter or _(column.title)
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return title
        if role == Role.ToolTipRole:
            return _(column.tip) if column.tip else title
        return int(_RIGHT if column.is_right else _LEFT) if role == Role.TextAlignmentRole else None


class PeopleSorted(QSortFilterProxyModel):
    """The people sorted by a column and filtered by a word. A row stays where it is until that is done again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._word = ""
        self.setSortRole(SORT_ROLE)
        self.setSortLocaleAware(True)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setDynamicSortFilter(False)

    def show_only(self, word: str) -> None:
        """Show only people with a word in some column, everybody for ""."""
        self._word = " ".join(word.split()).casefold()
        self.setFilterFixedString(self._word)  # it filters anew

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, PeopleModel)
        if not self._word:
            return True
        person = model.person_at(row)
        shown = (model.text_at(model.index(row, place)) for place in range(model.columnCount()))
        return any(self._word in text.casefold() for text in (*shown, *person.aliases))
