"""The user's language: gettext for window, command line and exported sheets alike.

Texts in the code are English and marked with `_` (now) or `N_` (translated later, where shown).
The language can change at run time, so never keep the result of `_` in a module or class attribute.
"""

import gettext as _gettext
import locale
import os

from raci_studio.core.places import resource

DOMAIN = "raci_studio"
LANGUAGES = ("en", "ru")

_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def system_language() -> str:
    """Return the language of the user's system if we speak it, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    name = locale.getlocale()[0] or ""
    return "ru" if name.lower().startswith("ru") else "en"


def set_language(language: str) -> None:
    """Switch to "en" or "ru"; any other language means English."""
    global _translations, _language
    _language = language if language in LANGUAGES else "en"
    if _language == "en":
        _translations = _gettext.NullTranslations()
    else:
        _translations = _gettext.translation(DOMAIN, str(resource("locale")), [_language])


def language() -> str:
    """Return the language in use: "en" or "ru"."""
    return _language


def _(text: str) -> str:
    """Translate one text now."""
    return _translations.gettext(text)


def spellings(text: str) -> frozenset[str]:
    """Return a marked text in every language, to know our own words again in a file."""
    found = {text}
    for name in LANGUAGES[1:]:
        found.add(_gettext.translation(DOMAIN, str(resource("locale")), [name]).gettext(text))
    return frozenset(found)


def ngettext(one: str, many: str, number: int) -> str:
    """Translate a text that depends on a number, with the language's real plural forms."""
    return _translations.ngettext(one, many, number)


def pgettext(context: str, text: str) -> str:
    """Translate a text whose meaning depends on where it stands, e.g. a short column header."""
    return _translations.pgettext(context, text)


def N_(text: str) -> str:
    """Mark a text for translation where it is shown later."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:
    """Mark a text that depends on a number for translation where it is shown later."""
    return one, many
