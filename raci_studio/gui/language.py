"""The language of the window: one place that switches it and tells every panel.

A panel calls `follow(self.retranslate)` at the end of its constructor; the slot runs at once and again
after each switch. Qt's own texts (standard buttons) come from Qt's catalogue.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from raci_studio.core import i18n
from raci_studio.core.i18n import _
from raci_studio.gui.settings import settings

NAMES = {"en": "English", "ru": "Русский"}
SYSTEM = "system"


class _Language(QObject):
    """Hold the signal and Qt's translator, which must live as long as the application."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.qt_translator: QTranslator | None = None


_language = _Language()


def follow(retranslate: Callable[[], None]) -> None:
    """Call a method of a widget now and after each switch of the language."""
    retranslate()
    _language.changed.connect(retranslate)


def preferred() -> str:
    """Return the language of the settings, else that of the system if we speak it, else English."""
    value = chosen()
    if value != SYSTEM:
        return value
    return "ru" if QLocale.system().language() == QLocale.Language.Russian else "en"


def title(value: str) -> str:
    """Return a choice as a menu shows it: each language in itself."""
    return NAMES.get(value) or _("As the system")


def chosen() -> str:
    """Return what the user chose: a language, or "system" for that of the system."""
    value = str(settings().value("language", ""))
    return value if value in i18n.LANGUAGES else SYSTEM


def choose(value: str) -> None:
    """Choose a language or "system" for good, and speak it at once."""
    settings().setValue("language", value if value in i18n.LANGUAGES else "")
    switch(preferred())


def switch(language: str) -> None:
    """Switch every text of the running window to "en" or "ru"."""
    i18n.set_language(language)
    QLocale.setDefault(QLocale(i18n.language()))
    _install_qt_texts(i18n.language())
    _language.changed.emit()


def _install_qt_texts(language: str) -> None:
    app = QCoreApplication.instance()
    if app is None:
        return
    if _language.qt_translator is not None:
        app.removeTranslator(_language.qt_translator)
        _language.qt_translator = None
    if language == "en":
        return
    translator = QTranslator()
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
        _language.qt_translator = translator
