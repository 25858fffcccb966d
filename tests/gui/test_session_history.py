"""The rules of `test_history` on the real session: its undo stack, its journal, its file."""

import os
from pathlib import Path
from unittest import mock

from hypothesis import settings
from hypothesis.stateful import invariant
from test_history import History

from raci_studio.files import open_document
from raci_studio.gui.session import Session
from raci_studio.project import journal


class SessionHistory(History):
    """Any run of edits, undos, redos, saves and loads through the one door of the session."""

    def open(self, document):
        environment = mock.patch.dict(os.environ, RACI_STUDIO_DATA=str(Path(self.folder.name) / "data"))
        environment.start()
        self.environment = environment
        self.session = Session()
        self.session.document = document
        self.session.is_open = True
        self.start_document = document

    @property
    def document(self):
        return self.session.document

    def apply(self, edit, *args):
        self.session.apply("Edit", edit, *args)

    def steps(self):
        return self.session.undo_stack.index()

    def step_back(self):
        self.session.undo_stack.undo()

    def step_forth(self):
        self.session.undo_stack.redo()

    def save_and_load(self, path):
        self.session.save(path, overwrite=True)
        assert self.session.is_clean
        return open_document(path).document

    @invariant()
    def what_was_written_edit_by_edit_is_the_document(self):
        """What is on the screen and in no file is in the journal."""
        if not hasattr(self, "session"):
            return
        held = self.session._recording.journal
        file = held._file if held else None
        if file is None:
            assert self.session.is_clean
        else:
            assert journal._read(file).document == self.document

    def teardown(self):
        if hasattr(self, "session"):
            self.session.close()
            self.environment.stop()
        super().teardown()


TestSessionHistory = SessionHistory.TestCase
TestSessionHistory.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
