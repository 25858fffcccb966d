"""Deadlines in words, in both languages: what each says, how long it lasts, and whether two people read it alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci_studio.analysis.deadline import (
    Ambiguity,
    Deadline,
    DeadlineKind,
    Unit,
    deadline_in,
    duration_days,
    parse_deadline,
)
from raci_studio.analysis.deadline_readings import readings

AMBIGUOUS_EN = """
    5 days; within 10 days; by Friday; Monday; 09/10/2026; COB Thursday; 3 days after kick-off; 1.5 days;
    three days; ~3 days; <5 days; 30 days net; 8/9/26; by Wednesday; Wed 5pm; within 5 days of receipt; 2 d;
    7 days; up to 3 days; 2-3 days; 1 day; within 14 days after invoice date; 04/05/2027; 12/11; COB Friday;
    Tuesday; by Thu; 3 days prior to launch; T-5 days
"""

AMBIGUOUS_RU = """
    10 дней; в течение 3 дней; до среды; в пятницу до 15:00; через 2 дня после получения заявки; 5 (пяти) дней;
    не более 3-х дней; 1-2 дня; 01/02/2026; за 2 дня до мероприятия; в 5-дневный срок; в трёхдневный срок;
    3 дня максимум; до 12:00 пн; по пт; пн, ср, пт; 1/7/2026; не позднее, чем за 10 дней до начала; 60 дней;
    три дня; ежеквартально, в течение 10 дней после окончания квартала; через 3 дня; в понедельник;
    не позднее среды; до четверга включительно; 1 день; 2 дн; 7 д.; 10–14 дней;
    после получения предоплаты, 5 дней
"""

DEFINITE_EN = """
    3 business days; within 24 hours; 2 weeks; every Friday; weekly; monthly by the 10th; 1st of every month;
    by 30 September 2026; Sept 30; 2026-09-30; 9/30/2026; Q4 2026; end of Q2; end of month; EOD; by 5pm;
    before go-live; after contract signature; upon approval; 5 business days after receipt;
    two weeks before launch; T-10; D+1; 1 month; 3-4 weeks; 2h; 45 minutes; half a day; ongoing; daily at 10:00;
    quarterly; no later than 7 calendar days; 10 working days from request; next week; this Friday;
    by the end of the sprint; Sprint 3; Week 4; before the board meeting; on the 15th; Two working days;
    10 business days max; approx. 2 weeks; 4-6 hrs; 48h; 1 sprint; 90 calendar days; Net 30; same business day;
    next working day; Tomorrow; end of day; by noon; by close of business; by COB on 14 Aug; Aug 14, 2026;
    14-Aug-26; 8/14/26; mid-August; first week of September; by year end; FY27; H2 2026; Q1; Wednesdays;
    every second Tuesday; on the last day of each month; twice a week; biweekly; per sprint; each release;
    at project start; at kick-off; during the design phase; throughout the project; on completion of testing;
    once approved; no later than two weeks after go-live; 5 working days prior to the event; D-7; Day 3; Phase 2;
    M3; milestone 4; rolling; 01.09.2026 - 30.09.2026; 1 working day; 5 bd; 10 calendar days; 1 week; 1-2 weeks;
    six weeks; 3 months; 8 hours; 0.5h; 4 hours after the incident; within one business day;
    within 48 hours of request; within two weeks of signing; by 1 March; by March 1st, 2027; 1 Mar 2027;
    03/15/2027; 2027-03-01; March 2027; Q2 FY27; end of the quarter; before year-end; EOM; EOW; next Tuesday;
    first Monday of the month; 5th business day of each month; by the 5th of each month; every two weeks;
    every quarter; once a month; annually; every Monday 9am; daily; continuous; upon contract signing;
    on delivery; on receipt of payment; at the end of each sprint; by the end of phase 1; after UAT;
    following board approval; prior to launch; 1 week prior to launch; T+1; Kick-off; Go-live
"""

DEFINITE_RU = """
    5 рабочих дней; 3 раб. дня; до 25.12.2026; к 1 сентября; каждую пятницу; еженедельно по вторникам;
    ежемесячно, до 5-го числа; в течение 1 месяца; 2 недели; в течение 5 рабочих дней с даты подписания договора;
    до начала проекта; сразу после утверждения бюджета; день в день; Д+3; 24 часа; 4 ч; 30 мин; полдня;
    1 рабочий день; 7 к.д.; 30 календарных дней; 10 (десять) рабочих дней; от 2 до 4 недель; III квартал 2026;
    до конца 3 квартала; до конца рабочего дня; июль 2026; 13/02/2026; по графику; постоянно; ежедневно в 9:00;
    за 3 рабочих дня до релиза; до запуска в эксплуатацию; по завершении тестирования; на следующий рабочий день;
    до следующей пятницы; до пятницы 17 июля; 3-5 р.д.; в течение одной недели; в недельный срок;
    максимум 2 суток; 15 минут; два раза в месяц; раз в квартал; не реже 1 раза в неделю; 20-го числа;
    до 20 числа следующего месяца; последний рабочий день месяца; к концу недели; до НГ; с 1 по 10 августа;
    01.08–10.08; август; начало сентября; осень 2026; 2027 г.; 31.12.26; до 31 декабря 2026 г.;
    за сутки до вылета; за неделю до старта; через месяц после запуска; Т+5 рабочих дней; Т+1; в день обращения;
    в момент подписания; при увольнении сотрудника; перед отгрузкой; вместе с отчётом; до встречи с инвестором;
    к совещанию; по факту поставки; в ходе проекта; в течение всего проекта; весь проект; после НГ; 45 к.д.;
    два рабочих дня; 2,5 часа; 1 ч 30 мин; 5 р/дней; 8 рабочих часов; до 17:00 текущего дня;
    до 14:00 следующего рабочего дня; не позднее 25 числа отчётного месяца;
    в течение 2 (двух) рабочих дней с момента поступления заявки; 3 нед.; 1 мес; 6 месяцев; до конца года;
    до 1 декабря; к 15.10; не позднее 01.11.2026; сентябрь-октябрь; 4 квартал; первая половина дня; утром;
    каждый понедельник до 12:00; по вторникам и четвергам; в последнюю пятницу месяца; на этой неделе;
    до конца следующей недели; сегодня до 18:00; завтра; день; 72 часа; 15-20 минут; за 30 минут до начала;
    за месяц до окончания договора; после согласования с юристом; по окончании испытательного срока;
    по результатам тендера; при поступлении товара; с момента запуска; до подписания акта; до сдачи отчётности;
    к началу сезона; к открытию магазина; одновременно с отгрузкой; в рамках спринта; спринт 2; этап 1; неделя 5;
    Д-3; Д+10; T+3 р.д.
"""

NO_DEADLINE_EN = """
    ASAP; as needed; TBD; to be confirmed; n/a; when possible; soon; in due course; a few days; later; urgent;
    immediately; Summer; when time permits; not yet agreed; as agreed with the client; to be scheduled; pending;
    as soon as practicable; quickly; whenever needed; in a timely manner; several weeks; who knows; unknown;
    until further notice; as required; ad hoc; upon request; ASAP!; as early as possible; immediate; right away;
    promptly; in the near future; eventually; when we have time; if needed; to be determined; TBC; t.b.d.;
    not set; no deadline; none; flexible; dunno
"""

NO_DEADLINE_RU = """
    по мере необходимости; оперативно; срочно!; уточняется; не определён; в кратчайшие сроки; при возможности;
    когда-нибудь; своевременно; потом решим; скоро; как договоримся; как только появится возможность;
    в ближайшее время; на усмотрение руководителя; без срока; бессрочно; не указано; нет; ?; пока не решили;
    ждём ответа от клиента; несколько дней; пару недель; регулярно; быстро; как можно быстрее;
    максимально быстро; чем раньше, тем лучше; незамедлительно; без промедления; в разумный срок;
    в установленный срок; по необходимости; при необходимости; по запросу; по ситуации; периодически;
    время от времени; потом; когда будет готово; будет определён позже; срок уточняется; не определено; не задан;
    по договорённости; н/д; вчера
"""

UNDEFINED = (DeadlineKind.EMPTY, DeadlineKind.VAGUE, DeadlineKind.UNKNOWN)


def phrases(listed: str) -> list[str]:
    return [phrase.strip() for phrase in " ".join(listed.split("\n")).split(";") if phrase.strip()]


@pytest.mark.parametrize("text", phrases(DEFINITE_RU + ";" + DEFINITE_EN))
def test_definite(text):
    found = parse_deadline(text)
    assert found.kind not in UNDEFINED
    assert found.ambiguities == ()


@pytest.mark.parametrize("text", phrases(AMBIGUOUS_RU + ";" + AMBIGUOUS_EN))
def test_ambiguous(text):
    found = parse_deadline(text)
    assert found.kind not in UNDEFINED
    assert len(found.ambiguities) == 1


@pytest.mark.parametrize("text", phrases(NO_DEADLINE_RU + ";" + NO_DEADLINE_EN))
def test_no_deadline(text):
    assert parse_deadline(text) in (
        Deadline(DeadlineKind.EMPTY),
        Deadline(DeadlineKind.VAGUE),
        Deadline(DeadlineKind.UNKNOWN),
    )


@pytest.mark.parametrize(
    "language", [(DEFINITE_RU, AMBIGUOUS_RU, NO_DEADLINE_RU), (DEFINITE_EN, AMBIGUOUS_EN, NO_DEADLINE_EN)]
)
def test_there_are_phrases_enough(language):
    assert len(set(phrases(";".join(language)))) >= 110


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3 рабочих дня", 3), ("within 2 weeks", 10), ("1,5 часа", 1.5 / 8), ("2-3 дня", 3), ("3–5 days", 5), ("1 мес.", 21),
        ("в течение дня", 1), ("two weeks", 10), ("10 раб. дн.", 10), ("не более 2 недель", 10), ("7 календарных дней", 5),
        ("15 минут", 1 / 32), ("3d", 3), ("24 hours", 3), ("5 р.д.", 5), ("3 р/д", 3), ("14 к.д.", 10), ("в течение 2-х недель", 10),
        ("10 (десять) рабочих дней", 10), ("1/2 дня", 0.5), ("полдня", 0.5), ("1 неделя 2 дня", 7), ("1 ч 30 мин", 1.5 / 8),
        ("полтора месяца", 31.5), ("2 wks", 10), ("1 quarter", None), ("в недельный срок", 5), ("двухнедельный срок", 10),
        ("5 days after signing", None), ("2026", None), ("15.07.2026", None), ("2 года", 504),
    ],
)  # fmt: skip
def test_durations(text, days):
    assert parse_deadline(text).days == (None if days is None else pytest.approx(days))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("by 15.07.2026", "date"), ("до 15 июля", "date"), ("2026-07-15", "date"), ("Q3 2026", "date"), ("до конца месяца", "date"),
        ("2023-07-28 18:00", "date"), ("Jan-26-24", "date"), ("Wed 26-05-06", "date"), ("May 1st week", "date"), ("April 20- 30", "date"),
        ("до пятницы", "relative"), ("T+2", "relative"), ("Д-5", "relative"), ("не позднее 5 дней после подписания", "relative"),
        ("by EOD", "relative"), ("upon approval", "relative"), ("сразу после подписания", "relative"), ("to 18:00", "relative"),
        ("ежедневно до 18:00", "recurring"), ("every Monday", "recurring"), ("раз в неделю", "recurring"), ("1st of each month", "recurring"),
        ("постоянно", "recurring"), ("ASAP", "vague"), ("как можно скорее", "vague"), ("сразу", "vague"), ("TBD", "vague"),
        ("Q3 2026 (TBD)", "vague"), ("15.07?", "vague"), ("по мере необходимости", "vague"), ("срочно, до 15.07", "date"),
        ("ASAP, но не позднее 3 рабочих дней", "duration"), ("2h", "duration"), ("30 min", "duration"),
        ("", "empty"), ("—", "empty"), ("n/a", "empty"), ("когда рак свистнет", "unknown"), ("blah", "unknown"),
    ],
)  # fmt: skip
def test_kinds(text, kind):
    assert parse_deadline(text).kind == kind


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("2-3 дня", 2, 3, Unit.DAY), ("от 2 до 4 недель", 2, 4, Unit.WEEK), ("5 р.д.", 5, 5, Unit.WORKING_DAY),
        ("within 10 calendar days", 10, 10, Unit.CALENDAR_DAY), ("48h", 48, 48, Unit.HOUR), ("месяц", 1, 1, Unit.MONTH),
        ("3 business days after receipt", 3, 3, Unit.WORKING_DAY), ("до пятницы", None, None, None),
    ],
)  # fmt: skip
def test_the_length_a_text_names(text, low, high, unit):
    found = parse_deadline(text)
    assert (found.low, found.high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("не позднее 5 дней после подписания", "после подписания"), ("2 weeks before go-live", "before go-live"),
        ("T+2", "t+2"), ("Upon approval", "upon approval"), ("до релиза", "до релиза"), ("3 days", ""),
    ],
)  # fmt: skip
def test_what_it_hangs_on(text, anchor):
    assert parse_deadline(text).anchor == anchor


@pytest.mark.parametrize(
    ("text", "ambiguity"),
    [
        ("5 дней", Ambiguity.DAY_KIND), ("5 days", Ambiguity.DAY_KIND), ("03/04/2026", Ambiguity.DATE_ORDER),
        ("by 03-04-2026", Ambiguity.DATE_ORDER), ("до пятницы", Ambiguity.WHICH_WEEK), ("by Friday", Ambiguity.WHICH_WEEK),
        ("на 3-й день после заявки", Ambiguity.DAY_KIND),
    ],
)  # fmt: skip
def test_why_it_is_ambiguous(text, ambiguity):
    assert parse_deadline(text).ambiguities == (ambiguity,)


@pytest.mark.parametrize(
    "text", ["5/5/2026", "03.04.2026", "каждые 2 недели", "once a day", "пятница 17.07", "this Friday"]
)
def test_what_only_one_reading_has(text):
    assert parse_deadline(text).ambiguities == ()


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("5 дней", ("5 рабочих дней", "5 календарных дней")), ("2-3 дня", ("2-3 рабочих дня", "2-3 календарных дня")),
        ("1 день", ("1 рабочий день", "1 календарный день")), ("3 дн.", ("3 раб. дн.", "3 кал. дн.")),
        ("within 10 days", ("within 10 working days", "within 10 calendar days")), ("1 day", ("1 working day", "1 calendar day")),
        ("до 03/04/2026", ("до 03.04.2026", "до 04.03.2026")), ("by 03/04/2026", ("by 2026-04-03", "by 2026-03-04")),
        ("by 03/04", ()), ("by Friday", ()), ("3 р.д.", ()), ("three days", ()),
    ],
)  # fmt: skip
def test_ways_to_read_an_ambiguous_one(text, ways):
    assert readings(text) == ways
    assert all(not parse_deadline(way).ambiguities for way in ways)


def test_a_bare_number_counts_days_where_a_duration_is_meant():
    assert duration_days("2,5") == 2.5
    assert duration_days("Friday") is None


@given(st.text(max_size=60) | st.text("0123456789-/.: дняday+()?", max_size=60))
def test_no_text_makes_it_stumble(text):
    parse_deadline(text)
    readings(text)


@pytest.mark.parametrize(
    ("text", "unit", "days"),
    [
        ("24", "hour", 3), ("1,5", "week", 7.5), (" 2 ", "month", 42), ("7", "calendar_day", 5), ("30", "minute", 0.0625),
        ("24", "", 24), ("24", "day", 24), ("3 days", "hour", 3), ("2 недели", "hour", 10), ("24", "fortnight", None),
    ],
)  # fmt: skip
def test_a_bare_number_counts_what_the_document_says(text, unit, days):
    found = duration_days(text, unit)
    assert found == (None if days is None else pytest.approx(days))


def test_a_bare_number_is_a_deadline_only_where_somebody_says_of_what():
    assert deadline_in("5", "").kind is DeadlineKind.UNKNOWN
    assert deadline_in("5", "hour") == Deadline(DeadlineKind.DURATION, 0.625, 5.0, 5.0, Unit.HOUR)
    assert deadline_in("5", "day").ambiguities == (Ambiguity.DAY_KIND,)
    assert deadline_in("5", "working_day").ambiguities == ()
    assert deadline_in("by Friday", "hour") == parse_deadline("by Friday")
