"""What is asked about the matrix, its people and its columns, and before it is printed or copied."""

from typing import TYPE_CHECKING

from states.base import Stage, dialog_of, state, wait_for

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


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
def names_dialog(stage: Stage) -> "QWidget":
    """Who is meant by a name that was typed."""
    from raci_studio.gui.matrix.names_dialog import NamesDialog

    window = stage.matrix()
    person = next(window.session.document.people_in_order())
    dialog = NamesDialog(window.session.document, (person.name[:-1], "Zoë"), window)
    dialog.show()
    return dialog


@state
def unknown_name_typed(stage: Stage) -> "QWidget":
    """A name that nobody bears, and one that is nearly somebody's, were pasted."""
    from raci_studio.gui.matrix.names_dialog import NamesDialog

    window = stage.matrix()
    first, second, *_others = window.session.document.people_in_order()
    nearly = first.name.replace(" ", "  ")[:-2], f"{second.name[0]}{second.name[2:]}"
    dialog = NamesDialog(window.session.document, (*nearly, "Zoë Müller-Lüdenscheidt"), window)
    dialog.show()
    return dialog


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
