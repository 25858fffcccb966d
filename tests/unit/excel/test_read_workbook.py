"""Files of every kind are read, or refused in one line."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from raci_studio.core.errors import UserError
from raci_studio.excel import read
from raci_studio.excel.read import open_workbook, read_workbook


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    page.title = "RACI"
    page["C3"] = "Task"
    page["D5"] = 3.0
    page.merge_cells("C3:D3")
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.save(path)
    return path


def test_cells_stay_at_their_addresses(workbook):
    book = open_workbook(workbook)
    assert (book.kind, book.name, [grid.name for grid in book.sheets]) == ("xlsx", "book.xlsx", ["RACI", "Hidden"])
    grid = book.sheets[0]
    assert (grid.text(2, 2), grid.text(4, 3), grid.merged_text(2, 3)) == ("Task", "3", "Task")
    assert [grid.hidden for grid in book.sheets] == [False, True]


def test_the_content_decides_not_the_extension(workbook):
    renamed = workbook.with_suffix(".xls")
    workbook.rename(renamed)
    assert open_workbook(renamed).sheets[0].text(2, 2) == "Task"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.xlsx", b""),
        ("text.xlsx", b"Task,Anna\nWrite,R\n"),
        ("page.xls", b"<html><table><tr><td>R</td></tr></table></html>"),
        ("broken.xlsx", b"PK\x03\x04" + b"\x00" * 200),
        ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x07" * 3000),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_line(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError) as error:
        open_workbook(path)
    assert name in str(error.value) and "\n" not in str(error.value)
    assert error.value.remedy


def test_missing_files_and_folders(tmp_path):
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(UserError):
            open_workbook(path)


def test_a_half_workbook_is_refused(workbook):
    data = workbook.read_bytes()
    workbook.write_bytes(data[: len(data) // 2])
    with pytest.raises(UserError):
        open_workbook(workbook)


def test_far_flung_cells_do_not_fill_the_memory(workbook):
    with zipfile.ZipFile(workbook) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'r="D5"', b'r="XFD1048576"').replace(b'r="5"', b'r="1048576"')
    with zipfile.ZipFile(workbook, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(UserError, match="too large"):
        open_workbook(workbook)


def test_a_zip_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(read, "LARGEST_UNPACKED", 1_000_000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 2_000_000)
    with pytest.raises(UserError, match="too large"):
        open_workbook(path)


def test_a_panic_of_the_reader_is_a_damaged_workbook(workbook, monkeypatch):
    import python_calamine

    class PanicException(BaseException):
        """Stand in for pyo3's, which cannot be made from Python."""

    def panic(_stream):
        raise PanicException("index out of bounds")

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_filelike", panic, raising=False)
    with pytest.raises(UserError, match="damaged"):
        open_workbook(workbook)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_tables_in_any_dress(tmp_path, encoding, delimiter):
    rows = [["Задача", "Менеджер", "Директор"], ["Собрать заявки, все", "R", "A"], ["Проверить", "R", "A"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)
    path = tmp_path / "raci.csv"
    path.write_bytes(text.encode(encoding))
    grid = open_workbook(path).sheets[0]
    assert [list(row) for row in grid.texts] == rows


def test_western_text_without_utf8(tmp_path):
    path = tmp_path / "raci.csv"
    path.write_bytes("Tâche;Développeur\nÉcrire;R\n".encode("cp1252"))
    assert open_workbook(path).sheets[0].text(1, 0) == "Écrire"


def test_line_breaks_inside_quotes_stay(tmp_path):
    path = tmp_path / "raci.csv"
    path.write_text('Task,Notes\nWrite,"first\nsecond"\n', "utf-8")
    assert open_workbook(path).sheets[0].text(1, 1) == "first\nsecond"


def test_the_file_is_read_once(workbook):
    """A file that changes or vanishes while it is imported cannot tear the import apart."""
    data = workbook.read_bytes()
    held = open_workbook(workbook)
    workbook.unlink()
    assert held.data == data and not held.encrypted
    assert read_workbook(Path("other.xlsx"), held.data).sheets == held.sheets
