"""When Python looks for garbage."""

import gc
import sys

import pytest

from raci_studio.core import garbage


@pytest.fixture
def looks(monkeypatch):
    """Return the generations that were looked through."""
    seen = []
    monkeypatch.setattr(gc, "collect", seen.append)
    monkeypatch.setattr(gc, "get_count", lambda: (garbage._MANY + 1, 0, 0))
    monkeypatch.setattr(garbage, "_put_off", 0)
    return seen


def test_a_look_waits_for_what_another_thread_makes(looks):
    garbage.without_gc(garbage.collect_some)()
    assert looks == []
    garbage.collect_some()
    assert looks == [0]


def test_a_look_does_not_wait_for_ever(looks):
    look = garbage.without_gc(garbage.collect_some)
    for _time in range(garbage._MOST_PUT_OFF + 1):
        look()
    assert looks == [0]


def test_what_fails_is_waited_for_no_more(looks):
    @garbage.without_gc
    def failing():
        raise ValueError

    with pytest.raises(ValueError):
        failing()
    garbage.collect_some()
    assert looks == [0]


def test_what_is_imported_for_good_is_looked_through_no_more(tmp_path, monkeypatch):
    (tmp_path / "one_more_module.py").write_text("held = [[] for _ in range(100)]")
    monkeypatch.syspath_prepend(tmp_path)
    before = gc.get_freeze_count()
    try:
        garbage.import_for_good("one_more_module")
        frozen = gc.get_freeze_count()
        assert frozen >= before + 100
        garbage.import_for_good("one_more_module")
        assert gc.get_freeze_count() <= frozen
    finally:
        gc.unfreeze()
        sys.modules.pop("one_more_module", None)
