"""The chart of a schedule: rows along a time axis, of which only what is seen is painted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLineF, QLocale, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from raci_studio.core.i18n import _
from raci_studio.gui import theme
from raci_studio.gui.matrix.painting import plain
from raci_studio.gui.pages import schedule_paint as paint
from raci_studio.gui.pages.numbers import number_text

if TYPE_CHECKING:
    from raci_studio.gui.pages.schedule_rows import Row, Shown

HEAD = 40  # px: years above days
_LEFT = 10  # px before the start, so that a diamond there is whole
_LEAST_ZOOM, _MOST_ZOOM = 0.05, 60.0  # px a day
_MOST_WIDTH = 10_000_000  # px: what scroll bars and painters count without loss
_STEPS = tuple(step * power for power in (1, 10, 100, 1000, 10_000) for step in (1, 2, 5))


class Chart(QAbstractScrollArea):
    """Paint rows of a schedule; the list at its left has the keyboard and says them in words."""

    row_clicked = Signal(int)
    row_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # as high as the list beside it
        self.zoom = 20.0
        self.is_fitted = True
        self.current = -1
        self._shown: Shown | None = None
        self._rows: tuple[Row, ...] = ()
        self._links: tuple[tuple[int, int], ...] = ()

    def show_rows(self, shown: "Shown | None", rows: "tuple[Row, ...]", links: tuple[tuple[int, int], ...]) -> None:
        """Show these rows; `links` are pairs of their numbers."""
        self._shown, self._rows, self._links = shown, rows, links
        self._lay_out()

    def set_current(self, row: int) -> None:
        """Mark a row, -1 for none."""
        self.current = row
        self.viewport().update()

    # Time and place

    def x_of(self, time: float) -> float:
        """Return where a time is on the viewport."""
        return _LEFT + time * self.zoom - self.horizontalScrollBar().value()

    def top_of(self, row: int) -> int:
        """Return where a row begins on the viewport."""
        return HEAD + row * paint.ROW - self.verticalScrollBar().value()

    def row_at(self, y: int) -> int:
        """Return which row is at a place on the viewport, -1 where none is."""
        row = (y - HEAD + self.verticalScrollBar().value()) // paint.ROW
        return row if y >= HEAD and row < len(self._rows) else -1

    def zoom_by(self, factor: float, x: int | None = None) -> None:
        """Stretch the time axis around a place on the viewport, its middle where none is told."""
        x = self.viewport().width() // 2 if x is None else x
        time = (x - self.x_of(0)) / self.zoom
        self.is_fitted = False
        self.zoom = max(_LEAST_ZOOM, min(_MOST_ZOOM, self.zoom * factor))
        self._lay_out()
        self.horizontalScrollBar().setValue(round(_LEFT + time * self.zoom - x))

    def fit(self) -> None:
        """Show the whole time."""
        self.is_fitted = True
        self._lay_out()

    def _lay_out(self) -> None:
        size, horizon = self.viewport().size(), self._shown.horizon if self._shown is not None else 1.0
        if self.is_fitted:
            self.zoom = max(_LEAST_ZOOM, min(_MOST_ZOOM, (size.width() - 3 * _LEFT) / horizon))
        self.zoom = min(self.zoom, _MOST_WIDTH / horizon)
        width, height = 3 * _LEFT + horizon * self.zoom, len(self._rows) * paint.ROW
        self.horizontalScrollBar().setRange(0, max(0, int(width) - size.width()))
        self.horizontalScrollBar().setPageStep(size.width())
        self.horizontalScrollBar().setSingleStep(20)
        self.verticalScrollBar().setRange(0, max(0, height - (size.height() - HEAD)))
        self.verticalScrollBar().setPageStep(max(1, size.height() - HEAD))
        self.verticalScrollBar().setSingleStep(paint.ROW)
        self.viewport().update()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, area = paint.look_of(self.palette()), self.viewport().rect()
        painter.fillRect(area, look.base)
        if self._shown is None:
            return
        painter.setClipRect(area.adjusted(0, HEAD, 0, 0))
        first = max(0, self.verticalScrollBar().value() // paint.ROW)
        last = min(len(self._rows), first + area.height() // paint.ROW + 2)
        self._paint_grid(painter, look, first, last)
        for before, after in self._links:
            if min(before, after) < last and max(before, after) >= first:
                self._paint_link(painter, look, before, after)
        for row in range(first, last):
            self._paint_row(painter, look, self._rows[row], self.top_of(row))
        painter.setClipping(False)
        self._paint_head(painter, look)

    def _paint_grid(self, painter: QPainter, look: paint.Look, first: int, last: int) -> None:
        width, shown = self.viewport().width(), self._shown
        if first <= self.current < last:
            calm = theme.with_calm_selection(self.palette())
            painter.fillRect(0, self.top_of(self.current), width, paint.ROW, calm.color(QPalette.ColorRole.Highlight))
        painter.setPen(QPen(look.line, 1.0))
        for day in self._ticks(painter):
            x = round(self.x_of(day)) + 0.5
            painter.drawLine(QLineF(x, HEAD, x, self.viewport().height()))
        for row in range(first, last):
            y = self.top_of(row) + paint.ROW - 0.5
            painter.drawLine(QLineF(0, y, width, y))
        if shown is not None and shown.plan.promise is not None:
            is_late = shown.plan.end > shown.plan.promise + 1e-9
            painter.setPen(QPen(look.late if is_late else look.dim, 1.6, Qt.PenStyle.DashDotLine))
            x = self.x_of(shown.plan.promise)
            painter.drawLine(QLineF(x, HEAD, x, self.viewport().height()))

    def _paint_link(self, painter: QPainter, look: paint.Look, before: int, after: int) -> None:
        one, other = self._rows[before].bar, self._rows[after].bar
        if one is not None and other is not None:
            x, to_x = self._near(one.finish), self._near(other.start)
            paint.draw_link(painter, look, x, self.top_of(before), to_x, self.top_of(after))

    def _paint_row(self, painter: QPainter, look: paint.Look, row: "Row", top: int) -> None:
        bar = row.bar
        if bar is None:
            self._paint_load(painter, look, row, top)
            return
        if 0 < bar.slack < float("inf"):
            paint.draw_slack(painter, look, self._near(bar.finish), self._near(bar.finish + bar.slack), top)
        start, finish = self._near(bar.start), self._near(bar.finish)
        paint.draw_bar(painter, look, start, finish, top, critical=bar.critical, known=bar.known)
        paint.draw_levelled(painter, look, self._near(bar.levelled_start), self._near(bar.levelled_finish), top)
        if row.due is not None:
            paint.draw_deadline(painter, look, self._near(max(0.0, row.due)), top, late=row.is_late)

    def _paint_load(self, painter: QPainter, look: paint.Look, row: "Row", top: int) -> None:
        """By days where they have room, else by the stretches in which nothing changes."""
        from raci_studio.analysis.workload import Stretch, load_by_day

        first, end = self._seen_days()
        seen = [one for one in row.load if one.finish > first and one.start < end]
        if self.zoom < 6:
            cells: list[tuple[float, float, float]] = [(one.start, one.finish, one.tasks) for one in seen]
        else:
            cut = [Stretch(max(one.start, first), min(one.finish, end), one.tasks) for one in seen]
            cells = [(day, day + 1, work) for day, work in load_by_day(cut).items()]
        for start, finish, work in cells:
            left, right = self._near(start) + 0.5, self._near(finish) - 0.5
            paint.draw_load(painter, look, left, right, top, work, number_text(work))

    def _paint_head(self, painter: QPainter, look: paint.Look) -> None:
        width = self.viewport().width()
        colours = self.palette()
        painter.fillRect(0, 0, width, HEAD, colours.color(QPalette.ColorRole.Button))
        painter.setPen(look.line)
        painter.drawLine(QLineF(0, HEAD - 1, width, HEAD - 1))
        above = ""
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for day in self._ticks(painter):
            x = self.x_of(day)
            year, text = self._label(day)
            painter.setPen(look.line)
            painter.drawLine(QLineF(round(x) + 0.5, HEAD // 2, round(x) + 0.5, HEAD))
            painter.setPen(look.text)
            if self.has_room(x + 4 + painter.fontMetrics().horizontalAdvance(text)):
                painter.drawText(QRectF(x + 4, HEAD // 2, 200, HEAD // 2), left, text)
            if year != above and (x >= 0 or not above):
                painter.setPen(look.dim)
                painter.drawText(QRectF(max(4.0, x + 4), 0, 300, HEAD // 2), left, year)
                above = year

    def has_room(self, right: float) -> bool:
        """Tell whether a text that ends there is shown: one that is cut only where one can scroll to the rest of it."""
        return not self.is_fitted or right <= self.viewport().width()

    def _ticks(self, painter: QPainter) -> range:
        """Return the working days that are marked on the axis, from 0; the first may be out of sight."""
        longest = "30 MMM." if self._dates() else "0000"
        room = (painter.fontMetrics().horizontalAdvance(longest) + 12) / self.zoom
        step = next((step for step in _STEPS if step >= room), _STEPS[-1])
        first, end = self._seen_days()
        return range(int(first) // step * step, int(end) + 1, step)

    def _label(self, number: int) -> tuple[str, str]:
        """Return what stands above and at a tick."""
        days = self._dates()
        day = days.date_of(number) if days is not None else None
        if day is None:
            return _("Working day"), QLocale().toString(number + 1)
        locale, held = QLocale(), QDate(day.year, day.month, day.day)
        return str(day.year), locale.toString(held, "d MMM")

    def _dates(self):
        return self._shown.plan.days if self._shown is not None else None

    def _seen_days(self) -> tuple[float, float]:
        """Return the whole working days that are in sight, [first, end)."""
        first = max(0, int((self.horizontalScrollBar().value() - _LEFT) / self.zoom))
        return float(first), float(first + int(self.viewport().width() / self.zoom) + 2)

    def _near(self, time: float) -> float:
        """Return the place of a time; far beyond the viewport just outside of it, for painters lose count there."""
        return max(-2000.0, min(self.viewport().width() + 2000.0, self.x_of(time)))

    # Qt

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.25 ** (event.angleDelta().y() / 120), round(event.position().x()))
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tell(self.row_clicked.emit, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._tell(self.row_opened.emit, event)

    def _tell(self, emit: Callable[[int], None], event: QMouseEvent) -> None:
        row = self.row_at(round(event.position().y()))
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            emit(row)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.tip_at(event.pos())
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, pos: QPoint) -> str:
        """Return what a place of the viewport shows, in words."""
        row = self.row_at(pos.y())
        return plain(self._rows[row].words) if row >= 0 else ""
