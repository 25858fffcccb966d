"""Make a picture of every state of the window, in each language and theme, at two scales.

``python packaging/screenshots.py OUTDIR [STATE...] [--slice en-light-1]`` writes OUTDIR/en-light-1/start_page.png
and so on. Each slice (language, theme, scale) is a process of its own, without a screen. A new state is one function.
With ``--file FILE`` they are the states of the pages beside the matrix, with that matrix as it is.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from raci_studio.gui.main_window import MainWindow

LANGUAGES, THEMES, SCALES = ("en", "ru"), ("light", "dark"), ("1", "1.5")
SLICES = tuple("-".join(words) for words in product(LANGUAGES, THEMES, SCALES))


class Stage:
    """A program in which states are set up, each in windows of its own."""

    def __init__(self, language: str, folder: Path, file: Path | None = None) -> None:
        """`file` is shown in place of the example, and nothing is added to it."""
        from raci_studio.gui.start_page import example
        from raci_studio.gui.windows import Windows

        self.language, self.folder = language, folder
        self.windows = Windows()
        self.is_example = file is None
        self.example = file or example(language)

    def start(self) -> "MainWindow":
        """Return a window with its start page."""
        window = self.windows.open()
        window.resize(1360, 860)
        return window

    def matrix(self, layout: str = "list") -> "MainWindow":
        """Return a window with the example, analysed."""
        window = self.start()
        told: list[str] = []
        window.documents.open_quietly(self.example, told.append)
        wait_for(lambda: bool(told))
        if told[0]:
            raise SystemExit(told[0])
        if not window.session.is_open:  # it is asked what was recognised
            dialog_of(window).accept()
        wait_for(lambda: window.session.is_open and window.session.is_analysed)
        window.page.view.set_layout(layout)
        return window

    def clear(self) -> None:
        """Close everything, so that the next state starts afresh."""
        for window in self.windows:
            window.session.undo_stack.setClean()
            window.close()


STATES: dict[str, Callable[[Stage], "QWidget"]] = {}
OF_ANY_FILE: list[str] = []


def state(make: Callable[[Stage], "QWidget"]) -> Callable[[Stage], "QWidget"]:
    """Add a state: a function that returns the widget to be taken, named as its picture."""
    STATES[make.__name__] = make
    return make


def state_of_any_file(make: Callable[[Stage], "QWidget"]) -> Callable[[Stage], "QWidget"]:
    """Add a state that any matrix can be shown in, not the example alone."""
    OF_ANY_FILE.append(make.__name__)
    return state(make)


def dialog_of(window: "MainWindow") -> "QWidget":
    """Return the dialog that a window has open."""
    from PySide6.QtWidgets import QDialog

    return next(dialog for dialog in reversed(window.findChildren(QDialog)) if dialog.isVisible())


@state
def start_page(stage: Stage) -> "QWidget":
    """Nothing was ever opened."""
    return stage.start()


@state
def start_page_with_recent_files(stage: Stage) -> "QWidget":
    """Files were opened; one of them is not there any more."""
    from raci_studio.gui.settings import remember_file, settings

    there = stage.folder / "Onboarding.raci"
    there.touch()
    for path in (stage.folder / "clients" / "Estimate of the second quarter.xlsx", there, stage.example):
        remember_file(path)
    window = stage.start()
    tree = window.start_page.recent.tree
    # The item's own font is not enough to tell: the name says that a file is gone.
    wait_for(lambda: tree.topLevelItem(2).text(0) != "Estimate of the second quarter.xlsx")
    settings().remove("recent")
    return window


@state
def start_page_with_trouble(stage: Stage) -> "QWidget":
    """What was open last did not come back."""
    from raci_studio.gui.remembered import RememberedWindow
    from raci_studio.gui.reopening import Reopening

    window = stage.start()
    Reopening(stage.windows, [RememberedWindow(str(stage.folder / "gone.raci"))])
    wait_for(lambda: window.start_page.bar.isVisible())
    return window


@state
def matrix_list(stage: Stage) -> "QWidget":
    """Names under the letters."""
    return stage.matrix()


@state
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
def column_dialog(stage: Stage) -> "QWidget":
    """Name and type of an extra column whose texts do not all fit."""
    from raci_studio.core.edits import add_extra_column, set_text
    from raci_studio.gui.matrix.column_dialog import ColumnDialog

    window = stage.matrix()
    session = window.session
    session.apply("", add_extra_column, "Budget")
    session.apply("", set_text, session.document.order[0], "extra:Budget", "about 10")
    dialog = ColumnDialog(session, "Budget", window)
    dialog.kind.setCurrentIndex(1)
    dialog.show()
    return dialog


@state
def filter_popup(stage: Stage) -> "QWidget":
    """Filter and sort of a column."""
    view = stage.matrix().page.view
    view.go_to_first()
    return view.open_filter()


@state
def find_bar(stage: Stage) -> "QWidget":
    """Find and replace."""
    window = stage.matrix()
    window.replace_text()
    return window


@state
def scheme_dialog(stage: Stage) -> "QWidget":
    """The role scheme."""
    window = stage.matrix()
    window.role_scheme()
    return dialog_of(window)


@state
def who_is_who(stage: Stage) -> "QWidget":
    """Names that may be one person's."""
    from raci_studio.core.edits import add_person

    window = stage.matrix()
    session = window.session
    person = next(session.document.people_in_order())
    session.apply("", add_person, person.name.upper() + ".")
    window.who_is_who()
    dialog = dialog_of(window)
    wait_for(lambda: dialog.stack.currentWidget() is dialog.tree)
    return dialog


@state
def settings_of_program(stage: Stage) -> "QWidget":
    """The settings of this user."""
    window = stage.matrix()
    window.show_settings()
    return dialog_of(window)


@state
def settings_of_document(stage: Stage) -> "QWidget":
    """The settings that go with the document."""
    window = stage.matrix()
    window.show_settings()
    dialog = dialog_of(window)
    dialog.tabs.setCurrentIndex(1)
    dialog.document.rows["L201.share"].number.setValue(55)
    return dialog


@state
def settings_without_document(stage: Stage) -> "QWidget":
    """The settings where nothing is open."""
    window = stage.start()
    window.show_settings()
    dialog = dialog_of(window)
    dialog.tabs.setCurrentIndex(1)
    return dialog


@state
def shortcuts(stage: Stage) -> "QWidget":
    """The keys."""
    window = stage.start()
    window.show_shortcuts()
    return dialog_of(window)


@state
def about(stage: Stage) -> "QWidget":
    """Versions and licences."""
    window = stage.start()
    window.show_about()
    return dialog_of(window)


@state
def page_setup(stage: Stage) -> "QWidget":
    """Paper, direction, margins."""
    window = stage.matrix()
    window.page_setup()
    return dialog_of(window)


@state
def print_preview(stage: Stage) -> "QWidget":
    """The pages before they are printed."""
    window = stage.matrix()
    window.print_preview()
    return dialog_of(window)


@state
def import_review(stage: Stage) -> "QWidget":
    """What was taken for what."""
    window = stage.matrix()
    window.review_import()
    dialog = dialog_of(window)
    dialog.resize(1300, 820)
    return dialog


@state
def password(stage: Stage) -> "QWidget":
    """The question for a password, after a wrong one."""
    from raci_studio.gui.password_dialog import PasswordDialog

    dialog = PasswordDialog("Estimate.xlsx", stage.start(), tried="1234", is_wrong=True)
    dialog.show()
    return dialog


@state
def names_dialog(stage: Stage) -> "QWidget":
    """Who is meant by a name that was typed."""
    from raci_studio.gui.matrix.names_dialog import NamesDialog

    window = stage.matrix()
    person = next(window.session.document.people_in_order())
    dialog = NamesDialog(window.session.document, (person.name[:-1], "Zoë"), window)
    dialog.show()
    return dialog


@state
def recovery(stage: Stage) -> "QWidget":
    """What a crash left behind."""
    from raci_studio.core.i18n import _
    from raci_studio.gui.recovery_dialog import RecoveryDialog
    from raci_studio.project.journal import Recovered

    window = stage.matrix()
    document = window.session.document
    label = _("Edit “{column}”").format(column=_("Task"))
    found = [
        Recovered(stage.folder / "a.journal", document, stage.folder / "Onboarding.raci", 12, label, time.time()),
        Recovered(stage.folder / "b.journal", document, None, 1, label, time.time() - 4000),
    ]
    dialog = RecoveryDialog(found, window)
    dialog.show()
    return dialog


@state
def refused_edit(stage: Stage) -> "QWidget":
    """An edit that was refused stands above the matrix."""
    from raci_studio.core.edits import set_predecessors

    window = stage.matrix()
    window.session.apply("", set_predecessors, window.session.document.order[0], "777")
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
    from raci_studio.core import edits, process_edits

    window = page_of(stage, "process")
    if not stage.is_example:
        return window
    session = window.session
    process, (one, other, *_others) = session.document.process_order[0], session.document.order
    session.apply("", edits.set_process, process, owner=session.document.people_order[0], start="2026-02-02")
    session.apply("", process_edits.set_pair, process, None, (one, other))
    session.apply("", process_edits.set_system, process, None, "Jira", "IT")
    wait_for(lambda: session.is_analysed)
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


@state_of_any_file
def charts_page(stage: Stage) -> "QWidget":
    """Who carries how much, and what else is counted."""
    window = stage.matrix()
    window.show_page("charts")
    wait_for(lambda: window.session.is_analysed and window.pages.page.is_settled)
    return window


@state
def split_a_person(stage: Stage) -> "QWidget":
    """The names that one participant held, and who takes over which rows."""
    from raci_studio.core import edits
    from raci_studio.gui.pages.split_dialog import SplitDialog

    window = stage.matrix()
    session = window.session
    person = session.document.people_order[1]
    name = session.document.people[person].name
    session.apply("", edits.rename_person, person, f"{name} / HR")
    dialog = SplitDialog(session.document, person, window)
    dialog.show()
    return dialog


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


@state
def suggested_links(stage: Stage) -> "QWidget":
    """Dependencies that the texts suggest."""
    return _proposals(stage, "links")


@state
def even_out(stage: Stage) -> "QWidget":
    """Moves of work from whoever has most."""
    return _proposals(stage, "moves")


def _proposals(stage: Stage, subject: str) -> "QWidget":
    from raci_studio.gui import proposal_subjects
    from raci_studio.gui.proposals import ProposalsDialog

    window = stage.matrix()
    dialog = ProposalsDialog(window.session, getattr(proposal_subjects, subject)(), window)
    dialog.show()
    wait_for(lambda: dialog.is_ready)
    return dialog


@state
def absences_dialog(stage: Stage) -> "QWidget":
    """When a person is away."""
    from raci_studio.core.document import Absence
    from raci_studio.gui.pages.absences_dialog import AbsencesDialog

    window = stage.matrix()
    person = next(window.session.document.people_in_order())
    absences = Absence("2026-02-02", "2026-02-06"), Absence("2026-03-09", "2026-03-09")
    dialog = AbsencesDialog(person.name, absences, window)
    dialog.show()
    return dialog


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
def guide(stage: Stage) -> "QWidget":
    """What each part of the program is for, with its picture."""
    window = stage.matrix()
    window.show_guide()
    dialog = dialog_of(window)
    dialog.topics.setCurrentRow(1)
    return dialog


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
def unknown_name_typed(stage: Stage) -> "QWidget":
    """A name that nobody bears, and one that is nearly somebody's, were pasted."""
    from raci_studio.gui.matrix.names_dialog import NamesDialog

    window = stage.matrix()
    first, second, *_others = window.session.document.people_in_order()
    dialog = NamesDialog(
        window.session.document, (f"{first.name} ", second.name.upper(), "Zoë Müller-Lüdenscheidt"), window
    )
    dialog.show()
    return dialog


@state
def copy_dialog(stage: Stage) -> "QWidget":
    """What an annotated copy will hold, and what could not be written into the client's cells."""
    from raci_studio.core.edits import add_task, delete_tasks, rename_person, set_text
    from raci_studio.files import annotated
    from raci_studio.gui.copy_dialog import CopyDialog

    window = stage.matrix("list")
    session = window.session
    order, people = session.document.order, session.document.people_order
    session.apply("", set_text, order[0], "deadline", "15.03.2026")
    session.apply("", rename_person, people[0], "Zoë Müller")
    session.apply("", delete_tasks, order[3:4])
    session.apply("", add_task, process=session.document.process_order[0], name="One more")
    copy = annotated(session.document, stage.folder / "copy.xlsx")
    dialog = CopyDialog("copy.xlsx", copy.summary, window)
    dialog.show()
    return dialog


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
    return window


@state
def letters_menu(stage: Stage) -> "QWidget":
    """The menu of a column of the sheet in the review."""
    from PySide6.QtCore import Qt

    dialog = import_review(stage)
    return dialog.sheet.header_menu(Qt.Orientation.Horizontal, 3)


def wait_for(ready: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    from raci_studio.gui import self_test

    self_test.wait_for(ready)


def _say(_kind: object, _context: object, text: str) -> None:
    if not text.startswith("This plugin does not support"):  # what a platform without a screen cannot do
        print(text, file=sys.stderr)


def take(out: Path, one: str, names: list[str], file: Path | None = None) -> None:
    """Make the pictures of one slice in this process, with a file in place of the example."""
    language, theme_name, _scale = one.split("-")
    target = out / one
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RACI_STUDIO_DATA"] = str(Path(folder) / "data")
        from PySide6.QtCore import qInstallMessageHandler

        from raci_studio.gui import language as languages
        from raci_studio.gui import theme
        from raci_studio.gui.app import make_application

        qInstallMessageHandler(_say)
        app = make_application(["raci-studio"])
        theme.set_theme(theme_name)
        languages.choose(language)
        stage = Stage(language, Path(folder), file)
        for name in names:
            widget = STATES[name](stage)
            for _turn in range(5):  # layouts and icons come with the next turns of the event loop
                app.processEvents()
            widget.grab().save(str(target / f"{name}.png"))
            stage.clear()
            app.processEvents()
        app.clipboard().clear()


def main() -> int:
    """Make the pictures that are asked for; return 0 where all slices came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("states", nargs="*", help="names of states; all where none is named")
    parser.add_argument("--slice", action="append", choices=SLICES, help="language-theme-scale; all where none is")
    parser.add_argument("--file", type=Path, help="a matrix to show on the pages in place of the example")
    parser.add_argument("--here", choices=SLICES, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if unknown := set(said.states) - STATES.keys():
        parser.error(f"no such state: {', '.join(sorted(unknown))}")
    if said.file is not None and (unfit := set(said.states) - set(OF_ANY_FILE)):
        parser.error(f"these are states of the example: {', '.join(sorted(unfit))}")
    names = said.states or (list(STATES) if said.file is None else OF_ANY_FILE)
    if said.here:
        take(said.out, said.here, names, said.file)
        return 0
    failed = []
    for one in said.slice or SLICES:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": one.rpartition("-")[2]}
        command = [sys.executable, __file__, str(said.out), *names, "--here", one]
        command += ["--file", str(said.file)] if said.file is not None else []
        if subprocess.run(command, env=environment).returncode:
            failed.append(one)
    if failed:
        print("failed:", ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
