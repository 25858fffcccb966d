"""Which tasks are similar work."""

import pytest
from helpers import matrix

from raci_studio.analysis.similar_work import SimilarWork


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ("Approve the contract", "Approve a contract 2", True),  # numbers do not count
        ("Approve the contract", "Approve the budget", True),  # half of the words
        ("Approve the contract with the supplier", "Order chairs", False),
        ("Согласовать договор", "Согласовать смету", True),
        ("12", "13", False),  # no words, nothing in common
    ],
)
def test_similar_names(one, other, similar):
    document = matrix(f"task | Anna\n{one} | R\n{other} | R")
    work = SimilarWork(tuple(document.tasks_in_order()))
    assert (work.rows(0), work.rows(1)) == (([1], [0]) if similar else ([], []))
