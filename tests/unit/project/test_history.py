"""Any run of edits, undos, redos, saves and loads: undo-all gives the start, redo-all the end."""

from pathlib import Path
from tempfile import TemporaryDirectory

from helpers import matrix
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from raci_studio.core import edits
from raci_studio.core.diff import diff
from raci_studio.core.errors import UserError
from raci_studio.project import raci_file
from raci_studio.project.codec import changed_parts, from_parts, to_parts

TEXT = st.text(max_size=12)
PLACE = st.integers(0, 30)
LETTERS = st.sets(st.sampled_from("RACI"))
FIELDS = st.sampled_from(["name", "step", "deadline", "result", "extra:Cost"])

START = matrix("""
    task  | Anna | Boris | after | +Cost
    Plan  | R    | A     |       | 1
    Build |      | A/R   | 1     |
""")


class History(RuleBasedStateMachine):
    """A document with the undo stack that the session keeps: documents before and after, swapped.

    `tests/gui/test_session_history.py` runs the same rules on the real session.
    """

    @initialize()
    def start(self):
        self.folder = TemporaryDirectory()
        self.open(START)
        self.parts = to_parts(START)

    # What a subclass does in its own way

    def open(self, document):
        self.document = self.start_document = document
        self.done, self.undone = [], []

    def apply(self, edit, *args):
        try:
            after = edit(self.document, *args)
        except UserError:
            return
        if after is self.document:
            return
        self.done.append(self.document)
        self.undone.clear()
        self.swap_to(after)

    def swap_to(self, after):
        for name, value in changed_parts(self.document, after).items():
            self.parts[name] = value
            if value is None:
                del self.parts[name]
        differ = self.document != after
        assert bool(diff(self.document, after)) == differ or self.document.next_number != after.next_number
        self.document = after

    def steps(self):
        return len(self.done)

    def step_back(self):
        self.undone.append(self.document)
        self.swap_to(self.done.pop())

    def step_forth(self):
        if self.undone:
            self.done.append(self.document)
            self.swap_to(self.undone.pop())

    def save_and_load(self, path):
        raci_file.save(self.document, path)
        return raci_file.load(path)

    # Edits

    def task(self, place):
        return self.document.order[place % len(self.document.order)]

    def person(self, place):
        return self.document.people_order[place % len(self.document.people_order)]

    @rule(place=PLACE, name=TEXT)
    def add_task(self, place, name):
        self.apply(lambda document: edits.add_task(document, place, name=name))

    @rule(name=TEXT)
    def add_person(self, name):
        self.apply(edits.add_person, name)

    @precondition(lambda self: self.document.order)
    @rule(places=st.lists(PLACE, min_size=1, max_size=3))
    def delete_tasks(self, places):
        self.apply(edits.delete_tasks, {self.task(place) for place in places})

    @precondition(lambda self: self.document.order)
    @rule(places=st.lists(PLACE, min_size=1, max_size=3), to=PLACE)
    def move_tasks(self, places, to):
        self.apply(edits.move_tasks, {self.task(place) for place in places}, to)

    @precondition(lambda self: self.document.order)
    @rule(place=PLACE, field=FIELDS, text=TEXT)
    def set_text(self, place, field, text):
        self.apply(edits.set_text, self.task(place), field, text)

    @precondition(lambda self: self.document.order and self.document.people_order)
    @rule(place=PLACE, person=PLACE, letters=LETTERS)
    def set_letters(self, place, person, letters):
        self.apply(edits.set_letters, self.task(place), self.person(person), sorted(letters))

    @precondition(lambda self: self.document.order and self.document.people_order)
    @rule(place=PLACE, letter=st.sampled_from("RACI"), people=st.lists(PLACE, max_size=3))
    def set_people(self, place, letter, people):
        self.apply(edits.set_people, self.task(place), letter, [self.person(person) for person in people])

    @precondition(lambda self: self.document.order)
    @rule(place=PLACE, numbers=st.lists(st.integers(1, 9), max_size=3), mark=st.sampled_from([";", "|"]))
    def set_predecessors(self, place, numbers, mark):
        self.apply(edits.set_predecessors, self.task(place), mark.join(map(str, numbers)))

    @precondition(lambda self: len(self.document.people_order) > 1)
    @rule(keep=PLACE, other=PLACE)
    def merge_people(self, keep, other):
        self.apply(edits.merge_people, self.person(keep), [self.person(other)])

    @precondition(lambda self: self.document.people_order)
    @rule(people=st.lists(PLACE, min_size=1, max_size=3))
    def keep_apart(self, people):
        self.apply(edits.keep_apart, [self.person(person) for person in people])

    @precondition(lambda self: self.document.people_order)
    @rule(person=PLACE)
    def replace_by_everybody(self, person):
        self.apply(edits.replace_by_everybody, self.person(person))

    @precondition(lambda self: self.document.people_order)
    @rule(person=PLACE, name=TEXT, deputy=PLACE)
    def rename_and_deputise(self, person, name, deputy):
        self.apply(edits.rename_person, self.person(person), name)
        self.apply(lambda document: edits.set_person(document, self.person(person), deputies=(self.person(deputy),)))

    @precondition(lambda self: self.document.people_order)
    @rule(person=PLACE)
    def delete_people(self, person):
        self.apply(edits.delete_people, [self.person(person)])

    @precondition(lambda self: self.steps())
    @rule()
    def undo(self):
        self.step_back()

    @rule()
    def redo(self):
        self.step_forth()

    # What must hold

    @rule()
    def load_of_save_is_the_document(self):
        assert self.save_and_load(Path(self.folder.name) / "a.raci") == self.document

    @rule()
    def undo_all_gives_the_start_and_redo_all_the_end(self):
        end, steps = self.document, self.steps()
        for _ in range(steps):
            self.step_back()
        assert self.document == self.start_document
        for _ in range(steps):
            self.step_forth()
        assert self.document == end

    @invariant()
    def what_was_written_edit_by_edit_is_the_document(self):
        if hasattr(self, "parts"):
            assert from_parts(self.parts, None) == self.document

    def teardown(self):
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
