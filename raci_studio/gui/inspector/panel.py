"""The inspector: the current row in full as a form, with its findings and the rows before and after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from raci_studio.core.diff import Change
from raci_studio.core.document import PersonId, TaskId
from raci_studio.core.edits import set_people
from raci_studio.core.i18n import N_, _
from raci_studio.gui import language
from raci_studio.gui.findings.commands import FindingCommands
from raci_studio.gui.focus import begin_with
from raci_studio.gui.inspector.day_field import DayField
from raci_studio.gui.inspector.links import RowLinks
from raci_studio.gui.inspector.notes import FindingNotes
from raci_studio.gui.inspector.people_field import PeopleField
from raci_studio.gui.inspector.scenario_line import ScenarioLine
from raci_studio.gui.inspector.text_field import TextField
from raci_studio.gui.matrix.columns import Column, RoleColumn, list_columns, used_fields
from raci_studio.gui.matrix.commands import MatrixCommands, Outcome, Write
from raci_studio.gui.matrix.days import days_of, may_hold_days
from raci_studio.gui.matrix.scenarios import make_ordinary

if TYPE_CHECKING:
    from raci_studio.analysis.findings import Finding

_ROW = ""  # the key of the notes about the row as a whole
_BEFORE = N_("Before")
_PAUSE_MS = 60  # a held key comes twice as often
Field = TextField | PeopleField


class InspectorPanel(QScrollArea):
    """Show and edit the task it is told to by `show_task`; `task_chosen` asks the matrix to go to another one."""

    task_chosen = Signal(str)

    def __init__(
        self, commands: MatrixCommands, finding_commands: FindingCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._commands, self._session = commands, commands.session
        self._finding_commands = finding_commands
        document = self._session.document
        self._used = used_fields(document.tasks.values())  # the optional fields that some task has used
        self._columns: list[Column] = list_columns(document, self._used)  # each is a field
        self._task = TaskId("")
        self.fields: dict[str, Field] = {}
        self.notes: dict[str, FindingNotes] = {}
        self._writing = False
        self._is_late = False  # the fields show an earlier row than the current one
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._catch_up)
        self._title = QLabel(wordWrap=True)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._form = QVBoxLayout()
        self._form.setSpacing(2)
        self._inner = QWidget()
        self._column = column = QVBoxLayout(self._inner)
        column.setContentsMargins(10, 8, 10, 8)
        self.scenario = ScenarioLine()
        self.scenario.task_chosen.connect(self.task_chosen)
        self.scenario.ordinary_asked.connect(self._make_ordinary)
        column.addWidget(self._title)
        column.addWidget(self.scenario)
        column.addLayout(self._form)
        column.addStretch(1)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session.document_changed.connect(self._document_changed)
        self._session.document_opened.connect(self._opened)
        self._session.findings_changed.connect(self._show_findings)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._catch_up)
        language.follow(self.retranslate)

    def show_task(self, task: str) -> None:
        """Show a task's row, "" for none."""
        if task != self._task:
            self.commit()
            self._task = TaskId(task)
            self._fill_in_turn()

    def commit(self) -> None:
        """Write back what stands in the field being edited."""
        focus = self.focusWidget()
        for field in self.fields.values():
            if focus is not None and focus.hasFocus() and (focus is field or field.isAncestorOf(focus)):
                self._write(field)
                return

    def show_fixes(self) -> QMenu | None:
        """Show the ways out of what the findings say about the field with the focus."""
        focus = QApplication.focusWidget()
        for key, notes in self.notes.items():
            field = self.fields.get(key)
            for button, finding in zip(notes.buttons, notes.findings):
                if focus is button:
                    return self._fixes_of([finding], button)
            if focus is not None and field is not None and (field is focus or field.isAncestorOf(focus)):
                return self._fixes_of(notes.findings, field)
        return None

    def _fixes_of(self, findings: "list[Finding]", below: QWidget) -> QMenu | None:
        return self._finding_commands.show_menu(findings, below.mapToGlobal(below.rect().bottomLeft()), self)

    # The form

    def _opened(self) -> None:
        if self._task not in self._session.document.tasks:  # the matrix may have told of its first row already
            self._task = TaskId("")
        document = self._session.document
        self._used = used_fields(document.tasks.values())
        self._columns = list_columns(document, self._used)
        self._build()

    def _document_changed(self, change: Change) -> None:
        document = self._session.document
        self._used |= used_fields([document.tasks[task] for task in change.tasks | change.tasks_added])
        self._columns = list_columns(document, self._used)
        others = [column.key for column in self._columns] != list(self.fields)
        if others or change.rest & {"settings", "extra_types"}:
            self._build()  # other columns or types, or letters that may mean something else now
        elif self._task in change.tasks or change.tasks_order or change.people or change.processes or change.rest:
            self._fill()

    def _build(self) -> None:
        """Make a field for each column of the list layout, its findings below it."""
        while self._form.count():
            if (item := self._form.takeAt(0)) and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        self.fields, self.notes = {}, {}
        self._add_notes(_ROW)
        for column in self._columns:
            title = column.title(self._session.document)
            field = self.fields[column.key] = self._new_field(column)
            self._add_label(title, column.tooltip(self._session.document)).setBuddy(field)
            (field.line if isinstance(field, PeopleField) else field).setAccessibleName(title)
            self._form.addWidget(field)
            if column.key == "predecessors":
                self.predecessors = self._add_links()
            self._add_notes(column.key)
            if column.key == "predecessors":
                self._before = self._add_label(_(_BEFORE), _("Rows that wait for this task"))
                self.successors = self._add_links()
        self._fill()

    def _add_label(self, text: str, tip: str) -> QLabel:
        label = QLabel(text.replace("&", "&&"))
        label.setToolTip(tip)
        label.setContentsMargins(0, 6, 0, 0)
        self._form.addWidget(label)
        return label

    def _add_links(self) -> RowLinks:
        links = RowLinks()
        links.linkActivated.connect(self.task_chosen)
        self._form.addWidget(links)
        return links

    def _add_notes(self, key: str) -> None:
        notes = self.notes[key] = FindingNotes()
        notes.fixes_asked.connect(lambda finding, button: self._fixes_of([finding], button))
        self._form.addWidget(notes)

    def _new_field(self, column: Column) -> Field:
        if isinstance(column, RoleColumn):
            people = PeopleField(column)
            people.named.connect(lambda: self._write(people))
            people.removed.connect(lambda person: self._take_away(people, PersonId(person)))
            return people
        text = (DayField if may_hold_days(self._session.document, column) else TextField)(column)
        text.left.connect(lambda: self._write(text))
        text.given_up.connect(self._fill)
        return text

    # What it shows

    def _fill_in_turn(self) -> None:
        """Fill at once; where rows follow each other as fast as a held key brings them, when they stop."""
        if self._pause.isActive() and self.focusWidget() is None:
            self._is_late = True
        else:
            self._fill()
        self._pause.start()

    def _catch_up(self) -> None:
        """Show the row that is current, before anybody types into the fields of the one before."""
        if self._is_late:
            self._fill()

    def _fill(self) -> None:
        self._is_late = False
        with self._laid_out_once():
            self._fill_fields()
            self._show_links()
            self._show_notes()
        self._order_tabs()

    @contextmanager
    def _laid_out_once(self) -> Iterator[None]:
        """Lay the form out at the end: it would else be done with each part that comes or goes."""
        self._column.setEnabled(False)
        try:
            yield
        finally:
            self._column.setEnabled(True)
            self._column.invalidate()
            self._inner.updateGeometry()

    def _fill_fields(self) -> None:
        document = self._session.document
        task = document.tasks.get(self._task)
        writable = task is not None and not self._session.read_only
        for field in self.fields.values():
            field.setEnabled(task is not None)
            if isinstance(field, PeopleField):
                field.show_task(document, task, read_only=self._session.read_only)
            else:
                text = field.column.text(document, task) if task else ""
                field.setReadOnly(self._session.read_only)
                field.show_text(text)
                if isinstance(field, DayField):
                    field.show_days(days_of(document, field.column, text) if writable else None)
        if task is None:
            self._title.setText(_("Choose a row to see all of it here."))
        else:
            self._title.setText(_("Row {number}").format(number=document.number_of(task.id)))

    def _make_ordinary(self) -> None:
        make_ordinary(self._session, [self._task])

    def _show_links(self) -> None:
        document, task = self._session.document, self._task
        self.scenario.show_task(document, task, read_only=self._session.read_only)
        if "predecessors" not in self.fields:
            return
        before = [link.before for link in document.predecessors.get(task, ())] if task in document.tasks else []
        after = [link.after for link in document.dependencies if link.before == task]
        after = sorted((other for other in after if other in document.tasks), key=document.number_of)
        title = self.fields["predecessors"].column.title(document)
        self.predecessors.show_rows(document, before, title)
        self.successors.show_rows(document, after, _(_BEFORE))
        self._before.setVisible(bool(after))

    def _show_findings(self) -> None:
        with self._laid_out_once():
            self._show_notes()
        self._order_tabs()

    def _show_notes(self) -> None:
        """Put what the findings say under the field each is about, what is about the row as a whole on top."""
        found = self._findings_by_field()
        for key, notes in self.notes.items():
            notes.show_findings(found.get(key, []), self._session.document)

    def _findings_by_field(self) -> "dict[str, list[Finding]]":
        found: dict[str, list[Finding]] = {}
        about = [finding for finding in self._session.findings if not finding.cells and self._task in finding.tasks]
        if about:
            found[_ROW] = about
        for finding, cell in self._session.found.get(self._task, ()):
            held = found.setdefault(cell.field if cell.field in self.fields else _ROW, [])
            if finding not in held:
                held.append(finding)
        return found if self._task in self._session.document.tasks else {}

    def _order_tabs(self) -> None:
        """Let Tab go from field to field as they stand, each with the buttons of its findings."""
        stops: list[QWidget] = [self.scenario.text, self.scenario.ordinary, *self.notes[_ROW].buttons]
        for key, field in self.fields.items():
            stops.append(field.line if isinstance(field, PeopleField) else field)
            stops += [self.predecessors] if key == "predecessors" else []
            stops += self.notes[key].buttons
            stops += [self.successors] if key == "predecessors" else []
        begin_with(self, stops)

    # What it writes

    def _write(self, field: Field) -> None:
        task = self._session.document.tasks.get(self._task)
        if task is None or self._writing or self._session.read_only:
            return
        before = field.column.text(self._session.document, task)
        if isinstance(field, PeopleField):
            typed = field.line.text().strip(" ,;")
            text = ", ".join(filter(None, (before, typed))) if typed else before
        elif field.is_typed_in:
            text = field.toPlainText()
        else:  # Qt changes some blanks of a text that it merely shows
            return
        if text == before:
            return
        self._writing = True  # a question about a name takes the focus, which must not write again
        try:
            outcome = self._commands.try_write([Write(task.id, field.column, text)])
        finally:
            self._writing = False
        if isinstance(field, PeopleField) and outcome is not Outcome.REFUSED:
            field.line.clear()
        self._fill()  # names as they are known; what was refused goes back

    def _take_away(self, field: PeopleField, person: PersonId) -> None:
        letter = field.column.letter
        name = self._session.document.people[person].name
        label = _("Take {letter} from {name}").format(letter=letter, name=name)
        others = [other for other in field.people if other != person]
        self._session.apply(label, set_people, self._task, letter, others)

    def retranslate(self) -> None:
        """Speak the current language."""
        self.setAccessibleName(_("The row in full"))
        self._build()
