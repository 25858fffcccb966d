"""Cells are painted from what was measured and drawn once, and look as the table looks now."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from raci_studio.core import edits
from raci_studio.core.scheme import RoleKind
from raci_studio.gui import theme
from raci_studio.gui.matrix import cell_painter
from raci_studio.gui.matrix.painting import Measure


def picture(view):
    return view.viewport().grab().toImage()


def colours_in(view, row, key):
    """Return all colours of a cell."""
    model = view.matrix_model
    rect = view.visualRect(model.index(row, model.column_of(key)))
    image = view.viewport().grab(rect).toImage()
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("text", ["Report", "Отчёт о закупках", "WWWW iiii", "", "日本語 ä̈ 👍"])
def test_a_text_is_cut_where_it_is_too_wide_and_only_there(qapp, text):
    metrics = QFontMetrics(QFont("DejaVu Sans", 10))
    measure = Measure(metrics)
    for room in range(0, 200, 7):
        shown = measure.elided(text, room)
        assert shown == text or metrics.horizontalAdvance(shown) <= max(room, metrics.horizontalAdvance("…"))
    assert measure.elided(text, metrics.horizontalAdvance(text) + 20) == text
    assert measure.advance(text) == metrics.horizontalAdvance(text) == measure.advance(text)


def test_a_line_stands_in_the_middle_of_its_cell(qapp):
    metrics = QFontMetrics(QApplication.font())
    base = Measure(metrics).baseline(QRect(0, 100, 50, 40))
    assert abs((base - metrics.ascent() + base + metrics.descent()) / 2 - 120) <= 1


def test_cells_follow_palette_font_and_names(view, session):
    _text, fill = (colour.name().upper() for colour in theme.kind_colours(RoleKind.DOES, False))
    dark_fill = theme.kind_colours(RoleKind.DOES, True)[1].name().upper()
    assert fill in colours_in(view, 0, "role:R") and dark_fill not in colours_in(view, 0, "role:R")
    before = picture(view)
    session.apply("x", edits.rename_person, session.document.people_order[0], "Annabel")
    renamed = picture(view)
    assert renamed != before
    view.set_zoom(150)
    assert picture(view) != renamed
    view.set_zoom(100)
    assert picture(view) == renamed
    theme.set_theme("dark")
    QApplication.processEvents()
    assert dark_fill in colours_in(view, 0, "role:R") and fill not in colours_in(view, 0, "role:R")
    theme.set_theme("light")


def test_selected_cells_are_tinted_and_a_chip_on_them_keeps_its_colour(view):
    plain = colours_in(view, 1, "deadline")
    view.selectRow(1)
    tint = view.palette().color(QPalette.ColorRole.Highlight).name().upper()
    fill = theme.kind_colours(RoleKind.ANSWERS, False)[1].name().upper()
    assert tint not in plain and tint in colours_in(view, 1, "deadline")
    assert {tint, fill} <= colours_in(view, 1, "role:A") and tint not in colours_in(view, 2, "role:A")


def test_a_chip_is_drawn_once_and_few_are_kept(view, monkeypatch):
    drawn = []
    whole = cell_painter.paint_chip
    monkeypatch.setattr(cell_painter, "paint_chip", lambda *args: drawn.append(args[1].text) or whole(*args))
    view.set_zoom(125)
    picture(view)
    first = list(drawn)
    picture(view)
    assert first and drawn == first and len(set(first)) < len(view.session.document.order)
    monkeypatch.setattr(cell_painter, "_MOST_CHIPS", 1)
    view.set_zoom(110)
    picture(view)
    assert len(view._delegate._painter._chips) == 1


def test_no_chip_is_cut_to_an_empty_box():
    """Of 100 pixels 16 are for the sign that there are more."""
    fits, cut, sliver = QRect(0, 0, 40, 18), QRect(44, 0, 90, 18), QRect(78, 0, 90, 18)
    assert cell_painter._shown([fits], 100, 34) == 1
    assert cell_painter._shown([fits, cut], 100, 34) == 2
    assert cell_painter._shown([fits, sliver], 100, 34) == 1
    assert cell_painter._shown([fits, QRect(78, 0, 20, 18)], 100, 34) == 2  # it is the last, and fits
    assert cell_painter._shown([fits, QRect(78, 0, 20, 18), cut], 100, 34) == 1
    assert cell_painter._shown([QRect(0, 0, 400, 18)], 20, 34) == 1


def test_the_grid_has_its_lines(view):
    rect = view.visualRect(view.matrix_model.index(1, 0))
    line = QColor(picture(view).pixelColor(rect.right() + 1, rect.center().y()))
    assert line != picture(view).pixelColor(rect.right() - 1, rect.top())
    assert line == picture(view).pixelColor(rect.center().x(), rect.bottom() + 1)
