"""The findings panel: groups, filters, the order of F8, keys and menu, and a model that follows in small steps."""

import pytest
from helpers import matrix
from PySide6.QtCore import QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QInputDialog, QWidget

from raci_studio.analysis.findings import Finding, Severity, finding_with
from raci_studio.core import edits
from raci_studio.core.document import Document
from raci_studio.files import Opened
from raci_studio.gui import language
from raci_studio.gui.findings import model as model_module
from raci_studio.gui.findings.grouping import MATRIX, OTHERS, Grouping, grouped
from raci_studio.gui.findings.lines import MESSAGE, ROWS, RULE, SEVERITY
from raci_studio.gui.findings.model import FindingsModel
from raci_studio.gui.flow_layout import FlowLayout
from raci_studio.gui.settings import settings

pytestmark = pytest.mark.usefixtures("known_rules")

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
Key, Left, Role = Qt.Key, Qt.MouseButton.LeftButton, Qt.ItemDataRole


@pytest.fixture
def panel(window, qtbot):
    analysed(window, qtbot)
    window.activateWindow()
    return window.findings


def analysed(window, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed, timeout=10_000)


def choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))


def lines(model: FindingsModel, parent=None) -> list[str]:
    parent = parent or model.index(-1, -1)
    return [model.index(row, MESSAGE, parent).data() for row in range(model.rowCount(parent))]


def tree(model: FindingsModel) -> dict[str, list[str]]:
    """The heads of the groups with the rules below them."""
    heads = [model.index(row, 0) for row in range(model.rowCount())]
    return {head.data(): [model.index(row, RULE, head).data() for row in range(model.rowCount(head))] for head in heads}


def line_of(panel, code, group=""):
    finding = next(finding for finding in panel.model._everything() if finding.code == code)
    index = panel.model.index_of(finding.key, group)
    panel.tree.show_line(index)
    return finding, index


def click(qtbot, panel, index, double=False):
    panel.tree.scrollTo(index)
    at = panel.tree.visualRect(index).center()
    (qtbot.mouseDClick if double else qtbot.mouseClick)(panel.tree.viewport(), Left, pos=at)


def press(qtbot, panel, key, modifiers=Qt.KeyboardModifier.NoModifier):
    panel.tree.setFocus()
    qtbot.keyClick(panel.tree, key, modifiers)


# Groups


def test_groups_have_titles_and_counts(panel):
    choose(panel.grouping, "rule")
    by_rule = tree(panel.model)
    assert by_rule["Q601 No result  (2)"] == ["Q601", "Q601"]
    assert next(iter(by_rule)).startswith("D401") and list(by_rule)[-1].startswith("T512")  # the worst first
    choose(panel.grouping, "step")
    assert [head[:1] for head in tree(panel.model)] == ["3", "4", "5", "6", "7"]
    head = panel.model.index(2, 0)
    assert head.siblingAtColumn(SEVERITY).data() == "▲ 2  ○ 1"
    assert head.data(Role.AccessibleTextRole) == "5 Timings: 2 warnings, 1 hint"
    assert head.data(Role.FontRole).bold() and head.siblingAtColumn(ROWS).data() is None


def test_a_finding_of_several_stands_under_each(panel, window):
    choose(panel.grouping, "row")
    by_row = tree(panel.model)
    assert list(by_row) == [
        "The matrix as a whole  (3)", "1 Write  (4)", "2 Check  (3)", "3 Sign  (5)", "4 Archive  (5)",
        "No row in particular  (1)",
    ]  # fmt: skip
    assert by_row["The matrix as a whole  (3)"] == ["C701", "Q605", "T501"]
    assert [row for row, codes in by_row.items() if "W302" in codes] == list(by_row)[1:5]
    choose(panel.grouping, "person")
    by_person = tree(panel.model)
    assert [head.split("  ")[0] for head in by_person] == [
        "The matrix as a whole", "Anna", "Boris", "No person in particular",
    ]  # fmt: skip
    assert panel.model.shown == panel.model.total == len(window.session.findings)  # each is counted once


def test_groups_follow_the_order_of_the_matrix():
    document = matrix("task | Anna | Boris\nA | R | A\nB | R | A")
    first, second = document.order
    anna, boris = document.people_order

    def made(code, tasks=(), people=()):
        return Finding(code, Severity.HINT, document.process_order[0], tasks, people)

    whole, both, person = made("Q605"), made("W302", (second, first)), made("H101", (), (boris, anna))
    groups = grouped([person, both, whole], Grouping.ROW, document)
    assert list(groups.items()) == [(MATRIX, [whole]), (first, [both]), (second, [both]), (OTHERS, [person])]
    groups = grouped([person, both, whole], Grouping.PERSON, document)
    assert list(groups.items()) == [(MATRIX, [whole]), (anna, [person]), (boris, [person]), (OTHERS, [both])]
    gone = finding_with(both, tasks=("gone", first))
    assert list(grouped([gone], Grouping.ROW, document)) == [first]


def test_the_grouping_is_kept(panel, window, windows):
    choose(panel.grouping, "person")
    assert settings().value("findings/grouping") == "person"
    panel.with_accepted.click()
    other = windows.open()
    other.session.open(Opened(matrix("task | Anna\nA | R"), "other"))
    assert other.findings.model.grouping is Grouping.PERSON and other.findings.grouping.currentData() == "person"
    assert not other.findings.with_accepted.isChecked()


def test_groups_fold_with_the_keys_and_stay_unfolded(panel, window, qtbot):
    choose(panel.grouping, "row")
    panel.tree.setCurrentIndex(panel.model.index_of_group(window.session.document.order[1]))
    press(qtbot, panel, Key.Key_Return)
    assert panel.tree.isExpanded(panel.tree.currentIndex())
    press(qtbot, panel, Key.Key_Return)
    assert not panel.tree.isExpanded(panel.tree.currentIndex())
    press(qtbot, panel, Key.Key_Right)
    window.session.apply("", edits.add_task, 0, name="New")
    analysed(window, qtbot)
    assert panel.tree.isExpanded(panel.model.index_of_group(window.session.document.order[2]))
    choose(panel.severity, "hint")
    choose(panel.severity, "")
    assert panel.tree.isExpanded(panel.model.index_of_group(window.session.document.order[2]))


# The model


def test_the_model_follows_in_small_steps(window, qtbot):
    analysed(window, qtbot)
    session, document = window.session, window.session.document
    models = [FindingsModel(session) for _grouping in Grouping]
    told = []
    for model, grouping in zip(models, Grouping):
        model.tester = QAbstractItemModelTester(model, FATAL)
        model.group_by(grouping)
        model.modelReset.connect(lambda grouping=grouping: told.append(grouping))
    first = document.order[0]
    for edit, *arguments in (
        (edits.set_text, first, "result", ""),
        (edits.set_people, first, "A", document.people_order),
        (edits.add_task, 0),
        (edits.delete_tasks, document.order[2:3]),
        (edits.rename_person, document.people_order[0], "Anne"),
        (edits.accept_finding, next(f.key for f in session.findings if f.code == "D401"), "as agreed"),
    ):
        assert session.apply("", edit, *arguments)
        analysed(window, qtbot)
        for model, grouping in zip(models, Grouping):
            fresh = FindingsModel(session)
            fresh.group_by(grouping)
            assert everything(model) == everything(fresh), (edit, grouping)
    assert Grouping.PERSON not in told and Grouping.ROW not in told and Grouping.NONE not in told


def everything(model):
    heads = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        [[model.index(row, column, head).data() for column in range(4)] for row in range(model.rowCount(head))]
        + [[head.siblingAtColumn(column).data() for column in range(4)]]
        for head in heads
    ]


def test_nothing_moves_where_the_findings_stay(panel, window, qtbot):
    for grouping in Grouping:
        choose(panel.grouping, str(grouping))
        model = panel.model
        kept = QPersistentModelIndex(model.step_from(model.index(-1, -1), -1))
        before, moved = model.finding_at(kept), []
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            signal.connect(lambda *_args, moved=moved: moved.append(1))
        window.session.apply("", edits.set_text, window.session.document.order[0], "notes", str(grouping))
        analysed(window, qtbot)
        assert not moved and kept.isValid() and model.finding_at(kept) is before


def test_what_a_folded_group_says_is_not_made(panel, monkeypatch):
    from raci_studio.gui.findings import sentences

    asked = []
    whole = sentences.said
    monkeypatch.setattr(sentences, "said", lambda finding, document: asked.append(finding) or whole(finding, document))
    panel.model.forget_texts()
    choose(panel.grouping, "row")
    QApplication.processEvents()
    asked.clear()
    panel.model.forget_texts()
    panel.tree.grab()
    assert asked == []
    panel.tree.expand(panel.model.index_of_group(MATRIX))
    panel.tree.grab()
    assert {finding.code for finding in asked} == {"C701", "Q605", "T501"}


def test_a_message_follows_what_it_speaks_of(panel, window, qtbot):
    choose(panel.grouping, "none")
    row = next(row for row, text in enumerate(lines(panel.model)) if "answers for “Archive”" in text)
    window.session.apply("", edits.set_text, window.session.document.order[3], "name", "Store")
    assert lines(panel.model)[row] == "Nobody answers for “Store”."
    window.session.apply("", edits.rename_person, window.session.document.people_order[0], "Anne")
    assert any("Only Anne can carry out" in text for text in lines(panel.model))


def test_ten_thousand_findings_are_walked_once_for_each(session):
    """Counted, not timed: an index for a line, never a search through all."""
    many = 10_000
    document = edits.add_tasks(edits.add_process(Document(), "P"), None, many)
    session.open(Opened(document, "large"))
    process = document.process_order[0]
    found = tuple(Finding("Q601", Severity.ERROR, process, (task,)) for task in document.order)
    analysing = session._analysing
    analysing._timer.stop()
    from raci_studio.analysis.audit import Analysis

    analysing.analysis = Analysis(findings=found)
    model = FindingsModel(session)
    model.group_by(Grouping.ROW)
    assert model.rowCount() == many and model.shown == many
    index = model.index(-1, -1)
    for number in range(3):
        index = model.step_from(index, 1)
        assert model.finding_at(index) is found[number]
    assert model.finding_at(model.step_from(model.index(-1, -1), -1)) is found[-1]


# A list too long to be laid out whole


@pytest.fixture
def short(monkeypatch):
    """A list that shows five lines at first."""
    monkeypatch.setattr(model_module, "PIECE", 5)


def show(session, count):
    """Let a session find something about each of so many rows; return the findings."""
    from raci_studio.analysis.audit import Analysis

    if len(session.document.order) < count:
        session.open(Opened(edits.add_tasks(edits.add_process(Document(), "P"), None, 200), "long"))
        session._analysing._timer.stop()
    process = session.document.process_order[0]
    found = tuple(Finding("Q601", Severity.ERROR, process, (task,)) for task in session.document.order[:count])
    session._analysing.analysis = Analysis(findings=found)
    session.findings_changed.emit()
    return found


def test_a_long_list_is_shown_in_pieces_and_walked_whole(session, short):
    found, model = show(session, 33), FindingsModel(session)
    tester = QAbstractItemModelTester(model, FATAL)
    assert model.rowCount() == 5 and model.shown == 33 and model.has_more
    model.show_more()
    assert [model.finding_at(model.index(row, 0)) for row in range(model.rowCount())] == [*found[:10]]
    index, seen = model.index(-1, -1), []
    for _finding in found:
        index = model.step_from(index, 1)
        seen.append(model.finding_at(index))
    assert seen == [*found] and model.finding_at(model.step_from(index, 1)) is found[0] and not model.has_more
    del tester


def test_the_last_finding_is_reached_from_the_first_and_any_by_its_key(session, short):
    found, model = show(session, 33), FindingsModel(session)
    index = model.index_of(found[12].key)
    assert model.finding_at(index) is found[12] and model.rowCount() == 13
    assert model.finding_at(model.step_from(model.index(0, 0), -1)) is found[-1]
    assert not model.index_of("Q601:c1:nothing").isValid()


def test_whoever_scrolls_to_the_end_gets_more_and_keeps_it(window, qtbot, short):
    show(window.session, 100)
    model, bar = window.findings.model, window.findings.tree.verticalScrollBar()
    model.show_more(40)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert model.rowCount() == 50
    show(window.session, 99)
    assert model.rowCount() == 50 and model.shown == 99
    show(window.session, 20)
    assert model.rowCount() == 20 and not model.has_more


# Filters


def test_filters(panel, window, qtbot):
    everything = panel.model.shown
    choose(panel.severity, "error")
    assert 0 < panel.model.shown < everything
    assert panel._count.text() == f"{panel.model.shown} of {everything} findings"
    panel.words.setFocus()
    qtbot.keyClicks(panel.words, "q601")
    assert [panel.model.index(row, RULE).data() for row in range(panel.model.rowCount())] == ["Q601", "Q601"]
    qtbot.mouseClick(panel.everything, Left)
    assert panel.model.shown == everything and panel.words.text() == "" and panel.everything.isHidden()
    window.page.view.go_to(window.session.document.order[1])
    qtbot.mouseClick(panel.only_row, Left, pos=QPoint(8, panel.only_row.height() // 2))
    assert {panel.model.index(row, RULE).data() for row in range(panel.model.rowCount())} == {
        "W301", "W302", "Q601", "T501",
    }  # fmt: skip
    qtbot.keyClick(window.page.view, Key.Key_Down)
    assert "D403" in {panel.model.index(row, RULE).data() for row in range(panel.model.rowCount())}


def test_an_empty_panel_says_why(panel, window, qtbot):
    said = panel.tree.accessibleDescription
    qtbot.keyClicks(panel.words, "no such word")
    assert said() == "All findings are filtered away."
    panel.show_everything()
    window.session.open(Opened(matrix("task | Anna\nA | A/R"), "x"))
    assert said() == "The matrix is being looked through…"
    analysed(window, qtbot)
    window.session.open(Opened(edits.add_process(Document(), "P"), "empty"))
    analysed(window, qtbot)
    assert said() == "Findings about the rows will stand here."
    plain = panel.tree.grab().toImage()
    panel.tree.say_when_empty("")
    assert panel.tree.grab().toImage() != plain  # it is painted too


def test_accepted_findings_are_struck_out_and_can_be_hidden(panel, window, qtbot, monkeypatch):
    finding, _index = line_of(panel, "D401")
    monkeypatch.setattr(QInputDialog, "getText", lambda *args: ("as agreed", True))
    qtbot.keyClick(window, Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    analysed(window, qtbot)
    index = panel.model.index_of(finding.key)
    assert panel.model.is_accepted(panel.model.finding_at(index))
    assert index.data(Role.FontRole).strikeOut() and "as agreed" in index.data(Role.ToolTipRole)
    assert index.siblingAtColumn(SEVERITY).data() == "Accepted"
    choose(panel.grouping, "rule")
    assert "D401 Nobody is accountable  (0)" in tree(panel.model)
    assert panel.model.index_of_group("D401").data(Role.AccessibleTextRole).endswith("all accepted")
    qtbot.mouseClick(panel.with_accepted, Left, pos=QPoint(8, panel.with_accepted.height() // 2))
    assert not panel.model.index_of(finding.key).isValid()
    panel.with_accepted.setChecked(True)
    panel.tree.show_line(panel.model.index_of(finding.key))
    assert panel.accept.text() == "Reopen" and not panel.fix.isEnabled()
    qtbot.mouseClick(panel.accept, Left)
    analysed(window, qtbot)
    assert not panel.model.is_accepted(panel.model.finding_at(panel.model.index_of(finding.key)))


# Going through


@pytest.mark.parametrize("grouping", list(Grouping))
def test_f8_goes_through_all_as_shown_each_once(panel, window, qtbot, grouping):
    choose(panel.grouping, str(grouping))
    chosen = []
    panel.finding_chosen.connect(lambda finding: chosen.append(finding.key))
    for _finding in window.session.findings:
        qtbot.keyClick(window, Key.Key_F8)
        index = panel.tree.currentIndex()
        assert not index.parent().isValid() or panel.tree.isExpanded(index.parent())
    assert len(set(chosen)) == len(chosen) == len(window.session.findings)
    if grouping is Grouping.NONE:
        assert chosen == [finding.key for finding in window.session.findings]
    qtbot.keyClick(window, Key.Key_F8)
    assert chosen[-1] == chosen[0]
    qtbot.keyClick(window, Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert chosen[-1] == chosen[-3]


def test_f8_from_a_second_line_of_a_finding_goes_on_below(panel, window):
    choose(panel.grouping, "row")
    sign = window.session.document.order[2]
    finding, index = line_of(panel, "W302", sign)
    assert panel.model.group_at(index) == sign
    panel.step(1)
    assert panel.current_key() != finding.key and panel.model.group_at(panel.tree.currentIndex()) == sign


def test_f8_leaves_out_none_where_one_was_mended(panel, window, qtbot):
    codes = [finding.key for finding in window.session.findings]
    for _step in range(codes.index(line_of(panel, "Q601")[0].key) + 1):
        panel.tree.setCurrentIndex(panel.model.index(0, 0)) if _step == 0 else panel.step(1)
    mended = panel.current_finding()
    assert mended.code == "Q601"
    panel._choose(panel.tree.currentIndex())
    window.session.apply("", edits.set_text, mended.tasks[0], "result", "List")
    analysed(window, qtbot)
    left = [finding.key for finding in window.session.findings]
    assert mended.key not in left
    panel.step(1)
    following = next(key for key in codes[codes.index(mended.key) + 1 :] if key in left)
    assert panel.current_key() == following


def test_a_click_shows_the_cell_and_enter_goes_there(panel, window, qtbot):
    view = window.page.view
    finding, index = line_of(panel, "D403")
    panel.tree.setFocus()
    click(qtbot, panel, index)
    assert view.current_cell() == (finding.tasks[0], "role:R") and not view.hasFocus()
    finding, index = line_of(panel, "D401")
    press(qtbot, panel, Key.Key_Return)
    assert view.current_cell() == (finding.tasks[0], "role:A") and view.hasFocus()


def test_the_menu_of_a_line(panel):
    choose(panel.grouping, "rule")
    _finding, index = line_of(panel, "D401")
    panel.tree.setFocus()
    at = panel.tree.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, panel.tree.viewport().mapToGlobal(at))
    QApplication.sendEvent(panel.tree.viewport(), event)
    menu = QApplication.activePopupWidget()
    texts = [action.text() for action in menu.actions()]
    assert texts[0] == "Go to the cell" and "Let Anna answer for it" in texts and "Accept with a reason…" in texts
    assert texts[-2:] == ["Unfold all groups", "Fold all groups"]
    menu.actions()[-2].trigger()
    heads = [panel.model.index(row, 0) for row in range(panel.model.rowCount())]
    assert all(map(panel.tree.isExpanded, heads))
    menu.actions()[-1].trigger()
    menu.close()
    assert not any(map(panel.tree.isExpanded, heads))


def test_the_panel_speaks_russian(panel):
    language.switch("ru")
    assert panel.model.headerData(SEVERITY, Qt.Orientation.Horizontal) == "Важность"
    assert panel.severity.itemText(1) == "Ошибки"
    choose(panel.grouping, "step")
    assert lines(panel.model)[0].startswith("3 Слабые места")


def test_the_bar_wraps_where_there_is_no_room(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    flow = FlowLayout(widget, 5)
    flow.setContentsMargins(0, 0, 0, 0)
    for _number in range(3):
        part = QWidget(widget)
        part.setMinimumSize(100, 20)
        part.sizeHint = lambda: QSize(100, 20)
        flow.addWidget(part)
    assert [flow.heightForWidth(width) for width in (310, 309, 205, 204, 50)] == [20, 45, 45, 70, 70]
    flow.setGeometry(QRect(0, 0, 210, 100))
    assert [(item.geometry().x(), item.geometry().y()) for item in map(flow.itemAt, range(3))] == [
        (0, 0), (105, 0), (0, 25),
    ]  # fmt: skip
