"""Decide which letters a table uses, what each means, and what the scheme is called."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from raci_studio.core.scheme import SCHEMES, RoleKind
from raci_studio.excel.marks import CYRILLIC_OF, LATIN_OF
from raci_studio.excel.recognise.legend import kind_of_meaning, kinds_of
from raci_studio.excel.recognise.observations import observation
from raci_studio.excel.words import fold

_K = RoleKind
# Letters that many home-made schemes add; used where neither the legend nor the scheme speaks.
_COMMON = {
    "R": _K.DOES, "A": _K.ANSWERS, "C": _K.CONSULTS, "I": _K.INFORMED, "S": _K.SUPPORTS, "V": _K.VERIFIES,
    "Q": _K.VERIFIES, "O": _K.OUT, "P": _K.SUPPORTS, "D": _K.DOES,
}  # fmt: skip
_RUSSIAN = {
    "О": _K.ANSWERS, "И": _K.DOES, "К": _K.CONSULTS, "Н": _K.INFORMED, "У": _K.SUPPORTS, "С": _K.SIGNS,
    "П": _K.SUPPORTS,
    "В": _K.DOES, "Д": _K.DOES, "ВО": _K.ANSWERS, "УО": _K.ANSWERS, "Р": _K.DOES, "А": _K.ANSWERS,
}  # fmt: skip
_RUSSIAN_DOERS = {letter for letter, kind in _RUSSIAN.items() if kind == _K.DOES}
# Schemes whose letters mean something else than in RACI must show themselves by these letters.
_NEEDED = {"RAPID": set("RAPD"), "DACI": {"D"}, "PARIS": {"P"}, "CAIRO": {"O"}, "RACI-VS": {"V"}}
KNOWN_SHARE = 0.8  # of the marks must be letters of one scheme, else the table is no matrix


@dataclass(frozen=True)
class Letters:
    """The alphabet of a table: ``kinds`` maps each understood letter to its kind.

    ``share`` is the part of the marks that one known scheme, or the legend, understands.
    """

    scheme: str
    kinds: Mapping[str, str] = field(default_factory=dict)
    share: float = 0.0

    @property
    def alphabet(self) -> frozenset[str]:
        """The letters by which marks are read."""
        return frozenset(self.kinds)


def is_known(letter: str, others: Collection[str]) -> bool:
    """Tell whether a letter, or its look-alike, may be a role without being explained.

    A Latin letter counts as its Russian look-alike only where ``others`` are Russian.
    """
    twin = LATIN_OF.get(letter) or (CYRILLIC_OF.get(letter) if any(map(is_cyrillic, others)) else None)
    return letter in _COMMON or letter in _RUSSIAN or twin in _COMMON or twin in _RUSSIAN


def is_cyrillic(letter: str) -> bool:
    """Tell whether a letter is Cyrillic."""
    return "А" <= letter[:1] <= "я" or letter[:1] in ("Ё", "ё")


def decide_letters(counts: Counter[str], meanings: Mapping[str, str]) -> Letters:
    """Return the letters of a table from how often each occurs and what a legend says."""
    russian = sum(n for letter, n in counts.items() if is_cyrillic(letter) and letter not in LATIN_OF)
    latin = sum(n for letter, n in counts.items() if not is_cyrillic(letter))
    if russian > latin or (not latin and {"О", "У"} <= set(counts)):  # look-alikes all, but no scheme has O and Y
        return _russian(_retyped(counts, CYRILLIC_OF), {k: v for k, v in meanings.items() if is_cyrillic(k)})
    return _latin(_retyped(counts, LATIN_OF), {k: v for k, v in meanings.items() if not is_cyrillic(k)})


@observation("look-alike letters", otherwise=lambda counts, _twins: counts)
def _retyped(counts: Counter[str], twins: Mapping[str, str]) -> Counter[str]:
    """Return the counts with look-alikes of the other alphabet added to the letters they stand for."""
    merged: Counter[str] = Counter()
    for letter, number in counts.items():
        merged[twins.get(letter, letter)] += number
    return merged


def _latin(counts: Counter[str], meanings: Mapping[str, str]) -> Letters:
    used = set(counts)
    fitting = [
        name for name in SCHEMES if not is_cyrillic(SCHEMES[name].letters[0]) and _NEEDED.get(name, set()) <= used
    ]
    name = max(fitting, key=lambda name: _fit(counts, SCHEMES[name].kinds))
    kinds = {letter: kind.value for letter, kind in SCHEMES[name].kinds.items()}
    codes = kinds_of({letter: meaning for letter, meaning in meanings.items() if letter.isdigit()})
    for letter, meaning in meanings.items():
        kind = (
            codes.get(letter)
            or kind_of_meaning(meaning, letter)
            or _K(kinds.get(letter, _COMMON.get(letter, _K.SUPPORTS)))
        )
        kinds[letter] = kind.value
    if kinds.get("A") == kinds.get("R") == _K.DOES and {"A", "R"} <= used:
        # "Zuständig (A)" beside "Durchführung (R)": the letter is plainer than the word.
        kinds["A"] = _K.ANSWERS.value
    if meanings and used <= set(meanings):
        kinds = {letter: kind for letter, kind in kinds.items() if letter in meanings}
    share = _share(counts, kinds)
    if share >= KNOWN_SHARE / 2:
        kinds.update({letter: _COMMON[letter].value for letter in _COMMON if letter in used and letter not in kinds})
    return Letters(name, kinds, max(share, _share(counts, kinds) - 0.1) if share < KNOWN_SHARE else share)


def _fit(counts: Counter[str], kinds: Mapping[str, RoleKind]) -> tuple[int, int]:
    return sum(number for letter, number in counts.items() if letter in kinds), -len(kinds)


def _share(counts: Counter[str], kinds: Mapping[str, str]) -> float:
    total = sum(counts.values())
    return sum(number for letter, number in counts.items() if letter in kinds) / total if total else 0.0


def _russian(counts: Counter[str], meanings: Mapping[str, str]) -> Letters:
    letters = set(counts) | set(meanings)
    kinds = {letter: kind.value for letter, kind in _RUSSIAN.items() if letter in letters}
    if {"О", "У", "И"} <= letters and "Н" not in letters:
        # «О» ответственный, «У» утверждает, «К», «И» информируется: RACI word for word.
        kinds.update({"О": _K.DOES.value, "У": _K.ANSWERS.value, "И": _K.INFORMED.value})
    if {"О", "У"} <= letters and not letters & _RUSSIAN_DOERS:
        kinds.update({"О": _K.DOES.value, "У": _K.ANSWERS.value})  # somebody does the work
    if {"Р", "А"} <= letters and "О" not in letters:
        kinds["И"] = _K.INFORMED.value  # RACI letter by letter
    performer_named = any("исполн" in fold(meaning) for meaning in meanings.values())
    for letter, meaning in meanings.items():
        kind = kind_of_meaning(meaning, letter)
        if kind:
            is_responsible = fold(meaning).startswith("ответствен")
            kinds[letter] = (_K.ANSWERS if is_responsible and performer_named else kind).value
    return Letters("ОИКУ", kinds, _share(counts, kinds))


def is_matrix_alphabet(letters: Letters, counts: Counter[str], hinted: bool) -> bool:
    """Tell whether these marks can be responsibilities at all.

    Most of them are of one scheme, there are at least two letters, and one means that somebody does
    the work. Where ``hinted`` (a title or sheet name speaks of RACI, or there is a legend) half of the
    marks and one letter are enough.
    """
    used = [
        letter for letter in {**_retyped(counts, LATIN_OF), **_retyped(counts, CYRILLIC_OF)} if letter in letters.kinds
    ]
    if hinted:
        return bool(used) and letters.share >= KNOWN_SHARE / 2
    works = any(letters.kinds[letter] == _K.DOES for letter in used)
    # "R" and "O" alone are required and optional courses.
    taking_part = [letter for letter in used if letters.kinds[letter] != _K.OUT]
    return works and letters.share >= KNOWN_SHARE and len(taking_part) >= 2
