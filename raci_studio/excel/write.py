"""A clean new workbook of the whole document."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from raci_studio.analysis.audit import Analysis
from raci_studio.core.document import Document
from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.added_sheets import Pictures, add_sheets, quoted
from raci_studio.excel.own import part_of, with_part
from raci_studio.excel.sheets import Row, free_name, legend_rows, matrix_rows
from raci_studio.excel.styles import KIND_COLOURS, fill, fill_sheet, font
from raci_studio.excel.typed import format_columns, letters_to_choose, with_values
from raci_studio.excel.write_back.changes import SheetAdded


def new_workbook(
    document: Document, analysis: Analysis, layout: str = "list", progress: Progress = SILENT, pictures: Pictures = ()
) -> bytes:
    """Return an .xlsx with the matrix in a layout, a legend, and what `add_sheets` adds.

    `layout` is "list", "grid" or "both": then the grid is an added sheet beside the list, which is what is read back.
    """
    progress.at(0.0, _("Writing the sheet “{sheet}”").format(sheet=_("Matrix")))
    book = Workbook()
    sheet = book.active
    sheet.title = _("Matrix")
    lists = _fill_matrix(book, sheet, document, "grid" if layout == "grid" else "list", progress.part(0.0, 0.5))
    if layout == "both":
        grid = book.create_sheet(free_name(_("Grid"), book.sheetnames))
        lists = (*lists, grid.title, *_fill_matrix(book, grid, document, "grid", SILENT))
    legend = book.create_sheet(free_name(_("Legend"), book.sheetnames))
    fill_sheet(legend, legend_rows(document), {2: 30})
    at_home = {task: f"{quoted(sheet.title)}!A{row}" for row, task in enumerate(document.order, start=2)}
    added = add_sheets(book, document, analysis, progress.part(0.5, 0.7), pictures=pictures, places=at_home)
    progress.at(0.7, _("Packing the workbook"))
    places = {task: (sheet.title, row) for row, task in enumerate(document.order, start=2)}
    return with_part(to_bytes(book), part_of(document, (*lists, *added), places, {}))


def _fill_matrix(
    book: Workbook, sheet: Worksheet, document: Document, layout: str, progress: Progress
) -> tuple[str, ...]:
    """Write the matrix in a layout, coloured, with lists to choose from; return the sheets that hold these lists."""
    rows = with_values(document, matrix_rows(document, layout))
    fill_sheet(sheet, rows, progress=progress)
    first = rows[0].index(_("Task")) + 2
    if layout == "grid":
        last = first + len(document.people_order) - 1
        _colour_letters(sheet, document, first, last, len(rows))
        choices = letters_to_choose(document)
    else:
        last = first + sum(str(head) in document.settings.scheme.kinds for head in rows[0][first - 1 :]) - 1
        _colour_columns(sheet, document, rows)
        choices = tuple(person.name for person in document.people_in_order())
    sheet.freeze_panes = sheet.cell(2, first)
    return format_columns(book, sheet, document, len(rows[0]), len(rows), (first, last, choices))


def _colour_columns(sheet: Worksheet, document: Document, rows: list[Row]) -> None:
    for column, head in enumerate(rows[0], start=1):
        kind = document.settings.scheme.kinds.get(str(head))
        if kind in KIND_COLOURS:
            text, back = KIND_COLOURS[kind]
            for row in range(1, len(rows) + 1):
                cell = sheet.cell(row, column)
                if cell.value:
                    cell.fill, cell.font = fill(back), font(color=text, bold=row == 1)


def _colour_letters(sheet: Worksheet, document: Document, first: int, last: int, height: int) -> None:
    """Colour the letters by rules of the sheet, so that a letter typed there later has its colour too."""
    if last < first or height < 2:
        return
    corner = f"{get_column_letter(first)}2"
    for letter, kind in document.settings.scheme.kinds.items():
        if kind in KIND_COLOURS:
            text, back = KIND_COLOURS[kind]
            rule = FormulaRule(
                [f'ISNUMBER(SEARCH("/{letter}/","/"&{corner}&"/"))'], fill=fill(back), font=Font(color=text)
            )
            sheet.conditional_formatting.add(f"{corner}:{get_column_letter(last)}{height}", rule)
    for row in sheet.iter_rows(min_row=2, max_row=height, min_col=first, max_col=last):
        for cell in row:
            cell.alignment = Alignment(horizontal="center", vertical="top")


def add_new_tasks(book: Workbook, sheets: Sequence[SheetAdded]) -> tuple[str, ...]:
    """Add sheets with new tasks in the layout of the client's matrix; return their names."""
    for new in sheets:
        sheet = book.create_sheet(new.name)
        fill_sheet(sheet, new.rows)
    return tuple(new.name for new in sheets)


def to_bytes(book: Workbook) -> bytes:
    """Return a workbook as the bytes of a file."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
