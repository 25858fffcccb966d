"""The review shows the sheet as the client sees it, and why it was recognised so."""

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt

from raci_studio.excel.importing import import_workbook
from raci_studio.gui.import_review import flow
from raci_studio.gui.import_review.dialog import ImportReviewDialog
from raci_studio.gui.import_review.sheet_view import _NARROWEST, _WIDEST

RIGHT, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
TIP = Qt.ItemDataRole.ToolTipRole
ROWS = [
    ["Moving house"],
    ["", "Anna", "Anna", "Boris", ""],
    ["Task", "Office", "Home", "Office", "When"],
    ["Pack", "R", "A", "C", "Monday"],
    ["Carry", "R", "C", "A", "Friday"],
    ["Store", "A", "R", "R", "Sunday"],
]


@pytest.fixture
def path(tmp_path):
    book = Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 1
    sheet.column_dimensions["E"].width = 200
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[5].hidden = True
    book.save(tmp_path / "moving.xlsx")
    return tmp_path / "moving.xlsx"


@pytest.fixture
def dialog(path, qtbot):
    shown = ImportReviewDialog(import_workbook(path))
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_columns_are_as_wide_as_in_the_clients_workbook(dialog):
    view = dialog.sheet
    digit = view.fontMetrics().horizontalAdvance("0")
    assert abs(view.columnWidth(0) - 20 * digit) < 2 * digit + 8
    assert _NARROWEST <= view.columnWidth(1) < 10 * digit + 20 and view.columnWidth(4) == _WIDEST


def test_what_the_client_hides_is_marked(dialog):
    model = dialog.model
    assert model.headerData(3, RIGHT) == "D · hidden\nPerson" and model.headerData(4, DOWN) == "5 · hidden"
    assert model.headerData(0, RIGHT) == "A\nTask"
    assert "hidden in the workbook" in model.headerData(3, RIGHT, TIP)
    assert model.index(4, 0).data(Qt.ItemDataRole.FontRole).italic()
    assert model.index(3, 3).data(Qt.ItemDataRole.FontRole).italic()
    assert model.index(3, 0).data(Qt.ItemDataRole.FontRole) is None


def test_a_row_of_names_above_the_header_is_a_header_too(dialog):
    assert set(dialog.table.columns_with("person:").values()) == {"Anna / Office", "Anna / Home", "Boris / Office"}
    model = dialog.model
    assert [model.group(1, column) for column in range(5)] == ["", "header", "header", "header", ""]
    assert model.headerData(1, DOWN) == "Header  2" and model.headerData(0, DOWN) == "1"


def test_the_reasons_lead_to_their_rows_and_columns(dialog, qtbot):
    why = dialog.outcome.why
    lines = [why.item(place).text() for place in range(why.count())]
    place = next(place for place, line in enumerate(lines) if line.startswith("Column C: A person or position"))
    why.itemActivated.emit(why.item(place))
    assert {index.column() for index in dialog.sheet.selectionModel().selectedIndexes()} == {2}
    place = next(place for place, line in enumerate(lines) if line.startswith("Row 3: "))
    why.itemClicked.emit(why.item(place))
    assert {index.row() for index in dialog.sheet.selectionModel().selectedIndexes()} == {2}
    why.itemActivated.emit(why.item(len(lines) - 1))  # of the whole table: nothing to go to
    assert {index.row() for index in dialog.sheet.selectionModel().selectedIndexes()} == {2}
    assert "letters in 3 of 3 rows" in dialog.model.headerData(2, RIGHT, TIP)
    assert "so this is the header" in dialog.model.headerData(2, DOWN, TIP)


def test_the_reasons_follow_a_correction(dialog):
    dialog.take_column(2, "ignored")
    assert "is left out" in dialog.model.headerData(2, RIGHT, TIP)
    why = dialog.outcome.why
    assert not any("Column C: A person" in why.item(place).text() for place in range(why.count()))


def test_a_large_table_is_read_beside_the_window(path, qtbot, monkeypatch):
    monkeypatch.setattr("raci_studio.gui.import_review.dialog.MANY_CELLS", 3)
    shown = ImportReviewDialog(import_workbook(path))
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: shown.outcome.counts.text() == "3 tasks, 3 people, 1 note", timeout=5000)
    shown.take_column(1, "notes")
    qtbot.waitUntil(lambda: shown.outcome.counts.text() == "3 tasks, 2 people, 1 note", timeout=5000)
    shown.undo()
    qtbot.waitUntil(lambda: shown.outcome.counts.text() == "3 tasks, 3 people, 1 note", timeout=5000)
    shown.take_column(1, "format")
    shown._show_content()
    shown.reject()
    assert shown._contents._reading.is_cancelled
    qtbot.waitUntil(lambda: not shown._contents._background.is_busy, timeout=5000)


def test_a_large_document_is_made_anew_beside_the_window(windows, path, qtbot, monkeypatch):
    monkeypatch.setattr(flow, "MANY_CELLS", 3)
    window = windows.open()
    window.open_path(path)
    qtbot.waitUntil(lambda: window.session.is_open and not window.documents.is_busy, timeout=20_000)
    window._actions["review_import"].trigger()
    dialog = next(child for child in window.findChildren(ImportReviewDialog) if child.isVisible())
    dialog.take_column(4, "channel")
    dialog.accept()
    assert window.documents.is_busy
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=20_000)
    assert [task.channel for task in window.session.document.tasks.values()] == ["Monday", "Friday", "Sunday"]
