"""Reports in Markdown, HTML and GraphML: what they hold, and that nothing of a cell breaks out of its place."""

import io
import re
import xml.etree.ElementTree as ET
from base64 import b64decode
from html.parser import HTMLParser

import networkx as nx
import pytest
from helpers import matrix

from raci_studio.analysis.audit import analyse
from raci_studio.core import edits, i18n
from raci_studio.core.errors import UserError
from raci_studio.files import export

TEXTS = """
    task              | Anna | Boris | result   | after
    Write | R/A  |       | Report   |
    Check <b>it</b>   | C    | R/A   | a_b*c    | 1
    Send & file       | R    | A     |          | 2
"""


@pytest.fixture
def document():
    document = matrix(TEXTS)
    document = edits.set_text(document, document.order[0], "name", "Write | the\nplan")
    accepted = next(finding for finding in analyse(document).findings if finding.code == "Q601")
    return edits.accept_finding(document, accepted.key, "on purpose")


def written(document, tmp_path, suffix, layout="list"):
    path = tmp_path / f"o{suffix}"
    export(document, path, layout)
    return path.read_bytes()


class Page(HTMLParser):
    """Collect the texts of the cells, by table."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.tags, self._cell = [], set(), None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._cell = self.tables[-1][-1]

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._cell = None

    def handle_data(self, data):
        if self._cell is not None:
            self._cell[-1] += data


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_html_page_holds_the_matrix_the_findings_and_those_accepted(document, tmp_path, language):
    i18n.set_language(language)
    try:
        page = Page(written(document, tmp_path, ".html").decode())
    finally:
        i18n.set_language("en")
    checklist, findings, accepted, people, rows, legend = page.tables
    assert len(checklist) == 29 and len(legend) == 5 and len(people) == 3
    assert "Check <b>it</b>" in {cell for row in rows for cell in row} and "b" not in page.tags
    assert accepted[1][-1] == "on purpose" and "Q601" not in {row[2] for row in findings}


def test_markdown_keeps_each_cell_in_its_column(document, tmp_path):
    lines = written(document, tmp_path, ".md", "grid").decode().splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("| №") and "Anna" in line)
    table = [line.replace(r"\|", "") for line in lines[head : head + 5]]
    assert len({line.count("|") for line in table}) == 1
    assert r"Write \| the<br>plan" in lines[head + 2] and r"a\_b\*c" in lines[head + 3]
    assert lines[0] == "# Process" and lines[2].startswith("3 tasks, 2 people, ")


def test_graphml_is_the_graph_with_what_is_known_of_each_task(document, tmp_path):
    document = edits.set_predecessors(document, document.order[0], "3↺")
    document = edits.set_text(document, document.order[2], "name", "Bell \x07")
    data = written(document, tmp_path, ".graphml")
    ET.fromstring(data)
    graph = nx.read_graphml(io.BytesIO(data))
    first, second, third = document.order
    assert graph.nodes[first]["label"] == "Write | the\nplan" and graph.nodes[first]["role R"] == "Anna"
    assert graph.nodes[second]["critical"] is True and graph.nodes[third]["number"] == 3
    assert graph.edges[first, second]["origin"] == "declared"
    assert graph.edges[third, first]["rework"] is True


def pictures(html):
    found = re.findall(r'<img alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]+)"', html)
    return {title: b64decode(data).decode() for title, data in found}


def test_the_html_page_shows_the_graph_and_the_charts_by_itself(document, tmp_path):
    page = written(document, tmp_path, ".html").decode()
    shown = pictures(page)
    assert next(iter(shown)) == "Process" and len(shown) >= 4
    assert "Tasks by person and letter" in shown
    for svg in shown.values():
        ET.fromstring(svg)
    assert "Check" in shown["Process"] and "<b>" not in shown["Process"]
    assert "http" not in re.sub(r"base64,[^\"]+", "", page)


def outline(data):
    """Return the titles that a reader of PDF shows beside the pages."""
    titles = re.findall(rb"/Title \((.*?)(?<!\\)\)", data, re.DOTALL)
    plain = [re.sub(rb"\\(\d{3})", lambda held: bytes([int(held[1], 8)]), title) for title in titles]
    return [t[2:].decode("utf-16-be") if t.startswith(b"\xfe\xff") else t.decode("latin-1") for t in plain]


@pytest.mark.parametrize("layout", ["list", "grid"])
def test_the_pdf_has_a_bookmark_for_each_part_and_is_the_same_each_time(document, tmp_path, layout):
    document = edits.set_text(document, document.order[2], "name", "Bell \x07 合同 Утвердить")
    data = written(document, tmp_path, ".pdf", layout)
    assert data.startswith(b"%PDF") and data == written(document, tmp_path, ".pdf", layout)
    said = outline(data)
    wanted = ["Checklist", "Graph", "Charts", "Findings", "Accepted findings", "People", "Matrix", "Legend"]
    assert [title for title in said if title in wanted] == wanted
    assert b"STSong-Light" in data


def test_a_cell_longer_than_a_page_is_broken(document, tmp_path):
    short = written(document, tmp_path, ".pdf").count(b"/Type /Page\n")
    document = edits.set_text(document, document.order[0], "notes", "word " * 6000)
    assert written(document, tmp_path, ".pdf").count(b"/Type /Page\n") > short


def test_a_document_without_tasks_makes_reports_too(tmp_path):
    for suffix in (".md", ".html", ".pdf", ".graphml"):
        assert written(edits.add_process(matrix("task | Anna\n"), "Empty"), tmp_path, suffix)


def test_what_nobody_can_write_is_refused(document, tmp_path):
    with pytest.raises(UserError):
        export(document, tmp_path / "o.docx")


def test_rules_that_are_switched_off_are_named(document, tmp_path):
    document = edits.change_settings(document, {}, "", {"Q601": "off"})
    assert "Switched off: Q601." in written(document, tmp_path, ".md").decode()
