"""Every edit written down in the recovery journal: small ones before they are on the screen, large ones beside it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.gui.background import Background
from raci_studio.gui.settings import journal_folder

if TYPE_CHECKING:
    from raci_studio.core.document import Document
    from raci_studio.project.journal import Journal

_MANY_THINGS = 300
"""Tasks and people: writing more of them takes over 10 ms, so it is done in a worker."""
_MANY_BYTES = 1 << 20
"""The same for the source workbook, which the first edit writes too."""


class Recording(QObject):
    """Write the edits of one session down, in the order they were made."""

    failed = Signal(object)  # UserError, once

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.journal: Journal | None = None
        self._background = Background(self)  # one thread, so nothing overtakes
        self._is_told = False
        self._round = 0  # what was asked for in an earlier one is forgotten

    def record(self, before: "Document", after: "Document", label: str, path: Path | None) -> None:
        """Write one edit down. It is on the disk when this returns, unless it is large or follows a large one."""
        if self.journal is None:
            from raci_studio.project.journal import Journal

            self.journal = Journal(journal_folder())
        write = partial(self.journal.record, before, after, label, path)
        if self._background.is_busy or self._is_large(before, after):
            self._background.run(partial(self._unless_forgotten, self._round, write), _done, self._tell)
            return
        try:
            write()
        except Exception as error:
            self._tell(error)

    def clear(self) -> None:
        """Forget everything: the document was saved, or the user let it go."""
        self._round += 1
        if self.journal is None:
            return
        if self._background.is_busy:
            self._background.run(self.journal.clear, _done, self._tell)
        else:
            self.journal.clear()

    def wait(self) -> None:
        """Wait until all is on the disk."""
        self._background.wait()

    def _is_large(self, before: "Document", after: "Document") -> bool:
        assert self.journal is not None
        if not self.journal.is_begun:
            source = before.source
            size = len(before.tasks) + len(before.people)
            return size > _MANY_THINGS or (source is not None and len(source.data) > _MANY_BYTES)
        from raci_studio.core.diff import replaced  # not at start-up

        changed = len(replaced(before.tasks, after.tasks)) + abs(len(before.tasks) - len(after.tasks))
        return changed > _MANY_THINGS

    def _unless_forgotten(self, asked_in: int, write: partial[None]) -> None:
        if asked_in == self._round:
            write()

    def _tell(self, error: BaseException) -> None:
        import logging  # not at start-up: it takes as long as a dozen modules of ours
        import sqlite3

        if not isinstance(error, (OSError, sqlite3.Error)):
            raise error
        logging.getLogger(__name__).error("the recovery journal refused an edit", exc_info=error)
        if not self._is_told:
            self._is_told = True
            what = _("The recovery journal cannot be written ({detail}).").format(detail=error)
            self.failed.emit(UserError(what, remedy=_("You can go on, but save often.")))


def _done(_result: object) -> None:
    """Nobody waits for it."""
