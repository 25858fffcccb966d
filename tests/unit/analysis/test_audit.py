"""A run of all rules: accepted findings, crashing rules, keys that stay."""

from helpers import matrix, task

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.findings import Severity
from raci_studio.analysis.rules import RULES
from raci_studio.analysis.rules.base import Rule
from raci_studio.analysis.texts import message, title, why
from raci_studio.core import edits
from raci_studio.core.document import Document

BAD = matrix("""
    task  | Anna | Boris | Ghost | deadline | result | format | channel | after
    Plan  | R    |       |       | 2 days   | Plan   | Excel  | mail    |
    Build | A    | A/R   |       | ASAP     | House  |        |         | 1
    Check | C    | R/I   |       |          | —      | PDF    |         | 2
""")


def test_an_empty_document_has_nothing_to_say():
    assert analyse(Document()).findings == ()


def test_every_finding_can_be_said_in_words():
    found = analyse(BAD)
    assert {"D401", "D402", "D405", "H101", "T501", "Q601", "Q605", "C701", "W301", "W304"} <= {
        f.code for f in found.findings
    }
    for finding in found.findings:
        text = message(finding, BAD)
        assert text and "{" not in text
        assert title(finding.code) and why(finding.code)


def test_errors_come_first():
    ranks = [finding.severity.rank for finding in analyse(BAD).findings]
    assert ranks == sorted(ranks)


def test_an_accepted_finding_leaves_the_list_and_stays_known():
    before = analyse(BAD)
    finding = next(f for f in before.findings if f.code == "D401")
    after = analyse(edits.accept_finding(BAD, finding.key, "by contract"))
    assert finding not in after.findings
    assert after.accepted == (finding,)


def test_a_finding_keeps_its_key_when_rows_move():
    moved = edits.move_tasks(BAD, [task(BAD, "Check")], 0)
    assert {f.key for f in analyse(BAD).findings} == {f.key for f in analyse(moved).findings}


def test_keys_are_unique():
    keys = [finding.key for finding in analyse(BAD).findings]
    assert len(keys) == len(set(keys))


def test_a_rule_that_crashes_becomes_a_finding_and_the_run_goes_on(caplog):
    def broken(_metrics):
        """Crash."""
        raise ZeroDivisionError("by zero")

    rules = {"X1": Rule("X1", Severity.HINT, "t", "w", {}, broken), **RULES}
    found = analyse(BAD, rules)
    crashed = [finding for finding in found.findings if finding.code == "X000"]
    assert len(crashed) == 1
    assert "ZeroDivisionError: by zero" in message(crashed[0], BAD)
    assert len(found.findings) == len(analyse(BAD).findings) + 1


def test_people_and_processes_are_measured():
    found = analyse(BAD)
    anna = found.people[BAD.people_order[0]]
    assert anna.counts == {"R": 1, "A": 1, "C": 1}
    (process,) = found.processes
    assert (process.tasks, process.people, process.dependencies, process.dependency_origin) == (3, 2, 2, "declared")
    assert process.critical_path_days == 4


def test_a_scheme_in_russian_letters_is_audited_alike():
    russian = matrix("task | Анна | Борис\nПлан | И | О\nДело | И | ", scheme="ОИКУ")
    codes = [(f.code, f.tasks) for f in analyse(russian).findings if f.code.startswith("D")]
    assert codes == [("D401", (russian.order[1],))]


def test_a_rule_can_be_switched_off_or_count_for_more():
    document = matrix("""
        task  | Anna | Boris
        Write | R    |
        Check | A    | R
    """)
    chosen = {"D401": "hint", "Q601": "off", "W301": "strange"}
    changed = edits.change_settings(document, {}, "", chosen)
    before, after = ({f.code: f.severity for f in analyse(d).findings} for d in (document, changed))
    assert before["D401"] == "error" and after["D401"] == "hint"
    assert "Q601" in before and "Q601" not in after
    assert before["W301"] == after["W301"]
