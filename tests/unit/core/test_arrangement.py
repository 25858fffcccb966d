"""The arrangement: filters, sorting and sections are pure; any JSON opens."""

import json
from dataclasses import replace

import pytest
from helpers import matrix, names
from hypothesis import given
from hypothesis import strategies as st

from raci_studio.core import edits
from raci_studio.core.arranged_rows import Section, counted_values, section_of, visible_rows
from raci_studio.core.arrangement import ANY_COLUMN, Arrangement, Filter, arrangement_of, from_view, with_arrangement

TEXT = """
process | step   | task      | Anna | Boris | deadline | after | +Priority
Buy     | Step 2 | Order     | R    | A     | 10 days  |       | high
Buy     | Step 2 | Pay       | A    |       | 9 days   | 1     |
Buy     | Step 10| Receive   | C    | A/R   |          | 2     | low
Sell    | Step 2 | Advertise |      | A     | 2 days   |       | high
Buy     | Step 2 | Archive   | R    |       |          | 3     |
"""


@pytest.fixture
def document():
    return matrix(TEXT)


def shown(document, **changes):
    found = changes.pop("found", frozenset())
    rows = visible_rows(document, Arrangement(**changes), found)
    return [f"[{row.step} {row.tasks}]" if isinstance(row, Section) else document.tasks[row].name for row in rows]


ALL = ["Order", "Pay", "Receive", "Advertise", "Archive"]


@pytest.mark.parametrize(
    ("key", "wanted", "expected"),
    [
        ("deadline", Filter(values=frozenset({""})), ["Receive", "Archive"]),
        ("deadline", Filter(text="9"), ["Pay"]),
        ("name", Filter(text="ARCH"), ["Archive"]),
        ("process", Filter(values=frozenset({"Sell"})), ["Advertise"]),
        ("predecessors", Filter(values=frozenset({"2", "3"})), ["Receive", "Archive"]),
        ("extra:Priority", Filter(values=frozenset({"high"})), ["Order", "Advertise"]),
        ("role:R", Filter(values=frozenset({"Anna"})), ["Order", "Archive"]),
        ("role:R", Filter(values=frozenset({"Anna"}), any_role=True), ["Order", "Pay", "Receive", "Archive"]),
        ("role:R", Filter(values=frozenset({""})), ["Pay", "Advertise"]),
        ("person:p3", Filter(values=frozenset({"A"})), ["Order", "Receive", "Advertise"]),
        ("extra:Gone", Filter(values=frozenset({"x"})), ALL),
        ("name", Filter(values=frozenset()), []),
    ],
)
def test_a_filter_keeps_the_tasks_that_pass(document, key, wanted, expected):
    key = f"person:{document.person_named('Boris').id}" if key.startswith("person:") else key
    assert shown(document, filters={key: wanted}) == expected


def test_filters_of_two_columns_hold_together(document):
    filters = {"step": Filter(values=frozenset({"Step 2"})), "deadline": Filter(text="days")}
    assert shown(document, filters=filters) == ["Order", "Pay", "Advertise"]


def test_findings_filter(document):
    found = {(document.order[1], "deadline"), (document.order[2], "result")}
    assert shown(document, filters={"deadline": Filter(findings=True)}, found=found) == ["Pay"]
    assert shown(document, filters={ANY_COLUMN: Filter(findings=True)}, found=found) == ["Pay", "Receive"]


def test_sorting_counts_numbers_by_size_and_leaves_empty_cells_last(document):
    assert shown(document, sort=("deadline", False)) == ["Advertise", "Pay", "Order", "Receive", "Archive"]
    assert shown(document, sort=("deadline", True)) == ["Order", "Pay", "Advertise", "Receive", "Archive"]
    assert shown(document, sort=("extra:Gone", False)) == ALL


def test_sections_gather_their_tasks_in_the_order_of_the_process(document):
    expected = ["[Step 2 3]", "Order", "Pay", "Archive", "[Step 10 1]", "Receive", "[Step 2 1]", "Advertise"]
    assert shown(document, grouped=True) == expected
    collapsed = frozenset({section_of(document, document.order[0])})
    assert shown(document, grouped=True, collapsed=collapsed) == ["[Step 2 3]", *expected[4:]]
    by_name = shown(document, grouped=True, sort=("name", False))
    assert by_name[:4] == ["[Step 2 3]", "Archive", "Order", "Pay"]


def test_values_are_counted_once_for_each_task(document):
    anna_boris = counted_values(document, document.order, "role:A")
    assert anna_boris == [("Anna", 1), ("Boris", 3), ("", 1)]
    assert counted_values(document, document.order, "step") == [("Step 2", 4), ("Step 10", 1)]
    assert counted_values(document, document.order, "nothing") == []


def test_columns_move_and_hide_and_new_ones_stand_beside_their_neighbours():
    keys = ["step", "name", "role:R", "role:A", "deadline"]
    moved = Arrangement().with_order(["deadline", "step", "name", "role:R", "role:A"])
    assert moved.shown_keys(keys) == ["deadline", "step", "name", "role:R", "role:A"]
    assert moved.shown_keys(["step", "name", "person:p1", "deadline"]) == ["deadline", "step", "name", "person:p1"]
    hidden = moved.with_hidden("deadline").with_hidden("name")
    assert hidden.shown_keys(keys) == ["step", "name", "role:R", "role:A"]  # the tasks themselves always show


def test_a_hidden_column_filters_and_sorts_no_more():
    arrangement = Arrangement(filters={"step": Filter(text="x")}, sort=("step", True)).with_hidden("step")
    assert arrangement.filters == {} and arrangement.sort is None


def test_the_order_survives_a_move_in_the_other_layout():
    first = Arrangement().with_order(["role:R", "name", "step"])
    second = first.with_order(["name", "step", "person:p1"])
    assert second.shown_keys(["step", "name", "role:R"]) == ["role:R", "name", "step"]


keys = st.sampled_from(["step", "name", "role:R", "extra:A b", "deadline"])
filters = st.builds(
    Filter,
    st.none() | st.frozensets(st.text(max_size=3), max_size=3),
    st.text(max_size=3),
    st.booleans(),
    st.booleans(),
).filter(bool)
arrangements = st.builds(
    Arrangement,
    layout=st.sampled_from(["list", "grid"]),
    hidden=st.frozensets(keys),
    order=st.lists(keys, unique=True).map(tuple),
    widths=st.dictionaries(st.tuples(st.sampled_from(["list", "grid"]), keys), st.integers(20, 4000)),
    frozen=keys | st.just(""),
    wrap=st.booleans(),
    zoom=st.integers(50, 300),
    filters=st.dictionaries(keys, filters),
    sort=st.none() | st.tuples(keys, st.booleans()),
    grouped=st.booleans(),
    collapsed=st.frozensets(st.text(max_size=4)),
    arrows=st.booleans(),
)


@given(arrangements)
def test_what_is_kept_is_what_comes_back(arrangement):
    assert from_view(json.loads(json.dumps(arrangement.to_view()))) == arrangement


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
names_of_parts = st.sampled_from([*Arrangement.__dataclass_fields__, "unknown"])


@given(json_values | st.dictionaries(names_of_parts, json_values))
def test_any_json_opens(view):
    arrangement = from_view(view)
    assert 50 <= arrangement.zoom <= 300 and arrangement.layout in ("list", "grid")
    assert len(visible_rows(matrix("task\nDo"), arrangement)) <= 2


def test_the_document_carries_it_and_a_default_one_leaves_no_trace(document):
    other = edits.set_view(document, "newer", {"a": 1})
    kept = with_arrangement(other, Arrangement(zoom=125, sort=("name", True)))
    assert arrangement_of(kept) == Arrangement(zoom=125, sort=("name", True))
    assert with_arrangement(kept, Arrangement()) == other
    assert with_arrangement(document, Arrangement()) is document


def test_the_sorted_order_becomes_the_order(document):
    rows = visible_rows(document, Arrangement(sort=("name", False)))
    ordered = edits.order_tasks(document, rows)
    assert names(ordered, ordered.order) == ["Advertise", "Archive", "Order", "Pay", "Receive"]
    assert edits.order_tasks(ordered, rows) is ordered
    with pytest.raises(ValueError, match="every task"):
        edits.order_tasks(document, rows[1:])


def test_default_is_a_plain_value():
    assert replace(Arrangement()) == Arrangement() and Arrangement().to_view() == {}
