"""Charts as pictures: sizes, places of the parts, files that are the same each time, signs besides colours."""

import zlib
from xml.etree import ElementTree

import pytest
from helpers import matrix

from raci_studio.analysis.audit import analyse
from raci_studio.reports.charts.content import Bar, BarChart, HeatMap, Series, charts_of
from raci_studio.reports.charts.figure import _HATCHES, DARK, LIGHT, picture, saved

TEXT = """
    step    | task            | Anna | Boris | channel
    Prepare | Write the plan  | R    | A     | Telegram
    Do      | Buy $5 & <more> | R    | A     | e-mail
"""
BARS = BarChart(
    "x", "Cost of $a and $b", (Series("R", "kind:does"), Series("A", "kind:answers")),
    (Bar("Anna", (3, 1), ({}, {})), Bar("Boris", (0, 2), ({}, {}))),
)  # fmt: skip


def pixel(shown, x, y):
    place = (int(y) * shown.width + int(x)) * 4
    return tuple(shown.pixels[place : place + 3])


def rgb(colour):
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_part_is_where_it_says(colours):
    shown = picture(BARS, colours, 700, 96)
    assert shown.width == 700 and len(shown.pixels) == shown.width * shown.height * 4
    assert [spot.said for spot in shown.spots] == ["Anna, R: 3", "Anna, A: 1", "Boris, A: 2"]
    spot = next(spot for spot in shown.spots if spot.said == "Anna, R: 3")
    left, top, width, height = spot.area
    assert pixel(shown, left + width / 2, top + height / 2) == rgb(colours.meanings["kind:does"])
    assert pixel(shown, 1, 1) == rgb(colours.page)


def test_a_cell_of_a_map_is_where_it_says():
    chart = HeatMap("x", "Map", ("Anna", "Boris"), ("One", "Two"), ((1, 0), (0, 4)), (({}, {}), ({}, {})))
    shown = picture(chart, LIGHT, 600, 96)
    assert [spot.said for spot in shown.spots] == ["Anna, One: 1", "Boris, Two: 4"]
    first, second = (spot.area for spot in shown.spots)
    assert first[0] < second[0] and first[1] < second[1]
    assert pixel(shown, second[0] + 4, second[1] + 4) == rgb(LIGHT.accent)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_files_are_of_their_kind_and_the_same_each_time(suffix):
    data = saved(BARS, suffix)
    assert data.startswith({".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[suffix])
    assert data == saved(BARS, suffix)


def test_texts_of_an_svg_are_texts():
    root = ElementTree.fromstring(saved(BARS, ".svg"))
    said = [(element.text or "") for element in root.iter() if element.tag.endswith("}text")]
    assert "Anna" in said and "Cost of $a and $b" in said


def test_parts_differ_by_more_than_colour():
    assert len(set(_HATCHES)) == len(_HATCHES) >= 8


def test_all_charts_of_a_matrix_are_drawn():
    document = matrix(TEXT)
    for chart in charts_of(document, analyse(document)):
        shown = picture(chart, LIGHT, 500, 96)
        assert shown.width == 500 and shown.height > 60 and zlib.crc32(shown.pixels)
        assert shown.spots


def test_the_legend_names_only_what_occurs():
    series = (Series("R", "kind:does"), Series("Never", "kind:answers"), Series("C", "kind:consults"))
    chart = BarChart("x", "Load", series, (Bar("Anna", (3, 0, 1), ({}, {}, {})),))
    text = saved(chart, ".svg").decode()
    assert ">R<" in text and ">C<" in text and "Never" not in text


def test_the_first_bar_is_as_far_from_the_top_however_many_there_are():
    def top(count):
        bars = tuple(Bar(f"P{nth}", (1.0,), ({},)) for nth in range(count))
        return picture(BarChart("x", "Load", (Series("R"),), bars), LIGHT, 700, 96).spots[0].area[1]

    assert abs(top(30) - top(3)) < 12
