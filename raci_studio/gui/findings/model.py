"""The findings as a tree of groups, or as one list: message, rows, rule, severity; accepted ones last and struck out.

Groups are known by their keys and findings by theirs, so that what stays the same stays where it is. What a line says
is made when it is shown: a folded group costs no more than a list of its findings.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from raci_studio.core.i18n import _
from raci_studio.gui.findings.grouping import Grouping, Groups, group_title, grouped
from raci_studio.gui.findings.lines import HEADERS, FindingLines
from raci_studio.gui.findings.sentences import SIGNS
from raci_studio.gui.findings.steps import same, steps
from raci_studio.gui.findings.wanted import Wanted
from raci_studio.gui.matrix.rows import ranges
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_COLUMNS = len(HEADERS)
_MANY = 40  # runs of lines that come and go one by one; more of them are replaced at once
_FLAT = 0  # the number of the list where there are no groups; groups count from 1
PIECE = 3000  # lines of that list which a tree gets to lay out at first: it asks for each of them, at every change


class FindingsModel(QAbstractItemModel):
    """Show the session's findings as `group_by` and `show_only` say."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._grouping = Grouping.NONE
        self._wanted = Wanted()
        self._accepted: list[Finding] = []
        self._accepted_ids: set[int] = set()
        self._texts = FindingLines(session)
        self._top: list[int] = []  # the numbers of the groups in their order
        self._places: dict[int, int] = {}  # where each group stands
        self._held: dict[int, list[Finding]] = {_FLAT: []}  # by the number of their group
        self._keys: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._passed: list[Finding] = []  # the filters
        self._orders: tuple[object, object] = (), ()  # of rows and people, by which they are grouped
        self._walk: list[tuple[int, int]] | None = None  # places of each finding's first line; None: not known yet
        session.findings_changed.connect(self.refresh)
        self.refresh()

    # What is shown

    @property
    def grouping(self) -> Grouping:
        """Return what the findings are grouped by."""
        return self._grouping

    @property
    def is_grouped(self) -> bool:
        """Tell whether the lines at the top are heads of groups."""
        return self._grouping is not Grouping.NONE

    def group_by(self, grouping: Grouping) -> None:
        """Group the findings otherwise."""
        if grouping is not self._grouping:
            self.beginResetModel()
            self._grouping = grouping
            self._forget_lines()
            self.endResetModel()
            self.refresh()

    def show_only(self, wanted: Wanted) -> None:
        """Filter the findings."""
        self._wanted = wanted
        self.refresh()

    def refresh(self) -> None:
        """Take over the session's findings; lines that stay the same stay where they are."""
        known = {finding.key: finding for finding in self._accepted}
        fresh = [(known.get(finding.key), finding) for finding in self._session.accepted]
        self._accepted = [old if old is not None and old == new else new for old, new in fresh]
        self._accepted_ids = set(map(id, self._accepted))
        everything = list(self._everything())
        self._take(everything if self._wanted.is_everything else list(filter(self._passes, everything)))
        self._tell_all()

    def _take(self, passed: "list[Finding]") -> None:
        """Show these findings; nothing is grouped anew where they, rows and people are those of before."""
        document = self._session.document
        orders = document.order, document.people_order
        if same(passed, self._passed) and orders == self._orders:
            return
        self._passed, self._orders, self._walk = passed, orders, None
        if self._grouping is Grouping.NONE:
            held = self._held[_FLAT]
            self._follow(_NONE, held, passed[: max(PIECE, len(held))])
        else:
            self._follow_groups(grouped(passed, self._grouping, document))

    def _everything(self) -> "Iterable[Finding]":
        return (*self._session.findings, *(self._accepted if self._wanted.accepted else ()))

    def _passes(self, finding: "Finding") -> bool:
        return self._wanted.passes(finding, self._texts.message)

    @property
    def total(self) -> int:
        """Return how many findings there are, whatever is filtered away; accepted ones count where they are shown."""
        return len(self._session.findings) + (len(self._accepted) if self._wanted.accepted else 0)

    @property
    def shown(self) -> int:
        """Return how many findings are shown, each once."""
        return len(self._passed)

    @property
    def has_more(self) -> bool:
        """Tell whether the list without groups goes on below its last line; `show_more` lengthens it."""
        return not self.is_grouped and len(self._held[_FLAT]) < len(self._passed)

    def show_more(self, count: int = 0) -> None:
        """Lengthen the list without groups by so many lines, by a piece where it is not said."""
        held = self._held[_FLAT]
        if fresh := self._passed[len(held) : len(held) + (count or PIECE)] if self.has_more else []:
            self.beginInsertRows(_NONE, len(held), len(held) + len(fresh) - 1)
            held += fresh
            self._walk = None
            self.endInsertRows()

    def forget_texts(self) -> None:
        """Say everything anew: the language is another one."""
        self._texts.forget()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADERS) - 1)
        self._tell_all()

    # Lines by ids

    def finding_at(self, index: Index) -> "Finding | None":
        """Return the finding of a line, None for the head of a group."""
        if not index.isValid() or (self._top and index.internalId() == _FLAT):
            return None
        return self._held[index.internalId()][index.row()]

    def group_at(self, index: Index) -> str:
        """Return the key of the group that a line belongs to, "" where there are no groups."""
        if not index.isValid() or not self._top:
            return ""
        return self._keys[index.internalId() or self._top[index.row()]]

    def index_of_group(self, key: str) -> QModelIndex:
        """Return the head of a group, an invalid index where it is not shown."""
        number = self._numbers.get(key, _FLAT)
        return self.index(self._places[number], 0) if number in self._places else QModelIndex()

    def index_of(self, key: str, group: str = "") -> QModelIndex:
        """Return the line of a finding by its key, in a group where it has one there, else its first line."""
        code = key.partition(":")[0]  # compared first: to make ten thousand keys takes time
        preferred = self._numbers.get(group, _FLAT)
        for number in dict.fromkeys([*([preferred] if preferred in self._places else ()), *(self._top or [_FLAT])]):
            for row, finding in enumerate(self._held[number]):
                if finding.code == code and finding.key == key:
                    return self.createIndex(row, 0, number)
        if self.has_more:
            held = len(self._held[_FLAT])
            for row, finding in enumerate(self._passed[held:], start=held):
                if finding.code == code and finding.key == key:
                    self.show_more(row + 1 - held)
                    return self.createIndex(row, 0, _FLAT)
        return QModelIndex()

    def is_accepted(self, finding: "Finding") -> bool:
        """Tell whether the analyst chose to live with a finding that is shown."""
        return id(finding) in self._accepted_ids

    def step_from(self, index: Index, by: int) -> QModelIndex:
        """Return the line of the next (1) or previous (-1) finding as shown, each finding once, round at the ends."""
        lines = self._lines()
        if not lines:
            return QModelIndex()
        if not index.isValid():
            place = 0 if by > 0 else -1
        else:
            here = self._place_of(index)
            place = bisect_right(lines, here) if by > 0 else bisect_left(lines, here) - 1
        if not 0 <= place < len(lines) and self.has_more:
            self.show_more(0 if by > 0 else len(self._passed))
            return self.step_from(index, by)
        group, row = lines[place % len(lines)]
        return self.createIndex(row, 0, self._top[group] if self._top else _FLAT)

    def _place_of(self, index: Index) -> tuple[int, int]:
        if not self._top:
            return 0, index.row()
        number = index.internalId()
        return (self._places[number], index.row()) if number else (index.row(), -1)

    def _lines(self) -> list[tuple[int, int]]:
        """Return the places (of the group, in the group) of each finding's first line, from above."""
        if self._walk is None:
            seen: set[int] = set()
            self._walk = [] if self._top else [(0, row) for row in range(len(self._held[_FLAT]))]
            for place, number in enumerate(self._top):
                for row, finding in enumerate(self._held[number]):
                    if id(finding) not in seen:
                        seen.add(id(finding))
                        self._walk.append((place, row))
        return self._walk

    # Following the findings

    def _forget_lines(self) -> None:
        self._top, self._places, self._held = [], {}, {_FLAT: []}
        self._keys, self._numbers = {}, {}
        self._passed, self._walk = [], None

    def _follow_groups(self, groups: Groups) -> None:
        held = [self._keys[number] for number in self._top]
        there = set(held)
        gone = ranges(place for place, key in enumerate(held) if key not in groups)
        new = ranges(place for place, key in enumerate(groups) if key not in there)
        moved = [key for key in held if key in groups] != [key for key in groups if key in there]
        if moved or len(gone) + len(new) > _MANY:
            self.beginResetModel()
            self._top = []
            self._insert_groups(0, groups)
            self._count_groups()
            self.endResetModel()
            return
        for first, last in reversed(gone):
            self.beginRemoveRows(_NONE, first, last)
            del self._top[first : last + 1]
            self._count_groups()
            self.endRemoveRows()
        for number in self._top:
            parent = self.createIndex(self._places[number], 0, _FLAT)
            self._follow(parent, self._held[number], groups[self._keys[number]])
        keys = list(groups)
        for first, last in new:
            self.beginInsertRows(_NONE, first, last)
            self._insert_groups(first, {key: groups[key] for key in keys[first : last + 1]})
            self._count_groups()
            self.endInsertRows()

    def _insert_groups(self, place: int, groups: Groups) -> None:
        numbers = []
        for key, findings in groups.items():
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            self._keys[number] = key
            self._held[number] = list(findings)
            numbers.append(number)
        self._top[place:place] = numbers

    def _count_groups(self) -> None:
        self._places = {number: place for place, number in enumerate(self._top)}

    def _follow(self, parent: QModelIndex, held: "list[Finding]", wanted: "Sequence[Finding]") -> None:
        """Get from the findings below a line to others, in the smallest steps or in one where there are many."""
        gone, new = steps(held, wanted, most=_MANY)
        for first, last in reversed(gone):
            self.beginRemoveRows(parent, first, last)
            del held[first : last + 1]
            self.endRemoveRows()
        for first, last in new:
            self.beginInsertRows(parent, first, last)
            held[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    def _tell_all(self) -> None:
        """Say that numbers of rows, names and counts may differ. Many groups are looked at again when they unfold."""
        if count := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(HEADERS) - 1))
        for number in self._top[:_MANY]:
            last = len(self._held[number]) - 1
            self.dataChanged.emit(
                self.createIndex(0, 0, number), self.createIndex(last, len(HEADERS) - 1, number)
            )  # fmt: skip

    # What lines say

    def _counts(self, number: int) -> dict[str, int]:
        """Return how many findings of each severity a group holds, the worst first; accepted ones do not count."""
        counts = dict.fromkeys(SIGNS, 0)
        for finding in self._held[number]:
            if not self.is_accepted(finding):
                counts[str(finding.severity)] += 1
        return {severity: count for severity, count in counts.items() if count}

    # Qt

    def index(self, row: int, column: int, parent: Index = _NONE) -> QModelIndex:
        if parent.isValid():
            inside = 0 <= row < self.rowCount(parent)
            number = self._top[parent.row()] if inside else _FLAT
        else:  # in few words: a tree that is laid out asks for the index of every line
            inside, number = 0 <= row < len(self._top or self._held[_FLAT]), _FLAT
        return self.createIndex(row, column, number) if inside and 0 <= column < _COLUMNS else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject's own has no argument
        number = index.internalId() if index.isValid() else _FLAT
        return self.createIndex(self._places[number], 0, _FLAT) if number in self._places else QModelIndex()

    def rowCount(self, parent: Index = _NONE) -> int:
        if not parent.isValid():
            return len(self._top) if self.is_grouped else len(self._held[_FLAT])
        is_head = bool(self._top) and parent.internalId() == _FLAT and parent.column() == 0
        return len(self._held[self._top[parent.row()]]) if is_head else 0

    def columnCount(self, parent: Index = _NONE) -> int:
        return len(HEADERS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        finding = self.finding_at(index)
        if finding is not None:
            return self._texts.finding(finding, index.column(), role, accepted=self.is_accepted(finding))
        number = self._top[index.row()]
        title = group_title(self._keys[number], self._grouping, self._session.document)
        return self._texts.group(title, self._counts(number), index.column(), role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole and 0 <= section < len(HEADERS):
            return _(HEADERS[section])
        return None
