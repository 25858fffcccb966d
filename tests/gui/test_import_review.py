"""The review of an import: the sheet, what the user declares of it, the matrix that comes of it, and the way in."""

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu

from raci_studio.core import edits
from raci_studio.excel.importing import import_workbook
from raci_studio.gui import language, theme
from raci_studio.gui.import_review import flow
from raci_studio.gui.import_review.dialog import ImportReviewDialog
from raci_studio.gui.import_review.draft_history import DraftHistory
from raci_studio.gui.import_review.memory import Memory
from raci_studio.gui.import_review.sheet_model import SheetModel

ROWS = [
    ["Onboarding"],
    ["Task", "Room", "Anna", "Boris", "When"],
    ["Hire", "East", "R", "A", "Monday"],
    ["Teach", "West", "C", "R/A", "Friday"],
    ["Equip", "East", "X", "R", "Sunday"],
]
PLAN = [
    ["Task", "Owner", "Start"],
    ["Hire", "Anna", "2026-01-01"], ["Teach", "Boris", "2026-01-02"], ["Equip", "Anna", "2026-01-03"],
]  # fmt: skip
TEMPLATE = [["RACI Matrix"], ["Task", "Manager", "Engineer"], ["Hire"], ["Teach"], ["Equip"]]
RIGHT, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@pytest.fixture
def book(tmp_path):
    def write(*sheets, name="sheet.xlsx", merge=""):
        workbook = Workbook()
        workbook.remove(workbook.active)
        for number, rows in enumerate(sheets or (ROWS,), 1):
            sheet = workbook.create_sheet(f"S{number}")
            for row in rows:
                sheet.append(row)
            if merge:
                sheet.merge_cells(merge)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def dialog(book, qtbot):
    def show(*sheets, **kwargs):
        shown = ImportReviewDialog(import_workbook(book(*sheets, **kwargs)))
        qtbot.addWidget(shown)
        shown.show()
        qtbot.waitExposed(shown)
        return shown

    return show


def results(dialog):
    model = dialog.outcome.model
    heads = [model.headerData(c, RIGHT) for c in range(model.columnCount())]
    cells = [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]
    return [dict(zip(heads, row)) for row in cells]


def choose(menu, text):
    action = next(action for action in menu.actions() if action.text() == text)
    action.trigger()


def test_the_sheet_is_shown_as_it_looks(dialog):
    shown = dialog(ROWS, merge="A1:E1")
    QAbstractItemModelTester(shown.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(shown.outcome.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model = shown.model
    assert model.headerData(0, RIGHT) == "A\nTask" and model.headerData(2, RIGHT) == "C\nPerson"
    assert model.headerData(1, DOWN) == "Header  2" and model.headerData(2, DOWN) == "3"
    assert shown.sheet.columnSpan(0, 0) == 5
    groups = [model.group(2, column) for column in range(5)]
    assert groups == ["task", "extra", "person", "person", "text"] and model.group(0, 0) == ""
    assert model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Hire, Task"
    assert shown.outcome.counts.text() == "3 tasks, 2 people, 1 note"
    shown.take_column(1, "format")
    shown.show_sheet("S1")


def test_people_are_counted_as_the_matrix_will_have_them(dialog):
    shown = dialog([["Task", "R", "A"], ["Hire", "Store manager", "Anna"], ["Teach", "store  Manager", "Boris"]])
    assert shown.outcome.counts.text() == "2 tasks, 3 people, 0 notes"


def test_a_column_declared_anew_changes_the_result(dialog):
    shown = dialog()
    choose(shown.sheet.header_menu(RIGHT, 1), "Format")
    assert [row["Format"] for row in results(shown)] == ["East", "West", "East"]
    assert shown.model.headerData(1, RIGHT) == "B\nFormat"
    choose(shown.sheet.header_menu(RIGHT, 2), "Ignored")
    assert shown.outcome.counts.text() == "3 tasks, 1 person, 0 notes"
    checked = [action.text() for action in shown.sheet.header_menu(RIGHT, 2).actions() if action.isChecked()]
    assert checked == ["Ignored"]


def test_the_header_row_moves(dialog):
    shown = dialog([["Job", "R or A", "R or A"], ["Task", "Anna", "Boris"], ["Hire", "R", "A"], ["Teach", "A", "R"]])
    shown.take_row(0, "header")
    choose(shown.sheet.header_menu(DOWN, 1), "The header row")
    assert shown.table.header_rows == (1,) and [row["Anna"] for row in results(shown)] == ["R", "A"]
    choose(shown.sheet.header_menu(DOWN, 2), "No task")
    assert [row["Task"] for row in results(shown)] == ["Teach"]
    choose(shown.sheet.header_menu(DOWN, 2), "A task")
    choose(shown.sheet.header_menu(DOWN, 3), "The last task")
    choose(shown.sheet.header_menu(DOWN, 3), "The first task")
    assert [row["Task"] for row in results(shown)] == ["Teach"]


def test_corrections_are_undone_one_by_one(dialog, qtbot):
    shown = dialog()
    first = shown.draft
    shown.take_column(1, "format")
    second = shown.draft
    shown.take_row(4, "skipped")
    assert shown.is_changed
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    qtbot.keyClick(shown.sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown.draft == second
    shown.undo_button.click()
    assert shown.draft == first and not shown.is_changed and not shown.undo_button.isEnabled()
    shown.take_column(1, "format")
    shown.reset_button.click()
    assert shown.draft == first and not shown.reset_button.isEnabled()
    shown.undo()
    assert shown.draft == second


def test_the_owner_is_r_only_at_the_users_word(dialog):
    shown = dialog(PLAN)
    assert shown.table.layout == "plan" and shown.outcome.owner.isVisible() and not shown.outcome.owner.isChecked()
    assert shown.outcome.counts.text() == "3 tasks, 0 people, 0 notes"
    shown.outcome.owner.click()
    assert shown.table.layout == "list" and [row["Anna"] for row in results(shown)] == ["R", "", "R"]
    assert shown.outcome.owner.isVisible() and shown.outcome.owner.isChecked()
    shown.outcome.owner.click()
    assert shown.table.layout == "plan" and not shown.is_changed


def test_letters_get_their_meaning(dialog):
    shown = dialog()
    combo = shown.outcome.letters.combos["X"]
    assert combo.currentText() == "— not known —"
    combo.setCurrentIndex(combo.findData("signs"))
    combo.activated.emit(combo.currentIndex())
    assert shown.table.letters["X"] == "signs"
    assert shown.outcome.letters.combos["X"].currentData() == "signs"
    assert shown.outcome.counts.text() == "3 tasks, 2 people, 0 notes"


def test_a_note_leads_to_its_cell(dialog):
    shown = dialog()
    shown.outcome.notes.itemActivated.emit(shown.outcome.notes.item(0))
    index = shown.sheet.currentIndex()
    assert (index.row(), index.column()) == (4, 2)


def test_several_sheets_and_tables(dialog):
    shown = dialog(ROWS, [["nothing"]], ROWS)
    assert [shown.tables.sheets.itemText(n) for n in range(3)] == ["S1 — 1 table", "S2 — 0 tables", "S3 — 1 table"]
    shown.tables.sheets.setCurrentIndex(2)
    shown.tables.sheets.activated.emit(2)
    assert shown.current == 1
    shown.tables.tables.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert [table.sheet for table in shown.draft.plan.tables] == ["S1"]
    shown.undo()
    assert len(shown.draft.plan.tables) == 2
    shown.show_sheet("S2")
    assert shown.table is None and shown.tables.empty.isVisible() and not shown.tables.add.isEnabled()
    assert shown.outcome.counts.text() == "Nothing is taken from this sheet."
    assert shown.sheet.header_menu(RIGHT, 0) is None
    shown.take_column(0, "task")
    assert not shown.is_changed


def test_a_table_is_added(dialog):
    shown = dialog([["Thing", "Remark"], ["First of all", "quickly"], ["Then that", "slowly"]])
    assert shown.table is None
    choose(shown.tables.add.menu(), "Grid: a column per person")
    assert [row["Task"] for row in results(shown)] == ["First of all", "Then that"]
    assert shown.tables.tables.isVisible()
    shown.undo()
    assert shown.table is None


def test_the_layout_is_chosen(dialog):
    shown = dialog()
    combo = shown.outcome.layouts
    combo.setCurrentIndex(combo.findData("transposed"))
    combo.activated.emit(combo.currentIndex())
    assert shown.table.layout == "transposed"
    assert shown.model.headerData(1, DOWN).endswith("2") and not shown.model.is_column(RIGHT)
    shown.sheet.header_menu(DOWN, 2)
    shown.sheet.header_menu(RIGHT, 2)
    shown.undo()
    assert shown.table.layout == "grid"


def test_the_keyboard_reaches_both_menus(dialog, qtbot, monkeypatch):
    shown = dialog()
    shown.sheet.go_to(2, 1)
    menus = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, place: menus.append(menu))
    place = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, shown.mapToGlobal(place))
    shown.sheet.contextMenuEvent(event)
    qtbot.keyClick(shown.sheet, Qt.Key.Key_Return)
    assert shown.isVisible() and len(menus.pop().actions()) == 2
    shown.sheet.horizontalHeader().sectionClicked.emit(0)
    shown.sheet.verticalHeader().customContextMenuRequested.emit(QPoint(2, 2))
    assert [action.text() for action in menus[0].actions()] == ["Column B is", "Row 3 is"]
    assert [menu.title() for menu in menus[1:]] == ["Column A is", "Row 1 is"]


@pytest.mark.parametrize("spoken", ["en", "ru"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_both_languages_and_looks_open(dialog, spoken, look):
    language.switch(spoken)
    theme.set_theme(look)
    shown = dialog(ROWS, PLAN, [[None]])
    for name in ("S2", "S3", "S1"):
        shown.show_sheet(name)
    assert not shown.grab().isNull()


def test_the_view_answers_at_once(dialog):
    """A correction of a usual sheet is read again within 100 ms."""
    from time import perf_counter

    shown = dialog([ROWS[1], *([f"Task {n}", "East", "R", "A", "Monday"] for n in range(300))])
    times = []
    for meaning in ("format", "channel", "notes"):
        start = perf_counter()
        shown.take_column(1, meaning)
        times.append(perf_counter() - start)
    assert min(times) < 0.1 and shown.outcome.model.rowCount() == 300


def test_a_large_sheet_is_read_a_moment_later(dialog, qtbot, monkeypatch):
    monkeypatch.setattr("raci_studio.gui.import_review.dialog.MANY_CELLS", 3)
    shown = dialog()
    shown.take_column(1, "format")
    assert shown._timer.isActive()
    qtbot.waitUntil(lambda: shown.outcome.counts.text() == "3 tasks, 2 people, 1 note")


def test_an_empty_model_has_no_cells():
    model = SheetModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_tables(())
    assert model.rowCount() == 0 and model.table is None


# In the window


def opened(qtbot, window, path):
    window.open_path(path)
    qtbot.waitUntil(lambda: not window.documents.is_busy, timeout=20_000)


def shown_dialog(window):
    return next((child for child in window.findChildren(ImportReviewDialog) if child.isVisible()), None)


def test_review_from_the_bar_opens_the_corrected_import(windows, qtbot, book, data):
    window = windows.open()
    opened(qtbot, window, book())
    bar = window.page.bar
    assert bar.text == "Recognised: 1 table, 3 tasks, 2 people · 1 note" and bar._offer.text() == "Review…"
    assert bar.details == ("C5: “X” is not a letter of this matrix; it was kept as it stands.",)
    bar._offer.click()
    dialog = shown_dialog(window)
    dialog.take_column(1, "channel")
    dialog.accept()
    tasks = window.session.document.tasks.values()
    assert [task.channel for task in tasks] == ["East", "West", "East"] and window.session.is_clean
    assert window._actions["review_import"].isEnabled() and shown_dialog(window) is None
    again = windows.open()
    opened(qtbot, again, book(name="other.xlsx"))
    assert again.page.bar.text.endswith("as you corrected it on " + Memory(data).load().popitem()[1]["on"])
    assert [task.channel for task in again.session.document.tasks.values()] == ["East", "West", "East"]
    again._actions["review_import"].trigger()
    dialog = shown_dialog(again)
    assert dialog.memory.forget.isVisible()
    dialog.memory.forget.click()
    dialog.accept()
    assert Memory(data).load() == {} and not any(task.channel for task in again.session.document.tasks.values())


def test_nothing_happens_where_nothing_was_corrected(windows, qtbot, book):
    window = windows.open()
    opened(qtbot, window, book())
    before = window.session.document
    window.session.apply("Edit", edits.set_text, before.order[0], "name", "Hello")
    window.review_import()
    shown_dialog(window).accept()
    assert not window.session.is_clean and window.session.document.tasks[before.order[0]].name == "Hello"
    window.review_import()
    shown_dialog(window).reject()
    assert not window.session.is_clean


def test_unsaved_edits_are_asked_about(windows, qtbot, book, monkeypatch):
    window = windows.open()
    opened(qtbot, window, book())
    first = window.session.document.order[0]
    window.session.apply("Edit", edits.set_text, first, "name", "Hello")
    answers = iter(["", "discard"])
    monkeypatch.setattr(window.documents, "ask_save", lambda: next(answers))
    window.review_import()
    dialog = shown_dialog(window)
    dialog.take_column(1, "channel")
    dialog.accept()
    assert dialog.isVisible() and window.session.document.tasks[first].name == "Hello"
    dialog.accept()
    assert shown_dialog(window) is None and window.session.is_clean
    assert window.session.document.tasks[first].name == "Hire"


def test_a_vague_sheet_is_reviewed_before_it_is_shown(windows, qtbot, book):
    window = windows.open()
    opened(qtbot, window, book(TEMPLATE))
    assert not window.session.is_open
    shown_dialog(window).accept()
    qtbot.waitUntil(lambda: window.session.is_open)
    assert len(window.session.document.order) == 3
    other = windows.open()
    opened(qtbot, other, book(TEMPLATE))
    shown_dialog(other).reject()
    assert not other.session.is_open


def test_a_workbook_without_a_matrix_says_so(windows, qtbot, book):
    window = windows.open()
    opened(qtbot, window, book([["Thing", "Remark"], ["First of all", "quickly"], ["Then that", "slowly"]]))
    bar = window.page.bar
    assert bar.text == "No matrix and no plan was recognised in this workbook." and bar._offer.isVisible()
    bar._offer.click()
    dialog = shown_dialog(window)
    dialog.add_table("plan")
    dialog.accept()
    assert len(window.session.document.order) == 2


def test_comments_of_a_sheet_whose_table_was_added_come_along(windows, qtbot, book):
    path = book([["Thing", "Remark"], ["First of all", "quickly"], ["Then that", "slowly"]])
    workbook = load_workbook(path)
    workbook.active["B2"].comment = Comment("how quickly?", "client")
    workbook.save(path)
    window = windows.open()
    opened(qtbot, window, path)
    path.unlink()
    window.review_import()
    dialog = shown_dialog(window)
    dialog.add_table("plan")
    dialog.accept()
    assert "how quickly?" in str(window.session.document.tasks)


def test_a_document_of_ours_has_no_review(window, tmp_path):
    assert not window._actions["review_import"].isEnabled()
    window.review_import()
    assert shown_dialog(window) is None
    window.new_document()
    assert not window._actions["review_import"].isEnabled() and not window.page.bar.isVisible()


def test_a_block_is_pasted_as_a_new_matrix(windows, qtbot):
    window = windows.open()
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in ROWS))
    window._actions["paste_as_new"].trigger()
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20_000)
    document = window.session.document
    assert [task.name for task in document.tasks.values()] == ["Hire", "Teach", "Equip"]
    assert document.source.name.endswith(".tsv") and document.source.data
    window.review_import()
    dialog = shown_dialog(window)
    dialog.take_column(1, "channel")
    dialog.accept()
    assert [task.channel for task in window.session.document.tasks.values()] == ["East", "West", "East"]


def test_a_pasted_block_nobody_recognises_is_reviewed(windows, qtbot):
    window = windows.open()
    QGuiApplication.clipboard().setText("Thing\tRemark\nFirst\tquickly\nThen\tslowly")
    window.paste_as_new()
    qtbot.waitUntil(lambda: shown_dialog(window) is not None, timeout=20_000)
    dialog = shown_dialog(window)
    dialog.add_table("plan")
    dialog.accept()
    qtbot.waitUntil(lambda: len(window.session.document.order) == 2)


def test_an_empty_clipboard_is_told(windows, monkeypatch):
    window = windows.open()
    told = []
    monkeypatch.setattr(window.documents, "tell", lambda error, what: told.append(str(error)))
    QGuiApplication.clipboard().setText("  ")
    window.paste_as_new()
    assert "clipboard" in told[0] and not window.session.is_open


def test_trouble_with_the_corrected_import_is_told(windows, qtbot, book, monkeypatch):
    from raci_studio.core.errors import UserError
    from raci_studio.gui import messages

    def refuse(*_args):
        raise UserError("cannot")

    told = []
    monkeypatch.setattr(flow, "rebuilt", refuse)
    monkeypatch.setattr(messages, "tell", lambda parent, error: told.append(error))
    window = windows.open()
    opened(qtbot, window, book())
    before = window.session.document
    window.review_import()
    dialog = shown_dialog(window)
    dialog.take_column(1, "channel")
    dialog.accept()
    assert told and window.session.document is before


def test_the_matrix_that_comes_of_it_shows_its_texts_in_whole_lines(dialog):
    rows = [ROWS[0], ROWS[1], *([row[0], "Second room", *row[2:]] for row in ROWS[2:])]
    panel = dialog(rows).outcome
    place = next(place for place, column in enumerate(panel.model.columns) if column.name == "Room")
    text = panel.model.index(1, place).data()
    assert text == "Second room" and not panel.view.wordWrap()
    assert panel.view.columnWidth(place) > panel.fontMetrics().horizontalAdvance(text)


def test_corrections_are_taken_back_one_by_one_or_all(book):
    history = DraftHistory(import_workbook(book()))
    first = history.first
    assert history.is_as_recognised and not history.can_undo and not history.undo() and not history.reset()
    history.change(first)
    assert not history.can_undo  # the very same is no step
    left_out = first.with_included(0, False)
    history.change(left_out)
    assert history.draft == left_out and history.can_undo and not history.is_as_recognised
    assert history.reset() and history.draft == first
    assert history.undo() and history.draft == left_out
    assert history.undo() and history.draft == first and not history.undo()


def test_a_title_above_the_table_flows_over_the_empty_cells_at_its_right(dialog):
    title = "Onboarding of everybody who begins this year"
    shown = dialog([[title], ["Made by", "Anna"], *ROWS[1:]])
    sheet = shown.sheet
    assert sheet.columnSpan(0, 0) == 5 and sheet.columnSpan(1, 0) == 1  # two texts: each stays in its cell
    assert sheet.rowHeight(0) == sheet.rowHeight(1) and sheet.columnSpan(3, 0) == 1
    assert sheet.indexAt(sheet.visualRect(sheet.sheet.index(0, 0)).center()).column() == 0


def test_a_title_beside_merged_cells_stays_in_its_own(dialog):
    sheet = dialog([["Onboarding of everybody"], *ROWS[1:]], merge="C1:D1").sheet
    assert sheet.columnSpan(0, 0) == 1 and sheet.columnSpan(0, 2) == 2
