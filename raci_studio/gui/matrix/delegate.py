"""The delegate of the matrix: it paints texts, chips and marks, and makes editors; nothing else."""

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)  # fmt: skip
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from raci_studio.core.document import ColumnKind, TaskId
from raci_studio.gui.matrix.cell_painter import CellPainter
from raci_studio.gui.matrix.columns import PersonColumn, RoleColumn
from raci_studio.gui.matrix.commands import Outcome, Write
from raci_studio.gui.matrix.day_editor import DayEditor
from raci_studio.gui.matrix.days import days_of
from raci_studio.gui.matrix.editors import CellEditor, LineEditor, PageEditor, fill_once
from raci_studio.gui.matrix.frozen import Index, Strip
from raci_studio.gui.matrix.list_editors import ChoiceEditor, ListingEditor, NamesEditor
from raci_studio.gui.matrix.model import MatrixModel
from raci_studio.gui.matrix.painting import PAD, Measure, chip_height, place_chips
from raci_studio.gui.theme import is_dark, severity_colour

if TYPE_CHECKING:
    from raci_studio.gui.matrix.table import MatrixTable

_COMPLETED = ("step", "deadline", "format", "channel", "process")
_MOST_LINES = 8
REFUSED = "refused"  # the property of an editor whose text was not taken


class MatrixDelegate(QStyledItemDelegate):
    """Paint and edit cells of a `MatrixModel`.

    `done` says that an editor's text is to be taken and where to go then (`editors` says which words).
    """

    done = Signal(QWidget, str)

    def __init__(self, view: "MatrixTable") -> None:
        super().__init__(view)
        self._view = view
        self.editor: CellEditor | None = None
        self.edited = QPersistentModelIndex()
        self._painter: CellPainter | None = None
        self.hits: Container[tuple[TaskId, str]] = ()  # what a search found, lightly marked

    def paint_cells(
        self, painter: QPainter, rows: Sequence[Strip], columns: Sequence[Strip], current: QRect | None
    ) -> None:
        """Paint the cells where rows and columns cross, and the frame around the current one, which is at `current`."""
        if self._painter is None or not self._painter.fits(self._view):
            self._painter = CellPainter(self._view)
        self._painter.paint(painter, self._view.matrix_model, rows, columns, self.hits)
        if current is not None:
            painter.setPen(QPen(self._view.palette().color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(current.adjusted(1, 1, -1, -1))

    def _column(self, index: Index):
        return cast(MatrixModel, index.model()).columns[index.column()]

    def _words(self, index: Index) -> list[str]:
        """Return what a cell's editor completes: the texts already in the column."""
        model = cast(MatrixModel, index.model())
        column, document = self._column(index), model.document
        if column.key not in _COMPLETED:
            return []
        return list({text for task in document.tasks_in_order() if (text := column.text(document, task))})

    def _fit_page(self, editor: PageEditor, room: QRect) -> None:
        bottom = self._view.viewport().height()
        most = max(room.height(), min(editor.fontMetrics().lineSpacing() * _MOST_LINES + 8, bottom - 4))
        height = max(room.height(), min(editor.wanted_height(), most))
        top = min(room.top(), max(bottom - height, 0))
        editor.setGeometry(room.left(), top, max(room.width(), 220), height)

    def _fit_names(self, editor: NamesEditor, room: QRect) -> None:
        view = self._view.viewport()
        width, height = editor.wanted_size(room, max(view.width() - room.left(), room.width()))
        editor.setGeometry(room.left(), max(min(room.top(), view.height() - height), 0), width, height)

    # Qt

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics, measure = self._view.fontMetrics(), Measure(self._view.fontMetrics())
        model = cast(MatrixModel, index.model())
        text, chips, _severity = model.cell(index.row(), index.column())
        line = chip_height(measure) + 6
        width = self._view.columnWidth(index.column())
        if chips:
            rects = place_chips(chips, QRect(0, 0, width, line), measure, False, self._view.wordWrap())
            total = sum(metrics.horizontalAdvance(chip.text) + 13 for chip in chips) + 2 * PAD
            return QSize(total, rects[-1].bottom() - rects[0].top() + 8)
        if self._view.wordWrap() and text:
            room = QRect(0, 0, width - 2 * PAD, 100000)
            return QSize(width, max(line, metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height() + 8))
        return QSize(metrics.horizontalAdvance(text.replace("\n", " ↵ ")) + 2 * PAD + 4, line)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column, text = self._column(index), str(index.data(Qt.ItemDataRole.EditRole))
        document = cast(MatrixModel, index.model()).document
        kind = column.type_in(document)
        editor: CellEditor
        if isinstance(column, RoleColumn):
            editor = names = NamesEditor(parent, document, document.kind_of(column.letter))
            names.grown.connect(lambda: self._fit_names(names, self._view.visualRect(self._view.currentIndex())))
        elif not column.is_role and ((column.is_long and kind.kind is ColumnKind.TEXT) or "\n" in text):
            editor = page = PageEditor(parent)
            page.grown.connect(lambda: self._fit_page(page, self._view.visualRect(self._view.currentIndex())))
        elif kind.kind is ColumnKind.CHOICE:
            editor = ChoiceEditor(parent, kind.choices)
        elif (days := days_of(document, column, text)) is not None:
            editor = DayEditor(parent, self._words(index), days)
        else:
            editor = LineEditor(parent, self._words(index))
            if isinstance(column, PersonColumn):
                editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
            elif kind.kind is ColumnKind.NUMBER:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.committed.connect(lambda where: self.done.emit(editor, where))
        editor.setFont(self._view.font())
        editor.setAutoFillBackground(True)
        editor.setAccessibleName(column.title(cast(MatrixModel, index.model()).document))
        self.editor, self.edited = editor, QPersistentModelIndex(index)
        editor.destroyed.connect(lambda: self.forget(editor))
        return editor

    def forget(self, editor: QWidget) -> None:
        """Know no more of an editor that is closed."""
        if self.editor is editor:
            self.editor = None

    def mark(self, editor: QWidget, outcome: Outcome) -> None:
        """Show on an editor whether its text was refused: it then stays open."""
        refused = outcome is Outcome.REFUSED
        editor.setProperty(REFUSED, refused)
        colours = QPalette(self._view.palette())
        if refused:
            sign = severity_colour("error", is_dark(colours))
            colours.setColor(QPalette.ColorRole.Text, sign)
        editor.setPalette(colours)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        fill_once(editor, str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        shown, text = cast(MatrixModel, model), cast(CellEditor, editor).whole_text()
        outcome = Outcome.SAME
        if text != str(index.data(Qt.ItemDataRole.EditRole)):
            write = Write(shown.task_at(index.row()), shown.columns[index.column()], text)
            outcome = self._view.commands.try_write([write])
        self.mark(editor, outcome)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        if isinstance(editor, PageEditor):
            self._fit_page(editor, option.rect)
        elif isinstance(editor, NamesEditor):
            self._fit_names(editor, option.rect)
        else:
            width = max(option.rect.width(), 72)
            editor.setGeometry(option.rect.left(), option.rect.top(), width, option.rect.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        key = event.key() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False  # the editor says itself when it is done
        if key is not None and isinstance(watched, ListingEditor) and watched.is_listing:
            return False  # the keys of its list: Tab takes an entry, Esc closes it
        return super().eventFilter(watched, event)


def row_height(widget: QWidget) -> int:
    """Return the height of a row of one line for a widget's font: the line and some air."""
    return chip_height(Measure(widget.fontMetrics())) + 6
