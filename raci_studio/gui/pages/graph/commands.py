"""What the user does to the arrows of the graph: made, taken away, suggestions answered, each as one undo step."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from raci_studio.core import edits
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui.pages.graph import linking
from raci_studio.gui.pages.graph.surface import Surface
from raci_studio.gui.session import Session
from raci_studio.reports.graph.drawing import LINK, SUGGESTED, Arrow

if TYPE_CHECKING:
    from raci_studio.analysis.suggested_links import SuggestedLink


class GraphCommands(QObject):
    """Turn lines and arrows of a view into edits; `told` is what is said of them, "" for nothing."""

    told = Signal(str)

    def __init__(
        self, session: Session, view: Surface, suggested: "Callable[[], Sequence[SuggestedLink]]", parent: QObject
    ) -> None:
        """`suggested` returns what the texts suggest of the process that is shown."""
        super().__init__(parent)
        self._session, self._view, self._suggested = session, view, suggested
        view.line_over.connect(self._line_over)
        view.line_drawn.connect(self._line_drawn)

    def _line_over(self, before: str, after: str) -> None:
        by_key = self._view.drawing.by_key
        told = linking.verdict(self._session.document, by_key[before], by_key.get(after))
        is_under_way = not after or after == before
        self._view.line_allowed = (told.is_allowed or is_under_way) and not by_key[before].is_step
        self.told.emit(told.said)

    def _line_drawn(self, before: str, after: str) -> None:
        by_key = self._view.drawing.by_key
        if by_key.get(after) is None or after == before:
            self.told.emit("")
            return
        told = linking.verdict(self._session.document, by_key[before], by_key[after])
        if told.is_allowed:
            first, then = by_key[before].tasks[0], by_key[after].tasks[0]
            if not self._session.apply(_("Add a dependency"), linking.add_link, first, then):
                self.told.emit("")  # why not was told elsewhere
                return
        self.told.emit(told.said)

    def delete_arrow(self, arrow: Arrow) -> None:
        """Take away what an arrow stands for; a suggestion is refused."""
        by_key = self._view.drawing.by_key
        before, after = by_key[arrow.before], by_key[arrow.after]
        if arrow.kind == SUGGESTED:
            self.answer(arrow, accept=False)
            return
        pairs = linking.pairs_of(arrow, before, after, self._session.document)
        if pairs:
            label = ngettext("Delete {n} dependency", "Delete {n} dependencies", len(pairs)).format(n=len(pairs))
            self._session.apply(label, linking.delete_links, pairs, arrow.kind != LINK)
        elif arrow.inferred:
            self.told.emit(_("This arrow stands for the order of the rows: there is nothing to delete."))
        else:
            self.told.emit(_("This arrow follows from a row that happens instead of another one."))

    def answer(self, arrow: Arrow, *, accept: bool) -> None:
        """Accept or refuse the suggestions that an arrow stands for."""
        by_key = self._view.drawing.by_key
        firsts, thens = set(by_key[arrow.before].tasks), set(by_key[arrow.after].tasks)
        pairs = [
            (link.before, link.after) for link in self._suggested() if link.before in firsts and link.after in thens
        ]
        if accept:
            self._session.apply(_("Accept dependencies"), edits.accept_links, pairs)
        else:
            self._session.apply(_("Refuse dependencies"), edits.refuse_links, pairs)

    def fill_menu(self, menu: QMenu, arrow: Arrow) -> None:
        """Offer what can be done with an arrow."""
        if arrow.kind == SUGGESTED:
            menu.addAction(_("&Accept the dependency"), partial(self.answer, arrow, accept=True))
            menu.addAction(_("&Refuse the dependency"), partial(self.answer, arrow, accept=False))
        else:
            menu.addAction(_("&Delete the dependency"), partial(self.delete_arrow, arrow))
        for action in menu.actions():
            action.setEnabled(not self._session.read_only)
