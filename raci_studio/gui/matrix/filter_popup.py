"""What the arrow of a column opens: sort, and choose which values stay."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from raci_studio.core.arranged_rows import with_plain_blanks
from raci_studio.core.arrangement import Filter
from raci_studio.core.document import ColumnKind
from raci_studio.core.i18n import N_, _
from raci_studio.gui.theme import outlined, program_palette

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_SORTS = {
    ColumnKind.TEXT: (N_("Sort A → Z"), N_("Sort Z → A")),
    ColumnKind.CHOICE: (N_("Sort as the choices stand"), N_("Sort the other way round")),
    ColumnKind.NUMBER: (N_("Sort from small to large"), N_("Sort from large to small")),
    ColumnKind.DATE: (N_("Sort from early to late"), N_("Sort from late to early")),
}
_WIDTH, _LIST_HEIGHT = 290, 210


class ValuesModel(QAbstractListModel):
    """Values of a column with their counts and a check; the first line checks all that are listed.

    `show` tells what is shown of a value, which is also what is searched.
    """

    def __init__(
        self, values: Sequence[tuple[str, int]], checked: frozenset[str] | None, parent: QWidget,
        show: Callable[[str], str] = str,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._values = list(values)
        self._listed = self._values
        self._show = show
        everything = {value for value, _count in values}
        self.checked = everything if checked is None else everything & checked

    def change_values(self, values: Sequence[tuple[str, int]]) -> None:
        """List other values; all are checked where all were, else those that were."""
        self.beginResetModel()
        had_all = self.checked >= {value for value, _count in self._values}
        self._values = self._listed = list(values)
        everything = self.listed
        self.checked = everything if had_all else everything & self.checked
        self.endResetModel()

    @property
    def listed(self) -> set[str]:
        """Return the values that the search lists."""
        return {value for value, _count in self._listed}

    def search(self, text: str) -> None:
        """List the values that contain a text; only they are checked then, all where there is none."""
        self.beginResetModel()
        wanted = with_plain_blanks(text).casefold()
        self._listed = [pair for pair in self._values if wanted in with_plain_blanks(self._show(pair[0])).casefold()]
        self.checked = self.listed
        self.endResetModel()

    def toggle(self, row: int) -> None:
        """Turn the check of a line; of the first one, of all that are listed."""
        if row == 0:
            self.checked = self.checked - self.listed if self.listed <= self.checked else self.checked | self.listed
        else:
            self.checked = self.checked ^ {self._listed[row - 1][0]}
        self.dataChanged.emit(self.index(0), self.index(len(self._listed)))

    # Qt

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._listed) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable  # a click anywhere in the line turns it

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._state(row)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if row == 0:
            return _("(all)") if role == Qt.ItemDataRole.DisplayRole else None
        value, count = self._listed[row - 1]
        shown = self._show(value).replace("\n", " ") or _("(empty)")
        return f"{shown}  ({count})"

    def _state(self, row: int) -> Qt.CheckState:
        states = Qt.CheckState
        if row:
            return states.Checked if self._listed[row - 1][0] in self.checked else states.Unchecked
        listed = self.listed
        if listed <= self.checked:
            return states.Checked
        return states.Unchecked if listed.isdisjoint(self.checked) else states.PartiallyChecked

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index.row())
        return True


class FilterPopup(QFrame):
    """Ask how to sort and filter one column. It closes by itself; what was chosen comes by signals.

    `everybody` are the people under all letters, which a column of roles lists while "In any role" is on.
    """

    sort_asked = Signal(bool)  # descending
    order_asked = Signal()
    filter_chosen = Signal(object)  # Filter, None for none

    def __init__(
        self, title: str, values: Sequence[tuple[str, int]], old: Filter | None, *, is_role: bool, is_sorted: bool,
        parent: QWidget, everybody: Sequence[tuple[str, int]] = (), show: Callable[[str], str] = str,
        kind: ColumnKind = ColumnKind.TEXT,
    ) -> None:  # fmt: skip
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(title)
        old = old or Filter()
        self._values, self._everybody = values, everybody
        self.model = ValuesModel(everybody if old.any_role else values, old.values, self, show)
        head = QLabel(f"<b>{title}</b>" if "<" not in title and "&" not in title else title)
        head.setWordWrap(True)
        ascending, descending = (self._button(_(text)) for text in _SORTS[kind])
        ascending.clicked.connect(lambda: self._done(self.sort_asked, False))
        descending.clicked.connect(lambda: self._done(self.sort_asked, True))
        order = self._button(_("Make this the order"))
        order.setVisible(is_sorted)
        order.clicked.connect(lambda: self._done(self.order_asked))
        clear = self._button(_("Clear the filter"))
        clear.setEnabled(bool(old))
        clear.clicked.connect(lambda: self._done(self.filter_chosen, None))
        self.search = QLineEdit(placeholderText=_("Contains…"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Contains…"))
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setModel(self.model)
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.list.setAccessibleName(_("Values"))
        self.list.clicked.connect(lambda index: self.model.toggle(index.row()))
        QShortcut(Qt.Key.Key_Space, self.list, self._toggle_current, context=Qt.ShortcutContext.WidgetShortcut)
        self.findings, self.any_role = QCheckBox(_("Only with findings")), QCheckBox(_("In any role"))
        self.findings.setChecked(old.findings)
        self.any_role.setChecked(old.any_role)
        self.any_role.toggled.connect(self._list_people)
        for ticked in (self.list, self.findings, self.any_role):
            ticked.setPalette(outlined(program_palette()))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.close)
        self.search.textChanged.connect(self.model.search)
        self.search.returnPressed.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for widget in (
            head, ascending, descending, order, clear, self.search, self.list, self.any_role, self.findings,
            self.buttons,
        ):  # fmt: skip
            column.addWidget(widget)
        self.any_role.setVisible(is_role)
        self.setFixedWidth(_WIDTH)
        if old.text:
            self.search.setText(old.text)
            self.model.checked = self.model.listed if old.values is None else set(old.values)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, flat=True, autoDefault=False)
        button.setStyleSheet("text-align: left; padding: 3px 6px")
        return button

    def _list_people(self, any_role: bool) -> None:
        """List everybody, or only those with the letter of the column; what is searched stays."""
        self.model.change_values(self._everybody if any_role else self._values)
        if self.search.text():
            self.model.search(self.search.text())

    def _toggle_current(self) -> None:
        if self.list.currentIndex().isValid():
            self.model.toggle(self.list.currentIndex().row())

    def _done(self, signal: Any, *said: object) -> None:
        self.close()
        signal.emit(*said)

    def chosen(self) -> Filter | None:
        """Return the filter that the fields say, None where they let everything through."""
        text, listed = self.search.text().strip(), self.model.listed
        kept = self.model.checked & listed
        values = None if kept == listed else frozenset(kept)
        if values is not None:
            text = ""  # the values were chosen one by one
        return Filter(values, text, self.findings.isChecked(), self.any_role.isChecked()) or None

    def accept(self) -> None:
        """Close, and say what was chosen."""
        wanted = self.chosen()
        self._done(self.filter_chosen, wanted)
