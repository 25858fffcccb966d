"""The Charts page: who carries how much, what stops without whom, findings, communication. A click shows the rows."""

from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from raci_studio.core import i18n
from raci_studio.core.i18n import _
from raci_studio.gui import language
from raci_studio.gui.background import Background
from raci_studio.gui.pages.chart_view import ChartView
from raci_studio.gui.pages.page import Page
from raci_studio.gui.theme import is_dark
from raci_studio.reports.charts.content import CHANNELS, ROLES, STEPS

if TYPE_CHECKING:
    from raci_studio.reports.charts.content import Chart, Filters
    from raci_studio.reports.charts.figure import Picture

_RESIZED_MS = 150
_NARROWEST = 420  # pixels


_TITLE_POINTS = 11  # as of the charts that are drawn

_PLACES = {ROLES: "role/does/", STEPS: "column/step/", CHANNELS: "column/channel/"}
"""Where that is entered which a chart lacks, as in `going`, without the process."""


class _Shown(QWidget):
    """One chart with its buttons; of one that has nothing to show its title and what is missing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self.view, self.save, self.copy = ChartView(), QPushButton(), QPushButton()
        self.title, self.missing = QLabel(), QLabel(wordWrap=True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        bold = self.title.font()
        bold.setBold(True)
        bold.setPointSize(_TITLE_POINTS)
        self.title.setFont(bold)
        self.missing.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self.title)
        bar.addStretch(1)
        bar.addWidget(self.copy)
        bar.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 12)
        column.setSpacing(2)
        column.addLayout(bar)
        column.addWidget(self.view)
        column.addWidget(self.missing)

    def show_chart(self, chart: "Chart", picture: "Picture | None", scale: float, link: str) -> None:
        """Show a chart, or where it has no picture why that is; `link` is rich text that leads to what is missing."""
        self.chart = chart
        self.title.setText(chart.title)
        self.missing.setText(f"{escape(chart.note)} {link}")
        for part, is_there in (
            (self.title, picture is None), (self.missing, picture is None), (self.view, picture is not None),
            (self.save, picture is not None), (self.copy, picture is not None),
        ):  # fmt: skip
            part.setVisible(is_there)
        if picture is not None:
            self.view.show_picture(chart.title, picture, scale)


class ChartsPage(Page):
    """Draw the charts of the last analysis beside the window, as wide as the page."""

    def __init__(self, *needs) -> None:
        super().__init__(*needs)
        self.charts: dict[str, _Shown] = {}
        self.is_settled = False
        self._background = Background(self)
        self._asked = 0  # counts what was asked for: only the last answer is shown
        self._resized = QTimer(self, singleShot=True, interval=_RESIZED_MS)
        self._resized.timeout.connect(self.refresh_later)
        self._state = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._state)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setWidget(self._inner)
        self._colour_page()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.session.findings_changed.connect(self.refresh_later)
        self.follow()
        language.follow(self.retranslate)

    # What it shows

    def refresh(self) -> None:
        document, analysis = self.session.document, self.session.analysis
        if analysis is None or not self.session.is_analysed:
            self.is_settled = False
            self._say()
            return  # the end of the analysis refreshes
        self.is_settled = False
        self._asked += 1
        number, dark, scale = self._asked, is_dark(self.palette()), self.devicePixelRatioF()
        width = max(self.area.viewport().width() - 16, _NARROWEST)
        dots = self.logicalDpiX()
        spoken = i18n.language()

        def draw() -> "list[tuple[Chart, Picture | None]]":
            from raci_studio.reports.charts.content import charts_of
            from raci_studio.reports.charts.figure import DARK, LIGHT, picture

            colours = DARK if dark else LIGHT
            made = []
            for chart in charts_of(document, analysis):
                if number != self._asked:
                    break
                drawn = None if chart.is_empty else picture(chart, colours, round(width * scale), dots * scale)
                made.append((chart, drawn))
            return made

        def show(made: "list[tuple[Chart, Picture | None]]") -> None:
            if number == self._asked and spoken == i18n.language():
                self._show(made, scale)

        self._say()
        self._background.run(draw, show, self._failed)

    def _show(self, made: "list[tuple[Chart, Picture | None]]", scale: float) -> None:
        for chart, picture in made:
            if chart.id not in self.charts:
                shown = self.charts[chart.id] = _Shown(self._inner)
                shown.view.chosen.connect(self._show_rows)
                shown.save.clicked.connect(partial(self._save, shown))
                shown.copy.clicked.connect(partial(self._copy, shown))
                shown.missing.linkActivated.connect(self.asked)
                self._column.insertWidget(self._column.count() - 1, shown)
            self.charts[chart.id].show_chart(chart, picture, scale, self._link(chart))
            self._name(self.charts[chart.id])
        before: QWidget = self.area
        for shown in self.charts.values():
            for stop in (shown.copy, shown.save, shown.view, shown.missing):
                QWidget.setTabOrder(before, stop)  # they were added behind all panels
                before = stop
        self.is_settled = True
        self._say()

    def _link(self, chart: "Chart") -> str:
        """Return a link to where that is entered which a chart lacks, "" where there is no such place."""
        first = next(self.session.document.tasks_in_order(), None)
        if chart.lacks not in _PLACES or first is None:
            return ""
        titles = {
            ROLES: _("Who carries out each task"), STEPS: _("Step"), CHANNELS: _("Channels of the tasks"),
        }  # fmt: skip
        said = escape(_("Enter: {what}").format(what=titles[chart.lacks]))
        return f'<a href="{_PLACES[chart.lacks]}{first.process}">{said}</a>'

    def _say(self) -> None:
        self._state.setText(_("The charts are being drawn…"))
        self._state.setVisible(not self.charts)

    def _failed(self, error: BaseException) -> None:
        import logging  # not at start-up: it takes as long as a dozen modules of ours

        logging.getLogger(__name__).error("the charts could not be drawn", exc_info=error)
        self.is_settled = True
        self._state.setText(_("The charts could not be drawn. The log says why."))
        self._state.show()

    # What a click does

    def _show_rows(self, filters: "Filters") -> None:
        self.session.arrange(filters=dict(filters))
        self.asked.emit("page/matrix")

    def _save(self, shown: _Shown) -> None:
        from PySide6.QtWidgets import QFileDialog

        from raci_studio.reports.charts.figure import FORMATS

        chart = shown.chart
        if chart is None:
            return
        kinds = ";;".join(f"{title} (*{suffix})" for suffix, title in FORMATS.items())
        name, kind = QFileDialog.getSaveFileName(self, _("Save the chart"), f"{chart.title}.png", kinds)
        if name:
            chosen = next((suffix for suffix in FORMATS if f"*{suffix}" in kind), ".png")
            path = Path(name)
            self.save(chart, path if path.suffix.lower() in FORMATS else path.with_name(path.name + chosen))

    def save(self, chart: "Chart", path: Path) -> None:
        """Write a chart to a file of the kind that its ending says, beside the window."""

        def write() -> None:
            from raci_studio.project.raci_file import write_aside
            from raci_studio.reports.charts.figure import saved

            write_aside(path, saved(chart, path.suffix.lower()))

        def failed(error: BaseException) -> None:
            from raci_studio.gui.messages import as_user_error, tell

            tell(self.window(), as_user_error(error, _("{name} could not be written.").format(name=path.name)))

        self._background.run(write, lambda _nothing: None, failed)

    def _copy(self, shown: _Shown) -> None:
        QApplication.clipboard().setImage(shown.view.image)

    # Qt

    def _colour_page(self) -> None:
        """The page behind the charts has their colour."""
        from PySide6.QtWidgets import QApplication

        colours = QPalette(QApplication.palette())
        colours.setColor(QPalette.ColorRole.Window, QColor(colours.color(QPalette.ColorRole.Base)))
        self._inner.setPalette(colours)
        self._inner.setAutoFillBackground(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_inner"):
            self._colour_page()
            self.refresh_later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self.charts:
            self._resized.start()

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, 200)

    def _name(self, shown: _Shown) -> None:
        title = shown.chart.title if shown.chart is not None else ""
        shown.save.setText(_("Save…"))
        shown.copy.setText(_("Copy"))
        shown.save.setAccessibleName(_("Save the chart “{title}”").format(title=title))
        shown.copy.setAccessibleName(_("Copy the chart “{title}”").format(title=title))

    def retranslate(self) -> None:
        """Speak the current language."""
        self.area.setAccessibleName(_("Charts"))
        for shown in self.charts.values():
            self._name(shown)
        self._say()
        self.refresh_later()
