"""Paper, direction and margins: a dialog of our own, as Qt's works only where a printer is installed."""

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QDoubleSpinBox, QFormLayout, QWidget

from raci_studio.core.i18n import _

_SIZES = (
    QPageSize.PageSizeId.A4,
    QPageSize.PageSizeId.A3,
    QPageSize.PageSizeId.A5,
    QPageSize.PageSizeId.A2,
    QPageSize.PageSizeId.Letter,
    QPageSize.PageSizeId.Legal,
    QPageSize.PageSizeId.Tabloid,
)
_WIDEST_MARGIN = 50.0  # mm
_MILLIMETRE = QPageLayout.Unit.Millimeter


class PageDialog(QDialog):
    """Show a page and let the user choose another; `page` is what is chosen."""

    def __init__(self, page: QPageLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Page setup"))
        self._sizes = list(_SIZES)
        self._page = page
        self.paper, self.direction, self.margin = QComboBox(), QComboBox(), QDoubleSpinBox()
        self._names = [QPageSize.name(size) for size in self._sizes]
        if page.pageSize().id() not in self._sizes:
            self._names.append(page.pageSize().name())  # from a printer's own dialog: it stays what it is
        self.paper.addItems(self._names)
        known = page.pageSize().id() in self._sizes
        self.paper.setCurrentIndex(self._sizes.index(page.pageSize().id()) if known else len(self._sizes))
        self.direction.addItems([_("Landscape"), _("Portrait")])
        self.direction.setCurrentIndex(0 if page.orientation() == QPageLayout.Orientation.Landscape else 1)
        self.margin.setRange(0, _WIDEST_MARGIN)
        self.margin.setDecimals(0)
        self.margin.setSuffix(" " + _("mm"))
        self._shown_margin = round(page.margins(_MILLIMETRE).left())
        self.margin.setValue(self._shown_margin)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        for text, widget in ((_("&Paper:"), self.paper), (_("&Direction:"), self.direction),
                             (_("&Margins:"), self.margin)):  # fmt: skip
            form.addRow(text, widget)
        form.addRow(buttons)

    @property
    def page(self) -> QPageLayout:
        """Return the page as it is chosen; margins of different widths stay where they were not touched."""
        place, wide = self.paper.currentIndex(), self.margin.value()
        size = QPageSize(self._sizes[place]) if place < len(self._sizes) else self._page.pageSize()
        landscape = self.direction.currentIndex() == 0
        direction = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
        touched = wide != self._shown_margin
        margins = QMarginsF(wide, wide, wide, wide) if touched else self._page.margins(_MILLIMETRE)
        return QPageLayout(size, direction, margins, _MILLIMETRE)
