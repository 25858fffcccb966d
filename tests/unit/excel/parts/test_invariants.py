"""What must hold for any workbook: nothing outside the edits changes, nothing dangles, each edit arrives once or is told.

Here for workbooks made by the tests, and for folders of real ones where they stand beside the project.
"""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest
import python_calamine
from packages import relations, workbook

from raci_studio.excel.parts.annotating import Annotating, annotate
from raci_studio.excel.parts.archive import Archive, key
from raci_studio.excel.parts.cells import address_of
from raci_studio.excel.parts.errors import Untouchable
from raci_studio.excel.parts.package import Package
from raci_studio.excel.parts.plan import Highlight, NewSheet, Note, Plan, ValueEdit
from raci_studio.excel.parts.xml import XmlPart

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus"
TEXT, COLOUR, NOTE = "A/R, asked for", "FFE699", "Nobody answers <here> & there"
READABLE = {"workbooks": 250, "sheets": 51, "hard": 20}
"""How many workbooks of each folder must be annotated; the others are damaged or encrypted."""
SAMPLE = 40  # workbooks that LibreOffice must open before and after


def made():
    rows = (
        '<row r="2"><c r="B2" t="inlineStr"><is><t>Plan</t></is></c><c r="C2"><f>B2</f><v>1</v></c></row><row r="4"/>'
    )
    yield workbook(rows, '<mergeCells><mergeCell ref="B2:B3"/></mergeCells><pageMargins left="1"/>')
    yield workbook(rows, strict=True, head='<?xml version="1.0" standalone="yes"?>\r\n<!-- made -->\n')
    yield workbook(rows.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:"), prefix="x")
    yield workbook("", more={"customXml/item1.xml": "<a/>", "xl/media/image1.png": b"\x89PNG" * 99})
    dangling = {"xl/worksheets/_rels/sheet1.xml.rels": relations(("rId1", "drawing", "../nowhere.xml"))}
    yield workbook(rows, more=dangling)


def plan_for(data):
    """Return a plan with every kind of edit for the first sheet with cells."""
    job = Annotating(data)
    sheet = next(sheet for sheet in job.book.sheets if sheet.part and sheet.kind == "worksheet")
    text = XmlPart("", job.package.read(sheet.part))
    found = re.findall(r"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]+\d+)\"", text.text)
    cells = [*found[:3], *found[len(found) // 2 :][:2], *found[-2:], "B2", "D40"]
    name = sheet.name
    return Plan(
        tuple(ValueEdit(name, cell, TEXT) for cell in dict.fromkeys([*found[1:40:9], "C41"])),
        tuple(Highlight(name, cell, COLOUR) for cell in dict.fromkeys(cells)),
        tuple(Note(name, cell, NOTE) for cell in dict.fromkeys(cells)),
        (NewSheet("Findings", (("Code", "=1+1"), ("D401", 3))),),
    )


def check(data):
    """Hold one workbook to all that must be true."""
    plan = plan_for(data)
    job = Annotating(data)
    job.apply(plan)
    job.add_sheets(lambda book: [book.create_sheet("Ours").title])
    result = job.edited()
    before, after = Archive(data), Archive(result)
    spliced = {key(part.name): part for part in job.package.texts()}
    for member in before.members:
        copy = after.member(member.name)
        if key(member.name) in spliced:
            assert undone(spliced[key(member.name)], after.read(member.name)) == before.read(member.name), member.name
        else:
            assert (copy.data, copy.info.CRC) == (member.data, member.info.CRC), member.name
    check_package(Package(data), Package(result))
    check_edits(data, plan)


def undone(part, data):
    text = data.decode(part._encoding)
    for splice in sorted(part.splices, key=lambda one: (one.start, one.end)):
        assert text.startswith(splice.new, splice.start)
        text = text[: splice.start] + part.text[splice.start : splice.end] + text[splice.start + len(splice.new) :]
    return text.encode(part._encoding)


def check_package(before, after):
    assert all(after.kind_of(name) or not before.kind_of(name) for name in after.names())
    assert {name for name in after.names() if not after.kind_of(name)} <= set(before.names())
    for name in (name for name in after.names() if name.lower().endswith(".rels")):
        part = name.replace("_rels/", "").removesuffix(".rels")
        known = {one.id: one for one in before.relations(part)} if name in before else {}
        for one in after.relations(part):
            fine = one.is_outside or one.target in after
            assert fine or known.get(one.id) == one, (name, one)
        twice = [one for one, count in Counter(one.id for one in after.relations(part)).items() if count > 1]
        assert not twice or Counter(one.id for one in before.relations(part))[twice[0]] > 1
    book = after.part(after.book)
    sheets = [one for held in book.children(book.root, "sheets") for one in book.children(held, "sheet")]
    assert max(Counter(one.get("sheetId") for one in sheets).values()) == 1
    assert max(Counter(one.get("name").casefold() for one in sheets).values()) == 1


def check_edits(data, plan):
    copy, lines = annotate(data, plan)
    package, book = Package(copy), Annotating(copy).book
    sheet = next(sheet for sheet in book.sheets if sheet.name == plan.notes[0].sheet)
    text = package.part(sheet.part).text
    told = Counter(re.search(r"!([A-Z]+\d+): the (\w+)", line).groups() for line in lines if "!" in line)
    for kind, items in (("value", plan.edits), ("highlight", plan.highlights), ("note", plan.notes)):
        assert all(told[item.cell, kind] <= 1 for item in items)
    old = Package(data)
    arrived = text.count(f">{TEXT}<") - old.part(sheet.part).text.count(f">{TEXT}<")
    assert arrived == len(plan.edits) - sum(told[item.cell, "value"] for item in plan.edits)
    noted = notes_on(package, sheet.part) - notes_on(old, sheet.part)
    assert noted == len(plan.notes) - sum(told[item.cell, "note"] for item in plan.notes)
    styles = package.part(package.related(package.book, "styles")[0])
    formats = [one for held in styles.children(styles.root, "cellXfs") for one in held.children()]
    fills = [one for held in styles.children(styles.root, "fills") for one in held.children()]
    for item in plan.highlights:
        cell = re.search(rf'<(?:\w+:)?c\s[^>]*?\br="{item.cell}"[^>]*>', text)
        if told[item.cell, "highlight"] or not cell:
            continue
        style = formats[int(re.search(r'\ss="(\d+)"', cell[0])[1])]
        assert COLOUR in fills[int(re.search(r'fillId="(\d+)"', style.source)[1])].source, item.cell


def notes_on(package, sheet):
    texts = [package.part(name).text for name in package.related(sheet, "comments")]
    return sum(text.count("Nobody answers &lt;here&gt; &amp; there") for text in texts)


@pytest.mark.parametrize("number", range(5))
def test_workbooks_of_our_own(number):
    check(list(made())[number])


@pytest.mark.parametrize("number", range(5))
def test_a_plan_without_edits_gives_identical_parts(number):
    data = list(made())[number]
    copy, lines = annotate(data, Plan())
    assert [(one.name, one.data) for one in Archive(copy).members] == [
        (one.name, one.data) for one in Archive(data).members
    ]
    assert lines == []


def test_annotating_a_copy_again_adds_and_changes_nothing_of_before():
    plan = plan_for(next(made()))
    once, _lines = annotate(next(made()), Plan(highlights=plan.highlights, notes=plan.notes, sheets=plan.sheets))
    check(once)


def workbooks_in(folder):
    return [path for path in sorted((CORPUS / folder).iterdir()) if path.suffix in (".xlsx", ".xlsm")]


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real workbooks beside the project")
@pytest.mark.parametrize("folder", READABLE)
def test_real_workbooks(folder):
    done, refused = 0, []
    for path in workbooks_in(folder):
        data = path.read_bytes()
        try:
            annotate(data, Plan())
            plan_for(data)
        except (Untouchable, StopIteration) as reason:
            refused.append(f"{path.name}: {reason}")
            continue
        try:
            check(data)
        except Untouchable as reason:
            refused.append(f"{path.name}: {reason}")
            continue
        except Exception as error:
            raise AssertionError(path.name) from error
        done += 1
    assert done >= READABLE[folder], refused


def converted(paths, folder):
    """Return the folder of workbooks as LibreOffice opened and saved them, with a profile of its own."""
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "ods",
    ]
    for first in range(0, len(paths), 4):  # it gives up a whole batch where it fails at one
        batch = [*command, "--outdir", folder / "saved", *paths[first : first + 4]]
        subprocess.run(batch, check=False, capture_output=True, timeout=120)
    return folder / "saved"


def cells_of(path):
    book = python_calamine.CalamineWorkbook.from_path(path)
    found = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found[name] = {
            address_of((row, column)): value
            for row, values in enumerate(rows, start=1)
            for column, value in enumerate(values, start=1)
            if value != ""
        }
    return found


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real workbooks beside the project")
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_cells_and_those_asked_for(tmp_path):
    (tmp_path / "before").mkdir()
    (tmp_path / "after").mkdir()
    plans = {}
    for path in [*workbooks_in("sheets"), *workbooks_in("workbooks")[::3]]:
        if len(plans) == SAMPLE + 8:
            break
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            heavy = sum(info.file_size for info in archive.infolist()) > 3_000_000
            # The text of a shape would be read as that of the cell it stands on; pivot tables are made anew.
            drawn = any("drawings/drawing" in name or "pivot" in name for name in archive.namelist())
        try:
            plan = plan_for(data)
            copy, lines = annotate(data, plan)
        except (Untouchable, StopIteration):
            continue
        if (
            heavy
            or drawn
            or b"<f" in b"".join(Package(data).read(one.part) for one in Annotating(data).book.sheets if one.part)
        ):
            continue  # what LibreOffice calculates again differs by the day
        name = f"{len(plans)}{path.suffix}"
        (tmp_path / "before" / name).write_bytes(data)
        (tmp_path / "after" / name).write_bytes(copy)
        plans[name] = plan, lines
    before, after = (
        converted([tmp_path / which / name for name in plans], tmp_path / which) for which in ("before", "after")
    )
    opened = [name for name in plans if (before / name).with_suffix(".ods").exists()]
    assert len(opened) >= SAMPLE
    for name in opened:
        plan, lines = plans[name]
        stem = name.partition(".")[0] + ".ods"
        old, new = cells_of(before / stem), cells_of(after / stem)
        told = " ".join(lines)
        for edit in plan.edits:
            if f"{edit.sheet}!{edit.cell}: the value" not in told:
                old[edit.sheet][edit.cell] = TEXT
        assert [*new][: len(old)] == [*old] and [*new][-1].startswith("Findings")
        assert {sheet: new[sheet] for sheet in old} == old, name
        assert new[[*new][-1]] == {"A1": "Code", "B1": "=1+1", "A2": "D401", "B2": 3}
