"""What the charts count, and which rows a click on a part shows."""

from helpers import matrix

from raci_studio.analysis.audit import analyse
from raci_studio.core import edits
from raci_studio.core.arranged_rows import passing
from raci_studio.core.arrangement import Arrangement
from raci_studio.reports.charts.content import (
    CHANNELS,
    MOST,
    ROLES,
    STEPS,
    blocked_work,
    charts_of,
    communication,
    findings_by_step,
    load_by_person,
    people_by_step,
)

TEXT = """
    task            | step    | Anna | Boris | Vera | channel
    Write the plan  | Prepare | R    | C     |      | Telegram
    Approve it      | Prepare | C    | R/A   |      | тг
    Buy             | Do      | R    | A     | I    | e-mail
    Sew             | Do      | R    | A     | I    | e-mail, phone
    Archive         |         |      | A     |      |
"""


def shown_by(document, filters, found=()):
    """Return the numbers of the rows that some filters let through."""
    return sorted(document.number_of(task) for task in passing(document, Arrangement(filters=dict(filters)), found))


def bar(chart, label):
    return next(bar for bar in chart.bars if bar.label == label)


def test_load_counts_letters_and_a_click_shows_their_rows():
    document = matrix(TEXT)
    chart = load_by_person(document, analyse(document))
    assert [series.title[0] for series in chart.series] == ["R", "A", "C", "I"]
    assert [bar.label for bar in chart.bars] == ["Boris", "Anna", "Vera"]  # the busiest first
    assert bar(chart, "Anna").values == (3, 0, 1, 0) and bar(chart, "Vera").values == (0, 0, 0, 2)
    assert shown_by(document, bar(chart, "Anna").filters[0]) == [1, 3, 4]
    assert shown_by(document, bar(chart, "Vera").filters[3]) == [3, 4]


def test_blocked_work_is_the_expected_share_the_worst_first():
    document = matrix(TEXT)
    analysis = analyse(document)
    chart = blocked_work(document, analysis)
    shares = [bar.values[0] for bar in chart.bars]
    assert shares == sorted(shares, reverse=True) and 0 < shares[0] <= 1
    anna = document.person_named("Anna").id
    assert bar(chart, "Anna").values == (analysis.people[anna].expected_blocked_share,)
    assert shown_by(document, bar(chart, "Anna").filters[0]) == [1, 2, 3, 4]


def test_findings_are_counted_by_step_and_severity():
    document = matrix(TEXT)
    analysis = analyse(document)
    chart = findings_by_step(document, analysis)
    wanted = {}
    for finding in analysis.findings:
        for step in {document.tasks[task].step for task in finding.tasks}:
            wanted.setdefault(step or "(no step)", []).append(finding.severity)
    assert {bar.label for bar in chart.bars} == set(wanted)
    assert all(sum(bar.values) == len(wanted[bar.label]) for bar in chart.bars)
    elsewhere = sum(not finding.tasks for finding in analysis.findings)
    assert str(elsewhere) in chart.note
    cells = {(cell.task, cell.field) for finding in analysis.findings for cell in finding.cells}
    rows = shown_by(document, bar(chart, "Do").filters[0], cells)
    assert rows and set(rows) <= {3, 4}


def test_the_map_counts_letters_by_person_and_step():
    document = matrix(TEXT)
    chart = people_by_step(document)
    assert chart.rows == ("Anna", "Boris", "Vera") and chart.columns == ("Prepare", "Do", "(no step)")
    assert chart.values == ((2, 2, 0), (3, 2, 1), (0, 2, 0))
    assert shown_by(document, chart.filters[1][0]) == [1, 2] and shown_by(document, chart.filters[0][1]) == [3, 4]


def test_one_channel_written_in_two_ways_is_one_bar():
    document = matrix(TEXT)
    chart = communication(document)
    counts = {bar.label: bar.values[0] for bar in chart.bars}
    assert counts == {"Telegram": 2, "e-mail": 2, "phone": 1, "(no channel)": 1}
    assert shown_by(document, bar(chart, "Telegram").filters[0]) == [1, 2]
    assert shown_by(document, bar(chart, "phone").filters[0]) == [4]
    assert shown_by(document, bar(chart, "(no channel)").filters[0]) == [5]


def test_an_empty_matrix_says_why_there_is_nothing_to_see():
    document = edits.add_process(matrix("task | Anna\nWrite |"), "Other")
    for chart in charts_of(document, analyse(document)):
        assert chart.note or getattr(chart, "bars", None)


def test_what_does_not_fit_is_said():
    names = [f"Person {number}" for number in range(MOST + 5)]
    letters = " | ".join("C" for _name in names)
    document = matrix(f"task | step | {' | '.join(names)}\nWrite | One | {letters}")
    chart = load_by_person(document, analyse(document))
    assert len(chart.bars) == MOST and str(MOST + 5) in chart.note
    assert len(people_by_step(document).rows) == MOST


def lacking(text):
    document = matrix(text)
    return {chart.id: chart.lacks for chart in charts_of(document, analyse(document)) if chart.is_empty}


def test_a_chart_without_anything_to_show_says_what_it_lacks():
    assert lacking("task | Anna\nWrite |") == {"load": ROLES, "blocked": ROLES, "map": ROLES, "channels": CHANNELS}
    assert lacking("task | Anna\nWrite | R") == {"map": STEPS, "channels": CHANNELS}
    assert lacking("task | step | Anna | channel\nWrite | One | R | mail") == {}


def test_that_nothing_hangs_on_one_person_is_no_lack():
    document = matrix("task | Anna\nWrite | I")
    chart = blocked_work(document, analyse(document))
    assert chart.is_empty and not chart.lacks and chart.note
