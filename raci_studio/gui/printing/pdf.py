"""A sheet as a PDF, and the page setup that print and PDF share."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from raci_studio.core.progress import SILENT, Progress
from raci_studio.gui.printing.paint import Printout
from raci_studio.gui.printing.sheet import Sheet
from raci_studio.gui.settings import settings

_KEY = "print/page"  # width and height in mm, landscape or not, margins in mm: left, top, right, bottom
_MARGIN = 10.0  # mm; no printer in an office needs more
_MILLIMETRE = QPageLayout.Unit.Millimeter


def page_setup() -> QPageLayout:
    """Return the page that was set up last: A4 across to begin with."""
    value = settings().value(_KEY, "")
    try:
        width, height, across, *margins = (float(part) for part in str(value).split(" "))
        size = QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        wanted = QMarginsF(*margins)
    except (TypeError, ValueError):  # none yet, or not ours
        return _layout(QPageSize(QPageSize.PageSizeId.A4), True, QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN))
    return _layout(size, bool(across), wanted)


def remember_page(page: QPageLayout) -> None:
    """Keep a page's size, direction and margins for the next time."""
    size, margins = page.pageSize().size(QPageSize.Unit.Millimeter), page.margins(_MILLIMETRE)
    across = page.orientation() == QPageLayout.Orientation.Landscape
    sides = (margins.left(), margins.top(), margins.right(), margins.bottom())
    settings().setValue(_KEY, " ".join(f"{value:g}" for value in (size.width(), size.height(), across, *sides)))


def _layout(size: QPageSize, across: bool, margins: QMarginsF) -> QPageLayout:
    direction = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    return QPageLayout(size, direction, margins, _MILLIMETRE)


def pdf_of(sheet: Sheet, page: QPageLayout, progress: Progress = SILENT) -> bytes:
    """Return the sheet as a PDF; its texts can be searched and copied. Needs a Qt application, no window."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(page)
    writer.setTitle(sheet.name)
    writer.setCreator("RACI Studio")
    Printout(sheet, writer, progress).paint(progress)
    del writer  # it writes the end of the file when it goes
    return bytes(buffer.data().data())


def write_pdf(sheet: Sheet, page: QPageLayout, path: Path, progress: Progress = SILENT) -> None:
    """Write the sheet to a PDF file; what stood there stays until it is whole. Raise `UserError` where it fails."""
    from raci_studio.project.raci_file import write_aside

    data = pdf_of(sheet, page, progress)
    progress.at(1.0)
    write_aside(path, data)


def write_text_pdf(text: QTextDocument, page: QPageLayout, path: Path, title: str) -> None:
    """Write a text to a PDF file; what stood there stays until it is whole. Raise `UserError` where it fails."""
    from raci_studio.project.raci_file import write_aside

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(page)
    writer.setTitle(title)
    writer.setCreator("RACI Studio")
    text.print_(writer)
    del writer  # it writes the end of the file when it goes
    write_aside(path, bytes(buffer.data().data()))
