"""The language of the window: one place that switches it and tells every panel.

A panel calls `follow(self.retranslate)` at the end of its constructor; the slot runs at once and again
after each switch. Qt's own texts (standard buttons) come from Qt's catalogue.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from raci_studio.core import i18n
from raci_studio.gui.settings import settings

NAMES = {"en": "English", "ru": "Русский"}


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
    chosen = str(settings().value("language", ""))
    if chosen in i18n.LANGUAGES:
        return chosen
    return "ru" if QLocale.system().language() == QLocale.Language.Russian else "en"


def switch(language: str, *, remember: bool = False) -> None:
    """Switch every text of the running window to "en" or "ru"."""
    i18n.set_language(language)
    QLocale.setDefault(QLocale(i18n.language()))
    _install_qt_texts(i18n.language())
    if remember:
        settings().setValue("language", i18n.language())
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
