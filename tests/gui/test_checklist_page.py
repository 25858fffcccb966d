"""The Checklist page: statuses as shape and word, answers, ways to findings and inputs, printing and copying."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from raci_studio.analysis.checklist import QUESTIONS
from raci_studio.core import edits
from raci_studio.gui import language
from raci_studio.gui.pages.inputs import INPUTS, missing
from raci_studio.gui.printing import printer


@pytest.fixture
def page(window, qtbot):
    qtbot.waitUntil(lambda: window.session.is_analysed)
    shown = window.show_page("checklist")
    qtbot.waitUntil(lambda: bool(window.pages.figures.lines))
    return shown


def test_every_question_stands_with_its_status_and_answer(page):
    said = page.text.toPlainText()
    assert "1. " in said and "7. " in said
    assert "How many people take part?" in said and "2 people take part, on 4 tasks" in said
    assert "✓" in said and "▲" in said and "Problem" in said and "Unknown" in said
    assert len(page.figures.lines) == len(QUESTIONS)


def test_it_follows_the_analysis_as_it_comes(page, qtbot):
    anna = page.session.document.people_order[0]
    page.session.apply("", edits.delete_people, [anna])
    qtbot.waitUntil(lambda: "1 person takes part" in page.text.toPlainText())
    page.session.undo_stack.undo()
    qtbot.waitUntil(lambda: "2 people take part" in page.text.toPlainText())


def test_it_speaks_another_language_at_once(page, qtbot):
    language.switch("ru")
    qtbot.waitUntil(lambda: "Сколько" in page.text.toPlainText())
    assert "take part" not in page.text.toPlainText()


def test_links_lead_to_what_is_missing_and_to_the_findings(page, window):
    process = page.session.document.process_order[0]
    assert f'href="process/{process}/escalation"' in page._said
    page.text.anchorClicked.emit(QUrl(f"process/{process}/escalation"))
    assert window.pages.current == "process" and window.pages.page.fields["escalation"].hasFocus()
    window.show_page("checklist")
    assert f'href="findings/{process}/single-executor"' in page._said
    page.text.anchorClicked.emit(QUrl(f"findings/{process}/single-executor"))
    assert window.pages.current == "matrix" and window.findings.current_finding() is not None


def test_every_link_leads_somewhere(page, window):
    """An address that no page knows would be passed over in silence."""
    process = page.session.document.process_order[0]
    for asked in INPUTS:
        window.show_page("checklist")
        window.go_to_address(asked.address(process))
        assert window.pages.current in ("matrix", "process"), asked.title
        if window.pages.current == "process":
            key = asked.place.rpartition("/")[2]
            assert key in {**window.pages.page.fields, **window.pages.page.tables}


def test_what_a_question_lacks(document):
    process = document.process_order[0]
    assert [one.place for one in missing(document, process, "escalation")] == ["process/{process}/escalation"]
    document = edits.set_process(document, process, escalation="Anna")
    assert list(missing(document, process, "escalation")) == []
    lacking = {one.place for one in missing(document, process, "reserve")}
    assert lacking == {"column/duration/{process}", "process/{process}/start", "process/{process}/promised_end"}
    assert all(question in QUESTIONS for one in INPUTS for question in one.questions)


def test_the_whole_checklist_is_copied_and_printed(page, window, monkeypatch, tmp_path):
    page.copy.click()
    data = QGuiApplication.clipboard().mimeData()
    assert "How many people take part?" in data.text() and "<table" in data.html() and "href" not in data.html()
    path = tmp_path / "list.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    printer.export_text(window, page.document_for_paper())
    assert path.read_bytes().startswith(b"%PDF") and "Written" in window.page.bar.text


def test_a_matrix_without_rows_says_what_will_stand_here(window, qtbot):
    window.session.new()
    page = window.show_page("checklist")
    assert "once the matrix has rows" in page.text.toPlainText() and not page.copy.isEnabled()
    assert page.text.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByKeyboard


def test_names_are_texts_and_no_markup(page, qtbot):
    anna = page.session.document.people_order[0]
    page.session.apply("", edits.rename_person, anna, "<i>Anna</i>")
    qtbot.waitUntil(lambda: "<i>Anna</i>" in page.text.toPlainText())
