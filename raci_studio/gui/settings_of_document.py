"""The settings that go with a document: what its rules count as, their thresholds, whose holidays are its days off."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from raci_studio.analysis import texts
from raci_studio.analysis.findings import OFF, Severity, step_of
from raci_studio.analysis.rules import RULES
from raci_studio.analysis.thresholds import THRESHOLDS, Threshold
from raci_studio.core.i18n import N_, _
from raci_studio.core.units import UNIT_TITLES
from raci_studio.gui import settings
from raci_studio.gui.country_box import CountryBox
from raci_studio.gui.session import Session

_DIGITS = 4  # after the point, of what a file may say


class DocumentPage(QWidget):
    """Show what the open document has of its own; disabled where there is none, or it must not be changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._held = session.document.settings
        self._says = QLabel(wordWrap=True)
        self._calendar = QLabel()
        self._country = CountryBox(self._held.country, _as_in_the_program)
        self._calendar.setBuddy(self._country)
        self._numbers, self.unit = QLabel(), _Choice()
        self._numbers.setBuddy(self.unit)
        held = self._held.duration_unit  # what a later version wrote stays
        for value in dict.fromkeys(("", *map(str, UNIT_TITLES), held)):
            self.unit.addItem(value, value)
        self.unit.setCurrentIndex(self.unit.findData(held))
        self.rows = {name: ThresholdRow(name, self._held.thresholds.get(name)) for name in THRESHOLDS}
        codes = sorted(RULES, key=lambda code: (step_of(code), code))
        self.severities = {code: SeverityRow(code, self._held.severities.get(code, "")) for code in codes}
        self.reset_all = QPushButton()
        self.reset_all.clicked.connect(self._reset_all)
        self._all = QWidget()
        form = QFormLayout()
        form.addRow(self._calendar, self._country)
        form.addRow(self._numbers, self.unit)
        inner = QVBoxLayout(self._all)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(form)
        inner.addWidget(self._list_of_rows(), 1)
        inner.addWidget(self.reset_all, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self._says)
        column.addWidget(self._all, 1)
        self._all.setEnabled(session.is_open and not session.read_only)

    def _list_of_rows(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setColumnStretch(0, 1)
        for code, head in self.severities.items():
            line = grid.rowCount()
            grid.addWidget(head.title, line, 0)
            grid.addWidget(head.choice, line, 1, 1, 3)
            for name, row in self.rows.items():
                if name.partition(".")[0] == code:
                    line += 1
                    for place, widget in enumerate((row.text, row.number, row.usual, row.reset)):
                        grid.addWidget(widget, line, place)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it scrolls to the number that Tab reaches
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # texts wrap
        area.setWidget(inside)
        return area

    def _all_rows(self) -> "list[ThresholdRow | SeverityRow]":
        return [*self.rows.values(), *self.severities.values()]

    def _reset_all(self) -> None:
        for row in self._all_rows():
            row.reset_it()

    @property
    def may_change(self) -> bool:
        """Tell whether there is a document that can be changed."""
        return self._all.isEnabled()

    def thresholds(self) -> dict[str, float]:
        """Return the thresholds that differ from the default; those of rules nobody here knows stay."""
        unknown = {name: value for name, value in self._held.thresholds.items() if name not in self.rows}
        chosen = {name: row.value() for name, row in self.rows.items()}
        return unknown | {name: value for name, value in chosen.items() if value != THRESHOLDS[name].default}

    def chosen_severities(self) -> dict[str, str]:
        """Return the severities that differ from the rules' own; those of rules nobody here knows stay."""
        unknown = {code: value for code, value in self._held.severities.items() if code not in self.severities}
        return unknown | {code: value for code, row in self.severities.items() if (value := row.value())}

    def country(self) -> str:
        """Return the country of the calendar, "" for that of the program."""
        return self._country.code

    def duration_unit(self) -> str:
        """Return what numbers without a unit count, "" where that is left open."""
        return str(self.unit.currentData())

    def retranslate(self) -> None:
        """Speak the current language."""
        session = self._session
        if not session.is_open:
            said = _("No document is open. Thresholds and calendar of a document are set here once one is.")
        elif session.read_only:
            said = _("“{name}” was opened read-only; its settings cannot be changed.").format(name=session.title)
        else:
            said = _("These go with “{name}” to whoever gets it. Changing them is one step that can be undone.")
            said = said.format(name=session.title)
        self._says.setText(said)
        self._calendar.setText(_("&Calendar:"))
        self._country.retranslate()
        self._country.setToolTip(_("Whose public holidays are days off."))
        self._numbers.setText(_("Numbers without a &unit count:"))
        self.unit.setToolTip(
            _("What “24” means as a duration or deadline; the header of a client's column may say it.")
        )
        for place, text in enumerate((N_("Not said (working days as a duration)"), *UNIT_TITLES.values())):
            self.unit.setItemText(place, _(text))
        for row in self._all_rows():
            row.retranslate()
        self.reset_all.setText(_("&Reset all rules"))


_SEVERITIES = {
    "": N_("As the rule says"),
    Severity.ERROR.value: N_("Always an error"),
    Severity.WARNING.value: N_("Always a warning"),
    Severity.HINT.value: N_("Always a hint"),
    OFF: N_("Switched off"),
}


class SeverityRow:
    """The widgets of one rule: its title, and whether it counts as what it says, as something else, or not at all."""

    def __init__(self, code: str, held: str) -> None:
        self._code = code
        self.title, self.choice = QLabel(), _Choice()
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.title.setWordWrap(True)
        self.title.setBuddy(self.choice)
        for value in _SEVERITIES:
            self.choice.addItem("", value)
        # What a later version wrote is kept as long as nobody chooses something else.
        self._strange = "" if held in _SEVERITIES else held
        self.choice.setCurrentIndex(max(0, self.choice.findData(held)))

    def value(self) -> str:
        """Return the severity, "off", or "" for the rule's own."""
        return str(self.choice.currentData()) or self._strange

    def reset_it(self) -> None:
        """Bring the rule's own severity back."""
        self._strange = ""
        self.choice.setCurrentIndex(0)

    def retranslate(self) -> None:
        """Speak the current language."""
        title = f"{self._code} · {texts.title(self._code)}"
        self.title.setText(title)
        self.title.setToolTip(texts.why(self._code))
        for place, text in enumerate(_SEVERITIES.values()):
            self.choice.setItemText(place, _(text))
        self.choice.setAccessibleName(_("Severity of {rule}").format(rule=title))


class ThresholdRow:
    """The widgets of one threshold: what it means, the number, its default, a button that brings that back."""

    def __init__(self, name: str, held: float | None) -> None:
        self._name = name
        self._about: Threshold = THRESHOLDS[name]
        self._held = self._about.default if held is None else held
        self.text, self.number, self.usual, self.reset = QLabel(), _Number(), QLabel(), QPushButton()
        self.text.setBuddy(self.number)
        self.text.setContentsMargins(12, 0, 0, 0)
        self.text.setWordWrap(True)
        self.usual.setEnabled(False)
        shown = round(self._held * self._about.factor, _DIGITS)
        self.number.setDecimals(len(f"{shown:.{_DIGITS}f}".rstrip("0").partition(".")[2]))
        self.number.setRange(
            min(self._about.least * self._about.factor, shown), max(self._about.most * self._about.factor, shown)
        )
        self.number.setSuffix("%" if self._about.share else "")
        self.number.setSingleStep(5 if self._about.share else 1)
        self.number.setValue(shown)
        self._shown = self.number.value()
        self.number.valueChanged.connect(self._changed)
        self.reset.clicked.connect(self.reset_it)
        self._changed()

    def value(self) -> float:
        """Return the number as the rule takes it; exactly what it was where nobody touched it."""
        shown = self.number.value()
        return self._held if shown == self._shown else round(shown / self._about.factor, _DIGITS + 2)

    def reset_it(self) -> None:
        """Bring the default back."""
        self.number.setValue(self._about.default * self._about.factor)

    def _changed(self) -> None:
        self.reset.setEnabled(self.value() != self._about.default)

    def retranslate(self) -> None:
        """Speak the current language."""
        text, locale = _(self._about.text), QLocale()
        self.text.setText(text)
        self.number.setLocale(locale)
        usual = locale.toString(float(self._about.default * self._about.factor), "g", _DIGITS) + self.number.suffix()
        self.usual.setText(_("default: {number}").format(number=usual))
        reset = _("Reset")
        self.reset.setText(reset)
        self.reset.setAccessibleName(f"{reset}: {self._name} {text}")
        self.number.setAccessibleName(f"{self._name} {text}")


class _Choice(QComboBox):
    """A box that the wheel changes only where the keyboard is, as `_Number`."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class _Number(QDoubleSpinBox):
    """A number that the wheel changes only where the keyboard is: else it would change while the page scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _as_in_the_program(names: dict[str, str]) -> str:
    code = settings.calendar_country()
    return _("As in the program ({country})").format(country=names[code]) if code in names else _("As in the program")
