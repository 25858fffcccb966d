"""Find out how far a sheet reaches before it is parsed.

The parser lays a sheet out as one dense rectangle and believes counts in the file; two cells in
opposite corners of a tiny file would need gigabytes. So the true corners are looked up first.
Each function raises `TooLarge`, or any other exception for what is damaged.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel.ole import Ole

MOST_CELLS = 5_000_000  # rows x columns of one sheet's used range
MOST_BLANKS = 100_000  # blanks one element of an .ods text may stand for
_CHUNK = 1 << 16  # small enough to stay near the processor, while it is looked through several times
_LONGEST = 1 << 20  # bytes from one "<" to the next that are never cut in two
_ODD = (b"r =", b"r\n", b"r\t", b"r\r")  # an address not written as r="..."
# All letters become A and all digits 0: looking for a few bytes is many times faster than for a pattern.
_SHAPES = bytes.maketrans(b"BCDEFGHIJKLMNOPQRSTUVWXYZ123456789", b"A" * 25 + b"0" * 9)
_FAR = (b' r="A000000', b' r="000000')
# Where an address may be written in another way, the slow pattern looks too.
_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\s(?:[^>]*?\s)?r\s*=\s*[\"']\s*([A-Za-z]{0,9})([0-9]{1,12})")
_DECLARED = re.compile(rb"\buniqueCount\s*=\s*[\"']\s*\+?([0-9]{1,30})")
_ODS = re.compile(
    rb"<(?:\w+:)?(?:(?P<table>table)(?=[\s>])|(?P<row>table-row)|(?P<cell>(?:covered-)?table-cell)|(?P<blank>s)(?=\s))"
    rb"(?P<rest>[^>]*)>|(?P<end></(?:\w+:)?table-row>)"
)
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=[\"'](\d+)")
_BLANKS = re.compile(rb"\bc=[\"'](\d+)")

# BIFF records, whose data begin with row and column (.xls), and those of .xlsb that begin with the column.
_XLS_CELLS = {0x0006, 0x00BE, 0x00BD, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0206, 0x0406}
_XLS_BEGIN, _XLS_STRINGS, _XLS_SIZE, _XLS_LOCKED = {0x0009, 0x0209, 0x0409, 0x0809}, 0x00FC, 0x0200, 0x002F
_XLSB_ROW, _XLSB_CELLS, _XLSB_SIZE, _XLSB_STRINGS = 0, range(1, 12), 148, 159


class TooLarge(Exception):
    """Say that a sheet reaches further than this program reads."""


def check_zip(archive: zipfile.ZipFile, progress: Progress = SILENT) -> None:
    """Check the sheets of a zipped workbook of any kind."""
    for info in archive.infolist():
        name = info.filename
        if re.search(r"worksheets/[^/]*\.xml$", name):
            check_xlsx(partial(_chunks, archive, info, progress))
        elif re.search(r"worksheets/[^/]*\.bin$", name) or name.endswith("sharedStrings.bin"):
            check_xlsb(archive.read(info))
        elif name == "content.xml":
            check_ods(_chunks(archive, info, progress))
        elif name.lower().endswith("sharedstrings.xml"):
            for chunk in _chunks(archive, info):  # reading to the end checks the length the file declares
                _check_strings(chunk, info.file_size)


def _check_strings(chunk: bytes, size: int) -> None:
    """Check the number of strings that an .xlsx declares, for which the parser makes room at once."""
    if b"niqueCount" in chunk and any(int(found) > size for found in _DECLARED.findall(chunk)):
        raise ValueError("more strings than bytes")


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, progress: Progress = SILENT) -> Iterator[bytes]:
    """Yield the bytes of a part in pieces that end before a "<", unless there is none."""
    tail = b""
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            progress.at(min(1.0, stream.tell() / max(1, info.file_size)))
            data = tail + chunk
            cut = data.rfind(b"<")
            cut = cut if cut > 0 and len(data) - cut < _LONGEST else len(data)
            yield data[:cut]
            tail = data[cut:]
    yield tail


def _check(bottom: int, right: int) -> None:
    if bottom * right > MOST_CELLS:
        raise TooLarge


def check_xlsx(chunks: Callable[[], Iterator[bytes]]) -> None:
    """Check a worksheet by the addresses of its rows and cells: roughly, and only where that is not enough, exactly."""
    if not all(map(_is_small, chunks())):
        _check_addresses(chunks())


def _is_small(chunk: bytes) -> bool:
    """Tell whether all addresses are written plainly and lie within columns A to Z and 99,999 rows."""
    one_line = not any(blank in chunk for blank in (b"\n", b"\t", b"\r"))  # usual, and much faster to tell
    odd = _ODD[:1] if one_line else _ODD
    shapes = chunk.translate(_SHAPES)
    others = chunk.count(b"r=") - shapes.count(b' r="A0') - shapes.count(b' r="0')
    # What remains may be header="..." and footer="..." of the page, and xmlns:r="...".
    known = chunk.count(b'er="') + chunk.count(b':r="')
    plain = others in (0, known) and not any(text in chunk for text in odd)
    return plain and not any(far in shapes for far in _FAR)


def _check_addresses(chunks: Iterator[bytes]) -> None:
    bottom = right = 0
    for chunk in chunks:
        found = _CELL.findall(chunk)
        columns = {letters for letters, _number in found}
        rows = {number for _letters, number in found}
        bottom = max(bottom, max(map(int, rows), default=0))
        right = max(right, max(map(_column_number, columns), default=0))
        _check(bottom, right)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def check_ods(chunks: Iterator[bytes]) -> None:
    """Check the sheets of an .ods file: a cell and a row may stand for many; blank ones at the end do not count."""
    row = column = right = repeated = 0
    filled = False
    for chunk in chunks:
        for match in _ODS.finditer(chunk):
            what, rest = match.lastgroup, match["rest"] or b""
            if match["table"]:
                row = right = 0
            elif match["row"]:
                column, filled = 0, False
                repeated = _repeats(rest)
                row += repeated if rest.endswith(b"/") else 0
            elif match["cell"]:
                column += _repeats(rest)
                if not rest.endswith(b"/") or b"value-type" in rest:
                    filled, right = True, max(right, column)
            elif match["blank"] and (blanks := _BLANKS.search(rest)) and int(blanks[1]) > MOST_BLANKS:
                raise TooLarge
            elif what == "end":
                row += repeated
                if filled:
                    _check(row, right)


def _repeats(attributes: bytes) -> int:
    match = _REPEATED.search(attributes)
    return int(match[1]) if match else 1


def check_xlsb(data: bytes) -> None:
    """Check a part of an .xlsb file: its records have a number, a length, and their data."""
    place = row = bottom = right = 0
    while place < len(data):
        kind, place = _varint(data, place, 2)
        length, place = _varint(data, place, 4)
        if kind == _XLSB_ROW:
            row = int.from_bytes(data[place : place + 4], "little") + 1
        elif kind in _XLSB_CELLS:
            bottom = max(bottom, row)
            right = max(right, int.from_bytes(data[place : place + 4], "little") + 1)
            _check(bottom, right)
        elif kind == _XLSB_STRINGS and int.from_bytes(data[place + 4 : place + 8], "little") > len(data):
            raise ValueError("more strings than bytes")
        place += length


def _varint(data: bytes, place: int, longest: int) -> tuple[int, int]:
    """Return a number of seven bits per byte and the place after it."""
    number = shift = 0
    for _byte in range(longest):
        byte = data[place]
        number |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            break
    return number, place


def check_xls(data: bytes) -> None:
    """Check an .xls file: the compound file it is stored in, and the cell records of its workbook."""
    stream = Ole(data).stream("Workbook", "Book") if data.startswith(b"\xd0\xcf") else data
    place = bottom = right = 0
    while place + 4 <= len(stream):
        kind = int.from_bytes(stream[place : place + 2], "little")
        length = int.from_bytes(stream[place + 2 : place + 4], "little")
        record = stream[place + 4 : place + 4 + length]
        if kind in _XLS_BEGIN:
            bottom = right = 0
        elif kind in _XLS_CELLS and length >= 4:
            bottom = max(bottom, int.from_bytes(record[:2], "little") + 1)
            last = record[-2:] if kind in (0x00BD, 0x00BE) else record[2:4]
            right = max(right, int.from_bytes(last, "little") + 1)
            _check(bottom, right)
        elif kind == _XLS_SIZE and length >= 12:
            _check_declared(record)
        elif kind == _XLS_STRINGS and int.from_bytes(record[4:8], "little") > len(stream):
            raise ValueError("more strings than bytes")
        elif kind == _XLS_LOCKED:
            return  # what follows is encrypted; the parser says so
        place += 4 + length


def _check_declared(record: bytes) -> None:
    """Check the size a sheet declares, for which the parser makes room: it must be possible at all."""
    rows = int.from_bytes(record[4:8], "little")
    columns = int.from_bytes(record[10:12], "little")
    if rows > 65536 or columns > 256:
        raise ValueError("no such size")
