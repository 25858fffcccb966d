"""Dates in texts: read where they say one day, never guessed."""

from datetime import date

import pytest

from raci_studio.analysis.dates import due_date, read_date

MARCH = date(2026, 3, 15)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-15", "2026-03-15 18:00", "15.03.2026", "до 15.03.26", "15/03/2026", "03/15/2026", "15-03-2026",
        "by 15 March 2026", "15th of March 2026", "March 15, 2026", "Mar 15th 2026", "Mar-15-26", "15-Mar-2026",
        "до 15 марта 2026 г.", "к 15-му марта 2026", "не позднее 15-го марта 2026 года", "сдать 15.3.2026, вторник",
        "2026-03-15 (15.03.2026)",
    ],
)  # fmt: skip
def test_one_day_is_read(text):
    assert read_date(text) == MARCH
    assert due_date(text) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        "", "15.03", "15 March", "March 2026", "Q1 2026", "03/04/2026", "26-03-15", "31.02.2026", "15.03.20266",
        "с 01.03.2026 по 15.03.2026", "01.01.0001", "15.03.2999", "version 1.2.3", "3 мая 12:00", "15 decades 20266",
    ],
)  # fmt: skip
def test_what_may_be_another_day_is_not(text):
    assert read_date(text) is None
    assert due_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "5 days after 15.03.2026",
        "не ранее 15.03.2026",
        "not before 15 March 2026",
        "с 15.03.2026",
        "daily from 15.03.2026",
    ],
)
def test_a_day_after_which_is_no_deadline(text):
    assert read_date(text) == MARCH
    assert due_date(text) is None
