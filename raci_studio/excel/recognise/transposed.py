"""Tell whether a grid stands the other way round: tasks are its columns, people its rows.

Three signals are added up: what the corner cell names, which side reads like people, and on which
side every line has exactly one person who answers. Where they do not speak clearly, the rows are tasks.
"""

import re
from collections.abc import Iterable, Sequence

from raci_studio.excel.recognise.headers import field_of
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.words import fold, person_headers, position_words

CLEARLY = 0.4
_TASK_CORNERS = {"task", "number", "step", "process", "phase", "description", "result"}
_BOTH = re.compile(r"\s*[/\\|]\s*")
_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"[A-ZА-ЯЁ][\w’'-]+ [A-ZА-ЯЁ]\.( ?[A-ZА-ЯЁ]\.)?|[A-ZА-ЯЁ]\.( ?[A-ZА-ЯЁ]\.)? [A-ZА-ЯЁ][\w’'-]+")


def person_share(names: Iterable[str]) -> float:
    """Return the share of names that hold a word for a position or a department, or initials."""
    names = [name for name in names if name]
    hits = sum(_is_person(name) for name in names)
    return hits / len(names) if names else 0.0


def _is_person(name: str) -> bool:
    return bool(_INITIALS.fullmatch(name)) or any(map(_is_position, _WORD.findall(name)))


def _is_position(word: str) -> bool:
    """Tell whether a word stands in names of positions; "IT" and "HR" do, "write it" does not."""
    return (len(word) > 3 or word.isupper()) and fold(word) in position_words()


@observation("transposed", otherwise=False)
def is_transposed(
    row_names: Sequence[str], column_names: Sequence[str], corner: str = "", marks: Sequence[Sequence[str]] = ()
) -> bool:
    """Tell whether the rows rather than the columns are the people.

    ``marks`` are the cells between, row by row: a task is answered for by one person.
    """
    rows, columns = person_share(row_names), person_share(column_names)
    score = rows - columns if rows >= 0.4 or columns >= 0.4 else 0.0
    score += _corner(corner)
    score += _one_answer(list(zip(*marks))) - _one_answer(marks)
    return score > CLEARLY and columns <= 0.5 and (rows >= 0.4 or _corner(corner) > 0)


def _corner(text: str) -> float:
    parts = [fold(part) for part in _BOTH.split(text)]
    if len(parts) > 1 and person_headers().intersection(parts):
        return 0.0  # "Role / Task" names both sides, in either order
    if fold(text) in person_headers() - {"name", "names", "function role"}:
        return 0.5
    guess = field_of(text)
    return -0.6 if guess and guess.strength >= 2 and guess.field in _TASK_CORNERS else 0.0


def _one_answer(lines: Sequence[Sequence[str]]) -> float:
    """Return half the share of lines with exactly one A: how much these lines look like tasks."""
    filled = [line for line in lines if any(line)]
    hits = sum(sum("A" in text.upper() and len(text) <= 3 for text in line) == 1 for line in filled)
    return 0.5 * hits / len(filled) if filled else 0.0
