"""The Graph page: who waits for whom, in lanes, with what is critical, found, blocked and suggested."""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from raci_studio.core.document import ProcessId, TaskId, fold_name
from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.pages.graph import walking
from raci_studio.gui.pages.graph.commands import GraphCommands
from raci_studio.gui.pages.graph.frame import GraphFrame
from raci_studio.gui.pages.graph.notes import notes_html
from raci_studio.gui.pages.graph.pictures import Pictures
from raci_studio.gui.pages.worked_out import Key, Said
from raci_studio.reports.graph.content import Wanted
from raci_studio.reports.graph.drawing import SUGGESTED, Arrow, Box, Drawing

if TYPE_CHECKING:
    from raci_studio.analysis.audit import Analysis
    from raci_studio.gui.pages.graph.working import Shown


class GraphPage(GraphFrame):
    """Show the graph of a process; it follows the analysis as it comes."""

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self.shown: Shown | None = None
        self.menu: QMenu | None = None
        self._opened: frozenset[str] = frozenset()
        self._texts: tuple[Drawing | None, walking.Texts] = None, ()  # what was looked through last
        self._is_first = True  # of this process: then many boxes are collapsed
        self.pictures = Pictures(self)
        self.commands = GraphCommands(self.session, self.view, lambda: self.shown.links if self.shown else (), self)
        self._connect()
        self.follow()
        language.follow(self.retranslate)

    def _connect(self) -> None:
        bar, view = self.bar, self.view
        bar.chosen.connect(self._chosen)
        bar.by_steps.clicked.connect(self._collapse)
        bar.searched.connect(self._search)
        bar.find_next.connect(self._find_next)
        bar.picture_asked.connect(self._picture)
        bar.zoom_in.clicked.connect(lambda: view.zoom_by(1.25))
        bar.zoom_out.clicked.connect(lambda: view.zoom_by(0.8))
        bar.fit.clicked.connect(view.fit)
        view.current_changed.connect(self._current_changed)
        view.clicked.connect(self._clicked)
        view.opened.connect(self._open)
        view.entered.connect(self._enter)
        view.arrow_chosen.connect(self._arrow_chosen)
        view.delete_asked.connect(self.commands.delete_arrow)
        view.line_ended.connect(self._say_current)
        view.menu_asked.connect(self._show_menu)
        self.pictures.told.connect(self._say)
        self.commands.told.connect(self._say)
        self.pictures.failed.connect(self.session.refused)
        self.selection.changed.connect(self._selection_changed)
        self.session.findings_changed.connect(self.refresh_later)
        self.session.document_opened.connect(self._forget)

    # What it shows

    def said(self) -> Said:
        return Said(
            _("The tasks are drawn here as boxes, with arrows to what waits for them."), _("The graph is being drawn…"),
            _("The graph could not be drawn."),
        )  # fmt: skip

    def wishes(self) -> Key:
        return self._wanted(), self.bar.suggestions.isChecked()

    def _wanted(self) -> Wanted:
        return Wanted(self.bar.lanes.currentData(), self.bar.by_steps.isChecked(), self._opened)

    def call(self, analysis: "Analysis", process: ProcessId) -> "Callable[[], Shown | None]":
        return partial(
            _work_out, analysis, process, self._wanted(), suggestions=self.bar.suggestions.isChecked(),
            is_first=self._is_first, before=self.shown,
        )  # fmt: skip

    def refresh(self) -> None:
        process = self.bar.process.offer(self.session.document, self._process)
        if process != self._process:
            self._process, self._is_first = process, True
        self.ask()

    def take(self, key: Key, shown: "Shown | None", said: str) -> None:
        before, self.shown = self.shown, shown
        drawing = shown.made.drawing if shown is not None else None
        collapsed = shown.wanted.collapsed if shown is not None else self.bar.by_steps.isChecked()
        self.bar.show_state(
            collapsed=collapsed, has_steps=shown is not None and shown.has_steps, is_drawn=drawing is not None
        )
        if shown is not None:
            self._is_first = False
        # A graph that was collapsed by itself is as wanted as if the user had done it.
        self._shown_of = self._asked = self.key() if shown is not None else key
        way = escape(_("Go to the matrix"))
        link = "" if self._process is not None else f"<a href='page/matrix'>{way}</a>"
        self.empty.setText(f"<p>{said}</p><p>{link}</p>")
        self.stack.setCurrentIndex(int(bool(said)))
        notes = notes_html(shown, suggestions=self.bar.suggestions.isChecked()) if shown is not None else ""
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        keeps = before is not None and shown is not None and before.made.layout is shown.made.layout
        self.view.show_drawing(drawing, keeps_places=keeps)
        self.show_legend()
        self._search(self.bar.search.text())
        self._follow_selection()
        self._say_current()

    def show_happening(self, happening: Mapping[TaskId, tuple[str, str]]) -> None:
        """Mark what happens to tasks if people are away: a sign and a sentence each."""
        self.view.state.happening = dict(happening)
        self.show_legend()
        self.view.viewport().update()
        self._say_current()

    def _forget(self) -> None:
        self.shown, self._shown_of, self._asked = None, (), ()
        self._opened, self._is_first = frozenset(), True
        self.bar.by_steps.setChecked(False)
        self.view.show_drawing(None, keeps_places=False)

    def _chosen(self) -> None:
        process = self.bar.process.current
        if process is not None and process != self._process:
            self._turn_to(process)
        self.ask()

    def _turn_to(self, process: ProcessId) -> None:
        self._process, self._is_first, self._opened = process, True, frozenset()
        self.bar.by_steps.setChecked(False)

    def _collapse(self) -> None:
        self._opened = frozenset()
        self.ask()

    # Boxes

    @property
    def _current(self) -> Box | None:
        return self.view.drawing.by_key.get(self.view.state.current)

    def _current_changed(self, _key: str) -> None:
        box = self._current
        if box is not None and not box.is_step:
            self.selection.choose_tasks(box.tasks)
            if self.view.hasFocus():
                self.asked.emit(f"row/{box.tasks[0]}")
        self._say_current()

    def _say(self, text: str) -> None:
        """Say something in the line below, or again what the keyboard is at."""
        if text:
            self.status.setText(text)
        else:
            self._say_current()

    def _say_current(self) -> None:
        """Say in the line below what the keyboard is at."""
        box, arrow = self._current, self.view.state.arrow
        said = arrow.words if arrow is not None else box.words if box is not None else ""
        lines = said.splitlines()
        if arrow is None and box is not None:
            happening = self.view.state.happening
            lines += [happening[task][1] for task in box.tasks if task in happening]
        self.status.setText(" · ".join(lines) or _("Arrow keys go from box to box; Insert draws a line."))

    def _selection_changed(self) -> None:
        """Follow what was selected on another page, to its process too."""
        first = next(iter(self.selection.tasks), None)
        if first is not None and (process := self.session.document.tasks[first].process) != self._process:
            self._turn_to(process)
            self.refresh_later()
        self._follow_selection()

    def _follow_selection(self) -> None:
        """Go to what was selected on another page."""
        drawing, tasks = self.view.drawing, self.selection.tasks
        keys = {drawing.by_task[task].key for task in tasks if task in drawing.by_task}
        self.view.state.selected = keys
        if keys and self.view.state.current not in keys:
            self.view.set_current(drawing.by_task[next(t for t in tasks if t in drawing.by_task)].key, show=True)
        self.view.viewport().update()

    def _clicked(self, key: str) -> None:
        box = self.view.drawing.by_key[key]
        if box.is_step:
            self.open_step(key)
        else:
            self.asked.emit(f"row/{box.tasks[0]}")

    def _open(self, key: str) -> None:
        box = self.view.drawing.by_key.get(key)
        if box is not None and not box.is_step:
            self.asked.emit(f"inspect/{box.tasks[0]}")

    def _enter(self, key: str) -> None:
        box = self.view.drawing.by_key[key]
        if box.is_step:
            self.open_step(key)
        else:
            self.asked.emit(f"task/{box.tasks[0]}")

    def open_step(self, key: str) -> None:
        """Show the tasks of a step instead of one box."""
        self._opened |= {key.removeprefix("step/")}
        self.ask()

    # Search

    def _search(self, text: str) -> None:
        wanted, drawing = fold_name(text), self.view.drawing
        if wanted and self._texts[0] is not drawing:
            self._texts = drawing, walking.texts_of(drawing, self.session.document)
        found = walking.boxes_with(self._texts[1], wanted)
        self.view.state.found = found
        self.view.viewport().update()
        if wanted:
            said = ngettext("{n} box found", "{n} boxes found", len(found)).format(n=len(found))
            self.status.setText(said)
            if found and self.view.state.current not in found:
                self.view.show_box(drawing.by_key[found[0]])
        else:
            self._say_current()

    def _find_next(self, step: int) -> None:
        found = list(self.view.state.found)
        if found:
            here = self.view.state.current
            at = (found.index(here) + step) % len(found) if here in found else 0 if step > 0 else -1
            self.view.set_current(found[at], show=True)

    # Arrows

    def _arrow_chosen(self, arrow: Arrow | None, at: QPoint) -> None:
        self._say_current()
        if arrow is not None and arrow.kind == SUGGESTED and not at.isNull():
            self._show_menu(at)

    # Menus and pictures

    def _show_menu(self, at: QPoint) -> None:
        """Show what can be done with the arrow that is chosen, or with the box."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        arrow, box = self.view.state.arrow, self._current
        if arrow is not None:
            self.commands.fill_menu(menu, arrow)
        elif box is not None and box.is_step:
            menu.addAction(_("&Open the step"), partial(self.open_step, box.key))
        elif box is not None:
            menu.addAction(_("&Go to the row"), partial(self._enter, box.key))
            menu.addAction(_("&Show in full"), partial(self._open, box.key))
            begin = menu.addAction(_("&Draw a dependency"), partial(self.view.begin_line, box.key))
            begin.setEnabled(not self.session.read_only)
        if menu.isEmpty():
            menu.addAction(self.bar.fit.toolTip(), self.view.fit)
        self.menu = menu
        menu.popup(at)

    def _picture(self, suffix: str) -> None:
        if self.shown is None:
            return
        drawing = self.shown.made.drawing
        if suffix:
            self.pictures.save_with_dialog(drawing, self.bar.process.field.currentText(), suffix)
        else:
            self.pictures.copy(drawing)

    # As every page

    def commit(self) -> None:
        self.view.give_up_line()

    def begin(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Speak the current language."""
        super().retranslate()
        self._say_current()
        self.refresh_later()


def _work_out(*args, **options) -> "Shown | None":
    from raci_studio.gui.pages.graph.working import work_out  # in the worker: the window need not wait for it

    return work_out(*args, **options)
