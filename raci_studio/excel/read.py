"""Read a workbook of any kind into grids, or say in one line why that cannot be done.

The file is read once; all else is read from its bytes, so that nobody sees half of one file and half of another.
Only values are read: nothing is executed, no link is followed, XML entities are not expanded.
"""

import io
import logging
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Progress
from raci_studio.excel import delimited, extent
from raci_studio.excel.encrypted import without_password
from raci_studio.excel.extent import MOST_CELLS
from raci_studio.excel.grid import Grid
from raci_studio.excel.ods import MOST_MERGES, OdsSheet, completed, read_ods
from raci_studio.excel.quiet import quiet_stderr

log = logging.getLogger(__name__)

LARGEST_FILE = 100_000_000  # bytes
LARGEST_UNPACKED = 400_000_000  # bytes of all parts of a zip
LARGEST_RATIO = 400  # unpacked : packed, above 50 MB; sheets reach about 100

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_KINDS = {".csv": "csv", ".tsv": "csv", ".tab": "csv", ".txt": "csv"}
_BOOK_KINDS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_MANIFEST = "META-INF/manifest.xml"

T = TypeVar("T")


@dataclass(frozen=True)
class Workbook:
    """Hold all sheets of one file; ``kind`` is xlsx, xlsm, xlsb, xls, ods or csv.

    ``path`` is where it was, and may be there no more. ``data`` are its bytes, without the password if it was
    ``encrypted``.
    """

    name: str
    path: Path
    kind: str
    sheets: tuple[Grid, ...]
    data: bytes = field(default=b"", repr=False)
    encrypted: bool = False


def open_workbook(path: Path, password: str | None = None, progress: Progress = SILENT) -> Workbook:
    """Read the file at ``path``; raise UserError if it is missing, damaged, locked, huge or no workbook.

    Where a password is needed, and none or another one is given, the error is `encrypted.PasswordNeeded`; one
    that is not needed does no harm.
    """
    return read_workbook(Path(path), bytes_at(Path(path)), password, progress)


def read_workbook(path: Path, data: bytes, password: str | None = None, progress: Progress = SILENT) -> Workbook:
    """Read a workbook from its bytes; of ``path`` only the name counts. Raise as `open_workbook` does.

    The content decides what the file is; its extension only tells text tables and kinds of zip apart.
    """
    plain = _without_password(path, data, password) if data.startswith(_OLE) else None
    data = data if plain is None else plain
    suffix = path.suffix.lower()
    if data.startswith(_ZIP):
        kind = _check_zip(path, data, progress.part(0.0, 0.6))
    elif data.startswith(_OLE) or (data.startswith(b"\x09") and suffix == ".xls"):
        kind = _check_xls(path, data)
    elif suffix in _TEXT_KINDS:
        return Workbook(path.name, path, "csv", (_read_text(path, data),), data)
    else:
        raise _not_a_workbook(path, data[:4096])
    return Workbook(
        path.name, path, kind, _read_sheets(path, kind, data, progress.part(0.6, 1.0)), data, plain is not None
    )


def bytes_at(path: Path) -> bytes:
    """Return the bytes of a file. Raise UserError where it is missing, empty, too large or cannot be read."""
    try:
        if path.is_dir():
            raise UserError(_("this is a folder."), path.name, _("Choose a file in it."))
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise UserError(_("there is no such file."), str(path), _("Check the name and the folder.")) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise UserError(_("the file cannot be read ({why}).").format(why=why), path.name) from None
    if len(data) > LARGEST_FILE:
        raise UserError(_("the file is too large."), path.name, _("Save the sheet in question on its own."))
    if not data:
        raise UserError(_("the file is empty."), path.name, _("Ask for it to be sent again."))
    return data


def _without_password(path: Path, data: bytes, password: str | None) -> bytes | None:
    try:
        return without_password(data, path.name, password)
    except UserError:
        raise
    except Exception:  # any rubbish in the file
        raise _damaged(path) from None


def _not_a_workbook(path: Path, head: bytes) -> UserError:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"mime-version")):
        what = _("this is a web page or XML text, not a workbook.")
    elif path.suffix.lower() in _BOOK_KINDS and b"\x00" not in head:
        what = _("this is text, not a workbook.")
        return UserError(what, path.name, _("If it is a table, change the extension to .csv."))
    else:
        what = _("this is not a workbook.")
    return UserError(what, path.name, _("Open it in a spreadsheet program and save it as .xlsx."))


def _check_zip(path: Path, data: bytes, progress: Progress) -> str:
    """Return the kind of a zipped workbook; refuse zip bombs, far-flung cells and passwords before parsing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            unpacked = sum(info.file_size for info in infos)
            packed = max(1, sum(info.compress_size for info in infos))
            if unpacked > LARGEST_UNPACKED or (unpacked > 50_000_000 and unpacked / packed > LARGEST_RATIO):
                raise _too_large(path)
            names = [info.filename for info in infos]
            if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
                raise _locked(path)
            extent.check_zip(archive, progress)
    except UserError:
        raise
    except extent.TooLarge:
        raise _too_large(path) from None
    except Exception:  # zipfile and zlib raise many kinds for damaged files
        raise _damaged(path) from None
    return _zip_kind(names, path.suffix.lower())


def _zip_kind(names: list[str], suffix: str) -> str:
    if any(name.lower().endswith("workbook.bin") for name in names):
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    return "xlsm" if any(name.lower().endswith("vbaproject.bin") for name in names) or suffix == ".xlsm" else "xlsx"


def _check_xls(path: Path, data: bytes) -> str:
    """Return "xls"; refuse what would make the parser run out of memory."""
    try:
        extent.check_xls(data)
    except extent.TooLarge:
        raise _too_large(path) from None
    except Exception:  # any rubbish in the file
        raise _damaged(path) from None
    return "xls"


def _locked(path: Path) -> UserError:
    what, remedy = _("the workbook is protected by a password."), _("Save a copy without the password.")
    return UserError(what, path.name, remedy)


def _read_sheets(path: Path, kind: str, data: bytes, progress: Progress) -> tuple[Grid, ...]:
    import python_calamine as calamine

    book = _call(path, partial(calamine.CalamineWorkbook.from_filelike, io.BytesIO(data)))
    more = _ods_sheets(path, data) if kind == "ods" else {}
    grids = []
    for number, meta in enumerate(book.sheets_metadata):
        progress.at(number / len(book.sheets_metadata))
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = _call(path, partial(book.get_sheet_by_name, meta.name))
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        grid = _call(path, partial(_grid, path, sheet, hidden))
        grids.append(completed(grid, more[meta.name]) if meta.name in more else grid)
    return tuple(grids)


def _ods_sheets(path: Path, data: bytes) -> Mapping[str, OdsSheet]:
    try:
        return read_ods(data)
    except Exception:  # whatever is wrong there costs these details and no more; a note says so
        log.info("the details of %s were not read", path.name, exc_info=True)
        return {}


def _grid(path: Path, sheet: Any, hidden: bool) -> Grid:
    if sheet.end is not None and (sheet.end[0] + 1) * (sheet.end[1] + 1) > MOST_CELLS:
        raise _too_large(path, sheet.name)
    # Row by row, so that other threads run meanwhile: `to_python` makes all rows in one go.
    # Its rows begin at the first column with a value.
    left = ("",) * sheet.start[1] if sheet.start else ()
    rows = () if sheet.end is None else ((*left, *row) for row in sheet.iter_rows()) if left else sheet.iter_rows()
    merges = tuple((*start, *end) for start, end in (sheet.merged_cell_ranges or ())[:MOST_MERGES])
    return Grid(sheet.name, trimmed(rows), merges, hidden)


def _call(path: Path, job: Callable[[], T]) -> T:
    """Run a call into calamine, whose panics print; turn its errors, and its panics, into one clear line."""
    try:
        with quiet_stderr():
            return job()
    except UserError:
        raise
    except Exception:
        raise _damaged(path) from None
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise _damaged(path) from None


def _read_text(path: Path, data: bytes) -> Grid:
    try:
        rows = delimited.parse(delimited.decode(data))
    except Exception:  # csv.Error, MemoryError of a hostile file
        raise _damaged(path) from None
    if len(rows) * max(map(len, rows), default=0) > MOST_CELLS:
        raise _too_large(path)
    return Grid(path.stem, trimmed(rows))


def trimmed(rows: Iterable[Iterable[object]]) -> tuple[tuple[object, ...], ...]:
    """Return rows without blanks at their right ends and without blank rows at the end."""
    kept = []
    for row in rows:
        cells = tuple(row)
        end = len(cells)
        while end and (cells[end - 1] is None or cells[end - 1] == ""):
            end -= 1
        kept.append(cells[:end])
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _damaged(path: Path) -> UserError:
    remedy = _("Open it in a spreadsheet program, let it repair the file, and save it anew.")
    return UserError(_("the workbook is damaged and cannot be read."), path.name, remedy)


def _too_large(path: Path, sheet: str = "") -> UserError:
    where = f"{path.name}, {sheet}" if sheet else path.name
    return UserError(_("the sheet is too large."), where, _("Copy the table in question to a new workbook."))
