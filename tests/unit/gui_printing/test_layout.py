"""Which rows and columns go on which page: each exactly once, nothing wider or higher than the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci_studio.gui.printing.layout import (
    MOST_STRETCHED,
    NORMAL_SIZE,
    SMALLEST_SIZE,
    Piece,
    font_size,
    pages,
    strips,
)  # fmt: skip

PITCH, PAD = 10.0, 3.0
widths_strategy = st.lists(st.floats(20, 900), min_size=1, max_size=30)


@given(widths_strategy, st.integers(-1, 29), st.floats(100, 1200), st.floats(0, 500))
def test_every_column_is_in_one_strip_but_the_repeated_one_and_no_strip_is_wider_than_the_page(
    widths, repeated, room, word
):
    repeated = min(repeated, len(widths) - 1)
    result = strips(widths, [word] * len(widths), repeated, room)
    places = [place for strip in result for place in strip.columns if place != repeated]
    assert places == [place for place in range(len(widths)) if place != repeated]
    for strip in result:
        assert len(strip.columns) == len(strip.widths) == len(set(strip.columns))
        assert sum(strip.widths) <= room * 1.000001 and min(strip.widths) > 0
        assert repeated < 0 or repeated in strip.columns


@given(st.lists(st.integers(1, 120), max_size=60), st.sets(st.integers(0, 60)), st.floats(5, 300), st.floats(100, 400))
def test_every_line_of_every_row_is_on_one_page_and_no_page_is_overfull(lines, heads, first, other):
    result = pages(lines, PITCH, PAD, (first, other), heads)
    pieces = [piece for page in result for piece in page]
    shown = [(piece.row, line) for piece in pieces for line in range(piece.first, piece.end)]
    assert shown == [(row, line) for row, count in enumerate(lines) for line in range(count)]
    for number, page in enumerate(result):
        height = sum((piece.end - piece.first) * PITCH + 2 * PAD for piece in page)
        # A page too low for a single line has one all the same: the table must come to its end.
        assert height <= max(other if number else first, PITCH + 2 * PAD) + 0.001
    assert all(result) or not lines


def test_a_row_stays_whole_where_a_page_can_hold_it_and_else_goes_on():
    whole = pages([5, 6], PITCH, PAD, (100, 100))
    assert whole == ((Piece(0, 0, 5),), (Piece(1, 0, 6),))
    assert pages([25], PITCH, PAD, (56, 106)) == ((Piece(0, 0, 5),), (Piece(0, 5, 15),), (Piece(0, 15, 25),))


def test_the_head_of_a_section_goes_with_its_first_row():
    assert [len(page) for page in pages([1, 1, 3], PITCH, PAD, (60, 60))] == [2, 1]
    assert [len(page) for page in pages([1, 1, 3], PITCH, PAD, (60, 60), {1})] == [1, 2]


def test_no_rows_are_one_page():
    assert pages([], PITCH, PAD, (100, 100)) == ((),)


def test_columns_that_fit_stand_on_one_strip_in_proportion():
    (strip,) = strips([100, 200, 300], [0, 0, 0], 0, 660)
    assert strip.widths == pytest.approx((110, 220, 330))
    (narrow,) = strips([100], [0], -1, 1000)
    assert narrow.widths == pytest.approx((100 * MOST_STRETCHED,))


def test_the_repeated_column_stands_in_its_place_and_first_on_other_strips_which_are_about_equal():
    first, second = strips([50, 100, *[100] * 8], [0] * 10, 1, 400)
    assert first.columns[:2] == (0, 1) and second.columns[0] == 1
    assert abs(len(first.columns) - len(second.columns)) <= 1


def test_a_long_word_is_not_broken_where_there_is_room():
    (strip,) = strips([100] * 4, [10, 10, 10, 95], -1, 320)
    assert strip.widths[3] >= 95 > strip.widths[0]


def test_letters_get_smaller_with_many_columns_but_stay_readable():
    assert font_size([100], 500) == font_size([], 500) == NORMAL_SIZE
    assert font_size([100] * 50, 500) == SMALLEST_SIZE
    assert SMALLEST_SIZE < font_size([100] * 7, 500) < NORMAL_SIZE
