"""The row in full: chips that come and go, links to other rows, findings beside their fields; by keys and by mouse."""

import pytest
from helpers import matrix
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel

from raci_studio.core import edits
from raci_studio.files import Opened
from raci_studio.gui import language
from raci_studio.gui.inspector.links import MOST_LINKS
from raci_studio.gui.inspector.people_field import PeopleField
from raci_studio.gui.matrix.columns import list_columns

pytestmark = pytest.mark.usefixtures("known_rules")

Key, Left = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture
def inspector(window, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)
    window.activateWindow()
    window.page.view.go_to(window.session.document.order[1])
    return settled(window.inspector, qtbot)


def settled(inspector, qtbot):
    """Wait until it shows the current row: where rows follow each other fast it waits for the last."""
    qtbot.waitUntil(lambda: not inspector._pause.isActive() and not inspector._is_late)
    return inspector


def task_of(inspector):
    return inspector._session.document.tasks[inspector._task]


def names(inspector, letter):
    return inspector.fields[f"role:{letter}"].names


def here():
    return QApplication.focusWidget()


def test_the_row_is_shown(inspector):
    assert inspector.fields["name"].toPlainText() == "Check" and names(inspector, "A") == ["Boris"]
    assert list(inspector.fields) == [column.key for column in list_columns(inspector._session.document, frozenset())]
    inspector.show_task("")
    assert not inspector.fields["name"].isEnabled() and names(inspector, "A") == []
    assert "Choose a row" in inspector._title.text()


# Texts


def test_a_text_is_written_when_the_focus_goes(inspector, qtbot):
    notes = inspector.fields["notes"]
    notes.setFocus()
    qtbot.keyClicks(notes, "by hand")
    qtbot.keyClick(notes, Key.Key_Tab)
    assert task_of(inspector).notes == "by hand" and not notes.hasFocus()
    notes.setFocus()
    qtbot.keyClicks(notes, " and more")
    qtbot.keyClick(notes, Key.Key_Escape)
    assert notes.toPlainText() == "by hand"
    qtbot.keyClick(notes, Key.Key_Return)
    assert "\n" in notes.toPlainText() and task_of(inspector).notes == "by hand"
    qtbot.keyClick(notes, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert task_of(inspector).notes != "by hand"


def test_a_refused_text_goes_back(inspector, window, qtbot):
    after = inspector.fields["predecessors"]
    after.setFocus()
    after.selectAll()
    qtbot.keyClicks(after, "77")
    qtbot.keyClick(after, Key.Key_Return)
    assert after.toPlainText() == "1" and "77" in window.page.bar.text


def test_a_long_text_grows_until_it_scrolls(inspector, qtbot):
    notes = inspector.fields["notes"]
    line = notes.fontMetrics().lineSpacing()
    notes.setFocus()
    low = notes.height()
    for _line in range(11):
        qtbot.keyClick(notes, Key.Key_Return)
    assert notes.height() >= low + 9 * line and notes.verticalScrollBar().maximum() == 0
    for _line in range(5):
        qtbot.keyClick(notes, Key.Key_Return)
    assert notes.height() <= 13 * line + 10 and notes.verticalScrollBar().maximum() > 0
    notes.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(notes, Key.Key_Escape)
    assert notes.height() == low


# People


def test_a_name_is_completed_and_becomes_a_chip(inspector, qtbot):
    field = inspector.fields["role:I"]
    field.line.setFocus()
    qtbot.keyClicks(field.line, "an")
    assert field.line.offered == ["Anna"]
    qtbot.keyClick(field.line, Key.Key_Return)
    assert names(inspector, "I") == ["Anna"] and field.line.text() == "" and field.line.hasFocus()
    qtbot.keyClicks(field.line, "bor")
    assert field.line.offered == ["Boris"]  # who is there already is not offered
    qtbot.keyClick(field.line, Key.Key_Tab)
    assert names(inspector, "I") == ["Anna", "Boris"]
    inspector._session.undo_stack.undo()
    assert names(inspector, "I") == ["Anna"]


def test_several_names_are_taken_and_the_focus_may_go(inspector, qtbot):
    field = inspector.fields["role:I"]
    field.line.setFocus()
    qtbot.keyClicks(field.line, "Boris; Anna")
    qtbot.keyClick(field.line, Key.Key_Escape) if field.line.is_listing else None
    inspector.fields["notes"].setFocus()
    assert names(inspector, "I") == ["Boris", "Anna"]
    assert [chip.accessibleName() for chip in field._chips] == ["I Boris", "I Anna"]


def test_an_unknown_name_is_asked_about(inspector, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(inspector._commands, "ask_names", lambda document, names: asked.append(names))
    field = inspector.fields["role:I"]
    field.line.setFocus()
    qtbot.keyClicks(field.line, "Clara")
    qtbot.keyClick(field.line, Key.Key_Return)
    assert asked == [("Clara",)] and names(inspector, "I") == [] and field.line.text() == "Clara"  # given up: it stays
    monkeypatch.setattr(inspector._commands, "ask_names", lambda document, names: {})
    qtbot.keyClick(field.line, Key.Key_Return)
    assert names(inspector, "I") == ["Clara"] and field.line.text() == ""


def test_a_cross_and_keys_take_a_chip_away(inspector, window, qtbot):
    session, task = window.session, window.session.document.order[1]
    everybody = session.document.people_order
    session.apply("", edits.set_people, task, "I", everybody)
    field = inspector.fields["role:I"]
    chip = field._chips[0]
    qtbot.mouseClick(chip, Left, pos=QPoint(8, chip.height() // 2))
    assert chip.hasFocus() and names(inspector, "I") == ["Anna", "Boris"]
    qtbot.mouseClick(chip, Left, pos=chip._cross().center())
    assert names(inspector, "I") == ["Boris"]
    assert session.undo_stack.undoText() == "Take I from Anna"
    session.undo_stack.undo()
    field.line.setFocus()
    qtbot.keyClick(field.line, Key.Key_Left)
    assert field._chips[1].hasFocus()
    for key, place in ((Key.Key_Left, 0), (Key.Key_Left, 0), (Key.Key_Right, 1)):
        qtbot.keyClick(here(), key)
        assert field._chips[place].hasFocus()
    qtbot.keyClick(here(), Key.Key_Delete)
    assert names(inspector, "I") == ["Anna"] and field._chips[0].hasFocus()
    qtbot.keyClick(here(), Key.Key_Backspace)
    assert names(inspector, "I") == [] and field.line.hasFocus()


def test_typing_on_a_chip_goes_on_in_the_line(inspector, qtbot):
    field = inspector.fields["role:C"]
    field.line.setFocus()
    qtbot.keyClick(field.line, Key.Key_Backspace)
    qtbot.keyClick(here(), Key.Key_B)
    assert field.line.hasFocus() and field.line.text() == "b" and field.line.offered == ["Boris"]
    for _time in range(2):  # the list, then what was typed
        qtbot.keyClick(field.line, Key.Key_Escape)
    assert field.line.text() == ""


def test_chips_follow_the_document(inspector, window, qtbot):
    session = window.session
    session.apply("", edits.rename_person, session.document.people_order[1], "Борис Ёжиков")
    assert names(inspector, "A") == ["Борис Ёжиков"]
    field = inspector.fields["role:I"]
    field.line.setFocus()
    for letter in "еж":  # QTest knows no keys of Cyrillic letters
        QApplication.sendEvent(field.line, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
    assert field.line.offered == ["Борис Ёжиков"]
    before = field.grab().toImage()
    qtbot.keyClick(field.line, Key.Key_Return)
    assert field.grab().toImage() != before


def test_a_read_only_row_cannot_be_changed(inspector, window):
    window.session.read_only = True
    inspector._fill()
    field = inspector.fields["role:A"]
    assert field.line.isHidden() and field._chips[0]._cross().isEmpty() and inspector.fields["name"].isReadOnly()


# Links


def test_links_lead_to_the_rows_before_and_after(inspector, window, qtbot):
    order = window.session.document.order
    assert "1 Write" in inspector.predecessors.text() and "3 Sign" in inspector.successors.text()
    assert inspector.successors.accessibleName() == "Before: 3 Sign"
    label = inspector.successors
    inspector.ensureWidgetVisible(label)
    qtbot.mouseClick(label, Left, pos=QPoint(12, label.height() // 2))
    assert window.page.view.current_cell()[0] == order[2]
    assert "1 Write" in inspector.predecessors.text() and "2 Check" in inspector.predecessors.text()
    inspector.fields["predecessors"].setFocus()
    for key in (Key.Key_Tab, Key.Key_Tab, Key.Key_Return):  # to the first link, to the one below it, there
        qtbot.keyClick(here(), key)
    assert window.page.view.current_cell()[0] == order[1]
    inspector.fields["predecessors"].setFocus()
    for key in (Key.Key_Tab, Key.Key_Return):
        qtbot.keyClick(here(), key)
    assert window.page.view.current_cell()[0] == order[0]
    assert inspector.predecessors.isHidden()


def test_many_links_are_counted(inspector, window):
    session = window.session
    first = session.document.order[0]
    session.apply("", edits.add_tasks, None, 20)
    links = dict.fromkeys(session.document.order[4:], "1")
    session.apply("", edits.set_predecessors_of, links)
    inspector.show_task(first)
    assert inspector.successors.text().count("<a ") == MOST_LINKS
    assert inspector.successors.text().endswith("and 10 more rows")


# Findings


def test_findings_stand_below_their_fields(inspector):
    said = {key: notes.texts for key, notes in inspector.notes.items() if notes.texts}
    assert said["result"] == ["“Check” has no result."]
    assert len(said["role:R"]) == 2 and "name" not in said
    (button,) = inspector.notes["result"].buttons
    assert button.accessibleName() == "Accept… “Check” has no result." and button.text() == "Accept…"
    assert {button.text() for button in inspector.notes["role:R"].buttons} == {"Fix…"}
    mark = inspector.notes["result"].findChildren(QLabel)[0]
    assert mark.accessibleName() == "Error" and not mark.pixmap().isNull()
    below = inspector.notes["result"].mapTo(inspector._inner, QPoint())
    field = inspector.fields["result"]
    assert below.y() >= field.mapTo(inspector._inner, QPoint(0, field.height())).y()


def test_a_button_mends_and_the_note_goes(inspector, window, qtbot):
    order = window.session.document.order
    window.page.view.go_to(order[3])
    (button,) = inspector.notes["role:A"].buttons
    inspector.ensureWidgetVisible(button)
    qtbot.mouseClick(button, Left)
    menu = QApplication.activePopupWidget()
    qtbot.keyClick(menu, Key.Key_Return)
    assert window.session.undo_stack.undoText() == "Let Anna answer for it"
    assert names(inspector, "A") == ["Anna"]
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)
    assert not any("Nobody answers" in text for text in inspector.notes["role:A"].texts)


def test_the_key_for_fixes_works_in_a_field_and_on_a_button(inspector, window, qtbot):
    control = Qt.KeyboardModifier.ControlModifier
    inspector.fields["role:R"].line.setFocus()
    qtbot.keyClick(here(), Key.Key_Period, control)
    menu = QApplication.activePopupWidget()
    assert sum(action.text() == "Accept with a reason…" for action in menu.actions()) == 2
    menu.close()
    inspector.notes["role:R"].buttons[1].setFocus()
    qtbot.keyClick(here(), Key.Key_Period, control)
    menu = QApplication.activePopupWidget()
    assert sum(action.text() == "Accept with a reason…" for action in menu.actions()) == 1
    menu.close()
    inspector.fields["step"].setFocus()
    qtbot.keyClick(here(), Key.Key_Period, control)
    assert QApplication.activePopupWidget() is None


def test_what_is_about_the_row_as_a_whole_stands_on_top(inspector, window):
    from dataclasses import replace

    from raci_studio.analysis.findings import finding_with

    finding = next(finding for finding in window.session.findings if finding.code == "Q601")
    analysing = window.session._analysing
    analysing.analysis = replace(analysing.analysis, findings=(finding_with(finding, cells=()),))
    analysing.found = {}
    window.session.findings_changed.emit()
    assert inspector.notes[""].texts == ["“Check” has no result."]
    assert inspector.notes[""].y() < inspector.fields["step"].y()


# Keys


def test_tab_goes_through_the_form_as_it_stands(inspector, qtbot):
    inspector.fields["step"].setFocus()
    seen = []
    for _stop in range(60):
        seen.append(here())
        if seen[-1] is inspector.fields["predecessors"]:
            break
        qtbot.keyClick(here(), Key.Key_Tab)
    tops = [widget.mapTo(inspector._inner, QPoint()).y() for widget in seen]
    assert tops == sorted(tops) and len(set(map(id, seen))) == len(seen)
    lines = {id(field.line) for field in inspector.fields.values() if isinstance(field, PeopleField)}
    buttons = {id(button) for notes in inspector.notes.values() for button in notes.buttons}
    assert lines <= set(map(id, seen)) and buttons <= set(map(id, seen))
    assert all(widget.accessibleName() for widget in seen)


def test_it_speaks_russian(inspector):
    language.switch("ru")
    QApplication.processEvents()  # new labels show themselves then
    assert "«Check»" in inspector.notes["result"].texts[0]
    labels = {label.text() for label in inspector.findChildren(QLabel) if not label.isHidden()}
    assert "Результат" in labels
    assert "Result" not in labels


def test_another_row_makes_nothing_anew(window, qtbot):
    """Counted instead of timed: with sixty people the widgets of one row serve the next."""
    heads = " | ".join(f"P{number}" for number in range(60))
    rows = "\n".join(f"Task {row} | " + " | ".join(["I"] * 60) for row in range(3))
    window.session.open(Opened(matrix(f"task | {heads}\n{rows}"), "x"))
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)
    inspector, order = window.inspector, window.session.document.order
    inspector.show_task(order[0])
    field = inspector.fields["role:I"]
    held = list(field._chips)
    assert len(held) == 60
    inspector.show_task(order[1])
    assert field._chips == held and inspector.fields["role:I"] is field


# Rows that follow each other fast


def test_rows_that_a_held_key_brings_are_shown_when_it_stops(inspector, window, qtbot):
    window.page.view.setFocus()
    qtbot.keyClick(window.page.view, Key.Key_Down)
    assert inspector.fields["name"].toPlainText() == "Sign"  # a single key is answered at once
    qtbot.keyClick(window.page.view, Key.Key_Down)
    assert inspector.fields["name"].toPlainText() == "Sign"
    settled(inspector, qtbot)
    assert inspector.fields["name"].toPlainText() == "Archive" and inspector._title.text() == "Row 4"


def test_who_goes_to_the_form_finds_the_current_row(inspector, window, qtbot):
    window.page.view.setFocus()
    qtbot.keyClick(window.page.view, Key.Key_Down)
    qtbot.keyClick(window.page.view, Key.Key_Down)
    inspector.fields["notes"].setFocus()
    qtbot.keyClicks(inspector.fields["notes"], "of the last row")
    qtbot.keyClick(inspector.fields["notes"], Key.Key_Tab)
    assert [task.notes for task in window.session.document.tasks_in_order()] == ["", "", "", "of the last row"]


def test_an_edit_of_the_row_shows_it_at_once(inspector, window, qtbot):
    window.page.view.setFocus()
    qtbot.keyClick(window.page.view, Key.Key_Down)
    qtbot.keyClick(window.page.view, Key.Key_Down)
    window.session.apply("", edits.set_text, window.session.document.order[3], "notes", "new")
    assert inspector.fields["name"].toPlainText() == "Archive" and inspector.fields["notes"].toPlainText() == "new"
