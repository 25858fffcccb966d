"""The line over the matrix that says what is not shown, and how to show it again."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from raci_studio.core.i18n import _, ngettext
from raci_studio.gui import language
from raci_studio.gui.matrix.arranging import ArrangingTable


class FilterBar(QFrame):
    """Say how many rows pass the filter and by what they are sorted; hidden where neither is on."""

    def __init__(self, view: ArrangingTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._text = QLabel()
        self._clear, self._again, self._unsort, self._keep = (QPushButton(flat=True) for _place in range(4))
        self._clear.clicked.connect(view.clear_filters)
        self._again.clicked.connect(view.filter_again)
        self._unsort.clicked.connect(view.unsort)
        self._keep.clicked.connect(view.keep_order)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 4, 2)
        for widget in (self._text, self._clear, self._again, self._unsort, self._keep):
            row.addWidget(widget)
        row.addStretch(1)
        self.hide()
        self._later = QTimer(self)  # after the model of the matrix, which listens to the same signals
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        session = view.session
        for signal in (
            session.arrangement_changed, session.document_opened, session.document_changed, session.findings_changed,
            view.layout_switched,
        ):  # fmt: skip
            signal.connect(self._later.start)
        language.follow(self.retranslate)

    @property
    def text(self) -> str:
        """Return what the bar says."""
        return self._text.text()

    def refresh(self) -> None:
        """Say how things stand."""
        now = self._view.arrangement
        said = []
        if now.filters:
            shown, count = self._view.shown_count()
            said.append(ngettext("{shown} of {n} row shown", "{shown} of {n} rows shown", count).format(
                shown=shown, n=count
            ))  # fmt: skip
        if now.sort is not None:
            title = self._view.column_title(now.sort[0])
            text = _("sorted by “{column}”, the last first") if now.sort[1] else _("sorted by “{column}”")
            said.append(text.format(column=title))
        line = " · ".join(said)
        self._text.setText(line[:1].upper() + line[1:])
        self.setAccessibleName(line)
        for button in (self._clear, self._again):
            button.setVisible(bool(now.filters))
        for button in (self._unsort, self._keep):
            button.setVisible(now.sort is not None)
        self.setVisible(bool(said))

    def retranslate(self) -> None:
        """Speak the current language."""
        self._clear.setText(_("Clear the filter"))
        self._again.setText(_("Apply again"))
        self._unsort.setText(_("Back to the order of the process"))
        self._keep.setText(_("Make this the order"))
        self.refresh()
