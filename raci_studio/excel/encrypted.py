"""Take the password off a workbook of Microsoft's kinds; all that comes after sees the bytes without it."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from struct import pack, unpack_from

from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.excel.ole import Ole

# Excel encrypts with this one what is only "marked" as protected, and opens it without a question.
_EVERYBODYS = "VelvetSweatshop"
# The library takes an .xls apart into lists of bytes: more of it would need seconds and gigabytes.
LARGEST_XLS = 20_000_000
_LARGEST_INFO = 1_000_000  # bytes of the stream that says how a package is encrypted; they are about 1,300
_EOF, _FILE_PASS = 0x000A, 0x002F


class PasswordNeeded(UserError):
    """Say that a workbook opens with a password only; ``is_wrong`` where one was given that is not right."""

    def __init__(self, name: str, *, is_wrong: bool) -> None:
        what = _("the password is not right.") if is_wrong else _("the workbook is protected by a password.")
        super().__init__(what, name, _("Save a copy without the password."))
        self.is_wrong = is_wrong


def without_password(data: bytes, name: str, password: str | None = None) -> bytes | None:
    """Return the decrypted bytes of a compound file called ``name``, None where it is not encrypted.

    Raise `PasswordNeeded`; `UserError` where it is encrypted in a way that nobody can read here; and some other
    exception where the file is damaged.
    """
    ole = Ole(data)
    if ole.stream("EncryptedPackage"):
        _check_info(ole.stream("EncryptionInfo"), name)
    else:
        book = ole.stream("Workbook", "Book")
        if not _is_locked(book):
            return None
        if len(data) > LARGEST_XLS:
            raise UserError(_("the file is too large."), name, _("Save a copy without the password."))
        data = _with_whole_records(data, book)
    return _unlocked(data, name, password)


def _check_info(info: bytes, name: str) -> None:
    """Refuse a description with entities, which the library would expand, and one that is not there."""
    from defusedxml import ElementTree

    if not 8 <= len(info) <= _LARGEST_INFO:
        raise _unknown_way(name)
    if info.startswith(b"\x04\x00\x04\x00"):  # the kind written as XML
        ElementTree.fromstring(info[8:], forbid_dtd=True)


def _is_locked(book: bytes) -> bool:
    """Tell whether the first part of an .xls has the record that says how the rest is encrypted."""
    place = 0
    while place + 4 <= len(book):
        kind, length = unpack_from("<HH", book, place)
        if kind in (_EOF, _FILE_PASS):
            return bool(kind == _FILE_PASS)
        place += 4 + length
    return False


def _with_whole_records(data: bytes, book: bytes) -> bytes:
    """Return an .xls whose last zeros are a record: the library fails on what is no multiple of four of them."""
    place = 0
    while place + 4 <= len(book) and book[place : place + 4] != bytes(4):
        place += 4 + int(unpack_from("<H", book, place + 2)[0])
    rest = len(book) - place
    if rest % 4 == 0 or not 4 < rest < 0x10000:
        return data
    import olefile

    file = io.BytesIO(data)
    whole = book[:place] + pack("<HH", 0, rest - 4) + book[place + 4 :]
    olefile.OleFileIO(file, write_mode=True).write_stream("Workbook", whole)
    return file.getvalue()


def _unlocked(data: bytes, name: str, password: str | None) -> bytes:
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    with _root_log_as_it_was():
        for candidate in filter(None, (password, _EVERYBODYS)):
            try:
                file = msoffcrypto.OfficeFile(io.BytesIO(data))
                check = {"verify_password": True} if file.format == "ooxml" else {}  # an .xls is always checked
                file.load_key(password=candidate, **check)
            except InvalidKeyError:
                continue
            except Exception:  # of an unknown method, of rubbish, of a key spun for hours
                raise _unknown_way(name) from None
            plain = io.BytesIO()
            try:
                file.decrypt(plain)
            except Exception:
                if file.format == "ooxml":
                    raise  # the password was right: the file is damaged
                raise _unknown_way(name) from None  # the library does not take every .xls
            return plain.getvalue()
    raise PasswordNeeded(name, is_wrong=password is not None)


def _unknown_way(name: str) -> UserError:
    what = _("the workbook is protected in a way that cannot be opened here.")
    return UserError(what, name, _("Save a copy without the password."))


@contextmanager
def _root_log_as_it_was() -> Iterator[None]:
    """Keep the library's one call of ``logging.debug`` from setting the root log up to print to standard error."""
    root, silent = logging.getLogger(), logging.NullHandler()
    root.addHandler(silent)
    try:
        yield
    finally:
        root.removeHandler(silent)
