"""The list that the arrow of a column opens."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from raci_studio.core.arrangement import Filter
from raci_studio.core.document import ColumnKind
from raci_studio.gui.matrix.filter_popup import FilterPopup

VALUES = [("high", 3), ("low", 1), ("lower", 2), ("", 4)]


@pytest.fixture
def popup(view):
    """Return a popup over a table, and what it said."""

    def make(old=None, **kinds):
        made = FilterPopup("Priority", VALUES, old, **{"is_role": False, "is_sorted": False, "parent": view} | kinds)
        made.said = []
        made.filter_chosen.connect(made.said.append)
        made.show()
        return made

    return make


def lines(made):
    return [made.model.index(row).data() for row in range(made.model.rowCount())]


def test_values_come_with_their_counts(popup):
    assert lines(popup()) == ["(all)", "high  (3)", "low  (1)", "lower  (2)", "(empty)  (4)"]


@pytest.mark.parametrize(
    ("kind", "words"), [(ColumnKind.TEXT, "A → Z"), (ColumnKind.NUMBER, "small"), (ColumnKind.DATE, "early")]
)
def test_sorting_is_called_what_it_is(popup, kind, words):
    made = popup(kind=kind)
    asked = []
    made.sort_asked.connect(asked.append)
    button = next(button for button in made.findChildren(QPushButton) if words in button.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [False]


def test_what_is_unchecked_is_left_out(popup):
    made = popup()
    made.model.setData(made.model.index(2), None, Qt.ItemDataRole.CheckStateRole)
    made.accept()
    assert made.said == [Filter(values=frozenset({"high", "lower", ""}))]


def test_all_checks_and_unchecks_everything(popup):
    made = popup(Filter(values=frozenset({"low"})))
    assert made.model.index(0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked
    made.model.toggle(0)
    assert made.chosen() is None
    made.model.toggle(0)
    assert made.chosen() == Filter(values=frozenset())


def test_a_click_or_space_turns_a_line(popup, qtbot):
    made = popup()
    line = made.list.visualRect(made.model.index(2))
    qtbot.mouseClick(made.list.viewport(), Qt.MouseButton.LeftButton, pos=line.center())
    assert made.chosen() == Filter(values=frozenset({"high", "lower", ""}))
    made.list.setFocus()
    qtbot.keyClick(made.list, Qt.Key.Key_Down)
    qtbot.keyClick(made.list, Qt.Key.Key_Space)
    assert made.chosen() == Filter(values=frozenset({"high", ""}))


def test_a_search_is_a_filter_by_text_unless_values_are_picked(popup, qtbot):
    made = popup()
    qtbot.keyClicks(made.search, "LOW")
    assert lines(made) == ["(all)", "low  (1)", "lower  (2)"]
    assert made.chosen() == Filter(text="LOW")
    made.model.toggle(1)
    assert made.chosen() == Filter(values=frozenset({"lower"}))
    qtbot.keyClick(made.search, Qt.Key.Key_Return)
    assert made.said == [Filter(values=frozenset({"lower"}))]


def test_an_old_filter_is_shown_as_it_was(popup):
    for old in (Filter(text="lo"), Filter(values=frozenset({"high", ""})), Filter(findings=True)):
        assert popup(old).chosen() == old
    role = popup(Filter(values=frozenset({"low"}), any_role=True), is_role=True, everybody=VALUES)
    assert role.any_role.isVisible() and role.chosen() == Filter(values=frozenset({"low"}), any_role=True)
    assert not popup().any_role.isVisible()


def test_in_any_role_lists_everyone(view, session, qtbot):
    view.go_to(session.document.order[0], "role:I")
    made = view.open_filter()
    assert lines(made) == ["(all)", "(empty)  (4)"]
    qtbot.mouseClick(made.any_role, Qt.MouseButton.LeftButton, pos=made.any_role.rect().center() * 0.2)
    assert lines(made) == ["(all)", "Anna  (3)", "Boris  (3)"] and made.chosen() is None
    line = made.list.visualRect(made.model.index(1))
    qtbot.mouseClick(made.list.viewport(), Qt.MouseButton.LeftButton, pos=line.center())
    qtbot.keyClick(made.search, Qt.Key.Key_Return)
    assert session.arrangement.filters["role:I"] == Filter(values=frozenset({"Boris"}), any_role=True)
    assert [session.document.tasks[key].name for key in view.matrix_model.tasks] == ["Write", "Check", "Sign"]
    again = view.open_filter()
    assert lines(again) == ["(all)", "Anna  (3)", "Boris  (3)"] and again.model.checked == {"Boris"}
    again.any_role.click()
    assert lines(again) == ["(all)", "(empty)  (4)"]
    again.close()


def test_in_any_role_keeps_the_search(view, session, qtbot):
    view.go_to(session.document.order[0], "role:C")
    made = view.open_filter()
    qtbot.keyClicks(made.search, "bo")
    assert lines(made) == ["(all)"]
    made.any_role.click()
    assert lines(made) == ["(all)", "Boris  (3)"]
    qtbot.keyClick(made.search, Qt.Key.Key_Return)
    assert session.arrangement.filters["role:C"] == Filter(text="bo", any_role=True)
    assert len(view.matrix_model.tasks) == 3


def test_the_table_opens_it_with_the_values_the_other_filters_leave(view, session):
    session.arrange(filters={"step": Filter(values=frozenset({"One"}))})
    view.go_to(session.document.order[0], "role:R")
    made = view.open_filter()
    assert lines(made) == ["(all)", "Anna  (1)", "Boris  (1)"]
    made.model.toggle(2)
    made.accept()
    assert session.arrangement.filters["role:R"] == Filter(values=frozenset({"Anna"}))
    assert view.columns_header.filtered == {
        view.matrix_model.column_of("role:R"), view.matrix_model.column_of("step"),
    }  # fmt: skip


def test_the_arrow_in_the_header_opens_it_and_sorts(view, session, qtbot):
    place = view.matrix_model.column_of("deadline")
    with qtbot.waitSignal(view.columns_header.filter_asked) as asked:
        arrow = view.columns_header.arrow_rect(place).center()
        qtbot.mouseClick(view.columns_header.viewport(), Qt.MouseButton.LeftButton, pos=arrow)
    assert asked.args == [place]
    made = view.findChild(FilterPopup)
    made.sort_asked.emit(True)
    made.close()
    assert session.arrangement.sort == ("deadline", True)
    assert view.columns_header.sorted_place == place and view.columns_header.descending
