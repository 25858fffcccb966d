"""Dialogs that propose: suggested dependencies and moves of work, accepted and refused by real clicks."""

import pytest
from helpers import matrix
from PySide6.QtCore import Qt

from raci_studio.gui import proposal_subjects
from raci_studio.gui.proposals import ProposalsDialog

LINKED = """
    task           | Anna | inputs                 | result
    Draw up budget | R/A  |                        | Approved budget
    Choose a hall  | R/A  | budget                 | Contract with the hall
    Invite guests  | R/A  | contract with the hall | Invitations
    Pay the hall by budget | R/A |                 | Receipt
"""
BUSY = """
    task          | Anna | Boris | Clara | duration
    Plan hall     | R/A  | C     |       | 4
    Plan food     | R/A  | C     |       | 3
    Plan tickets  | R/A  | C     |       | 2
    Print tickets | A    | R     | C     | 1
    Sell tickets  | A    | C     | R     | 1
"""


@pytest.fixture
def document(request):
    return matrix(BUSY if "moves" in request.node.name else LINKED)


@pytest.fixture
def dialog(request, session, qtbot):
    subject = proposal_subjects.moves() if "moves" in request.node.name else proposal_subjects.links()
    shown = ProposalsDialog(session, subject)
    qtbot.addWidget(shown)
    shown.open()
    qtbot.waitUntil(lambda: shown.is_ready, timeout=10_000)
    return shown


def rows(dialog):
    tree = dialog.tree
    return [[tree.topLevelItem(n).text(c) for c in range(tree.columnCount())] for n in range(tree.topLevelItemCount())]


def click(qtbot, button):
    assert button.isEnabled() and button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_links_are_listed_surest_first_with_their_reason(dialog):
    assert [row[0][:2] + row[1][:2] for row in rows(dialog)] == ["1.2.", "2.3.", "1.4."]
    assert rows(dialog)[0][3] == "90%" and "budget" in rows(dialog)[0][2]


def test_one_is_accepted_and_can_be_undone(dialog, session, qtbot):
    click(qtbot, dialog.accept_selected)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 2)
    (link,) = session.document.dependencies
    assert link.origin == "accepted" and session.document.number_of(link.after) == 2
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: len(rows(dialog)) == 3)
    assert session.document.dependencies == ()


def test_all_from_a_confidence_are_one_step(dialog, session, qtbot):
    dialog.least.setValue(90)
    assert "2" in dialog.accept_sure.text()
    click(qtbot, dialog.accept_sure)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 1)
    assert len(session.document.dependencies) == 2
    session.undo_stack.undo()
    assert session.document.dependencies == ()


def test_what_is_refused_does_not_come_back(dialog, session, qtbot):
    dialog.tree.selectAll()
    click(qtbot, dialog.refuse_selected)
    qtbot.waitUntil(lambda: not rows(dialog))
    assert session.document.dependencies == ()
    assert len(session.document.processes[session.document.process_order[0]].refused_links) == 3
    assert "Fill in results and inputs" in dialog.empty.text()


def test_moves_are_accepted_and_refused_each_on_its_own(dialog, session, qtbot):
    first = rows(dialog)[0]
    assert first[:3] == ["1. Plan hall", "Anna", "Boris"] and first[4:] == ["4.0", "9.0", "5.0"]
    click(qtbot, dialog.refuse_selected)
    qtbot.waitUntil(lambda: bool(rows(dialog)) and rows(dialog)[0][:3] != first[:3])
    second = rows(dialog)[0]
    click(qtbot, dialog.accept_selected)
    qtbot.waitUntil(lambda: rows(dialog)[:1] != [second])
    assert session.undo_stack.count() == 1
    assert all(row[:3] != first[:3] for row in rows(dialog))


def test_a_read_only_document_is_only_shown(session, qtbot):
    session.read_only = True
    shown = ProposalsDialog(session, proposal_subjects.links())
    qtbot.addWidget(shown)
    shown.open()
    qtbot.waitUntil(lambda: shown.is_ready, timeout=10_000)
    assert not (shown.accept_selected.isEnabled() or shown.refuse_selected.isEnabled() or shown.accept_sure.isEnabled())
