"""What there is before anything is open, and what the program tells of itself."""

import time
from typing import TYPE_CHECKING

from states.base import Stage, dialog_of, state, wait_for

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


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
def guide(stage: Stage) -> "QWidget":
    """What each part of the program is for, with its picture."""
    window = stage.matrix()
    window.show_guide()
    dialog = dialog_of(window)
    dialog.topics.setCurrentRow(1)
    return dialog


@state
def password(stage: Stage) -> "QWidget":
    """The question for a password, after a wrong one."""
    from raci_studio.gui.password_dialog import PasswordDialog

    dialog = PasswordDialog("Estimate.xlsx", stage.start(), tried="1234", is_wrong=True)
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
