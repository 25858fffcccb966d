import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci_studio.gui.matrix.fill import filled


@pytest.mark.parametrize(
    ("texts", "back", "told"),
    [
        (["1 day", "2 days"], False, ["3 days", "4 days", "5 days"]),
        (["Report no. 7"], False, ["Report no. 8", "Report no. 9", "Report no. 10"]),
        (["10", "20"], False, ["30", "40", "50"]),
        (["v01"], False, ["v02", "v03", "v04"]),
        (["30.12.2026"], False, ["31.12.2026", "01.01.2027", "02.01.2027"]),
        (["2026-01-01", "2026-01-08"], False, ["2026-01-15", "2026-01-22", "2026-01-29"]),
        (["5", "6"], True, ["4", "3", "2"]),
        (["1", "2", "4"], False, ["1", "2", "4"]),  # not even: repeated
        (["a", "b"], False, ["a", "b", "a"]),
        (["step 1", "phase 2"], False, ["step 1", "phase 2", "step 1"]),
        (["31.02.2026"], False, ["31.02.2026"] * 3),
        (["1"], True, ["1", "1", "1"]),  # nothing below zero
        ([""], False, ["", "", ""]),
    ],
)
def test_series(texts, back, told):
    assert filled(texts, 3, series=True, back=back) == told


def test_without_a_series_texts_repeat_in_turn_also_upwards():
    assert filled(["1", "2"], 3, series=False) == ["1", "2", "1"]
    assert filled(["1", "2"], 3, series=False, back=True) == ["2", "1", "2"]


@given(st.lists(st.text(), min_size=1, max_size=4), st.integers(0, 30), st.booleans(), st.booleans())
def test_any_texts_fill_as_many_cells_as_asked(texts, count, series, back):
    assert len(filled(texts, count, series=series, back=back)) == count
