"""Arranging the columns of the matrix: hide, show, move, size and freeze; as the menus and the header ask."""

from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from raci_studio.core import edits
from raci_studio.core.arrangement import Arrangement
from raci_studio.core.column_types import texts_of
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.gui.matrix.commands import MatrixCommands
from raci_studio.gui.matrix.table import MatrixTable
from raci_studio.gui.session import Session

_COLUMN_MENU = (
    "open_filter", "sort_ascending", "sort_descending", "", "hide_column", "show_columns", "autosize_column",
    "autosize_columns", "", "freeze_columns", "unfreeze_columns", "", "insert_column", "column_type", "delete_column",
)  # fmt: skip


class ColumnsTable(MatrixTable):
    """Add the commands of columns to the table; they are named as in the table of actions."""

    def __init__(self, session: Session, commands: MatrixCommands, parent: QWidget | None = None) -> None:
        self.actions_by_id: dict[str, QAction] = {}
        self._moving_column = False
        super().__init__(session, commands, parent)
        self.columns_header.menu_asked.connect(self._open_menu)
        self.columns_header.sectionMoved.connect(self._section_moved)

    @property
    def arrangement(self) -> Arrangement:
        """Return how the matrix is arranged."""
        return self.session.arrangement

    def _key(self) -> str:
        """Return the key of the current column."""
        index = self.currentIndex()
        return self.matrix_model.columns[index.column()].key if index.isValid() else "name"

    def column_title(self, key: str) -> str:
        """Return the title of a column of this layout, or its key where there is none."""
        model = self.matrix_model
        place = model.column_of(key)
        return model.columns[place].title(model.document) if place >= 0 else key.partition(":")[2] or key

    def hide_column(self) -> None:
        """Hide the columns with a selected cell; that of the tasks' names stays."""
        areas = self.selected_areas()
        places = {place for area in areas for place in range(area.left(), area.right() + 1)}
        keys = [self.matrix_model.columns[place].key for place in sorted(places)] or [self._key()]
        if keys == ["name"]:
            self.session.refused.emit(UserError(_("The column of the tasks cannot be hidden.")))
            return
        now = self.arrangement
        for key in keys:
            now = now.with_hidden(key) if key != "name" else now
        self.session.arrange(now)

    def show_columns(self) -> None:
        """Show all hidden columns again."""
        self.session.arrange(hidden=frozenset())

    def show_field(self, key: str) -> None:
        """Let a column be shown, be it hidden or one that no task uses yet."""
        self.session.arrange(hidden=self.arrangement.hidden - {key})
        self.matrix_model.show_field(key)

    def show_column(self, key: str) -> None:
        """Show a hidden column again and go there."""
        self.session.arrange(hidden=self.arrangement.hidden - {key})
        index = self.matrix_model.index(max(self.currentIndex().row(), 0), self.matrix_model.column_of(key))
        self._go_to_index(index)

    def autosize_column(self) -> None:
        """Make the current column as wide as its texts."""
        self.resizeColumnToContents(max(self.currentIndex().column(), 0))

    def autosize_columns(self) -> None:
        """Make every column as wide as its texts."""
        model, now = self.matrix_model, self.arrangement
        fits = {
            (self.layout_name, column.key): max(self.sizeHintForColumn(place) * 100 // self.zoom, column.width // 2)
            for place, column in enumerate(model.columns)
        }
        self.session.arrange(widths={**now.widths, **fits})

    def freeze_columns(self) -> None:
        """Keep the columns up to the current one in place while the others scroll."""
        self.session.arrange(frozen=self._key())

    def unfreeze_columns(self) -> None:
        """Let all columns scroll."""
        self.session.arrange(frozen="")

    # Extra columns

    def insert_column(self) -> None:
        """Ask for name and type of a new column and go there."""
        self._ask_column("")

    def column_type(self) -> None:
        """Change name and type of the current column, where it is an extra one."""
        if name := self._extra_name():
            self._ask_column(name)

    def _ask_column(self, old: str) -> None:
        from raci_studio.gui.matrix.column_dialog import ColumnDialog

        if not self.session.check_writable() or not self.commit_editor():
            return
        dialog = ColumnDialog(self.session, old, self.window())
        dialog.exec()
        name = dialog.name
        dialog.deleteLater()
        if not name:
            return
        if old and old != name:
            self.session.arrange(self.arrangement.with_renamed(f"extra:{old}", f"extra:{name}"))
        if (place := self.matrix_model.column_of(f"extra:{name}")) >= 0 and self.matrix_model.rowCount():
            self._go_to_index(self.matrix_model.index(max(self.currentIndex().row(), 0), place))

    def delete_column(self) -> None:
        """Delete the current column, where it is an extra one; where it holds something, ask first."""
        name = self._extra_name()
        if not name or not self.session.check_writable() or not self.commit_editor():
            return
        from raci_studio.gui.matrix.column_dialog import ask_delete

        count = len(texts_of(self.session.document, name))
        if count and not ask_delete(self.window(), name, count):
            return
        self.session.arrange(self.arrangement.without(f"extra:{name}"))
        self.session.apply(_("Delete the column “{name}”").format(name=name), edits.delete_extra_column, name)

    def _extra_name(self) -> str:
        """Return the name of the current column; where it is no extra one, say so and return ""."""
        key = self._key()
        if key.startswith("extra:"):
            return key.removeprefix("extra:")
        remedy = _("It can be hidden. Columns that were added can be changed and deleted.")
        self.session.refused.emit(UserError(_("This column belongs to every matrix."), remedy=remedy))
        return ""

    def commit_editor(self) -> bool:
        """Take over what stands in an open editor; False where it was refused and stays open."""
        raise NotImplementedError

    def _section_moved(self) -> None:
        if not self._moving_column:
            QTimer.singleShot(0, self._keep_columns)  # once the header has done with the mouse

    def _keep_columns(self) -> None:
        """Take over the order of the header: the model's columns then stand so, and the header is as it was."""
        header, columns = self.columns_header, self.matrix_model.columns
        places = [header.logicalIndex(visual) for visual in range(header.count())]
        if places == sorted(places) or len(places) != len(columns):
            return
        self._moving_column = True
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        self._moving_column = False
        self.session.arrange(self.arrangement.with_order([columns[place].key for place in places]))

    def _open_menu(self, place: int, corner: QPoint) -> None:
        menu = self.column_menu(place)
        menu.exec(corner)
        menu.deleteLater()

    def column_menu(self, place: int) -> QMenu:
        """Return the menu of a column, which becomes the current one unless it is selected."""
        model, menu = self.matrix_model, QMenu(self)
        if place >= 0 and model.rowCount() and not self.selectionModel().isColumnSelected(place):
            self._go_to_index(model.index(max(self.currentIndex().row(), 0), place))
        extra = self._key().startswith("extra:")
        for name in _COLUMN_MENU:
            if name in ("column_type", "delete_column") and not extra:
                continue
            if name == "show_columns":
                if hidden := model.hidden_columns:
                    more = menu.addMenu(_("Show a hidden column"))
                    for column in hidden:
                        more.addAction(column.title(model.document), partial(self.show_column, column.key))
                    menu.addAction(self.actions_by_id[name])
            elif name:
                menu.addAction(self.actions_by_id[name])
            else:
                menu.addSeparator()
        return menu
