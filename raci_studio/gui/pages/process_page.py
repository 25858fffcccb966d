"""The Process page: what only the author knows of a process beside its tasks, and what the rules need it for."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core import edits, process_edits
from raci_studio.core.document import Document, ProcessId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import N_, _
from raci_studio.gui import language
from raci_studio.gui.matrix.texts import NameChoices, people_named, split_names, unknown_names
from raci_studio.gui.pages.fields import DayField, LineField, TextField
from raci_studio.gui.pages.inputs import input_at
from raci_studio.gui.pages.lines_table import LinesTable
from raci_studio.gui.pages.page import Page
from raci_studio.gui.pages.process_tables import PairsModel, SystemsModel, UseModel, UseTable

Field = LineField | TextField | DayField
_KINDS: Mapping[str, type[Field]] = {
    "name": LineField, "owner": LineField, "inputs": TextField, "outputs": TextField, "main_channel": LineField,
    "escalation": LineField, "start": DayField, "promised_end": DayField,
}  # fmt: skip
_TABLES = ("incompatible", "systems", "channels")
_HINTS: Mapping[str, str] = {
    "owner": N_("One person who answers for the process as a whole."),
    "inputs": N_("What the process begins with: an order, a request, a date."),
    "outputs": N_("What the process delivers, and to whom."),
    "main_channel": N_("Where most of it is talked about."),
    "escalation": N_("Whom to tell when something goes wrong, where, and how soon."),
    "start": N_("A day. Deadlines, weeks and holidays are counted from it."),
    "promised_end": N_("A day, or a length of time such as 6 weeks."),
    "incompatible": N_("Say, who orders does not pay. Choose two rows in the last line."),
    "systems": N_("What the work is done in and talked about, and who keeps it running."),
    "channels": N_(
        "Of whom nothing is ticked, nothing is known. The channels are those of the tasks, the main one, and the "
        "systems above."
    ),
}  # fmt: skip
_WIDEST = 900  # pixels: longer lines are hard to read


class ProcessPage(Page):
    """Show and edit one process at a time; the combo box at the top chooses it."""

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self._process = ProcessId("")
        self.choice = QComboBox()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.currentIndexChanged.connect(self._chosen)
        self._choice_label = QLabel()
        self._choice_label.setBuddy(self.choice)
        self.fields: dict[str, Field] = {key: kind() for key, kind in _KINDS.items()}
        self.pairs, self.systems, self.use = (
            PairsModel(self.session, self), SystemsModel(self.session, self), UseModel(self.session, self)
        )  # fmt: skip
        self.tables: dict[str, LinesTable | UseTable] = {
            "incompatible": LinesTable(self.pairs), "systems": LinesTable(self.systems), "channels": UseTable(self.use)
        }  # fmt: skip
        self._labels = {key: QLabel() for key in (*_KINDS, *_TABLES)}
        self._notes = {key: QLabel(wordWrap=True) for key in _HINTS}
        self.removers = {key: QPushButton() for key in ("incompatible", "systems")}
        self._lay_out()
        for key, field in self.fields.items():
            field.left.connect(lambda key=key: self._write(key))
        for key, button in self.removers.items():
            button.clicked.connect(lambda _checked=False, key=key: cast(LinesTable, self.tables[key]).remove_selected())
        self.selection.changed.connect(self._follow_selection)
        self.follow()
        language.follow(self.retranslate)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._choice_label)
        top.addWidget(self.choice)
        top.addStretch(1)
        self._top = QWidget()
        self._top.setLayout(top)
        form = QGridLayout()
        form.setColumnStretch(1, 1)
        form.setVerticalSpacing(2)
        row = 0
        for key in (*_KINDS, *_TABLES):
            widget = self.fields.get(key) or self.tables[key]
            self._labels[key].setBuddy(widget)
            form.addWidget(self._labels[key], row, 0, Qt.AlignmentFlag.AlignTop)
            form.addWidget(widget, row, 1)
            self._labels[key].setContentsMargins(0, 5, 8, 0)
            if key in self.removers:
                form.addWidget(self.removers[key], row, 2, Qt.AlignmentFlag.AlignTop)
            if key in self._notes:
                note = self._notes[key]
                note.setForegroundRole(note.foregroundRole().PlaceholderText)
                note.setContentsMargins(2, 0, 0, 8)
                form.addWidget(note, row + 1, 1)
            row += 2
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.addLayout(form)
        column.addStretch(1)
        inner.setMaximumWidth(_WIDEST)
        self._area = area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 4, 4, 0)
        whole.addWidget(self._top)
        whole.addWidget(area, 1)

    # What it shows

    @property
    def process(self) -> ProcessId:
        """Return the process that is shown, "" where there is none."""
        return self._process

    def refresh(self) -> None:
        document = self.session.document
        if self._process not in document.processes:
            self._process = self._likely()
        names = [(key, document.processes[key].name) for key in document.process_order]
        self.choice.blockSignals(True)
        held = [(self.choice.itemData(place), self.choice.itemText(place)) for place in range(self.choice.count())]
        if names != held:
            self.choice.clear()
            for key, name in names:
                self.choice.addItem(name, key)
        self.choice.setCurrentIndex(self.choice.findData(self._process))
        self.choice.blockSignals(False)
        self._top.setVisible(len(names) != 1)
        self._fill(document)

    def _likely(self) -> ProcessId:
        """Return the process of the row that is selected, else the first one."""
        document, tasks = self.session.document, self.selection.tasks
        order = document.process_order
        return document.tasks[tasks[0]].process if tasks else order[0] if order else ProcessId("")

    def _fill(self, document: Document) -> None:
        is_there = self._process in document.processes
        for key, field in self.fields.items():
            field.setEnabled(is_there)
            field.setReadOnly(self.session.read_only)
            field.show_text(self._text(document, key) if is_there else "")
        for model in (self.pairs, self.systems, self.use):
            model.show_process(self._process)
        for key, button in self.removers.items():
            button.setEnabled(not self.session.read_only)
            self.tables[key].setEnabled(is_there)
        self._offer(document)
        self._show_notes(document)

    def _text(self, document: Document, key: str) -> str:
        process = document.processes[self._process]
        if key == "owner":
            return document.people[process.owner].name if process.owner is not None else ""
        return getattr(process, key)

    def _offer(self, document: Document) -> None:
        names = [person.name for person in document.people_in_order()]
        channels = [task.channel for task in document.tasks_of(self._process)]
        for key, words in (("owner", names), ("escalation", names), ("main_channel", channels)):
            field = self.fields[key]
            assert isinstance(field, LineField)
            field.offer(words)

    def _show_notes(self, document: Document) -> None:
        """Say below what is empty what it is for, and which questions it answers."""
        from raci_studio.analysis.checklist import question_text

        for key, note in self._notes.items():
            asked = input_at(key)
            is_given = self._process in document.processes and asked.is_given(document, self._process)
            lines = [] if is_given and key != "channels" else [_(_HINTS[key])]
            if not is_given and asked.questions:
                questions = " ".join(question_text(question) for question in asked.questions)
                lines.append(_("Answers: {questions}").format(questions=questions))
            if key == "channels" and not self.use.columnCount():
                lines.insert(0, _("No channel is named yet."))
            note.setText(" ".join(lines))
            note.setVisible(bool(lines))
        table = self.tables["channels"]
        table.setVisible(bool(self.use.columnCount() and self.use.rowCount()))

    def _chosen(self, place: int) -> None:
        self.commit()
        self._process = ProcessId(self.choice.itemData(place) or "")
        self._fill(self.session.document)

    def _follow_selection(self) -> None:
        """Show the process of the row that is selected in the matrix."""
        tasks = self.selection.tasks
        if tasks and not self.isVisible():
            self._process = self.session.document.tasks[tasks[0]].process
            self.refresh_later()

    def show_address(self, words: list[str]) -> None:
        """Go to a process and one of its fields."""
        process, *rest = words
        if process in self.session.document.processes:
            self.commit()
            self._process = ProcessId(process)
            self.refresh()
        for key in rest[:1]:
            widget = self.fields.get(key) or self.tables[key]
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(widget)

    # What it writes

    def commit(self) -> None:
        for key, field in self.fields.items():
            if field.is_changed:
                self._write(key)

    def _write(self, key: str) -> None:
        field, document = self.fields[key], self.session.document
        if not field.is_changed or self._process not in document.processes:
            return
        text, label = field.text().strip(), self._title(key)
        if key == "owner":
            self._write_owner(text, label)
        elif key == "name":
            self.session.apply(label, process_edits.rename_process, self._process, text)
        else:
            self.session.apply(label, edits.set_process, self._process, **{key: text})
        field.show_text(self._text(self.session.document, key))  # what was refused goes back

    def _write_owner(self, text: str, label: str) -> None:
        document = self.session.document
        unknown = unknown_names(document, [text])
        self.fields["owner"].show_text(text)  # the question takes the focus, which must not write again
        choices = self.ask_names(document, unknown) if unknown and not self.session.read_only else {}
        if choices is not None:
            self.session.apply(label, set_owner, self._process, text, choices)

    # Texts

    def _title(self, key: str) -> str:
        return _("Name of the process") if key == "name" else _(input_at(key).title)

    def retranslate(self) -> None:
        """Speak the current language."""
        self._choice_label.setText(_("Process:"))
        self.choice.setAccessibleName(_("Process"))
        for key, label in self._labels.items():
            label.setText(self._title(key))
            label.setWordWrap(True)
            label.setFixedWidth(210)
        for key, field in self.fields.items():
            if isinstance(field, DayField):
                field.name(self._title(key))
            else:
                field.setAccessibleName(self._title(key))
        for key, table in self.tables.items():
            table.name(self._title(key))
        for key, button in self.removers.items():
            button.setText(_("Delete"))
            button.setAccessibleName(_("Delete the selected: {what}").format(what=self._title(key)))
        self.refresh_later()


def set_owner(document: Document, process: ProcessId, text: str, choices: NameChoices) -> Document:
    """Make the person of a name the owner of a process, nobody for ""; `choices` say who unknown names are.

    Raise `UserError` for several names.
    """
    if len(split_names(document, text)) > 1 and document.person_named(text) is None:
        raise UserError(_("A process has exactly one owner."), remedy=_("Name one person here."))
    document, people = people_named(document, text, choices)
    return edits.set_process(document, process, owner=people[0] if people else None)
