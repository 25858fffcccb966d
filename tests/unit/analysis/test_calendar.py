"""Working days of countries, and the numbers of days from the start of a process."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from raci_studio.analysis.calendar import WorkingDays, is_working_day, working_days_between, working_days_from


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("", date(2026, 3, 6), True),  # a Friday
        ("", date(2026, 3, 7), False),
        ("", date(2026, 1, 1), True),  # whose holidays?
        ("RU", date(2026, 1, 1), False),
        ("RU", date(2026, 3, 9), False),  # moved from Sunday the 8th
        ("RU", date(2024, 4, 27), True),  # a Saturday worked for the holidays in May
        ("US", date(2026, 7, 3), False),  # the 4th is a Saturday
        ("ZZ", date(2026, 1, 1), True),  # an unknown country is none
        ("ZZ", date(2026, 1, 3), False),
    ],
)
def test_days_of_a_country(country, day, works):
    assert is_working_day(country, day) is works


def test_where_the_library_is_asked_only_for_a_country():
    code = (
        "import sys, datetime; from raci_studio.analysis import audit, calendar;"
        "calendar.is_working_day('', datetime.date(2026, 3, 6)); sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("country", ["", "RU"])
def test_counting_agrees_with_looking_at_each_day(country):
    first = date(2024, 11, 20)
    count = 0
    for nth in range(900):
        day = first + timedelta(days=nth)
        assert working_days_between(country, first, day) == count
        assert working_days_between(country, day, first) == -count
        count += is_working_day(country, day)


@pytest.mark.parametrize("country", ["", "RU"])
def test_dates_and_numbers_agree(country):
    days = WorkingDays(country, date(2026, 1, 1))
    for number in range(-600, 600):
        day = days.date_of(number)
        assert days.is_working(day)
        assert (days.time_of(day), days.due_time(day)) == (number, number + 1)


def test_day_0_is_the_first_that_is_worked():
    assert WorkingDays("RU", date(2026, 1, 1)).date_of(0) == date(2026, 1, 12)
    assert WorkingDays("", date(2026, 3, 1)).date_of(0) == date(2026, 3, 2)


def test_what_is_due_on_a_day_off_is_due_the_evening_before():
    days = WorkingDays("", date(2026, 3, 2))
    assert days.due_time(date(2026, 3, 8)) == days.due_time(date(2026, 3, 6)) == 5
    assert days.due_time(date(2026, 2, 27)) == 0


def test_beyond_the_calendar_there_is_no_date():
    days = WorkingDays("", date(2026, 3, 2))
    assert days.date_of(10**6) is None
    assert days.date_of(-(10**6)) is None


@pytest.mark.parametrize("text", ["", "soon", "31.02.2026", "03/04/2026"])
def test_a_start_that_is_no_date(text):
    assert working_days_from("RU", text) is None


def test_a_start_as_it_is_typed():
    assert working_days_from("", "2 марта 2026") == WorkingDays("", date(2026, 3, 2))
