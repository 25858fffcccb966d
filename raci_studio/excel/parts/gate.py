"""The gate: what was made is read again and compared with what came, before anybody gets it."""

import datetime as dt
import io
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from raci_studio.core.i18n import _
from raci_studio.excel import extent
from raci_studio.excel.parts.archive import key
from raci_studio.excel.parts.cells import Place, Value, address_of
from raci_studio.excel.parts.errors import Untouchable
from raci_studio.excel.parts.package import Package
from raci_studio.excel.parts.xml import FORBIDDEN
from raci_studio.excel.quiet import quiet_stderr

log = logging.getLogger(__name__)

_ESCAPED = re.compile(r"_x005F_|_x[0-9A-Fa-f]{4}_|_(?=x[0-9A-Fa-f]{4}_)")

Asked = Mapping[str, Mapping[Place, Value]]
"""By sheet and place, the values that were written."""


def check(before: Package, data: bytes, original: bytes, asked: Asked, added: Sequence[str]) -> None:
    """Raise `Untouchable` unless `data` is the workbook of before with the edits, and nothing else."""
    after = Package(data)
    troubles = [*_parts(before, after), *_relations(before, after)]
    before.forget()  # the other reader needs the memory
    for trouble in (*troubles, *_cells(original, data, asked, added)):
        log.warning("the copy is not what it should be: %s", trouble)
        what = _("the annotated copy did not pass the check ({detail}); it was not written.")
        raise Untouchable(what.format(detail=trouble), remedy=_("Save the report on its own instead."))


def _parts(before: Package, after: Package) -> Iterator[str]:
    replaced = before.replaced()
    spliced = {key(part.name): part for part in before.texts()}
    for member in before.archive.members:
        name = key(member.name)
        if (member.name in after.archive) == (name in before.dropped):
            yield member.name
        elif name in before.dropped:
            continue
        elif name in spliced:
            if not spliced[name].is_result(after.read(member.name)):
                yield member.name
        elif name not in replaced:
            copy = after.archive.member(member.name)
            if (copy.data, copy.info.CRC, copy.info.file_size) != (member.data, member.info.CRC, member.info.file_size):
                yield member.name
    for name in before.new_names():
        after.read(name)
        if not after.kind_of(name):
            yield name


def _relations(before: Package, after: Package) -> Iterator[str]:
    """Yield relations that lead nowhere, or share an id, and did not before; of parts that were edited or added."""
    for name in (*(part.name for part in before.texts()), *before.new_names()):
        if not name.lower().endswith(".rels"):
            continue
        folder, _slash, file = name.rpartition("_rels/")
        part = folder + file.removesuffix(".rels")
        known = {one.id for one in before.relations(part)} if name in before.archive else set()
        for one in after.relations(part):
            leads = one.is_outside or one.target in after
            if not leads and not (name in before.archive and one.id in known and one.target not in before):
                yield f"{name}: {one.target}"
        twice = [identity for identity, count in Counter(one.id for one in after.relations(part)).items() if count > 1]
        was = Counter(one.id for one in before.relations(part))
        yield from (f"{name}: {identity}" for identity in twice if was[identity] < 2)


def _cells(before: bytes, after: bytes, asked: Asked, added: Sequence[str]) -> Iterator[str]:
    """Yield cells that another reader sees changed, or sees without the change; nothing where it read none before.

    A sheet that reaches too far for it is held by `_parts` alone.
    """
    try:
        old = _opened(before)
        new = _opened(after) if old else None
    except extent.TooLarge:
        return
    if old is None:
        return
    if new is None or list(new.sheet_names) != [*old.sheet_names, *added]:
        yield _("its sheets")
        return
    for number, name in enumerate(old.sheet_names):
        wanted = asked.get(name, {})
        rows = {row for row, _column in wanted}
        known = _known(_rows(old, number), rows)
        if known is not None:
            copied = _rows(new, number)
            yield from [name] if copied is None else (f"{name}!{where}" for where in _differing(known, copied, wanted))


@dataclass(frozen=True)
class _Known:
    """The rows of a sheet by their hashes, which need less memory than two sheets side by side; some as they are."""

    hashes: list[int]
    rows: dict[int, Sequence[object]]


def _known(rows: Iterable[Sequence[object]] | None, whole: Collection[int]) -> _Known | None:
    if rows is None:
        return None
    hashes: list[int] = []
    kept: dict[int, Sequence[object]] = {}
    for number, row in enumerate(rows, start=1):
        hashes.append(_hash(row))
        if number in whole:
            kept[number] = row
    return _Known(hashes, kept)


def _hash(row: Sequence[object]) -> int:
    """Return the hash of a row; how far it is padded does not count."""
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return hash(tuple(row[:end]))


def _opened(data: bytes) -> Any:
    """Return the workbook of another reader; None where it cannot read it. Raise `extent.TooLarge`."""
    import python_calamine

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            extent.check_zip(archive)
        with quiet_stderr():
            return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except extent.TooLarge:
        raise
    except Exception:
        return None
    except BaseException as panic:
        _only_panics(panic)
        return None


def _rows(book: Any, number: int) -> Iterable[Sequence[object]] | None:
    """Return the rows of a sheet from the first row and column on; None where they cannot be read."""
    try:
        with quiet_stderr():
            sheet = book.get_sheet_by_index(number)
            if sheet.start is None:
                return ()
            if (sheet.end[0] + 1) * (sheet.end[1] + 1) > extent.MOST_CELLS:
                return None
            left = [""] * sheet.start[1]
            return ([*left, *row] for row in sheet.iter_rows())
    except Exception:
        return None
    except BaseException as panic:
        _only_panics(panic)
        return None


def _only_panics(error: BaseException) -> None:
    if type(error).__name__ != "PanicException":
        raise error


def _differing(old: _Known, new: Iterable[Sequence[object]], asked: Mapping[Place, Value]) -> Iterator[str]:
    """Yield what is not as it was: a cell of the rows where values were written, else a row ("5:5")."""
    rows_asked = {row for row, _column in asked}
    last = 0
    for last, values in enumerate(new, start=1):
        if last in rows_asked:
            yield from _cells_differing(last, old.rows.get(last, ()), values, asked)
        elif (old.hashes[last - 1] if last <= len(old.hashes) else _NOTHING) != _hash(values):
            yield f"{last}:{last}"
    for row in range(last + 1, max([len(old.hashes), *rows_asked]) + 1):
        if row in rows_asked:
            yield from _cells_differing(row, old.rows.get(row, ()), (), asked)
        elif row <= len(old.hashes) and old.hashes[row - 1] != _NOTHING:
            yield f"{row}:{row}"


_NOTHING = hash(())


def _cells_differing(
    row: int, old: Sequence[object], new: Sequence[object], asked: Mapping[Place, Value]
) -> Iterator[str]:
    width = max([len(old), len(new), *(column for other, column in asked if other == row)])
    for column in range(1, width + 1):
        was = old[column - 1] if column <= len(old) else ""
        now = new[column - 1] if column <= len(new) else ""
        if not _same(asked.get((row, column), was), now):
            yield address_of((row, column))


def _same(expected: object, found: object) -> bool:
    """Compare as a reader shows values: numbers by value, texts without line ends and blanks around."""
    if expected is None:
        expected = ""
    if isinstance(expected, str) and isinstance(found, str):
        return _plain(expected) == _plain(found)
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    return expected == found or (isinstance(expected, (int, float)) and _is_time(found) and _is_then(found, expected))


def _plain(text: str) -> str:
    """Return what counts of a text: readers differ in blanks at its ends, in line ends and in escapes."""
    return "".join(_ESCAPED.sub("", FORBIDDEN.sub("", text)).split())


def _is_time(value: object) -> bool:
    """Tell whether a cell's own format shows the number in it as a date or a duration."""
    return type(value).__module__ == "datetime"


def _is_then(found: object, expected: float) -> bool:
    """Tell whether a date is a number as days are counted from 1900 or 1904; other times are not compared."""
    if not isinstance(found, dt.date):
        return True
    when = found if isinstance(found, dt.datetime) else dt.datetime.combine(found, dt.time())
    first = expected < _FIRST_TRUE_DAY  # before March 1900 the count is off by a day that never was
    return first or any(abs((when - start) / dt.timedelta(days=1) - expected) <= 1 for start in _STARTS)


_STARTS = (dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1))
_FIRST_TRUE_DAY = 61
