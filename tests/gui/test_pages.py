"""The row of pages: tabs, keys, one selection, what is remembered, and that a page works only while it is seen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from raci_studio.core import edits
from raci_studio.core.document import AcceptedFinding
from raci_studio.files import Opened
from raci_studio.gui.focus import fields_in_order
from raci_studio.gui.pages import PAGES
from raci_studio.project import raci_file

CTRL = Qt.KeyboardModifier.ControlModifier


def tabs(window):
    return [window.pages.tabs.tabText(place) for place in range(window.pages.tabs.count())]


def press_key(window, key, modifiers=CTRL):
    window.activateWindow()
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def test_pages_are_chosen_by_tab_key_and_menu_and_made_when_first_shown(window, qtbot):
    assert tabs(window) == list(PAGES.values())
    assert window.pages.current == "matrix" and window._actions["page_matrix"].isChecked()
    assert window.pages.made("people") is None
    rect = window.pages.tabs.tabRect(list(PAGES).index("people"))
    QTest.mouseClick(window.pages.tabs, Qt.MouseButton.LeftButton, pos=rect.center())
    assert window.pages.current == "people" and window.pages.page is window.pages.made("people")
    assert window._actions["page_people"].isChecked() and not window._actions["page_matrix"].isChecked()
    press_key(window, Qt.Key(Qt.Key.Key_1 + list(PAGES).index("checklist")))
    assert window.pages.current == "checklist" and window.pages.made("process") is None
    window._actions["page_process"].trigger()
    window._actions["page_process"].trigger()
    assert window.pages.current == "process" and window._actions["page_process"].isChecked()
    press_key(window, Qt.Key.Key_1)
    assert window.pages.current == "matrix" and window.focusWidget() is window.page.view


def test_what_acts_on_the_matrix_is_off_while_another_page_is_shown(window):
    for name in ("delete_rows", "paste_cells", "zoom_in", "wrap_texts"):
        assert window._actions[name].isEnabled()
    window.show_page("people")
    for name in ("delete_rows", "paste_cells", "zoom_in", "wrap_texts"):
        assert not window._actions[name].isEnabled()
    assert window._actions["save"].isEnabled() and window._actions["find_text"].isEnabled()
    window.find_text()
    assert window.pages.current == "matrix" and window._actions["delete_rows"].isEnabled()


def test_rows_and_findings_lead_back_to_the_matrix(window, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed)
    second = window.session.document.order[1]
    for go in (lambda: window.inspector.task_chosen.emit(second), lambda: window.outline.task_chosen.emit(second)):
        window.show_page("checklist")
        go()
        assert window.pages.current == "matrix" and window.page.view.current_cell()[0] == second
    window.show_page("people")
    window.next_finding()
    assert window.pages.current == "matrix"


def test_one_selection_for_all_pages(window):
    view, selection, document = window.page.view, window.pages.selection, window.session.document
    view.select_tasks(list(document.order[1:3]))
    anna, boris = document.people_order
    window.show_page("people")
    assert selection.tasks == document.order[1:3]
    table = window.pages.page.table
    table.select_people([boris])
    assert selection.people == (boris,) and table.selected_people() == [boris]
    selection.choose_people([anna])
    assert table.selected_people() == [anna]
    window.session.apply("", edits.delete_people, [anna])
    assert selection.people == ()
    selection.choose_tasks([document.order[3]])
    window.show_page("matrix")
    assert view.current_cell()[0] == document.order[3]
    window.session.open(Opened(edits.add_process(type(document)(), "Other"), "other"))
    assert selection.tasks == ()


def test_a_hidden_page_does_nothing_until_it_is_seen_again(window, monkeypatch):
    page = window.show_page("process")
    drawn = []
    monkeypatch.setattr(page, "refresh", lambda: drawn.append(window.session.document))
    window.show_page("matrix")
    for text in ("a", "b", "c"):
        window.session.apply("", edits.set_text, window.session.document.order[0], "notes", text)
    assert drawn == []
    window.show_page("process")
    assert drawn == [window.session.document]


def test_a_refused_edit_is_told_on_whatever_page(window):
    page = window.show_page("process")
    page.fields["name"].selectAll()
    QTest.keyClicks(page.fields["name"], " ")
    page.commit()
    assert window.page.bar.isVisible() and "needs a name" in window.page.bar.text
    assert page.fields["name"].text() == "Process"


def test_going_to_a_page_rewrites_nothing(window, qtbot):
    """A text with blanks that Qt's editors change stays as it is, wherever the focus passes."""
    task, process = window.session.document.order[0], window.session.document.process_order[0]
    for field in ("step", "name", "notes"):
        window.session.apply("", edits.set_text, task, field, "one\N{NO-BREAK SPACE}two\u2028three")
    for field in ("inputs", "main_channel", "start"):
        window.session.apply("", edits.set_process, process, **{field: "one\N{NO-BREAK SPACE}two\u2028three"})
    window.page.view.go_to(task)
    before = window.session.document
    for name in PAGES:
        page = window.show_page(name)
        for field in fields_in_order(window):
            field.setFocus()
        assert window.session.document is before, name
        assert page.isVisible()
    window.show_page("people")
    rect = window.pages.tabs.tabRect(0)
    QTest.mouseClick(window.pages.tabs, Qt.MouseButton.LeftButton, pos=rect.center())
    assert window.focusWidget() is window.pages.tabs and window.session.document is before


def test_the_panels_are_reached_from_every_page(window):
    for name in PAGES:
        page = window.show_page(name)
        window.activateWindow()
        reached = []
        for _panel in range(4):
            window.next_panel()
            reached.append(next(
                (nth for nth, part in enumerate((window.outline, page, window.inspector, window.findings))
                 if part is window.focusWidget() or part.isAncestorOf(window.focusWidget())), None,
            ))  # fmt: skip
        assert sorted(reached) == [0, 1, 2, 3], name


def test_the_page_is_remembered_with_the_window(windows, window, qtbot, tmp_path):
    path = tmp_path / "a.raci"
    raci_file.save(window.session.document, path)
    window.show_page("people")
    remembered = window.as_remembered()
    assert remembered.page == "people"
    again = windows.open(remembered)
    again.open_path(path)
    qtbot.waitUntil(lambda: again.session.is_open, timeout=20_000)
    assert again.pages.current == "people"
    again.documents._show(Opened(window.session.document, "another"))
    assert again.pages.current == "matrix"


def test_a_page_of_a_later_version_is_the_matrix(windows, window):
    assert window.pages.show_page("hologram") is window.page and window.pages.current == "matrix"


@pytest.mark.parametrize("name", [name for name in PAGES if name != "matrix"])
def test_every_page_stands_another_document_and_a_read_only_one(window, qtbot, document, name):
    page = window.show_page(name)
    window.session.open(Opened(edits.add_process(type(document)(), "Other"), "other"))
    qtbot.waitUntil(lambda: window.session.is_analysed)
    window.show_page(name)
    window.session.open(Opened(document, "example"), read_only=True)
    window.show_page(name)
    qtbot.waitUntil(lambda: window.session.is_analysed)
    assert page.isVisible()
    before = window.session.document
    page.commit()
    assert window.session.document is before


def test_problems_of_a_question_filter_the_findings(window, qtbot, known_rules):
    qtbot.waitUntil(lambda: window.session.is_analysed)
    process = window.session.document.process_order[0]
    window.show_page("checklist")
    window.findings.words.setText("nothing has this")
    window.go_to_address(f"findings/{process}/single-executor")
    codes = {window.findings.model.finding_at(window.findings.model.index(row, 0)).code
             for row in range(window.findings.model.rowCount())}  # fmt: skip
    assert codes == {"W301"} and window.findings.current_finding().code == "W301"
    assert window.pages.current == "matrix" and not window.findings.everything.isHidden()
    assert "no substitute" in window.findings._count.text()
    window.findings.everything.click()
    assert window.findings.model.shown == window.findings.model.total


def test_a_column_that_nobody_uses_yet_is_shown_to_be_filled(window):
    process = window.session.document.process_order[0]
    view = window.page.view
    view.set_layout("grid")
    assert view.matrix_model.column_of("duration") < 0
    window.show_page("checklist")
    window.go_to_address(f"column/duration/{process}")
    assert window.pages.current == "matrix" and view.current_cell()[1] == "duration"
    window.go_to_address(f"role/answers/{process}")
    task, key = view.current_cell()
    assert key == "role:A" and view.layout_name == "list"
    assert not window.session.document.tasks[task].people("A")
    window.session.arrange(hidden=frozenset(["deadline"]))
    window.go_to_address(f"column/deadline/{process}")
    assert view.current_cell()[1] == "deadline"


def test_accepted_findings_are_no_problem(window, qtbot, known_rules):
    qtbot.waitUntil(lambda: window.session.is_analysed)
    finding = next(one for one in window.session.findings if one.code == "W301")
    assert AcceptedFinding(finding.key) not in window.session.document.accepted
    window.session.apply("", edits.accept_finding, finding.key, "fine")
    qtbot.waitUntil(lambda: window.session.is_analysed)
    window.show_page("checklist")
    qtbot.waitUntil(lambda: window.pages.figures.is_there and window.pages.page.is_ready)
    lines = {line.question: line for line in window.pages.figures.lines}
    assert finding.key not in {one.key for one in lines["single-executor"].findings}


@pytest.mark.parametrize(
    "address", ["page/nowhere", "page", "task", "task/", "row/gone", "inspect", "person/gone", "nothing/at/all", ""]
)
def test_an_address_that_leads_nowhere_is_passed_over(window, address):
    window.go_to_address(address)
    assert window.pages.current in ("matrix", "people")
