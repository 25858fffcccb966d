"""An afternoon's work in a real window, on all pages: what is saved is what was done, and how long the window stood.

The dependency is drawn with the mouse, at places read from the screen; all else is done by keyboard. What should come
out is computed here, on plain rows.
"""

import subprocess
import sys
import time

import numpy as np
import pytest
from desktop import Desktop, lacking, wait_for
from openpyxl import Workbook
from PySide6.QtGui import QPalette
from test_morning import Morning, comparable, quit_and_wait, rows_of, told_gaps

from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.what_if import FOR_GOOD, what_if
from raci_studio.gui import theme
from raci_studio.project import raci_file
from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH

PEOPLE = ["Anna", "Boris", "Clara", "Dmitri", "Elena", "Fedor", "Galina", "Henry", "Irina", "Jacob", "Karen", "Leonid"]
STEP = 25  # tasks in one
FIRST, THEN = 3, 5  # numbers of the rows of the dependency that is drawn
TWICE = 7  # the number of the row that two people answer for: Dmitri and Elena
AWAY = "Dmitri"
COLUMNS_TO_DEPUTIES, FIELDS_TO_WORDS = 9, 2  # on the People page, and in the panel of findings
NAMED = "Boris", "Clara"  # a person and the deputy who is typed for them
ACCENT = theme.palette(dark=False).color(QPalette.ColorRole.Accent).getRgb()[:3]  # the frame of the current box
FOUND = theme.hit_colour(dark=False).getRgb()[:3]  # what boxes are filled with that a search found
FRAME_AWAY, CORNER = 4, 6  # px of the drawing: how far the frame is around its box, and its round corners
SHORTEST = 60  # px of the screen: the edge of a box whose texts can be read is longer

pytestmark = [pytest.mark.window, pytest.mark.skipif(bool(lacking()), reason=f"no {lacking()} for a virtual screen")]


def built_sheet(path, rows):
    """Write a grid in which each step is carried out by one person, a task after the other."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("RACI")
    sheet.append(["No.", "Step", "Task", *PEOPLE, "Deadline", "Result", "Predecessors"])
    for number in range(1, rows + 1):
        step = (number - 1) // STEP
        letters = {(number * 5 + 7) % 12: "C", step * 5 % 12: "R", (step * 5 + 3) % 12: "A"}
        if number == TWICE:
            letters[4] = "A"
        marks = [letters.get(place, "") for place in range(12)]
        texts = f"Step {step + 1}", f"Prepare part no. {number} of the plan"
        after = str(number - 1) if number % STEP != 1 else ""
        sheet.append([number, *texts, *marks, "3 days", f"Part no. {number}", after])
    book.save(path)
    return path


@pytest.fixture(params=[40, pytest.param(1000, marks=pytest.mark.slow)])
def sheet(request, tmp_path):
    return built_sheet(tmp_path / "long.xlsx", request.param)


@pytest.fixture
def screen(tmp_path):
    desktop = Desktop(tmp_path)
    desktop.environment["RACI_STUDIO_WATCHDOG"] = str(tmp_path / "gaps.jsonl")
    yield desktop
    desktop.close()


class Afternoon(Morning):
    """The window, and beside it rows and deputies as they should be: every method does one thing to both."""

    def __init__(self, desktop, document, folder, program):
        super().__init__(desktop, document, folder)
        self.program = program
        self.document, self.deputies = document, deputies_of(document)

    def step(self, name):
        """Begin a step once nothing of the one before is left to do."""
        super().step(name)
        self.desktop.wait_until_idle(self.program)
        self.steps[-1] = name, time.time()

    def to_page(self, number):
        self.step(f"page {number}")
        self.desktop.keys(f"ctrl+{number}")

    # The graph

    def draw_dependency(self):
        """Draw a line from a box to another one; take it back, make it again."""
        self.to_page(2)
        self.step("all boxes")
        self.desktop.keys("F6", "shift+F6", "Tab")  # the first field of the page, then the one beside it
        if len(self.rows) > 300:
            self.desktop.keys("space")
        self.step("find boxes")
        self.desktop.keys("Tab", "Tab")
        first, then = self.go_to_box(FIRST), self.go_to_box(THEN)
        while (again := self.go_to_box(FIRST)) != first:  # until going to and fro moves nothing: both are in sight
            first, then = again, self.go_to_box(THEN)
        self.step("draw a dependency")
        self.desktop.drag(first, then)
        self.edited()
        row = self.rows[THEN - 1]
        row["after"] = [*row["after"], (self.rows[FIRST - 1], 0.0)]
        self.step("undo it")
        self.desktop.keys("ctrl+z")
        self.desktop.wait_for_edits(0)
        self.steps.append(("redo it", time.time()))
        self.desktop.wait_until_idle(self.program)
        self.desktop.keys("ctrl+y")
        self.desktop.wait_for_edits(self.edits)

    def go_to_box(self, number):
        """Search a task from the field of the search; return where on the screen the middle of its box is."""
        left = self.current_box()
        self.desktop.keys("ctrl+a")
        self.desktop.type(f"no. {number} of")
        self.desktop.keys("Return")

        def look():
            found = self.current_box(of_found=True)
            return found if found != left else None

        return wait_for(f"the box of task {number}", look)

    def current_box(self, *, of_found=False):
        """Return the middle of the box with the frame of the current one, None where none is in sight.

        With `of_found` only one that the search found.
        """
        pixels = self.desktop.pixels()
        runs = runs_of(pixels, ACCENT)
        for top, left, right in runs:
            zoom = (right - left) / (BOX_WIDTH + 2 * (FRAME_AWAY - CORNER))
            wanted = top + (BOX_HEIGHT + 2 * FRAME_AWAY) * zoom, left, right
            bottom = next((run[0] for run in runs if np.abs(np.subtract(run, wanted)).max() < 3), None)
            if bottom is not None:
                air = round(2 * FRAME_AWAY * zoom)
                inside = pixels[top + air : bottom - air, left:right]
                if not of_found or (inside == FOUND).all(axis=2).any():
                    return (left + right) // 2, (top + bottom) // 2
        return None

    # The other pages

    def try_away(self):
        """Mark somebody as away and keep the deputy that the answer names first."""
        self.to_page(6)
        self.step("somebody is away")
        self.desktop.type(AWAY[0].lower())
        self.desktop.keys("space")
        self.step("keep a deputy")
        self.desktop.keys("Tab", "Tab", "Return")
        self.edited()
        self.deputies[AWAY] = [self.best_deputy()]

    def best_deputy(self):
        """Return who undoes most of it if somebody is away: that much is left to the analysis, which has its tests."""
        people, process = self.document.people, self.document.process_order[0]
        away = {self.document.person_named(AWAY).id: FOR_GOOD}
        found = what_if(Metrics(self.document, process), away)
        return people[found.deputies[0].deputy].name

    def name_deputy(self):
        """Type a deputy for a person on the People page."""
        person, deputy = NAMED
        self.to_page(3)
        self.step("name a deputy")
        self.desktop.keys("ctrl+Home", *["Down"] * self.people.index(person), *["Right"] * COLUMNS_TO_DEPUTIES)
        self.desktop.type(deputy)
        self.desktop.keys("Return")
        self.edited()
        self.deputies[person] = [deputy]

    def mend(self):
        """Take the first way out of the finding that a row has two who answer for it."""
        self.to_page(1)
        self.step("filter the findings")
        self.desktop.keys("Escape", "F6", "F6", *["Tab"] * FIELDS_TO_WORDS)
        self.desktop.type("D402")
        self.step("next finding")
        self.desktop.keys("F8")
        self.step("mend it")
        self.desktop.keys("ctrl+period")
        self.desktop.wait_until_idle(self.program)
        self.desktop.keys("Return")
        self.edited()
        roles = self.rows[TWICE - 1]["roles"]
        roles ^= {("A", "Elena"), ("C", "Elena")}

    def look_around(self):
        """See schedule, charts, checklist and process, from their beginning to their end."""
        self.to_page(7)
        self.step("walk over the schedule")
        self.desktop.keys("Down", "Next", "End", "plus", "Home")
        self.step("schedule by person")
        self.desktop.keys("F6", "shift+F6", "Right")
        self.to_page(8)
        self.step("walk over the charts")
        self.desktop.keys("Next", "Next", "End")
        self.to_page(5)
        self.step("walk over the checklist")
        self.desktop.keys("Next", "End")
        self.to_page(4)
        self.to_page(1)

    def export(self, key, path):
        """Write a report: its letter in the menu File > Export, then the name of the file."""
        self.step(f"export {path.suffix}")
        self.desktop.keys("alt+f", "e", key)
        dialog = self.desktop.window("^Export")
        self.desktop.keys("ctrl+a")
        self.desktop.type(str(path))
        self.desktop.wait_until_idle(self.program)  # the dialog completes names while one types
        self.desktop.keys("Return")
        self.desktop.gone(dialog)
        wait_for(f"{path.name} to be written", lambda: path.exists() and path.stat().st_size, 300)
        return path.read_bytes()


def runs_of(pixels, colour):
    """Return the long horizontal runs of a colour: row, first column and the one after the last."""
    found = []
    same = (pixels == colour).all(axis=2)
    for y in same.sum(axis=1).nonzero()[0]:
        edges = np.diff(same[y].astype(int), prepend=0, append=0)
        pairs = zip((edges == 1).nonzero()[0], (edges == -1).nonzero()[0])
        found += [(int(y), int(left), int(right)) for left, right in pairs if right - left >= SHORTEST]
    return found


def deputies_of(document):
    """Return the deputies of everybody by name."""
    people = document.people
    return {person.name: [people[deputy].name for deputy in person.deputies] for person in people.values()}


def test_an_afternoons_work(sheet, screen, tmp_path):
    command = [sys.executable, "-m", "raci_studio", "convert", str(sheet), str(tmp_path / "as_it_came.raci")]
    subprocess.run(command, check=True)
    came = raci_file.load(tmp_path / "as_it_came.raci")
    program = screen.start(sheet)
    afternoon = Afternoon(screen, came, tmp_path, program)
    try:
        screen.window("long")
        afternoon.draw_dependency()
        afternoon.try_away()
        afternoon.name_deputy()
        afternoon.mend()
        afternoon.look_around()
        page = afternoon.export("r", tmp_path / "report.html").decode()
        assert all(f">{row['name']}<" in page for row in afternoon.rows)
        paper = afternoon.export("d", tmp_path / "report.pdf")
        assert paper.startswith(b"%PDF") and paper.rstrip().endswith(b"%%EOF")
        afternoon.step("save")
        saved = afternoon.save_as(tmp_path / "afternoon.raci")
        assert comparable(rows_of(saved)) == comparable(afternoon.rows)
        assert deputies_of(saved) == afternoon.deputies
        afternoon.steps.append(("quit", time.time()))
        quit_and_wait(screen, program)
    finally:
        screen.picture(tmp_path / "last.png")
        if program.poll() is None:
            program.kill()
            program.communicate()
        print(f"\n{len(afternoon.rows)} tasks")
        told_gaps(tmp_path / "gaps.jsonl", afternoon.steps)
