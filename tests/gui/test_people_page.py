"""The People page: the table by keys and mouse, measures, sorting and filtering, merge and delete, one person in full."""

import pytest
from PySide6.QtCore import QDate, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMessageBox

from raci_studio.core import edits
from raci_studio.core.document import Absence
from raci_studio.files import Opened
from raci_studio.gui import language
from raci_studio.gui.pages import numbers, people_commands
from raci_studio.gui.pages.absences_dialog import AbsencesDialog
from raci_studio.gui.pages.people_columns import absence_text, read_absences
from raci_studio.gui.pages.people_commands import what_goes


@pytest.fixture
def page(window, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed)
    shown = window.show_page("people")
    qtbot.waitUntil(lambda: window.pages.figures.is_there)
    window.activateWindow()
    return shown


def person(page, name):
    return page.session.document.person_named(name)


def cell(page, name, key):
    """Return the index of a cell, by the person's name and the key of the column."""
    row = page.model.row_of(person(page, name).id)
    place = [column.key for column in page.model.columns].index(key)
    return page.table.shown.mapFromSource(page.model.index(row, place))


def text(page, name, key):
    return cell(page, name, key).data()


def type_over(page, name, key, typed):
    table = page.table
    table.setFocus()
    table.setCurrentIndex(cell(page, name, key))
    QTest.keyClick(table, typed[0])
    editor = page.window().focusWidget()
    assert editor is not table
    QTest.keyClicks(editor, typed[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)
    if table.state() == table.State.EditingState:  # the first Enter took a word of the list
        QTest.keyClick(editor, Qt.Key.Key_Return)


def names(page):
    shown = page.table.shown
    return [shown.index(row, 0).data() for row in range(shown.rowCount())]


def test_measures_stand_beside_each_name(page):
    counts = [text(page, "Anna", f"letter:{letter}") for letter in "RACI"]
    assert counts == ["2", "", "1", ""]
    assert text(page, "Anna", "days") == "4" and text(page, "Boris", "days") == "1"
    assert text(page, "Anna", "alone") == "2" and text(page, "Boris", "alone") == "3"
    assert text(page, "Anna", "blocked") == "100%"
    assert not cell(page, "Anna", "days").flags() & Qt.ItemFlag.ItemIsEditable


def test_cells_are_edited_in_place_each_as_one_step(page):
    edited = {
        "department": "Sales",
        "manager": "Boris",
        "channels": "Slack, mail",
        "aliases": "Anya",
        "hours_per_day": "4,5",
    }
    for key, typed in edited.items():
        steps = page.session.undo_stack.count()
        type_over(page, "Anna", key, typed)
        assert page.session.undo_stack.count() == steps + 1, key
    anna = person(page, "Anna")
    assert (anna.department, anna.manager, anna.channels) == ("Sales", "Boris", ("Slack", "mail"))
    assert (anna.aliases, anna.hours_per_day) == (("Anya",), 4.5)
    type_over(page, "Anna", "name", "Anne")
    assert person(page, "Anne").id == anna.id
    while page.session.undo_stack.canUndo():
        page.session.undo_stack.undo()
    assert person(page, "Anna").channels == ()


def test_escape_gives_up_and_a_refused_text_goes_back(page, window):
    table = page.table
    table.setFocus()
    table.setCurrentIndex(cell(page, "Anna", "department"))
    QTest.keyClicks(table, "S")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert person(page, "Anna").department == ""
    type_over(page, "Anna", "hours_per_day", "99")
    assert "number of hours" in window.page.bar.text and text(page, "Anna", "hours_per_day") == "8"
    type_over(page, "Anna", "name", "Boris")
    assert "already a person" in window.page.bar.text and names(page) == ["Anna", "Boris"]


def test_deputies_are_completed_and_new_names_asked_about(page, monkeypatch):
    table = page.table
    table.setFocus()
    table.setCurrentIndex(cell(page, "Anna", "deputies"))
    QTest.keyClick(table, "b")
    editor = page.window().focusWidget()
    assert editor.offered == ["Boris"]
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "Boris"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert person(page, "Anna").deputies == (person(page, "Boris").id,)
    monkeypatch.setattr(page.model, "_ask", lambda document, unknown: None)
    type_over(page, "Boris", "deputies", "Clara")
    assert person(page, "Clara") is None and person(page, "Boris").deputies == ()
    monkeypatch.setattr(page.model, "_ask", lambda document, unknown: {"clara": None})
    type_over(page, "Boris", "deputies", "Clara, Anna")
    clara, anna = person(page, "Clara"), person(page, "Anna")
    assert person(page, "Boris").deputies == (clara.id, anna.id)
    page.session.undo_stack.undo()
    assert person(page, "Clara") is None  # one step made both


def test_flags_are_ticked(page):
    table = page.table
    table.setFocus()
    table.setCurrentIndex(cell(page, "Boris", "external"))
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert person(page, "Boris").external
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert not person(page, "Boris").external


def test_absences_open_their_dates_and_can_be_typed(page, monkeypatch):
    asked = []
    monkeypatch.setattr(AbsencesDialog, "exec", lambda dialog: asked.append(dialog.absences) or enter(dialog))

    def enter(dialog):
        dialog.first.setDate(QDate(2026, 3, 9))
        assert dialog.last.date() >= QDate(2026, 3, 9)
        dialog.last.setDate(QDate(2026, 3, 13))
        dialog.add.click()
        return True

    table = page.table
    table.setFocus()
    table.setCurrentIndex(cell(page, "Anna", "absences"))
    QTest.keyClick(table, Qt.Key.Key_F2)
    assert asked == [()] and person(page, "Anna").absences == (Absence("2026-03-09", "2026-03-13"),)
    assert text(page, "Anna", "absences") == "9 Mar 2026 – 13 Mar 2026"
    type_over(page, "Anna", "absences", "1.2.2026 - 5.2.2026; 2026-04-01")
    assert person(page, "Anna").absences == (Absence("2026-02-01", "2026-02-05"), Absence("2026-04-01", "2026-04-01"))


@pytest.mark.parametrize(("code", "shown"), [("en", "9 Mar 2026 – 13 Mar 2026"), ("ru", "09.03.2026 – 13.03.2026")])
def test_absences_are_shown_in_the_users_language_and_read_in_both(code, shown):
    language.switch(code)
    assert absence_text(Absence("2026-03-09", "2026-03-13")) == shown
    whole_year = [Absence(f"2026-{month:02}-01", f"2026-{month:02}-02") for month in range(1, 13)]
    days = (*whole_year, Absence("2027-05-05", "2027-05-05"))
    texts = "; ".join(map(absence_text, days))
    language.switch("en")
    assert read_absences(texts) == days


def test_the_dates_of_an_absence(qtbot):
    dialog = AbsencesDialog("Anna", [Absence("2026-02-02", "2026-02-06")])
    qtbot.addWidget(dialog)
    assert dialog.list.count() == 1 and dialog.remove.isEnabled()
    assert dialog.list.item(0).text() == "2 Feb 2026 – 6 Feb 2026"
    dialog.remove.click()
    assert dialog.absences == () and not dialog.remove.isEnabled()
    dialog.first.setDate(QDate(2026, 5, 4))
    dialog.last.setDate(QDate(2026, 1, 1))
    dialog.add.click()
    assert dialog.absences == (Absence("2026-05-04", "2026-05-04"),)  # it never ends before it begins
    dialog.last.setDate(QDate(2026, 5, 8))
    dialog.accept()  # without another click on "Add"
    assert dialog.absences == (Absence("2026-05-04", "2026-05-04"), Absence("2026-05-04", "2026-05-08"))


def test_sorting_and_filtering_by_a_word(page):
    page.session.apply("", edits.add_person, "Clara")
    page.session.apply("", edits.set_person, person(page, "Boris").id, department="Sales")
    place = [column.key for column in page.model.columns].index("letter:R")
    page.table.sortByColumn(place, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["Anna", "Boris", "Clara"]
    page.table.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["Clara", "Boris", "Anna"]
    page.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["Anna", "Boris", "Clara"]
    QTest.keyClicks(page.words, "sALES")
    assert names(page) == ["Boris"] and "1 of 3" in page._count.text()
    page.words.clear()
    assert len(names(page)) == 3


def test_delete_clears_a_column_and_copy_takes_a_block(page):
    for name in ("Anna", "Boris"):
        page.session.apply("", edits.set_person, person(page, name).id, department="Sales")
    first, last = cell(page, "Anna", "department"), cell(page, "Boris", "department")
    table = page.table
    table.setFocus()
    table.setCurrentIndex(first)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Sales\nSales\n"
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert person(page, "Anna").department == person(page, "Boris").department == ""
    assert first.isValid() and last.isValid()
    page.session.undo_stack.undo()
    assert person(page, "Anna").department == person(page, "Boris").department == "Sales"


def test_a_person_is_added_and_people_are_merged(page, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getText", lambda *args: ("Clara", True))
    page.add.click()
    assert names(page) == ["Anna", "Boris", "Clara"] and page.table.currentIndex().data() == "Clara"
    assert not page.merge.isEnabled()
    page.table.select_people([person(page, "Boris").id, person(page, "Clara").id])
    monkeypatch.setattr(QInputDialog, "getItem", lambda *args: ("Clara", True))
    page.merge.click()
    assert names(page) == ["Anna", "Clara"] and person(page, "Clara").aliases == ("Boris",)
    page.session.undo_stack.undo()
    assert names(page) == ["Anna", "Boris", "Clara"]


@pytest.mark.parametrize("agreed", [False, True])
def test_deleting_asks_and_says_what_goes_too(page, monkeypatch, agreed):
    anna = person(page, "Anna")
    page.session.apply("", edits.set_person, person(page, "Boris").id, deputies=(anna.id,))
    asked = []

    def answer(box):
        asked.append((box.text(), box.informativeText()))
        box.clicked = [button for button in box.buttons() if (button.text() == "Delete") is agreed]
        monkeypatch.setattr(box, "clickedButton", lambda: box.clicked[0])

    monkeypatch.setattr(people_commands.QMessageBox, "exec", answer)
    page.table.select_people([anna.id])
    page.delete.click()
    assert asked[0][0] == "Delete Anna?" and "3 roles in 3 rows" in asked[0][1] and "Boris" in asked[0][1]
    assert (person(page, "Anna") is None) is agreed
    if agreed:
        assert person(page, "Boris").deputies == ()
        page.session.undo_stack.undo()
        assert person(page, "Anna").id == anna.id and names(page) == ["Anna", "Boris"]


def test_what_goes_with_people(document):
    boris = document.people_order[1]
    process = document.process_order[0]
    document = edits.set_process(document, process, owner=boris)
    assert list(what_goes(document, [boris])) == ["4 roles in 3 rows go too.", "Without an owner: Process"]
    clara = edits.add_person(document, "Clara").people_order[-1]
    assert list(what_goes(edits.add_person(document, "Clara"), [clara])) == []
    assert QMessageBox is people_commands.QMessageBox


def test_the_person_in_full_links_to_the_rows(page, window, qtbot):
    page.table.go_to(person(page, "Boris").id)
    qtbot.waitUntil(lambda: page.person.toPlainText().startswith("Boris"))
    said = page.person.toPlainText()
    assert "3 tasks" in said
    assert "A/R 2 Check" in said.replace("R/A", "A/R") and "waits for: 1 Write (Anna)" in said
    assert "holds up: 3 Sign" in said
    check = page.session.document.order[1]
    page.person.anchorClicked.emit(QUrl(f"task/{check}"))
    assert window.pages.current == "matrix" and window.page.view.current_cell()[0] == check
    page.session.apply("", edits.set_text, check, "name", "<b>Look</b>")
    window.show_page("people")
    qtbot.waitUntil(lambda: "2 <b>Look</b>" in page.person.toPlainText())  # what was typed is text, never markup


def test_the_outline_leads_to_a_person_on_the_page(page, window):
    window.outline.person_chosen.emit(person(page, "Boris").id)
    assert window.pages.current == "people" and page.table.currentIndex().row() == 1
    page.show_address(["channels"])
    assert page.table.column_at(page.table.currentIndex()).key == "channels"


def test_a_read_only_document_can_be_looked_at(window, document, qtbot):
    window.session.open(Opened(document, "example"), read_only=True)
    page = window.show_page("people")
    assert not page.add.isEnabled() and not page.delete.isEnabled()
    assert not cell(page, "Anna", "department").flags() & Qt.ItemFlag.ItemIsEditable
    page.table.setCurrentIndex(cell(page, "Anna", "absences"))
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert person(page, "Anna").absences == ()


def test_nobody_yet(window):
    window.session.apply("", edits.delete_people, window.session.document.people_order)
    page = window.show_page("people")
    assert (
        not page.person.isVisible()
        and page.stack.currentWidget() is page._empty
        and "Nobody takes part yet" in page._empty.text()
    )


def test_headers_stand_over_their_columns(page):
    for place, column in enumerate(page.model.columns):
        said = page.model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        wanted = Qt.AlignmentFlag.AlignRight if column.is_right else Qt.AlignmentFlag.AlignLeft
        assert Qt.AlignmentFlag(said) & wanted, column.key


def test_numbers_are_written_as_the_language_does(page):
    page.session.apply("", edits.set_person, person(page, "Anna").id, hours_per_day=4.25)
    assert text(page, "Anna", "hours_per_day") == "4.25"
    language.switch("ru")
    assert text(page, "Anna", "hours_per_day") == "4,25" and numbers.number_text(40.81) == "40,8"
    language.switch("en")


@pytest.mark.parametrize(("share", "said"), [(0.0, "0%"), (0.001, "< 1%"), (0.006, "1%"), (1.0, "100%")])
def test_a_small_share_is_not_said_to_be_none(share, said):
    assert numbers.share_text(share) == said


def test_a_fraction_is_said_as_of_several():
    assert [numbers.plural_of(number) for number in (1.0, 1.04, 1.5, 5.0)] == [1, 1, 2, 5]
