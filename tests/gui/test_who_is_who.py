"""The dialog "Who is who" answers each suggestion with one undoable step; window and outline lead to it."""

import pytest
from helpers import matrix
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from raci_studio.analysis.names.likeness import Reason
from raci_studio.core.document import SourceTable
from raci_studio.core.edits import add_person, replace
from raci_studio.files import Opened
from raci_studio.gui import language
from raci_studio.gui.who_is_who import WhoIsWhoDialog
from raci_studio.gui.who_texts import REASONS, confidence_text, reasons_text

TEAM = """
task | Lead dsigner | Lead designer | Tech Lead | TechLead | Tech-lead | Лапин | Лапину | PM | Project manager | All team | Anna
Plan | R            |               | A         |          | C         | I     |        | C  |                 | I        |
Sell |              | R             |           | A        |           |       | I      |    | C               |          | I
"""


@pytest.fixture
def document():
    return matrix(TEAM)


@pytest.fixture
def dialog(session, qtbot):
    shown = WhoIsWhoDialog(session)
    qtbot.addWidget(shown)
    shown.open()
    qtbot.waitUntil(lambda: shown.is_ready, timeout=10_000)
    return shown


def names(dialog):
    tree = dialog.tree
    return [tree.topLevelItem(place).text(0) for place in range(tree.topLevelItemCount())]


def lines(dialog, place):
    head = dialog.tree.topLevelItem(place)
    rows = [head, *(head.child(number) for number in range(head.childCount()))]
    return [tuple(row.text(column) for column in range(3)) for row in rows]


def choose(dialog, name, child=None):
    head = dialog.tree.topLevelItem(names(dialog).index(name))
    dialog.tree.setCurrentItem(head if child is None else head.child(child))


def click(qtbot, button):
    assert button.isVisible() and button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def people(session):
    return [person.name for person in session.document.people_in_order()]


def test_the_list_says_who_why_and_how_sure(dialog):
    assert names(dialog) == ["Tech Lead", "Лапин", "Lead designer", "Project manager", "All team"]
    assert lines(dialog, 0)[0] == ("Tech Lead", "", "● sure")
    assert {line[1:] for line in lines(dialog, 0)[2:]} == {("1", "differs only in capitals, blanks or punctuation")}
    assert lines(dialog, 1) == [
        ("Лапин", "", "● sure"),
        ("Лапин", "1", "the fullest name"),
        ("Лапину", "1", "the same in another grammatical case"),
    ]
    assert lines(dialog, 2)[0][2] == "◐ likely" and lines(dialog, 3)[0][2] == "○ maybe"
    assert lines(dialog, 4) == [
        ("All team", "", "stands for everybody"),
        ("All team", "1", "a word for all who take part"),
    ]


def test_merge_is_one_step_and_the_list_follows(dialog, session, qtbot):
    before = session.document
    choose(dialog, "Lead designer", child=1)
    click(qtbot, dialog.merge)
    assert "Lead dsigner" not in people(session) and names(dialog) == [
        "Tech Lead",
        "Лапин",
        "Project manager",
        "All team",
    ]
    assert dialog.current().keep == session.document.person_named("Project manager").id  # the next one
    session.undo_stack.undo()
    assert session.document == before and "Lead designer" in names(dialog)


def test_another_name_may_stay(dialog, session, qtbot):
    choose(dialog, "Tech Lead")
    dialog.keep.setCurrentText("Tech-lead")
    click(qtbot, dialog.merge)
    kept = session.document.person_named("Tech-lead")
    assert kept.name == "Tech-lead" and set(kept.aliases) == {"Tech Lead", "TechLead"}


def test_enter_merges_what_is_current(dialog, session, qtbot):
    choose(dialog, "Project manager")
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert "PM" not in people(session) and dialog.isVisible()


def test_not_the_same_is_remembered(dialog, session, qtbot):
    choose(dialog, "Tech Lead")
    click(qtbot, dialog.apart)
    assert names(dialog) == ["Лапин", "Lead designer", "Project manager", "All team"] and len(people(session)) == 11
    assert session.undo_stack.undoText() == "Not the same person"
    session.undo_stack.undo()
    assert "Tech Lead" in names(dialog)


def test_all_that_are_sure_are_merged_in_one_step(dialog, session, qtbot):
    assert dialog.all_sure.text() == "Merge all that are s&ure (2)"
    click(qtbot, dialog.all_sure)
    assert names(dialog) == ["Lead designer", "Project manager", "All team"] and session.undo_stack.count() == 1
    assert not dialog.all_sure.isVisible()
    session.undo_stack.undo()
    assert len(people(session)) == 11


def test_everybody_is_replaced_by_those_who_take_part(dialog, session, qtbot):
    choose(dialog, "All team")
    assert not dialog.merge.isVisible() and not dialog.keep.isVisible()
    click(qtbot, dialog.replace)
    document = session.document
    assert "All team" not in people(session) and "All team" not in names(dialog)
    assert document.person_named("Anna").id in document.tasks[document.order[0]].people("I")
    session.undo_stack.undo()
    assert "All team" in people(session)


def test_everybody_may_stay_as_it_is(dialog, session, qtbot):
    choose(dialog, "All team")
    click(qtbot, dialog.leave)
    assert session.document.person_named("All team").group and "All team" not in names(dialog)


def test_nothing_to_say(session, qtbot):
    session.open(Opened(matrix("task | Anna | Boris\nPlan | R | A"), "other"))
    shown = WhoIsWhoDialog(session)
    qtbot.addWidget(shown)
    shown.open()
    qtbot.waitUntil(lambda: shown.is_ready, timeout=10_000)
    assert shown.stack.currentWidget() is shown.empty and "No two names" in shown.empty.text()
    assert not shown._said.isVisible()
    assert not any(button.isVisible() for button in (shown.merge, shown.apart, shown.replace, shown.all_sure))


def test_what_is_refused_is_told_in_the_dialog(session, qtbot):
    session.open(Opened(matrix("task | All\nPlan | R"), "other"))
    shown = WhoIsWhoDialog(session)
    qtbot.addWidget(shown)
    shown.open()
    qtbot.waitUntil(lambda: shown.is_ready, timeout=10_000)
    click(qtbot, shown.replace)
    assert "Nobody else takes part" in shown._trouble.text() and shown._trouble.isVisible()
    click(qtbot, shown.leave)
    assert not shown._trouble.isVisible()


def test_a_read_only_document_shows_and_does_not_change(session, document, qtbot):
    session.open(Opened(document, "other"), read_only=True)
    shown = WhoIsWhoDialog(session)
    qtbot.addWidget(shown)
    shown.open()
    qtbot.waitUntil(lambda: shown.is_ready, timeout=10_000)
    assert names(shown) and not shown.merge.isEnabled() and not shown.all_sure.isEnabled()


def test_closing_while_names_are_compared_is_no_trouble(session, qtbot):
    shown = WhoIsWhoDialog(session)
    shown.open()
    with qtbot.waitSignal(shown.destroyed):
        shown.reject()
    assert session.apply("Add a person", add_person, "Boris")


@pytest.mark.parametrize("spoken", ["en", "ru"])
def test_every_reason_has_its_words(spoken):
    language.switch(spoken)
    assert set(REASONS) == set(Reason)
    assert len({reasons_text((reason,)) for reason in Reason}) == len(Reason)
    assert len({confidence_text(confidence)[0] for confidence in (0.95, 0.85, 0.5)}) == 3


def test_the_window_offers_it_after_an_import(windows, document, qtbot):
    window = windows.open()
    table = SourceTable("RACI", "grid", 1, 2, 3, document.process_order[0], {})
    window.session.open(Opened(replace(document, tables=(table,)), "client"))
    window.documents.opened.emit()
    bar = window.page.bar
    qtbot.waitUntil(lambda: bar._other.isVisible(), timeout=10_000)
    assert bar.text.endswith("3 people may stand here under several names")
    qtbot.mouseClick(bar._other, Qt.MouseButton.LeftButton)
    found = window.findChildren(WhoIsWhoDialog)
    assert len(found) == 1 and found[0].isVisible()
    qtbot.waitUntil(lambda: found[0].is_ready, timeout=10_000)
    bar.details = ("a note keeps the bar open",)
    found[0]._merge_all_sure()
    found[0].reject()
    qtbot.waitUntil(lambda: bar.text.endswith("1 person may stand here under several names"), timeout=10_000)
    bar.show_text("done")
    assert not bar._other.isVisible()


def test_the_outline_leads_to_it_and_merges_with_whom_the_user_says(window, qtbot, monkeypatch):
    outline, session = window.outline, window.session
    outline.refresh()
    [item] = outline.tree.findItems("Anna", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    outline.tree.setCurrentItem(item)
    texts = [action.text() for action in outline.make_menu().actions()]
    assert "Who is who…" in texts and "Merge with…" in texts
    asked = []
    monkeypatch.setattr(
        QInputDialog, "getItem", lambda _parent, _title, text, items, *_rest: asked.append(text) or (items[0], True)
    )
    outline.merge_with()
    assert asked == ["Who is “Anna” too?", "Which name stays?"]
    assert session.document.person_named("Lead dsigner").id == session.document.person_named("Anna").id
    outline.who_asked.emit()
    found = window.findChildren(WhoIsWhoDialog)
    assert len(found) == 1
    found[0].reject()
