"""The What-if page: ticks, days, the answer, and a deputy that is kept."""

import pytest
from helpers import matrix
from PySide6.QtCore import Qt, QUrl

from raci_studio.core import edits
from raci_studio.core.document import Absence
from raci_studio.gui.pages.what_if_page import WhatIfPage

APPROVALS = """
    task            | Anna | Petrova | Boris | duration | after
    Write the plan  | R    | C       |       | 2        |
    Approve it      | C    | R/A     | C     | 1        | 1
    Buy             | R    |         |       | 3        | 2
    Sew             | R    |         | R     | 4        | 1
    Approve samples | C    | R/A     | C     | 1        | 3;4
    Send            |      |         | R     | 1        | 5
"""


@pytest.fixture
def document():
    document = matrix(APPROVALS)
    return edits.set_process(document, document.process_order[0], start="2026-03-02")


@pytest.fixture
def page(window, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)
    shown = window.show_page("what_if")
    assert isinstance(shown, WhatIfPage)
    qtbot.waitUntil(lambda: shown.is_settled)
    return shown


def item(page, name):
    tree = page.people
    return next(i for n in range(tree.topLevelItemCount()) if (i := tree.topLevelItem(n)).text(0) == name)


def tick(page, name, qtbot):
    """Click the box before a name."""
    rect = page.people.visualItemRect(item(page, name))
    at = rect.center()
    at.setX(rect.left() + 10)
    qtbot.mouseClick(page.people.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: page.is_settled, timeout=10_000)


def test_who_holds_most_comes_first_and_the_page_says_what_it_is_for(page):
    assert page.people.topLevelItem(0).text(0) in ("Anna", "Petrova") and page.people.topLevelItem(0).text(2).endswith(
        "%"
    )
    assert "Tick who is away" in page.answer.toPlainText()


def test_a_tick_says_what_stops_and_its_end_that_nothing_does(page, qtbot):
    tick(page, "Petrova", qtbot)
    said = page.answer.toPlainText()
    assert "Without Petrova 4 of 6 tasks stop" in said and "2. Approve it: nobody is left for it" in said
    assert "stands in for Petrova (rows 2, 5): 4 tasks go on" in said
    tick(page, "Petrova", qtbot)
    assert "Tick who is away" in page.answer.toPlainText()


def test_days_move_the_end(page, qtbot, monkeypatch):
    from raci_studio.gui.pages import absences_dialog

    days = (Absence("2026-03-04", "2026-03-10"),)
    monkeypatch.setattr(absences_dialog.AbsencesDialog, "exec", lambda self: setattr(self, "absences", days) or 1)
    page.people.setCurrentItem(item(page, "Petrova"))
    qtbot.mouseClick(page.days, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.is_settled, timeout=10_000)
    said = page.answer.toPlainText()
    assert "Without Petrova no task stops, and the end moves by 5 working days" in said
    assert item(page, "Petrova").checkState(0) == Qt.CheckState.Checked and item(page, "Petrova").text(1)


def test_a_deputy_is_kept_as_one_step(page, window, qtbot):
    tick(page, "Petrova", qtbot)
    href = page.answer.toHtml().split('href="keep/')[1].split('"')[0]
    page.answer.anchorClicked.emit(QUrl(f"keep/{href}"))
    qtbot.waitUntil(lambda: "no task stops" in page.answer.toPlainText(), timeout=10_000)
    assert window.session.document.person_named("Petrova").deputies
    window.session.undo_stack.undo()
    qtbot.waitUntil(lambda: "4 of 6 tasks stop" in page.answer.toPlainText(), timeout=10_000)


def test_a_row_leads_to_the_matrix(page, window, qtbot):
    tick(page, "Petrova", qtbot)
    page.answer.anchorClicked.emit(QUrl(f"task/{window.session.document.order[1]}"))
    assert window.pages.current == "matrix"
    assert window.page.view.current_cell()[0] == window.session.document.order[1]


def test_without_a_start_days_cannot_be_counted(page, window, qtbot):
    process = window.session.document.process_order[0]
    window.session.apply("Edit", edits.set_process, process, start="")
    page.away[window.session.document.person_named("Petrova").id] = (Absence("2026-03-04", "2026-03-10"),)
    page.refresh()
    qtbot.waitUntil(lambda: page.is_settled, timeout=10_000)
    assert "not known" in page.answer.toPlainText() and f"process/{process}/start" in page.answer.toHtml()


def test_the_matrix_shows_it_beside_the_numbers_in_both_layouts(page, window, qtbot):
    tick(page, "Petrova", qtbot)
    model = window.page.view.matrix_model

    def head(row, role=Qt.ItemDataRole.DisplayRole):
        return model.headerData(row, Qt.Orientation.Vertical, role)

    window.show_page("matrix")
    window.show_grid()
    assert head(0) == "1" and head(1) == "■ 2"
    assert "nobody is left for it" in head(1, Qt.ItemDataRole.ToolTipRole)
    assert head(1, Qt.ItemDataRole.AccessibleTextRole) == "2. Stops: nobody is left for it"
    window.show_page("what_if")
    tick(page, "Petrova", qtbot)
    assert head(1) == "2"


def test_another_document_begins_with_everybody(page, window, qtbot):
    tick(page, "Petrova", qtbot)
    window.session.new()
    assert not page.away
    qtbot.waitUntil(lambda: window.page.view.matrix_model._happening == {}, timeout=10_000)


def test_nobody_to_be_away_is_told_with_the_way_to_name_somebody(window, qtbot):
    window.session.apply("x", edits.delete_people, window.session.document.people_order)
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)
    page = window.show_page("what_if")
    assert "Nobody takes part yet" in page.answer.toPlainText()
    link = page.answer.toHtml().split('href="')[1].split('"')[0]
    page.answer.anchorClicked.emit(QUrl(link))
    assert window.pages.current == "matrix" and window.page.view.current_cell()[1] == "role:R"
