"""Deadlines in words, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci_studio.analysis.deadline import DeadlineKind, duration_days, parse_deadline


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3 рабочих дня", 3), ("within 2 weeks", 10), ("1,5 часа", 1.5 / 8), ("2-3 дня", 3), ("3–5 days", 5), ("1 мес.", 21),
        ("в течение дня", 1), ("two weeks", 10), ("10 раб. дн.", 10), ("не более 2 недель", 10), ("7 календарных дней", 5),
        ("15 минут", 1 / 32), ("3d", 3), ("24 hours", 3), ("5 р.д.", 5),
    ],
)  # fmt: skip
def test_durations(text, days):
    found = parse_deadline(text)
    assert (found.kind, found.days) == (DeadlineKind.DURATION, pytest.approx(days))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("by 15.07.2026", "date"), ("до 15 июля", "date"), ("2026-07-15", "date"), ("Q3 2026", "date"), ("до конца месяца", "date"),
        ("до пятницы", "relative"), ("T+2", "relative"), ("не позднее 5 дней после подписания", "relative"),
        ("ежедневно до 18:00", "recurring"), ("every Monday", "recurring"), ("раз в неделю", "recurring"),
        ("ASAP", "vague"), ("как можно скорее", "vague"), ("TBD", "vague"), ("по мере необходимости", "relative"),
        ("", "empty"), ("—", "empty"), ("n/a", "empty"), ("когда рак свистнет", "unknown"), ("blah", "unknown"),
    ],
)  # fmt: skip
def test_kinds(text, kind):
    assert parse_deadline(text).kind == kind


def test_a_bare_number_counts_days_where_a_duration_is_meant():
    assert duration_days("2,5") == 2.5
    assert duration_days("Friday") is None


@given(st.text(max_size=60))
def test_no_text_makes_it_stumble(text):
    parse_deadline(text)
