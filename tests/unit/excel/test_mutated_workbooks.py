"""Workbooks with bytes and XML changed at random end in a document or in one clear line, nothing else."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from raci_studio.core.errors import UserError
from raci_studio.excel.importing import import_workbook

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
LARGEST = 60_000  # bytes of a real file that is changed; larger ones only take longer


def built(folder):
    """Write a few sheets of our own to change: a grid with merges and a comment, a list, a text file."""
    book = Workbook()
    sheet = book.active
    for row in [
        ["Project X"],
        [],
        ["Task", "Anna", "Boris", "Due"],
        ["Plan", "A/R", "C", "3 days"],
        ["Build", "R", "A", 45000],
    ]:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet["B4"].comment = Comment("by phone", "Anna")
    sheet["A5"].hyperlink = "https://example.com"
    book.save(folder / "grid.xlsx")
    book = Workbook()
    for row in [
        ["Задача", "Исполнитель", "Ответственный", "Срок"],
        ["План", "Анна, Борис", "Анна", "2 дня"],
        ["Дело", "Борис", "Анна", ""],
    ]:
        book.active.append(row)
    book.save(folder / "list.xlsx")
    (folder / "grid.csv").write_text("Task;Anna;Boris\nPlan;A;R\nBuild;R;C\n", "utf-8")
    return sorted(folder.iterdir())


def real():
    folders = [CORPUS / "sheets", CORPUS / "hard"]
    return [
        path
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.stat().st_size < LARGEST
    ]


def mutated(rng, data):
    """Cut the file short, change some of its bytes, or change characters inside one part of a zip."""
    data = bytearray(data)
    kind = rng.randrange(3) if data[:2] == b"PK" else rng.randrange(2)
    if kind == 0:
        return bytes(data[: rng.randrange(len(data))])
    if kind == 1:
        for _ in range(rng.choice([1, 5, 50])):
            data[rng.randrange(len(data))] = rng.randrange(256)
        return bytes(data)
    return _with_a_part_changed(rng, bytes(data))


def _with_a_part_changed(rng, data):
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
            names = [info.filename for info in source.infolist() if not info.is_dir()]
            chosen = rng.choice([name for name in names if "sheet" in name or "shared" in name] or names)
            for name in names:
                part = bytearray(source.read(name))
                for _ in range(rng.choice([1, 3, 20]) if name == chosen and part else 0):
                    part[rng.randrange(len(part))] = rng.randrange(32, 127)
                archive.writestr(name, bytes(part))
    except (zipfile.BadZipFile, NotImplementedError):
        return data
    return target.getvalue()


def check(files, folder, times, seed):
    """Import mutated files; return how many gave a document and how many one clear line."""
    rng = random.Random(seed)
    read = refused = 0
    for _ in range(times):
        path = rng.choice(files)
        changed = folder / f"changed{path.suffix}"
        changed.write_bytes(mutated(rng, path.read_bytes()))
        try:
            import_workbook(changed)
            read += 1
        except UserError as told:
            assert told.what and "\n" not in str(told)
            refused += 1
    return read, refused


def test_some_mutated_workbooks(tmp_path):
    (tmp_path / "built").mkdir()
    read, refused = check(built(tmp_path / "built"), tmp_path, times=300, seed=1)
    assert read > 20 and refused > 20  # both kinds of end were met


@pytest.mark.slow
def test_five_thousand_mutated_workbooks(tmp_path):
    (tmp_path / "built").mkdir()
    read, refused = check([*built(tmp_path / "built"), *real()], tmp_path, times=5000, seed=2)
    assert read > 500 and refused > 500
