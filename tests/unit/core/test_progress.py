"""Progress is a number that grows, a text, and a way to give up; nobody has to listen."""

import threading

import pytest

from raci_studio.core.progress import ROWS_BETWEEN, SILENT, Cancelled, Progress, reporting_to, with_reports


def test_parts_of_the_work_are_parts_of_the_whole():
    whole = Progress()
    whole.part(0.5, 1.0).part(0.0, 0.5).at(0.5, "Reading")
    assert (whole.share, whole.text) == (0.625, "Reading")
    whole.at(0.7)
    assert (whole.share, whole.text) == (0.7, "Reading")
    whole.at(0.2, "Again")
    assert (whole.share, whole.text) == (0.7, "Again")


def test_a_loop_reports_now_and_then_and_yields_everything():
    shares = []

    class Listened(Progress):
        def at(self, share, text=""):
            shares.append(share)

    items = list(range(2 * ROWS_BETWEEN + 1))
    assert list(Listened().each(items)) == items
    assert shares == [0, ROWS_BETWEEN / len(items), 2 * ROWS_BETWEEN / len(items)]


def test_work_given_up_ends_at_its_next_report():
    progress = Progress()
    loop = progress.part(0, 1).each(range(3 * ROWS_BETWEEN))
    assert next(loop) == 0
    progress.cancel()
    with pytest.raises(Cancelled):
        list(loop)
    assert not issubclass(Cancelled, Exception)  # no `except Exception` on the way may take it for a broken file


def test_where_nobody_listens_nothing_happens():
    SILENT.at(0.5, "x")
    assert SILENT.part(0, 0.5) is SILENT and list(SILENT.each([1, 2])) == [1, 2] and not SILENT.text


class Counted(Progress):
    """Counts its reports."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def at(self, share, text=""):
        super().at(share, text)
        self.count += 1


def test_what_is_deep_in_the_work_reports_to_it_without_being_handed_it():
    outer, inner = Counted(), Counted()
    with reporting_to(outer):
        assert list(with_reports(range(100))) == list(range(100))
        with reporting_to(inner):
            list(with_reports(range(10)))
        list(with_reports(range(10)))
    list(with_reports(range(100)))  # nobody listens any more
    assert (outer.count, inner.count) == (5, 1)


def test_what_is_deep_in_the_work_can_be_given_up():
    progress = Counted()
    with reporting_to(progress):
        loop = with_reports(range(1000))
        next(loop)
        progress.cancel()
        with pytest.raises(Cancelled):
            list(loop)
    list(with_reports(range(1000)))


def test_each_thread_has_work_of_its_own():
    mine, seen = Counted(), []
    with reporting_to(mine):
        other = threading.Thread(target=lambda: seen.extend(with_reports(range(100))))
        other.start()
        other.join()
    assert mine.count == 0 and len(seen) == 100
