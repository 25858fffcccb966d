"""How a cell reads, and its addresses."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci_studio.excel.grid import Grid, cell_address, cell_indices, column_index, column_letters, value_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), ("", ""), (3.0, "3"), (3.1, "3.1"), (0.1 + 0.2, "0.3"), (108.94495412844037, "108.94495412844037"),
        (-2.0, "-2"), (1e20, "1e+20"), (True, "TRUE"), (False, "FALSE"), (7, "7"),
        (dt.date(2026, 3, 1), "2026-03-01"), (dt.datetime(2026, 3, 1), "2026-03-01"),
        (dt.datetime(2026, 3, 1, 9, 30), "2026-03-01 09:30"), (dt.time(9, 5), "09:05"), (dt.time(9, 5, 7), "09:05:07"),
        (dt.timedelta(hours=26, minutes=3), "26:03"), ("\u00a0 R\u00a0", "R"), ("  a\n b ", "a\n b"), ("e\u0301", "é"),
    ],
)  # fmt: skip
def test_a_value_reads_as_on_the_sheet(value, text):
    assert value_text(value) == text


def test_addresses():
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert cell_address(6, 3) == "D7"
    assert cell_indices("$D$7") == (6, 3)
    with pytest.raises(ValueError):
        cell_indices("7D")


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_addresses_come_back(row, column):
    assert cell_indices(cell_address(row, column)) == (row, column)
    assert column_index(column_letters(column)) == column


def test_outside_is_blank_and_merges_show_their_first_cell():
    grid = Grid("S", (("Team", "", ""), ("Anna",)), ((0, 0, 0, 2),))
    assert grid.text(9, 9) == grid.text(-1, 0) == ""
    assert (grid.text(0, 2), grid.merged_text(0, 2), grid.merged_text(1, 0)) == ("", "Team", "Anna")
    assert (grid.height, grid.width) == (2, 3)


def test_absurd_merges_are_cut_to_the_sheet():
    grid = Grid("S", (("a", "b"),), ((0, 0, 1_048_575, 16_383),))
    assert grid.merged_text(0, 1) == "a"


def test_a_transposed_sheet_keeps_its_addresses():
    turned = Grid("S", (("a", "b"), ("c",)), ((0, 0, 0, 1),)).transpose()
    assert turned.rows == (("a", "c"), ("b", ""))
    assert (turned.address(1, 0), turned.row_label(1), turned.column_label(1)) == ("B1", "B", "2")
    assert turned.merges == ((0, 0, 1, 0),)
    assert turned.transpose().address(0, 1) == "B1"
