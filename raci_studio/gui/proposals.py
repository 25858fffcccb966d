"""The dialogs that list what the program proposes: dependencies between tasks, moves of work to somebody else.

Nothing is done by itself: each line is accepted or refused, alone, with others, or all from a confidence on. What is
accepted together is one undoable step, and the list follows at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.document import Document
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.background import Background
from raci_studio.gui.session import Session

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line(Generic[T]):
    """One proposal and how sure it is, 0…1, None where that says nothing."""

    proposal: T
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Subject(Generic[T]):
    """What a dialog is about. `look` finds the proposals in a worker thread, `texts` says one of them, a text for each
    column; `accept` and `refuse` tell the session.

    `numbers` are the columns that are aligned to the right.
    """

    title: str
    said: str
    empty: str
    headers: tuple[str, ...]
    numbers: tuple[int, ...]
    look: Callable[[Document], Sequence[Line[T]]]
    texts: Callable[[Document, T], tuple[str, ...]]
    accept: Callable[[Session, Sequence[T]], None]
    refuse: Callable[[Session, Sequence[T]], None]


class ProposalsDialog(QDialog):
    """List the proposals of a subject and take an answer to those that are selected; `lines` are those shown."""

    def __init__(self, session: Session, subject: Subject[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(subject.title)
        self._session, self._subject = session, subject
        self._background = Background(self)
        self.lines: Sequence[Line[Any]] = ()
        self.is_ready = False
        self._build_list()
        self._build_answers()
        self._lay_out()
        session.document_changed.connect(self.refresh)
        session.refused.connect(self._refused)
        self.refresh()

    def _build_list(self) -> None:
        self.tree = QTreeWidget(columnCount=len(self._subject.headers))
        self.tree.setHeaderLabels(self._subject.headers)
        self.tree.setAccessibleName(self._subject.title)
        self.tree.setRootIsDecorated(False)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.tree.header()
        for column in range(len(self._subject.headers)):
            narrow = column in self._subject.numbers
            mode = QHeaderView.ResizeMode.ResizeToContents if narrow else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
        header.setStretchLastSection(False)
        self.tree.itemSelectionChanged.connect(self._show_answers)
        self.empty = QLabel(_("Reading the matrix…"), wordWrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.tree)

    def _build_answers(self) -> None:
        self.accept_selected, self.refuse_selected = QPushButton(default=True), QPushButton()
        self.accept_sure = QPushButton()
        self.least = QSpinBox(minimum=0, maximum=100, value=70, singleStep=5, suffix="%")
        self.least.setAccessibleName(_("Accept all from this confidence on"))
        self.accept_selected.clicked.connect(lambda: self._answer(self._subject.accept, self.selected()))
        self.refuse_selected.clicked.connect(lambda: self._answer(self._subject.refuse, self.selected()))
        self.accept_sure.clicked.connect(lambda: self._answer(self._subject.accept, self._sure()))
        self.least.valueChanged.connect(self._show_answers)
        for button in (self.refuse_selected, self.accept_sure):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        self._said = QLabel(self._subject.said, wordWrap=True)
        self._trouble = QLabel(wordWrap=True)
        self._trouble.hide()
        answers = QHBoxLayout()
        answers.addWidget(self.accept_sure)
        answers.addWidget(self.least)
        answers.addStretch(1)
        answers.addWidget(self.refuse_selected)
        answers.addWidget(self.accept_selected)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._said)
        column.addWidget(self.stack, 1)
        column.addWidget(self._trouble)
        column.addLayout(answers)
        column.addWidget(buttons)
        self.resize(860, 520)
        self._show_answers()

    # The list

    def refresh(self) -> None:
        """Look again beside the window: the document is another one."""
        self._trouble.hide()
        document = self._session.document
        self._background.run(partial(self._subject.look, document), partial(self._found, document), self._failed)

    def _found(self, document: Document, lines: Sequence[Line[Any]]) -> None:
        if document is not self._session.document:
            return  # the next look is under way
        item = self.tree.currentItem()
        place = max(0, self.tree.indexOfTopLevelItem(item)) if item else 0
        self.lines, self.is_ready = lines, True
        self.tree.clear()
        for line in lines:
            texts = self._subject.texts(document, line.proposal)
            item = QTreeWidgetItem(self.tree, list(texts))
            for column, text in enumerate(texts):
                item.setToolTip(column, text)
                if column in self._subject.numbers:
                    item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.empty.setText(self._subject.empty)
        self.stack.setCurrentWidget(self.tree if lines else self.empty)
        self._said.setVisible(bool(lines))
        if lines:
            self.tree.setCurrentItem(cast(QTreeWidgetItem, self.tree.topLevelItem(min(place, len(lines) - 1))))
        self._show_answers()

    def _failed(self, error: BaseException) -> None:
        from raci_studio.gui.messages import as_user_error

        self.empty.setText(str(as_user_error(error, _("The proposals could not be made."))))

    def selected(self) -> list[Any]:
        """Return the proposals that are selected, in their order."""
        places = sorted(self.tree.indexOfTopLevelItem(item) for item in self.tree.selectedItems())
        return [self.lines[place].proposal for place in places]

    def _sure(self) -> list[Any]:
        return [line.proposal for line in self.lines if line.confidence is not None and self._is_sure(line.confidence)]

    def _is_sure(self, confidence: float) -> bool:
        return round(100 * confidence) >= self.least.value()

    # Answers

    def _show_answers(self) -> None:
        chosen, may = len(self.tree.selectedItems()), not self._session.read_only
        self.accept_selected.setText(ngettext("&Accept {n}", "&Accept {n}", chosen).format(n=chosen))
        self.refuse_selected.setText(ngettext("&Refuse {n}", "&Refuse {n}", chosen).format(n=chosen))
        for button in (self.accept_selected, self.refuse_selected):
            button.setEnabled(may and chosen > 0)
        measured = any(line.confidence is not None for line in self.lines)
        sure = len(self._sure())
        self.accept_sure.setText(_("Accept all {n} &from a confidence of").format(n=sure))
        self.accept_sure.setEnabled(may and sure > 0)
        self.accept_sure.setVisible(measured)
        self.least.setVisible(measured)

    def _answer(self, answer: Callable[[Session, Sequence[T]], None], proposals: Sequence[T]) -> None:
        document = self._session.document
        answer(self._session, proposals)
        if document is self._session.document:  # refused without a change of the document
            self.refresh()

    def _refused(self, error: UserError) -> None:
        self._trouble.setText(str(error))
        self._trouble.show()
