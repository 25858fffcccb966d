"""What an edit of a large matrix costs, counted instead of timed: as much as it changes, not as much as there is."""

from collections import Counter

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication

from raci_studio.core import cell_edits, edits
from raci_studio.core.document import Document
from raci_studio.files import Opened
from raci_studio.gui import outline_panel
from raci_studio.gui.matrix import columns
from raci_studio.gui.matrix.model import MatrixModel

ROWS = 600


@pytest.fixture(scope="module")
def large():
    """A matrix of many rows in steps of twenty, each with an R and an A of forty people in turn."""
    document = edits.add_process(Document(), "Process")
    for number in range(40):
        document = edits.add_person(document, f"Person {number}")
    for step in range(ROWS // 20):
        texts = {"deadline": "3 days", "result": "Report", "format": "PDF"}
        document = edits.add_tasks(document, None, 20, step=f"Step {step}", **texts)
    document = edits.set_texts(document, {(task, "name"): f"Write page {task}" for task in document.order})
    people = document.people_order
    does = {task: [people[row % 40]] for row, task in enumerate(document.order)}
    answers = {task: [people[(row * 7 + 3) % 40]] for row, task in enumerate(document.order)}
    return edits.set_people_of(edits.set_people_of(document, "R", does), "A", answers)


@pytest.fixture
def settled(window, large, qtbot):
    """The window with the large matrix, analysed and painted."""
    window.session.open(Opened(large, "large"))
    settle(window, qtbot)
    return window


def settle(window, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed and not window.outline._later.isActive(), timeout=20_000)
    QApplication.processEvents()


@pytest.fixture
def read(monkeypatch):
    """Count for which tasks a column was asked for its text."""
    asked = Counter()
    whole = columns.TextColumn.text

    def counted(self, document, task):
        asked[task.id] += 1
        return whole(self, document, task)

    monkeypatch.setattr(columns.TextColumn, "text", counted)
    return asked


def shown_tasks(view):
    return {view.matrix_model.task_at(row) for row in view.rows_between(view.viewport().rect())}


def signals_of(model):
    """Return the names of what a model tells, and the rows of its `dataChanged`."""
    told, rows = [], set()
    for name in ("modelReset", "rowsInserted", "rowsRemoved", "layoutChanged"):
        getattr(model, name).connect(lambda *_args, name=name: told.append(name))
    model.dataChanged.connect(lambda first, last, _roles: rows.update(range(first.row(), last.row() + 1)))
    return told, rows


def test_an_edit_of_a_cell_touches_its_row_and_reads_what_is_seen(settled, qtbot, read):
    view, session = settled.page.view, settled.session
    task = session.document.order[3]
    told, rows = signals_of(view.matrix_model)
    read.clear()
    session.apply("Edit", edits.set_text, task, "format", "Letter")
    settle(settled, qtbot)
    assert not told and rows == {3}
    assert set(read) <= shown_tasks(view) | {task} and len(shown_tasks(view)) < 100
    assert sum(read.values()) < 100 * view.matrix_model.columnCount()


def test_findings_that_come_and_go_touch_the_rows_they_are_about(settled, qtbot):
    view, session = settled.page.view, settled.session
    task = session.document.order[500]
    session.apply("Edit", edits.set_text, task, "notes", "x")
    settle(settled, qtbot)
    told, rows = signals_of(view.matrix_model)
    session.apply("Edit", edits.set_people, task, "A", [])
    assert rows == {500}
    settle(settled, qtbot)
    assert task in session.found_changed
    assert not told and rows == {view.matrix_model.row_of(held) for held in session.found_changed} | {500}


def test_the_outline_makes_the_lines_that_are_new(settled, qtbot, monkeypatch):
    made = []
    whole = outline_panel._item
    monkeypatch.setattr(outline_panel, "_item", lambda entry: made.append(entry.text) or whole(entry))
    session, tree = settled.session, settled.outline.tree
    task = session.document.order[30]
    steps = tree.topLevelItem(0).child(0)
    closed = tree.topLevelItem(1)
    closed.setExpanded(False)
    session.apply("Edit", edits.set_text, task, "deadline", "4 days")
    session.apply("Insert", edits.add_task, 30, step="Step 1")
    settle(settled, qtbot)
    assert not made and steps.child(1).text(1) == "21"
    session.apply("Edit", edits.set_text, session.document.order[0], "step", "Step zero")
    settle(settled, qtbot)
    session.apply("Delete", edits.delete_tasks, session.document.order[-20:])
    settle(settled, qtbot)
    assert made == ["Step 0"]
    assert [steps.child(place).text(0) for place in (0, 1, 2)] == ["Step zero", "Step 0", "Step 1"]
    assert steps.childCount() == ROWS // 20 and not closed.isExpanded()


def test_clearing_everything_makes_each_task_once(settled, qtbot, monkeypatch):
    made = Counter()
    whole = edits.task_with

    def counted(task, **values):
        made[task.id] += 1
        return whole(task, **values)

    for module in (edits, cell_edits):
        monkeypatch.setattr(module, "task_with", counted)
    view, session = settled.page.view, settled.session
    view.selectAll()
    view.clear_cells()
    assert set(made.values()) == {1} and len(made) == ROWS
    assert not any(task.name or task.marks or task.step for task in session.document.tasks.values())
    assert session.undo_stack.undoText() == f"Clear {ROWS * view.matrix_model.columnCount()} cells"


def test_a_selection_of_everything_is_painted_without_asking_for_every_cell(settled, monkeypatch):
    asked = []
    monkeypatch.setattr(MatrixModel, "flags", lambda self, index: asked.append(index.row()) or view_flags(self, index))
    view_flags = type(settled.page.view.matrix_model).__mro__[1].__mro__[1].flags
    view = settled.page.view
    view.selectAll()
    QApplication.processEvents()
    asked.clear()
    view.horizontalHeader().viewport().repaint()
    view.viewport().repaint()
    assert len(asked) < ROWS


def test_the_list_of_findings_stays_where_it_is_when_no_finding_changes(settled, qtbot):
    session, model = settled.session, settled.findings.model
    told, _rows = signals_of(model)
    count = model.rowCount()
    session.apply("Edit", edits.set_text, session.document.order[3], "notes", "Nothing wrong with this")
    settle(settled, qtbot)
    assert count and not told and model.rowCount() == count


def test_blocks_of_a_scattered_selection(settled):
    view, order = settled.page.view, settled.session.document.order
    model = view.matrix_model
    chosen = view.selectionModel()
    chosen.clearSelection()
    for row, place in ((1, 2), (5, 2), (5, 3)):
        chosen.select(model.index(row, place), QItemSelectionModel.SelectionFlag.Select)
    cells = {(task, column.key) for tasks, held in view.selected_blocks() for task in tasks for column in held}
    keys = [column.key for column in model.columns]
    assert cells == {(order[1], keys[2]), (order[5], keys[2]), (order[5], keys[3])}
