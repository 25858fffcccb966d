"""Paint a sheet on the pages of a printer or a PDF. Lengths are points, made dots where they are painted.

Every text, chips too, stands on lines of one height, so that a row higher than a page is cut between two lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPainter, QPen

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.core.scheme import RoleKind
from raci_studio.gui.matrix.painting import paint_mark
from raci_studio.gui.printing.layout import NORMAL_SIZE, Piece, Strip, font_size, pages, strips
from raci_studio.gui.printing.measures import Measures
from raci_studio.gui.printing.sheet import Sheet, SheetCell, SheetColumn, SheetRow
from raci_studio.gui.theme import kind_colours

_PAD, _CHIP_PAD, _GAP, _MARK = 3.0, 3.0, 2.0, 5.0
_PITCH = 1.3  # of the font's height
_TITLE_SIZE = 13.0
_FOOTER = 18.0
_WORDS_MEASURED = 5
_INK, _DIM, _LINE, _HEAD = QColor("#1C2430"), QColor("#667085"), QColor("#C3C9D2"), QColor("#E9ECF0")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text in a cell, from its line `first`; with a chip around them where `is_chip`."""

    first: int
    lines: tuple[str, ...]
    left: float
    width: float
    is_chip: bool = False
    kind: RoleKind | None = None


class Printout:
    """A sheet laid out for the pages of a device, whose page layout must be final."""

    def __init__(self, sheet: Sheet, device: QPagedPaintDevice, progress: Progress = SILENT) -> None:
        self.sheet, self._device = sheet, device
        self._dots = device.logicalDpiX() / 72
        area = device.pageLayout().paintRectPixels(device.logicalDpiX())
        self._width, self._height = area.width() / self._dots, area.height() / self._dots
        self._wrapped: dict[tuple[str, float, bool], tuple[str, ...]] = {}
        self._lay_out(progress)

    def _lay_out(self, progress: Progress) -> None:
        columns = self.sheet.columns
        widths = [column.width for column in columns]
        self.size = font_size(widths, self._width)
        self._font, self._bold = self._made(self.size), self._made(self.size, bold=True)
        self._metrics, self._bold_metrics = self._measures(self._font), self._measures(self._bold)
        self._pitch = self._metrics.height * _PITCH
        longest = max((row.number for row in self.sheet.rows), key=len, default="")
        self._numbers = self._metrics.width_of(longest or "1") + 2 * _PAD + 1
        least = [self._longest_word(place) for place in range(len(columns))]
        wanted = [width * self.size / NORMAL_SIZE for width in widths]
        self.strips = strips(wanted, least, self.sheet.repeated, self._width - self._numbers)
        titles = [self._wrap(columns[place].title, width - 2 * _PAD, bold=True) for place, width in self._cells()]
        self._head_height = max(map(len, titles), default=1) * self._pitch + 2 * _PAD
        lines = self._lines_of_rows(progress)
        below = self._height - _FOOTER - self._head_height
        heads = {row for row, held in enumerate(self.sheet.rows) if held.title}
        self.downwards = pages(lines, self._pitch, _PAD, (below - self._title_height, below), heads)

    def _cells(self) -> list[tuple[int, float]]:
        return [cell for strip in self.strips for cell in zip(strip.columns, strip.widths, strict=True)]

    def _lines_of_rows(self, progress: Progress) -> list[int]:
        result = []
        cells = self._cells()
        for number, row in enumerate(self.sheet.rows):
            if not number % 100:
                progress.at(number / len(self.sheet.rows) / 2)
            counts = [1]
            for place, width in cells if row.cells else ():
                blocks = self._blocks(row.cells[place], self.sheet.columns[place], width)
                counts += (block.first + len(block.lines) for block in blocks)
            result.append(max(counts))
        return result

    @property
    def page_count(self) -> int:
        """Return how many pages there are, in both directions."""
        return len(self.strips) * len(self.downwards)

    # Fonts and lines

    def _made(self, size: float, *, bold: bool = False) -> QFont:
        font = QFont()
        font.setPixelSize(max(round(size * self._dots), 1))
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _measures(self, font: QFont) -> Measures:
        return Measures(font, self._device, self._dots)

    def _longest_word(self, place: int) -> float:
        """Return the room the longest word of a column needs; few are measured, those with the most letters."""
        column = self.sheet.columns[place]
        cells = [row.cells[place] for row in self.sheet.rows if row.cells]
        words = {word for text in {cell.text for cell in cells} for word in text.split()}
        wide = max(map(self._metrics.width_of, nlargest(_WORDS_MEASURED, words, key=len)), default=0.0)
        beside = 2 * _CHIP_PAD if any(cell.chips for cell in cells) else 0.0
        if not column.centred and any(cell.severity for cell in cells):
            beside += _MARK + 1
        title = max(map(self._bold_metrics.width_of, column.title.split()), default=0.0)
        return max(wide + beside, title) + 2 * _PAD + 1

    def _wrap(self, text: str, width: float, *, bold: bool = False) -> tuple[str, ...]:
        """Return a text in lines no wider than `width`; a word that is wider goes on in the next line."""
        key = (text, width, bold)
        if key not in self._wrapped:
            self._wrapped[key] = (self._bold_metrics if bold else self._metrics).wrapped(text, width)
        return self._wrapped[key]

    def _blocks(self, cell: SheetCell, column: SheetColumn, width: float) -> list[Block]:
        """Return what stands in a cell, left to right and line by line."""
        room = width - 2 * _PAD - (_MARK + 1 if cell.severity and not column.centred else 0)
        if not cell.chips:
            return [Block(0, self._wrap(cell.text, room), _PAD, room)] if cell.text else []
        placed: list[list[Block]] = [[]]
        line, left = 0, 0.0
        for chip in cell.chips:
            lines = self._wrap(chip.text, room - 2 * _CHIP_PAD)
            wide = max(map(self._metrics.width_of, lines), default=0.0) + 2 * _CHIP_PAD
            if placed[-1] and left + wide > room:
                line += max(len(block.lines) for block in placed[-1])
                left = 0.0
                placed.append([])
            placed[-1].append(Block(line, lines, left + _PAD, wide, is_chip=True, kind=chip.kind))
            left += wide + _GAP
        if not column.centred:
            return [block for blocks in placed for block in blocks]
        return [block for blocks in placed for block in _centred(blocks, width)]

    # Painting

    @cached_property
    def _titles(self) -> list[tuple[str, QFont, float, QColor]]:
        """Return the lines above the first page: text, font, height, colour."""
        result = []
        large = self._made(_TITLE_SIZE, bold=True)
        for text, font, colour in ((self.sheet.name, large, _INK), (self.sheet.about, self._font, _DIM)):
            measures = self._measures(font)
            lines = measures.wrapped(text, self._width) if text else ()
            result += [(line, font, measures.height * 1.2, colour) for line in lines]
        return result

    @property
    def _title_height(self) -> float:
        return sum(height for _line, _font, height, _colour in self._titles) + 6

    def paint(self, progress: Progress = SILENT, first: int = 1, last: int = 0) -> None:
        """Paint the pages from `first` to `last` (0: all), strip after strip. Raise `UserError` where none can be."""
        shown = [(strip, place) for strip in self.strips for place in range(len(self.downwards))]
        last = min(last or len(shown), len(shown))
        painter = QPainter()
        if not painter.begin(self._device):
            remedy = _("See whether it is switched on and the file, if you print into one, can be written.")
            raise UserError(_("The printer does not take the pages."), remedy=remedy)
        try:
            for number in range(first, last + 1):
                progress.at(0.5 + number / len(shown) / 2)
                if number > first:
                    self._device.newPage()
                strip, place = shown[number - 1]
                self._paint_page(painter, strip, place, number)
        finally:
            painter.end()

    def _paint_page(self, painter: QPainter, strip: Strip, place: int, number: int) -> None:
        top = 0.0
        if place == 0:
            for text, font, height, colour in self._titles:
                self._text(painter, text, 0, top + height * 0.8, font, colour)
                top += height
            top += 6
        self._paint_head(painter, strip, top)
        top += self._head_height
        for piece in self.downwards[place]:
            height = (piece.end - piece.first) * self._pitch + 2 * _PAD
            self._paint_row(painter, strip, piece, top, height)
            top += height
        page = _("page {page} of {pages}").format(page=number, pages=self.page_count)
        text = f"{self.sheet.name} · {page} · {self.sheet.date}"
        wide = self._metrics.width_of(text)
        self._text(painter, text, max((self._width - wide) / 2, 0), self._height - 3, self._font, _DIM)

    def _text(self, painter: QPainter, text: str, left: float, base: float, font: QFont, colour: QColor) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QPointF(left * self._dots, base * self._dots), text)

    def _rect(self, left: float, top: float, width: float, height: float) -> QRectF:
        return QRectF(left * self._dots, top * self._dots, width * self._dots, height * self._dots)

    def _frame(self, painter: QPainter, strip: Strip, top: float, height: float) -> None:
        painter.setPen(QPen(_LINE, 0.5 * self._dots))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left = 0.0
        for width in (self._numbers, *strip.widths):
            painter.drawRect(self._rect(left, top, width, height))
            left += width

    def _paint_head(self, painter: QPainter, strip: Strip, top: float) -> None:
        total = self._numbers + sum(strip.widths)
        painter.fillRect(self._rect(0, top, total, self._head_height), _HEAD)
        self._frame(painter, strip, top, self._head_height)
        self._text(painter, "#", _PAD, top + _PAD + self._base, self._bold, _DIM)
        left = self._numbers
        for place, width in zip(strip.columns, strip.widths, strict=True):
            for line, text in enumerate(self._wrap(self.sheet.columns[place].title, width - 2 * _PAD, bold=True)):
                base = top + _PAD + line * self._pitch + self._base
                self._text(painter, text, left + _PAD, base, self._bold, _INK)
            left += width

    @property
    def _base(self) -> float:
        """Return where the letters of a line stand, below its upper edge."""
        return (self._pitch - self._metrics.height) / 2 + self._metrics.ascent

    def _paint_row(self, painter: QPainter, strip: Strip, piece: Piece, top: float, height: float) -> None:
        row = self.sheet.rows[piece.row]
        if row.title:
            self._paint_section(painter, strip, row, top, height)
            return
        self._frame(painter, strip, top, height)
        wide = self._metrics.width_of(row.number)
        self._text(painter, row.number, self._numbers - _PAD - wide, top + _PAD + self._base, self._font, _DIM)
        left = self._numbers
        for place, width in zip(strip.columns, strip.widths, strict=True):
            cell, column = row.cells[place], self.sheet.columns[place]
            for block in self._blocks(cell, column, width):
                self._paint_block(painter, block, piece, left, top + _PAD, column.right)
            if cell.severity and piece.first == 0:
                area = self._rect(left + width - _MARK - 1.5, top + 1.5, _MARK, _MARK)
                paint_mark(painter, cell.severity, area.toRect(), dark=False)
            left += width

    def _paint_section(self, painter: QPainter, strip: Strip, row: SheetRow, top: float, height: float) -> None:
        band = self._rect(0, top, self._numbers + sum(strip.widths), height)
        painter.fillRect(band, _HEAD)
        painter.setPen(QPen(_LINE, 0.5 * self._dots))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(band)
        base = top + _PAD + self._base
        self._text(painter, row.title, _PAD, base, self._bold, _INK)
        beside = _PAD + self._bold_metrics.width_of(row.title) + 8
        self._text(painter, row.note, beside, base, self._font, _DIM)

    def _paint_block(
        self, painter: QPainter, block: Block, piece: Piece, left: float, top: float, to_right: bool
    ) -> None:
        """Paint the lines of a block that stand on this page."""
        shown = range(max(block.first, piece.first), min(block.first + len(block.lines), piece.end))
        if not shown:
            return
        colour = _INK
        if block.is_chip:
            colour, fill = kind_colours(block.kind, dark=False)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            dotted = QPen(colour, 0.7 * self._dots, Qt.PenStyle.DotLine)
            painter.setPen(dotted if block.kind is None else Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            upper = top + (shown[0] - piece.first) * self._pitch + 0.5
            area = self._rect(left + block.left, upper, block.width, len(shown) * self._pitch - 1)
            painter.drawRoundedRect(area, 3 * self._dots, 3 * self._dots)
        for line in shown:
            text = block.lines[line - block.first]
            start = left + block.left + (_CHIP_PAD if block.is_chip else 0)
            if to_right:
                start += block.width - self._metrics.width_of(text)
            base = top + (line - piece.first) * self._pitch + self._base
            self._text(painter, text, start, base, self._font, colour)


def _centred(blocks: Sequence[Block], width: float) -> list[Block]:
    """Return the blocks of a line in the middle of a cell."""
    if not blocks:
        return []
    shift = (width - blocks[-1].left - blocks[-1].width - blocks[0].left) / 2
    return [Block(b.first, b.lines, b.left + shift, b.width, b.is_chip, b.kind) for b in blocks]
