"""A morning's work in a real window, on long sheets: what is saved is what was typed, and how long the window stood.

Every step is done by keyboard. What should come out is computed here, on plain rows, without the code of the program.
"""

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from desktop import Desktop, lacking, wait_for
from openpyxl import Workbook

from raci_studio.project import raci_file

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
PEOPLE = [f"Employee {letter}" for letter in "ABCDEFGHIJKL"]
TEXTS = ("step", "name", "deadline", "result", "format", "channel", "notes")
TYPED, REPLACED, RENAMED = "11 working days", "2 weeks", "Renamed Person"
PASTED_ROWS, PASTED_AT = 40, 10
MOVED_FROM, MOVED, MOVED_BY = 4, 10, 3

pytestmark = [pytest.mark.window, pytest.mark.skipif(bool(lacking()), reason=f"no {lacking()} for a virtual screen")]


def longest_of_corpus():
    """Return the matrix of the corpus with the most tasks, None where the corpus is not there."""
    if not (CORPUS / "sheets.tsv").exists():
        return None
    with (CORPUS / "sheets.tsv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return CORPUS / "sheets" / max((line for line in lines if line["kind"] == "raci"), key=tasks_in)["key"]


def tasks_in(line):
    return int(line["n_tasks"]) if line["n_tasks"].isdigit() else 0


def built_sheet(path, rows):
    """Write a grid of so many tasks with letters for a dozen people."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("RACI")
    sheet.append(["No.", "Step", "Task", *PEOPLE, "Deadline", "Result"])
    for number in range(1, rows + 1):
        letters = {(number * 7) % 12: "R", (number * 7 + 3) % 12: "A", (number * 5 + 7) % 12: "C"}
        marks = [letters.get(place, "") for place in range(12)]
        texts = f"Step {number // 25 + 1}", f"Prepare part no. {number} of the plan"
        sheet.append([number, *texts, *marks, "3 days", f"Part no. {number}"])
    book.save(path)
    return path


@pytest.fixture(params=["corpus", 1000, pytest.param(10000, marks=pytest.mark.slow)])
def sheet(request, tmp_path):
    if request.param != "corpus":
        return built_sheet(tmp_path / "long.xlsx", request.param)
    found = longest_of_corpus()
    if found is None:
        pytest.skip(f"no corpus of real sheets at {CORPUS}")
    return found


@pytest.fixture
def desktop(tmp_path):
    screen = Desktop(tmp_path)
    screen.environment["RACI_STUDIO_WATCHDOG"] = str(tmp_path / "gaps.jsonl")
    yield screen
    screen.picture(tmp_path / "last.png")
    screen.close()


class Morning:
    """The window, and beside it the rows as they should be: every method does one thing to both."""

    def __init__(self, desktop, document, folder):
        self.desktop, self.folder = desktop, folder
        self.rows, self.letters = rows_of(document), list(document.settings.scheme.letters)
        self.people = [document.people[person].name for person in document.people_order]
        self.before_roles = 2 + (len(document.processes) > 1)
        used = {mark.letter for task in document.tasks.values() for mark in task.marks}
        self.role_columns = len(set(self.letters) | used)
        self.edits, self.steps = 0, [("open", 0.0)]

    def step(self, name):
        """Begin a step: gaps of the event loop from now on are its."""
        self.desktop.wait_for_edits(self.edits)
        self.steps.append((name, time.time()))

    def go(self, row, column):
        self.desktop.keys("Escape", "ctrl+Home", *["Down"] * row, *["Right"] * column)

    def edited(self, count=1):
        self.edits += count
        self.desktop.wait_for_edits(self.edits)

    def fill_deadlines(self):
        self.step("fill down")
        self.go(0, self.before_roles + self.role_columns)
        self.desktop.type(TYPED)
        self.desktop.keys("Return")
        self.edited()
        self.desktop.keys("Up", "ctrl+space", "ctrl+d")
        self.edited()
        for row in self.rows:
            row["deadline"] = TYPED

    def paste(self):
        self.step("paste")
        block = [
            [f"{nth + 1} days", f"Report {nth}", "PDF & paper", "Mail <list>", f"“Note” no. {nth}", str(nth + 1)]
            for nth in range(PASTED_ROWS)
        ]
        owner = self.desktop.own_clipboard(block, self.folder)
        self.go(PASTED_AT, self.before_roles + self.role_columns)
        self.desktop.keys("ctrl+v")
        self.edited()
        owner.terminate()
        owner.communicate(timeout=10)
        for row, cells in zip(self.rows[PASTED_AT:], block):
            row |= zip(("deadline", "result", "format", "channel", "notes"), cells)
            row["after"] = [(self.rows[int(cells[5]) - 1], 0.0)]

    def rename_person(self):
        self.step("rename a person")
        self.desktop.keys("Escape", "shift+F6", "End", "F2", "ctrl+a")
        self.desktop.type(RENAMED)
        self.desktop.keys("Return")
        self.edited()
        self.desktop.keys("F6")
        for row in self.rows:
            row["roles"] = {
                (letter, RENAMED if name == self.people[-1] else name) for letter, name in row["roles"]
            }  # fmt: skip
        self.people[-1] = RENAMED

    def move_rows(self):
        self.step("move ten rows")
        self.go(MOVED_FROM, 0)
        self.desktop.keys(*["shift+Down"] * (MOVED - 1))
        for _time in range(MOVED_BY):
            self.desktop.keys("alt+Down")
            self.edited()
        held = self.rows[MOVED_FROM : MOVED_FROM + MOVED]
        del self.rows[MOVED_FROM : MOVED_FROM + MOVED]
        self.rows[MOVED_FROM + MOVED_BY : MOVED_FROM + MOVED_BY] = held

    def set_letters(self):
        """Set letters and type a word with a Russian keyboard: the keys of R, A, C, I, then of the word «дом»."""
        self.step("letters with a Russian keyboard")
        self.desktop.set_keyboard("ru")
        self.desktop.keys("ctrl+alt+2")
        self.go(0, self.before_roles)
        for nth, letter in enumerate("RACI"):
            self.desktop.press_places(letter.lower())
            self.edited()
            self.desktop.keys("Down")
            self.rows[nth]["roles"] ^= {(letter, self.people[0])}
        self.go(4, self.before_roles - 1)
        self.desktop.press_places(*"ljv")
        self.desktop.keys("Return")
        self.edited()
        self.rows[4]["name"] = "дом"
        self.desktop.set_keyboard("us")
        self.desktop.keys("ctrl+alt+1")

    def replace(self):
        self.step("find and replace")
        self.desktop.keys("Escape", "ctrl+h")
        self.desktop.type(TYPED)
        self.desktop.keys("Tab")
        self.desktop.type(REPLACED)
        self.desktop.keys("alt+a")
        self.edited()
        self.desktop.keys("Escape")
        for row in self.rows:
            row["deadline"] = row["deadline"].replace(TYPED, REPLACED)

    def undo_all(self):
        self.step("undo all")
        self.desktop.keys(*["ctrl+z"] * self.edits)
        self.desktop.wait_for_edits(0)  # back to what the file holds: nothing is left to recover

    def redo_all(self):
        self.steps.append(("redo all", time.time()))
        self.desktop.keys(*["ctrl+y"] * self.edits)
        self.desktop.wait_for_edits(self.edits)

    def save_as(self, path):
        self.steps.append(("save", time.time()))
        self.desktop.keys("ctrl+shift+s")
        dialog = self.desktop.window("^Save as")
        self.desktop.keys("ctrl+a")
        self.desktop.type(str(path))
        self.desktop.keys("Return")
        self.desktop.gone(dialog)
        wait_for(f"{path.name} to be written", lambda: path.exists() and path.stat().st_size)
        return raci_file.load(path)


def rows_of(document):
    """Return the tasks as plain rows; `after` holds the rows themselves, with the lag."""
    rows = {}
    for task in document.tasks_in_order():
        roles = {(mark.letter, document.people[mark.person].name) for mark in task.marks}
        rows[task.id] = {text: getattr(task, text) for text in TEXTS} | {"roles": roles, "after": []}
        rows[task.id] |= {"process": document.processes[task.process].name, "extras": dict(task.extras)}
    for link in document.dependencies:
        rows[link.after]["after"].append((rows[link.before], link.lag_days))
    return list(rows.values())


def comparable(rows):
    """Return rows with numbers for the rows they wait for."""
    numbers = {id(row): number for number, row in enumerate(rows, start=1)}
    return [row | {"after": sorted((numbers[id(before)], lag) for before, lag in row["after"])} for row in rows]


def quit_and_wait(desktop, program):
    desktop.keys("ctrl+q")
    program.communicate(timeout=60)
    assert program.returncode == 0


def told_gaps(path, steps):
    """Print the longest gap of each step with its cause, the worst first; return all gaps."""
    gaps = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    worst = {}
    for gap in gaps[1:]:  # the first line says that the watchdog runs
        step = [name for name, at in steps if at <= gap["at"]][-1]
        worst[step] = max(worst.get(step, gap), gap, key=lambda one: one["ms"])
    for step, gap in sorted(worst.items(), key=lambda item: -item[1]["ms"]):
        times = f"worked {gap['worked_ms']:.0f}, queued {gap['queued_ms']:.0f}"
        print(f"{gap['ms']:7.0f} ms ({times})  {step:32} {gap['doing']}")
    return gaps


def test_a_mornings_work(sheet, desktop, tmp_path):
    command = [sys.executable, "-m", "raci_studio", "convert", str(sheet), str(tmp_path / "as_it_came.raci")]
    subprocess.run(command, check=True)
    came = raci_file.load(tmp_path / "as_it_came.raci")
    morning = Morning(desktop, came, tmp_path)
    before = comparable(rows_of(came))
    assert len(before) > PASTED_AT + PASTED_ROWS

    program = desktop.start(sheet)
    try:
        desktop.window(sheet.stem[:20])
        desktop.keys("ctrl+alt+1")
        morning.fill_deadlines()
        morning.paste()
        morning.rename_person()
        morning.move_rows()
        morning.set_letters()
        morning.replace()
        morning.undo_all()
        assert comparable(rows_of(morning.save_as(tmp_path / "undone.raci"))) == before
        morning.redo_all()
        saved = morning.save_as(tmp_path / "morning.raci")
        assert comparable(rows_of(saved)) == comparable(morning.rows)
        assert before != comparable(morning.rows)
        morning.steps.append(("quit", time.time()))
        quit_and_wait(desktop, program)

        morning.steps.append(("reopen", time.time()))
        program = desktop.start(tmp_path / "morning.raci")
        desktop.window("^morning")
        desktop.wait_until_idle(program)  # nobody saves before the rows are seen
        again = morning.save_as(tmp_path / "again.raci")
        assert comparable(rows_of(again)) == comparable(morning.rows)
        quit_and_wait(desktop, program)
    finally:
        if program.poll() is None:
            program.kill()
            program.communicate()
        print(f"\n{sheet.suffix} with {len(before)} tasks")
        gaps = told_gaps(tmp_path / "gaps.jsonl", morning.steps)
    assert len(gaps) > 1  # opening alone takes longer than what the watchdog leaves out
