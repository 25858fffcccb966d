"""A document written as a new workbook and read again is the same matrix, in either language."""

import string
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raci_studio.core import edits, i18n
from raci_studio.core.document import Document
from raci_studio.core.predecessors import predecessors_text
from raci_studio.files import export, open_document

WORDS = ("contract", "report", "review", "Смета", "Отчёт", "проверка", "договор", "launch", "склад", "client")
NAMES = ("Anna Smith", "Boris K.", "Иванов И.И.", "Юрист", "Line manager", "Отдел закупок")
DEADLINES = ("3 days", "до пятницы", "2 недели", "by 15.07.2026", "ASAP", "")
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
TRICKY = TEXT | st.sampled_from(["=1+1", "+7 999 123", "-5 °C", "@home", "two\nlines", "a; b, c"])


@st.composite
def documents(draw):
    document = edits.add_process(Document(), "Process")
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6, unique=True)):
        document = edits.add_person(document, name)
    people = document.people_order
    for number in range(draw(st.integers(3, 8))):
        texts = {
            "step": draw(st.sampled_from(["One", "Two", ""])),
            "deadline": draw(st.sampled_from(DEADLINES)),
            "result": draw(TRICKY),
            "format": draw(st.sampled_from(["PDF", "Excel", ""])),
            "channel": draw(st.sampled_from(["Telegram", "e-mail", ""])),
            "notes": draw(TRICKY),
        }
        document = edits.add_task(document, name=f"{draw(TEXT)} {string.ascii_lowercase[number]}", **texts)
        task = document.order[-1]
        document = edits.set_people(
            document, task, "R", draw(st.lists(st.sampled_from(people), min_size=1, max_size=2, unique=True))
        )
        for letter in "ACI":
            document = edits.set_people(
                document, task, letter, draw(st.lists(st.sampled_from(people), max_size=2, unique=True))
            )
        if number:
            rows = draw(st.lists(st.integers(1, number), max_size=2, unique=True))
            document = edits.set_predecessors(document, task, "; ".join(map(str, sorted(rows))))
    return document


def seen(document):
    """Return what a person sees of a document: tasks in order, roles by name, texts, predecessors."""
    rows = []
    for task in document.tasks_in_order():
        roles = {letter: {document.people[person].name for person in task.people(letter)} for letter in "RACI"}
        texts = (task.step, task.name, task.deadline, task.result, task.format, task.channel, task.notes)
        rows.append((texts, roles, predecessors_text(document, task.id)))
    return rows


@given(documents(), st.sampled_from(["en", "ru"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_new_workbook_reads_back_as_the_same_matrix(document, language):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.xlsx"
        try:
            i18n.set_language(language)
            export(document, path)
            again = open_document(path).document
        finally:
            i18n.set_language("en")
    assert seen(again) == seen(document)
