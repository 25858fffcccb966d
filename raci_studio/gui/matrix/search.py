"""Finding and replacing texts in cells. Pure: what is found is known by task and column key."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from raci_studio.core.document import Document, TaskId
from raci_studio.gui.matrix.columns import Column


@dataclass(frozen=True)
class Query:
    """What is looked for. `column` and `cells` limit the search where they are given."""

    text: str
    match_case: bool = False
    whole_cell: bool = False
    column: str = ""
    cells: Collection[tuple[TaskId, str]] | None = None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # A blank finds the no-break ones too: nobody types those between thousands.
        wanted = re.escape(self.text).replace("\\ ", "[ \u00a0\u202f]")
        return re.compile(wanted, 0 if self.match_case else re.IGNORECASE)

    def count(self, text: str) -> int:
        """Return how many times a cell of this text holds what is looked for."""
        if not self.text or not text:
            return 0
        if self.whole_cell:
            return int(self._pattern.fullmatch(text) is not None)
        return sum(1 for _match in self._pattern.finditer(text)) if self._pattern.search(text) else 0

    def replaced(self, text: str, by: str) -> str:
        """Return a cell's text with what is looked for replaced."""
        if self.whole_cell:
            return by if self.count(text) else text
        return self._pattern.sub(lambda _match: by, text)

    def searches(self, column: Column) -> bool:
        """Tell whether a column is searched."""
        return not self.column or column.key == self.column


@dataclass(frozen=True, slots=True)
class Hit:
    """A cell that holds what is looked for, `count` times."""

    task: TaskId
    column: Column
    count: int


def hits(document: Document, tasks: Sequence[TaskId], columns: Sequence[Column], query: Query) -> Iterator[list[Hit]]:
    """Yield the hits row by row, an empty list for a row without any, so that a caller may pause between rows."""
    searched = [column for column in columns if query.searches(column)]
    for key in tasks:
        if not query.text:
            return
        task = document.tasks[key]
        yield [
            Hit(key, column, count)
            for column in searched
            if (count := query.count(column.text(document, task)))
            and (query.cells is None or (key, column.key) in query.cells)
        ]
