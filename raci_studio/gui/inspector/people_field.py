"""The people with a letter on the row: chips, and a line that completes the names of others."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from raci_studio.core.document import Document, PersonId, Task, fold_name
from raci_studio.core.i18n import _
from raci_studio.gui.flow_layout import FlowLayout
from raci_studio.gui.inspector.chip import ChipButton
from raci_studio.gui.matrix.columns import RoleColumn
from raci_studio.gui.matrix.list_editors import ListingEditor
from raci_studio.gui.matrix.texts import by_other_layout, names_beginning

_STARTS = (Qt.Key.Key_Left, Qt.Key.Key_Backspace)


class _NameLine(ListingEditor):
    """The line for further names, listed as in the matrix's cells; a name from the list is taken at once.

    At its start Left and Backspace lead to the chips.
    """

    left = Signal()
    back = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._besides = Document(), frozenset[str]()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def know(self, document: Document, besides: frozenset[str]) -> None:
        """Offer the people of a document, those named in `besides` left out."""
        self._document, self._besides = document, besides

    def _start(self) -> int:
        before = self.text()[: self.cursorPosition()]
        return max(before.rfind(","), before.rfind(";")) + 1

    def edited(self) -> None:
        """Offer whom the name at the cursor may mean; on the other keyboard layout that is only a guess."""
        typed = self.text()[self._start() : self.cursorPosition()].strip()
        found = names_beginning(self._document, typed, self._besides)
        if found:
            self.offer([] if fold_name(found[0]) == fold_name(typed) and len(found) == 1 else found)
        else:
            self.offer(names_beginning(self._document, by_other_layout(typed), self._besides), marked=-1)

    def take(self, entry: str) -> None:
        """Put a name from the list in the place of what was typed of it, and say that it is complete."""
        self.setText(f"{self.text()[: self._start()]} {entry}{self.text()[self.cursorPosition() :]}".strip())
        self.committed.emit("")

    def sizeHint(self) -> QSize:
        return QSize(48, super().sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STARTS and not self.cursorPosition() and not self.hasSelectedText():
            self.back.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.close_list()
        else:
            super().keyPressEvent(event)


class PeopleField(QFrame):
    """Show who has a letter. `named` says that a text with further names is complete, `removed` who is taken away."""

    named = Signal()
    removed = Signal(str)  # PersonId

    def __init__(self, column: RoleColumn) -> None:
        super().__init__()
        self.column = column
        self.people: tuple[PersonId, ...] = ()
        self._chips: list[ChipButton] = []
        self._shown: object = None
        self._read_only = False
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._flow = FlowLayout(self, 3)
        self._flow.setContentsMargins(3, 3, 3, 3)
        self.line = _NameLine(self)
        self.line.left.connect(self.named)
        self.line.committed.connect(lambda _where: self.named.emit())
        self.line.back.connect(lambda: self._go_to(len(self.people) - 1) if self.people else None)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)

    @property
    def names(self) -> list[str]:
        """Return the names on the chips."""
        return [chip.text() for chip in self._chips[: len(self.people)]]

    def show_task(self, document: Document, task: Task | None, *, read_only: bool) -> None:
        """Show who has the letter on a task; nothing is drawn anew where they are the same."""
        held = task.people(self.column.letter) if task else ()
        people = [(person, document.people[person].name) for person in held]
        kind = document.kind_of(self.column.letter)
        self.line.know(document, frozenset(name for _person, name in people))
        wanted = (people, kind, read_only)
        if wanted == self._shown:
            return
        focused = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), None)
        self._shown, self._read_only = wanted, read_only
        self._flow.setEnabled(False)  # laid out once, not with each chip that comes or goes
        self.people = held
        while len(self._chips) < len(people):
            self._chips.append(self._new_chip(len(self._chips)))
        for place, chip in enumerate(self._chips):
            if place < len(people):
                chip.show_person(people[place][1], self.column.letter, kind, removable=not read_only)
            chip.setVisible(place < len(people))
        self.line.setVisible(not read_only)
        self.line.setPlaceholderText("" if people else _("Add a name"))
        self._flow.setEnabled(True)
        self._flow.invalidate()
        self.updateGeometry()
        if focused is not None and focused >= len(people):
            self._go_to(len(people) - 1 if people else 0)

    def _new_chip(self, place: int) -> ChipButton:
        chip = ChipButton(self)
        chip.removed.connect(lambda: self.removed.emit(self.people[place]))
        chip.stepped.connect(lambda by: self._go_to(place + by))
        chip.typed.connect(self._type)
        self._flow.insert_widget(place, chip)
        return chip

    def _go_to(self, place: int) -> None:
        """Put the focus on a chip, past the last one on the line; before the first one it stays."""
        if 0 <= place < len(self.people):
            self._chips[place].setFocus()
        elif place >= 0 and not self._read_only:
            self.line.setFocus()

    def _type(self, text: str) -> None:
        if not self._read_only:
            self.line.setFocus()
            self.line.insert(text)
            self.line.textEdited.emit(self.line.text())

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.line.setFocus()
