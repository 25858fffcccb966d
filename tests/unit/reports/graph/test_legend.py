"""The legend below a picture of the graph: what occurs, and nothing else; all of it inside, in every format."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from helpers import matrix

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.suggested_links import suggest_links
from raci_studio.core import i18n
from raci_studio.reports.graph.content import Wanted
from raci_studio.reports.graph.drawing import Drawing
from raci_studio.reports.graph.legend import TITLES, legend_of, signs_of
from raci_studio.reports.graph.making import make
from raci_studio.reports.graph.picture import picture_of
from raci_studio.reports.graph.svg import svg_of
from raci_studio.reports.graph.wrapping import width_of

SVG = "{http://www.w3.org/2000/svg}"
TEXT = """
step | task  | Anna | Boris | duration | result | inputs | after  | instead
One  | Plan  | R    | A     | 2        | Plan   |        |        |
One  | Pay   |      | R/A   | 1        | Money  | plan   | 3      |
Two  | Buy   | R    |       | 1        | Cloth  |        | 1; 4↺  |
Two  | Rent  |      |       | 1        | Rest   |        |        | 3
Two  | Sew   | R    |       | 1        | Shirts |        | 1 or 2 |
Two  | Alone | R    |       | 1        | Peace  | cloth  |        |
"""


def drawn(text, wanted=None, *, suggestions=True):
    document = matrix(text)
    analysis = analyse(document)
    metrics = analysis.metrics[0]
    links = suggest_links(document, metrics.process.id) if suggestions else ()
    return make(metrics, analysis.findings, links, wanted).drawing


@pytest.fixture(scope="module")
def drawing():
    return drawn(TEXT)


def test_it_names_what_occurs_and_nothing_else(drawing):
    signs = set(signs_of(drawing))
    assert {"critical", "scenario", "link", "alternative", "rework", "suggested"} <= signs
    assert not signs & {"step", "inferred"}
    assert {"step"} <= set(signs_of(drawn(TEXT, Wanted(collapsed=True)))) - {"scenario"}
    assert "suggested" not in signs_of(drawn(TEXT, suggestions=False))
    by_rows = set(signs_of(drawn("task | Anna\nWrite | R\nPrint | R", suggestions=False)))
    assert "inferred" in by_rows and not by_rows & {"link", "critical"}


def test_each_mark_of_a_box_is_named(drawing):
    box = replace(drawing.boxes[0], critical=False, bottleneck=True, severity="warning", scenario="")
    assert signs_of(Drawing((box,), (), (), 300, 100)) == ("bottleneck", "warning")
    assert signs_of(Drawing((), (), (), 300, 100)) == ()


def test_every_sign_has_one_sample(drawing):
    boxes = [replace(drawing.boxes[0], severity=one) for one in ("error", "warning", "hint")]
    arrows = [replace(drawing.arrows[0], kind="link", inferred=True, critical=False)]
    full = replace(drawing, boxes=(*drawing.boxes, replace(boxes[0], is_step=True, bottleneck=True), *boxes[1:]),
                   arrows=(*drawing.arrows, *arrows))  # fmt: skip
    assert set(signs_of(full)) == set(TITLES)
    for entry in legend_of(full).entries:
        assert sum(sample is not None for sample in (entry.frame, entry.arrow, entry.mark)) == 1, entry.sign


@pytest.mark.parametrize("width", [40.0, 230.0, 700.0, 4000.0])
def test_it_stands_below_and_inside_however_wide_the_drawing_is(drawing, width):
    narrow = replace(drawing, width=width)
    legend = legend_of(narrow)
    assert legend.width >= width and legend.height > narrow.height
    places = [(entry.y, entry.x) for entry in legend.entries]
    assert places == sorted(places) and len(set(places)) == len(places)
    for entry in legend.entries:
        x, y = entry.text_place
        assert narrow.height < entry.y < legend.height and y < legend.height
        assert x + width_of(entry.text) * 6 <= legend.width
    if width == 4000:
        assert legend.width == width and len({entry.y for entry in legend.entries}) == 1


def test_a_drawing_without_signs_has_no_legend():
    empty = Drawing((), (), (), 300.0, 100.0)
    assert legend_of(empty).entries == () and legend_of(empty).height == 100.0


def test_an_svg_holds_it_in_the_language_of_the_user(drawing):
    root = ElementTree.fromstring(svg_of(drawing))
    groups = [group for group in root.iter(f"{SVG}g") if group.get("class") == "legend"]
    assert [group.find(f"{SVG}text").text for group in groups] == [TITLES[sign] for sign in signs_of(drawing)]
    assert all(len(group) > 1 for group in groups)
    i18n.set_language("ru")
    try:
        assert "Возврат на доработку" in svg_of(drawing)
    finally:
        i18n.set_language("en")


def test_a_png_has_something_in_the_room_below_the_drawing(drawing):
    from io import BytesIO

    from matplotlib.image import imread

    legend = legend_of(drawing)
    pixels = imread(BytesIO(picture_of(drawing, dpi=96)))
    below = pixels[int(drawing.height) :, :, :3]
    assert abs(len(below) - (legend.height - drawing.height)) <= 2 and below.min() < 0.5
