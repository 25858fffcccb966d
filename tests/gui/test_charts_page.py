"""The Charts page: drawn beside the window, a click shows rows, keys walk through the parts, files and the clipboard."""

import re

import pytest
from helpers import matrix
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolTip

from raci_studio.core import edits
from raci_studio.core.arrangement import Filter
from raci_studio.files import Opened
from raci_studio.gui import language, theme
from raci_studio.gui.pages.charts_page import ChartsPage

TEXT = """
    task           | step    | Anna | Boris | channel
    Write the plan | Prepare | R    | C     | Telegram
    Approve it     | Prepare | C    | R/A   | Telegram
    Buy            | Do      | R    | A     | e-mail
"""
IDS = ["load", "blocked", "findings", "map", "channels"]


@pytest.fixture
def document():
    return matrix(TEXT)


@pytest.fixture
def page(window, qtbot):
    shown = window.show_page("charts")
    assert isinstance(shown, ChartsPage)
    qtbot.waitUntil(lambda: shown.is_settled, timeout=60_000)
    return shown


def spot(view, said):
    number = next(number for number, held in enumerate(view.spots) if held.said == said)
    return view.area(number).center().toPoint()


def test_every_chart_is_there(page):
    assert list(page.charts) == IDS and not page._state.isVisible()
    for shown in page.charts.values():
        view = shown.view
        assert not view.image.isNull() and view.height() == round(view.image.height() / view.image.devicePixelRatio())
        assert view.accessibleName() == shown.chart.title and view.spots
        assert view.image.width() / view.image.devicePixelRatio() <= page.area.viewport().width()


def test_a_click_on_a_bar_shows_its_rows(page, window, qtbot):
    view = page.charts["load"].view
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(view, "Anna, R: carries out: 2"))
    assert window.pages.current == "matrix"
    assert window.session.arrangement.filters == {"role:R": Filter(values=frozenset(["Anna"]))}
    assert [window.session.document.number_of(task) for task in window.page.view.matrix_model.tasks] == [1, 3]


def test_a_click_beside_the_bars_does_nothing(page, window):
    view = page.charts["load"].view
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert window.pages.current == "charts" and not window.session.arrangement.filters


def test_a_cell_of_the_map_filters_by_person_and_step(page, window):
    view = page.charts["map"].view
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(view, "Boris, Do: 1"))
    assert [window.session.document.number_of(task) for task in window.page.view.matrix_model.tasks] == [3]


def test_keys_walk_through_the_parts(page, window):
    view = page.charts["channels"].view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    first = view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert [first, view.accessibleDescription()] == ["Telegram: 2", "e-mail: 1"]
    QTest.keyClick(view, Qt.Key.Key_Down)  # round
    assert view.accessibleDescription() == "Telegram: 2"
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert window.session.arrangement.filters == {"channel": Filter(values=frozenset(["e-mail"]))}


def test_a_tooltip_says_what_a_part_is(page):
    view = page.charts["load"].view
    place = spot(view, "Boris, A: answers for the result: 2")
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert QToolTip.text().startswith("Boris, A: answers for the result: 2")


def test_the_charts_follow_the_document(page, window, qtbot):
    document = window.session.document
    window.session.apply("x", edits.set_text, document.order[2], "channel", "Jira")
    qtbot.waitUntil(lambda: any(held.said == "Jira: 1" for held in page.charts["channels"].view.spots), timeout=60_000)


def test_another_document_brings_its_own(page, window, qtbot):
    window.session.open(Opened(matrix("task | Zoe\nWrite | R"), "x"))
    window.show_page("charts")
    qtbot.waitUntil(lambda: [held.said for held in page.charts["load"].view.spots] == ["Zoe: 1"], timeout=60_000)
    assert page.charts["channels"].chart.is_empty


def test_a_chart_of_nothing_is_small_and_leads_to_what_is_missing(page, window, qtbot):
    full = page.charts["channels"].view.height()
    for task in window.session.document.order:
        window.session.apply("x", edits.set_text, task, "channel", "")
    shown = page.charts["channels"]
    qtbot.waitUntil(lambda: page.is_settled and shown.chart.is_empty, timeout=60_000)
    assert not shown.view.isVisible() and not shown.save.isVisible() and shown.missing.isVisible()
    assert shown.title.isVisible() and shown.title.text() == "Tasks by channel"
    qtbot.waitUntil(lambda: shown.height() < full / 2)
    assert "No task names a channel yet." in shown.missing.text()
    shown.missing.linkActivated.emit(re.search('href="([^"]+)"', shown.missing.text())[1])
    assert window.pages.current == "matrix" and window.page.view.current_cell()[1] == "channel"
    window.session.undo_stack.undo()
    window.show_page("charts")
    qtbot.waitUntil(lambda: page.is_settled and shown.view.isVisible() and shown.save.isVisible(), timeout=60_000)
    assert not shown.missing.isVisible()


def test_the_charts_speak_the_language_and_wear_the_theme(page, qtbot):
    try:
        theme.set_theme("dark")
        language.switch("ru")
        qtbot.waitUntil(
            lambda: page.is_settled and page.charts["load"].chart.title == "Задачи по участникам и ролям",
            timeout=60_000,
        )
        assert page.charts["load"].view.image.pixelColor(1, 1).lightness() < 60
        assert page.charts["load"].copy.accessibleName() == "Копировать диаграмму «Задачи по участникам и ролям»"
    finally:
        language.switch("en")
        theme.set_theme("system")


@pytest.mark.parametrize(("suffix", "begins"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_a_chart_is_saved(page, qtbot, tmp_path, monkeypatch, suffix, begins):
    wanted = tmp_path / f"chart{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(wanted), f"x (*{suffix})"))
    QTest.mouseClick(page.charts["load"].save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(wanted.exists, timeout=60_000)
    assert wanted.read_bytes().startswith(begins)


def test_a_name_without_an_ending_gets_that_of_the_kind(page, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "v1.2"), "SVG (*.svg)"))
    QTest.mouseClick(page.charts["map"].save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil((tmp_path / "v1.2.svg").exists, timeout=60_000)


def test_a_chart_is_copied(page):
    QTest.mouseClick(page.charts["blocked"].copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().image().size() == page.charts["blocked"].view.image.size()
