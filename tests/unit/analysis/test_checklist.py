"""The checklist: every question has an answer, with names and numbers, or says what the matrix lacks."""

import pytest
from helpers import matrix

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.checklist import QUESTIONS, Line, Status, checklist, question_text
from raci_studio.core import edits, i18n
from raci_studio.core.document import Document
from raci_studio.reports.audit_report import as_json

# RULES.md, "The seven steps and their questions"
ASKED = {
    1: ("people", "most-r", "most-a", "ghosts"),
    2: ("parallel", "deadline-overlap", "control", "many-roles"),
    3: ("single-executor", "consultants", "informed", "bottlenecks"),
    4: ("duplicates", "one-a", "conflicts", "participants"),
    5: ("realistic", "reserve", "links", "undefined-deadline"),
    6: ("output", "what-exactly", "criteria", "format"),
    7: ("channel-confusion", "access", "main-channel", "escalation"),
}

GOOD = """
    task    | Anna | Boris | Clara | deadline       | result                 | criterion | format | channel | after
    Plan    | R    | A     | R     | 3 working days | Plan approved by Boris | signed    | PDF    | Mail    |
    Write   | R    | A     | R     | 3 working days | Text of 10 pages ready | signed    | PDF    | Mail    | 1
    Print   | R    | A     | R     | 3 working days | 100 copies printed     | counted   | paper  | Mail    | 2
"""
BARE = """
    task
    Plan
    Write
"""


def answers(document: Document) -> dict[str, Line]:
    return {line.question: line for line in checklist(document, analyse(document))}


def test_the_questions_are_those_of_the_rules() -> None:
    found: dict[int, list[str]] = {}
    for key, asked in QUESTIONS.items():
        found.setdefault(asked.step, []).append(key)
    assert {step: tuple(keys) for step, keys in found.items()} == ASKED


def test_a_good_matrix_is_answered_with_names_and_numbers() -> None:
    lines = answers(matrix(GOOD))
    assert lines["people"].answer == "3 people take part, on 3 tasks"
    assert lines["most-a"].answer == "Boris: 3 of 3 tasks"
    assert lines["most-r"].answer == "Anna, Clara: 3 of 3 tasks"
    assert lines["one-a"].answer == "Exactly one on each of 3 tasks"
    assert lines["main-channel"].answer == "Mail, on 3 of 3 tasks with a channel"
    assert lines["criteria"].answer == "3 of 3 tasks have a criterion"
    assert {key: line.status for key, line in lines.items() if line.status is Status.PROBLEM} == {
        "bottlenecks": Status.PROBLEM  # Boris alone answers for everything
    }
    assert lines["bottlenecks"].answer == (
        "Without Boris 100% of the remaining work stops; a week away moves the end by 5.0 working days; bus factor 1"
    )


def test_what_the_matrix_lacks_is_said() -> None:
    lines = answers(matrix(BARE))
    assert lines["people"].answer == "The matrix names nobody."
    unknown = {key for key, line in lines.items() if line.status is Status.UNKNOWN}
    assert {"people", "most-r", "links", "reserve", "channel-confusion", "criteria", "escalation"} <= unknown
    assert all(line.answer.strip() for line in lines.values())


PLANNED = """
    task  | Anna | Boris | Clara | duration | deadline   | after
    Plan  | R    | A     | R     | 5        | 06.03.2026 |
    Write | R    | A     | R     | 5        | 13.03.2026 | 1
    Print |      | A     | R     | 5        | 20.03.2026 | 2
    Draw  | R    | A     |       | 2        | 20.03.2026 | 2
    Sell  |      | A     | R     | 1        | 23.03.2026 | 3;4
"""


def test_where_nobody_is_named_nothing_is_said_of_people() -> None:
    found = answers(matrix("task | deadline\nWrite | 3 days\nCheck | 2 days"))
    for question in ("people", "ghosts", "many-roles"):
        assert (found[question].status, found[question].answer) == (Status.UNKNOWN, "The matrix names nobody.")


def with_dates(document: Document, **values: str) -> Document:
    return edits.set_process(document, document.process_order[0], **values)


def test_a_plan_with_dates_is_answered_with_days() -> None:
    lines = answers(with_dates(matrix(PLANNED), start="2026-03-02", promised_end="27.03.2026"))
    assert lines["parallel"].answer == "Nobody has too many; the most at the same time: 1"
    assert lines["deadline-overlap"].answer == "No pile; 5 deadlines are dates"
    assert lines["realistic"].answer == (
        "The longest chain takes 16 working days, 16 if everybody does one task at a time"
    )
    assert lines["reserve"].answer == "The longest chain takes 16 working days, the end is promised after 20"
    assert lines["links"].answer == "Yes"
    asked = ("deadline-overlap", "realistic", "reserve", "links")
    assert all(lines[key].status is Status.OK for key in asked)


def test_a_plan_that_does_not_hold_is_a_problem() -> None:
    text = PLANNED.replace("20.03.2026", "12.03.2026").replace("| 2        |", "| 9        |")
    lines = answers(with_dates(matrix(text), start="2026-03-02", promised_end="2 weeks"))
    assert lines["realistic"].status is lines["reserve"].status is lines["links"].status is Status.PROBLEM
    assert lines["realistic"].answer == "3 doubts"
    assert lines["reserve"].answer == "The longest chain takes 20 working days, the end is promised after 10"
    assert lines["links"].answer == "2 links are wrong or missing"


@pytest.mark.parametrize(
    ("text", "values", "question", "says"),
    [
        (PLANNED, {"promised_end": "27.03.2026"}, "reserve", "Needs: the start of the process."),
        (PLANNED, {"promised_end": "{when}"}, "reserve", "The promised end “{when}” is neither a date nor a length of time."),
        (PLANNED, {}, "reserve", "Needs the promised end of the process."),
        (BARE, {"promised_end": "3 weeks"}, "reserve", "Needs: the predecessors of the tasks; the durations of most tasks."),
        (BARE, {}, "realistic", "Needs: the predecessors of the tasks; the durations of most tasks."),
        (
            BARE, {}, "deadline-overlap",
            "Needs: deadlines that are dates with a year, or the start of the process with durations and predecessors.",
        ),
    ],
)  # fmt: skip
def test_what_a_plan_lacks_is_said(text: str, values: dict[str, str], question: str, says: str) -> None:
    line = answers(with_dates(matrix(text), **values))[question]
    assert (line.status, line.answer) == (Status.UNKNOWN, says)


def test_durations_without_dates_are_not_compared() -> None:
    document = matrix(PLANNED.replace(".03.2026", ". of the month"))
    begun = with_dates(document, start="2026-03-02")
    assert "for that needs: the start of the process" in answers(document)["realistic"].answer
    assert "for that needs: deadlines that are dates" in answers(begun)["realistic"].answer
    assert answers(begun)["deadline-overlap"].answer == "Nobody has more work than a week holds; no deadline is a date"


def test_problems_carry_their_findings_until_they_are_accepted() -> None:
    document = matrix("""
        task  | Anna | Boris
        Plan  | R    |
        Write | R    | A
    """)
    line = answers(document)["one-a"]
    assert (line.status, line.answer, [finding.code for finding in line.findings]) == (
        Status.PROBLEM, "1 task without anybody", ["D401"],
    )  # fmt: skip
    accepted = edits.accept_finding(document, line.findings[0].key, "it is small")
    assert answers(accepted)["one-a"].status is Status.OK


def test_a_finding_about_the_matrix_counts_its_rows() -> None:
    document = matrix("""
        task  | Anna
        Plan  | R
        Write | R
    """)
    assert answers(document)["one-a"].answer == "2 tasks without anybody"


def test_every_process_has_its_own_lines_and_the_json_holds_them() -> None:
    document = matrix("""
        process | task  | Anna | Boris
        One     | Plan  | R/A  |
        Two     | Write | R    | A
    """)
    lines = as_json("x.raci", document, analyse(document))["tables"][0]["checklist"]
    assert len(lines) == 2 * len(QUESTIONS)
    first = next(line for line in lines if line["process"] == "Two" and line["question"] == "most-a")
    assert first == {
        "process": "Two", "step": 1, "question": "most-a", "status": "ok", "findings": 0,
        "answer": "Boris: 1 of 1 tasks",
    }  # fmt: skip


@pytest.mark.parametrize("text", [GOOD, BARE])
def test_answers_are_in_the_users_language(text: str) -> None:
    document = matrix(text)
    english = answers(document)
    i18n.set_language("ru")
    try:
        russian = answers(document)
        assert all(question_text(key) != asked.text for key, asked in QUESTIONS.items())
    finally:
        i18n.set_language("en")
    same = {key for key in english if english[key].answer == russian[key].answer}
    assert not same
    assert [line.status for line in english.values()] == [line.status for line in russian.values()]
