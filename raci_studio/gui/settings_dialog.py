"""The settings: those of the program, applied at once, and those that go with the document, one undoable edit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from raci_studio.core import edits
from raci_studio.core.i18n import LANGUAGES, N_, _
from raci_studio.core.scheme import SCHEMES
from raci_studio.gui import language, settings, theme
from raci_studio.gui.country_box import CountryBox
from raci_studio.gui.session import Session
from raci_studio.gui.settings_of_document import DocumentPage


class SettingsDialog(QDialog):
    """Show all settings; nothing changes before OK."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.program, self.document = ProgramPage(), DocumentPage(session)
        self.tabs = QTabWidget()
        for page in (self.program, self.document):
            self.tabs.addTab(page, "")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        column.addWidget(self.buttons)
        self.resize(740, 640)
        language.follow(self.retranslate)

    def accept(self) -> None:
        """Apply what was changed and close."""
        page = self.document
        chosen = page.thresholds(), page.country(), page.chosen_severities(), page.duration_unit()
        super().accept()
        if self.document.may_change:
            self._session.apply(_("Settings of the document"), edits.change_settings, *chosen)
        self.program.apply()

    def retranslate(self) -> None:
        """Speak the current language."""
        self.setWindowTitle(_("Settings"))
        self.tabs.setTabText(0, _("&Program"))
        self.tabs.setTabText(1, _("&Document"))
        self.program.retranslate()
        self.document.retranslate()


class ProgramPage(QWidget):
    """What holds for this user on this computer."""

    _LABELS = (
        ("language", N_("&Language:")), ("theme", N_("&Theme:")), ("scheme", N_("Role &scheme of new matrices:")),
        ("country", N_("&Calendar:")),
    )  # fmt: skip

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says = QLabel(wordWrap=True)
        self.language, self.theme, self.scheme = QComboBox(), QComboBox(), QComboBox()
        for value in (language.SYSTEM, *LANGUAGES):
            self.language.addItem("", value)
        for value in theme.THEMES:
            self.theme.addItem("", value)
        for name, scheme in SCHEMES.items():
            self.scheme.addItem(f"{name} ({', '.join(scheme.letters)})", name)
        self.country = CountryBox(settings.chosen_country(), _as_the_system)
        self.opens_last = QCheckBox()
        self.opens_last.setChecked(settings.opens_last())
        chosen = {"language": language.chosen(), "theme": theme.chosen(), "scheme": settings.new_scheme().name}
        for name, value in chosen.items():
            box = getattr(self, name)
            box.setCurrentIndex(box.findData(value))
        form = QFormLayout()
        self._labels = {name: QLabel() for name, _text in self._LABELS}
        for name, label in self._labels.items():
            label.setBuddy(getattr(self, name))
            form.addRow(label, getattr(self, name))
        form.addRow(self.opens_last)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self._says)
        column.addLayout(form)
        column.addStretch(1)

    def apply(self) -> None:
        """Apply what was changed, at once and for every start to come."""
        kept = settings.settings()
        kept.setValue("new_scheme", self.scheme.currentData())
        kept.setValue("country", self.country.code)
        kept.setValue("open_last", self.opens_last.isChecked())
        if (value := self.theme.currentData()) != theme.chosen():
            theme.set_theme(value)
        if (value := self.language.currentData()) != language.chosen():
            language.choose(value)

    def retranslate(self) -> None:
        """Speak the current language."""
        self._says.setText(_("These hold for you on this computer and apply at once, in all windows."))
        for name, text in self._LABELS:
            self._labels[name].setText(_(text))
        for box, title in ((self.language, language.title), (self.theme, lambda value: _(theme.TITLES[value]))):
            for place in range(box.count()):
                box.setItemText(place, title(box.itemData(place)))
        self.country.retranslate()
        self.country.setToolTip(_("Whose public holidays are days off, in documents that do not say so themselves."))
        self.opens_last.setText(_("&Open what was open last when the program starts"))


def _as_the_system(names: dict[str, str]) -> str:
    code = settings.system_country()
    return _("As the system ({country})").format(country=names[code]) if code in names else _("As the system")
