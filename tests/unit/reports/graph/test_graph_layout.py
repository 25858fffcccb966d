"""The layout: whatever the graph is, no box over another, no arrow through a box, each lane in its own strips."""

from itertools import pairwise

import graph_geometry as geometry
from hypothesis import given, settings
from hypothesis import strategies as st

from raci_studio.reports.graph import making
from raci_studio.reports.graph.drawing import BOX_HEIGHT, BOX_WIDTH, LINK, REWORK, SUGGESTED
from raci_studio.reports.graph.making import arranged
from raci_studio.reports.graph.placing import place
from raci_studio.reports.graph.plain import plain_layout
from raci_studio.reports.graph.ranking import ranks_of
from raci_studio.reports.graph.structure import Edge, Structure
from raci_studio.reports.graph.tracks import Line, tracks_of


def chain(count, lanes=0):
    edges = tuple(Edge(n, n + 1, LINK) for n in range(count - 1))
    return Structure(tuple(n * 7 % lanes if lanes else 0 for n in range(count)), lanes, edges)


@st.composite
def structures(draw):
    """Draw graphs with cycles, loops, rework, suggestions, alternatives and boxes without links."""
    count = draw(st.integers(0, 24))
    lanes = draw(st.integers(0, 4))
    own = tuple(draw(st.integers(0, max(0, lanes - 1))) for _ in range(count))
    box = st.integers(0, max(0, count - 1))
    kinds = st.sampled_from([LINK, LINK, LINK, REWORK, SUGGESTED])
    drawn = draw(st.lists(st.tuples(box, box, kinds, st.integers(-1, 2)), max_size=2 * count)) if count else []
    edges = {(u, v, kind): Edge(u, v, kind, group if kind == LINK else -1) for u, v, kind, group in drawn}
    return Structure(own, lanes, tuple(edges.values()))


@given(structures())
@settings(max_examples=100, deadline=None)
def test_no_box_over_another_and_no_arrow_through_a_box(structure):
    layout = arranged(structure)
    assert not geometry.boxes_over_boxes(layout.places)
    assert not geometry.ways_through_boxes(layout.places, layout.ways)
    assert not geometry.slanted(layout.ways)
    for x, y in layout.places:
        assert 0 <= x <= layout.width - BOX_WIDTH and 0 <= y <= layout.height - BOX_HEIGHT
    for way in layout.ways:
        assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in way)
    assert arranged(structure) == layout


@given(structures())
@settings(max_examples=60, deadline=None)
def test_ways_begin_and_end_at_their_boxes(structure):
    layout = arranged(structure)
    for edge, way in zip(structure.edges, layout.ways):
        (x, y), (to_x, to_y) = layout.places[edge.before], layout.places[edge.after]
        assert way[0][0] == x + BOX_WIDTH and y < way[0][1] < y + BOX_HEIGHT
        assert way[-1][0] == to_x and to_y < way[-1][1] < to_y + BOX_HEIGHT
        assert way[-2][1] == way[-1][1] and way[-2][0] < to_x  # an arrow arrives from the left


@given(structures())
@settings(max_examples=60, deadline=None)
def test_only_what_leaves_one_box_or_ends_together_shares_a_line(structure):
    layout = arranged(structure)
    for one, other in geometry.lying_on_each_other(layout.ways):
        a, b = structure.edges[one], structure.edges[other]
        leave = a.before == b.before and a.kind == b.kind
        end = a.after == b.after and a.group == b.group >= 0
        assert leave or end


@given(structures())
@settings(max_examples=60, deadline=None)
def test_boxes_stand_in_strips_of_their_lane(structure):
    layout = arranged(structure)
    assert bool(layout.strips) == bool(structure.lane_count and structure.lanes)
    for (x, y), lane in zip(layout.places, structure.lanes if structure.lane_count else ()):
        assert any(of == lane and top <= y and y + BOX_HEIGHT <= top + height for of, top, height in layout.strips), x
    ordered = sorted((top, top + height) for _lane, top, height in layout.strips)
    assert all(end <= top for (_top, end), (top, _end) in pairwise(ordered))


@given(structures())
@settings(max_examples=100, deadline=None)
def test_a_suggestion_moves_no_box_to_another_cell(structure):
    cells = place(structure)
    bare = Structure(
        structure.lanes, structure.lane_count, tuple(edge for edge in structure.edges if edge.kind != SUGGESTED)
    )
    assert place(bare) == cells


def test_columns_follow_the_links():
    edges = (Edge(0, 1, LINK), Edge(1, 2, LINK), Edge(0, 2, LINK), Edge(2, 0, REWORK), Edge(3, 2, LINK))
    ranks, linked = ranks_of(Structure((0,) * 5, 0, edges))
    assert ranks == [0, 1, 2, 1, 0]  # what begins something late stands beside it
    assert linked == [True, True, True, True, False]


def test_a_cycle_is_cut_where_the_rows_come_back():
    edges = (Edge(0, 1, LINK), Edge(1, 2, LINK), Edge(2, 0, LINK), Edge(2, 2, LINK))
    ranks, _linked = ranks_of(Structure((0,) * 3, 0, edges))
    assert ranks == [0, 1, 2]
    back = arranged(Structure((0,) * 3, 0, edges)).ways[2]
    assert back[0][0] > back[-1][0]


def test_a_long_process_goes_on_in_further_lines_with_their_lanes():
    short, long = arranged(chain(6, 2)), arranged(chain(60, 3))
    assert [lane for lane, _top, _height in short.strips] == [0, 1]
    assert [lane for lane, _top, _height in long.strips] == [0, 1, 2] * (len(long.strips) // 3)
    assert len(long.strips) > 3 and long.width < 4 * long.height
    assert geometry.crossings(long.ways) == 0


def test_a_chain_in_one_lane_is_a_straight_line():
    layout = arranged(chain(4))
    assert len({y for _x, y in layout.places}) == 1 and all(len(way) == 2 for way in layout.ways)


def test_alternatives_end_together_and_others_apart():
    edges = (Edge(0, 3, LINK, 1), Edge(1, 3, LINK, 1), Edge(2, 3, LINK))
    ends = [way[-1] for way in arranged(Structure((0,) * 4, 0, edges)).ways]
    assert ends[0] == ends[1] != ends[2]


def test_what_is_not_linked_stands_in_a_line_of_its_own():
    edges = tuple(Edge(n, n + 1, LINK) for n in range(3))
    cells = place(Structure((0,) * 12, 1, edges))
    assert len(cells.strips) == 2 and {cells.rows[box] for box in range(4)} == {0}
    assert min(cells.rows[4:]) == cells.strips[1][1]
    everything_apart = place(Structure((0,) * 30, 0, ()))
    assert everything_apart.column_count > 3 and everything_apart.row_count > 3


@given(structures())
@settings(max_examples=60, deadline=None)
def test_the_plain_layout_keeps_the_promise_too(structure):
    layout = plain_layout(structure)
    assert not geometry.boxes_over_boxes(layout.places) and not geometry.slanted(layout.ways)
    assert not geometry.ways_through_boxes(layout.places, layout.ways)
    upright = [(way[1], way[2]) for way in layout.ways]
    assert all(way[0][0] >= 0 for way in upright)
    assert not geometry.lying_on_each_other(upright)


def test_where_the_layered_layout_fails_the_plain_one_stands_in(monkeypatch, caplog):
    def fail(_structure):
        raise ZeroDivisionError

    monkeypatch.setattr(making, "place", fail)
    layout = arranged(chain(3, 2))
    assert layout.is_plain and len(layout.places) == 3 and len(layout.ways) == 2 and not layout.strips
    assert "the layered layout failed" in caplog.text
    monkeypatch.undo()
    assert not arranged(chain(3, 2)).is_plain


def test_lines_that_touch_never_share_a_track():
    one, apart, touching = Line([(1, 0.0)], [(5, 0.0)]), Line([(5, 3.0)], [(9, 0.0)]), Line([(5, 0.0)], [(7, 0.0)])
    assert tracks_of([one, apart]) == [0, 0]
    assert sorted(tracks_of([one, touching])) == [0, 1] and sorted(tracks_of([apart, touching])) == [0, 1]


def test_tracks_are_ordered_so_that_lines_do_not_cross():
    """Both go down: the one that begins higher must run further right."""
    assert tracks_of([Line([(1, 0.0)], [(5, 0.0)]), Line([(3, 0.0)], [(7, 0.0)])]) == [1, 0]
    assert tracks_of([Line([(5, 0.0)], [(1, 0.0)]), Line([(7, 0.0)], [(3, 0.0)])]) == [0, 1]
