"""What is printed, taken from the window once: painting needs no window, so it may run beside it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt

from raci_studio.core.i18n import ngettext
from raci_studio.gui.matrix.columns import Chip

if TYPE_CHECKING:
    from raci_studio.gui.matrix.view import MatrixView

_POINTS = 0.75  # of a pixel of the window at 100 %
_PROCESSES_NAMED = 3  # more are counted only


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as it is shown: a text or chips, and the worst severity, "" for none."""

    text: str
    chips: tuple[Chip, ...] = ()
    severity: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A task with its number and cells, or the head of a section with its title and without cells."""

    number: str
    cells: tuple[SheetCell, ...]
    title: str = ""
    note: str = ""  # beside a title: how many tasks


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column; `width` in points where the font has its normal size."""

    title: str
    width: float
    centred: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The matrix as it is shown. `repeated` is the place of the tasks' column, -1 where it is hidden."""

    name: str
    about: str
    date: str
    columns: tuple[SheetColumn, ...]
    repeated: int
    rows: tuple[SheetRow, ...]


def sheet_of(view: "MatrixView", name: str) -> Sheet:
    """Take what the view shows, by its columns and rows in their order, under the document's name."""
    header, model = view.horizontalHeader(), view.matrix_model
    places = [header.logicalIndex(shown) for shown in range(model.columnCount())]
    places = [place for place in places if not header.isSectionHidden(place)]
    keys = [model.columns[place].key for place in places]
    columns = tuple(
        SheetColumn(
            model.columns[place].title(model.document),
            view.columnWidth(place) * 100 / view.zoom * _POINTS,
            centred=model.columns[place].centred,
            right=model.columns[place].is_right(model.document),
        )
        for place in places
    )
    rows = tuple(_row(view, row, places) for row in range(model.rowCount()))
    # The day in letters: no two readers take its figures in another order.
    date = QLocale().toString(QDate.currentDate(), "d MMMM yyyy")
    return Sheet(name, _about(view), date, columns, keys.index("name") if "name" in keys else -1, rows)


def _row(view: "MatrixView", row: int, places: list[int]) -> SheetRow:
    model = view.matrix_model
    section = model.section_at(row)
    if section is not None:
        note = ngettext("{n} task", "{n} tasks", section.tasks).format(n=section.tasks)
        return SheetRow("", (), model.section_title(section), note)
    number = model.headerData(row, Qt.Orientation.Vertical)
    return SheetRow(number, tuple(SheetCell(*model.cell(row, place)) for place in places))


def _about(view: "MatrixView") -> str:
    """Return the processes and how many of the rows are shown."""
    document = view.matrix_model.document
    names = [document.processes[process].name for process in document.process_order]
    said = [", ".join(names)]
    if len(names) > _PROCESSES_NAMED:
        said = [ngettext("{n} process", "{n} processes", len(names)).format(n=len(names))]
    shown, count = view.shown_count()
    if shown < count:
        said.append(
            ngettext("{shown} of {n} row shown", "{shown} of {n} rows shown", count).format(shown=shown, n=count)
        )
    return " · ".join(filter(None, said))
