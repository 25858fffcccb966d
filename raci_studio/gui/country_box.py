"""A box to choose the country of the calendar from."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QWidget

from raci_studio.gui import countries


class CountryBox(QComboBox):
    """Offer the countries whose holidays are known; the first entry, "", stands for what `fallback` says.

    `fallback` returns the text of the first entry, given the names of all countries by code.
    """

    def __init__(self, chosen: str, fallback: Callable[[dict[str, str]], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fallback = fallback
        self._codes = countries.supported() | ({chosen} - {""})  # one that a later version knew stays chosen
        self.setMaxVisibleItems(20)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(28)
        self._fill(chosen)

    @property
    def code(self) -> str:
        """Return the country that is chosen, "" for the first entry."""
        return str(self.currentData())

    def retranslate(self) -> None:
        """Name the countries in the current language."""
        self._fill(self.code)

    def _fill(self, chosen: str) -> None:
        names = dict(countries.names())
        self.clear()
        self.addItem(self._fallback(names), "")
        for code in (*names, *sorted(self._codes - names.keys())):
            if code in self._codes:
                self.addItem(names.get(code, code), code)
        self.setCurrentIndex(max(self.findData(chosen), 0))
