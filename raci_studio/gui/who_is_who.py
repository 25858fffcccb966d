"""The dialog "Who is who": names that may be one person's, and names that stand for everybody.

Every answer is one undoable step, and the list follows at once.
"""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core import edits
from raci_studio.core.document import Document, PersonId
from raci_studio.core.errors import UserError
from raci_studio.core.i18n import _
from raci_studio.core.progress import SILENT, Cancelled, Progress
from raci_studio.gui.background import Background
from raci_studio.gui.session import Session
from raci_studio.gui.work_bar import WorkBar

if TYPE_CHECKING:
    from raci_studio.analysis.names.same_people import MergeSuggestion

_NAME, _TASKS, _WHY = range(3)


class WhoIsWhoDialog(QDialog):
    """List the suggestions and take an answer to each; `suggestions` and `everybody` are those shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Who is who"))
        self._session = session
        self._background = Background(self)
        self.suggestions: tuple[MergeSuggestion, ...] = ()
        self.everybody: tuple[PersonId, ...] = ()
        self._tasks: Mapping[PersonId, int] = {}
        self.is_ready = False
        self._build_list()
        self._build_answers()
        self._lay_out()
        session.document_changed.connect(self._document_changed)
        session.refused.connect(self._refused)
        document = session.document  # the first look may load a dictionary, so it happens beside the window
        self._progress = Progress()
        self._bar.watch(self._progress)
        found = partial(self._found, document)
        self._background.run(partial(_look, document, self._progress), found, self._failed)

    # Building

    def _build_list(self) -> None:
        self.tree = QTreeWidget(columnCount=3)
        self.tree.setHeaderLabels([_("Name"), _("Tasks"), _("Why")])
        self.tree.setAccessibleName(_("Names that may be one person's"))
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setAllColumnsShowFocus(True)
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(_TASKS, QHeaderView.ResizeMode.ResizeToContents)
        header.resizeSection(_NAME, 300)
        self.tree.currentItemChanged.connect(lambda *_items: self._show_current())
        self.empty = QLabel(_("Comparing the names…"), wordWrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.tree)
        self._bar = WorkBar()

    def _build_answers(self) -> None:
        self._keep_label = QLabel(_("&Name that stays:"))
        self.keep = QComboBox()
        self.keep.setAccessibleName(_("Name that stays"))
        self.keep.setMinimumContentsLength(24)
        self.keep.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._keep_label.setBuddy(self.keep)
        self.merge = QPushButton(_("&Merge"), default=True)
        self.apart = QPushButton(_("Not the &same"))
        self.replace = QPushButton(_("&Replace by everybody else"))
        self.leave = QPushButton(_("&Leave as it is"))
        self.all_sure = QPushButton()
        for button, answer in (
            (self.merge, self._merge),
            (self.apart, self._keep_apart),
            (self.replace, self._replace),
            (self.leave, self._leave),
            (self.all_sure, self._merge_all_sure),
        ):
            button.clicked.connect(answer)
            button.setAutoDefault(button is self.merge)

    def _lay_out(self) -> None:
        said = _("These names may be one person's, or stand for everybody. Nothing changes without your word.")
        self._said = QLabel(said, wordWrap=True)
        self._trouble = QLabel(wordWrap=True)
        self._trouble.hide()
        answers = QHBoxLayout()
        answers.addWidget(self._keep_label)
        answers.addWidget(self.keep)
        answers.addStretch(1)
        for button in (self.merge, self.apart, self.replace, self.leave):
            answers.addWidget(button)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.all_sure, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._said)
        column.addWidget(self.stack, 1)
        column.addWidget(self._bar)
        column.addWidget(self._trouble)
        column.addLayout(answers)
        column.addWidget(buttons)
        self.resize(800, 500)
        self._show_current()

    # The list

    def _found(self, document: Document, found: "_Found") -> None:
        self._bar.watch(None)
        self._show(found if document is self._session.document else _look(self._session.document))

    def refresh(self) -> None:
        """Compare the names anew; the row that was current stays so, or the next one comes."""
        self._show(_look(self._session.document))

    def _show(self, found: "_Found") -> None:
        from raci_studio.analysis.names.same_people import tasks_by_person

        place = self._place()
        self._tasks = tasks_by_person(self._session.document)
        self.suggestions, self.everybody = found
        self.is_ready = True
        self.tree.clear()
        for suggestion in self.suggestions:
            self._add_suggestion(suggestion)
        for person in self.everybody:
            self._add_everybody(person)
        self.tree.expandAll()
        count = self.tree.topLevelItemCount()
        self.stack.setCurrentWidget(self.tree if count else self.empty)
        self._said.setVisible(count > 0)
        self.empty.setText(_("No two names look like one person's here, and no name stands for everybody."))
        if count:
            self.tree.setCurrentItem(cast(QTreeWidgetItem, self.tree.topLevelItem(min(place, count - 1))))
        self._show_current()

    def _add_suggestion(self, suggestion: "MergeSuggestion") -> None:
        from raci_studio.gui.who_texts import confidence_text, reasons_text

        document = self._session.document
        head = self._row(self.tree, document.people[suggestion.keep].name, why=confidence_text(suggestion.confidence))
        for person in (suggestion.keep, *(other for other in suggestion.people if other != suggestion.keep)):
            why = _("the fullest name") if person == suggestion.keep else reasons_text(suggestion.reasons[person])
            self._row(head, document.people[person].name, str(self._tasks[person]), why)

    def _add_everybody(self, person: PersonId) -> None:
        name = self._session.document.people[person].name
        head = self._row(self.tree, name, why=_("stands for everybody"))
        self._row(head, name, str(self._tasks[person]), _("a word for all who take part"))

    @staticmethod
    def _row(parent: QTreeWidget | QTreeWidgetItem, name: str, tasks: str = "", why: str = "") -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [name, tasks, why])
        item.setTextAlignment(_TASKS, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, text in ((_NAME, name), (_WHY, why)):
            item.setToolTip(column, text)
        if isinstance(parent, QTreeWidget):
            font = item.font(_NAME)
            font.setBold(True)
            item.setFont(_NAME, font)
        return item

    def _place(self) -> int:
        """Return the place of the current suggestion in the list, 0 where there is none."""
        item = self.tree.currentItem()
        return max(self.tree.indexOfTopLevelItem(item.parent() or item), 0) if item else 0

    def current(self) -> "MergeSuggestion | PersonId | None":
        """Return the suggestion that the answers are for, or the person who stands for everybody."""
        if self.tree.currentItem() is None:
            return None
        place = self._place() - len(self.suggestions)
        return self.suggestions[place] if place < 0 else self.everybody[place]

    def _show_current(self) -> None:
        from raci_studio.analysis.names.same_people import SURE

        current = self.current()
        is_merge = current is not None and not isinstance(current, str)
        for widget in (self._keep_label, self.keep, self.merge, self.apart):
            widget.setVisible(is_merge)
        for widget in (self.replace, self.leave):
            widget.setVisible(isinstance(current, str))
        self.keep.clear()
        if current is not None and not isinstance(current, str):
            for person in (current.keep, *(other for other in current.people if other != current.keep)):
                self.keep.addItem(self._session.document.people[person].name, person)
        sure = sum(suggestion.confidence >= SURE for suggestion in self.suggestions)
        self.all_sure.setText(_("Merge all that are s&ure ({n})").format(n=sure))
        self.all_sure.setVisible(sure > 0)
        for button in (self.merge, self.apart, self.replace, self.leave, self.all_sure):
            button.setEnabled(not self._session.read_only)

    # Answers

    def _merge(self) -> None:
        current = self.current()
        if current is not None and not isinstance(current, str):
            self._session.apply(_("Merge people"), edits.merge_people, self.keep.currentData(), current.people)

    def _keep_apart(self) -> None:
        current = self.current()
        if current is not None and not isinstance(current, str):
            self._session.apply(_("Not the same person"), edits.keep_apart, current.people)

    def _replace(self) -> None:
        current = self.current()
        if isinstance(current, str):
            label = _("Replace “{name}” by everybody else").format(name=self._session.document.people[current].name)
            self._session.apply(label, edits.replace_by_everybody, current, besides=self.everybody)

    def _leave(self) -> None:
        current = self.current()
        if isinstance(current, str):
            self._session.apply(_("Leave a word for everybody"), edits.set_person, current, group=True)

    def _merge_all_sure(self) -> None:
        from raci_studio.analysis.names.same_people import SURE

        sure = [suggestion for suggestion in self.suggestions if suggestion.confidence >= SURE]
        self._session.apply(_("Merge people"), _merge_all, sure)

    # News

    def _document_changed(self) -> None:
        self._trouble.hide()
        if self.is_ready:
            self.refresh()

    def _refused(self, error: UserError) -> None:
        self._trouble.setText(str(error))
        self._trouble.show()

    def done(self, result: int) -> None:
        """Close; what a comparison that still runs finds is dropped."""
        self._progress.cancel()
        super().done(result)

    def _failed(self, error: BaseException) -> None:
        from raci_studio.gui.messages import as_user_error

        self._bar.watch(None)
        if isinstance(error, Cancelled):
            return
        self.empty.setText(str(as_user_error(error, _("The names could not be compared."))))


_Found = tuple["tuple[MergeSuggestion, ...]", tuple[PersonId, ...]]


def _look(document: Document, progress: Progress = SILENT) -> "_Found":
    from raci_studio.analysis.names.same_people import everybody, suggest_merges

    progress.at(0.0, _("Comparing the names…"))
    suggestions = suggest_merges(document)
    progress.at(1.0)
    return suggestions, everybody(document)


def _merge_all(document: Document, suggestions: "list[MergeSuggestion]") -> Document:
    for suggestion in suggestions:
        document = edits.merge_people(document, suggestion.keep, suggestion.people)
    return document
