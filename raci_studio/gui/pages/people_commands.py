"""What a user can do to people on their page: add, merge, split, delete, say when they are away; each one undo step."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from raci_studio.core import edits, process_edits
from raci_studio.core.document import Absence, Document, PersonId
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.session import Session


class PeopleCommands:
    """Ask what only the user knows, then edit the session's document."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """`parent` is what questions stand before."""
        self._session, self._parent = session, parent

    def add(self) -> PersonId | None:
        """Ask for a name and add a person; return who it is, None where nobody was added."""
        if not self._session.check_writable():
            return None
        question = _("Name of the person, position or department:")
        name, said = QInputDialog.getText(self._parent, _("Add a person"), question)
        if said and self._session.apply(_("Add a person"), edits.add_person, name):
            return self._session.document.people_order[-1]
        return None

    def merge(self, people: Sequence[PersonId]) -> PersonId | None:
        """Make one person of several; ask whose name stays. Return who it is now, None where nothing was done."""
        if len(people) < 2 or not self._session.check_writable():
            return None
        names = [self._session.document.people[person].name for person in people]
        keep, said = QInputDialog.getItem(self._parent, _("Merge people"), _("Which name stays?"), names, 0, False)
        if not said:
            return None
        kept = people[names.index(keep)]
        return kept if self._session.apply(_("Merge people"), edits.merge_people, kept, people) else None

    def split(self, person: PersonId) -> bool:
        """Make several people of one, as the user says: their names, and who takes over which rows."""
        from raci_studio.gui.pages.split_dialog import SplitDialog

        if not self._session.check_writable():
            return False
        dialog = SplitDialog(self._session.document, person, self._parent)
        said, parts = dialog.exec(), dialog.parts
        dialog.deleteLater()
        return bool(said) and self._session.apply(_("Split a person"), edits.split_person, person, parts)

    def delete(self, people: Sequence[PersonId]) -> bool:
        """Delete people after a question that says what goes with them; undo brings all of it back."""
        if not people or not self._session.check_writable():
            return False
        document = self._session.document
        names = ", ".join(document.people[person].name for person in people[:3])
        more = len(people) - 3
        if more > 0:
            names = ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=names, n=more)
        question = _("Delete {names}?").format(names=names)
        goes = "\n".join(what_goes(document, people))
        box = QMessageBox(QMessageBox.Icon.Question, "RACI Studio", question, parent=self._parent)
        box.setInformativeText(goes or _("Nothing else hangs on them."))
        delete = box.addButton(_("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(delete)
        box.exec()
        said = box.clickedButton() is delete
        box.deleteLater()
        return said and self._session.apply(_("Delete people"), edits.delete_people, people)

    def set_absences(self, person: PersonId) -> bool:
        """Show the dates on which a person is away and take them over where the user says so."""
        from raci_studio.gui.pages.absences_dialog import AbsencesDialog

        if not self._session.check_writable():
            return False
        held = self._session.document.people[person]
        dialog = AbsencesDialog(held.name, held.absences, self._parent)
        said, absences = dialog.exec(), dialog.absences
        dialog.deleteLater()
        return bool(said) and self.put_absences(person, absences)

    def put_absences(self, person: PersonId, absences: Sequence[Absence]) -> bool:
        """Set when a person is away."""
        label = _("Edit “{column}”").format(column=_("Absences"))
        return self._session.apply(label, process_edits.set_absences, person, absences)


def what_goes(document: Document, people: Sequence[PersonId]) -> Iterator[str]:
    """Yield in sentences what is lost with some people: their roles, who has them as a deputy, what they own."""
    gone = set(people)
    roles = [mark for task in document.tasks.values() for mark in task.marks if mark.person in gone]
    rows = sum(any(mark.person in gone for mark in task.marks) for task in document.tasks.values())
    if roles:
        roles_text = ngettext("{n} role", "{n} roles", len(roles)).format(n=len(roles))
        yield ngettext("{roles} in {n} row goes too.", "{roles} in {n} rows go too.", rows).format(
            roles=roles_text, n=rows
        )
    left = [person.name for person in document.people_in_order() if person.id not in gone and gone & {*person.deputies}]
    if left:
        yield _("Without this deputy: {names}").format(names=", ".join(left))
    owned = [process.name for process in document.processes.values() if process.owner in gone]
    if owned:
        yield _("Without an owner: {names}").format(names=", ".join(owned))
