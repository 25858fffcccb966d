"""Where each value of a task stands, worked out only when somebody asks: a large table has many cells."""

from collections.abc import Iterator, Mapping

CellKey = str | tuple[str, str]
"""A field's name, "extra:HEADER", ("role", letter) or ("person", name)."""


class CellMap(Mapping[CellKey, str]):
    """Map what a task holds to the address of its cell.

    ``labels`` are those of the columns, shared by all tasks of a table; ``own`` are full addresses
    that hold for this task only.
    """

    __slots__ = ("_labels", "_own", "_row")

    def __init__(self, labels: Mapping[CellKey, str], row: int | str, own: Mapping[CellKey, str]) -> None:
        self._labels, self._row, self._own = labels, row, own

    def __getitem__(self, key: CellKey) -> str:
        if key in self._own:
            return self._own[key]
        label = self._labels[key]
        # In a transposed table the row is called by its letters, the column by its number.
        return f"{self._row}{label}" if isinstance(self._row, str) else f"{label}{self._row}"

    def __iter__(self) -> Iterator[CellKey]:
        yield from self._labels
        yield from (key for key in self._own if key not in self._labels)

    def __len__(self) -> int:
        return len(self._labels.keys() | self._own.keys())
