"""Blocks of cells on the People page by real keys: copied, cut, pasted, cleared, each change one step."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from raci_studio.core import edits
from raci_studio.core.document import Absence
from raci_studio.files import Opened
from raci_studio.gui.pages.people_clipboard import spread

CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = {"copy": (Qt.Key.Key_C, CTRL), "cut": (Qt.Key.Key_X, CTRL), "paste": (Qt.Key.Key_V, CTRL)}


@pytest.fixture
def page(window, qtbot):
    window.session.apply("", edits.add_person, "Clara")
    qtbot.waitUntil(lambda: window.session.is_analysed)
    shown = window.show_page("people")
    qtbot.waitUntil(lambda: window.pages.figures.is_there)
    window.activateWindow()
    shown.table.setFocus()
    return shown


def person(page, name):
    return page.session.document.person_named(name)


def place(page, key):
    return [column.key for column in page.model.columns].index(key)


def select(page, first, last):
    """Select from one cell to another, each as the name of a person and the key of a column."""
    ends = []
    for name, key in (first, last):
        source = page.model.index(page.model.row_of(person(page, name).id), place(page, key))
        ends.append(page.table.shown.mapFromSource(source))
    flags = QItemSelectionModel.SelectionFlag
    page.table.selectionModel().setCurrentIndex(ends[0], flags.NoUpdate)
    page.table.selectionModel().select(QItemSelection(*ends), flags.ClearAndSelect)


def press(page, what):
    QTest.keyClick(page.table, *KEYS[what])


def paste(page, text):
    """Paste a text at what is selected; return how many steps it took."""
    steps = page.session.undo_stack.count()
    QGuiApplication.clipboard().setText(text)
    press(page, "paste")
    return page.session.undo_stack.count() - steps


def selected(page):
    return page.table.selected_cells()


def test_a_block_is_pasted_as_one_step_and_is_selected_then(page):
    select(page, ("Anna", "department"), ("Anna", "department"))
    assert paste(page, "Sales\tBoris\tmail, Slack\t1.2.2026 - 5.2.2026\t4,5\nBuying\t\tphone\t\t6\n") == 1
    anna, boris = person(page, "Anna"), person(page, "Boris")
    assert (anna.department, anna.manager, anna.channels) == ("Sales", "Boris", ("mail", "Slack"))
    assert (anna.absences, anna.hours_per_day) == ((Absence("2026-02-01", "2026-02-05"),), 4.5)
    assert (boris.department, boris.channels, boris.hours_per_day) == ("Buying", ("phone",), 6.0)
    first = place(page, "department")
    assert selected(page) == {(row, first + nth) for row in (0, 1) for nth in range(5)}
    page.session.undo_stack.undo()
    assert (person(page, "Anna").department, person(page, "Boris").hours_per_day) == ("", 8.0)


def test_one_value_goes_into_every_selected_cell(page):
    select(page, ("Anna", "department"), ("Clara", "department"))
    assert paste(page, "Sales") == 1
    assert [person(page, name).department for name in ("Anna", "Boris", "Clara")] == ["Sales"] * 3


def test_a_block_repeats_over_a_multiple_of_it(page):
    select(page, ("Anna", "department"), ("Clara", "manager"))
    paste(page, "Sales\tBoris")
    assert [person(page, name).manager for name in ("Anna", "Boris", "Clara")] == ["Boris"] * 3
    block = [["a", "b"], ["c", "d"]]
    assert list(spread(block, [3, 4, 5], [1])) == [(3, 1, "a"), (3, 2, "b"), (4, 1, "c"), (4, 2, "d")]


def test_what_is_copied_can_be_pasted_back(page):
    anna, boris = person(page, "Anna"), person(page, "Boris")
    page.session.apply(
        "", edits.set_person, anna.id, department='A "B"', deputies=(boris.id,), external=True, hours_per_day=4.5
    )
    select(page, ("Anna", "deputies"), ("Boris", "aliases"))
    press(page, "copy")
    text = QGuiApplication.clipboard().text()
    assert text.startswith('Boris\t"A ""B"""\t')
    held = page.session.document
    page.session.apply("", edits.set_person, anna.id, department="", deputies=(), external=False, hours_per_day=8.0)
    page.table.setFocus()
    assert paste(page, text) == 1
    assert page.session.document.people == held.people


def test_a_block_follows_the_rows_as_they_are_sorted(page):
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    select(page, ("Clara", "department"), ("Clara", "department"))
    paste(page, "third\nsecond\nfirst")
    assert [person(page, name).department for name in ("Anna", "Boris", "Clara")] == ["first", "second", "third"]


def test_ticks_are_read_as_people_write_them(page):
    select(page, ("Anna", "external"), ("Anna", "external"))
    paste(page, "yes\tx\tno\nNo\t-\t1")
    anna, boris = person(page, "Anna"), person(page, "Boris")
    assert (anna.external, anna.observer, anna.group) == (True, True, False)
    assert (boris.external, boris.observer, boris.group) == (False, False, True)


def test_lines_below_the_last_row_add_the_people_they_name(page):
    select(page, ("Clara", "name"), ("Clara", "name"))
    assert paste(page, "Klara\nDan\nEve\n\n") == 1
    names = [one.name for one in page.session.document.people_in_order()]
    assert names == ["Anna", "Boris", "Klara", "Dan", "Eve"] and selected(page) == {(row, 0) for row in (2, 3, 4)}
    page.session.undo_stack.undo()
    assert person(page, "Clara") is not None and person(page, "Dan") is None


def test_somebody_the_block_adds_can_be_a_deputy_in_it(page, monkeypatch):
    asked = []
    monkeypatch.setattr(page.model, "_ask", lambda document, names: asked.append(names) or {"zoe": None})
    columns = page.model.columns
    row = [""] * len(columns)
    row[0], row[place(page, "deputies")] = "Clara", "Dan; Zoe"
    select(page, ("Clara", "name"), ("Clara", "name"))
    assert paste(page, "\t".join(row) + "\nDan") == 1
    deputies = [page.session.document.people[one].name for one in person(page, "Clara").deputies]
    assert deputies == ["Dan", "Zoe"] and asked == [("Zoe",)]


def test_giving_up_the_question_about_names_leaves_all_as_it_was(page, monkeypatch):
    monkeypatch.setattr(page.model, "_ask", lambda _document, _names: None)
    select(page, ("Anna", "deputies"), ("Anna", "deputies"))
    assert paste(page, "Zoe\tSales") == 0 and person(page, "Anna").department == ""


def test_cells_that_refuse_their_text_are_named_and_the_others_written(page, window):
    select(page, ("Anna", "hours_per_day"), ("Anna", "hours_per_day"))
    assert paste(page, "4\n99\nmany") == 1
    assert [person(page, name).hours_per_day for name in ("Anna", "Boris", "Clara")] == [4.0, 8.0, 8.0]
    told = window.page.bar.text
    assert "2 cells kept what they held." in told and "Boris, “Hours a day”" in told


def test_what_has_no_place_is_told(page, window):
    select(page, ("Clara", "aliases"), ("Clara", "aliases"))
    assert paste(page, "Klara\tmore\nDan\tmore") == 1
    assert person(page, "Clara").aliases == ("Klara",)
    told = window.page.bar.text
    assert "1 row of the block had no place below" in told and "1 column of the block had no place" in told


def test_computed_columns_stay_and_that_is_told_where_it_matters(page, window):
    select(page, ("Anna", "name"), ("Anna", "days"))
    press(page, "copy")
    copied = QGuiApplication.clipboard().text()
    assert paste(page, copied) == 0 and not window.page.bar.isVisible()
    cells = copied.split("\t")
    assert cells[1] == "2"  # the letters R
    assert paste(page, "\t".join(("Anne", "77", *cells[2:]))) == 1
    assert person(page, "Anne") is not None and "Computed columns" in window.page.bar.text


def test_delete_clears_a_block_as_one_step_but_no_names(page):
    anna, boris = person(page, "Anna").id, person(page, "Boris").id
    for one in (anna, boris):
        page.session.apply("", edits.set_person, one, department="Sales", external=True, channels=("mail",))
    select(page, ("Anna", "name"), ("Boris", "external"))
    steps = page.session.undo_stack.count()
    QTest.keyClick(page.table, Qt.Key.Key_D, CTRL)  # which fills down in the matrix
    assert page.session.undo_stack.count() == steps
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    for one in (anna, boris):
        held = page.session.document.people[one]
        assert (held.department, held.external, held.channels) == ("", False, ()) and held.name in ("Anna", "Boris")
    assert page.session.undo_stack.count() == steps + 1
    page.session.undo_stack.undo()
    assert page.session.document.people[boris].channels == ("mail",)


def test_deleting_names_alone_says_why_not(page, window):
    select(page, ("Anna", "name"), ("Anna", "name"))
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert person(page, "Anna") is not None and "needs a name" in window.page.bar.text


def test_cut_takes_the_block_along(page):
    page.session.apply("", edits.set_person, person(page, "Anna").id, department="Sales")
    select(page, ("Anna", "department"), ("Anna", "department"))
    press(page, "cut")
    assert QGuiApplication.clipboard().text() == "Sales\n" and person(page, "Anna").department == ""


def test_nothing_is_pasted_into_a_read_only_document(window, document):
    window.session.open(Opened(document, "example"), read_only=True)
    page = window.show_page("people")
    page.table.setFocus()
    select(page, ("Anna", "department"), ("Anna", "department"))
    assert paste(page, "Sales") == 0 and person(page, "Anna").department == ""
    assert "read-only" in window.page.bar.text
    enabled = {action.text().replace("&", ""): action.isEnabled() for action in page.make_menu().actions()}
    assert enabled["Copy"] and not enabled["Paste"] and not enabled["Cut"] and not enabled["Clear"]


def test_the_menu_does_what_the_keys_do(page):
    select(page, ("Anna", "department"), ("Anna", "department"))
    QGuiApplication.clipboard().setText("Sales")
    actions = {action.text().replace("&", ""): action for action in page.make_menu().actions()}
    actions["Paste"].trigger()
    assert person(page, "Anna").department == "Sales"
    actions["Clear"].trigger()
    assert person(page, "Anna").department == ""
