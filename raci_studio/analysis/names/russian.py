"""Russian word forms by pymorphy3, loaded on the first Cyrillic word and kept for the life of the process."""

import re
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

# Surnames that are other words too, or none the dictionary knows: gender and whether nominative, by their ending.
_SURNAME = re.compile(r"(?P<stem>..+(?:ов|ев|ин|ын))(?P<ending>|а|у|ым|е|ой)")
_SURNAME_CASES = {
    "": (("masc", True),), "а": (("femn", True), ("masc", False)), "у": (("masc", False), ("femn", False)),
    "ым": (("masc", False),), "е": (("masc", False),), "ой": (("femn", False),),
}  # fmt: skip

_lock = Lock()
_analyser: Any = None


@dataclass(frozen=True, slots=True)
class WordForm:
    """One way to read a word. `base` is its nominative of the same gender and number: «Петровой» is «петрова».

    `lemma` is the dictionary's head word, "masc", "femn" or "" is the gender, `proper` says that it is a given
    name, patronymic or surname, `known` that the dictionary has it.
    """

    base: str
    lemma: str
    gender: str
    nominative: bool
    plural: bool
    proper: bool
    given: bool
    known: bool


def morphology() -> Any:
    """Return the dictionary, read on the first call; may be called from any thread."""
    global _analyser
    with _lock:  # the analysis runs beside the window, which may ask too
        if _analyser is None:
            import pymorphy3
            import pymorphy3_dicts_ru

            _analyser = pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path(), lang="ru")
    return _analyser


@lru_cache(maxsize=20_000)
def word_forms(word: str) -> tuple[WordForm, ...]:
    """Return the ways to read a Russian word as a noun or adjective, each once; none where it is neither."""
    found: dict[WordForm, None] = {}
    parses = [parse for parse in morphology().parse(word) if parse.tag.POS in ("NOUN", "ADJF")]
    if any("Surn" in parse.tag for parse in parses):  # «Петровой» is no adjective "Peter's"
        parses = [parse for parse in parses if parse.tag.POS == "NOUN"]
    for parse in parses:
        nominative = parse.tag.case == "nomn"
        base = parse if nominative else parse.inflect({"nomn"})
        if base is None:
            continue
        form = WordForm(
            base=base.word.replace("ё", "е"),
            lemma=parse.normal_form.replace("ё", "е"),
            gender=str(parse.tag.gender or ""),  # not its own kind of text, which refuses to be compared with ""
            nominative=nominative,
            plural=parse.tag.number == "plur",
            proper=any(mark in parse.tag for mark in ("Surn", "Name", "Patr")),
            given="Name" in parse.tag,
            known=parse.is_known,
        )
        found[form] = None
    match = _SURNAME.fullmatch(word)
    if match and not any(form.proper for form in found):
        for gender, nominative in _SURNAME_CASES[match["ending"]]:
            base = match["stem"] + ("а" if gender == "femn" else "")
            found[WordForm(base, match["stem"], gender, nominative, False, True, False, False)] = None
    return tuple(found)
