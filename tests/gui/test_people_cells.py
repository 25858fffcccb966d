"""Names in the cells of the list layout: completed as one types, several as chips; all through real keys."""

import pytest
from helpers import matrix, names, task
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from raci_studio.core import edits
from raci_studio.files import Opened
from raci_studio.gui.matrix.columns import Chip
from raci_studio.gui.matrix.list_editors import NamesEditor
from raci_studio.gui.matrix.names_dialog import NamesDialog

Key, Mod = Qt.Key, Qt.KeyboardModifier
TEXT = """
task    | Анна Петрова | Фёдор Ёлкин | John Smith | Anna
Писать  | R            |             | R          |
Править |              | R           |            |
"""


@pytest.fixture
def document():
    document = matrix(TEXT)
    return edits.set_person(document, document.person_named("John Smith").id, aliases=("Jonny",))


@pytest.fixture
def people(session):
    """Return who has R in a row, by name."""

    def of(row=0, letter="R"):
        held = session.document.tasks[session.document.order[row]]
        return names(session.document, held.people(letter))

    return of


@pytest.fixture
def editor(view, qtbot, session):
    """Open the editor of the R of a row: over what it holds, or with F2."""

    def opened(row=1, typed=None):
        view.go_to(session.document.order[row], "role:R")
        if typed is None:
            qtbot.keyClick(view, Key.Key_F2)
        else:
            press(view, typed[0])
            type_into(view._delegate.editor, typed[1:])
        held = view._delegate.editor
        assert isinstance(held, NamesEditor)
        return held

    return opened


def press(widget, text):
    """A key of any layout; QTest types ASCII only."""
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Mod.NoModifier, text))


def type_into(editor, text):
    """Type as people do: an open list gets the keys first."""
    for character in text:
        press(editor._list.popup() if editor.is_listing else editor, character)


def key(qtbot, editor, code, modifiers=Mod.NoModifier):
    qtbot.keyClick(editor._list.popup() if editor.is_listing else editor, code, modifiers)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("an", ["Anna"]),
        ("ан", ["Анна Петрова"]),
        ("АНН", ["Анна Петрова"]),
        ("пет", ["Анна Петрова"]),  # any word
        ("елк", ["Фёдор Ёлкин"]),  # ё as е
        ("фёд", ["Фёдор Ёлкин"]),
        ("sm", ["John Smith"]),
        ("jonn", ["John Smith"]),  # an alias
        ("john s", ["John Smith"]),
        ("ohn", []),  # not within a word
        ("x", []),
    ],
)
def test_what_a_name_begins_with_is_offered(editor, typed, offered):
    assert editor(typed=typed).offered == offered


@pytest.mark.parametrize("code", [Key.Key_Return, Key.Key_Tab])
def test_enter_and_tab_take_the_name_and_stay(view, qtbot, editor, people, code):
    held = editor(typed="пет")
    key(qtbot, held, code)
    assert held.names == ["Анна Петрова"] and held.text() == "" and not held.is_listing
    assert view._delegate.editor is held and people(1) == ["Фёдор Ёлкин"]
    type_into(held, "smi")
    key(qtbot, held, code)
    key(qtbot, held, Key.Key_Return)
    assert people(1) == ["Анна Петрова", "John Smith"] and view._delegate.editor is None
    assert view.session.undo_stack.count() == 1


def test_the_arrows_choose_in_the_list(view, qtbot, session, editor, people):
    session.apply("Person", edits.add_person, "Anna Berg")
    held = editor(typed="ann")
    assert held.offered == ["Anna", "Anna Berg"]
    key(qtbot, held, Key.Key_Down)
    key(qtbot, held, Key.Key_Return)
    key(qtbot, held, Key.Key_Return)
    assert people(1) == ["Anna Berg"]


def test_escape_closes_the_list_then_the_editor(view, qtbot, editor, people, asked):
    held = editor(typed="an")
    key(qtbot, held, Key.Key_Escape)
    assert not held.is_listing and view._delegate.editor is held and held.text() == "an"
    key(qtbot, held, Key.Key_Return)  # the name as it was typed
    assert asked == [("an",)] and people(1) == ["an"]
    held = editor(typed="an")
    key(qtbot, held, Key.Key_Escape)
    key(qtbot, held, Key.Key_Escape)
    assert view._delegate.editor is None and people(1) == ["an"]


@pytest.mark.parametrize("mark", [",", ";", ", "])
def test_commas_and_semicolons_part_names(view, qtbot, editor, people, mark):
    held = editor(typed=f"анна петрова{mark}")
    assert held.names == ["Анна Петрова"] and held.text() == ""
    type_into(held, "anna")  # the whole name: there is nothing to take
    assert not held.is_listing
    key(qtbot, held, Key.Key_Return)
    assert people(1) == ["Анна Петрова", "Anna"]


def test_f2_shows_the_names_as_chips_in_the_colours_of_the_letter(view, qtbot, session, editor, people):
    held = editor(row=0)
    kind = session.document.kind_of("R")
    assert held._chips == [Chip("Анна Петрова", kind), Chip("John Smith", kind)] and held.text() == ""
    assert all(held.rect().contains(rect) for rect in held._rects) and held.width() > view.columnWidth(2)
    key(qtbot, held, Key.Key_Return)
    assert people() == ["Анна Петрова", "John Smith"] and session.is_clean


def test_backspace_takes_the_last_chip_back_into_text(view, qtbot, editor, people):
    held = editor(row=0)
    key(qtbot, held, Key.Key_Backspace)
    assert held.names == ["Анна Петрова"] and held.text() == "John Smith" and held.cursorPosition() == 10
    for _letter in "John Smith":
        key(qtbot, held, Key.Key_Backspace)
    assert held.names == ["Анна Петрова"] and held.text() == ""
    key(qtbot, held, Key.Key_Return)
    assert people() == ["Анна Петрова"]


def test_a_name_given_already_is_not_offered_again(editor):
    held = editor(row=0)
    type_into(held, "john")
    assert held.offered == []


def test_a_name_with_a_comma_of_its_own(view, qtbot, session, editor, people):
    session.apply("Person", edits.add_person, "Berg, Clara")
    held = editor(typed="berg, cl")
    assert held.names == [] and held.offered == ["Berg, Clara"]
    key(qtbot, held, Key.Key_Tab)
    key(qtbot, held, Key.Key_Return)
    assert people(1) == ["Berg, Clara"]


def test_an_unknown_name_is_a_chip_of_its_own_look_and_asked_about(view, qtbot, session, editor, people, asked):
    asked.answers = {"кузьма": session.document.person_named("Anna").id}
    held = editor(typed="Кузьма, ")
    assert held._chips == [Chip("Кузьма", None)]
    key(qtbot, held, Key.Key_Return)
    assert asked == [("Кузьма",)] and people(1) == ["Anna"]


def test_typed_on_the_other_layout_a_name_is_offered_but_not_taken_by_enter(view, qtbot, editor, people):
    held = editor(typed="gtn")  # the keys of «пет»
    assert held.offered == ["Анна Петрова"]
    key(qtbot, held, Key.Key_Return)
    assert people(1) == ["gtn"]
    held = editor(typed="tkr")  # «елк»
    key(qtbot, held, Key.Key_Down)
    key(qtbot, held, Key.Key_Return)
    assert held.names == ["Фёдор Ёлкин"]


def test_names_pasted_into_the_editor_become_chips(view, qtbot, editor, people):
    held = editor(row=1)
    QApplication.clipboard().setText(" Anna; John Smith,")
    key(qtbot, held, Key.Key_V, Mod.ControlModifier)
    assert held.names == ["Фёдор Ёлкин", "Anna", "John Smith"]
    key(qtbot, held, Key.Key_Return)
    assert people(1) == ["Фёдор Ёлкин", "Anna", "John Smith"]


def test_many_chips_take_lines_and_stay_inside(view, qtbot, session, editor):
    for number in range(30):
        session.apply("Person", edits.add_person, f"Somebody {number}")
    everybody = session.document.people_order
    session.apply("R", edits.set_people, task(session.document, "Править"), "R", everybody)
    held = editor(row=1)
    assert len(held._rects) == len(everybody) and len({rect.top() for rect in held._rects}) > 1
    assert all(held.rect().contains(rect) for rect in held._rects)
    assert view.viewport().rect().contains(held.geometry())


def test_the_question_lists_the_likeliest_first(qtbot, document):
    for decoy in ("Петров Антон", "Jon Snow", "Елена Ким"):
        document = edits.add_person(document, decoy)
    likeliest = {
        "Петрова Анна": "Анна Петрова", "Jon Smith": "John Smith", "Ёлкин": "Фёдор Ёлкин", "Елкин Федор": "Фёдор Ёлкин",
    }  # fmt: skip
    dialog = NamesDialog(document, tuple(likeliest))
    qtbot.addWidget(dialog)
    first = {name: box.itemText(1) for name, box in dialog._boxes.items()}
    assert first == {name: f"The same as {known}" for name, known in likeliest.items()}
    assert set(dialog.choices().values()) == {None}  # a new person unless the user says otherwise


def test_a_name_is_asked_about_once_in_a_paste(view, qtbot, session, people, asked):
    asked.answers = {"ани": session.document.person_named("Anna").id}
    view.go_to(session.document.order[0], "role:R")
    QApplication.clipboard().setText("Ани\nАни, John Smith\n")
    qtbot.keyClick(view, Key.Key_V, Mod.ControlModifier)
    assert asked == [("Ани",)] and (people(0), people(1)) == (["Anna"], ["Anna", "John Smith"])


def test_the_list_opens_in_a_window_too(window, qtbot):
    """The view of the window, whose actions have keys of their own."""
    session, view = window.session, window.page.view
    session.open(Opened(matrix(TEXT), "x"))
    window.activateWindow()
    view.setFocus()
    view.go_to(session.document.order[1], "role:A")
    press(view, "а")
    held = view._delegate.editor
    type_into(held, "нн")
    assert held.offered == ["Анна Петрова"]
    key(qtbot, held, Key.Key_Tab)
    key(qtbot, held, Key.Key_Return)
    assert names(session.document, session.document.tasks[session.document.order[1]].people("A")) == ["Анна Петрова"]


def test_the_question_shows_a_name_as_it_was_typed(qtbot, document):
    dialog = NamesDialog(document, ("Sales & Co",))
    qtbot.addWidget(dialog)
    assert [label.text() for label in dialog.findChildren(QLabel) if "Sales" in label.text()] == ["Sales && Co"]
