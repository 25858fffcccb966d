"""What stands in the cell of a grid."""

import pytest

from raci_studio.excel.marks import Marks, candidate_letters, read_marks, split_roles

RACI = frozenset("RACI")


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("R", "R"), ("r", "R"), ("A/R", "AR"), ("A / R", "AR"), ("RA", "RA"), ("ra", "RA"), ("R, A", "RA"),
        ("R,A", "RA"),
        ("R A", "RA"), ("R(A)", "RA"), ("R (A) ", "RA"), ("(R)", "R"), ("R et A", "RA"), ("R и A", "RA"), ("R-A", "RA"),
        ("R - A", "RA"), ("R + A", "RA"), ("R & A", "RA"), ("R;I", "RI"), ("R\nC", "RC"), ("R.", "R"), ("R/R", "R"),
        ("Responsible", "R"), ("accountable", "A"), ("Consulté", "C"), ("informiert", "I"), ("R - Responsible", "R"),
        ("-", ""), ("–", ""), ("/", ""), ("N", ""), ("n/a", ""), ("N/A", ""), ("", ""), ("R/-", "R"),
    ],
)  # fmt: skip
def test_letters(text, letters):
    assert read_marks(text, RACI).letters == tuple(letters)


def test_what_is_no_letter_is_kept():
    assert read_marks("X", RACI) == Marks(unknown=("X",))
    assert read_marks("to do", RACI) == Marks(words="to do")
    assert read_marks("R (upgrades, patches)", RACI) == Marks(("R",), words="upgrades, patches")
    assert read_marks("R/Q", RACI) == Marks(("R",), ("Q",))


def test_a_name_is_no_letter():
    assert read_marks("Ivan", RACI).letters == ()
    assert candidate_letters("Ivan") == candidate_letters("Anna") == candidate_letters("PM") == ()
    assert candidate_letters("RACI") == ()


def test_cyrillic_look_alikes():
    assert read_marks("С", RACI) == Marks(("C",), repaired=True)
    assert read_marks("R/А", RACI) == Marks(("R", "A"), repaired=True)
    russian = frozenset("ИКНО")
    assert read_marks("K", russian) == Marks(("К",), repaired=True)
    assert read_marks("Н", russian).letters == ("Н",)


def test_a_token_of_its_own_is_not_taken_apart():
    assert read_marks("AI", RACI).letters == ("A", "I")
    assert read_marks("AI", RACI | {"AI"}).letters == ("AI",)
    assert read_marks("N", RACI | {"N"}).letters == ("N",)


def test_words_of_the_sheet():
    words = frozenset({("actor", "A")})
    assert read_marks("Actor/responsible", RACI, words).letters == ("A", "R")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("R : Anna\nA : Boris", [(("R",), "Anna"), (("A",), "Boris")]),
        ("A: Boris / R: Anna, Clara", [(("A",), "Boris"), (("R",), "Anna, Clara")]),
        ("R + A : Anna", [(("R", "A"), "Anna")]),
        ("R/A - Anna; I - Boris", [(("R", "A"), "Anna"), (("I",), "Boris")]),
        ("Anna", []),
        ("", []),
    ],
)
def test_all_roles_in_one_cell(text, parts):
    assert split_roles(text) == parts
