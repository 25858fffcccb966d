import pytest
from helpers import matrix
from hypothesis import given
from hypothesis import strategies as st

from raci_studio.gui.matrix.columns import grid_columns, list_columns
from raci_studio.gui.matrix.search import Query, hits


@pytest.mark.parametrize(
    ("query", "text", "count", "replaced"),
    [
        (Query("report"), "Report on reports", 2, "X on Xs"),
        (Query("report", match_case=True), "Report on reports", 1, "Report on Xs"),
        (Query("report", whole_cell=True), "Report", 1, "X"),
        (Query("report", whole_cell=True), "Report on", 0, "Report on"),
        (Query("отчёт"), "ОТЧЁТ", 1, "X"),
        (Query("."), "a.b", 1, "aXb"),
        (Query(""), "a", 0, "a"),
    ],
)
def test_counting_and_replacing(query, text, count, replaced):
    assert query.count(text) == count and (not query.text or query.replaced(text, "X") == replaced)


def test_what_is_put_in_is_taken_as_it_stands():
    assert Query("a").replaced("cat", r"\1") == r"c\1t"


@given(st.text(min_size=1, max_size=3), st.text(max_size=30))
def test_what_was_replaced_is_found_no_more(text, cell):
    query = Query(text, match_case=True)
    assert (query.replaced(cell, "") != cell) == bool(query.count(cell))


TEXT = """
task  | Anna | Boris | deadline
Write | R    | A     | a week
Check | C    | R     | A day
"""


def found(columns, query):
    document = matrix(TEXT)
    made = columns(document, frozenset())
    return [
        (document.number_of(hit.task), hit.column.key, hit.count)
        for row in hits(document, document.order, made, query)
        for hit in row
    ]


def test_names_in_the_list_and_letters_in_the_grid():
    assert found(list_columns, Query("anna")) == [(1, "role:R", 1), (2, "role:C", 1)]
    grid = found(grid_columns, Query("A"))
    assert [number for number, _key, _count in grid] == [1, 1, 2] and grid[1][1:] == ("deadline", 1)


def test_limits():
    document = matrix(TEXT)
    assert found(list_columns, Query("a", column="deadline")) == [(1, "deadline", 1), (2, "deadline", 2)]
    cells = {(document.order[1], "deadline")}
    assert found(list_columns, Query("a", cells=cells)) == [(2, "deadline", 2)]
