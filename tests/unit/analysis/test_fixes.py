"""Ways out of findings: what each one does to the matrix, and that the finding is gone after it."""

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.findings import Finding
from raci_studio.analysis.fixes import FIXES, fix_text, fixes_of, safe_fixes
from raci_studio.analysis.rules import RULES
from raci_studio.core import edits
from raci_studio.core.document import Document, Task
from tests.helpers import matrix


def found(document: Document, code: str) -> list[Finding]:
    return [finding for finding in analyse(document).findings if finding.code == code]


def lines(document: Document, code: str) -> list[str]:
    (finding,) = found(document, code)
    return [fix_text(fix) for fix in fixes_of(document, finding)]


def first_applied(document: Document, code: str) -> Document:
    (finding, *_others) = found(document, code)
    return fixes_of(document, finding)[0].edit(document)


def row(document: Document, number: int) -> dict[str, str]:
    task: Task = document.tasks[document.order[number - 1]]
    letters: dict[str, str] = {}
    for mark in task.marks:
        name = document.people[mark.person].name
        letters[name] = f"{letters[name]}/{mark.letter}" if name in letters else mark.letter
    return letters


def test_every_fixer_belongs_to_a_rule() -> None:
    assert set(FIXES) <= set(RULES)
    assert {"D401", "D402", "D403", "D405", "W301", "C701", "Q605", "H103"} <= set(FIXES)


def test_nobody_accountable_offers_owner_executor_and_neighbours() -> None:
    document = matrix("""
        task    | Anna | Boris | Clara
        Plan    | R    | A     |
        Write   | R    |       |
        Check   | R    | A     |
    """)
    owner = document.people_order[2]
    document = edits.set_process(document, document.process_order[0], owner=owner)
    assert lines(document, "D401") == [
        "Let Clara answer for it", "Let Anna answer for it", "Let Boris answer for it",
    ]  # fmt: skip
    mended = first_applied(document, "D401")
    assert row(mended, 2) == {"Anna": "R", "Clara": "A"}
    assert not found(mended, "D401")


def test_several_accountable_keeps_first_who_does_it() -> None:
    document = matrix("""
        task   | Anna | Boris | Clara
        Write  | A    | A/R   | C
    """)
    assert lines(document, "D402") == ["Only Boris answers; consult Anna", "Only Anna answers; consult Boris"]
    assert row(first_applied(document, "D402"), 1) == {"Anna": "C", "Boris": "R/A", "Clara": "C"}
    (finding,) = found(document, "D402")
    other = fixes_of(document, finding)[1].edit(document)
    assert row(other, 1) == {"Anna": "A", "Boris": "R", "Clara": "C"}  # who carries it out is not consulted too


def test_nobody_carries_it_out_offers_who_answers() -> None:
    document = matrix("""
        task   | Anna | Boris
        Plan   | R    | A
        Write  |      | A
    """)
    assert lines(document, "D403") == ["Let Boris carry it out", "Let Anna carry it out"]
    assert row(first_applied(document, "D403"), 2) == {"Boris": "R/A"}


def test_double_roles_are_all_mended_at_once() -> None:
    document = matrix("""
        task   | Anna | Boris
        Plan   | R/C  | A
        Write  | R    | A/R/I
        Check  | C/I  | A/R
    """)
    mended = safe_fixes(document, found(document, "D405"))
    assert [row(mended, number) for number in (1, 2, 3)] == [
        {"Anna": "R", "Boris": "A"}, {"Anna": "R", "Boris": "R/A"}, {"Anna": "C", "Boris": "R/A"},
    ]  # fmt: skip
    assert not found(mended, "D405")


def test_single_executor_offers_substitutes_with_reasons() -> None:
    document = matrix("""
        task               | Anna | Boris | Clara | Dan
        Approve a contract | R    | A     | C     |
        Approve a budget   |      | A     |       | R
        Pay the invoice    |      | A/R   |       |
    """)
    finding = next(finding for finding in found(document, "W301") if finding.people == document.people_order[:1])
    offered = [fix_text(fix) for fix in fixes_of(document, finding)]
    assert offered == [
        "Let Clara stand in for Anna: takes part in the task, has room",
        "Let Dan stand in for Anna: does similar work, works on the tasks before or after it",
    ]
    mended = fixes_of(document, finding)[0].edit(document)
    assert mended.people[document.people_order[0]].deputies == (document.people_order[2],)
    assert finding.key not in {one.key for one in analyse(mended).findings}


def test_format_in_the_text_is_safe_and_usual_ones_are_a_choice() -> None:
    document = matrix("""
        task    | Anna | result           | format
        Report  | A/R  | Report in Excel  |
        Notes   | A/R  | Notes            |
        Minutes | A/R  | Minutes          | Word
    """)
    inferred, plain = found(document, "Q605")
    if inferred.variant != "inferred":
        inferred, plain = plain, inferred
    assert [(fix_text(fix), fix.safe) for fix in fixes_of(document, inferred)] == [
        ("Set the format to Excel", True), ("Set the format to Word", False),
    ]  # fmt: skip
    assert [(fix_text(fix), fix.safe) for fix in fixes_of(document, plain)] == [("Set the format to Word", False)]
    mended = safe_fixes(document, [plain, inferred])
    assert [mended.tasks[task].format for task in mended.order] == ["Excel", "", "Word"]


def test_work_is_said_as_its_outcome_where_the_grammar_is_sure() -> None:
    document = matrix("""
        task    | Anna | result
        Report  | A/R  | Подготовка отчёта
        Control | A/R  | Контроль сроков
        Act     | A/R  | Act
    """)
    reworded, kept = found(document, "Q602")
    assert [fix_text(fix) for fix in fixes_of(document, reworded)] == ["Change the result to “Отчёт подготовлен”"]
    assert fixes_of(document, kept) == ()
    assert not fixes_of(document, reworded)[0].safe
    mended = fixes_of(document, reworded)[0].edit(document)
    assert [mended.tasks[task].result for task in mended.order] == ["Отчёт подготовлен", "Контроль сроков", "Act"]
    assert found(mended, "Q602") == [kept]


def test_ambiguous_deadline_offers_each_reading() -> None:
    document = matrix("""
        task  | Anna | deadline
        Plan  | A/R  | within 5 days
        Write | A/R  | by Friday
        Check | A/R  | 2 weeks
    """)
    days, weekday = found(document, "T502")
    assert [fix_text(fix) for fix in fixes_of(document, days)] == [
        "Set the deadline to within 5 working days", "Set the deadline to within 5 calendar days",
    ]  # fmt: skip
    assert fixes_of(document, weekday) == ()
    mended = fixes_of(document, days)[1].edit(document)
    assert mended.tasks[document.order[0]].deadline == "within 5 calendar days"
    assert found(mended, "T502") == [weekday]


def test_habits_of_a_matrix_are_mended_at_once() -> None:
    document = matrix("""
        task  | Anna | deadline      | result
        Plan  | A/R  | within 5 days | Подготовка отчёта
        Write | A/R  | 3 days        | Prepare the budget
        Check | A/R  | 1 day         | Контроль сроков
        Print | A/R  | 2 weeks       | Act
    """)
    assert lines(document, "T502") == ["Count all in working days", "Count all in calendar days"]
    mended = first_applied(document, "T502")
    deadlines = [mended.tasks[task].deadline for task in mended.order]
    assert deadlines == ["within 5 working days", "3 working days", "1 working day", "2 weeks"]
    assert lines(document, "Q602") == ["Reword results as outcomes: 2"]
    reworded = first_applied(document, "Q602")
    assert [reworded.tasks[task].result for task in reworded.order][:2] == ["Отчёт подготовлен", "Budget prepared"]
    assert [finding.tasks for finding in found(reworded, "Q602")] == [(document.order[2],)]


def test_channel_offers_those_in_use() -> None:
    document = matrix("""
        task   | Anna | Boris | channel
        Plan   | A/R  | C     | Mail
        Write  | A/R  | C     |
    """)
    assert lines(document, "C701") == ["Set the channel to Mail"]
    assert first_applied(document, "C701").tasks[document.order[1]].channel == "Mail"
    assert not found(first_applied(document, "C701"), "C701")


def test_cycle_drops_the_link_that_leads_upwards() -> None:
    document = matrix("""
        task   | Anna | after
        Plan   | A/R  | 2
        Write  | A/R  | 1
    """)
    assert lines(document, "T505") == [
        "Row 1 no longer waits for row 2", "Work may come back from row 2 to row 1", "Row 2 no longer waits for row 1",
    ]  # fmt: skip
    assert not found(first_applied(document, "T505"), "T505")
    (finding,) = found(document, "T505")
    back = fixes_of(document, finding)[1].edit(document)
    (asked,) = found(back, "T505")
    assert (asked.variant, asked.severity) == ("rework", "hint")


def test_same_person_is_merged_or_kept_apart() -> None:
    document = matrix("""
        task   | Project Manager | Project-Manager | Boris
        Plan   | R               |                 | A
        Write  |                 | R               | A
    """)
    assert lines(document, "H103") == [
        "Merge into Project Manager (was: Project-Manager)",
        "Merge into Project-Manager (was: Project Manager)",
        "They are different people",
    ]
    (finding,) = found(document, "H103")
    for fix in fixes_of(document, finding):
        assert not found(fix.edit(document), "H103")


def test_ghost_is_removed() -> None:
    document = matrix("""
        task   | Anna | Ghost
        Plan   | A/R  |
    """)
    mended = first_applied(document, "H101")
    assert [person.name for person in mended.people_in_order()] == ["Anna"]


def test_a_finding_whose_row_is_gone_has_no_fix() -> None:
    document = matrix("""
        task   | Anna | Boris
        Plan   | R/C  | A
    """)
    (finding,) = found(document, "D405")
    assert fixes_of(document, finding)
    assert fixes_of(edits.delete_tasks(document, finding.tasks), finding) == ()
