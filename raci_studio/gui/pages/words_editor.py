"""An editor of several words parted by commas: each is completed from those that are known."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from raci_studio.core.document import fold_name
from raci_studio.gui.matrix.list_editors import ListingEditor


class WordsEditor(ListingEditor):
    """Offer the known words that begin as the one at the cursor does, then those that hold it."""

    def __init__(self, parent: QWidget, words: Sequence[str]) -> None:
        super().__init__(parent)
        self._known = sorted(set(filter(None, words)), key=str.casefold)

    def _start(self) -> int:
        before = self.text()[: self.cursorPosition()]
        return max(before.rfind(","), before.rfind(";")) + 1

    def begin(self, text: str) -> None:
        super().begin(text)
        self.edited()

    def edited(self) -> None:
        wanted = fold_name(self.text()[self._start() : self.cursorPosition()])
        given = {fold_name(word) for word in self.text().replace(";", ",").split(",")}
        known = [word for word in self._known if fold_name(word) not in given] if wanted else []
        begin = [word for word in known if fold_name(word).startswith(wanted)]
        hold = [word for word in known if wanted in fold_name(word) and word not in begin]
        self.offer([*begin, *hold])

    def take(self, entry: str) -> None:
        """Put a word from the list in the place of what was typed of it."""
        start, rest = self.text()[: self._start()], self.text()[self.cursorPosition() :]
        head = f"{start} {entry}".strip()
        self.setText(head + rest)
        self.setCursorPosition(len(head))
