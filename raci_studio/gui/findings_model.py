"""The findings as a table: severity, rule, where, message; accepted ones last and struck out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from raci_studio.core.i18n import N_, _
from raci_studio.gui.matrix.painting import paint_mark
from raci_studio.gui.session import Session
from raci_studio.gui.theme import is_dark

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding
    from raci_studio.core.document import TaskId

Role = Qt.ItemDataRole
FINDING = Role.UserRole
_NONE = QModelIndex()
_HEADERS = (N_("Severity"), N_("Rule"), N_("Rows"), N_("What is wrong"))
_ROWS_SHOWN = 6


class FindingsModel(QAbstractTableModel):
    """Show the session's findings; `show_only` keeps those of one severity or with a text."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Finding] = []
        self._accepted: set[str] = set()
        self._messages: dict[int, str] = {}
        self._numbers: Mapping[TaskId, int] = {}
        self._severity, self._text = "", ""
        self._icons: dict[tuple[str, bool], QIcon] = {}
        session.findings_changed.connect(self.refresh)
        self.refresh()

    def show_only(self, severity: str = "", text: str = "") -> None:
        """Filter by severity ("" for all) and by a text in rule or message."""
        self._severity, self._text = severity, text.casefold()
        self.refresh()

    def refresh(self) -> None:
        """Take over the session's findings; lines that stay the same stay where they are."""
        before = self._rows
        self._messages = {}
        document = self._session.document
        self._numbers = document.numbers
        accepted = self._session.accepted
        self._accepted = {finding.key for finding in accepted}
        everything = (*self._session.findings, *accepted)
        rows = [finding for finding in everything if self._severity in ("", finding.severity)]
        if self._text:
            rows = [finding for finding in rows if self._text in f"{finding.code} {self._said(finding)}".casefold()]
        if rows == before:
            if rows:  # numbers of rows, names and who accepted what may differ
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(_HEADERS) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def finding_at(self, row: int) -> "Finding":
        """Return the finding of a row."""
        return self._rows[row]

    def is_accepted(self, row: int) -> bool:
        """Tell whether the analyst chose to live with it."""
        return self._rows[row].key in self._accepted

    def row_of(self, key: str) -> int:
        """Return the row of a finding by its key, -1 where it is not shown."""
        code = key.partition(":")[0]  # compared first: to make ten thousand keys takes time
        rows = (row for row, finding in enumerate(self._rows) if finding.code == code and finding.key == key)
        return next(rows, -1)

    def _message(self, row: int) -> str:
        if row not in self._messages:
            self._messages[row] = self._said(self._rows[row])
        return self._messages[row]

    def _said(self, finding: "Finding") -> str:
        from raci_studio.analysis.texts import message

        document = self._session.document
        gone = set(finding.tasks) - document.tasks.keys() or set(finding.people) - document.people.keys()
        return "" if gone else message(finding, document)

    def _where(self, row: int) -> str:
        """Return the row numbers; for a finding about a process among several, its name."""
        finding, processes = self._rows[row], self._session.document.processes
        if not finding.tasks and len(processes) > 1:
            return processes[finding.process].name if finding.process in processes else ""
        numbers = sorted(self._numbers[task] for task in self._rows[row].tasks if task in self._numbers)
        shown = ", ".join(map(str, numbers[:_ROWS_SHOWN]))
        return f"{shown}…" if len(numbers) > _ROWS_SHOWN else shown

    def _icon(self, severity: str) -> QIcon:
        key = severity, is_dark(QApplication.palette())
        if key not in self._icons:
            pixmap = QPixmap(QSize(32, 32))
            pixmap.fill(Qt.GlobalColor.transparent)
            pixmap.setDevicePixelRatio(2)
            painter = QPainter(pixmap)
            paint_mark(painter, severity, QRect(2, 2, 12, 12), key[1])
            painter.end()
            self._icons[key] = QIcon(pixmap)
            self._icons[key].addPixmap(pixmap, QIcon.Mode.Selected)  # the colour means something: no tint over it
        return self._icons[key]

    def _text_of(self, row: int, column: int) -> str:
        from raci_studio.analysis.texts import SEVERITY_TITLES

        finding = self._rows[row]
        if column == 0:
            return _("Accepted") if self.is_accepted(row) else _(SEVERITY_TITLES[finding.severity])
        return (finding.code, self._where(row), self._message(row))[column - 1]

    def _tooltip(self, row: int) -> str:
        from raci_studio.analysis.texts import title, why

        finding = self._rows[row]
        reasons = [item.reason for item in self._session.document.accepted if item.key == finding.key and item.reason]
        said = [_("Accepted: {reason}").format(reason=reason) for reason in reasons]
        return "\n".join([f"{finding.code} {title(finding.code)}", self._message(row), why(finding.code), *said])

    # Qt

    def rowCount(self, parent: QModelIndex = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = _NONE) -> int:
        return 0 if parent.isValid() else len(_HEADERS)

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Role.DisplayRole:
            return self._text_of(row, column)
        if role == FINDING:
            return self._rows[row]
        if role == Role.DecorationRole and column == 0:
            return self._icon(str(self._rows[row].severity))
        if role == Role.ToolTipRole:
            return self._tooltip(row)
        if role == Role.FontRole and self.is_accepted(row):
            font = QApplication.font()
            font.setStrikeOut(column > 0)
            return font
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole and 0 <= section < len(_HEADERS):
            return _(_HEADERS[section])
        return None
