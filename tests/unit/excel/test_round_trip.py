"""A document written as a new workbook and read again is the same matrix, in either language."""

import string
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers import matrix
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from raci_studio.core import edits, i18n
from raci_studio.core.document import Absence, Document
from raci_studio.core.predecessors import predecessors_text
from raci_studio.core.scheme import SCHEMES, RoleKind
from raci_studio.files import export, open_document

WORDS = ("contract", "report", "review", "Смета", "Отчёт", "проверка", "договор", "launch", "склад", "client")
NAMES = ("Anna Smith", "Boris K.", "Иванов И.И.", "Юрист", "Line manager", "Отдел закупок")
DEADLINES = ("3 days", "до пятницы", "2 недели", "by 15.07.2026", "ASAP", "")
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
TRICKY = TEXT | st.sampled_from(["=1+1", "+7 999 123", "-5 °C", "@home", "two\nlines", "a; b, c"])


SCHEME = st.sampled_from(list(SCHEMES.values()))
EXTRAS = st.lists(st.sampled_from(["Cost centre", "Риск", "Ticket"]), max_size=2, unique=True)


@st.composite
def documents(draw):
    document = edits.set_scheme(edits.add_process(Document(), "Process"), draw(SCHEME))
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6, unique=True)):
        document = edits.add_person(document, name)
    for name in draw(EXTRAS):
        document = edits.add_extra_column(document, name)
    people = document.people_order
    scheme = document.settings.scheme
    does = scheme.letter_of(RoleKind.DOES)
    for number in range(draw(st.integers(3, 8))):
        texts = {
            "step": draw(st.sampled_from(["One", "Two", ""])),
            "deadline": draw(st.sampled_from(DEADLINES)),
            "result": draw(TRICKY),
            "format": draw(st.sampled_from(["PDF", "Excel", ""])),
            "channel": draw(st.sampled_from(["Telegram", "e-mail", ""])),
            "notes": draw(TRICKY),
            "criterion": draw(st.sampled_from(["signed", "принято", ""])),
        }
        document = edits.add_task(document, name=f"{draw(TEXT)} {string.ascii_lowercase[number]}", **texts)
        task = document.order[-1]
        for name in document.extra_columns:
            document = edits.set_text(document, task, f"extra:{name}", draw(TRICKY))
        for letter in scheme.letters:
            fewest = 1 if letter == does else 0
            some = draw(st.lists(st.sampled_from(people), min_size=fewest, max_size=2, unique=True))
            document = edits.set_people(document, task, letter, some)
        if number:
            rows = draw(st.lists(st.integers(1, number), max_size=2, unique=True))
            document = edits.set_predecessors(document, task, "; ".join(map(str, sorted(rows))))
    return draw_details(draw, document)


def draw_details(draw, document):
    """Add what is known beside the matrix: of people, of the process, and rows that say what happens instead."""
    people, process = document.people_order, document.process_order[0]
    for person in draw(st.lists(st.sampled_from(people), max_size=2, unique=True)):
        others = tuple(one for one in people if one != person)
        document = edits.set_person(
            document,
            person,
            deputies=tuple(draw(st.lists(st.sampled_from(others), max_size=2, unique=True))),
            department=draw(st.sampled_from(["", "Sales", "Отдел продаж"])),
            manager=draw(st.sampled_from(["", "Director"])),
            aliases=tuple(draw(st.lists(st.sampled_from(["The boss", "Аня"]), max_size=1))),
            channels=tuple(draw(st.lists(st.sampled_from(["Jira", "почта"]), max_size=2, unique=True))),
            absences=tuple(draw(st.lists(st.sampled_from([Absence("2026-07-01", "2026-07-14")]), max_size=1))),
            hours_per_day=draw(st.sampled_from([8.0, 4.0, 7.5])),
            external=draw(st.booleans()),
            observer=draw(st.booleans()),
        )
    pair = tuple(document.order[:2])
    said = {
        "owner": st.sampled_from(people), "inputs": st.just("wishes; budget"), "outputs": st.just("Готовый дом"),
        "main_channel": st.just("mail"), "escalation": st.just("Anna, tel. 12-34"), "start": st.just("2026-03-02"),
        "promised_end": st.just("30.06.2026"), "incompatible": st.just((pair,)),
        "systems": st.just({"Jira": "IT", "1C": "Бухгалтерия"}),
    }  # fmt: skip
    some = draw(st.lists(st.sampled_from(list(said)), max_size=4, unique=True))
    document = edits.set_process(document, process, **{field: draw(said[field]) for field in some})
    if draw(st.booleans()):
        scenario = draw(st.sampled_from(["alternative", "negative"]))
        document = edits.set_scenario(document, document.order[-1], document.order[0], scenario)
    if draw(st.booleans()):
        document = edits.set_predecessors(document, document.order[0], f"{len(document.order)}↺")
    return document


def known(document):
    """Return what is known beside the matrix, by name and row; only of people the workbook has a place for."""
    people = {
        person.name: (
            tuple(document.people[one].name for one in person.deputies), person.department, person.manager,
            person.aliases, person.channels, person.absences, person.hours_per_day, person.external, person.observer,
        )
        for person in document.people_in_order()
    }  # fmt: skip
    processes = [
        (
            document.people[process.owner].name if process.owner else "", process.inputs, process.outputs,
            process.main_channel, process.escalation, process.start, process.promised_end, dict(process.systems),
            [(document.number_of(one), document.number_of(other)) for one, other in process.incompatible],
        )
        for process in document.processes.values()
    ]  # fmt: skip
    number = document.number_of
    instead = [(t.scenario, number(t.rescues)) if t.scenario else None for t in document.tasks_in_order()]
    return people, processes, instead


def seen(document):
    """Return what a person sees of a document: tasks in order, roles by name, texts, predecessors."""
    rows = []
    for task in document.tasks_in_order():
        roles = {(mark.letter, document.people[mark.person].name) for mark in task.marks}
        texts = (task.step, task.name, task.deadline, task.result, task.format, task.channel, task.notes)
        extras = {name: text for name, text in task.extras.items() if text}
        rows.append((texts, task.criterion, roles, predecessors_text(document, task.id), extras))
    return rows


def meanings(document):
    """Return the letters in use with what each means."""
    used = {mark.letter for task in document.tasks.values() for mark in task.marks}
    return {letter: document.kind_of(letter) for letter in used}


LISTED = """
    task       | Anna Smith | Boris K. | result   | +Риск
    contract a | И          |          | contract | a; b, c
    contract b | И          |          | contract | contract
    contract c | И/У        | У        | contract | a; b, c
"""  # "a; b, c" looks like marks, and there are hardly more marks than that


@example(matrix(LISTED, "ОИКУ"), "en", "grid")
@given(documents(), st.sampled_from(["en", "ru"]), st.sampled_from(["list", "grid"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_new_workbook_reads_back_as_the_same_matrix(document, language, layout):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.xlsx"
        try:
            i18n.set_language(language)
            export(document, path, layout)
            again = open_document(path).document
        finally:
            i18n.set_language("en")
    assert seen(again) == seen(document)
    assert known(again) == known(document)
    assert meanings(again) == meanings(document)
