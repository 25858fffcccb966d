"""Ctrl+.: the ways out of the findings of a cell, of a line in the panel, of a field; one step each, undone as one."""

import pytest
from helpers import matrix
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QMenu

from raci_studio.analysis.fixes import Fix
from raci_studio.core import edits
from raci_studio.files import Opened
from raci_studio.gui import actions, language
from raci_studio.gui.findings.commands import fix_label

pytestmark = pytest.mark.usefixtures("known_rules")

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(window, qtbot):
    def show(text):
        window.session.open(Opened(matrix(text), "x"))
        analysed(window, qtbot)
        window.activateWindow()
        window.page.view.setFocus()
        return window

    yield show
    if (menu := QApplication.activePopupWidget()) is not None:
        menu.close()


def analysed(window, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)


def ask(qtbot, window, key=Key.Key_Period):
    qtbot.keyClick(QApplication.focusWidget() or window, key, CONTROL)
    return QApplication.activePopupWidget()


def texts(menu):
    return [action.text() for action in menu.actions() if not action.isSeparator()]


ONE = "task | Anna | Boris | result | format | deadline | channel\nPlan | R/C | A | List | PDF | 2 days | Mail\nWrite | R | | Text | PDF | 2 days | Mail"


@pytest.mark.qt_log_ignore(
    "keyToAscii", "^This plugin does not", extend=True
)  # QTest knows no text for keys of Cyrillic letters
@pytest.mark.parametrize("key", [Key.Key_Period, Key(ord("Ю"))])
def test_a_cell_offers_its_fixes_on_either_keyboard(shown, qtbot, key):
    window = shown(ONE)
    task = window.session.document.order[1]
    window.page.view.go_to(task, "role:A")
    menu = ask(qtbot, window, key)
    assert texts(menu)[:3] == ["Nobody answers for “Write”.", "Let Anna answer for it", "Let Boris answer for it"]
    assert texts(menu)[-1] == "Accept with a reason…"
    view = window.page.view
    cell = view.visualRect(view.currentIndex())
    assert menu.pos().y() == view.viewport().mapToGlobal(cell.bottomLeft()).y()
    assert menu.activeAction().text() == "Let Anna answer for it"
    qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)
    boris = window.session.document.person_named("Boris").id
    assert window.session.document.tasks[task].people("A") == (boris,)
    assert window.session.undo_stack.undoText() == "Let Boris answer for it"
    assert view.current_cell() == (task, "role:A")
    qtbot.keyClick(view, Key.Key_Z, CONTROL)
    assert window.session.document.tasks[task].people("A") == ()


def test_an_undo_step_says_no_reasons():
    words = {"deputy": "Clara", "person": "Anna", "reasons": "has room"}
    fix = Fix("Let {deputy} stand in for {person}: {reasons}", lambda document: document, words)
    assert fix_label(fix) == "Let Clara stand in for Anna"
    language.switch("ru")
    words["deputy"] = "Клара (HR)"
    assert fix_label(fix) == "Anna: замещает Клара (HR)"
    language.switch("en")
    assert fix_label(Fix("Merge: all", lambda document: document)) == "Merge: all"


def test_each_finding_has_its_own_head(shown, qtbot):
    window = shown("task | Anna | Boris | Clara\nPlan | R/C | A | \nWrite | | A | C\nCheck | | A | C")
    window.page.view.go_to(window.session.document.order[0], "role:R")
    menu = ask(qtbot, window)
    heads = [label.text() for label in menu.findChildren(QLabel) if label.text()]
    found = window.page.view.findings_here()
    assert len(heads) == len(found) > 1
    enabled = [action.isEnabled() for action in menu.actions() if action.text() in heads]
    assert enabled == [False] * len(heads)
    assert texts(menu).count("Accept with a reason…") == len(heads)
    assert sum(action.isSeparator() for action in menu.actions()) == len(heads) - 1


def test_no_fix_is_said_and_no_finding_shows_nothing(shown, qtbot):
    window = shown("task | Anna | result | format\nPlan | A/R | | PDF\nWrite | A/R | Text | PDF")
    first, second = window.session.document.order
    window.page.view.go_to(first, "result")
    menu = ask(qtbot, window)
    assert texts(menu) == ["“Plan” has no result.", "No fix is known for this", "Accept with a reason…"]
    qtbot.keyClick(menu, Key.Key_Escape)
    window.page.view.go_to(second, "result")
    assert ask(qtbot, window) is None


def test_a_finding_is_accepted_from_the_cell(shown, qtbot, monkeypatch):
    window = shown("task | Anna | result | format\nPlan | A/R | | PDF\nWrite | A/R | Text | PDF")
    window.page.view.go_to(window.session.document.order[0], "result")
    monkeypatch.setattr(QInputDialog, "getText", lambda *args: (" as agreed ", True))
    qtbot.keyClick(ask(qtbot, window), Key.Key_Return)  # accepting is the only way out
    (accepted,) = window.session.document.accepted
    assert accepted.key.startswith("Q601") and accepted.reason == "as agreed"
    analysed(window, qtbot)
    assert ask(qtbot, window) is None


def test_all_of_a_kind_are_mended_in_one_step(shown, qtbot):
    window = shown("task | Anna | Boris\nPlan | R/C | A\nWrite | R/I | A\nCheck | R/C | A")
    session = window.session
    before = session.document
    window.page.view.go_to(before.order[0], "role:C")
    menu = ask(qtbot, window)
    (line,) = [action for action in menu.actions() if action.text().startswith("Mend all")]
    assert line.text() == "Mend all 3 of this kind"
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(line).center())
    anna = before.person_named("Anna").id
    assert [session.document.tasks[task].letters(anna) for task in before.order] == [("R",)] * 3
    assert session.undo_stack.count() == 1 and session.undo_stack.undoText().startswith("Mend 3 findings: ")
    window.undo()
    assert session.document is before


def test_the_panel_offers_the_fixes_of_its_line(shown, qtbot):
    window = shown(ONE)
    panel = window.findings
    index = panel.model.index_of(next(f.key for f in window.session.findings if f.code == "D401"))
    panel.tree.show_line(index)
    panel.tree.setFocus()
    menu = ask(qtbot, window)
    assert texts(menu)[0] == "Nobody answers for “Write”."
    menu.close()
    qtbot.keyClick(panel.tree, Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert texts(menu)[0] == "Nobody answers for “Write”."
    menu.close()
    assert panel.fix.isEnabled()
    qtbot.mouseClick(panel.fix, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    qtbot.keyClick(menu, Key.Key_Return)
    assert window.session.undo_stack.undoText() == "Let Anna answer for it"


def test_the_context_menu_of_a_cell_offers_them_where_there_is_a_finding(shown, qtbot, monkeypatch):
    window = shown(ONE)
    view, seen = window.page.view, []

    class Menu(QMenu):
        def exec(self, *args):
            seen.append([action.text() for action in self.actions()])

    monkeypatch.setattr("raci_studio.gui.matrix.view.QMenu", Menu)
    for key in ("role:A", "name"):
        view.go_to(window.session.document.order[1], key)
        at = view.visualRect(view.currentIndex()).center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, view.viewport().mapToGlobal(at))
        view.contextMenuEvent(event)
    assert seen[0][0] == "&Fix…" and "&Fix…" not in seen[1]


def test_what_is_typed_is_taken_first(shown, qtbot):
    window = shown(ONE)
    view = window.page.view
    view.go_to(window.session.document.order[1], "role:A")
    view.start_typing("Anna")
    window.show_fixes()
    assert window.session.document.tasks[window.session.document.order[1]].people("A")


def test_read_only_offers_nothing_to_choose(shown, window, qtbot):
    window = shown(ONE)
    window.session.read_only = True
    window.page.view.go_to(window.session.document.order[1], "role:A")
    menu = ask(qtbot, window)
    assert not any(action.isEnabled() for action in menu.actions() if not action.isSeparator())


def test_names_with_an_ampersand_and_long_ones_stay_readable(shown, qtbot):
    name = "R & D " + "of a very long name " * 6
    window = shown(ONE)
    anna = window.session.document.person_named("Anna").id
    window.session.apply("", edits.rename_person, anna, name)
    analysed(window, qtbot)
    window.page.view.go_to(window.session.document.order[1], "role:A")
    menu = ask(qtbot, window)
    line = menu.actions()[1]
    assert line.text().startswith("Let R && D of a very long") and line.text().endswith("…")
    assert line.toolTip() == f"Let {name.strip()} answer for it"


@pytest.mark.qt_log_ignore("keyToAscii", "^This plugin does not", extend=True)
def test_in_russian(shown, qtbot):
    window = shown(ONE)
    language.switch("ru")
    window.page.view.go_to(window.session.document.order[1], "role:A")
    menu = ask(qtbot, window, Key(ord("Ю")))
    assert "«Write»" in texts(menu)[0]


def test_signs_have_their_key_on_a_russian_keyboard_too(window):
    keys = window._actions["show_fixes"].shortcuts()
    assert keys == [QKeySequence("Ctrl+."), QKeySequence(CONTROL | Key(ord("Ю")))]
    assert QKeySequence("Ctrl+Б") in window._actions["show_settings"].shortcuts()
    assert actions._russian(("Ctrl+Z", "F8")) == ()
