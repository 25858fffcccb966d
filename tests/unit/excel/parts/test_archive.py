"""The zip: members are copied as they were compressed; what cannot be told apart is refused."""

import io
import warnings
import zipfile

import pytest
from packages import zipped

from raci_studio.excel.parts.archive import Archive
from raci_studio.excel.parts.errors import Untouchable


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: (archive.read(info), info) for info in archive.infolist()}


def test_members_keep_their_compressed_bytes():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.comment = b"made elsewhere"
        for name, method in (
            ("a.xml", zipfile.ZIP_STORED),
            ("ж/b.xml", zipfile.ZIP_DEFLATED),
            ("c.bin", zipfile.ZIP_LZMA),
        ):
            info = zipfile.ZipInfo(name, (2011, 12, 13, 14, 15, 16))
            info.compress_type, info.comment = method, b"note"
            made.writestr(info, b"content of it" * 50)
        made.mkdir("folder")
    old = Archive(buffer.getvalue())
    result = old.rewritten({"a.xml": b"<new/>"}, {"d.xml": b"<d/>"}, set())
    new = Archive(result)
    assert [member.name for member in new.members] == ["a.xml", "ж/b.xml", "c.bin", "folder/", "d.xml"]
    for name in ("ж/b.xml", "c.bin"):
        before, after = old.member(name), new.member(name)
        assert before.data == after.data
        assert (before.info.date_time, before.info.comment) == (after.info.date_time, after.info.comment)
    found = members(result)
    assert found["a.xml"][0] == b"<new/>" and found["d.xml"][0] == b"<d/>"
    with zipfile.ZipFile(io.BytesIO(result)) as archive:
        assert archive.comment == b"made elsewhere"


def test_a_zip_written_as_a_stream_is_copied():
    class Stream(io.RawIOBase):
        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, data):
            self.data += bytes(data)
            return len(data)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        with made.open("a.xml", "w", force_zip64=True) as member:
            member.write(b"<a/>" * 20)
        made.writestr("b.xml", "<b/>")
    result = Archive(stream.data).rewritten({}, {}, set())
    assert {name: held for name, (held, _info) in members(result).items()} == {"a.xml": b"<a/>" * 20, "b.xml": b"<b/>"}


def test_names_are_compared_as_packages_do():
    archive = Archive(zipped({"xl\\Workbook.xml": "<a/>"}))
    assert archive.read("xl/workbook.XML") == b"<a/>"
    with pytest.raises(KeyError):
        archive.read("xl/other.xml")


@pytest.mark.parametrize("name", ["../a.xml", "xl/../../a.xml", "/etc/a.xml", "C:/a.xml", "xl\\..\\a.xml"])
def test_a_name_that_leads_out_is_refused(name):
    with pytest.raises(Untouchable, match="leads out"):
        Archive(zipped({name: "<a/>"}))


@pytest.mark.parametrize("names", [("a.xml", "a.xml"), ("a.xml", "A.XML"), ("x/a.xml", "x\\a.xml")])
def test_a_member_held_twice_is_refused(names):
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "<a/>")
    with pytest.raises(Untouchable, match="twice"):
        Archive(buffer.getvalue())


def test_encrypted_members_and_workbooks_are_refused():
    data = bytearray(zipped({"a.xml": "<a/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    for encrypted in (bytes(data), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        with pytest.raises(Untouchable, match="password"):
            Archive(encrypted)


@pytest.mark.parametrize(
    "spoil", [lambda d: d[: len(d) // 2], lambda d: b"", lambda d: d.replace(b"PK\x03\x04", b"PK\x03\x05")]
)
def test_a_damaged_zip_is_refused(spoil):
    with pytest.raises(Untouchable, match="damaged"):
        Archive(spoil(zipped({"a.xml": "<a/>" * 99})))


def test_a_damaged_member_is_refused_when_it_is_read():
    data = bytearray(zipped({"a.xml": "<a>some text that is long enough</a>"}))
    data[40] ^= 0xFF
    with pytest.raises(Untouchable, match=r"a\.xml"):
        Archive(bytes(data)).read("a.xml")
