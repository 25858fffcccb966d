"""The models of both layouts: ids, texts, and changes no larger than they are."""

import pytest
from helpers import matrix, task
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from raci_studio.analysis.findings import Cell
from raci_studio.core import edits
from raci_studio.files import Opened
from raci_studio.gui.matrix.commands import MatrixCommands
from raci_studio.gui.matrix.layouts import GridModel, ListModel

WARNING = QAbstractItemModelTester.FailureReportingMode.Warning  # a Qt warning fails the test


@pytest.fixture(params=[ListModel, GridModel])
def model(request, session, asked):
    made = request.param(session, MatrixCommands(session, asked))
    made.tester = QAbstractItemModelTester(made, WARNING)
    return made


def texts(model):
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def headers(model):
    return [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]


def test_list_layout(session, asked):
    model = ListModel(session, MatrixCommands(session, asked))
    assert headers(model)[:4] == ["Step", "Task", "R · carries out", "A · answers for the result"]
    assert texts(model)[1] == ["One", "Check", "Boris", "Boris", "Anna", "", "", "", "", "", "", "1", ""]
    assert model.headerData(1, Qt.Orientation.Vertical) == "2"


def test_grid_layout(session, asked):
    model = GridModel(session, MatrixCommands(session, asked))
    assert headers(model)[:4] == ["Step", "Task", "Anna", "Boris"] and headers(model)[-1] == "Priority"
    assert texts(model)[1][:4] == ["One", "Check", "C", "R/A"]


def test_every_edit_and_its_undo_agree_with_a_fresh_model(model, session):
    order, people = session.document.order, session.document.people_order
    steps = [
        (edits.set_text, order[0], "deadline", "tomorrow"),
        (edits.add_task, 0),
        (edits.add_task, None),
        (edits.move_tasks, order[2:], 0),
        (edits.delete_tasks, [order[1], order[3]]),
        (edits.rename_person, people[0], "Anne"),
        (edits.add_person, "Clara"),
        (edits.toggle_letter, order[0], people[1], "I"),
        (edits.merge_people, people[0], people),
        (edits.set_text, order[0], "duration", "2"),
        (edits.add_extra_column, "More"),
        (edits.add_process, "Second"),
    ]
    for edit, *args in steps:
        session.apply("step", edit, *args)
        agree(model, session)
    while session.undo_stack.canUndo():
        session.undo_stack.undo()
        agree(model, session)
    while session.undo_stack.canRedo():
        session.undo_stack.redo()
        agree(model, session)


def agree(model, session):
    fresh = type(model)(session, None)
    used = [column.key for column in model.columns]
    assert [column.key for column in fresh.columns if column.key in used] == [c.key for c in fresh.columns]
    places = [model.column_of(column.key) for column in fresh.columns]
    assert [[row[place] for place in places] for row in texts(model)] == texts(fresh)
    fresh.deleteLater()


def test_one_text_changes_one_row(model, session, qtbot):
    second = session.document.order[1]
    with qtbot.waitSignal(model.dataChanged) as signal:
        session.apply("Edit", edits.set_text, second, "result", "x")
    first, last = signal.args[:2]
    assert (first.row(), last.row()) == (1, 1)


def test_persistent_indexes_follow_their_tasks(model, session):
    from PySide6.QtCore import QPersistentModelIndex

    last = session.document.order[-1]
    kept = QPersistentModelIndex(model.index_of(last, "name"))
    session.apply("Move", edits.move_tasks, [last], 0)
    assert kept.row() == 0 and kept.data() == "Archive"


def test_findings_stand_on_their_cells(model, session, qtbot):
    qtbot.waitUntil(lambda: session.is_analysed)
    signed = task(session.document, "Sign")
    missing_r = [finding for finding in session.findings if finding.code == "D403" and signed in finding.tasks]
    index = model.index_of_cell(missing_r[0].cells[0])
    assert "D403" in [finding.code for finding in model.findings_at(index.row(), index.column())]
    assert "D403" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "D403" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.cell(index.row(), index.column())[2] == "error"


def test_a_mark_is_found_in_the_column_of_its_layout(model, session):
    first, anna = session.document.order[0], session.document.people_order[0]
    index = model.index_of_cell(Cell(first, "role:R", anna))
    assert model.columns[index.column()].key == ("role:R" if isinstance(model, ListModel) else f"person:{anna}")


def test_read_only_cells_are_not_editable(document, session, asked):
    session.open(Opened(document, "x"), read_only=True)
    model = ListModel(session, MatrixCommands(session, asked))
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_letters_outside_the_scheme_have_a_column(session, asked):
    session.open(Opened(matrix("task | Anna\nDo | R/X"), "x"))
    assert "X" in headers(ListModel(session, MatrixCommands(session, asked)))
