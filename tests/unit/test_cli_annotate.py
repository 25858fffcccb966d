"""The command `annotate`: a plan in JSON, a copy with it, a line for each thing left out."""

import json

import pytest
from openpyxl import Workbook, load_workbook

from raci_studio import cli
from raci_studio.core import i18n


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    yield
    i18n.set_language("en")


@pytest.fixture
def folder(tmp_path):
    """A client's workbook in a folder."""
    book = Workbook()
    book.active.title = "RACI"
    for row in (["Task", "Anna"], ["Plan", "A"], ["Sum", "=1+1"]):
        book.active.append(row)
    book.save(tmp_path / "in.xlsx")
    return tmp_path


def annotate(capsys, folder, plan, source="in.xlsx", target="out.xlsx"):
    text = plan if isinstance(plan, str) else json.dumps(plan, ensure_ascii=False)
    (folder / "plan.json").write_text(text, "utf-8")
    status = cli.main(["annotate", str(folder / source), str(folder / target), str(folder / "plan.json")])
    out, err = capsys.readouterr()
    assert out == ""
    return status, err


def test_all_that_is_asked_for_arrives(capsys, folder):
    before = (folder / "in.xlsx").read_bytes()
    plan = {
        "edits": [{"sheet": "RACI", "cell": "B2", "value": "A/R"}],
        "highlights": [{"sheet": "RACI", "cell": "A2", "color": "#ffe699"}],
        "notes": [{"sheet": "RACI", "cell": "A2", "text": "Кто отвечает?"}],
        "sheets": [{"name": "Findings", "rows": [["Code", 1], [None, True]]}],
    }
    assert annotate(capsys, folder, plan) == (0, "")
    book = load_workbook(folder / "out.xlsx")
    sheet = book["RACI"]
    assert sheet["B2"].value == "A/R" and sheet["A2"].fill.fgColor.rgb == "FFFFE699"
    assert sheet["A2"].comment.text == "Кто отвечает?" and book["Findings"]["B2"].value is True
    assert (folder / "in.xlsx").read_bytes() == before


def test_what_was_left_out_is_a_line_each(capsys, folder):
    plan = {
        "edits": [{"sheet": "RACI", "cell": "B3", "value": 1}, {"sheet": "RACI", "cell": "B2", "value": {}}],
        "notes": [{"sheet": "Nope", "cell": "A1", "text": "x"}],
        "hilights": [],
    }
    status, err = annotate(capsys, folder, plan)
    lines = sorted(err.splitlines())
    assert status == 0 and len(lines) == 4 and (folder / "out.xlsx").exists()
    assert lines[0].startswith("Nope!A1: the note was not written") and "cannot hold" in lines[1]
    assert "formula" in lines[2] and "hilights" in lines[3]


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "JSON object"),
        ({"edits": {}}, "“edits” is not a list"),
        ({"notes": [1]}, "“notes” is not a list"),
        ({"edits": [{"sheet": "RACI", "cell": "A1"}]}, "has no “value”"),
        ({"notes": [{"sheet": 1, "cell": "A1", "text": "x"}]}, "“sheet” of an item of “notes” is not a text"),
        ({"highlights": [{"sheet": "RACI", "cell": "A1", "color": "red"}]}, "no colour"),
        ({"sheets": [{"name": "x", "rows": [1]}]}, "list of lists"),
    ],
)
def test_a_plan_that_is_none_is_refused(capsys, folder, plan, told):
    status, err = annotate(capsys, folder, plan)
    assert status == 2 and told in err and err.count("\n") == 1 and not (folder / "out.xlsx").exists()


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("in.xlsx", "in.xlsx", "same file"),
        ("in.xlsx", "out.xlsm", "same extension"),
        ("in.csv", "out.csv", ".xlsx"),
        ("none.xlsx", "out.xlsx", "no such file"),
        ("text.xlsx", "out.xlsx", "damaged"),
        ("locked.xlsx", "out.xlsx", "password"),
        ("in.xlsx", "none/out.xlsx", "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_one_line(capsys, folder, source, target, told):
    (folder / "text.xlsx").write_text("no workbook")
    (folder / "locked.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    status, err = annotate(capsys, folder, {}, source, target)
    assert status == 2 and told in err and err.count("\n") == 1 and err.startswith("raci-studio: ")
    assert target == "in.xlsx" or not (folder / target).exists()
