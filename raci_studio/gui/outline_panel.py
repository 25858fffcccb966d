"""The outline: processes with their steps, and the people; rename in place, add, merge, delete from the menu."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QInputDialog, QMenu, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from raci_studio.core import edits
from raci_studio.core.diff import Change
from raci_studio.core.document import Document, PersonId, ProcessId, Task
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.session import Session

REFRESH_DELAY_MS = 60  # several changes in a row count once
_KIND, _ID = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
# Made once: joining flags takes long.
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_EDITABLE = _PLAIN | Qt.ItemFlag.ItemIsEditable


class _Tree(QTreeWidget):
    @property
    def is_typed_in(self) -> bool:
        """Tell whether an editor is open."""
        return self.state() is QAbstractItemView.State.EditingState


class OutlinePanel(QWidget):
    """Show processes, steps and people; the signals ask the matrix to go there."""

    task_chosen = Signal(str)
    person_chosen = Signal(str)
    process_chosen = Signal(str)
    who_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._later = QTimer(self, singleShot=True, interval=REFRESH_DELAY_MS)
        self.tree = _Tree(columnCount=2)
        self.tree.setHeaderHidden(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.itemClicked.connect(self._chosen)
        self.tree.itemChanged.connect(self._renamed)
        self.tree.itemDelegate().closeEditor.connect(lambda _editor: self._later.start())
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        header.setSectionResizeMode(1, header.ResizeMode.Fixed)  # to its contents, measured once at each refresh
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree)
        self._shown: Sequence[_Entry] = ()
        self._later.timeout.connect(self.refresh)
        session.document_opened.connect(self._later.start)
        session.document_changed.connect(self._document_changed)
        session.findings_changed.connect(self._later.start)
        language.follow(self.retranslate)

    def _document_changed(self, change: Change) -> None:
        self._later.start()

    def refresh(self) -> None:
        """Show processes, steps and people as they are now; what stays as it was is not touched.

        While a name is typed nothing changes: the tree would take the letters back.
        """
        if self.tree.is_typed_in:
            return
        wanted = self._processes(), self._people()
        self.tree.blockSignals(True)
        self._fit(self.tree.invisibleRootItem(), self._shown, wanted)
        self.tree.resizeColumnToContents(1)
        self.tree.blockSignals(False)
        self._shown = wanted

    def _fit(self, parent: QTreeWidgetItem, old: "Sequence[_Entry]", new: "Sequence[_Entry]") -> None:
        """Get from the entries below an item to others: those equal at both ends stay, those between are replaced."""
        if old == new:
            return
        most = min(len(old), len(new))
        head = next((n for n in range(most) if old[n].place != new[n].place), most)
        most -= head
        tail = next((n for n in range(most) if old[-1 - n].place != new[-1 - n].place), most)
        for place in range(len(old) - tail - 1, head - 1, -1):
            parent.takeChild(place)
        between = new[head : len(new) - tail]
        made = [_item(entry) for entry in between]
        parent.insertChildren(head, made)
        for item, entry in zip(made, between):
            self._fit(item, (), entry.children)
            if entry.kind != "step":
                item.setExpanded(True)
        kept = [*range(head), *range(len(new) - tail, len(new))]
        for place in kept:
            entry, was = new[place], old[place if place < head else place - len(new)]
            if was != entry:
                item = cast(QTreeWidgetItem, parent.child(place))
                if replace(was, children=()) != replace(entry, children=()):
                    _fill(item, entry)
                self._fit(item, was.children, entry.children)

    def _processes(self) -> "_Entry":
        document, editable = self._session.document, not self._session.read_only
        tasks: dict[ProcessId, list[Task]] = {key: [] for key in document.process_order}
        for task in document.tasks_in_order():
            tasks[task.process].append(task)
        entries = [
            _Entry(
                "process", key, document.processes[key].name, str(len(held)), editable=editable, children=_steps(held)
            )
            for key, held in tasks.items()
        ]
        return _Entry("head", "processes", _("Processes"), str(len(entries)), children=tuple(entries))

    def _people(self) -> "_Entry":
        document, analysis = self._session.document, self._session.analysis
        entries: list[_Entry] = []
        for person in document.people_in_order():
            measured = (analysis.people or {}).get(person.id) if analysis else None
            counts = "  ".join(f"{letter} {count}" for letter, count in measured.counts.items()) if measured else ""
            share = round(measured.expected_blocked_share, 2) if measured else 0.0
            said = _("Away on a random day, {share} of the remaining work stops.").format(share=f"{share:.0%}")
            away = said if share else ""
            tip = "\n".join(filter(None, (person.name, counts, away)))
            note, editable = f"{share:.0%}" if share else "", not self._session.read_only
            entries.append(_Entry("person", person.id, person.name, note, tip, away, editable))
        return _Entry("head", "people", _("People"), str(len(entries)), children=tuple(entries))

    @staticmethod
    def _key(item: QTreeWidgetItem) -> tuple[str, str]:
        return item.data(0, _KIND), item.data(0, _ID)

    def _chosen(self, item: QTreeWidgetItem) -> None:
        kind, key = self._key(item)
        if kind == "person":
            self.person_chosen.emit(key)
        elif kind == "step":
            self.task_chosen.emit(key)
        elif kind == "process":
            self.process_chosen.emit(key)

    def _renamed(self, item: QTreeWidgetItem) -> None:
        kind, key = self._key(item)
        name = item.text(0)
        if kind == "person":
            self._session.apply(_("Rename a person"), edits.rename_person, PersonId(key), name)
        elif kind == "process" and name.strip():
            self._session.apply(_("Rename a process"), edits.set_process, ProcessId(key), name=" ".join(name.split()))
        document = self._session.document
        held = document.people.get(PersonId(key)) or document.processes.get(ProcessId(key))
        if held is not None:  # a refused name goes back to what it was
            self.tree.blockSignals(True)
            item.setText(0, held.name)
            self.tree.blockSignals(False)

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
            menu.addAction(_("Rename"), lambda: self.tree.editItem(cast(QTreeWidgetItem, item), 0))
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


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a line of the tree shows."""

    kind: str  # "head", "process", "step" or "person"
    key: str
    text: str
    note: str = ""
    tip: str = ""
    note_tip: str = ""
    editable: bool = False
    children: "tuple[_Entry, ...]" = ()

    @property
    def place(self) -> tuple[str, str]:
        """Return what tells the line from others."""
        return self.kind, self.key


def _steps(tasks: Sequence[Task]) -> tuple[_Entry, ...]:
    """Return the steps of a process, each known by its first task."""
    entries = []
    for step, run in groupby(tasks, key=attrgetter("step")):
        first, *others = run
        if step:
            entries.append(_Entry("step", first.id, " ".join(step.split()), str(1 + len(others))))
    return tuple(entries)


def _item(entry: _Entry) -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    item.setData(0, _KIND, entry.kind)
    item.setData(0, _ID, entry.key)
    item.setTextAlignment(1, _RIGHT)
    if entry.kind == "head":
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
    _fill(item, entry)
    return item


def _fill(item: QTreeWidgetItem, entry: _Entry) -> None:
    item.setText(0, entry.text)
    item.setText(1, entry.note)
    item.setToolTip(0, entry.tip or entry.text)
    item.setToolTip(1, entry.note_tip)
    item.setFlags(_EDITABLE if entry.editable else _PLAIN)


def _add_process_with_task(document: Document, name: str) -> Document:
    """Add a process and its first, empty task, so that there is a row to write in."""
    document = edits.add_process(document, name)
    return edits.add_task(document, process=document.process_order[-1])
