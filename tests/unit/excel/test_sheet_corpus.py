"""Real workbooks: every one ends in an answer or in one clear line."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from raci_studio.core.errors import UserError
from raci_studio.excel.content import read_table, to_json
from raci_studio.excel.document import build_document
from raci_studio.excel.grid import Grid
from raci_studio.excel.importing import import_workbook
from raci_studio.excel.read import Workbook, trimmed
from raci_studio.excel.recognise import recognise

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
FILES = [path for folder in ("sheets", "hard") for path in sorted((CORPUS / folder).glob("*"))]


@pytest.mark.skipif(not FILES, reason=f"no corpus of real sheets at {CORPUS}")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_real_workbook_ends_well(path):
    try:
        imported = import_workbook(path)
    except UserError as error:
        assert "\n" not in str(error) and path.name in str(error)
        return
    answer = json.dumps(to_json(imported.workbook, imported.plan, imported.contents), ensure_ascii=False)
    assert json.loads(answer)["file"] == path.name
    assert len(imported.document.tasks) == sum(len(content.tasks) for content in imported.contents)


# What a sheet may hold, parted by "|".
VOCABULARY = (
    "||R|A|C|I|A/R|-|N|Task|Anna|Phase 1|Responsible|Accountable|1|1.1|И|R : Anna\nA : Boris|Deadline|R = Responsible|"
    "Role|Person|Start|a text of several words|Total"
)
CELLS = st.sampled_from(VOCABULARY.split("|"))


@given(st.lists(st.lists(CELLS, max_size=7), max_size=9), st.lists(st.tuples(*[st.integers(0, 8)] * 4), max_size=2))
@settings(max_examples=150, deadline=None)
def test_any_sheet_ends_in_an_answer(rows, corners):
    merges = tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners)
    grid = Grid("RACI", trimmed(rows), merges)
    workbook = Workbook("RACI.xlsx", Path("RACI.xlsx"), "xlsx", (grid,))
    plan = recognise(workbook)
    contents = [read_table(grid, table) for table in plan.tables]
    answer = to_json(workbook, plan, contents)
    document, _notes = build_document(workbook, plan, contents)
    assert len(document.tasks) == sum(len(table["tasks"]) for table in answer["tables"])
    json.dumps(answer)
