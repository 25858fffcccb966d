"""The zip of a package: members are copied as they were compressed, changed ones replaced, new ones added.

The names of members are those of the zip; `key` is what the package takes for the same name.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Set
from dataclasses import dataclass

from raci_studio.core.i18n import _
from raci_studio.excel.parts.errors import Untouchable, damaged
from raci_studio.excel.parts.xml import LARGEST_PART

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_COMPOUND = b"\xd0\xcf\x11\xe0"  # what encrypted workbooks are stored in
_MOST = 0xFFFF_FFFF  # bytes; above this a zip needs wider fields, and no workbook comes near
_UTF8, _ENCRYPTED, _DESCRIPTOR = 0x800, 0x1, 0x8
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_WIDE_FIELDS = 1  # the extra field of a zip with wide fields, which the copy does not need


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the zip; `data` are its compressed bytes."""

    info: zipfile.ZipInfo
    data: bytes

    @property
    def name(self) -> str:
        """Return its name as it is written in the zip."""
        return str(self.info.orig_filename)


def key(name: str) -> str:
    """Return what a package compares names by: no case, and either kind of slash."""
    return name.replace("\\", "/").lstrip("/").lower()


class Archive:
    """Hold the members of a zip. Raise `Untouchable` for one whose parts cannot be told apart or told at all."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_COMPOUND):
            what = _("the workbook is protected by a password, or it is an old .xls under another name.")
            raise Untouchable(what, remedy=_("Save a copy without the password."))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.members = [Member(info, _compressed(data, info)) for info in self._zip.infolist()]
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError):
            what = _("the workbook is damaged and cannot be read.")
            remedy = _("Open it in a spreadsheet program, let it repair the file, and save it anew.")
            raise Untouchable(what, remedy=remedy) from None
        self._by_key: dict[str, Member] = {}
        for member in self.members:
            _check(member)
            if self._by_key.setdefault(key(member.name), member) is not member:
                what = _("the file holds “{part}” twice, and programs differ in which they read.")
                remedy = _("Open it in a spreadsheet program and save it anew.")
                raise Untouchable(what.format(part=member.name), remedy=remedy)

    def __contains__(self, name: str) -> bool:
        return key(name) in self._by_key

    def names(self) -> list[str]:
        """Return the names of all parts, folders left out."""
        return [member.name for member in self.members if not member.name.endswith("/")]

    def member(self, name: str) -> Member:
        """Return a member, by a name as a package compares them. Raise KeyError."""
        return self._by_key[key(name)]

    def read(self, name: str) -> bytes:
        """Return the content of a member. Raise KeyError; `Untouchable` if it is damaged or far too large."""
        member = self.member(name)
        if member.info.file_size > LARGEST_PART:
            raise damaged(name)
        try:
            return _content(member) if member.info.compress_type in _USUAL else self._zip.read(member.info)
        except Exception:  # zipfile and zlib raise many kinds for damaged files
            raise damaged(name) from None

    def rewritten(self, changed: Mapping[str, bytes], added: Mapping[str, bytes], dropped: Set[str]) -> bytes:
        """Return the zip with members replaced and dropped, by their `key`, and new ones at the end."""
        out, directory = io.BytesIO(), io.BytesIO()
        count = 0
        for member in self.members:
            if key(member.name) in dropped:
                continue
            new = changed.get(key(member.name))
            _write(out, directory, member.info, member.data if new is None else new, is_new=new is not None)
            count += 1
        for name, data in added.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.external_attr = 0o600 << 16
            _write(out, directory, info, data, is_new=True)
            count += 1
        start, size, comment = out.tell(), directory.tell(), self._zip.comment
        if start + size > _MOST or count >= 0xFFFF:
            raise Untouchable(_("the workbook is too large to be changed."))
        out.write(directory.getvalue())
        out.write(struct.pack("<4s4H2LH", _END, 0, 0, count, count, size, start, len(comment)) + comment)
        return out.getvalue()


def _compressed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    start = info.header_offset
    if data[start : start + 4] != _LOCAL:
        raise ValueError(info.filename)
    name, extra = struct.unpack_from("<2H", data, start + 26)
    start += 30 + name + extra
    if start + info.compress_size > len(data):
        raise ValueError(info.filename)
    return data[start : start + info.compress_size]


def _content(member: Member) -> bytes:
    """Return the content of a member: `zipfile` needs twice the memory. Raise ValueError, or what zlib raises."""
    info, data = member.info, member.data
    if info.compress_type == zipfile.ZIP_DEFLATED:
        unpacker = zlib.decompressobj(-15)
        data = unpacker.decompress(data, info.file_size + 1)  # one more would show that the length is not true
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise ValueError(info.filename)
    return data


_USUAL = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)


def _check(member: Member) -> None:
    if member.info.flag_bits & _ENCRYPTED:
        what, remedy = _("the workbook is protected by a password."), _("Save a copy without the password.")
        raise Untouchable(what, remedy=remedy)
    name = member.name.replace("\\", "/")
    if ".." in name.split("/") or name.startswith("/") or name[1:2] == ":" or "\0" in name:
        what = _("the file holds “{part}”, a name that leads out of it.").format(part=member.name)
        raise Untouchable(what, remedy=_("Do not open this file; ask for it to be sent again."))


def _write(out: io.BytesIO, directory: io.BytesIO, info: zipfile.ZipInfo, data: bytes, *, is_new: bool) -> None:
    """Write one member and its entry of the directory: compressed bytes as given, or new content."""
    flags, method = info.flag_bits & ~_DESCRIPTOR, info.compress_type
    if not is_new:
        crc, length = info.CRC, info.file_size
    else:
        crc, length, method = zlib.crc32(data), len(data), zipfile.ZIP_DEFLATED
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        data = packer.compress(data) + packer.flush()
        flags &= _UTF8
    name = info.orig_filename
    if name.isascii():
        written = name.encode("ascii")
    elif is_new or flags & _UTF8:
        written, flags = name.encode("utf-8"), flags | _UTF8
    else:
        written = name.encode("cp437")  # what zipfile takes names without the flag for
    y, mo, d, h, mi, s = info.date_time
    day, time = (y - 1980) << 9 | mo << 5 | d, h << 11 | mi << 5 | s // 2
    offset = out.tell()
    # 20: deflated. Newer ones are kept for what they say of a member that is copied.
    common = struct.pack("<4H3L", flags, method, time, day, crc, len(data), length)
    version = max(20, info.extract_version)
    extra = _without_wide_fields(info.extra)
    out.write(_LOCAL + struct.pack("<H", version) + common + struct.pack("<2H", len(written), 0) + written + data)
    made = struct.pack("<2B", info.create_version, info.create_system)
    lengths = struct.pack(
        "<5H2L", len(written), len(extra), len(info.comment), 0, info.internal_attr, info.external_attr, offset
    )
    directory.write(_CENTRAL + made + struct.pack("<H", version) + common + lengths + written + extra + info.comment)


def _without_wide_fields(extra: bytes) -> bytes:
    kept, place = b"", 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, place)
        if kind != _WIDE_FIELDS:
            kept += extra[place : place + 4 + length]
        place += 4 + length
    return kept
