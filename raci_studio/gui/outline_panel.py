"""The outline: processes with their steps, and the people; rename in place, add, merge, delete from the menu."""

from itertools import groupby

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QInputDialog, QMenu, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from raci_studio.core import edits
from raci_studio.core.diff import Change
from raci_studio.core.document import Document, PersonId, ProcessId
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.session import Session

REFRESH_DELAY_MS = 60  # several changes in a row build the tree once
_KIND, _ID = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class OutlinePanel(QWidget):
    """Show processes, steps and people; the signals ask the matrix to go there."""

    task_chosen = Signal(str)
    person_chosen = Signal(str)
    who_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.tree = QTreeWidget(headerHidden=True, columnCount=2)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.itemClicked.connect(self._chosen)
        self.tree.itemChanged.connect(self._renamed)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        header.setSectionResizeMode(1, header.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree)
        self._later = QTimer(self, singleShot=True, interval=REFRESH_DELAY_MS)
        self._later.timeout.connect(self.refresh)
        session.document_opened.connect(self._later.start)
        session.document_changed.connect(self._document_changed)
        session.findings_changed.connect(self._later.start)
        language.follow(self.retranslate)

    def _document_changed(self, change: Change) -> None:
        self._later.start()

    def refresh(self) -> None:
        """Build the tree anew; what was closed stays closed."""
        closed = {self._key(item) for item in self._items() if item.childCount() and not item.isExpanded()}
        selected = {self._key(item) for item in self.tree.selectedItems()}
        self.tree.blockSignals(True)
        self.tree.clear()
        self._add_processes()
        self._add_people()
        self.tree.expandAll()
        for item in self._items():
            if self._key(item) in closed:
                item.setExpanded(False)
            item.setSelected(self._key(item) in selected)
        self.tree.blockSignals(False)

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            found.append(item)
            waiting += [item.child(place) for place in range(item.childCount())]
        return found

    @staticmethod
    def _key(item: QTreeWidgetItem) -> tuple[str, str]:
        return item.data(0, _KIND), item.data(0, _ID)

    def _item(
        self,
        parent: QTreeWidget | QTreeWidgetItem,
        kind: str,
        key: str,
        text: str,
        note: str = "",
        *,
        editable: bool = False,
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text, note])
        item.setData(0, _KIND, kind)
        item.setData(0, _ID, key)
        item.setToolTip(0, text)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if editable and not self._session.read_only:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def _head(self, text: str, count: int) -> QTreeWidgetItem:
        head = self._item(self.tree, "head", text, text, str(count))
        font = head.font(0)
        font.setBold(True)
        head.setFont(0, font)
        return head

    def _add_processes(self) -> None:
        document = self._session.document
        head = self._head(_("Processes"), len(document.process_order))
        for key in document.process_order:
            tasks = document.tasks_of(key)
            item = self._item(head, "process", key, document.processes[key].name, str(len(tasks)), editable=True)
            for step, run in groupby(tasks, key=lambda task: task.step):
                first, *others = run
                if step:
                    self._item(item, "step", first.id, " ".join(step.split()), str(1 + len(others)))

    def _add_people(self) -> None:
        document, analysis = self._session.document, self._session.analysis
        head = self._head(_("People"), len(document.people_order))
        for person in document.people_in_order():
            measured = (analysis.people or {}).get(person.id) if analysis else None
            counts = "  ".join(f"{letter} {count}" for letter, count in measured.counts.items()) if measured else ""
            share = round(measured.expected_blocked_share, 2) if measured else 0.0
            item = self._item(head, "person", person.id, person.name, f"{share:.0%}" if share else "", editable=True)
            away = _("Away on a random day, {share} of the remaining work stops.").format(share=f"{share:.0%}")
            item.setToolTip(0, "\n".join(filter(None, (person.name, counts, away if share else ""))))
            item.setToolTip(1, away if share else "")

    def _chosen(self, item: QTreeWidgetItem) -> None:
        kind, key = self._key(item)
        if kind == "person":
            self.person_chosen.emit(key)
        elif kind == "step":
            self.task_chosen.emit(key)
        elif kind == "process" and (tasks := self._session.document.tasks_of(ProcessId(key))):
            self.task_chosen.emit(tasks[0].id)

    def _renamed(self, item: QTreeWidgetItem) -> None:
        kind, key = self._key(item)
        name = item.text(0)
        if kind == "person":
            self._session.apply(_("Rename a person"), edits.rename_person, PersonId(key), name)
        elif kind == "process" and name.strip():
            self._session.apply(_("Rename a process"), edits.set_process, ProcessId(key), name=" ".join(name.split()))
        self._later.start()  # a refused name goes back to what it was

    # Menu

    def selected_people(self) -> list[PersonId]:
        """Return the people selected in the tree, in its order."""
        chosen = {self._key(item)[1] for item in self.tree.selectedItems() if self._key(item)[0] == "person"}
        return [person for person in self._session.document.people_order if person in chosen]

    def make_menu(self) -> QMenu:
        """Return the context menu for what is selected."""
        menu = QMenu(self)
        people, item = self.selected_people(), self.tree.currentItem()
        kind = self._key(item)[0] if item else ""
        if kind in ("person", "process"):
            menu.addAction(_("Rename"), lambda: self.tree.editItem(item, 0))
        menu.addAction(_("Add a person…"), self.add_person)
        menu.addAction(_("Add a process…"), self.add_process)
        if kind == "person":
            menu.addAction(_("Who is who…"), self.who_asked.emit)
        if people:
            menu.addSeparator()
        if len(people) == 1 and len(self._session.document.people) > 1:
            menu.addAction(_("Merge with…"), self.merge_with)
        if len(people) > 1:
            text = ngettext("Merge {n} person…", "Merge {n} people…", len(people))
            menu.addAction(text.format(n=len(people)), self.merge_people)
        if people:
            text = ngettext("Delete {n} person with all roles", "Delete {n} people with all roles", len(people))
            menu.addAction(text.format(n=len(people)), self.delete_people)
        for action in menu.actions():
            action.setEnabled(not self._session.read_only)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.exec(self.tree.viewport().mapToGlobal(at))
        menu.deleteLater()

    def add_person(self) -> None:
        """Ask for a name and add a person."""
        name, said = QInputDialog.getText(self, _("Add a person"), _("Name of the person, position or department:"))
        if said:
            self._session.apply(_("Add a person"), edits.add_person, name)

    def add_process(self) -> None:
        """Ask for a name and add a process with an empty first task."""
        name, said = QInputDialog.getText(self, _("Add a process"), _("Name of the process:"))
        if said and name.strip():
            self._session.apply(_("Add a process"), _add_process_with_task, " ".join(name.split()))

    def merge_people(self) -> None:
        """Make one person of those selected; ask whose name stays."""
        self._merge(self.selected_people())

    def merge_with(self) -> None:
        """Make one person of the one selected and another, who is asked for."""
        (person,) = self.selected_people()
        others = [other for other in self._session.document.people_in_order() if other.id != person]
        names = [other.name for other in others]
        question = _("Who is “{name}” too?").format(name=self._session.document.people[person].name)
        name, said = QInputDialog.getItem(self, _("Merge people"), question, names, 0, False)
        if said:
            self._merge([person, others[names.index(name)].id])

    def _merge(self, people: list[PersonId]) -> None:
        document = self._session.document
        names = [document.people[person].name for person in people]
        keep, said = QInputDialog.getItem(self, _("Merge people"), _("Which name stays?"), names, 0, False)
        if said:
            self._session.apply(_("Merge people"), edits.merge_people, people[names.index(keep)], people)

    def delete_people(self) -> None:
        """Delete the people selected; undo brings them back."""
        self._session.apply(_("Delete people"), edits.delete_people, self.selected_people())

    def retranslate(self) -> None:
        """Speak the current language."""
        self.tree.setAccessibleName(_("Outline"))
        self.refresh()


def _add_process_with_task(document: Document, name: str) -> Document:
    """Add a process and its first, empty task, so that there is a row to write in."""
    document = edits.add_process(document, name)
    return edits.add_task(document, process=document.process_order[-1])
