import pytest

from raci_studio.gui.matrix.navigate import block_edge, wrapped


@pytest.mark.parametrize(
    ("line", "start", "step", "end"),
    [
        ("xxx..xx.", 0, 1, 2),
        ("xxx..xx.", 2, 1, 5),
        ("xxx..xx.", 6, 1, 7),
        ("xxx..xx.", 7, 1, 7),
        ("xxx..xx.", 7, -1, 6),
        ("xxx..xx.", 3, -1, 2),
        ("..x", 1, -1, 0),
        ("x", 0, 1, 0),
    ],
)
def test_the_edge_of_a_block(line, start, step, end):
    assert block_edge(lambda place: line[place] == "x", start, step, len(line)) == end


def test_round_a_rectangle():
    place, seen = (0, 0), []
    for _time in range(6):
        seen.append(place)
        place = wrapped(*place, 2, 3, 1, by_columns=True)
    assert place == (0, 0) and seen == [(0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2)]
    assert wrapped(0, 0, 2, 3, -1, by_columns=False) == (1, 2)
