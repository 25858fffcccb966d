"""The table of the matrix as to sizes: widths, heights, zoom, wrapping, and what the header shows.

All of them are those of the session's arrangement: setting one arranges the session, and the table follows.
"""

from typing import cast

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from raci_studio.gui.matrix.columns import Column
from raci_studio.gui.matrix.delegate import row_height
from raci_studio.gui.matrix.frozen import FrozenTable, Index
from raci_studio.gui.matrix.header import ColumnHeader, RowHeader
from raci_studio.gui.matrix.model import MatrixModel
from raci_studio.gui.matrix.painting import PAD
from raci_studio.gui.session import Session
from raci_studio.gui.theme import tint_table

ZOOMS = (50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
WRAPPED_AT_ONCE = 2000
"""At most so many rows are measured in one go, which takes some 100 ms; of more, each is as it changes."""
_WIDEST = 480  # pixels at 100 % that a column is made wide by itself
_WIDEST_TITLE = 220  # and for the sake of its title alone
_HEADER_LINES = {"list": 1, "grid": 5}  # at most


class SizedTable(FrozenTable):
    """Size rows and columns of a `MatrixModel`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._zoom = 100
        self._sizing = False
        self._point_size = self.font().pointSizeF()
        self._set_up()

    def _set_up(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        self.setTabKeyNavigation(True)
        self.columns_header = header = ColumnHeader(self)
        self.setHorizontalHeader(header)
        header.setMinimumSectionSize(28)
        header.sectionResized.connect(self._section_resized)
        rows = RowHeader(lambda: self.matrix_model.widest_row_header() if self.model() else "", self)
        self.setVerticalHeader(rows)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.setMinimumWidth(38)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._size_rows()
        self._tint_selection()

    def _tint_selection(self) -> None:
        tint_table(self)

    @property
    def matrix_model(self) -> MatrixModel:
        """Return the model of the layout on the screen."""
        return cast(MatrixModel, self.model())

    @property
    def layout_name(self) -> str:
        """Return "list" or "grid"."""
        return self.matrix_model.layout_name

    def _show_frozen(self) -> None:
        place = self.matrix_model.column_of(self.session.arrangement.frozen)
        self.set_frozen(place + 1)
        arrangement, column_of = self.session.arrangement, self.matrix_model.column_of
        filtered = frozenset(column_of(key) for key in arrangement.filters)
        key, descending = arrangement.sort or ("", False)
        self.columns_header.show_marks(filtered, column_of(key), descending, arrangement.arrows)

    def _apply_widths(self) -> None:
        if self._sizing:
            return
        self._sizing = True
        widths = self.session.arrangement.widths
        for place, column in enumerate(self.matrix_model.columns):
            width = widths.get((self.layout_name, column.key))
            self.setColumnWidth(place, self._usual_width(column) if width is None else width * self._zoom // 100)
        self._sizing = False

    def _usual_width(self, column: Column) -> int:
        """Return the width to begin with: no title is cut, nor a word of it where it may take several lines."""
        title = column.title(self.matrix_model.document)
        parts = title.replace("-", "- ").split() if _HEADER_LINES[self.layout_name] > 1 else [title]
        title_width = max(map(self.fontMetrics().horizontalAdvance, parts), default=0) + 2 * PAD + 4
        return max(column.width * self._zoom // 100, min(title_width, _WIDEST_TITLE * self._zoom // 100))

    def _size_header(self) -> None:
        lines = min(self._header_lines(), _HEADER_LINES[self.layout_name])
        wrap = Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap) if lines > 1 else Qt.AlignmentFlag(0)
        header = self.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideNone if lines > 1 else Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | wrap)
        header.setFixedHeight(self.fontMetrics().height() * lines + 10)
        self.updateGeometries()

    def _header_lines(self) -> int:
        """Return how many lines the longest title takes in its column."""
        model, metrics = self.matrix_model, self.fontMetrics()
        wrap = int(Qt.TextFlag.TextWordWrap)
        heights = [metrics.height()]
        for place, column in enumerate(model.columns):
            room = QRect(0, 0, max(self.columnWidth(place) - 8, 20), 1000)
            heights.append(metrics.boundingRect(room, wrap, column.title(model.document)).height())
        return -(-max(heights) // metrics.lineSpacing())

    def _section_resized(self, place: int, _old: int, new: int) -> None:
        if not self._sizing and place < len(self.matrix_model.columns):
            key = (self.layout_name, self.matrix_model.columns[place].key)
            self._sizing = True  # it has that width already
            self.session.arrange(widths={**self.session.arrangement.widths, key: new * 100 // self._zoom})
            self._sizing = False

    def _size_rows(self) -> None:
        self.verticalHeader().setMinimumSectionSize(row_height(self))
        self.verticalHeader().setDefaultSectionSize(row_height(self))

    def set_wrap(self, wrap: bool) -> None:
        """Show long texts in as many lines as they need, or each row in one line."""
        self.session.arrange(wrap=wrap)

    def _wrap_rows(self) -> None:
        wrap = self.session.arrangement.wrap
        self.setWordWrap(wrap)
        if wrap and self.matrix_model.rowCount() <= WRAPPED_AT_ONCE:
            self.resizeRowsToContents()
        else:
            header = self.verticalHeader()
            header.setDefaultSectionSize(row_height(self))
            for row in range(self.matrix_model.rowCount()):
                header.resizeSection(row, row_height(self))

    @property
    def zoom(self) -> int:
        """Return the zoom in per cent."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Scale font, rows and columns."""
        self.session.arrange(zoom=max(ZOOMS[0], min(percent, ZOOMS[-1])))

    def _show_sizes(self) -> None:
        self._zoom = self.session.arrangement.zoom
        font = self.font()
        font.setPointSizeF(self._point_size * self._zoom / 100)
        self.setFont(font)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(font)
        self._size_rows()
        self._apply_widths()
        self._size_header()
        self._wrap_rows()

    def zoom_by(self, steps: int) -> None:
        """Go to the next larger or smaller zoom."""
        place = min(range(len(ZOOMS)), key=lambda place: abs(ZOOMS[place] - self._zoom))
        self.set_zoom(ZOOMS[max(0, min(place + steps, len(ZOOMS) - 1))])

    # Qt

    def rowsInserted(self, parent: Index, first: int, last: int) -> None:
        super().rowsInserted(parent, first, last)
        if self.wordWrap() and self.matrix_model.rowCount() <= WRAPPED_AT_ONCE:
            for row in range(first, last + 1):
                self.resizeRowToContents(row)

    def sizeHintForColumn(self, place: int) -> int:
        """Return the width that shows the column's texts in one line, as far as that is sensible."""
        model, metrics = self.matrix_model, self.fontMetrics()
        widest = 0
        for row in range(min(model.rowCount(), WRAPPED_AT_ONCE)):
            text, chips, _severity = model.cell(row, place)
            if chips:
                width = sum(metrics.horizontalAdvance(chip.text) + 13 for chip in chips) + 8
            else:
                width = max((metrics.horizontalAdvance(line) for line in text.split("\n")), default=0)
            widest = max(widest, width)
        return min(widest + 2 * PAD + 8, _WIDEST * self._zoom // 100)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint_selection()
