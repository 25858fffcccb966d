"""The review of an import: it edits the plan and nothing else; what comes of the plan is read again at once."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.i18n import _
from raci_studio.core.progress import Progress
from raci_studio.excel.grid import Grid, cell_indices
from raci_studio.excel.importing import Imported
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.reading import oriented
from raci_studio.excel.reason_texts import reason_line
from raci_studio.excel.recognise.reasons import Reason
from raci_studio.gui.import_review import corrections, layouts, meanings
from raci_studio.gui.import_review.contents import Contents, Read
from raci_studio.gui.import_review.draft import Draft, owner_is_r, tables_on
from raci_studio.gui.import_review.draft_history import DraftHistory
from raci_studio.gui.import_review.memory_line import MemoryLine
from raci_studio.gui.import_review.panels import ResultPanel
from raci_studio.gui.import_review.rebuild import MANY_CELLS
from raci_studio.gui.import_review.sheet_model import SheetModel
from raci_studio.gui.import_review.sheet_view import GroupStrip, SheetView
from raci_studio.gui.import_review.tables_panel import TablesPanel

READ_DELAY_MS = 250  # after the last click a large sheet is read again


class ImportReviewDialog(QDialog):
    """Show a workbook beside what is taken from it. `draft` is the answer after OK."""

    def __init__(
        self, imported: Imported, parent: QWidget | None = None, *, forget: Callable[[], None] | None = None
    ) -> None:
        super().__init__(parent)
        self.imported = imported
        self._history = DraftHistory(imported)
        self.may_finish: Callable[[], bool] = lambda: True  # asked before OK closes
        self._forget = forget
        self._contents = Contents(self)
        self._grids = {grid.name: grid for grid in imported.workbook.sheets}
        self.current: int | None = 0 if self.draft.entries else None
        self._sheet = self.draft.entries[0].table.sheet if self.draft.entries else next(iter(self._grids), "")
        self._timer = QTimer(self, singleShot=True, interval=READ_DELAY_MS)
        self._timer.timeout.connect(self._show_content)
        self.setWindowTitle(_("Review the import of {name}").format(name=imported.workbook.name))
        self._build()
        self._connect()
        self._show_sheet()
        self.resize(1240, 760)

    # Building

    def _build(self) -> None:
        self.tables, self.outcome, self.model = TablesPanel(), ResultPanel(), SheetModel(self)
        self.sheet = SheetView(self.model)
        hint = QLabel(_("Click the head of a column or row to say what it is; Enter asks about the current cell."))
        hint.setWordWrap(True)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self.tables, 0), (self.sheet, 1), (GroupStrip(), 0), (hint, 0)):
            column.addWidget(widget, stretch)
        halves = QSplitter()
        halves.addWidget(left)
        halves.addWidget(self.outcome)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.setChildrenCollapsible(False)
        halves.setSizes([740, 500])
        whole = QVBoxLayout(self)
        day = getattr(self.imported, "corrected_on", "")
        self.memory = MemoryLine(day)
        self.memory.setVisible(bool(day and self._forget))
        whole.addWidget(self.memory)
        whole.addWidget(halves, 1)
        whole.addWidget(self._button_row())
        self.sheet.setFocus()

    def _button_row(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = box.button(QDialogButtonBox.StandardButton.Ok)
        self.undo_button = QPushButton(_("&Undo"), autoDefault=False)
        self.undo_button.setToolTip(QKeySequence(QKeySequence.StandardKey.Undo).toString())
        self.reset_button = QPushButton(_("As r&ecognised"), autoDefault=False)
        for button in (self.undo_button, self.reset_button):
            box.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.undo_button.clicked.connect(self.undo)
        self.reset_button.clicked.connect(self.reset)
        return box

    def _connect(self) -> None:
        self.memory.forget_asked.connect(self.forget)
        self.tables.sheet_chosen.connect(self.show_sheet)
        self.tables.table_chosen.connect(self.show_table)
        self.tables.inclusion_said.connect(lambda place, on: self._change(self.draft.with_included(place, on)))
        self.tables.addition_said.connect(self.add_table)
        self.sheet.column_said.connect(self.take_column)
        self.sheet.row_said.connect(self.take_row)
        self.outcome.layout_said.connect(self.take_layout)
        self.outcome.owner_said.connect(self.take_owner)
        self.outcome.letters.kind_said.connect(self.take_letter)
        self.outcome.note_chosen.connect(self.go_to)
        self.outcome.reason_chosen.connect(self.show_reason)
        self._contents.came.connect(self._content_came)
        self._contents.began.connect(self._content_began)
        self._contents.failed.connect(self._content_failed)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undo)

    # What is shown

    @property
    def draft(self) -> Draft:
        """Return what the user has made of the import so far."""
        return self._history.draft

    @property
    def grid(self) -> Grid:
        """Return the sheet on the screen."""
        return self._grids.get(self._sheet) or Grid("")

    @property
    def table(self) -> TablePlan | None:
        """Return the current table."""
        return None if self.current is None else self.draft.entries[self.current].table

    @property
    def is_changed(self) -> bool:
        """Tell whether something was corrected."""
        return self.draft != self._history.first

    def show_sheet(self, name: str) -> None:
        """Show a sheet and its first table."""
        self._sheet = name
        self.current = next(iter(tables_on(self.draft, name)), None)
        self._show_sheet()

    def show_table(self, place: int) -> None:
        """Make a table of the sheet the current one."""
        self.current = place
        self._show()
        self._begin()

    def go_to(self, address: str) -> None:
        """Show the cell of a note."""
        self.sheet.go_to(*cell_indices(address))

    def show_reason(self, reason: Reason) -> None:
        """Show the cell, the row or the column of a reason."""
        if (table := self.table) is None:
            return
        row, column = reason.row, reason.column
        if table.layout == "transposed":
            row, column = column, row
        if row is not None and column is not None:
            self.sheet.go_to(row, column)
        elif row is not None or column is not None:
            self.sheet.show_part(row=row, column=column)

    def _show_sheet(self) -> None:
        self.sheet.show_sheet(self.grid)
        self._show()
        self.sheet.fit()  # the words of the headers are known now
        self._begin()

    def _begin(self) -> None:
        """Make the first header cell of the current table the current one."""
        row, column = 0, 0
        if (table := self.table) is not None:
            cell = meanings.placed(table, table.header_rows[0], min(table.columns, default=0))
            row, column = cell.row, cell.column
        self.sheet.setCurrentIndex(self.model.index(row, column))

    def _show(self) -> None:
        entries, places = self.draft.entries, tables_on(self.draft, self._sheet)
        self.tables.show_sheets([(name, len(tables_on(self.draft, name))) for name in self._grids], self._sheet)
        lines = [(p, meanings.label_of_table(oriented(self.grid, entries[p].table), entries[p].table)) for p in places]
        self.tables.show_tables([(p, label, entries[p].included) for p, label in lines], self.current)
        self.tables.show_addition(possible=self.grid.height > 1)
        shown = [p for p in places if p == self.current or entries[p].included]
        self.model.show_tables([entries[p].table for p in sorted(shown, key=lambda p: p != self.current)])
        self.sheet.widen()
        self.undo_button.setEnabled(self._history.can_undo)
        self.reset_button.setEnabled(not self._history.is_as_recognised)
        if self._is_large:
            self._timer.start()
        else:
            self._show_content()

    @property
    def _is_large(self) -> bool:
        return self.grid.height * self.grid.width > MANY_CELLS

    def _show_content(self) -> None:
        """Show what comes of the current table."""
        self._timer.stop()
        if (table := self.table) is None:
            self._put_content(None)
        else:
            self._contents.ask(self._grids[table.sheet], table, large=self._is_large)

    def _content_came(self, read: Read) -> None:
        if read.table is self.table:  # else it was corrected meanwhile
            self._put_content(read)

    def _content_began(self, progress: Progress) -> None:
        if (table := self.table) is not None:
            self.outcome.show_table(table, (), self._owner(), turnable=layouts.can_turn(self.grid))
            self.outcome.show_reading(progress)

    def _content_failed(self, error: Exception) -> None:
        from raci_studio.gui.messages import as_user_error

        self.outcome.show_reading(None)
        self.outcome.counts.setText(str(as_user_error(error, _("The table could not be read."))))

    def _put_content(self, read: Read | None) -> None:
        self.outcome.show_reading(None)
        table = self.table
        used = {letter for task in read.content.tasks for letter in task.roles} if read else set()
        unknown = sorted(used - set(table.letters)) if table else []
        self.outcome.show_table(table, unknown, self._owner(), turnable=layouts.can_turn(self.grid))
        self.outcome.show_content(table, read.content if read else None, read.notes if read else ())
        reasons = read.reasons if read else ()
        grid = oriented(self.grid, table) if table else self.grid
        self.outcome.show_reasons([(reason_line(grid, reason), reason) for reason in reasons])
        self.model.show_reasons(reasons)

    def done(self, result: int) -> None:
        """Close; what is still being read is given up."""
        self._contents.cancel()
        super().done(result)

    def _owner(self) -> bool | None:
        return None if self.current is None else owner_is_r(self.draft.entries[self.current], self._history.recognised)

    # What the user says

    def take_column(self, column: int, meaning: str) -> None:
        """Declare what a column is; `column` as the table counts."""
        if (table := self.table) is not None:
            self._correct(corrections.take_column(oriented(self.grid, table), table, column, meaning))

    def take_row(self, row: int, meaning: str) -> None:
        """Declare what a row is: "header", "more-header", "first", "last", "task", "section" or "skipped"."""
        if (table := self.table) is None:
            return
        grid = oriented(self.grid, table)
        if meaning in ("header", "more-header"):
            self._correct(corrections.take_header(grid, table, row, more=meaning == "more-header"))
        elif meaning in ("first", "last"):
            self._correct((corrections.start_at if meaning == "first" else corrections.end_at)(grid, table, row))
        else:
            self._correct(corrections.take_row(grid, table, row, meaning))

    def take_layout(self, layout: str) -> None:
        """Read the table as another layout."""
        if (table := self.table) is not None:
            self._correct(layouts.take_layout(self.grid, table, layout))

    def take_owner(self, as_r: bool) -> None:
        """Take a plan's owner as R, or as the owner again."""
        if (table := self.table) is not None:
            self._correct(layouts.owner_as_r(table) if as_r else layouts.r_as_owner(table))

    def take_letter(self, letter: str, kind: str) -> None:
        """Declare what a letter means."""
        if (table := self.table) is not None:
            self._correct(corrections.take_letter(table, letter, kind))

    def add_table(self, layout: str) -> None:
        """Take the whole sheet for a table."""
        table = layouts.new_table(self.grid, layout)
        if table is not None:
            self.current = len(self.draft.entries)
            self._change(self.draft.with_new(table))

    def _correct(self, table: TablePlan) -> None:
        if self.current is not None:
            self._change(self.draft.with_table(self.current, table))

    def _change(self, draft: Draft) -> None:
        self._history.change(draft)
        self._show()

    def undo(self) -> None:
        """Take the last correction back."""
        if self._history.undo():
            self._show_draft()

    def reset(self) -> None:
        """Go back to what was recognised; this too can be undone."""
        if self._history.reset():
            self._show_draft()

    def forget(self) -> None:
        """Forget the corrections of an earlier day and read the sheet as recognised."""
        if self._forget is not None:
            self._forget()
        self.reset()

    def _show_draft(self) -> None:
        places = tables_on(self.draft, self._sheet)
        if self.current not in places:
            self.current = next(iter(places), None)
        self._show()

    def accept(self) -> None:
        """Close with OK, unless the document on the screen must stay."""
        if self.may_finish():
            super().accept()
