"""Rows that say what is done instead of another one: marked from the menu, shown beside the number and in the panel."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from raci_studio.core import edits
from raci_studio.core.document import TaskId
from raci_studio.gui.matrix.scenarios import may_be_rescued, rescuers, scenario_said


def header(view, task, role=Qt.ItemDataRole.DisplayRole):
    model = view.matrix_model
    return model.headerData(model.row_of(task), Qt.Orientation.Vertical, role)


def test_a_row_is_marked_and_made_ordinary_again_from_the_menu(window, monkeypatch):
    view, session = window.page.view, window.session
    _write, check, sign, _archive = session.document.order
    asked = []

    def answer(parent, title, question, titles, current, editable):
        asked.append((titles, titles[current]))
        return titles[1], True

    monkeypatch.setattr(QInputDialog, "getItem", answer)
    view.select_tasks([sign])
    window._actions["make_alternative"].trigger()
    assert asked == [(["1 Write", "2 Check", "4 Archive"], "2 Check")]
    assert session.document.tasks[sign].scenario == "alternative" and session.document.tasks[sign].rescues == check
    assert header(view, sign) == "↪ 3" and "2 “Check”" in header(view, sign, Qt.ItemDataRole.ToolTipRole)
    name = view.matrix_model.index_of(sign, "name")
    assert "Another way to do row 2" in name.data(Qt.ItemDataRole.AccessibleTextRole)
    window._actions["make_negative"].trigger()
    assert session.document.tasks[sign].scenario == "negative" and header(view, sign) == "↯ 3"
    window._actions["make_ordinary"].trigger()
    assert session.document.tasks[sign].scenario == "" and header(view, sign) == "3"
    assert header(view, sign, Qt.ItemDataRole.ToolTipRole) is None
    session.undo_stack.undo()
    assert header(view, sign) == "↯ 3"


def test_giving_up_the_question_changes_nothing(window, monkeypatch):
    before = window.session.document
    monkeypatch.setattr(QInputDialog, "getItem", lambda *args: ("", False))
    window._actions["make_negative"].trigger()
    assert window.session.document is before


def test_the_panel_of_the_row_says_so_with_links(window, qtbot):
    session, inspector = window.session, window.inspector
    _write, check, sign, _archive = session.document.order
    window.page.view.go_to(sign)
    assert inspector.scenario.isHidden()
    session.apply("", edits.set_scenario, sign, check, "negative")
    line = inspector.scenario
    assert line.isVisible() and "row 2 “Check” goes wrong" in line.text.text()
    line.text.linkActivated.emit(check)
    assert window.page.view.current_cell()[0] == check
    qtbot.waitUntil(lambda: "If it goes wrong: 3 Sign" in line.text.text())
    assert line.ordinary.isHidden()
    window.page.view.go_to(sign)
    qtbot.waitUntil(line.ordinary.isVisible)
    line.ordinary.click()
    assert session.document.tasks[sign].scenario == "" and line.isHidden()


def test_what_may_be_rescued(document):
    write, check, sign, archive = document.order
    document = edits.set_scenario(document, sign, check, "alternative")
    assert may_be_rescued(document, [archive]) == (write, check)
    assert rescuers(document, check) == (sign,) and rescuers(document, write) == ()
    assert scenario_said(document, write) == "" and "Another way" in scenario_said(document, sign)


def test_work_that_comes_back_is_typed_as_a_predecessor(window):
    view, session = window.page.view, window.session
    write, check = session.document.order[:2]
    column = next(column for column in view.matrix_model.columns if column.key == "predecessors")
    session.apply("", column.write, {write: "2↺"}, {})
    assert [(link.before, link.rework) for link in session.document.predecessors[write]] == [(check, True)]
    assert "3↺" in column.tooltip(session.document) and TaskId(check) in session.document.tasks
