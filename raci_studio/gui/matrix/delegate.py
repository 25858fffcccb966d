"""The delegate of the matrix: it paints texts, chips and marks, and makes editors; nothing else."""

from collections.abc import Container
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)  # fmt: skip
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from raci_studio.core.document import TaskId
from raci_studio.gui.matrix.columns import PersonColumn, RoleColumn
from raci_studio.gui.matrix.commands import Outcome, Write
from raci_studio.gui.matrix.editors import CellEditor, LineEditor, PageEditor
from raci_studio.gui.matrix.model import MatrixModel
from raci_studio.gui.matrix.painting import PAD, chip_height, paint_cell_mark, paint_chips, paint_dog_ear, place_chips
from raci_studio.gui.theme import hit_colour, is_dark, severity_colour

if TYPE_CHECKING:
    from raci_studio.gui.matrix.table import MatrixTable

_COMPLETED = ("step", "deadline", "format", "channel", "process")
_MOST_LINES = 8
_FILLED = "filled"
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
        self.hits: Container[tuple[TaskId, str]] = ()  # what a search found, lightly marked

    def _paint_current(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        if index == self._view.currentIndex():
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, text: str, right: bool, link: bool) -> None:
        if link:
            font = QFont(painter.font())
            font.setUnderline(True)
            painter.setFont(font)
        area = option.rect.adjusted(PAD, 0, -PAD, 0)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if self._view.wordWrap():
            flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(0, 3, 0, -3), flags, text)
            return
        line = text.replace("\n", " ↵ ")
        shown = option.fontMetrics.elidedText(line, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _column(self, index: QModelIndex):
        return cast(MatrixModel, index.model()).columns[index.column()]

    def _words(self, index: QModelIndex) -> list[str]:
        """Return what a cell's editor completes: names, or the texts already in the column."""
        model = cast(MatrixModel, index.model())
        column, document = self._column(index), model.document
        if isinstance(column, RoleColumn):
            return [person.name for person in document.people_in_order()]
        if column.key not in _COMPLETED:
            return []
        return list({text for task in document.tasks_in_order() if (text := column.text(document, task))})

    def _fit_page(self, editor: PageEditor, room: QRect) -> None:
        bottom = self._view.viewport().height()
        most = max(room.height(), min(editor.fontMetrics().lineSpacing() * _MOST_LINES + 8, bottom - 4))
        height = max(room.height(), min(editor.wanted_height(), most))
        top = min(room.top(), max(bottom - height, 0))
        editor.setGeometry(room.left(), top, max(room.width(), 220), height)

    # Qt

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        model = cast(MatrixModel, index.model())
        text, chips, severity = model.cell(index.row(), index.column())
        column = model.columns[index.column()]
        dark = is_dark(option.palette)
        painter.save()
        painter.setClipRect(option.rect)
        painter.setFont(self._view.font())
        option.fontMetrics = self._view.fontMetrics()
        if self.hits and (model.task_at(index.row()), column.key) in self.hits:
            painter.fillRect(option.rect, hit_colour(dark))
        if chips:
            room = option.rect.adjusted(0, 0, -8, 0) if severity and not column.centred else option.rect
            paint_chips(
                painter, chips, room, option.fontMetrics, centred=column.centred, wrap=self._view.wordWrap(), dark=dark
            )
        elif text:
            self._paint_text(
                painter, option, text, column.key == "predecessors", bool(model.link_at(index.row(), index.column()))
            )
        if severity:
            paint_cell_mark(painter, severity, option.rect, dark)
        self._paint_current(painter, option, index)
        if model.remark_at(index.row(), index.column()):
            paint_dog_ear(painter, option.rect, option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        metrics = self._view.fontMetrics()
        model = cast(MatrixModel, index.model())
        text, chips, _severity = model.cell(index.row(), index.column())
        line = chip_height(metrics) + 6
        width = self._view.columnWidth(index.column())
        if chips:
            rects = place_chips(chips, QRect(0, 0, width, line), metrics, False, self._view.wordWrap())
            total = sum(metrics.horizontalAdvance(chip.text) + 13 for chip in chips) + 2 * PAD
            return QSize(total, rects[-1].bottom() - rects[0].top() + 8)
        if self._view.wordWrap() and text:
            room = QRect(0, 0, width - 2 * PAD, 100000)
            return QSize(width, max(line, metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height() + 8))
        return QSize(metrics.horizontalAdvance(text.replace("\n", " ↵ ")) + 2 * PAD + 4, line)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        column, text = self._column(index), str(index.data(Qt.ItemDataRole.EditRole))
        editor: CellEditor
        if not column.is_role and (column.is_long or "\n" in text):
            editor = page = PageEditor(parent)
            page.grown.connect(lambda: self._fit_page(page, self._view.visualRect(self._view.currentIndex())))
        else:
            editor = LineEditor(parent, self._words(index), several=isinstance(column, RoleColumn))
            if isinstance(column, PersonColumn):
                editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
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

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        if not editor.property(_FILLED):  # the view asks again at each change, also of findings: typing must survive
            editor.setProperty(_FILLED, True)
            cast(CellEditor, editor).set_whole_text(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        shown, text = cast(MatrixModel, model), cast(CellEditor, editor).whole_text()
        outcome = Outcome.SAME
        if text != str(index.data(Qt.ItemDataRole.EditRole)):
            write = Write(shown.task_at(index.row()), shown.columns[index.column()], text)
            outcome = self._view.commands.try_write([write])
        self.mark(editor, outcome)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        if isinstance(editor, PageEditor):
            self._fit_page(editor, option.rect)
        else:
            width = max(option.rect.width(), 72)
            editor.setGeometry(option.rect.left(), option.rect.top(), width, option.rect.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False  # the editor says itself when it is done
        return super().eventFilter(watched, event)


def row_height(widget: QWidget) -> int:
    """Return the height of a row of one line for a widget's font: the line and some air."""
    return chip_height(widget.fontMetrics()) + 6
