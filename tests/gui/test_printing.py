"""The matrix as PDF and on a printer, the page setup, full screen."""

import shutil
import subprocess
import sys

import pytest
from helpers import matrix
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from raci_studio.core import i18n
from raci_studio.core.progress import Cancelled, Progress
from raci_studio.files import Opened
from raci_studio.gui import language, messages
from raci_studio.gui.actions import specs
from raci_studio.gui.printing import printer
from raci_studio.gui.printing.page_dialog import PageDialog
from raci_studio.gui.printing.paint import Printout
from raci_studio.gui.printing.pdf import page_setup, pdf_of, remember_page
from raci_studio.gui.printing.sheet import sheet_of

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext reads the PDF back")
NAMES = ("print_matrix", "print_preview", "page_setup", "export_pdf", "full_screen")


def text_of(pdf, tmp_path, *options):
    path = tmp_path / "read.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, timeout=30, check=True)
    return done.stdout.decode()


def page_texts(pdf, tmp_path):
    return text_of(pdf, tmp_path, "-layout").split("\f")[:-1]


def opened(session, document):
    session.open(Opened(document, "example"))


def many(rows, people=2):
    names = [f"Person{place:02}" for place in range(people)]
    head = "step | task | " + " | ".join(names) + " | result"
    lines = [f"One | Task-{row:03} | " + " | ".join("R" for _ in names) + f" | Result-{row:03}" for row in range(rows)]
    return matrix("\n".join([head, *lines]))


def test_a_sheet_is_what_is_shown(view, session):
    session.arrange(hidden=session.arrangement.hidden | {"step"})
    sheet = sheet_of(view, "example")
    assert [column.title for column in sheet.columns][:3] == ["Task", "R · carries out", "A · answers for the result"]
    assert sheet.repeated == 0 and sheet.about == "Process"
    assert [row.number for row in sheet.rows] == ["1", "2", "3", "4"]
    assert [chip.text for chip in sheet.rows[1].cells[2].chips] == ["Boris"]
    view.horizontalHeader().hideSection(0)
    assert sheet_of(view, "example").repeated == -1


def test_sections_and_processes_are_on_the_sheet(view, session):
    session.arrange(grouped=True)
    rows = sheet_of(view, "example").rows
    assert [(row.title, row.note) for row in rows if row.title] == [("One", "2 tasks"), ("Two", "2 tasks")]
    table = "process | task\n" + "\n".join(f"Process {place} | Write" for place in range(4))
    opened(session, matrix(table))
    assert sheet_of(view, "example").about.endswith("processes")


@needs_poppler
@pytest.mark.parametrize("layout", ["list", "grid"])
def test_a_long_table_repeats_its_header_and_holds_every_text_once(view, session, tmp_path, layout):
    opened(session, many(90))
    view.set_layout(layout)
    texts = page_texts(pdf_of(sheet_of(view, "example"), page_setup()), tmp_path)
    assert len(texts) > 2
    whole = "\n".join(texts)
    for row in range(90):
        assert whole.count(f"Task-{row:03}") == whole.count(f"Result-{row:03}") == 1
    for number, text in enumerate(texts, 1):
        assert "Deadline" in text and f"example · page {number} of {len(texts)} · " in text
    assert ["Process" in text for text in texts] == [True] + [False] * (len(texts) - 1)


@needs_poppler
def test_many_people_take_pages_sideways_with_number_and_task_on_each(view, session, tmp_path):
    opened(session, many(12, people=40))
    view.set_layout("grid")
    sheet = sheet_of(view, "example")
    texts = page_texts(pdf_of(sheet, page_setup()), tmp_path)
    assert len(texts) > 2 and all("Task-011" in text and "12" in text.split() for text in texts)
    for place in range(40):
        assert "\n".join(texts).count(f"Person{place:02}") == 1


@needs_poppler
def test_a_long_text_goes_on_over_the_pages_and_nothing_is_cut(view, session, tmp_path):
    words = [f"word{place:04}" for place in range(1500)]
    endless = "x" * 400
    opened(session, matrix(f"task | notes\n{' '.join(words)} | {endless}"))
    pdf = pdf_of(sheet_of(view, "example"), page_setup())
    text = text_of(pdf, tmp_path)
    assert [word for word in words if word not in text] == []
    assert text.replace("\n", "").count("x") - text.count("example") >= 400
    assert len(page_texts(pdf, tmp_path)) > 1


@needs_poppler
def test_names_are_text_in_russian_too(view, session, tmp_path):
    language.switch("ru")
    opened(session, matrix("task | Анна Ёжикова 😀\nСоставить план | R"))
    text = text_of(pdf_of(sheet_of(view, "пример"), page_setup()), tmp_path)
    assert "Составить план" in text and "Анна Ёжикова" in text and "Задача" in text


@needs_poppler
def test_an_empty_matrix_is_a_page_with_a_header(view, session, tmp_path):
    opened(session, matrix("task | Anna"))
    (text,) = page_texts(pdf_of(sheet_of(view, "example"), page_setup()), tmp_path)
    assert "Deadline" in text


def test_a_pdf_that_is_given_up_is_not_written(view, session):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        pdf_of(sheet_of(view, "example"), page_setup(), progress)


def test_letters_are_readable_and_nothing_is_wider_than_the_page(view, session, qapp):
    opened(session, many(3, people=30))
    view.set_layout("grid")
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setPageLayout(page_setup())
    printout = Printout(sheet_of(view, "example"), device)
    room = device.pageLayout().paintRect(QPageLayout.Unit.Point).width()
    assert printout.size == 7 and len(printout.strips) > 1
    assert all(sum(strip.widths) < room for strip in printout.strips)


def test_the_page_is_a4_across_until_another_is_set_up(data):
    page = page_setup()
    assert page.pageSize().id() == QPageSize.PageSizeId.A4 and page.orientation() == QPageLayout.Orientation.Landscape
    wanted = QPageLayout(QPageSize(QPageSize.PageSizeId.A3), QPageLayout.Orientation.Portrait, QMarginsF(20, 15, 10, 5))
    remember_page(wanted)
    kept = page_setup()
    assert kept.pageSize().id() == QPageSize.PageSizeId.A3 and kept.orientation() == wanted.orientation()
    margins = kept.margins(QPageLayout.Unit.Millimeter)
    assert margins.left() == pytest.approx(20 * 25.4 / 72, abs=0.2) and margins.bottom() < margins.left()


def test_export_as_pdf_writes_a_file_and_says_so(window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "matrix"), ""))
    window._actions["export_pdf"].trigger()
    qtbot.waitUntil(lambda: window.page.bar.text.startswith("Written: "))
    assert (tmp_path / "matrix.pdf").read_bytes().startswith(b"%PDF")


def test_a_pdf_that_cannot_be_written_is_told_and_the_old_file_stays(window, qtbot, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(messages, "tell", lambda parent, error: told.append(error))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "no" / "matrix.pdf"), ""))
    window._actions["export_pdf"].trigger()
    qtbot.waitUntil(lambda: bool(told))
    assert "cannot be written" in str(told[0])


def test_without_a_printer_a_pdf_is_offered(window, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: [])
    said, exported = [], []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()) or box.defaultButton().click())
    monkeypatch.setattr(printer, "export_pdf", exported.append)
    window._actions["print_matrix"].trigger()
    assert said == ["No printer was found on this computer."] and exported == [window]


def test_where_qt_cannot_print_a_pdf_is_offered(window, monkeypatch):
    said = []
    monkeypatch.setitem(sys.modules, "PySide6.QtPrintSupport", None)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    for name in ("print_matrix", "print_preview"):
        window._actions[name].trigger()
    assert said == ["Printing is not available on this computer."] * 2


@needs_poppler
def test_only_the_pages_asked_for_are_printed(window, tmp_path, monkeypatch):
    window.session.open(Opened(many(90), "example"))
    target = tmp_path / "printed.pdf"

    def chosen(dialog):
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(target))
        dialog.printer().setPrintRange(QPrinter.PrintRange.PageRange)
        dialog.printer().setFromTo(2, 3)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["any"])
    monkeypatch.setattr(QPrintDialog, "exec", chosen)
    window._actions["print_matrix"].trigger()
    texts = page_texts(target.read_bytes(), tmp_path)
    assert len(texts) == 2 and "page 2 of " in texts[0] and "page 3 of " in texts[1]


@pytest.mark.qt_log_ignore("QPainter::begin", "^This plugin does not support")
def test_a_printer_that_takes_nothing_is_told(window, tmp_path, monkeypatch):
    told = []

    def chosen(dialog):
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(tmp_path / "no" / "printed.pdf"))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["any"])
    monkeypatch.setattr(QPrintDialog, "exec", chosen)
    monkeypatch.setattr(messages, "tell", lambda parent, error: told.append(str(error)))
    window._actions["print_matrix"].trigger()
    assert len(told) == 1 and told[0].startswith("The printer does not take the pages.")


def test_the_preview_shows_the_pages_and_the_setup_is_kept(window, qtbot):
    window._actions["print_preview"].trigger()
    (dialog,) = window.findChildren(QPrintPreviewDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.printer().setPageOrientation(QPageLayout.Orientation.Portrait)
    dialog.reject()
    assert page_setup().orientation() == QPageLayout.Orientation.Portrait


def test_paper_direction_and_margins_are_chosen_in_a_dialog(window):
    window._actions["page_setup"].trigger()
    (dialog,) = window.findChildren(PageDialog)
    assert (dialog.paper.currentText(), dialog.direction.currentText(), dialog.margin.value()) == (
        "A4",
        "Landscape",
        10,
    )
    dialog.paper.setCurrentIndex(1)
    dialog.direction.setCurrentIndex(1)
    dialog.margin.setValue(15)
    dialog.accept()
    page = page_setup()
    assert page.pageSize().id() == QPageSize.PageSizeId.A3 and page.orientation() == QPageLayout.Orientation.Portrait
    assert page.margins(QPageLayout.Unit.Millimeter) == QMarginsF(15, 15, 15, 15)


def test_the_dialog_keeps_a_paper_and_margins_of_a_printer(qtbot):
    size = QPageSize(QPageSize.PageSizeId.EnvelopeC5)
    sides = QMarginsF(11, 12, 13, 14)
    held = QPageLayout(size, QPageLayout.Orientation.Portrait, sides, QPageLayout.Unit.Millimeter)
    dialog = PageDialog(held)
    qtbot.addWidget(dialog)
    assert dialog.page == held


def test_full_screen_and_back(window, qtbot):
    action = window._actions["full_screen"]
    assert action.isCheckable() and action.shortcut().toString() == "F11"
    action.trigger()
    qtbot.waitUntil(lambda: window.isFullScreen() and action.isChecked())
    qtbot.keyClick(window.page.view, Qt.Key.Key_Escape)
    assert window.isFullScreen()
    window.showNormal()  # as the window manager does
    qtbot.waitUntil(lambda: not action.isChecked())


@pytest.mark.parametrize("name", i18n.LANGUAGES)
def test_the_actions_are_there_in_both_languages(window, name):
    language.switch(name)
    texts = {spec.id: spec.text for spec in specs()}
    for action in NAMES:
        assert window._actions[action].text() == i18n._(texts[action])
    assert window._actions["print_matrix"].shortcut().toString() == "Ctrl+P"
