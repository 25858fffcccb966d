"""What was open last opens again, where it was; a file opened by hand returns to its place."""

from dataclasses import replace

import pytest
from helpers import matrix
from PySide6.QtCore import QLockFile, Qt

from raci_studio.core import edits
from raci_studio.core.document import SourceWorkbook
from raci_studio.core.places import resource
from raci_studio.gui import app, settings
from raci_studio.gui.recovery_dialog import RecoveryDialog
from raci_studio.gui.remembered import (
    Place,
    RememberedWindow,
    place_in,
    remember_place,
    remember_windows,
    remembered_windows,
)
from raci_studio.gui.windows import Windows
from raci_studio.project import raci_file
from raci_studio.project.journal import Journal

EXAMPLE = resource("examples", "onboarding.en.xlsx")
ROWS = "\n".join(f"Task {number} | R | A" for number in range(80))
LONG = f"task | Anna | Boris\n{ROWS}"


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / "one.raci", tmp_path / "two.raci"]
    for path in paths:
        raci_file.save(matrix(LONG), path)
    return paths


@pytest.fixture
def start(qapp):
    """Start the program again: windows as they stood, and what they showed."""
    started = []

    def again():
        windows = Windows()
        started.append(windows)
        remembered = app._remembered()
        windows.open(remembered[0] if remembered else None)
        app._bring_back(windows, remembered)
        return windows

    yield again
    for windows in started:
        for window in windows:
            window.session.undo_stack.setClean()
            window.close()


def open_in(window, qtbot, path):
    window.open_path(path)
    settled(qtbot, [window])


def settled(qtbot, windows):
    qtbot.waitUntil(lambda: not any(window.documents.is_busy for window in windows), timeout=20_000)


def stands(window, qtbot, *place):
    """Put a window there; its least size falls only after the layout has taken in that a panel went."""

    def there():
        window.setGeometry(*place)
        return window.geometry().getRect() == place

    qtbot.waitUntil(there, timeout=20_000)


def shown(windows):
    return [window.documents.file for window in windows]


def test_windows_come_back_as_they_were(start, qtbot, files):
    windows = start()
    first = next(iter(windows))
    open_in(first, qtbot, files[0])
    second = windows.open()
    open_in(second, qtbot, files[1])
    second.docks["findings"].close()
    stands(second, qtbot, 40, 60, 700, 500)
    second.show_grid()
    second.page.view.set_zoom(125)
    task = second.session.document.order[60]
    second.page.view.go_to(task, f"person:{second.session.document.people_order[1]}")
    top = second.page.place().top
    assert second.session.document.order.index(top) > 20
    qtbot.keyClick(second, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not list(windows)

    windows = start()
    settled(qtbot, windows)
    assert shown(windows) == files
    first, second = windows
    assert second.geometry().size().toTuple() == (700, 500)
    assert not second.docks["findings"].isVisible() and first.docks["findings"].isVisible()
    assert second.page.view.layout_name == "grid" and second.page.view.zoom == 125
    assert second.page.view.current_cell() == (task, f"person:{second.session.document.people_order[1]}")
    qtbot.waitUntil(lambda: second.page.place().top == top)
    assert first.page.view.layout_name == "list" and first.session.is_clean and second.session.is_clean


def test_a_file_that_is_still_being_written_comes_back(start, qtbot, tmp_path):
    windows = start()
    window = next(iter(windows))
    open_in(window, qtbot, EXAMPLE)
    window.documents._save(tmp_path / "new.raci")  # goes on in a worker
    windows.close_all()
    assert [like.file for like in remembered_windows()] == [str(tmp_path / "new.raci")]


def test_a_workbook_comes_back_too(start, qtbot):
    windows = start()
    open_in(next(iter(windows)), qtbot, EXAMPLE)
    windows.close_all()
    windows = start()
    settled(qtbot, windows)
    assert shown(windows) == [EXAMPLE]


def test_what_is_gone_makes_one_line_and_the_rest_opens(start, qtbot, files, tmp_path):
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"no workbook")
    windows = start()
    open_in(next(iter(windows)), qtbot, files[0])
    open_in(windows.open(), qtbot, files[1])
    windows.close_all()
    files[0].unlink()
    remembered = remembered_windows()
    remember_windows((*remembered, RememberedWindow(str(bad))))
    windows = start()
    qtbot.waitUntil(lambda: len(list(windows)) == 1 and shown(windows) == [files[1]], timeout=20_000)
    bar = next(iter(windows)).page.bar
    qtbot.waitUntil(lambda: bar.text == "2 files that were open last could not be opened again.")
    assert "one.raci" in " ".join(bar.details) and "bad.xlsx" in " ".join(bar.details)


def test_where_nothing_comes_back_the_start_page_says_so(start, qtbot, files):
    windows = start()
    open_in(next(iter(windows)), qtbot, files[0])
    windows.close_all()
    files[0].unlink()
    windows = start()
    [window] = windows
    qtbot.waitUntil(lambda: window.start_page.bar.isVisible(), timeout=20_000)
    assert window.start_page.bar.text == "1 file that was open last could not be opened again."
    assert window.stack.currentWidget() is window.start_page


def test_it_can_be_turned_off(start, qtbot, files):
    windows = start()
    window = next(iter(windows))
    open_in(window, qtbot, files[0])
    stands(window, qtbot, 30, 50, 760, 640)
    settings.settings().setValue("open_last", False)
    windows.close_all()
    windows = start()
    [window] = windows
    assert window.is_idle and window.geometry().size().toTuple() == (760, 640)


def test_what_a_crash_left_comes_first_and_opens_once(start, qtbot, files, monkeypatch):
    windows = start()
    open_in(next(iter(windows)), qtbot, files[0])
    open_in(windows.open(), qtbot, files[1])
    windows.close_all()
    for path, source in ((files[0], None), (None, SourceWorkbook("onboarding.en.xlsx", b"x"))):
        before = matrix(LONG) if source is None else replace(matrix(LONG), source=source)
        journal = Journal(settings.journal_folder())
        journal.record(before, edits.set_text(before, before.order[0], "name", "Rescued"), "Edit", path)
        journal._lock.release()
    remember_windows((*remembered_windows(), RememberedWindow(str(EXAMPLE))))
    monkeypatch.setattr(RecoveryDialog, "exec", lambda dialog: dialog.restore.click())
    windows = start()
    settled(qtbot, windows)
    assert sorted(window.session.title for window in windows) == ["onboarding.en.xlsx", "one.raci", "two"]
    rescued = [window.session.document for window in windows if not window.session.is_clean]
    assert [document.tasks[document.order[0]].name for document in rescued] == ["Rescued", "Rescued"]


def test_a_second_program_opens_nothing_and_forgets_nothing(start, qtbot, files):
    windows = start()
    open_in(next(iter(windows)), qtbot, files[0])
    windows.close_all()
    lock = QLockFile(str(settings.windows_file().with_suffix(".lock")))
    assert lock.tryLock(0)
    windows = start()
    [window] = windows
    assert window.is_idle
    open_in(window, qtbot, files[1])
    windows.close_all()
    assert [held.file for held in remembered_windows()] == [str(files[0])]
    lock.unlock()


def test_a_crash_forgets_nothing_that_was_open(start, qtbot, files):
    windows = start()
    open_in(next(iter(windows)), qtbot, files[0])
    qtbot.waitUntil(lambda: [held.file for held in remembered_windows()] == [str(files[0])], timeout=5000)


def test_a_window_closed_alone_does_not_come_back(start, qtbot, files):
    windows = start()
    first = next(iter(windows))
    open_in(first, qtbot, files[0])
    second = windows.open()
    open_in(second, qtbot, files[1])
    second.close()
    qtbot.waitUntil(lambda: [held.file for held in remembered_windows()] == [str(files[0])], timeout=5000)


def test_windows_that_the_system_closes_one_after_the_other_all_come_back(start, qtbot, files):
    windows = start()
    open_in(next(iter(windows)), qtbot, files[0])
    open_in(windows.open(), qtbot, files[1])
    for window in windows:
        window.close()
    assert [held.file for held in remembered_windows()] == [str(path) for path in files]


def test_a_file_opened_by_hand_returns_to_its_place(start, qtbot, files):
    windows = start()
    window = next(iter(windows))
    open_in(window, qtbot, files[0])
    task = window.session.document.order[50]
    window.page.view.go_to(task, "name")
    window.page.view.set_zoom(150)
    open_in(window, qtbot, files[1])
    assert window.page.view.zoom == 100 and window.page.view.current_cell()[0] != task
    open_in(window, qtbot, files[0])
    assert window.page.view.zoom == 150 and window.page.view.current_cell() == (task, "name")


def test_a_place_that_is_gone_is_no_trouble(start, qtbot, files):
    remember_place(files[0], Place("chess", 9000, "t999", "nothing", "t998", 10**6))
    windows = start()
    window = next(iter(windows))
    open_in(window, qtbot, files[0])
    assert window.page.view.current_cell()[0] == window.session.document.order[0]
    assert window.page.view.layout_name == "list"


def test_a_password_is_not_asked_for_by_itself(start, qtbot, tmp_path, monkeypatch):
    from raci_studio.excel.encrypted import PasswordNeeded
    from raci_studio.gui.import_review import door

    def needs_one(path, password, progress):
        raise PasswordNeeded(path.name, is_wrong=False)

    monkeypatch.setattr(door, "open_file", needs_one)
    told = []
    windows = start()
    next(iter(windows)).documents.open_quietly(tmp_path / "locked.xlsx", told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert "Open it by hand" in told[0]


@pytest.mark.parametrize("data", [b"", b"{", b'{"windows": 3}', b"\xff\xfe", b'[{"file": 5}]'])
def test_what_cannot_be_read_counts_as_nothing(data):
    settings.windows_file().parent.mkdir(parents=True, exist_ok=True)
    settings.windows_file().write_bytes(data)
    assert remembered_windows() == ()


def test_of_very_many_places_the_latest_are_kept(tmp_path):
    for number in range(210):
        remember_place(tmp_path / f"{number}.raci", Place(zoom=number))
    assert place_in(tmp_path / "9.raci") is None
    assert place_in(tmp_path / "10.raci") == Place(zoom=10) and place_in(tmp_path / "209.raci") == Place(zoom=209)
