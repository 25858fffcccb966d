"""An analysis that begins with the last one finds what a whole one finds, whatever was edited."""

import random

import pytest
from helpers import matrix, random_process

from raci_studio.analysis.audit import analyse
from raci_studio.analysis.checklist import checklist
from raci_studio.analysis.refresh import RULE_READS, changed_aspects
from raci_studio.analysis.rules import RULES
from raci_studio.core import edits
from raci_studio.core.document import TEXT_FIELDS
from raci_studio.core.scheme import RoleKind
from tests.rules.test_rules import CASES, document_of

TEXTS = {
    "deadline": ["3 days", "ASAP", "", "2026-05-01", "5 дней", "24"], "result": ["Report", "—", "Подготовка отчёта", "Хороший дом"],
    "name": ["Approve the budget", "Проверить договор", "Write"], "channel": ["phone", "Telegram", "Jira", ""],
    "format": ["Excel", ""], "criterion": ["signed", ""], "inputs": ["report", "price list", ""],
    "duration": ["1", "10", "0", ""], "step": ["One", "Two"], "start": ["2026-06-01", ""], "notes": ["x", ""],
}  # fmt: skip


def edited(document, rng):
    """Return the document after one edit of a cell, or of something larger now and then."""
    task = rng.choice(document.order)
    chance = rng.random()
    letters = [
        document.settings.scheme.letter_of(kind) for kind in (RoleKind.DOES, RoleKind.ANSWERS, RoleKind.INFORMED)
    ]
    if chance < 0.45:
        field = rng.choice(TEXT_FIELDS)
        return edits.set_text(document, task, field, rng.choice(TEXTS[field]))
    if chance < 0.7 and document.people:
        return edits.toggle_letter(document, task, rng.choice(document.people_order), rng.choice(letters))
    if chance < 0.85:
        others = [number for number in range(1, len(document.order) + 1) if document.order[number - 1] != task]
        way = rng.choice(["{}", "{}↺", "{}+2d", "{}|{}"])
        return edits.set_predecessors(document, task, way.format(*rng.choices(others, k=2)) if others else "")
    if chance < 0.9 and document.people:
        person = rng.choice(document.people_order)
        return edits.set_person(document, person, department=rng.choice(["Sales", "Legal"]))
    if chance < 0.95:
        return edits.set_process(document, document.process_order[0], start="2026-03-02", promised_end="2026-03-20")
    if chance < 0.98:
        return edits.set_threshold(document, "L201.share", rng.random())
    settings = document.settings
    unit = rng.choice(["", "hour", "day"])
    return edits.change_settings(document, settings.thresholds, settings.country, settings.severities, unit)


def agree(document, analysis):
    whole = analyse(document)
    assert analysis.findings == whole.findings
    assert analysis.people == whole.people and analysis.processes == whole.processes
    assert checklist(document, analysis) == checklist(document, whole)


def test_every_rule_says_what_it_reads_but_those_that_compare_names():
    assert set(RULES) - set(RULE_READS) == {"H103"}


@pytest.mark.parametrize("place", range(0, len(CASES), 3))
def test_after_edits_of_the_cases(place):
    rng = random.Random(place)
    document = document_of(CASES[place].values[1])
    analysis = analyse(document)
    for _ in range(6):
        document = edited(document, rng)
        analysis = analyse(document, before=analysis)
        agree(document, analysis)


@pytest.mark.parametrize("seed", range(40))
def test_after_edits_of_random_processes(seed):
    rng = random.Random(seed)
    document = random_process(rng, tasks=12, folk=6)
    analysis = analyse(document)
    for _ in range(8):
        document = edited(document, rng)
        analysis = analyse(document, before=analysis)
        agree(document, analysis)


def test_what_an_edit_changed_is_told_by_process():
    document = matrix("""
        process | task  | Anna | deadline | after
        One     | Write | R    | 3 days   |
        Two     | Print | R    |          |
        Two     | Send  | R    |          | 2
    """)
    one, two = (task.process for task in (document.tasks[document.order[0]], document.tasks[document.order[1]]))
    text = edits.set_text(document, document.order[0], "deadline", "4 days")
    assert changed_aspects(document, text) == {one: {"deadline", "days"}}
    letter = edits.toggle_letter(document, document.order[1], document.people_order[0], "A")
    assert changed_aspects(document, letter) == {two: {"answers"}}
    assert changed_aspects(document, edits.set_view(document, "zoom", 2)) == {}
    assert changed_aspects(document, edits.move_tasks(document, document.order[:1], 3)) is None
