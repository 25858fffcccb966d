"""Arranging the rows of the matrix: filter, sort, sections, moving; as the menus and the header ask."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from raci_studio.core import edits
from raci_studio.core.arranged_rows import counted_values, section_of, shown_tasks, sorted_tasks, value_shower
from raci_studio.core.arrangement import ANY_COLUMN, Arrangement, Filter
from raci_studio.core.document import ProcessId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.gui.matrix import scenarios
from raci_studio.gui.matrix.columns import RoleColumn
from raci_studio.gui.matrix.columns_table import ColumnsTable
from raci_studio.gui.matrix.commands import MatrixCommands
from raci_studio.gui.matrix.filter_popup import FilterPopup
from raci_studio.gui.matrix.rows import move_position, section_move
from raci_studio.gui.session import Session

_FOLD_KEYS = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False, Qt.Key.Key_Minus: True, Qt.Key.Key_Plus: False}
_TURN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ArrangingTable(ColumnsTable):
    """Add filter, sort and sections to the table; the commands are named as in the table of actions."""

    def __init__(self, session: Session, commands: MatrixCommands, parent: QWidget | None = None) -> None:
        super().__init__(session, commands, parent)
        self.columns_header.filter_asked.connect(self._open_filter_at)
        self.clicked.connect(self._clicked)
        session.document_opened.connect(self.show_checks)

    def _arrangement_changed(self, before: Arrangement) -> None:
        super()._arrangement_changed(before)
        self.show_checks()

    def show_checks(self) -> None:
        """Check the menu items of what is on."""
        now = self.arrangement
        for name, on in (
            ("filter_arrows", now.arrows),
            ("group_rows", now.grouped),
            ("only_findings", ANY_COLUMN in now.filters),
        ):
            if name in self.actions_by_id:
                self.actions_by_id[name].setChecked(on)

    # Scenarios

    def make_alternative(self) -> None:
        """Say that the selected rows are another way of a row that is asked for."""
        scenarios.make_scenario(self.session, self.selected_tasks(), scenarios.ALTERNATIVE, self)

    def make_negative(self) -> None:
        """Say that the selected rows are what is done if a row that is asked for goes wrong."""
        scenarios.make_scenario(self.session, self.selected_tasks(), scenarios.NEGATIVE, self)

    def make_ordinary(self) -> None:
        """Make the selected rows ordinary ones again."""
        scenarios.make_ordinary(self.session, self.selected_tasks())

    # Filter and sort

    def open_filter(self) -> FilterPopup:
        """Open filter and sort of the current column."""
        return self._open_filter_at(max(self.currentIndex().column(), 0))

    def _open_filter_at(self, place: int) -> FilterPopup:
        model, now = self.matrix_model, self.arrangement
        column, document = model.columns[place], model.document
        others = shown_tasks(document, now.with_filter(column.key, None), model.found_cells())
        popup = FilterPopup(
            column.title(document), counted_values(document, others, column.key), now.filters.get(column.key),
            is_role=isinstance(column, RoleColumn), is_sorted=now.sort is not None, parent=self,
            everybody=counted_values(document, others, column.key, any_role=True),
            show=value_shower(document, column.key), kind=column.type_in(document).kind,
        )  # fmt: skip
        popup.sort_asked.connect(partial(self._sort_by, column.key))
        popup.order_asked.connect(self.keep_order)
        popup.filter_chosen.connect(partial(self._filter_by, column.key))
        arrow = self.columns_header.arrow_rect(place)
        corner = self.columns_header.viewport().mapToGlobal(QPoint(arrow.left(), self.columns_header.height()))
        room = self.screen().availableGeometry()
        popup.adjustSize()
        popup.move(min(corner.x(), room.right() - popup.width()), min(corner.y(), room.bottom() - popup.height()))
        popup.show()
        popup.search.setFocus()
        return popup

    def _filter_by(self, key: str, wanted: Filter | None) -> None:
        self.session.arrange(self.arrangement.with_filter(key, wanted))

    def _sort_by(self, key: str, descending: bool) -> None:
        self.session.arrange(sort=(key, descending))

    def sort_ascending(self) -> None:
        """Show the rows sorted by the current column; the order of the process stays."""
        self._sort_by(self._key(), False)

    def sort_descending(self) -> None:
        """Show the rows sorted downwards by the current column; the order of the process stays."""
        self._sort_by(self._key(), True)

    def unsort(self) -> None:
        """Show the rows in the order of the process again."""
        self.session.arrange(sort=None)

    def keep_order(self) -> None:
        """Make what is sorted the order of the process."""
        document, sort = self.session.document, self.arrangement.sort
        if sort is None:
            self.session.refused.emit(UserError(_("The rows stand in the order of the process already.")))
        elif self.session.check_writable():
            order = sorted_tasks(document, sort, document.order)
            self.session.apply(_("Make this the order"), edits.order_tasks, order)
            self.unsort()

    def clear_filters(self) -> None:
        """Show all rows again."""
        self.session.arrange(filters={})

    def filter_again(self) -> None:
        """Apply filters and sorting to the rows as they are now."""
        task, key = self.current_cell()
        self.matrix_model.filter_again()
        if not task or self.matrix_model.row_of(task) < 0:
            self.go_to_first()
        else:
            self.go_to(task, key)

    def only_findings(self) -> None:
        """Show only rows with findings, or all."""
        on = ANY_COLUMN in self.arrangement.filters
        self._filter_by(ANY_COLUMN, None if on else Filter(findings=True))
        self.show_checks()

    def filter_arrows(self) -> None:
        """Show the arrows of the header all the time, or only under the pointer and where they are on."""
        self.session.arrange(arrows=not self.arrangement.arrows)

    # Sections

    def group_rows(self) -> None:
        """Show the rows under the heads of their processes and steps, or without."""
        self.session.arrange(grouped=not self.arrangement.grouped)

    def fold_sections(self) -> None:
        """Fold all sections; where there are none, make them first."""
        document = self.session.document
        self.session.arrange(grouped=True, collapsed=frozenset(section_of(document, task) for task in document.order))

    def unfold_sections(self) -> None:
        """Unfold all sections."""
        self.session.arrange(collapsed=frozenset())

    def turn_section(self, row: int, collapsed: bool | None = None) -> bool:
        """Fold or unfold the section whose head a row is; return whether it is one."""
        section = self.matrix_model.section_at(row) if 0 <= row < self.matrix_model.rowCount() else None
        if section is None:
            return False
        wanted = not section.collapsed if collapsed is None else collapsed
        others = self.arrangement.collapsed - {section.key}
        self.session.arrange(collapsed=others | {section.key} if wanted else others)
        return True

    def _clicked(self, index: QModelIndex) -> None:
        self.turn_section(index.row())

    def section_key_pressed(self, event: QKeyEvent) -> bool:
        """Do what a key means on the head of a section; return whether it meant something."""
        row = self.currentIndex().row()
        if row < 0 or self.matrix_model.section_at(row) is None:
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers != Qt.KeyboardModifier.NoModifier:
            return False
        if event.key() in _FOLD_KEYS:
            return self.turn_section(row, _FOLD_KEYS[Qt.Key(event.key())])
        return event.key() in _TURN_KEYS and self.turn_section(row)

    # Rows

    def refuses_moving(self) -> bool:
        """Tell whether rows cannot be moved now, and say why."""
        if self.arrangement.sort is None:
            return False
        remedy = _("Go back to the order of the process, or make this the order.")
        self.session.refused.emit(UserError(_("Rows cannot be moved while they are sorted."), remedy=remedy))
        return True

    def move_selection(self, down: bool) -> None:
        """Move the selected rows past their next visible neighbour, or a section past the next one."""
        if self.refuses_moving():
            return
        document, rows = self.session.document, self.matrix_model.rows
        row = self.currentIndex().row()
        section = self.matrix_model.section_at(row) if row >= 0 else None
        if section is not None:
            self._move_section(section.key, down)
            return
        tasks = self.selected_tasks()
        position = move_position(document, rows, tasks, down)
        if position is not None and self.commands.move_tasks_before(tasks, position):
            self.scrollTo(self.currentIndex())

    def _move_section(self, key: str, down: bool) -> None:
        found = section_move(self.session.document, self.matrix_model.rows, key, down)
        if found is None:
            return
        place = self.currentIndex().column()
        if self.commands.move_tasks_before(*found):
            self._go_to_index(self.matrix_model.index(self.matrix_model.row_of(key), place))

    def position_of(self, row: int) -> int:
        """Return where in the order of the process a task stands that is inserted above a row."""
        return self.matrix_model.rows.position(self.session.document, row)

    def section_at(self, row: int) -> tuple[ProcessId | None, str]:
        """Return process and step of a task that is inserted above a row: those of its section, if grouped."""
        model = self.matrix_model
        if not self.arrangement.grouped or not 0 <= row < model.rowCount():
            return None, ""
        held = model.section_at(row) or model.document.tasks[model.task_at(row)]
        return held.process, held.step

    def shown_count(self) -> tuple[int, int]:
        """Return how many tasks pass the filters, and how many there are."""
        return len(self.matrix_model.tasks), len(self.session.document.order)
