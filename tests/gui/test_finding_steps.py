"""From one list of findings to another in runs of rows."""

from hypothesis import given
from hypothesis import strategies as st

from raci_studio.gui.findings.steps import same, steps

THINGS = [object() for _thing in range(8)]
lists = st.lists(st.sampled_from(THINGS), unique_by=id)


def followed(held, gone, wanted, new):
    """Do what the steps say, as a model does it."""
    rows = list(held)
    for first, last in reversed(gone):
        del rows[first : last + 1]
    for first, last in new:
        rows[first:first] = wanted[first : last + 1]
    return rows


@given(lists, lists, st.integers(0, 6))
def test_the_steps_lead_there(held, wanted, most):
    gone, new = steps(held, wanted, most=most)
    assert same(followed(held, gone, wanted, new), wanted)
    whole = (*([(0, len(held) - 1)] if held else []), *([(0, len(wanted) - 1)] if wanted else []))
    assert len(gone) + len(new) <= most or (*gone, *new) == whole


def test_what_stays_is_not_touched():
    one, two, three, four = THINGS[:4]
    assert steps([one, two, three], [one, two, three], most=9) == ([], [])
    assert steps([one, two, three], [one, four, three], most=9) == ([(1, 1)], [(1, 1)])
    assert steps([one, two], [two, one], most=9) == ([(0, 1)], [(0, 1)])  # another order: all anew
    assert not same([object()], [object()])
