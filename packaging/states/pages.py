"""The pages beside the matrix."""

from typing import TYPE_CHECKING

from states.base import Stage, state_of_any_file, wait_for

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from raci_studio.gui.main_window import MainWindow


@state_of_any_file
def people_page(stage: Stage) -> "QWidget":
    """Everybody: what they carry, what is known of them, and one person in full."""
    from raci_studio.core.document import Absence
    from raci_studio.core.edits import set_person

    window = page_of(stage, "people")
    if not stage.is_example:
        return window
    session = window.session
    first, second, *_others = session.document.people_order
    session.apply("", set_person, first, deputies=(second,), absences=(Absence("2026-02-02", "2026-02-06"),))
    wait_for(lambda: session.is_analysed)
    return window


@state_of_any_file
def process_page(stage: Stage) -> "QWidget":
    """What is known of the process beside its tasks."""
    from PySide6.QtCore import QDate

    from raci_studio.core import edits, process_edits
    from raci_studio.gui.pages.fields import day_text

    window = page_of(stage, "process")
    if not stage.is_example:
        return window
    session = window.session
    process, (one, other, *_others) = session.document.process_order[0], session.document.order
    session.apply(
        "", edits.set_process, process, owner=session.document.people_order[0], start=day_text(QDate(2026, 2, 2))
    )
    session.apply("", process_edits.set_pair, process, None, (one, other))
    session.apply("", process_edits.set_system, process, None, "Jira", "IT")
    wait_for(lambda: session.is_analysed)
    return window


def page_of(stage: Stage, name: str) -> "MainWindow":
    """Return a window with the example that shows a page, its figures made."""
    window = stage.matrix()
    window.show_page(name)
    wait_for(lambda: window.session.is_analysed)
    if name != "process":
        wait_for(lambda: window.pages.figures.is_there)
    return window


@state_of_any_file
def checklist_page(stage: Stage) -> "QWidget":
    """The seven steps, answered."""
    return page_of(stage, "checklist")


@state_of_any_file
def what_if_page(stage: Stage) -> "QWidget":
    """What stops when somebody is away, and which deputies undo it."""
    from PySide6.QtCore import Qt

    window = stage.matrix()
    window.show_page("what_if")
    wait_for(lambda: window.session.is_analysed)
    page = window.pages.page
    if (first := page.people.topLevelItem(0)) is not None:
        first.setCheckState(0, Qt.CheckState.Checked)
    wait_for(lambda: page.is_settled)
    return window


@state_of_any_file
def charts_page(stage: Stage) -> "QWidget":
    """Who carries how much, and what else is counted."""
    window = stage.matrix()
    window.show_page("charts")
    wait_for(lambda: window.session.is_analysed and window.pages.page.is_settled)
    return window
