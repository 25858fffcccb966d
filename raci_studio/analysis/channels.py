"""Which channels a text names: «тг», "Telegram" and «в телеге» are one channel, written in three ways."""

import re
from collections.abc import Mapping
from functools import lru_cache

# channel -> its ways of writing, each as the beginnings of words that belong to it. A beginning ends with "*".
_WAYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "telegram": (("telegram*",), ("tg",), ("тг",), ("телеграм*",), ("телега", "телеге", "телегу", "телеги", "телегой")),
    "mail": (
        ("mail", "e-mail", "email", "mails", "emails", "e-mails"), ("почт*", "эл.почт*"),
        ("имейл*", "емейл*", "мейл*", "мыл*"),
    ),
    "outlook": (("outlook*",), ("аутлук*",)),
    "phone": (("phone*", "telephone*", "call", "calls"), ("телефон*", "звон*", "тел")),
    "sms": (("sms", "text message*"), ("смс*",)),
    "whatsapp": (("whatsapp*", "wa"), ("вотсап*", "ватсап*", "вацап*", "вотс")),
    "viber": (("viber*",), ("вайбер*",)),
    "teams": (("teams",), ("тимс*",)),
    "slack": (("slack*",), ("слак*",)),
    "skype": (("skype*",), ("скайп*",)),
    "zoom": (("zoom*",), ("зум*",)),
    "jira": (("jira*",), ("джир*", "жир*")),
    "confluence": (("confluence*",), ("конфлюенс*", "конфлуенс*")),
    "trello": (("trello*",), ("трелл*",)),
    "bitrix": (("bitrix*",), ("битрикс*",)),
    "sharepoint": (("sharepoint*",), ("шарепоинт*", "шарпоинт*")),
    "meeting": (("meeting*", "meet-up*"), ("встреч*", "совещан*", "планерк*", "планёрк*", "митинг*")),
}  # fmt: skip
SPOKEN = frozenset(("phone", "meeting", "zoom", "skype"))
"""Channels that leave no trace by themselves."""
WITHOUT_FILES = frozenset(("phone", "sms"))
"""Channels by which no file can be handed over."""

_WORD = re.compile(r"[\w][\w.-]*\w|\w")


@lru_cache(maxsize=10_000)
def named_channels(text: str) -> Mapping[str, str]:
    """Return the channels a text names, by a key each, with the word that names it.

    A text without a known channel is one of its own, as a whole; an empty one names none.
    """
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        known = _known(match[0].casefold())
        if known:
            found.setdefault(known[0], match[0])
    whole = " ".join(text.split())
    return found or ({whole.casefold(): whole} if whole else {})


def way_of(word: str) -> str:
    """Return what is the same for all forms of one way to write a channel: «почта» and «почте», not "mail"."""
    known = _known(word.casefold())
    return known[1] if known else word.casefold()


@lru_cache(maxsize=10_000)
def _known(word: str) -> tuple[str, str] | None:
    """Return channel and way of a folded word."""
    for channel, ways in _WAYS.items():
        for way in ways:
            if any(word.startswith(form[:-1]) if form.endswith("*") else word == form for form in way):
                return channel, way[0]
    return None
