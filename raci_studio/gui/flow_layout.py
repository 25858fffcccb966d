"""A layout that puts widgets side by side and goes on in the next line where there is no room."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Lay out from left to right in lines; what may grow (its size policy says so) fills its line."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._height = (-1, 0)  # a width, and the height for it: the layout around this one asks often
        self._parts: list[_Part] | None = None
        self.setSpacing(spacing)

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a widget before the one that stands at a place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    # Qt

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def invalidate(self) -> None:
        self._height, self._parts = (-1, 0), None
        super().invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # Qt asks past the end
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._height[0] != width:
            self._height = width, self._place(QRect(0, 0, width, 0), move=False)
        return self._height[1]

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, move=True)

    def _place(self, area: QRect, *, move: bool) -> int:
        """Return the height it takes in an area, and put the widgets there where they are to move."""
        margins, gap = self.contentsMargins(), self.spacing()
        left, width = area.left() + margins.left(), area.width() - margins.left() - margins.right()
        start = top = area.top() + margins.top()
        for line in self._lines(width, gap):
            height = max(part.height for part in line)
            spare = width - sum(min(part.width, width) for part in line) - gap * (len(line) - 1)
            growing = next((part for part in reversed(line) if part.grows), None) if spare > 0 else None
            x = left
            for part in line if move else ():
                size = QSize(min(part.width, width) + (spare if part is growing else 0), part.height)
                part.item.setGeometry(QRect(QPoint(x, top + (height - part.height) // 2), size))
                x += size.width() + gap
            top += height + gap
        return max(top - gap, start) - area.top() + margins.bottom()

    def _lines(self, width: int, gap: int) -> "list[list[_Part]]":
        """Return what is shown by lines."""
        lines: list[list[_Part]] = []
        used = 0
        for part in self._shown_parts():
            if not lines or used + part.width > width:
                lines.append([])
                used = 0
            lines[-1].append(part)
            used += part.width + gap
        return lines

    def _shown_parts(self) -> "list[_Part]":
        if self._parts is None:
            self._parts = [_part(item) for item in self._items if not item.isEmpty()]
        return self._parts


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """What the layout asks of a widget, asked once as long as nothing changes."""

    item: QLayoutItem
    width: int
    height: int
    grows: bool


def _part(item: QLayoutItem) -> _Part:
    hint, widget = item.sizeHint(), item.widget()
    grows = widget is not None and widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
    return _Part(item, hint.width(), hint.height(), grows)
