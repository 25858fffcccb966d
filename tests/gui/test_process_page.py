"""The Process page by its fields and tables: every edit is one step, Esc gives up, what is empty says what it is for."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from raci_studio.core import edits
from raci_studio.core.errors import UserError
from raci_studio.files import Opened
from raci_studio.gui.matrix.editors import LineEditor
from raci_studio.gui.pages.process_page import set_owner


@pytest.fixture
def page(window, qtbot):
    shown = window.show_page("process")
    window.activateWindow()
    return shown


def process_of(page):
    return page.session.document.processes[page.process]


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_each_field_is_one_step_and_undo_takes_it_back(page):
    typed = {"name": "Order", "inputs": "a request", "outputs": "goods", "main_channel": "Slack",
             "escalation": "Anna, phone"}  # fmt: skip
    for key, text in typed.items():
        steps = page.session.undo_stack.count()
        type_into(page.fields[key], text)
        page.fields["name" if key != "name" else "owner"].setFocus()
        assert getattr(process_of(page), key) == text
        assert page.session.undo_stack.count() == steps + 1
    while page.session.undo_stack.canUndo():
        page.session.undo_stack.undo()
    assert process_of(page).name == "Process" and page.fields["inputs"].text() == ""


def test_escape_gives_up_and_enter_writes(page):
    field = page.fields["main_channel"]
    type_into(field, "Mail")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "" and process_of(page).main_channel == ""
    type_into(field, "Mail")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert process_of(page).main_channel == "Mail"
    text = page.fields["inputs"]
    type_into(text, "first")
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "second")
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert process_of(page).inputs == "first\nsecond"
    type_into(text, "third")
    QTest.keyClick(text, Qt.Key.Key_Escape)
    assert text.text() == "first\nsecond"


def test_undo_in_a_field_is_the_documents_where_nothing_was_typed(page, window):
    field = page.fields["main_channel"]
    type_into(field, "Mail")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert process_of(page).main_channel == "" and field.text() == ""


def test_the_owner_is_a_person_and_a_new_name_is_asked_about(page, monkeypatch):
    anna, boris = page.session.document.people_order
    type_into(page.fields["owner"], "anna")
    assert page.fields["owner"].completer().popup().isVisible()
    QTest.keyClick(page.fields["owner"], Qt.Key.Key_Return)
    assert not page.fields["owner"].completer().popup().isVisible()
    assert process_of(page).owner == anna and page.fields["owner"].text() == "Anna"
    asked = []
    monkeypatch.setattr(page, "ask_names", lambda document, names: asked.append(names))
    type_into(page.fields["owner"], "Borys")
    QTest.keyClick(page.fields["owner"], Qt.Key.Key_Return)
    assert asked == [("Borys",)] and process_of(page).owner == anna and page.fields["owner"].text() == "Anna"
    monkeypatch.setattr(page, "ask_names", lambda document, names: {"borys": boris})
    type_into(page.fields["owner"], "Borys")
    QTest.keyClick(page.fields["owner"], Qt.Key.Key_Return)
    assert process_of(page).owner == boris and page.fields["owner"].text() == "Boris"
    page.fields["owner"].clear()
    page.commit()
    assert process_of(page).owner is None


def test_a_process_has_one_owner(document):
    with pytest.raises(UserError, match="exactly one"):
        set_owner(document, document.process_order[0], "Anna, Boris", {})


def test_days_come_from_a_calendar_or_are_typed(page):
    start = page.fields["start"]
    start._menu.aboutToShow.emit()
    assert start.calendar.selectedDate() == QDate.currentDate()
    start.calendar.clicked.emit(QDate(2026, 2, 2))
    assert process_of(page).start == "2026-02-02" and start.text() == "2026-02-02"
    start._menu.aboutToShow.emit()
    assert start.calendar.selectedDate() == QDate(2026, 2, 2)
    type_into(page.fields["promised_end"].line, "6 weeks")
    page.commit()
    assert process_of(page).promised_end == "6 weeks"


def choose(table, row, column, text):
    """Type a text into a cell as a user does, and take it with Enter."""
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.window().focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    if editor.isVisible():  # the first Enter took the entry of the list
        QTest.keyClick(editor, Qt.Key.Key_Return)


def test_pairs_of_tasks_by_number_or_name(page):
    _write, check, sign, archive = page.session.document.order
    table = page.tables["incompatible"]
    assert table.model().rowCount() == 1
    choose(table, 0, 0, "Check")
    assert process_of(page).incompatible == ()  # half a pair is none
    choose(table, 0, 1, "3")
    assert process_of(page).incompatible == ((check, sign),)
    assert page.pairs.lines == [("2 Check", "3 Sign")]
    choose(table, 0, 1, "Archive")
    assert process_of(page).incompatible == ((check, archive),)
    choose(table, 1, 0, "Archive")
    choose(table, 1, 1, "Check")
    assert process_of(page).incompatible == ((check, archive),)  # the same pair the other way round is refused
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert process_of(page).incompatible == ()
    page.session.undo_stack.undo()
    assert process_of(page).incompatible == ((check, archive),)
    page.session.apply("", edits.delete_tasks, [check])
    assert page.pairs.lines == []


def test_what_is_typed_survives_other_changes(page):
    table = page.tables["systems"]
    table.setCurrentIndex(table.model().index(0, 0))
    table.edit(table.model().index(0, 0))
    (editor,) = [one for one in table.viewport().findChildren(LineEditor) if one.isVisible()]
    QTest.keyClicks(editor, "Jira")
    table.model().dataChanged.emit(table.model().index(0, 0), table.model().index(0, 1))
    assert editor.whole_text() == "Jira"


def test_systems_with_their_owners(page):
    table = page.tables["systems"]
    choose(table, 0, 0, "Jira")
    choose(table, 0, 1, "IT")
    choose(table, 1, 0, "Mail")
    assert dict(process_of(page).systems) == {"Jira": "IT", "Mail": ""}
    choose(table, 1, 0, "jira")
    assert dict(process_of(page).systems) == {"Jira": "IT", "Mail": ""}
    choose(table, 0, 0, "YouTrack")
    assert list(process_of(page).systems.items()) == [("YouTrack", "IT"), ("Mail", "")]
    table.selectRow(1)
    page.removers["systems"].click()
    assert dict(process_of(page).systems) == {"YouTrack": "IT"}


def test_who_can_use_which_channel_is_ticked(page):
    document = page.session.document
    table, model = page.tables["channels"], page.use
    assert not table.isVisible() and "No channel" in page._notes["channels"].text()
    page.session.apply("", edits.set_text, document.order[0], "channel", "Slack")
    page.session.apply("", edits.set_process, page.process, main_channel="mail")
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert heads == ["mail", "Slack"] and table.isVisible()
    table.setFocus()
    table.setCurrentIndex(model.index(1, 1))
    QTest.keyClick(table, Qt.Key.Key_Space)
    boris = document.people_order[1]
    assert page.session.document.people[boris].channels == ("Slack",)
    assert model.data(model.index(1, 1), Qt.ItemDataRole.AccessibleTextRole) == "Boris can use Slack"
    page.session.apply("", edits.set_person, boris, channels=("слак", "mail"))
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert page.session.document.people[boris].channels == ("mail",)  # whichever way it was written


def test_what_is_empty_says_which_questions_it_answers(page):
    note = page._notes["escalation"]
    assert note.isVisible() and "how and where to report a problem" in note.text()
    page.session.apply("", edits.set_process, page.process, escalation="Anna")
    assert not note.isVisible()


def test_several_processes_are_chosen_above(page, window):
    assert not page.choice.isVisible()
    page.session.apply("", edits.add_process, "Second")
    second = page.session.document.process_order[1]
    assert page.choice.isVisible()
    type_into(page.fields["inputs"], "of the first")
    page.choice.setCurrentIndex(1)
    assert page.process == second and page.fields["name"].text() == "Second"
    assert page.session.document.processes[page.session.document.process_order[0]].inputs == "of the first"
    type_into(page.fields["name"], "process")
    page.commit()
    assert page.fields["name"].text() == "Second"  # the name of another one is refused
    window.outline.process_chosen.emit(page.session.document.process_order[0])
    assert page.process != second
    page.show_address([second, "escalation"])
    assert page.process == second and page.fields["escalation"].hasFocus()


def test_a_read_only_process_cannot_be_changed(window, document):
    window.session.open(Opened(document, "example"), read_only=True)
    page = window.show_page("process")
    assert all(not table.model().flags(table.model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable
               for table in page.tables.values() if table.model().rowCount())  # fmt: skip
    assert page.fields["name"].isReadOnly() and not page.fields["start"].button.isEnabled()
    assert page.pairs.rowCount() == 0 and not page.removers["systems"].isEnabled()
