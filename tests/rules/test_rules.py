"""Run the cases of every rule: at least one that fires and one that does not."""

import tomllib
from pathlib import Path

import pytest
from helpers import matrix

from raci_studio.analysis.fixes import FIXES, fix_text, fixes_of
from raci_studio.analysis.metrics import Metrics
from raci_studio.analysis.rules import RULES
from raci_studio.core import edits
from raci_studio.core.document import Absence

FILES = {path.stem: tomllib.loads(path.read_text("utf-8"))["case"] for path in Path(__file__).parent.glob("*.toml")}
CASES = [
    pytest.param(code, case, id=f"{code}: {case['name']}") for code, cases in sorted(FILES.items()) for case in cases
]


STEP_BY_STEP = {"L201", "L202", "L203", "W307", "W310"}
"""Rules about too much of something: one fix takes away a part of it."""


def document_of(case):
    document = matrix(case["matrix"], case.get("scheme", "RACI"))
    for name, given in case.get("people", {}).items():
        values = dict(given)  # a case is run more than once
        person = document.person_named(name) or edits.add_person(document, name).person_named(name)
        if person.id not in document.people:
            document = edits.add_person(document, name)
        deputies = tuple(document.person_named(deputy).id for deputy in values.pop("deputies", ()))
        absences = tuple(Absence(*days) for days in values.pop("absences", ()))
        document = edits.set_person(document, person.id, deputies=deputies, absences=absences, **values)
    if "owner" in case:
        owner = document.person_named(case["owner"]).id
        document = edits.set_process(document, document.process_order[0], owner=owner)
    if "process" in case:
        document = edits.set_process(document, document.process_order[0], **case["process"])
    if "incompatible" in case:
        ids = {task.name: task.id for task in document.tasks.values()}
        pairs = tuple((ids[one], ids[other]) for one, other in case["incompatible"])
        document = edits.set_process(document, document.process_order[0], incompatible=pairs)
    for pair in case.get("apart", []):
        document = edits.keep_apart(document, [document.person_named(name).id for name in pair])
    for name, value in case.get("thresholds", {}).items():
        document = edits.set_threshold(document, name, value)
    return document


def told(document, finding):
    """Return a finding the way the cases write it."""
    return {
        "severity": str(finding.severity),
        "tasks": [document.tasks[task].name for task in finding.tasks],
        "people": [document.people[person].name for person in finding.people],
        "variant": finding.variant,
    }


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code, case):
    document = document_of(case)
    found = [told(document, finding) for finding in findings_of(document, code)]
    wanted = case["fires"]
    assert len(found) == len(wanted), found
    for finding, wish in zip(found, wanted):
        assert {key: finding[key] for key in wish} == wish


@pytest.mark.parametrize(("code", "case"), [param for param in CASES if param.values[0] in FIXES])
def test_each_fix_mends_its_finding(code, case):
    document = document_of(case)
    for finding in findings_of(document, code):
        for fix in fixes_of(document, finding):
            mended = fix.edit(document)
            assert mended != document
            if code in STEP_BY_STEP:
                continue
            assert finding.key not in {left.key for left in findings_of(mended, code)}, fix_text(fix)


def findings_of(document, code):
    metrics = [Metrics(document, process) for process in document.process_order]
    return [finding for process in metrics if process.tasks for finding in RULES[code].check(process)]


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_has_a_case_that_fires_and_one_that_does_not(code):
    fires = [bool(case["fires"]) for case in FILES[code]]
    assert True in fires and False in fires


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_says_why_what_is_bad_and_what_is_good(code):
    text = RULES[code].check.__doc__
    assert all(word in text for word in ("Why:", "Bad:", "Good:"))
