"""The sheets we add to a workbook: Findings, Checklist, People with charts, Process, and Graph with its picture."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from raci_studio.analysis.addresses import addresses_of
from raci_studio.analysis.audit import Analysis
from raci_studio.analysis.checklist import STATUS_TITLES, Status
from raci_studio.analysis.findings import Finding, Severity
from raci_studio.analysis.texts import SEVERITY_TITLES
from raci_studio.core.document import Document, TaskId
from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.details_sheets import process_rows
from raci_studio.excel.sheets import checklist_rows, finding_rows, free_name, not_written_rows, people_rows
from raci_studio.excel.styles import KIND_CHART_COLOURS, SEVERITY_FILLS, add_rows, fill, fill_sheet, font
from raci_studio.excel.write_back.changes import NotWritten

Pictures = Sequence[tuple[str, bytes]]
"""Titled pictures of the task graph, as the bytes of PNG files of 150 pixels to an inch."""

_WIDTHS = {2: 17, 4: 20, 5: 22, 6: 16, 7: 20, 8: 60, 9: 44, 10: 60}  # of the findings, by column
_PLACE_COLUMN = 5  # of the findings, where their addresses stand
_LINK = "0563C1"
_MOST_BARS = 40  # people of a chart: more cannot be read
_STATUS_SEVERITIES = {Status.PROBLEM: Severity.ERROR, Status.UNKNOWN: Severity.HINT}
_WIDEST = 2400.0  # pixels of the screen that a picture may take


def add_sheets(
    book: Workbook, document: Document, analysis: Analysis, progress: Progress = SILENT,
    not_written: Sequence[NotWritten] = (), pictures: Pictures = (), places: Mapping[TaskId, str] | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """Add the sheets at the end, under names that do not clash; return these.

    Below the findings is listed what was `not_written`. `places` are the references of the tasks in this workbook,
    where it is not the client's own. Process is left out where nothing was said of any process, Graph where there are
    no `pictures`.
    """
    progress.at(0.0, _("Writing the sheet “{sheet}”").format(sheet=_("Findings")))
    sheets = [
        _add_findings(book, document, analysis, not_written, places, progress),
        _add_checklist(book, document, analysis),
        _add_people(book, document, analysis),
    ]
    if said := process_rows(document):
        sheets.append(_new_sheet(book, _("Process")))
        fill_sheet(sheets[-1], said)
    if pictures:
        sheets.append(_add_graph(book, pictures))
    return tuple(sheet.title for sheet in sheets)


def quoted(sheet: str) -> str:
    """Return the name of a sheet as it stands in a reference."""
    return "'" + sheet.replace("'", "''") + "'"


def _new_sheet(book: Workbook, title: str) -> Worksheet:
    return book.create_sheet(free_name(title, book.sheetnames))


def _add_findings(
    book: Workbook, document: Document, analysis: Analysis, not_written: Sequence[NotWritten],
    places: Mapping[TaskId, str] | None, progress: Progress,
) -> Worksheet:  # fmt: skip
    sheet = _new_sheet(book, _("Findings"))
    rows = finding_rows(document, analysis)
    fill_sheet(sheet, rows, _WIDTHS, progress)
    colours = {_(SEVERITY_TITLES[severity]): SEVERITY_FILLS[severity] for severity in Severity}
    for number, finding in enumerate((*analysis.findings, *analysis.accepted), start=2):
        cell = sheet.cell(number, 2)
        cell.fill = fill(colours[str(cell.value)])
        if target := _target(document, finding, places):
            column = _PLACE_COLUMN if places is None else _PLACE_COLUMN + 1
            place = sheet.cell(number, column)
            place.hyperlink = Hyperlink(place.coordinate, location=target)
            place.font = font(color=_LINK, underline="single")
    if not_written:
        add_rows(sheet, not_written_rows(not_written), len(rows) + 2, _PLACE_COLUMN)
    return sheet


def _target(document: Document, finding: Finding, places: Mapping[TaskId, str] | None) -> str:
    """Return the reference of the first cell that a finding is about, "" where it is about none."""
    if places is not None:
        return next((places[task] for task in finding.tasks if task in places), "")
    first = next((address for address in addresses_of(document, finding) if address.sheet), None)
    return f"{quoted(first.sheet)}!{first.cell}" if first is not None else ""


def _add_checklist(book: Workbook, document: Document, analysis: Analysis) -> Worksheet:
    sheet = _new_sheet(book, _("Checklist"))
    rows = checklist_rows(document, analysis)
    fill_sheet(sheet, rows, {len(rows[0]) - 4: 24, len(rows[0]) - 3: 44, len(rows[0]) - 1: 60})
    status = {_(STATUS_TITLES[of]): SEVERITY_FILLS[severity] for of, severity in _STATUS_SEVERITIES.items()}
    for row in sheet.iter_rows(min_row=2, min_col=len(rows[0]) - 2, max_col=len(rows[0]) - 2):
        if row[0].value in status:
            row[0].fill = fill(status[row[0].value])
    return sheet


def _add_people(book: Workbook, document: Document, analysis: Analysis) -> Worksheet:
    sheet = _new_sheet(book, _("People"))
    rows = people_rows(document, analysis)
    fill_sheet(sheet, rows)
    share = rows[0].index(_("Blocked share")) + 1
    for row in sheet.iter_rows(min_row=2, min_col=share, max_col=share + 1):
        for cell in row:
            cell.number_format = "0%"
    if len(rows) > 1:
        last = min(len(rows), _MOST_BARS + 1)
        below = len(rows) + 2
        high = 3.0 + 0.62 * (last - 1)  # centimetres
        letters = _chart(sheet, _("Tasks by person and letter"), (2, share - 1), last, high)
        letters.grouping, letters.overlap = "stacked", 100
        for letter, series in zip(rows[0][1:], letters.series):
            kind = document.settings.scheme.kinds.get(str(letter))
            if kind in KIND_CHART_COLOURS:
                series.graphicalProperties.solidFill = KIND_CHART_COLOURS[kind]
        if share > 2:
            sheet.add_chart(letters, f"A{below}")
            below += round(high / 0.5) + 2
        blocked = _chart(sheet, _("Work that stops without somebody"), (share + 1, share + 1), last, high)
        blocked.legend, blocked.y_axis.number_format = None, "0%"
        blocked.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
        sheet.add_chart(blocked, f"A{below}")
    return sheet


def _chart(sheet: Worksheet, title: str, columns: tuple[int, int], last: int, high: float) -> BarChart:
    """Return a chart of some columns of the people, down to a row: a bar for each, the first on top."""
    chart = BarChart()
    chart.type, chart.title, chart.style = "bar", title, 2
    chart.add_data(
        Reference(sheet, min_col=columns[0], max_col=columns[1], min_row=1, max_row=last), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    chart.gapWidth = 40
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False  # else no axis is drawn
    chart.legend.position = "b"
    chart.width, chart.height = 24.0, high
    return chart


def _add_graph(book: Workbook, pictures: Pictures) -> Worksheet:
    from openpyxl.drawing.image import Image

    sheet = _new_sheet(book, _("Graph"))
    row = 1
    for title, data in pictures:
        sheet.cell(row, 1, title).font = font(bold=True)
        image = Image(io.BytesIO(data))
        scale = min(96 / 150, _WIDEST / image.width)
        image.width, image.height = image.width * scale, image.height * scale
        sheet.add_image(image, f"A{row + 1}")
        row += round(image.height / 20) + 4
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet
