"""A saved document is the document; a damaged file gives one clear line and is left alone."""

import json
import zipfile
from dataclasses import replace

import pytest
from helpers import matrix

from raci_studio.core import edits
from raci_studio.core.document import ColumnKind, ColumnType, SourceRow, SourceTable, SourceWorkbook
from raci_studio.core.errors import UserError
from raci_studio.project import codec, raci_file

DOCUMENT = matrix(
    """
    process | task    | Анна | Борис | deadline | after  | +Цена
    Найм    | Объявить| И    | О     | 2 дня    |        | 10
    Найм    | Выбрать | О    | И/К   |          | 1+0.5d |
    Оплата  | Платить |      | И     | =1+1     | 1|2    |
    """.replace("1|2", "1"),
    scheme="ОИКУ",
)


def full_document():
    process = DOCUMENT.process_order[0]
    table = SourceTable("Лист1", "grid", 3, 4, 6, process, {"B": "name", "C": "person:p2"})
    tasks = {
        key: edits.task_with(
            task, origin=SourceRow(0, row), remarks={"name": "от клиента"}, links={"role:И": "https://example.com"}
        )
        for row, (key, task) in enumerate(DOCUMENT.tasks.items(), 4)
    }
    document = edits.replace(
        DOCUMENT, tasks=tasks, tables=(table,), source=SourceWorkbook("клиент.xlsx", b"PK\x03\x04bytes")
    )
    document = edits.accept_finding(document, "D401:c1:t1", "так надо")
    document = edits.set_threshold(document, "L201.share", 0.8)
    return edits.set_view(document, "columns", {"hidden": [], "widths": {"name": 200}})


def test_what_is_saved_is_what_is_loaded(tmp_path):
    document = full_document()
    raci_file.save(document, tmp_path / "a.raci")
    assert raci_file.load(tmp_path / "a.raci") == document


def test_types_of_extra_columns_are_kept_and_older_files_have_none(tmp_path):
    path = tmp_path / "a.raci"
    kind = ColumnType(ColumnKind.CHOICE, ("да", "нет"))
    document = edits.add_extra_column(
        edits.set_column_type(DOCUMENT, "Цена", ColumnType(ColumnKind.NUMBER)), "Риск", kind
    )
    raci_file.save(document, path)
    assert raci_file.load(path) == document and raci_file.load(path).type_of("Риск") == kind
    plain = json.loads(codec.to_json(document))
    assert plain["extra_types"]["Цена"] == {"kind": "number", "choices": []}
    del plain["extra_types"]
    assert codec.from_json(json.dumps(plain).encode(), None) == replace(document, extra_types={})


def test_a_file_from_before_comments_has_none(tmp_path):
    raci_file.save(DOCUMENT, tmp_path / "a.raci")
    with zipfile.ZipFile(tmp_path / "a.raci") as archive:
        assert b"remarks" not in archive.read("document.json")
    assert raci_file.load(tmp_path / "a.raci") == DOCUMENT


def test_that_the_workbook_came_with_a_password_is_kept(tmp_path):
    path, plain = tmp_path / "a.raci", full_document()
    held = edits.replace(plain, source=edits.replace(plain.source, encrypted=True))
    raci_file.save(held, path)
    assert raci_file.load(path) == held and held != plain


def test_a_file_that_says_nothing_about_a_password_had_none(tmp_path):
    raci_file.save(full_document(), tmp_path / "a.raci")
    with zipfile.ZipFile(tmp_path / "a.raci") as archive:
        assert b"encrypted" not in archive.read("document.json")
    assert not raci_file.load(tmp_path / "a.raci").source.encrypted


def test_the_scheme_keeps_the_order_of_its_letters(tmp_path):
    raci_file.save(DOCUMENT, tmp_path / "a.raci")
    assert raci_file.load(tmp_path / "a.raci").settings.scheme.letters == ("И", "О", "К", "У")


def test_equal_documents_are_equal_files():
    assert raci_file.to_bytes(full_document()) == raci_file.to_bytes(full_document())


def test_the_source_workbook_is_inside_as_it_came(tmp_path):
    raci_file.save(full_document(), tmp_path / "a.raci")
    with zipfile.ZipFile(tmp_path / "a.raci") as archive:
        assert archive.read("source/клиент.xlsx") == b"PK\x03\x04bytes"
        assert json.loads(archive.read("document.json"))["version"] == 1


def _archive(path, text):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("document.json", text)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("not json", "damaged"),
        ("[]", "damaged"),
        ('{"format": "raci-studio", "version": 99}', "newer version"),
        ('{"format": "raci-studio", "version": 1}', "damaged"),
        (
            '{"format": "raci-studio", "version": 1, "tasks": [{"id": "t1", "process": "c9"}], "people": [], "processes": []}',
            "damaged",
        ),
        ('{"format": "raci-studio", "version": 1, "tasks": [{"id": 7}], "people": [], "processes": []}', "damaged"),
    ],
)
def test_what_is_no_document_says_so(tmp_path, content, complaint):
    path = tmp_path / "a.raci"
    _archive(path, content)
    with pytest.raises(UserError, match=complaint) as told:
        raci_file.load(path)
    assert told.value.where == "a.raci" and told.value.remedy


def test_what_is_no_zip_says_so(tmp_path):
    (tmp_path / "a.raci").write_bytes(b"hello")
    with pytest.raises(UserError, match="no RACI Studio document"):
        raci_file.load(tmp_path / "a.raci")
    with pytest.raises(UserError, match="no such file"):
        raci_file.load(tmp_path / "b.raci")


def test_a_save_that_fails_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "a.raci"
    raci_file.save(DOCUMENT, path)
    before = path.read_bytes()

    def full_disk(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(raci_file.os, "fsync", full_disk)
    with pytest.raises(UserError, match="No space left"):
        raci_file.save(full_document(), path)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["a.raci"]
