"""The main window: what its actions do. Methods are named as in the table of actions."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from raci_studio.gui.going import Going
from raci_studio.gui.pages import MATRIX

if TYPE_CHECKING:
    from raci_studio.gui.proposals import Subject


class MainWindow(Going):
    """Do what the menus offer."""

    # File

    def new_document(self) -> None:
        """Start an empty matrix."""
        self.documents.new()

    def open_document(self) -> None:
        """Ask for a file and open it."""
        self.commit_editing()
        self.documents.open_with_dialog()

    def open_path(self, path: Path) -> None:
        """Open a file."""
        self.commit_editing()
        self.documents.open(path)

    def paste_as_new(self) -> None:
        """Take a block of cells from the clipboard for a matrix."""
        self.commit_editing()
        self.documents.paste_as_new()

    def review_import(self) -> None:
        """Show what was taken for what, and correct it."""
        self.commit_editing()
        self.documents.review()

    def new_window(self) -> None:
        """Open another window for another document."""
        self.windows.open()

    def save(self) -> bool:
        """Save the document."""
        self.commit_editing()
        return self.documents.save()

    def save_as(self) -> bool:
        """Save the document under another name."""
        self.commit_editing()
        return self.documents.save_as()

    def export_annotated(self) -> None:
        """Write the client's workbook with the findings in it."""
        self.commit_editing()
        self.documents.export_with_dialog(self.documents.annotated_suffix(), annotated=True)

    def export_workbook(self) -> None:
        """Write a clean new workbook in the layout on the screen."""
        self.commit_editing()
        self.documents.export_with_dialog(".xlsx", layout=self.page.view.layout_name)

    def export_csv(self) -> None:
        """Write the matrix as CSV in the layout on the screen."""
        self.commit_editing()
        self.documents.export_with_dialog(".csv", layout=self.page.view.layout_name)

    def export_json(self) -> None:
        """Write the document as JSON."""
        self.commit_editing()
        self.documents.export_with_dialog(".json")

    def export_markdown(self) -> None:
        """Write checklist, findings, people and the matrix in the layout on the screen as Markdown."""
        self.commit_editing()
        self.documents.export_with_dialog(".md", layout=self.page.view.layout_name)

    def export_html(self) -> None:
        """Write the same as a page for a browser."""
        self.commit_editing()
        self.documents.export_with_dialog(".html", layout=self.page.view.layout_name)

    def export_report(self) -> None:
        """Write the same as pages for paper."""
        self.commit_editing()
        self.documents.export_with_dialog(".pdf", layout=self.page.view.layout_name)

    def export_graphml(self) -> None:
        """Write the graph of the tasks for other programs."""
        self.commit_editing()
        self.documents.export_with_dialog(".graphml")

    def export_pdf(self) -> None:
        """Write the matrix as it is shown, for paper."""
        from raci_studio.gui.printing import printer

        self.commit_editing()
        printer.export_pdf(self)

    def print_matrix(self) -> None:
        """Print the matrix as it is shown."""
        from raci_studio.gui.printing import printer

        self.commit_editing()
        printer.print_matrix(self)

    def print_preview(self) -> None:
        """Show the pages before they are printed."""
        from raci_studio.gui.printing import printer

        self.commit_editing()
        printer.preview(self)

    def page_setup(self) -> None:
        """Choose paper, direction and margins."""
        from raci_studio.gui.printing import printer

        printer.set_up_page(self)

    def quit(self) -> None:
        """Close every window."""
        self.windows.close_all()

    def commit_editing(self) -> None:
        """Take over what is being typed, so that it is saved and exported too."""
        if self.pages is not None:
            self.pages.commit()
            self.inspector.commit()

    # Edit

    def show_settings(self) -> None:
        """Change what the user or the document can set."""
        from raci_studio.gui.settings_dialog import SettingsDialog

        self.commit_editing()
        SettingsDialog(self.session, self).open()

    def undo(self) -> None:
        """Take back the last edit."""
        self.session.undo_stack.undo()

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        self.session.undo_stack.redo()

    def find_text(self) -> None:
        """Find a text in the cells."""
        self.pages.show_page(MATRIX)
        self.page.find_bar.open(replace=False)

    def replace_text(self) -> None:
        """Find a text in the cells and replace it."""
        self.pages.show_page(MATRIX)
        self.page.find_bar.open(replace=True)

    def find_next(self) -> None:
        """Go to the next cell with what was looked for."""
        self.pages.show_page(MATRIX)
        self.page.find_bar.go(1)

    def find_previous(self) -> None:
        """Go to the previous cell with what was looked for."""
        self.pages.show_page(MATRIX)
        self.page.find_bar.go(-1)

    # View

    def show_list(self) -> None:
        """Show names under the letters."""
        self._set_layout("list")

    def show_grid(self) -> None:
        """Show a column per person."""
        self._set_layout("grid")

    def _set_layout(self, name: str) -> None:
        self.pages.show_page(MATRIX)
        self.page.view.set_layout(name)
        self._show_layout()  # a click on the layout that is shown must not uncheck it

    def wrap_texts(self) -> None:
        """Show long texts whole, or each row in one line."""
        self.page.view.set_wrap(self._actions["wrap_texts"].isChecked())

    def full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def zoom_in(self) -> None:
        """Show the matrix larger."""
        self.page.view.zoom_by(1)

    def zoom_out(self) -> None:
        """Show the matrix smaller."""
        self.page.view.zoom_by(-1)

    def zoom_reset(self) -> None:
        """Show the matrix in its normal size."""
        self.page.view.set_zoom(100)

    # Matrix

    def add_person(self) -> None:
        """Ask for a name and add a person."""
        self.outline.add_person()

    def who_is_who(self) -> None:
        """Show which names may be one person's, or stand for everybody."""
        from raci_studio.gui.who_is_who import WhoIsWhoDialog

        self.commit_editing()
        WhoIsWhoDialog(self.session, self).open()

    def suggest_links(self) -> None:
        """Show which dependencies the texts suggest."""
        from raci_studio.gui import proposal_subjects

        self._propose(proposal_subjects.links())

    def even_out(self) -> None:
        """Show which moves would even out the work."""
        from raci_studio.gui import proposal_subjects

        self._propose(proposal_subjects.moves())

    def _propose(self, subject: "Subject[Any]") -> None:
        from raci_studio.gui.proposals import ProposalsDialog

        self.commit_editing()
        ProposalsDialog(self.session, subject, self).open()

    def add_process(self) -> None:
        """Ask for a name and add a process."""
        self.outline.add_process()

    def role_scheme(self) -> None:
        """Choose which role letters exist and what they mean."""
        from raci_studio.gui.matrix.scheme_dialog import SchemeDialog

        self.commit_editing()
        SchemeDialog(self.session, self).open()

    # Tools

    def next_finding(self) -> None:
        """Go to the next finding."""
        self.findings.step(1)

    def previous_finding(self) -> None:
        """Go to the previous finding."""
        self.findings.step(-1)

    def show_fixes(self) -> None:
        """Show the ways out of the findings where the user is: in the panel, in a field of the row, or in a cell."""
        focus, view = QApplication.focusWidget(), self.page.view
        if focus is not None and self.findings.isAncestorOf(focus):
            self.findings.show_fixes()
        elif focus is not None and self.inspector.isAncestorOf(focus):
            self.inspector.show_fixes()
        elif self.pages.current == MATRIX and view.commit_editor():
            view.scrollTo(view.currentIndex())
            self.finding_commands.show_menu(view.findings_here(), view.below_current_cell(), view)

    def accept_finding(self) -> None:
        """Accept the current finding with a reason."""
        self.findings.accept_finding()

    # Help

    def show_guide(self) -> None:
        """Show what each part of the program is for."""
        from raci_studio.gui.guide_dialog import GuideDialog

        GuideDialog(self).open()

    def show_shortcuts(self) -> None:
        """Show the keys."""
        from raci_studio.gui.help_dialogs import ShortcutsDialog

        ShortcutsDialog(self).open()

    def show_about(self) -> None:
        """Show versions and licences."""
        from raci_studio.gui.help_dialogs import AboutDialog

        AboutDialog(self).open()

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._decorate()
        if event.type() == QEvent.Type.WindowStateChange:  # the window manager can change it too
            self._actions["full_screen"].setChecked(self.isFullScreen())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.commit_editing()
        if not self.documents.may_leave():
            event.ignore()
            return
        self.windows.about_to_close(self)
        self.documents.close()
        self.session.close()
        self.windows.closed(self)
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        for place, path in enumerate(paths):
            window = self if place == 0 else self.windows.open()
            window.open_path(path)
