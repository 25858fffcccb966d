"""Workbooks with a password open with it, and with nothing else; hostile ones end in one line."""

import io
import logging
import random
import re
import time
from pathlib import Path

import pytest
from locked import ROWS, compound_file, locked, locked_xls, plain_xlsx
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from raci_studio.core.errors import UserError
from raci_studio.excel import encrypted, read
from raci_studio.excel.encrypted import PasswordNeeded
from raci_studio.excel.importing import import_workbook
from raci_studio.excel.read import open_workbook, read_workbook

PASSWORD = "Пароль 1"
PLAIN = plain_xlsx()
LOCKED = locked(PLAIN, PASSWORD)
XLSX, XLS = Path("client.xlsx"), Path("client.xls")


def cells(workbook):
    return workbook.sheets[0].rows


@pytest.mark.parametrize(("path", "data", "kind"), [(XLSX, LOCKED, "xlsx"), (XLS, locked_xls(PASSWORD), "xls")])
def test_the_right_password_opens_it(path, data, kind):
    with pytest.raises(PasswordNeeded, match="is protected by a password") as told:
        read_workbook(path, data)
    assert not told.value.is_wrong and told.value.where == path.name
    for wrong in ("Пароль 2", "", "a" * 300):
        with pytest.raises(PasswordNeeded, match="password is not right") as told:
            read_workbook(path, data, wrong)
        assert told.value.is_wrong and "\n" not in str(told.value)
    workbook = read_workbook(path, data, PASSWORD)
    assert (workbook.kind, workbook.encrypted, cells(workbook)) == (kind, True, ROWS)


def test_as_many_rounds_as_excel_makes():
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(PLAIN)).encrypt(PASSWORD, buffer)
    assert read_workbook(XLSX, buffer.getvalue(), PASSWORD).data == PLAIN


def test_what_is_held_is_decrypted(tmp_path):
    path = tmp_path / "client.xlsx"
    path.write_bytes(LOCKED)
    workbook = open_workbook(path, PASSWORD)
    assert workbook.data == PLAIN and PASSWORD not in repr(workbook)
    source = import_workbook(path, password=PASSWORD).document.source
    assert (source.name, source.data, source.encrypted) == ("client.xlsx", PLAIN, True)


def test_a_password_nobody_asked_for_does_no_harm():
    workbook = read_workbook(XLSX, PLAIN, PASSWORD)
    assert cells(workbook) == ROWS and not workbook.encrypted
    assert cells(read_workbook(Path("a.csv"), b"Task,Anna\nPlan,R\n", PASSWORD))[1] == ("Plan", "R")


@pytest.mark.parametrize("password", [None, "another one"])
@pytest.mark.parametrize(
    ("path", "data"), [(XLSX, locked(PLAIN, "VelvetSweatshop")), (XLS, locked_xls("VelvetSweatshop"))]
)
def test_what_excel_only_marks_as_protected_opens_without_a_question(path, data, password):
    workbook = read_workbook(path, data, password)
    assert cells(workbook) == ROWS and workbook.encrypted


def test_an_older_workbook_without_a_password_is_no_encrypted_one():
    data = locked_xls(PASSWORD)
    plain = read_workbook(XLS, data, PASSWORD).data
    assert plain != data and not read_workbook(XLS, plain).encrypted and cells(read_workbook(XLS, plain)) == ROWS


@pytest.mark.parametrize("zeros", range(4))
def test_an_older_workbook_may_end_in_any_number_of_zeros(zeros):
    assert cells(read_workbook(XLS, locked_xls(PASSWORD, zeros=zeros), PASSWORD)) == ROWS


def test_what_an_older_workbook_cannot_tell_is_one_note(tmp_path):
    path = tmp_path / "client.xls"
    path.write_bytes(locked_xls(PASSWORD))
    assert [note.code for note in import_workbook(path, password=PASSWORD).notes] == ["details-unknown"]


def test_the_limits_hold_for_what_was_inside(monkeypatch):
    monkeypatch.setattr(read, "LARGEST_UNPACKED", 1000)
    with pytest.raises(UserError, match="too large"):
        read_workbook(XLSX, LOCKED, PASSWORD)
    monkeypatch.setattr(encrypted, "LARGEST_XLS", 1000)
    with pytest.raises(UserError, match="too large"):
        read_workbook(XLS, locked_xls(PASSWORD), PASSWORD)


def relocked(change=lambda info: info, package=None):
    """Return the encrypted workbook with the description of its encryption changed as an attacker would."""
    info, key = ECMA376Agile.generate_encryption_parameters(PASSWORD, spin_count=10)
    content = ECMA376Agile.encrypt_payload(io.BytesIO(PLAIN), info.encryptedKey, key, info.keyData.saltValue)
    said = ECMA376Agile.get_encryption_information(info, content, key)
    buffer = io.BytesIO()
    ECMA376Encrypted(content if package is None else package(content), change(said)).write_to(buffer)
    return buffer.getvalue()


def spun(count):
    return lambda info: re.sub(rb'spinCount="\d+"', b'spinCount="%d"' % count, info)


def with_entities(info):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    return info[:8] + info[8:].replace(b"?>", b"?>" + bomb, 1)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (relocked(spun(2**31)), "cannot be opened here"),
        (relocked(spun(-1)), "cannot be opened here"),
        (relocked(lambda info: info.replace(b"keyData", b"keyDate")), "cannot be opened here"),
        (relocked(lambda info: b"\x03\x00\x03\x00" + info[4:]), "cannot be opened here"),
        (relocked(lambda info: info[:4]), "cannot be opened here"),
        (relocked(with_entities), "damaged"),
        (relocked(lambda info: info[:400]), "damaged"),
        (relocked(package=lambda content: content[:3000]), "damaged"),
        (relocked(package=lambda content: content[:8] + bytes(4096)), "damaged"),
        (compound_file("EncryptedPackage", bytes(5000)), "cannot be opened here"),
        (LOCKED[:600], "damaged"),
        (LOCKED[:-2000], "damaged"),
        (locked_xls(PASSWORD).replace(b"\x2f\x00\x36\x00\x01\x00\x01", b"\x2f\x00\x36\x00\x01\x00\x09"), "cannot be opened"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_one_clear_line(data, complaint):
    start = time.perf_counter()
    with pytest.raises(UserError, match=complaint) as told:
        read_workbook(XLSX, data, PASSWORD)
    assert time.perf_counter() - start < 5
    assert not isinstance(told.value, PasswordNeeded) and told.value.remedy and "\n" not in str(told.value)


def test_mutated_files_end_in_an_answer_or_one_line():
    rng = random.Random(7)
    for _number in range(120):
        data = bytearray(rng.choice((LOCKED, locked_xls(PASSWORD))))
        for _change in range(rng.choice((1, 3, 20))):
            place = rng.randrange(min(len(data), rng.choice((2000, len(data)))))
            data[place : place + 4] = rng.choice((bytes(4), b"\xff" * 4, rng.randbytes(4), b"", rng.randbytes(9)))
        try:
            read_workbook(XLSX, bytes(data), PASSWORD)
        except UserError as error:
            assert "\n" not in str(error) and error.where


def test_the_log_stays_as_it_was(monkeypatch):
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    read_workbook(XLS, locked_xls(PASSWORD), PASSWORD)
    assert logging.getLogger().handlers == []


def test_nothing_is_logged_about_the_password(caplog):
    caplog.set_level(logging.INFO)
    read_workbook(XLSX, LOCKED, PASSWORD)
    read_workbook(XLS, locked_xls(PASSWORD), PASSWORD)
    assert PASSWORD not in caplog.text
