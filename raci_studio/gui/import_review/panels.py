"""The right half of the review: the layout, what the letters mean, the matrix that comes of it, its notes."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.document import fold_name
from raci_studio.core.i18n import _, ngettext
from raci_studio.core.progress import Progress
from raci_studio.core.scheme import KIND_TITLES, RoleKind
from raci_studio.excel.notes import ImportNote, message
from raci_studio.excel.plan import LAYOUTS, TablePlan
from raci_studio.excel.reading import TableContent
from raci_studio.excel.recognise.reasons import Reason
from raci_studio.gui.focus import begin_with
from raci_studio.gui.import_review import meanings
from raci_studio.gui.import_review.result_model import ResultModel
from raci_studio.gui.theme import tint_table
from raci_studio.gui.work_bar import WorkBar

MOST_NOTES = 1_000  # listed one by one
_LETTERS_IN_A_ROW = 2
_LOOKED_AT = 100  # rows whose texts decide widths
_WIDEST, _WIDEST_TASK = 120, 260  # pixels to begin with


class LettersPanel(QWidget):
    """A letter of the sheet and a combo of what it can mean, for each letter."""

    kind_said = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combos: dict[str, QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def show_letters(self, letters: Mapping[str, str], unknown: Sequence[str]) -> None:
        """Show the kinds of all letters; those of `unknown` have none yet."""
        wanted = [*letters, *unknown]
        if list(self.combos) != wanted:
            self._make(wanted)
        for letter, combo in self.combos.items():
            combo.blockSignals(True)
            combo.setCurrentIndex(combo.findData(letters.get(letter, "")))
            combo.blockSignals(False)
        self.setVisible(bool(wanted))

    def _make(self, letters: Sequence[str]) -> None:
        while item := self._grid.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.combos = {}
        for place, letter in enumerate(letters):
            combo = self.combos[letter] = QComboBox()
            combo.addItem(_("— not known —"), "")
            for kind, title in KIND_TITLES.items():
                combo.addItem(_(title), kind.value)
            combo.setAccessibleName(_("Meaning of {letter}").format(letter=letter))
            combo.activated.connect(lambda _index, letter=letter, combo=combo: self._say(letter, combo.currentData()))
            row, column = divmod(place, _LETTERS_IN_A_ROW)
            label = QLabel(letter, alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(label, row, 2 * column)
            self._grid.addWidget(combo, row, 2 * column + 1)
            self._grid.setColumnStretch(2 * column + 1, 1)
        begin_with(self, list(self.combos.values()))

    def _say(self, letter: str, kind: str) -> None:
        if kind:
            self.kind_said.emit(letter, RoleKind(kind).value)


class ResultPanel(QWidget):
    """Show what a table becomes; the signals carry what the user declares."""

    layout_said = Signal(str)
    owner_said = Signal(bool)
    note_chosen = Signal(str)
    reason_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layouts = QComboBox()
        self.layouts.setAccessibleName(_("Layout"))
        for layout in LAYOUTS:
            self.layouts.addItem(_(meanings.LAYOUT_TITLES[layout]), layout)
        self.layouts.activated.connect(lambda _index: self.layout_said.emit(self.layouts.currentData()))
        self.owner = QCheckBox(_("Take the owner as &R"))
        self.owner.clicked.connect(self.owner_said)
        self.letters = LettersPanel()
        self.counts = QLabel()
        self.model = ResultModel(self)
        self.view = QTableView()
        self.view.setAccessibleName(_("The matrix"))
        tint_table(self.view)
        self.view.setModel(self.model)
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)  # each row is one line
        self.view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.view.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 8)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.notes, self.why = QListWidget(), QListWidget()
        for listed, name, choose in (
            (self.notes, _("Notes"), self._choose), (self.why, _("Why it was recognised so"), self._choose_reason),
        ):  # fmt: skip
            listed.setAccessibleName(name)
            listed.setWordWrap(True)
            listed.itemClicked.connect(choose)
            listed.itemActivated.connect(choose)
        self.bar = WorkBar()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "view"):
            tint_table(self.view)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(_("&Layout:"), self.layouts)
        form.addRow("", self.owner)
        form.addRow(_("Letters:"), self.letters)
        self._form = form
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self.view)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.notes, _("Notes"))
        self.tabs.addTab(self.why, _("Why?"))
        halves.addWidget(self.tabs)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(self.counts)
        column.addWidget(self.bar)
        column.addWidget(halves, 1)

    def show_table(
        self, table: TablePlan | None, unknown: Sequence[str], owner: bool | None, *, turnable: bool
    ) -> None:
        """Show what is declared of a table.

        `owner` is whether the owner is R, None where there is no plan's owner; `turnable` whether the sheet can
        be read turned.
        """
        items = self.layouts.model()
        if isinstance(items, QStandardItemModel):
            items.item(self.layouts.findData("transposed")).setEnabled(turnable)
        self.layouts.setEnabled(table is not None)
        self.layouts.setCurrentIndex(self.layouts.findData(table.layout) if table else -1)
        self._form.setRowVisible(self.owner, owner is not None)
        self.owner.setChecked(bool(owner))
        letters = table.letters if table else {}
        self._form.setRowVisible(self.letters, bool(letters or unknown))
        self.letters.show_letters(letters, unknown)

    def show_content(self, table: TablePlan | None, content: TableContent | None, notes: Sequence[ImportNote]) -> None:
        """Show the tasks of a table and the notes of their reading."""
        widths = {column: self.view.columnWidth(place) for place, column in enumerate(self.model.columns)}
        self.model.show_content(content, table.letters if table else {})
        for place, column in enumerate(self.model.columns):
            self.view.setColumnWidth(place, widths.get(column) or self._usual_width(place))
        self.counts.setText(_counted(content, len(notes)) if content else _("Nothing is taken from this sheet."))
        self.notes.clear()
        for note in notes[:MOST_NOTES]:
            item = QListWidgetItem(f"{note.cell}: {message(note)}")
            item.setData(Qt.ItemDataRole.UserRole, note.cell)
            self.notes.addItem(item)
        if (more := len(notes) - MOST_NOTES) > 0:
            self.notes.addItem(ngettext("{n} more note", "{n} more notes", more).format(n=more))
        self.tabs.setTabVisible(0, bool(notes))

    def show_reasons(self, lines: Sequence[tuple[str, Reason]]) -> None:
        """List the reasons of the recognition with the sentence of each."""
        self.why.clear()
        for line, reason in lines:
            item = QListWidgetItem(line)
            item.setData(Qt.ItemDataRole.UserRole, reason)
            self.why.addItem(item)
        self.tabs.setTabVisible(1, bool(lines))

    def show_reading(self, progress: Progress | None) -> None:
        """Say that a large table is being read, None that it is no more."""
        self.bar.watch(progress)
        if progress is not None:
            self.counts.setText(_("Reading the table…"))

    def _usual_width(self, place: int) -> int:
        column = self.model.columns[place]
        title = str(self.model.headerData(place, Qt.Orientation.Horizontal))
        metrics = self.fontMetrics()
        head = min(_WIDEST, metrics.horizontalAdvance(title) + 16)
        if column.kind == "person":
            return max(head, 60)
        rows = range(min(self.model.rowCount(), _LOOKED_AT))
        texts = (str(self.model.index(row, place).data()) for row in rows)
        widest = max(map(metrics.horizontalAdvance, texts), default=0) + 12
        return max(head, 44, min(widest, _WIDEST_TASK if column.name == "task" else _WIDEST))

    def _choose(self, item: QListWidgetItem) -> None:
        if cell := item.data(Qt.ItemDataRole.UserRole):
            self.note_chosen.emit(cell)

    def _choose_reason(self, item: QListWidgetItem) -> None:
        self.reason_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _counted(content: TableContent, notes: int) -> str:
    tasks, people = len(content.tasks), len(set(map(fold_name, content.people)))  # one person becomes of such names
    parts = [
        ngettext("{n} task", "{n} tasks", tasks).format(n=tasks),
        ngettext("{n} person", "{n} people", people).format(n=people),
        ngettext("{n} note", "{n} notes", notes).format(n=notes),
    ]
    return ", ".join(parts)
