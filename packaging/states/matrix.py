"""The matrix in both layouts, the panels around it, and what opens on its cells and columns."""

from typing import TYPE_CHECKING

from states.base import Stage, state, state_of_any_file, wait_for

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@state_of_any_file
def matrix_list(stage: Stage) -> "QWidget":
    """Names under the letters."""
    return stage.matrix()


@state_of_any_file
def matrix_grid(stage: Stage) -> "QWidget":
    """A column per person."""
    return stage.matrix("grid")


@state
def new_matrix(stage: Stage) -> "QWidget":
    """No task yet: the page says how to begin."""
    window = stage.start()
    window.new_document()
    wait_for(lambda: window.session.is_analysed)
    return window


@state
def finding_selected(stage: Stage) -> "QWidget":
    """A finding leads to its cell and row."""
    window = stage.matrix()
    for _step in range(4):
        window.next_finding()
    return window


@state
def findings_in_groups(stage: Stage) -> "QWidget":
    """The findings by rule, the first group unfolded."""
    from raci_studio.gui.settings import settings

    settings().setValue("findings/grouping", "rule")
    window = stage.matrix("grid")
    settings().remove("findings/grouping")
    tree = window.findings.tree
    tree.expand(tree.model().index(0, 0))
    return window


@state
def fixes_menu(stage: Stage) -> "QWidget":
    """The ways out of a finding."""
    window = stage.matrix()
    for _step in range(4):
        window.next_finding()
    menu = window.findings.show_fixes()
    assert menu is not None
    return menu


@state
def filter_popup(stage: Stage) -> "QWidget":
    """Filter and sort of a column."""
    view = stage.matrix().page.view
    view.go_to_first()
    return view.open_filter()


@state
def find_bar(stage: Stage) -> "QWidget":
    """Find and replace, with what was found."""
    window = stage.matrix()
    window.replace_text()
    bar = window.page.find_bar
    bar.text.setText("IT" if stage.language == "en" else "ИТ")
    wait_for(lambda: not bar.is_searching)
    return window


@state
def refused_edit(stage: Stage) -> "QWidget":
    """An edit that was refused stands above the matrix."""
    from raci_studio.core.edits import set_predecessors

    window = stage.matrix()
    window.session.apply("", set_predecessors, window.session.document.order[0], "777")
    return window


@state
def scenarios(stage: Stage) -> "QWidget":
    """Rows that say what is done instead of another one."""
    from raci_studio.core.edits import set_scenario

    window = stage.matrix()
    session, order = window.session, window.session.document.order
    session.apply("", set_scenario, order[3], order[2], "alternative")
    session.apply("", set_scenario, order[4], order[2], "negative")
    wait_for(lambda: session.is_analysed)
    window.page.view.go_to(order[4])
    return window


@state
def calendar_of_a_cell(stage: Stage) -> "QWidget":
    """A day is chosen from the calendar below a cell."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from raci_studio.core.edits import set_texts

    window = stage.matrix()
    view, order = window.page.view, window.session.document.order
    window.session.apply("", set_texts, {(order[0], "deadline"): "15.03.2026", (order[1], "deadline"): ""})
    view.go_to(order[1], "deadline")
    QTest.keyClick(view, Qt.Key.Key_F2)
    view._delegate.editor.drop_calendar()
    return view._delegate.editor.calendar


@state
def row_with_a_day(stage: Stage) -> "QWidget":
    """The row in full with a deadline that is a day."""
    from raci_studio.core.edits import set_text

    window = stage.matrix()
    window.session.apply("", set_text, window.session.document.order[0], "deadline", "15.03.2026")
    wait_for(lambda: window.session.is_analysed)
    window.inspector.ensureWidgetVisible(window.inspector.fields["deadline"])
    return window


@state
def nothing_found(stage: Stage) -> "QWidget":
    """A filter that lets no row through, and a search without a hit."""
    from raci_studio.core.arrangement import Filter

    window = stage.matrix()
    window.session.arrange(filters={"name": Filter(text="no such text")})
    window.find_text()
    window.page.find_bar.text.setText("nowhere")
    wait_for(lambda: not window.page.find_bar.is_searching)
    return window
