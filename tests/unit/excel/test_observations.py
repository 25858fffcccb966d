"""The observations of the recogniser: each can be silenced, and the list in CONTRIBUTING.md names them all."""

import re
from pathlib import Path

from sheets import only_table, sheet

from raci_studio.excel.recognise.observations import OBSERVATIONS, without

CONTRIBUTING = Path(__file__).resolve().parents[3] / "CONTRIBUTING.md"


def test_the_list_names_them_all():
    part = CONTRIBUTING.read_text("utf-8").split("## What recognition looks at")[1].split("\n## ")[0]
    rows = re.findall(r"^\| \d+ \| (.+) \|$", part, re.MULTILINE)
    assert sorted(name for row in rows for name in row.split(", ")) == sorted(OBSERVATIONS)


def test_each_says_what_it_looks_at():
    assert all(len(says) > 20 and says[0].isupper() for says in OBSERVATIONS.values())


def test_a_silenced_one_decides_nothing():
    grid = sheet("""
        Task  | Anna | Boris
        One   |      |
        Plan  | R    | A
        Build | A    | R
    """)
    assert only_table(grid)[0].sections == {1: "One"}
    with without("opening sections"):
        assert only_table(grid)[0].sections == {}
    assert only_table(grid)[0].sections == {1: "One"}
