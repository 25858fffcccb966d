"""The recovery journal: what was acknowledged is found again, however the program ended."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from helpers import matrix

from raci_studio.core import edits
from raci_studio.core.document import SourceWorkbook
from raci_studio.project import journal
from raci_studio.project.codec import to_parts
from raci_studio.project.journal import Journal, left_behind
from raci_studio.project.locks import DocumentLock

DOCUMENT = matrix("""
    task  | Anna | Boris
    Plan  | R    | A
    Build | R    | A
""")


def abandon(open_journal):
    """Let go of a journal as a crash does: without clearing it."""
    open_journal._base.close()
    open_journal._lock.release()


def test_nothing_is_on_the_disk_before_the_first_edit(tmp_path):
    Journal(tmp_path)
    assert not list(tmp_path.iterdir())


def test_edits_and_undo_are_found_again(tmp_path):
    first = edits.replace(DOCUMENT, source=SourceWorkbook("client.xlsx", b"bytes"))
    second = edits.merge_people(first, *[first.people_order[0], first.people_order[1:]])
    third = edits.delete_tasks(second, second.order[:1])
    open_journal = Journal(tmp_path)
    path = tmp_path / "matrix.raci"
    for before, after in [(first, second), (second, third), (third, second)]:
        open_journal.record(before, after, "edit", path)
    abandon(open_journal)
    (recovered,) = left_behind(tmp_path)
    assert recovered.document == second
    assert (recovered.path, recovered.edits, recovered.last_label) == (path, 3, "edit")
    recovered.discard()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("older", [False, True])
def test_that_the_workbook_came_with_a_password_is_found_again(tmp_path, older):
    first = edits.replace(DOCUMENT, source=SourceWorkbook("client.xlsx", b"bytes", encrypted=True))
    open_journal = Journal(tmp_path)
    open_journal.record(first, edits.add_task(first), "Add", None)
    if older:  # a journal once said nothing about it
        with open_journal._base as base:
            base.execute("DELETE FROM about WHERE name = 'encrypted'")
    abandon(open_journal)
    (recovered,) = left_behind(tmp_path)
    assert recovered.document.source == SourceWorkbook("client.xlsx", b"bytes", encrypted=not older)


def test_a_journal_in_use_is_left_alone(tmp_path):
    open_journal = Journal(tmp_path)
    open_journal.record(DOCUMENT, edits.add_task(DOCUMENT), "Add", None)
    assert not list(left_behind(tmp_path))
    open_journal.clear()
    assert not list(tmp_path.iterdir())


def test_after_a_save_the_journal_starts_anew(tmp_path):
    open_journal = Journal(tmp_path)
    second = edits.add_task(DOCUMENT)
    open_journal.record(DOCUMENT, second, "Add", None)
    open_journal.clear()
    third = edits.add_task(second)
    open_journal.record(second, third, "Add", None)
    abandon(open_journal)
    (recovered,) = left_behind(tmp_path)
    assert recovered.document == third and recovered.edits == 1


def test_a_damaged_journal_is_kept_and_passed_over(tmp_path):
    damaged = tmp_path / "x.journal"
    damaged.write_bytes(b"SQLite format 3\0" + b"garbage" * 50)
    assert not list(left_behind(tmp_path))
    assert damaged.exists()


def test_an_edit_costs_what_it_changed_not_what_there_is(tmp_path):
    """Count the parts that one edit of a large document writes, instead of timing it."""
    document = DOCUMENT
    for number in range(500):
        document = edits.add_task(document, name=f"Task {number}")
    parts = journal.changed_parts(document, edits.set_text(document, document.order[3], "name", "Other"))
    assert list(parts) == [f"task/{document.order[3]}"]


def test_an_edit_of_very_much_writes_the_document_in_one_piece(tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "_MANY", 3)
    first = edits.add_tasks(DOCUMENT, None, 5, step="x")
    second = edits.set_text(first, first.order[0], "name", "Old")
    third = edits.clear_cells(second, second.order, ["step"])
    fourth = edits.delete_tasks(third, third.order[:1])
    open_journal = Journal(tmp_path)
    parts = []
    for before, after in [(first, second), (second, third), (third, fourth), (fourth, third), (third, fourth)]:
        open_journal.record(before, after, "edit", None)
        parts.append(open_journal._base.execute("SELECT count(*) FROM part").fetchone()[0])
    abandon(open_journal)
    assert parts == [1, 0, 2, 2, 2]
    (recovered,) = left_behind(tmp_path)
    assert recovered.document == fourth and recovered.edits == 5


def test_a_journal_of_an_earlier_version_is_read(tmp_path):
    """It held every part of the document by itself, and none for what was gone."""
    open_journal = Journal(tmp_path)
    second = edits.add_task(DOCUMENT, name="New")
    open_journal.record(DOCUMENT, second, "Add", None)
    with open_journal._base as base:
        base.execute("DELETE FROM about WHERE name = 'base'")
        rows = [(name, msgspec.json.encode(value).decode()) for name, value in to_parts(second).items()]
        base.executemany("INSERT OR REPLACE INTO part VALUES (?, ?)", rows)
    abandon(open_journal)
    (recovered,) = left_behind(tmp_path)
    assert recovered.document == second


EDITOR = Path(__file__).with_name("editor_process.py")


def run_and_kill(folder, rng):
    """Run a scripted editor, kill it at a random moment, and compare what it said with what is found."""
    seed = rng.randrange(10**9)
    process = subprocess.Popen(
        [sys.executable, str(EDITOR), str(folder), str(seed)], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    with process:
        acknowledged = 0
        stop = rng.randrange(1, 40)
        for line in process.stdout:
            acknowledged = int(line)
            if acknowledged >= stop:
                break
        time.sleep(rng.random() * 0.01)
        process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        rest = process.stdout.read().split()
        acknowledged = int(rest[-1]) if rest else acknowledged
    return seed, acknowledged


def check_kills(folder, times, seed):
    from editor_process import script

    rng = random.Random(seed)
    for number in range(times):
        place = folder / str(number)
        script_seed, acknowledged = run_and_kill(place, rng)
        states = script(script_seed)
        found = list(left_behind(place))
        assert len(found) == 1, f"run {number}: {acknowledged} edits acknowledged, {len(found)} journals"
        recovered = found[0]
        assert recovered.edits >= acknowledged, f"run {number}: {acknowledged} acknowledged, {recovered.edits} found"
        expected = next(state for count, state in enumerate(states) if count == recovered.edits)
        assert recovered.document == expected
        recovered.discard()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_kill_at_a_random_moment_loses_no_acknowledged_edit(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(EDITOR.parent))
    check_kills(tmp_path, times=8, seed=1)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_kill_a_hundred_times(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(EDITOR.parent))
    check_kills(tmp_path, times=100, seed=2)


def test_the_second_window_on_a_file_is_told(tmp_path):
    first, second = (DocumentLock(tmp_path / "locks", tmp_path / "a.raci") for _ in range(2))
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()
