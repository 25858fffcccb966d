"""The inspector: the current row in full as a form, with its findings."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from raci_studio.core.diff import Change
from raci_studio.core.document import TaskId
from raci_studio.core.i18n import _
from raci_studio.gui import language
from raci_studio.gui.matrix.columns import Column
from raci_studio.gui.matrix.commands import MatrixCommands, Write
from raci_studio.gui.matrix.layouts import ListModel

_MOST_LINES = 12


class _Field(QPlainTextEdit):
    """A text that is written back when the focus leaves it or on Ctrl+Enter; it grows with its text."""

    left = Signal()

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = max(1, int(self.document().documentLayout().documentSize().height()))
        if self.column.is_long:
            lines = max(lines, 2)
        self.setFixedHeight(min(lines, _MOST_LINES) * self.fontMetrics().lineSpacing() + 10)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not source.hasUrls() and super().canInsertFromMimeData(source)  # a dropped file is for the window

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (not self.column.is_long or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.left.emit()
            return
        super().keyPressEvent(event)


class InspectorPanel(QScrollArea):
    """Show and edit the task it is told to by `show_task`."""

    def __init__(self, commands: MatrixCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands, self._session = commands, commands.session
        # its columns are the fields, its findings theirs
        self._model = ListModel(self._session, commands, self, arranged=False)
        self._task = TaskId("")
        self._fields: list[_Field] = []
        self._notes: dict[str, QLabel] = {}
        self._writing = False
        self._title = QLabel(wordWrap=True)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._form = QVBoxLayout()
        self._form.setSpacing(2)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self._title)
        column.addLayout(self._form)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session.document_changed.connect(self._document_changed)
        self._session.document_opened.connect(self._opened)
        self._session.findings_changed.connect(self._show_findings)
        language.follow(self.retranslate)

    @property
    def fields(self) -> dict[str, QPlainTextEdit]:
        """Return the fields by column key."""
        return {field.column.key: field for field in self._fields}

    def show_task(self, task: str) -> None:
        """Show a task's row, "" for none."""
        if task != self._task:
            self.commit()
            self._task = TaskId(task)
            self._fill()

    def commit(self) -> None:
        """Write back what stands in the field being edited."""
        field = self.focusWidget()
        if isinstance(field, _Field) and field in self._fields and field.hasFocus():
            self._write(field)

    def _opened(self) -> None:
        self._task = TaskId("")
        self._build()

    def _document_changed(self, change: Change) -> None:
        if [column.key for column in self._model.columns] != [field.column.key for field in self._fields]:
            self._build()
        elif self._task in change.tasks or change.tasks_order or change.people or change.processes:
            self._fill()

    def _build(self) -> None:
        """Make a field for each column of the list layout."""
        while self._form.count():
            self._form.takeAt(0).widget().deleteLater()
        self._fields, self._notes = [], {}
        for column in self._model.columns:
            field = _Field(column)
            field.left.connect(lambda field=field: self._write(field))
            note = self._notes[column.key] = QLabel(wordWrap=True)
            note.setTextFormat(Qt.TextFormat.PlainText)
            label = QLabel(column.title(self._session.document))
            label.setBuddy(field)
            label.setToolTip(column.tooltip(self._session.document))
            field.setAccessibleName(label.text())
            label.setContentsMargins(0, 6, 0, 0)
            for widget in (label, field, note):
                self._form.addWidget(widget)
            self._fields.append(field)
        self._fill()

    def _fill(self) -> None:
        document = self._session.document
        task = document.tasks.get(self._task)
        for field in self._fields:
            field.setEnabled(task is not None)
            field.setReadOnly(self._session.read_only)
            text = field.column.text(document, task) if task else ""
            if field.toPlainText() != text:
                field.blockSignals(True)
                field.setPlainText(text)
                field.blockSignals(False)
                field._fit()
        if task is None:
            self._title.setText(_("Choose a row to see all of it here."))
        else:
            self._title.setText(_("Row {number}").format(number=document.number_of(task.id)))
        self._show_findings()

    def _show_findings(self) -> None:
        """Put what the findings say under the field each is about."""
        row = self._model.row_of(self._task)
        for place, column in enumerate(self._model.columns):
            if column.key in self._notes:
                findings = self._model.findings_at(row, place) if row >= 0 else []
                self._notes[column.key].setVisible(bool(findings))
                self._notes[column.key].setText("\n".join(self._said(finding) for finding in findings))

    def _said(self, finding) -> str:
        from raci_studio.analysis.texts import SEVERITY_TITLES, message

        sign = {"error": "●", "warning": "▲", "hint": "○"}[str(finding.severity)]
        said = message(finding, self._session.document)
        return f"{sign} {_(SEVERITY_TITLES[finding.severity])} {finding.code}: {said}"

    def _write(self, field: _Field) -> None:
        task = self._session.document.tasks.get(self._task)
        if task is None or self._writing or field.isReadOnly():
            return
        if field.toPlainText() == field.column.text(self._session.document, task):
            return
        self._writing = True  # a question about a name takes the focus, which must not write again
        try:
            self._commands.write([Write(task.id, field.column, field.toPlainText())])
        finally:
            self._writing = False
        self._fill()  # names as they are known; what was refused goes back

    def retranslate(self) -> None:
        """Speak the current language."""
        self.setAccessibleName(_("The row in full"))
        self._build()
