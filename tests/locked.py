"""Workbooks with a password, made anew for a test."""

import io
from hashlib import md5
from pathlib import Path
from struct import pack

import openpyxl
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from msoffcrypto.method.rc4 import ARC4, Cipher, DocumentRC4, _makekey

ROWS = (("Task", "Anna", "Boris"), ("Plan", "A", "R"), ("Build", "R", "A"), ("Check", "A", "R"))


def plain_xlsx(rows=ROWS) -> bytes:
    """Return an .xlsx file with a small matrix on the sheet RACI."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "RACI"
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def locked(data: bytes, password: str) -> bytes:
    """Return an .xlsx file as Excel encrypts it, but for the 100,000 rounds that make guessing slow."""
    return ECMA376Agile.encrypt(password, io.BytesIO(data), spin_count=100)


def locked_file(path: Path, password: str = "Пароль 1") -> Path:
    """Write an encrypted .xlsx file with a small matrix and return its path."""
    path.write_bytes(locked(plain_xlsx(), password))
    return path


def locked_xls(password: str, rows=ROWS, zeros: int = 0) -> bytes:
    """Return an .xls file as Excel 97 to 2003 encrypts it by default (RC4).

    `zeros` are put behind the last record, beside those that make it long enough for sectors of its own.
    """
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    cipher = Cipher(ARC4(_makekey(password, salt, 0)), mode=None).encryptor()
    file_pass = pack("<HHH", 1, 1, 1) + salt + cipher.update(verifier) + cipher.update(md5(verifier).digest())
    cells = [
        (0x0204, pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1"))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    begin, end = (0x0809, pack("<HH", 0x0600, 5) + bytes(12)), (0x000A, b"")
    sheet_begin = (0x0809, pack("<HH", 0x0600, 0x10) + bytes(12))
    bound = (0x0085, pack("<IHBB", 20 + 58 + 16 + 4, 0, 4, 0) + b"RACI")
    plain, readable = bytearray(), bytearray()  # the second tells which bytes are never encrypted
    for kind, data in (begin, (0x002F, file_pass), bound, end, sheet_begin, *cells, end):
        open_bytes = {0x0809: len(data), 0x002F: len(data), 0x0085: 4}.get(kind, 0)
        plain += pack("<HH", kind, len(data)) + data
        readable += b"\1" * (4 + open_bytes) + b"\0" * (len(data) - open_bytes)
    secret = DocumentRC4.decrypt(password, salt, io.BytesIO(plain), blocksize=1024).read()
    stream = bytes(p if is_open else s for p, s, is_open in zip(plain, secret, readable))
    return compound_file("Workbook", stream.ljust(4096, b"\0") + bytes(zeros))


def compound_file(name: str, stream: bytes) -> bytes:
    """Return a compound file with one stream of 4,096 bytes or more; sector 0 is the table, 1 the directory."""
    sectors = -(-len(stream) // 512)
    last = 1 + sectors
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, last + 1), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0) + b"\xff" * 108 * 4
    entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, 0xFFFFFFFF, 2, len(stream)) + bytes(256)
    return header + pack("<128I", *table) + entries + stream.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    return (
        text.ljust(64, b"\0")
        + pack("<HBBIII", len(text), kind, 1, none, none, child)
        + bytes(36)
        + pack("<IQ", start, size)
    )
