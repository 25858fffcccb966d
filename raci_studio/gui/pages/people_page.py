"""The People page: everybody in a table, what they carry, what is known of them; beside it the page of one person."""

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
)

from raci_studio.core.document import PersonId
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.pages.page import Page
from raci_studio.gui.pages.people_commands import PeopleCommands
from raci_studio.gui.pages.people_model import PeopleModel
from raci_studio.gui.pages.people_table import PeopleTable
from raci_studio.gui.pages.person_text import person_text


class PeoplePage(Page):
    """Show everybody; the person at the right is the current one of the table."""

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self.model = PeopleModel(self.session, self.figures, self.ask_names, self)
        self.table = PeopleTable(self.model)
        self.commands = PeopleCommands(self.session, self)
        self.words = QLineEdit(clearButtonEnabled=True)
        self.words.setFixedWidth(200)
        self.add, self.merge, self.split, self.delete = QPushButton(), QPushButton(), QPushButton(), QPushButton()
        self._count = QLabel()
        self.person = QTextBrowser()
        self.person.setOpenLinks(False)
        self.person.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._empty = QLabel(wordWrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setForegroundRole(self._empty.foregroundRole().PlaceholderText)
        self._said = ""  # of the person at the right
        self._telling = QTimer(self, singleShot=True)  # once for all that happens in one turn of the event loop
        self._telling.timeout.connect(self._tell_person)
        self._is_choosing = False
        self._lay_out()
        self._connect()
        self.follow()
        language.follow(self.retranslate)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 4)
        bar.setSpacing(6)
        for widget in (self.words, self._count):
            bar.addWidget(widget)
        bar.addStretch(1)
        for button in (self.add, self.merge, self.split, self.delete):
            bar.addWidget(button)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self._empty)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.person)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([700, 260])
        self.splitter.setCollapsible(0, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._filter)
        self.add.clicked.connect(self._add)
        self.merge.clicked.connect(self._merge)
        self.split.clicked.connect(self._split)
        self.delete.clicked.connect(self._delete)
        self.table.days_asked.connect(lambda person: self.commands.set_absences(PersonId(person)))
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.selectionModel().currentChanged.connect(self._show_person)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.person.anchorClicked.connect(self._follow_link)
        self.selection.changed.connect(self._follow_selection)
        self.session.findings_changed.connect(self.refresh_later)
        self.figures.changed.connect(self.refresh_later)

    # What it shows

    def refresh(self) -> None:
        self.figures.want()
        was_empty = not self.model.rowCount()
        self.model.refresh()
        document = self.session.document
        self.stack.setCurrentWidget(self.table if document.people else self._empty)
        self.person.setVisible(bool(document.people))
        if was_empty and self.model.rowCount():
            self._follow_selection()
        if not self.table.currentIndex().isValid() and self.table.shown.rowCount():
            self.table.setCurrentIndex(self.table.shown.index(0, 0))
        self._show_person()
        self._show_count()
        self._show_buttons()

    def _show_count(self) -> None:
        shown, total = self.table.shown.rowCount(), self.model.rowCount()
        text = ngettext("{n} person", "{n} people", total).format(n=total)
        if shown != total:
            text = _("{shown} of {total} people").format(shown=shown, total=total)
        self._count.setText(text)

    def _show_buttons(self) -> None:
        may, people = not self.session.read_only, self.table.selected_people()
        self.add.setEnabled(may)
        self.merge.setEnabled(may and len(people) > 1)
        self.split.setEnabled(may and len(people) == 1)
        self.delete.setEnabled(may and bool(people))

    def _show_person(self, *_indexes: object) -> None:
        self._telling.start(0)

    def _tell_person(self) -> None:
        person = self.table.person_of(self.table.currentIndex())
        document = self.session.document
        text = ""
        if person is not None and person in document.people:
            text = person_text(document, document.people[person], self.model.measured(person))
        if text != self._said:
            place = self.person.verticalScrollBar().value()
            same = self._said[:200] == text[:200]
            self._said = text
            self.person.setHtml(text)
            self.person.verticalScrollBar().setValue(place if same else 0)

    def _filter(self) -> None:
        self.table.shown.show_only(self.words.text())
        if not self.table.currentIndex().isValid() and self.table.shown.rowCount():
            self.table.setCurrentIndex(self.table.shown.index(0, 0))
        self._show_person()
        self._show_count()

    def _selected(self) -> None:
        self._show_buttons()
        if not self._is_choosing:
            self._is_choosing = True
            self.selection.choose_people(self.table.selected_people())
            self._is_choosing = False

    def _follow_selection(self) -> None:
        people = self.selection.people
        if people and not self._is_choosing and set(people) != set(self.table.selected_people()):
            self._is_choosing = True
            self.table.select_people(people)
            self._is_choosing = False

    def begin(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_address(self, words: list[str]) -> None:
        """Go to a person ("person", id), or to a column (its key) of the current one."""
        self.words.clear()
        self.refresh()
        if words[0] == "person" and len(words) > 1:
            self.table.go_to(PersonId(words[1]))
        elif (person := self.table.person_of(self.table.currentIndex())) is not None:
            self.table.go_to(person, words[0])
        self.table.setFocus()

    def _follow_link(self, link: QUrl) -> None:
        self.asked.emit(link.toString())

    # What it does

    def commit(self) -> None:
        self.table.commit_editor()

    def _add(self) -> None:
        if (person := self.commands.add()) is not None:
            self.words.clear()
            self.table.go_to(person, "name")
            self.table.setFocus()

    def _merge(self) -> None:
        if (kept := self.commands.merge(self.table.selected_people())) is not None:
            self.table.go_to(kept)

    def _split(self) -> None:
        people = self.table.selected_people()
        if len(people) == 1 and self.commands.split(people[0]):
            self.table.go_to(people[0])

    def _delete(self) -> None:
        row = self.table.currentIndex().row()
        if self.commands.delete(self.table.selected_people()) and (left := self.table.shown.rowCount()):
            self.table.setCurrentIndex(self.table.shown.index(min(max(row, 0), left - 1), 0))

    def make_menu(self) -> QMenu:
        """Return the menu of the selected people."""
        menu, people = QMenu(self), self.table.selected_people()
        may = not self.session.read_only
        clipboard = self.table.clipboard
        for text, act, ready in (
            (_("Cu&t"), clipboard.cut, may and bool(people)),
            (_("&Copy"), clipboard.copy, bool(people)),
            (_("&Paste"), clipboard.paste, may and bool(people)),
            (_("C&lear"), clipboard.clear, may and bool(people)),
            ("", None, False),
            (_("Absences…"), lambda: self.commands.set_absences(people[0]), may and len(people) == 1),
            (_("Merge…"), self._merge, may and len(people) > 1),
            (_("Split…"), self._split, may and len(people) == 1),
            (_("Delete…"), self._delete, may and bool(people)),
        ):
            if act is None:
                menu.addSeparator()
            else:
                menu.addAction(text, act).setEnabled(ready)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def retranslate(self) -> None:
        """Speak the current language."""
        self.words.setPlaceholderText(_("Filter by words"))
        self.words.setAccessibleName(_("Filter by words"))
        self.add.setText(_("Add a person…"))
        self.merge.setText(_("Merge…"))
        self.merge.setToolTip(_("Make one person of those selected"))
        self.split.setText(_("Split…"))
        self.split.setToolTip(_("Make several people of the selected one"))
        self.delete.setText(_("Delete…"))
        self.person.setAccessibleName(_("The person in full"))
        self._empty.setText(_("Nobody takes part yet. Add people here, or type names into the cells of the matrix."))
        self.table.retranslate()
        self._said = ""
        self.refresh_later()
