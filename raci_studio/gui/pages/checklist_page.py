"""The Checklist page: the seven steps, each question with its answer, and ways to findings and to what lacks."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout

from raci_studio.core.i18n import _
from raci_studio.gui import language, theme
from raci_studio.gui.pages.checklist_html import Look, checklist_html
from raci_studio.gui.pages.page import Page

if TYPE_CHECKING:
    from raci_studio.gui.main_window import MainWindow


class ChecklistPage(Page):
    """Show the answers of the last analysis; they follow it as it comes."""

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.anchorClicked.connect(self._follow_link)
        self._about = QLabel()
        self.copy, self.print = QPushButton(), QPushButton()
        self.copy.clicked.connect(self.copy_all)
        self.print.clicked.connect(self._print)
        self._said = ""
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 4)
        bar.setSpacing(6)
        bar.addWidget(self._about, 1)
        for button in (self.copy, self.print):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.text, 1)
        self.session.findings_changed.connect(self.refresh_later)
        self.figures.changed.connect(self.refresh_later)
        self.follow()
        language.follow(self.retranslate)

    @property
    def is_ready(self) -> bool:
        """Tell whether the answers are those of the document on the screen."""
        return self.session.is_analysed and self.figures.is_there

    def refresh(self) -> None:
        self.figures.want()
        lines = self.figures.lines
        if not self.session.document.order:
            said = _p(_("The questions of the seven steps are answered here once the matrix has rows."))
        elif not lines:
            said = _p(_("The matrix is being looked through…"))
        else:
            said = checklist_html(self.session.document, lines, self._look())
        for button in (self.copy, self.print):
            button.setEnabled(bool(lines))
        if said != self._said:
            self._said = said
            place = self.text.verticalScrollBar().value()
            self.text.setHtml(said)
            self.text.verticalScrollBar().setValue(place)

    def _look(self) -> Look:
        colours = self.palette()
        dim = colours.color(QPalette.ColorRole.PlaceholderText).name()
        return look_of(dim, colours.color(QPalette.ColorRole.Mid).name(), theme.is_dark(colours))

    def begin(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow_link(self, link: QUrl) -> None:
        self.asked.emit(link.toString())

    def document_for_paper(self) -> QTextDocument:
        """Return the checklist as it is printed and copied: in light colours, with a title, without links."""
        paper = QTextDocument()
        paper.setDefaultFont(QApplication.font())
        look = look_of("#5D6778", "#D5DAE1", dark=False)
        title = _("Checklist")
        paper.setHtml(
            f"<h1>{title}</h1>" + checklist_html(self.session.document, self.figures.lines, look, with_links=False)
        )
        return paper

    def copy_all(self) -> None:
        """Put the whole checklist on the clipboard, as text and as rich text."""
        from PySide6.QtCore import QMimeData

        paper, data = self.document_for_paper(), QMimeData()
        data.setHtml(paper.toHtml())
        data.setText(paper.toPlainText())
        QGuiApplication.clipboard().setMimeData(data)

    def _print(self) -> None:
        from raci_studio.gui.printing.printer import print_text

        print_text(cast("MainWindow", self.window()), self.document_for_paper())

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._said:
            self.refresh_later()

    def retranslate(self) -> None:
        """Speak the current language."""
        self._about.setText(_("Seven steps of reading a matrix, answered from what it says"))
        self.copy.setText(_("Copy"))
        self.copy.setToolTip(_("Copy the whole checklist"))
        self.print.setText(_("Print…"))
        self.text.setAccessibleName(_("Checklist"))
        self._said = ""
        self.refresh_later()


def look_of(dim: str, line: str, dark: bool) -> Look:
    """Return the colours of the checklist; those of the statuses are those of severities."""
    status = {"problem": theme.severity_colour("warning", dark).name(), "ok": dim}
    return Look(dim, line, {**status, "unknown": theme.severity_colour("hint", dark).name()})


def _p(text: str) -> str:
    return f"<p>{text}</p>"
