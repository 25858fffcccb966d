"""Pictures without a window: SVG as one well-formed text, PNG and PDF of the right size."""

import struct
from xml.etree import ElementTree

import pytest
from helpers import matrix

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.suggested_links import suggest_links
from raci_studio.reports.graph.drawing import Drawing
from raci_studio.reports.graph.legend import legend_of
from raci_studio.reports.graph.making import make
from raci_studio.reports.graph.picture import pdf_of, picture_of
from raci_studio.reports.graph.strokes import COLOURS
from raci_studio.reports.graph.svg import svg_of

SVG = "{http://www.w3.org/2000/svg}"
TEXT = """
step | task          | Anna | Борис | duration | result | inputs | after  | instead
One  | A & <b> "c"   | R    | A     | 2        | Plan   |        |        |
One  | Проверить $x$ |      | R/A   | 1        | Money  | plan   | 3      |
Two  | Buy 合同       | R    |       | 1        | Cloth  |        | 1; 4↺  |
Two  | Rent          |      |       | 1        | Rest   |        |        | 3
Two  | Sew           | R    |       | 1        | Shirts |        | 1 or 2 |
Two  | Alone         | R    |       | 1        | Peace  | cloth  |        |
"""


@pytest.fixture(scope="module")
def drawing():
    document = matrix(TEXT)
    analysis = analyse(document)
    metrics = analysis.metrics[0]
    return make(metrics, analysis.findings, suggest_links(document, metrics.process.id)).drawing


def test_svg_holds_every_box_arrow_and_lane(drawing):
    root = ElementTree.fromstring(svg_of(drawing, "The <graph>"))
    legend = legend_of(drawing)
    assert (root.get("width"), root.get("height")) == (f"{legend.width:g}", f"{legend.height:g}")
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert titles[0] == "The <graph>"
    for thing in (*drawing.boxes, *drawing.arrows):
        assert thing.words in titles
    texts = {text.text for text in root.iter(f"{SVG}text")}
    assert {line for box in drawing.boxes for line in (box.head, *box.lines)} <= texts
    assert {line for lane in drawing.lanes for line in lane.lines} <= texts
    assert 'A & <b> "c"' in texts


def test_svg_tells_kinds_apart_without_colour(drawing):
    root = ElementTree.fromstring(svg_of(drawing))
    for legend in [group for group in root if group.get("class") == "legend"]:
        root.remove(legend)
    dashed = {path.get("stroke-dasharray") for path in root.iter(f"{SVG}path")} - {None}
    kinds = {arrow.kind for arrow in drawing.arrows}
    assert kinds == {"link", "rework", "suggested"} and len(dashed) == 2
    rings = [one for one in root.iter(f"{SVG}circle") if one.get("r") == "4"]
    assert len(rings) == sum(arrow.alternative for arrow in drawing.arrows) > 0
    widths = {rect.get("stroke-width") for rect in root.iter(f"{SVG}rect")}
    assert {"1.2", "3"} <= widths


def test_svg_needs_nothing_else(drawing):
    text = svg_of(drawing)
    assert "href" not in text and "url(" not in text and "<script" not in text and "\x01" not in text
    odd = Drawing(drawing.boxes[:1], (), (), 10.0, 10.0)
    from dataclasses import replace

    odd = replace(odd, boxes=(replace(odd.boxes[0], words="\x01\ud800", lines=("\x0b",)),))
    ElementTree.fromstring(svg_of(odd))


def test_png_has_the_size_asked_for(drawing):
    data = picture_of(drawing, dpi=96)
    width, height = struct.unpack(">II", data[16:24])
    legend = legend_of(drawing)
    assert data.startswith(b"\x89PNG") and abs(width - legend.width) <= 1 and abs(height - legend.height) <= 1
    twice = struct.unpack(">II", picture_of(drawing, dpi=192)[16:24])
    assert abs(twice[0] - 2 * legend.width) <= 2


def test_a_huge_drawing_becomes_no_huge_picture(drawing):
    wide = Drawing((), (), (), 60_000.0, 300.0)
    width, _height = struct.unpack(">II", picture_of(wide)[16:24])
    assert width <= 12_001


def test_pdf_is_one_page_and_always_the_same(drawing):
    bare = Drawing(drawing.boxes[:1], drawing.lanes[:1], (), drawing.width, drawing.height)
    data = pdf_of(bare)
    assert data.startswith(b"%PDF") and data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") == 1
    assert data == pdf_of(bare)


def test_colours_are_those_of_the_design():
    for name in ("error", "warning", "hint"):
        assert COLOURS[name] in ("#B42318", "#92400E", "#175CD3")
    assert (COLOURS["box"], COLOURS["frame"]) == ("#DCE9FF", "#0B3D91")
