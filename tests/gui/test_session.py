"""The session: one door for every change, the journal before the screen, no stale findings."""

import sqlite3
import time
from threading import Event, current_thread, main_thread

import pytest
from helpers import matrix
from PySide6.QtCore import QTimer

from raci_studio.analysis import audit
from raci_studio.core import edits
from raci_studio.core.errors import UserError
from raci_studio.files import Opened, open_document
from raci_studio.gui.session import ChangedOnDisk, Session
from raci_studio.gui.settings import journal_folder
from raci_studio.project.journal import Journal, left_behind


def journal_rows():
    [file] = journal_folder().glob("*.journal")
    base = sqlite3.connect(file)
    labels = [label for (label,) in base.execute("SELECT label FROM edit ORDER BY number")]
    base.close()
    return labels


def test_apply_undo_redo(session, qtbot):
    start, task = session.document, session.document.order[0]
    with qtbot.waitSignal(session.document_changed) as signal:
        assert session.apply("Edit", edits.set_text, task, "name", "Draft")
    assert signal.args[0].tasks == {task}
    assert session.undo_stack.undoText() == "Edit" and not session.is_clean
    session.undo_stack.undo()
    assert session.document is start and session.is_clean
    session.undo_stack.redo()
    assert session.document.tasks[task].name == "Draft"


def test_what_changes_nothing_is_no_step(session):
    task = session.document.order[0]
    assert not session.apply("Edit", edits.set_text, task, "name", session.document.tasks[task].name)
    assert session.undo_stack.count() == 0 and not list(journal_folder().glob("*"))


def test_a_refused_edit_is_told(session, qtbot):
    with qtbot.waitSignal(session.refused) as signal:
        assert not session.apply("After", edits.set_predecessors, session.document.order[0], "99")
    assert isinstance(signal.args[0], UserError)


def test_the_journal_holds_every_step(session):
    task = session.document.order[0]
    session.apply("One", edits.set_text, task, "name", "1")
    session.apply("Two", edits.set_text, task, "name", "2")
    session.undo_stack.undo()
    assert journal_rows() == ["One", "Two", "Undo: Two"]
    session.undo_stack.undo()
    assert not list(journal_folder().glob("*.journal")), "back at what was opened there is nothing to recover"


def test_a_journal_that_fails_warns_once_and_editing_goes_on(session, monkeypatch, caplog):
    def full(*args):
        raise OSError("disk full")

    monkeypatch.setattr(Journal, "record", full)
    told = []
    session.refused.connect(told.append)
    task = session.document.order[0]
    for text in "abc":
        assert session.apply("Edit", edits.set_text, task, "name", text)
    assert len(told) == 1 and "disk full" in str(told[0])
    assert session.document.tasks[task].name == "c"


def test_recovery_gives_what_was_on_the_screen(session):
    session.apply("Edit", edits.set_text, session.document.order[0], "name", "Lost?")
    seen = session.document
    session._recording.journal._lock.release()  # as the system does when the process dies
    [recovered] = left_behind(journal_folder())
    other = Session()
    other.recover(recovered)
    assert other.document == seen and not other.is_clean
    session._recording.journal = None
    other.close()


def test_save_and_open(session, tmp_path):
    session.apply("Edit", edits.set_text, session.document.order[0], "name", "Draft")
    session.save(tmp_path / "a.raci")
    assert session.is_clean and session.title == "a.raci" and not list(journal_folder().glob("*.journal"))
    assert open_document(tmp_path / "a.raci").document == session.document
    session.undo_stack.undo()
    assert not session.is_clean


def test_a_file_changed_by_somebody_else_is_not_overwritten(session, tmp_path):
    path = tmp_path / "a.raci"
    session.save(path)
    path.write_bytes(b"theirs, and longer or shorter")
    session.apply("Edit", edits.set_text, session.document.order[0], "name", "Draft")
    with pytest.raises(ChangedOnDisk):
        session.save()
    assert path.read_bytes().startswith(b"theirs")
    session.save(overwrite=True)
    assert session.is_clean


def test_the_second_session_on_a_file_is_told(session, tmp_path):
    path = tmp_path / "a.raci"
    session.save(path)
    other = Session()
    assert not other.try_lock(path)
    other.open(open_document(path), read_only=True)
    told = []
    other.refused.connect(told.append)
    assert not other.apply("Edit", edits.set_text, other.document.order[0], "name", "x") and told
    other.save(tmp_path / "b.raci")
    assert not other.read_only and other.apply("Edit", edits.set_text, other.document.order[0], "name", "x")
    other.close()
    session.close()
    third = Session()
    assert third.try_lock(path)
    third.close()


def test_stale_findings_are_dropped(session, qtbot, monkeypatch):
    gate, seen = Event(), []

    def slow(document, **others):
        seen.append(document)
        gate.wait(5)
        return audit.Analysis()

    monkeypatch.setattr(audit, "analyse", slow)
    qtbot.waitUntil(lambda: len(seen) == 1)
    session.apply("Edit", edits.set_text, session.document.order[0], "name", "New")
    gate.set()
    qtbot.waitUntil(lambda: session.is_analysed)
    assert seen[-1] is session.document and len(seen) == 2


def test_an_edit_gives_up_the_analysis_that_runs(session, qtbot, monkeypatch):
    """Only what is on the screen when nothing is edited any more is analysed to the end."""
    running, ended = [], []

    def slow(document, progress, **_others):
        running.append(document)
        while document is not last[0]:
            progress.at(0.5)  # ends here once it is given up
        ended.append(document)
        return audit.Analysis()

    last = [None]
    monkeypatch.setattr(audit, "analyse", slow)
    for nth in range(3):
        qtbot.waitUntil(lambda nth=nth: len(running) == nth + 1)
        session.apply("Edit", edits.set_text, session.document.order[0], "name", f"New {nth}")
        assert not session.is_analysed
    last[0] = session.document
    qtbot.waitUntil(lambda: session.is_analysed)
    assert ended == [session.document] and len({id(document) for document in running}) == 4


def test_a_large_edit_is_made_beside_the_window(session, qtbot):
    """The event loop runs meanwhile; the step is one as ever."""
    beats, threads = [], []

    def slow(document):
        threads.append(current_thread())
        deadline = time.monotonic() + 20
        while len(beats) < 3 and time.monotonic() < deadline:
            time.sleep(0.001)
        return edits.set_text(document, document.order[0], "name", "Large")

    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(1))
    timer.start(1)
    assert session.apply_beside("Large", slow) and len(beats) >= 3
    assert threads[0] is not main_thread() and session.undo_stack.undoText() == "Large"
    session.undo_stack.undo()
    assert session.is_clean


def test_what_a_large_edit_refuses_is_told(session):
    def refuse(document):
        raise UserError("No.")

    told, before = [], session.document
    session.refused.connect(told.append)
    assert not session.apply_beside("Large", refuse)
    assert [str(error) for error in told] == ["No."] and session.document is before


def test_a_large_edit_of_a_document_that_went_away_is_dropped(session):
    other = Opened(matrix("task | Z\nOnly | R"), "other")

    def slow(document):
        opened.wait(20)
        return edits.set_text(document, document.order[0], "name", "Late")

    opened = Event()
    QTimer.singleShot(0, lambda: (session.open(other), opened.set()))
    assert not session.apply_beside("Large", slow)
    assert session.document is other.document and session.is_clean


def test_opening_another_document_starts_over(session):
    session.apply("Edit", edits.set_text, session.document.order[0], "name", "Draft")
    session.open(Opened(matrix("task | Z\nOnly | R"), "other"))
    assert session.is_clean and session.undo_stack.count() == 0 and not list(journal_folder().glob("*.journal"))


def test_findings_that_stay_are_the_same_objects(session, qtbot):
    qtbot.waitUntil(lambda: session.is_analysed and bool(session.findings))
    before = {finding.key: finding for finding in session.findings}
    task = session.document.order[-1]
    session.apply("Edit", edits.set_text, task, "deadline", "2 days")
    qtbot.waitUntil(lambda: session.is_analysed)
    equal = [finding for finding in session.findings if finding == before.get(finding.key)]
    assert equal and all(finding is before[finding.key] for finding in equal)
    assert session.document.tasks[task].deadline and list(session.findings) != list(before.values())
