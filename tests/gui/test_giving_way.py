"""The analysis waits at its reports while the window works, but not for ever."""

import pytest

from raci_studio.core.progress import Cancelled
from raci_studio.gui import giving_way
from raci_studio.gui.giving_way import GivingWay


class Clock:
    """A time that passes only where a test says so; the window's thread works all of the time, or none."""

    def __init__(self):
        self.now = self.slept = 0.0
        self.is_busy = False

    def perf_counter(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds
        self.slept += seconds

    def pthread_getcpuclockid(self, _thread):
        return 0

    def clock_gettime(self, _clock):
        return self.now if self.is_busy else 0.0


@pytest.fixture
def clock(monkeypatch):
    held = Clock()
    monkeypatch.setattr(giving_way, "time", held)
    return held


def reported(progress, clock):
    """Report once, long after the last report, and return for how long the work waited."""
    clock.now += giving_way._LOOK_S
    before = clock.slept
    progress.at(0.5)
    return clock.slept - before


def test_beside_a_window_at_rest_the_work_goes_on(clock):
    assert reported(GivingWay(), clock) == pytest.approx(giving_way._GLANCE_S)


def test_a_window_at_work_goes_first_but_not_for_ever(clock):
    clock.is_busy = True
    progress = GivingWay()
    assert giving_way._MOST_S <= reported(progress, clock) < 2 * giving_way._MOST_S
    assert reported(progress, clock) == 0.0


def test_whoever_waits_looks_seldom(clock, monkeypatch):
    clock.is_busy, looks = True, []
    monkeypatch.setattr(clock, "sleep", lambda seconds: (looks.append(seconds), Clock.sleep(clock, seconds)))
    reported(GivingWay(), clock)
    assert looks[0] < looks[1] and len(looks) < 400  # each takes the interpreter from the window for a moment


def test_reports_in_a_row_look_once(clock):
    progress = GivingWay()
    progress.at(0.1)
    progress.at(0.2)
    assert clock.slept == 0.0 and progress.share == 0.2


def test_work_that_is_given_up_waits_no_more(clock, monkeypatch):
    clock.is_busy = True
    progress = GivingWay()
    monkeypatch.setattr(clock, "sleep", lambda seconds: (Clock.sleep(clock, seconds), progress.cancel()))
    with pytest.raises(Cancelled):
        reported(progress, clock)
    assert clock.slept == pytest.approx(giving_way._GLANCE_S)


def test_where_no_system_tells_nothing_waits(clock, monkeypatch):
    monkeypatch.delattr(Clock, "pthread_getcpuclockid")
    clock.is_busy = True
    assert reported(GivingWay(), clock) == 0.0
