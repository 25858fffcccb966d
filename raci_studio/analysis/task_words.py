"""What the name of a task says: its words for comparing, and whether it speaks of control or money.

Lists of beginnings of words are enough where only a question is asked; they are silent about what they do not know.
"""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
# Words that change nothing about what a task is.
_EMPTY = frozenset(
    "a an the of for to in on at by with and or и в во на по с со о об для к ко от из у за или при до".split()  # noqa: SIM905
)
_CONTROL = re.compile(
    r"\b(?:check|verif|approv|accept|audit|inspect|review|control|sign[ -]?off|pay\b|payment|invoice|purchas|procure|"
    r"провер|согласов|утвер|приёмк|приемк|принять|контрол|аудит|инспект|ревизи|оплат|платеж|платёж|выплат|закуп)",
    re.IGNORECASE,
)
_STATE = re.compile(r".*(?:ан|ен|ят)(?:[аоы]|н(?:ый|ая|ое|ые))?|.*ed")
SHORTEST, ENDING = 6, 3  # letters of a word that are kept, and of its end that may differ


@lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text without their endings, in no order; "the" and the like are left out.

    Numbers stand together in their order ("1.2" is not "2.1"). A state («согласован», "approved") is another word than
    the work that leads to it. A text of numbers alone has no words.
    """
    found = [word.replace("ё", "е") for word in _WORD.findall(text.casefold())]
    numbers = " ".join(word for word in found if word.isdigit())
    words = {_stem(word) for word in found if not word.isdigit() and word not in _EMPTY}
    return frozenset(words | {numbers} if numbers and words else words)


def _stem(word: str) -> str:
    state = "=" if _STATE.fullmatch(word) else ""
    return word[: max(SHORTEST, len(word) - ENDING)] + state


@lru_cache(maxsize=20_000)
def speaks_of_control(text: str) -> bool:
    """Tell whether a task checks, approves, accepts or pays."""
    return bool(_CONTROL.search(text))
