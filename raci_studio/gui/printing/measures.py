"""How wide texts are on a device, and where their lines end."""

from PySide6.QtGui import QFont, QFontMetricsF, QPagedPaintDevice, QTextLayout, QTextOption


class Measures:
    """What a font measures on a device, in points."""

    def __init__(self, font: QFont, device: QPagedPaintDevice, dots: float) -> None:
        self._font, self._device, self._dots = font, device, dots
        self._metrics = QFontMetricsF(font, device)
        self.height, self.ascent = self._metrics.height() / dots, self._metrics.ascent() / dots
        self._advances: dict[str, float] = {}

    def width_of(self, text: str) -> float:
        """Return how wide a line is."""
        if text not in self._advances:
            self._advances[text] = self._metrics.horizontalAdvance(text) / self._dots
        return self._advances[text]

    def wrapped(self, text: str, width: float) -> tuple[str, ...]:
        """Return the lines of a text, broken at words and inside a word only where it is wider than a line."""
        return tuple(line for part in text.split("\n") for line in self._broken(part, max(width, 1.0)))

    def _broken(self, text: str, width: float) -> list[str]:
        if self.width_of(text) <= width:
            return [text]
        layout = QTextLayout(text, self._font, self._device)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        result = []
        # QTextLayout counts in UTF-16, as does QString: Python counts whole characters.
        units = text.encode("utf-16-le")
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width * self._dots)
            start, length = line.textStart(), line.textLength()
            result.append(units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace").rstrip())
        layout.endLayout()
        return result
