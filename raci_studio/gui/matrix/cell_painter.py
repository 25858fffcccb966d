"""Paints many cells in one go: what they share is made once for a look, texts are measured and chips drawn once.

A look is a font, a palette, a resolution and whether texts wrap. Qt's own way asks the model and the delegate anew for
each cell, which takes several times as long.
"""

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QPen, QPixmap

from raci_studio.core.document import PLAIN_TEXT, TaskId
from raci_studio.gui.matrix.columns import Chip
from raci_studio.gui.matrix.frozen import Strip
from raci_studio.gui.matrix.painting import (
    MISFIT,
    MORE,
    PAD,
    Measure,
    chip_height,
    paint_cell_mark,
    paint_chip,
    paint_dog_ear,
    paint_misfit,
    place_chips,
)
from raci_studio.gui.theme import hit_colour, is_dark

if TYPE_CHECKING:
    from raci_studio.gui.matrix.model import MatrixModel
    from raci_studio.gui.matrix.table import MatrixTable

_MOST_CHIPS = 1000
"""So many drawn chips are kept: the names of a large matrix in some widths, some 8 kB each."""


class CellPainter:
    """Paint cells of a table for one look; `fits` tells whether it is still the table's."""

    def __init__(self, table: "MatrixTable") -> None:
        self._look = _look(table)
        self._font, self._wrap, self._scale = table.font(), table.wordWrap(), table.devicePixelRatioF()
        colours = table.palette()
        self._dark = is_dark(colours)
        self._text = QPen(colours.color(QPalette.ColorRole.Text))
        self._ear = colours.color(QPalette.ColorRole.PlaceholderText)
        self._hit = hit_colour(self._dark)
        self._linked = QFont(self._font)
        self._linked.setUnderline(True)
        self.measure = Measure(table.fontMetrics())
        self._chips: dict[tuple[Chip, int], QPixmap] = {}

    def fits(self, table: "MatrixTable") -> bool:
        """Tell whether the table looks as it did when this was made."""
        return self._look == _look(table)

    def paint(
        self, painter: QPainter, model: "MatrixModel", rows: Sequence[Strip], columns: Sequence[Strip],
        hits: Container[tuple[TaskId, str]],
    ) -> None:  # fmt: skip
        """Paint the cells where rows and columns cross; heads of sections are left out. `hits` are lightly marked."""
        document, tasks = model.document, model.document.tasks
        shown = [
            (tasks[shown_id], model.findings_of(shown_id), top, height - 1)
            for row, top, height in rows
            if (shown_id := model.task_at(row))
        ]
        painter.setFont(self._font)
        for place, left, width in columns:
            column = model.columns[place]
            key, is_role, centred = column.key, column.is_role, column.centred
            is_right, has_type = column.is_right(document), column.type_in(document) is not PLAIN_TEXT
            for task, findings, top, height in shown:
                area = QRect(left, top, width - 1, height)
                painter.setClipRect(area)
                if hits and (task.id, key) in hits:
                    painter.fillRect(area, self._hit)
                found = findings.get(key)
                if is_role:
                    if chips := column.chips(document, task):
                        room = area.adjusted(0, 0, -8, 0) if found and not centred else area
                        self._paint_chips(painter, chips, room, centred)
                elif text := column.text(document, task):
                    linked = bool(task.links) and bool(model.brought(task.links, key))
                    if has_type and column.complaint(document, task):
                        paint_misfit(painter, area, self._dark)
                        self._paint_text(painter, text, area.adjusted(0, 0, -MISFIT, 0), linked, is_right=False)
                    else:
                        self._paint_text(painter, text, area, linked, is_right)
                if found:
                    paint_cell_mark(painter, str(found[0].severity), area, self._dark)
                if task.remarks and model.brought(task.remarks, key):
                    paint_dog_ear(painter, area, self._ear)
        painter.setClipping(False)

    def _paint_text(self, painter: QPainter, text: str, area: QRect, linked: bool, is_right: bool) -> None:
        painter.setPen(self._text)
        if linked:
            painter.setFont(self._linked)
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        if self._wrap:
            flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(PAD, 3, -PAD, -3), flags, text)
        else:
            room = area.width() - 2 * PAD
            line = self.measure.elided(text.replace("\n", " ↵ "), room)
            left = area.left() + PAD
            if side == Qt.AlignmentFlag.AlignRight:
                left += room - self.measure.advance(line)
            painter.drawText(left, self.measure.baseline(area), line)
        if linked:
            painter.setFont(self._font)

    def _paint_chips(self, painter: QPainter, chips: Sequence[Chip], area: QRect, centred: bool) -> None:
        """Paint chips; one that does not fit in the line is cut with an ellipsis, the tooltip has it whole."""
        right = area.right() - 2
        rects = place_chips(chips, area, self.measure, centred, self._wrap)
        shown = _shown(rects, right, 2 * self.measure.height)
        for place in range(shown):
            rect = rects[place]
            last = right - MORE if place == shown - 1 and shown < len(rects) else right
            painter.drawPixmap(rect.topLeft(), self._chip(chips[place], min(rect.right(), last) - rect.left() + 1))
        if shown < len(rects):
            painter.setPen(self._text)
            painter.drawText(QRect(right - 12, area.top(), 12, area.height()), Qt.AlignmentFlag.AlignCenter, "…")

    def _chip(self, chip: Chip, width: int) -> QPixmap:
        drawn = self._chips.get((chip, width))
        if drawn is None:
            if len(self._chips) >= _MOST_CHIPS:
                self._chips.clear()
            size = QSize(width, chip_height(self.measure))
            drawn = QPixmap(size * self._scale)
            drawn.setDevicePixelRatio(self._scale)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            painter.setFont(self._font)
            paint_chip(painter, chip, QRect(0, 0, size.width(), size.height()), self.measure, self._dark)
            painter.end()
            self._chips[chip, width] = drawn
        return drawn


def _shown(rects: Sequence[QRect], right: int, least: int) -> int:
    """Return how many chips are shown up to an edge: all but the first need ``least`` pixels, or be narrower.

    Less would be an empty box: there is no room in it for a letter.
    """
    for place, rect in enumerate(rects):
        whole = place == len(rects) - 1 and rect.right() <= right
        if place and not whole and right - MORE - rect.left() + 1 < min(rect.width(), least):
            return place
    return len(rects)


def _look(table: "MatrixTable") -> tuple[object, ...]:
    return table.font().key(), table.palette().cacheKey(), table.devicePixelRatioF(), table.wordWrap()
