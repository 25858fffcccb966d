"""Print, print preview, page setup and PDF as the user sees them. Qt's printing is imported where it is used."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from raci_studio.core.i18n import _
from raci_studio.core.progress import Cancelled, Progress
from raci_studio.gui.printing.paint import Printout
from raci_studio.gui.printing.pdf import page_setup, remember_page, write_pdf, write_text_pdf
from raci_studio.gui.printing.sheet import Sheet, sheet_of

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument
    from PySide6.QtPrintSupport import QPrinter

    from raci_studio.gui.main_window import MainWindow


def _sheet(window: "MainWindow") -> Sheet:
    return sheet_of(window.page.view, _name(window))


def _name(window: "MainWindow") -> str:
    return window.session.title.removesuffix(".raci") or _("matrix")


def export_pdf(window: "MainWindow") -> None:
    """Ask for a file name and write the matrix as it is shown, beside the window."""
    if (path := _ask_pdf(window)) is None:
        return
    sheet, page, documents = _sheet(window), page_setup(), window.documents

    def write(progress: Progress) -> None:
        write_pdf(sheet, page, path, progress)

    def failed(error: BaseException) -> None:
        if isinstance(error, Cancelled):
            documents.told.emit(_("Cancelled: {name} was not written.").format(name=path.name), ())
        else:
            documents.tell(error, _("{name} could not be written.").format(name=path.name))

    documents.jobs.run(
        _("Writing {name}…").format(name=path.name),
        write,
        lambda _nothing: documents.told.emit(_("Written: {name}").format(name=path), ()),
        failed,
    )


def print_matrix(window: "MainWindow") -> None:
    """Ask for a printer and print; where there is none, say so and offer a PDF."""
    if (printer := _printer(window)) is None:
        return
    from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
    from PySide6.QtWidgets import QDialog

    if not QPrinterInfo.availablePrinterNames():
        _offer_pdf(window, _("No printer was found on this computer."))
        return
    dialog = QPrintDialog(printer, window)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    said = dialog.exec()
    dialog.deleteLater()
    if said == QDialog.DialogCode.Accepted:
        remember_page(printer.pageLayout())
        _paint(window, _sheet(window), printer)


def print_text(window: "MainWindow", text: "QTextDocument") -> None:
    """Ask for a printer and print a text on the page that was set up; where there is none, a PDF is offered."""
    if (printer := _printer(window)) is None:
        return
    from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
    from PySide6.QtWidgets import QDialog

    if not QPrinterInfo.availablePrinterNames():
        _offer_pdf(window, _("No printer was found on this computer."), partial(export_text, window, text))
        return
    dialog = QPrintDialog(printer, window)
    said = dialog.exec()
    dialog.deleteLater()
    if said == QDialog.DialogCode.Accepted:
        text.print_(printer)


def export_text(window: "MainWindow", text: "QTextDocument") -> None:
    """Ask for a file name and write a text as a PDF."""
    if (path := _ask_pdf(window)) is not None:
        try:
            write_text_pdf(text, page_setup(), path, window.session.title)
        except Exception as error:
            window.documents.tell(error, _("{name} could not be written.").format(name=path.name))
        else:
            window.documents.told.emit(_("Written: {name}").format(name=path), ())


def _ask_pdf(window: "MainWindow") -> Path | None:
    from PySide6.QtWidgets import QFileDialog

    name, _filter = QFileDialog.getSaveFileName(window, _("Export"), f"{_name(window)}.pdf", "*.pdf")
    path = Path(name)
    return None if not name else path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")


def preview(window: "MainWindow") -> None:
    """Show the pages before they are printed."""
    if (printer := _printer(window)) is None:
        return
    from PySide6.QtPrintSupport import QPrintPreviewDialog
    from PySide6.QtWidgets import QComboBox, QGraphicsView, QLineEdit

    sheet = _sheet(window)
    dialog = QPrintPreviewDialog(printer, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(min(1200, window.width()), min(860, window.height()))
    dialog.paintRequested.connect(partial(_paint, window, sheet))
    dialog.finished.connect(lambda _code: remember_page(printer.pageLayout()))
    for part, name in ((QGraphicsView, _("Pages")), (QLineEdit, _("Page number"))):  # Qt names all but these
        for found in dialog.findChildren(part):
            if not found.accessibleName() and not isinstance(found.parent(), QComboBox):
                found.setAccessibleName(name)
    dialog.open()


def set_up_page(window: "MainWindow") -> None:
    """Ask for paper, direction and margins; print and PDF take them from then on."""
    from raci_studio.gui.printing.page_dialog import PageDialog

    dialog = PageDialog(page_setup(), window)
    dialog.accepted.connect(lambda: remember_page(dialog.page))
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.open()


def _printer(window: "MainWindow") -> "QPrinter | None":
    """Return a printer with the page that was set up; say why where this Qt cannot print."""
    try:
        from PySide6.QtPrintSupport import QPrinter
    except ImportError:  # a part of the system that printing needs is missing
        _offer_pdf(window, _("Printing is not available on this computer."))
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_setup())
    printer.setDocName(window.session.title)
    return printer


def _paint(window: "MainWindow", sheet: Sheet, printer: "QPrinter") -> None:
    from PySide6.QtPrintSupport import QPrinter

    from raci_studio.core.errors import UserError

    chosen = printer.printRange() == QPrinter.PrintRange.PageRange
    first, last = (printer.fromPage(), printer.toPage()) if chosen else (1, 0)
    failed: UserError | None = None
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        Printout(sheet, printer).paint(first=max(first, 1), last=last)
    except UserError as error:
        failed = error
    finally:
        QGuiApplication.restoreOverrideCursor()
    if failed is not None:
        window.documents.tell(failed, "")


def _offer_pdf(window: "MainWindow", text: str, export: Callable[[], None] | None = None) -> None:
    from PySide6.QtWidgets import QMessageBox

    cancel = QMessageBox.StandardButton.Cancel
    box = QMessageBox(QMessageBox.Icon.Information, "RACI Studio", text, cancel, window)
    box.setInformativeText(_("You can write a PDF and print it elsewhere."))
    pdf = box.addButton(_("Write a PDF…"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(pdf)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    if clicked is pdf:
        (export or partial(export_pdf, window))()
