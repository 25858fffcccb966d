"""Read the tables of a review by their plans: small ones at once, large ones beside the window."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from raci_studio.core.progress import SILENT, Cancelled, Progress
from raci_studio.excel.grid import Grid
from raci_studio.excel.notes import ImportNote
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.predecessors import resolve
from raci_studio.excel.reading import TableContent, oriented, read_table
from raci_studio.excel.recognise.reasons import Reason, explain
from raci_studio.gui.background import Background

_KEPT = 8  # tables as read, for undo


@dataclass(frozen=True, slots=True)
class Read:
    """A table as read by its plan."""

    table: TablePlan
    content: TableContent
    notes: tuple[ImportNote, ...]
    reasons: tuple[Reason, ...]


class Contents(QObject):
    """Hold the tables read last; one is read at a time, and a new question gives the one before up."""

    came = Signal(object)  # Read
    began = Signal(object)  # Progress of a large table
    failed = Signal(object)  # Exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read: list[Read] = []
        self._background = Background(self)
        self._reading = Progress()

    def ask(self, grid: Grid, table: TablePlan, *, large: bool) -> None:
        """Read a table of a sheet; `came` brings it, at once unless it is large and new."""
        self.cancel()
        known = next((read for read in self._read if read.table is table), None)
        if known is not None:
            self.came.emit(known)
        elif large:
            progress = self._reading = Progress()
            self.began.emit(progress)
            work = partial(_read, grid, table, progress)
            self._background.run(work, self._keep, partial(self._failed, progress))
        else:
            self._keep(_read(grid, table))

    def cancel(self) -> None:
        """Give up what is still being read."""
        self._reading.cancel()

    def _keep(self, read: Read) -> None:
        self._read = [*self._read[1 - _KEPT :], read]
        self.came.emit(read)

    def _failed(self, progress: Progress, error: BaseException) -> None:
        if not isinstance(error, Cancelled) and progress is self._reading:
            self.failed.emit(error)


def _read(grid: Grid, table: TablePlan, progress: Progress = SILENT) -> Read:
    content = read_table(grid, table, progress)
    notes = (*content.notes, *resolve(content)[1])
    return Read(table, content, notes, explain(oriented(grid, table), table))
