"""The pages that are drawn: the graph and the schedule."""

from typing import TYPE_CHECKING

from states.base import Stage, state, state_of_any_file, wait_for
from states.pages import what_if_page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from raci_studio.gui.main_window import MainWindow


@state_of_any_file
def graph_page(stage: Stage) -> "QWidget":
    """The tasks as boxes in lanes by person; one is chosen."""
    window = _graph(stage)
    window.pages.page.view.fit()
    return window


@state
def graph_with_a_cycle(stage: Stage) -> "QWidget":
    """A line is drawn that would make a cycle."""
    window = _graph(stage)
    view = window.pages.page.view
    last, first = view.drawing.boxes[5], view.drawing.boxes[0]
    view.set_current(last.key, show=True)
    view.begin_line()
    view.lead_line(last.key, view.middle_of(first.key))
    return window


@state_of_any_file
def graph_by_steps(stage: Stage) -> "QWidget":
    """A box for each step, one of them opened."""
    window = _graph(stage)
    page = window.pages.page
    if not page.bar.by_steps.isChecked():
        page.bar.by_steps.click()
    wait_for(lambda: page.is_settled)
    if steps := [box.key for box in page.view.drawing.boxes if box.is_step]:
        page.open_step(steps[min(1, len(steps) - 1)])
    wait_for(lambda: page.is_settled)
    return window


@state_of_any_file
def graph_if_somebody_is_away(stage: Stage) -> "QWidget":
    """What stops if somebody is away is hatched."""
    window = what_if_page(stage).window()
    window.show_page("graph")
    wait_for(lambda: window.pages.page.is_settled)
    return window


def _graph(stage: Stage) -> "MainWindow":
    window = stage.matrix()
    window.show_page("graph")
    wait_for(lambda: window.session.is_analysed and window.pages.page.is_settled)
    return window


@state_of_any_file
def schedule_by_task(stage: Stage) -> "QWidget":
    """The bars of the tasks over working days."""
    return _schedule(stage)


@state_of_any_file
def schedule_by_person(stage: Stage) -> "QWidget":
    """The load of everybody by day."""
    window = _schedule(stage)
    window.pages.page.by_person.click()
    return window


def _schedule(stage: Stage) -> "MainWindow":
    from raci_studio.core.edits import set_process

    window = stage.matrix()
    session = window.session
    if stage.is_example:
        process = session.document.process_order[0]
        session.apply("", set_process, process, start="2026-02-02", promised_end="2026-04-30")
    window.show_page("schedule")
    wait_for(lambda: session.is_analysed and window.pages.page.is_settled)
    return window
