"""What the models of both layouts share: what the cells of the arranged rows and columns hold and say."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from raci_studio.core.arranged_rows import Section
from raci_studio.core.document import TaskId
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.matrix.arranged_model import ArrangedModel
from raci_studio.gui.matrix.columns import Chip
from raci_studio.gui.matrix.commands import MatrixCommands, Write
from raci_studio.gui.matrix.painting import plain
from raci_studio.gui.matrix.scenarios import SIGNS, scenario_said
from raci_studio.gui.session import Session

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Cell, Finding

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_NO_FINDINGS: "Mapping[str, list[Finding]]" = {}
_ROLES = (Role.DisplayRole, Role.EditRole, Role.ToolTipRole, Role.AccessibleTextRole)
# Made once: joining flags takes longer than all else a view asks of a cell.
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _SHOWN | Qt.ItemFlag.ItemIsEditable


class MatrixModel(ArrangedModel):
    """Show the session's document as a table; the numbers 1…n are the vertical header."""

    layout_name = ""

    def __init__(self, session: Session, commands: MatrixCommands, parent: QObject | None = None) -> None:
        self._findings: dict[TaskId, dict[str, list[Finding]]] = {}  # of the tasks that were looked at, by column
        super().__init__(session, commands, parent)
        self._happening: Mapping[TaskId, tuple[str, str]] = {}
        session.findings_changed.connect(self._findings_changed)

    # Cells

    def index_of_cell(self, cell: "Cell") -> QModelIndex:
        """Return the index where a finding's cell is shown: the task's name where it has no column here."""
        index = self.index_of(cell.task, self._key_of_cell(cell))
        return index if index.isValid() else self.index_of(cell.task, "name")

    def findings_at(self, row: int, column: int) -> "list[Finding]":
        """Return the findings about a cell, the worst first."""
        return self.findings_of(self.task_at(row)).get(self._columns[column].key, [])

    def cell(self, row: int, column: int) -> tuple[str, tuple[Chip, ...], str]:
        """Return text, chips and worst severity ("" for none): all the delegate needs, in one call."""
        if self._rows.sections and self.section_at(row) is not None:
            return "", (), ""
        task = self._document.tasks[self.task_at(row)]
        held = self._columns[column]
        found = self.findings_of(task.id).get(held.key)
        worst = str(found[0].severity) if found else ""
        return held.text(self._document, task), held.chips(self._document, task), worst

    def remark_at(self, row: int, column: int) -> str:
        """Return the client's comment on a cell; those on cells that have no column here stand on the name."""
        task = self._document.tasks.get(self.task_at(row))
        return self.brought(task.remarks, self._columns[column].key) if task is not None else ""

    def link_at(self, row: int, column: int) -> str:
        """Return where the client's link in a cell leads, the first one where there are several."""
        task = self._document.tasks.get(self.task_at(row))
        return self.brought(task.links, self._columns[column].key).partition("\n")[0] if task is not None else ""

    def brought(self, texts: Mapping[str, str], key: str) -> str:
        """Return what a task's comments or links hold for a column; what has no column here stands on the name."""
        if not texts or key != "name":
            return texts.get(key, "")
        keys = self._places.keys() - {"name"}
        return "\n".join(texts[held] for held in sorted(texts.keys() - keys, key=lambda held: held != "name"))

    def retranslate(self) -> None:
        """Tell the views that the headers speak another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(self._columns) - 1, 0))

    def show_happening(self, happening: Mapping[TaskId, tuple[str, str]]) -> None:
        """Show what happens to rows in a what-if: a sign beside the number, and a sentence."""
        if happening != self._happening:
            self._happening = happening
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(self.rowCount() - 1, 0))

    # Findings

    def found_cells(self) -> set[tuple[TaskId, str]]:
        """Return the cells with findings by task and column key, in both layouts."""
        cells: set[tuple[TaskId, str]] = set()
        for task, pairs in self._session.found.items():
            for _finding, cell in pairs:
                keys = {cell.field, self._shown_key(cell)}
                keys |= {f"person:{cell.person}"} if cell.person is not None else set()
                cells.update((task, key) for key in keys)
        return cells

    def _findings_changed(self) -> None:
        changed = self._session.found_changed
        for task in self._findings.keys() & changed:
            del self._findings[task]
        self._tell_rows(changed)
        if self._awaits_findings and self._session.analysis is not None:
            self.filter_again()

    def findings_of(self, task: TaskId) -> "Mapping[str, list[Finding]]":
        """Return the findings of a task by the column that shows them, the worst first."""
        if (known := self._findings.get(task)) is not None:
            return known
        pairs = self._session.found.get(task)
        if not pairs:
            return _NO_FINDINGS
        found: dict[str, list[Finding]] = {}
        for finding, cell in pairs:
            held = found.setdefault(self._shown_key(cell), [])
            if not held or held[-1] is not finding:
                held.append(finding)
        self._findings[task] = found
        return found

    def _forget_findings(self) -> None:
        self._findings = {}

    def _shown_key(self, cell: "Cell") -> str:
        key = self._key_of_cell(cell)
        return key if key in self._places else "name"

    def _key_of_cell(self, cell: "Cell") -> str:
        return cell.field

    # Qt

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows.keys)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        is_head = bool(self._rows.sections) and self.section_at(index.row()) is not None
        return _SHOWN if self._session.read_only or is_head else _EDITABLE

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in _ROLES:
            return None
        if (section := self.section_at(index.row())) is not None:
            return self._section_data(section, index.column(), role)
        column = self._columns[index.column()]
        task = self._document.tasks[self.task_at(index.row())]
        text = column.text(self._document, task)
        if role in (Role.DisplayRole, Role.EditRole):
            return text
        if role == Role.ToolTipRole:
            return plain(self._described(text, index, "\n")) or None
        return self._described(column.spoken(self._document, task), index, ". ") or None

    def _section_data(self, section: Section, column: int, role: int) -> str | None:
        if role == Role.AccessibleTextRole:
            state = _("folded") if section.collapsed else _("unfolded")
            count = ngettext("{n} task", "{n} tasks", section.tasks).format(n=section.tasks)
            return f"{self.section_title(section)}, {count}, {state}"
        return self.section_title(section) if role == Role.DisplayRole and column == 0 else ""

    def _described(self, text: str, index: Index, joint: str) -> str:
        """Return the text with what the findings and the client say, for the tooltip and for screen readers."""
        said = [text]
        if self._columns[index.column()].key == "name":
            said.append(scenario_said(self._document, self.task_at(index.row())))
        task = self._document.tasks.get(self.task_at(index.row()))
        said += [self._columns[index.column()].complaint(self._document, task)] if task is not None else []
        if findings := self.findings_at(index.row(), index.column()):
            from raci_studio.analysis.texts import message

            said += (f"{finding.code}: {message(finding, self._document)}" for finding in findings)
        if remark := self.remark_at(index.row(), index.column()):
            said.append(_("Client's comment: {text}").format(text=remark))
        if link := self.link_at(index.row(), index.column()):
            said.append(_("Link (Ctrl+click opens it): {link}").format(link=link))
        return joint.join(part.rstrip(".") if joint == ". " else part for part in said if part)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_header(self.task_at(section), role)
        if not 0 <= section < len(self._columns):
            return None
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self._columns[section].title(self._document)
        return self._columns[section].tooltip(self._document) if role == Role.ToolTipRole else None

    def _row_header(self, key: TaskId, role: int) -> str | None:
        """Return the number of a row, with a sign before it for a scenario and for what happens to it in a what-if."""
        task = self._document.tasks.get(key)
        if task is None or role not in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole):
            return "" if role == Role.DisplayRole else None
        number = str(self._document.numbers[key])
        sign, happens = self._happening.get(key, ("", ""))
        if role == Role.DisplayRole:
            return " ".join(filter(None, (sign, SIGNS.get(task.scenario, ""), number)))
        said = "\n".join(filter(None, (happens, scenario_said(self._document, key))))
        if role == Role.ToolTipRole:
            return plain(said) or None
        return f"{number}. {said}" if said else number

    def widest_row_header(self) -> str:
        """Return a text that is as wide as any number of a row with its signs."""
        document = self._document
        scenarios = {SIGNS.get(task.scenario, "") for task in document.tasks.values() if task.scenario}
        happens = {sign for sign, _said in self._happening.values()}
        digits = "0" * len(str(len(document.order)))
        return " ".join(filter(None, (max(happens, default="", key=len), max(scenarios, default="", key=len), digits)))

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid():
            return False
        column, task = self._columns[index.column()], self.task_at(index.row())
        if not task or str(value) == column.text(self._document, self._document.tasks[task]):
            return False
        return self._commands.write([Write(task, column, str(value))])
