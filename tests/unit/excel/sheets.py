"""Lines of text become a sheet, so that a test reads like the matrix it is about."""

from pathlib import Path

from raci_studio.excel.content import TableContent, read_table
from raci_studio.excel.grid import Grid, cell_indices
from raci_studio.excel.plan import TablePlan
from raci_studio.excel.read import Workbook, trimmed
from raci_studio.excel.recognise import recognise


def sheet(text: str, name: str = "Sheet1", merges: str = "") -> Grid:
    """Make a sheet: a line per row, cells parted by "|", "\\n" inside a cell a line break, merges "A1:B2 C3:C4"."""
    lines = text.strip("\n").split("\n")
    rows = [[cell.strip(" ").replace("\\n", "\n").replace("␣", " ") for cell in line.split("|")] for line in lines]
    ranges = [tuple(map(cell_indices, merge.split(":"))) for merge in merges.split()]
    return Grid(name, trimmed(rows), tuple((*start, *end) for start, end in ranges))


def book(*grids: Grid, file: str = "book.xlsx") -> Workbook:
    """Make a workbook of sheets."""
    return Workbook(file, Path(file), "xlsx", grids)


def tables(*grids: Grid, file: str = "book.xlsx") -> list[tuple[TablePlan, TableContent]]:
    """Recognise and read all tables of sheets."""
    by_name = {grid.name: grid for grid in grids}
    plan = recognise(book(*grids, file=file))
    return [(table, read_table(by_name[table.sheet], table)) for table in plan.tables]


def only_table(*grids: Grid) -> tuple[TablePlan, TableContent]:
    """Return the one table of the sheets."""
    (found,) = tables(*grids)
    return found


def lines(content: TableContent) -> list[str]:
    """Return the tasks as "row task: R Anna, Boris; A Clara" to compare at a glance."""
    return [f"{task.row} {task.task}: {marks(task.roles)}" for task in content.tasks]


def marks(roles: dict[str, tuple[str, ...]]) -> str:
    """Return the letters with their people, letters in alphabetical order."""
    return "; ".join(f"{letter} {', '.join(names)}" for letter, names in sorted(roles.items()) if names)
