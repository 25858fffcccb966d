"""Editors that list what may be meant: the values of a choice, and the names of people with chips for those given."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

from raci_studio.core.document import Document, fold_name
from raci_studio.core.i18n import _
from raci_studio.core.scheme import RoleKind
from raci_studio.gui.matrix.columns import Chip
from raci_studio.gui.matrix.editors import LineEditor, add_arrow, drops_down
from raci_studio.gui.matrix.painting import PAD, Measure, chip_height, paint_chip, place_chips
from raci_studio.gui.matrix.texts import by_other_layout, names_beginning, split_names
from raci_studio.gui.theme import is_dark

_ENTER, _TAB = (Qt.Key.Key_Return, Qt.Key.Key_Enter), (Qt.Key.Key_Tab,)
_LEAST_LIST = 220  # pixels of width
_LEAST_TEXT = 90  # pixels kept for typing beside the chips
_LINE_GAP = 3


class ListingEditor(LineEditor):
    """A line with a list below it: Tab and Enter take the marked entry, Esc closes the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._offered_to = ""  # the text
        self._entries = QStringListModel(self)
        self._list = QCompleter(self._entries, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setWidget(self)  # not `setCompleter`: that one puts into the line what the list marks
        self._list.activated[str].connect(self.take)  # type: ignore[index]  # two signals of one name
        self.textEdited.connect(self.edited)

    @property
    def _popup(self) -> QAbstractItemView:
        return cast(QAbstractItemView, self._list.popup())  # Qt makes one where there is none

    @property
    def is_listing(self) -> bool:
        return self._popup.isVisible()

    @property
    def offered(self) -> list[str]:
        """Return what the list offers."""
        return self._entries.stringList() if self.is_listing else []

    def take(self, entry: str) -> None:
        """Take an entry of the list."""
        raise NotImplementedError

    def taken(self, key: int) -> None:
        """Go on after an entry was taken by Enter or Tab."""

    def edited(self) -> None:
        """Follow what is typed."""
        raise NotImplementedError

    def offer(self, entries: Sequence[str], marked: int = 0) -> None:
        """List entries with one of them marked (-1 for none); close the list where there are none."""
        self._offered_to = self.text()
        self._entries.setStringList(list(entries))
        if not entries or not self.isVisible():
            self.close_list()
            return
        self._list.complete(QRect(0, 0, max(self.width(), _LEAST_LIST), self.height()))
        index = self._list.completionModel().index(marked, 0) if marked >= 0 else QModelIndex()
        self._popup.setCurrentIndex(index)

    def close_list(self) -> None:
        """Close the list."""
        self._popup.hide()

    def event(self, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and self.is_listing and self._list_key(event.key()):
            event.accept()
            return True
        return super().event(event)

    def _list_key(self, key: int) -> bool:
        """Do what a key means to the open list; return whether it meant something."""
        if key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        marked = self._popup.currentIndex()
        if key not in (*_ENTER, *_TAB) or not marked.isValid() or self.text() != self._offered_to:
            return False
        entry = str(marked.data())
        self.close_list()
        self.take(entry)
        self.taken(key)
        return True


class ChoiceEditor(ListingEditor):
    """Choose one of some values: by typing a part of it, from the list, or with the arrow at the right."""

    def __init__(self, parent: QWidget, choices: Sequence[str]) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        add_arrow(self, _("Show the values"), self.offer_all)

    def offer_all(self) -> None:
        """List all values, the present one marked."""
        text = self.text()
        self.offer(self._choices, self._choices.index(text) if text in self._choices else 0)

    def begin(self, text: str) -> None:
        super().begin(text)
        self.edited()

    def edited(self) -> None:
        wanted = fold_name(self.text())
        begin = [choice for choice in self._choices if fold_name(choice).startswith(wanted)]
        hold = [choice for choice in self._choices if wanted in fold_name(choice) and choice not in begin]
        self.offer([*begin, *hold])

    def take(self, entry: str) -> None:
        self.set_whole_text(entry)

    def taken(self, key: int) -> None:
        self.committed.emit("right" if key in _TAB else "down")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.offer_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if drops_down(event):
            self.offer_all()
        else:
            super().keyPressEvent(event)


class NamesEditor(ListingEditor):
    """Edit the people of a cell: those given are chips, the last name is typed behind them.

    A comma or semicolon ends a name; Backspace before the first character takes the last chip back into text. A name
    nobody bears is a chip with a dotted border, as a letter nobody explained.
    """

    grown = Signal()

    def __init__(self, parent: QWidget, document: Document, kind: RoleKind | None) -> None:
        super().__init__(parent)
        self._document, self._kind = document, kind
        self._chips: list[Chip] = []
        self._rects: list[QRect] = []

    @property
    def names(self) -> list[str]:
        """Return the names that are chips."""
        return [chip.text for chip in self._chips]

    def set_whole_text(self, text: str) -> None:
        """Make chips of the names in a text."""
        self._chips = []
        self.setText("")
        self._add(split_names(self._document, text))

    def begin(self, text: str) -> None:
        """Start with the first character typed; the names that were there are gone."""
        self.set_whole_text("")
        self._typed_over = True
        self.setText(text)
        self.edited()

    def whole_text(self) -> str:
        """Return all names, parted by commas."""
        return ", ".join(filter(None, (*self.names, self.text().strip())))

    def _add(self, names: Sequence[str]) -> None:
        for name in names:
            person = self._document.person_named(name)
            chip = Chip(name, None) if person is None else Chip(person.name, self._kind)
            if chip not in self._chips:
                self._chips.append(chip)
        self._show_chips()

    def _show_chips(self) -> None:
        self.setAccessibleDescription(", ".join(self.names))
        self.grown.emit()
        self.place()

    def edited(self) -> None:
        """Make chips of the names that are finished, and offer whom the last one may mean."""
        if self._chips and self.text().isspace():  # the blank behind a comma
            self.setText("")
        text, cursor = self.text(), self.cursorPosition()
        end = max(text.rfind(",", 0, cursor), text.rfind(";", 0, cursor))
        if end >= 0 and not self._goes_on(text[: end + 1]):
            rest = text[end + 1 :].lstrip()
            self.setText(rest)
            self.setCursorPosition(max(cursor - (len(text) - len(rest)), 0))
            self._add(split_names(self._document, text[:end]))
        else:
            self.grown.emit()
            self.place()
        self._offer_names()

    def _goes_on(self, text: str) -> bool:
        """Tell whether a known name begins with a text and its comma: "Smith, John"."""
        return any(name.startswith(fold_name(text)) for name in self._document.people_by_name)

    def _offer_names(self) -> None:
        typed = self.text()[: self.cursorPosition()].strip()
        found = names_beginning(self._document, typed, self.names)
        if found:
            self.offer([] if fold_name(found[0]) == fold_name(typed) and len(found) == 1 else found)
        else:  # typed on the other layout: only a guess, which Enter alone does not take
            self.offer(names_beginning(self._document, by_other_layout(typed), self.names), marked=-1)

    def take(self, entry: str) -> None:
        """Make a chip of a name from the list, in place of what was typed of it."""
        self.setText(self.text()[self.cursorPosition() :].lstrip())
        self.setCursorPosition(0)
        self._add([entry])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        if event.key() == Qt.Key.Key_Backspace and at_start and self._chips:
            name = self._chips.pop().text
            self.setText(name + self.text())
            self.setCursorPosition(len(name))
            self._show_chips()
            self._offer_names()
        else:
            super().keyPressEvent(event)

    # Where the chips stand

    def wanted_size(self, room: QRect, widest: int) -> tuple[int, int]:
        """Return width and height that show all chips and leave room to type, in a cell at `room`."""
        measure = Measure(self.fontMetrics())
        chips = sum(measure.advance(chip.text) + 13 for chip in self._chips) + 2 * PAD
        width = max(room.width(), min(chips + self._text_room(measure), widest))
        return width, max(room.height(), self._lay_out(width, measure)[1])

    def _text_room(self, measure: Measure) -> int:
        return max(_LEAST_TEXT, measure.advance(self.text()) + 2 * PAD + 8)

    def _lay_out(self, width: int, measure: Measure) -> tuple[QRect, int]:
        """Place the chips from the top; return where the text stands and how high all of it is."""
        line = chip_height(measure)
        self._rects = place_chips(self._chips, QRect(0, 0, width, 0), measure, False, wrap=True)
        last = self._rects[-1] if self._rects else QRect(0, 1, 0, line)
        left = last.right() + 2 if self._rects else 0
        if left and width - left < min(self._text_room(measure), width):
            last = last.translated(0, line + _LINE_GAP)
            left = 0
        text = QRect(left, last.top(), width - left, line)
        return text, text.bottom() + 3

    def place(self) -> None:
        """Place chips and text in the editor as large as it is."""
        text, height = self._lay_out(self.width(), Measure(self.fontMetrics()))
        down = max((self.height() - height) // 2, 0)
        self._rects = [rect.translated(0, down) for rect in self._rects]
        top = text.top() + down
        self.setTextMargins(text.left(), top, 0, max(self.height() - top - text.height(), 0))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, measure = QPainter(self), Measure(self.fontMetrics())
        painter.setFont(self.font())
        for chip, rect in zip(self._chips, self._rects, strict=True):
            paint_chip(painter, chip, rect, measure, is_dark(self.palette()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self.palette().color(QPalette.ColorRole.Accent))  # it may lie over other cells
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
