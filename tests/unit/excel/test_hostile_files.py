"""Small files that claim to be huge are refused before they are parsed; what the parser prints is not shown."""

import os
import subprocess
import sys
import zipfile
from struct import pack

import pytest

from raci_studio.core.errors import UserError
from raci_studio.core.garbage import without_gc
from raci_studio.excel import extent
from raci_studio.excel.extent import TooLarge
from raci_studio.excel.ole import Ole
from raci_studio.excel.quiet import quiet_stderr
from raci_studio.excel.read import open_workbook

SMALL_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 22 + pack("<H", 9) + b"\x00" * 4000


def far_sheet(last: str) -> bytes:
    return f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{last}</row>'.encode()


@pytest.mark.parametrize(
    "xml",
    [
        far_sheet('<c r="XFD1048576"><v>1</v></c>'),
        far_sheet('<c s="0" r="XFD1048576"><v>1</v></c>'),
        far_sheet("<c r='XFD1048576'><v>1</v></c>"),
        far_sheet('<c\nr="XFD1048576"><v>1</v></c>'),
        far_sheet('<c r = "xfd1048576"><v>1</v></c>'),
        far_sheet("<c><v>1</v></c>").replace(b"A1", b"XFD1"),
        b'<x:row r="1048576"><x:c r="XFD1048576"/></x:row><x:row r="1"><x:c r="A1"/></x:row>',
    ],
)
def test_far_cells_of_an_xlsx_however_they_are_written(xml):
    with pytest.raises(TooLarge):
        extent.check_xlsx(lambda: iter([xml]))


def test_a_usual_sheet_passes_also_with_many_columns():
    rows = "".join(f'<row r="{r}"><c r="A{r}"/><c r="BZ{r}" s="1"/></row>' for r in range(1, 20_000))
    extent.check_xlsx(lambda: iter([rows.encode()]))


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/SharedStrings.xml"])
@pytest.mark.parametrize("claim", ["99999999999999", " 4294967295"])
def test_an_xlsx_that_claims_more_strings_than_it_has_bytes(tmp_path, name, claim):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(name, f"<x:sst count='7' uniqueCount = '{claim}'><x:si><x:t>R</x:t></x:si></x:sst>")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive, pytest.raises(ValueError, match="more strings"):
        extent.check_zip(archive)


CELL = '<table:table-cell office:value-type="string"{}><text:p>R</text:p></table:table-cell>'


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1048576">'
        + CELL.format(' table:number-columns-repeated="16384"')
        + "</table:table-row>",
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="16000"/>'
        + CELL.format("")
        + "</table:table-row>",
        '<table:table-row><table:table-cell><text:p>a<text:s text:c="2000000000"/></text:p></table:table-cell>'
        "</table:table-row>",
    ],
)
def test_repeated_cells_of_an_ods(rows):
    with pytest.raises(TooLarge):
        extent.check_ods(iter([f'<table:table table:name="S">{rows}</table:table>'.encode()]))


def test_blanks_up_to_the_end_of_an_ods_do_not_count():
    rows = (
        f"<table:table-row>{CELL.format('')}"
        '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    extent.check_ods(iter([rows.encode()]))


def record(kind: int, data: bytes) -> bytes:
    return pack("<HH", kind, len(data)) + data


def test_far_cells_of_an_xls():
    near, far = record(0x0203, pack("<HH", 0, 0)), record(0x00FD, pack("<HHHI", 65535, 65535, 0, 0))
    extent.check_xls(record(0x0809, b"") + near)
    with pytest.raises(TooLarge):
        extent.check_xls(record(0x0809, b"") + near + far)


@pytest.mark.parametrize(
    "claim", [record(0x0200, pack("<IIHHH", 0, 0x7FFFFFFF, 0, 255, 0)), record(0x00FC, pack("<II", 1, 0x7FFFFFFF))]
)
def test_an_xls_that_claims_what_it_cannot_hold(claim):
    with pytest.raises(ValueError):
        extent.check_xls(record(0x0809, b"") + claim)


@pytest.mark.parametrize("place", [40, 44, 64, 72])
def test_a_compound_file_that_claims_more_sectors_than_it_has(place):
    data = bytearray(SMALL_OLE)
    data[place : place + 4] = pack("<I", 0x7FFFFFFF)
    with pytest.raises(ValueError):
        Ole(bytes(data))


def test_a_chain_without_an_end_in_a_compound_file():
    data = bytearray(SMALL_OLE)
    data[76 : 76 + 4] = pack("<I", 0)  # the table of sectors is sector 0
    data[512 : 512 + 8] = pack("<II", 0xFFFFFFFD, 1)  # in which sector 1 follows itself
    data[48:52] = pack("<I", 1)
    data[80 : 76 + 109 * 4] = pack("<I", 0xFFFFFFFF) * 108
    data[68:72] = pack("<I", 0xFFFFFFFE)
    with pytest.raises(ValueError, match="without an end"):
        Ole(bytes(data))


def test_far_cells_of_an_xlsb():
    def row(number: int) -> bytes:
        return b"\x00\x04" + pack("<I", number)

    def cell(column: int) -> bytes:
        return b"\x01\x08" + pack("<II", column, 0)

    extent.check_xlsb(row(0) + cell(0) + row(9) + cell(9))
    with pytest.raises(TooLarge):
        extent.check_xlsb(row(0) + cell(16_000) + row(1_000_000) + cell(0))


def test_a_hostile_workbook_is_one_clear_line(tmp_path):
    path = tmp_path / "far.ods"
    with zipfile.ZipFile(path, "w") as archive:
        row = '<table:table-row table:number-rows-repeated="9999999">' + CELL.format("") + "</table:table-row>"
        archive.writestr("content.xml", f"<table:table>{row}</table:table>")
    with pytest.raises(UserError, match="too large"):
        open_workbook(path)


def test_what_is_printed_below_python_is_not_shown_and_the_descriptor_comes_back(capfd):
    with quiet_stderr():
        os.write(2, b"thread panicked\n")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_standard_error_comes_back_after_an_error(capfd):
    with pytest.raises(KeyError), quiet_stderr():
        raise KeyError
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_a_closed_standard_error_is_no_trouble():
    code = (
        "import os; os.close(2); from raci_studio.excel.quiet import quiet_stderr\nwith quiet_stderr(): print('fine')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "fine\n"


def test_garbage_collection_is_on_again_after_an_error():
    import gc

    @without_gc
    def fail() -> None:
        assert not gc.isenabled()
        raise KeyError

    was_on = gc.isenabled()  # not where tests of windows ran before
    gc.enable()
    try:
        with pytest.raises(KeyError):
            fail()
        assert gc.isenabled()
    finally:
        if not was_on:
            gc.disable()
