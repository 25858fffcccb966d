"""The dialog for the days on which a person is away: from a day to a day, each chosen from a calendar or typed."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core.document import Absence
from raci_studio.core.i18n import _
from raci_studio.gui.pages.people_columns import absence_text

_ISO = Qt.DateFormat.ISODate


class _Day(QDateEdit):
    """A day with a calendar; Tab leaves it at once, the arrows go from day to month."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QWidget.focusNextPrevChild(self, forward)


class AbsencesDialog(QDialog):
    """List absences; add one, take one away. `absences` are those on the list."""

    def __init__(self, name: str, absences: Sequence[Absence], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Absences of {name}").format(name=name))
        self.absences = tuple(absences)
        self.first, self.last = _Day(), _Day()
        labels = QLabel(_("&First day:")), QLabel(_("&Last day:"))
        for label, field, title in zip(labels, (self.first, self.last), (_("First day"), _("Last day"))):
            field.setDate(QDate.currentDate())
            field.setDisplayFormat(_with_century(QLocale().dateFormat(QLocale.FormatType.ShortFormat)))
            field.setAccessibleName(title)
            field.calendarWidget().setFirstDayOfWeek(QLocale().firstDayOfWeek())
            label.setBuddy(field)
        self._is_chosen = False  # dates that are not on the list yet
        self.first.dateChanged.connect(self._follow_first)
        self.last.dateChanged.connect(self._choose)
        self.add = QPushButton(_("&Add"))
        self.add.clicked.connect(self._add)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Absences"))
        self.list.currentRowChanged.connect(self._show_buttons)
        self.remove = QPushButton(_("&Delete"))
        self.remove.clicked.connect(self._remove)
        line = QHBoxLayout()
        for label, field in zip(labels, (self.first, self.last)):
            line.addWidget(label)
            line.addWidget(field, 1)
        line.addWidget(self.add)
        below = QHBoxLayout()
        below.addWidget(self.list, 1)
        below.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(line)
        column.addLayout(below, 1)
        column.addWidget(buttons)
        self.resize(460, 300)
        self._show()

    def _follow_first(self, day: QDate) -> None:
        self.last.setMinimumDate(day)
        self._choose()

    def _choose(self) -> None:
        self._is_chosen = True

    def accept(self) -> None:
        """Close; dates that were chosen but not added are meant too."""
        if self._is_chosen:
            self._add()
        super().accept()

    def _add(self) -> None:
        away = Absence(self.first.date().toString(_ISO), self.last.date().toString(_ISO))
        self.absences = tuple(sorted({*self.absences, away}, key=lambda one: (one.first, one.last)))
        self._is_chosen = False
        self._show()
        self.list.setCurrentRow(self.absences.index(away))

    def _remove(self) -> None:
        place = self.list.currentRow()
        self.absences = tuple(away for at, away in enumerate(self.absences) if at != place)
        self._show()

    def _show(self) -> None:
        self.list.clear()
        for away in self.absences:
            QListWidgetItem(absence_text(away), self.list)
        if self.absences:
            self.list.setCurrentRow(0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.remove.setEnabled(self.list.currentRow() >= 0)


def _with_century(form: str) -> str:
    """Return the form of a day with all digits of its year."""
    return form if "yyyy" in form else form.replace("yy", "yyyy")
