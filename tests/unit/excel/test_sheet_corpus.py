"""Real workbooks: every one ends in an answer or in one clear line."""

import json
from pathlib import Path

import pytest

from raci_studio.core.errors import UserError
from raci_studio.excel.content import to_json
from raci_studio.excel.importing import import_workbook

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
