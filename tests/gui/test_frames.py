"""What one types in and ticks has a frame that is seen in both themes."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget
from test_accessibility import contrast

from raci_studio.core.document import Document
from raci_studio.gui import theme
from raci_studio.gui.import_review.tables_panel import TablesPanel
from raci_studio.gui.inspector.people_field import PeopleField
from raci_studio.gui.matrix.columns import RoleColumn
from raci_studio.gui.recovery_dialog import RecoveryDialog
from raci_studio.project.journal import Recovered

LEAST = 3  # WCAG 2.2, 1.4.11: contrast of what tells a control


def outline(widget, ground):
    """Return the highest contrast with a ground along a line across the left edge of a widget."""
    image = widget.window().grab().toImage()
    place = widget.mapTo(widget.window(), widget.rect().center())
    left = widget.mapTo(widget.window(), widget.rect().topLeft()).x()
    return max(contrast(QColor(image.pixel(x, place.y())), ground) for x in range(left, left + 3))


@pytest.mark.parametrize(
    "make", [QLineEdit, QPlainTextEdit, QSpinBox, QCheckBox, lambda: PeopleField(RoleColumn("role:R"))]
)
def test_fields_stand_out_from_a_dark_page(qtbot, make):
    theme.set_theme("dark")
    page, field = QWidget(), make()
    column = QVBoxLayout(page)
    column.addWidget(field)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    ground = page.palette().color(QPalette.ColorRole.Window)
    assert outline(field, ground) >= LEAST
    theme.set_theme("light")


def test_below_the_last_row_number_is_nothing_to_be_seen(view, qtbot):
    theme.set_theme("dark")
    view.resize(600, 900)
    view.show()
    qtbot.waitExposed(view)
    numbers = view.verticalHeader()
    assert numbers.length() < numbers.height()
    window = QApplication.palette().color(QPalette.ColorRole.Window)
    place = QPoint(numbers.width() // 2, numbers.height() - 2)
    qtbot.waitUntil(lambda: numbers.grab().toImage().pixelColor(place) == window)
    theme.set_theme("light")


def test_boxes_in_lists_are_seen_on_a_dark_page(qtbot, tmp_path):
    theme.set_theme("dark")
    dialog = RecoveryDialog([Recovered(tmp_path / "a.journal", Document(), None, 1, "", 0.0)])
    tables = TablesPanel()
    tables.show_tables([(0, "Grid", False)], 0)
    base = QApplication.palette().color(QPalette.ColorRole.Base)
    for listed in (dialog.list, tables.tables):
        qtbot.addWidget(listed.window())
        frame = listed.palette().color(QPalette.ColorRole.Window).darker(140)  # as Fusion draws it
        assert contrast(frame, base) >= LEAST
    theme.set_theme("light")
